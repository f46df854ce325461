// gc/mark_bitmap.cpp -- searching and clearing mark bits.
//
// Room       Heap.
// Tests      tests/unit/gc/mark_bitmap_test.cpp
#include <bit>
#include <cstring>

#include "base/assert.h"
#include "base/bits.h"
#include "base/virtual_memory.h"
#include "gc/mark_bitmap_private.h"

namespace taipan {

namespace {

constexpr size_t kDiscardAboveBytes = kMiB;

}  // namespace

MarkBitmap::MarkBitmap(size_t heap_bytes)
    : words_(nullptr), bytes_(align_up(divide_round_up(heap_bytes, 64), kPageBytes)) {
  words_ = static_cast<uint64_t*>(map_memory(bytes_));
  VM_CHECK(words_ != nullptr, "there is address space for mark bits");
}

MarkBitmap::~MarkBitmap() {
  release_memory(words_, bytes_);
}

uintptr_t MarkBitmap::last_mark_at_or_before(uintptr_t offset, uintptr_t lowest) const {
  size_t index = offset >> 9;
  const size_t lowest_index = lowest >> 9;
  uint64_t word = words_[index] & (~uint64_t{0} >> (63 - bit_of(offset)));
  while (word == 0) {
    if (index == lowest_index) return kNone;
    word = words_[--index];
  }
  const uintptr_t found = (index << 9) + (static_cast<uintptr_t>(63 - std::countl_zero(word)) << 3);
  return found >= lowest ? found : kNone;
}

uintptr_t MarkBitmap::first_mark_from(uintptr_t offset, uintptr_t end) const {
  if (offset >= end) return kNone;
  size_t index = offset >> 9;
  const size_t last_index = (end - 1) >> 9;
  uint64_t word = words_[index] & (~uint64_t{0} << bit_of(offset));
  while (word == 0) {
    if (index == last_index) return kNone;
    word = words_[++index];
  }
  const uintptr_t found = (index << 9) + (static_cast<uintptr_t>(std::countr_zero(word)) << 3);
  return found < end ? found : kNone;
}

size_t MarkBitmap::count(uintptr_t offset, size_t bytes) const {
  size_t marks = 0;
  for (size_t index = offset >> 9; index < (offset + bytes) >> 9; ++index) {
    marks += static_cast<size_t>(std::popcount(words_[index]));
  }
  return marks;
}

void MarkBitmap::clear_all(size_t heap_bytes) {
  const size_t used = divide_round_up(heap_bytes, 64);
  if (used > kDiscardAboveBytes) {
    discard_memory(words_, align_up(used, kPageBytes));
  } else {
    std::memset(words_, 0, used);
  }
}

}  // namespace taipan
