// tests/unit/gc/weak_test.cpp -- weak references see what a collection decided.
#include "test_objects.h"

namespace taipan::test {
namespace {

class WeakTest : public HeapTest, public WeakProcessor {
 protected:
  WeakTest() { heap.add_weak_processor(this); }

  void process_weak(LivenessQuery& query) override {
    ++calls;
    for (HeapObject*& target : query.phase() == WeakPhase::BeforeFinalizers ? early : late) {
      if (target != nullptr && !query.is_live(target)) target = nullptr;
    }
  }

  int calls = 0;
  std::vector<HeapObject*> early;  // cleared before finalisers
  std::vector<HeapObject*> late;   // cleared when the object really goes
};

TEST_F(WeakTest, references_to_garbage_are_cleared) {
  roots.push_back(new_node(1));
  early = {roots[0], new_node(2), new_bytes(100000)};
  late = early;
  minor();
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(early, (std::vector<HeapObject*>{roots[0], nullptr, nullptr}));
  EXPECT_EQ(late, early);
}

TEST_F(WeakTest, old_objects_are_live_in_minor_collections) {
  roots.push_back(new_node(1));
  minor();
  early = roots;
  roots.clear();
  minor();
  EXPECT_NE(early[0], nullptr);
  major();
  EXPECT_EQ(early[0], nullptr);
}

TEST_F(WeakTest, finalisable_garbage_is_dead_first_and_alive_later) {
  Node* node = new_node(1, new_node(2));
  heap.register_finalizable(node);
  early = {node, node->left};
  late = early;
  minor();
  EXPECT_EQ(early, (std::vector<HeapObject*>{nullptr, nullptr}));
  EXPECT_EQ(late, (std::vector<HeapObject*>{node, node->left}));
  EXPECT_EQ(heap.take_pending_finalization(), node);
  major();
  EXPECT_EQ(late, (std::vector<HeapObject*>{nullptr, nullptr}));
}

TEST_F(WeakTest, shapes_die_in_major_collections_only) {
  late = {heap.allocate_shape(&kNodeLayout), node_shape};
  minor();
  EXPECT_NE(late[0], nullptr);
  major();
  EXPECT_EQ(late[0], nullptr);
  EXPECT_EQ(late[1], node_shape);
}

TEST_F(WeakTest, values_that_are_no_references_are_live) {
  struct Check final : WeakProcessor {
    void process_weak(LivenessQuery& query) override {
      immediate = query.is_live_value(0xFFFE000000000000);
      null = query.is_live(nullptr);
    }
    bool immediate = false;
    bool null = false;
  } check;
  heap.add_weak_processor(&check);
  major();
  EXPECT_TRUE(check.immediate);
  EXPECT_TRUE(check.null);
  heap.remove_weak_processor(&check);
}

}  // namespace
}  // namespace taipan::test
