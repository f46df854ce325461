// python/bytecode/held_values.h -- what the temporaries of a frame hold at each instruction, for whoever goes on elsewhere.
//
// Room       python/bytecode. In / out: a Code; for an instruction the values held there, lowest register first. Computed when
//            somebody jumps (frame.f_lineno), kept nowhere.
// Tests      tests/python/frames/jump_*.py, CPython's test_sys_settrace
//
// A temporary is held where it has been written and may still be read. What it holds is known by what wrote it: the iterator
// of a `for`, the exit method of a `with`, the exception handled before, the one handled now; anything else is a part of an
// expression and known by its instruction. Two passes over the code find this: liveness backwards, origins forwards.
//
//     for x in xs:            GetIterator t0     -> behind it [Iterator t0], until the loop is left
//         with y:             LoadSpecialMethod  -> [Iterator t0, Exit t1, Exit t2]
//             f(x, g())       -> in the call of g: [Iterator t0, Exit t1, Exit t2, Value t8 (the function)]
#pragma once

#include <cstdint>
#include <vector>

#include "python/bytecode/bytecode.h"

namespace taipan::python {

// What a temporary holds. Values above Value are parts of expressions: kind + the instruction that made them.
enum class Held : uint32_t { Nothing, Mixed, Iterator, ExitMethod, HandledBefore, Exception, Value };

class HeldValues {
 public:
  explicit HeldValues(const Code* code);
  // Nothing is known of very long code with many registers.
  [[nodiscard]] bool known() const { return known_; }
  [[nodiscard]] bool reachable(uint32_t instruction) const { return reached_[instruction]; }

  struct Entry {
    uint32_t register_index;
    uint32_t origin;  // Held
  };
  // Before the instruction is executed.
  [[nodiscard]] std::vector<Entry> at(uint32_t instruction) const;
  // Whether the variable may be read from here on by an instruction that does not look whether it has a value.
  [[nodiscard]] bool is_needed(uint32_t instruction, uint32_t variable) const { return is_live(instruction, variable); }

 private:
  [[nodiscard]] bool is_live(uint32_t instruction, uint32_t r) const {
    return (live_[size_t{instruction} * words_ + r / 64] >> (r % 64) & 1) != 0;
  }
  void find_live();
  void find_origins();

  const Code* code_;
  const uint32_t count_;
  const uint32_t words_;
  const uint32_t temporaries_;
  bool known_ = false;
  std::vector<const ExceptionEntry*> handlers_;
  std::vector<uint64_t> live_;
  std::vector<uint32_t> origins_;
  std::vector<bool> reached_;
};

}  // namespace taipan::python
