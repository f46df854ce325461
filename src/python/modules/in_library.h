// python/modules/in_library.h -- calls of C libraries that may wait or call back into Python.
//
// Room       python/modules. The lock is runtime/threads.h's.
//
// The library runs without the interpreter lock; functions that it calls take the lock again.
#pragma once

#include "python/runtime/threads.h"

namespace taipan::python {

// Around each use of the library that may wait or call back.
class InLibrary {
 public:
  explicit InLibrary(Thread& thread) : thread_(thread), before_(current_) {
    current_ = &thread;
    release_lock(thread);
  }
  ~InLibrary() {
    take_lock(thread_);
    current_ = before_;
  }
  InLibrary(const InLibrary&) = delete;
  InLibrary& operator=(const InLibrary&) = delete;
  static Thread* current() { return current_; }

 private:
  Thread& thread_;
  Thread* before_;
  static inline thread_local Thread* current_ = nullptr;
};
// In a function that the library calls: takes the interpreter lock, unless this thread holds it.
class Callback {
 public:
  Callback() : thread_(InLibrary::current()), taken_(current_thread() != thread_) {
    if (taken_) take_lock(*thread_);
  }
  ~Callback() {
    if (taken_) release_lock(*thread_);
  }
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;
  Thread& thread() { return *thread_; }

 private:
  Thread* thread_;
  bool taken_;
};

}  // namespace taipan::python
