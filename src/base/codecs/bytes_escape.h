// base/codecs/bytes_escape.h -- byte strings with backslash escapes, as in literals of source code.
//
// Room       Codecs; see progress.h for the form of decode_bytes_escape, whose output is bytes.
// Tests      tests/unit/base/codecs/escape_test.cpp, tests/differential/base/compare_codecs.py
#pragma once

#include "base/codecs/progress.h"
#include "base/text/byte_buffer.h"

namespace taipan::codecs {

inline constexpr const char* kTrailingBackslash = "Trailing \\ in string";
inline constexpr const char* kInvalidX = "invalid \\x escape";

// \n, \x41, \101 and the like; an octal escape above \377 keeps its low eight bits. An escape that is not known is kept
// as it is. `first_doubtful` is as in unicode_escape.h. The error kInvalidX ends where decoding may go on.
Progress decode_bytes_escape(Bytes input, size_t position, text::ByteBuffer& out, size_t& first_doubtful);

// Backslash, tab, line feed, carriage return, the single quote and all that is not printable ASCII become escapes.
void encode_bytes_escape(Bytes input, text::ByteBuffer& out);

}  // namespace taipan::codecs
