// python/modules/tracemalloc_module.cpp -- _tracemalloc: which lines of Python the objects that live now were allocated by.
// https://docs.python.org/3.11/library/tracemalloc.html
//
// Room       python/modules. In: gc/allocation_observer.h, which makes each allocation go the slow way while tracing; nothing is paid
//            otherwise. Tests: CPython's test_tracemalloc
//
// A trace is kept by the address of its object; the heap does not move objects. What a collection frees loses its trace in the second
// phase of weak processing. Whoever asks for traces or totals gets them after a collection, so that garbage does not count. Native
// memory beside the heap is not traced.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "gc/allocation_observer.h"
#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

constexpr int kMostFrames = 65535;

struct FrameLine {
  const String* filename;
  int32_t line;
  bool operator==(const FrameLine&) const = default;
};
struct CallStack {
  std::vector<FrameLine> frames;  // innermost first, as many as the limit allows
  uint32_t depth = 0;             // all there were
  bool operator==(const CallStack&) const = default;
};
struct CallStackHash {
  size_t operator()(const CallStack& stack) const {
    size_t h = stack.depth;
    for (const FrameLine& f : stack.frames) h = (h ^ reinterpret_cast<uintptr_t>(f.filename) ^ uint32_t(f.line)) * 0x9E3779B97F4A7C15u;
    return h;
  }
};
struct Trace {
  size_t bytes;
  const CallStack* stack;
};

class MemoryTracer final : public AllocationObserver, public WeakProcessor, public RootProvider {
 public:
  void on_allocation(uintptr_t address, size_t bytes) override {
    forget(address);
    traces_.insert({address, {bytes, &*stacks_.insert(current_stack()).first}});
    young_.push_back(address);
    total_ += bytes;
    peak_ = std::max(peak_, total_);
  }
  void on_free(uintptr_t address) override { forget(address); }

  void process_weak(LivenessQuery& query) override {
    if (query.phase() != WeakPhase::AfterFinalizers) return;
    auto is_dead = [&](uintptr_t address) { return !query.is_live(reinterpret_cast<const HeapObject*>(address)); };
    if (query.kind() == CollectionKind::Minor) {
      for (const uintptr_t address : young_) {
        if (is_dead(address)) forget(address);
      }
    } else {
      for (auto i = traces_.begin(); i != traces_.end();) {
        if (!is_dead(i->first)) {
          ++i;
          continue;
        }
        total_ -= i->second.bytes;
        i = traces_.erase(i);
      }
    }
    young_.clear();
  }

  // File names stay as long as stacks name them.
  void visit_roots(Tracer& tracer) override {
    for (const CallStack& stack : stacks_) {
      for (const FrameLine& f : stack.frames) tracer.visit(f.filename);
    }
  }

  void clear() {
    traces_.clear();
    young_.clear();
    stacks_.clear();
    total_ = peak_ = 0;
  }
  void reset_peak() { peak_ = total_; }

  size_t own_bytes() const {
    size_t bytes = traces_.size() * (sizeof(Trace) + 4 * sizeof(void*)) + young_.capacity() * sizeof(uintptr_t);
    for (const CallStack& stack : stacks_) bytes += sizeof(CallStack) + stack.frames.size() * sizeof(FrameLine);
    return bytes;
  }

  int limit = 1;
  std::unordered_map<uintptr_t, Trace>& traces() { return traces_; }
  size_t total() const { return total_; }
  size_t peak() const { return peak_; }

 private:
  void forget(uintptr_t address) {
    const auto found = traces_.find(address);
    if (found == traces_.end()) return;
    total_ -= found->second.bytes;
    traces_.erase(found);
  }

  CallStack current_stack() const {
    CallStack stack;
    const Thread* thread = current_thread();
    Value* regs = thread ? thread->regs : nullptr;
    const Instruction* pc = thread ? thread->pc : nullptr;
    while (regs) {
      const Code* code = code_of(regs);
      if (!(code->flags & kCodeHidden)) {
        if (stack.frames.size() < size_t(limit)) {
          const bool inside = pc >= code->instructions && pc < code->instructions + code->instruction_count;
          const int line = inside ? position_of(code, uint32_t(pc - code->instructions)).line : 0;
          stack.frames.push_back({code->filename, std::max(line, 0)});
        }
        stack.depth++;
      }
      pc = frame_header(regs)->return_pc;
      regs = frame_header(regs)->caller;
    }
    return stack;
  }

  std::unordered_map<uintptr_t, Trace> traces_;
  std::unordered_set<CallStack, CallStackHash> stacks_;
  std::vector<uintptr_t> young_;  // allocated since the last collection
  size_t total_ = 0, peak_ = 0;
};

MemoryTracer* g_tracer;  // null: not tracing

void observe(Heap& heap, AllocationObserver* observer) {
  observe_allocations(observer);
  heap.set_stress(start_options().gc_stress);
}

bool is_tracing(Thread&) { return g_tracer != nullptr; }
Value start(Thread& thread, int nframe) {
  if (nframe < 1 || nframe > kMostFrames) return raise(thread, TypeId::ValueError, "the number of frames must be in range [1; %d]", kMostFrames);
  if (g_tracer) return Value::none();
  g_tracer = new MemoryTracer;
  g_tracer->limit = nframe;
  thread.heap().add_weak_processor(g_tracer);
  thread.heap().add_roots(g_tracer);
  observe(thread.heap(), g_tracer);
  return Value::none();
}
int g_last_limit = 1;  // what get_traceback_limit() says while nothing is traced
Value stop(Thread& thread) {
  if (!g_tracer) return Value::none();
  observe(thread.heap(), nullptr);
  thread.heap().remove_weak_processor(g_tracer);
  thread.heap().remove_roots(g_tracer);
  g_last_limit = g_tracer->limit;
  delete g_tracer;
  g_tracer = nullptr;
  return Value::none();
}
Value clear_traces(Thread&) {
  if (g_tracer) g_tracer->clear();
  return Value::none();
}

Value frames_of(Heap& heap, const CallStack& stack) {
  if (stack.frames.empty()) {
    return Value(tuple_of(heap, Value(tuple_of(heap, Value(intern(heap, "<unknown>")), Value::integer(0)))));
  }
  Tuple* frames = new_tuple(heap, int64_t(stack.frames.size()));
  for (size_t i = 0; i < stack.frames.size(); i++) {
    const FrameLine& f = stack.frames[i];
    frames->initialize(heap, int64_t(i), Value(tuple_of(heap, Value(const_cast<String*>(f.filename)), Value::integer(f.line))));
  }
  return Value(frames);
}

// What is garbage by now, or refers to a stack that nobody needs, shall not show.
void collect(Thread& thread) { thread.heap().collect(CollectionKind::Major); }

Value get_traces(Thread& thread) {
  Heap& heap = thread.heap();
  List* list = new_list(heap);
  if (!g_tracer) return Value(list);
  collect(thread);
  // The list itself is not traced.
  observe(heap, nullptr);
  const std::unordered_map<uintptr_t, Trace> traces = g_tracer->traces();
  std::unordered_map<const CallStack*, Value> known;
  List* kept = new_list(heap);
  for (const auto& [address, trace] : traces) {
    Value& frames = known.insert({trace.stack, Value::unbound()}).first->second;
    if (frames.is_unbound()) {
      frames = frames_of(heap, *trace.stack);
      (void)kept->append(heap, frames);
    }
    Tuple* row = tuple_of(heap, Value::integer(0), Value::integer(int64_t(trace.bytes)), frames, Value::integer(trace.stack->depth));
    if (!list->append(heap, Value(row))) break;
  }
  asm volatile("" : : "r"(kept) : "memory");
  observe(heap, g_tracer);
  return Value(list);
}
Value get_object_traceback(Thread& thread, Value object) {
  if (!g_tracer || !object.is_object()) return Value::none();
  const auto found = g_tracer->traces().find(reinterpret_cast<uintptr_t>(object.as_object()));
  if (found == g_tracer->traces().end()) return Value::none();
  return frames_of(thread.heap(), *found->second.stack);
}
int64_t get_traceback_limit(Thread&) { return g_tracer ? g_tracer->limit : g_last_limit; }
int64_t get_tracemalloc_memory(Thread&) { return g_tracer ? int64_t(g_tracer->own_bytes()) : 0; }
Value get_traced_memory(Thread& thread) {
  if (!g_tracer) return Value(tuple_of(thread.heap(), Value::integer(0), Value::integer(0)));
  collect(thread);
  const auto total = int64_t(g_tracer->total()), peak = int64_t(g_tracer->peak());
  return Value(tuple_of(thread.heap(), Value::integer(total), Value::integer(peak)));
}
Value reset_peak(Thread& thread) {
  if (!g_tracer) return Value::none();
  collect(thread);
  g_tracer->reset_peak();
  return Value::none();
}

const Method kFunctions[] = {
    {"is_tracing()", is_tracing, "Return True if the tracemalloc module is tracing Python memory allocations."},
    {"clear_traces()", clear_traces, "Clear traces of memory blocks allocated by Python."},
    {"_get_traces()", get_traces, "Get traces of all memory blocks allocated by Python."},
    {"_get_object_traceback(obj, /)", get_object_traceback, "Get the traceback where the Python object obj was allocated."},
    {"start(nframe=1, /)", start, "Start tracing Python memory allocations."},
    {"stop()", stop, "Stop tracing Python memory allocations."},
    {"get_traceback_limit()", get_traceback_limit, "Get the maximum number of frames stored in the traceback of a trace."},
    {"get_tracemalloc_memory()", get_tracemalloc_memory, "Get the memory usage in bytes of the tracemalloc module."},
    {"get_traced_memory()", get_traced_memory, "Get the current size and peak size of memory blocks traced by tracemalloc."},
    {"reset_peak()", reset_peak, "Set the peak size of memory blocks traced by tracemalloc to the current size."},
};

}  // namespace

extern const ModuleSpec kTracemallocModule = {
    .name = "_tracemalloc", .doc = "Debug module to trace memory blocks allocated by Python.", .functions = kFunctions};

}  // namespace taipan::python
