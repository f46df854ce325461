// tests/unit/python/sre/program_test.cpp
#include "python/sre/program.h"

#include <string>

#include "gtest/gtest.h"

#include "tests/unit/python/sre/code_writer.h"

namespace taipan::sre::test {
namespace {

uint32_t count_of(const Program& program, Op op) {
  uint32_t count = 0;
  for (const Instruction& instruction : program.instructions())
    count += instruction.op == op;
  return count;
}

TEST(Program, is_null_for_invalid_code) {
  EXPECT_EQ(compile(literal(U"a"), 0), nullptr);
}

TEST(Program, literals_in_a_row_become_one_string) {
  const auto program = compile(whole(sequence({any(), literal(U"abc")})), 0);
  EXPECT_EQ(count_of(*program, Op::String), 1u);
  EXPECT_EQ(count_of(*program, Op::Character), 0u);
}

TEST(Program, a_loop_whose_characters_cannot_follow_never_gives_back) {
  const auto program = compile(whole(sequence({plus(range('a', 'z')), literal(U"!")})), 0);
  EXPECT_EQ(count_of(*program, Op::LoopPossessive), 1u);
}

TEST(Program, word_characters_and_spaces_are_disjoint_beyond_latin) {
  const auto program = compile(
      whole(sequence({plus(category(CategoryCode::UnicodeWord)), plus(category(CategoryCode::UnicodeSpace))})), 0);
  EXPECT_EQ(count_of(*program, Op::LoopPossessive), 1u);
}

TEST(Program, a_loop_whose_characters_may_follow_stops_where_they_do) {
  const auto program = compile(whole(sequence({star(any()), literal(U"x")})), 0);
  EXPECT_EQ(count_of(*program, Op::LoopGreedyFollow), 1u);
}

TEST(Program, what_follows_an_atomic_group_does_not_shorten_loops_inside) {
  const auto program = compile(whole(sequence({atomic(plus(literal(U"a"))), literal(U"a")})), 0);
  EXPECT_EQ(count_of(*program, Op::LoopGreedyFollow), 0u);
}

TEST(Program, alternatives_are_chosen_by_the_next_character) {
  const auto program = compile(whole(branch({literal(U"ab"), literal(U"cd"), literal(U"ae")})), 0);
  for (const Instruction& instruction : program->instructions()) {
    if (instruction.op != Op::Dispatch) continue;
    const DispatchTable& table = instruction.dispatch();
    const uint32_t* list = table.targets.data() + table.low['a'];
    EXPECT_NE(list[0], kEndOfTargets);
    EXPECT_NE(list[1], kEndOfTargets);
    EXPECT_EQ(list[2], kEndOfTargets);
    list = table.targets.data() + table.low['c'];
    EXPECT_EQ(list[1], kEndOfTargets);
    EXPECT_EQ(table.targets[table.low['x']], kEndOfTargets);
    return;
  }
  FAIL() << "no Dispatch";
}

TEST(Program, a_group_on_every_path_needs_no_undo) {
  const auto program = compile(whole(sequence({group(1, any()), repeat(0, 1, group(2, any()))})), 2);
  EXPECT_EQ(count_of(*program, Op::CloseMarkOnce), 1u);
  EXPECT_EQ(count_of(*program, Op::CloseMark), 1u);
}

TEST(Program, search_plans) {
  EXPECT_EQ(compile(whole(literal(U"abc")), 0)->search_plan(), SearchPlan::WholeLiteral);
  EXPECT_EQ(compile(whole(group(1, literal(U"abc"))), 1)->search_plan(), SearchPlan::Literal);
  EXPECT_EQ(compile(whole(sequence({literal(U"ab"), any()})), 0)->search_plan(), SearchPlan::Literal);
  EXPECT_EQ(compile(whole(plus(range('a', 'z'))), 0)->search_plan(), SearchPlan::FirstCharacter);
  EXPECT_EQ(compile(whole(sequence({at(AtCode::Beginning), any()})), 0)->search_plan(), SearchPlan::OnlyBeginning);
  EXPECT_EQ(compile(whole(sequence({at(AtCode::BeginningLine), any()})), 0)->search_plan(), SearchPlan::LineBeginnings);
  EXPECT_EQ(compile(whole(star(literal(U"a"))), 0)->search_plan(), SearchPlan::EveryPlace);
}

TEST(Program, a_first_loop_lets_searches_skip_its_run_unless_a_reference_asks) {
  EXPECT_TRUE(compile(whole(sequence({plus(range('a', 'z')), literal(U"@")})), 0)->skips_leading_run());
  EXPECT_FALSE(
      compile(whole(sequence({group(1, plus(range('a', 'z'))), literal(U"@"), group_ref(1)})), 1)->skips_leading_run());
}

TEST(Program, short_counted_loops_are_unrolled) {
  EXPECT_EQ(compile(whole(repeat(2, 3, literal(U"ab"))), 0)->slot_count(), 0u);
  EXPECT_EQ(compile(whole(repeat(200, 300, literal(U"ab"))), 0)->slot_count(), 1u);
}

TEST(Program, dump_has_a_line_for_each_instruction) {
  const auto program = compile(whole(sequence({any(), literal(U"abc")})), 0);
  std::vector<char> text;
  program->dump(text);
  const std::string dump(text.begin(), text.end());
  EXPECT_NE(dump.find("   0  Any"), std::string::npos);
  EXPECT_NE(dump.find("   1  String"), std::string::npos);
}

}  // namespace
}  // namespace taipan::sre::test
