// python/objects/bytearray_private.h -- what bytearray_storage.cpp and bytearray_type.cpp share.
#pragma once

#include "python/objects/bytearray.h"

namespace taipan::python {

extern const BufferExporter kByteArrayBuffer;
int64_t bytearray_capacity(const ByteArrayObject* self);  // bytes allocated, the NUL included

}  // namespace taipan::python
