// python/modules/fatal_error.h -- the end of a process that cannot go on. Defined in faulthandler_module.cpp.
#pragma once

namespace taipan::python {

// Says "Fatal Python error: function: message" and what every thread is doing, and aborts. Allocates nothing, takes no lock.
[[noreturn]] void fatal_error(const char* function, const char* message);

}  // namespace taipan::python
