// jit/backend/backend.h -- from an optimised trace to machine code.
//
// Room       jit/backend. Knows IR and the vm's layouts; knows no language.
// In / out   A trace that find_mistake() has nothing against; callable code. Machine code is never writable and
//            executable at once (code_memory.cpp).
// Tests      tests/unit/jit/backend/
#pragma once

#include "jit/backend/compiled_trace.h"

namespace taipan::jit {

// Called by machine code whose guard failed: brings the interpreter's state up to date (exits/restore.h). Its result is
// that of the trace's entry.
using ExitFunction = uint64_t (*)(MachineState* state);

// Null when there is no memory for code, or when the trace needs too many spill words. With `parent` a bridge from its
// exit, which from now on leads there; the parent keeps it.
CompiledTrace* compile_bridge(Trace trace, ExitFunction exit, CompiledTrace& parent, SnapshotId from);
std::unique_ptr<CompiledTrace> compile(Trace trace, ExitFunction exit);
size_t code_bytes_in_use();
// Frees the code, bridges included. Nobody may be running it.
void release(std::unique_ptr<CompiledTrace> trace);
// The machine code made last, as text, if asked for before.
void keep_listing(bool on);
const char* last_listing();

}  // namespace taipan::jit
