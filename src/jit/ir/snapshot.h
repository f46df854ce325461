// jit/ir/snapshot.h -- what a guard needs to know so that the interpreter can go on: registers, frames, position.
//
// Room       jit/ir. Written by the recorder and by loop peeling; read by exits/restore.h.
//
// Registers are counted from the root frame's first register, over the frames of inlined calls, which lie behind it on
// the VM stack. A snapshot lists only registers that the trace changed; the others still hold what the interpreter
// left in them. An entry names the unboxed value where there is one: boxing is the exit's work. An entry without a value
// says that the register is in memory already, as a residual call left it.
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

// How the interpreter goes on.
enum class ExitKind : uint8_t {
  Instruction,  // with the instruction at pc; a hot exit gets a bridge
  Interrupted,  // the same, but the interpreter has something to do: no bridge
  Result,       // the instruction at pc has its result, the entry of kResultSlot: kept, raised, or a call to be made
  InMemory,     // all is in memory, thread.regs and thread.pc included; machine code knows how the instruction ended
};
constexpr int32_t kResultSlot = INT32_MIN;

// Registers of a frame that an instruction writes by itself, and from where on they are dead behind it.
struct RegisterEffects {
  uint16_t first = 0, count = 0;
  uint16_t dead_from = UINT16_MAX;
};

// A frame that was pushed on top of the trace's root frame.
struct SnapshotFrame {
  int32_t base;         // its registers start here
  int32_t caller_base;
  FrameInfo info;
  const Instruction* return_pc;
  Value function;  // unbound: not constant. It is in the register before the first, as the header has it
  const void* code;  // what is run, as the language knows it; null if unknown
  Value auxiliary;
  int32_t register_count;
  RegisterEffects caller_effects;  // of the instruction at return_pc
};

struct Snapshot {
  const Instruction* pc;  // the interpreter goes on with this instruction
  uint32_t first_entry = 0, entry_count = 0;
  uint32_t first_frame = 0, frame_count = 0;
  uint32_t real_frames = 0;  // so many of them, the outermost, have their headers in memory
  ExitKind kind = ExitKind::Instruction;
};

}  // namespace taipan::jit
