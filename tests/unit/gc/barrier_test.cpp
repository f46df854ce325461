// tests/unit/gc/barrier_test.cpp -- references from old objects to young ones.
#include "test_objects.h"

namespace taipan::test {
namespace {

using BarrierTest = HeapTest;

TEST_F(BarrierTest, young_object_in_an_old_one_survives) {
  Node* old = new_node(1);
  roots.push_back(old);
  minor();
  EXPECT_NE(old->gc_bits & kGcUnlogged, 0);
  set_left(old, new_node(2, new_node(3)));
  EXPECT_EQ(old->gc_bits & kGcUnlogged, 0);
  minor();
  EXPECT_EQ(old->left->left->number, 3u);
  EXPECT_NE(old->gc_bits & kGcUnlogged, 0);
}

TEST_F(BarrierTest, fresh_objects_are_not_logged) {
  Node* young = new_node(1);
  EXPECT_EQ(young->gc_bits & kGcUnlogged, 0);
}

TEST_F(BarrierTest, object_is_logged_again_after_each_collection) {
  Node* old = new_node(1);
  roots.push_back(old);
  for (uint64_t i = 0; i < 10; ++i) {
    minor();
    set_left(old, new_node(i, old->left));
    set_left(old, new_node(i + 100, old->left));
  }
  minor();
  EXPECT_EQ(count_objects(), 21u);
}

TEST_F(BarrierTest, slots_of_a_large_array_are_remembered_one_by_one) {
  Array* array = new_array(100000);
  roots.push_back(array);
  minor();
  for (uint64_t index : {uint64_t{0}, uint64_t{77}, uint64_t{50000}, uint64_t{99999}}) {
    set_element(array, index, new_node(index));
  }
  EXPECT_NE(array->gc_bits & kGcUnlogged, 0);
  minor();
  for (uint64_t index : {uint64_t{0}, uint64_t{77}, uint64_t{50000}, uint64_t{99999}}) {
    EXPECT_EQ(reinterpret_cast<Node*>(array->values()[index])->number, index);
  }
  EXPECT_EQ(count_objects(), 5u);
  set_element(array, 77, nullptr);
  major();
  EXPECT_EQ(count_objects(), 4u);
}

TEST_F(BarrierTest, a_large_array_may_be_logged_as_a_whole) {
  Array* array = new_array(100000);
  roots.push_back(array);
  minor();
  heap.write_barrier(array);
  for (uint64_t i = 0; i < 1000; ++i)
    array->values()[i * 100] = reinterpret_cast<uint64_t>(new_node(i));
  minor();
  for (uint64_t i = 0; i < 1000; ++i)
    ASSERT_EQ(reinterpret_cast<Node*>(array->values()[i * 100])->number, i);
}

TEST_F(BarrierTest, a_large_array_with_cards_may_then_be_logged_as_a_whole) {
  Array* array = new_array(100000);
  roots.push_back(array);
  minor();
  set_element(array, 5, new_node(5));
  heap.write_barrier(array);
  array->values()[70000] = reinterpret_cast<uint64_t>(new_node(7));
  minor();
  EXPECT_EQ(reinterpret_cast<Node*>(array->values()[5])->number, 5u);
  EXPECT_EQ(reinterpret_cast<Node*>(array->values()[70000])->number, 7u);
}

TEST_F(BarrierTest, slots_of_a_small_array_work_too) {
  Array* array = new_array(10);
  roots.push_back(array);
  minor();
  set_element(array, 9, new_node(9));
  minor();
  EXPECT_EQ(reinterpret_cast<Node*>(array->values()[9])->number, 9u);
}

TEST_F(BarrierTest, old_shapes_are_owners_too) {
  minor();
  heap.write_barrier(node_shape);
  static_cast<TestShape*>(node_shape)->referent = new_node(1);
  minor();
  EXPECT_EQ(count_objects(), 1u);
}

}  // namespace
}  // namespace taipan::test
