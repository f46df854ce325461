// jit/backend/compiled_trace.h -- machine code of a trace, and where its values are when it is left.
//
// Room       jit/backend. The door of the backend is backend.h.
#pragma once

#include <memory>

#include "jit/ir/ir.h"
#include "vm/thread.h"

namespace taipan::jit {

// Where a value is for the whole time it is needed.
struct Location {
  enum class Kind : uint8_t { None, General, Float, Spilled };
  Kind kind = Kind::None;
  uint8_t index = 0;        // of the register
  uint16_t spill = 0;       // number of the spill word
  friend bool operator==(Location, Location) = default;
};

struct CompiledTrace;

// What machine code leaves behind at an exit, on its native stack; the collector sees it there.
struct MachineState {
  uint64_t general[16];
  double floats[16];
  uint64_t snapshot;        // SnapshotId of the guard that failed
  const CompiledTrace* trace;
  Thread* thread;
  Value* base;              // registers of the root frame
  uint64_t spills[1];       // as many as the trace needs
};

struct CompiledTrace {
  // Runs until a guard fails; by then the exit function was called.
  using Entry = void (*)(Thread* thread, Value* base, CompiledTrace* self);

  Trace ir;
  std::vector<Location> locations;  // by instruction
  std::vector<uint32_t> exit_counts;  // by snapshot
  Entry entry = nullptr;
  uint64_t entry_count = 0;
  size_t code_bytes = 0;
};

}  // namespace taipan::jit
