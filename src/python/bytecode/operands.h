// python/bytecode/operands.h -- what the rows of opcodes.def say of an instruction's operands.
//
// Room       python/bytecode. For whoever walks over bytecode without running it: disassembler, verifier, the
// compiler's
//            last pass, the jit's region builder.
// Tests      tests/golden/compiler/
#pragma once

#include <cstdint>

#include "python/bytecode/bytecode.h"

namespace taipan::python {

enum class OperandKind : uint8_t {
  None,
  Def,
  Use,
  Mod,
  Window,
  First,
  FirstDef,
  Count,
  Imm,
  Jump16,
  Cache,
  Var,
  Const,
  Id,
  WideConst,
  WideImm,
  WideJump,
  WideCache,
  WideName,
};

struct OpInfo {
  const char* name;
  OperandKind a, b, c;
  bool may_raise;  // or run code
  bool may_jump;
  bool never_falls_through;
  bool changes_frame;  // leaves or enters one

  [[nodiscard]] constexpr bool is_wide() const { return c >= OperandKind::WideConst; }
  [[nodiscard]] constexpr bool is_jump() const { return c == OperandKind::Jump16 || c == OperandKind::WideJump; }
};

const OpInfo& info_of(Op op);
inline const OpInfo& info_of(const Instruction& instruction) {
  return info_of(static_cast<Op>(instruction.op));
}

// Whether an operand of this kind names a register.
constexpr bool is_register(OperandKind kind) {
  return kind >= OperandKind::Def && kind <= OperandKind::FirstDef;
}

// How many consecutive registers the operand `First`, `FirstDef` or `Window` (of an instruction that fills one) stands
// for; 1 for other registers. `instruction` gives the counts.
uint32_t registers_of(const Instruction& instruction, OperandKind kind);

// The number of arguments of an intrinsic.
uint32_t argument_count_of(Intrinsic intrinsic);

// In the operand c of MakeFunction: there are neither defaults nor annotations nor a closure.
inline constexpr uint16_t kNoFunctionParts = 65535;

}  // namespace taipan::python
