// python/objects/suggestions.h -- "Did you mean: 'x'?"
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

// The text to append to the message of a NameError or AttributeError, or null. Leaves no exception.
String* suggestion_for(Thread& thread, Value exception);
Value sys_stdlib_names(Thread& thread);  // sys.stdlib_module_names, or unbound

}  // namespace taipan::python
