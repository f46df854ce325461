// gc/heap_walk.cpp -- looking at all objects, at one object's references, and for the object at an address.
//
// Room       Heap.
// In / out   The last part of heap.h. Reads only.
// Tests      tests/unit/gc/heap_walk_test.cpp
#include "gc/heap_private.h"
#include "gc/heap_walk_private.h"

namespace taipan {

ReferenceLister::ReferenceLister(const Layout* shape_layout, FunctionRef<void(HeapObject*)> callback)
    : shape_layout_(shape_layout), callback_(callback) {
  visitor_ = [](Tracer& tracer, HeapObject* object) { static_cast<ReferenceLister&>(tracer).callback_(object); };
}

ReferenceLister::ReferenceLister(HeapState& state, const MarkBitmap& starts, FunctionRef<void(HeapObject*)> callback)
    : ReferenceLister(state.config.shape_layout, callback) {
  state_ = &state;
  starts_ = &starts;
  conservative_ = [](Tracer& tracer, const void* begin, const void* end) {
    static_cast<ReferenceLister&>(tracer).scan(begin, end);
  };
}

void ReferenceLister::scan(const void* begin, const void* end) {
  ObjectFinder::FreshCursor cursor;
  for (auto* word = static_cast<const uintptr_t*>(begin); word < end; ++word) {
    if (HeapObject* object = state_->finder.find(*word, *starts_, cursor)) callback_(object);
  }
}

void ReferenceLister::list(HeapObject* object) {
  if (is_in_shape_region(reinterpret_cast<uintptr_t>(object))) {
    if (shape_layout_ != nullptr && shape_layout_->trace != nullptr) shape_layout_->trace(object, *this);
    return;
  }
  const Layout* layout = object->shape()->layout;
  if ((layout->flags & kLayoutValues) != 0) {
    const auto* values =
        reinterpret_cast<const uint64_t*>(reinterpret_cast<const char*>(object) + layout->values_offset);
    visit_values(values, (object_bytes(object, layout) - layout->values_offset) / 8);
  } else if (layout->trace != nullptr) {
    layout->trace(object, *this);
  }
}

void for_each_old_object(HeapState& state, uint32_t block, FunctionRef<void(HeapObject*)> callback) {
  const MarkBitmap& starts = state.old_starts();
  const uintptr_t end = (uintptr_t{block} + 1) << kUnitShift;
  uintptr_t at = uintptr_t{block} << kUnitShift;
  while ((at = starts.first_mark_from(at, end)) != MarkBitmap::kNone) {
    callback(reinterpret_cast<HeapObject*>(state.space.base() + at));
    at += kMinimumObjectBytes;
  }
}

void Heap::for_each_object(FunctionRef<void(HeapObject*)> callback) {
  HeapState& state = *state_;
  state.allocator.terminate();
  for (uint32_t unit = 0; unit < state.space.frontier(); ++unit) {
    const UnitInfo& info = state.space.unit(unit);
    if (info.kind == UnitKind::LargeHead) {
      callback(reinterpret_cast<HeapObject*>(state.space.address_of(unit)));
    } else if (info.kind == UnitKind::Block) {
      for_each_old_object(state, unit, callback);
      if (info.is_touched != 0) state.finder.for_each_fresh(unit, callback);
    }
  }
}

size_t Heap::count_objects() {
  HeapState& state = *state_;
  state.allocator.terminate();
  size_t count = 0;
  for (const LargeRecord& record : state.large.records())
    count += record.state != LargeState::Free ? 1 : 0;
  for (uint32_t unit = 0; unit < state.space.frontier(); ++unit) {
    const UnitInfo& info = state.space.unit(unit);
    if (info.kind != UnitKind::Block) continue;
    count += state.old_starts().count(uintptr_t{unit} << kUnitShift, kUnitBytes);
    if (info.is_touched != 0) state.finder.for_each_fresh(unit, [&](HeapObject*) { ++count; });
  }
  return count;
}

int Heap::generation_of(const HeapObject* object) const {
  const uintptr_t address = reinterpret_cast<uintptr_t>(object);
  if (!state_->space.contains(address)) return 2;
  return state_->old_starts().is_marked(address - state_->space.base()) ? 2 : 0;
}

void Heap::for_each_shape(FunctionRef<void(ShapeHeader*)> callback) {
  const ShapeRegion& shapes = state_->shapes;
  for (uint32_t cell = kFirstShapeCell; cell < shapes.frontier(); ++cell) {
    if (shapes.is_allocated(cell)) callback(ShapeRegion::header_of(cell));
  }
}

void Heap::for_each_reference(HeapObject* object, FunctionRef<void(HeapObject*)> callback) {
  state_->allocator.terminate();
  ReferenceLister(*state_, state_->old_starts(), callback).list(object);
}

HeapObject* Heap::find_object(const void* address) {
  state_->allocator.terminate();
  ObjectFinder::FreshCursor cursor;
  return state_->finder.find(reinterpret_cast<uintptr_t>(address), state_->old_starts(), cursor);
}

}  // namespace taipan
