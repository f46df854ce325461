// jit/ir/ir.h -- the intermediate representation of a trace: typed SSA in one array, without joins.
//
// Room       jit/ir. Knows vm values; knows no language.
// In / out   Written by passes/emitter.h, changed by passes, read by the backend and the evaluator (evaluate.h).
// Tests      tests/unit/jit/ir/
//
// An instruction's result is named by its index. Constants have the negative indices and are interned, so equal
// references mean equal values. Types:
//
//   Any    a vm Value, whatever is in it
//   Int    an integer of 49 bits; machine code keeps it shifted left by kIntShift, where the processor's overflow flag
//          is ours
//   Float  a double          Bool   a truth value          Ref   a pointer to a heap object: the same word as its Any
//
// A finished loop trace is
//
//     first round   |  Loop  |  all further rounds  |  Jump        phis: (first, next) ...
//
// A phi's `first` is an instruction of the first round. Wherever the second part names it, what is meant is its value
// in the round before: at the Jump it takes the value of `next`.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "jit/ir/snapshot.h"
#include "vm/value.h"

namespace taipan::jit {

enum class Type : uint8_t { Void, Any, Int, Float, Bool, Ref, Address };

enum class IrOp : uint8_t {
#define IR(name, text, result, operands, effects, meaning) name,
#include "jit/ir/instructions.def"
#undef IR
  Count
};

constexpr int kIntShift = 15;

struct IrInstruction {
  IrOp op = IrOp::Nop;
  Type type = Type::Void;
  IrRef a, b, c;
  int32_t immediate = 0;
  SnapshotId snapshot = SnapshotId::None;
};

struct Constant {
  Type type;
  uint64_t bits;  // Any: the value; Int: the integer; Float: its bits; Bool: 0 or 1; Ref, Address: the pointer
};

struct Phi {
  IrRef first, next;
};

// An argument of a residual call, behind the thread.
struct CallArgument {
  enum class Kind : uint8_t { Value, Word, Register } kind;
  IrRef value;        // Value
  uint64_t word = 0;  // Word: as it is; Register: the address of this register of the root frame
};

struct Call {
  const void* function;
  uint32_t effects;            // vm/stage.h
  uint32_t first_argument = 0, argument_count = 0;
  int32_t base = 0;            // thread.regs: registers of the innermost frame
  const Instruction* pc = nullptr;
  // Registers of the root frame that it writes, in memory: so many from this one on.
  int32_t first_written = 0, written_count = 0;
  int32_t free_from = 0;  // the callee may use the VM stack from this register on
  // Transfers: what is expected.
  uint8_t step = 0;
  int32_t new_base = 0;
  const Instruction* new_pc = nullptr;
};

struct CompiledTrace;

// What the table says of an instruction.
struct IrInfo {
  const char* name;      // the enumerator
  const char* text;      // in dumps
  Type result;
  const char* operands;
  char effects;          // one of P L S G C M
  const char* meaning;
  int operand_count;     // references among `operands`
  bool has_immediate;
};
const IrInfo& info(IrOp op);

class Trace {
 public:
  std::vector<IrInstruction> instructions;
  std::vector<Constant> constants;
  std::vector<Snapshot> snapshots;
  std::vector<SnapshotEntry> entries;
  std::vector<SnapshotFrame> frames;
  std::vector<Phi> phis;
  std::vector<Call> calls;
  std::vector<CallArgument> arguments;
  std::vector<CompiledTrace*> links;
  int32_t loop = -1;    // index of Loop, or -1
  int32_t register_count = 0;  // of the root frame
  int32_t extent = 0;   // registers the trace may use, counted from the root frame's first
  int32_t depth = 0;    // frames at most pushed on top of the root frame

  // The reference of an interned constant.
  IrRef constant(Type type, uint64_t bits);
  IrRef constant(Value value) { return constant(Type::Any, value.bits()); }
  IrRef constant_int(int64_t i) { return constant(Type::Int, uint64_t(i)); }
  IrRef constant_float(double d) { return constant(Type::Float, std::bit_cast<uint64_t>(d)); }
  IrRef constant_bool(bool b) { return constant(Type::Bool, b); }

  const IrInstruction& operator[](IrRef ref) const {
    VM_ASSERT(ref.is_instruction() && size_t(ref.index) < instructions.size(), "reference to an instruction");
    return instructions[size_t(ref.index)];
  }
  const Constant& constant_at(IrRef ref) const {
    VM_ASSERT(ref.is_constant(), "reference to a constant");
    return constants[size_t(~ref.index)];
  }
  Type type_of(IrRef ref) const { return ref.is_constant() ? constant_at(ref).type : (*this)[ref].type; }
  bool is(IrRef ref, IrOp op) const { return ref.is_instruction() && (*this)[ref].op == op; }
  // visit(IrRef) for every operand, arguments of calls included; not for snapshots.
  template <class F>
  void for_each_operand(const IrInstruction& in, F visit) const {
    for (const IrRef operand : {in.a, in.b, in.c}) {
      if (operand.exists()) visit(operand);
    }
    for (const CallArgument& argument : arguments_of(in)) {
      if (argument.kind == CallArgument::Kind::Value) visit(argument.value);
    }
  }
  const Snapshot& snapshot(SnapshotId id) const { return snapshots[size_t(id)]; }
  std::span<const SnapshotEntry> entries_of(const Snapshot& s) const {
    return {entries.data() + s.first_entry, s.entry_count};
  }
  std::span<const CallArgument> arguments_of(const IrInstruction& in) const {
    if (!has_call(in.op)) return {};
    const Call& call = calls[size_t(in.immediate)];
    return {arguments.data() + call.first_argument, call.argument_count};
  }
  static bool has_call(IrOp op) { return op >= IrOp::CallValue && op <= IrOp::Transfer; }
  std::span<const SnapshotFrame> frames_of(const Snapshot& s) const {
    return {frames.data() + s.first_frame, s.frame_count};
  }

 private:
  std::unordered_map<uint64_t, int32_t> interned_[size_t(Type::Address) + 1];  // by bits
};

inline bool is_guard(IrOp op) { return info(op).effects == 'G'; }
inline bool is_comparison(IrOp op) { return op >= IrOp::IntLess && op <= IrOp::IntBelow; }
inline bool is_float_comparison(IrOp op) { return op >= IrOp::FloatLess && op <= IrOp::FloatEqual; }

// Empty, or what is wrong with the trace.
const char* find_mistake(const Trace& trace);

}  // namespace taipan::jit
