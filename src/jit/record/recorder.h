// jit/record/recorder.h -- the state of one recording: IR references of registers, frames, snapshots.
//
// Room       jit/record. Knows vm frames; knows no language. Staged code talks to it through RecordStage.
// Tests      tests/unit/jit/record/
//
// Registers of all recorded frames are numbered from the root frame's first one. A register that was neither read nor
// written has no reference yet; its first read emits LoadRegister. Within an instruction, writes are remembered so that
// a guard behind them still gets the snapshot of the instruction's start, where the interpreter will go on: writing
// registers is no effect, writing the heap and changing frames are. After an abort everything goes on but emits nothing.
#pragma once

#include "jit/passes/emitter.h"
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
  static constexpr size_t kMaxInstructions = 4000;
  static constexpr size_t kMaxDepth = 16;

  Recorder(Thread& thread, Value* base, int32_t register_count);

  // ---- the course of the recording
  void begin_instruction(const Instruction* pc);
  void abort(AbortReason reason) {
    if (abort_ == AbortReason::None) abort_ = reason;
  }
  bool aborted() const { return abort_ != AbortReason::None; }
  AbortReason abort_reason() const { return abort_; }
  // The state in which the loop's head is reached again; begin_instruction(head) was called.
  SnapshotId end() { return snapshot(); }

  // ---- registers; `slot` counts from the root frame
  int32_t slot_of(const Value* reg) const { return int32_t(reg - base_); }
  IrRef get(int32_t slot);
  void set(int32_t slot, IrRef value);

  // ---- emission
  IrRef emit(IrOp op, IrRef a = {}, IrRef b = {}, IrRef c = {}, int32_t immediate = 0);
  IrRef guard(IrOp op, IrRef a = {}, IrRef b = {}, int32_t immediate = 0);
  // The instruction has changed more than registers: no guard may follow in it.
  void effect() { effect_ = true; }
  bool first_breaker_check() { return !std::exchange(breaker_checked_, true); }

  // ---- frames
  size_t depth() const { return frames_.size(); }
  // The frame at `regs` was pushed and its header written; `register_count` registers belong to it.
  void push_frame(const Value* regs, int32_t register_count);
  // The innermost frame was left.
  void pop_frame();

  Emitter& emitter() { return emitter_; }
  Trace& trace() { return trace_; }

 private:
  struct Undo {
    int32_t slot;
    IrRef value;
    bool changed;
  };
  struct Slot {
    IrRef value;
    bool changed = false;  // written by the trace: part of every snapshot
  };

  SnapshotId snapshot();
  Slot& slot(int32_t i);

  Value* const base_;
  Trace trace_;
  Emitter emitter_;
  std::vector<Slot> slots_;
  std::vector<Undo> undo_;
  std::vector<SnapshotFrame> frames_;
  const Instruction* pc_ = nullptr;
  SnapshotId snapshot_ = SnapshotId::None;  // of this instruction, once it was asked for
  AbortReason abort_ = AbortReason::None;
  bool effect_ = false;
  bool breaker_checked_ = false;
};

}  // namespace taipan::jit
