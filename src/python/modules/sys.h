// python/modules/sys.h -- making the module sys, and the standard streams.
#pragma once

#include "python/objects/native.h"

namespace taipan::python {

Status make_sys_module(Thread& thread);
Status make_standard_streams(Thread& thread);  // sys.stdin, stdout, stderr and their originals

}  // namespace taipan::python
