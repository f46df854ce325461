// python/sre/first_sets.h -- which characters can begin a match at a place of a program.
//
// Room       Regular expressions. Used by program_builder.cpp to decide choices by the next character.
// Tests      tests/unit/python/sre/program_test.cpp
//
// The answer is a superset: a character outside of it makes the program fail at that place, without fail. Where an
// exact answer would take long, it is everything.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "python/sre/program.h"

namespace taipan::sre {

class FirstSets {
 public:
  // `alternatives[i]` are the targets of the Dispatch instruction whose value is i.
  FirstSets(const std::vector<Instruction>& instructions, const std::vector<uint32_t>& literals,
            const std::vector<std::vector<uint32_t>>& alternatives)
      : instructions_(instructions), literals_(literals), alternatives_(alternatives), seen_(instructions.size(), 0) {}

  FirstSet at(uint32_t place);

  static void add_unit(FirstSet& out, const Instruction& instruction);

 private:
  const std::vector<Instruction>& instructions_;
  const std::vector<uint32_t>& literals_;
  const std::vector<std::vector<uint32_t>>& alternatives_;
  std::vector<uint32_t> seen_;  // number of the query that met the place last
  std::vector<uint32_t> work_;
  uint32_t query_ = 0;
  uint64_t steps_left_ = 1'000'000;  // in all queries together, so that no pattern takes long to compile
};

}  // namespace taipan::sre
