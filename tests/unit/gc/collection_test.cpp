// tests/unit/gc/collection_test.cpp -- what survives minor and major collections.
#include "test_objects.h"

namespace taipan::test {
namespace {

using CollectionTest = HeapTest;

TEST_F(CollectionTest, reachable_graph_survives_a_minor_collection) {
  Node* root = new_node(1, new_node(2), new_node(3, new_node(4)));
  roots.push_back(root);
  minor();
  EXPECT_EQ(root->left->number, 2u);
  EXPECT_EQ(root->right->left->number, 4u);
  EXPECT_EQ(count_objects(), 4u);
}

TEST_F(CollectionTest, unreachable_young_objects_go_in_a_minor_collection) {
  for (uint64_t i = 0; i < 1000; ++i)
    (void)new_node(i);
  roots.push_back(new_node(7));
  minor();
  EXPECT_EQ(count_objects(), 1u);
}

TEST_F(CollectionTest, cycles_are_collected) {
  Node* a = new_node(1);
  Node* b = new_node(2, a);
  a->left = b;
  minor();
  EXPECT_EQ(count_objects(), 0u);
}

TEST_F(CollectionTest, old_garbage_stays_until_a_major_collection) {
  roots.push_back(new_node(1));
  minor();
  roots.clear();
  minor();
  EXPECT_EQ(count_objects(), 1u);
  major();
  EXPECT_EQ(count_objects(), 0u);
}

TEST_F(CollectionTest, objects_do_not_move) {
  Node* node = new_node(42);
  roots.push_back(node);
  for (int i = 0; i < 3; ++i) {
    minor();
    major();
  }
  EXPECT_EQ(roots[0], node);
  EXPECT_EQ(node->number, 42u);
}

TEST_F(CollectionTest, long_list_survives_many_collections) {
  Node* head = nullptr;
  roots.push_back(nullptr);
  for (uint64_t i = 0; i < 300000; ++i)
    roots[0] = head = new_node(i, head);
  major();
  minor();
  uint64_t expected = 300000;
  for (Node* node = head; node != nullptr; node = node->left)
    ASSERT_EQ(node->number, --expected);
  EXPECT_EQ(expected, 0u);
  EXPECT_GT(heap.statistics().minor_collections, 1u);
}

TEST_F(CollectionTest, freed_lines_are_used_again) {
  for (int i = 0; i < 20; ++i) {
    for (uint64_t j = 0; j < 200000; ++j)
      (void)new_node(j);
  }
  EXPECT_LT(heap.bytes_committed(), size_t{4} << 20);
}

TEST_F(CollectionTest, holes_between_survivors_are_used_again) {
  // Every 64th object survives: one line in sixteen.
  for (uint64_t i = 0; i < 200000; ++i) {
    Node* node = new_node(i);
    if (i % 64 == 0) roots.push_back(node);
  }
  major();
  const size_t committed = heap.bytes_committed();
  for (uint64_t i = 0; i < 30000; ++i)
    (void)new_node(i);
  EXPECT_LE(heap.bytes_committed(), committed + 65536);
  for (size_t i = 0; i < roots.size(); ++i)
    ASSERT_EQ(static_cast<Node*>(roots[i])->number, i * 64);
}

TEST_F(CollectionTest, root_values_keep_boxed_references_alive) {
  uint64_t values[3] = {0, reinterpret_cast<uint64_t>(new_node(5)), 0xFFFE000000000001};
  heap.add_root_values(values, 3);
  major();
  EXPECT_EQ(reinterpret_cast<Node*>(values[1])->number, 5u);
  EXPECT_EQ(count_objects(), 1u);
  heap.remove_root_values(values);
  major();
  EXPECT_EQ(count_objects(), 0u);
}

TEST_F(CollectionTest, values_that_are_no_references_are_ignored) {
  Array* array = new_array(4);
  roots.push_back(array);
  array->values()[0] = 0x0002000000000000;  // above the address range
  array->values()[1] = 0x000000000000000A;  // bit 1 set: an immediate
  array->values()[2] = reinterpret_cast<uint64_t>(new_node(1));
  major();
  EXPECT_EQ(count_objects(), 2u);
}

TEST_F(CollectionTest, collections_are_reported) {
  roots.push_back(new_node(1));
  (void)new_bytes(100000);
  major();
  EXPECT_EQ(observer.starts, 1);
  EXPECT_EQ(observer.ends, 1);
  EXPECT_EQ(observer.last.kind, CollectionKind::Major);
  EXPECT_EQ(observer.last.survivor_objects, 1u);
  EXPECT_GE(observer.last.freed_bytes, 100000u);
  EXPECT_EQ(heap.generation_count(2), 1u);
}

TEST_F(CollectionTest, automatic_collections_bound_the_heap) {
  for (uint64_t i = 0; i < 3000000; ++i)
    roots = {new_node(i)};
  EXPECT_LT(heap.bytes_committed(), size_t{8} << 20);
  EXPECT_GT(observer.ends, 10);
}

TEST_F(CollectionTest, disabling_stops_major_collections_of_a_moderate_heap) {
  heap.set_automatic(AutomaticCollection::Disabled);
  roots.push_back(nullptr);
  for (uint64_t i = 0; i < 500000; ++i)
    roots[0] = new_node(i, static_cast<Node*>(roots[0]));
  EXPECT_EQ(heap.statistics().major_collections, 0u);
}

TEST_F(CollectionTest, deferred_collections_happen_later) {
  {
    Heap::DeferCollections defer(heap);
    for (uint64_t i = 0; i < 300000; ++i)
      (void)new_node(i);
    EXPECT_EQ(observer.ends, 0);
    EXPECT_EQ(count_objects(), 300000u);
  }
  for (uint64_t i = 0; i < 10000; ++i)
    (void)new_node(i);
  EXPECT_GT(observer.ends, 0);
}

TEST_F(CollectionTest, memory_goes_back_to_the_system) {
  roots.push_back(nullptr);
  for (uint64_t i = 0; i < 1000000; ++i)
    roots[0] = new_node(i, static_cast<Node*>(roots[0]));
  EXPECT_GT(heap.bytes_committed(), size_t{30} << 20);
  roots.clear();
  major();
  EXPECT_LT(heap.bytes_committed(), size_t{8} << 20);
}

TEST_F(CollectionTest, freezing_counts) {
  roots.push_back(new_node(1));
  major();
  EXPECT_EQ(heap.frozen_objects(), 0u);
  heap.freeze();
  EXPECT_EQ(heap.frozen_objects(), 1u);
  heap.unfreeze();
  EXPECT_EQ(heap.frozen_objects(), 0u);
}

}  // namespace
}  // namespace taipan::test
