// base/codecs/utf8.h -- UTF-8.
//
// Room       Codecs; see progress.h for the form of decode_utf8 and encode_utf8.
// In / out   Besides those two there is a pair of passes for the common case that the text is valid: scan, so that
//            storage of the right size and width can be made; then write into it.
// Tests      tests/unit/base/codecs/utf8_test.cpp, tests/differential/base/compare_codecs.py
#pragma once

#include "base/codecs/progress.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::codecs {

// What the longest valid prefix of some bytes holds.
struct Utf8Scan {
  size_t valid_bytes;  // equals the size of the input if all is valid
  size_t length;       // code points in the prefix
  char32_t bits;       // the 'or' of all code points from U+0080 on; as good as a maximum, see text_buffer.h
  bool is_ascii() const { return bits == 0; }
  text::CharWidth width() const { return text::width_for_bits(bits); }
};
Utf8Scan scan_utf8(Bytes input);

// Writes the code points of valid UTF-8, `scan.length` of them, all of which fit `Char`. Sequences of three bytes that
// stand for surrogates are accepted.
void decode_utf8_into(Bytes valid, uint8_t* out);
void decode_utf8_into(Bytes valid, char16_t* out);
void decode_utf8_into(Bytes valid, char32_t* out);

Progress decode_utf8(Bytes input, size_t position, Final final, text::TextBuffer& out);

// The bytes that the text takes. `has_surrogates` says whether a strict encoder refuses it; each counts three bytes.
struct Utf8Size {
  size_t bytes;
  bool has_surrogates;
};
Utf8Size utf8_size(text::TextView text);
// Writes utf8_size(text).bytes bytes. Surrogates are written as three bytes.
void encode_utf8_into(text::TextView text, uint8_t* out);

// Stops at runs of surrogates.
Progress encode_utf8(text::TextView input, size_t position, text::ByteBuffer& out);

// Writes one code point, which may be a surrogate; returns the number of bytes, 1 to 4.
inline size_t write_utf8(char32_t c, uint8_t* out) {
  if (c < 0x80) {
    out[0] = static_cast<uint8_t>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<uint8_t>(0xC0 | c >> 6);
    out[1] = static_cast<uint8_t>(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<uint8_t>(0xE0 | c >> 12);
    out[1] = static_cast<uint8_t>(0x80 | (c >> 6 & 0x3F));
    out[2] = static_cast<uint8_t>(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = static_cast<uint8_t>(0xF0 | c >> 18);
  out[1] = static_cast<uint8_t>(0x80 | (c >> 12 & 0x3F));
  out[2] = static_cast<uint8_t>(0x80 | (c >> 6 & 0x3F));
  out[3] = static_cast<uint8_t>(0x80 | (c & 0x3F));
  return 4;
}

}  // namespace taipan::codecs
