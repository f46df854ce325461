// tests/unit/base/bits_test.cpp -- alignment arithmetic.
#include "base/bits.h"

#include <gtest/gtest.h>

namespace taipan::test {
namespace {

TEST(BitsTest, alignment_rounds_up_and_down) {
  EXPECT_EQ(align_up(0, 8), 0u);
  EXPECT_EQ(align_up(1, 8), 8u);
  EXPECT_EQ(align_up(16, 8), 16u);
  EXPECT_EQ(align_down(15, 8), 8u);
  EXPECT_TRUE(is_aligned(4096, 4096));
  EXPECT_FALSE(is_aligned(4097, 4096));
}

TEST(BitsTest, powers_of_two_are_recognised) {
  EXPECT_TRUE(is_power_of_two(1));
  EXPECT_TRUE(is_power_of_two(uint64_t{1} << 63));
  EXPECT_FALSE(is_power_of_two(0));
  EXPECT_FALSE(is_power_of_two(12));
}

TEST(BitsTest, division_rounds_up) {
  EXPECT_EQ(divide_round_up(0, 4), 0u);
  EXPECT_EQ(divide_round_up(9, 4), 3u);
  EXPECT_EQ(divide_round_up(UINT64_MAX, 2), uint64_t{1} << 63);
}

}  // namespace
}  // namespace taipan::test
