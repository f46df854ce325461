// gc/garbage.cpp -- what a collection is about to free, for whoever wants to look at it.
//
// Room       Heap.
// In / out   class Garbage of hooks.h. Between marking and sweeping.
// Tests      tests/unit/gc/garbage_test.cpp
#include "base/assert.h"
#include "gc/heap_private.h"
#include "gc/heap_walk_private.h"

namespace taipan {

bool Garbage::contains(const HeapObject* object) const {
  const uintptr_t address = reinterpret_cast<uintptr_t>(object);
  return state_.space.contains(address) && !state_.marks.is_marked(address - state_.space.base());
}

void Garbage::for_each_reference(HeapObject* object, FunctionRef<void(HeapObject*)> callback) const {
  const MarkBitmap& starts = kind_ == CollectionKind::Major ? state_.previous : state_.marks;
  ReferenceLister(state_, starts, callback).list(object);
}

void Garbage::keep(HeapObject* object) {
  state_.marker.visit(object);
}

void Garbage::for_each(FunctionRef<void(HeapObject*)> callback) const {
  const auto show = [&](HeapObject* object) {
    if (contains(object)) callback(object);
  };
  const MarkBitmap& starts = kind_ == CollectionKind::Major ? state_.previous : state_.marks;
  for (uint32_t unit = 0; unit < state_.space.frontier(); ++unit) {
    const UnitInfo& info = state_.space.unit(unit);
    if (info.kind == UnitKind::LargeHead) {
      show(reinterpret_cast<HeapObject*>(state_.space.address_of(unit)));
    } else if (info.kind == UnitKind::Block) {
      if (kind_ == CollectionKind::Major) {
        const uintptr_t end = (uintptr_t{unit} + 1) << kUnitShift;
        uintptr_t at = uintptr_t{unit} << kUnitShift;
        while ((at = starts.first_mark_from(at, end)) != MarkBitmap::kNone) {
          show(reinterpret_cast<HeapObject*>(state_.space.base() + at));
          at += kMinimumObjectBytes;
        }
      }
      if (info.is_touched != 0) state_.finder.for_each_fresh(unit, show);
    }
  }
}

}  // namespace taipan
