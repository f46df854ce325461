// python/jit/loops.h -- the interpreter's way into the jit.
//
// Room       python/jit. Implements jit/record/language_driver.h over the staged operations.
// Tests      tests/python/jit/
#pragma once

#include <string_view>

#include "python/interpreter/interpreter.h"

namespace taipan::python {

// Rounds after which a loop is handed to hot_loop(). Without the jit: never.
[[gnu::visibility("hidden")]] extern int32_t g_loop_threshold;

// Obeys an option of the command line: `jit=on`, `jit=off`, `jit=log` (on, with a log), `jit=N` (on, threshold N),
// `jit=eager` (on, threshold 2). Others are not for the jit.
void set_jit_option(std::string_view option);

// Code::jit_data of a code object that dies.
void free_loops(void* jit_data);

// A loop's counter has reached the threshold. The frame at thread.regs is at the loop's head, thread.pc.
Step hot_loop(Thread& thread, uint16_t loop);

}  // namespace taipan::python
