// jit/record/recorder.h -- the state of one recording: IR references of registers, frames, snapshots.
//
// Room       jit/record. Knows vm frames; knows no language. Staged code talks to it through RecordStage.
// Tests      tests/unit/jit/record/, tests/python/jit/
//
// Registers of all recorded frames are numbered from the root frame's first one. A register that was neither read nor
// written has no reference yet; its first read emits LoadRegister. Within an instruction, writes are remembered so that
// a guard behind them still gets the snapshot of the instruction's start, where the interpreter will go on: writing
// registers is no effect, writing the heap and changing frames are. After an abort everything goes on but emits nothing.
//
// Residual calls. While C++ runs, everything it may look at must be in memory: sync() stores the registers that the
// trace has changed and, where frames may be inspected, writes the headers of inlined frames, which makes them real.
// A register that the callee writes is "in memory": its next read emits ReloadRegister. Behind a call there are guards
// of other kinds than before it:
//
//   result(...)     the call's result is not a plain value: the interpreter finishes the instruction (ExitKind::Result)
//   alternative()   the instruction is complete, but goes on elsewhere: a snapshot of the state behind it
//   transfer        the callee changed frames otherwise than recorded: all is in memory (ExitKind::InMemory)
#pragma once

#include "jit/passes/emitter.h"
#include "vm/stage.h"
#include "vm/thread.h"

namespace taipan::jit {

enum class AbortReason : uint8_t {
#define ABORT(name, text) name,
#include "jit/record/abort_reasons.def"
#undef ABORT
  Count
};
const char* text_of(AbortReason reason);

class Recorder {
 public:
  static constexpr size_t kMaxInstructions = 5000;
  static constexpr size_t kMaxDepth = 20;
  static constexpr int32_t kMaxExtent = 4000;  // registers of all frames

  Recorder(Value* base, int32_t register_count);
  // A bridge: goes on from this exit of a parent, whose values are inherited.
  Recorder(Value* base, const Trace& parent, SnapshotId exit);

  // ---- the course of the recording
  void begin_instruction(const Instruction* pc, RegisterEffects effects);
  void abort(AbortReason reason) {
    if (abort_ == AbortReason::None) abort_ = reason;
  }
  // Nothing is emitted any more.
  bool aborted() const { return abort_ != AbortReason::None || ended_; }
  AbortReason abort_reason() const { return abort_; }
  // The state in which the loop's head is reached again; begin_instruction(head) was called.
  SnapshotId end();
  // Forgets the instruction begun last, in which an exception came up or the root frame is left: the trace ends before it.
  // `last`: nothing can be recorded from there on.
  void end_before_instruction(bool last = false);
  // The same, but goes on with it.
  void restart_instruction();
  bool ended() const { return ended_; }
  // It ended before its first instruction.
  bool is_empty() const { return ended_empty_; }
  // It ended for good: nothing can be recorded from there on.
  bool ended_for_good() const { return ended_for_good_; }
  // The trace goes on with another one, at the instruction just begun.
  void end_with_link(CompiledTrace* target);

  // ---- registers; `slot` counts from the root frame
  int32_t slot_of(const Value* reg) const { return int32_t(reg - base_); }
  IrRef get(int32_t slot);
  void set(int32_t slot, IrRef value);
  // Registers of the innermost frame whose values nobody needs any more.
  void kill_from(int32_t slot);

  // ---- emission
  IrRef emit(IrOp op, IrRef a = {}, IrRef b = {}, IrRef c = {}, int32_t immediate = 0);
  IrRef guard(IrOp op, IrRef a = {}, IrRef b = {}, int32_t immediate = 0);
  // The instruction has changed more than registers: no ordinary guard may follow in it.
  void effect() { effect_ = true; }
  // The next instruction is to be recorded without guards: too many bridges have begun with it.
  void set_generic(bool on) { generic_ = on; }
  bool generic() const { return generic_; }
  bool first_breaker_check() { return !std::exchange(breaker_checked_, true); }

  // ---- residual calls
  // Brings to memory what a function with these effects may look at, and the registers from `window` on.
  void sync(uint32_t effects, int32_t window = INT32_MAX);
  void sync_all() { sync(kAnyEffect, 0); }
  void argument(CallArgument a) { arguments_.push_back(a); }
  // The function with the arguments given before.
  IrRef call(IrOp op, const void* function, uint32_t effects, bool writes_registers);
  // Guards the result of a call of this instruction: not a plain value (GuardPlain), not the one that was recorded
  // (GuardIs, GuardTrue).
  void guard_result(IrOp op, IrRef value, IrRef expected, IrRef result);
  // Leaves with the instruction complete; the interpreter goes on at `other`. `slot` holds `value` there, if any.
  void guard_alternative(IrOp op, IrRef value, IrRef expected, const Instruction* other, int32_t slot = -1);
  // As call, for functions that change frames. By now it has left the frame at `regs` current, to go on at `pc`.
  // `unwound`: by an exception.
  void transfer(const void* function, Step step, Value* regs, const Instruction* pc, int32_t register_count, bool unwound);

  // ---- frames
  size_t depth() const { return frames_.size(); }
  // The words of the innermost frame's header, as values.
  IrRef function();
  IrRef auxiliary();
  // How often frames that run this code are among the recorded ones.
  int count_frames(const void* code) const;
  // The frame at `regs` was pushed and its header written; `register_count` registers belong to it, of which the first
  // `bound` are arguments. It runs `code`; `function`: when it is not constant.
  void push_frame(const Value* regs, int32_t register_count, int32_t bound, const void* code, IrRef function);
  // Whether another frame fits.
  bool may_push(const Value* regs, int32_t register_count) const {
    return frames_.size() < kMaxDepth && slot_of(regs) + register_count <= kMaxExtent;
  }
  // The innermost frame is left: to be called before.
  void guard_leaving();
  void pop_frame();

  // Compares the registers that are known to be constant with the real ones. Debug builds.
  void verify() const;

  Emitter& emitter() { return emitter_; }
  Trace& trace() { return trace_; }

 private:
  struct Slot {
    IrRef value;
    bool changed = false;  // written by the trace: part of every snapshot. Without a value: in memory
  };
  struct Undo {
    int32_t slot;
    Slot before;
  };
  struct Frame {
    SnapshotFrame frame;
    bool real = false;
  };

  SnapshotId snapshot();
  SnapshotId make_snapshot(const std::vector<Slot>& slots, const Instruction* pc, ExitKind kind, IrRef result = {});
  Slot& slot(int32_t i);
  int32_t base() const { return frames_.empty() ? 0 : frames_.back().frame.base; }
  std::vector<Slot> slots_at_start() const;
  void undo_instruction();
  void in_memory(int32_t first, int32_t count);
  void forget_from(int32_t first);
  uint32_t real_frames() const;

  Value* const base_;
  Trace trace_;
  Emitter emitter_;
  std::vector<Slot> slots_;
  std::vector<Undo> undo_;
  std::vector<Frame> frames_;
  std::vector<CallArgument> arguments_;
  const Instruction* pc_ = nullptr;
  RegisterEffects effects_;
  Emitter::Mark start_{};                   // when this instruction began
  uint32_t real_at_start_ = 0;
  bool breaker_checked_at_start_ = false;
  SnapshotId snapshot_ = SnapshotId::None;  // of this instruction, once it was asked for
  AbortReason abort_ = AbortReason::None;
  bool effect_ = false;
  bool frames_changed_ = false;
  bool breaker_checked_ = false;
  bool called_ = false;  // code was run that may have set the breaker
  bool ended_ = false;
  bool ended_empty_ = false;
  bool ended_for_good_ = false;
  bool generic_ = false;
  bool synced_ = false;
  size_t inherited_ = 0;  // instructions that only bring the parent's values
};

}  // namespace taipan::jit
