// jit/record/jit.cpp -- from a hot loop to machine code and into it; the contract is in jit.h.
#include "jit/record/jit.h"

#include <algorithm>
#include <cstdio>

#include "gc/hooks.h"
#include "gc/tracer.h"
#include "jit/backend/backend.h"
#include "jit/exits/restore.h"
#include "jit/ir/text.h"
#include "jit/passes/passes.h"

namespace taipan::jit {

namespace {

Counters g_counters;

// One section of the log.
void log(const char* section, const std::string& text) {
  if (options().log) std::fprintf(stderr, "[jit %s]\n%s\n", section, text.c_str());
}

template <class F>
void for_each_value(const Trace& trace, F visit) {
  for (const Constant& constant : trace.constants) {
    if (constant.type == Type::Any || constant.type == Type::Ref) visit(constant.bits);
  }
  for (const SnapshotFrame& frame : trace.frames) {
    visit(frame.function.bits());
    visit(frame.auxiliary.bits());
  }
}

// What traces name: constants of the one being recorded are kept alive; a compiled one is thrown away when something it
// names has died. Machine code makes no calls, so nobody can be inside it while the collector runs.
class TraceReferences final : public RootProvider, public WeakProcessor {
 public:
  void visit_roots(Tracer& tracer) override {
    for (const Trace* trace : recordings) for_each_value(*trace, [&](uint64_t bits) { tracer.visit_value(bits); });
  }
  void process_weak(LivenessQuery& query) override {
    if (query.phase() != WeakPhase::AfterFinalizers) return;
    for (size_t i = loops.size(); i-- > 0;) {
      Loop& loop = *loops[i];
      bool live = query.is_live_value(loop.function.bits());
      for_each_value(loop.trace->ir, [&](uint64_t bits) { live = live && query.is_live_value(bits); });
      if (!live) loop.forget();
    }
  }
  std::vector<const Trace*> recordings;
  std::vector<Loop*> loops;  // those with a trace
};

TraceReferences& references() {
  static TraceReferences* instance = [] {
    auto* made = new TraceReferences;
    vm().heap.add_roots(made);
    vm().heap.add_weak_processor(made);
    return made;
  }();
  return *instance;
}

struct KeepAlive {
  explicit KeepAlive(const Trace& trace) { references().recordings.push_back(&trace); }
  ~KeepAlive() { references().recordings.pop_back(); }
};

// The loop is left alone for twice as many rounds as the last time.
void back_off(Loop& loop, int32_t& counter, AbortReason reason) {
  g_counters.aborts[size_t(reason)]++;
  log("abort", text_of(reason));
  const uint32_t factor = 1u << std::min(loop.aborts++, 12u);
  counter = options().threshold - options().threshold * int32_t(factor) * 2;
}

AbortReason finish(Recorder& recorder, Loop& loop, Value* base) {
  Trace& trace = recorder.trace();
  const SnapshotId end = recorder.end();
  if (options().log) log("record", to_text(trace, end));
  std::vector<IrRef> next;
  if (!peel_loop(recorder.emitter(), end, next)) return AbortReason::Unstable;
  remove_dead_code(trace, next);
  if (kAssertionsEnabled) {
    if (const char* mistake = find_mistake(trace)) VM_CHECK(false, mistake);
  }
  if (options().log) log("ir", to_text(trace));
  keep_listing(options().log);
  auto compiled = compile(std::move(trace), &restore_from_machine);
  if (!compiled) return AbortReason::NoCodeMemory;
  log("asm", last_listing());
  loop.trace = std::move(compiled);
  loop.function = frame_header(base)->function;
  loop.aborts = 0;
  references().loops.push_back(&loop);
  g_counters.compiled++;
  return AbortReason::None;
}

// Records one round from the head to the head.
Step record(Thread& thread, LanguageDriver& driver, Loop& loop, Value* regs, const Instruction* head, int32_t& counter) {
  Recorder recorder(thread, regs, driver.register_count(regs));
  const KeepAlive keep(recorder.trace());
  RecordStage stage{thread, regs, head, recorder};
  g_counters.recordings++;
  Step step = Step::Frame;
  for (bool first = true;; first = false) {
    recorder.begin_instruction(stage.pc);
    if (!first && stage.pc == head && recorder.depth() == 0) {
      if (!recorder.aborted()) {
        const AbortReason reason = finish(recorder, loop, regs);
        if (reason != AbortReason::None) recorder.abort(reason);
      }
      step = Step::Frame;
      break;
    }
    if (recorder.aborted()) {
      step = Step::Frame;
      break;
    }
    const bool back_edge = driver.is_back_edge(stage.pc);
    step = driver.record_instruction(stage);
    if (step == Step::Next) stage.pc += driver.width(stage.pc);
    if (step == Step::Raise || step == Step::Leave) {
      recorder.abort(AbortReason::Raised);
      break;
    }
    if (back_edge && stage.pc != head) recorder.abort(AbortReason::InnerLoop);
  }
  if (recorder.aborted()) back_off(loop, counter, recorder.abort_reason());
  thread.regs = stage.regs;
  thread.pc = stage.pc;
  return step;
}

bool may_enter(const Thread& thread, const Loop& loop, Value* regs) {
  const Trace& trace = loop.trace->ir;
  return frame_header(regs)->function == loop.function && thread.remaining_depth > trace.depth &&
         regs + trace.extent + 64 <= thread.stack_limit;
}

}  // namespace

Options& options() {
  static Options instance;
  return instance;
}
const Counters& counters() { return g_counters; }

void Loop::forget() {
  if (!trace) return;
  std::erase(references().loops, this);
  release(std::move(trace));
  function = Value::unbound();
}

Step run_loop(Thread& thread, LanguageDriver& driver, Loop& loop, Value* regs, const Instruction* head, int32_t& counter) {
  thread.regs = regs;
  thread.pc = head;
  // Whoever set the breaker (a trace function, for one) wants the interpreter.
  if (thread.eval_breaker.load(std::memory_order_relaxed) != 0) return Step::Frame;
  if (!loop.trace) return record(thread, driver, loop, regs, head, counter);
  if (!may_enter(thread, loop, regs)) return Step::Frame;
  g_counters.entries++;
  loop.trace->entry_count++;
  loop.trace->entry(&thread, regs, loop.trace.get());
  g_counters.exits++;
  return Step::Frame;
}

}  // namespace taipan::jit
