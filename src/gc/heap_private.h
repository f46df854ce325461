// gc/heap_private.h -- the heap's parts, put together.
//
// Room       Heap, inside only.
#pragma once

#include "gc/address_space_private.h"
#include "gc/allocator_private.h"
#include "gc/block_space_private.h"
#include "gc/collector_private.h"
#include "gc/finalization_private.h"
#include "gc/heap.h"
#include "gc/large_space_private.h"
#include "gc/mark_bitmap_private.h"
#include "gc/marker_private.h"
#include "gc/object_finder_private.h"
#include "gc/remembered_set_private.h"
#include "gc/roots_private.h"
#include "gc/shape_region_private.h"

namespace taipan {

struct HeapState {
  HeapState(Heap& owner, const HeapConfig& given);
  ~HeapState();

  // The starts of all old objects, whatever is going on.
  [[nodiscard]] const MarkBitmap& old_starts() const { return collector.is_incremental() ? previous : marks; }

  // Frees a large object between collections; `gc_bits` are those it had.
  void free_large(LargeRecord& record, uint8_t gc_bits);
  // Whether the collector may have this large object in its hands, half scanned.
  [[nodiscard]] bool is_being_marked(const LargeRecord& record) const;

  Heap& heap;
  const HeapConfig config;
  AddressSpace space;
  BlockSpace blocks;
  LargeSpace large;
  ShapeRegion shapes;
  MarkBitmap marks;     // of this cycle; outside of major collections: the old objects
  MarkBitmap previous;  // during a major collection those of the last; otherwise clear
  ObjectFinder finder;
  Marker marker;
  RememberedSet remembered;
  RootSet roots;
  FinalizationRegistry finalization;
  Collector collector;
  Allocator allocator;
  NativeStack first_stack;
  size_t frozen = 0;
  char message[256] = {};  // of the last verification
};

}  // namespace taipan
