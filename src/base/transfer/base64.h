// base/transfer/base64.h -- Base64 as binascii reads and writes it.
//
// Room       Base: transfer encodings.
// In / out   Bytes in; bytes appended to a buffer, or an error.
// Tests      tests/unit/base/transfer/transfer_test.cpp, tests/differential/numbers/
#pragma once

#include "base/text/byte_buffer.h"

namespace taipan::transfer {

using text::ByteBuffer;

// Four characters for three bytes, '=' to fill up the last four.
void append_base64(ByteBuffer& out, const uint8_t* data, size_t size);

enum class Base64Error {
  None,
  // Only in strict mode, where nothing but data and padding at the end may appear:
  LeadingPadding,        // "Leading padding not allowed"
  ExcessData,            // "Excess data after padding"
  OtherCharacter,        // "Only base64 data is allowed"
  DiscontinuousPadding,  // "Discontinuous padding not allowed"
  // In both modes:
  OneCharacterLeft,  // kOneCharacterLeftMessage, with the number of data characters in it
  IncorrectPadding,  // "Incorrect padding"
};

inline constexpr const char* kOneCharacterLeftFormat =
    "Invalid base64-encoded string: number of data characters (%zu) cannot be 1 more than a multiple of 4";

// The fixed messages; empty for None and OneCharacterLeft.
[[nodiscard]] std::string_view message_of(Base64Error error);

enum class Base64Mode { Lenient, Strict };
struct Base64Result {
  Base64Error error = Base64Error::None;
  size_t data_characters = 0;  // for OneCharacterLeft
};
// The lenient mode skips what is no data, and stops at a complete padding.
[[nodiscard]] Base64Result read_base64(ByteBuffer& out, const uint8_t* text, size_t size, Base64Mode mode);

}  // namespace taipan::transfer
