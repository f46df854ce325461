// base/codecs/utf32.h -- UTF-32, in either byte order.
//
// Room       Codecs; see progress.h for the form of the functions.
// Tests      tests/unit/base/codecs/utf16_test.cpp, tests/differential/base/compare_codecs.py
#pragma once

#include "base/codecs/utf16.h"

namespace taipan::codecs {

ByteOrderMark utf32_byte_order(Bytes input);

Progress decode_utf32(Bytes input, size_t position, ByteOrder order, Final final, text::TextBuffer& out);
// Stops at each single surrogate.
Progress encode_utf32(text::TextView input, size_t position, ByteOrder order, text::ByteBuffer& out);
void append_utf32_unit(text::ByteBuffer& out, char32_t unit, ByteOrder order);

}  // namespace taipan::codecs
