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

// In the header's flags; objects with __del__ are no strings, whose flags mean other things.
constexpr uint8_t kFinalized = 0x80;

void finalize(Thread& thread, Value self) {
  if (!is_kind(self, Kind::String)) self.as_object()->flags |= kFinalized;
  const Value method = lookup_special(type_of(self), Special::Del);
  if (method.is_unbound()) return;
  if (call_special(thread, self, Special::Del, {}).is_raised()) write_unraisable(thread, method);
}

}  // namespace

namespace {
thread_local int g_weak_callbacks = 0;  // living WeakCallbacksFirst of this thread
int g_finalizing = 0;  // nested calls of run_finalizers
}

WeakCallbacksFirst::WeakCallbacksFirst() { g_weak_callbacks++; }
WeakCallbacksFirst::~WeakCallbacksFirst() { g_weak_callbacks--; }

bool was_finalized(const HeapObject* object) { return kind_of(object) != Kind::String && (object->flags & kFinalized) != 0; }

bool is_finalizing_garbage() { return g_finalizing > 0; }

void run_finalizers(Thread& thread) {
  // A safepoint in a callback: they follow when the callbacks are through.
  if (g_weak_callbacks > 0) return;
  // And in a finaliser: the loop that called it goes on with the others, in their order.
  static thread_local bool running = false;
  if (running) return;
  running = true;
  Heap& heap = thread.heap();
  const Value pending = thread.take_exception();
  List* streams = nullptr;
  g_finalizing++;
  while (HeapObject* object = heap.take_pending_finalization()) {
    const Value self(object);
    if (is_stream(self)) {
      if (!streams) streams = new_list(heap);
      if (streams->append(heap, self)) continue;
    }
    finalize(thread, self);
  }
  for (int64_t i = 0; streams && i < streams->length(); i++) finalize(thread, streams->at(i));
  g_finalizing--;
  running = false;
  if (!pending.is_unbound()) (void)thread.raise_value(pending);
}

}  // namespace taipan::python
