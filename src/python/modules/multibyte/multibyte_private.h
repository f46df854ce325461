// python/modules/multibyte/multibyte_private.h -- what the files of the multibyte codecs' modules share.
//
// Room       python/modules/multibyte. The translating is in base/codecs/multibyte.h.
#pragma once

#include <string>

#include "base/codecs/multibyte.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/objects.h"

namespace taipan::python::multibyte {

struct CodecObject : HeapObject {
  const codecs::MultibyteEncoding* encoding;
  const char* name;
};
extern Type* g_codec_type;

// Text behind what was translated, or bytes: kept for the next call. `errors` null: strict.
Bytes* encode_text(Thread& thread, const CodecObject* codec, codecs::MultibyteState& state, String* text, const char* errors, Final final, int64_t* consumed);
String* decode_bytes(Thread& thread, const CodecObject* codec, codecs::MultibyteState& state, DecodeInput input, const char* errors, Final final,
                     size_t* consumed);

// streams.cpp: the classes that codecs' own classes are derived from.
Status add_stream_classes(Thread& thread, Module* module);

}  // namespace taipan::python::multibyte
