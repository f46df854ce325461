// base/transfer/base64.cpp -- Base64.
//
// Room       Base: transfer encodings.
// In / out   See base64.h.
// Tests      tests/unit/base/transfer/transfer_test.cpp, tests/differential/numbers/

#include "base/transfer/base64.h"

#include <array>

namespace taipan::transfer {
namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kNoData = 0xff;

constexpr auto kValues = [] {
  std::array<uint8_t, 256> values{};
  values.fill(kNoData);
  for (uint8_t i = 0; i < 64; ++i)
    values[static_cast<uint8_t>(kAlphabet[i])] = i;
  return values;
}();

}  // namespace

void append_base64(ByteBuffer& out, const uint8_t* data, size_t size) {
  uint8_t* to = out.extend((size + 2) / 3 * 4);
  if (to == nullptr) return;
  for (; size >= 3; size -= 3, data += 3) {
    const uint32_t group = uint32_t{data[0]} << 16 | uint32_t{data[1]} << 8 | data[2];
    *to++ = static_cast<uint8_t>(kAlphabet[group >> 18]);
    *to++ = static_cast<uint8_t>(kAlphabet[group >> 12 & 63]);
    *to++ = static_cast<uint8_t>(kAlphabet[group >> 6 & 63]);
    *to++ = static_cast<uint8_t>(kAlphabet[group & 63]);
  }
  if (size == 0) return;
  const uint32_t group = uint32_t{data[0]} << 16 | (size == 2 ? uint32_t{data[1]} << 8 : 0);
  *to++ = static_cast<uint8_t>(kAlphabet[group >> 18]);
  *to++ = static_cast<uint8_t>(kAlphabet[group >> 12 & 63]);
  *to++ = size == 2 ? static_cast<uint8_t>(kAlphabet[group >> 6 & 63]) : uint8_t{'='};
  *to++ = '=';
}

std::string_view message_of(Base64Error error) {
  switch (error) {
    case Base64Error::LeadingPadding:
      return "Leading padding not allowed";
    case Base64Error::ExcessData:
      return "Excess data after padding";
    case Base64Error::OtherCharacter:
      return "Only base64 data is allowed";
    case Base64Error::DiscontinuousPadding:
      return "Discontinuous padding not allowed";
    case Base64Error::IncorrectPadding:
      return "Incorrect padding";
    case Base64Error::None:
    case Base64Error::OneCharacterLeft:
      break;
  }
  return "";
}

Base64Result read_base64(ByteBuffer& out, const uint8_t* text, size_t size, Base64Mode mode) {
  const bool strict = mode == Base64Mode::Strict;
  if (strict && size != 0 && text[0] == '=') return {Base64Error::LeadingPadding};
  uint8_t* const start = out.extend(size / 4 * 3 + 3);
  if (start == nullptr) return {};
  const size_t before = out.size() - (size / 4 * 3 + 3);
  uint8_t* to = start;
  unsigned position = 0;  // in the present group of four
  unsigned rest = 0;      // bits of it that are not written yet
  unsigned pads = 0;
  bool padding_seen = false;
  bool complete = false;
  for (size_t i = 0; i < size && !complete; ++i) {
    const uint8_t c = text[i];
    if (c == '=') {
      padding_seen = true;
      if (position >= 2 && position + ++pads >= 4) {
        if (strict && i + 1 < size) return {Base64Error::ExcessData};
        complete = true;
      }
      continue;
    }
    const uint8_t value = kValues[c];
    if (value == kNoData) {
      if (strict) return {Base64Error::OtherCharacter};
      continue;
    }
    if (strict && padding_seen) return {Base64Error::DiscontinuousPadding};
    pads = 0;
    switch (position) {
      case 0:
        break;
      case 1:
        *to++ = static_cast<uint8_t>(rest << 2 | value >> 4);
        break;
      case 2:
        *to++ = static_cast<uint8_t>(rest << 4 | value >> 2);
        break;
      default:
        *to++ = static_cast<uint8_t>(rest << 6 | value);
        break;
    }
    rest = position == 0 ? value : position == 1 ? value & 15 : position == 2 ? value & 3 : 0;
    position = (position + 1) % 4;
  }
  const auto written = static_cast<size_t>(to - start);
  out.truncate(before + written);
  if (complete || position == 0) return {};
  if (position == 1) return {Base64Error::OneCharacterLeft, written / 3 * 4 + 1};
  return {Base64Error::IncorrectPadding};
}

}  // namespace taipan::transfer
