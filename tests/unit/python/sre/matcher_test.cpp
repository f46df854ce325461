// tests/unit/python/sre/matcher_test.cpp
#include "python/sre/matcher.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "tests/unit/python/sre/code_writer.h"

namespace taipan::sre::test {
namespace {

struct Fixture {
  std::unique_ptr<Program> program;
  BacktrackStack stack;

  explicit Fixture(const Code& code, uint32_t groups = 0) : program(compile(whole(code), groups)) {}
};

std::string spans(Matcher& matcher) {
  std::string out;
  while (matcher.search() == MatchStatus::Matched) {
    out += std::to_string(matcher.start()) + "-" + std::to_string(matcher.end()) + " ";
    matcher.advance();
  }
  return out;
}

std::string all_matches(const Code& code, std::string_view text) {
  Fixture fixture(code);
  Matcher matcher(*fixture.program, subject(text), 0, INT64_MAX, fixture.stack);
  return spans(matcher);
}

TEST(Matcher, match_begins_at_the_position_and_fullmatch_reaches_the_end) {
  Fixture fixture(star(literal(U"a")));
  Matcher matcher(*fixture.program, subject(std::string_view("baab")), 1, 4, fixture.stack);
  ASSERT_EQ(matcher.match(), MatchStatus::Matched);
  EXPECT_EQ(matcher.start(), 1);
  EXPECT_EQ(matcher.end(), 3);
  EXPECT_EQ(matcher.fullmatch(), MatchStatus::NoMatch);
}

TEST(Matcher, fullmatch_tries_other_ways_to_reach_the_end) {
  Fixture fixture(branch({literal(U"a"), literal(U"ab")}));
  Matcher matcher(*fixture.program, subject(std::string_view("ab")), 0, 2, fixture.stack);
  ASSERT_EQ(matcher.fullmatch(), MatchStatus::Matched);
  EXPECT_EQ(matcher.end(), 2);
}

TEST(Matcher, an_empty_match_is_not_repeated_at_its_place) {
  EXPECT_EQ(all_matches(star(literal(U"x")), "axb"), "0-0 1-2 2-2 3-3 ");
  EXPECT_EQ(all_matches(branch({{}, literal(U"a")}), "ba"), "0-0 1-1 1-2 2-2 ");
}

TEST(Matcher, narrow_and_wide_subjects_match_alike) {
  const Code code = sequence({plus(category(CategoryCode::UnicodeWord)), literal(U"!")});
  Fixture fixture(code);
  for (const Subject what : {subject(std::string_view("ab!")), subject(std::u16string_view(u"\u0416b!")),
                             subject(std::u32string_view(U"\U0001D400b!"))}) {
    Matcher matcher(*fixture.program, what, 0, what.length, fixture.stack);
    ASSERT_EQ(matcher.search(), MatchStatus::Matched);
    EXPECT_EQ(matcher.end(), 3);
  }
}

TEST(Matcher, a_wide_literal_is_not_found_in_a_narrow_subject) {
  Fixture fixture(literal(U"\u0161x"));  // its low byte is 'a'
  Matcher matcher(*fixture.program, subject(std::string_view("axax")), 0, 4, fixture.stack);
  EXPECT_EQ(matcher.search(), MatchStatus::NoMatch);
}

TEST(Matcher, groups_keep_their_last_round_and_are_put_back_when_it_fails) {
  // (?:(a)|b)* on "ab", then (?:(a)x)?a on "a"
  Fixture loop(repeat(0, kMaxRepeat, branch({group(1, literal(U"a")), literal(U"b")})), 1);
  Matcher first(*loop.program, subject(std::string_view("ab")), 0, 2, loop.stack);
  ASSERT_EQ(first.match(), MatchStatus::Matched);
  EXPECT_EQ(first.group(1).start, 0);
  EXPECT_EQ(first.last_group(), 1u);
  Fixture optional(sequence({repeat(0, 1, sequence({group(1, literal(U"a")), literal(U"x")})), literal(U"a")}), 1);
  Matcher second(*optional.program, subject(std::string_view("a")), 0, 1, optional.stack);
  ASSERT_EQ(second.match(), MatchStatus::Matched);
  EXPECT_EQ(second.group(1).start, -1);
  EXPECT_EQ(second.last_group(), 0u);
}

TEST(Matcher, groups_of_an_earlier_match_are_forgotten) {
  Fixture fixture(branch({group(1, literal(U"a")), literal(U"b")}), 1);
  Matcher matcher(*fixture.program, subject(std::string_view("ab")), 0, 2, fixture.stack);
  ASSERT_EQ(matcher.search(), MatchStatus::Matched);
  EXPECT_EQ(matcher.group(1).start, 0);
  matcher.advance();
  ASSERT_EQ(matcher.search(), MatchStatus::Matched);
  EXPECT_EQ(matcher.group(1).start, -1);
}

TEST(Matcher, atomic_groups_and_possessive_loops_give_nothing_back) {
  EXPECT_EQ(all_matches(sequence({atomic(plus(literal(U"a"))), literal(U"a")}), "aaa"), "");
  EXPECT_EQ(all_matches(sequence({possessive(0, kMaxRepeat, branch({literal(U"a"), literal(U"ab")})), literal(U"c")}),
                        "aabc"),
            "3-4 ");
}

TEST(Matcher, marks_set_in_an_atomic_group_are_undone_when_what_follows_fails) {
  // (?:(?>(a))x|ab)
  Fixture fixture(branch({sequence({atomic(group(1, literal(U"a"))), literal(U"x")}), literal(U"ab")}), 1);
  Matcher matcher(*fixture.program, subject(std::string_view("ab")), 0, 2, fixture.stack);
  ASSERT_EQ(matcher.match(), MatchStatus::Matched);
  EXPECT_EQ(matcher.group(1).start, -1);
}

TEST(Matcher, lookarounds) {
  EXPECT_EQ(all_matches(sequence({literal(U"a"), look(Word::Assert, 0, literal(U"bc"))}), "ab abc"), "3-4 ");
  EXPECT_EQ(all_matches(sequence({literal(U"a"), look(Word::AssertNot, 0, literal(U"bc"))}), "ab abc"), "0-1 ");
  EXPECT_EQ(all_matches(sequence({look(Word::Assert, 2, literal(U"ab")), literal(U"c")}), "cabc"), "3-4 ");
  EXPECT_EQ(all_matches(sequence({look(Word::AssertNot, 2, literal(U"ab")), literal(U"c")}), "cabc"), "0-1 ");
}

TEST(Matcher, lookbehind_sees_the_text_before_the_position) {
  Fixture fixture(sequence({look(Word::Assert, 1, literal(U"a")), literal(U"b")}));
  Matcher matcher(*fixture.program, subject(std::string_view("ab")), 1, 2, fixture.stack);
  EXPECT_EQ(matcher.match(), MatchStatus::Matched);
}

TEST(Matcher, there_is_no_boundary_and_no_other_place_in_nothing) {
  EXPECT_EQ(all_matches(at(AtCode::UnicodeBoundary), ""), "");
  EXPECT_EQ(all_matches(at(AtCode::UnicodeNonBoundary), ""), "");
  EXPECT_EQ(all_matches(at(AtCode::End), ""), "0-0 ");
}

TEST(Matcher, conditionals_look_at_groups) {
  const Code code = sequence({repeat(0, 1, group(1, literal(U"<"))), literal(U"x"), conditional(1, literal(U">"), {})});
  Fixture fixture(code, 1);
  for (const auto& [text, matches] : {std::pair{"<x>", true}, {"x", true}, {"<x", false}}) {
    Matcher matcher(*fixture.program, subject(std::string_view(text)), 0, INT64_MAX, fixture.stack);
    EXPECT_EQ(matcher.fullmatch() == MatchStatus::Matched, matches) << text;
  }
}

TEST(Matcher, ten_million_rounds_need_no_deep_stack) {
  const std::string text(10'000'000, 'a');
  Fixture fixture(repeat(0, kMaxRepeat, group(1, branch({literal(U"ab"), literal(U"a")}))), 1);
  Matcher matcher(*fixture.program, subject(text), 0, INT64_MAX, fixture.stack);
  ASSERT_EQ(matcher.match(), MatchStatus::Matched);
  EXPECT_EQ(matcher.end(), 10'000'000);
  EXPECT_EQ(matcher.group(1).start, 9'999'999);
  EXPECT_LT(fixture.stack.capacity(), size_t{1} << 20);
}

TEST(Matcher, says_when_memory_runs_out) {
  const std::string text(1'000'000, 'b');
  Fixture fixture(sequence({repeat(0, kMaxRepeat, group(1, any())), literal(U"bc")}), 1);
  fixture.stack.set_limit(1 << 20);
  Matcher matcher(*fixture.program, subject(text), 0, INT64_MAX, fixture.stack);
  EXPECT_EQ(matcher.match(), MatchStatus::OutOfMemory);
}

TEST(Matcher, hopeless_matches_are_interrupted) {
  const std::string text(60, 'x');
  const Code loops = repeat(1, kMaxRepeat, sequence({plus(literal(U"x")), plus(literal(U"x"))}));
  Fixture fixture(sequence({loops, branch({literal(U"y"), literal(U"xy")})}));
  int asked = 0;
  const auto stop = [](void* context) { return ++*static_cast<int*>(context) == 3; };
  Matcher matcher(*fixture.program, subject(text), 0, INT64_MAX, fixture.stack, {stop, &asked});
  EXPECT_EQ(matcher.match(), MatchStatus::Interrupted);
  EXPECT_EQ(asked, 3);
}

TEST(Matcher, a_match_inside_of_another_has_its_own_stack) {
  struct Context {
    bool matched = false;
    BacktrackStack* stack;
    const Program* program;
  };
  Fixture outer(sequence({repeat(1, kMaxRepeat, sequence({plus(literal(U"x")), plus(literal(U"x"))})),
                          branch({literal(U"y"), literal(U"xy")})}));
  Fixture inner(sequence({star(any()), literal(U"b")}));
  Context context{false, &outer.stack, inner.program.get()};
  const auto match_inside = [](void* pointer) {
    auto& that = *static_cast<Context*>(pointer);
    Matcher matcher(*that.program, subject(std::string_view("aab")), 0, 3, *that.stack);
    that.matched = matcher.match() == MatchStatus::Matched;
    return true;
  };
  const std::string text(60, 'x');
  Matcher matcher(*outer.program, subject(text), 0, INT64_MAX, outer.stack, {match_inside, &context});
  EXPECT_EQ(matcher.match(), MatchStatus::Interrupted);
  EXPECT_TRUE(context.matched);
  EXPECT_FALSE(outer.stack.is_borrowed());
}

TEST(Matcher, a_search_skips_the_run_its_first_loop_went_through) {
  // Quadratic without that: half a million starts, each running to the end.
  const std::string text(500'000, 'a');
  EXPECT_EQ(all_matches(sequence({plus(range('a', 'z')), literal(U"@")}), text), "");
}

}  // namespace
}  // namespace taipan::sre::test
