// jit/record/jit.h -- the door of the jit for a language's interpreter: hot loops, compiled ones, counters.
//
// Room       jit/record. A language keeps one Loop for each loop of its code, counts rounds itself and calls run_loop()
//            when counter reaches threshold().
// Tests      tests/unit/jit/record/, tests/python/jit/
//
// A compiled loop is entered when the VM stack has room for all frames that were inlined. An exit that is taken often
// gets a bridge: a trace that goes on from there and ends at the head of a compiled loop, or in the interpreter.
#pragma once

#include <memory>

#include "jit/backend/compiled_trace.h"
#include "jit/record/language_driver.h"

namespace taipan::jit {

struct Options {
  int32_t threshold = 1039;       // rounds before a loop is recorded; prime, so that loops of 2^k rounds are not met in the last
  uint32_t exit_threshold = 61;   // times that an exit is taken before it gets a bridge
  uint32_t max_bridges = 200;     // of one root
  uint32_t max_alike = 5;         // bridges of one root that begin with the same instruction before it is recorded without guards
  size_t max_code_bytes = size_t{48} << 20;
  bool log = false;               // what is recorded, optimised and assembled, and why recordings end, goes to stderr
  bool explain = false;           // one line for each of these events, and the counters at the end
};
Options& options();

// One loop of a code object.
struct Loop {
  std::unique_ptr<CompiledTrace> trace;
  const Instruction* head = nullptr;
  uint32_t aborts = 0;  // since the last success
  uint32_t losses = 0;  // traces that were thrown away

  ~Loop() { forget(); }
  // Frees the machine code. The collector does that, too, when something has died that the trace names.
  void forget();
};

struct Counters {
  uint64_t recordings = 0, loops = 0, bridges = 0, entries = 0, exits = 0;
  uint64_t aborts[size_t(AbortReason::Count)] = {};
};
const Counters& counters();
// The counters as text.
std::string report();

// The frame at `regs` has reached the loop's head. Enters the compiled loop or records a round. Afterwards thread.regs
// and thread.pc say where the interpreter goes on (Step::Frame); or the Step is that of the last instruction.
// `counter` is set back when the loop is to be left alone for a while.
Step run_loop(Thread& thread, LanguageDriver& driver, Loop& loop, Value* regs, const Instruction* head, int32_t& counter);

}  // namespace taipan::jit
