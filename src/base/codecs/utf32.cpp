// base/codecs/utf32.cpp -- UTF-32, in either byte order.
//
// Room       Codecs; the contract is in utf32.h.
// Tests      tests/unit/base/codecs/utf16_test.cpp, tests/differential/base/compare_codecs.py
#include "base/codecs/utf32.h"

#include <cstring>

#include "base/unicode/properties.h"

namespace taipan::codecs {

using text::ByteBuffer;
using text::TextBuffer;
using text::TextView;

namespace {

inline uint32_t in_order(uint32_t word, ByteOrder order) {
  return order == kNativeOrder ? word : __builtin_bswap32(word);
}

inline char32_t load_unit(const uint8_t* bytes, ByteOrder order) {
  uint32_t word;
  std::memcpy(&word, bytes, 4);
  return in_order(word, order);
}

inline void store_unit(uint8_t* bytes, char32_t unit, ByteOrder order) {
  const uint32_t word = in_order(unit, order);
  std::memcpy(bytes, &word, 4);
}

}  // namespace

ByteOrderMark utf32_byte_order(Bytes input) {
  if (input.size() < 4) return {};
  if (load_unit(input.data(), ByteOrder::Little) == 0xFEFF) return {ByteOrder::Little, true, 4};
  if (load_unit(input.data(), ByteOrder::Big) == 0xFEFF) return {ByteOrder::Big, true, 4};
  return {};
}

Progress decode_utf32(Bytes input, size_t position, ByteOrder order, Final final, TextBuffer& out) {
  const size_t size = input.size();
  size_t i = position;
  for (; i + 4 <= size; i += 4) {
    const char32_t c = load_unit(input.data() + i, order);
    if (unicode::is_surrogate(c)) {
      return Progress::failed(i, i + 4, "code point in surrogate code point range(0xd800, 0xe000)");
    }
    if (c > unicode::kMaxCodePoint) return Progress::failed(i, i + 4, "code point not in range(0x110000)");
    out.append(c);
  }
  if (i == size || final == Final::No) return {i};
  return Progress::failed(i, size, kTruncatedData);
}

void append_utf32_unit(ByteBuffer& out, char32_t unit, ByteOrder order) {
  if (uint8_t* room = out.extend(4)) store_unit(room, unit, order);
}

Progress encode_utf32(TextView input, size_t position, ByteOrder order, ByteBuffer& out) {
  return input.visit([&](const auto* chars) -> Progress {
    size_t end = position;
    while (end < input.length && !unicode::is_surrogate(chars[end])) ++end;
    uint8_t* room = out.extend(4 * (end - position));
    if (room == nullptr) return {input.length};
    for (size_t i = position; i < end; ++i, room += 4) store_unit(room, chars[i], order);
    if (end == input.length) return {end};
    return Progress::failed(end, end + 1, kSurrogatesNotAllowed);
  });
}

}  // namespace taipan::codecs
