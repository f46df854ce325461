// python/runtime/language.cpp -- what the vm layer asks of Python, and the roots and weak tables it shows the collector.
#include "python/runtime/language.h"

#include <unistd.h>

#include "gc/finalization_order.h"
#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/runtime/frame_roots.h"
#include "python/runtime/runtime.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace {

class PythonLanguage final : public Language {
 public:
  Result<uint64_t> hash(Thread& thread, Value value) override { return python::hash(thread, value); }
  Result<bool> equal(Thread& thread, Value a, Value b) override { return python::equal(thread, a, b); }
  Raised raise_memory_error(Thread& thread) override { return python::raise_memory_error(thread); }
  Raised raise_recursion_error(Thread& thread, const char* where) override {
    // Some room to handle the error in.
    const int32_t depth = thread.remaining_depth;
    const uintptr_t native = thread.native_stack_limit;
    thread.remaining_depth += 50;
    thread.native_stack_limit -= 64 << 10;
    raise(thread, TypeId::RecursionError, "maximum recursion depth exceeded%s", where);
    thread.remaining_depth = depth;
    thread.native_stack_limit = native;
    return {};
  }
  void visit_stack(Thread& thread, Tracer& tracer) override {
    const Instruction* pc = thread.pc;
    const Value* above = nullptr;
    for (Value* regs = thread.regs; regs;) {
      FrameHeader* header = frame_header(regs);
      visit_frame(regs, pc, above, tracer);
      pc = header->return_pc;
      above = regs;
      regs = header->caller;
    }
  }
};
PythonLanguage g_language;

void visit(Tracer& tracer, Value v) { tracer.visit_value(v.bits()); }

class PythonRoots final : public RootProvider {
 public:
  void visit_roots(Tracer& tracer) override {
    Runtime& r = runtime();
    tracer.set_source("the interpreter's own modules and functions");
    for (HeapObject* o : {static_cast<HeapObject*>(r.modules), static_cast<HeapObject*>(r.sys_dict), static_cast<HeapObject*>(r.builtins),
                          static_cast<HeapObject*>(r.builtins_module)}) {
      if (o) tracer.visit(o);
    }
    visit(tracer, r.import_function);
    visit(tracer, r.importlib);
    tracer.set_source("the state of a thread: handled exceptions, trace functions, context");
    for_each_thread([&](Thread& thread) {
      auto& state = python_thread(thread);
      for (Value v : {state.trace_function, state.profile_function, state.native_call, state.async_first_iteration, state.async_finalizer, state.context,
                      state.repr_stack, state.async_exception, state.thread_dict, state.sentinel}) {
        visit(tracer, v);
      }
      for (HandledState* s = thread.handled; s; s = s->previous) visit(tracer, s->exception);
      visit(tracer, thread.result);
    });
  }
};
PythonRoots g_roots;

class PythonObserver final : public HeapObserver {
 public:
  void on_collection_start(CollectionKind kind) override { begin_frame_roots(kind); }
  void on_collection_end(const CollectionReport&) override { end_frame_roots(); }
  void on_finalization_pending() override {
    if (Thread* thread = current_thread()) thread->request(Breaker::Finalize);
  }
  void on_memory_limit() override {
    if (Thread* thread = current_thread()) thread->request(Breaker::MemoryLimit);
  }
};
PythonObserver g_observer;

// Whether dropping this object would run code: a generator that has finished, or waits outside of all try blocks, is just gone.
bool wants_finalizer(const HeapObject* object) {
  if (kind_of(object) != kind(PythonKind::Generator)) return true;
  const auto* generator = static_cast<const GeneratorObject*>(object);
  if (generator->state == GeneratorObject::State::Finished) return false;
  const bool plain = object->shape_ref == exact_builtin_shape_ref(TypeId::Generator);
  if (!plain || generator->state == GeneratorObject::State::Running) return true;
  if (generator->state == GeneratorObject::State::Created) return false;
  const Code* code = generator->code;
  // The outermost entry covers the whole generator, for StopIteration; and a Send has an iterator that is closed.
  const ExceptionEntry* entry = find_handler(code, uint32_t(generator->pc - code->instructions));
  const bool delegates = generator->pc > code->instructions && Op(generator->pc[-1].op) == Op::Send;
  return delegates || (entry != nullptr && entry != code->exceptions);
}

}  // namespace

Runtime& runtime() {
  static Runtime instance;
  return instance;
}
Language& python_language() { return g_language; }
HeapObserver& python_heap_observer() { return g_observer; }
void add_python_roots(Heap& heap) {
  heap.add_roots(&g_roots);
  g_wants_finalizer = wants_finalizer;
}

}  // namespace taipan::python
