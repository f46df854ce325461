// python/objects/bytes_private.h -- what the methods of bytes and bytearray do to plain bytes; bytes_editing.cpp,
// bytes_text.cpp, bytes_format.cpp.
//
// Room       python/objects; included by bytes_methods.h and memoryview_*.cpp.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
#pragma once

#include <array>

#include "base/text/byte_buffer.h"
#include "python/objects/buffer.h"
#include "python/objects/bytes.h"
#include "python/objects/slice.h"

namespace taipan::python {

// What to look for: the bytes of a buffer, or one byte given as an int.
class ByteNeedle {
 public:
  Status take(Thread& thread, Value value);
  std::string_view view() const { return is_byte_ ? std::string_view(&byte_, 1) : buffer_.view(); }

 private:
  BufferView buffer_;
  char byte_ = 0;
  bool is_byte_ = false;
};

// The fill byte of center() and friends: "center() argument 2 must be a byte string of length 1, not X".
Result<int> fill_byte(Thread& thread, Value value, const char* function);
// A slice of bytes whose length is asked for after its bounds were evaluated.
template <class Length>
Result<SliceRange> byte_slice_range(Thread& thread, Value slice, Length length) {
  const SliceBounds bounds = TRY(slice_bounds(thread, slice));
  return slice_range(bounds, length());
}

// ---- editing
std::string_view strip_bytes(std::string_view view, const BufferView* set, bool left, bool right);  // null: white space
size_t count_replacements(std::string_view view, std::string_view old_bytes, int64_t maximum);
int64_t replaced_size(size_t size, std::string_view old_bytes, std::string_view new_bytes, size_t times);  // -1: too large
void write_replaced(uint8_t* out, std::string_view view, std::string_view old_bytes, std::string_view new_bytes, size_t times);
void expand_tabs(text::ByteBuffer& out, std::string_view view, int tab_size);
size_t translate_bytes(uint8_t* out, std::string_view view, const uint8_t* table, std::string_view deleted);
void repeat_bytes(uint8_t* out, std::string_view view, int64_t times);
// Appends the items; or gives the only one, an exact bytes object, and appends nothing. None otherwise.
Value join_bytes(Thread& thread, text::ByteBuffer& out, std::string_view separator, Value iterable);
Value make_translation(Thread& thread, Value from, Value to);

// ---- letters: those of ASCII
constexpr bool is_small_letter(uint8_t c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_capital_letter(uint8_t c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(uint8_t c) { return is_small_letter(c | 0x20); }
inline uint8_t upper_byte(uint8_t c) { return is_small_letter(c) ? uint8_t(c - 32) : c; }
inline uint8_t lower_byte(uint8_t c) { return is_capital_letter(c) ? uint8_t(c + 32) : c; }
inline uint8_t swap_byte(uint8_t c) { return is_letter(c) ? uint8_t(c ^ 32) : c; }
bool is_alphanumeric(std::string_view view);
bool is_alphabetic(std::string_view view);
bool is_ascii_bytes(std::string_view view);
bool is_digits(std::string_view view);
bool is_lower(std::string_view view);
bool is_spaces(std::string_view view);
bool is_title(std::string_view view);
bool is_upper(std::string_view view);

// ---- text
// bytes.hex(sep, bytes_per_sep); `separator` missing: none.
String* hex_of(Thread& thread, std::string_view view, Value separator, int group);
Status read_hex(Thread& thread, text::ByteBuffer& out, const String* text);
Status percent_format_bytes(Thread& thread, text::ByteBuffer& out, std::string_view format, Value arguments);
// With -b: a warning, or with -bb the exception, that bytes are compared with, or shown as, something else.
Status warn_bytes(Thread& thread, const char* message);
// Before bytes or a bytearray compares itself with what is no buffer.
Status warn_byte_comparison(Thread& thread, const char* name, Value other);

}  // namespace taipan::python
