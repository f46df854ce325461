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

// Results of integer arithmetic; MemoryError for what is too large.
inline Value integer_or_raise(Thread& thread, IntegerResult result) {
  if (result.ok()) [[likely]] return result.value;
  return raise_memory_error(thread);
}

}  // namespace taipan::python
