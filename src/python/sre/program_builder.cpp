// python/sre/program_builder.cpp -- from the syntax tree to a program.
//
// Room       Regular expressions. compile() is declared in program.h.
// In / out   A checked tree in, a program with resolved targets and filled tables out.
// Tests      tests/unit/python/sre/program_test.cpp
//
// Two steps. First the tree is written out as instructions in order, by a stack of tasks (patterns may be nested
// deeply). Then `decide` looks at every choice with the first sets of what follows it, and gives it a table by which
// the next character decides; a loop over one character whose set has nothing in common with what follows never needs
// to give back what it took.
//
// How loops over more than one character are written:
//
//   X?       Split tail; X; tail:
//   X*       loop: Split tail; X; Jump loop; tail:           if X cannot match nothing
//   X+       loop: X; SplitLazy loop
//   X{2,3}   X; X; Split tail; X; tail:                      if that is short
//   others   RoundsEnter; loop: Rounds tail; X; Jump loop; tail:
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/assert.h"
#include "python/sre/code_reader.h"
#include "python/sre/first_sets.h"
#include "python/sre/program.h"

namespace taipan::sre {

namespace {

constexpr uint32_t kUnrollLimit = 48;  // instructions

// How often a character is met in texts, roughly: letters by how frequent they are in English.
uint32_t frequency(uint32_t c) {
  constexpr std::string_view kLetters = "zqxjkvbpygfwmucldrhsnioate";
  if (c == ' ') return 100;
  if (c >= 128) return c < 256 ? 20 : 30;
  if (const size_t place = kLetters.find(static_cast<char>(c)); place != std::string_view::npos) {
    return 20 + 2 * static_cast<uint32_t>(place);
  }
  if (c == '\n' || (c >= '0' && c <= '9')) return 40;
  return c < 32 ? 1 : 15;
}

bool has_target(Op op) {
  switch (op) {
    case Op::Jump:
    case Op::Conditional:
    case Op::Split:
    case Op::SplitLazy:
    case Op::SplitLook:
    case Op::SplitLazyLook:
    case Op::RoundsGreedy:
    case Op::RoundsLazy:
    case Op::RoundsPossessive:
    case Op::RoundsPossessiveNext:
    case Op::Barrier:
    case Op::BarrierNot:
      return true;
    default:
      return false;
  }
}

}  // namespace

class ProgramBuilder {
 public:
  explicit ProgramBuilder(SyntaxTree tree) : tree_(std::move(tree)), program_(std::make_unique<Program>()) {}

  std::unique_ptr<Program> build();

 private:
  enum class Step : uint8_t {
    Node,
    Siblings,       // the node and those after it
    Emit,           // op with target `place`
    ResolveTarget,  // instruction `place` leads here
    NextAlternative,
    ResolveJumps,  // all jumps out of the innermost branch or optional part lead here
    EndConditional,
    Optional,  // a choice whether to go into the body
    Plus,      // the body and a choice to go back to it
    LeaveLoop,
    LeaveChoice,
  };
  struct Task {
    Step step;
    NodeIndex node = kNoNode;
    uint32_t place = 0;
    Op op = Op::Fail;
    bool is_flagged = false;
  };

  uint32_t here() const { return static_cast<uint32_t>(program_->instructions_.size()); }
  Instruction& emit(Op op, uint32_t value = 0) {
    Instruction& instruction = program_->instructions_.emplace_back(op);
    instruction.value = value;
    return instruction;
  }
  Instruction& at(uint32_t place) { return program_->instructions_[place]; }
  void later(Task task) { tasks_.push_back(task); }

  void run_task(const Task& task);
  void write(NodeIndex index);
  void write_siblings(NodeIndex first);
  void write_unit(const Node& node);
  void write_mark(const Node& node);
  void write_at(const Node& node);
  void write_branch(const Node& node);
  void write_conditional(const Node& node);
  void write_repeat(const Node& node);
  void write_unit_loop(const Node& node, const Node& unit);
  void write_unrolled(const Node& node);
  void write_rounds(const Node& node);
  void write_assertion(const Node& node);
  void set_unit(Instruction& instruction, const Node& unit);
  const CharacterClass* class_of(const Node& unit);
  uint32_t add_literal(uint32_t c);

  void thread_jumps();
  void decide();
  void decide_split(uint32_t place);
  void decide_rounds(uint32_t place);
  const LookTable* decide_between(uint32_t next, uint32_t target);
  void fill_look(LookTable& look, const FirstSet& set);
  void decide_unit_loop(uint32_t place);
  void decide_dispatch(uint32_t place);
  LookTable* add_look();
  void plan_search();

  SyntaxTree tree_;
  std::unique_ptr<Program> program_;
  std::vector<Task> tasks_;
  std::vector<std::vector<uint32_t>> alternatives_;
  std::vector<std::vector<uint32_t>> jumps_;  // of open branches: jumps to the end of each
  std::unique_ptr<FirstSets> first_sets_;
  uint32_t loop_depth_ = 0;    // how many loops are open around what is written
  uint32_t choice_depth_ = 0;  // how many loops, branches and lookarounds
};

std::unique_ptr<Program> ProgramBuilder::build() {
  later({.step = Step::Node, .node = 0});
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    run_task(task);
  }
  emit(Op::Accept);
  program_->group_count_ = tree_.group_count;
  program_->min_width_ = tree_.nodes[0].min_width;
  thread_jumps();
  first_sets_ = std::make_unique<FirstSets>(program_->instructions_, program_->literals4_, alternatives_);
  plan_search();
  program_->literals1_.assign(program_->literals4_.begin(), program_->literals4_.end());
  program_->literals2_.assign(program_->literals4_.begin(), program_->literals4_.end());
  decide();
  program_->classes_ = std::move(tree_.classes);
  return std::move(program_);
}

void ProgramBuilder::run_task(const Task& task) {
  switch (task.step) {
    case Step::Node:
      write(task.node);
      break;
    case Step::Siblings:
      write_siblings(task.node);
      break;
    case Step::Emit: {
      Instruction& instruction = emit(task.op);
      instruction.target = task.place;
      instruction.is_flagged = task.is_flagged;
      if (task.op == Op::RoundsPossessiveNext) instruction.value = task.node;
      break;
    }
    case Step::ResolveTarget:
      at(task.place).target = here();
      break;
    case Step::NextAlternative:
      jumps_.back().push_back(here());
      emit(Op::Jump);
      if (task.op == Op::Dispatch) {
        alternatives_[task.place].push_back(here());
      } else {
        at(task.place).target = here();
      }
      break;
    case Step::ResolveJumps:
      for (const uint32_t jump : jumps_.back())
        at(jump).target = here();
      jumps_.pop_back();
      break;
    case Step::EndConditional: {
      // The `yes` part is complete, a `no` part follows.
      const uint32_t jump = here();
      emit(Op::Jump);
      at(task.place).target = here();
      later({.step = Step::ResolveTarget, .place = jump});
      later({.step = Step::Node, .node = task.node});
      break;
    }
    case Step::Optional:
      jumps_.back().push_back(here());
      emit(task.is_flagged ? Op::SplitLazy : Op::Split);
      later({.step = Step::Node, .node = task.node});
      break;
    case Step::Plus:
      // The choice stands behind the body, so the body is its target.
      later({.step = Step::Emit, .place = here(), .op = task.is_flagged ? Op::Split : Op::SplitLazy});
      later({.step = Step::Node, .node = task.node});
      break;
    case Step::LeaveLoop:
      loop_depth_ -= 1;
      break;
    case Step::LeaveChoice:
      choice_depth_ -= 1;
      break;
  }
}

void ProgramBuilder::write(NodeIndex index) {
  const Node& node = tree_.nodes[index];
  switch (node.kind) {
    case NodeKind::Sequence:
      if (node.first_child != kNoNode) write_siblings(node.first_child);
      break;
    case NodeKind::Character:
    case NodeKind::NotCharacter:
    case NodeKind::Any:
    case NodeKind::AnyAll:
    case NodeKind::Class:
      write_unit(node);
      break;
    case NodeKind::At:
      write_at(node);
      break;
    case NodeKind::Mark:
      write_mark(node);
      break;
    case NodeKind::GroupRef: {
      Instruction& instruction = emit(node.fold == Fold::None ? Op::GroupRef : Op::GroupRefFolded, node.value);
      instruction.fold = node.fold;
      break;
    }
    case NodeKind::Conditional:
      write_conditional(node);
      break;
    case NodeKind::Branch:
      write_branch(node);
      break;
    case NodeKind::Repeat:
      write_repeat(node);
      break;
    case NodeKind::Assertion:
      write_assertion(node);
      break;
    case NodeKind::Atomic:
      later({.step = Step::Emit, .op = Op::AtomicEnd, .is_flagged = node.has_marks});
      later({.step = Step::Node, .node = node.first_child});
      emit(Op::Barrier);
      emit(Op::RetryBarrier);
      break;
    case NodeKind::Fail:
      emit(Op::Fail);
      break;
    case NodeKind::Accept:
      emit(Op::Accept);
      break;
  }
}

// Characters that follow each other become one string.
void ProgramBuilder::write_siblings(NodeIndex first) {
  NodeIndex index = first;
  if (tree_.nodes[first].kind == NodeKind::Character) {
    uint32_t count = 0;
    for (; index != kNoNode && tree_.nodes[index].kind == NodeKind::Character; index = tree_.nodes[index].next)
      ++count;
    if (count == 1) {
      write_unit(tree_.nodes[first]);
    } else {
      Instruction& string = emit(Op::String, static_cast<uint32_t>(program_->literals4_.size()));
      string.minimum = count;
      uint32_t bits = 0;
      for (NodeIndex c = first; c != index; c = tree_.nodes[c].next)
        bits |= add_literal(tree_.nodes[c].value);
      string.maximum = bits;  // a narrow subject cannot match it if this does not fit
    }
    if (index != kNoNode) later({.step = Step::Siblings, .node = index});
    return;
  }
  if (tree_.nodes[first].next != kNoNode) later({.step = Step::Siblings, .node = tree_.nodes[first].next});
  write(first);
}

uint32_t ProgramBuilder::add_literal(uint32_t c) {
  program_->literals4_.push_back(c);
  return c;
}

void ProgramBuilder::set_unit(Instruction& instruction, const Node& unit) {
  switch (unit.kind) {
    case NodeKind::NotCharacter:
      instruction.unit = Unit::NotCharacter;
      break;
    case NodeKind::Any:
      instruction.unit = Unit::Any;
      break;
    case NodeKind::AnyAll:
      instruction.unit = Unit::AnyAll;
      break;
    case NodeKind::Class:
      instruction.set = tree_.classes[unit.value].get();
      instruction.unit = instruction.set->is_locale_dependent() ? Unit::ClassInLocale : Unit::Class;
      break;
    default:
      instruction.unit = Unit::Character;
      break;
  }
  instruction.value = unit.value;
}

void ProgramBuilder::write_unit(const Node& node) {
  static constexpr Op kOps[] = {Op::Character, Op::NotCharacter, Op::Any, Op::AnyAll, Op::Class, Op::ClassInLocale};
  Instruction& instruction = emit(Op::Fail);
  set_unit(instruction, node);
  instruction.op = kOps[static_cast<size_t>(instruction.unit)];
}

void ProgramBuilder::write_mark(const Node& node) {
  const bool closes = (node.value & 1) != 0;
  // A conditional may look at a group that comes later, so every mark must then be undone properly.
  if (choice_depth_ == 0 && !tree_.has_conditional) {
    emit(closes ? Op::CloseMarkOnce : Op::MarkOnce, node.value);
    return;
  }
  emit(closes ? Op::CloseMark : Op::Mark, node.value);
  emit(closes ? Op::UndoCloseMark : Op::UndoMark, node.value);
}

void ProgramBuilder::write_at(const Node& node) {
  static constexpr Op kOps[] = {Op::AtBeginning,         Op::AtBeginningLine,   Op::AtBeginning,
                                Op::AtBoundary,          Op::AtNonBoundary,     Op::AtEnd,
                                Op::AtEndLine,           Op::AtEndString,       Op::AtLocaleBoundary,
                                Op::AtLocaleNonBoundary, Op::AtUnicodeBoundary, Op::AtUnicodeNonBoundary};
  static_assert(std::size(kOps) == kAtCodeCount);
  emit(kOps[node.value]);
}

void ProgramBuilder::write_branch(const Node& node) {
  uint32_t count = 0;
  for (NodeIndex c = node.first_child; c != kNoNode; c = tree_.nodes[c].next)
    ++count;
  if (count == 0) {
    emit(Op::Fail);
    return;
  }
  if (count == 1) {
    later({.step = Step::Node, .node = node.first_child});
    return;
  }
  choice_depth_ += 1;
  jumps_.emplace_back();
  const Op op = count == 2 ? Op::Split : Op::Dispatch;
  uint32_t place = here();
  if (op == Op::Split) {
    emit(Op::Split);
  } else {
    place = static_cast<uint32_t>(alternatives_.size());
    emit(Op::Dispatch, place);
    emit(Op::RetryDispatch);
    alternatives_.push_back({here()});
  }
  std::vector<Task> steps;
  for (NodeIndex c = node.first_child; c != kNoNode; c = tree_.nodes[c].next) {
    if (c != node.first_child) steps.push_back({.step = Step::NextAlternative, .place = place, .op = op});
    steps.push_back({.step = Step::Node, .node = c});
  }
  steps.push_back({.step = Step::ResolveJumps});
  steps.push_back({.step = Step::LeaveChoice});
  tasks_.insert(tasks_.end(), steps.rbegin(), steps.rend());
}

void ProgramBuilder::write_conditional(const Node& node) {
  const uint32_t place = here();
  emit(Op::Conditional, node.value);
  const NodeIndex yes = node.first_child;
  const NodeIndex no = tree_.nodes[yes].next;
  choice_depth_ += 1;
  later({.step = Step::LeaveChoice});
  if (no == kNoNode) {
    later({.step = Step::ResolveTarget, .place = place});
  } else {
    later({.step = Step::EndConditional, .node = no, .place = place});
  }
  later({.step = Step::Node, .node = yes});
}

void ProgramBuilder::write_repeat(const Node& node) {
  if (node.maximum == 0) return;
  const NodeIndex body = node.first_child;
  if (const NodeIndex unit = tree_.single_unit(body); unit != kNoNode) {
    if (node.minimum == 1 && node.maximum == 1) {
      write_unit(tree_.nodes[unit]);
    } else {
      write_unit_loop(node, tree_.nodes[unit]);
    }
    return;
  }
  if (node.mode == RepeatMode::Possessive) {
    write_rounds(node);
    return;
  }
  if (node.minimum == 1 && node.maximum == 1) {
    later({.step = Step::Node, .node = body});
    return;
  }
  const bool is_lazy = node.mode == RepeatMode::Lazy;
  const bool is_open = node.maximum == kMaxRepeat;
  const bool body_moves = tree_.nodes[body].min_width > 0;
  const bool is_optional = node.minimum == 0 && node.maximum == 1;
  const bool is_plain = body_moves && is_open && node.minimum <= 1;
  if (!is_optional && !is_plain) {
    const uint64_t copies = is_open ? node.minimum : node.maximum;
    if (body_moves && !tree_.nodes[body].has_counted_loop && copies * tree_.nodes[body].size <= kUnrollLimit) {
      write_unrolled(node);
    } else {
      write_rounds(node);
    }
    return;
  }
  choice_depth_ += 1;
  later({.step = Step::LeaveChoice});
  if (is_optional) {
    jumps_.emplace_back();
    later({.step = Step::ResolveJumps});
    later({.step = Step::Optional, .node = body, .is_flagged = is_lazy});
    return;
  }
  loop_depth_ += 1;
  later({.step = Step::LeaveLoop});
  if (node.minimum == 1) {
    later({.step = Step::Plus, .node = body, .is_flagged = is_lazy});
    return;
  }
  const uint32_t place = here();
  emit(is_lazy ? Op::SplitLazy : Op::Split);
  later({.step = Step::ResolveTarget, .place = place});
  later({.step = Step::Emit, .place = place, .op = Op::Jump});
  later({.step = Step::Node, .node = body});
}

void ProgramBuilder::write_unit_loop(const Node& node, const Node& unit) {
  const Op op = node.mode == RepeatMode::Greedy ? Op::LoopGreedy
                : node.mode == RepeatMode::Lazy ? Op::LoopLazy
                                                : Op::LoopPossessive;
  Instruction& loop = emit(op);
  set_unit(loop, unit);
  loop.minimum = node.minimum;
  loop.maximum = node.maximum;
  const Instruction copy = loop;
  Instruction& partner = program_->instructions_.emplace_back(copy);
  partner.op = op == Op::LoopGreedy ? Op::RetryLoopGreedy : op == Op::LoopLazy ? Op::RetryLoopLazy : Op::Nothing;
}

// X{2,4} as X X (X (X)?)?, and X{3,} as X X X+.
void ProgramBuilder::write_unrolled(const Node& node) {
  const NodeIndex body = node.first_child;
  const bool is_open = node.maximum == kMaxRepeat;
  const bool is_lazy = node.mode == RepeatMode::Lazy;
  choice_depth_ += 1;
  loop_depth_ += 1;
  jumps_.emplace_back();
  later({.step = Step::LeaveChoice});
  later({.step = Step::LeaveLoop});
  later({.step = Step::ResolveJumps});
  if (is_open) {
    later({.step = Step::Plus, .node = body, .is_flagged = is_lazy});
  } else {
    for (uint32_t i = node.minimum; i < node.maximum; ++i) {
      later({.step = Step::Optional, .node = body, .is_flagged = is_lazy});
    }
  }
  for (uint32_t i = is_open ? 1 : 0; i < node.minimum; ++i)
    later({.step = Step::Node, .node = body});
}

void ProgramBuilder::write_rounds(const Node& node) {
  static constexpr Op kOps[] = {Op::RoundsGreedy, Op::RoundsLazy, Op::RoundsPossessive};
  static constexpr Op kRetries[] = {Op::RetryRoundsGreedy, Op::RetryRoundsLazy, Op::RetryRoundsPossessive};
  const uint32_t slot = program_->slot_count_++;
  emit(Op::RoundsEnter, slot).is_flagged = loop_depth_ > 0;
  emit(Op::UndoRounds, slot);
  const uint32_t place = here();
  for (const Op op : {kOps[static_cast<size_t>(node.mode)], kRetries[static_cast<size_t>(node.mode)]}) {
    Instruction& rounds = emit(op, slot);
    rounds.minimum = node.minimum;
    rounds.maximum = node.maximum;
  }
  choice_depth_ += 1;
  loop_depth_ += 1;
  later({.step = Step::LeaveChoice});
  later({.step = Step::LeaveLoop});
  later({.step = Step::ResolveTarget, .place = place});
  later({.step = Step::ResolveTarget, .place = place + 1});
  const bool is_possessive = node.mode == RepeatMode::Possessive;
  later({.step = Step::Emit,
         .node = slot,
         .place = place,
         .op = is_possessive ? Op::RoundsPossessiveNext : Op::Jump,
         .is_flagged = node.has_marks});
  later({.step = Step::Node, .node = node.first_child});
}

void ProgramBuilder::write_assertion(const Node& node) {
  const NodeIndex unit = tree_.single_unit(node.first_child);
  if (unit != kNoNode && node.value <= 1) {
    if (const CharacterClass* set = class_of(tree_.nodes[unit]); !set->is_locale_dependent()) {
      Instruction& look = emit(node.value == 0 ? Op::LookAhead : Op::LookBehind);
      look.set = set;
      look.is_flagged = node.is_negated;
      return;
    }
  }
  const uint32_t place = here();
  emit(node.is_negated ? Op::BarrierNot : Op::Barrier).minimum = node.value;
  emit(node.is_negated ? Op::RetryBarrierNot : Op::RetryBarrier);
  choice_depth_ += 1;
  later({.step = Step::LeaveChoice});
  later({.step = Step::ResolveTarget, .place = place});
  later({.step = Step::ResolveTarget, .place = place + 1});
  later({.step = Step::Emit, .op = node.is_negated ? Op::LookNotEnd : Op::LookEnd, .is_flagged = node.has_marks});
  later({.step = Step::Node, .node = node.first_child});
}

// The unit as a class, whatever it is.
const CharacterClass* ProgramBuilder::class_of(const Node& unit) {
  constexpr auto kNegate = static_cast<uint32_t>(Word::Negate);
  constexpr auto kLiteral = static_cast<uint32_t>(Word::Literal);
  constexpr auto kEnd = static_cast<uint32_t>(Word::Failure);
  std::vector<uint32_t> words;
  switch (unit.kind) {
    case NodeKind::Class:
      return tree_.classes[unit.value].get();
    case NodeKind::Character:
      words = {kLiteral, unit.value, kEnd};
      break;
    case NodeKind::NotCharacter:
      words = {kNegate, kLiteral, unit.value, kEnd};
      break;
    case NodeKind::Any:
      words = {kNegate, kLiteral, '\n', kEnd};
      break;
    default:
      words = {kNegate, kEnd};
      break;
  }
  tree_.classes.push_back(std::make_unique<CharacterClass>(words, Fold::None, false));
  return tree_.classes.back().get();
}

// Jumps to jumps lead where those lead.
void ProgramBuilder::thread_jumps() {
  const auto final_target = [&](uint32_t target) {
    for (int i = 0; i < 8 && at(target).op == Op::Jump && at(target).target != target; ++i)
      target = at(target).target;
    return target;
  };
  for (Instruction& instruction : program_->instructions_) {
    switch (instruction.op) {
      case Op::Jump:
      case Op::Conditional:
      case Op::Split:
      case Op::SplitLazy:
      case Op::RoundsGreedy:
      case Op::RetryRoundsGreedy:
      case Op::RoundsLazy:
      case Op::RetryRoundsLazy:
        instruction.target = final_target(instruction.target);
        break;
      default:
        break;
    }
  }
}

LookTable* ProgramBuilder::add_look() {
  program_->look_tables_.push_back(std::make_unique<LookTable>());
  return program_->look_tables_.back().get();
}

void ProgramBuilder::decide() {
  for (uint32_t place = 0; place < here(); ++place) {
    switch (at(place).op) {
      case Op::Split:
      case Op::SplitLazy:
        decide_split(place);
        break;
      case Op::RoundsGreedy:
      case Op::RoundsLazy:
        decide_rounds(place);
        break;
      case Op::LoopGreedy:
      case Op::LoopLazy:
        decide_unit_loop(place);
        break;
      case Op::Dispatch:
        decide_dispatch(place);
        break;
      default:
        break;
    }
  }
  // Only now: the first sets know the general forms alone.
  for (Instruction& instruction : program_->instructions_) {
    if (instruction.table == nullptr) continue;
    switch (instruction.op) {
      case Op::Split:
        instruction.op = Op::SplitLook;
        break;
      case Op::SplitLazy:
        instruction.op = Op::SplitLazyLook;
        break;
      case Op::LoopGreedy:
        instruction.op = Op::LoopGreedyFollow;
        break;
      case Op::RetryLoopGreedy:
        instruction.op = Op::RetryLoopGreedyFollow;
        break;
      case Op::LoopLazy:
        instruction.op = Op::LoopLazyFollow;
        break;
      case Op::RetryLoopLazy:
        instruction.op = Op::RetryLoopLazyFollow;
        break;
      default:
        break;
    }
  }
}

// Bit 0: the next instruction is possible; bit 1: the target is.
const LookTable* ProgramBuilder::decide_between(uint32_t next, uint32_t target) {
  const FirstSet first = first_sets_->at(next);
  const FirstSet second = first_sets_->at(target);
  if (first.is_everything() && second.is_everything()) return nullptr;
  LookTable* look = add_look();
  for (uint32_t c = 0; c < 256; ++c)
    look->low[c] = static_cast<uint8_t>(first.has(c) | second.has(c) << 1);
  look->wide = static_cast<uint8_t>((first.wide != 0) | (second.wide != 0) << 1);
  look->at_end = static_cast<uint8_t>(first.at_end | second.at_end << 1);
  return look;
}

void ProgramBuilder::decide_split(uint32_t place) {
  at(place).table = decide_between(place + 1, at(place).target);
}

void ProgramBuilder::decide_rounds(uint32_t place) {
  at(place).table = decide_between(place + 2, at(place).target);
}

void ProgramBuilder::fill_look(LookTable& look, const FirstSet& set) {
  uint32_t count = 0;
  for (uint32_t c = 0; c < 256; ++c) {
    look.low[c] = set.has(c);
    if (!set.has(c)) continue;
    look.single = c;
    count += 1;
  }
  look.wide = set.wide != 0;
  look.at_end = set.at_end;
  look.has_single = count == 1 && set.wide == 0 && !set.at_end;
}

void ProgramBuilder::decide_unit_loop(uint32_t place) {
  const FirstSet follow = first_sets_->at(place + 2);
  FirstSet unit;
  FirstSets::add_unit(unit, at(place));
  if (at(place).op == Op::LoopGreedy && unit.is_disjoint_from(follow)) {
    // What follows cannot begin with a character of the loop, so giving one back never helps.
    at(place).op = Op::LoopPossessive;
    at(place + 1).op = Op::Nothing;
    return;
  }
  if (follow.is_everything()) return;
  LookTable* look = add_look();
  fill_look(*look, follow);
  at(place).table = look;
  at(place + 1).table = look;
}

void ProgramBuilder::decide_dispatch(uint32_t place) {
  const std::vector<uint32_t>& alternatives = alternatives_[at(place).value];
  std::vector<FirstSet> firsts;
  firsts.reserve(alternatives.size());
  for (const uint32_t target : alternatives)
    firsts.push_back(first_sets_->at(target));

  program_->dispatch_tables_.push_back(std::make_unique<DispatchTable>());
  DispatchTable& table = *program_->dispatch_tables_.back();
  std::vector<uint32_t> starts;  // of the lists so far
  std::vector<uint32_t> list;
  const auto add_list = [&]() {
    list.push_back(kEndOfTargets);
    for (const uint32_t start : starts) {
      const size_t room = table.targets.size() - start;
      if (room >= list.size() && std::memcmp(&table.targets[start], list.data(), list.size() * sizeof(uint32_t)) == 0) {
        return start;
      }
    }
    starts.push_back(static_cast<uint32_t>(table.targets.size()));
    table.targets.insert(table.targets.end(), list.begin(), list.end());
    return starts.back();
  };
  const auto collect = [&](auto&& is_possible) {
    list.clear();
    for (size_t i = 0; i < alternatives.size(); ++i) {
      if (is_possible(firsts[i])) list.push_back(alternatives[i]);
    }
    return add_list();
  };
  for (uint32_t c = 0; c < 256; ++c)
    table.low[c] = collect([&](const FirstSet& set) { return set.has(c); });
  table.wide = collect([](const FirstSet& set) { return set.wide != 0; });
  table.at_end = collect([](const FirstSet& set) { return set.at_end; });
  at(place).table = &table;
  at(place + 1).table = &table;
}

// How a search finds the places where the program may match.
void ProgramBuilder::plan_search() {
  Program& program = *program_;
  uint32_t place = 0;
  const auto skip_marks = [&]() {
    for (;; ++place) {
      if (at(place).op == Op::Mark || at(place).op == Op::CloseMark)
        ++place;
      else if (at(place).op != Op::MarkOnce && at(place).op != Op::CloseMarkOnce)
        return;
    }
  };
  // The literal prefix.
  std::vector<uint32_t> prefix;
  for (;;) {
    skip_marks();
    const Instruction& instruction = at(place);
    if (instruction.op == Op::Character) {
      prefix.push_back(instruction.value);
    } else if (instruction.op == Op::String) {
      const uint32_t* from = program.literals4_.data() + instruction.value;
      prefix.insert(prefix.end(), from, from + instruction.minimum);
    } else {
      break;
    }
    place += 1;
  }
  if (prefix.size() > 1 || (prefix.size() == 1 && at(place).op == Op::Accept)) {
    program.prefix_ = static_cast<uint32_t>(program.literals4_.size());
    program.prefix_length_ = static_cast<uint32_t>(prefix.size());
    program.literals4_.insert(program.literals4_.end(), prefix.begin(), prefix.end());
    const bool is_whole = at(place).op == Op::Accept && program.group_count_ == 0;
    for (uint32_t i = 0; i < prefix.size(); ++i) {
      program.prefix_bits_ |= prefix[i];
      if (frequency(prefix[i]) < frequency(prefix[program.prefix_rarest_])) program.prefix_rarest_ = i;
    }
    program.search_plan_ = is_whole ? SearchPlan::WholeLiteral : SearchPlan::Literal;
    return;
  }
  place = 0;
  skip_marks();
  if (at(place).op == Op::AtBeginning) program.search_plan_ = SearchPlan::OnlyBeginning;
  if (at(place).op == Op::AtBeginningLine) program.search_plan_ = SearchPlan::LineBeginnings;
  if (program.search_plan_ != SearchPlan::EveryPlace) return;
  if (at(place).op == Op::AtBoundary || at(place).op == Op::AtUnicodeBoundary) program.first_boundary_ = at(place).op;

  // A first loop that runs to the end of its characters and fails will fail from any place inside that run, too, if
  // nothing that follows asks where it began.
  for (;; ++place) {
    skip_marks();
    const Op op = at(place).op;
    const bool is_test = (op >= Op::AtBeginning && op <= Op::AtUnicodeNonBoundary) || op == Op::LookBehind;
    if (!is_test) break;
  }
  const bool is_loop = at(place).op == Op::LoopGreedy || at(place).op == Op::LoopPossessive;
  if (is_loop && at(place).maximum == kMaxRepeat && !tree_.has_group_reference && !tree_.has_conditional) {
    at(place).is_flagged = true;
    program.skips_leading_run_ = true;
  }
  const FirstSet first = first_sets_->at(0);
  if (first.is_everything()) return;
  LookTable* look = add_look();
  fill_look(*look, first);
  program.first_look_ = look;
  program.search_plan_ = SearchPlan::FirstCharacter;
}

std::unique_ptr<Program> compile(std::span<const uint32_t> code, uint32_t group_count) {
  std::optional<SyntaxTree> tree = read_code(code, group_count);
  if (!tree) return nullptr;
  return ProgramBuilder(std::move(*tree)).build();
}

size_t Program::memory_size() const {
  size_t size = sizeof *this + instructions_.size() * sizeof(Instruction) + look_tables_.size() * sizeof(LookTable) +
                literals4_.size() * 7;
  for (const auto& set : classes_)
    size += set->memory_size();
  for (const auto& table : dispatch_tables_)
    size += sizeof *table + table->targets.size() * sizeof(uint32_t);
  return size;
}

void Program::dump(std::vector<char>& out) const {
  static constexpr const char* kNames[] = {
#define OP(name, words, meaning) #name,
#include "python/sre/instructions.def"
#undef OP
  };
  for (size_t i = 0; i < instructions_.size(); ++i) {
    const Instruction& instruction = instructions_[i];
    char line[160];
    std::snprintf(line, sizeof line, "%4zu  %-22s value %u", i, kNames[static_cast<size_t>(instruction.op)],
                  instruction.value);
    for (const char* c = line; *c != 0; ++c)
      out.push_back(*c);
    if (instruction.minimum != 0 || instruction.maximum != 0) {
      std::snprintf(line, sizeof line, ", from %u to %u", instruction.minimum, instruction.maximum);
      for (const char* c = line; *c != 0; ++c)
        out.push_back(*c);
    }
    if (instruction.set != nullptr && has_target(instruction.op)) {
      std::snprintf(line, sizeof line, ", target %u", instruction.target);
      for (const char* c = line; *c != 0; ++c)
        out.push_back(*c);
    }
    out.push_back('\n');
  }
}

}  // namespace taipan::sre
