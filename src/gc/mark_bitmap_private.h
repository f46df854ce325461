// gc/mark_bitmap_private.h -- one bit for every 8 bytes of the heap, at the start of each marked object.
//
// Room       Heap, inside only.
// Contract   Offsets count from the heap's base and are multiples of 8 where they name objects.
// Tests      tests/unit/gc/mark_bitmap_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan {

class MarkBitmap {
 public:
  static constexpr uintptr_t kNone = UINTPTR_MAX;

  explicit MarkBitmap(size_t heap_bytes);
  ~MarkBitmap();
  MarkBitmap(MarkBitmap&& other) noexcept : words_(other.words_), bytes_(other.bytes_) { other.words_ = nullptr; }
  MarkBitmap(const MarkBitmap&) = delete;
  MarkBitmap& operator=(const MarkBitmap&) = delete;

  void swap(MarkBitmap& other) {
    uint64_t* words = words_;
    words_ = other.words_;
    other.words_ = words;
  }

  [[nodiscard]] uint64_t* words() { return words_; }
  [[nodiscard]] const uint64_t* words() const { return words_; }

  [[nodiscard]] bool is_marked(uintptr_t offset) const { return ((words_[offset >> 9] >> bit_of(offset)) & 1) != 0; }
  // True if the bit was clear.
  bool mark(uintptr_t offset) {
    uint64_t& word = words_[offset >> 9];
    const uint64_t bit = uint64_t{1} << bit_of(offset);
    if ((word & bit) != 0) return false;
    word |= bit;
    return true;
  }
  void clear(uintptr_t offset) { words_[offset >> 9] &= ~(uint64_t{1} << bit_of(offset)); }

  // The highest mark in [lowest, offset], or kNone.
  [[nodiscard]] uintptr_t last_mark_at_or_before(uintptr_t offset, uintptr_t lowest) const;
  // The lowest mark in [offset, end), or kNone.
  [[nodiscard]] uintptr_t first_mark_from(uintptr_t offset, uintptr_t end) const;

  // How many marks there are in [offset, offset + bytes), both multiples of 512.
  [[nodiscard]] size_t count(uintptr_t offset, size_t bytes) const;

  // Clears the bits of the first `heap_bytes`; a long table gives its pages back instead.
  void clear_all(size_t heap_bytes);

 private:
  static constexpr unsigned bit_of(uintptr_t offset) { return static_cast<unsigned>((offset >> 3) & 63); }

  uint64_t* words_;
  size_t bytes_;
};

}  // namespace taipan
