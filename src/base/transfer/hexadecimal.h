// base/transfer/hexadecimal.h -- bytes as hexadecimal digits, perhaps with separators.
//
// Room       Base: transfer encodings.
// In / out   Bytes in; bytes appended to a buffer, or an error.
// Tests      tests/unit/base/transfer/transfer_test.cpp, tests/differential/numbers/
#pragma once

#include "base/text/byte_buffer.h"

namespace taipan::transfer {

using text::ByteBuffer;

// Two lower-case digits a byte.
void append_hexadecimal(ByteBuffer& out, const uint8_t* data, size_t size);
// As well, with `separator` after each group of |group| bytes; groups are counted from the right if `group` is positive
// and from the left if it is negative. A group of 0 means no separators.
void append_hexadecimal(ByteBuffer& out, const uint8_t* data, size_t size, uint8_t separator, int64_t group);

enum class HexadecimalError {
  None,
  OddLength,  // "Odd-length string"
  NoDigit,    // "Non-hexadecimal digit found"
};
[[nodiscard]] std::string_view message_of(HexadecimalError error);
[[nodiscard]] HexadecimalError read_hexadecimal(ByteBuffer& out, const uint8_t* text, size_t size);

}  // namespace taipan::transfer
