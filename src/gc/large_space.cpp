// gc/large_space.cpp -- allocating, resizing and freeing large objects.
//
// Room       Heap.
// In / out   large_space_private.h.
// May touch  Unit kinds of its units; contents only to zero or move them.
// Tests      tests/unit/gc/large_object_test.cpp
#include "base/assert.h"
#include "base/bits.h"
#include "gc/large_space_private.h"

namespace taipan {

uint32_t LargeSpace::new_record() {
  if (!free_records_.empty()) {
    const uint32_t id = free_records_.back();
    free_records_.pop_back();
    return id;
  }
  records_.emplace_back();
  return static_cast<uint32_t>(records_.size() - 1);
}

void LargeSpace::settle(uint32_t id, uint32_t first_unit, uint32_t unit_count, size_t bytes) {
  records_[id] = LargeRecord{.address = space_.address_of(first_unit),
                             .bytes = bytes,
                             .first_unit = first_unit,
                             .unit_count = unit_count,
                             .state = LargeState::Young};
  for (uint32_t i = 0; i < unit_count; ++i) {
    UnitInfo& info = space_.unit(first_unit + i);
    info.kind = i == 0 ? UnitKind::LargeHead : UnitKind::LargeTail;
    info.value = id;
  }
  young_.push_back(id);
  occupied_bytes_ += whole_pages(bytes);
}

uintptr_t LargeSpace::allocate(size_t bytes) {
  const size_t units = divide_round_up(bytes, kUnitBytes);
  if (units >= AddressSpace::kNoUnit) return 0;
  const uint32_t first = space_.take_units(static_cast<uint32_t>(units));
  if (first == AddressSpace::kNoUnit) return 0;
  const uintptr_t address = space_.address_of(first);
  space_.zero(address, address + bytes);
  settle(new_record(), first, static_cast<uint32_t>(units), bytes);
  return address;
}

bool LargeSpace::resize_in_place(LargeRecord& record, size_t bytes) {
  const size_t wanted = divide_round_up(bytes, kUnitBytes);
  if (wanted >= AddressSpace::kNoUnit) return false;
  const uint32_t units = static_cast<uint32_t>(wanted);
  if (units > record.unit_count) {
    const uint32_t end = record.first_unit + record.unit_count;
    if (!space_.take_units_at(end, units - record.unit_count)) return false;
    const uint32_t id = space_.unit(record.first_unit).value;
    for (uint32_t unit = end; unit < record.first_unit + units; ++unit) {
      space_.unit(unit).kind = UnitKind::LargeTail;
      space_.unit(unit).value = id;
    }
  } else if (units < record.unit_count) {
    space_.give_back(record.first_unit + units, record.unit_count - units);
  }
  if (whole_pages(bytes) < whole_pages(record.bytes)) space_.discard_behind(record.address + bytes);
  if (bytes > record.bytes) space_.zero(record.address + record.bytes, record.address + bytes);
  occupied_bytes_ = occupied_bytes_ - whole_pages(record.bytes) + whole_pages(bytes);
  record.bytes = bytes;
  record.unit_count = units;
  return true;
}

uintptr_t LargeSpace::move_to_larger(const LargeRecord& record, size_t bytes) {
  VM_ASSERT(bytes > record.bytes, "pages move to a larger place");
  const size_t wanted = divide_round_up(bytes, kUnitBytes);
  if (wanted >= AddressSpace::kNoUnit) return 0;
  const uint32_t units = static_cast<uint32_t>(wanted);
  const uint32_t first = space_.take_units(units);
  if (first == AddressSpace::kNoUnit) return 0;
  if (!space_.move_units(record.first_unit, first, record.unit_count)) {
    space_.give_back(first, units);
    return 0;
  }
  const uintptr_t address = space_.address_of(first);
  space_.zero(address + record.bytes, address + bytes);
  settle(new_record(), first, units, bytes);
  return address;
}

void LargeSpace::free(LargeRecord& record) {
  VM_ASSERT(record.state != LargeState::Free, "a large object is freed once");
  free_records_.push_back(space_.unit(record.first_unit).value);
  space_.give_back(record.first_unit, record.unit_count);
  occupied_bytes_ -= whole_pages(record.bytes);
  record = LargeRecord{};
}

LargeRecord* LargeSpace::find(const HeapObject* object) {
  const uintptr_t address = reinterpret_cast<uintptr_t>(object);
  if (!space_.contains(address)) return nullptr;
  const uint32_t unit = space_.unit_of(address);
  if (space_.unit(unit).kind != UnitKind::LargeHead || space_.address_of(unit) != address) return nullptr;
  return &record_of_unit(unit);
}

void LargeSpace::sweep_record(LargeRecord& record, const MarkBitmap& marks) {
  if (record.state == LargeState::Free) return;
  if (marks.is_marked(record.address - space_.base())) {
    // The last unit may have held more before; one that lives is worth the call.
    if (record.state == LargeState::Young) space_.discard_behind(record.address + record.bytes);
    record.state = LargeState::Old;
  } else {
    free(record);
  }
}

void LargeSpace::sweep_young(const MarkBitmap& marks) {
  for (const uint32_t id : young_) {
    if (records_[id].state == LargeState::Young) sweep_record(records_[id], marks);
  }
  young_.clear();
}

void LargeSpace::sweep_all(const MarkBitmap& marks) {
  for (LargeRecord& record : records_)
    sweep_record(record, marks);
  young_.clear();
}

}  // namespace taipan
