// vm/string.h -- immutable text: code points in the narrowest of three widths.
//
// Room       vm. In / out: code points; hashing key from the Thread's VM. Tests: tests/unit/vm/string_test.cpp
//
//   flat      [ header | hash | length | characters ... ]     width 1 (latin-1), 2 (UCS-2) or 4 (UCS-4) bytes
//   buffered  [ header | hash | length | buffer ]  buffer --> StringBuffer [ header | capacity | used | chars ... ]
//
// A buffered string is a prefix of a growing buffer. Concatenating onto the string that ends where the buffer's used
// part ends appends in place, so building a string with `s += x` is linear and every intermediate string stays readable
// without flattening. The width is canonical: the narrowest that holds every character. `aux` of a string counts, up to
// a few, the concatenations that led to it: only a repeated one starts a buffer, so that `a + b` takes no more memory
// than its characters. Only instances of the exact string class are ever buffered.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/text/text_view.h"
#include "gc/heap.h"
#include "vm/shape.h"
#include "vm/value.h"

namespace taipan {

class Thread;

struct StringBuffer : HeapObject {  // Kind::ByteArray, with a shape of its own
  uint64_t capacity;  // bytes
  uint64_t used;      // bytes
  uint8_t* bytes() { return reinterpret_cast<uint8_t*>(this + 1); }
};

struct String : HeapObject {
  enum Flag : uint8_t { kWidthMask = 3, kWidth2 = 1, kWidth4 = 2, kAscii = 4, kInterned = 8, kBuffered = 16 };

  uint64_t hash_;   // 0: not computed yet
  int64_t length_;  // code points
  union {
    uint8_t inline_[8];
    StringBuffer* buffer_;
  };
  static constexpr size_t kHeaderBytes = 24;

  int64_t length() const { return length_; }
  int width_log2() const { return flags & kWidthMask; }
  int width() const { return 1 << (flags & kWidthMask); }
  bool is_ascii() const { return flags & kAscii; }
  bool is_interned() const { return flags & kInterned; }
  const void* data() const { return flags & kBuffered ? static_cast<const void*>(buffer_->bytes()) : inline_; }
  const uint8_t* data1() const { return static_cast<const uint8_t*>(data()); }
  const uint16_t* data2() const { return static_cast<const uint16_t*>(data()); }
  const uint32_t* data4() const { return static_cast<const uint32_t*>(data()); }
  void* mutable_data() { return inline_; }  // of a flat string under construction
  uint32_t at(int64_t i) const {
    switch (width_log2()) {
      case 0: return data1()[i];
      case 1: return data2()[i];
      default: return data4()[i];
    }
  }
  // The characters of an ASCII or latin-1 string, as bytes.
  std::string_view bytes() const { return {reinterpret_cast<const char*>(data()), size_t(length_) * width()}; }
  bool equals_ascii(std::string_view text) const { return width_log2() == 0 && bytes() == text; }
};

// Calls `visit` with a typed pointer to the characters: visit(const CharT* characters, int64_t length).
template <class Visit>
decltype(auto) with_characters(const String* s, Visit&& visit) {
  switch (s->width_log2()) {
    case 0: return visit(s->data1(), s->length());
    case 1: return visit(s->data2(), s->length());
    default: return visit(s->data4(), s->length());
  }
}

// Storage for `length` characters of which `max_character` is the largest; to be filled by the caller at once.
// Null (no exception set) when it does not fit the heap: see Thread::raise_memory_error.
String* new_string(Heap& heap, int64_t length, uint32_t max_character);
String* string_from_latin1(Heap& heap, std::string_view bytes);
// `text` is valid UTF-8 (surrogates encoded as three bytes are allowed: WTF-8).
String* string_from_utf8(Heap& heap, std::string_view text);
String* string_from_code_points(Heap& heap, const uint32_t* characters, int64_t length);  // finds the width
String* string_from_ucs2(Heap& heap, const uint16_t* characters, int64_t length);         // may narrow
String* string_from_character(Heap& heap, uint32_t character);                            // latin-1 ones are shared
String* empty_string();
String* string_from_text(Heap& heap, text::TextView text);                                // finds the width
inline text::TextView view_of(const String* s) {
  return {s->data(), size_t(s->length()), static_cast<text::CharWidth>(s->width())};
}
// The result of these two may be an argument itself, and is always of the exact string class.
String* concatenate(Heap& heap, String* a, String* b);  // null: too large
String* substring(Heap& heap, String* s, int64_t start, int64_t length);  // the range lies inside `s`; null: too large
bool equal_slow(const String* a, const String* b);  // same length and width
inline bool equal(const String* a, const String* b) {
  return a == b || (a->length_ == b->length_ && a->width_log2() == b->width_log2() && equal_slow(a, b));
}
int compare(const String* a, const String* b);  // by code point: -1, 0, 1
uint64_t hash_slow(String* s);
inline uint64_t hash(String* s) {  // computed once; never the pattern of -1; 0 only of the empty string
  return s->hash_ != 0 ? s->hash_ : hash_slow(s);
}
// The same for byte strings: equal characters below 256 hash alike.
uint64_t hash_bytes(const void* data, size_t size);
// Appends the text as (W)UTF-8.
void append_utf8(class ByteBuilder& out, const String* s);

// The one string object of this text; attribute names are always interned.
String* intern(Heap& heap, String* s);
String* intern(Heap& heap, std::string_view utf8);
size_t interned_count();

// Grows a string piecewise; keeps the narrowest width. Memory is malloc'd until finish().
class StringBuilder {
 public:
  StringBuilder() = default;
  ~StringBuilder();
  StringBuilder(const StringBuilder&) = delete;
  StringBuilder& operator=(const StringBuilder&) = delete;
  void append(uint32_t character) {
    if (width_log2_ == 0 && character < 256 && length_ < capacity_) {
      or_ |= character;
      data_[length_++] = uint8_t(character);
    } else {
      append_slow(character);
    }
  }
  void append(const String* s);
  void append(const String* s, int64_t start, int64_t length);
  void append_ascii(std::string_view text);
  void append_utf8(std::string_view text);
  void append_repeated(uint32_t character, int64_t count);
  int64_t length() const { return length_; }
  void truncate(int64_t length) {
    length_ = length;
    exact_ = false;
  }
  String* finish(Heap& heap);  // leaves the builder empty; null: too large

 private:
  void append_slow(uint32_t character);
  // False when there is no memory: what is appended from then on is lost, and finish() returns null.
  bool reserve(int64_t more, uint32_t max_character);
  template <class CharT>
  void append_characters(const CharT* characters, int64_t count, uint32_t or_of_all);
  uint8_t* data_ = nullptr;
  int64_t length_ = 0;
  int64_t capacity_ = 0;  // characters
  int width_log2_ = 0;
  uint32_t or_ = 0;     // at least the bits of all characters; 0x7F, 0xFF, ... may stand for a set of them
  bool exact_ = true;   // or_ tells the width; false after a truncation
  bool failed_ = false;
};

// A malloc'd byte buffer that grows.
class ByteBuilder {
 public:
  ByteBuilder() = default;
  ~ByteBuilder();
  ByteBuilder(const ByteBuilder&) = delete;
  ByteBuilder& operator=(const ByteBuilder&) = delete;
  void append(uint8_t byte) {
    if (size_ == capacity_) reserve(1);
    data_[size_++] = byte;
  }
  void append(const void* bytes, size_t count) {
    if (capacity_ - size_ < count) reserve(count);
    if (count) memcpy(data_ + size_, bytes, count);
    size_ += count;
  }
  void append(std::string_view text) { append(text.data(), text.size()); }
  void reserve(size_t more);
  // `count` more bytes, to be written by the caller at once.
  uint8_t* extend(size_t count) {
    if (capacity_ - size_ < count) reserve(count);
    size_ += count;
    return data_ + size_ - count;
  }
  void truncate(size_t size) { size_ = size; }
  uint8_t* data() { return data_; }
  size_t size() const { return size_; }
  std::string_view view() const { return {reinterpret_cast<const char*>(data_), size_}; }

 private:
  uint8_t* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};

}  // namespace taipan
