// base/codecs/utf7.h -- UTF-7 (RFC 2152): ASCII, and UTF-16 in base 64 between '+' and '-'.
//
// Room       Codecs; see progress.h for the form of the functions.
// Tests      tests/unit/base/codecs/utf7_test.cpp, tests/differential/base/compare_codecs.py
//
// Surrogates are taken and given as they are: encoding never fails. A decoder that stops inside a shift sequence
// without being at the end of its data is set back to the '+', and so is its output.
#pragma once

#include "base/codecs/progress.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::codecs {

Progress decode_utf7(Bytes input, size_t position, Final final, text::TextBuffer& out);
void encode_utf7(text::TextView input, text::ByteBuffer& out);

}  // namespace taipan::codecs
