// python/compiler/assembler.cpp -- emission, labels, regions and definite assignment.
//
// Room       python/compiler. The contract is in assembler.h.
// Tests      tests/golden/compiler/
#include "python/compiler/assembler.h"

#include <algorithm>
#include <cstring>

#include "python/bytecode/operands.h"

namespace taipan::python::compiler {

namespace {

// Caches are shared among instructions of the same name when there would be too many for 16 bits.
constexpr size_t kManyCaches = 60000;

// The comparison that a fused jump makes, and whether the jump is taken when it is false.
Op comparison_of(Op jump, bool* unless) {
  switch (jump) {
#define COMPARE_ROW(N)    \
  case Op::JumpIf##N:     \
    *unless = false;      \
    return Op::N;         \
  case Op::JumpUnless##N: \
    *unless = true;       \
    return Op::N;
    COMPARE_ROW(Less)
    COMPARE_ROW(LessEqual)
    COMPARE_ROW(Equal)
    COMPARE_ROW(NotEqual)
    COMPARE_ROW(Greater)
    COMPARE_ROW(GreaterEqual)
#undef COMPARE_ROW
    default:
      VM_UNREACHABLE("a fused comparison");
  }
}

}  // namespace

Assembler::Assembler(Arena& arena, uint32_t variable_count, bool long_jumps)
    : arena_(arena),
      long_jumps_(long_jumps),
      variable_count_(variable_count),
      top_(variable_count),
      highest_top_(variable_count),
      words_((variable_count + 63) / 64) {
  assigned_ = arena.allocate_array<uint64_t>(words_);
  unbindable_ = arena.allocate_array<uint64_t>(words_);
  std::fill_n(assigned_, words_, 0);
  std::fill_n(unbindable_, words_, 0);
  too_large_ = variable_count > kMaximumRegisters;
}

// ---- instructions

void Assembler::push_instruction(Op op, uint32_t a, uint32_t b, uint32_t c) {
  Instruction instruction;
  instruction.op = static_cast<uint16_t>(op);
  instruction.a = static_cast<uint16_t>(a);
  instruction.b = static_cast<uint16_t>(b);
  instruction.c = static_cast<uint16_t>(c);
  instructions_.push_back(instruction);
  positions_.push_back(position);
  if (position.line >= 0) last_position_ = position;
}

void Assembler::emit(Op op, uint32_t a, uint32_t b, uint32_t c) {
  if (!reachable_) return;
  push_instruction(op, a, b, c);
  if (info_of(op).never_falls_through) reachable_ = false;
}

void Assembler::emit_wide(Op op, uint32_t a, int32_t wide) {
  if (!reachable_) return;
  push_instruction(op, a, 0, 0);
  instructions_.back().wide = wide;
}

void Assembler::mark_line() {
  if (!reachable_) return;
  if (boundary_ != here() && !positions_.empty() && positions_.back().line == position.line) return;
  push_instruction(Op::Nop, 0, 0, 0);
}

// ---- jumps

Label Assembler::new_label() {
  labels_.emplace_back();
  return {static_cast<uint32_t>(labels_.size() - 1)};
}

uint64_t* Assembler::copy_assigned() const {
  auto* copy = arena_.allocate_array<uint64_t>(words_);
  if (words_ != 0) std::memcpy(copy, assigned_, words_ * sizeof(uint64_t));
  return copy;
}

void Assembler::meet(uint64_t*& into) {
  if (into == nullptr) {
    into = copy_assigned();
  } else {
    for (uint32_t i = 0; i < words_; ++i)
      into[i] &= assigned_[i];
  }
}

void Assembler::refer(Label label) {
  LabelInfo& info = labels_[label.id];
  fixups_.push_back({here() - 1, label.id});
  if (info.position != 0xFFFFFFFF) return;  // backward
  if (!info.referenced) {
    info.from = last_position_;
  } else if (info.from.line != last_position_.line) {
    info.from = {-1, -1, -1, -1};
  }
  info.referenced = true;
  meet(info.assigned);
}

void Assembler::bind(Label label) {
  drop_jump_to_here(label);
  LabelInfo& info = labels_[label.id];
  boundary_ = here();
  info.position = here();
  if (!info.referenced) return;
  if (reachable_) {
    if (info.from.line != last_position_.line) last_position_ = {-1, -1, -1, -1};
    for (uint32_t i = 0; i < words_; ++i)
      assigned_[i] &= info.assigned[i];
  } else {
    if (words_ != 0) std::memcpy(assigned_, info.assigned, words_ * sizeof(uint64_t));
    reachable_ = true;
    last_position_ = info.from;
  }
}

// A jump to the instruction behind it is taken back, unless something else depends on where it is.
void Assembler::drop_jump_to_here(Label label) {
  if (reachable_ || fixups_.empty() || boundary_ == here()) return;
  const Fixup& last = fixups_.back();
  if (last.label != label.id || last.instruction + 1 != here()) return;
  if (static_cast<Op>(instructions_.back().op) != Op::Jump) return;
  const size_t count = positions_.size();
  if (count > 1 && positions_[count - 2].line != positions_[count - 1].line && positions_[count - 1].line >= 0) {
    instructions_.back().op = static_cast<uint16_t>(Op::Nop);
    instructions_.back().wide = 0;
    fixups_.pop_back();
    reachable_ = true;
    return;
  }
  instructions_.pop_back();
  positions_.pop_back();
  fixups_.pop_back();
  reachable_ = true;
}

void Assembler::bind_loop_head(Label label) {
  bind(label);
  for (uint32_t i = 0; i < words_; ++i)
    assigned_[i] &= ~unbindable_[i];
}

void Assembler::jump(Label target) {
  if (!reachable_) return;
  push_instruction(Op::Jump, 0, 0, 0);
  refer(target);
  reachable_ = false;
}

void Assembler::jump_if(Op op, Register a, Label target) {
  if (!reachable_) return;
  push_instruction(op, a, 0, 0);
  refer(target);
}

void Assembler::jump_compare(Op op, Register a, Register b, Label target) {
  if (!reachable_) return;
  if (!long_jumps_) {
    push_instruction(op, a, b, 0);
    refer(target);
    return;
  }
  bool unless = false;
  const Op comparison = comparison_of(op, &unless);
  TemporaryScope scope(*this);
  const Register result = push();
  emit(comparison, result, a, b);
  jump_if(unless ? Op::JumpIfFalse : Op::JumpIfTrue, result, target);
}

void Assembler::jump_back(uint32_t loop, Label head) {
  if (!reachable_) return;
  push_instruction(Op::JumpBack, loop, 0, 0);
  refer(head);
  reachable_ = false;
}

void Assembler::for_iterator(Register target, Register iterator, Label exhausted) {
  if (!reachable_) return;
  if (!long_jumps_) {
    push_instruction(Op::ForIterator, target, iterator, 0);
    refer(exhausted);
    return;
  }
  const Label near = new_label();
  const Label body = new_label();
  push_instruction(Op::ForIterator, target, iterator, 0);
  refer(near);
  jump(body);
  bind(near);
  jump(exhausted);
  bind(body);
}

void Assembler::delegate(Register value, Register iterator, uint32_t resume_kind) {
  if (!reachable_) return;
  const Label again = new_label();
  const Label done = new_label();
  bind(again);
  push_instruction(Op::Send, value, iterator, 0);
  refer(done);
  emit(Op::Yield, value, value);
  emit(Op::Resume, resume_kind);
  jump(again);
  bind(done);
}

// ---- temporaries

Register Assembler::push(uint32_t count) {
  const Register first = top_;
  set_top(top_ + count);
  return too_large_ ? variable_count_ : first;
}

void Assembler::set_top(Register top) {
  if (top > kMaximumRegisters) {
    too_large_ = true;
    return;
  }
  top_ = top;
  highest_top_ = std::max(highest_top_, top);
}

// ---- variables

bool Assembler::is_assigned(Register variable) const {
  return !reachable_ || ((assigned_[variable / 64] >> (variable % 64)) & 1) != 0;
}
void Assembler::set_assigned(Register variable) {
  assigned_[variable / 64] |= uint64_t{1} << (variable % 64);
}
void Assembler::set_unassigned(Register variable) {
  assigned_[variable / 64] &= ~(uint64_t{1} << (variable % 64));
}
void Assembler::set_unbindable(Register variable) {
  unbindable_[variable / 64] |= uint64_t{1} << (variable % 64);
}

// ---- handlers

RegionId Assembler::open_region(Label handler, Register exception) {
  uint64_t* assigned = copy_assigned();
  for (uint32_t i = 0; i < words_; ++i)
    assigned[i] &= ~unbindable_[i];
  boundary_ = here();
  regions_.push_back({handler, exception, open_regions_++, here(), assigned, true});
  if (exception + 1 > highest_top_) {
    const Register top = top_;
    set_top(exception + 1);
    top_ = top;
  }
  return {static_cast<uint32_t>(regions_.size() - 1)};
}

void Assembler::pause_region(RegionId id) {
  Region& region = regions_[id.index];
  if (!region.active) return;
  region.active = false;
  boundary_ = here();
  if (region.start == here()) return;
  entries_.push_back({region.start, here(), region.handler.id, region.exception_register, region.depth});
  LabelInfo& label = labels_[region.handler.id];
  label.referenced = true;
  if (label.assigned == nullptr) {
    label.assigned = arena_.allocate_array<uint64_t>(words_);
    if (words_ != 0) std::memcpy(label.assigned, region.assigned, words_ * sizeof(uint64_t));
  } else {
    for (uint32_t i = 0; i < words_; ++i)
      label.assigned[i] &= region.assigned[i];
  }
}

void Assembler::resume_region(RegionId id) {
  Region& region = regions_[id.index];
  region.active = true;
  boundary_ = region.start = here();
}

// ---- tables

uint32_t Assembler::constant(Value value) {
  const uint32_t known = constant_index_.find(value.bits());
  if (known != IndexMap::kAbsent) return known;
  const auto index = static_cast<uint32_t>(constants_.size());
  constants_.push_back(value);
  constant_index_.add(arena_, value.bits(), index);
  return index;
}

uint32_t Assembler::name(Name* wanted) {
  const uint32_t known = name_index_.find(wanted->id);
  if (known != IndexMap::kAbsent) return known;
  const auto index = static_cast<uint32_t>(names_.size());
  names_.push_back(wanted);
  name_index_.add(arena_, wanted->id, index);
  return index;
}

uint32_t Assembler::cache(Name* wanted) {
  if (cache_names_.size() >= kManyCaches) return shared_cache(Op::LoadAttribute, wanted);
  if (wanted != nullptr) name(wanted);
  if (!reachable_) return 0;
  cache_names_.push_back(wanted);
  return static_cast<uint32_t>(cache_names_.size() - 1);
}

uint32_t Assembler::shared_cache(Op op, Name* wanted) {
  name(wanted);
  if (!reachable_) return 0;
  const uint64_t key = (static_cast<uint64_t>(op) << 32) | wanted->id;
  const uint32_t known = cache_index_.find(key);
  if (known != IndexMap::kAbsent) return known;
  const auto index = static_cast<uint32_t>(cache_names_.size());
  cache_names_.push_back(wanted);
  cache_index_.add(arena_, key, index);
  // Those of attributes must be named by 16 bits.
  if (op == Op::LoadAttribute && index > 0xFFFF) too_large_ = true;
  return index;
}

// ---- the result

// Follows unconditional jumps, except those that stand for a line of their own. Wide jumps hold the number of their label
// until they are patched.
uint32_t Assembler::final_label(uint32_t label, int32_t line) const {
  for (int hops = 0; hops < 16; ++hops) {
    const uint32_t position = labels_[label].position;
    if (position >= instructions_.size()) break;
    const Instruction& instruction = instructions_[position];
    if (static_cast<Op>(instruction.op) != Op::Jump) break;
    if (positions_[position].line >= 0 && positions_[position].line != line) break;
    label = static_cast<uint32_t>(instruction.wide);
  }
  return label;
}

void Assembler::patch_jumps() {
  for (const Fixup& fixup : fixups_) {
    if (info_of(instructions_[fixup.instruction]).is_wide()) {
      instructions_[fixup.instruction].wide = static_cast<int32_t>(fixup.label);
    }
  }
  for (Fixup& fixup : fixups_) {
    const Op op = static_cast<Op>(instructions_[fixup.instruction].op);
    // The Send loop must keep its shape, and JumpBack its own target.
    if (op == Op::Send || op == Op::JumpBack || op == Op::ForIterator) continue;
    fixup.label = final_label(fixup.label, positions_[fixup.instruction].line);
  }
  for (Fixup& fixup : fixups_) {
    Instruction& instruction = instructions_[fixup.instruction];
    if (static_cast<Op>(instruction.op) != Op::Jump) continue;
    const uint32_t position = labels_[fixup.label].position;
    const Instruction& target = instructions_[position];
    const int32_t line = positions_[position].line;
    if (static_cast<Op>(target.op) == Op::JumpBack && (line < 0 || line == positions_[fixup.instruction].line)) {
      fixup.label = static_cast<uint32_t>(target.wide);
      instruction = target;
    }
  }
  for (const Fixup& fixup : fixups_) {
    Instruction& instruction = instructions_[fixup.instruction];
    const auto distance = static_cast<int32_t>(labels_[fixup.label].position) - static_cast<int32_t>(fixup.instruction);
    if (info_of(instruction).is_wide()) {
      instruction.wide = distance;
    } else {
      if (distance != static_cast<int16_t>(distance)) needs_long_jumps_ = true;
      instruction.c = static_cast<uint16_t>(static_cast<int16_t>(distance));
    }
  }
}

// Whether variables that an instruction wants in consecutive registers stay so.
bool Assembler::keeps_runs(const std::vector<uint16_t>& renamed) const {
  const auto keeps = [&](const Instruction& instruction, OperandKind kind, uint16_t field) {
    if (kind != OperandKind::First && kind != OperandKind::FirstDef) return true;
    const uint32_t count = registers_of(instruction, kind);
    for (uint32_t i = 1; i < count && field < renamed.size(); ++i) {
      if (field + i >= renamed.size() || renamed[field + i] != renamed[field] + i) return false;
    }
    return true;
  };
  for (const Instruction& instruction : instructions_) {
    const OpInfo& info = info_of(instruction);
    if (!keeps(instruction, info.a, instruction.a)) return false;
    if (info.is_wide()) continue;
    if (!keeps(instruction, info.b, instruction.b) || !keeps(instruction, info.c, instruction.c)) return false;
  }
  return true;
}

void Assembler::rename_registers(const std::vector<uint16_t>& renamed, uint32_t unused) {
  const auto rename = [&](OperandKind kind, uint16_t& field) {
    if (!is_register(kind) && kind != OperandKind::Var) return;
    field = field < renamed.size() ? renamed[field] : static_cast<uint16_t>(field - unused);
  };
  for (Instruction& instruction : instructions_) {
    const OpInfo& info = info_of(instruction);
    const bool c_is_register = static_cast<Op>(instruction.op) != Op::MakeFunction || instruction.c != kNoFunctionParts;
    rename(info.a, instruction.a);
    if (info.is_wide()) continue;
    rename(info.b, instruction.b);
    if (c_is_register) rename(info.c, instruction.c);
  }
  for (Entry& entry : entries_)
    entry.exception_register -= unused;
}

Assembler::Parts Assembler::finish(std::vector<Register>& order, uint32_t unused) {
  patch_jumps();
  std::vector<uint16_t> renamed(order.size());
  bool in_order = true;
  for (uint32_t i = 0; i < order.size(); ++i) {
    renamed[order[i]] = static_cast<uint16_t>(i);
    in_order &= order[i] == i;
  }
  if (!in_order && !keeps_runs(renamed)) {
    in_order = true;
    for (uint32_t i = 0; i < order.size(); ++i)
      order[i] = renamed[i] = static_cast<uint16_t>(i);
  }
  if (!in_order || unused != 0) rename_registers(renamed, unused);
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.start != b.start ? a.start < b.start : a.depth < b.depth; });
  Parts parts;
  for (const Entry& entry : entries_) {
    parts.exceptions.push_back({entry.start, entry.end, labels_[entry.label].position,
                                static_cast<uint16_t>(entry.exception_register), static_cast<uint16_t>(entry.depth)});
  }
  parts.instructions = std::move(instructions_);
  parts.positions = std::move(positions_);
  parts.register_count = highest_top_ - unused;
  parts.loop_count = loop_count_;
  if (loop_count_ > 0xFFFF) too_large_ = true;
  return parts;
}

}  // namespace taipan::python::compiler
