// tests/unit/gc/root_path_test.cpp -- the way from a root to an object.
#include "gc/root_path.h"
#include "test_objects.h"

namespace taipan::test {
namespace {

using RootPathTest = HeapTest;

TEST_F(RootPathTest, path_leads_from_the_root_to_the_object) {
  Node* target = new_node(3);
  Node* root = new_node(1, new_node(2, target));
  roots.push_back(root);
  RootPath path;
  ASSERT_TRUE(find_root_path(heap, hidden_address(target), path));
  EXPECT_EQ(path.objects, (std::vector<HeapObject*>{root, root->left, target}));
}

TEST_F(RootPathTest, the_shortest_path_wins) {
  Node* target = new_node(3);
  roots.push_back(new_node(1, new_node(2, target)));
  roots.push_back(target);
  RootPath path;
  ASSERT_TRUE(find_root_path(heap, hidden_address(target), path));
  EXPECT_EQ(path.objects, std::vector<HeapObject*>{target});
}

TEST_F(RootPathTest, dead_objects_have_no_path) {
  Node* dead = new_node(1);
  roots.push_back(new_node(2));
  RootPath path;
  EXPECT_FALSE(find_root_path(heap, hidden_address(dead), path));
}

TEST_F(RootPathTest, values_in_native_memory_are_named_as_the_source) {
  uint64_t value = reinterpret_cast<uint64_t>(new_node(1));
  heap.add_root_values(&value, 1);
  RootPath path;
  ASSERT_TRUE(find_root_path(heap, ~value, path));
  EXPECT_STREQ(path.source, "a value in native memory");
  heap.remove_root_values(&value);
}

TEST_F(RootPathTest, cycles_end_the_search) {
  Node* a = new_node(1);
  Node* b = new_node(2, a);
  set_left(a, b);
  roots.push_back(a);
  RootPath path;
  EXPECT_FALSE(find_root_path(heap, hidden_address(new_node(3)), path));
}

}  // namespace
}  // namespace taipan::test
