// jit/exits/restore.cpp -- the contract is in restore.h.
#include "jit/exits/restore.h"

namespace taipan::jit {

namespace {

Value box(Type type, uint64_t word) {
  switch (type) {
    case Type::Int: return Value::integer(int64_t(word));
    case Type::Float: return Value::number(std::bit_cast<double>(word));
    case Type::Bool: return Value::boolean(word != 0);
    default: return Value::from_bits(word);
  }
}

template <class Source>
[[gnu::always_inline]] inline Value restore_from(const Trace& trace, SnapshotId id, Thread& thread, Value* base, Source source) {
  const Snapshot& snapshot = trace.snapshot(id);
  Value result;
  for (const SnapshotEntry& entry : trace.entries_of(snapshot)) {
    const IrRef v = entry.value;
    if (!v.exists()) continue;
    const uint64_t word = v.is_constant() ? trace.constant_at(v).bits : source(v);
    (entry.slot == kResultSlot ? result : base[entry.slot]) = box(trace.type_of(v), word);
  }
  Value* innermost = base;
  const auto frames = trace.frames_of(snapshot);
  for (size_t i = 0; i < frames.size(); i++) {
    const SnapshotFrame& frame = frames[i];
    innermost = base + frame.base;
    if (i < snapshot.real_frames) continue;
    FrameHeader* header = frame_header(innermost);
    header->auxiliary = frame.auxiliary;
    header->frame_object = Value::unbound();
    header->info = frame.info;
    header->caller = base + frame.caller_base;
    header->return_pc = frame.return_pc;
    if (!frame.function.is_unbound()) header->function = frame.function;
    thread.remaining_depth--;
  }
  thread.regs = innermost;
  thread.pc = snapshot.pc;
  return result;
}

}  // namespace

Value restore(const Trace& trace, SnapshotId id, Thread& thread, Value* base, ValueSource source) {
  return restore_from(trace, id, thread, base, source);
}

Value restore_from_machine(MachineState* state) {
  CompiledTrace* trace = state->trace;
  return restore_from(trace->ir, SnapshotId(state->snapshot), *state->thread, state->base, [&](IrRef v) -> uint64_t {
    const Location location = trace->locations[size_t(v.index)];
    uint64_t word = 0;
    switch (location.kind) {
      case Location::Kind::General: word = state->general[location.index]; break;
      case Location::Kind::Float: return std::bit_cast<uint64_t>(state->floats[location.index]);
      case Location::Kind::Spilled: word = state->spills[location.spill]; break;
      case Location::Kind::None: VM_UNREACHABLE("a value of a snapshot has no place");
    }
    return trace->ir.type_of(v) == Type::Int ? uint64_t(int64_t(word) >> kIntShift) : word;
  });
}

}  // namespace taipan::jit
