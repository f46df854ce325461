// tests/unit/gc/address_space_test.cpp -- units of the heap's range.
#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <vector>

#include "base/bits.h"
#include "gc/address_space_private.h"

namespace taipan::test {
namespace {

class AddressSpaceTest : public ::testing::Test {
 protected:
  AddressSpace space{256 * kMiB};

  unsigned char* bytes(uint32_t unit) { return reinterpret_cast<unsigned char*>(space.address_of(unit)); }
};

TEST_F(AddressSpaceTest, units_come_from_the_lowest_free_place) {
  EXPECT_EQ(space.take_units(1), 0u);
  EXPECT_EQ(space.take_units(4), 1u);
  EXPECT_EQ(space.take_units(1), 5u);
  space.give_back(1, 4);
  EXPECT_EQ(space.take_units(2), 1u);
  EXPECT_EQ(space.take_units(3), 6u);
  EXPECT_EQ(space.take_units(2), 3u);
}

TEST_F(AddressSpaceTest, neighbours_join) {
  for (uint32_t i = 0; i < 6; ++i)
    ASSERT_EQ(space.take_units(1), i);
  space.give_back(1, 1);
  space.give_back(3, 1);
  space.give_back(2, 1);
  EXPECT_EQ(space.take_units(3), 1u);
}

TEST_F(AddressSpaceTest, run_at_the_frontier_is_extended) {
  EXPECT_EQ(space.take_units(3), 0u);
  space.give_back(1, 2);
  EXPECT_EQ(space.take_units(10), 1u);
  EXPECT_EQ(space.free_units_below_frontier(), 0u);
}

TEST_F(AddressSpaceTest, units_behind_can_be_taken_if_free) {
  EXPECT_EQ(space.take_units(2), 0u);
  EXPECT_EQ(space.take_units(2), 2u);
  EXPECT_FALSE(space.take_units_at(2, 1));
  EXPECT_TRUE(space.take_units_at(4, 3));
  EXPECT_EQ(space.frontier(), 7u);
  space.give_back(2, 2);
  EXPECT_FALSE(space.take_units_at(2, 3));
  EXPECT_TRUE(space.take_units_at(2, 1));
  EXPECT_EQ(space.take_units(1), 3u);
}

TEST_F(AddressSpaceTest, exhaustion_is_a_value) {
  EXPECT_EQ(space.take_units(1 << 20), AddressSpace::kNoUnit);
  EXPECT_NE(space.take_units(8000), AddressSpace::kNoUnit);
  EXPECT_EQ(space.take_units(8000), AddressSpace::kNoUnit);
}

TEST_F(AddressSpaceTest, zeroing_reaches_what_was_dirty) {
  const uint32_t unit = space.take_units(2);
  const uintptr_t start = space.address_of(unit);
  space.zero(start, start + 40000);
  std::fill_n(bytes(unit), 40000, 0xAB);
  EXPECT_EQ(space.dirty_bytes(), 40960u);
  space.give_back(unit, 2);
  ASSERT_EQ(space.take_units(2), unit);
  space.zero(start, start + 2 * kUnitBytes);
  EXPECT_TRUE(std::all_of(bytes(unit), bytes(unit) + 2 * kUnitBytes, [](unsigned char byte) { return byte == 0; }));
  EXPECT_EQ(space.dirty_bytes(), 2 * kUnitBytes);
}

TEST_F(AddressSpaceTest, discarded_pages_are_clean) {
  const uint32_t unit = space.take_units(4);
  const uintptr_t start = space.address_of(unit);
  space.zero(start, start + 4 * kUnitBytes);
  std::fill_n(bytes(unit), 4 * kUnitBytes, 0xAB);
  space.give_back(unit, 4);
  space.discard_free_pages(kUnitBytes);
  EXPECT_EQ(space.dirty_bytes(), kUnitBytes);
  ASSERT_EQ(space.take_units(4), unit);
  space.zero(start, start + 4 * kUnitBytes);
  EXPECT_TRUE(std::all_of(bytes(unit), bytes(unit) + 4 * kUnitBytes, [](unsigned char byte) { return byte == 0; }));
}

TEST_F(AddressSpaceTest, moved_units_keep_their_bytes) {
  const uint32_t from = space.take_units(2);
  const uint32_t to = space.take_units(2);
  space.zero(space.address_of(from), space.address_of(from) + 2 * kUnitBytes);
  bytes(from)[50000] = 77;
  ASSERT_TRUE(space.move_units(from, to, 2));
  EXPECT_EQ(bytes(to)[50000], 77);
  EXPECT_EQ(bytes(from)[50000], 0);
  EXPECT_EQ(space.dirty_bytes(), 2 * kUnitBytes);
}

TEST_F(AddressSpaceTest, random_use_never_hands_out_a_unit_twice) {
  std::mt19937 random(1);
  std::vector<std::pair<uint32_t, uint32_t>> taken;
  std::vector<bool> is_taken(8192);
  for (int i = 0; i < 20000; ++i) {
    if (taken.size() < 300 && random() % 2 == 0) {
      const uint32_t count = 1 + random() % (random() % 8 == 0 ? 40 : 3);
      const uint32_t start = space.take_units(count);
      if (start == AddressSpace::kNoUnit) continue;
      for (uint32_t unit = start; unit < start + count; ++unit) {
        ASSERT_FALSE(is_taken[unit]);
        is_taken[unit] = true;
      }
      taken.emplace_back(start, count);
    } else if (!taken.empty()) {
      std::swap(taken[random() % taken.size()], taken.back());
      const auto [start, count] = taken.back();
      taken.pop_back();
      for (uint32_t unit = start; unit < start + count; ++unit)
        is_taken[unit] = false;
      space.give_back(start, count);
    }
    const auto used = static_cast<size_t>(std::count(is_taken.begin(), is_taken.end(), true));
    ASSERT_EQ(used + space.free_units_below_frontier(), space.frontier());
  }
  EXPECT_LT(space.frontier(), 2500u);
}

}  // namespace
}  // namespace taipan::test
