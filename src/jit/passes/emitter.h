// jit/passes/emitter.h -- appends instructions to a trace and simplifies them on the way.
//
// Room       jit/passes. Knows IR and vm values; knows no language.
// In / out   One instruction at a time, from the recorder and then from loop peeling; the reference of its result.
// Tests      tests/unit/jit/passes/
//
// What emit() does with an instruction, in this order:
//   fold       constants and algebra (fold.cpp)
//   facts      a guard that is known to hold is dropped; one that cannot hold sets contradiction()
//   heap       a load becomes the value last stored or loaded there (heap_facts.h)
//   share      an equal pure instruction emitted before is used again
// A trace has no joins, so what held once holds from there on: facts are only added, but for those about the heap,
// which stores and calls end. Facts stay across the loop's head, and that is what makes peeling hoist: an instruction
// of the second part that is equal to one of the first, or a guard that held there, is not emitted again.
#pragma once

#include <array>

#include "base/function_ref.h"
#include "jit/ir/ir.h"
#include "jit/passes/heap_facts.h"

namespace taipan::jit {

// What is known of a value's representation.
enum class Known : uint8_t { Nothing, Int, Float, Object, Constant };

class Emitter {
 public:
  // Asked for the snapshot of a guard that is really emitted.
  using SnapshotMaker = FunctionRef<SnapshotId()>;

  explicit Emitter(Trace& trace) : trace_(trace) { last_.fill(-1); }

  IrRef emit(IrOp op, IrRef a = {}, IrRef b = {}, IrRef c = {}, int32_t immediate = 0);
  // The same for instructions that may leave the trace.
  IrRef emit_guard(SnapshotMaker snapshot, IrOp op, IrRef a = {}, IrRef b = {}, int32_t immediate = 0);

  // A residual call; the snapshot is for transfers. What it may change is known no more.
  IrRef emit_call(IrOp op, const Call& call, SnapshotId snapshot = SnapshotId::None);
  IrRef emit_inherit(Type type, int32_t index);
  void forget_registers(int32_t first, int32_t count) { heap_.forget_registers(first, count); }

  // Takes back what was emitted since the mark was taken. What was known of the heap is lost.
  struct Mark {
    size_t instructions, facts;
  };
  Mark mark() const { return {trace_.instructions.size(), fact_log_.size()}; }
  void truncate(Mark mark);

  // The kind of a value of type Any or Ref; with Constant, known_constant().
  Known known(IrRef value) const;
  Value known_constant(IrRef value) const;
  bool known_bound(IrRef value) const;
  // The shape an object is known to have, or none.
  IrRef known_shape(IrRef object) const { return heap_.shape(object); }

  // The value behind a box, or the value itself: what snapshots hold. And back.
  IrRef unboxed(IrRef value) const;
  IrRef boxed(IrRef value);

  // A guard was emitted that cannot hold: the instructions from there on are unreachable.
  bool contradiction() const { return contradiction_; }
  Trace& trace() { return trace_; }

 private:
  struct Fact {
    Known known = Known::Nothing;
    bool bound = false;
    Value constant;
  };
  enum class Verdict : uint8_t { Holds, Fails, Unknown };

  IrRef emit_instruction(IrInstruction in, SnapshotMaker* snapshot);
  Verdict judge(const IrInstruction& guard) const;
  void learn(const IrInstruction& guard);
  IrRef find_equal(const IrInstruction& in, int32_t since = 0) const;
  IrRef append(const IrInstruction& in);
  Fact& fact(IrRef value);

  Trace& trace_;
  HeapFacts heap_;
  std::vector<Fact> facts_;      // by instruction
  std::vector<std::pair<int32_t, Fact>> fact_log_;  // what they were before
  std::vector<int32_t> previous_;  // by instruction: the one before with the same opcode
  std::array<int32_t, size_t(IrOp::Count)> last_;
  int32_t last_clobber_ = 0;  // the last call that may have changed versions
  bool contradiction_ = false;
};

// A simpler equivalent of `in`, or none. May swap the operands of `in`.
IrRef fold(Trace& trace, IrInstruction& in);

}  // namespace taipan::jit
