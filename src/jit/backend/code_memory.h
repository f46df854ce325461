// jit/backend/code_memory.h -- where machine code lies.
//
// Room       jit/backend.   Tests: tests/unit/jit/backend/
//
// Pages are private to the process, so that a forked child has its own, and never writable and executable at once: they
// are made writable while code is put there. Nobody may be running machine code meanwhile; with the interpreter's lock
// held nobody is, and frames of machine code further down the stacks of threads do not mind.
#pragma once

#include <asmjit/core.h>

namespace taipan::jit {

// Puts the code there, ready to run. Null when there is no memory.
void* place_code(asmjit::CodeHolder& code);
void free_code(const void* start);

}  // namespace taipan::jit
