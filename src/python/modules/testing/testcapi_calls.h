// python/modules/testing/testcapi_calls.h -- native callables of every calling convention, for _testcapi.
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

Status add_calling_conventions(Thread& thread, Module* module);

}  // namespace taipan::python
