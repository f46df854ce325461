// python/modules/operator_private.h -- the parts of the module _operator.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

Status define_operator_getters(Thread& thread, Module* module);  // attrgetter, itemgetter, methodcaller

}  // namespace taipan::python
