// python/sre/matcher.cpp -- what does not depend on the width of characters.
//
// Room       Regular expressions.
// Tests      tests/unit/python/sre/matcher_test.cpp
#include "python/sre/matcher.h"

#include <algorithm>

#include "python/sre/engine.h"

namespace taipan::sre {

namespace {
constexpr uint32_t kNoCharacters[1] = {};  // positions are addresses, and null is none
}  // namespace

Matcher::Matcher(const Program& program, Subject subject, int64_t position, int64_t end, BacktrackStack& stack,
                 InterruptCheck interrupt)
    : program_(program),
      subject_(subject),
      position_(std::clamp<int64_t>(position, 0, subject.length)),
      end_(std::clamp<int64_t>(end, 0, subject.length)),
      interrupt_(interrupt),
      shared_stack_(stack),
      marks_(inline_marks_) {
  if (subject_.data == nullptr) subject_.data = kNoCharacters;
  const size_t count = size_t{2} * program.group_count();
  if (count > std::size(inline_marks_)) {
    more_marks_.reset(new int64_t[count]);
    marks_ = more_marks_.get();
  }
  std::fill_n(marks_, count, -1);
}

Matcher::~Matcher() = default;

void Matcher::clear_marks() {
  std::fill_n(marks_, size_t{2} * program_.group_count(), -1);
  last_group_ = 0;
  marks_are_dirty_ = false;
}

MatchStatus Matcher::match() {
  return run(Mode::Match);
}
MatchStatus Matcher::fullmatch() {
  return run(Mode::FullMatch);
}
MatchStatus Matcher::search() {
  return run(Mode::Search);
}

void Matcher::advance() {
  must_advance_ = match_end_ == match_start_;
  position_ = match_end_;
}

Span Matcher::group(uint32_t index) const {
  if (index == 0) return {match_start_, match_end_};
  const int64_t start = marks_[2 * index - 2];
  const int64_t end = marks_[2 * index - 1];
  // An opened group that was not closed did not take part.
  if (start < 0 || end < start) return {};
  return {start, end};
}

MatchStatus Matcher::run(Mode mode) {
  if (marks_are_dirty_) clear_marks();
  if (position_ > end_ || end_ - position_ < program_.min_width()) return MatchStatus::NoMatch;

  BacktrackStack own_stack;
  BacktrackStack& stack = shared_stack_.is_borrowed() ? own_stack : shared_stack_;
  stack.borrow();
  MatchStatus status;
  switch (subject_.width) {
    case 1:
      status = Engine<uint8_t>(*this, stack).run(mode);
      break;
    case 2:
      status = Engine<uint16_t>(*this, stack).run(mode);
      break;
    default:
      status = Engine<uint32_t>(*this, stack).run(mode);
      break;
  }
  stack.give_back();
  return status;
}

}  // namespace taipan::sre
