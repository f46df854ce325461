// base/codecs/utf16.cpp -- UTF-16, in either byte order.
//
// Room       Codecs; the contract is in utf16.h.
// Tests      tests/unit/base/codecs/utf16_test.cpp, tests/differential/base/compare_codecs.py
#include "base/codecs/utf16.h"

#include <cstring>

#include "base/unicode/properties.h"

namespace taipan::codecs {

using text::ByteBuffer;
using text::TextBuffer;
using text::TextView;

namespace {

inline char16_t load_unit(const uint8_t* bytes, ByteOrder order) {
  return static_cast<char16_t>(order == ByteOrder::Little ? bytes[0] | bytes[1] << 8 : bytes[0] << 8 | bytes[1]);
}

inline void store_unit(uint8_t* bytes, char16_t unit, ByteOrder order) {
  const int low = order == ByteOrder::Little ? 0 : 1;
  bytes[low] = static_cast<uint8_t>(unit);
  bytes[1 - low] = static_cast<uint8_t>(unit >> 8);
}

}  // namespace

ByteOrderMark utf16_byte_order(Bytes input) {
  if (input.size() < 2) return {};
  if (input[0] == 0xFF && input[1] == 0xFE) return {ByteOrder::Little, true, 2};
  if (input[0] == 0xFE && input[1] == 0xFF) return {ByteOrder::Big, true, 2};
  return {};
}

Progress decode_utf16(Bytes input, size_t position, ByteOrder order, Final final, TextBuffer& out) {
  const uint8_t* const bytes = input.data();
  const size_t size = input.size();
  size_t i = position;
  for (; i + 2 <= size; i += 2) {
    const char16_t unit = load_unit(bytes + i, order);
    if (!unicode::is_surrogate(unit)) {
      out.append(unit);
      continue;
    }
    if (unicode::is_low_surrogate(unit)) return Progress::failed(i, i + 2, "illegal encoding");
    if (i + 4 > size) {
      if (final == Final::No) return {i};
      return Progress::failed(i, size, kUnexpectedEnd);
    }
    const char16_t second = load_unit(bytes + i + 2, order);
    if (!unicode::is_low_surrogate(second)) return Progress::failed(i, i + 2, "illegal UTF-16 surrogate");
    out.append(unicode::join_surrogates(unit, second));
    i += 2;
  }
  if (i == size || final == Final::No) return {i};
  return Progress::failed(i, size, kTruncatedData);
}

void append_utf16_unit(ByteBuffer& out, char16_t unit, ByteOrder order) {
  if (uint8_t* room = out.extend(2)) store_unit(room, unit, order);
}

Progress encode_utf16(TextView input, size_t position, ByteOrder order, ByteBuffer& out) {
  return input.visit([&](const auto* chars) -> Progress {
    size_t end = position, pairs = 0;
    while (end < input.length && !unicode::is_surrogate(chars[end])) {
      pairs += chars[end] > 0xFFFF;
      ++end;
    }
    uint8_t* room = out.extend(2 * (end - position + pairs));
    if (room == nullptr) return {input.length};
    for (size_t i = position; i < end; ++i) {
      const char32_t c = chars[i];
      if (c > 0xFFFF) {
        store_unit(room, static_cast<char16_t>(unicode::high_surrogate_of(c)), order);
        store_unit(room + 2, static_cast<char16_t>(unicode::low_surrogate_of(c)), order);
        room += 4;
      } else {
        store_unit(room, static_cast<char16_t>(c), order);
        room += 2;
      }
    }
    if (end == input.length) return {end};
    return Progress::failed(end, end + 1, kSurrogatesNotAllowed);
  });
}

}  // namespace taipan::codecs
