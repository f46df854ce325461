// gc/finalization_order.h -- which objects are finalised, and in what order.
//
// Room       Heap.
// Tests      tests/unit/gc/finalization_test.cpp
#pragma once

#include <cstddef>
#include <vector>

#include "gc/hooks.h"

namespace taipan {

// Asked of every registered object when it has become unreachable: false when its finaliser would do nothing, so that
// it can die at once. Runs in the collector. Null: always true.
extern bool (*g_wants_finalizer)(const HeapObject* object);

struct HeapState;

// Sorts what lies in `queue` from `first` on, none of it marked: an object comes before those that it refers to, directly
// or through other garbage, as if references were counted. Otherwise, and on cycles, the order stays.
void order_for_finalization(HeapState& state, CollectionKind kind, std::vector<HeapObject*>& queue, size_t first);

}  // namespace taipan
