// base/numbers/number_text.h -- text going into and coming out of the number functions.
//
// Room       Base. Knows no string object; whoever owns one makes views of it.
// Tests      tests/unit/base/numbers/number_text_test.cpp
//
// Input is a TextView over code points of 1, 2 or 4 bytes, the three ways strings are stored. Output of numbers alone is
// ASCII (AsciiBuffer in scratch_buffer.h); output with a user's fill characters or a locale's separators goes to a
// TextBuffer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/numbers/scratch_buffer.h"

namespace taipan::numbers {

class TextView {
 public:
  TextView() = default;
  TextView(const uint8_t* data, size_t length) : data_(data), length_(length), width_(1) {}
  TextView(const char16_t* data, size_t length) : data_(data), length_(length), width_(2) {}
  TextView(const char32_t* data, size_t length) : data_(data), length_(length), width_(4) {}
  // Latin-1 bytes.
  TextView(std::string_view text) : data_(text.data()), length_(text.size()), width_(1) {}

  [[nodiscard]] size_t length() const { return length_; }
  [[nodiscard]] bool empty() const { return length_ == 0; }

  [[nodiscard]] char32_t operator[](size_t index) const {
    if (width_ == 1) return static_cast<const uint8_t*>(data_)[index];
    if (width_ == 2) return static_cast<const char16_t*>(data_)[index];
    return static_cast<const char32_t*>(data_)[index];
  }

  // Code points from `start` up to `end`.
  [[nodiscard]] TextView slice(size_t start, size_t end) const {
    TextView part = *this;
    part.data_ = static_cast<const uint8_t*>(data_) + start * width_;
    part.length_ = end - start;
    return part;
  }

 private:
  const void* data_ = nullptr;
  size_t length_ = 0;
  uint8_t width_ = 1;
};

// Text in the making. A width or precision that a program chose can exceed memory: then `out_of_memory` becomes true,
// the text is worthless and further appends do nothing.
class TextBuffer {
 public:
  [[nodiscard]] const char32_t* data() const { return points_.data(); }
  [[nodiscard]] size_t length() const { return points_.size(); }
  [[nodiscard]] TextView view() const { return {points_.data(), points_.size()}; }
  [[nodiscard]] bool out_of_memory() const { return out_of_memory_; }
  // At least the largest code point, and below 0x80, 0x100 or 0x10000 whenever all code points are.
  [[nodiscard]] char32_t bits_used() const { return bits_used_; }

  void append(char32_t point) {
    if (!make_room(1)) return;
    points_.push_back(point);
    bits_used_ |= point;
  }

  void append_ascii(const char* text, size_t count) {
    if (!make_room(count)) return;
    for (size_t i = 0; i < count; ++i) points_.push_back(static_cast<unsigned char>(text[i]));
    bits_used_ |= 0x7f;
  }
  void append_ascii(std::string_view text) { append_ascii(text.data(), text.size()); }

  void append_repeated(size_t count, char32_t point) {
    if (count == 0 || !make_room(count)) return;
    points_.append_repeated(count, point);
    bits_used_ |= point;
  }

  void append(TextView text) {
    if (!make_room(text.length())) return;
    for (size_t i = 0; i < text.length(); ++i) {
      points_.push_back(text[i]);
      bits_used_ |= text[i];
    }
  }

  void clear() {
    points_.clear();
    bits_used_ = 0;
    out_of_memory_ = false;
  }

 private:
  bool make_room(size_t count) {
    if (!out_of_memory_ && (count > SIZE_MAX / 8 || !points_.try_reserve(points_.size() + count))) {
      out_of_memory_ = true;
    }
    return !out_of_memory_;
  }

  ScratchBuffer<char32_t, 64> points_;
  char32_t bits_used_ = 0;
  bool out_of_memory_ = false;
};

// The value of a decimal digit of any script, or -1.
[[nodiscard]] int decimal_digit_value(char32_t point);

// White space that may surround a number. In ASCII these are tab, line feed, vertical tab, form feed, carriage return
// and blank: not the separators 0x1c to 0x1f.
[[nodiscard]] bool is_number_space(char32_t point);

// Text without the white space at both ends.
[[nodiscard]] TextView strip_number_space(TextView text);

// Appends `text` with the digits of all scripts as ASCII and all white space as blanks. False if anything else beyond
// ASCII, or a null character, stands in it: no number is written so.
[[nodiscard]] bool to_ascii_number(TextView text, AsciiBuffer& out);

}  // namespace taipan::numbers
