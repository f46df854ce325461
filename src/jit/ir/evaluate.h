// jit/ir/evaluate.h -- runs a trace instruction by instruction: what machine code is compared with.
//
// Room       jit/ir.   Tests: tests/unit/jit/backend/
#pragma once

#include "jit/ir/ir.h"
#include "vm/thread.h"

namespace taipan::jit {

struct Evaluation {
  SnapshotId exit = SnapshotId::None;  // None: `rounds` were made without leaving
  std::vector<uint64_t> words;         // by instruction, as exits/restore.h wants them
};

// Runs the trace on the registers at `base`, which only StoreRegister and calls change. Not for bridges, nor for traces
// that transfer control.
Evaluation evaluate(const Trace& trace, Thread& thread, const Value* base, uint64_t rounds);

}  // namespace taipan::jit
