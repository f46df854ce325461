// base/codecs/bytes_escape.cpp -- byte strings with backslash escapes.
//
// Room       Codecs; the contract is in bytes_escape.h.
// Tests      tests/unit/base/codecs/escape_test.cpp, tests/differential/base/compare_codecs.py
#include "base/codecs/bytes_escape.h"

#include "base/codecs/unicode_escape.h"
#include "base/unicode/properties.h"

namespace taipan::codecs {

using text::ByteBuffer;
using unicode::hex_digit_value;

namespace {

// The byte that a backslash and `letter` stand for, or -1.
constexpr int simple_escape(uint8_t letter) {
  switch (letter) {
    case '\\': case '\'': case '"': return letter;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return -1;
  }
}

}  // namespace

Progress decode_bytes_escape(Bytes input, size_t position, ByteBuffer& out, size_t& first_doubtful) {
  const size_t size = input.size();
  size_t i = position;
  while (i < size) {
    const size_t start = i;
    const uint8_t byte = input[i++];
    if (byte != '\\') {
      out.append(byte);
      continue;
    }
    if (i == size) return Progress::failed(start, size, kTrailingBackslash);
    const uint8_t letter = input[i++];
    if (letter == '\n') continue;
    if (const int escaped = simple_escape(letter); escaped >= 0) {
      out.append(static_cast<uint8_t>(escaped));
    } else if (letter - U'0' < 8) {
      uint32_t value = letter - U'0';
      for (int digits = 1; digits < 3 && i < size && input[i] - U'0' < 8; ++digits) {
        value = value * 8 + (input[i++] - U'0');
      }
      if (value > 0xFF && first_doubtful == kNoPosition) first_doubtful = start + 1;
      out.append(static_cast<uint8_t>(value));
    } else if (letter == 'x') {
      const int high = i < size ? hex_digit_value(input[i]) : -1;
      const int low = i + 1 < size ? hex_digit_value(input[i + 1]) : -1;
      if (high < 0 || low < 0) return Progress::failed(start, high < 0 ? i : i + 1, kInvalidX);
      out.append(static_cast<uint8_t>(high << 4 | low));
      i += 2;
    } else {
      if (first_doubtful == kNoPosition) first_doubtful = start + 1;
      out.append('\\');
      out.append(letter);
    }
  }
  return {i};
}

void encode_bytes_escape(Bytes input, ByteBuffer& out) {
  for (const uint8_t byte : input) {
    switch (byte) {
      case '\\': out.append(std::string_view("\\\\")); break;
      case '\'': out.append(std::string_view("\\'")); break;
      case '\t': out.append(std::string_view("\\t")); break;
      case '\n': out.append(std::string_view("\\n")); break;
      case '\r': out.append(std::string_view("\\r")); break;
      default:
        if (byte >= 0x20 && byte < 0x7F) {
          out.append(byte);
        } else {
          append_escape(out, byte);
        }
    }
  }
}

}  // namespace taipan::codecs
