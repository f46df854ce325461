// base/text/text_buffer.cpp -- growth and widening of a TextBuffer.
//
// Room       Text; the contract is in text_buffer.h.
// Tests      tests/unit/base/text/text_buffer_test.cpp
#include "base/text/text_buffer.h"

#include <cstdlib>

namespace taipan::text {

namespace {

constexpr char32_t limit_of(CharWidth width) {
  return width == CharWidth::One ? 0xFF : width == CharWidth::Two ? 0xFFFF : 0xFFFFFFFF;
}

template <typename Char>
char32_t bits_of(const Char* chars, size_t count) {
  char32_t bits = 0;
  for (size_t i = 0; i < count; ++i) bits |= chars[i];
  return bits;
}

void copy_between(void* to, CharWidth to_width, TextView from) {
  from.visit([&](const auto* chars) {
    switch (to_width) {
      case CharWidth::One: copy_chars(static_cast<uint8_t*>(to), chars, from.length); break;
      case CharWidth::Two: copy_chars(static_cast<char16_t*>(to), chars, from.length); break;
      default: copy_chars(static_cast<char32_t*>(to), chars, from.length); break;
    }
  });
}

}  // namespace

TextBuffer::~TextBuffer() {
  if (data_ != inline_) std::free(data_);
}

bool TextBuffer::resize(size_t capacity, CharWidth width) {
  const size_t bytes = capacity * static_cast<size_t>(width);
  if (width == width_ && data_ != inline_) {
    void* grown = capacity > SIZE_MAX / 8 ? nullptr : std::realloc(data_, bytes);
    if (grown == nullptr) {
      out_of_memory_ = true;
      return false;
    }
    data_ = grown;
  } else {
    void* fresh = capacity > SIZE_MAX / 8 ? nullptr : std::malloc(bytes);
    if (fresh == nullptr) {
      out_of_memory_ = true;
      return false;
    }
    copy_between(fresh, width, view());
    if (data_ != inline_) std::free(data_);
    data_ = fresh;
  }
  width_ = width;
  limit_ = limit_of(width);
  capacity_ = capacity;
  return true;
}

bool TextBuffer::reserve(size_t count, char32_t maximum) {
  if (out_of_memory_) return false;
  CharWidth width = width_for_bits(maximum);
  if (width < width_) width = width_;
  if (count <= capacity_ - length_ && width == width_) return true;
  size_t capacity = capacity_;
  if (count > capacity_ - length_) {
    if (count > SIZE_MAX / 16) {
      out_of_memory_ = true;
      return false;
    }
    capacity = length_ + count;
    const size_t grown = capacity_ + capacity_ / 2 + 16;
    if (capacity < grown) capacity = grown;
  }
  return resize(capacity, width);
}

void TextBuffer::append_slowly(char32_t c) {
  if (!reserve(1, c)) return;
  bits_ |= c;
  store(length_++, c);
}

template <typename Char>
void TextBuffer::append_chars(const Char* chars, size_t count, char32_t bits) {
  if (!reserve(count, bits)) return;
  bits_ |= bits;
  switch (width_) {
    case CharWidth::One: copy_chars(static_cast<uint8_t*>(data_) + length_, chars, count); break;
    case CharWidth::Two: copy_chars(static_cast<char16_t*>(data_) + length_, chars, count); break;
    default: copy_chars(static_cast<char32_t*>(data_) + length_, chars, count); break;
  }
  length_ += count;
}

template void TextBuffer::append_chars<uint8_t>(const uint8_t*, size_t, char32_t);

void TextBuffer::append_latin1(const uint8_t* chars, size_t count) {
  append_chars(chars, count, bits_of(chars, count));
}

void TextBuffer::append(TextView text) {
  text.visit([&](const auto* chars) { append_chars(chars, text.length, bits_of(chars, text.length)); });
}

void TextBuffer::append_repeated(char32_t c, size_t count) {
  if (!reserve(count, c)) return;
  if (count == 0) return;
  bits_ |= c;
  for (size_t i = 0; i < count; ++i) store(length_ + i, c);
  length_ += count;
}

void TextBuffer::truncate(size_t length) {
  if (length >= length_) return;
  length_ = length;
  bits_ = view().visit([&](const auto* chars) { return bits_of(chars, length); });
  const CharWidth width = width_for_bits(bits_);
  if (width == width_) return;
  // Narrowing in place: each character moves to a lower or equal address.
  const TextView wide = view();
  copy_between(data_, width, wide);
  capacity_ = capacity_ * static_cast<size_t>(width_) / static_cast<size_t>(width);
  width_ = width;
  limit_ = limit_of(width);
}

void TextBuffer::clear() {
  capacity_ *= static_cast<size_t>(width_);
  length_ = 0;
  bits_ = 0;
  width_ = CharWidth::One;
  limit_ = limit_of(width_);
}

}  // namespace taipan::text
