// jit/passes/peel_loop.cpp -- makes a loop of a recorded round, so that what does not change is done before the loop.
//
// Room       Passes.  May touch  The trace, by way of the emitter.
// Tests      tests/unit/jit/passes/
//
// The recorded round is emitted a second time behind Loop, each operand v replaced by next[v]: what v is one round
// later. A register read at the start of the round becomes what the round left in that register. The emitter shares
// and forwards as ever, so an instruction that comes out the same does not vary, and is not emitted again:
//
//   r0 = load_register 0                              next: what register 0 holds at the end, box_int i3
//   guard_int r0                                      holds, dropped
//   i2 = unbox_int r0                                 i3
//   i3 = int_add i2, 1                                i9 = int_add i3, 1
//   r4 = load_register 1                              register 1 did not change: r4
//   s5 = load_slot r4.16                              nothing stored there: s5
//
// Where the second round names a value of the first, it means that value one round before: if next[v] is not v, v
// becomes a phi (v, next[v]); dead_code.cpp finds those. This is sound as all facts used while the second round is
// emitted are facts about the end of a round, and each round does the same.
#include "jit/passes/passes.h"

namespace taipan::jit {

namespace {

class Peeler {
 public:
  Peeler(Emitter& emitter, SnapshotId end, std::vector<IrRef>& next)
      : emitter_(emitter), trace_(emitter.trace()), end_(trace_.snapshot(end)), next_(next) {}

  bool run() {
    const size_t count = trace_.instructions.size();
    next_.assign(count, IrRef{});
    emitter_.emit(IrOp::Loop);
    for (size_t i = 0; i < count; i++) {
      next_[i] = emit_again(trace_.instructions[i], IrRef{int32_t(i)});
      if (emitter_.contradiction()) return false;
    }
    emitter_.emit(IrOp::Jump);
    return true;
  }

 private:
  IrRef later(IrRef v) const { return v.is_instruction() ? next_[size_t(v.index)] : v; }

  IrRef emit_again(const IrInstruction in, IrRef self) {
    if (in.op == IrOp::LoadRegister) {
      for (const SnapshotEntry entry : trace_.entries_of(end_)) {
        if (entry.slot == in.immediate) return emitter_.boxed(entry.value);
      }
      return self;
    }
    if (Trace::has_call(in.op)) {
      Call call = trace_.calls[size_t(in.immediate)];
      const auto first = uint32_t(trace_.arguments.size());
      for (uint32_t i = 0; i < call.argument_count; i++) {
        CallArgument argument = trace_.arguments[call.first_argument + i];
        if (argument.kind == CallArgument::Kind::Value) argument.value = later(argument.value);
        trace_.arguments.push_back(argument);
      }
      call.first_argument = first;
      return emitter_.emit_call(in.op, call, in.snapshot);
    }
    if (info(in.op).effects != 'G') return emitter_.emit(in.op, later(in.a), later(in.b), later(in.c), in.immediate);
    return emitter_.emit_guard([&] { return snapshot_later(in.snapshot); }, in.op, later(in.a), later(in.b), in.immediate);
  }

  // The state of a guard one round later: what the round before left in the registers, and this round's changes.
  SnapshotId snapshot_later(SnapshotId id) {
    if (id == last_id_) return last_copy_;
    const Snapshot old = trace_.snapshot(id);
    Snapshot fresh = old;
    fresh.first_entry = uint32_t(trace_.entries.size());
    // Registers from the first inlined frame's header on belong to that frame.
    const int32_t limit = old.frame_count ? trace_.frames[old.first_frame].base - kFrameHeaderWords : INT32_MAX;
    for (uint32_t i = 0; i < end_.entry_count; i++) {
      const SnapshotEntry entry = trace_.entries[end_.first_entry + i];
      if (entry.slot < limit && !mentions(old, entry.slot)) trace_.entries.push_back(entry);
    }
    for (uint32_t i = 0; i < old.entry_count; i++) {
      const SnapshotEntry entry = trace_.entries[old.first_entry + i];
      trace_.entries.push_back({entry.slot, emitter_.unboxed(later(entry.value))});
    }
    fresh.entry_count = uint32_t(trace_.entries.size()) - fresh.first_entry;
    trace_.snapshots.push_back(fresh);
    last_id_ = id;
    return last_copy_ = SnapshotId(trace_.snapshots.size() - 1);
  }

  bool mentions(const Snapshot& s, int32_t slot) const {
    for (const SnapshotEntry& entry : trace_.entries_of(s)) {
      if (entry.slot == slot) return true;
    }
    return false;
  }

  Emitter& emitter_;
  Trace& trace_;
  const Snapshot end_;
  std::vector<IrRef>& next_;
  SnapshotId last_id_ = SnapshotId::None, last_copy_ = SnapshotId::None;
};

}  // namespace

bool peel_loop(Emitter& emitter, SnapshotId end, std::vector<IrRef>& next) { return Peeler(emitter, end, next).run(); }

}  // namespace taipan::jit
