// base/text/text_buffer.h -- a growing run of code points that keeps itself as narrow as its contents allow.
//
// Room       Text. Allocates with malloc; knows no heap of a VM.
// In / out   Code points are appended; view() is the text so far, always of the smallest width. The maximum need not be
//            looked for afterwards: bits() is the 'or' of all code points, and the limits that matter (0x7F, 0xFF,
//            0xFFFF) are all ones, so comparing bits() with them answers for the maximum.
// Tests      tests/unit/base/text/text_buffer_test.cpp
//
// A buffer starts with room for 256 Latin-1 characters inside itself, and is meant to live on the C++ stack. When
// memory runs out the buffer stays as it was, ignores what is appended and says so in out_of_memory().
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/text/text_view.h"

namespace taipan::text {

class TextBuffer {
 public:
  TextBuffer() = default;
  ~TextBuffer();
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  size_t length() const { return length_; }
  CharWidth width() const { return width_; }
  const void* data() const { return data_; }
  char32_t bits() const { return bits_; }
  bool is_ascii() const { return bits_ < 0x80; }
  bool out_of_memory() const { return out_of_memory_; }
  TextView view() const { return {data_, length_, width_}; }

  void append(char32_t c) {
    if (length_ < capacity_ && c <= limit_) [[likely]] {
      bits_ |= c;
      store(length_++, c);
    } else {
      append_slowly(c);
    }
  }
  // Bytes below 0x80. They leave no trace in bits(): all that matters is that nothing above 0x7F was added.
  void append_ascii(const void* bytes, size_t count) { append_chars(static_cast<const uint8_t*>(bytes), count, 0); }
  void append_latin1(const uint8_t* chars, size_t count);
  void append(TextView text);
  void append(const char* ascii) { append(std::string_view(ascii)); }
  // `count` times the same character.
  void append_repeated(char32_t c, size_t count);

  // Makes sure that `count` more characters up to `maximum` fit without further allocation. False: out of memory.
  bool reserve(size_t count, char32_t maximum = 0);
  // Cuts the text back to `length` characters. Costs a look at all that remain.
  void truncate(size_t length);
  void clear();
  // Says that memory ran out while the text was being made.
  void fail() { out_of_memory_ = true; }

 private:
  static constexpr size_t kInlineBytes = 256;

  void store(size_t index, char32_t c) {
    switch (width_) {
      case CharWidth::One: static_cast<uint8_t*>(data_)[index] = static_cast<uint8_t>(c); break;
      case CharWidth::Two: static_cast<char16_t*>(data_)[index] = static_cast<char16_t>(c); break;
      default: static_cast<char32_t*>(data_)[index] = c; break;
    }
  }
  void append_slowly(char32_t c);
  bool resize(size_t capacity, CharWidth width);
  template <typename Char>
  void append_chars(const Char* chars, size_t count, char32_t bits);

  void* data_ = inline_;
  size_t length_ = 0;
  size_t capacity_ = kInlineBytes;  // in characters of the present width
  char32_t bits_ = 0;
  char32_t limit_ = 0xFF;  // the largest character of the present width
  CharWidth width_ = CharWidth::One;
  bool out_of_memory_ = false;
  alignas(16) char inline_[kInlineBytes];
};

extern template void TextBuffer::append_chars<uint8_t>(const uint8_t*, size_t, char32_t);

}  // namespace taipan::text
