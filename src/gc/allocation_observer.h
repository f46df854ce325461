// gc/allocation_observer.h -- who is told of every allocation, for tools that trace memory. One at a time in the process.
//
// Room       Heap; implemented by the language.
// Contract   on_allocation runs inside the allocation, before the object has its header: it must not allocate in the heap, nor run VM
//            code. Objects that a collection frees are not reported: a WeakProcessor sees that they are not live.
// Tests      CPython's test_tracemalloc
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan {

class AllocationObserver {
 public:
  virtual void on_allocation(uintptr_t address, size_t bytes) = 0;
  virtual void on_free(uintptr_t address) = 0;  // freed by its owner, or about to be resized

 protected:
  ~AllocationObserver() = default;
};

// Null: nobody. Takes effect when the heap's stress is set next (Heap::set_stress): from then on each allocation goes the slow way.
void observe_allocations(AllocationObserver* observer);

namespace detail {
extern AllocationObserver* g_allocation_observer;
}

}  // namespace taipan
