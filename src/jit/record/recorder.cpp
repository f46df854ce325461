// jit/record/recorder.cpp -- the contract is in recorder.h.
#include "jit/record/recorder.h"

#include <algorithm>

namespace taipan::jit {

const char* text_of(AbortReason reason) {
  static constexpr const char* kTexts[] = {
#define ABORT(name, text) text,
#include "jit/record/abort_reasons.def"
#undef ABORT
  };
  return kTexts[size_t(reason)];
}

Recorder::Recorder(Thread&, Value* base, int32_t register_count) : base_(base), emitter_(trace_) {
  trace_.extent = register_count;
}

void Recorder::begin_instruction(const Instruction* pc) {
  pc_ = pc;
  undo_.clear();
  snapshot_ = SnapshotId::None;
  effect_ = false;
  if (trace_.instructions.size() > kMaxInstructions) abort(AbortReason::TooLong);
}

Recorder::Slot& Recorder::slot(int32_t i) {
  VM_ASSERT(i >= 0, "a register of a recorded frame");
  if (size_t(i) >= slots_.size()) slots_.resize(size_t(i) + 32);
  return slots_[size_t(i)];
}

IrRef Recorder::get(int32_t i) {
  if (aborted()) return {};
  Slot& s = slot(i);
  if (!s.value.exists()) s.value = emit(IrOp::LoadRegister, {}, {}, {}, i);
  return s.value;
}

void Recorder::set(int32_t i, IrRef value) {
  if (aborted()) return;
  Slot& s = slot(i);
  undo_.push_back({i, s.value, s.changed});
  s = {value, true};
}

IrRef Recorder::emit(IrOp op, IrRef a, IrRef b, IrRef c, int32_t immediate) {
  if (aborted()) return {};
  const IrRef r = emitter_.emit(op, a, b, c, immediate);
  if (info(op).effects == 'S') effect();
  return r;
}

IrRef Recorder::guard(IrOp op, IrRef a, IrRef b, int32_t immediate) {
  if (aborted()) return {};
  const IrRef r = emitter_.emit_guard([this] { return snapshot(); }, op, a, b, immediate);
  VM_ASSERT(!emitter_.contradiction(), "a recorded guard contradicts what is known");
  return r;
}

SnapshotId Recorder::snapshot() {
  VM_ASSERT(!effect_, "a guard behind an effect of the same instruction");
  if (snapshot_ != SnapshotId::None) return snapshot_;
  std::vector<Slot> slots = slots_;
  std::for_each(undo_.rbegin(), undo_.rend(), [&](const Undo& u) { slots[size_t(u.slot)] = {u.value, u.changed}; });
  Snapshot s{pc_, uint32_t(trace_.entries.size()), 0, uint32_t(trace_.frames.size()), uint32_t(frames_.size())};
  for (size_t i = 0; i < slots.size(); i++) {
    if (slots[i].changed && slots[i].value.exists()) trace_.entries.push_back({int32_t(i), emitter_.unboxed(slots[i].value)});
  }
  s.entry_count = uint32_t(trace_.entries.size()) - s.first_entry;
  trace_.frames.insert(trace_.frames.end(), frames_.begin(), frames_.end());
  trace_.snapshots.push_back(s);
  return snapshot_ = SnapshotId(trace_.snapshots.size() - 1);
}

void Recorder::push_frame(const Value* regs, int32_t register_count) {
  effect();
  if (frames_.size() >= kMaxDepth) abort(AbortReason::TooDeep);
  if (aborted()) return;
  const FrameHeader* header = reinterpret_cast<const FrameHeader*>(regs) - 1;
  const int32_t base = slot_of(regs);
  frames_.push_back({base, slot_of(header->caller), header->info, header->return_pc, header->function, header->auxiliary});
  for (int32_t i = base - kFrameHeaderWords; i < base; i++) slot(i) = {};
  trace_.extent = std::max(trace_.extent, base + register_count);
  trace_.depth = std::max(trace_.depth, int32_t(frames_.size()));
}

void Recorder::pop_frame() {
  effect();
  if (aborted()) return;
  const int32_t base = frames_.back().base;
  frames_.pop_back();
  for (size_t i = size_t(base - kFrameHeaderWords); i < slots_.size(); i++) slots_[i] = {};
  undo_.clear();
}

}  // namespace taipan::jit
