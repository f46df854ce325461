// base/transfer/uu.h -- lines of uuencoded data.
//
// Room       Base: transfer encodings.
// In / out   Bytes in; bytes appended to a buffer, or an error.
// Tests      tests/unit/base/transfer/transfer_test.cpp, tests/differential/numbers/
//
// A line is a character for the number of bytes and a character for each six bits, from ' ' for 0 on.
#pragma once

#include "base/text/byte_buffer.h"

namespace taipan::transfer {

using text::ByteBuffer;

inline constexpr size_t kMaximumUuBytes = 45;
inline constexpr std::string_view kUuLineTooLongMessage = "At most 45 bytes at once";

// How zero bits are written.
enum class UuZero { Blank, Backtick };
// A line with its line feed; size is at most kMaximumUuBytes.
void append_uu_line(ByteBuffer& out, const uint8_t* data, size_t size, UuZero zero);

enum class UuError {
  None,
  IllegalCharacter,  // "Illegal char"
  TrailingGarbage,   // "Trailing garbage"
};
[[nodiscard]] std::string_view message_of(UuError error);
[[nodiscard]] UuError read_uu_line(ByteBuffer& out, const uint8_t* line, size_t size);

}  // namespace taipan::transfer
