// python/sre/first_sets.cpp -- first sets by following every path to its first character.
//
// Room       Regular expressions.
// Tests      tests/unit/python/sre/program_test.cpp
//
// Zero-width instructions are stepped over, which can only enlarge the answer. The ends of lookarounds and of atomic
// bodies must not be: a lookaround returns to another position, and an atomic body takes its first match even if what
// follows then fails, so what follows must not decide between the choices inside.
#include "python/sre/first_sets.h"

namespace taipan::sre {

void FirstSet::add(char32_t c) {
  if (c < 256) {
    low[c >> 6] |= uint64_t{1} << (c & 63);
  } else {
    wide |= atom_of(c);
  }
}

void FirstSet::add(const CharacterClass& set) {
  if (set.is_locale_dependent()) {
    add_everything();
    at_end = false;
    return;
  }
  for (int i = 0; i < 4; ++i)
    low[i] |= set.low_bits()[i];
  wide |= set.wide_may();
}

void FirstSet::add(const FirstSet& other) {
  for (int i = 0; i < 4; ++i)
    low[i] |= other.low[i];
  wide |= other.wide;
  at_end |= other.at_end;
}

bool FirstSet::is_disjoint_from(const FirstSet& other) const {
  for (int i = 0; i < 4; ++i) {
    if ((low[i] & other.low[i]) != 0) return false;
  }
  return (wide & other.wide) == 0;
}

void FirstSets::add_unit(FirstSet& out, const Instruction& instruction) {
  FirstSet all;
  all.add_everything();
  switch (instruction.unit) {
    case Unit::Character:
      out.add(instruction.value);
      return;
    case Unit::NotCharacter:
    case Unit::Any: {
      const uint32_t missing = instruction.unit == Unit::Any ? '\n' : instruction.value;
      if (missing < 256) all.low[missing >> 6] &= ~(uint64_t{1} << (missing & 63));
      break;
    }
    case Unit::AnyAll:
      break;
    case Unit::Class:
      out.add(*instruction.set);
      return;
    case Unit::ClassInLocale:
      break;
  }
  all.at_end = out.at_end;
  out.add(all);
}

FirstSet FirstSets::at(uint32_t place) {
  FirstSet out;
  query_ += 1;
  work_.clear();
  const auto visit = [&](uint32_t next) {
    if (seen_[next] == query_) return;
    seen_[next] = query_;
    work_.push_back(next);
  };
  visit(place);
  while (!work_.empty()) {
    if (out.is_everything()) return out;
    if (steps_left_ == 0) {
      out.add_everything();
      return out;
    }
    steps_left_ -= 1;
    const uint32_t here = work_.back();
    work_.pop_back();
    const Instruction& instruction = instructions_[here];
    switch (instruction.op) {
      case Op::Fail:
        break;
      case Op::Jump:
      case Op::BarrierNot:
        visit(instruction.target);
        break;
      case Op::Character:
      case Op::NotCharacter:
      case Op::Any:
      case Op::AnyAll:
      case Op::Class:
      case Op::ClassInLocale:
        add_unit(out, instruction);
        break;
      case Op::String:
        out.add(literals_[instruction.value]);
        break;
      case Op::LoopGreedy:
      case Op::LoopLazy:
      case Op::LoopPossessive:
        add_unit(out, instruction);
        if (instruction.minimum == 0) visit(here + 2);
        break;
      case Op::Mark:
      case Op::CloseMark:
        visit(here + 2);
        break;
      case Op::MarkOnce:
      case Op::CloseMarkOnce:
      case Op::AtBeginning:
      case Op::AtBeginningLine:
      case Op::AtBoundary:
      case Op::AtNonBoundary:
      case Op::AtLocaleBoundary:
      case Op::AtLocaleNonBoundary:
      case Op::AtUnicodeBoundary:
      case Op::AtUnicodeNonBoundary:
      case Op::LookBehind:
        visit(here + 1);
        break;
      case Op::AtEnd:
      case Op::AtEndLine:
        out.add(U'\n');
        out.at_end = true;
        break;
      case Op::AtEndString:
        out.at_end = true;
        break;
      case Op::LookAhead:
        if (instruction.is_flagged) {
          visit(here + 1);
        } else {
          out.add(*instruction.set);
        }
        break;
      case Op::Conditional:
      case Op::Split:
      case Op::SplitLazy:
        visit(here + 1);
        visit(instruction.target);
        break;
      case Op::Dispatch:
        for (const uint32_t target : alternatives_[instruction.value])
          visit(target);
        break;
      case Op::RoundsEnter:
        // The first of several rounds that must be begins with the body, which lies behind the loop's two instructions.
        visit(instructions_[here + 2].minimum == 0 ? here + 2 : here + 4);
        break;
      case Op::RoundsGreedy:
      case Op::RoundsLazy:
      case Op::RoundsPossessive:
        visit(here + 2);
        visit(instruction.target);
        break;
      case Op::Barrier:
        if (instruction.minimum == 0) {
          visit(here + 2);
        } else {
          visit(instruction.target);
        }
        break;
      default:  // Accept, the ends of atomic bodies and lookarounds, references to groups
        out.add_everything();
        return out;
    }
  }
  return out;
}

}  // namespace taipan::sre
