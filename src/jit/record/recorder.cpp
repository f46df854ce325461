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

Recorder::Recorder(Value* base, int32_t register_count) : base_(base), emitter_(trace_) {
  trace_.register_count = register_count;
  trace_.extent = register_count;
}

Recorder::Recorder(Value* base, const Trace& parent, SnapshotId exit) : Recorder(base, parent.register_count) {
  const Snapshot& from = parent.snapshot(exit);
  std::vector<std::pair<IrRef, IrRef>> seen;
  for (const SnapshotEntry& entry : parent.entries_of(from)) {
    Slot& s = slot(entry.slot);
    s.changed = true;
    if (!entry.value.exists()) continue;
    const Type type = parent.type_of(entry.value);
    if (entry.value.is_constant()) {
      s.value = trace_.constant(type, parent.constant_at(entry.value).bits);
      continue;
    }
    const auto same = std::find_if(seen.begin(), seen.end(), [&](const auto& p) { return p.first == entry.value; });
    if (same != seen.end()) {
      s.value = same->second;
      continue;
    }
    s.value = emitter_.emit_inherit(type, entry.value.index);
    seen.emplace_back(entry.value, s.value);
  }
  for (Slot& s : slots_) {
    if (s.value.exists()) s.value = emitter_.boxed(s.value);
  }
  inherited_ = trace_.instructions.size();
  const auto frames = parent.frames_of(from);
  for (size_t i = 0; i < frames.size(); i++) {
    frames_.push_back({frames[i], i < from.real_frames});
    trace_.extent = std::max(trace_.extent, frames[i].base + frames[i].register_count);
  }
  trace_.depth = int32_t(frames_.size());
}

void Recorder::begin_instruction(const Instruction* pc, RegisterEffects effects) {
  if (pc_ && !frames_changed_ && effects_.dead_from != UINT16_MAX && !aborted()) {
    const int32_t result = base() + effects_.first;
    for (size_t i = size_t(base() + effects_.dead_from); i < slots_.size(); i++) {
      if (int32_t(i) < result || int32_t(i) >= result + effects_.count) slots_[i] = {};
    }
  }
  pc_ = pc;
  effects_ = effects;
  undo_.clear();
  snapshot_ = SnapshotId::None;
  effect_ = false;
  frames_changed_ = false;
  if (std::exchange(called_, false) && !aborted()) {
    const SnapshotId here = make_snapshot(slots_, pc_, ExitKind::Interrupted);
    emitter_.emit_guard([&] { return here; }, IrOp::GuardNoBreaker);
  }
  start_ = emitter_.mark();
  real_at_start_ = real_frames();
  breaker_checked_at_start_ = breaker_checked_;
}

// ---- registers

Recorder::Slot& Recorder::slot(int32_t i) {
  VM_ASSERT(i >= 0, "a register of a recorded frame");
  if (size_t(i) >= slots_.size()) slots_.resize(size_t(i) + 32);
  return slots_[size_t(i)];
}

IrRef Recorder::get(int32_t i) {
  if (aborted()) return {};
  Slot& s = slot(i);
  if (!s.value.exists()) s.value = emit(s.changed ? IrOp::ReloadRegister : IrOp::LoadRegister, {}, {}, {}, i);
  return s.value;
}

void Recorder::set(int32_t i, IrRef value) {
  if (aborted()) return;
  Slot& s = slot(i);
  undo_.push_back({i, s});
  s = {value, true};
}

void Recorder::in_memory(int32_t first, int32_t count) {
  for (int32_t i = first; i < first + count; i++) {
    Slot& s = slot(i);
    undo_.push_back({i, s});
    s = {{}, true};
  }
}

void Recorder::kill_from(int32_t first) {
  for (size_t i = size_t(first); i < slots_.size(); i++) slots_[i] = {};
}

void Recorder::verify() const {
  if (aborted() || ended_) return;
  for (size_t i = 0; i < slots_.size(); i++) {
    const IrRef v = slots_[i].value;
    if (!v.exists()) continue;
    const Value real = base_[i];
    if (v.is_constant()) {
      VM_CHECK(real.bits() == trace_.constant_at(v).bits, "a register differs from the recorder's constant");
      continue;
    }
    switch (emitter_.known(v)) {
      case Known::Int: VM_CHECK(real.is_int(), "a register is not the int that the recorder takes it for"); break;
      case Known::Float: VM_CHECK(real.is_double(), "a register is not the float that the recorder takes it for"); break;
      case Known::Object: VM_CHECK(real.is_object(), "a register is not the object that the recorder takes it for"); break;
      case Known::Constant:
        VM_CHECK(real == emitter_.known_constant(v), "a register is not the constant that the recorder takes it for");
        break;
      default: break;
    }
  }
}

// ---- snapshots

std::vector<Recorder::Slot> Recorder::slots_at_start() const {
  std::vector<Slot> slots = slots_;
  std::for_each(undo_.rbegin(), undo_.rend(), [&](const Undo& u) { slots[size_t(u.slot)] = u.before; });
  return slots;
}

uint32_t Recorder::real_frames() const {
  uint32_t n = 0;
  while (n < frames_.size() && frames_[n].real) n++;
  return n;
}

SnapshotId Recorder::make_snapshot(const std::vector<Slot>& slots, const Instruction* pc, ExitKind kind, IrRef result) {
  Snapshot s{pc, uint32_t(trace_.entries.size()), 0, uint32_t(trace_.frames.size()), uint32_t(frames_.size()), real_frames(), kind};
  if (result.exists()) trace_.entries.push_back({kResultSlot, result});
  for (size_t i = 0; i < slots.size(); i++) {
    if (slots[i].changed) trace_.entries.push_back({int32_t(i), emitter_.unboxed(slots[i].value)});
  }
  s.entry_count = uint32_t(trace_.entries.size()) - s.first_entry;
  for (const Frame& f : frames_) trace_.frames.push_back(f.frame);
  trace_.snapshots.push_back(s);
  return SnapshotId(trace_.snapshots.size() - 1);
}

SnapshotId Recorder::snapshot() {
  VM_ASSERT(!effect_, "a guard behind an effect of the same instruction");
  if (snapshot_ == SnapshotId::None) snapshot_ = make_snapshot(slots_at_start(), pc_, ExitKind::Instruction);
  return snapshot_;
}

SnapshotId Recorder::end() {
  for (int32_t i = 0; i < trace_.register_count && size_t(i) < slots_.size(); i++) {
    if (slots_[size_t(i)].changed) get(i);
  }
  // Calls of the next round find in memory what they find there in this one.
  if (synced_) sync_all();
  effect_ = false;
  return snapshot();
}

// ---- the end of a trace that does not come back

void Recorder::undo_instruction() {
  VM_ASSERT(!frames_changed_, "an instruction that changed frames cannot be taken back");
  slots_ = slots_at_start();
  undo_.clear();
  emitter_.truncate(start_);
  for (Slot& s : slots_) {
    if (s.value.is_instruction() && size_t(s.value.index) >= start_.instructions) s.value = {};
  }
  for (size_t i = real_at_start_; i < frames_.size(); i++) frames_[i].real = false;
  breaker_checked_ = breaker_checked_at_start_;
  called_ = false;
  effect_ = false;
  arguments_.clear();
  snapshot_ = SnapshotId::None;
}

void Recorder::end_before_instruction(bool last) {
  if (aborted()) return;
  ended_empty_ = start_.instructions == inherited_;
  ended_for_good_ = last;
  undo_instruction();
  const SnapshotId here = make_snapshot(slots_, pc_, last ? ExitKind::Interrupted : ExitKind::Instruction);
  emitter_.emit_guard([&] { return here; }, IrOp::Exit);
  ended_ = true;
}

void Recorder::restart_instruction() {
  if (!aborted()) undo_instruction();
}

void Recorder::end_with_link(CompiledTrace* target) {
  if (aborted()) return;
  VM_ASSERT(frames_.empty(), "links are made in the root frame");
  sync_all();
  trace_.links.push_back(target);
  emitter_.emit(IrOp::Link, {}, {}, {}, int32_t(trace_.links.size() - 1));
  ended_ = true;
}

// ---- emission

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

// ---- residual calls

void Recorder::sync(uint32_t effects, int32_t window) {
  if (aborted()) return;
  if (effects & (kRunsCode | kMayRaise)) {
    for (Frame& f : frames_) {
      if (f.real) continue;
      trace_.frames.push_back(f.frame);
      emitter_.emit(IrOp::PushHeader, {}, {}, {}, int32_t(trace_.frames.size() - 1));
      if (f.frame.function.is_unbound()) {
        emitter_.emit(IrOp::StoreRegister, slots_[size_t(f.frame.base - 1)].value, {}, {}, f.frame.base - 1);
      }
      f.real = true;
    }
  }
  if (effects & kRunsCode) window = 0;
  if (window != INT32_MAX) {
    for (size_t i = size_t(window); i < slots_.size(); i++) {
      if (slots_[i].changed && slots_[i].value.exists()) emitter_.emit(IrOp::StoreRegister, slots_[i].value, {}, {}, int32_t(i));
    }
    synced_ = true;
  }
  effect();
}

IrRef Recorder::call(IrOp op, const void* function, uint32_t effects, bool writes_registers) {
  if (aborted()) {
    arguments_.clear();
    return {};
  }
  Call c{function, effects};
  c.first_argument = uint32_t(trace_.arguments.size());
  c.argument_count = uint32_t(arguments_.size());
  trace_.arguments.insert(trace_.arguments.end(), arguments_.begin(), arguments_.end());
  arguments_.clear();
  const uint32_t real = real_frames();
  c.base = real ? frames_[real - 1].frame.base : 0;
  c.pc = pc_;
  c.free_from = base() + (frames_.empty() ? trace_.register_count : frames_.back().frame.register_count);
  if (effects_.dead_from != UINT16_MAX) c.free_from = std::min(c.free_from, base() + effects_.dead_from);
  if (writes_registers) {
    c.first_written = base() + effects_.first;
    c.written_count = effects_.count;
  }
  const IrRef result = emitter_.emit_call(op, c);
  if (writes_registers) in_memory(c.first_written, c.written_count);
  if (effects & kRunsCode) called_ = true;
  effect();
  return result;
}

void Recorder::guard_result(IrOp op, IrRef value, IrRef expected, IrRef result) {
  if (aborted()) return;
  emitter_.emit_guard([&] { return make_snapshot(slots_at_start(), pc_, ExitKind::Result, result); }, op, value, expected);
}

void Recorder::guard_alternative(IrOp op, IrRef value, IrRef expected, const Instruction* other, int32_t i) {
  if (aborted()) return;
  const auto there = [&] {
    std::vector<Slot> slots = slots_;
    if (i >= 0) {
      (void)slot(i);
      slots.resize(slots_.size());
      slots[size_t(i)] = {value, true};
    }
    return make_snapshot(slots, other, ExitKind::Instruction);
  };
  emitter_.emit_guard(there, op, value, expected);
}

void Recorder::transfer(const void* function, Step step, Value* regs, const Instruction* pc, int32_t register_count, bool unwound) {
  if (aborted()) {
    arguments_.clear();
    return;
  }
  const int32_t landing = slot_of(regs);
  const auto outer = std::find_if(frames_.begin(), frames_.end(), [&](const Frame& f) { return f.frame.base == landing; });
  const bool same = landing == base();
  const bool popped = !same && (landing == 0 || outer != frames_.end());
  const int32_t old_base = base();
  const RegisterEffects own = effects_;
  Call c{function, kAnyEffect};
  c.first_argument = uint32_t(trace_.arguments.size());
  c.argument_count = uint32_t(arguments_.size());
  trace_.arguments.insert(trace_.arguments.end(), arguments_.begin(), arguments_.end());
  arguments_.clear();
  c.base = old_base;
  c.pc = pc_;
  c.step = uint8_t(step);
  c.new_base = landing;
  c.new_pc = pc;
  c.free_from = old_base + (frames_.empty() ? trace_.register_count : frames_.back().frame.register_count);
  if (own.dead_from != UINT16_MAX) c.free_from = std::min(c.free_from, old_base + own.dead_from);
  RegisterEffects written = own;
  int32_t lowest = INT32_MAX;
  if (popped) {
    while (base() != landing) {
      written = frames_.back().frame.caller_effects;
      lowest = frames_.back().frame.base - kFrameHeaderWords;
      frames_.pop_back();
    }
    c.free_from = std::min(c.free_from, lowest);
  }
  if (unwound) {
    c.first_written = landing;
    c.written_count = INT32_MAX / 2;
  } else if (same || popped) {
    c.first_written = landing + written.first;
    c.written_count = written.count;
  } else {
    c.first_written = landing - kFrameHeaderWords;
    c.written_count = INT32_MAX / 2;
  }
  const SnapshotId there = make_snapshot({}, pc, ExitKind::InMemory);
  emitter_.emit_call(IrOp::Transfer, c, there);
  if (same || popped) {
    if (unwound) {
      const int32_t end = landing + (frames_.empty() ? trace_.register_count : frames_.back().frame.register_count);
      if (lowest != INT32_MAX) kill_from(lowest);
      in_memory(landing, std::min(end, lowest) - landing);
    } else {
      if (lowest != INT32_MAX) kill_from(lowest);
      if (written.dead_from != UINT16_MAX) kill_from(landing + written.dead_from);
      in_memory(landing + written.first, written.count);
    }
  } else {
    if (frames_.size() >= kMaxDepth || landing + register_count > kMaxExtent) abort(AbortReason::TooDeep);
    const FrameHeader* header = frame_header(regs);
    frames_.push_back({{landing, old_base, header->info, header->return_pc, Value::unbound(), nullptr, Value::unbound(), register_count, own}, true});
    for (int32_t i = landing - kFrameHeaderWords; i < landing; i++) slot(i) = {};
    in_memory(landing, register_count);
    kill_from(landing + register_count);
    trace_.extent = std::max(trace_.extent, landing + register_count);
    trace_.depth = std::max(trace_.depth, int32_t(frames_.size()));
  }
  undo_.clear();
  frames_changed_ = true;
  called_ = true;
  effect();
}

// ---- frames

IrRef Recorder::function() {
  if (frames_.empty()) return emit(IrOp::LoadRegister, {}, {}, {}, -1);
  const SnapshotFrame& f = frames_.back().frame;
  if (!f.function.is_unbound()) return trace_.constant(f.function);
  const Slot& s = slot(f.base - 1);
  return s.value.exists() ? s.value : emit(IrOp::ReloadRegister, {}, {}, {}, f.base - 1);
}

IrRef Recorder::auxiliary() {
  if (frames_.empty()) return emit(IrOp::LoadRegister, {}, {}, {}, -kFrameHeaderWords);
  const SnapshotFrame& f = frames_.back().frame;
  return f.function.is_unbound() ? emit(IrOp::ReloadRegister, {}, {}, {}, f.base - kFrameHeaderWords) : trace_.constant(f.auxiliary);
}

int Recorder::count_frames(const void* code) const {
  return int(std::count_if(frames_.begin(), frames_.end(), [&](const Frame& f) { return f.frame.code == code; }));
}

void Recorder::push_frame(const Value* regs, int32_t register_count, int32_t bound, const void* code, IrRef function) {
  effect();
  if (aborted()) return;
  const FrameHeader* header = reinterpret_cast<const FrameHeader*>(regs) - 1;
  const int32_t base = slot_of(regs);
  frames_.push_back({{base, slot_of(header->caller), header->info, header->return_pc, function.exists() ? Value::unbound() : header->function, code,
                      header->auxiliary, register_count, effects_},
                     false});
  for (int32_t i = base - kFrameHeaderWords; i < base; i++) slot(i) = {};
  if (function.exists()) slot(base - 1) = {function, true};
  kill_from(base + bound);
  trace_.extent = std::max(trace_.extent, base + register_count);
  trace_.depth = std::max(trace_.depth, int32_t(frames_.size()));
  undo_.clear();
  frames_changed_ = true;
}

void Recorder::guard_leaving() {
  if (!frames_.empty() && frames_.back().real) guard(IrOp::GuardFrame, {}, {}, frames_.back().frame.base);
}

void Recorder::pop_frame() {
  effect();
  if (aborted()) return;
  const int32_t base = frames_.back().frame.base;
  if (frames_.back().real) emitter_.emit(IrOp::PopHeader);
  frames_.pop_back();
  kill_from(base - kFrameHeaderWords);
  undo_.clear();
  frames_changed_ = true;
}

}  // namespace taipan::jit
