// base/hashes/block_buffer.h -- cuts a stream of bytes into blocks.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/
//
// All hashes here are plain values: copying one copies the state of the computation, and `finish` works on a copy, so
// that more data may be added after it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace taipan::hashes {

template <size_t kBlock>
class BlockBuffer {
 public:
  // Calls `compress(const uint8_t* blocks, size_t count)` for each run of whole blocks. A full last block is passed on
  // at once.
  template <typename Compress>
  void update(const uint8_t* data, size_t size, Compress compress) {
    if (size == 0) return;
    if (used_ != 0) {
      const size_t taken = size < kBlock - used_ ? size : kBlock - used_;
      std::memcpy(block_ + used_, data, taken);
      used_ += taken;
      data += taken;
      size -= taken;
      if (used_ < kBlock) return;
      compress(block_, size_t{1});
      used_ = 0;
    }
    const size_t whole = size / kBlock;
    if (whole != 0) compress(data, whole);
    used_ = size - whole * kBlock;
    if (used_ != 0) std::memcpy(block_, data + whole * kBlock, used_);
  }

  // The bit 1, zeros and a length of `length_size` bytes complete the last block or two.
  template <typename Compress>
  void pad(const uint8_t* length, size_t length_size, Compress compress) {
    block_[used_++] = 0x80;
    if (used_ > kBlock - length_size) {
      std::memset(block_ + used_, 0, kBlock - used_);
      compress(block_, size_t{1});
      used_ = 0;
    }
    std::memset(block_ + used_, 0, kBlock - length_size - used_);
    std::memcpy(block_ + kBlock - length_size, length, length_size);
    compress(block_, size_t{1});
  }

 private:
  uint8_t block_[kBlock];
  size_t used_ = 0;
};

template <typename Word>
Word load_little(const uint8_t* bytes) {
  Word word = 0;
  for (size_t i = 0; i < sizeof(Word); ++i)
    word |= Word{bytes[i]} << (8 * i);
  return word;
}

template <typename Word>
Word load_big(const uint8_t* bytes) {
  Word word = 0;
  for (size_t i = 0; i < sizeof(Word); ++i)
    word = static_cast<Word>(word << 8 | bytes[i]);
  return word;
}

template <typename Word>
void store_little(uint8_t* bytes, Word word) {
  for (size_t i = 0; i < sizeof(Word); ++i)
    bytes[i] = static_cast<uint8_t>(word >> (8 * i));
}

template <typename Word>
void store_big(uint8_t* bytes, Word word) {
  for (size_t i = 0; i < sizeof(Word); ++i)
    bytes[sizeof(Word) - 1 - i] = static_cast<uint8_t>(word >> (8 * i));
}

}  // namespace taipan::hashes
