// jit/record/jit.h -- the door of the jit for a language's interpreter: hot loops, compiled ones, counters.
//
// Room       jit/record. A language keeps one Loop for each loop of its code, counts rounds itself and calls run_loop()
//            when counter reaches threshold().
// Tests      tests/unit/jit/record/, tests/python/jit/
//
// A compiled loop is entered when its frame runs the same function as when it was recorded (what the function refers to
// is constant in the trace), and when the VM stack has room for all frames that were inlined.
#pragma once

#include <memory>

#include "jit/backend/compiled_trace.h"
#include "jit/record/language_driver.h"

namespace taipan::jit {

struct Options {
  int32_t threshold = 1039;  // rounds before a loop is recorded; prime, so that loops of 2^k rounds are not met in the last
  bool log = false;          // what is recorded, optimised and assembled, and why recordings end, goes to stderr
};
Options& options();

// One loop of a code object.
struct Loop {
  std::unique_ptr<CompiledTrace> trace;
  Value function;       // the function that `trace` is for
  uint32_t aborts = 0;  // since the last success

  ~Loop() { forget(); }
  // Frees the machine code. The collector does that, too, when something has died that the trace names.
  void forget();
};

struct Counters {
  uint64_t recordings = 0, compiled = 0, entries = 0, exits = 0;
  uint64_t aborts[size_t(AbortReason::Count)] = {};
};
const Counters& counters();

// The frame at `regs` has reached the loop's head. Enters the compiled loop or records a round. Afterwards thread.regs
// and thread.pc say where the interpreter goes on (Step::Frame); or the Step is that of the last instruction recorded.
// `counter` is set back when the loop is to be left alone for a while.
Step run_loop(Thread& thread, LanguageDriver& driver, Loop& loop, Value* regs, const Instruction* head, int32_t& counter);

}  // namespace taipan::jit
