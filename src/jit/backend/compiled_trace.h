// jit/backend/compiled_trace.h -- machine code of a trace, and where its values are when it is left.
//
// Room       jit/backend. The door of the backend is backend.h.
//
// A tree of traces: the root is entered from the interpreter; a bridge is entered from an exit of its parent, by a jump
// with all values where the parent had them. All traces use one native frame, a MachineState, which the root's
// prologue makes; so a trace may also go on with another root (a link), at `linked_entry` behind its prologue.
#pragma once

#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "jit/ir/ir.h"
#include "vm/stage.h"
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
constexpr uint16_t kMaxSpills = 160;

// What machine code leaves behind at an exit, on its native stack; the collector sees it there.
struct MachineState {
  uint64_t outgoing[2];     // arguments of a call that do not fit registers
  uint64_t general[16];     // registers at an exit, or across a call
  double floats[16];
  uint64_t temporaries[3];
  uint64_t snapshot;        // SnapshotId of the guard that failed
  CompiledTrace* trace;     // whose guard it was
  Thread* thread;
  Value* base;              // registers of the root frame
  uint64_t step;            // ExitKind::InMemory: how the instruction ended
  uint64_t spills[kMaxSpills];
};

struct CompiledTrace {
  // Runs until a guard fails. By then the exit function was called; its Step is the result.
  using Entry = uint64_t (*)(Thread* thread, Value* base);

  Trace ir;
  std::vector<Location> locations;  // by instruction
  std::vector<uint32_t> exit_counts;       // by snapshot
  std::vector<uint32_t> exit_thresholds;   // by snapshot: a bridge is tried when the count gets there
  std::vector<const void*> exit_targets;   // by snapshot: the exit sequence, or the bridge
  std::vector<std::unique_ptr<CompiledTrace>> bridges;
  CompiledTrace* root = nullptr;
  // Of a root: bridges in all of the tree, and those that begin with an instruction.
  uint32_t bridge_count = 0;
  std::unordered_map<const Instruction*, uint32_t> bridges_at;
  // Of a root: the heap objects that the tree names, each once, and the number of collections when the last came.
  std::unordered_set<uint64_t> named;
  uint64_t newest = 0;
  const void* code = nullptr;        // what the allocator gave
  const void* linked_entry = nullptr;
  uint64_t entry_count = 0;
  size_t code_bytes = 0;

  Entry entry() const { return reinterpret_cast<Entry>(const_cast<void*>(code)); }
};

// visit(CompiledTrace&) for the trace and all its bridges.
template <class F>
void for_each_trace(CompiledTrace& trace, F& visit) {
  visit(trace);
  for (auto& bridge : trace.bridges) for_each_trace(*bridge, visit);
}

}  // namespace taipan::jit
