// gc/remembered_set.cpp -- the slow path of the write barrier, and what a collection does with it.
//
// Room       Heap.
// May touch  kGcUnlogged, and the line bytes of large objects (cards).
// Tests      tests/unit/gc/barrier_test.cpp
#include <algorithm>

#include "base/assert.h"
#include "gc/remembered_set_private.h"

namespace taipan {

void RememberedSet::log_slot(HeapObject* object, const void* slot) {
  LargeRecord* record = large_.find(object);
  if (record == nullptr || !object->shape()->layout->has_cards()) {
    log(object);
    return;
  }
  const uintptr_t address = reinterpret_cast<uintptr_t>(slot);
  VM_ASSERT(address - record->address < record->bytes, "a slot lies inside its owner");
  *card_of(address) |= kLineCard;
  if (record->has_cards) return;
  record->has_cards = true;
  carded_.push_back(record->first_unit);
}

template <class Visit>
void RememberedSet::take_cards(LargeRecord& record, Visit visit) {
  record.has_cards = false;
  uint8_t* const first = card_of(record.address);
  const size_t count = (record.bytes + kLineBytes - 1) / kLineBytes;
  for (uint8_t* card = first; card < first + count;) {
    // Nearly all cards are clean: look at eight at a time.
    uint64_t eight;
    if (card + 8 <= first + count) {
      __builtin_memcpy(&eight, card, 8);
      if ((eight & 0x8080808080808080) == 0) {
        card += 8;
        continue;
      }
    }
    if ((*card & kLineCard) != 0) {
      *card &= static_cast<uint8_t>(~kLineCard);
      const uintptr_t begin = record.address + static_cast<uintptr_t>(card - first) * kLineBytes;
      visit(begin, begin + kLineBytes);
    }
    ++card;
  }
}

void RememberedSet::rescan(Marker& marker, const MarkBitmap& marks) {
  for (HeapObject* object : log_) {
    const uintptr_t address = reinterpret_cast<uintptr_t>(object);
    // Shapes are few: they need no test.
    if (is_in_shape_region(address) || marks.is_marked(address - space_.base())) marker.rescan(object);
  }
  log_.clear();
  for (const uint32_t unit : carded_) {
    if (space_.unit(unit).kind != UnitKind::LargeHead) continue;
    LargeRecord& record = large_.record_of_unit(unit);
    if (!record.has_cards) continue;
    HeapObject* object = reinterpret_cast<HeapObject*>(record.address);
    const bool is_marked = marks.is_marked(record.address - space_.base());
    take_cards(record, [&](uintptr_t begin, uintptr_t end) {
      if (is_marked) marker.visit_values_between(object, begin, end);
    });
  }
  carded_.clear();
}

void RememberedSet::clear() {
  log_.clear();
  for (const uint32_t unit : carded_) {
    if (space_.unit(unit).kind != UnitKind::LargeHead) continue;
    LargeRecord& record = large_.record_of_unit(unit);
    if (record.has_cards) take_cards(record, [](uintptr_t, uintptr_t) {});
  }
  carded_.clear();
}

void RememberedSet::forget(LargeRecord& record, uint8_t gc_bits) {
  if (record.state == LargeState::Old && (gc_bits & kGcUnlogged) == 0) {
    std::erase(log_, reinterpret_cast<HeapObject*>(record.address));
  }
  if (record.has_cards) take_cards(record, [](uintptr_t, uintptr_t) {});
}

}  // namespace taipan
