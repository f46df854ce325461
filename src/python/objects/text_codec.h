// python/objects/text_codec.h -- bytes to text and back, with Python's error handlers. Defined in text_codec.cpp.
#pragma once

#include <string_view>

#include "python/objects/abstract.h"

namespace taipan::python {

// `encoding` and `errors` may be null: utf-8 and strict. Null result: raised.
String* decode(Thread& thread, std::string_view bytes, const char* encoding, const char* errors);
Bytes* encode(Thread& thread, String* text, const char* encoding, const char* errors);
// The same by objects: what str(object, encoding, errors) gives of anything bytes-like.
String* decode_object(Thread& thread, Value object, const char* encoding, const char* errors);
// The text as UTF-8 in C form: ValueError for null characters, UnicodeEncodeError for surrogates. Lives as long as the
// pointer is on the native stack.
const char* c_text(Thread& thread, String* text);
// File names, the command line, the environment: utf-8 with surrogateescape.
String* decode_filesystem(Thread& thread, std::string_view bytes);
Bytes* encode_filesystem(Thread& thread, String* text);

}  // namespace taipan::python
