// python/objects/text_codec.h -- bytes to text and back, with Python's error handlers. Defined in text_codec.cpp.
#pragma once

#include <string_view>

#include "python/objects/abstract.h"

namespace taipan::python {

// `encoding` and `errors` may be null: utf-8 and strict. Null result: raised.
String* decode(Thread& thread, std::string_view bytes, const char* encoding, const char* errors);
Bytes* encode(Thread& thread, String* text, const char* encoding, const char* errors);
// File names, the command line, the environment: utf-8 with surrogateescape.
String* decode_filesystem(Thread& thread, std::string_view bytes);
Bytes* encode_filesystem(Thread& thread, String* text);

}  // namespace taipan::python
