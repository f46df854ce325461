// jit/exits/restore.h -- from a snapshot back to the interpreter's registers and frames.
//
// Room       jit/exits. Knows snapshots and frames; knows no language.
// In / out   The values of the trace at a failing guard; the VM stack, thread.regs and thread.pc.
// Tests      tests/unit/jit/exits/
#pragma once

#include "base/function_ref.h"
#include "jit/backend/compiled_trace.h"

namespace taipan::jit {

// The word of an IR value: an Any or Ref as it is, an Int as the integer, a Float as its bits, a Bool as 0 or 1.
using ValueSource = FunctionRef<uint64_t(IrRef)>;

// Writes the snapshot's registers and the headers of its frames behind `base`; thread.regs and thread.pc are then those
// of the innermost frame. The value of kResultSlot, if the snapshot has it, is the result.
Value restore(const Trace& trace, SnapshotId id, Thread& thread, Value* base, ValueSource source);

// The same from what machine code left behind.
Value restore_from_machine(MachineState* state);

}  // namespace taipan::jit
