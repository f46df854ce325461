// python/sre/engine.h -- the backtracking machine, one instantiation for each width of characters.
//
// Room       Regular expressions. Included by matcher.cpp alone.
// Tests      tests/unit/python/sre/matcher_test.cpp, tests/differential/sre/compare_sre.py
//
// State      pc, a position in the subject, the marks, the slots of counted loops, and a stack of what to do instead.
//
// Every entry of the stack ends with the instruction that takes it off; the entry's length is in instructions.def.
// Failing means: take the top entry, go on at its instruction with the position below it. So a choice is an entry whose
// instruction is simply the other way, and an undo is an entry whose instruction puts an old value back and fails on.
//
//   [ slots: rounds, last | ... | sentinel: -, Exhausted | choice: position, pc | undo: old, pc | ...   sp -->
//
// Whoever pushes undoes in the same order, so what an entry finds when it is taken off is what was there when it was
// pushed: marks, slots and `barrier`, the place of the topmost entry that began an atomic body. Rules for whoever adds an
// instruction: (1) say its length in the table; (2) ask for room before pushing, at most kRoom words; (3) a value changed
// on the way forward that a choice below could see needs an undo, unless the stack holds nothing but the sentinel.
#pragma once

#include <cctype>
#include <cstring>

#include "base/assert.h"
#include "base/unicode/properties.h"
#include "python/sre/code_words.h"
#include "python/sre/matcher.h"
#include "python/sre/scan.h"

namespace taipan::sre {

inline constexpr uint8_t kEntryWords[] = {
#define OP(name, words, meaning) words,
#include "python/sre/instructions.def"
#undef OP
};

inline const Instruction kExhausted{Op::Exhausted};

template <typename Char>
class Engine {
 public:
  Engine(Matcher& matcher, BacktrackStack& stack)
      : matcher_(matcher),
        program_(matcher.program_),
        stack_(stack),
        begin_(static_cast<const Char*>(matcher.subject_.data)),
        end_(begin_ + matcher.end_),
        must_not_end_(matcher.must_advance_ ? begin_ + matcher.position_ : nullptr) {}

  MatchStatus run(Matcher::Mode mode) {
    const Char* start = begin_ + matcher_.position_;
    if (!stack_.reserve(size_t{2} * program_.slot_count() + 64)) return MatchStatus::OutOfMemory;
    if (mode == Matcher::Mode::Search) {
      is_search_ = true;
      start = next_place(start);
      if (start == nullptr) return MatchStatus::NoMatch;
      if (program_.search_plan() == SearchPlan::WholeLiteral) return matched(start, start + program_.prefix_length());
    }
    must_reach_end_ = mode == Matcher::Mode::FullMatch;
    return attempt(start);
  }

 private:
  using Word = BacktrackStack::Word;
  static constexpr size_t kRoom = 8;
  static constexpr int64_t kStepsBetweenChecks = 1 << 17;

  // The first place from `from` on where a match may begin, or null.
  const Char* next_place(const Char* from) const;
  const Char* next_literal(const Char* from) const;
  const Char* next_first_character(const Char* from) const;

  // Runs the program at `start`, and if this is a search at the places that follow.
  MatchStatus attempt(const Char* start);

  // The loops' runs count as steps, too, but only a failure asks.
  void count_steps(int64_t characters) { steps_ -= 1 + (characters >> 4); }
  bool must_check_for_interrupt() { return --steps_ < 0; }
  bool is_interrupted() {
    steps_ = kStepsBetweenChecks;
    return matcher_.interrupt_.function != nullptr && matcher_.interrupt_.function(matcher_.interrupt_.context);
  }

  bool fits(uint32_t bits) const { return sizeof(Char) == 4 || bits >> (sizeof(Char) * 8 % 32) == 0; }
  MatchStatus matched(const Char* start, const Char* end) {
    matcher_.match_start_ = start - begin_;
    matcher_.match_end_ = end - begin_;
    return MatchStatus::Matched;
  }

  bool is_boundary(const Char* ptr, Op op) const;
  bool matches_group(const Instruction& instruction, const Char*& ptr) const;
  const Char* last_follow(const LookTable& look, const Char* least, const Char* ptr) const;
  const Char* next_follow(const Instruction& loop, const Char* ptr, const Char* stop) const;
  const Char* loop_stop(const Instruction& loop, const Char* ptr) const {
    return loop.maximum == kMaxRepeat || end_ - ptr < static_cast<int64_t>(loop.maximum) ? end_ : ptr + loop.maximum;
  }

  static Word* keep_undos(Word* bottom, Word* from, Word* top);
  void apply_undos(Word* from, Word* top);

  Matcher& matcher_;
  const Program& program_;
  BacktrackStack& stack_;
  const Char* begin_;
  const Char* end_;
  const Char* must_not_end_;          // an empty match here was already reported
  const Char* run_end_ = nullptr;     // where the pattern's first loop, begun at the start of the attempt, ended
  bool must_reach_end_ = false;
  bool is_search_ = false;
  int64_t steps_ = kStepsBetweenChecks;
};

// --- searching ------------------------------------------------------------------------------------------------------

template <typename Char>
const Char* Engine<Char>::next_place(const Char* from) const {
  const Char* last = end_ - program_.min_width();  // the last place where a match can begin
  switch (program_.search_plan()) {
    case SearchPlan::Literal:
    case SearchPlan::WholeLiteral: return next_literal(from);
    case SearchPlan::FirstCharacter: return next_first_character(from);
    case SearchPlan::OnlyBeginning: return from == begin_ ? from : nullptr;
    case SearchPlan::LineBeginnings:
      if (from > begin_ && from <= last && from[-1] != '\n') from = find_character(from, end_, '\n') + 1;
      return from <= last ? from : nullptr;
    case SearchPlan::EveryPlace: return from <= last ? from : nullptr;
  }
  return nullptr;
}

template <typename Char>
const Char* Engine<Char>::next_literal(const Char* from) const {
  if (!fits(program_.prefix_bits())) return nullptr;
  const Char* prefix = program_.literals<Char>() + program_.prefix();
  const size_t length = program_.prefix_length();
  const Char* limit = end_ - (program_.min_width() - length);
  if (limit - from < static_cast<int64_t>(length)) return nullptr;
  if (length > 1) return find_literal(from, limit, prefix, length, program_.prefix_rarest());
  const Char* place = find_character(from, limit, prefix[0]);
  return place == limit ? nullptr : place;
}

template <typename Char>
const Char* Engine<Char>::next_first_character(const Char* from) const {
  const LookTable& look = program_.first_look();
  const Char* limit = program_.min_width() == 0 ? end_ : end_ - program_.min_width() + 1;
  const Op boundary = program_.first_boundary();
  for (;; ++from) {
    if (from < limit) {
      from = look.has_single ? find_character(from, limit, look.single)
                             : skip_while(from, limit, [&](Char c) { return look_up(look, c) == 0; });
    }
    // At the end of the subject only a pattern that needs no character can match.
    if (from >= limit) return from == end_ && limit == end_ && look.at_end ? from : nullptr;
    if (boundary == Op::Nothing || is_boundary(from, boundary)) return from;
  }
}

// --- parts of instructions ------------------------------------------------------------------------------------------

template <typename Char>
bool Engine<Char>::is_boundary(const Char* ptr, Op op) const {
  const auto is_word = [op](Char c) -> bool {
    switch (op) {
      case Op::AtUnicodeBoundary:
      case Op::AtUnicodeNonBoundary: return unicode::is_alnum(c) || c == '_';
      case Op::AtLocaleBoundary:
      case Op::AtLocaleNonBoundary: return c == '_' || (c < 256 && std::isalnum(static_cast<int>(c)) != 0);
      default: return unicode::is_ascii_alpha(c) || unicode::is_ascii_digit(c) || c == '_';
    }
  };
  const bool before = ptr > begin_ && is_word(ptr[-1]);
  const bool after = ptr < end_ && is_word(*ptr);
  return before != after;
}

template <typename Char>
bool Engine<Char>::matches_group(const Instruction& instruction, const Char*& ptr) const {
  const int64_t start = matcher_.marks_[2 * instruction.value];
  const int64_t end = matcher_.marks_[2 * instruction.value + 1];
  const int64_t length = end - start;
  if (start < 0 || length < 0 || end_ - ptr < length) return false;
  const Char* text = begin_ + start;
  if (instruction.op == Op::GroupRef) {
    if (length != 0 && std::memcmp(text, ptr, static_cast<size_t>(length) * sizeof(Char)) != 0) return false;
  } else {
    for (int64_t i = 0; i < length; ++i) {
      if (text[i] != ptr[i] && fold_lower(instruction.fold, text[i]) != fold_lower(instruction.fold, ptr[i])) {
        return false;
      }
    }
  }
  ptr += length;
  return true;
}

// The last place in [least, ptr] where what follows the loop can begin, or null.
template <typename Char>
const Char* Engine<Char>::last_follow(const LookTable& look, const Char* least, const Char* ptr) const {
  if (ptr == end_ ? look.at_end != 0 : look_up(look, *ptr) != 0) return ptr;
  if (look.has_single) return find_last_character(least, ptr, look.single);
  while (ptr > least) {
    if (look_up(look, *--ptr) != 0) return ptr;
  }
  return nullptr;
}

// The first place from `ptr` on where what follows the loop can begin, all before it being units of the loop; or null.
template <typename Char>
const Char* Engine<Char>::next_follow(const Instruction& loop, const Char* ptr, const Char* stop) const {
  const LookTable& look = loop.look();
  switch (loop.unit) {
    case Unit::AnyAll:
      if (look.has_single) {
        ptr = find_character(ptr, stop, look.single);
      } else {
        ptr = skip_while(ptr, stop, [&](Char c) { return look_up(look, c) == 0; });
      }
      break;
    case Unit::Any:
      if (look.has_single) {
        const auto single = static_cast<Char>(look.single);
        ptr = skip_while(ptr, stop, [&](Char c) { return c != single && c != '\n'; });
      } else {
        ptr = skip_while(ptr, stop, [&](Char c) { return look_up(look, c) == 0 && c != '\n'; });
      }
      break;
    case Unit::Class:
      ptr = skip_while(ptr, stop, [&](Char c) { return look_up(look, c) == 0 && class_contains(*loop.set, c); });
      break;
    default: ptr = skip_while(ptr, stop, [&](Char c) { return look_up(look, c) == 0 && is_unit(loop, c); }); break;
  }
  if (ptr == end_) return look.at_end != 0 ? ptr : nullptr;
  return look_up(look, *ptr) != 0 ? ptr : nullptr;
}

// Drops the entries in [from, top) but for those that undo marks, which move down to `bottom`. The new top.
template <typename Char>
typename Engine<Char>::Word* Engine<Char>::keep_undos(Word* bottom, Word* from, Word* top) {
  Word* kept = top;
  for (Word* entry = top; entry > from;) {
    const Op op = reinterpret_cast<const Instruction*>(entry[-1])->op;
    const size_t words = kEntryWords[static_cast<size_t>(op)];
    entry -= words;
    if (op != Op::UndoMark && op != Op::UndoCloseMark) continue;
    kept -= words;
    std::memmove(kept, entry, words * sizeof(Word));
  }
  std::memmove(bottom, kept, static_cast<size_t>(top - kept) * sizeof(Word));
  return bottom + (top - kept);
}

// Puts back all marks that the entries in [from, top) remember.
template <typename Char>
void Engine<Char>::apply_undos(Word* from, Word* top) {
  while (top > from) {
    const auto* instruction = reinterpret_cast<const Instruction*>(top[-1]);
    if (instruction->op == Op::UndoMark || instruction->op == Op::UndoCloseMark) {
      matcher_.marks_[instruction->value] = static_cast<int64_t>(top[-2]);
      if (instruction->op == Op::UndoCloseMark) matcher_.last_group_ = static_cast<uint32_t>(top[-3]);
    }
    top -= kEntryWords[static_cast<size_t>(instruction->op)];
  }
}

// --- the machine ----------------------------------------------------------------------------------------------------

#define NEXT() goto *kHandlers[static_cast<size_t>(pc->op)]
#define GO(place)  \
  do {             \
    pc = (place);  \
    NEXT();        \
  } while (false)
#define FAIL() goto fail
#define MAKE_ROOM()                                                                   \
  do {                                                                                \
    if (sp > room_end) [[unlikely]] {                                                 \
      const size_t depth = static_cast<size_t>(sp - slots);                           \
      if (!stack_.reserve(depth + 2 * kRoom)) return MatchStatus::OutOfMemory;        \
      slots = stack_.words();                                                         \
      sp = slots + depth;                                                             \
      room_end = slots + stack_.capacity() - kRoom;                                   \
    }                                                                                 \
  } while (false)
#define PUSH(payload, instruction)                  \
  do {                                              \
    sp[0] = (Word)(payload);                         \
    sp[1] = reinterpret_cast<Word>(instruction);    \
    sp += 2;                                        \
  } while (false)
#define SIMPLE_TEST(name, condition) \
  handle_##name : {                  \
    if (!(condition)) FAIL();        \
    GO(pc + 1);                      \
  }
#define CHARACTER_TEST(name, condition) \
  handle_##name : {                     \
    if (ptr == end) FAIL();             \
    const Char c = *ptr;                \
    if (!(condition)) FAIL();           \
    ++ptr;                              \
    GO(pc + 1);                         \
  }

template <typename Char>
MatchStatus Engine<Char>::attempt(const Char* start) {
  static const void* const kHandlers[] = {
#define OP(name, words, meaning) &&handle_##name,
#include "python/sre/instructions.def"
#undef OP
  };
  Word* slots = stack_.words();
  Word* room_end = slots + stack_.capacity() - kRoom;
  Word* sp = slots + 2 * program_.slot_count() + 2;
  sp[-1] = reinterpret_cast<Word>(&kExhausted);
  const size_t bottom = static_cast<size_t>(sp - slots);
  size_t barrier = 0;
  const Instruction* const code = program_.start();
  const Instruction* pc = code;
  const Char* const end = end_;
  const Char* ptr = start;
  int64_t* const marks = matcher_.marks_;
  NEXT();

fail:
  if (must_check_for_interrupt()) [[unlikely]] {
    if (is_interrupted()) return MatchStatus::Interrupted;
  }
  sp -= 2;
  ptr = reinterpret_cast<const Char*>(sp[0]);
  pc = reinterpret_cast<const Instruction*>(sp[1]);
  NEXT();

handle_Accept: {
  if ((must_reach_end_ && ptr != end) || ptr == must_not_end_) FAIL();
  return matched(start, ptr);
}
handle_Fail:
  FAIL();
handle_Exhausted: {
  if (matcher_.marks_are_dirty_) matcher_.clear_marks();
  if (!is_search_ || start == end) return MatchStatus::NoMatch;
  start = next_place(run_end_ > start ? run_end_ : start + 1);
  if (start == nullptr) return MatchStatus::NoMatch;
  run_end_ = nullptr;
  ptr = start;
  sp += 2;  // the sentinel stays
  GO(code);
}
handle_Nothing:
  GO(pc + 1);
handle_Jump: {
  count_steps(0);
  GO(code + pc->target);
}

  CHARACTER_TEST(Character, c == pc->value)
  CHARACTER_TEST(NotCharacter, c != pc->value)
  CHARACTER_TEST(Any, c != '\n')
  CHARACTER_TEST(AnyAll, (static_cast<void>(c), true))
  CHARACTER_TEST(Class, class_contains(*pc->set, c))
  CHARACTER_TEST(ClassInLocale, pc->set->contains_in_locale(c))
handle_String: {
  const size_t length = pc->minimum;
  const Char* literal = program_.template literals<Char>() + pc->value;
  if (static_cast<size_t>(end - ptr) < length || *ptr != *literal || !fits(pc->maximum)) FAIL();
  for (size_t i = 1; i < length; ++i) {
    if (ptr[i] != literal[i]) FAIL();
  }
  ptr += length;
  GO(pc + 1);
}

  // Groups.
handle_Mark: {
  matcher_.marks_are_dirty_ = true;
  if (sp != slots + bottom) {
    MAKE_ROOM();
    PUSH(marks[pc->value], pc + 1);
  }
  marks[pc->value] = ptr - begin_;
  GO(pc + 2);
}
handle_UndoMark: {
  marks[pc->value] = reinterpret_cast<int64_t>(ptr);
  FAIL();
}
handle_CloseMark: {
  matcher_.marks_are_dirty_ = true;
  if (sp != slots + bottom) {
    MAKE_ROOM();
    *sp++ = matcher_.last_group_;
    PUSH(marks[pc->value], pc + 1);
  }
  marks[pc->value] = ptr - begin_;
  matcher_.last_group_ = pc->value / 2 + 1;
  GO(pc + 2);
}
handle_UndoCloseMark: {
  marks[pc->value] = reinterpret_cast<int64_t>(ptr);
  matcher_.last_group_ = static_cast<uint32_t>(*--sp);
  FAIL();
}
handle_MarkOnce: {
  matcher_.marks_are_dirty_ = true;
  marks[pc->value] = ptr - begin_;
  GO(pc + 1);
}
handle_CloseMarkOnce: {
  matcher_.marks_are_dirty_ = true;
  marks[pc->value] = ptr - begin_;
  matcher_.last_group_ = pc->value / 2 + 1;
  GO(pc + 1);
}
handle_GroupRef:
handle_GroupRefFolded: {
  if (!matches_group(*pc, ptr)) FAIL();
  GO(pc + 1);
}
handle_Conditional: {
  const int64_t from = marks[2 * pc->value];
  if (from < 0 || marks[2 * pc->value + 1] < from) GO(code + pc->target);
  GO(pc + 1);
}

  // Zero-width tests. In an empty subject there is neither a boundary nor a place that is none.
  SIMPLE_TEST(AtBeginning, ptr == begin_)
  SIMPLE_TEST(AtBeginningLine, ptr == begin_ || ptr[-1] == '\n')
  SIMPLE_TEST(AtEnd, ptr == end || (ptr + 1 == end && *ptr == '\n'))
  SIMPLE_TEST(AtEndLine, ptr == end || *ptr == '\n')
  SIMPLE_TEST(AtEndString, ptr == end)
handle_AtBoundary:
handle_AtLocaleBoundary:
handle_AtUnicodeBoundary: {
  if (begin_ == end || !is_boundary(ptr, pc->op)) FAIL();
  GO(pc + 1);
}
handle_AtNonBoundary:
handle_AtLocaleNonBoundary:
handle_AtUnicodeNonBoundary: {
  if (begin_ == end || is_boundary(ptr, pc->op)) FAIL();
  GO(pc + 1);
}
  SIMPLE_TEST(LookAhead, (ptr < end && class_contains(*pc->set, *ptr)) != pc->is_flagged)
  SIMPLE_TEST(LookBehind, (ptr > begin_ && class_contains(*pc->set, ptr[-1])) != pc->is_flagged)

  // Choices.
handle_Split: {
  MAKE_ROOM();
  PUSH(ptr, code + pc->target);
  GO(pc + 1);
}
handle_SplitLazy: {
  count_steps(0);
  MAKE_ROOM();
  PUSH(ptr, pc + 1);
  GO(code + pc->target);
}
handle_SplitLook: {
  const uint8_t ways = ptr < end ? look_up(pc->look(), *ptr) : pc->look().at_end;
  if (ways == 1) GO(pc + 1);
  if (ways == 2) GO(code + pc->target);
  if (ways == 0) FAIL();
  MAKE_ROOM();
  PUSH(ptr, code + pc->target);
  GO(pc + 1);
}
handle_SplitLazyLook: {
  count_steps(0);
  const uint8_t ways = ptr < end ? look_up(pc->look(), *ptr) : pc->look().at_end;
  if (ways == 1) GO(pc + 1);
  if (ways == 2) GO(code + pc->target);
  if (ways == 0) FAIL();
  MAKE_ROOM();
  PUSH(ptr, pc + 1);
  GO(code + pc->target);
}
handle_Dispatch: {
  const DispatchTable& table = pc->dispatch();
  uint32_t place;
  if (ptr == end) {
    place = table.at_end;
  } else if (sizeof(Char) == 1 || *ptr < 256) {
    place = table.low[*ptr];
  } else {
    place = table.wide;
  }
  const uint32_t* list = table.targets.data() + place;
  if (list[0] == kEndOfTargets) FAIL();
  if (list[1] != kEndOfTargets) {
    MAKE_ROOM();
    *sp++ = reinterpret_cast<Word>(list + 1);
    PUSH(ptr, pc + 1);
  }
  GO(code + list[0]);
}
handle_RetryDispatch: {
  const auto* list = reinterpret_cast<const uint32_t*>(sp[-1]);
  if (list[1] != kEndOfTargets) {
    sp[-1] = reinterpret_cast<Word>(list + 1);
    sp += 2;  // position and instruction are still there
  } else {
    --sp;
  }
  GO(code + list[0]);
}

  // Loops over one character.
handle_LoopGreedy: {
  const Char* stop = skip_units(*pc, ptr, loop_stop(*pc, ptr));
  count_steps(stop - ptr);
  if (pc->is_flagged && ptr == start) run_end_ = stop;
  if (stop - ptr < static_cast<int64_t>(pc->minimum)) FAIL();
  const Char* least = ptr + pc->minimum;
  ptr = stop;
  if (ptr > least) {
    MAKE_ROOM();
    *sp++ = reinterpret_cast<Word>(least);
    PUSH(ptr - 1, pc + 1);
  }
  GO(pc + 2);
}
handle_RetryLoopGreedy: {
  if (ptr > reinterpret_cast<const Char*>(sp[-1])) {
    sp[0] = reinterpret_cast<Word>(ptr - 1);
    sp += 2;
  } else {
    --sp;
  }
  GO(pc + 1);
}
handle_LoopGreedyFollow: {
  const Char* stop = skip_units(*pc, ptr, loop_stop(*pc, ptr));
  count_steps(stop - ptr);
  if (pc->is_flagged && ptr == start) run_end_ = stop;
  if (stop - ptr < static_cast<int64_t>(pc->minimum)) FAIL();
  const Char* least = ptr + pc->minimum;
  ptr = last_follow(pc->look(), least, stop);
  if (ptr == nullptr) FAIL();
  if (ptr > least) {
    MAKE_ROOM();
    *sp++ = reinterpret_cast<Word>(least);
    PUSH(ptr - 1, pc + 1);
  }
  GO(pc + 2);
}
handle_RetryLoopGreedyFollow: {
  const auto* least = reinterpret_cast<const Char*>(sp[-1]);
  ptr = last_follow(pc->look(), least, ptr);
  if (ptr != nullptr && ptr > least) {
    sp[0] = reinterpret_cast<Word>(ptr - 1);
    sp += 2;
  } else {
    --sp;
    if (ptr == nullptr) FAIL();
  }
  GO(pc + 1);
}
handle_LoopPossessive: {
  const Char* stop = skip_units(*pc, ptr, loop_stop(*pc, ptr));
  count_steps(stop - ptr);
  if (pc->is_flagged && ptr == start) run_end_ = stop;
  if (stop - ptr < static_cast<int64_t>(pc->minimum)) FAIL();
  ptr = stop;
  GO(pc + 2);
}
handle_LoopLazy:
handle_LoopLazyFollow: {
  const Char* stop = loop_stop(*pc, ptr);
  if (pc->minimum != 0) {
    if (end - ptr < static_cast<int64_t>(pc->minimum)) FAIL();
    const Char* least = ptr + pc->minimum;
    ptr = skip_units(*pc, ptr, least);
    if (ptr != least) FAIL();
  }
  if (pc->op == Op::LoopLazyFollow) {
    ptr = next_follow(*pc, ptr, stop);
    if (ptr == nullptr) FAIL();
  }
  if (ptr < stop) {
    MAKE_ROOM();
    *sp++ = reinterpret_cast<Word>(stop);
    PUSH(ptr, pc + 1);
  }
  GO(pc + 2);
}
handle_RetryLoopLazy:
handle_RetryLoopLazyFollow: {
  const auto* stop = reinterpret_cast<const Char*>(sp[-1]);
  if (!is_unit(*pc, *ptr)) {
    --sp;
    FAIL();
  }
  ++ptr;
  if (pc->op == Op::RetryLoopLazyFollow) {
    ptr = next_follow(*pc, ptr, stop);
    if (ptr == nullptr) {
      --sp;
      FAIL();
    }
  }
  if (ptr < stop) {
    sp[0] = reinterpret_cast<Word>(ptr);
    sp += 2;
  } else {
    --sp;
  }
  GO(pc + 1);
}

  // Loops over anything.
handle_RoundsEnter: {
  Word* slot = slots + 2 * pc->value;
  if (pc->is_flagged) {
    MAKE_ROOM();
    slot = slots + 2 * pc->value;
    *sp++ = slot[0];
    PUSH(slot[1], pc + 1);
  }
  slot[0] = 0;
  slot[1] = 0;
  GO(pc + 2);
}
handle_UndoRounds: {
  slots[2 * pc->value + 1] = reinterpret_cast<Word>(ptr);
  slots[2 * pc->value] = *--sp;
  FAIL();
}
handle_RoundsGreedy: {
  MAKE_ROOM();
  Word* slot = slots + 2 * pc->value;
  const Word rounds = slot[0];
  if (rounds < pc->minimum) {
    *sp++ = rounds;
    PUSH(slot[1], pc - 1);  // UndoRounds stands before the loop
    slot[0] = rounds + 1;
    GO(pc + 2);
  }
  if ((rounds >= pc->maximum && pc->maximum != kMaxRepeat) || reinterpret_cast<Word>(ptr) == slot[1]) {
    GO(code + pc->target);
  }
  if (pc->table != nullptr && ((ptr < end ? look_up(pc->look(), *ptr) : pc->look().at_end) & 1) == 0) {
    GO(code + pc->target);
  }
  sp[0] = rounds;
  sp[1] = slot[1];
  sp += 2;
  PUSH(ptr, pc + 1);
  slot[0] = rounds + 1;
  slot[1] = reinterpret_cast<Word>(ptr);
  GO(pc + 2);
}
handle_RetryRoundsGreedy: {
  slots[2 * pc->value + 1] = *--sp;
  slots[2 * pc->value] = *--sp;
  GO(code + pc->target);
}
handle_RoundsLazy: {
  MAKE_ROOM();
  Word* slot = slots + 2 * pc->value;
  if (slot[0] < pc->minimum) {
    *sp++ = slot[0];
    PUSH(slot[1], pc - 1);
    slot[0] += 1;
    GO(pc + 2);
  }
  PUSH(ptr, pc + 1);
  GO(code + pc->target);
}
handle_RetryRoundsLazy: {
  Word* slot = slots + 2 * pc->value;
  const Word rounds = slot[0];
  if ((rounds >= pc->maximum && pc->maximum != kMaxRepeat) || reinterpret_cast<Word>(ptr) == slot[1]) FAIL();
  MAKE_ROOM();
  slot = slots + 2 * pc->value;
  *sp++ = rounds;
  PUSH(slot[1], pc - 2);
  slot[0] = rounds + 1;
  slot[1] = reinterpret_cast<Word>(ptr);
  GO(pc + 1);
}
handle_RoundsPossessive: {
  MAKE_ROOM();
  Word* slot = slots + 2 * pc->value;
  if (slot[0] >= pc->minimum) {
    if ((slot[0] >= pc->maximum && pc->maximum != kMaxRepeat) || reinterpret_cast<Word>(ptr) == slot[1]) {
      GO(code + pc->target);
    }
    slot[1] = reinterpret_cast<Word>(ptr);
  }
  *sp++ = barrier;
  PUSH(ptr, pc + 1);
  barrier = static_cast<size_t>(sp - slots);
  GO(pc + 2);
}
handle_RetryRoundsPossessive: {
  barrier = *--sp;
  if (slots[2 * pc->value] < pc->minimum) FAIL();
  GO(code + pc->target);
}

  // Atomic bodies.
handle_Barrier: {
  if (ptr - begin_ < static_cast<int64_t>(pc->minimum)) FAIL();
  MAKE_ROOM();
  *sp++ = barrier;
  PUSH(ptr, pc + 1);
  barrier = static_cast<size_t>(sp - slots);
  ptr -= pc->minimum;
  GO(pc + 2);
}
handle_RetryBarrier: {
  barrier = *--sp;
  FAIL();
}
handle_BarrierNot: {
  if (ptr - begin_ < static_cast<int64_t>(pc->minimum)) GO(code + pc->target);
  MAKE_ROOM();
  *sp++ = barrier;
  PUSH(ptr, pc + 1);
  barrier = static_cast<size_t>(sp - slots);
  ptr -= pc->minimum;
  GO(pc + 2);
}
handle_RetryBarrierNot: {
  barrier = *--sp;
  GO(code + pc->target);
}
handle_AtomicEnd:
handle_LookEnd:
handle_RoundsPossessiveNext: {
  if (must_check_for_interrupt()) [[unlikely]] {
    if (is_interrupted()) return MatchStatus::Interrupted;
  }
  Word* body = slots + barrier;
  Word* entry = body - 3;
  barrier = entry[0];
  if (pc->op == Op::LookEnd) ptr = reinterpret_cast<const Char*>(entry[1]);
  sp = pc->is_flagged ? keep_undos(entry, body, sp) : entry;
  if (pc->op != Op::RoundsPossessiveNext) GO(pc + 1);
  slots[2 * pc->value] += 1;
  GO(code + pc->target);
}
handle_LookNotEnd: {
  Word* body = slots + barrier;
  if (pc->is_flagged) apply_undos(body, sp);
  barrier = body[-3];
  sp = body - 3;
  FAIL();
}
}

#undef NEXT
#undef GO
#undef FAIL
#undef MAKE_ROOM
#undef PUSH
#undef SIMPLE_TEST
#undef CHARACTER_TEST

}  // namespace taipan::sre
