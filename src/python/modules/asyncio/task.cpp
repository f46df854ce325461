// python/modules/asyncio/task.cpp -- the type Task: a coroutine that an event loop drives. https://docs.python.org/3.11/library/asyncio-task.html
//
// Room       python/modules/asyncio.
// Tests      tests/python/library/asyncio_*.py; CPython's test_asyncio.test_tasks
//
// A task asks the loop to call its step function. A step sends to the coroutine; what it gives back is the future it waits for, whose
// end wakes the task up: another step.
#include "python/modules/asyncio/asyncio_private.h"
#include "python/objects/exceptions.h"
#include "python/objects/generator.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python::asyncio {

namespace {

Type *g_step_type, *g_wakeup_type;
int64_t g_names = 0;

// What the loop calls: a step, with an exception to throw into the coroutine or none; or what the awaited future calls when it is done.
struct Callback : HeapObject {
  Value task, exception;
};
void trace_callback(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<Callback*>(object)->task.bits());
  tracer.visit_value(static_cast<Callback*>(object)->exception.bits());
}
void trace_task(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Task*>(object);
  for (Value v : {self->coroutine, self->name, self->context, self->waits_for}) tracer.visit_value(v.bits());
  trace_future(object, tracer);
}
const Layout kTaskLayout = {.name = "task", .size = &size_from_shape, .trace = &trace_task};
const Layout kCallbackLayout = {.name = "task callback", .size = &size_from_shape, .trace = &trace_callback};

String* text(Thread& thread, const char* s) { return intern(thread.heap(), s); }
// Derived classes may have methods of their own, which are to be called.
bool is_plain_future(Value v) { return type_of(v) == g_future_type || type_of(v) == g_task_type; }
Value none_if_unbound(Value v) { return v.is_unbound() ? Value::none() : v; }

Value new_callback(Heap& heap, Type* type, Value task, Value exception) {
  auto* made = static_cast<Callback*>(allocate_instance(heap, type));
  made->task = task;
  made->exception = exception;
  return Value(made);
}
Status schedule_step(Thread& thread, Value task, Value exception) {
  return call_soon(thread, task_of(task)->loop, new_callback(thread.heap(), g_step_type, task, exception), Value::unbound(), task_of(task)->context);
}
Status schedule_error(Thread& thread, Value task, String* message) {
  if (!message) return Raised{};
  const Value error = TRY(call_with(thread, Value(builtin_type(TypeId::RuntimeError)), Value(message)));
  return schedule_step(thread, task, error);
}

// A future was given: the task waits for it. `native` ones are read without attribute lookups.
Status wait_for(Thread& thread, Value object, Value awaited) {
  Task* self = task_of(object);
  const bool native = is_plain_future(awaited);
  Value loop;
  if (native) {
    loop = future_of(awaited)->loop;
  } else {
    const Value method = TRY(get_attribute_or_unbound(thread, awaited, text(thread, "get_loop")));
    loop = TRY(method.is_unbound() ? get_attribute(thread, awaited, text(thread, "_loop")) : call_with(thread, method));
  }
  if (!is_same(loop, self->loop)) {
    return schedule_error(thread, object, format_string(thread, "Task %R got Future %R attached to a different loop", object, awaited));
  }
  bool blocking;
  if (native) {
    blocking = future_of(awaited)->blocking;
  } else {
    const Value flag = TRY(get_attribute(thread, awaited, text(thread, "_asyncio_future_blocking")));
    blocking = TRY(is_true(thread, flag));
  }
  if (!blocking) {
    return schedule_error(thread, object, format_string(thread, "yield was used instead of yield from in task %R with %R", object, awaited));
  }
  if (is_same(awaited, object)) return schedule_error(thread, object, format_string(thread, "Task cannot await on itself: %R", object));
  const Value wakeup = new_callback(thread.heap(), g_wakeup_type, object, Value::none());
  if (native) {
    future_of(awaited)->blocking = false;
    TRY(add_callback(thread, awaited, wakeup, self->context));
  } else {
    TRY(set_attribute(thread, awaited, text(thread, "_asyncio_future_blocking"), Value::false_value()));
    const Value method = TRY(get_attribute(thread, awaited, text(thread, "add_done_callback")));
    const Value values[] = {wakeup, self->context};
    TRY(call_with_names(thread, method, values, 2, tuple_of(thread.heap(), Value(text(thread, "context")))));
  }
  self->waits_for = awaited;
  thread.heap().write_barrier(self);
  if (!self->must_cancel) return ok_status();
  const Value method = TRY(get_attribute(thread, awaited, text(thread, "cancel")));
  const Value values[] = {self->cancel_message};
  const Value cancelled = TRY(call_with_names(thread, method, values, 1, tuple_of(thread.heap(), Value(text(thread, "msg")))));
  if (TRY(is_true(thread, cancelled))) self->must_cancel = false;
  return ok_status();
}

// The coroutine gave something back.
Status handle_yield(Thread& thread, Value object, Value given) {
  if (is_plain_future(given)) return wait_for(thread, object, given);
  if (given.is_none()) return schedule_step(thread, object, Value::none());
  const Value blocking = TRY(get_attribute_or_unbound(thread, given, text(thread, "_asyncio_future_blocking")));
  if (!blocking.is_unbound() && !blocking.is_none()) return wait_for(thread, object, given);
  if (is_exact(given, TypeId::Generator)) {
    return schedule_error(thread, object, format_string(thread, "yield was used instead of yield from for generator in task %R with %R", object, given));
  }
  return schedule_error(thread, object, format_string(thread, "Task got bad yield: %R", given));
}

// Sends None, or throws. Unbound: the coroutine returned.
Value resume(Thread& thread, Task* self, Value exception, Value* returned) {
  const bool native = is_exact(self->coroutine, TypeId::Coroutine) || is_exact(self->coroutine, TypeId::Generator);
  if (native) {
    auto* generator = GeneratorObject::from(self->coroutine);
    return exception.is_none() ? generator_send(thread, generator, Value::none(), returned) : generator_throw(thread, generator, exception, returned);
  }
  const Value given = exception.is_none() ? call_method_with(thread, self->coroutine, text(thread, "send"), Value::none())
                                          : call_method_with(thread, self->coroutine, text(thread, "throw"), exception);
  if (given.is_raised() && take_stop_iteration(thread, returned)) return Value::unbound();
  return given;
}

bool raised_is(Thread& thread, Library id) {
  return thread.has_exception() && is_subtype(type_of(thread.exception()), library(id).as<Type>());
}

// What follows from the coroutine's answer.
Status conclude(Thread& thread, Value object, Value given, Value returned) {
  Task* self = task_of(object);
  if (given.is_unbound()) {
    if (self->must_cancel) {  // cancelled right before it stopped
      self->must_cancel = false;
      TRY(cancel_future(thread, object, self->cancel_message));
      return ok_status();
    }
    return finish(thread, object, returned.is_unbound() ? Value::none() : returned);
  }
  if (!given.is_raised()) return handle_yield(thread, object, given);
  if (raised_is(thread, Library::CancelledError)) {
    self->cancelled_error = thread.take_exception();
    thread.heap().write_barrier(self);
    TRY(cancel_future(thread, object, Value::none()));
    return ok_status();
  }
  const bool leave = exception_matches(thread, TypeId::KeyboardInterrupt) || exception_matches(thread, TypeId::SystemExit);
  const Value exception = thread.take_exception();
  TRY(finish_with_exception(thread, object, exception));
  if (!leave) return ok_status();
  return thread.raise_value(exception);
}

Value step(Thread& thread, Value object, Value exception) {
  Task* self = task_of(object);
  if (is_done(self)) {
    String* message = TRY(format_string(thread, "_step(): already done: %R %R", object, exception));
    const Value error = TRY(call_with(thread, library(Library::InvalidStateError), Value(message)));
    return raise_exception(thread, error);
  }
  if (self->must_cancel) {
    if (exception.is_none() || !is_subtype(type_of(exception), library(Library::CancelledError).as<Type>())) {
      exception = TRY(make_cancelled_error(thread, self));
    }
    self->must_cancel = false;
  }
  self->waits_for = Value::none();
  const Value loop = self->loop;
  TRY(enter_task(thread, loop, object));
  Value returned;
  const Value given = resume(thread, self, exception, &returned);
  const Status status = conclude(thread, object, given, returned);
  if (status.ok()) {
    TRY(leave_task(thread, loop, object));
    return Value::none();
  }
  const Value pending = thread.take_exception();
  if (!leave_task(thread, loop, object).ok()) thread.clear_exception();
  return thread.raise_value(pending);
}

Value call_step(Thread& thread, Value callback) { return step(thread, callback.as<Callback>()->task, callback.as<Callback>()->exception); }
Value call_wakeup(Thread& thread, Value callback, Value future) {
  const Value task = callback.as<Callback>()->task;
  const Value result = is_plain_future(future) ? future_result(thread, future) : call_method_with(thread, future, text(thread, "result"));
  if (!result.is_raised()) return step(thread, task, Value::none());
  return step(thread, task, thread.take_exception());
}
Value get_self(Thread&, Value callback) { return callback.as<Callback>()->task; }

// ---- the object

Value task_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<Task*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->loop = self->result = self->exception = self->exception_traceback = Value::unbound();
  self->source_traceback = self->cancel_message = self->cancelled_error = self->waits_for = Value::none();
  self->coroutine = self->name = self->context = Value::unbound();
  return Value(self);
}
Status task_init(Thread& thread, Value object, Value coroutine, Value loop, Value name, Value context) {
  Task* self = task_of(object);
  TRY(init_future(thread, self, loop));
  if (!is_exact(coroutine, TypeId::Coroutine)) {
    const Value good = TRY(call_with(thread, library(Library::IsCoroutine), coroutine));
    if (!TRY(is_true(thread, good))) {
      self->log_destroy_pending = false;
      return raise(thread, TypeId::TypeError, "a coroutine was expected, got %R", coroutine);
    }
  }
  self->context = context.is_none() ? TRY(call_with(thread, library(Library::CopyContext))) : context;
  self->waits_for = Value::none();
  self->must_cancel = false;
  self->log_destroy_pending = true;
  self->cancels = 0;
  self->coroutine = coroutine;
  if (name.is_none()) {
    self->name = Value(TRY(format_string(thread, "Task-%ld", ++g_names)));
  } else {
    self->name = as_string(name) ? name : Value(TRY(str(thread, name)));
  }
  thread.heap().write_barrier(self);
  TRY(schedule_step(thread, object, Value::none()));
  return register_task(thread, object);
}
Value refuse(Thread& thread, const char* what) { return raise(thread, TypeId::RuntimeError, "Task does not support %s operation", what); }
Value refuse_result(Thread& thread, Value, Value) { return refuse(thread, "set_result"); }
Value refuse_exception(Thread& thread, Value, Value) { return refuse(thread, "set_exception"); }
int64_t cancelling(Thread&, Value self) { return task_of(self)->cancels; }
int64_t uncancel(Thread&, Value self) {
  if (task_of(self)->cancels > 0) task_of(self)->cancels--;
  return task_of(self)->cancels;
}
Value get_stack(Thread& thread, Value self, Value limit) { return call_with(thread, library(Library::TaskGetStack), self, limit); }
Value print_stack(Thread& thread, Value self, Value limit, Value file) { return call_with(thread, library(Library::TaskPrintStack), self, limit, file); }
Value get_name(Thread&, Value self) { return none_if_unbound(task_of(self)->name); }
Status set_name(Thread& thread, Value self, Value name) {
  task_of(self)->name = as_string(name) ? name : Value(TRY(str(thread, name)));
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value get_coroutine(Thread&, Value self) { return none_if_unbound(task_of(self)->coroutine); }

// A task that nobody waits for any more and that never ended is reported to the loop.
Status task_del(Thread& thread, Value object) {
  Task* self = task_of(object);
  if (self->state == FutureState::Pending && self->log_destroy_pending && !self->loop.is_unbound()) {
    Heap& heap = thread.heap();
    Dict* context = new_dict(heap);
    dict_set(heap, context, text(thread, "task"), object);
    dict_set(heap, context, text(thread, "message"), Value(text(thread, "Task was destroyed but it is pending!")));
    if (!self->source_traceback.is_none()) dict_set(heap, context, text(thread, "source_traceback"), self->source_traceback);
    TRY(call_method_with(thread, self->loop, text(thread, "call_exception_handler"), Value(context)));
  }
  const Value inherited = lookup(g_future_type, text(thread, "__del__"));
  TRY(call_with(thread, inherited, object));
  return ok_status();
}

Value get_log_destroy_pending(Thread&, Value self) { return Value::boolean(task_of(self)->log_destroy_pending); }
Status set_log_destroy_pending(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  task_of(self)->log_destroy_pending = TRY(is_true(thread, value));
  return ok_status();
}
Value get_must_cancel(Thread&, Value self) { return Value::boolean(task_of(self)->must_cancel); }
Value get_waits_for(Thread&, Value self) { return task_of(self)->waits_for; }

const Method kTaskMethods[] = {
    {"__new__(*args, **kwargs)", task_new, ""},
    {"__init__(self, coro, *, loop=None, name=None, context=None)", task_init, ""},
    {"set_result(self, result, /)", refuse_result, ""},
    {"set_exception(self, exception, /)", refuse_exception, ""},
    {"cancel(self, /, msg=None)", cancel_task, "Request that this task cancel itself."},
    {"cancelling(self, /)", cancelling, "Return the count of the task's cancellation requests."},
    {"uncancel(self, /)", uncancel, "Decrement the task's count of cancellation requests."},
    {"get_stack(self, /, *, limit=None)", get_stack, "Return the list of stack frames for this task's coroutine."},
    {"print_stack(self, /, *, limit=None, file=None)", print_stack, "Print the stack or traceback for this task's coroutine."},
    {"get_name(self, /)", get_name, ""},
    {"set_name(self, value, /)", set_name, ""},
    {"get_coro(self, /)", get_coroutine, ""},
    {"__del__(self, /)", task_del, ""},
};
const Getter kTaskGetters[] = {
    {"_log_destroy_pending", get_log_destroy_pending, set_log_destroy_pending, ""},
    {"_must_cancel", get_must_cancel, nullptr, ""},
    {"_coro", get_coroutine, nullptr, ""},
    {"_fut_waiter", get_waits_for, nullptr, ""},
};
const TypeSpec kTaskSpec = {.name = "_asyncio.Task", .doc = "A coroutine wrapped in a Future.", .layout = &kTaskLayout,
                            .kind = kind(PythonKind::Other), .native_size = sizeof(Task),
                            .flags = kTypeSubclassable | kTypeWeakrefable | kTypeHasDict | kTypeHasFinalizer, .methods = kTaskMethods,
                            .getters = kTaskGetters};
const Method kStepMethods[] = {{"__call__(self, /)", call_step, "Call self as a function."}};
const Method kWakeupMethods[] = {{"__call__(self, future, /)", call_wakeup, "Call self as a function."}};
const Getter kCallbackGetters[] = {{"__self__", get_self, nullptr, ""}};
const TypeSpec kStepSpec = {.name = "TaskStepMethWrapper", .layout = &kCallbackLayout, .kind = kind(PythonKind::Other),
                            .native_size = sizeof(Callback), .flags = kTypeNoInstantiation, .methods = kStepMethods, .getters = kCallbackGetters};
const TypeSpec kWakeupSpec = {.name = "TaskWakeupMethWrapper", .layout = &kCallbackLayout, .kind = kind(PythonKind::Other),
                              .native_size = sizeof(Callback), .flags = kTypeNoInstantiation, .methods = kWakeupMethods, .getters = kCallbackGetters};

}  // namespace

Value cancel_task(Thread& thread, Value object, Value message) {
  Task* self = task_of(object);
  TRY(check_initialized(thread, self));
  self->log_traceback = false;
  if (is_done(self)) return Value::false_value();
  self->cancels++;
  if (!self->waits_for.is_none()) {
    const Value method = TRY(get_attribute(thread, self->waits_for, text(thread, "cancel")));
    const Value values[] = {message};
    const Value cancelled = TRY(call_with_names(thread, method, values, 1, tuple_of(thread.heap(), Value(text(thread, "msg")))));
    if (TRY(is_true(thread, cancelled))) return Value::true_value();
  }
  self->must_cancel = true;
  self->cancel_message = message;
  thread.heap().write_barrier(self);
  return Value::true_value();
}

Status enter_task(Thread& thread, Value loop, Value task) {
  const Value current = TRY(dict_get(thread, g_current_tasks, loop));
  if (!current.is_unbound() && !current.is_none()) {
    return raise(thread, TypeId::RuntimeError, "Cannot enter into task %R while another task %R is being executed.", task, current);
  }
  return dict_set(thread, g_current_tasks, loop, task);
}
Status leave_task(Thread& thread, Value loop, Value task) {
  const Value current = TRY(dict_get(thread, g_current_tasks, loop));
  if (current.is_unbound() || !is_same(current, task)) {
    return raise(thread, TypeId::RuntimeError, "Leaving task %R does not match the current task %R.", task, none_if_unbound(current));
  }
  TRY(dict_delete(thread, g_current_tasks, loop));
  return ok_status();
}
Status register_task(Thread& thread, Value task) {
  TRY(call_method_with(thread, g_all_tasks, text(thread, "add"), task));
  return ok_status();
}

Status define_task_types(Thread& thread, Module* module) {
  if (!g_task_type) {
    g_task_type = TRY(define_type(thread, kTaskSpec, g_future_type));
    g_step_type = TRY(define_type(thread, kStepSpec));
    g_wakeup_type = TRY(define_type(thread, kWakeupSpec));
  }
  return module_add(thread, module, "Task", Value(g_task_type));
}

}  // namespace taipan::python::asyncio
