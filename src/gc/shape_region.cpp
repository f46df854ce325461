// gc/shape_region.cpp -- allocating and sweeping shape cells.
//
// Room       Heap.
// In / out   shape_region_private.h.
// Tests      tests/unit/gc/shape_region_test.cpp
#include <cstring>

#include "base/assert.h"
#include "base/sanitizer.h"
#include "base/virtual_memory.h"
#include "gc/shape_region_private.h"

namespace taipan {

namespace {

constexpr uint32_t kCommitCells = 8192;  // 1 MiB at a time
constexpr size_t kCommitBytes = size_t{kCommitCells} * kShapeCellBytes;
constexpr size_t kSmallestRegion = 16 * kCommitBytes;

// A process with little address space (`ulimit -v`) has room for fewer shapes.
size_t wanted_bytes() {
  const size_t share = address_space_limit() / 16 / kCommitBytes * kCommitBytes;
  return share < kSmallestRegion ? kSmallestRegion : share < kShapeRegionBytes ? share : kShapeRegionBytes;
}

void* memory_of(uint32_t cell) {
  return reinterpret_cast<void*>(uintptr_t{shape_cell_address(cell)});
}

}  // namespace

ShapeRegion::ShapeRegion() : reserved_bytes_(wanted_bytes()) {
  VM_CHECK(reserve_memory_at(kShapeRegionBase, reserved_bytes_),
           "the address range of shapes is free (only one heap at a time may exist)");
  states_ = static_cast<uint8_t*>(map_memory(kStateBytes));
  VM_CHECK(states_ != nullptr, "there is address space for the states of shapes");
}

ShapeRegion::~ShapeRegion() {
  unpoison_memory(memory_of(0), size_t{committed_cells_} * kShapeCellBytes);
  release_memory(memory_of(0), reserved_bytes_);
  release_memory(states_, kStateBytes);
}

ShapeHeader* ShapeRegion::allocate() {
  uint32_t cell = frontier_;
  if (!free_cells_.empty()) {
    cell = free_cells_.back();
    free_cells_.pop_back();
    unpoison_memory(memory_of(cell), kShapeCellBytes);
    std::memset(memory_of(cell), 0, kShapeCellBytes);
  } else {
    if (frontier_ == committed_cells_ || committed_cells_ == 0) {
      VM_CHECK(committed_cells_ < reserved_bytes_ / kShapeCellBytes, "the shapes of a program fit into their region");
      VM_CHECK(commit_memory(memory_of(committed_cells_), size_t{kCommitCells} * kShapeCellBytes),
               "there is memory for shapes");
      committed_cells_ += kCommitCells;
    }
    ++frontier_;
  }
  states_[cell] = kAllocated;
  ++allocated_cells_;
  young_.push_back(header_of(cell));
  return header_of(cell);
}

void ShapeRegion::sweep(uint8_t epoch, void (*finalize)(HeapObject*)) {
  free_cells_.clear();
  for (uint32_t cell = frontier_ - 1; cell >= kFirstShapeCell; --cell) {
    if (states_[cell] == 0) {
      free_cells_.push_back(cell);
    } else if ((states_[cell] & kLineEpochMask) != epoch) {
      if (finalize != nullptr) finalize(header_of(cell));
      states_[cell] = 0;
      --allocated_cells_;
      if constexpr (kPoison) std::memset(memory_of(cell), kPoisonByte, kShapeCellBytes);
      poison_memory(memory_of(cell), kShapeCellBytes);
      free_cells_.push_back(cell);
    }
  }
}

}  // namespace taipan
