// tests/unit/gc/allocation_test.cpp -- what a fresh object looks like.
#include "test_objects.h"

namespace taipan::test {
namespace {

using AllocationTest = HeapTest;

TEST_F(AllocationTest, header_is_set_and_memory_is_zero) {
  for (int i = 0; i < 10000; ++i) {
    Node* node = heap.allocate_as<Node>(node_shape);
    ASSERT_EQ(node->shape(), node_shape);
    ASSERT_EQ(node->gc_bits, 0);
    ASSERT_EQ(node->flags, 0);
    ASSERT_EQ(node->aux, 0);
    ASSERT_EQ(node->left, nullptr);
    ASSERT_EQ(node->number, 0u);
    node->number = ~uint64_t{0};
  }
}

TEST_F(AllocationTest, memory_is_zero_again_after_collections) {
  for (int round = 0; round < 5; ++round) {
    for (uint64_t size = 0; size < 20000; size += 61) {
      Bytes* bytes = new_bytes(size);
      for (uint64_t i = 0; i < size; ++i)
        ASSERT_EQ(bytes->data()[i], 0) << size;
      for (uint64_t i = 0; i < size; ++i)
        bytes->data()[i] = 0xFF;
      if (size % 610 == 0) roots.push_back(bytes);
    }
    if (round == 3) roots.clear();
    heap.collect(round % 2 == 0 ? CollectionKind::Minor : CollectionKind::Major);
  }
}

TEST_F(AllocationTest, objects_are_aligned_and_do_not_overlap) {
  uintptr_t last_end = 0;
  for (uint64_t size = 0; size < 300; ++size) {
    Bytes* bytes = new_bytes(size);
    const uintptr_t address = reinterpret_cast<uintptr_t>(bytes);
    EXPECT_EQ(address % 8, 0u);
    if (address > last_end) EXPECT_GE(address, last_end);
    last_end = address + occupied_bytes(sizeof(Bytes) + size);
    roots.push_back(bytes);
  }
  heap.verify();
}

TEST_F(AllocationTest, small_objects_take_sixteen_bytes_at_least) {
  EXPECT_EQ(occupied_bytes(0), 16u);
  EXPECT_EQ(occupied_bytes(8), 16u);
  EXPECT_EQ(occupied_bytes(17), 24u);
}

TEST_F(AllocationTest, medium_objects_leave_the_current_hole_to_small_ones) {
  Node* first = new_node(1);
  (void)new_bytes(8000);
  (void)new_bytes(8000);
  (void)new_bytes(8000);
  (void)new_bytes(8000);
  Node* second = new_node(2);
  EXPECT_LT(reinterpret_cast<uintptr_t>(second) - reinterpret_cast<uintptr_t>(first), size_t{32} << 10);
}

TEST_F(AllocationTest, compiled_code_finds_cursor_and_limit_at_the_start_of_the_heap) {
  (void)new_node(1);
  const auto* words = reinterpret_cast<const uintptr_t*>(&heap);
  const uintptr_t cursor = words[Heap::kCursorOffset / 8];
  EXPECT_LE(cursor, words[Heap::kLimitOffset / 8]);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(new_node(2)), cursor);
}

TEST_F(AllocationTest, statistics_count_what_is_in_use) {
  const size_t before = heap.bytes_in_use();
  roots.push_back(new_bytes(1 << 20));
  EXPECT_GE(heap.bytes_in_use(), before + (1 << 20));
  EXPECT_GE(heap.bytes_committed(), size_t{1} << 20);
}

}  // namespace
}  // namespace taipan::test
