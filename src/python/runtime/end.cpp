// python/runtime/end.cpp -- the end of the program: threads, atexit, standard streams, finalisers.
#include "python/modules/atexit.h"
#include "python/objects/abstract.h"
#include "python/runtime/finalization.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

// Waits for non-daemon threads, as threading._shutdown does.
void join_threads(Thread& thread) {
  const Value threading = dict_get(runtime().modules, intern(thread.heap(), "threading"));
  if (threading.is_unbound()) return;
  const Value result = call_method_with(thread, threading, intern(thread.heap(), "_shutdown"));
  if (result.is_raised()) write_unraisable(thread, threading);
}

bool flush(Thread& thread, const char* stream) {
  const Value file = sys_get(stream);
  if (file.is_unbound() || file.is_none()) return true;
  const Value closed = get_attribute_or_unbound(thread, file, intern(thread.heap(), "closed"));
  if (closed.is_raised()) {
    thread.clear_exception();
    return true;
  }
  if (closed.is_true()) return true;
  const Value result = call_method_with(thread, file, name(Name::Flush));
  if (!result.is_raised()) return true;
  write_unraisable(thread, file);
  return false;
}

}  // namespace

int end(Thread& thread, int status) {
  thread.clear_exception();
  join_threads(thread);
  run_atexit_functions(thread);
  bool flushed = flush(thread, "stdout");
  flush(thread, "stderr");
  runtime().finalizing = true;
  // Objects with finalisers that are still alive have them run now, reachable or not.
  thread.heap().collect(CollectionKind::Major);
  run_weak_callbacks(thread);
  run_finalizers(thread);
  thread.heap().queue_all_finalizable();
  run_finalizers(thread);
  flushed &= flush(thread, "stdout");
  flush(thread, "stderr");
  return flushed ? status : 120;
}

}  // namespace taipan::python
