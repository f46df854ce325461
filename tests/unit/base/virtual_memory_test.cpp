// tests/unit/base/virtual_memory_test.cpp -- pages from the system.
#include "base/virtual_memory.h"

#include <gtest/gtest.h>

#include "base/bits.h"

namespace taipan::test {
namespace {

TEST(VirtualMemoryTest, reserved_memory_is_aligned_and_can_be_committed) {
  void* range = reserve_memory(4 * kMiB, 2 * kMiB);
  ASSERT_NE(range, nullptr);
  EXPECT_TRUE(is_aligned(reinterpret_cast<uintptr_t>(range), 2 * kMiB));
  ASSERT_TRUE(commit_memory(range, kPageBytes));
  auto* bytes = static_cast<unsigned char*>(range);
  EXPECT_EQ(bytes[100], 0);
  bytes[100] = 1;
  discard_memory(range, kPageBytes);
  EXPECT_EQ(bytes[100], 0);
  release_memory(range, 4 * kMiB);
}

TEST(VirtualMemoryTest, an_address_in_use_is_not_reserved_again) {
  void* range = map_memory(kPageBytes);
  ASSERT_NE(range, nullptr);
  EXPECT_FALSE(reserve_memory_at(reinterpret_cast<uintptr_t>(range), kPageBytes));
  release_memory(range, kPageBytes);
}

TEST(VirtualMemoryTest, moved_pages_leave_zeroes) {
  auto* from = static_cast<unsigned char*>(map_memory(kMiB));
  auto* to = static_cast<unsigned char*>(map_memory(kMiB));
  from[12345] = 9;
  ASSERT_TRUE(move_memory(from, to, kMiB));
  EXPECT_EQ(to[12345], 9);
  EXPECT_EQ(from[12345], 0);
  release_memory(from, kMiB);
  release_memory(to, kMiB);
}

TEST(VirtualMemoryTest, the_machine_has_memory) {
  EXPECT_GT(physical_memory_bytes(), 64 * kMiB);
}

}  // namespace
}  // namespace taipan::test
