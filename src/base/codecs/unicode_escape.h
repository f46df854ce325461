// base/codecs/unicode_escape.h -- text with backslash escapes, as in literals of source code.
//
// Room       Codecs; see progress.h for the form of the functions. bytes_escape.h has the escapes of byte strings.
// Tests      tests/unit/base/codecs/escape_test.cpp, tests/differential/base/compare_codecs.py
#pragma once

#include "base/codecs/progress.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::codecs {

constexpr size_t kNoPosition = static_cast<size_t>(-1);

// Latin-1 bytes with \n, \x41, \u20ac, \U0001f600, \N{EURO SIGN}, \101 and the like. An escape that is not known is
// kept as it is. Such an escape, and an octal one above \377, deserves a warning: the position after the backslash of
// the first one is put into `first_doubtful` if that is still kNoPosition. (An octal one begins with 4 to 7.)
Progress decode_unicode_escape(Bytes input, size_t position, Final final, text::TextBuffer& out,
                               size_t& first_doubtful);
void encode_unicode_escape(text::TextView input, text::ByteBuffer& out);

// Latin-1 bytes where only \u20ac and \U0001f600 are escapes.
Progress decode_raw_unicode_escape(Bytes input, size_t position, Final final, text::TextBuffer& out);
void encode_raw_unicode_escape(text::TextView input, text::ByteBuffer& out);

// Appends \xNN, \uNNNN or \UNNNNNNNN, whichever is the shortest that fits.
void append_escape(text::ByteBuffer& out, char32_t c);

}  // namespace taipan::codecs
