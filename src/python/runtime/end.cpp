// python/runtime/end.cpp -- the end of the program: threads, atexit, standard streams, finalisers.
#include <cstring>

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
  if (strcmp(stream, "stdout") == 0) {
    write_unraisable(thread, file);
  } else {
    thread.clear_exception();  // there is no place where it could be said
  }
  return false;
}

void finalize_garbage(Thread& thread) {
  thread.heap().collect(CollectionKind::Major);
  run_weak_callbacks(thread);
  run_finalizers(thread);
}

// Modules go, and with them what only their globals refer to. Nothing can be imported any more.
void drop_modules(Thread& thread) {
  for (const char* variable : {"path", "argv", "ps1", "ps2", "last_type", "last_value", "last_traceback", "path_hooks",
                               "path_importer_cache", "meta_path", "__interactivehook__"}) {
    sys_set(thread, variable, Value::none());
  }
  dict_clear(thread.heap(), runtime().modules);
}

[[gnu::noinline]] int end_program(Thread& thread, int status) {
  thread.clear_exception();
  join_threads(thread);
  run_atexit_functions(thread);
  const bool out_works = flush(thread, "stdout");
  bool flushed = flush(thread, "stderr") && out_works;
  runtime().finalizing = true;
  // Nothing that older native frames refer to is needed any more, nor what they left in registers.
  thread.heap().current_stack()->base = __builtin_frame_address(0);
  finalize_garbage(thread);
  drop_modules(thread);
  finalize_garbage(thread);
  // What the sys module or another thread still holds: CPython has no sys.stderr any more when it gets there.
  const Value error_stream = sys_get("stderr");
  sys_set(thread, "stderr", Value::none());
  thread.heap().queue_all_finalizable();
  run_finalizers(thread);
  if (!error_stream.is_unbound()) sys_set(thread, "stderr", error_stream);
  // What did not work before is not said twice.
  if (out_works) flushed &= flush(thread, "stdout");
  flushed &= flush(thread, "stderr");
  return flushed ? status : 120;
}

}  // namespace

[[clang::disable_tail_calls]] int end(Thread& thread, int status) {
  asm volatile("xor %%ebx, %%ebx; xor %%r12d, %%r12d; xor %%r13d, %%r13d" ::: "rbx", "r12", "r13", "cc");
  asm volatile("xor %%r14d, %%r14d; xor %%r15d, %%r15d" ::: "r14", "r15", "cc");
  return end_program(thread, status);
}

}  // namespace taipan::python
