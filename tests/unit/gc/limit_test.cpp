// tests/unit/gc/limit_test.cpp -- the heap's limit.
#include "test_objects.h"

namespace taipan::test {
namespace {

class LimitTest : public HeapTest {
 protected:
  LimitTest() { heap.set_limit(size_t{4} << 20); }
};

TEST_F(LimitTest, large_allocation_over_the_limit_fails) {
  EXPECT_NE(heap.try_allocate(bytes_shape, 1 << 20), nullptr);
  EXPECT_EQ(heap.try_allocate(bytes_shape, 5 << 20), nullptr);
  EXPECT_EQ(observer.limits, 0);
}

TEST_F(LimitTest, garbage_makes_room) {
  for (int i = 0; i < 50; ++i) {
    auto* bytes = static_cast<Bytes*>(heap.try_allocate(bytes_shape, sizeof(Bytes) + (3 << 20)));
    ASSERT_NE(bytes, nullptr);
    bytes->capacity = 3 << 20;
  }
}

TEST_F(LimitTest, growing_over_the_limit_fails_and_changes_nothing) {
  Bytes* bytes = new_bytes(3 << 20);
  bytes->data()[5] = 5;
  roots.push_back(bytes);
  EXPECT_EQ(heap.resize_large(bytes, sizeof(Bytes) + (3 << 20), sizeof(Bytes) + (6 << 20)), nullptr);
  EXPECT_EQ(bytes->data()[5], 5);
  heap.verify();
}

TEST_F(LimitTest, small_allocations_raise_the_flag_once_and_go_on) {
  roots.push_back(nullptr);
  while (heap.bytes_in_use() < size_t{5} << 20)
    roots[0] = new_node(1, static_cast<Node*>(roots[0]));
  EXPECT_EQ(observer.limits, 1);
  EXPECT_LT(heap.statistics().major_collections, 50u);
  roots.clear();
  major();
  roots.push_back(nullptr);
  while (heap.bytes_in_use() < size_t{5} << 20)
    roots[0] = new_node(1, static_cast<Node*>(roots[0]));
  EXPECT_EQ(observer.limits, 2);
}

TEST_F(LimitTest, garbage_does_not_raise_the_flag) {
  for (int i = 0; i < 1000000; ++i)
    (void)new_node(1);
  EXPECT_EQ(observer.limits, 0);
}

TEST_F(LimitTest, external_bytes_count) {
  heap.add_external_bytes(3 << 20);
  EXPECT_EQ(heap.try_allocate(bytes_shape, 2 << 20), nullptr);
  heap.add_external_bytes(-(3 << 20));
  EXPECT_NE(heap.try_allocate(bytes_shape, 2 << 20), nullptr);
}

}  // namespace
}  // namespace taipan::test
