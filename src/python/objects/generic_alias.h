// python/objects/generic_alias.h -- what generic aliases and unions of types share.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

// A type as an alias shows it: module and qualified name without "builtins", or its repr.
Status append_type_text(Thread& thread, StringBuilder& out, Value value);
// The type variables that the arguments mention, each once.
Tuple* type_parameters(Thread& thread, Tuple* arguments);
// The arguments of self[item]: those of `self` with the parameters replaced.
Tuple* substitute_parameters(Thread& thread, Value self, Tuple* arguments, Tuple* parameters, Value item);

}  // namespace taipan::python
