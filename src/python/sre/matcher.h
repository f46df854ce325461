// python/sre/matcher.h -- runs a program on a subject.
//
// Room       Regular expressions. Door for the module `_sre`: one Matcher is what a Pattern method or a scanner needs.
// In / out   A program, a subject (its characters must stay where they are while the matcher lives), and the part of it
//            to look at go in. A status comes out, and if it is Matched the span of the match and of its groups.
// Tests      tests/unit/python/sre/matcher_test.cpp, tests/differential/sre/compare_sre.py
//
// Iterating over matches, as findall, finditer, sub, split and scanners do:
//
//   Matcher matcher(program, subject, position, end, stack);
//   while (matcher.search() == MatchStatus::Matched) {
//     ... matcher.start(), matcher.end(), matcher.group(i) ...
//     matcher.advance();         // the next search begins at end(), and does not match nothing there again
//   }
//
// Nothing here recurses: how deeply a pattern is nested and how often it repeats is limited by memory only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "python/sre/backtrack_stack.h"
#include "python/sre/program.h"

namespace taipan::sre {

enum class MatchStatus : uint8_t {
  Matched,
  NoMatch,
  Interrupted,  // the interrupt callback said so; whatever it raised is to be passed on
  OutOfMemory,
};

struct Subject {
  const void* data = nullptr;
  int64_t length = 0;  // in characters
  uint32_t width = 1;  // bytes of a character: 1, 2 or 4
};

// Asked now and then by long matches. True stops the match.
struct InterruptCheck {
  bool (*function)(void* context) = nullptr;
  void* context = nullptr;
};

struct Span {
  int64_t start = -1;
  int64_t end = -1;
};

class Matcher {
 public:
  // `position` and `end` are clipped to the subject, as Python's methods do. ^ and \b look at the text before
  // `position`; the text from `end` on does not exist for the pattern.
  Matcher(const Program& program, Subject subject, int64_t position, int64_t end, BacktrackStack& stack,
          InterruptCheck interrupt = {});
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  [[nodiscard]] MatchStatus match();      // at the present position
  [[nodiscard]] MatchStatus fullmatch();  // at the present position, to the end
  [[nodiscard]] MatchStatus search();     // the first match from the present position on

  // After a match: makes its end the present position.
  void advance();
  // The present position; beyond the end of the part there is nothing more to find.
  int64_t position() const { return position_; }
  int64_t end_of_part() const { return end_; }
  bool is_exhausted() const { return position_ > end_; }

  // The match.
  int64_t start() const { return match_start_; }
  int64_t end() const { return match_end_; }
  // Group 0 is the match; {-1, -1} for a group that did not take part.
  Span group(uint32_t index) const;
  // The group that closed last, or 0.
  uint32_t last_group() const { return last_group_; }

 private:
  template <typename Char>
  friend class Engine;
  enum class Mode : uint8_t { Match, FullMatch, Search };

  MatchStatus run(Mode mode);
  void clear_marks();

  const Program& program_;
  Subject subject_;
  int64_t position_;
  int64_t end_;
  int64_t match_start_ = -1;
  int64_t match_end_ = -1;
  uint32_t last_group_ = 0;
  bool must_advance_ = false;  // the present position was the end of an empty match
  bool marks_are_dirty_ = false;
  InterruptCheck interrupt_;
  BacktrackStack& shared_stack_;
  int64_t* marks_;  // two for each group, -1 where unset
  int64_t inline_marks_[16];
  std::unique_ptr<int64_t[]> more_marks_;
};

}  // namespace taipan::sre
