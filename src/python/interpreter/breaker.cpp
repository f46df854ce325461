// python/interpreter/breaker.cpp -- what happens at a safepoint when the eval breaker is set.
#include "python/interpreter/interpreter.h"
#include "python/interpreter/tracing.h"
#include "python/objects/exceptions.h"
#include "python/runtime/finalization.h"
#include "python/runtime/runtime.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"

namespace taipan::python {

Status handle_breaker(Thread& thread) {
  const uint32_t reasons = thread.eval_breaker.load(std::memory_order_relaxed);
  auto asked = [&](Breaker b) { return (reasons & uint32_t(b)) != 0; };
  if (asked(Breaker::Tracing) && thread.pc && Op(thread.pc->op) == Op::Resume) TRY(trace_resume(thread));
  if (asked(Breaker::DropLock)) yield_lock(thread);
  if (asked(Breaker::Finalize)) {
    thread.clear_request(Breaker::Finalize);
    run_weak_callbacks(thread);
    run_finalizers(thread);
  }
  if (asked(Breaker::Signal)) {
    thread.clear_request(Breaker::Signal);
    TRY(run_signal_handlers(thread));
  }
  if (asked(Breaker::AsyncException)) {
    thread.clear_request(Breaker::AsyncException);
    const Value exception = python_thread(thread).async_exception;
    python_thread(thread).async_exception = Value::unbound();
    if (!exception.is_unbound()) {
      const Value instance = is_exception(exception) ? exception : TRY(call_with(thread, exception));
      return raise_exception(thread, instance);
    }
  }
  if (asked(Breaker::MemoryLimit)) {
    thread.clear_request(Breaker::MemoryLimit);
    return raise_memory_error(thread);
  }
  return ok_status();
}

}  // namespace taipan::python
