// python/runtime/threads.h -- native threads that run Python code, and the lock they share.
//
// One thread at a time holds the interpreter lock. Whoever blocks in the operating system gives it up around the call:
//
//   {
//     WithoutLock released(thread);        // no heap access in here
//     n = read(fd, buffer, size);
//   }
//
// A thread that wants the lock asks the holder through its eval breaker after the switch interval.
#pragma once

#include <cstdint>

#include "base/function_ref.h"
#include "gc/native_stack.h"
#include "vm/thread.h"

namespace taipan::python {

// Makes the Thread of the calling native thread: VM stack, native stack limits, PythonThread. Does not take the lock.
Thread* create_thread(size_t native_stack_bytes);
void destroy_thread(Thread* thread);
void for_each_thread(FunctionRef<void(Thread&)> visit);
int64_t thread_count();

void take_lock(Thread& thread);
void release_lock(Thread& thread);
// At a safepoint: lets a waiting thread run.
void yield_lock(Thread& thread);
double switch_interval();  // seconds
void set_switch_interval(double seconds);
// After fork() in the child: only the calling thread is left.
void reset_threads_after_fork(Thread& thread);
uint32_t fork_count();  // forks between the first process and this one: what another count was noted with has no owner any more

NativeStack& native_stack_of(Thread& thread);  // to be registered with the heap by the thread that holds the lock

class WithoutLock {
 public:
  explicit WithoutLock(Thread& thread) : thread_(thread) { release_lock(thread); }
  ~WithoutLock() { take_lock(thread_); }
  WithoutLock(const WithoutLock&) = delete;
  WithoutLock& operator=(const WithoutLock&) = delete;

 private:
  Thread& thread_;
};

}  // namespace taipan::python
