// python/runtime/finalization.cpp -- calls the finalisers (__del__) of objects that became garbage.
//
// Room       python/runtime. The heap queues the objects (gc/heap.h); weak references are in objects/weak_table.cpp.
// Tests      tests/python/memory/
//
// A finaliser runs once in an object's life, at a safepoint after the collection that found the object dead. An exception
// in it is reported and forgotten.
#include "python/runtime/finalization.h"

#include "python/objects/abstract.h"

namespace taipan::python {

void run_finalizers(Thread& thread) {
  Heap& heap = thread.heap();
  const Value pending = thread.take_exception();
  while (HeapObject* object = heap.take_pending_finalization()) {
    const Value self(object);
    const Value method = lookup_special(type_of(self), Special::Del);
    if (method.is_unbound()) continue;
    if (call_special(thread, self, Special::Del, {}).is_raised()) write_unraisable(thread, method);
  }
  if (!pending.is_unbound()) (void)thread.raise_value(pending);
}

}  // namespace taipan::python
