// gc/remembered_set_private.h -- which old objects were written since the last collection.
//
// Room       Heap, inside only.
// Contract   An object is in the log from the first store into it until the next collection (kGcUnlogged is clear
// then).
//            Large arrays of values are not logged as a whole: the line of each written slot becomes a dirty card, and
//            kGcUnlogged stays set, so that every store comes here.
// Tests      tests/unit/gc/barrier_test.cpp
#pragma once

#include <cstdint>
#include <vector>

#include "gc/block_space_private.h"
#include "gc/large_space_private.h"
#include "gc/marker_private.h"

namespace taipan {

class RememberedSet {
 public:
  RememberedSet(const AddressSpace& space, BlockSpace& blocks, LargeSpace& large)
      : space_(space), blocks_(blocks), large_(large) {}

  void log(HeapObject* object) {
    object->gc_bits &= static_cast<uint8_t>(~kGcUnlogged);
    log_.push_back(object);
  }
  void log_slot(HeapObject* object, const void* slot);

  // Scans again what was written, as far as it is marked already (the rest is scanned when it gets marked), and
  // forgets it.
  void rescan(Marker& marker, const MarkBitmap& marks);
  // Forgets everything without looking: before a full marking from the roots.
  void clear();
  // The large object, whose header has or had these bits, dies before the next collection.
  void forget(LargeRecord& record, uint8_t gc_bits);

  [[nodiscard]] const std::vector<HeapObject*>& log() const { return log_; }
  [[nodiscard]] bool is_card_dirty(const void* slot) const {
    return (*card_of(reinterpret_cast<uintptr_t>(slot)) & kLineCard) != 0;
  }

 private:
  [[nodiscard]] uint8_t* card_of(uintptr_t address) const {
    return blocks_.lines() + ((address - space_.base()) >> kLineShift);
  }
  template <class Visit>
  void take_cards(LargeRecord& record, Visit visit);

  const AddressSpace& space_;
  BlockSpace& blocks_;
  LargeSpace& large_;
  std::vector<HeapObject*> log_;
  std::vector<uint32_t> carded_;  // first units of large objects with dirty cards
};

}  // namespace taipan
