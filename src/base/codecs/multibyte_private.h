// base/codecs/multibyte_private.h -- what multibyte.cpp and multibyte_iso2022.cpp share.
#pragma once

#include "base/codecs/multibyte.h"
#include "base/codecs/multibyte_charset.h"

namespace taipan::codecs {

inline constexpr MultibyteEncoded kMultibyteCannotEncode = {MultibyteResult::Illegal, 0, 0, {}};
inline constexpr MultibyteEncoded kMultibyteNeedsMoreText = {MultibyteResult::Incomplete, 0, 0, {}};

inline MultibyteDecoded decoded(uint32_t used, uint32_t code_point) { return {MultibyteResult::Good, 1, used, {code_point, 0}}; }
inline MultibyteDecoded illegal(size_t used) { return {MultibyteResult::Illegal, 0, uint32_t(used), {}}; }
inline MultibyteDecoded incomplete(size_t used) { return {MultibyteResult::Incomplete, 0, uint32_t(used), {}}; }

// The bytes of a number without leading zeros (one at least).
inline MultibyteEncoded encoded_number(uint32_t number, uint8_t used) {
  MultibyteEncoded out = {MultibyteResult::Good, used, 0, {}};
  for (int shift = 24; shift >= 0; shift -= 8) {
    if (out.size != 0 || number >> shift != 0 || shift == 0) out.bytes[out.size++] = uint8_t(number >> shift);
  }
  return out;
}
MultibyteEncoded encode_with_charset(const MultibyteCharset& charset, const uint32_t* text, size_t size, bool last);

const MultibyteEncoding* find_iso2022(std::string_view name);

}  // namespace taipan::codecs
