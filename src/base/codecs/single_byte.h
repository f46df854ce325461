// base/codecs/single_byte.h -- ASCII and Latin-1.
//
// Room       Codecs; see progress.h for the form of the functions.
// Tests      tests/unit/base/codecs/single_byte_test.cpp, tests/differential/base/compare_codecs.py
//
// Decoding Latin-1 is no translation at all and never fails: the bytes are the text.
#pragma once

#include "base/codecs/progress.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::codecs {

Progress decode_ascii(Bytes input, size_t position, text::TextBuffer& out);
// These stop at runs of characters that are too large.
Progress encode_ascii(text::TextView input, size_t position, text::ByteBuffer& out);
Progress encode_latin1(text::TextView input, size_t position, text::ByteBuffer& out);

}  // namespace taipan::codecs
