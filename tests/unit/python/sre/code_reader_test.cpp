// tests/unit/python/sre/code_reader_test.cpp
#include "python/sre/code_reader.h"

#include "gtest/gtest.h"

#include "tests/unit/python/sre/code_writer.h"

namespace taipan::sre::test {
namespace {

bool is_valid(const Code& code, uint32_t groups = 0) {
  return read_code(code, groups).has_value();
}

TEST(CodeReader, accepts_the_empty_pattern) {
  EXPECT_TRUE(is_valid(whole({})));
}

TEST(CodeReader, rejects_no_words) {
  EXPECT_FALSE(is_valid({}));
}

TEST(CodeReader, rejects_code_without_success_at_its_end) {
  EXPECT_FALSE(is_valid(literal(U"a")));
}

TEST(CodeReader, rejects_unknown_opcodes) {
  EXPECT_FALSE(is_valid(whole({1000})));
}

TEST(CodeReader, rejects_a_missing_operand) {
  EXPECT_FALSE(is_valid({word(Word::Literal), word(Word::Success)}));
}

TEST(CodeReader, rejects_marks_and_references_of_groups_that_do_not_exist) {
  EXPECT_TRUE(is_valid(whole(group(1, literal(U"a"))), 1));
  EXPECT_FALSE(is_valid(whole(group(2, literal(U"a"))), 1));
  EXPECT_FALSE(is_valid(whole(group_ref(2)), 1));
  EXPECT_FALSE(is_valid(whole(conditional(2, literal(U"a"), {})), 1));
}

TEST(CodeReader, rejects_skips_that_lead_outside) {
  EXPECT_FALSE(is_valid(whole({word(Word::AtomicGroup), 99, word(Word::Success)})));
  EXPECT_FALSE(is_valid(whole({word(Word::AtomicGroup), 0, word(Word::Success)})));
  EXPECT_FALSE(is_valid(whole({word(Word::AtomicGroup), 0xFFFFFFFF, word(Word::Success)})));
  EXPECT_FALSE(is_valid(whole({word(Word::Branch), 50, word(Word::Failure)})));
}

TEST(CodeReader, rejects_repeats_with_more_minimum_than_maximum) {
  EXPECT_FALSE(is_valid(whole(repeat_one(Word::RepeatOne, 3, 2, any()))));
}

TEST(CodeReader, rejects_a_repeat_without_its_until) {
  EXPECT_FALSE(is_valid(whole(repeat(0, 1, literal(U"ab"), Word::Success))));
}

TEST(CodeReader, rejects_alternatives_that_jump_to_different_places) {
  Code code = branch({literal(U"a"), literal(U"b")});
  EXPECT_TRUE(is_valid(whole(code)));
  code[5] += 1;
  EXPECT_FALSE(is_valid(whole(code)));
}

TEST(CodeReader, rejects_sets_without_end_and_unknown_categories) {
  EXPECT_FALSE(is_valid(whole({word(Word::In), 4, word(Word::Literal), 'a', word(Word::Literal)})));
  EXPECT_FALSE(is_valid(whole({word(Word::In), 4, word(Word::Category), 18, word(Word::Failure)})));
  EXPECT_FALSE(is_valid(whole({word(Word::At), kAtCodeCount})));
}

TEST(CodeReader, knows_the_shortest_match) {
  const auto tree = read_code(whole(branch({literal(U"abc"), repeat(2, 5, literal(U"xy"))})), 0);
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->nodes[0].min_width, 3u);
}

TEST(CodeReader, reads_nesting_of_any_depth) {
  Code body = literal(U"a");
  constexpr uint32_t kDepth = 3000;
  for (uint32_t i = 0; i < kDepth; ++i)
    body = atomic(body);
  EXPECT_TRUE(is_valid(whole(body)));
}

TEST(CodeReader, tells_a_conditional_with_and_without_alternative_apart) {
  EXPECT_TRUE(is_valid(whole(conditional(1, literal(U"a"), literal(U"b"))), 1));
  // The character 15 has the number of the opcode JUMP.
  const Code yes = literal(U"\x0F");
  EXPECT_TRUE(is_valid(whole(sequence({{word(Word::GroupRefExists), 0, size(yes) + 2}, yes})), 1));
}

}  // namespace
}  // namespace taipan::sre::test
