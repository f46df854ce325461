// base/codecs/charmap.cpp -- encodings given by a table.
//
// Room       Codecs; the contract is in charmap.h.
// Tests      tests/unit/base/codecs/charmap_test.cpp, tests/differential/base/compare_codecs.py
#include "base/codecs/charmap.h"

namespace taipan::codecs {

using text::ByteBuffer;
using text::TextBuffer;
using text::TextView;

Progress decode_charmap(Bytes input, size_t position, TextView table, TextBuffer& out) {
  for (size_t i = position; i < input.size(); ++i) {
    const char32_t c = input[i] < table.length ? table.at(input[i]) : kUndefinedCharacter;
    if (c == kUndefinedCharacter) return Progress::failed(i, i + 1, kMapsToUndefined);
    out.append(c);
  }
  return {input.size()};
}

Progress decode_charmap(Bytes input, size_t position, ByteMapping mapping, TextBuffer& out) {
  for (size_t i = position; i < input.size(); ++i) {
    const Mapped mapped = mapping(input[i], out);
    if (mapped == Mapped::Stopped) return {i};
    if (mapped == Mapped::Undefined) return Progress::failed(i, i + 1, kMapsToUndefined);
  }
  return {input.size()};
}

Progress encode_charmap(TextView input, size_t position, CharacterMapping mapping, ByteBuffer& out) {
  size_t i = position;
  for (; i < input.length; ++i) {
    const Mapped mapped = mapping(input.at(i), out);
    if (mapped == Mapped::Stopped) return {i};
    if (mapped == Mapped::Undefined) break;
  }
  if (i == input.length) return {i};
  const size_t start = i++;
  for (; i < input.length; ++i) {
    ByteBuffer unused;
    const Mapped mapped = mapping(input.at(i), unused);
    if (mapped == Mapped::Stopped) return {i};
    if (mapped == Mapped::Written) break;
  }
  return Progress::failed(start, i, kMapsToUndefined);
}

Progress encode_charmap(TextView input, size_t position, const EncodingMap& map, ByteBuffer& out) {
  return encode_charmap(
      input, position,
      [&map](char32_t c, ByteBuffer& bytes) {
        const int byte = map.find(c);
        if (byte < 0) return Mapped::Undefined;
        bytes.append(static_cast<uint8_t>(byte));
        return Mapped::Written;
      },
      out);
}

bool EncodingMap::fits(TextView table) {
  if (table.length == 0 || table.length > 256 || table.at(0) != 0) return false;
  for (size_t i = 1; i < table.length; ++i) {
    if (table.at(i) == 0 || table.at(i) > 0xFFFE) return false;
  }
  return true;
}

EncodingMap::EncodingMap(TextView table) {
  for (size_t i = 0; i < table.length; ++i) {
    const char32_t c = table.at(i);
    if (c == kUndefinedCharacter) continue;
    size_t slot = slot_of(c);
    while (entries_[slot].byte >= 0 && entries_[slot].character != c) slot = (slot + 1) % kSlots;
    entries_[slot] = {static_cast<char16_t>(c), static_cast<int16_t>(i)};
  }
}

int EncodingMap::find(char32_t c) const {
  if (c > 0xFFFF) return -1;
  for (size_t slot = slot_of(c); entries_[slot].byte >= 0; slot = (slot + 1) % kSlots) {
    if (entries_[slot].character == c) return entries_[slot].byte;
  }
  return -1;
}

}  // namespace taipan::codecs
