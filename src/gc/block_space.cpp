// gc/block_space.cpp -- holes, and sweeping lines.
//
// Room       Heap.
// In / out   block_space_private.h.
// May touch  Line bytes and the unit table's entries of blocks; bytes of dead objects when poisoning.
// Tests      tests/unit/gc/block_space_test.cpp
//
// A sweep is a pass over 256 line bytes a block, about 20 ns, so it is done for all blocks at once at the end of a
// collection and needs no laziness: a heap of 1 GiB takes under a millisecond.
#include <algorithm>
#include <bit>
#include <cstring>

#include "base/assert.h"
#include "base/bits.h"
#include "base/sanitizer.h"
#include "gc/block_space_private.h"
#include "gc/layout.h"

namespace taipan {

namespace {

// A block with fewer free lines is left alone until a major collection frees more of it: small holes cost more time
// than they give room.
constexpr uint32_t kRecyclableLines = kLinesInBlock * 3 / 16;
constexpr uint32_t kSmallestHoleLines = 128 / kLineBytes;

// The first line from `line` on that is free, or that is not: eight bytes at a time. A read may reach into the lines of
// the next block, or, at the table's end, into its padding.
uint32_t next_free_line(const uint8_t* lines, uint32_t line) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  for (; line < kLinesInBlock; line += 8) {
    uint64_t eight;
    std::memcpy(&eight, lines + line, 8);
    const uint64_t zeroes = (eight - kOnes) & ~eight & (kOnes << 7);  // exact up to the first zero byte
    if (zeroes == 0) continue;
    line += static_cast<uint32_t>(std::countr_zero(zeroes)) / 8;
    break;
  }
  return std::min<uint32_t>(line, kLinesInBlock);
}

uint32_t next_occupied_line(const uint8_t* lines, uint32_t line) {
  for (; line < kLinesInBlock; line += 8) {
    uint64_t eight;
    std::memcpy(&eight, lines + line, 8);
    if (eight == 0) continue;
    line += static_cast<uint32_t>(std::countr_zero(eight)) / 8;
    break;
  }
  return std::min<uint32_t>(line, kLinesInBlock);
}

size_t line_table_bytes(const AddressSpace& space) {
  return (space.reserved_bytes() >> kLineShift) + kPageBytes;
}

}  // namespace

BlockSpace::BlockSpace(AddressSpace& space) : space_(space) {
  lines_ = static_cast<uint8_t*>(map_memory(line_table_bytes(space)));
  VM_CHECK(lines_ != nullptr, "there is address space for the table of lines");
}

BlockSpace::~BlockSpace() {
  release_memory(lines_, line_table_bytes(space_));
}

void BlockSpace::restart() {
  current_ = AddressSpace::kNoUnit;
  next_line_ = 0;
}

void BlockSpace::hand_out(uint32_t block, uint32_t first_line, uint32_t line_count) {
  uint8_t* lines = lines_of(block) + first_line;
  std::memset(lines, kLineFresh, line_count);
  lines[0] = kLineFresh | kLineFreshStart;
  UnitInfo& info = space_.unit(block);
  VM_ASSERT(info.kind == UnitKind::Block && info.value >= line_count, "a hole consists of free lines of a block");
  info.value -= line_count;
  occupied_lines_ += line_count;
  if (info.is_touched == 0) {
    info.is_touched = 1;
    touched_.push_back(block);
  }
}

uint32_t BlockSpace::take_block() {
  const uint32_t block = space_.take_units(1);
  if (block == AddressSpace::kNoUnit) return block;
  UnitInfo& info = space_.unit(block);
  info.kind = UnitKind::Block;
  info.value = kLinesInBlock;
  std::memset(lines_of(block), 0, kLinesInBlock);
  return block;
}

BlockSpace::Span BlockSpace::next_free_block() {
  const uint32_t block = take_block();
  if (block == AddressSpace::kNoUnit) return {};
  hand_out(block, 0, kLinesInBlock);
  return {space_.address_of(block), space_.address_of(block) + kUnitBytes};
}

BlockSpace::Span BlockSpace::next_hole() {
  for (;;) {
    if (current_ == AddressSpace::kNoUnit) {
      if (recyclable_.empty()) return next_free_block();
      current_ = recyclable_.back();
      recyclable_.pop_back();
      next_line_ = 0;
    }
    const uint8_t* lines = lines_of(current_);
    for (uint32_t line = next_line_;;) {
      const uint32_t first = next_free_line(lines, line);
      if (first == kLinesInBlock) break;
      line = next_occupied_line(lines, first);
      if (line - first < kSmallestHoleLines) continue;
      next_line_ = line;
      hand_out(current_, first, line - first);
      const uintptr_t start = space_.address_of(current_);
      return {start + first * kLineBytes, start + line * kLineBytes};
    }
    current_ = AddressSpace::kNoUnit;
  }
}

void BlockSpace::sweep_block(uint32_t block, uint8_t epoch, const MarkBitmap& marks) {
  uint8_t* lines = lines_of(block);
  uint32_t live = 0;
  for (size_t i = 0; i < kLinesInBlock; ++i) {
    const bool is_live = (lines[i] & kLineEpochMask) == epoch;
    lines[i] = is_live ? epoch : 0;
    live += is_live ? 1 : 0;
  }
  UnitInfo& info = space_.unit(block);
  const uint32_t free_lines = static_cast<uint32_t>(kLinesInBlock) - live;
  occupied_lines_ -= kLinesInBlock - info.value;
  occupied_lines_ += live;
  info.value = free_lines;
  info.is_touched = 0;
  if constexpr (kPoison) poison_dead(block, marks);
  if (live == 0) {
    space_.give_back(block, 1);
  } else if (free_lines >= kRecyclableLines) {
    recyclable_.push_back(block);
  }
}

void BlockSpace::sweep_touched(uint8_t epoch, const MarkBitmap& marks) {
  // The block that was being handed out is among the touched ones, unless nothing was taken from it.
  if (current_ != AddressSpace::kNoUnit && space_.unit(current_).is_touched == 0) recyclable_.push_back(current_);
  // Backwards, so that the next round takes the same blocks, still in the cache, in the same order.
  for (size_t i = touched_.size(); i > 0; --i)
    sweep_block(touched_[i - 1], epoch, marks);
  touched_.clear();
  restart();
}

void BlockSpace::sweep_all(uint8_t epoch, const MarkBitmap& marks) {
  recyclable_.clear();
  touched_.clear();
  for (uint32_t unit = space_.frontier(); unit > 0; --unit) {
    if (space_.unit(unit - 1).kind == UnitKind::Block) sweep_block(unit - 1, epoch, marks);
  }
  restart();
}

void BlockSpace::poison_dead(uint32_t block, const MarkBitmap& marks) {
  const uintptr_t base = space_.base();
  const uintptr_t end = (uintptr_t{block} + 1) << kUnitShift;
  // Only pages that hold something: the rest stays zero, and costs no memory.
  const uintptr_t dirty_end = (uintptr_t{block} << kUnitShift) + space_.unit(block).dirty_pages * kPageBytes;
  uintptr_t at = uintptr_t{block} << kUnitShift;
  while (at < end) {
    const uintptr_t next = marks.first_mark_from(at, end);
    const uintptr_t gap_end = next == MarkBitmap::kNone ? end : next;
    if (at < dirty_end && at < gap_end) {
      void* gap = reinterpret_cast<void*>(base + at);
      const size_t bytes = (gap_end < dirty_end ? gap_end : dirty_end) - at;
      unpoison_memory(gap, bytes);
      std::memset(gap, kPoisonByte, bytes);
    }
    poison_memory(reinterpret_cast<void*>(base + at), gap_end - at);
    if (next == MarkBitmap::kNone) return;
    at = next + object_bytes(reinterpret_cast<const HeapObject*>(base + next));
  }
}

}  // namespace taipan
