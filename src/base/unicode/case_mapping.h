// base/unicode/case_mapping.h -- full case mappings of whole texts.
//
// Room       Unicode data. Knows text views and buffers; knows no VM string.
// In / out   A text in, the mapped text appended to a buffer. One character may become three. Where lowercase is asked
//            for, a capital sigma at the end of a word becomes the final form.
// Tests      tests/unit/base/unicode/case_mapping_test.cpp, tests/differential/base/compare_unicode.py
#pragma once

#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::unicode {

void append_lower(text::TextBuffer& out, text::TextView text);
void append_upper(text::TextBuffer& out, text::TextView text);
void append_folded(text::TextBuffer& out, text::TextView text);
// Upper- and lowercase characters change places; titlecase ones stay.
void append_swapped(text::TextBuffer& out, text::TextView text);
// The first character in titlecase, the rest in lowercase.
void append_capitalized(text::TextBuffer& out, text::TextView text);
// Each cased character in titlecase if no cased one stands before it, else in lowercase.
void append_titled(text::TextBuffer& out, text::TextView text);

// Whether the capital sigma at `index` ends a word: a cased character stands before it and none after it, not counting
// case-ignorable characters.
bool is_final_sigma(text::TextView text, size_t index);

// In place on ASCII bytes, other bytes untouched; for `bytes` and for texts known to be ASCII. `to` may be `from`.
void lower_ascii(uint8_t* to, const uint8_t* from, size_t count);
void upper_ascii(uint8_t* to, const uint8_t* from, size_t count);
// Lowercase of Latin-1 is Latin-1 of the same length. (Uppercase is not.)
void lower_latin1(uint8_t* to, const uint8_t* from, size_t count);

}  // namespace taipan::unicode
