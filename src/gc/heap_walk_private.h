// gc/heap_walk_private.h -- enumerating objects and references, for heap.h's last part and for the verifier.
//
// Room       Heap, inside only.
#pragma once

#include <cstdint>

#include "base/function_ref.h"
#include "gc/heap_object.h"
#include "gc/layout.h"
#include "gc/tracer.h"

namespace taipan {

struct HeapState;
class MarkBitmap;

// A tracer that calls back with each reference, instead of marking.
class ReferenceLister final : public Tracer {
 public:
  ReferenceLister(const Layout* shape_layout, FunctionRef<void(HeapObject*)> callback);
  // The same; what may be a reference is looked up among the objects of `starts`, instead of being passed over.
  ReferenceLister(HeapState& state, const MarkBitmap& starts, FunctionRef<void(HeapObject*)> callback);

  // Every reference in `object` that is not null; its shape is not among them.
  void list(HeapObject* object);

 private:
  void scan(const void* begin, const void* end);

  const Layout* shape_layout_;
  HeapState* state_ = nullptr;
  const MarkBitmap* starts_ = nullptr;
  FunctionRef<void(HeapObject*)> callback_;
};

// The old objects of a block, by address.
void for_each_old_object(HeapState& state, uint32_t block, FunctionRef<void(HeapObject*)> callback);

}  // namespace taipan
