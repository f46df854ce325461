// base/codecs/utf16.h -- UTF-16, in either byte order.
//
// Room       Codecs; see progress.h for the form of the functions. utf32.h is the sibling.
// Tests      tests/unit/base/codecs/utf16_test.cpp, tests/differential/base/compare_codecs.py
#pragma once

#include <bit>

#include "base/codecs/progress.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::codecs {

enum class ByteOrder : uint8_t { Little, Big };
constexpr ByteOrder kNativeOrder = std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;

// What a byte order mark at the start says. Without one the order is the native one and nothing is to be skipped.
struct ByteOrderMark {
  ByteOrder order = kNativeOrder;
  bool found = false;
  size_t length = 0;  // bytes to skip
};
ByteOrderMark utf16_byte_order(Bytes input);

Progress decode_utf16(Bytes input, size_t position, ByteOrder order, Final final, text::TextBuffer& out);
// Stops at each single surrogate.
Progress encode_utf16(text::TextView input, size_t position, ByteOrder order, text::ByteBuffer& out);
void append_utf16_unit(text::ByteBuffer& out, char16_t unit, ByteOrder order);

}  // namespace taipan::codecs
