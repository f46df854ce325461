// base/codecs/utf7.cpp -- UTF-7.
//
// Room       Codecs; the contract is in utf7.h.
// Tests      tests/unit/base/codecs/utf7_test.cpp, tests/differential/base/compare_codecs.py
#include "base/codecs/utf7.h"

#include <string_view>

#include "base/unicode/properties.h"

namespace taipan::codecs {

using text::ByteBuffer;
using text::TextBuffer;
using text::TextView;

namespace {

constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr int digit_value(char32_t c) {
  if (c - U'A' < 26) return static_cast<int>(c - U'A');
  if (c - U'a' < 26) return static_cast<int>(c - U'a') + 26;
  if (c - U'0' < 10) return static_cast<int>(c - U'0') + 52;
  return c == U'+' ? 62 : c == U'/' ? 63 : -1;
}

// Characters that may stand for themselves; a decoder accepts all of ASCII but '+'.
constexpr bool is_written_directly(char32_t c) {
  if (c >= 0x7F) return false;
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != '+' && c != '\\' && c != '~';
}
constexpr bool is_read_directly(uint8_t c) { return c < 0x80 && c != '+'; }

// The decoder between '+' and the end of the base 64 digits.
struct Shift {
  uint32_t buffer = 0;
  int bits = 0;
  char32_t high = 0;  // a high surrogate that waits for its partner

  void take(int digit, TextBuffer& out) {
    buffer = buffer << 6 | static_cast<uint32_t>(digit);
    bits += 6;
    if (bits < 16) return;
    bits -= 16;
    const char32_t unit = buffer >> bits;
    buffer &= (1u << bits) - 1;
    if (high != 0) {
      if (unicode::is_low_surrogate(unit)) {
        out.append(unicode::join_surrogates(high, unit));
        high = 0;
        return;
      }
      out.append(high);
      high = 0;
    }
    if (unicode::is_high_surrogate(unit)) {
      high = unit;
    } else {
      out.append(unit);
    }
  }
};

}  // namespace

Progress decode_utf7(Bytes input, size_t position, Final final, TextBuffer& out) {
  const size_t size = input.size();
  size_t i = position;
  while (i < size) {
    const size_t start = i;
    const uint8_t byte = input[i++];
    if (is_read_directly(byte)) {
      out.append(byte);
      continue;
    }
    if (byte != '+') return Progress::failed(start, i, "unexpected special character");
    if (i < size && input[i] == '-') {
      out.append('+');
      ++i;
      continue;
    }
    if (i < size && digit_value(input[i]) < 0) return Progress::failed(start, i + 1, "ill-formed sequence");

    const size_t length_before = out.length();
    Shift shift;
    while (i < size && digit_value(input[i]) >= 0) shift.take(digit_value(input[i++]), out);
    if (i == size) {
      if (final == Final::No) {
        out.truncate(length_before);
        return {start};
      }
      if (shift.high != 0 || shift.bits >= 6 || shift.buffer != 0) {
        return Progress::failed(start, size, "unterminated shift sequence");
      }
      return {size};
    }
    const uint8_t terminator = input[i];
    if (shift.bits >= 6) return Progress::failed(start, i + 1, "partial character in shift sequence");
    if (shift.buffer != 0) return Progress::failed(start, i + 1, "non-zero padding bits in shift sequence");
    if (shift.high != 0 && is_read_directly(terminator)) out.append(shift.high);
    if (terminator == '-') ++i;
  }
  return {i};
}

void encode_utf7(TextView input, ByteBuffer& out) {
  uint32_t buffer = 0;
  int bits = 0;
  bool shifted = false;
  const auto flush = [&] {
    if (bits > 0) out.append(static_cast<uint8_t>(kDigits[buffer << (6 - bits) & 0x3F]));
    bits = 0;
    buffer = 0;
  };
  const auto add_unit = [&](char32_t unit) {
    buffer = buffer << 16 | unit;
    for (bits += 16; bits >= 6; bits -= 6) out.append(static_cast<uint8_t>(kDigits[buffer >> (bits - 6) & 0x3F]));
    buffer &= (1u << bits) - 1;
  };
  for (size_t i = 0; i < input.length; ++i) {
    const char32_t c = input.at(i);
    if (is_written_directly(c)) {
      if (shifted) {
        flush();
        shifted = false;
        if (digit_value(c) >= 0 || c == '-') out.append('-');
      }
      out.append(static_cast<uint8_t>(c));
      continue;
    }
    if (!shifted) {
      out.append('+');
      if (c == '+') {
        out.append('-');
        continue;
      }
      shifted = true;
    }
    if (c > 0xFFFF) {
      add_unit(unicode::high_surrogate_of(c));
      add_unit(unicode::low_surrogate_of(c));
    } else {
      add_unit(c);
    }
  }
  flush();
  if (shifted) out.append('-');
}

}  // namespace taipan::codecs
