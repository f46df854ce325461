// jit/passes/passes.h -- what is done to a recorded trace before it becomes machine code.
//
// Room       jit/passes. The emitter (emitter.h) has folded and shared already while recording.
// Tests      tests/unit/jit/passes/
#pragma once

#include "jit/passes/emitter.h"

namespace taipan::jit {

// Appends Loop, the recorded instructions once more for all further rounds, and Jump. `end` is the state in which the
// first round reaches the loop's head again. next[i] is what instruction i of the first round is in the round after.
// False: the round after can not be like the first (a guard would always fail).
bool peel_loop(Emitter& emitter, SnapshotId end, std::vector<IrRef>& next);

// Finds the phis of a peeled trace and removes what nothing needs.
void remove_dead_code(Trace& trace, const std::vector<IrRef>& next);

}  // namespace taipan::jit
