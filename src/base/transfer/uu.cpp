// base/transfer/uu.cpp -- lines of uuencoded data.
//
// Room       Base: transfer encodings.
// In / out   See uu.h.
// Tests      tests/unit/base/transfer/transfer_test.cpp, tests/differential/numbers/

#include "base/transfer/uu.h"

namespace taipan::transfer {

void append_uu_line(ByteBuffer& out, const uint8_t* data, size_t size, UuZero zero) {
  const auto character = [zero](unsigned bits) {
    return static_cast<uint8_t>(bits == 0 && zero == UuZero::Backtick ? '`' : ' ' + bits);
  };
  out.append(character(static_cast<unsigned>(size)));
  for (size_t i = 0; i < size; i += 3) {
    uint32_t group = uint32_t{data[i]} << 16;
    if (i + 1 < size) group |= uint32_t{data[i + 1]} << 8;
    if (i + 2 < size) group |= data[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6)
      out.append(character(group >> shift & 63));
  }
  out.append(uint8_t{'\n'});
}

std::string_view message_of(UuError error) {
  switch (error) {
    case UuError::IllegalCharacter:
      return "Illegal char";
    case UuError::TrailingGarbage:
      return "Trailing garbage";
    case UuError::None:
      break;
  }
  return "";
}

// A line that ends early lost blanks at its end: what is missing reads as zeros. So does the end of the line, from
// which nothing but blanks, backticks and line ends may follow.
UuError read_uu_line(ByteBuffer& out, const uint8_t* line, size_t size) {
  const uint8_t first = size == 0 ? 0 : line[0];
  size_t wanted = static_cast<uint8_t>(first - ' ') & 63;
  size_t at = 1;
  unsigned bits = 0;
  unsigned count = 0;
  for (; wanted != 0; ++at) {
    unsigned value = 0;
    if (at < size && line[at] != '\n' && line[at] != '\r') {
      if (line[at] < ' ' || line[at] > ' ' + 64) return UuError::IllegalCharacter;
      value = (line[at] - ' ') & 63u;
    }
    bits = bits << 6 | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.append(static_cast<uint8_t>(bits >> count));
      bits &= (1u << count) - 1;
      --wanted;
    }
  }
  for (; at < size; ++at) {
    const uint8_t c = line[at];
    if (c != ' ' && c != '`' && c != '\n' && c != '\r') return UuError::TrailingGarbage;
  }
  return UuError::None;
}

}  // namespace taipan::transfer
