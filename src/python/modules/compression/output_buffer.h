// python/modules/compression/output_buffer.h -- what a compressing or decompressing library writes: native memory that grows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "python/objects/bytes.h"

namespace taipan::python::compression {

class OutputBuffer {
 public:
  // At most `limit` bytes are written; below 0: any number.
  explicit OutputBuffer(int64_t limit) : limit_(limit < 0 ? SIZE_MAX : size_t(limit)) {}
  ~OutputBuffer() { free(data_); }
  OutputBuffer(const OutputBuffer&) = delete;
  OutputBuffer& operator=(const OutputBuffer&) = delete;

  // Room for more, of at most `most` bytes; false: no memory, or the limit is reached (see full()).
  bool grow(size_t most = SIZE_MAX) {
    if (size_ == capacity_) {
      const size_t capacity = std::min(capacity_ == 0 ? size_t{32} << 10 : capacity_ * 2, limit_);
      if (capacity == size_) {
        if (size_ != 0 || limit_ != 0) return false;
      }
      auto* grown = static_cast<uint8_t*>(realloc(data_, std::max<size_t>(capacity, 1)));
      if (!grown) return !(failed_ = true);
      data_ = grown;
      capacity_ = capacity;
    }
    room_ = std::min(capacity_ - size_, most);
    return true;
  }
  uint8_t* next() const { return data_ + size_; }
  size_t room() const { return room_; }
  void wrote(size_t bytes) { size_ += bytes; }
  bool full() const { return size_ == limit_; }
  bool failed() const { return failed_; }
  Bytes* finish(Thread& thread) {
    if (failed_) return raise_memory_error(thread);
    return make_bytes(thread, {reinterpret_cast<const char*>(data_), size_});
  }

 private:
  uint8_t* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0, room_ = 0, limit_;
  bool failed_ = false;
};

// Input that a decompressor did not use because its output was limited: kept for the next call.
class PendingInput {
 public:
  ~PendingInput() { free(data_); }
  size_t size() const { return end_ - start_; }
  const uint8_t* data() const { return data_ + start_; }
  void drop(size_t bytes) { start_ += bytes; }
  void clear() { start_ = end_ = 0; }
  bool append(const uint8_t* data, size_t bytes) {
    if (bytes == 0) return true;
    if (start_ != 0) {
      memmove(data_, data_ + start_, size());
      end_ -= start_;
      start_ = 0;
    }
    if (end_ + bytes > capacity_) {
      auto* grown = static_cast<uint8_t*>(realloc(data_, end_ + bytes));
      if (!grown) return false;
      data_ = grown;
      capacity_ = end_ + bytes;
    }
    memcpy(data_ + end_, data, bytes);
    end_ += bytes;
    return true;
  }

 private:
  uint8_t* data_ = nullptr;
  size_t start_ = 0, end_ = 0, capacity_ = 0;
};

}  // namespace taipan::python::compression
