// gc/block_space_private.h -- blocks of lines: where the allocator's holes come from, and how they are swept.
//
// Room       Heap, inside only. Knows lines, not objects.
// In / out   next_hole() and next_free_block() for the allocator; sweep_...() after marking.
// Contract   A hole is a run of free lines inside one block. Its lines are marked fresh as it is handed out, and count
//            as occupied until the next sweep. Its bytes are whatever was there before.
// Tests      tests/unit/gc/block_space_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/address_space_private.h"
#include "gc/heap_geometry_private.h"
#include "gc/mark_bitmap_private.h"

namespace taipan {

class BlockSpace {
 public:
  struct Span {
    uintptr_t begin = 0;
    uintptr_t end = 0;
    [[nodiscard]] bool is_empty() const { return begin == end; }
  };

  explicit BlockSpace(AddressSpace& space);
  ~BlockSpace();
  BlockSpace(const BlockSpace&) = delete;
  BlockSpace& operator=(const BlockSpace&) = delete;

  // Empty when no unit can be had.
  [[nodiscard]] Span next_hole();
  [[nodiscard]] Span next_free_block();

  // The next hole is looked for from the start again: after a sweep.
  void restart();

  // Lines with this epoch stay, all others become free; empty blocks go back to the address space. The first sweeps
  // only the blocks that got fresh lines (minor collections), the second every block.
  void sweep_touched(uint8_t epoch, const MarkBitmap& marks);
  void sweep_all(uint8_t epoch, const MarkBitmap& marks);

  [[nodiscard]] uint8_t* lines() { return lines_; }
  [[nodiscard]] const uint8_t* lines() const { return lines_; }
  [[nodiscard]] size_t occupied_bytes() const { return occupied_lines_ << kLineShift; }
  [[nodiscard]] const std::vector<uint32_t>& touched_blocks() const { return touched_; }

 private:
  [[nodiscard]] uint8_t* lines_of(uint32_t block) { return lines_ + size_t{block} * kLinesInBlock; }
  void hand_out(uint32_t block, uint32_t first_line, uint32_t line_count);
  [[nodiscard]] uint32_t take_block();
  void sweep_block(uint32_t block, uint8_t epoch, const MarkBitmap& marks);
  void poison_dead(uint32_t block, const MarkBitmap& marks);

  AddressSpace& space_;
  uint8_t* lines_ = nullptr;
  uint32_t current_ = AddressSpace::kNoUnit;  // the block whose holes are being handed out
  uint32_t next_line_ = 0;                    // where to look in it
  size_t occupied_lines_ = 0;
  std::vector<uint32_t> recyclable_;  // blocks worth looking into, next one last
  std::vector<uint32_t> touched_;
};

}  // namespace taipan
