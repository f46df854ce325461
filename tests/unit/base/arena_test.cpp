#include "base/arena.h"

#include "gtest/gtest.h"

namespace taipan {
namespace {

struct Point {
  int x;
  int y;
};

TEST(Arena, keeps_what_was_made_while_it_grows) {
  Arena arena(64);
  Point* first = arena.make<Point>(1, 2);
  for (int i = 0; i < 10000; ++i) arena.make<Point>(i, i);
  EXPECT_EQ(first->x, 1);
  EXPECT_EQ(first->y, 2);
}

TEST(Arena, aligns) {
  Arena arena;
  arena.allocate(1, 1);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(arena.allocate(8, 16)) % 16, 0u);
  arena.allocate(1, 1);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(arena.allocate_array<double>(3)) % alignof(double), 0u);
}

TEST(Arena, gives_more_than_a_chunk_holds) {
  Arena arena(64);
  char* large = arena.allocate_array<char>(1 << 20);
  large[(1 << 20) - 1] = 'x';
  EXPECT_GE(arena.reserved(), size_t{1} << 20);
}

TEST(Arena, copies_texts_with_a_zero_behind) {
  Arena arena;
  const std::string_view copy = arena.copy("text");
  EXPECT_EQ(copy, "text");
  EXPECT_EQ(copy.data()[4], 0);
  EXPECT_NE(arena.copy("").data(), nullptr);
}

TEST(Arena, moves_its_contents) {
  Arena arena;
  const std::string_view copy = arena.copy("text");
  Arena other = std::move(arena);
  EXPECT_EQ(copy, "text");
  EXPECT_EQ(arena.reserved(), 0u);
}

TEST(Arena, is_empty_after_reset) {
  Arena arena;
  arena.copy("text");
  arena.reset();
  EXPECT_EQ(arena.reserved(), 0u);
  EXPECT_EQ(arena.copy("again"), "again");
}

}  // namespace
}  // namespace taipan
