// Growth and contents of scratch buffers.
#include "base/numbers/scratch_buffer.h"

#include <string_view>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

TEST(ScratchBuffer, KeepsItsElementsWhenItOutgrowsItsInlineRoom) {
  ScratchBuffer<int, 4> buffer;
  for (int i = 0; i < 100; ++i)
    buffer.push_back(i);
  ASSERT_EQ(buffer.size(), 100u);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(buffer[static_cast<size_t>(i)], i);
}

TEST(ScratchBuffer, AppendsRunsAndRepeats) {
  ScratchBuffer<char, 4> buffer;
  buffer.append("abc", 3);
  buffer.append_repeated('x', 3);
  EXPECT_EQ(std::string_view(buffer.data(), buffer.size()), "abcxxx");
}

TEST(ScratchBuffer, RefusesASizeThatNoMemoryHolds) {
  ScratchBuffer<uint64_t, 4> buffer;
  EXPECT_FALSE(buffer.try_reserve(SIZE_MAX / 4));
  EXPECT_EQ(buffer.size(), 0u);
}

}  // namespace
}  // namespace taipan::numbers
