// python/runtime/bootstrap.h -- the steps of starting the language, in order. Used by start.cpp.
#pragma once

#include "python/objects/native.h"

namespace taipan::python {

void create_builtin_types(Thread& thread);
const TypeSpec& exception_spec(TypeId id);  // objects/exceptions.cpp
extern const Layout kTypeLayout;
extern const Layout kCodeLayout;

}  // namespace taipan::python
