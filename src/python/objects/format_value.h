// python/objects/format_value.h -- format() of exact texts and numbers, straight into a buffer.
//
// Room       python/objects; for format(), str.format() and f-strings.
// Tests      tests/python/core/strings/, tests/python/core/fstrings/
#pragma once

#include "base/text/text_buffer.h"
#include "python/objects/abstract.h"

namespace taipan::python {

// Appends what type(value).__format__ makes of it, if `value` is an exact str, int or float. False, with nothing appended:
// the caller is to call the method.
Result<bool> append_formatted(Thread& thread, Value value, text::TextView spec, text::TextBuffer& out);

}  // namespace taipan::python
