// gc/allocator_private.h -- what happens when the inline bump does not fit.
//
// Room       Heap, inside only.
// Contract   The allocator has two holes to bump through: the main one, whose zeroed part is the heap's cursor and
// limit,
//            and an overflow block for medium objects (above 128 bytes, the smallest hole) that do not fit into the rest of the main hole.
//            A hole is zeroed a page at a time, just before it is used, so that the lines are in the cache then.
// Tests      tests/unit/gc/allocation_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>

#include "gc/allocation_observer.h"
#include "gc/address_space_private.h"
#include "gc/block_space_private.h"
#include "gc/heap_object.h"

namespace taipan {

class Collector;
class LargeSpace;

class Allocator {
 public:
  // `cursor` and `limit` are those of the heap.
  Allocator(uintptr_t& cursor, uintptr_t& limit, AddressSpace& space, BlockSpace& blocks, LargeSpace& large,
            Collector& collector)
      : cursor_(cursor), limit_(limit), space_(space), blocks_(blocks), large_(large), collector_(collector) {}

  // Zeroed memory of a rounded size, after a safepoint; 0 when the machine has none left.
  [[nodiscard]] uintptr_t allocate(size_t bytes);

  // Makes fresh lines parseable up to the end of what is allocated.
  void terminate();
  // The same, and gives up the rest of both holes: before a collection.
  void retire();

  void set_stress(uint32_t every);

 private:
  // A hole that is partly used: [cursor, zeroed_end) is zero, [zeroed_end, end) is old bytes.
  struct Hole {
    uintptr_t cursor = 0;
    uintptr_t zeroed_end = 0;
    uintptr_t end = 0;
  };

  [[nodiscard]] uintptr_t allocate_small(size_t bytes);
  [[nodiscard]] uintptr_t bump(Hole& hole, size_t bytes);
  void terminate(Hole& hole);
  void open(Hole& hole, BlockSpace::Span span);
  void stress();
  void load_main() { main_.cursor = cursor_; }
  void store_main() {
    cursor_ = main_.cursor;
    const bool sees_all = stress_every_ != 0 || detail::g_allocation_observer != nullptr;
    limit_ = sees_all ? main_.cursor : main_.zeroed_end;
  }

  uintptr_t& cursor_;
  uintptr_t& limit_;
  AddressSpace& space_;
  BlockSpace& blocks_;
  LargeSpace& large_;
  Collector& collector_;
  Hole main_;
  Hole overflow_;
  uint32_t stress_every_ = 0;
  uint32_t stress_countdown_ = 0;
  bool stress_major_next_ = false;
};

}  // namespace taipan
