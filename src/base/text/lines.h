// base/text/lines.h -- cutting a text into lines and words.
//
// Room       Text. Byte strings are texts of width One under the rules for ASCII.
// Tests      tests/unit/base/text/lines_test.cpp
#pragma once

#include "base/text/text_view.h"

namespace taipan::text {

// Which characters end lines and separate words.
enum class Separators : uint8_t {
  Ascii,    // lines: \n \r \r\n; words: blank, \t \n \v \f \r
  Unicode,  // lines also: \v \f \x1c..\x1e U+0085 U+2028 U+2029; words: all white space of Unicode, and \x1c..\x1f
};

struct Line {
  size_t end;   // where its text ends
  size_t next;  // where the next line begins, after the line break; the text's length for the last line
};
// The line that begins at `start`, which is before the end of the text.
Line find_line(TextView text, size_t start, Separators separators);

// The first place at or after `from` that has white space, or has none; the text's length if there is none.
size_t find_space(TextView text, size_t from, Separators separators);
size_t skip_spaces(TextView text, size_t from, Separators separators);
// The same from the right: the place after the last white space (or the last other character) before `end`; 0 if none.
size_t find_space_before(TextView text, size_t end, Separators separators);
size_t skip_spaces_before(TextView text, size_t end, Separators separators);

constexpr bool is_ascii_space(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace taipan::text
