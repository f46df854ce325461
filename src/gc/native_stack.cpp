// gc/native_stack.cpp -- finding stacks and spilling registers.
//
// Room       Heap.
// Tests      tests/unit/gc/conservative_test.cpp
//
// AddressSanitizer may move locals to a fake stack on the heap, where the scan would miss them: builds with it must not
// (-fsanitize-address-use-after-return=never; the option below is for those that forget).
#include "gc/native_stack.h"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/assert.h"
#include "base/sanitizer.h"

extern "C" void* __libc_stack_end __attribute__((weak));

#if TAIPAN_ASAN
// Frames must lie on the stacks that we scan; and asking for too much memory is an answer, not an error. The sanitizer's
// own definition is weak, so this one must not be.
extern "C" __attribute__((visibility("default"))) const char* __asan_default_options() {
  return "detect_stack_use_after_return=0:allocator_may_return_null=1";
}
#endif

namespace taipan {

NativeStack NativeStack::for_current_thread() {
  NativeStack stack;
  // For the main thread the general way parses a file of the kernel's, which costs more than the whole start-up.
  if (&__libc_stack_end != nullptr && getpid() == static_cast<pid_t>(syscall(SYS_gettid))) {
    stack.base = __libc_stack_end;
    return stack;
  }
  pthread_attr_t attributes;
  const int failed = pthread_getattr_np(pthread_self(), &attributes);
  VM_CHECK(failed == 0, "a thread knows where its stack is");
  void* lowest = nullptr;
  size_t bytes = 0;
  pthread_attr_getstack(&attributes, &lowest, &bytes);
  pthread_attr_destroy(&attributes);
  stack.base = static_cast<const char*>(lowest) + bytes;
  return stack;
}

__attribute__((noinline)) TAIPAN_NO_SANITIZE_ADDRESS void NativeStack::park() {
#if defined(__x86_64__)
  asm volatile(
      "movq %%rbx, 0(%0)\n\t"
      "movq %%rbp, 8(%0)\n\t"
      "movq %%r12, 16(%0)\n\t"
      "movq %%r13, 24(%0)\n\t"
      "movq %%r14, 32(%0)\n\t"
      "movq %%r15, 40(%0)\n\t"
      :
      : "r"(registers)
      : "memory");
#elif defined(__aarch64__)
  asm volatile(
      "stp x19, x20, [%0, #0]\n\t"
      "stp x21, x22, [%0, #16]\n\t"
      "stp x23, x24, [%0, #32]\n\t"
      "stp x25, x26, [%0, #48]\n\t"
      "stp x27, x28, [%0, #64]\n\t"
      "stp x29, x30, [%0, #80]\n\t"
      "stp d8, d9, [%0, #96]\n\t"
      "stp d10, d11, [%0, #112]\n\t"
      "stp d12, d13, [%0, #128]\n\t"
      "stp d14, d15, [%0, #144]\n\t"
      :
      : "r"(registers)
      : "memory");
#else
#error "gc/native_stack.cpp knows the callee-saved registers of x86-64 and AArch64 only"
#endif
  parked_sp = __builtin_frame_address(0);
}

}  // namespace taipan
