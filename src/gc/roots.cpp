// gc/roots.cpp -- visiting roots and native stacks.
//
// Room       Heap.
// Tests      tests/unit/gc/conservative_test.cpp
#include "base/assert.h"
#include "gc/roots_private.h"
#include "gc/tracer.h"

namespace taipan {

void RootSet::register_stack(NativeStack* stack) {
  stack->next = stacks_;
  stacks_ = stack;
}

void RootSet::unregister_stack(NativeStack* stack) {
  if (current_ == stack) current_ = nullptr;
  for (NativeStack** link = &stacks_; *link != nullptr; link = &(*link)->next) {
    if (*link == stack) {
      *link = stack->next;
      stack->next = nullptr;
      return;
    }
  }
  VM_UNREACHABLE("a stack that is unregistered was registered");
}

void RootSet::visit_stack(Tracer& tracer, const NativeStack& stack) {
  tracer.visit_conservative(stack.registers, stack.registers + NativeStack::kSavedRegisters);
  tracer.visit_conservative(stack.parked_sp, stack.base);
}

void RootSet::visit(Tracer& tracer) {
  for (RootProvider* provider : providers_) {
    tracer.set_source("a root of the virtual machine");
    provider->visit_roots(tracer);
  }
  tracer.set_source("a value in native memory");
  for (const Range& range : ranges_)
    tracer.visit_values(range.values, range.count);
  tracer.set_source(kNativeStackSource);
  for (const NativeStack* stack = stacks_; stack != nullptr; stack = stack->next) {
    if (stack != current_ && stack->parked_sp != nullptr) visit_stack(tracer, *stack);
  }
  if (current_ == nullptr) return;
  if (lowest_ != nullptr) {
    VM_ASSERT(lowest_ > __builtin_frame_address(0) && lowest_ <= current_->base, "a place on the calling thread's stack");
    tracer.visit_conservative(lowest_, current_->base);
    return;
  }
  NativeStack here = *current_;
  here.park();
  visit_stack(tracer, here);
}

}  // namespace taipan
