// python/interpreter/tracing.h -- sys.settrace and sys.setprofile at work: events of the frames that run.
//
// Room       python/interpreter. While a trace or profile function is set, Breaker::Tracing is on. A safepoint (Resume,
//            JumpBack, and leaving a frame) then changes to a second table of handlers, in which every entry looks for an event
//            first and runs the plain handler next. Frames that are followed have FrameInfo::kTraced.
// Tests      tests/python/runtime/tracing/, CPython's test_sys_settrace, test_sys_setprofile, test_bdb
#pragma once

#include "python/interpreter/interpreter.h"

namespace taipan::python {

// What a trace or profile function is told.
enum class TraceEvent : uint8_t { None, Call, Line, Return, Exception, Opcode, NativeCall, NativeReturn, NativeException };

// The table for what runs next.
extern const HandlerTable kTracingHandlers;
inline const HandlerTable* current_handlers(const Thread& thread) {
  return thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Tracing) ? &kTracingHandlers : &kHandlers;
}

// None: stops. Frames that run already are followed from now on.
void set_trace_function(Thread& thread, Value function);
void set_profile_function(Thread& thread, Value function);

// At a Resume: the event "call".
Status trace_resume(Thread& thread);
// The exception raised now has come to the frame thread.regs: the event "exception". It may become another one.
void trace_exception(Thread& thread);
// A generator that the frame thread.regs iterates over has returned: with a value, that is the event "exception" as well.
// `also_none`: also without one.
Status trace_stop_iteration(Thread& thread, Value value, bool also_none = false);

}  // namespace taipan::python
