// python/modules/new_exception.h -- exception classes that native modules define.
#pragma once

#include "python/objects/exceptions.h"

namespace taipan::python {

// A class like one made by a class statement in a module: "zlib.error", derived from `base`. Lives for ever.
Type* new_exception_type(Thread& thread, const char* dotted_name, TypeId base = TypeId::Exception, const char* doc = nullptr);
Type* new_exception_type(Thread& thread, const char* dotted_name, Type* base, const char* doc = nullptr);

}  // namespace taipan::python
