// python/modules/array/array_type.h -- what array_type.cpp gives to the module.
#pragma once

#include "python/modules/array/array_private.h"

namespace taipan::python::arrays {

extern const TypeSpec kArraySpec, kArrayIteratorSpec;
extern Type* g_iterator;
Value array_tolist(Thread& thread, ArrayObject* self);
Value array_tounicode(Thread& thread, ArrayObject* self);

}  // namespace taipan::python::arrays
