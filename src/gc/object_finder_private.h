// gc/object_finder_private.h -- from any address to the object around it.
//
// Room       Heap, inside only.
// Contract   Old objects are found through the bitmap of their starts. Fresh lines have no bits: objects lie there
//            without gaps from the first line of each piece on, so they are parsed when somebody asks. Allocation stays
//            a bump and pays nothing for this.
// Tests      tests/unit/gc/conservative_test.cpp
#pragma once

#include <cstdint>

#include "base/function_ref.h"
#include "gc/address_space_private.h"
#include "gc/block_space_private.h"
#include "gc/large_space_private.h"
#include "gc/mark_bitmap_private.h"
#include "gc/shape_region_private.h"

namespace taipan {

class ObjectFinder {
 public:
  // Where the last parse of fresh lines stood: makes a series of rising addresses one pass.
  struct FreshCursor {
    uintptr_t piece = 0;   // first byte of the piece
    uintptr_t object = 0;  // an object in it
  };

  ObjectFinder(const AddressSpace& space, const BlockSpace& blocks, LargeSpace& large, const ShapeRegion& shapes)
      : space_(space), blocks_(blocks), large_(large), shapes_(shapes) {}

  // The object that contains `address`, or null. `starts` has the starts of all old objects in blocks.
  [[nodiscard]] HeapObject* find(uintptr_t address, const MarkBitmap& starts, FreshCursor& cursor) const;

  // All objects in the fresh lines of a block, by address.
  void for_each_fresh(uint32_t block, FunctionRef<void(HeapObject*)> callback) const;

 private:
  [[nodiscard]] HeapObject* find_fresh(uintptr_t address, FreshCursor& cursor) const;
  [[nodiscard]] HeapObject* find_old(uintptr_t address, const MarkBitmap& starts) const;

  const AddressSpace& space_;
  const BlockSpace& blocks_;
  LargeSpace& large_;
  const ShapeRegion& shapes_;
};

}  // namespace taipan
