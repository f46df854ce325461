// tests/unit/gc/test_objects.h -- a tiny VM for the tests of the heap: four kinds of objects, and a fixture.
#pragma once

#include <cstdint>
#include <gtest/gtest.h>
#include <vector>

#include "gc/heap.h"

namespace taipan::test {

// [ header | left | right | number ]
struct Node : HeapObject {
  Node* left;
  Node* right;
  uint64_t number;
};

// [ header | capacity | bytes ... ]
struct Bytes : HeapObject {
  uint64_t capacity;
  unsigned char* data() { return reinterpret_cast<unsigned char*>(this + 1); }
};

// [ header | capacity | values ... ]
struct Array : HeapObject {
  uint64_t capacity;
  uint64_t* values() { return reinterpret_cast<uint64_t*>(this + 1); }
};

// A leaf with a counter that goes up when it is finalised.
struct Native : HeapObject {
  int* finalized;
};

// A shape with one reference.
struct TestShape : ShapeHeader {
  HeapObject* referent;
};

inline constexpr Layout kNodeLayout = {
    .name = "node", .fixed_size = sizeof(Node), .trace = [](HeapObject* object, Tracer& tracer) {
      tracer.visit(static_cast<Node*>(object)->left);
      tracer.visit(static_cast<Node*>(object)->right);
    }};
inline constexpr Layout kBytesLayout = {.name = "bytes", .size = [](const HeapObject* object) {
                                          return sizeof(Bytes) + static_cast<const Bytes*>(object)->capacity;
                                        }};
inline constexpr Layout kArrayLayout = {
    .name = "array",
    .size = [](const HeapObject* object) { return sizeof(Array) + static_cast<const Array*>(object)->capacity * 8; },
    .flags = kLayoutValues,
    .values_offset = sizeof(Array)};
inline constexpr Layout kNativeLayout = {
    .name = "native", .fixed_size = sizeof(Native), .finalize = [](HeapObject* object) {
      ++*static_cast<Native*>(object)->finalized;
    }};
inline constexpr Layout kShapeLayout = {
    .name = "shape", .fixed_size = kShapeCellBytes, .trace = [](HeapObject* object, Tracer& tracer) {
      tracer.visit(static_cast<TestShape*>(object)->referent);
    }};

class Observer final : public HeapObserver {
 public:
  void on_collection_start(CollectionKind) override { ++starts; }
  void on_collection_end(const CollectionReport& report) override {
    ++ends;
    last = report;
  }
  void on_finalization_pending() override { ++pending; }
  void on_memory_limit() override { ++limits; }

  int starts = 0;
  int ends = 0;
  int pending = 0;
  int limits = 0;
  CollectionReport last;
};

class HeapTest : public ::testing::Test, public RootProvider {
 protected:
  explicit HeapTest(HeapConfig config = {}) : heap(with_observer(config, &observer)) {
    // Exact roots only, so that a dead object is surely dead: tests of the stack scan switch it on.
    stack = heap.current_stack();
    heap.set_current_stack(nullptr);
    heap.add_roots(this);
    node_shape = heap.allocate_shape(&kNodeLayout);
    bytes_shape = heap.allocate_shape(&kBytesLayout);
    array_shape = heap.allocate_shape(&kArrayLayout);
    native_shape = heap.allocate_shape(&kNativeLayout);
  }

  void visit_roots(Tracer& tracer) override {
    for (ShapeHeader* shape : {node_shape, bytes_shape, array_shape, native_shape})
      tracer.visit(shape);
    for (HeapObject* root : roots)
      tracer.visit(root);
  }

  Node* new_node(uint64_t number, Node* left = nullptr, Node* right = nullptr) {
    Node* node = heap.allocate_as<Node>(node_shape);
    node->number = number;
    node->left = left;
    node->right = right;
    return node;
  }
  Bytes* new_bytes(uint64_t capacity) {
    auto* bytes = static_cast<Bytes*>(heap.allocate(bytes_shape, sizeof(Bytes) + capacity));
    bytes->capacity = capacity;
    return bytes;
  }
  Array* new_array(uint64_t capacity) {
    auto* array = static_cast<Array*>(heap.allocate(array_shape, sizeof(Array) + capacity * 8));
    array->capacity = capacity;
    return array;
  }
  Native* new_native(int* counter) {
    auto* native = static_cast<Native*>(heap.allocate_with_native(native_shape, sizeof(Native)));
    native->finalized = counter;
    return native;
  }
  void set_left(Node* node, Node* left) {
    heap.write_barrier(node);
    node->left = left;
  }
  void set_element(Array* array, uint64_t index, HeapObject* value) {
    heap.write_barrier_slot(array, &array->values()[index]);
    array->values()[index] = reinterpret_cast<uint64_t>(value);
  }

  void minor() {
    heap.collect(CollectionKind::Minor);
    heap.verify();
  }
  void major() {
    heap.collect(CollectionKind::Major);
    heap.verify();
  }
  // True if an object starts here that has not been collected.
  bool is_allocated(const HeapObject* object) { return heap.find_object(object) == object; }
  size_t count_objects() { return heap.count_objects(); }

  static HeapConfig with_observer(HeapConfig config, HeapObserver* observer) {
    config.observer = observer;
    if (config.shape_layout == nullptr) config.shape_layout = &kShapeLayout;
    return config;
  }

  Observer observer;
  Heap heap;
  NativeStack* stack = nullptr;
  ShapeHeader* node_shape = nullptr;
  ShapeHeader* bytes_shape = nullptr;
  ShapeHeader* array_shape = nullptr;
  ShapeHeader* native_shape = nullptr;
  std::vector<HeapObject*> roots;
};

}  // namespace taipan::test
