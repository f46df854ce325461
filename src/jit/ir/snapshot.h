// jit/ir/snapshot.h -- what a guard needs to know so that the interpreter can go on: registers, frames, position.
//
// Room       jit/ir. Written by the recorder and by loop peeling; read by exits/restore.h.
//
// Registers are counted from the root frame's first register, over the frames of inlined calls, which lie behind it on
// the VM stack. A snapshot lists only registers that the trace changed; the others still hold what the interpreter
// left in them. An entry names the unboxed value where there is one: boxing is the exit's work.
#pragma once

#include <cstdint>
#include <span>

#include "vm/frame.h"

namespace taipan::jit {

// An instruction (>= 0), a constant (~position), or none.
struct IrRef {
  static constexpr int32_t kNone = INT32_MIN;
  int32_t index = kNone;
  bool exists() const { return index != kNone; }
  bool is_instruction() const { return index >= 0; }
  bool is_constant() const { return index < 0 && index != kNone; }
  friend bool operator==(IrRef, IrRef) = default;
};

enum class SnapshotId : uint32_t { None = UINT32_MAX };

struct SnapshotEntry {
  int32_t slot;
  IrRef value;
};

// A frame that the trace pushed.
struct SnapshotFrame {
  int32_t base;         // its registers start here
  int32_t caller_base;
  FrameInfo info;
  const Instruction* return_pc;
  Value function;
  Value auxiliary;
};

struct Snapshot {
  const Instruction* pc;  // the interpreter goes on with this instruction
  uint32_t first_entry = 0, entry_count = 0;
  uint32_t first_frame = 0, frame_count = 0;
};

}  // namespace taipan::jit
