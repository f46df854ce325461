// tests/unit/gc/heap_walk_test.cpp -- enumerating objects and references.
#include <algorithm>
#include <set>

#include "test_objects.h"

namespace taipan::test {
namespace {

using HeapWalkTest = HeapTest;

TEST_F(HeapWalkTest, finds_old_young_and_large_objects_once) {
  std::multiset<HeapObject*> expected;
  for (uint64_t i = 0; i < 1000; ++i) {
    HeapObject* object = i % 100 == 0 ? static_cast<HeapObject*>(new_bytes(20000)) : new_node(i);
    roots.push_back(object);
    expected.insert(object);
    if (i == 500) heap.collect(CollectionKind::Minor);
  }
  std::multiset<HeapObject*> found;
  heap.for_each_object([&](HeapObject* object) { found.insert(object); });
  EXPECT_EQ(found, expected);
  EXPECT_EQ(heap.count_objects(), expected.size());
}

TEST_F(HeapWalkTest, tells_young_from_old) {
  roots.push_back(new_node(1));
  roots.push_back(new_bytes(20000));
  EXPECT_EQ(heap.generation_of(roots[0]), 0);
  EXPECT_EQ(heap.generation_of(roots[1]), 0);
  minor();
  EXPECT_EQ(heap.generation_of(roots[0]), 2);
  EXPECT_EQ(heap.generation_of(roots[1]), 2);
  EXPECT_EQ(heap.generation_of(node_shape), 2);
}

TEST_F(HeapWalkTest, lists_references_of_an_object) {
  Node* node = new_node(1, new_node(2), new_node(3));
  std::vector<HeapObject*> found;
  heap.for_each_reference(node, [&](HeapObject* object) { found.push_back(object); });
  EXPECT_EQ(found, (std::vector<HeapObject*>{node->left, node->right}));
  Array* array = new_array(5);
  array->values()[3] = reinterpret_cast<uint64_t>(node);
  array->values()[4] = 2;
  found.clear();
  heap.for_each_reference(array, [&](HeapObject* object) { found.push_back(object); });
  EXPECT_EQ(found, std::vector<HeapObject*>{node});
}

TEST_F(HeapWalkTest, lists_references_of_a_shape) {
  static_cast<TestShape*>(node_shape)->referent = new_node(1);
  size_t count = 0;
  heap.for_each_reference(node_shape, [&](HeapObject*) { ++count; });
  EXPECT_EQ(count, 1u);
}

TEST_F(HeapWalkTest, allocation_goes_on_after_a_walk) {
  for (uint64_t i = 0; i < 5000; ++i) {
    Node* node = new_node(i);
    ASSERT_EQ(node->left, nullptr);
    if (i % 7 == 0) ASSERT_EQ(heap.find_object(&node->number), node);
  }
}

}  // namespace
}  // namespace taipan::test
