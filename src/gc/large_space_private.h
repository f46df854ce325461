// gc/large_space_private.h -- objects above 8 KiB: each has units of its own.
//
// Room       Heap, inside only.
// Contract   An object starts at the first byte of its first unit. It is young until a collection has marked it.
//            Pages behind its end are untouched where the units are new, so rounding up costs address space only.
// Tests      tests/unit/gc/large_object_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/address_space_private.h"
#include "gc/heap_object.h"
#include "gc/mark_bitmap_private.h"

namespace taipan {

enum class LargeState : uint8_t { Free, Young, Old };

struct LargeRecord {
  uintptr_t address = 0;
  size_t bytes = 0;  // of the object, a multiple of 8
  uint32_t first_unit = 0;
  uint32_t unit_count = 0;
  LargeState state = LargeState::Free;
  bool has_cards = false;  // it is in the list of objects with dirty cards
};

class LargeSpace {
 public:
  explicit LargeSpace(AddressSpace& space) : space_(space) {}
  LargeSpace(const LargeSpace&) = delete;
  LargeSpace& operator=(const LargeSpace&) = delete;

  // Zeroed memory for a young object, or 0 when there is none.
  [[nodiscard]] uintptr_t allocate(size_t bytes);
  // Makes the object longer or shorter where it is. Bytes that are added are zero. False: there is no room.
  [[nodiscard]] bool resize_in_place(LargeRecord& record, size_t bytes);
  // A young object of `bytes` with the contents of `record`, by moving pages; `record` keeps zeroes. 0: it cannot be
  // done.
  [[nodiscard]] uintptr_t move_to_larger(const LargeRecord& record, size_t bytes);
  void free(LargeRecord& record);

  // The record of the large object that `unit` is part of.
  [[nodiscard]] LargeRecord& record_of_unit(uint32_t unit) { return records_[space_.unit(unit).value]; }
  // The record of the object at exactly this address, or null if it is no large one.
  [[nodiscard]] LargeRecord* find(const HeapObject* object);

  // Frees what is not marked; the rest is old. The first looks at young objects only.
  void sweep_young(const MarkBitmap& marks);
  void sweep_all(const MarkBitmap& marks);

  // Of all objects, in whole pages.
  [[nodiscard]] size_t occupied_bytes() const { return occupied_bytes_; }
  [[nodiscard]] std::vector<LargeRecord>& records() { return records_; }
  [[nodiscard]] const std::vector<LargeRecord>& records() const { return records_; }

 private:
  static size_t whole_pages(size_t bytes) { return (bytes + (kPageBytes - 1)) & ~(kPageBytes - 1); }
  [[nodiscard]] uint32_t new_record();
  void settle(uint32_t id, uint32_t first_unit, uint32_t unit_count, size_t bytes);
  void sweep_record(LargeRecord& record, const MarkBitmap& marks);

  AddressSpace& space_;
  std::vector<LargeRecord> records_;
  std::vector<uint32_t> free_records_;
  std::vector<uint32_t> young_;  // may name records that were freed and used again
  size_t occupied_bytes_ = 0;
};

}  // namespace taipan
