// jit/backend/register_allocator.h -- linear scan over a trace.
//
// Room       jit/backend. In / out: a trace; a Location for each instruction whose value needs one.
// Tests      tests/unit/jit/backend/
//
// A trace has no joins, so the life of a value is one interval, and it is kept in one place all its life: exits need no
// map per guard. Each instruction has two positions, 2i (operands are read) and 2i+1 (the result is written, exits see
// values). Values that the loop uses but does not change live to the end of the loop. A phi's first value must be in
// place at the loop's head; behind its last use its register is free for the value that follows it, and is preferred
// for that.
#pragma once

#include <span>

#include "jit/backend/compiled_trace.h"

namespace taipan::jit {

struct RegisterFile {
  std::span<const uint8_t> general;
  std::span<const uint8_t> floats;
};

struct Allocation {
  std::vector<Location> locations;
  // Comparisons that are only tested by guards: the guard compares.
  std::vector<bool> fused;
  uint32_t spill_count = 0;
  // Registers in use across the calls, by position among them.
  struct Across {
    int32_t instruction;
    uint32_t general, floats;
  };
  std::vector<Across> across_calls;
};

// `parent_locations`: of the parent's instructions, for a bridge: an inherited value stays where it is, if that can be.
Allocation allocate_registers(const Trace& trace, const RegisterFile& registers, std::span<const Location> parent_locations = {});

}  // namespace taipan::jit
