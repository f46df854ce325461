// vm/thread.cpp -- the VM of the process, its threads, and the references they hold.
//
// Room       vm.
// Tests      tests/unit/vm/thread_test.cpp
#include "vm/thread.h"

#include <algorithm>
#include <new>
#include <vector>

#include "base/siphash.h"
#include "vm/containers.h"
#include "vm/fast_code.h"
#include "vm/shape.h"
#include "vm/vm_private.h"
#include "vm/well_known_shapes.h"

namespace taipan {

namespace detail {
Vm* g_vm = nullptr;
thread_local constinit Thread* g_current_thread = nullptr;
}  // namespace detail

thread_local constinit const void* g_fast_code_frame = nullptr;

namespace {

std::vector<Thread*>& threads() {
  static std::vector<Thread*> all;
  return all;
}

void visit_value(Tracer& tracer, Value value) {
  tracer.visit_value(value.bits());
}

void visit_thread(Thread& thread, Tracer& tracer) {
  tracer.set_source("the exceptions and the pending call of a thread");
  visit_value(tracer, thread.exception_);
  // What an earlier call left behind is no root.
  if (thread.pending_call.count > 0) {
    visit_value(tracer, thread.pending_call.callable);
    visit_value(tracer, thread.pending_call.auxiliary);
    for (int i = 0; i < thread.pending_call.count; ++i)
      visit_value(tracer, thread.pending_call.arguments[i]);
  }
  for (const HandledState* state = thread.handled; state != nullptr; state = state->previous) {
    visit_value(tracer, state->exception);
  }
  visit_value(tracer, thread.base_handled.exception);
  if (thread.regs == nullptr) return;
  Language* language = thread.vm_->language;
  tracer.set_source("a frame on the stack of a thread");
  if (language != nullptr) language->visit_stack(thread, tracer);
}

class VmRoots final : public RootProvider, public WeakProcessor {
 public:
  void visit_roots(Tracer& tracer) override {
    trace_well_known_shapes(tracer);
    tracer.visit(g_shared_strings.empty);
    for (String* s : g_shared_strings.latin1)
      tracer.visit(s);
    tracer.visit(g_empty_tuple);
    for (Thread* thread : threads())
      visit_thread(*thread, tracer);
  }

  void process_weak(LivenessQuery& query) override {
    if (query.phase() == WeakPhase::AfterFinalizers) drop_dead_interned_strings(query);
  }
};

VmRoots g_roots;

}  // namespace

void Language::visit_stack(Thread& thread, Tracer& tracer) {
  tracer.visit_conservative(thread.stack_base, thread.regs);
}

Vm& create_vm(const HeapConfig& config, const uint64_t hash_key[2]) {
  VM_CHECK(detail::g_vm == nullptr, "one process runs one VM");
  HeapConfig with_shapes = config;
  with_shapes.shape_layout = &kShapeLayout;
  auto* vm = new (std::nothrow) Vm{.heap = Heap(with_shapes)};
  VM_CHECK(vm != nullptr, "memory for the VM");
  detail::g_vm = vm;
  if (hash_key != nullptr) {
    vm->hash_key[0] = hash_key[0];
    vm->hash_key[1] = hash_key[1];
  }
  vm->heap.add_roots(&g_roots);
  vm->heap.add_weak_processor(&g_roots);
  create_vm_shapes(vm->heap);
  create_shared_strings(vm->heap);
  create_empty_tuple(vm->heap);
  return *vm;
}

void destroy_vm() {
  Heap& heap = vm().heap;
  heap.remove_weak_processor(&g_roots);
  heap.remove_roots(&g_roots);
  clear_intern_table();
  g_shared_strings = {};
  g_empty_tuple = nullptr;
  delete detail::g_vm;
  detail::g_vm = nullptr;
}

void register_thread(Thread* thread) {
  thread->vm_ = &vm();
  threads().push_back(thread);
}

void unregister_thread(Thread* thread) {
  std::erase(threads(), thread);
}

}  // namespace taipan
