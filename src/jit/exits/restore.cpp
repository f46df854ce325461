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

}  // namespace

void restore(const Trace& trace, SnapshotId id, Thread& thread, Value* base, ValueSource source) {
  const Snapshot& snapshot = trace.snapshot(id);
  for (const SnapshotEntry& entry : trace.entries_of(snapshot)) {
    const IrRef v = entry.value;
    const uint64_t word = v.is_constant() ? trace.constant_at(v).bits : source(v);
    base[entry.slot] = box(trace.type_of(v), word);
  }
  Value* innermost = base;
  for (const SnapshotFrame& frame : trace.frames_of(snapshot)) {
    innermost = base + frame.base;
    FrameHeader* header = frame_header(innermost);
    header->auxiliary = frame.auxiliary;
    header->frame_object = Value::unbound();
    header->info = frame.info;
    header->caller = base + frame.caller_base;
    header->return_pc = frame.return_pc;
    header->function = frame.function;
  }
  thread.remaining_depth -= int32_t(snapshot.frame_count);
  thread.regs = innermost;
  thread.pc = snapshot.pc;
}

void restore_from_machine(MachineState* state) {
  auto* trace = const_cast<CompiledTrace*>(state->trace);
  trace->exit_counts[state->snapshot]++;
  restore(trace->ir, SnapshotId(state->snapshot), *state->thread, state->base, [&](IrRef v) -> uint64_t {
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
