// tests/unit/gc/model_test.cpp -- random programs on the heap, compared with a model on the side.
//
// The model knows every object's number, size and references by index. After random allocations, stores, drops of roots
// and collections the heap must show the same graph, and after a major collection nothing but the reachable part of it.
#include <random>
#include <unordered_map>

#include "test_objects.h"

namespace taipan::test {
namespace {

struct ModelNode {
  bool is_array = false;
  uint64_t number = 0;
  std::vector<int> references;  // index of a model node, or -1
};

class ModelTest : public HeapTest, public ::testing::WithParamInterface<int> {
 protected:
  static constexpr size_t kRoots = 12;

  ModelTest() : HeapTest(HeapConfig{.young_bytes = 64 << 10, .first_major_bytes = 256 << 10}), random(GetParam()) {
    roots.assign(kRoots, nullptr);
    model_roots.assign(kRoots, -1);
  }

  size_t below(size_t bound) { return random() % bound; }

  // The root slot's object, walked down a few references at random; -1 if the root is empty.
  int pick(HeapObject*& object) {
    const size_t root = below(kRoots);
    int index = model_roots[root];
    object = roots[root];
    for (size_t steps = below(6); index >= 0 && steps > 0; --steps) {
      const ModelNode& node = model[index];
      const size_t slot = below(node.references.size());
      if (node.references[slot] < 0) break;
      object = reference(object, node, slot);
      index = node.references[slot];
    }
    return index;
  }

  static HeapObject* reference(HeapObject* object, const ModelNode& node, size_t slot) {
    if (node.is_array) return reinterpret_cast<HeapObject*>(static_cast<Array*>(object)->values()[slot]);
    return slot == 0 ? static_cast<Node*>(object)->left : static_cast<Node*>(object)->right;
  }

  void store(HeapObject* object, ModelNode& node, size_t slot, HeapObject* target, int target_index) {
    if (node.is_array) {
      set_element(static_cast<Array*>(object), slot, target);
    } else {
      heap.write_barrier(object);
      (slot == 0 ? static_cast<Node*>(object)->left : static_cast<Node*>(object)->right) = static_cast<Node*>(target);
    }
    node.references[slot] = target_index;
  }

  void allocate_root() {
    const size_t root = below(kRoots);
    ModelNode node;
    node.number = random();
    if (below(4) == 0) {
      static constexpr size_t kSizes[] = {1, 3, 10, 100, 700, 3000};
      node.is_array = true;
      node.references.assign(kSizes[below(6)], -1);
      roots[root] = new_array(node.references.size());
    } else {
      node.references.assign(2, -1);
      roots[root] = new_node(node.number);
    }
    for (size_t garbage = below(20); garbage > 0; --garbage)
      (void)new_bytes(below(below(50) == 0 ? 30000 : 200));
    model_roots[root] = static_cast<int>(model.size());
    model.push_back(node);
  }

  void step() {
    const size_t choice = below(100);
    if (choice < 40) {
      allocate_root();
    } else if (choice < 90) {
      HeapObject* owner = nullptr;
      HeapObject* target = nullptr;
      const int owner_index = pick(owner);
      const int target_index = pick(target);
      if (owner_index < 0) return;
      // A node's references are typed: they go to nodes only.
      if (!model[owner_index].is_array && target_index >= 0 && model[target_index].is_array) return;
      store(owner, model[owner_index], below(model[owner_index].references.size()), target_index < 0 ? nullptr : target,
            target_index);
    } else if (choice < 97) {
      const size_t root = below(kRoots);
      roots[root] = nullptr;
      model_roots[root] = -1;
    } else if (heap.is_marking_incrementally()) {
      if (heap.incremental_step(1) && below(2) == 0) heap.finish_incremental();
    } else if (choice == 97) {
      heap.start_incremental();
    } else if (below(10) == 0) {
      heap.collect(below(2) == 0 ? CollectionKind::Major : CollectionKind::Minor);
    }
  }

  // Walks heap and model side by side. How many objects are reachable.
  size_t compare() {
    std::unordered_map<HeapObject*, int> seen;
    std::vector<HeapObject*> work;
    const auto meet = [&](HeapObject* object, int index) {
      ASSERT_EQ(object == nullptr, index < 0);
      if (object == nullptr) return;
      const auto [at, is_new] = seen.emplace(object, index);
      ASSERT_EQ(at->second, index);
      if (is_new) work.push_back(object);
    };
    for (size_t i = 0; i < kRoots; ++i)
      meet(roots[i], model_roots[i]);
    while (!work.empty()) {
      HeapObject* object = work.back();
      work.pop_back();
      const ModelNode& node = model[seen[object]];
      if (node.is_array) {
        EXPECT_EQ(object->shape(), array_shape);
        EXPECT_EQ(static_cast<Array*>(object)->capacity, node.references.size());
      } else {
        EXPECT_EQ(object->shape(), node_shape);
        EXPECT_EQ(static_cast<Node*>(object)->number, node.number);
      }
      for (size_t slot = 0; slot < node.references.size(); ++slot) {
        meet(reference(object, node, slot), node.references[slot]);
      }
    }
    return seen.size();
  }

  std::mt19937_64 random;
  std::vector<ModelNode> model;
  std::vector<int> model_roots;
};

TEST_P(ModelTest, heap_agrees_with_the_model) {
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 3000; ++i)
      step();
    compare();
    if (round % 3 == 2) {
      major();
      EXPECT_EQ(count_objects(), compare());
    }
  }
}

TEST_P(ModelTest, heap_agrees_with_the_model_under_stress) {
  heap.set_stress(3);
  for (int i = 0; i < 2000; ++i)
    step();
  heap.set_stress(0);
  compare();
  major();
  EXPECT_EQ(count_objects(), compare());
}

INSTANTIATE_TEST_SUITE_P(Seeds, ModelTest, ::testing::Range(1, 7));

}  // namespace
}  // namespace taipan::test
