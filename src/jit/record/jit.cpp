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
#include "vm/fast_code.h"

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
// names has died. While somebody is inside machine code, nothing is thrown away.
class TraceReferences final : public RootProvider, public WeakProcessor {
 public:
  void visit_roots(Tracer& tracer) override {
    const auto visit = [&](uint64_t bits) { tracer.visit_value(bits); };
    for (const Trace* trace : recordings) for_each_value(*trace, visit);
    if (!active) return;
    for (Loop* loop : loops) std::for_each(loop->trace->named.begin(), loop->trace->named.end(), visit);
    for (auto& trace : graveyard) std::for_each(trace->named.begin(), trace->named.end(), visit);
  }
  void process_weak(LivenessQuery& query) override {
    if (query.phase() != WeakPhase::AfterFinalizers) return;
    collections++;
    if (active) return;
    for (size_t i = 0; i < loops.size();) {
      const CompiledTrace& root = *loops[i]->trace;
      // What has outlived a collection dies in major ones only.
      const bool old = query.kind() == CollectionKind::Minor && root.newest + 1 < collections;
      if (old || std::all_of(root.named.begin(), root.named.end(), [&](uint64_t bits) { return query.is_live_value(bits); })) {
        i++;
      } else {
        loops[i]->losses++;
        loops[i]->forget();
        i = 0;  // others may have gone with it
      }
    }
  }
  void bury(std::unique_ptr<CompiledTrace> trace) {
    if (active) {
      graveyard.push_back(std::move(trace));
    } else {
      release(std::move(trace));
    }
  }
  void leave() {
    if (--active) return;
    for (auto& trace : graveyard) release(std::move(trace));
    graveyard.clear();
  }
  std::vector<const Trace*> recordings;
  std::vector<Loop*> loops;  // those with a trace
  std::vector<std::unique_ptr<CompiledTrace>> graveyard;  // to be released when nobody can be inside
  int active = 0;  // native frames inside machine code
  uint64_t collections = 0;
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

// Threads may record by turns.
struct KeepAlive {
  explicit KeepAlive(const Trace& t) : trace(&t) { references().recordings.push_back(trace); }
  ~KeepAlive() { std::erase(references().recordings, trace); }
  const Trace* trace;
};

LanguageDriver* g_driver = nullptr;

// The exit through which machine code was left last.
struct LastExit {
  CompiledTrace* trace = nullptr;
  SnapshotId snapshot = SnapshotId::None;
};
LastExit g_last_exit;

// ExitFunction.
uint64_t leave(MachineState* state) {
  CompiledTrace* const trace = state->trace;
  const auto id = SnapshotId(state->snapshot);
  const ExitKind kind = trace->ir.snapshot(id).kind;
  trace->exit_counts[size_t(id)]++;
  g_counters.exits++;
  if (kind == ExitKind::InMemory) {
    g_last_exit = {};
    // A jump within the frame changes frames for those who were in the root frame.
    return Step(state->step) == Step::Jump ? uint64_t(Step::Frame) : state->step;
  }
  const Value result = restore_from_machine(state);
  if (kind == ExitKind::Result) {
    const Step step = g_driver->complete_instruction(*state->thread, result);
    g_last_exit = {};
    return uint64_t(step);
  }
  g_last_exit = {trace, id};
  return uint64_t(Step::Frame);
}

void explain(const char* what, LanguageDriver& driver, const Value* regs, const Instruction* pc, const char* more) {
  if (options().explain) std::fprintf(stderr, "jit: %s %s %s\n", what, driver.describe(regs, pc).c_str(), more);
}

// What a trace is recorded for: a loop, or the exit of a parent.
struct Goal {
  Loop* loop = nullptr;
  CompiledTrace* parent = nullptr;
  SnapshotId exit = SnapshotId::None;
};

AbortReason verified(const Trace& trace) {
  if (kAssertionsEnabled) {
    if (const char* mistake = find_mistake(trace)) {
      std::fputs(to_text(trace).c_str(), stderr);
      VM_CHECK(false, mistake);
    }
  }
  if (options().log) log("ir", to_text(trace));
  keep_listing(options().log);
  return AbortReason::None;
}

AbortReason install(Trace trace, const Goal& goal) {
  if (goal.loop && goal.loop->trace) return AbortReason::MadeMeanwhile;
  verified(trace);
  CompiledTrace* made = nullptr;
  if (goal.loop) {
    goal.loop->trace = compile(std::move(trace), &leave);
    made = goal.loop->trace.get();
    if (made) {
      references().loops.push_back(goal.loop);
      goal.loop->aborts = goal.loop->losses;
      g_counters.loops++;
    }
  } else {
    made = compile_bridge(std::move(trace), &leave, *goal.parent, goal.exit);
    if (made) g_counters.bridges++;
  }
  if (!made) return AbortReason::TooManyValues;
  for_each_value(made->ir, [&](uint64_t bits) {
    if (is_heap_reference(bits)) made->root->named.insert(bits);
  });
  made->root->newest = references().collections;
  log("asm", last_listing());
  std::fill(made->exit_thresholds.begin(), made->exit_thresholds.end(), options().exit_threshold);
  return AbortReason::None;
}

// The round that was recorded goes back to its own start by way of the registers in memory: for rounds unlike the next.
void close_through_memory(Trace& trace, SnapshotId end) {
  const auto add = [&](IrOp op, IrRef a, int32_t immediate) {
    trace.instructions.push_back({op, info(op).result, a, {}, {}, immediate, SnapshotId::None});
    return IrRef{int32_t(trace.instructions.size() - 1)};
  };
  const Snapshot s = trace.snapshot(end);
  for (uint32_t i = 0; i < s.entry_count; i++) {
    const SnapshotEntry entry = trace.entries[s.first_entry + i];
    IrRef value = entry.value;
    if (!value.exists()) continue;
    switch (trace.type_of(value)) {
      case Type::Int: value = add(IrOp::BoxInt, value, 0); break;
      case Type::Float: value = add(IrOp::BoxFloat, value, 0); break;
      case Type::Bool: value = add(IrOp::BoxBool, value, 0); break;
      default: break;
    }
    add(IrOp::StoreRegister, value, entry.slot);
  }
  trace.links.push_back(nullptr);
  add(IrOp::Link, {}, int32_t(trace.links.size() - 1));
}

AbortReason finish_loop(Recorder& recorder, const Goal& goal) {
  Trace& trace = recorder.trace();
  const SnapshotId end = recorder.end();
  if (recorder.aborted()) return recorder.abort_reason();
  if (options().log) log("record", to_text(trace, end));
  Trace round = trace;
  std::vector<IrRef> next;
  if (peel_loop(recorder.emitter(), end, next)) {
    remove_dead_code(trace, next);
    if (install(std::move(trace), goal) == AbortReason::None) return AbortReason::None;
  }
  close_through_memory(round, end);
  remove_dead_code(round, {});
  return install(std::move(round), goal);
}

AbortReason finish_linear(Recorder& recorder, const Goal& goal) {
  Trace& trace = recorder.trace();
  if (recorder.is_empty() && trace.links.empty()) return AbortReason::NothingRecorded;
  // A trace that is entered and left in each round costs more than it saves.
  if (goal.loop && recorder.ended_for_good()) return AbortReason::LeavesRootFrame;
  remove_dead_code(trace, {});
  return install(std::move(trace), goal);
}

// Records from the loop's head, or the exit, until the trace has an end.
Step record(Thread& thread, LanguageDriver& driver, Recorder& recorder, Value* root, RecordStage stage, const Goal& goal, AbortReason& reason) {
  constexpr int kMaxUnrolled = 8;
  const KeepAlive keep(recorder.trace());
  g_counters.recordings++;
  const Instruction* const head = stage.pc;
  Step step = Step::Frame;
  int unrolled = 0;
  bool at_head = goal.parent != nullptr;  // of some loop, perhaps
  for (bool first = true;; first = false) {
    recorder.begin_instruction(stage.pc, driver.register_effects(stage.pc));
    if (at_head && !recorder.aborted() && recorder.depth() == 0) {
      if (goal.loop && stage.pc == head && !first) {
        reason = finish_loop(recorder, goal);
        step = Step::Frame;
        break;
      }
      Loop* const other = driver.loop_at(stage.regs, stage.pc);
      // An exit at its own loop's head came from the first instruction: going back there would make no progress.
      const bool own = first && other && other->trace.get() == goal.parent->root;
      if (other && other->trace && !own) recorder.end_with_link(other->trace.get());
    }
    if (!recorder.aborted() && (unrolled > kMaxUnrolled || recorder.trace().instructions.size() > Recorder::kMaxInstructions)) {
      recorder.end_before_instruction();
    }
    if (recorder.aborted()) {
      step = Step::Frame;
      reason = recorder.ended() ? finish_linear(recorder, goal) : recorder.abort_reason();
      break;
    }
    const bool back_edge = driver.is_back_edge(stage.pc);
    step = driver.record_instruction(stage);
    recorder.set_generic(false);
    at_head = back_edge && step == Step::Jump;
    if (at_head && !(goal.loop && stage.pc == head && recorder.depth() == 0)) unrolled++;
    if (step == Step::Next) stage.pc += driver.width(stage.pc);
    if (step == Step::Raise) {
      thread.regs = stage.regs;
      thread.pc = stage.pc;
      recorder.restart_instruction();
      if (!driver.unwind(thread)) {
        step = Step::Leave;
      } else {
        step = Step::Frame;
        stage.regs = thread.regs;
        stage.pc = thread.pc;
        if (stage.regs < root) {
          recorder.end_before_instruction(true);
        } else {
          recorder.sync_all();
          recorder.transfer(reinterpret_cast<const void*>(driver.interpret_one()), Step::Frame, stage.regs, stage.pc,
                            driver.register_count(stage.regs), true);
        }
      }
    }
    if (step == Step::Leave) {
      recorder.end_before_instruction(true);
      reason = recorder.ended() ? finish_linear(recorder, goal) : recorder.abort_reason();
      return step;
    }
    VM_CHECK(recorder.aborted() || stage.regs >= root, "a recording ends when its root frame is left");
    if (kAssertionsEnabled) recorder.verify();
  }
  thread.regs = stage.regs;
  thread.pc = stage.pc;
  return step;
}

void note_abort(AbortReason reason) {
  g_counters.aborts[size_t(reason)]++;
  log("abort", text_of(reason));
}

Step record_loop(Thread& thread, LanguageDriver& driver, Loop& loop, Value* regs, const Instruction* head, int32_t& counter) {
  Recorder recorder(regs, driver.register_count(regs));
  loop.head = head;
  AbortReason reason = AbortReason::None;
  explain("records the loop at", driver, regs, head, "");
  references().active++;  // the code object, and the loop with it, lives as long as its frame
  const Step step = record(thread, driver, recorder, regs, RecordStage{thread, regs, head, recorder}, {&loop}, reason);
  references().leave();
  if (reason != AbortReason::None) {
    explain("gave up the loop at", driver, regs, head, text_of(reason));
    note_abort(reason);
    // Left alone for twice as many rounds as the last time.
    const uint32_t factor = reason == AbortReason::Breaker ? 1 : 1u << std::min(loop.aborts++, 12u);
    counter = options().threshold - options().threshold * int32_t(factor) * 2;
  }
  return step;
}

// The trace was left through a hot exit; the interpreter's state is complete.
Step record_bridge(Thread& thread, LanguageDriver& driver, Value* root, const LastExit& exit) {
  CompiledTrace& parent = *exit.trace;
  uint32_t& threshold = parent.exit_thresholds[size_t(exit.snapshot)];
  AbortReason reason = AbortReason::None;
  Step step = Step::Frame;
  const uint32_t alike = ++parent.root->bridges_at[thread.pc];
  const bool generic = alike > options().max_alike && driver.may_be_generic(thread.pc);
  if (parent.root->bridge_count >= options().max_bridges || (alike > 3 * options().max_alike && !generic) || code_bytes_in_use() > options().max_code_bytes) {
    reason = AbortReason::TooManyBridges;
  } else {
    Recorder recorder(root, parent.ir, exit.snapshot);
    recorder.set_generic(generic);
    explain("records the bridge at", driver, thread.regs, thread.pc, "");
    step = record(thread, driver, recorder, root, RecordStage{thread, thread.regs, thread.pc, recorder}, {nullptr, &parent, exit.snapshot}, reason);
  }
  if (reason != AbortReason::None) {
    note_abort(reason);
    threshold = parent.exit_counts[size_t(exit.snapshot)] + std::min(threshold, 1u << 28) * (reason == AbortReason::Breaker ? 1 : 4);
  }
  return step;
}

Step enter(Thread& thread, LanguageDriver& driver, Loop& loop, Value* regs) {
  CompiledTrace& trace = *loop.trace;
  g_counters.entries++;
  trace.entry_count++;
  references().active++;
  Step step = Step(trace.entry()(&thread, regs));
  const LastExit exit = g_last_exit;
  if (exit.trace && step == Step::Frame && thread.eval_breaker.load(std::memory_order_relaxed) == 0) {
    const auto i = size_t(exit.snapshot);
    if (exit.trace->ir.snapshot(exit.snapshot).kind == ExitKind::Instruction && exit.trace->exit_counts[i] >= exit.trace->exit_thresholds[i]) {
      step = record_bridge(thread, driver, regs, exit);
    }
  }
  references().leave();
  return step;
}

// Room for all the frames that traces push before they look again.
bool may_enter(const Thread& thread, Value* regs) {
  return thread.remaining_depth > int32_t(Recorder::kMaxDepth) + 8 && regs + Recorder::kMaxExtent + 256 <= thread.stack_limit;
}

}  // namespace

Options& options() {
  static Options instance;
  return instance;
}
const Counters& counters() { return g_counters; }

void Loop::forget() {
  if (!trace) return;
  auto& all = references();
  std::erase(all.loops, this);
  const CompiledTrace* const gone = trace.get();
  all.bury(std::move(trace));
  // Traces that go on with this one.
  for (size_t i = 0; i < all.loops.size();) {
    bool links = false;
    const auto look = [&](CompiledTrace& t) { links = links || std::find(t.ir.links.begin(), t.ir.links.end(), gone) != t.ir.links.end(); };
    for_each_trace(*all.loops[i]->trace, look);
    if (links) {
      all.loops[i]->forget();
      i = 0;
    } else {
      i++;
    }
  }
}

std::string report() {
  std::string text = "recordings " + std::to_string(g_counters.recordings) + ", loops " + std::to_string(g_counters.loops) + ", bridges " +
                     std::to_string(g_counters.bridges) + ", entries " + std::to_string(g_counters.entries) + ", exits " +
                     std::to_string(g_counters.exits) + ", bytes of code " + std::to_string(code_bytes_in_use()) + '\n';
  for (size_t i = 0; i < size_t(AbortReason::Count); i++) {
    if (g_counters.aborts[i]) text += "given up " + std::to_string(g_counters.aborts[i]) + " times: " + text_of(AbortReason(i)) + '\n';
  }
  return text;
}

Step run_loop(Thread& thread, LanguageDriver& driver, Loop& loop, Value* regs, const Instruction* head, int32_t& counter) {
  const FastCodeFrame frame(nullptr);  // recorder and compiled code keep references on the native stack
  thread.regs = regs;
  thread.pc = head;
  g_driver = &driver;
  // Whoever set the breaker (a trace function, for one) wants the interpreter.
  if (thread.eval_breaker.load(std::memory_order_relaxed) != 0) return Step::Frame;
  if (!may_enter(thread, regs)) return Step::Frame;
  if (!loop.trace && loop.losses > loop.aborts) {  // what it was made for has died: not again at once
    loop.aborts = loop.losses;
    counter = options().threshold - options().threshold * int32_t(1u << std::min(loop.losses, 12u));
    return Step::Frame;
  }
  if (!loop.trace) return record_loop(thread, driver, loop, regs, head, counter);
  return enter(thread, driver, loop, regs);
}

}  // namespace taipan::jit
