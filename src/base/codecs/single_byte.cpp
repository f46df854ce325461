// base/codecs/single_byte.cpp -- ASCII and Latin-1.
//
// Room       Codecs; the contract is in single_byte.h.
// Tests      tests/unit/base/codecs/single_byte_test.cpp, tests/differential/base/compare_codecs.py
#include "base/codecs/single_byte.h"

#include "base/text/ascii.h"

namespace taipan::codecs {

using text::ByteBuffer;
using text::TextBuffer;
using text::TextView;

namespace {

constexpr const char* kNotAscii = "ordinal not in range(128)";
constexpr const char* kNotLatin1 = "ordinal not in range(256)";

template <typename Char>
size_t find_above(const Char* chars, size_t i, size_t length, char32_t limit) {
  while (i < length && chars[i] <= limit) ++i;
  return i;
}

Progress encode_below(TextView input, size_t position, char32_t limit, const char* reason, ByteBuffer& out) {
  return input.visit([&](const auto* chars) -> Progress {
    const size_t end = find_above(chars, position, input.length, limit);
    if (uint8_t* room = out.extend(end - position)) text::copy_chars(room, chars + position, end - position);
    if (end == input.length) return {end};
    size_t error_end = end + 1;
    while (error_end < input.length && chars[error_end] > limit) ++error_end;
    return Progress::failed(end, error_end, reason);
  });
}

}  // namespace

Progress decode_ascii(Bytes input, size_t position, TextBuffer& out) {
  const size_t run = text::ascii_prefix_length(input.data() + position, input.size() - position);
  out.append_ascii(input.data() + position, run);
  const size_t end = position + run;
  if (end == input.size()) return {end};
  return Progress::failed(end, end + 1, kNotAscii);
}

Progress encode_ascii(TextView input, size_t position, ByteBuffer& out) {
  return encode_below(input, position, 0x7F, kNotAscii, out);
}

Progress encode_latin1(TextView input, size_t position, ByteBuffer& out) {
  return encode_below(input, position, 0xFF, kNotLatin1, out);
}

}  // namespace taipan::codecs
