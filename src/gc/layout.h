// gc/layout.h -- what the heap must know about a kind of object.
//
// Room       Heap. Layouts are static constexpr data of the VM; the heap only reads them.
// Tests      tests/unit/gc/allocation_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>

#include "gc/heap_object.h"

namespace taipan {

class Tracer;

enum LayoutFlag : uint32_t {
  kLayoutPlain = 0,
  // Everything from `values_offset` to the object's end is NaN-boxed values: `trace` is not called and may be null.
  // Large objects of this kind are scanned in slices, and write_barrier_slot() remembers single cards of them.
  kLayoutValues = 1 << 0,
};

struct Layout {
  const char* name;

  // Bytes of every object of this kind, or 0: ask `size`.
  uint32_t fixed_size = 0;

  // Bytes of this object as they were asked for at its allocation (the heap rounds up to 8). Required when fixed_size
  // is 0. It may consult the object's shape, and must give the same answer as long as the object lives: keep the
  // capacity in the object, not only the length. It runs in the collector: no allocation, no VM code.
  size_t (*size)(const HeapObject* object) = nullptr;

  // Visits every reference in the object, except that to its shape, which the heap visits. Null for leaves; an object
  // must never change its shape from a leaf's to one that is no leaf (old leaves are not prepared for the barrier).
  void (*trace)(HeapObject* object, Tracer& tracer) = nullptr;

  // Visits the references that lie in [begin, end) of the object, for layouts that keep references in an array without
  // being kLayoutValues: write_barrier_slot() then remembers single cards of large objects of this kind too.
  void (*trace_range)(HeapObject* object, uintptr_t begin, uintptr_t end, Tracer& tracer) = nullptr;

  // Frees native memory or descriptors when the object dies. Only for objects made by Heap::allocate_with_native, and
  // for shapes. It must not allocate, run VM code, or look at other heap objects: they may be dead too.
  void (*finalize)(HeapObject* object) = nullptr;

  uint32_t flags = kLayoutPlain;
  uint32_t values_offset = sizeof(HeapObject);

  [[nodiscard]] constexpr bool has_cards() const { return trace_range != nullptr || (flags & kLayoutValues) != 0; }
  [[nodiscard]] constexpr bool is_leaf() const { return trace == nullptr && (flags & kLayoutValues) == 0; }
};

// The bytes an object occupies when `bytes` were asked for.
[[nodiscard]] constexpr size_t occupied_bytes(size_t bytes) {
  const size_t rounded = (bytes + (kObjectAlignment - 1)) & ~(kObjectAlignment - 1);
  return rounded < kMinimumObjectBytes ? kMinimumObjectBytes : rounded;
}

[[nodiscard]] inline size_t object_bytes(const HeapObject* object, const Layout* layout) {
  return occupied_bytes(layout->fixed_size != 0 ? layout->fixed_size : layout->size(object));
}

// The bytes that `object`, which is no shape, occupies in the heap.
[[nodiscard]] inline size_t object_bytes(const HeapObject* object) {
  return object_bytes(object, object->shape()->layout);
}

}  // namespace taipan
