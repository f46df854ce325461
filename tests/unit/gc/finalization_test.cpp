// tests/unit/gc/finalization_test.cpp -- finalisers of the language, and native ones.
#include "test_objects.h"

namespace taipan::test {
namespace {

using FinalizationTest = HeapTest;

TEST_F(FinalizationTest, unreachable_object_is_queued_with_its_subgraph) {
  Node* node = new_node(1, new_node(2));
  heap.register_finalizable(node);
  minor();
  EXPECT_EQ(observer.pending, 1);
  EXPECT_TRUE(heap.has_pending_finalization());
  minor();
  major();
  EXPECT_EQ(heap.take_pending_finalization(), node);
  EXPECT_EQ(node->left->number, 2u);
  EXPECT_EQ(heap.take_pending_finalization(), nullptr);
}

TEST_F(FinalizationTest, reachable_object_is_not_queued) {
  roots.push_back(new_node(1));
  heap.register_finalizable(roots[0]);
  minor();
  major();
  EXPECT_FALSE(heap.has_pending_finalization());
  roots.clear();
  minor();
  EXPECT_FALSE(heap.has_pending_finalization());
  major();
  EXPECT_TRUE(heap.has_pending_finalization());
}

TEST_F(FinalizationTest, resurrected_object_lives_on_and_is_not_finalised_twice) {
  Node* node = new_node(1);
  heap.register_finalizable(node);
  minor();
  roots.push_back(heap.take_pending_finalization());
  major();
  EXPECT_EQ(node->number, 1u);
  roots.clear();
  major();
  EXPECT_FALSE(heap.has_pending_finalization());
  EXPECT_EQ(count_objects(), 0u);
}

TEST_F(FinalizationTest, all_of_a_cycle_are_queued_in_order_of_registration) {
  Node* a = new_node(1);
  Node* b = new_node(2, a);
  a->left = b;
  heap.register_finalizable(a);
  heap.register_finalizable(b);
  major();
  EXPECT_EQ(heap.take_pending_finalization(), a);
  EXPECT_EQ(heap.take_pending_finalization(), b);
}

TEST_F(FinalizationTest, unregistered_object_just_dies) {
  Node* node = new_node(1);
  heap.register_finalizable(node);
  heap.unregister_finalizable(node);
  major();
  EXPECT_FALSE(heap.has_pending_finalization());
  EXPECT_EQ(count_objects(), 0u);
}

TEST_F(FinalizationTest, everything_can_be_queued_at_the_end) {
  roots.push_back(new_node(1));
  heap.register_finalizable(roots[0]);
  heap.queue_all_finalizable();
  EXPECT_EQ(heap.take_pending_finalization(), roots[0]);
}

TEST_F(FinalizationTest, native_parts_are_freed_once) {
  int counter = 0;
  (void)new_native(&counter);
  roots.push_back(new_native(&counter));
  minor();
  EXPECT_EQ(counter, 1);
  major();
  EXPECT_EQ(counter, 1);
  roots.clear();
  minor();
  EXPECT_EQ(counter, 1);
  major();
  EXPECT_EQ(counter, 2);
  major();
  EXPECT_EQ(counter, 2);
}

TEST_F(FinalizationTest, native_part_waits_for_the_finaliser_that_needs_it) {
  int counter = 0;
  Node* node = new_node(1);
  roots.push_back(node);
  node->left = reinterpret_cast<Node*>(new_native(&counter));
  roots.clear();
  heap.register_finalizable(node);
  major();
  EXPECT_EQ(counter, 0);
  EXPECT_EQ(heap.take_pending_finalization(), node);
  major();
  EXPECT_EQ(counter, 1);
}

TEST(HeapEndTest, native_parts_are_freed_with_the_heap) {
  int counter = 0;
  {
    Heap heap(HeapConfig{});
    auto* native = static_cast<Native*>(heap.allocate_with_native(heap.allocate_shape(&kNativeLayout), sizeof(Native)));
    native->finalized = &counter;
    EXPECT_EQ(counter, 0);
  }
  EXPECT_EQ(counter, 1);
}

TEST_F(FinalizationTest, an_object_comes_before_what_it_refers_to) {
  Node* inner = new_node(1);
  Node* middle = new_node(2, new_node(20, inner));
  Node* outer = new_node(3, nullptr, middle);
  Node* alone = new_node(4);
  for (Node* node : {inner, middle, outer, alone})
    heap.register_finalizable(node);
  major();
  for (Node* node : {outer, middle, inner, alone})
    EXPECT_EQ(heap.take_pending_finalization(), node);
}

TEST_F(FinalizationTest, objects_that_do_not_know_each_other_keep_their_order) {
  std::vector<Node*> nodes;
  for (uint64_t i = 0; i < 10; ++i) {
    nodes.push_back(new_node(i));
    heap.register_finalizable(nodes.back());
  }
  minor();
  for (Node* node : nodes)
    EXPECT_EQ(heap.take_pending_finalization(), node);
}

TEST_F(FinalizationTest, cycles_of_finalisable_objects_are_all_queued) {
  Node* a = new_node(1);
  Node* b = new_node(2, a);
  set_left(a, b);
  heap.register_finalizable(a);
  heap.register_finalizable(b);
  major();
  EXPECT_NE(heap.take_pending_finalization(), heap.take_pending_finalization());
  EXPECT_FALSE(heap.has_pending_finalization());
}

}  // namespace
}  // namespace taipan::test
