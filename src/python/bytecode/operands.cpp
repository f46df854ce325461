// python/bytecode/operands.cpp -- names and operand kinds of instructions, from the tables.
//
// Room       python/bytecode. The contract is in operands.h.
// Tests      tests/golden/compiler/
#include "python/bytecode/operands.h"

namespace taipan::python {

namespace {

constexpr bool has_effect(const char* effects, char wanted) {
  for (; *effects != 0; ++effects) {
    if (*effects == wanted) return true;
  }
  return false;
}

constexpr OpInfo kInfo[] = {
#define OP(name, a, b, c, effects, meaning) \
  {#name,                                   \
   OperandKind::a,                          \
   OperandKind::b,                          \
   OperandKind::c,                          \
   has_effect(effects, 'r'),                \
   has_effect(effects, 'j'),                \
   has_effect(effects, 't'),                \
   has_effect(effects, 'x')},
#include "python/bytecode/opcodes.def"
#undef OP
};

constexpr const char* kIntrinsicNames[] = {
#define INTRINSIC(name, count, meaning) #name,
#include "python/bytecode/intrinsics.def"
#undef INTRINSIC
};

constexpr uint8_t kIntrinsicCounts[] = {
#define INTRINSIC(name, count, meaning) count,
#include "python/bytecode/intrinsics.def"
#undef INTRINSIC
};

}  // namespace

const OpInfo& info_of(Op op) {
  VM_ASSERT(op < Op::Count, "opcode in range");
  return kInfo[static_cast<uint16_t>(op)];
}

const char* name_of(Op op) {
  return info_of(op).name;
}

const char* name_of(Intrinsic intrinsic) {
  VM_ASSERT(intrinsic < Intrinsic::Count, "intrinsic in range");
  return kIntrinsicNames[static_cast<uint16_t>(intrinsic)];
}

uint32_t argument_count_of(Intrinsic intrinsic) {
  VM_ASSERT(intrinsic < Intrinsic::Count, "intrinsic in range");
  return kIntrinsicCounts[static_cast<uint16_t>(intrinsic)];
}

uint32_t registers_of(const Instruction& instruction, OperandKind kind) {
  if (kind == OperandKind::Window) {
    switch (static_cast<Op>(instruction.op)) {
      case Op::LoadMethod:
      case Op::LoadSpecialMethod:
      case Op::LoadSuperMethod:
        return 2;
      case Op::Call:
      case Op::CallKeyword:
        return 1u + instruction.c;
      case Op::CallMethod:
      case Op::CallMethodKeyword:
        return 2u + instruction.c;
      case Op::CallUnpack:
        return 3;
      default:
        return 1;
    }
  }
  if (kind != OperandKind::First && kind != OperandKind::FirstDef) return 1;
  switch (static_cast<Op>(instruction.op)) {
    case Op::BuildTuple:
    case Op::BuildList:
    case Op::BuildSet:
    case Op::BuildString:
    case Op::BuildSlice:
    case Op::UnpackSequence:
      return instruction.c;
    case Op::BuildMap:
      return 2u * instruction.c;
    case Op::CopyFree:
      return instruction.b;
    case Op::LoadSuperMethod:
    case Op::LoadSuperAttribute:
      return 3;
    case Op::ImportName:
      return 2;
    case Op::FormatValue:
      return (instruction.c & 4) != 0 ? 2 : 1;
    case Op::UnpackStar:
      return (instruction.c & 255u) + 1u + (instruction.c >> 8);
    case Op::MakeFunction:
      return instruction.c == kNoFunctionParts ? 0 : 4;
    case Op::Intrinsic:
      return argument_count_of(static_cast<Intrinsic>(instruction.c));
    default:
      return 1;
  }
}

}  // namespace taipan::python
