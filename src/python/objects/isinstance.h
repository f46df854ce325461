// python/objects/isinstance.h -- what isinstance() and issubclass() do when nobody overrides them.
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

// By MRO and the object's __class__, or by __bases__ of classes that are no types: type.__instancecheck__.
Result<bool> is_instance_by_default(Thread& thread, Value object, Value cls);
// type.__subclasscheck__
Result<bool> is_subclass_by_default(Thread& thread, Value derived, Value cls);
// The members of X | Y, or null when `value` is no union.
Tuple* union_members(Value value);

}  // namespace taipan::python
