// python/modules/asyncio/asyncio_private.h -- futures and tasks: what the files of the module _asyncio share.
//
// Room       python/modules/asyncio. The event loop itself is the library's, in Python.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"

namespace taipan::python::asyncio {

enum class FutureState : uint8_t { Pending, Cancelled, Finished };

struct Future : HeapObject {
  Value loop;              // unbound: not initialised
  Value result, exception; // unbound until there is one
  Value exception_traceback;
  List* callbacks;         // function, context, function, context ...; null: none
  Value source_traceback;  // where it was made, in debug mode; or None
  Value cancel_message;    // or None
  Value cancelled_error;   // the exception that a task was cancelled by, or None
  FutureState state;
  bool log_traceback, blocking;
};
struct Task : Future {
  Value coroutine, name, context;
  Value waits_for;         // a future, or None
  int64_t cancels;
  bool must_cancel, log_destroy_pending;
};
inline Future* future_of(Value v) { return v.as<Future>(); }
inline Task* task_of(Value v) { return v.as<Task>(); }
inline bool is_done(const Future* f) { return f->state != FutureState::Pending; }

extern Type *g_future_type, *g_task_type;
bool is_task(Value v);
void trace_future(HeapObject* object, Tracer& tracer);

// Functions and classes of the library, looked up when the module is imported.
enum class Library : uint8_t { GetEventLoopPolicy, FutureRepr, TaskRepr, TaskGetStack, TaskPrintStack, CancelledError, InvalidStateError, IsCoroutine, ExtractStack, CopyContext, Count };
Value library(Library id);
extern Dict* g_current_tasks;
extern Value g_all_tasks;

// ---- future.cpp
Status define_future_types(Thread& thread, Module* module);
Status init_future(Thread& thread, Future* self, Value loop);
Status check_initialized(Thread& thread, const Future* self);
Status finish(Thread& thread, Value self, Value result);
Status finish_with_exception(Thread& thread, Value self, Value exception);
Result<bool> cancel_future(Thread& thread, Value self, Value message);
Value make_cancelled_error(Thread& thread, Future* self);
Status add_callback(Thread& thread, Value self, Value function, Value context);
// The result, or raises the exception.
Value future_result(Thread& thread, Value self);
Status call_soon(Thread& thread, Value loop, Value function, Value argument, Value context);  // argument unbound: none

// ---- task.cpp
Status define_task_types(Thread& thread, Module* module);
Status enter_task(Thread& thread, Value loop, Value task);
Status leave_task(Thread& thread, Value loop, Value task);
Status register_task(Thread& thread, Value task);
Value cancel_task(Thread& thread, Value self, Value message);

// ---- asyncio_module.cpp
Value running_loop(Thread& thread);  // or None
Value event_loop(Thread& thread, int stack_level);

}  // namespace taipan::python::asyncio
