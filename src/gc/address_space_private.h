// gc/address_space_private.h -- the reserved range of the heap and its units.
//
// Room       Heap, inside only. Knows units, not objects.
// In / out   take_units() for blocks and large objects, give_back() when they are empty.
// Contract   A taken unit may hold old bytes in its dirty pages; the taker zeroes what it hands on and notes what it
//            touches. Pages above are zero and take no memory.
// Tests      tests/unit/gc/address_space_test.cpp
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/heap_geometry_private.h"

namespace taipan {

class AddressSpace {
 public:
  static constexpr uint32_t kNoUnit = UINT32_MAX;

  explicit AddressSpace(size_t wanted_bytes);
  ~AddressSpace();
  AddressSpace(const AddressSpace&) = delete;
  AddressSpace& operator=(const AddressSpace&) = delete;

  [[nodiscard]] uintptr_t base() const { return base_; }
  [[nodiscard]] size_t reserved_bytes() const { return size_t{unit_limit_} << kUnitShift; }
  // Units below the frontier have been used at some time.
  [[nodiscard]] uint32_t frontier() const { return frontier_; }
  [[nodiscard]] size_t frontier_bytes() const { return size_t{frontier_} << kUnitShift; }

  [[nodiscard]] UnitInfo& unit(uint32_t index) { return units_[index]; }
  [[nodiscard]] const UnitInfo& unit(uint32_t index) const { return units_[index]; }
  [[nodiscard]] uint32_t unit_of(uintptr_t address) const {
    return static_cast<uint32_t>((address - base_) >> kUnitShift);
  }
  [[nodiscard]] uintptr_t address_of(uint32_t index) const { return base_ + (size_t{index} << kUnitShift); }
  [[nodiscard]] bool contains(uintptr_t address) const { return address - base_ < frontier_bytes(); }

  // `count` adjacent units at the lowest free place, or kNoUnit. Their kind stays Free: the taker sets it.
  [[nodiscard]] uint32_t take_units(uint32_t count);
  // `count` more units right behind `end`, if they are free.
  [[nodiscard]] bool take_units_at(uint32_t start, uint32_t count);
  void give_back(uint32_t start, uint32_t count);

  // Makes [begin, end) of taken units zero, and notes their pages as dirty.
  void zero(uintptr_t begin, uintptr_t end);
  // Moves the pages of whole units, both taken.
  [[nodiscard]] bool move_units(uint32_t from, uint32_t to, uint32_t count);

  // Gives the pages of the taken unit around `end` that lie behind it back to the system.
  void discard_behind(uintptr_t end);
  // Gives pages of free units back to the system, highest addresses first, until at most `keep_bytes` are dirty there.
  void discard_free_pages(size_t keep_bytes);

  [[nodiscard]] size_t dirty_bytes() const { return dirty_pages_ * kPageBytes; }
  [[nodiscard]] size_t free_units_below_frontier() const { return free_units_; }

 private:
  struct Run {
    uint32_t start;
    uint32_t count;
  };

  // 1, 2, 3-4, 5-8, 9-16, ...
  [[nodiscard]] static size_t size_class(uint32_t count) { return static_cast<size_t>(std::bit_width(count - 1)); }
  [[nodiscard]] bool commit_up_to(uint32_t unit);
  void poison_unit(uint32_t index);
  void set_dirty_pages(uint32_t index, size_t pages);
  [[nodiscard]] size_t first_run_not_before(uint32_t start) const;

  uintptr_t base_ = 0;
  uint32_t unit_limit_ = 0;       // units reserved
  uint32_t committed_units_ = 0;  // units that may be touched
  uint32_t frontier_ = 0;
  size_t free_units_ = 0;
  size_t dirty_pages_ = 0;
  UnitInfo* units_ = nullptr;
  std::vector<Run> free_runs_;  // by address, never adjacent
  // For each class of sizes: no run that starts below has a size of this class or above. Keeps first fit from walking
  // over thousands of short runs each time.
  uint32_t no_fit_below_[33] = {};
};

}  // namespace taipan
