// python/runtime/finalization.h -- weak references' callbacks and __del__, run at safepoints.
#pragma once

#include "vm/thread.h"

namespace taipan::python {

void start_weak_references(Heap& heap);   // objects/weak_reference.cpp: registers its weak processor
void run_weak_callbacks(Thread& thread);
void run_finalizers(Thread& thread);
bool is_finalizing_garbage();  // run_finalizers() is under way
// While one lives, run_finalizers() does nothing in this thread: warnings that finalisers give name the place of the collection, not of a callback.
class WeakCallbacksFirst {
 public:
  WeakCallbacksFirst();
  ~WeakCallbacksFirst();
  WeakCallbacksFirst(const WeakCallbacksFirst&) = delete;
  WeakCallbacksFirst& operator=(const WeakCallbacksFirst&) = delete;
};
bool was_finalized(const HeapObject* object);  // its __del__ was called: once in its life
bool is_stream(Value value);              // an instance of io.IOBase (modules/io)

}  // namespace taipan::python
