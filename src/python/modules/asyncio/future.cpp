// python/modules/asyncio/future.cpp -- the type Future. https://docs.python.org/3.11/library/asyncio-future.html
//
// Room       python/modules/asyncio.
// Tests      tests/python/library/asyncio_*.py; CPython's test_asyncio.test_futures
#include "python/modules/asyncio/asyncio_private.h"
#include "python/objects/exceptions.h"
#include "python/objects/generator.h"
#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::asyncio {

Type *g_future_type, *g_task_type;

namespace {

Type* g_iterator_type;

struct FutureIterator : HeapObject {
  Value future;  // unbound: exhausted
};
void trace_iterator(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<FutureIterator*>(object)->future.bits()); }
const Layout kFutureLayout = {.name = "future", .size = &size_from_shape, .trace = &trace_future};
const Layout kIteratorLayout = {.name = "future iterator", .size = &size_from_shape, .trace = &trace_iterator};

String* text(Thread& thread, const char* s) { return intern(thread.heap(), s); }
Value none_if_unbound(Value v) { return v.is_unbound() ? Value::none() : v; }
Raised raise_invalid_state(Thread& thread, const char* message) {
  const Value error = TRY(call_with(thread, library(Library::InvalidStateError), Value(text(thread, message))));
  return raise_exception(thread, error);
}

}  // namespace

void trace_future(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Future*>(object);
  for (Value v : {self->loop, self->result, self->exception, self->exception_traceback, self->source_traceback, self->cancel_message, self->cancelled_error}) {
    tracer.visit_value(v.bits());
  }
  if (self->callbacks) tracer.visit(self->callbacks);
  trace_attributes(object, tracer);
}

bool is_task(Value v) { return is_subtype(type_of(v), g_task_type); }

Status check_initialized(Thread& thread, const Future* self) {
  if (self->loop.is_unbound()) return raise(thread, TypeId::RuntimeError, "Future object is not initialized.");
  return ok_status();
}

Status call_soon(Thread& thread, Value loop, Value function, Value argument, Value context) {
  const Value method = TRY(get_attribute(thread, loop, text(thread, "call_soon")));
  Value values[3] = {function};
  int64_t count = 1;
  if (!argument.is_unbound()) values[count++] = argument;
  Tuple* names = nullptr;
  if (!context.is_unbound()) {
    values[count++] = context;
    names = tuple_of(thread.heap(), Value(text(thread, "context")));
  }
  TRY(call_with_names(thread, method, values, count, names));
  return ok_status();
}

namespace {

Status schedule_callbacks(Thread& thread, Value object) {
  Future* self = future_of(object);
  List* callbacks = self->callbacks;
  if (!callbacks) return ok_status();
  self->callbacks = nullptr;
  for (int64_t i = 0; i < callbacks->length(); i += 2) TRY(call_soon(thread, self->loop, callbacks->at(i), object, callbacks->at(i + 1)));
  return ok_status();
}

}  // namespace

Status init_future(Thread& thread, Future* self, Value loop) {
  self->result = self->exception = self->exception_traceback = Value::unbound();
  self->callbacks = nullptr;
  self->source_traceback = self->cancel_message = self->cancelled_error = Value::none();
  self->state = FutureState::Pending;
  self->log_traceback = self->blocking = false;
  if (loop.is_none()) loop = TRY(event_loop(thread, 1));
  self->loop = loop;
  thread.heap().write_barrier(self);
  const Value debug = TRY(call_method_with(thread, loop, text(thread, "get_debug")));
  if (TRY(is_true(thread, debug)) && !runtime().finalizing) {
    self->source_traceback = TRY(call_with(thread, library(Library::ExtractStack)));
    thread.heap().write_barrier(self);
  }
  return ok_status();
}

Status finish(Thread& thread, Value object, Value result) {
  Future* self = future_of(object);
  TRY(check_initialized(thread, self));
  if (is_done(self)) return raise_invalid_state(thread, "invalid state");
  self->result = result;
  self->state = FutureState::Finished;
  thread.heap().write_barrier(self);
  return schedule_callbacks(thread, object);
}

Status finish_with_exception(Thread& thread, Value object, Value exception) {
  Future* self = future_of(object);
  TRY(check_initialized(thread, self));
  if (is_done(self)) return raise_invalid_state(thread, "invalid state");
  if (has_type_flag(exception, kTypeTypeSubclass) && is_subtype(exception.as<Type>(), builtin_type(TypeId::BaseException))) {
    exception = TRY(call_with(thread, exception));
  }
  if (!is_exception(exception)) return raise(thread, TypeId::TypeError, "invalid exception object");
  if (is_instance_of(exception, TypeId::StopIteration)) {
    return raise(thread, TypeId::TypeError, "StopIteration interacts badly with generators and cannot be raised into a Future");
  }
  self->exception = exception;
  self->exception_traceback = exception.as<ExceptionObject>()->traceback;
  self->state = FutureState::Finished;
  self->log_traceback = true;
  thread.heap().write_barrier(self);
  // Only a future with an exception has something to say when it dies.
  if (!type_of(object)->has(kTypeHasFinalizer)) thread.heap().register_finalizable(self);
  return schedule_callbacks(thread, object);
}

Result<bool> cancel_future(Thread& thread, Value object, Value message) {
  Future* self = future_of(object);
  TRY(check_initialized(thread, self));
  self->log_traceback = false;
  if (is_done(self)) return false;
  self->state = FutureState::Cancelled;
  self->cancel_message = message;
  thread.heap().write_barrier(self);
  TRY(schedule_callbacks(thread, object));
  return true;
}

Value make_cancelled_error(Thread& thread, Future* self) {
  if (!self->cancelled_error.is_none()) {
    const Value error = self->cancelled_error;
    self->cancelled_error = Value::none();
    return error;
  }
  if (self->cancel_message.is_none() || self->cancel_message.is_unbound()) return call_with(thread, library(Library::CancelledError));
  return call_with(thread, library(Library::CancelledError), self->cancel_message);
}

Value future_result(Thread& thread, Value object) {
  Future* self = future_of(object);
  if (self->state == FutureState::Cancelled) {
    const Value error = TRY(make_cancelled_error(thread, self));
    return raise_exception(thread, error);
  }
  if (self->state != FutureState::Finished) {
    return raise_invalid_state(thread, self->loop.is_unbound() ? "Future object is not initialized." : "Result is not set.");
  }
  self->log_traceback = false;
  if (self->exception.is_unbound()) return self->result;
  self->exception.as<ExceptionObject>()->traceback = self->exception_traceback;
  thread.heap().write_barrier(self->exception.as_object());
  return raise_exception(thread, self->exception);
}

Status add_callback(Thread& thread, Value object, Value function, Value context) {
  Future* self = future_of(object);
  if (is_done(self)) return call_soon(thread, self->loop, function, object, context);
  if (!self->callbacks) {
    self->callbacks = new_list(thread.heap(), 2);
    thread.heap().write_barrier(self);
  }
  if (!self->callbacks->append(thread.heap(), function) || !self->callbacks->append(thread.heap(), context)) return raise_memory_error(thread);
  return ok_status();
}

namespace {

void make_blank(Heap& heap, Future* self) {
  self->loop = self->result = self->exception = self->exception_traceback = Value::unbound();
  self->source_traceback = self->cancel_message = self->cancelled_error = Value::none();
  self->log_traceback = false;
  (void)heap;
}
Value future_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<Future*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  make_blank(thread.heap(), self);
  return Value(self);
}
Status future_init(Thread& thread, Value self, Value loop) { return init_future(thread, future_of(self), loop); }

Value result_method(Thread& thread, Value self) { return future_result(thread, self); }
Value exception_method(Thread& thread, Value object) {
  Future* self = future_of(object);
  if (self->state == FutureState::Cancelled) {
    const Value error = TRY(make_cancelled_error(thread, self));
    return raise_exception(thread, error);
  }
  if (self->state != FutureState::Finished) {
    return raise_invalid_state(thread, self->loop.is_unbound() ? "Future object is not initialized." : "Exception is not set.");
  }
  if (self->exception.is_unbound()) return Value::none();
  self->log_traceback = false;
  return self->exception;
}
Status set_result(Thread& thread, Value self, Value result) { return finish(thread, self, result); }
Status set_exception(Thread& thread, Value self, Value exception) { return finish_with_exception(thread, self, exception); }
Status add_done_callback(Thread& thread, Value object, Value function, Value context) {
  if (future_of(object)->loop.is_unbound()) return raise(thread, TypeId::RuntimeError, "uninitialized Future object");
  if (context.is_missing()) context = TRY(call_with(thread, library(Library::CopyContext)));
  return add_callback(thread, object, function, context);
}
Value remove_done_callback(Thread& thread, Value object, Value function) {
  Future* self = future_of(object);
  TRY(check_initialized(thread, self));
  List* callbacks = self->callbacks;
  if (!callbacks) return Value::integer(0);
  List* kept = new_list(thread.heap());
  int64_t removed = 0;
  // A comparison may change the list.
  for (int64_t i = 0; i + 1 < callbacks->length(); i += 2) {
    const Value callback = callbacks->at(i), context = callbacks->at(i + 1);
    const Value same = TRY(compare(thread, callback, function, Compare::Equal));
    if (TRY(is_true(thread, same))) {
      removed++;
    } else {
      (void)kept->append(thread.heap(), callback);
      (void)kept->append(thread.heap(), context);
    }
  }
  if (self->callbacks == callbacks) {
    self->callbacks = kept->length() ? kept : nullptr;
    thread.heap().write_barrier(self);
  }
  return Value::integer(removed);
}
Value cancel_method(Thread& thread, Value self, Value message) { return Value::boolean(TRY(cancel_future(thread, self, message))); }
bool cancelled_method(Thread&, Value self) { return future_of(self)->state == FutureState::Cancelled; }
bool done_method(Thread&, Value self) { return is_done(future_of(self)); }
Value get_loop(Thread& thread, Value self) {
  TRY(check_initialized(thread, future_of(self)));
  return future_of(self)->loop;
}
Value make_cancelled_error_method(Thread& thread, Value self) { return make_cancelled_error(thread, future_of(self)); }
Value future_repr(Thread& thread, Value self) {
  TRY(check_initialized(thread, future_of(self)));
  return call_with(thread, library(is_task(self) ? Library::TaskRepr : Library::FutureRepr), self);
}
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

// An exception that nobody asked for is reported to the loop.
Status future_del(Thread& thread, Value object) {
  Future* self = future_of(object);
  if (!self->log_traceback || self->exception.is_unbound()) return ok_status();
  self->log_traceback = false;
  Heap& heap = thread.heap();
  Dict* context = new_dict(heap);
  String* message = TRY(format_string(thread, "%M exception was never retrieved", object));
  dict_set(heap, context, text(thread, "message"), Value(message));
  dict_set(heap, context, text(thread, "exception"), self->exception);
  dict_set(heap, context, text(thread, "future"), object);
  if (!self->source_traceback.is_none()) dict_set(heap, context, text(thread, "source_traceback"), self->source_traceback);
  TRY(call_method_with(thread, self->loop, text(thread, "call_exception_handler"), Value(context)));
  return ok_status();
}

// ---- waiting for it

Value future_iter(Thread& thread, Value self) {
  TRY(check_initialized(thread, future_of(self)));
  auto* iterator = static_cast<FutureIterator*>(allocate_instance(thread.heap(), g_iterator_type));
  iterator->future = self;
  return Value(iterator);
}
// The future itself, once; then the result, by StopIteration.
Value iterator_step(Thread& thread, Value object) {
  auto* self = object.as<FutureIterator>();
  const Value future = self->future;
  if (future.is_unbound()) return raise_stop_iteration(thread, Value::unbound());
  Future* f = future_of(future);
  if (!is_done(f)) {
    if (!f->blocking) {
      f->blocking = true;
      return future;
    }
    return raise(thread, TypeId::RuntimeError, "await wasn't used with future");
  }
  self->future = Value::unbound();
  return raise_stop_iteration(thread, TRY(future_result(thread, future)));
}
Value iterator_send(Thread& thread, Value object, Value) { return iterator_step(thread, object); }
Value iterator_self(Thread&, Value self) { return self; }
Value iterator_throw(Thread& thread, Value object, Value type, Value value, Value traceback) {
  object.as<FutureIterator>()->future = Value::unbound();
  const bool is_class = has_type_flag(type, kTypeTypeSubclass) && is_subtype(type.as<Type>(), builtin_type(TypeId::BaseException));
  Value exception = type;
  if (!traceback.is_none() && !is_exact(traceback, TypeId::Traceback)) return raise(thread, TypeId::TypeError, "throw() third argument must be a traceback");
  if (is_class) {
    if (is_exception(value)) {
      exception = value;
    } else {
      exception = TRY(value.is_none() ? call_with(thread, type) : call_with(thread, type, value));
    }
  } else if (is_exception(type)) {
    if (!value.is_none()) return raise(thread, TypeId::TypeError, "instance exception may not have a separate value");
  } else {
    return raise(thread, TypeId::TypeError, "exceptions must be classes deriving BaseException or instances of such a class");
  }
  if (!traceback.is_none()) {
    exception.as<ExceptionObject>()->traceback = traceback;
    thread.heap().write_barrier(exception.as_object());
  }
  return raise_exception(thread, exception);
}
Status iterator_close(Thread&, Value object) {
  object.as<FutureIterator>()->future = Value::unbound();
  return ok_status();
}

// ---- attributes

Value get_state(Thread& thread, Value self) {
  TRY(check_initialized(thread, future_of(self)));
  switch (future_of(self)->state) {
    case FutureState::Pending: return Value(text(thread, "PENDING"));
    case FutureState::Cancelled: return Value(text(thread, "CANCELLED"));
    default: return Value(text(thread, "FINISHED"));
  }
}
Value get_blocking(Thread&, Value self) { return Value::boolean(!future_of(self)->loop.is_unbound() && future_of(self)->blocking); }
Status set_blocking(Thread& thread, Value self, Value value) {
  TRY(check_initialized(thread, future_of(self)));
  if (value.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  future_of(self)->blocking = TRY(is_true(thread, value));
  return ok_status();
}
Value get_loop_attribute(Thread&, Value self) { return none_if_unbound(future_of(self)->loop); }
Value get_callbacks(Thread& thread, Value self) {
  TRY(check_initialized(thread, future_of(self)));
  List* callbacks = future_of(self)->callbacks;
  if (!callbacks) return Value::none();
  List* pairs = new_list(thread.heap());
  for (int64_t i = 0; i < callbacks->length(); i += 2) {
    (void)pairs->append(thread.heap(), Value(tuple_of(thread.heap(), callbacks->at(i), callbacks->at(i + 1))));
  }
  return Value(pairs);
}
Value get_result(Thread&, Value self) { return none_if_unbound(future_of(self)->result); }
Value get_exception(Thread&, Value self) { return none_if_unbound(future_of(self)->exception); }
Value get_log_traceback(Thread& thread, Value self) {
  TRY(check_initialized(thread, future_of(self)));
  return Value::boolean(future_of(self)->log_traceback);
}
Status set_log_traceback(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  if (TRY(is_true(thread, value))) return raise(thread, TypeId::ValueError, "_log_traceback can only be set to False");
  future_of(self)->log_traceback = false;
  return ok_status();
}
Value get_source_traceback(Thread&, Value self) { return future_of(self)->source_traceback; }
Value get_cancel_message(Thread&, Value self) { return future_of(self)->cancel_message; }
Status set_cancel_message(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  future_of(self)->cancel_message = value;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}

const Method kFutureMethods[] = {
    {"__new__(*args, **kwargs)", future_new, ""},
    {"__init__(self, /, *, loop=None)", future_init, ""},
    {"result(self, /)", result_method, "Return the result this future represents."},
    {"exception(self, /)", exception_method, "Return the exception that was set on this future."},
    {"set_result(self, result, /)", set_result, "Mark the future done and set its result."},
    {"set_exception(self, exception, /)", set_exception, "Mark the future done and set an exception."},
    {"add_done_callback(self, fn, /, *, context=<missing>)", add_done_callback, "Add a callback to be run when the future becomes done."},
    {"remove_done_callback(self, fn, /)", remove_done_callback, "Remove all instances of a callback from the \"call when done\" list."},
    {"cancel(self, /, msg=None)", cancel_method, "Cancel the future and schedule callbacks."},
    {"cancelled(self, /)", cancelled_method, "Return True if the future was cancelled."},
    {"done(self, /)", done_method, "Return True if the future is done."},
    {"get_loop(self, /)", get_loop, "Return the event loop the Future is bound to."},
    {"_make_cancelled_error(self, /)", make_cancelled_error_method, "Create the CancelledError to raise if the Future is cancelled."},
    {"__iter__(self, /)", future_iter, "Implement iter(self)."},
    {"__await__(self, /)", future_iter, "Return an iterator to be used in await expression."},
    {"__repr__(self, /)", future_repr, "Return repr(self)."},
    {"__del__(self, /)", future_del, ""},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Getter kFutureGetters[] = {
    {"_state", get_state, nullptr, ""},
    {"_asyncio_future_blocking", get_blocking, set_blocking, ""},
    {"_loop", get_loop_attribute, nullptr, ""},
    {"_callbacks", get_callbacks, nullptr, ""},
    {"_result", get_result, nullptr, ""},
    {"_exception", get_exception, nullptr, ""},
    {"_log_traceback", get_log_traceback, set_log_traceback, ""},
    {"_source_traceback", get_source_traceback, nullptr, ""},
    {"_cancel_message", get_cancel_message, set_cancel_message, ""},
};
const Method kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", iterator_step, "Implement next(self)."},
    {"send(self, value, /)", iterator_send, ""},
    {"throw(self, typ, val=None, tb=None, /)", iterator_throw, ""},
    {"close(self, /)", iterator_close, ""},
};
const TypeSpec kFutureSpec = {.name = "_asyncio.Future", .doc = "This class is *almost* compatible with concurrent.futures.Future.",
                              .layout = &kFutureLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Future),
                              .flags = kTypeSubclassable | kTypeWeakrefable | kTypeHasDict, .methods = kFutureMethods,
                              .getters = kFutureGetters};
const TypeSpec kIteratorSpec = {.name = "_asyncio.FutureIter", .layout = &kIteratorLayout, .kind = kind(PythonKind::Other),
                                .native_size = sizeof(FutureIterator), .flags = kTypeNoInstantiation, .methods = kIteratorMethods};

}  // namespace

Status define_future_types(Thread& thread, Module* module) {
  if (!g_future_type) {
    g_future_type = TRY(define_type(thread, kFutureSpec));
    g_iterator_type = TRY(define_type(thread, kIteratorSpec));
  }
  return module_add(thread, module, "Future", Value(g_future_type));
}

}  // namespace taipan::python::asyncio
