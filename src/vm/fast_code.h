// vm/fast_code.h -- where the native frames begin that an interpreter's loop, or compiled code, has called.
//
// Room       vm. The interpreter and whoever enters compiled code set it; explicit collections read it.
//
// An interpreter keeps every reference in its frames on the VM stack: of the native stack only what lies at or above
// its loop's own frame can hold others. A native function that it has called directly and that has no references of its
// own may therefore collect with collect_above(g_fast_code_frame): old words in the frames in between keep nothing
// alive. Compiled code does hold references on the native stack, so the address is null while it runs.
#pragma once

namespace taipan {

// Lowest address of the frame of the innermost interpreter loop of this thread; null in compiled code, and outside.
extern thread_local constinit const void* g_fast_code_frame;

class FastCodeFrame {
 public:
  explicit FastCodeFrame(const void* frame) : outer_(g_fast_code_frame) { g_fast_code_frame = frame; }
  ~FastCodeFrame() { g_fast_code_frame = outer_; }
  FastCodeFrame(const FastCodeFrame&) = delete;
  FastCodeFrame& operator=(const FastCodeFrame&) = delete;

 private:
  const void* const outer_;
};

// The stack pointer: in a function that calls others, the lowest address of its frame.
[[gnu::always_inline]] inline const void* stack_pointer() {
  const void* here;
#if defined(__x86_64__)
  asm volatile("movq %%rsp, %0" : "=r"(here));
#else
  asm volatile("mov %0, sp" : "=r"(here));
#endif
  return here;
}

}  // namespace taipan
