// vm/frame.h -- instructions and frames on the VM stack.
//
// Room       vm. What the opcodes mean belongs to the language; how frames lie on the stack is shared with the jit.
//
// Frames are contiguous; registers of a frame are addressed from `regs`:
//
//   regs[-6] auxiliary   a namespace (class body, module, exec) or a generator object; unbound otherwise
//   regs[-5] frame       the frame object somebody asked for, or unbound: made only when looked at
//   regs[-4] info        FrameInfo: return action, flags, destination register of the caller
//   regs[-3] caller      the caller's regs; null when C++ entered here
//   regs[-2] return_pc   the caller's call instruction (execution resumes behind it)
//   regs[-1] function    the callable being run
//   regs[0...]           parameters, locals, temporaries; then room for the frames of callees
//
// A call builds its arguments in the caller's last registers, behind kFrameHeaderWords reserved ones: they become the
// callee's parameters without copying.
#pragma once

#include <cstdint>

#include "vm/value.h"

namespace taipan {

// 8 bytes. Operands: registers, or indices into tables of the code object; wide immediates use b and c together.
struct Instruction {
  uint16_t op;
  uint16_t a;
  union {
    struct {
      uint16_t b;
      uint16_t c;
    };
    int32_t wide;  // signed 32 bits: jump distance in instructions relative to this one, immediate, table index
  };
  int16_t c_signed() const { return int16_t(c); }
  int16_t b_signed() const { return int16_t(b); }
};
static_assert(sizeof(Instruction) == 8);

// What happens with the value a frame returns. Languages add theirs from FirstLanguageAction on.
enum class ReturnAction : uint8_t {
  Result = 0,  // store it in the destination register
  Exit,        // leave the interpreter loop: C++ called
  FirstLanguageAction,
};

struct FrameInfo {
  ReturnAction action;
  uint8_t flags;
  uint16_t destination;
  uint32_t extra;  // for the action

  enum Flag : uint8_t {
    kHasFrameObject = 1,  // `frame` is set: leaving the frame must detach it
    kGenerator = 2,       // `auxiliary` is the generator whose frame this is
    kHidden = 4,          // not shown in tracebacks
    kTraced = 8,          // a trace or profile function follows this frame
  };
};
static_assert(sizeof(FrameInfo) == 8);

struct FrameHeader {
  Value auxiliary;
  Value frame_object;
  FrameInfo info;
  Value* caller;
  const Instruction* return_pc;
  Value function;
};
constexpr int kFrameHeaderWords = sizeof(FrameHeader) / sizeof(Value);
static_assert(kFrameHeaderWords == 6);

inline FrameHeader* frame_header(Value* regs) { return reinterpret_cast<FrameHeader*>(regs) - 1; }

}  // namespace taipan
