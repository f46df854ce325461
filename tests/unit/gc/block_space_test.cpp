// tests/unit/gc/block_space_test.cpp -- holes and sweeping.
#include <gtest/gtest.h>

#include "base/bits.h"
#include "gc/block_space_private.h"

namespace taipan::test {
namespace {

class BlockSpaceTest : public ::testing::Test {
 protected:
  AddressSpace space{64 * kMiB};
  BlockSpace blocks{space};
  MarkBitmap marks{64 * kMiB};

  uint8_t* line_at(uintptr_t address) { return blocks.lines() + ((address - space.base()) >> kLineShift); }
};

TEST_F(BlockSpaceTest, first_hole_is_a_block) {
  const BlockSpace::Span hole = blocks.next_hole();
  EXPECT_EQ(hole.end - hole.begin, kUnitBytes);
  EXPECT_EQ(*line_at(hole.begin), kLineFresh | kLineFreshStart);
  EXPECT_EQ(*line_at(hole.end - 1), kLineFresh);
  EXPECT_EQ(blocks.occupied_bytes(), kUnitBytes);
}

TEST_F(BlockSpaceTest, empty_blocks_go_back) {
  (void)blocks.next_hole();
  (void)blocks.next_hole();
  blocks.sweep_touched(kFirstEpoch, marks);
  EXPECT_EQ(blocks.occupied_bytes(), 0u);
  EXPECT_EQ(space.free_units_below_frontier(), 2u);
}

#if !TAIPAN_ASAN && !defined(TAIPAN_POISON) && !defined(TAIPAN_STRESS)  // these lines have no objects to ask for their size
TEST_F(BlockSpaceTest, marked_lines_stay_and_holes_between_them_come_in_order) {
  const BlockSpace::Span block = blocks.next_hole();
  for (uintptr_t line : {0, 10, 11, 13, 200})
    *line_at(block.begin + line * kLineBytes) |= kFirstEpoch;
  blocks.sweep_touched(kFirstEpoch, marks);
  EXPECT_EQ(blocks.occupied_bytes(), 5 * kLineBytes);
  const uintptr_t expected[][2] = {{1, 10}, {14, 200}, {201, kLinesInBlock}};  // the single line 12 is too small
  for (const auto& [first, end] : expected) {
    const BlockSpace::Span hole = blocks.next_hole();
    EXPECT_EQ(hole.begin, block.begin + first * kLineBytes);
    EXPECT_EQ(hole.end, block.begin + end * kLineBytes);
  }
  EXPECT_NE(blocks.next_hole().begin - block.begin, 0u);
}

TEST_F(BlockSpaceTest, lines_of_another_epoch_are_freed_by_a_full_sweep) {
  const BlockSpace::Span block = blocks.next_hole();
  *line_at(block.begin) |= kFirstEpoch;
  blocks.sweep_touched(kFirstEpoch, marks);
  EXPECT_EQ(blocks.occupied_bytes(), kLineBytes);
  blocks.sweep_all(kFirstEpoch + 1, marks);
  EXPECT_EQ(blocks.occupied_bytes(), 0u);
}

TEST_F(BlockSpaceTest, crowded_blocks_are_left_alone) {
  const BlockSpace::Span block = blocks.next_hole();
  for (uintptr_t line = 0; line < kLinesInBlock - 20; ++line)
    *line_at(block.begin + line * kLineBytes) |= kFirstEpoch;
  blocks.sweep_touched(kFirstEpoch, marks);
  EXPECT_EQ(blocks.next_hole().begin, block.end);
}
#endif

TEST_F(BlockSpaceTest, exhaustion_is_an_empty_span) {
  while (space.take_units(1) != AddressSpace::kNoUnit) {
  }
  EXPECT_TRUE(blocks.next_hole().is_empty());
  EXPECT_TRUE(blocks.next_free_block().is_empty());
}

}  // namespace
}  // namespace taipan::test
