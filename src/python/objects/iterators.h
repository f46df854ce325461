// python/objects/iterators.h -- making the built-in iterators.
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

// An iterator over a list, tuple, str, bytes, bytearray, or anything with __getitem__ (TypeId::SequenceIterator).
Value new_sequence_iterator(Heap& heap, TypeId type, Value sequence);
Value new_range_iterator(Thread& thread, RangeObject* range);

}  // namespace taipan::python
