// jit/ir/verify.cpp -- the rules of a trace: operands come before uses and have the right types, guards have snapshots.
#include "jit/ir/ir.h"

namespace taipan::jit {

namespace {

bool fits(const Trace& trace, IrRef ref, char kind) {
  if (!ref.exists()) return false;
  const Type type = trace.type_of(ref);
  switch (kind) {
    case 'A': case 'R': return type == Type::Any || type == Type::Ref;
    case 'I': return type == Type::Int;
    case 'F': return type == Type::Float;
    case 'B': return type == Type::Bool;
    case 'X': return ref.is_constant();
    default: return false;
  }
}

}  // namespace

const char* find_mistake(const Trace& trace) {
  const auto exists_before = [&](IrRef ref, size_t position) {
    if (ref.is_constant()) return size_t(~ref.index) < trace.constants.size();
    return ref.is_instruction() && size_t(ref.index) < position && trace[ref].op != IrOp::Nop;
  };
  for (size_t i = 0; i < trace.instructions.size(); i++) {
    const IrInstruction& in = trace.instructions[i];
    const IrInfo& about = info(in.op);
    if (in.type != about.result && in.op != IrOp::Inherit) return "an instruction's type differs from the table's";
    const IrRef operands[] = {in.a, in.b, in.c};
    int n = 0;
    for (const char* kind = about.operands; *kind; kind++) {
      if (*kind == 'k') continue;
      if (!exists_before(operands[n], i)) return "an operand does not exist before its use";
      if (!fits(trace, operands[n], *kind)) return "an operand has the wrong type";
      n++;
    }
    for (const CallArgument& argument : trace.arguments_of(in)) {
      if (argument.kind != CallArgument::Kind::Value) continue;
      if (!exists_before(argument.value, i)) return "an argument does not exist before the call";
      if (!fits(trace, argument.value, 'A')) return "an argument has the wrong type";
    }
    if ((about.effects == 'G' || in.op == IrOp::Transfer) != (in.snapshot != SnapshotId::None)) return "guards and only guards have snapshots";
    if (in.snapshot != SnapshotId::None) {
      if (size_t(in.snapshot) >= trace.snapshots.size()) return "a snapshot does not exist";
      for (const SnapshotEntry& entry : trace.entries_of(trace.snapshot(in.snapshot))) {
        if (entry.value.exists() && !exists_before(entry.value, i)) return "a snapshot names a value that does not exist yet";
      }
    }
    if (in.op == IrOp::Loop && trace.loop != int32_t(i)) return "the loop's head is not where the trace says";
  }
  for (const Phi& phi : trace.phis) {
    if (!phi.first.is_instruction() || phi.first.index >= trace.loop) return "a phi does not start in the first round";
    if (!exists_before(phi.next, trace.instructions.size())) return "a phi's next value does not exist";
    const Type a = trace.type_of(phi.first), b = trace.type_of(phi.next);
    const bool words = (a == Type::Any || a == Type::Ref) && (b == Type::Any || b == Type::Ref);
    if (a != b && !words) return "a phi's values differ in type";
  }
  return nullptr;
}

}  // namespace taipan::jit
