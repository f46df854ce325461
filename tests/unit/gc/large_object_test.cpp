// tests/unit/gc/large_object_test.cpp -- objects with pages of their own.
#include "test_objects.h"

namespace taipan::test {
namespace {

using LargeObjectTest = HeapTest;

TEST_F(LargeObjectTest, dead_ones_give_their_memory_back) {
  for (int i = 0; i < 1000; ++i)
    (void)new_bytes(1 << 20);
  EXPECT_LT(heap.bytes_committed(), size_t{16} << 20);
}

TEST_F(LargeObjectTest, live_ones_keep_contents_and_place) {
  for (uint64_t i = 0; i < 20; ++i) {
    Bytes* bytes = new_bytes(9000 + i * 10000);
    bytes->data()[bytes->capacity - 1] = static_cast<unsigned char>(i);
    roots.push_back(bytes);
    (void)new_bytes(50000);
  }
  minor();
  major();
  EXPECT_EQ(count_objects(), 20u);
  for (uint64_t i = 0; i < 20; ++i) {
    auto* bytes = static_cast<Bytes*>(roots[i]);
    EXPECT_EQ(bytes->data()[bytes->capacity - 1], i);
  }
}

TEST_F(LargeObjectTest, growing_keeps_contents_and_zeroes_the_rest) {
  uint64_t capacity = 2000;
  Array* array = new_array(capacity);
  roots.push_back(array);
  for (uint64_t i = 0; i < capacity; ++i)
    array->values()[i] = i << 49 | 2;
  while (capacity < 4000000) {
    const uint64_t larger = capacity + capacity / 2;
    if (capacity % 3 == 0) minor();
    array = static_cast<Array*>(heap.resize_large(array, sizeof(Array) + capacity * 8, sizeof(Array) + larger * 8));
    ASSERT_NE(array, nullptr);
    array->capacity = larger;
    roots[0] = array;
    for (uint64_t i = 0; i < capacity; i += 97)
      ASSERT_EQ(array->values()[i], i << 49 | 2);
    for (uint64_t i = capacity; i < larger; ++i) {
      ASSERT_EQ(array->values()[i], 0u);
      array->values()[i] = i << 49 | 2;
    }
    capacity = larger;
  }
  major();
  EXPECT_EQ(count_objects(), 1u);
  EXPECT_LT(heap.bytes_in_use(), capacity * 8 + (1 << 20));
}

TEST_F(LargeObjectTest, moving_by_pages_keeps_large_contents) {
  const uint64_t capacity = 1 << 20;
  Array* array = new_array(capacity);
  roots.push_back(array);
  roots.push_back(new_bytes(100000));  // in the way
  for (uint64_t i = 0; i < capacity; ++i)
    array->values()[i] = i << 49 | 2;
  minor();
  Array* larger =
      static_cast<Array*>(heap.resize_large(array, sizeof(Array) + capacity * 8, sizeof(Array) + capacity * 16));
  EXPECT_NE(larger, array);
  larger->capacity = capacity * 2;
  roots[0] = larger;
  EXPECT_EQ(larger->shape(), array_shape);
  EXPECT_EQ(larger->gc_bits, 0);
  for (uint64_t i = 0; i < capacity; ++i)
    ASSERT_EQ(larger->values()[i], i << 49 | 2);
  for (uint64_t i = capacity; i < 2 * capacity; ++i)
    ASSERT_EQ(larger->values()[i], 0u);
  // The place it left is zero when it is used again.
  Array* next = new_array(capacity);
  for (uint64_t i = 0; i < capacity; ++i)
    ASSERT_EQ(next->values()[i], 0u);
  minor();
}

TEST_F(LargeObjectTest, a_logged_array_that_moves_is_forgotten_by_the_log) {
  const uint64_t capacity = 1 << 20;
  Array* array = new_array(capacity);
  roots.push_back(array);
  roots.push_back(new_bytes(100000));
  minor();
  heap.write_barrier(array);
  array->values()[5] = reinterpret_cast<uint64_t>(new_node(5));
  Array* larger =
      static_cast<Array*>(heap.resize_large(array, sizeof(Array) + capacity * 8, sizeof(Array) + capacity * 16));
  larger->capacity = capacity * 2;
  roots[0] = larger;
  (void)new_bytes(100000);
  minor();
  EXPECT_EQ(reinterpret_cast<Node*>(larger->values()[5])->number, 5u);
}

TEST_F(LargeObjectTest, shrinking_gives_memory_back) {
  Bytes* bytes = new_bytes(10 << 20);
  roots.push_back(bytes);
  bytes->data()[100] = 7;
  const size_t before = heap.bytes_in_use();
  bytes = static_cast<Bytes*>(heap.resize_large(bytes, sizeof(Bytes) + (10 << 20), sizeof(Bytes) + (1 << 20)));
  bytes->capacity = 1 << 20;
  roots[0] = bytes;
  EXPECT_EQ(bytes->data()[100], 7);
  EXPECT_LE(heap.bytes_in_use(), before - (9 << 20) + 4096);
  major();
}

TEST_F(LargeObjectTest, resizing_crosses_the_border_to_small_objects) {
  Bytes* bytes = new_bytes(100);
  bytes->data()[99] = 9;
  bytes = static_cast<Bytes*>(heap.resize_large(bytes, sizeof(Bytes) + 100, sizeof(Bytes) + 20000));
  bytes->capacity = 20000;
  EXPECT_EQ(bytes->data()[99], 9);
  bytes = static_cast<Bytes*>(heap.resize_large(bytes, sizeof(Bytes) + 20000, sizeof(Bytes) + 200));
  bytes->capacity = 200;
  EXPECT_EQ(bytes->data()[99], 9);
  roots.push_back(bytes);
  major();
  EXPECT_EQ(count_objects(), 1u);
}

TEST_F(LargeObjectTest, released_ones_are_free_at_once) {
  const size_t before = heap.bytes_in_use();
  Bytes* young = new_bytes(1 << 20);
  heap.release_large(young, sizeof(Bytes) + (1 << 20));
  EXPECT_EQ(heap.bytes_in_use(), before);
  Array* old = new_array(1 << 17);
  roots.push_back(old);
  minor();
  set_element(old, 3, new_node(1));
  roots.clear();
  heap.release_large(old, sizeof(Array) + (8 << 17));
  roots.push_back(new_array(1 << 17));
  minor();
  EXPECT_EQ(count_objects(), 1u);
}

TEST_F(LargeObjectTest, releasing_a_small_one_does_nothing) {
  Bytes* bytes = new_bytes(10);
  roots.push_back(bytes);
  heap.release_large(bytes, sizeof(Bytes) + 10);
  EXPECT_TRUE(is_allocated(bytes));
}

TEST_F(LargeObjectTest, absurd_sizes_fail_softly) {
  EXPECT_EQ(heap.try_allocate(bytes_shape, size_t{1} << 50), nullptr);
  EXPECT_EQ(heap.try_allocate(bytes_shape, SIZE_MAX), nullptr);
  EXPECT_EQ(heap.try_allocate(bytes_shape, SIZE_MAX - 6), nullptr);
}

}  // namespace
}  // namespace taipan::test
