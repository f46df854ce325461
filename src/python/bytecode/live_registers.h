// python/bytecode/live_registers.h -- which registers of a frame still matter.
//
// Room       python/bytecode. For the collector, which must not take what a dead temporary holds for alive; and for
//            whoever restores or shows frames.
// Contract   Variables (registers below Code::local_count) always matter: they live as long as their frame. A temporary
//            matters from an instruction that writes it to the last one that reads it.
// Tests      tests/python/memory/dead_temporaries_keep_nothing_alive.py
//
// Nothing is stored with the code: sets are computed when asked for, one pass over the whole code for each place, and
// remembered until clear(). The collector clears them at each collection.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "python/bytecode/bytecode.h"

namespace taipan::python {

class LiveRegisters {
 public:
  enum class Place : uint8_t {
    During,     // the instruction is being executed: its operands matter too
    Suspended,  // a generator waits behind this Yield
  };

  // One bit for each temporary: bit i is register local_count + i. Null when nothing is known (very long code), which
  // means all. Valid until the next call. `at` is an instruction of `code`.
  const uint64_t* at(const Code* code, const Instruction* at, Place place);
  // Calls visit(first, count) for each run of registers that matter.
  template <class Visit>
  void for_each_run(const Code* code, const Instruction* at, Place place, Visit&& visit);
  void clear();

 private:
  void compute(const Code* code);

  std::unordered_map<uintptr_t, size_t> known_;  // instruction and place, to a position in sets_
  std::vector<uint64_t> sets_;
  // Of the code computed last: the temporaries that matter before each instruction.
  const Code* computed_ = nullptr;
  std::vector<uint64_t> before_;
};

// How many registers, from the first on, a suspended generator of this code must keep: variables, and the temporaries
// that matter behind any Yield. Computed once for a code.
uint32_t suspended_register_count(Code* code);

template <class Visit>
void LiveRegisters::for_each_run(const Code* code, const Instruction* at, Place place, Visit&& visit) {
  const uint32_t first = code->local_count, count = code->register_count - first;
  const uint64_t* set = count == 0 ? nullptr : this->at(code, at, place);
  if (set == nullptr) {
    visit(uint32_t{0}, uint32_t{code->register_count});
    return;
  }
  uint32_t start = 0, end = first;  // the run so far
  for (uint32_t i = 0; i < count; ++i) {
    if ((set[i / 64] >> (i % 64) & 1) == 0) continue;
    if (first + i != end) {
      if (start != end) visit(start, end - start);
      start = first + i;
    }
    end = first + i + 1;
  }
  if (start != end) visit(start, end - start);
}

}  // namespace taipan::python
