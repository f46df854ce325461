// gc/shape_region_private.h -- the cells in which shapes live, at a fixed address below 4 GiB.
//
// Room       Heap, inside only.
// Contract   One region at a time in a process. Cells are handed out in increasing order until a major collection frees
//            some; freed ones are used again, lowest first.
// Tests      tests/unit/gc/shape_region_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/heap_geometry_private.h"
#include "gc/heap_object.h"

namespace taipan {

class ShapeRegion {
 public:
  ShapeRegion();
  ~ShapeRegion();
  ShapeRegion(const ShapeRegion&) = delete;
  ShapeRegion& operator=(const ShapeRegion&) = delete;

  // A zeroed young cell.
  [[nodiscard]] ShapeHeader* allocate();

  // True for the address of a cell that is in use.
  [[nodiscard]] bool is_cell(uintptr_t address) const {
    return is_in_shape_region(address) && (address - kShapeRegionBase) % kShapeCellBytes == 0 &&
           (states_[cell_of(address)] & kAllocated) != 0;
  }
  // The cell in use that `address` points to or into, or null.
  [[nodiscard]] ShapeHeader* find(uintptr_t address) const {
    if (!is_in_shape_region(address)) return nullptr;
    const uint32_t cell = cell_of(address);
    if (cell >= frontier_ || (states_[cell] & kAllocated) == 0) return nullptr;
    return header_of(cell);
  }

  // `reference` may be any 32 bits: the table of states covers the whole range below 4 GiB.
  [[nodiscard]] bool is_allocated_and_marked(uint32_t reference, uint8_t epoch) const {
    return states_[static_cast<uint32_t>(reference - kShapeRegionBase) / kShapeCellBytes] == (kAllocated | epoch);
  }
  // True if the shape was not marked in this epoch.
  bool mark(uintptr_t address, uint8_t epoch) {
    uint8_t& state = states_[cell_of(address)];
    if ((state & kLineEpochMask) == epoch) return false;
    state = kAllocated | epoch;
    return true;
  }
  [[nodiscard]] bool is_marked(uintptr_t address, uint8_t epoch) const {
    return (states_[cell_of(address)] & kLineEpochMask) == epoch;
  }

  // Shapes allocated since the last collection. Minor collections take them for roots.
  [[nodiscard]] const std::vector<ShapeHeader*>& young() const { return young_; }
  void forget_young() { young_.clear(); }

  // Frees the shapes without a mark of this epoch; `finalize` may be null.
  void sweep(uint8_t epoch, void (*finalize)(HeapObject*));

  [[nodiscard]] size_t allocated_bytes() const { return allocated_cells_ * kShapeCellBytes; }
  // Cells below it have been used at some time.
  [[nodiscard]] uint32_t frontier() const { return frontier_; }
  [[nodiscard]] bool is_allocated(uint32_t cell) const { return (states_[cell] & kAllocated) != 0; }
  [[nodiscard]] static ShapeHeader* header_of(uint32_t cell) {
    return reinterpret_cast<ShapeHeader*>(uintptr_t{shape_cell_address(cell)});
  }

 private:
  static constexpr uint8_t kAllocated = 0x80;  // the low bits are the epoch of the last mark, 0 for a young shape
  static constexpr size_t kStateBytes = (size_t{1} << 32) / kShapeCellBytes;

  [[nodiscard]] static uint32_t cell_of(uintptr_t address) {
    return static_cast<uint32_t>((address - kShapeRegionBase) / kShapeCellBytes);
  }

  size_t reserved_bytes_;  // from the region's base on
  uint8_t* states_ = nullptr;
  uint32_t frontier_ = kFirstShapeCell;
  uint32_t committed_cells_ = 0;
  size_t allocated_cells_ = 0;
  std::vector<uint32_t> free_cells_;  // lowest last
  std::vector<ShapeHeader*> young_;
};

}  // namespace taipan
