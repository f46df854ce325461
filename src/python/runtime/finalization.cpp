// python/runtime/finalization.cpp -- calls the finalisers (__del__) of objects that became garbage.
//
// Room       python/runtime. The heap queues the objects (gc/heap.h); weak references are in objects/weak_table.cpp.
// Tests      tests/python/memory/
//
// A finaliser runs once in an object's life, at a safepoint after the collection that found the object dead. An exception
// in it is reported and forgotten. Streams come last: finalisers of others that died with them may still write to them.
#include "python/runtime/finalization.h"

#include "python/objects/abstract.h"

namespace taipan::python {

namespace {

void finalize(Thread& thread, Value self) {
  const Value method = lookup_special(type_of(self), Special::Del);
  if (method.is_unbound()) return;
  if (call_special(thread, self, Special::Del, {}).is_raised()) write_unraisable(thread, method);
}

}  // namespace

void run_finalizers(Thread& thread) {
  Heap& heap = thread.heap();
  const Value pending = thread.take_exception();
  List* streams = nullptr;
  while (HeapObject* object = heap.take_pending_finalization()) {
    const Value self(object);
    if (is_stream(self)) {
      if (!streams) streams = new_list(heap);
      if (streams->append(heap, self)) continue;
    }
    finalize(thread, self);
  }
  for (int64_t i = 0; streams && i < streams->length(); i++) finalize(thread, streams->at(i));
  if (!pending.is_unbound()) (void)thread.raise_value(pending);
}

}  // namespace taipan::python
