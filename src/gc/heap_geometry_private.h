// gc/heap_geometry_private.h -- sizes of blocks and lines, and the tables that lie beside the heap.
//
// Room       Heap, inside only.
// Tests      tests/unit/gc/address_space_test.cpp
//
// The heap is one reserved range of address space, cut into units of 32 KiB. A unit is free, a block of lines, or part
// of a large object. What the collector knows about addresses lies in flat tables, found by shifting the offset from
// the heap's base: one would otherwise touch the same cache sets in the head of every block.
//
//   mark bits     1 bit for every 8 bytes         offset >> 3     starts of marked objects
//   lines         1 byte for every 32 bytes       offset >> 5     LineBits
//   units         8 bytes for every 32 KiB        offset >> 15    UnitInfo
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/sanitizer.h"
#include "base/virtual_memory.h"

namespace taipan {

inline constexpr size_t kUnitShift = 15;
inline constexpr size_t kUnitBytes = size_t{1} << kUnitShift;
// Most objects have 24 to 64 bytes. What lies in a line with a live object is not used again, so lines are short.
inline constexpr size_t kLineShift = 5;
inline constexpr size_t kLineBytes = size_t{1} << kLineShift;
inline constexpr size_t kLinesInBlock = kUnitBytes / kLineBytes;
inline constexpr size_t kPagesInUnit = kUnitBytes / kPageBytes;
inline constexpr size_t kMarkWordsInUnit = kUnitBytes / 8 / 64;

// Objects of more bytes have units of their own. Smaller ones never cross a block.
inline constexpr size_t kLargeObjectBytes = 8192;

// A line's byte.
//
//   bit 7      fresh: handed to the allocator since the last collection (in a large object: a dirty card)
//   bit 6      the first line of what was handed out in one piece; objects lie there without gaps up to a zero header
//   bits 0-5   the epoch of the major cycle that last marked something in this line, 0 for none
//
// Free is 0. Each major cycle uses the next epoch and wipes the others, so an old one never looks current.
inline constexpr uint8_t kLineFresh = 0x80;
inline constexpr uint8_t kLineCard = 0x80;
inline constexpr uint8_t kLineFreshStart = 0x40;
inline constexpr uint8_t kLineEpochMask = 0x3F;
inline constexpr uint8_t kFirstEpoch = 1;
inline constexpr uint8_t kLastEpoch = 0x3F;

// Builds with TAIPAN_POISON, TAIPAN_STRESS or AddressSanitizer fill what dies with a pattern that is no reference as a
// value, and outside the region as a shape.
#if TAIPAN_ASAN || defined(TAIPAN_POISON) || defined(TAIPAN_STRESS)
inline constexpr bool kPoison = true;
#else
inline constexpr bool kPoison = false;
#endif
inline constexpr int kPoisonByte = 0xD7;

enum class UnitKind : uint8_t { Free, Block, LargeHead, LargeTail };

struct UnitInfo {
  UnitKind kind;
  uint8_t dirty_pages;  // pages from the unit's start that may be other than zero
  uint8_t is_touched;   // a block that got fresh lines since the last collection
  uint8_t unused;
  uint32_t value;  // a block's free lines, or the record number of a large object
};
static_assert(sizeof(UnitInfo) == 8);

}  // namespace taipan
