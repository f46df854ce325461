// python/objects/async_generator.cpp -- async generators and the awaitables they hand out. PEP 525.
//
// The frame is an ordinary generator's; what it yields to its consumer is wrapped (AsyncGeneratorValue) to tell it from what it awaits. asend() and
// athrow() objects drive it one step: a wrapped value ends the step with StopIteration(value).
#include "python/interpreter/interpreter.h"
#include "python/modules/builtins.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/generator.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

using State = GeneratorObject::State;

struct WrappedValue : HeapObject {
  Value value;
};
struct Step : HeapObject {  // async_generator_asend and async_generator_athrow
  enum class Phase : uint8_t { Init, Iterating, Closed };
  Value generator;
  Value argument;           // asend: value; athrow: tuple of arguments, or None for aclose
  Phase phase;
};
struct AnextAwaitable : HeapObject {
  Value awaitable, default_value;
};

void trace_wrapped(HeapObject* o, Tracer& t) { t.visit_value(static_cast<WrappedValue*>(o)->value.bits()); }
void trace_step(HeapObject* o, Tracer& t) {
  t.visit_value(static_cast<Step*>(o)->generator.bits());
  t.visit_value(static_cast<Step*>(o)->argument.bits());
}
void trace_anext(HeapObject* o, Tracer& t) {
  t.visit_value(static_cast<AnextAwaitable*>(o)->awaitable.bits());
  t.visit_value(static_cast<AnextAwaitable*>(o)->default_value.bits());
}
const Layout kWrappedLayout = {.name = "async_generator_wrapped_value", .fixed_size = sizeof(WrappedValue), .trace = &trace_wrapped};
const Layout kStepLayout = {.name = "async_generator_asend", .fixed_size = sizeof(Step), .trace = &trace_step};
const Layout kAnextLayout = {.name = "anext_awaitable", .fixed_size = sizeof(AnextAwaitable), .trace = &trace_anext};

bool is_wrapped(Value v) { return is_exact(v, TypeId::AsyncGeneratorValue); }

// The first use tells the event loop.
Status init_hooks(Thread& thread, GeneratorObject* g) {
  if (g->hooks_inited) return ok_status();
  g->hooks_inited = true;
  PythonThread& state = python_thread(thread);
  if (!state.async_finalizer.is_none()) {
    set_generator_detail(thread.heap(), g, GeneratorDetail::Finalizer, state.async_finalizer);
  }
  if (!state.async_first_iteration.is_none()) TRY(call_with(thread, state.async_first_iteration, Value(g)));
  return ok_status();
}

Value new_step(Thread& thread, TypeId type, Value generator, Value argument) {
  auto* step = thread.heap().allocate_as<Step>(exact_shape(type));
  step->generator = generator;
  step->argument = argument;
  return Value(step);
}

Value anext(Thread& thread, Value self) {
  TRY(init_hooks(thread, GeneratorObject::from(self)));
  return new_step(thread, TypeId::AsyncGeneratorSend, self, Value::none());
}
Value asend(Thread& thread, Value self, Value value) {
  TRY(init_hooks(thread, GeneratorObject::from(self)));
  return new_step(thread, TypeId::AsyncGeneratorSend, self, value);
}
Value athrow(Thread& thread, Value self, Arguments arguments) {
  TRY(init_hooks(thread, GeneratorObject::from(self)));
  if (arguments.count < 1) return raise(thread, TypeId::TypeError, "athrow expected at least 1 argument, got 0");
  return new_step(thread, TypeId::AsyncGeneratorThrow, self, Value(tuple_from(thread.heap(), {arguments.values, size_t(arguments.count)})));
}
Value aclose(Thread& thread, Value self) {
  TRY(init_hooks(thread, GeneratorObject::from(self)));
  return new_step(thread, TypeId::AsyncGeneratorThrow, self, Value::none());
}
Value aiter(Thread&, Value self) { return self; }

// What a resumed generator gave: a wrapped value ends the step, an awaited one goes out, the end is StopAsyncIteration.
Value unwrap(Thread& thread, GeneratorObject* g, Value result) {
  if (result.is_unbound()) {  // returned
    g->closed = true;
    g->running_async = false;
    return raise_with(thread, TypeId::StopAsyncIteration, {});
  }
  if (result.is_raised()) {
    if (exception_matches(thread, TypeId::StopAsyncIteration) || exception_matches(thread, TypeId::GeneratorExit)) g->closed = true;
    g->running_async = false;
    return result;
  }
  if (is_wrapped(result)) {
    g->running_async = false;
    const Value value = result.as<WrappedValue>()->value;
    const Value exception = new_exception(thread, builtin_type(TypeId::StopIteration), {&value, 1});
    if (exception.is_raised()) return exception;
    return raise_exception(thread, exception);
  }
  return result;
}

Value step_iter(Thread&, Value self) { return self; }

// ---- asend

Value asend_send(Thread& thread, Value self, Value argument) {
  auto* step = self.as<Step>();
  auto* g = GeneratorObject::from(step->generator);
  if (step->phase == Step::Phase::Closed) return raise(thread, TypeId::RuntimeError, "cannot reuse already awaited __anext__()/asend()");
  if (step->phase == Step::Phase::Init) {
    if (g->running_async) return raise(thread, TypeId::RuntimeError, "anext(): asynchronous generator is already running");
    if (argument.is_none()) argument = step->argument;
    step->phase = Step::Phase::Iterating;
  }
  g->running_async = true;
  Value returned;
  Value result = generator_send(thread, g, argument, &returned);
  result = unwrap(thread, g, result);
  if (result.is_raised()) step->phase = Step::Phase::Closed;
  return result;
}
Value asend_next(Thread& thread, Value self) { return asend_send(thread, self, Value::none()); }

Value exception_of(Thread& thread, Value type, Value value, Value traceback) {
  Value exception = type;
  if (has_type_flag(type, kTypeTypeSubclass)) {
    if (is_exception(value)) {
      exception = value;
    } else if (value.is_missing() || value.is_none()) {
      exception = TRY(call_with(thread, type));
    } else {
      exception = TRY(call_with(thread, type, value));
    }
  }
  if (!is_exception(exception)) return raise(thread, TypeId::TypeError, "exceptions must be classes or instances deriving from BaseException, not %T", type);
  if (is_exact(traceback, TypeId::Traceback)) {
    exception.as<ExceptionObject>()->traceback = traceback;
    thread.heap().write_barrier(exception.as_object());
  }
  return exception;
}

Value asend_throw(Thread& thread, Value self, Value type, Value value, Value traceback) {
  auto* step = self.as<Step>();
  auto* g = GeneratorObject::from(step->generator);
  if (step->phase == Step::Phase::Closed) return raise(thread, TypeId::RuntimeError, "cannot reuse already awaited __anext__()/asend()");
  const Value exception = TRY(exception_of(thread, type, value, traceback));
  Value returned;
  Value result = generator_throw(thread, g, exception, &returned);
  result = unwrap(thread, g, result);
  if (result.is_raised()) step->phase = Step::Phase::Closed;
  return result;
}
Value step_close(Thread&, Value self) {
  self.as<Step>()->phase = Step::Phase::Closed;
  return Value::none();
}

// ---- athrow, aclose

Value athrow_finish(Thread& thread, Step* step, GeneratorObject* g, Value result) {
  const bool closing = step->argument.is_none();
  if (closing) {
    if (is_wrapped(result) && !result.is_unbound() && !result.is_raised()) {
      g->running_async = false;
      step->phase = Step::Phase::Closed;
      return raise(thread, TypeId::RuntimeError, "async generator ignored GeneratorExit");
    }
    if (result.is_unbound() || result.is_raised()) {
      g->running_async = false;
      step->phase = Step::Phase::Closed;
      g->closed = true;
      if (result.is_unbound()) return raise_with(thread, TypeId::StopIteration, {});
      if (clear_if(thread, TypeId::StopAsyncIteration) || clear_if(thread, TypeId::GeneratorExit)) return raise_with(thread, TypeId::StopIteration, {});
      return result;
    }
    return result;
  }
  result = unwrap(thread, g, result);
  if (result.is_raised()) step->phase = Step::Phase::Closed;
  return result;
}

Value athrow_send(Thread& thread, Value self, Value argument) {
  auto* step = self.as<Step>();
  auto* g = GeneratorObject::from(step->generator);
  if (step->phase == Step::Phase::Closed) return raise(thread, TypeId::RuntimeError, "cannot reuse already awaited aclose()/athrow()");
  if (g->state == State::Finished) {
    step->phase = Step::Phase::Closed;
    return raise_with(thread, TypeId::StopIteration, {});
  }
  Value returned;
  if (step->phase == Step::Phase::Init) {
    if (g->running_async) {
      step->phase = Step::Phase::Closed;
      return raise(thread, TypeId::RuntimeError, step->argument.is_none() ? "aclose(): asynchronous generator is already running"
                                                                          : "athrow(): asynchronous generator is already running");
    }
    if (g->closed) {
      step->phase = Step::Phase::Closed;
      return raise_with(thread, TypeId::StopAsyncIteration, {});
    }
    if (!argument.is_none()) return raise(thread, TypeId::RuntimeError, "can't send non-None value to a just-started coroutine");
    step->phase = Step::Phase::Iterating;
    g->running_async = true;
    if (step->argument.is_none()) {
      g->closed = true;
      const Value exit = TRY(call_with(thread, Value(builtin_type(TypeId::GeneratorExit))));
      return athrow_finish(thread, step, g, generator_throw(thread, g, exit, &returned));
    }
    Tuple* arguments = step->argument.as<Tuple>();
    auto at = [&](int64_t i) { return arguments->length() > i ? arguments->at(i) : Value::missing(); };
    const Value exception = TRY(exception_of(thread, at(0), at(1), at(2)));
    return athrow_finish(thread, step, g, generator_throw(thread, g, exception, &returned));
  }
  return athrow_finish(thread, step, g, generator_send(thread, g, argument, &returned));
}
Value athrow_next(Thread& thread, Value self) { return athrow_send(thread, self, Value::none()); }
Value athrow_throw(Thread& thread, Value self, Value type, Value value, Value traceback) {
  auto* step = self.as<Step>();
  auto* g = GeneratorObject::from(step->generator);
  if (step->phase == Step::Phase::Closed) return raise(thread, TypeId::RuntimeError, "cannot reuse already awaited aclose()/athrow()");
  const Value exception = TRY(exception_of(thread, type, value, traceback));
  Value returned;
  return athrow_finish(thread, step, g, generator_throw(thread, g, exception, &returned));
}

// Dropped while suspended: the event loop's finaliser closes it.
Value async_finalize(Thread& thread, Value self) {
  auto* g = GeneratorObject::from(self);
  if (g->state != State::Suspended || g->closed) return Value::none();
  if (const Value finalizer = generator_detail(g, GeneratorDetail::Finalizer); !finalizer.is_none()) {
    TRY(call_with(thread, finalizer, self));
    return Value::none();
  }
  return generator_close(thread, g);
}

String* qualified_name_of(Value self) {
  return as_string(generator_detail(GeneratorObject::from(self), GeneratorDetail::QualifiedName));
}
Value repr_async(Thread& thread, Value self) {
  return Value(format_string(thread, "<async_generator object %U at 0x%lx>", qualified_name_of(self), long(identity(self))));
}
Value get_name(Thread&, Value self) { return generator_detail(GeneratorObject::from(self), GeneratorDetail::Name); }
Status set_name(Thread& thread, Value self, Value value) {
  if (!as_string(value)) return raise(thread, TypeId::TypeError, "__name__ must be set to a string object");
  set_generator_detail(thread.heap(), GeneratorObject::from(self), GeneratorDetail::Name, value);
  return ok_status();
}
Value get_qualname(Thread&, Value self) { return generator_detail(GeneratorObject::from(self), GeneratorDetail::QualifiedName); }
Status set_qualname(Thread& thread, Value self, Value value) {
  if (!as_string(value)) return raise(thread, TypeId::TypeError, "__qualname__ must be set to a string object");
  set_generator_detail(thread.heap(), GeneratorObject::from(self), GeneratorDetail::QualifiedName, value);
  return ok_status();
}
Value get_await(Thread&, Value self) {
  const Value v = generator_delegate(GeneratorObject::from(self));
  return v.is_unbound() ? Value::none() : v;
}
Value get_running(Thread&, Value self) { return Value::boolean(GeneratorObject::from(self)->running_async); }
Value get_code(Thread&, Value self) { return Value(GeneratorObject::from(self)->code); }
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__aiter__(self, /)", aiter, "Return an awaitable, that resolves in asynchronous iterator."},
    {"__anext__(self, /)", anext, "Return a value or raise StopAsyncIteration."},
    {"asend(self, value, /)", asend, "asend(v) -> send 'v' in generator."},
    {"athrow(self, *args)", athrow, "athrow(typ[,val[,tb]]) -> raise exception in generator."},
    {"aclose(self, /)", aclose, "aclose() -> raise GeneratorExit inside generator."},
    {"__repr__(self, /)", repr_async, "Return repr(self)."},
    {"__del__(self, /)", async_finalize, ""},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Getter kGetters[] = {
    {"__name__", get_name, set_name, "name of the async generator"},
    {"__qualname__", get_qualname, set_qualname, "qualified name of the async generator"},
    {"ag_await", get_await, nullptr, "object being awaited on, or None"},
    {"ag_running", get_running, nullptr, nullptr},
    {"ag_frame", generator_frame, nullptr, nullptr},
    {"ag_code", get_code, nullptr, nullptr},
};
const Method kSendMethods[] = {
    {"__await__(self, /)", step_iter, ""}, {"__iter__(self, /)", step_iter, ""}, {"__next__(self, /)", asend_next, ""},
    {"send(self, value, /)", asend_send, ""},
    {"throw(self, type, value=<missing>, traceback=<missing>, /)", asend_throw, ""},
    {"close(self, /)", step_close, ""},
};
const Method kThrowMethods[] = {
    {"__await__(self, /)", step_iter, ""}, {"__iter__(self, /)", step_iter, ""}, {"__next__(self, /)", athrow_next, ""},
    {"send(self, value, /)", athrow_send, ""},
    {"throw(self, type, value=<missing>, traceback=<missing>, /)", athrow_throw, ""},
    {"close(self, /)", step_close, ""},
};

// ---- anext(iterator, default)

Value anext_iterator(Thread& thread, AnextAwaitable* self) {
  Value awaitable = TRY(await_iterator(thread, self->awaitable));
  if (is_exact(awaitable, TypeId::Coroutine)) awaitable = TRY(call_special(thread, awaitable, Special::Await, {}));
  return awaitable;
}
Value anext_result(Thread& thread, AnextAwaitable* self, Value result) {
  if (!result.is_raised() || !clear_if(thread, TypeId::StopAsyncIteration)) return result;
  const Value exception = new_exception(thread, builtin_type(TypeId::StopIteration), {&self->default_value, 1});
  if (exception.is_raised()) return exception;
  return raise_exception(thread, exception);
}
Value anext_next(Thread& thread, Value self) {
  auto* a = self.as<AnextAwaitable>();
  const Value iterator = TRY(anext_iterator(thread, a));
  return anext_result(thread, a, call_special(thread, iterator, Special::Next, {}));
}
Value anext_send(Thread& thread, Value self, Value value) {
  auto* a = self.as<AnextAwaitable>();
  return anext_result(thread, a, call_method_with(thread, TRY(anext_iterator(thread, a)), name(Name::Send), value));
}
Value anext_throw(Thread& thread, Value self, Arguments arguments) {
  auto* a = self.as<AnextAwaitable>();
  return anext_result(thread, a, call_method(thread, TRY(anext_iterator(thread, a)), name(Name::Throw), {arguments.values, size_t(arguments.count)}));
}
Value anext_close(Thread& thread, Value self) {
  auto* a = self.as<AnextAwaitable>();
  return anext_result(thread, a, call_method_with(thread, TRY(anext_iterator(thread, a)), name(Name::Close)));
}
const Method kAnextMethods[] = {
    {"__await__(self, /)", step_iter, ""}, {"__iter__(self, /)", step_iter, ""}, {"__next__(self, /)", anext_next, ""},
    {"send(self, value, /)", anext_send, ""}, {"throw(self, *args)", anext_throw, ""}, {"close(self, /)", anext_close, ""},
};

}  // namespace

Value wrap_async_value(Thread& thread, Value value) {
  auto* wrapped = thread.heap().allocate_as<WrappedValue>(exact_shape(TypeId::AsyncGeneratorValue));
  wrapped->value = value;
  return Value(wrapped);
}
Value new_anext_awaitable(Thread& thread, Value awaitable, Value default_value) {
  auto* a = thread.heap().allocate_as<AnextAwaitable>(exact_shape(TypeId::AnextAwaitable));
  a->awaitable = awaitable;
  a->default_value = default_value;
  return Value(a);
}

extern const TypeSpec kAsyncGeneratorSpec = {.name = "async_generator", .layout = &kGeneratorLayout, .kind = kind(PythonKind::Generator), .native_size = sizeof(GeneratorObject), .flags = kTypeNoInstantiation | kTypeWeakrefable, .variable_size = true, .methods = kMethods, .getters = kGetters};
extern const TypeSpec kAsyncGeneratorSendSpec = {.name = "async_generator_asend", .layout = &kStepLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Step), .flags = kTypeNoInstantiation, .methods = kSendMethods};
extern const TypeSpec kAsyncGeneratorThrowSpec = {.name = "async_generator_athrow", .layout = &kStepLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Step), .flags = kTypeNoInstantiation, .methods = kThrowMethods};
extern const TypeSpec kAsyncGeneratorValueSpec = {.name = "async_generator_wrapped_value", .layout = &kWrappedLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(WrappedValue), .flags = kTypeNoInstantiation};
extern const TypeSpec kAnextAwaitableSpec = {.name = "anext_awaitable", .layout = &kAnextLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(AnextAwaitable), .flags = kTypeNoInstantiation, .methods = kAnextMethods};

}  // namespace taipan::python
