// base/codecs/charmap.h -- encodings given by a table: one byte is one character, or a few.
//
// Room       Codecs. The tables and mappings belong to the caller; a mapping that runs foreign code is a callback.
// Tests      tests/unit/base/codecs/charmap_test.cpp, tests/differential/base/compare_codecs.py
#pragma once

#include "base/codecs/progress.h"
#include "base/function_ref.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::codecs {

// In a decoding table: this byte has no character.
constexpr char32_t kUndefinedCharacter = 0xFFFE;
inline constexpr const char* kMapsToUndefined = "character maps to <undefined>";

// What became of one byte or character.
enum class Mapped : uint8_t {
  Written,    // the callback wrote its translation
  Undefined,  // it has none: ends in an error with the reason kMapsToUndefined
  Stopped,    // the callback failed in its own way
};

// The Progress of a mapping that stopped has no reason, and a position before the end of the input.
using ByteMapping = FunctionRef<Mapped(uint8_t byte, text::TextBuffer& out)>;
using CharacterMapping = FunctionRef<Mapped(char32_t character, text::ByteBuffer& out)>;

// `table` gives the character of each byte; a byte beyond its end has none.
Progress decode_charmap(Bytes input, size_t position, text::TextView table, text::TextBuffer& out);
Progress decode_charmap(Bytes input, size_t position, ByteMapping mapping, text::TextBuffer& out);

// Stops at runs of characters without translation.
Progress encode_charmap(text::TextView input, size_t position, CharacterMapping mapping, text::ByteBuffer& out);

// The inverse of a decoding table, of fixed size. Where two bytes have the same character the later one wins.
class EncodingMap {
 public:
  // Whether a table can be inverted to an EncodingMap: byte 0 is U+0000, nothing else is, and all is below U+FFFF.
  static bool fits(text::TextView table);
  explicit EncodingMap(text::TextView table);
  // The byte for `c`, or -1.
  int find(char32_t c) const;

 private:
  static constexpr size_t kSlots = 512;
  static size_t slot_of(char32_t c) { return (c * 0x9E3779B1u) >> 23; }
  struct Entry {
    char16_t character = 0;
    int16_t byte = -1;
  };
  Entry entries_[kSlots];
};

Progress encode_charmap(text::TextView input, size_t position, const EncodingMap& map, text::ByteBuffer& out);

}  // namespace taipan::codecs
