// python/objects/bytes.h -- byte strings: what other files make of `bytes` and `bytearray`.
//
// Room       python/objects. The layout of bytes is in vm/containers.h, that of bytearray in bytearray.h; reading bytes
//            out of anything that exposes a buffer is buffer.h.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
#pragma once

#include "python/objects/abstract.h"
#include "vm/containers.h"

namespace taipan::python {

// What bytes(value) gives for a value that is not an int: by __bytes__, a buffer, or an iterable of ints below 256.
// TypeError "cannot convert 'X' object to bytes" for ints and texts.
Bytes* bytes_from_object(Thread& thread, Value value);
// One byte from an int: ValueError "byte must be in range(0, 256)", TypeError "an integer is required".
Result<int> byte_from_object(Thread& thread, Value value);
// A copy of the bytes; single ones and the empty one are shared. MemoryError when too large.
Bytes* make_bytes(Thread& thread, std::string_view data);

// repr(bytes) of these bytes: b'...' with the quotes that need fewer escapes.
String* bytes_repr_of(Thread& thread, std::string_view data);

}  // namespace taipan::python
