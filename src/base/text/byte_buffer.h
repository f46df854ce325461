// base/text/byte_buffer.h -- a growing run of bytes, small ones without allocation.
//
// Room       Text. What encoders write into.
// Tests      tests/unit/base/text/text_buffer_test.cpp
//
// When memory runs out the buffer stays as it was, ignores what is appended and says so in out_of_memory().
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>

namespace taipan::text {

// The contents begin at an address that suits any scalar type.
class ByteBuffer {
 public:
  ByteBuffer() = default;
  ~ByteBuffer() {
    if (data_ != inline_) std::free(data_);
  }
  ByteBuffer(const ByteBuffer&) = delete;
  ByteBuffer& operator=(const ByteBuffer&) = delete;

  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }
  bool out_of_memory() const { return out_of_memory_; }
  std::span<const uint8_t> view() const { return {data_, size_}; }

  void append(uint8_t byte) {
    if (size_ == capacity_ && !grow(1)) return;
    data_[size_++] = byte;
  }
  void append(const void* bytes, size_t count) {
    if (count == 0) return;
    if (uint8_t* room = extend(count)) std::memcpy(room, bytes, count);
  }
  void append(std::span<const uint8_t> bytes) { append(bytes.data(), bytes.size()); }
  void append(std::string_view bytes) { append(bytes.data(), bytes.size()); }
  // Room for `count` more bytes, which now belong to the contents and must be written; null: out of memory.
  uint8_t* extend(size_t count) {
    if (count > capacity_ - size_ && !grow(count)) return nullptr;
    uint8_t* room = data_ + size_;
    size_ += count;
    return room;
  }
  void truncate(size_t size) {
    if (size < size_) size_ = size;
  }

 private:
  bool grow(size_t count) {
    if (out_of_memory_) return false;
    size_t capacity = capacity_ + capacity_ / 2;
    if (capacity < size_ + count) capacity = size_ + count;
    const bool was_inline = data_ == inline_;
    void* grown = count > SIZE_MAX / 4 ? nullptr : std::realloc(was_inline ? nullptr : data_, capacity);
    if (grown == nullptr) {
      out_of_memory_ = true;
      return false;
    }
    if (was_inline) std::memcpy(grown, inline_, size_);
    data_ = static_cast<uint8_t*>(grown);
    capacity_ = capacity;
    return true;
  }

  uint8_t* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = sizeof(inline_);
  bool out_of_memory_ = false;
  alignas(16) uint8_t inline_[256];
};

}  // namespace taipan::text
