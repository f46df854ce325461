// base/numbers/number_text.h -- what all readers of numbers do first: white space and the digits of other scripts.
//
// Room       Base. Knows texts and Unicode's properties.
// In / out   A text in, a part of it or ASCII out.
// Tests      tests/unit/base/numbers/number_text_test.cpp, tests/differential/numbers/
//
// Numbers are read from a TextView. Output of numbers alone is ASCII (AsciiBuffer in scratch_buffer.h); output with a
// user's fill characters or a locale's separators goes to a TextBuffer.
#pragma once

#include "base/numbers/scratch_buffer.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::numbers {

using text::TextBuffer;
using text::TextView;

// White space that may surround a number. In ASCII these are tab, line feed, vertical tab, form feed, carriage return
// and blank: not the separators 0x1c to 0x1f.
[[nodiscard]] bool is_number_space(char32_t point);

// Text without the white space at both ends.
[[nodiscard]] TextView strip_number_space(TextView text);

// Appends `text` with the digits of all scripts as ASCII and all white space as blanks. False if anything else beyond
// ASCII, or a null character, stands in it: no number is written so.
[[nodiscard]] bool to_ascii_number(TextView text, AsciiBuffer& out);

}  // namespace taipan::numbers
