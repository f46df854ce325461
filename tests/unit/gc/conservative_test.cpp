// tests/unit/gc/conservative_test.cpp -- references that only native frames and registers hold.
#include <pthread.h>
#include <semaphore>
#include <thread>

#include "gc/collect_above.h"
#include "test_objects.h"

namespace taipan::test {
namespace {

class ConservativeTest : public HeapTest {
 protected:
  ConservativeTest() { heap.set_current_stack(stack); }
};

// Words as a native frame may hold them.
class Words final : public RootProvider {
 public:
  void visit_roots(Tracer& tracer) override { tracer.visit_conservative(words, words + 8); }
  uintptr_t words[8] = {};
};

// Overwrites what earlier calls left below the current frame.
__attribute__((noinline)) void clear_stack() {
  volatile char rubbish[8192];
  for (volatile char& byte : rubbish)
    byte = 0;
}

TEST_F(ConservativeTest, local_variables_keep_objects_alive) {
  Node* node = new_node(1, new_node(2));
  heap.collect(CollectionKind::Minor);
  heap.collect(CollectionKind::Major);
  EXPECT_TRUE(is_allocated(node));
  EXPECT_EQ(node->left->number, 2u);
}

__attribute__((noinline)) void make_garbage(Heap& heap, ShapeHeader* shape) {
  for (int i = 0; i < 100; ++i)
    (void)heap.allocate(shape, sizeof(Node));
}

TEST_F(ConservativeTest, most_garbage_is_found_all_the_same) {
  make_garbage(heap, node_shape);
  clear_stack();
  heap.collect(CollectionKind::Major);
  EXPECT_LT(count_objects(), 5u);
}

// The frames of `middle` hold the object; what is collected above its caller's frame does not see them.
__attribute__((noinline)) void hold_while(Heap& heap, HeapObject* object, const void* lowest) {
  HeapObject* volatile held = object;
  if (lowest != nullptr) {
    collect_above(heap, CollectionKind::Major, lowest);
  } else {
    heap.collect(CollectionKind::Major);
  }
  asm volatile("" : : "r"(held) : "memory");
}

TEST_F(ConservativeTest, frames_below_the_given_place_keep_nothing_alive) {
  const uintptr_t hidden = ~reinterpret_cast<uintptr_t>(new_node(1));
  clear_stack();
  hold_while(heap, reinterpret_cast<HeapObject*>(~hidden), nullptr);
  EXPECT_TRUE(is_allocated(reinterpret_cast<HeapObject*>(~hidden)));
  hold_while(heap, reinterpret_cast<HeapObject*>(~hidden), heap.current_stack()->base);
  EXPECT_EQ(count_objects(), 0u);
}

class WordsTest : public HeapTest {
 protected:
  WordsTest() { heap.add_roots(&frame); }
  Words frame;
};

TEST_F(WordsTest, pointers_into_a_young_object_keep_it_alive) {
  for (int i = 0; i < 100; ++i)
    (void)new_node(1);
  Node* node = new_node(42);
  for (int i = 0; i < 100; ++i)
    (void)new_node(1);
  frame.words[0] = reinterpret_cast<uintptr_t>(&node->number) + 3;
  minor();
  EXPECT_EQ(count_objects(), 1u);
  EXPECT_EQ(node->number, 42u);
}

TEST_F(WordsTest, pointers_into_an_old_object_keep_it_alive) {
  for (uint64_t i = 0; i < 100; ++i)
    roots.push_back(new_node(i));
  minor();
  Node* node = static_cast<Node*>(roots[50]);
  roots.clear();
  frame.words[0] = reinterpret_cast<uintptr_t>(&node->right);
  major();
  EXPECT_EQ(count_objects(), 1u);
  EXPECT_EQ(node->number, 50u);
}

TEST_F(WordsTest, pointers_into_a_large_object_keep_it_alive) {
  Bytes* bytes = new_bytes(1 << 20);
  frame.words[0] = reinterpret_cast<uintptr_t>(bytes->data() + 700000);
  minor();
  EXPECT_TRUE(is_allocated(bytes));
  major();
  EXPECT_TRUE(is_allocated(bytes));
  frame.words[0] = reinterpret_cast<uintptr_t>(bytes->data() + (1 << 20));
  major();
  EXPECT_EQ(count_objects(), 0u);
}

TEST_F(WordsTest, stale_pointers_to_dead_objects_bring_nothing_back) {
  Node* keeper = new_node(1);
  Node* dead = new_node(2, new_node(3));
  roots.push_back(keeper);
  minor();
  frame.words[0] = reinterpret_cast<uintptr_t>(dead);
  frame.words[1] = reinterpret_cast<uintptr_t>(dead) + 8;
  minor();
  major();
  EXPECT_EQ(count_objects(), 1u);
}

TEST_F(WordsTest, numbers_and_foreign_addresses_are_ignored) {
  frame.words[0] = 1;
  frame.words[1] = ~uintptr_t{0};
  frame.words[2] = reinterpret_cast<uintptr_t>(&frame);
  frame.words[3] = kShapeRegionBase + kShapeRegionBytes - 8;
  frame.words[4] = reinterpret_cast<uintptr_t>(new_node(1)) + (size_t{1} << 34);
  minor();
  major();
  EXPECT_EQ(count_objects(), 0u);
}

TEST_F(WordsTest, compressed_references_to_shapes_count_in_both_halves) {
  ShapeHeader* low = heap.allocate_shape(&kNodeLayout);
  ShapeHeader* high = heap.allocate_shape(&kNodeLayout);
  (void)heap.allocate_shape(&kNodeLayout);
  frame.words[0] = shape_ref_of(low) | uintptr_t{shape_ref_of(high)} << 32;
  major();
  size_t shapes = 0;
  heap.for_each_shape([&](ShapeHeader*) { ++shapes; });
  EXPECT_EQ(shapes, 6u);
}

TEST_F(WordsTest, every_word_of_a_young_span_finds_its_object) {
  std::vector<Bytes*> all;
  for (uint64_t i = 0; i < 200; ++i)
    all.push_back(new_bytes(i * 3));
  for (Bytes* bytes : all) {
    EXPECT_EQ(heap.find_object(bytes), bytes);
    EXPECT_EQ(heap.find_object(reinterpret_cast<char*>(bytes) + sizeof(Bytes) - 1), bytes);
    if (bytes->capacity > 0) EXPECT_EQ(heap.find_object(bytes->data() + bytes->capacity - 1), bytes);
  }
}

TEST_F(ConservativeTest, parked_threads_keep_their_objects) {
  std::binary_semaphore parked{0};
  std::binary_semaphore go_on{0};
  heap.set_current_stack(nullptr);
  bool survived = false;
  std::thread thread([&] {
    NativeStack mine = NativeStack::for_current_thread();
    heap.register_stack(&mine);
    heap.set_current_stack(&mine);
    Node* node = new_node(77, new_node(78));
    mine.park();
    heap.set_current_stack(nullptr);
    parked.release();
    go_on.acquire();
    heap.set_current_stack(&mine);
    survived = heap.find_object(node) == node && node->left->number == 78;
    heap.unregister_stack(&mine);
  });
  parked.acquire();
  heap.set_current_stack(stack);
  heap.collect(CollectionKind::Major);
  stack->park();
  go_on.release();
  thread.join();
  heap.set_current_stack(stack);
  EXPECT_TRUE(survived);
}

}  // namespace
}  // namespace taipan::test
