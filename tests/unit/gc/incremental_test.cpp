// tests/unit/gc/incremental_test.cpp -- marking in steps while the program changes the graph.
#include "test_objects.h"

namespace taipan::test {
namespace {

class IncrementalTest : public HeapTest {
 protected:
  Node* make_list(uint64_t length) {
    roots.push_back(nullptr);
    for (uint64_t i = 0; i < length; ++i)
      roots.back() = new_node(i, static_cast<Node*>(roots.back()));
    return static_cast<Node*>(roots.back());
  }
  void finish() {
    while (heap.is_marking_incrementally() && !heap.incremental_step(1000)) {
    }
    if (heap.is_marking_incrementally()) heap.finish_incremental();
    heap.verify();
  }
};

TEST_F(IncrementalTest, garbage_goes_and_live_objects_stay) {
  make_list(20000);
  make_list(30000);
  roots.erase(roots.begin());
  heap.start_incremental();
  EXPECT_TRUE(heap.is_marking_incrementally());
  finish();
  EXPECT_FALSE(heap.is_marking_incrementally());
  EXPECT_EQ(count_objects(), 30000u);
}

TEST_F(IncrementalTest, object_moved_behind_the_marker_survives) {
  Node* front = new_node(1);
  Node* back = new_node(2, new_node(3));
  roots = {front, make_list(50000), back};
  heap.start_incremental();
  (void)heap.incremental_step(1);
  // Take the only reference out of what may not be scanned yet, and put it into what may be.
  for (Node* owner : {front, back}) {
    Node* target = back->left != nullptr ? back->left : front->left;
    set_left(front, nullptr);
    set_left(back, nullptr);
    set_left(owner, target);
    (void)heap.incremental_step(1);
  }
  finish();
  EXPECT_EQ(back->left->number, 3u);
}

TEST_F(IncrementalTest, reference_that_only_a_root_holds_at_the_end_survives) {
  Node* owner = new_node(1, new_node(2));
  roots = {make_list(50000), owner};
  heap.start_incremental();
  Node* target = owner->left;
  set_left(owner, nullptr);
  roots.push_back(target);
  finish();
  EXPECT_TRUE(is_allocated(target));
}

TEST_F(IncrementalTest, objects_allocated_while_marking_survive_if_reachable) {
  Node* list = make_list(50000);
  heap.start_incremental();
  for (uint64_t i = 0; i < 1000; ++i) {
    Node* node = new_node(i);
    set_left(node, list->right);
    heap.write_barrier(list);
    list->right = node;
    (void)new_node(i);
    (void)heap.incremental_step(1);
  }
  finish();
  uint64_t length = 0;
  for (Node* node = list->right; node != nullptr; node = node->left)
    ++length;
  EXPECT_EQ(length, 1000u);
  EXPECT_EQ(count_objects(), 51000u);
}

TEST_F(IncrementalTest, slots_written_in_a_half_scanned_array_are_seen) {
  Array* array = new_array(100000);
  roots.push_back(array);
  for (uint64_t i = 0; i < 100000; i += 10)
    set_element(array, i, new_node(i));
  heap.start_incremental();
  for (uint64_t i = 0; i < 50000; i += 100) {
    const uint64_t target = array->values()[i];
    set_element(array, i, nullptr);
    set_element(array, 99999 - i, reinterpret_cast<HeapObject*>(target));
    (void)heap.incremental_step(1);
  }
  finish();
  for (uint64_t i = 0; i < 50000; i += 100) {
    ASSERT_EQ(reinterpret_cast<Node*>(array->values()[99999 - i])->number, i);
  }
}

TEST_F(IncrementalTest, arrays_grow_and_go_while_marking) {
  Array* array = new_array(10000);
  roots.push_back(array);
  for (uint64_t i = 0; i < 10000; ++i)
    set_element(array, i, new_node(i));
  heap.start_incremental();
  (void)heap.incremental_step(1);
  Array* larger = static_cast<Array*>(heap.resize_large(array, sizeof(Array) + 80000, sizeof(Array) + 160000));
  larger->capacity = 20000;
  roots[0] = larger;
  finish();
  for (uint64_t i = 0; i < 10000; ++i)
    ASSERT_EQ(reinterpret_cast<Node*>(larger->values()[i])->number, i);
  major();  // the array that was left behind may have been marked already
  EXPECT_EQ(count_objects(), 10001u);
}

TEST_F(IncrementalTest, arrays_that_grow_at_any_time_keep_their_elements) {
  constexpr uint64_t kArrays = 40;
  uint64_t capacity = 3000;
  for (uint64_t a = 0; a < kArrays; ++a) {
    roots.push_back(new_array(capacity));
    for (uint64_t i = 0; i < capacity; ++i)
      set_element(static_cast<Array*>(roots[a]), i, new_node(i));
  }
  for (int round = 0; round < 6; ++round) {
    heap.start_incremental();  // goes on if allocation has not ended the last one
    if (heap.is_marking_incrementally()) (void)heap.incremental_step(1);
    const uint64_t larger = capacity + capacity / 3;
    for (uint64_t a = 0; a < kArrays; ++a) {
      auto* array = static_cast<Array*>(
          heap.resize_large(roots[a], sizeof(Array) + capacity * 8, sizeof(Array) + larger * 8));
      array->capacity = larger;
      roots[a] = array;
      for (uint64_t i = capacity; i < larger; ++i)
        set_element(array, i, new_node(i));
    }
    capacity = larger;
    heap.verify();
  }
  heap.start_incremental();
  finish();
  for (HeapObject* root : roots) {
    for (uint64_t i = 0; i < capacity; ++i)
      ASSERT_EQ(reinterpret_cast<Node*>(static_cast<Array*>(root)->values()[i])->number, i);
  }
  major();
  EXPECT_EQ(count_objects(), kArrays * (capacity + 1));
}

TEST_F(IncrementalTest, arrays_released_while_marking_are_free_at_once) {
  make_list(50000);
  roots.push_back(new_array(100000));
  heap.start_incremental();
  Array* young = new_array(100000);
  const size_t before = heap.bytes_in_use();
  heap.release_large(young, sizeof(Array) + 800000);
  EXPECT_LT(heap.bytes_in_use(), before - 700000);
  // An old one may be waiting to be scanned; when it is not, it goes as well.
  while (!heap.incremental_step(1000)) {
  }
  auto* old = static_cast<Array*>(roots.back());
  set_element(old, 7, new_node(1));
  roots.pop_back();
  heap.release_large(old, sizeof(Array) + 800000);
  EXPECT_LT(heap.bytes_in_use(), before - 1500000);
  roots.push_back(new_array(100000));
  finish();
  major();
  EXPECT_EQ(count_objects(), 50001u);
}

TEST_F(IncrementalTest, full_collection_in_between_finds_all_garbage) {
  make_list(50000);
  heap.start_incremental();
  (void)heap.incremental_step(1);
  (void)heap.incremental_step(1);
  roots.clear();
  major();
  EXPECT_FALSE(heap.is_marking_incrementally());
  EXPECT_EQ(count_objects(), 0u);
}

TEST_F(IncrementalTest, minor_collection_in_between_ends_it) {
  make_list(50000);
  heap.start_incremental();
  minor();
  EXPECT_FALSE(heap.is_marking_incrementally());
  EXPECT_EQ(heap.statistics().major_collections, 1u);
  EXPECT_EQ(count_objects(), 50000u);
}

TEST_F(IncrementalTest, finalisers_run_for_what_died_before_it_was_marked) {
  make_list(50000);
  heap.register_finalizable(new_node(1, new_node(2)));
  heap.start_incremental();
  // The minor collection that starts it has found the object already.
  EXPECT_TRUE(heap.has_pending_finalization());
  finish();
  EXPECT_EQ(static_cast<Node*>(heap.take_pending_finalization())->left->number, 2u);
}

class AutomaticIncrementalTest : public HeapTest {
 protected:
  AutomaticIncrementalTest() : HeapTest(HeapConfig{.incremental_bytes = size_t{8} << 20, .pause_microseconds = 500}) {}
};

TEST_F(AutomaticIncrementalTest, large_heaps_are_marked_in_short_steps) {
  roots.push_back(nullptr);
  for (uint64_t i = 0; i < 1000000; ++i)
    roots[0] = new_node(i, static_cast<Node*>(roots[0]));
  for (uint64_t i = 0; i < 2000000; ++i) {
    (void)new_node(i);
    if (i % 8 == 0) {
      Node* top = static_cast<Node*>(roots[0]);
      roots[0] = new_node(i, top->left);
    }
  }
  EXPECT_GT(heap.statistics().incremental_steps, 10u);
  EXPECT_GT(heap.statistics().major_collections, 0u);
  uint64_t length = 0;
  for (Node* node = static_cast<Node*>(roots[0]); node != nullptr; node = node->left)
    ++length;
  EXPECT_EQ(length, 1000000u);
}

}  // namespace
}  // namespace taipan::test
