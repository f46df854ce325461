// base/codecs/error_handlers.h -- what the standard error handlers put in place of what a codec cannot translate.
//
// Room       Codecs. Pure functions on the input, the range that a codec objects to, and an output; raising errors,
//            handlers' names and users' own handlers belong to the caller.
// In / out   Handlers of encoding errors get text and write text or bytes; those of decoding errors get bytes and write
//            text. Where a handler may decline (then the error stands) it returns a bool; `resume` is where to go on.
// Tests      tests/unit/base/codecs/error_handlers_test.cpp, tests/differential/base/compare_codecs.py
#pragma once

#include <optional>
#include <string_view>

#include "base/codecs/progress.h"
#include "base/codecs/utf16.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::codecs {

// --- backslashreplace, xmlcharrefreplace, namereplace: all output is ASCII ------------------------------------------

void backslash_replace(text::TextView input, size_t start, size_t end, text::ByteBuffer& out);
void backslash_replace(Bytes input, size_t start, size_t end, text::ByteBuffer& out);
void xml_reference_replace(text::TextView input, size_t start, size_t end, text::ByteBuffer& out);
void name_replace(text::TextView input, size_t start, size_t end, text::ByteBuffer& out);

// --- surrogateescape: bytes from 0x80 on that cannot be decoded become U+DC80..U+DCFF, and back ---------------------

// Takes up to four bytes; declines if the first is ASCII.
bool surrogate_escape_decode(Bytes input, size_t start, size_t end, text::TextBuffer& out, size_t& resume);
// Writes the bytes of the leading such surrogates of the range, and returns the position after them. The rest of the
// range, if there is any, cannot be encoded: an encoder reports only that rest, the handler called by itself declines.
size_t surrogate_escape_encode(text::TextView input, size_t start, size_t end, text::ByteBuffer& out);

// --- surrogatepass: surrogates are translated as if they were characters --------------------------------------------

struct UnicodeEncoding {
  uint8_t unit_bytes;  // 1: UTF-8, 2: UTF-16, 4: UTF-32
  ByteOrder order;
};
// The encoding that a name like "utf-8", "UTF_16", "utf32-le" means, if it is one of these.
std::optional<UnicodeEncoding> unicode_encoding_named(std::string_view name);

// Takes one surrogate; declines if the bytes from `start` on are none.
bool surrogate_pass_decode(UnicodeEncoding encoding, Bytes input, size_t start, text::TextBuffer& out, size_t& resume);
// Declines, and writes nothing, unless the whole range consists of surrogates.
bool surrogate_pass_encode(UnicodeEncoding encoding, text::TextView input, size_t start, size_t end,
                           text::ByteBuffer& out);

}  // namespace taipan::codecs
