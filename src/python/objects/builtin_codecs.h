// python/objects/builtin_codecs.h -- the codecs that are built in, with Python's error handling.
//
// Room       python/objects. The translating is in base/codecs; what to do with errors in codec_errors.h.
// In / out   Null results: raised. `errors` may be null. Decoders say how many bytes they took in `consumed`; those with a
//            `final` leave an incomplete sequence at the end alone if it is No.
// Tests      CPython's test_codecs
#pragma once

#include "base/codecs/progress.h"
#include "python/objects/abstract.h"

namespace taipan::python {

using codecs::Final;

// Bytes to decode: their object, if they lie in a bytes object, serves exceptions.
struct DecodeInput {
  std::string_view bytes;
  Value source;  // or unbound
};

String* decode_utf8(Thread& thread, DecodeInput input, const char* errors, Final final, size_t* consumed);
String* decode_ascii(Thread& thread, DecodeInput input, const char* errors);
String* decode_latin1(Thread& thread, std::string_view bytes);
String* decode_utf7(Thread& thread, DecodeInput input, const char* errors, Final final, size_t* consumed);
// `order`: -1 little, 1 big, 0 as the byte order mark says, which is then put there.
String* decode_utf16(Thread& thread, DecodeInput input, const char* errors, int* order, Final final, size_t* consumed);
String* decode_utf32(Thread& thread, DecodeInput input, const char* errors, int* order, Final final, size_t* consumed);
// These two may warn of escapes that are not known.
String* decode_unicode_escape(Thread& thread, DecodeInput input, const char* errors, Final final, size_t* consumed);
Bytes* decode_bytes_escape(Thread& thread, DecodeInput input, const char* errors, size_t* consumed);
String* decode_raw_unicode_escape(Thread& thread, DecodeInput input, const char* errors, Final final, size_t* consumed);

Bytes* encode_utf8(Thread& thread, String* text, const char* errors);
Bytes* encode_ascii(Thread& thread, String* text, const char* errors);
Bytes* encode_latin1(Thread& thread, String* text, const char* errors);
Bytes* encode_utf7(Thread& thread, String* text);
Bytes* encode_utf16(Thread& thread, String* text, const char* errors, int order);  // 0: with a byte order mark
Bytes* encode_utf32(Thread& thread, String* text, const char* errors, int order);
Bytes* encode_unicode_escape(Thread& thread, String* text);
Bytes* encode_raw_unicode_escape(Thread& thread, String* text);

// Character maps. The mapping is a str, an EncodingMap or anything with __getitem__.
String* decode_charmap(Thread& thread, DecodeInput input, const char* errors, Value mapping);
Bytes* encode_charmap(Thread& thread, String* text, const char* errors, Value mapping);
Value build_encoding_map(Thread& thread, String* table);
void define_encoding_map(Thread& thread);  // before the first of build_encoding_map

}  // namespace taipan::python
