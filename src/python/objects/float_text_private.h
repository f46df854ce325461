// python/objects/float_text_private.h -- floats from text and their text; float_text.cpp.
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

// float(text) of a str, bytes or other buffer.
Value float_from_text(Thread& thread, Value text);
Value float_from_hex(Thread& thread, Value text);
String* float_repr(Thread& thread, Value self);
String* float_hex(Thread& thread, Value self);
String* float_format(Thread& thread, Value self, String* spec);

}  // namespace taipan::python
