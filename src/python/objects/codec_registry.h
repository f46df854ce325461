// python/objects/codec_registry.h -- encodings and error handlers by name.
//
// Room       python/objects. https://docs.python.org/3.11/library/codecs.html
// In / out   Search functions are asked in the order of their registration, and what they found is remembered by the
//            normalised name. At first use the package `encodings` is imported, which registers the standard ones.
// Tests      CPython's test_codecs
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

Status register_codec_search(Thread& thread, Value function);
Status unregister_codec_search(Thread& thread, Value function);
// The codec's tuple: encoder, decoder, stream reader, stream writer. LookupError "unknown encoding: ...".
Tuple* lookup_codec(Thread& thread, const char* encoding);

Status register_error_handler(Thread& thread, const char* name, Value handler);
Value lookup_error_handler(Thread& thread, const char* name);  // null: strict

// Any object through any codec. `errors` may be null.
Value encode_with_codec(Thread& thread, Value object, const char* encoding, const char* errors);
Value decode_with_codec(Thread& thread, Value object, const char* encoding, const char* errors);
// The same for codecs between str and bytes only: what str.encode and bytes.decode do with codecs that are not built in.
Bytes* encode_text_with_codec(Thread& thread, String* text, const char* encoding, const char* errors);
String* decode_text_with_codec(Thread& thread, Value bytes, const char* encoding, const char* errors);

// "Latin 1" -> "latin_1": lower case, one underscore for each run of anything else than letters, digits and dots.
// False if it does not fit.
bool normalize_encoding_name(const char* name, char* out, size_t size);

}  // namespace taipan::python
