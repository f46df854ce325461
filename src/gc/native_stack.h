// gc/native_stack.h -- where the native stacks are that may hold references.
//
// Room       Heap. Each thread that runs VM code owns one NativeStack and registers it with the heap.
// Contract   One thread at a time runs (it holds the VM's global lock): Heap::set_current_stack(&its record) after it
//            takes the lock, record.park() before it releases the lock. The collector scans the current thread from
//            its own frame up to `base`, every other one from `parked_sp` up to its `base`, and their registers.
// Tests      tests/unit/gc/conservative_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan {

struct NativeStack {
  // Callee-saved registers at park(): a frame below the parked one may have pushed them where nobody looks.
  static constexpr size_t kSavedRegisters = 24;

  const void* base = nullptr;       // highest address; frames lie below
  const void* parked_sp = nullptr;  // where the thread stood when it gave up the lock; null if it never ran VM code
  uintptr_t registers[kSavedRegisters] = {};
  NativeStack* next = nullptr;

  // A record for the calling thread, with `base` found out from the system.
  static NativeStack for_current_thread();

  // Notes registers and stack pointer. Call it in the frame that then blocks, or above it.
  void park();
  void unpark() { parked_sp = nullptr; }
};

}  // namespace taipan
