// python/modules/atexit.h -- the functions registered with atexit. Defined in atexit_module.cpp.
#pragma once

#include "vm/thread.h"

namespace taipan::python {

void run_atexit_functions(Thread& thread);

}  // namespace taipan::python
