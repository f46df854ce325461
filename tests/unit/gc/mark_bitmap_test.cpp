// tests/unit/gc/mark_bitmap_test.cpp -- searching marks.
#include <gtest/gtest.h>

#include "gc/mark_bitmap_private.h"

namespace taipan::test {
namespace {

constexpr size_t kBytes = size_t{1} << 20;

TEST(MarkBitmapTest, marking_says_whether_it_was_new) {
  MarkBitmap marks(kBytes);
  EXPECT_TRUE(marks.mark(1024));
  EXPECT_FALSE(marks.mark(1024));
  EXPECT_TRUE(marks.is_marked(1024));
  EXPECT_FALSE(marks.is_marked(1032));
  marks.clear(1024);
  EXPECT_FALSE(marks.is_marked(1024));
}

TEST(MarkBitmapTest, finds_the_last_mark_before) {
  MarkBitmap marks(kBytes);
  marks.mark(0);
  marks.mark(504);
  marks.mark(4096);
  EXPECT_EQ(marks.last_mark_at_or_before(4096, 0), 4096u);
  EXPECT_EQ(marks.last_mark_at_or_before(4088, 0), 504u);
  EXPECT_EQ(marks.last_mark_at_or_before(496, 0), 0u);
  EXPECT_EQ(marks.last_mark_at_or_before(4088, 1024), MarkBitmap::kNone);
  EXPECT_EQ(marks.last_mark_at_or_before(1000, 512), MarkBitmap::kNone);
}

TEST(MarkBitmapTest, finds_the_first_mark_from) {
  MarkBitmap marks(kBytes);
  marks.mark(504);
  marks.mark(4096);
  EXPECT_EQ(marks.first_mark_from(0, kBytes), 504u);
  EXPECT_EQ(marks.first_mark_from(504, kBytes), 504u);
  EXPECT_EQ(marks.first_mark_from(512, kBytes), 4096u);
  EXPECT_EQ(marks.first_mark_from(512, 4096), MarkBitmap::kNone);
  EXPECT_EQ(marks.first_mark_from(4104, kBytes), MarkBitmap::kNone);
}

TEST(MarkBitmapTest, counts_and_clears) {
  MarkBitmap marks(size_t{1} << 30);
  for (uintptr_t offset = 0; offset < size_t{1} << 27; offset += 4096)
    marks.mark(offset);
  EXPECT_EQ(marks.count(32768, 32768), 8u);
  marks.clear_all(kBytes);
  EXPECT_EQ(marks.count(0, kBytes), 0u);
  EXPECT_EQ(marks.count(kBytes, kBytes), 256u);
  marks.clear_all(size_t{1} << 27);
  EXPECT_EQ(marks.count(0, size_t{1} << 27), 0u);
}

}  // namespace
}  // namespace taipan::test
