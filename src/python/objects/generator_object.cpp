// python/objects/generator_object.cpp -- generators and coroutines as objects. PEP 255, 342, 380, 492. Async generators: async_generator.cpp.
#include "python/bytecode/live_registers.h"
#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/generator.h"
#include "python/objects/objects.h"
#include "python/runtime/frame_roots.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

using State = GeneratorObject::State;

namespace {

size_t generator_size(const HeapObject* object) {
  return sizeof(GeneratorObject) + size_t(static_cast<const GeneratorObject*>(object)->register_count) * sizeof(Value);
}
void trace_generator(HeapObject* object, Tracer& tracer) {
  auto* g = static_cast<GeneratorObject*>(object);
  for (HeapObject* o : {static_cast<HeapObject*>(g->function), static_cast<HeapObject*>(g->code), static_cast<HeapObject*>(g->frame_object),
                        static_cast<HeapObject*>(g->details)}) {
    if (o) tracer.visit(o);
  }
  tracer.visit_value(g->handled.exception.bits());
  visit_generator_registers(g, tracer);
}

}  // namespace

extern const Layout kGeneratorLayout = {.name = "generator", .size = &generator_size, .trace = &trace_generator};

const char* generator_kind_name(const GeneratorObject* generator) {
  const uint32_t flags = generator->code->flags;
  if (flags & kCodeAsyncGenerator) return "async generator";
  return flags & kCodeCoroutine ? "coroutine" : "generator";
}

Value generator_detail(const GeneratorObject* generator, GeneratorDetail which) {
  if (generator->details) {
    const Value held = generator->details->at(int64_t(which));
    if (!held.is_none()) return held;
  }
  switch (which) {
    case GeneratorDetail::Name: return Value(generator->code->name);
    case GeneratorDetail::QualifiedName: return Value(generator->code->qualified_name);
    default: return Value::none();
  }
}

void set_generator_detail(Heap& heap, GeneratorObject* generator, GeneratorDetail which, Value value) {
  if (!generator->details) {
    generator->details = tuple_of(heap, Value::none(), Value::none(), Value::none(), Value::none());
    static_assert(int(GeneratorDetail::Count) == 4);
    heap.write_barrier(generator);
  }
  generator->details->initialize(heap, int64_t(which), value);
}

GeneratorObject* new_generator(Thread& thread, Function* function) {
  Heap& heap = thread.heap();
  const uint32_t register_count = suspended_register_count(function->code);
  const uint32_t flags = function->code->flags;
  const TypeId type = flags & kCodeAsyncGenerator ? TypeId::AsyncGenerator : flags & kCodeCoroutine ? TypeId::Coroutine : TypeId::Generator;
  const size_t bytes = sizeof(GeneratorObject) + size_t(register_count) * sizeof(Value);
  auto* g = static_cast<GeneratorObject*>(heap.allocate(exact_shape(type), bytes));
  g->register_count = register_count;
  g->function = function;
  g->code = function->code;
  g->handled.exception = Value::none();
  heap.write_barrier(g);
  if (function->name != g->code->name) set_generator_detail(heap, g, GeneratorDetail::Name, Value(function->name));
  if (function->qualified_name != g->code->qualified_name) {
    set_generator_detail(heap, g, GeneratorDetail::QualifiedName, Value(function->qualified_name));
  }
  // Code that must be run when it is dropped: a finally or with block, or a warning for a coroutine that never ran.
  if (type != TypeId::Generator || function->code->exception_count > 1) heap.register_finalizable(g);
  if (type == TypeId::Coroutine && python_thread(thread).origin_tracking_depth > 0) {
    set_generator_detail(heap, g, GeneratorDetail::Origin, coroutine_origin(thread, python_thread(thread).origin_tracking_depth));
  }
  return g;
}

Value coroutine_origin(Thread& thread, int depth) {
  List* rows = new_list(thread.heap());
  for (Value* regs = frame_header(thread.regs)->caller; regs && depth > 0; regs = frame_header(regs)->caller, depth--) {
    Frame* frame = frame_object(thread, regs);
    const Value line = TRY(get_attribute(thread, Value(frame), intern(thread.heap(), "f_lineno")));
    Code* code = frame->function->code;
    (void)rows->append(thread.heap(), Value(tuple_of(thread.heap(), Value(code->filename), line, Value(code->name))));
  }
  return Value(tuple_from(thread.heap(), rows->span()));
}

bool take_stop_iteration(Thread& thread, Value* value) {
  if (!exception_matches(thread, TypeId::StopIteration)) return false;
  const Value exception = thread.take_exception();
  const Value held = exception.as<ExceptionObject>()->fields[0];
  *value = held.is_unbound() ? Value::none() : held;
  return true;
}

Value generator_delegate(const GeneratorObject* g) {
  if (g->state != State::Suspended) return Value::unbound();
  // `Send a, iterator` then `Yield`: suspended inside a yield from or await.
  const Instruction* pc = g->pc;
  if (pc > g->code->instructions && Op(pc[-1].op) == Op::Send) return g->registers[pc[-1].b];
  return Value::unbound();
}

Value await_iterator(Thread& thread, Value object) {
  if (is_exact(object, TypeId::Coroutine)) return object;
  if (is_exact(object, TypeId::Generator) && (GeneratorObject::from(object)->code->flags & kCodeIterableCoroutine)) return object;
  const Value method = lookup_special(type_of(object), Special::Await);
  if (method.is_unbound()) return raise(thread, TypeId::TypeError, "object %T can't be used in 'await' expression", object);
  const Value iterator = TRY(call_special(thread, object, Special::Await, {}));
  if (is_exact(iterator, TypeId::Coroutine) ||
      (is_exact(iterator, TypeId::Generator) && (GeneratorObject::from(iterator)->code->flags & kCodeIterableCoroutine))) {
    return raise(thread, TypeId::TypeError, "__await__() returned a coroutine");
  }
  if (lookup_special(type_of(iterator), Special::Next).is_unbound()) {
    return raise(thread, TypeId::TypeError, "__await__() returned non-iterator of type '%T'", iterator);
  }
  return iterator;
}

// ---- send, throw, close

// Unbound: the generator returned (the value is in *returned).
Value generator_send(Thread& thread, GeneratorObject* g, Value value, Value* returned) {
  *returned = Value::none();
  if (g->state == State::Finished) {
    if (is_exact(Value(g), TypeId::Coroutine)) return raise(thread, TypeId::RuntimeError, "cannot reuse already awaited coroutine");
    return Value::unbound();
  }
  const Value result = generator_resume(thread, g, value);
  if (result.is_raised()) return result;
  if (g->state == State::Finished) {
    *returned = result;
    return Value::unbound();
  }
  return result;
}

namespace {

Raised raise_stop(Thread& thread, Value returned) {
  if (returned.is_none()) return raise_with(thread, TypeId::StopIteration, {});
  // A tuple or exception must not be taken apart by the class.
  const Value exception = new_exception(thread, builtin_type(TypeId::StopIteration), {&returned, 1});
  if (exception.is_raised()) return {};
  return raise_exception(thread, exception);
}

Value send(Thread& thread, Value self, Value value) {
  Value returned;
  const Value result = TRY(generator_send(thread, GeneratorObject::from(self), value, &returned));
  if (!result.is_unbound()) return result;
  return raise_stop(thread, returned);
}
Value next(Thread& thread, Value self) { return send(thread, self, Value::none()); }
Value iter_self(Thread&, Value self) { return self; }

// An instance from (type, value, traceback) or an instance. PEP 3109.
Value throw_argument(Thread& thread, Value type, Value value, Value traceback) {
  if (traceback.is_none()) traceback = Value::unbound();
  if (!traceback.is_unbound() && !traceback.is_missing() && !is_exact(traceback, TypeId::Traceback)) {
    return raise(thread, TypeId::TypeError, "throw() third argument must be a traceback object");
  }
  Value exception;
  if (has_type_flag(type, kTypeTypeSubclass) && type.as<Type>()->has(kTypeExceptionSubclass)) {
    if (value.is_missing() || value.is_none()) {
      exception = call_with(thread, type);
    } else if (is_exception(value) && is_subtype(type_of(value), type.as<Type>())) {
      exception = value;
    } else if (is_kind(value, Kind::Tuple)) {
      exception = call(thread, type, value.as<Tuple>()->span());
    } else {
      exception = call_with(thread, type, value);
    }
    if (!exception.is_raised() && !is_exception(exception)) {
      exception = raise(thread, TypeId::TypeError, "calling %R should have returned an instance of BaseException, not %R", type, Value(type_of(exception)));
    }
    // What goes wrong while the exception is made is thrown in its place.
    if (exception.is_raised()) exception = thread.take_exception();
  } else if (is_exception(type)) {
    if (!value.is_missing() && !value.is_none()) return raise(thread, TypeId::TypeError, "instance exception may not have a separate value");
    exception = type;
  } else {
    return raise(thread, TypeId::TypeError, "exceptions must be classes or instances deriving from BaseException, not %T", type);
  }
  if (is_exact(traceback, TypeId::Traceback)) {
    exception.as<ExceptionObject>()->traceback = traceback;
    thread.heap().write_barrier(exception.as_object());
  }
  return exception;
}

}  // namespace

// Raises the thread's exception at the yield. Unbound: returned.
Value generator_throw_current(Thread& thread, GeneratorObject* g, Value* returned) {
  *returned = Value::none();
  const bool has_not_started = g->state == State::Created;
  if (g->state == State::Finished || has_not_started) {
    if (g->state == State::Finished && is_exact(Value(g), TypeId::Coroutine)) {
      thread.clear_exception();
      return raise(thread, TypeId::RuntimeError, "cannot reuse already awaited coroutine");
    }
    if (g->state == State::Finished) return Value::raised();
    const Value exception = thread.take_exception();
    g->state = State::Created;
    thread.raise_value(exception);
  }
  // The context is what the generator itself was handling at its yield.
  const Value thrown = thread.exception(), handling = g->handled.exception;
  if (!handling.is_none() && !(handling == thrown)) {
    auto* e = thrown.as<ExceptionObject>();
    if (e->context.is_none()) e->context = handling;
    thread.heap().write_barrier(e);
  }
  const Value result = generator_raise(thread, g);
  if (result.is_raised()) {
    // The handler that the compiler puts around the body does not cover its very start.
    if (has_not_started && exception_matches(thread, TypeId::StopIteration)) {
      return raise_from_current(thread, TypeId::RuntimeError, "%s raised StopIteration", generator_kind_name(g));
    }
    return result;
  }
  if (g->state == State::Finished) {
    *returned = result;
    return Value::unbound();
  }
  return result;
}

namespace {

// Closes what a suspended generator delegates to.
Status close_delegate(Thread& thread, Value delegate) {
  if (delegate.is_object() && is_kind(delegate, kind(PythonKind::Generator))) {
    const Value r = generator_close(thread, GeneratorObject::from(delegate));
    if (r.is_raised()) return Raised{};
    return ok_status();
  }
  const Value method = get_attribute_or_unbound(thread, delegate, name(Name::Close));
  if (method.is_raised()) {
    write_unraisable(thread, delegate);
    return ok_status();
  }
  if (method.is_unbound()) return ok_status();
  TRY(call_with(thread, method));
  return ok_status();
}

Value throw_into(Thread& thread, GeneratorObject* g, Value exception, Value type, Value value, Value traceback, Value* returned) {
  *returned = Value::none();
  if (g->state == State::Running) return raise(thread, TypeId::ValueError, "%s already executing", generator_kind_name(g));
  const Value delegate = generator_delegate(g);
  if (!delegate.is_unbound()) {
    if (is_subtype(type_of(exception), builtin_type(TypeId::GeneratorExit))) {
      g->state = State::Running;
      const Status closed = close_delegate(thread, delegate);
      g->state = State::Suspended;
      if (closed.ok()) thread.raise_value(exception);
      return generator_throw_current(thread, g, returned);
    }
    Value result;
    if (is_kind(delegate, kind(PythonKind::Generator)) && !is_exact(delegate, TypeId::AsyncGenerator)) {
      Value inner;
      g->state = State::Running;
      result = throw_into(thread, GeneratorObject::from(delegate), exception, type, value, traceback, &inner);
      g->state = State::Suspended;
      if (result.is_unbound()) {
        raise_stop(thread, inner);
        result = Value::raised();
      }
    } else {
      const Value method = get_attribute_or_unbound(thread, delegate, name(Name::Throw));
      if (method.is_raised()) return method;
      if (method.is_unbound()) {
        thread.raise_value(exception);
        return generator_throw_current(thread, g, returned);
      }
      g->state = State::Running;
      if (value.is_missing() || value.is_unbound()) {
        result = call_with(thread, method, type);
      } else if (traceback.is_missing() || traceback.is_unbound()) {
        result = call_with(thread, method, type, value);
      } else {
        result = call_with(thread, method, type, value, traceback);
      }
      g->state = State::Suspended;
    }
    if (!result.is_raised()) return result;
    // The delegate is done: go on behind the yield from with its value, or raise there.
    Value stop_value;
    if (take_stop_iteration(thread, &stop_value)) {
      const Instruction* send_instruction = g->pc - 1;
      g->registers[send_instruction->a] = stop_value;
      thread.heap().write_barrier(g);
      return generator_continue(thread, g, send_instruction + send_instruction->c_signed(), returned);
    }
    return generator_throw_current(thread, g, returned);
  }
  thread.raise_value(exception);
  return generator_throw_current(thread, g, returned);
}

Value throw_method(Thread& thread, Value self, Value type, Value value, Value traceback) {
  const Value exception = TRY(throw_argument(thread, type, value, traceback));
  Value returned;
  const Value result = TRY(throw_into(thread, GeneratorObject::from(self), exception, type, value, traceback, &returned));
  if (!result.is_unbound()) return result;
  return raise_stop(thread, returned);
}
Value close_method(Thread& thread, Value self) { return generator_close(thread, GeneratorObject::from(self)); }

}  // namespace

Value generator_throw(Thread& thread, GeneratorObject* g, Value exception, Value* returned) {
  return throw_into(thread, g, exception, exception, Value::missing(), Value::missing(), returned);
}

Value generator_close(Thread& thread, GeneratorObject* g) {
  if (g->state == State::Created) {
    g->state = State::Finished;
    return Value::none();
  }
  if (g->state == State::Finished) return Value::none();
  if (g->state == State::Running) return raise(thread, TypeId::ValueError, "%s already executing", generator_kind_name(g));
  const Value delegate = generator_delegate(g);
  bool raised_already = false;
  if (!delegate.is_unbound()) {
    g->state = State::Running;
    raised_already = !close_delegate(thread, delegate).ok();
    g->state = State::Suspended;
  }
  if (!raised_already) raise_with(thread, TypeId::GeneratorExit, {});
  Value returned;
  const Value result = generator_throw_current(thread, g, &returned);
  if (result.is_raised()) {
    if (clear_if(thread, TypeId::GeneratorExit) || clear_if(thread, TypeId::StopIteration)) return Value::none();
    return result;
  }
  if (result.is_unbound()) return Value::none();
  return raise(thread, TypeId::RuntimeError, "%s ignored GeneratorExit", generator_kind_name(g));
}

// __del__ of generators and coroutines that were dropped.
Value generator_finalize(Thread& thread, Value self) {
  auto* g = GeneratorObject::from(self);
  if (is_exact(self, TypeId::Coroutine) && g->state == State::Created) {
    const Status warned = warn_unawaited_coroutine(thread, self);
    if (!warned.ok()) write_unraisable(thread, self);
    g->state = State::Finished;
    return Value::none();
  }
  if (g->state != State::Suspended) return Value::none();
  return generator_close(thread, g);
}

namespace {

String* qualified_name_of(Value self) {
  return as_string(generator_detail(GeneratorObject::from(self), GeneratorDetail::QualifiedName));
}
Value generator_repr(Thread& thread, Value self) {
  return Value(format_string(thread, "<%T object %U at 0x%lx>", self, qualified_name_of(self), long(identity(self))));
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
Value get_origin(Thread&, Value self) { return generator_detail(GeneratorObject::from(self), GeneratorDetail::Origin); }
Value get_running(Thread&, Value self) { return Value::boolean(GeneratorObject::from(self)->state == State::Running); }
Value get_suspended(Thread&, Value self) { return Value::boolean(GeneratorObject::from(self)->state == State::Suspended); }
Value get_delegate(Thread&, Value self) {
  const Value v = generator_delegate(GeneratorObject::from(self));
  return v.is_unbound() ? Value::none() : v;
}
}  // namespace

Value generator_frame(Thread& thread, Value self) {
  auto* g = GeneratorObject::from(self);
  if (g->state == State::Finished) return Value::none();
  if (g->running_regs) return Value(frame_object(thread, g->running_regs));
  if (!g->frame_object) {
    auto* frame = thread.heap().allocate_as<Frame>(exact_shape(TypeId::FrameType));
    frame->function = g->function;
    frame->generator = self;
    frame->trace = Value::none();
    frame->trace_lines = true;
    g->frame_object = frame;
    thread.heap().write_barrier(g);
  }
  g->frame_object->pc = g->pc;
  return Value(g->frame_object);
}

namespace {

Value coroutine_await(Thread& thread, Value self) {
  auto* wrapper = thread.heap().allocate_as<ClassMethodObject>(exact_shape(TypeId::CoroutineWrapper));
  wrapper->callable = self;
  return Value(wrapper);
}
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kGeneratorMethods[] = {
    {"__iter__(self, /)", iter_self, "Implement iter(self)."},
    {"__next__(self, /)", next, "Implement next(self)."},
    {"send(self, value, /)", send, "send(arg) -> send 'arg' into generator, return next yielded value or raise StopIteration."},
    {"throw(self, type, value=<missing>, traceback=<missing>, /)", throw_method, "Raise exception in generator, return next yielded value or raise StopIteration."},
    {"close(self, /)", close_method, "close() -> raise GeneratorExit inside generator."},
    {"__repr__(self, /)", generator_repr, "Return repr(self)."},
    {"__del__(self, /)", generator_finalize, ""},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Getter kGeneratorGetters[] = {
    {"__name__", get_name, set_name, "name of the generator"},
    {"__qualname__", get_qualname, set_qualname, "qualified name of the generator"},
    {"gi_yieldfrom", get_delegate, nullptr, "object being iterated by yield from, or None"},
    {"gi_running", get_running, nullptr, nullptr},
    {"gi_frame", generator_frame, nullptr, nullptr},
    {"gi_suspended", get_suspended, nullptr, nullptr},
};
const Member kGeneratorMembers[] = {{"gi_code", MemberType::Object, offsetof(GeneratorObject, code), true, nullptr}};
const Member kCoroutineMembers[] = {{"cr_code", MemberType::Object, offsetof(GeneratorObject, code), true, nullptr}};
const Method kCoroutineMethods[] = {
    {"__await__(self, /)", coroutine_await, "Return an iterator to be used in await expression."},
    {"send(self, value, /)", send, "send(arg) -> send 'arg' into coroutine, return next iterated value or raise StopIteration."},
    {"throw(self, type, value=<missing>, traceback=<missing>, /)", throw_method, "Raise exception in coroutine, return next iterated value or raise StopIteration."},
    {"close(self, /)", close_method, "close() -> raise GeneratorExit inside coroutine."},
    {"__repr__(self, /)", generator_repr, "Return repr(self)."},
    {"__del__(self, /)", generator_finalize, ""},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Getter kCoroutineGetters[] = {
    {"__name__", get_name, set_name, "name of the coroutine"},
    {"__qualname__", get_qualname, set_qualname, "qualified name of the coroutine"},
    {"cr_origin", get_origin, nullptr, nullptr},
    {"cr_await", get_delegate, nullptr, "object being awaited on, or None"},
    {"cr_running", get_running, nullptr, nullptr},
    {"cr_frame", generator_frame, nullptr, nullptr},
    {"cr_suspended", get_suspended, nullptr, nullptr},
};

// ---- coroutine_wrapper: what coroutine.__await__() gives

void trace_wrapper(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<ClassMethodObject*>(object)->callable.bits()); }
const Layout kWrapperLayout = {.name = "coroutine_wrapper", .fixed_size = sizeof(ClassMethodObject), .trace = &trace_wrapper};
Value inner(Value self) { return self.as<ClassMethodObject>()->callable; }
Value wrapper_next(Thread& thread, Value self) { return next(thread, inner(self)); }
Value wrapper_send(Thread& thread, Value self, Value value) { return send(thread, inner(self), value); }
Value wrapper_throw(Thread& thread, Value self, Value type, Value value, Value tb) { return throw_method(thread, inner(self), type, value, tb); }
Value wrapper_close(Thread& thread, Value self) { return close_method(thread, inner(self)); }
const Method kWrapperMethods[] = {
    {"__iter__(self, /)", iter_self, ""},
    {"__next__(self, /)", wrapper_next, ""},
    {"send(self, value, /)", wrapper_send, ""},
    {"throw(self, type, value=<missing>, traceback=<missing>, /)", wrapper_throw, ""},
    {"close(self, /)", wrapper_close, ""},
};

}  // namespace

extern const TypeSpec kGeneratorSpec = {.name = "generator", .layout = &kGeneratorLayout, .kind = kind(PythonKind::Generator), .native_size = sizeof(GeneratorObject), .flags = kTypeNoInstantiation | kTypeWeakrefable, .variable_size = true, .methods = kGeneratorMethods, .getters = kGeneratorGetters, .members = kGeneratorMembers};
extern const TypeSpec kCoroutineSpec = {.name = "coroutine", .layout = &kGeneratorLayout, .kind = kind(PythonKind::Generator), .native_size = sizeof(GeneratorObject), .flags = kTypeNoInstantiation | kTypeWeakrefable, .variable_size = true, .methods = kCoroutineMethods, .getters = kCoroutineGetters, .members = kCoroutineMembers};
extern const TypeSpec kCoroutineWrapperSpec = {.name = "coroutine_wrapper", .layout = &kWrapperLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(ClassMethodObject), .flags = kTypeNoInstantiation, .methods = kWrapperMethods};

}  // namespace taipan::python
