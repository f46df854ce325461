// gc/marker.cpp -- marking and scanning objects.
//
// Room       Heap.
// In / out   marker_private.h; the bodies of Tracer's slow paths.
// May touch  Mark bits, line bytes, gc_bits, states of shapes.
// Tests      tests/unit/gc/collection_test.cpp, incremental_test.cpp
//
// The mark test reads the bitmap beside the heap, so an object's own memory is touched once: when it is scanned.
// Between being taken from the stack and being scanned it waits in a short ring, while its cache line is on the way.
#include <algorithm>
#include <cstring>

#include "base/assert.h"
#include "base/bits.h"
#include "base/sanitizer.h"
#include "base/virtual_memory.h"
#include "gc/marker_private.h"

namespace taipan {

namespace {

constexpr size_t kFirstMarkStackBytes = 64 * kKiB;

}  // namespace

void Tracer::visit_elsewhere(HeapObject* object) {
  if (object == nullptr) return;
  if (visitor_ != nullptr) {
    visitor_(*this, object);
    return;
  }
  static_cast<Marker*>(this)->visit_shape_cell(object);
}

void Tracer::grow_mark_stack() {
  static_cast<Marker*>(this)->grow();
}

void Tracer::visit_conservative(const void* begin, const void* end) {
  if (visitor_ == nullptr) {
    static_cast<Marker*>(this)->add_candidates(begin, end);
  } else if (conservative_ != nullptr) {
    conservative_(*this, begin, end);
  }
}

Marker::Marker(const AddressSpace& space, BlockSpace& blocks, ShapeRegion& shapes, const ObjectFinder& finder)
    : space_(space), shapes_(shapes), finder_(finder), lines_(blocks.lines()) {
  heap_base_ = space.base();
  heap_bytes_ = space.reserved_bytes();
}

Marker::~Marker() {
  release_memory(mark_base_, mark_stack_bytes_);
}

void Marker::grow() {
  const size_t used = static_cast<size_t>(mark_top_ - mark_base_);
  const size_t bytes = mark_stack_bytes_ == 0 ? kFirstMarkStackBytes : mark_stack_bytes_ * 2;
  auto* larger = static_cast<HeapObject**>(map_memory(bytes));
  VM_CHECK(larger != nullptr, "there is memory for the mark stack");
  if (used != 0) std::memcpy(larger, mark_base_, used * sizeof(HeapObject*));
  release_memory(mark_base_, mark_stack_bytes_);
  mark_stack_bytes_ = bytes;
  mark_base_ = larger;
  mark_top_ = larger + used;
  mark_limit_ = larger + bytes / sizeof(HeapObject*);
}

void Marker::begin(Scope scope, uint8_t epoch, MarkBitmap& marks, const MarkBitmap& starts) {
  VM_ASSERT(is_idle(), "marking starts with nothing queued");
  scope_ = scope;
  epoch_ = epoch;
  mark_words_ = marks.words();
  starts_ = &starts;
  marked_objects_ = 0;
  marked_bytes_ = 0;
}

void Marker::abandon() {
  mark_top_ = mark_base_;
  slices_.clear();
  candidates_.clear();
}

bool Marker::may_be_queued(const HeapObject* object) const {
  constexpr ptrdiff_t kLongestSearch = ptrdiff_t{1} << 17;
  if (mark_top_ - mark_base_ > kLongestSearch) return true;
  if (std::find(mark_base_, mark_top_, object) != mark_top_) return true;
  return std::any_of(slices_.begin(), slices_.end(), [object](const Slice& slice) { return slice.object == object; });
}

void Marker::visit_shape_cell(HeapObject* shape) {
  const uintptr_t address = reinterpret_cast<uintptr_t>(shape);
  VM_CHECK(shapes_.is_cell(address), "a reference is the exact address of a live object or shape");
  if (shapes_.mark(address, epoch_)) push(shape);
}

void Marker::scan_shape(ShapeHeader* shape) {
  shape->gc_bits |= kGcUnlogged;
  visit_shape_ref(shape->shape_ref);
  if (shape_layout != nullptr && shape_layout->trace != nullptr) shape_layout->trace(shape, *this);
}

void Marker::scan(HeapObject* object) {
  const uintptr_t address = reinterpret_cast<uintptr_t>(object);
  if (is_in_shape_region(address)) [[unlikely]] {
    scan_shape(static_cast<ShapeHeader*>(object));
    return;
  }
  VM_ASSERT(is_aligned(address, kObjectAlignment) && space_.contains(address), "a reference points to an object");
  VM_ASSERT(space_.unit(space_.unit_of(address)).kind == UnitKind::Block ||
                space_.unit(space_.unit_of(address)).kind == UnitKind::LargeHead,
            "a reference points to memory in use");
  if (!shapes_.is_allocated_and_marked(object->shape_ref, epoch_)) [[unlikely]]
    visit_shape_cell(object->shape());
  const Layout* layout = object->shape()->layout;
  const size_t bytes = object_bytes(object, layout);
  ++marked_objects_;
  marked_bytes_ += bytes;
  work_ += 8 + bytes / 8;
  if (bytes <= kLargeObjectBytes) [[likely]] {
    const uintptr_t offset = address - heap_base_;
    const uintptr_t last = (offset + bytes - 1) >> kLineShift;
    for (uintptr_t line = offset >> kLineShift; line <= last; ++line) {
      lines_[line] = static_cast<uint8_t>((lines_[line] & ~kLineEpochMask) | epoch_);
    }
  }
  if (layout->is_leaf()) return;
  object->gc_bits |= kGcUnlogged;
  trace_references(object, layout, bytes);
}

void Marker::trace_references(HeapObject* object, const Layout* layout, size_t bytes) {
  if ((layout->flags & kLayoutValues) == 0) {
    layout->trace(object, *this);
    return;
  }
  const uintptr_t begin = reinterpret_cast<uintptr_t>(object) + layout->values_offset;
  const uintptr_t end = reinterpret_cast<uintptr_t>(object) + bytes;
  if (end - begin > kSliceBytes) {
    slices_.push_back({.object = object, .next = begin, .end = end});
  } else {
    visit_values(reinterpret_cast<const uint64_t*>(begin), (end - begin) / 8);
  }
}

void Marker::scan_slice() {
  Slice& slice = slices_.back();
  const uintptr_t begin = slice.next;
  const uintptr_t end = std::min(slice.end, begin + kSliceBytes);
  slice.next = end;
  if (end == slice.end) slices_.pop_back();
  work_ += kSliceBytes / 8;
  visit_values(reinterpret_cast<const uint64_t*>(begin), (end - begin) / 8);
}

void Marker::rescan(HeapObject* object) {
  object->gc_bits |= kGcUnlogged;
  if (is_in_shape_region(reinterpret_cast<uintptr_t>(object))) {
    scan_shape(static_cast<ShapeHeader*>(object));
    return;
  }
  visit_shape_ref(object->shape_ref);
  const Layout* layout = object->shape()->layout;
  if (!layout->is_leaf()) trace_references(object, layout, object_bytes(object, layout));
}

void Marker::visit_values_between(HeapObject* object, uintptr_t begin, uintptr_t end) {
  const uintptr_t start = reinterpret_cast<uintptr_t>(object);
  const Layout* layout = object->shape()->layout;
  if (layout->trace_range != nullptr) {
    layout->trace_range(object, begin, end, *this);
    return;
  }
  begin = std::max(begin, start + layout->values_offset);
  end = std::min(end, start + object_bytes(object, layout));
  if (begin < end) visit_values(reinterpret_cast<const uint64_t*>(begin), (end - begin) / 8);
}

void Marker::drain() {
  (void)drain_some(UINT64_MAX);
}

bool Marker::drain_some(uint64_t budget) {
  HeapObject* ring[kRingSize];
  size_t first = 0;
  size_t waiting = 0;
  work_ = 0;
  if (budget < UINT64_MAX / 8) budget *= 8;
  for (;;) {
    while (waiting < kRingSize && mark_top_ != mark_base_) {
      HeapObject* next = *--mark_top_;
      __builtin_prefetch(next);
      ring[(first + waiting++) % kRingSize] = next;
    }
    if (work_ >= budget) [[unlikely]] {
      while (waiting > 0)
        push(ring[(first + --waiting) % kRingSize]);
      return is_idle();
    }
    if (waiting > 0) [[likely]] {
      HeapObject* object = ring[first];
      first = (first + 1) % kRingSize;
      --waiting;
      scan(object);
    } else if (!candidates_.empty()) {
      resolve_candidates();
    } else if (!slices_.empty()) {
      scan_slice();
    } else {
      return true;
    }
  }
}

void Marker::add_candidate(uintptr_t word) {
  if (space_.contains(word)) {
    const UnitKind kind = space_.unit(space_.unit_of(word)).kind;
    if (kind == UnitKind::Free) return;
    if (kind == UnitKind::Block) {
      const uint8_t line = lines_[(word - heap_base_) >> kLineShift];
      if (line == 0 || (scope_ == Scope::Young && (line & kLineFresh) == 0)) return;
    }
    candidates_.push_back(word);
    return;
  }
  // A compressed reference to a shape may be in either half of a word.
  for (const uintptr_t half : {word & 0xFFFFFFFF, word >> 32}) {
    if (shapes_.find(half) != nullptr) candidates_.push_back(half);
  }
}

TAIPAN_NO_SANITIZE_ADDRESS void Marker::add_candidates(const void* begin, const void* end) {
  const auto* word = reinterpret_cast<const uintptr_t*>(align_up(reinterpret_cast<uintptr_t>(begin), 8));
  const auto* stop = reinterpret_cast<const uintptr_t*>(align_down(reinterpret_cast<uintptr_t>(end), 8));
  for (; word < stop; ++word)
    add_candidate(*word);
}

void Marker::resolve_candidates() {
  std::sort(candidates_.begin(), candidates_.end());
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  ObjectFinder::FreshCursor cursor;
  for (const uintptr_t address : candidates_) {
    HeapObject* object = finder_.find(address, *starts_, cursor);
    if (object != nullptr) visit(object);
  }
  candidates_.clear();
}

}  // namespace taipan
