// python/modules/sys.h -- making the module sys, and the standard streams.
#pragma once

#include "python/objects/native.h"

namespace taipan::python {

Status make_sys_module(Thread& thread);
void make_early_stderr(Thread& thread);          // until the streams are there
struct StartFailure;
// sys.stdin, stdout, stderr and their originals. Raised: `failure` may say more exactly what went wrong.
Status make_standard_streams(Thread& thread, StartFailure* failure);

void print_unraisable(Thread& thread, Value arguments);     // sys.unraisablehook's default
// write_unraisable with a text in place of "Exception ignored in" (null: that); `where` may be None.
void write_unraisable_message(Thread& thread, const char* message, Value where);
Value standard_library_names(Thread& thread);               // frozenset of module names
void set_int_max_str_digits(int64_t digits);

}  // namespace taipan::python
