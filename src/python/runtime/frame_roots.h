// python/runtime/frame_roots.h -- what frames show to the collector.
//
// Room       python/runtime. language.cpp asks for frames on the stack of a thread, generators for their own.
// Contract   A major collection sees only registers that matter (bytecode/live_registers.h): what is unreachable for the
//            program dies then, whatever dead temporaries still refer to it. A minor one is content with less.
// Tests      tests/python/memory/dead_temporaries_keep_nothing_alive.py
#pragma once

#include "gc/heap.h"
#include "python/objects/objects.h"

namespace taipan::python {

void begin_frame_roots(CollectionKind kind);
void end_frame_roots();
// The frame at `regs`, whose instruction `pc` is being executed; `above`: the registers of the frame above it, or null.
void visit_frame(Value* regs, const Instruction* pc, const Value* above, Tracer& tracer);
// The registers that a generator keeps.
void visit_generator_registers(GeneratorObject* generator, Tracer& tracer);

}  // namespace taipan::python
