// base/transfer/hexadecimal.cpp -- bytes as hexadecimal digits.
//
// Room       Base: transfer encodings.
// In / out   See hexadecimal.h.
// Tests      tests/unit/base/transfer/transfer_test.cpp, tests/differential/numbers/

#include "base/transfer/hexadecimal.h"

#include "base/unicode/properties.h"

namespace taipan::transfer {
namespace {

uint8_t* put(uint8_t* to, uint8_t byte) {
  *to++ = static_cast<uint8_t>("0123456789abcdef"[byte >> 4]);
  *to++ = static_cast<uint8_t>("0123456789abcdef"[byte & 15]);
  return to;
}

}  // namespace

void append_hexadecimal(ByteBuffer& out, const uint8_t* data, size_t size) {
  uint8_t* to = out.extend(2 * size);
  if (to == nullptr) return;
  for (size_t i = 0; i < size; ++i)
    to = put(to, data[i]);
}

void append_hexadecimal(ByteBuffer& out, const uint8_t* data, size_t size, uint8_t separator, int64_t group) {
  const uint64_t step = group < 0 ? uint64_t{0} - static_cast<uint64_t>(group) : static_cast<uint64_t>(group);
  if (step == 0 || size <= step) return append_hexadecimal(out, data, size);
  const size_t separators = (size - 1) / step;
  uint8_t* to = out.extend(2 * size + separators);
  if (to == nullptr) return;
  // The first group is the short one when counting from the right.
  size_t until_separator = step;
  if (group > 0 && size % step != 0) until_separator = size % step;
  for (size_t i = 0; i < size; ++i, --until_separator) {
    if (until_separator == 0) {
      *to++ = separator;
      until_separator = step;
    }
    to = put(to, data[i]);
  }
}

std::string_view message_of(HexadecimalError error) {
  switch (error) {
    case HexadecimalError::OddLength:
      return "Odd-length string";
    case HexadecimalError::NoDigit:
      return "Non-hexadecimal digit found";
    case HexadecimalError::None:
      break;
  }
  return "";
}

HexadecimalError read_hexadecimal(ByteBuffer& out, const uint8_t* text, size_t size) {
  if (size % 2 != 0) return HexadecimalError::OddLength;
  uint8_t* to = out.extend(size / 2);
  if (to == nullptr) return HexadecimalError::None;
  for (size_t i = 0; i < size; i += 2) {
    const int high = unicode::hex_digit_value(text[i]);
    const int low = unicode::hex_digit_value(text[i + 1]);
    if (high < 0 || low < 0) return HexadecimalError::NoDigit;
    *to++ = static_cast<uint8_t>(high << 4 | low);
  }
  return HexadecimalError::None;
}

}  // namespace taipan::transfer
