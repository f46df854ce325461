// tests/unit/gc/garbage_test.cpp -- an inspector sees what a collection is about to free.
#include <algorithm>

#include "test_objects.h"

namespace taipan::test {
namespace {

class GarbageTest : public HeapTest, public GarbageInspector {
 protected:
  GarbageTest() { heap.set_garbage_inspector(this); }

  void inspect(Garbage& garbage) override {
    seen.clear();
    garbage.for_each([&](HeapObject* object) {
      EXPECT_TRUE(garbage.contains(object));
      seen.push_back(object);
    });
    for (HeapObject* object : kept)
      garbage.keep(object);
    kept.clear();
  }
  bool saw(const HeapObject* object) { return std::count(seen.begin(), seen.end(), object) == 1; }

  std::vector<HeapObject*> seen;
  std::vector<HeapObject*> kept;
};

TEST_F(GarbageTest, young_garbage_is_shown_and_live_objects_are_not) {
  roots.push_back(new_node(1, new_node(2)));
  HeapObject* dead = new_node(3);
  HeapObject* large = new_bytes(100000);
  minor();
  EXPECT_EQ(seen.size(), 2u);
  EXPECT_TRUE(saw(dead) && saw(large));
}

TEST_F(GarbageTest, old_garbage_is_shown_by_major_collections_only) {
  Node* node = new_node(1);
  roots.push_back(node);
  minor();
  roots.clear();
  minor();
  EXPECT_TRUE(seen.empty());
  major();
  EXPECT_EQ(seen, std::vector<HeapObject*>{node});
}

TEST_F(GarbageTest, what_is_kept_lives_on_with_what_it_refers_to) {
  Node* node = new_node(1, new_node(2));
  Node* other = new_node(3);
  kept = {node};
  major();
  EXPECT_TRUE(is_allocated(node) && is_allocated(node->left));
  EXPECT_FALSE(is_allocated(other));
  major();
  EXPECT_FALSE(is_allocated(node));
}

TEST_F(GarbageTest, objects_that_wait_for_their_finaliser_are_no_garbage_yet) {
  Node* node = new_node(1, new_node(2));
  heap.register_finalizable(node);
  major();
  EXPECT_TRUE(seen.empty());
  EXPECT_EQ(heap.take_pending_finalization(), node);
  major();
  EXPECT_EQ(seen.size(), 2u);
}

}  // namespace
}  // namespace taipan::test
