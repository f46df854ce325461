// gc/collect_above.h -- collections whose caller knows what the top of its own native stack holds.
//
// Room       Heap.
// Tests      tests/unit/gc/conservative_test.cpp
#pragma once

#include "gc/heap.h"

namespace taipan {

// heap.collect(kind), but of the calling thread's native stack only what lies at `lowest` or above is looked at, and no
// registers: the caller knows that nothing below holds references that matter.
void collect_above(Heap& heap, CollectionKind kind, const void* lowest);

}  // namespace taipan
