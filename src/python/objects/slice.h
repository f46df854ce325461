// python/objects/slice.h -- slices with bounds of any size.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/integer.h"

namespace taipan::python {

Value new_slice(Heap& heap, Value start, Value stop, Value step);

// start, stop and step for a sequence of `length` (a non-negative exact integer of any size), as exact integers: what
// slice.indices gives.
struct WideSliceRange {
  Value start, stop, step;
};
Result<WideSliceRange> wide_slice_range(Thread& thread, SliceObject* slice, Value length);

// The bounds as integers, for a length that is not known yet: their __index__ may change the sequence, so its length is
// read after this.
struct SliceBounds {
  int64_t start, stop, step;
};
Result<SliceBounds> slice_bounds(Thread& thread, Value slice);
SliceRange slice_range(const SliceBounds& bounds, int64_t length);

// Results of integer arithmetic; MemoryError for what is too large.
inline Value integer_or_raise(Thread& thread, IntegerResult result) {
  if (result.ok()) [[likely]] return result.value;
  return raise_memory_error(thread);
}

}  // namespace taipan::python
