// base/numbers/scratch_buffer.h -- a growable array with room for the common case inside itself.
//
// Room       Base. Knows nothing but the C library.
// In / out   Trivially copyable elements.
// Tests      tests/unit/base/numbers/scratch_buffer_test.cpp
//
// For temporaries of one function: limbs, digits, characters. The first `kInline` elements live in the object, more
// come from malloc. Elements are not initialised. `resize`, `push_back` and `append` stop the program when memory runs
// out, because their callers ask for sizes bounded by what is already in memory; a size that a user's program chose
// freely goes through `try_reserve` first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>

namespace taipan::numbers {

template <typename T, size_t kInline>
class ScratchBuffer {
  static_assert(std::is_trivially_copyable_v<T>, "elements are moved with memcpy");

 public:
  ScratchBuffer() = default;
  explicit ScratchBuffer(size_t size) { resize(size); }
  ~ScratchBuffer() { release(); }
  ScratchBuffer(const ScratchBuffer&) = delete;
  ScratchBuffer& operator=(const ScratchBuffer&) = delete;

  T* data() { return data_; }
  const T* data() const { return data_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](size_t index) { return data_[index]; }
  const T& operator[](size_t index) const { return data_[index]; }
  T& back() { return data_[size_ - 1]; }

  // Room for `capacity` elements in all; false, with nothing changed, when memory cannot be had.
  [[nodiscard]] bool try_reserve(size_t capacity) {
    if (capacity <= capacity_) return true;
    size_t grown = capacity_ + capacity_ / 2;
    if (grown < capacity) grown = capacity;
    if (grown > SIZE_MAX / 2 / sizeof(T)) return false;
    T* fresh = static_cast<T*>(std::malloc(grown * sizeof(T)));
    if (fresh == nullptr) return false;
    std::memcpy(static_cast<void*>(fresh), data_, size_ * sizeof(T));
    release();
    data_ = fresh;
    capacity_ = grown;
    return true;
  }

  // As `try_reserve`, for sizes that cannot reasonably fail.
  void reserve(size_t capacity) {
    if (!try_reserve(capacity)) std::abort();
  }

  // Elements that come into being are not initialised.
  void resize(size_t size) {
    reserve(size);
    size_ = size;
  }

  void clear() { size_ = 0; }

  void push_back(T element) {
    reserve(size_ + 1);
    data_[size_++] = element;
  }

  void append(const T* elements, size_t count) {
    if (count == 0) return;
    reserve(size_ + count);
    std::memcpy(static_cast<void*>(data_ + size_), elements, count * sizeof(T));
    size_ += count;
  }

  void append_repeated(T element, size_t count) {
    reserve(size_ + count);
    for (size_t i = 0; i < count; ++i)
      data_[size_ + i] = element;
    size_ += count;
  }

 private:
  void release() {
    if (data_ != inline_) std::free(data_);
  }

  T inline_[kInline];
  T* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInline;
};

// ASCII text in the making.
using AsciiBuffer = ScratchBuffer<char, 128>;

}  // namespace taipan::numbers
