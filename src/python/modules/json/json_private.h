// python/modules/json/json_private.h -- what the files of the module _json share.
//
// Room       python/modules/json. Strings and numbers are recognised in modules_core/json_scan.h.
// Tests      tests/python/library/json_*.py; CPython's test_json
#pragma once

#include "base/text/text_buffer.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python::json {

// raise json.JSONDecodeError(message, text, position)
Raised raise_decode_error(Thread& thread, const char* message, String* text, int64_t position);

extern const TypeSpec kScannerSpec, kEncoderSpec;

// The module's functions that the encoder knows by heart.
String* encode_basestring(Thread& thread, Value text);
String* encode_basestring_ascii(Thread& thread, Value text);

}  // namespace taipan::python::json
