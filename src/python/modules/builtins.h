// python/modules/builtins.h -- the parts of the module builtins.
#pragma once

#include "python/objects/native.h"

namespace taipan::python {

std::span<const Method> builtin_object_functions();  // builtins_functions.cpp
std::span<const Method> builtin_code_functions();    // builtins_code.cpp
Module* make_builtins_module(Thread& thread);        // all of them, and the built-in types

// What locals() gives in the running frame: its namespace, or a dict of its variables (objects/frame.cpp).
Value frame_locals(Thread& thread);
Value new_callable_iterator(Thread& thread, Value callable, Value sentinel);
Value new_anext_awaitable(Thread& thread, Value awaitable, Value default_value);

}  // namespace taipan::python
