// gc/object_finder.cpp -- lookup in units, bitmaps and fresh lines.
//
// Room       Heap.
// In / out   object_finder_private.h. Reads only.
// Tests      tests/unit/gc/conservative_test.cpp
#include "base/assert.h"
#include "base/bits.h"
#include "gc/layout.h"
#include "gc/object_finder_private.h"

namespace taipan {

HeapObject* ObjectFinder::find(uintptr_t address, const MarkBitmap& starts, FreshCursor& cursor) const {
  if (!space_.contains(address)) return shapes_.find(address);
  const uint32_t unit = space_.unit_of(address);
  switch (space_.unit(unit).kind) {
    case UnitKind::Free:
      return nullptr;
    case UnitKind::LargeHead:
    case UnitKind::LargeTail: {
      const LargeRecord& record = large_.record_of_unit(unit);
      return address - record.address < record.bytes ? reinterpret_cast<HeapObject*>(record.address) : nullptr;
    }
    case UnitKind::Block: {
      const uint8_t line = blocks_.lines()[(address - space_.base()) >> kLineShift];
      if ((line & kLineFresh) != 0) return find_fresh(address, cursor);
      return line != 0 ? find_old(address, starts) : nullptr;
    }
  }
  VM_UNREACHABLE("a unit has one of the kinds above");
}

HeapObject* ObjectFinder::find_old(uintptr_t address, const MarkBitmap& starts) const {
  const uintptr_t offset = align_down(address - space_.base(), kObjectAlignment);
  const uintptr_t start = starts.last_mark_at_or_before(offset, align_down(offset, kUnitBytes));
  if (start == MarkBitmap::kNone) return nullptr;
  HeapObject* object = reinterpret_cast<HeapObject*>(space_.base() + start);
  return address - space_.base() - start < object_bytes(object) ? object : nullptr;
}

HeapObject* ObjectFinder::find_fresh(uintptr_t address, FreshCursor& cursor) const {
  const uint8_t* lines = blocks_.lines();
  uintptr_t line = (address - space_.base()) >> kLineShift;
  while ((lines[line] & kLineFreshStart) == 0)
    --line;
  const uintptr_t piece = space_.base() + (line << kLineShift);
  if (cursor.piece != piece || cursor.object > address) cursor = {.piece = piece, .object = piece};
  uintptr_t at = cursor.object;
  while (at <= address) {
    HeapObject* object = reinterpret_cast<HeapObject*>(at);
    if (object->shape_ref == 0) return nullptr;
    cursor.object = at;
    at += object_bytes(object);
    if (address < at) return object;
  }
  return nullptr;
}

void ObjectFinder::for_each_fresh(uint32_t block, FunctionRef<void(HeapObject*)> callback) const {
  const uint8_t* lines = blocks_.lines() + size_t{block} * kLinesInBlock;
  for (uint32_t line = 0; line < kLinesInBlock;) {
    if ((lines[line] & kLineFreshStart) == 0) {
      ++line;
      continue;
    }
    const uint32_t first = line;
    do
      ++line;
    while (line < kLinesInBlock && (lines[line] & (kLineFresh | kLineFreshStart)) == kLineFresh);
    uintptr_t at = space_.address_of(block) + first * kLineBytes;
    const uintptr_t end = space_.address_of(block) + line * kLineBytes;
    while (at < end) {
      HeapObject* object = reinterpret_cast<HeapObject*>(at);
      if (object->shape_ref == 0) break;
      const size_t bytes = object_bytes(object);
      callback(object);
      at += bytes;
    }
  }
}

}  // namespace taipan
