// python/modules/operator_getters.cpp -- operator.attrgetter, itemgetter, methodcaller: callables that fetch something from
// their argument.
//
// Room       python/modules.
// Tests      CPython's test_operator
#include "python/modules/operator_private.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

struct FetchingCallable : HeapObject {
  Tuple* items;      // what was given: names, keys, or the method's name and its arguments
  Tuple* paths;      // attrgetter: for each name the tuple of its interned parts
  Dict* keywords;    // methodcaller
};
FetchingCallable* from(Value v) { return v.as<FetchingCallable>(); }
void trace_getter(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<FetchingCallable*>(object);
  tracer.visit(self->items);
  tracer.visit(self->paths);
  tracer.visit(self->keywords);
}
const Layout kLayout = {.name = "operator getter", .fixed_size = sizeof(FetchingCallable), .trace = &trace_getter};

FetchingCallable* make(Thread& thread, Value cls, Tuple* items, Tuple* paths, Dict* keywords) {
  auto* self = static_cast<FetchingCallable*>(allocate_instance(thread.heap(), cls.as<Type>()));
  self->items = items;
  self->paths = paths;
  self->keywords = keywords;
  return self;
}
Tuple* arguments_of(Thread& thread, NativeCall call) { return tuple_from(thread.heap(), {call.values + 1, size_t(call.positional() - 1)}); }

// The only argument of a call.
Value argument(Thread& thread, NativeCall call, const char* who) {
  if (call.names) return raise(thread, TypeId::TypeError, "%s() takes no keyword arguments", who);
  if (call.count != 2) return raise(thread, TypeId::TypeError, "%s expected 1 argument, got %ld", who, call.count - 1);
  return call.values[1];
}

// "operator.name(repr, repr, ...)", open for more.
Status append_call(Thread& thread, StringBuilder& out, Value self, Tuple* items) {
  Type* type = type_of(self);
  if (!type->is_heap()) out.append_ascii("operator.");
  out.append(type->name);
  out.append('(');
  for (int64_t i = 0; i < items->length(); i++) {
    if (i) out.append_ascii(", ");
    out.append(TRY(repr(thread, items->at(i))));
  }
  return ok_status();
}
Value getter_repr(Thread& thread, Value self) {
  if (repr_enter(thread, self)) return Value(format_string(thread, "operator.%N(...)", type_of(self)));
  StringBuilder out;
  Status done = append_call(thread, out, self, from(self)->items);
  Value key, value;
  if (Dict* keywords = from(self)->keywords) {
    for (uint32_t i = 0; done.ok() && dict_next(keywords, i, key, value);) {
      String* text = format_string(thread, ", %S=%R", key, value);
      if (text) {
        out.append(text);
      } else {
        done = Raised{};
      }
    }
  }
  repr_leave(thread, self);
  TRY(std::move(done));
  out.append(')');
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}
Value getter_reduce(Thread& thread, Value self) {
  return Value(tuple_of(thread.heap(), Value(type_of(self)), Value(from(self)->items)));
}

// ---- attrgetter

Tuple* split_path(Heap& heap, String* name) {
  List* parts = new_list(heap, 1);
  int64_t start = 0;
  for (int64_t i = 0; i <= name->length(); i++) {
    if (i < name->length() && name->at(i) != '.') continue;
    (void)parts->append(heap, Value(intern(heap, substring(heap, name, start, i - start))));
    start = i + 1;
  }
  return tuple_from(heap, parts->span());
}
Value attrgetter_new(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "attrgetter() takes no keyword arguments");
  if (call.count < 2) return raise(thread, TypeId::TypeError, "attrgetter expected 1 argument, got 0");
  Tuple* names = arguments_of(thread, call);
  Tuple* paths = new_tuple(thread.heap(), names->length());
  for (int64_t i = 0; i < names->length(); i++) paths->items()[i] = Value::none();
  for (int64_t i = 0; i < names->length(); i++) {
    String* name = as_string(names->at(i));
    if (!name) return raise(thread, TypeId::TypeError, "attribute name must be a string");
    paths->initialize(thread.heap(), i, Value(split_path(thread.heap(), name)));
  }
  return Value(make(thread, call.values[0], names, paths, nullptr));
}
Value follow(Thread& thread, Value object, Tuple* path) {
  for (Value part : path->span()) object = TRY(get_attribute(thread, object, part.as<String>()));
  return object;
}
Value attrgetter_call(Thread& thread, NativeCall call) {
  const Value object = TRY(argument(thread, call, "attrgetter"));
  Tuple* paths = from(call.values[0])->paths;
  if (paths->length() == 1) return follow(thread, object, paths->at(0).as<Tuple>());
  Tuple* result = new_tuple(thread.heap(), paths->length());
  for (int64_t i = 0; i < paths->length(); i++) result->initialize(thread.heap(), i, TRY(follow(thread, object, paths->at(i).as<Tuple>())));
  return Value(result);
}

// ---- itemgetter

Value itemgetter_new(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "itemgetter() takes no keyword arguments");
  if (call.count < 2) return raise(thread, TypeId::TypeError, "itemgetter expected 1 argument, got 0");
  return Value(make(thread, call.values[0], arguments_of(thread, call), nullptr, nullptr));
}
Value fetch(Thread& thread, Value object, Value key) {
  if (key.is_int() && is_exact_tuple(object)) {
    Tuple* tuple = object.as<Tuple>();
    const int64_t i = key.as_int();
    if (i >= 0 && i < tuple->length()) return tuple->at(i);
  }
  return get_item(thread, object, key);
}
Value itemgetter_call(Thread& thread, NativeCall call) {
  const Value object = TRY(argument(thread, call, "itemgetter"));
  Tuple* keys = from(call.values[0])->items;
  if (keys->length() == 1) return fetch(thread, object, keys->at(0));
  Tuple* result = new_tuple(thread.heap(), keys->length());
  for (int64_t i = 0; i < keys->length(); i++) result->initialize(thread.heap(), i, TRY(fetch(thread, object, keys->at(i))));
  return Value(result);
}

// ---- methodcaller

Value methodcaller_new(Thread& thread, NativeCall call) {
  if (call.positional() < 2) return raise(thread, TypeId::TypeError, "methodcaller needs at least one argument, the method name");
  if (!as_string(call.values[1])) return raise(thread, TypeId::TypeError, "method name must be a string");
  Heap& heap = thread.heap();
  Dict* keywords = nullptr;
  if (call.names) {
    keywords = new_dict(heap);
    for (int64_t i = 0; i < call.names->length(); i++) TRY(dict_set(thread, keywords, call.names->at(i), call.values[call.positional() + i]));
  }
  return Value(make(thread, call.values[0], arguments_of(thread, call), nullptr, keywords));
}
Value methodcaller_call(Thread& thread, NativeCall call) {
  const Value object = TRY(argument(thread, call, "methodcaller"));
  auto* self = from(call.values[0]);
  String* method = intern(thread.heap(), self->items->at(0).as<String>());
  if (!self->keywords) return call_method(thread, object, method, self->items->span().subspan(1));
  const Value callable = TRY(get_attribute(thread, object, method));
  return call_unpacked(thread, callable, tuple_from(thread.heap(), self->items->span().subspan(1)), self->keywords);
}
Value methodcaller_reduce(Thread& thread, Value object) {
  auto* self = from(object);
  if (!self->keywords) return getter_reduce(thread, object);
  Heap& heap = thread.heap();
  const Value functools = TRY(import_module(thread, "functools"));
  const Value partial = TRY(get_attribute(thread, functools, intern(heap, "partial")));
  const Value maker = TRY(call_unpacked(thread, partial, tuple_of(heap, Value(type_of(object)), self->items->at(0)), self->keywords));
  return Value(tuple_of(heap, maker, Value(tuple_from(heap, self->items->span().subspan(1)))));
}

const Method kAttrGetterMethods[] = {
    {"__new__(*args, **kwargs)", attrgetter_new, "Create and return a new object."},
    {"__call__(self, /, *args, **kwargs)", attrgetter_call, "Call self as a function."},
    {"__repr__(self, /)", getter_repr, "Return repr(self)."},
    {"__reduce__(self, /)", getter_reduce, "Return state information for pickling"},
};
const Method kItemGetterMethods[] = {
    {"__new__(*args, **kwargs)", itemgetter_new, "Create and return a new object."},
    {"__call__(self, /, *args, **kwargs)", itemgetter_call, "Call self as a function."},
    {"__repr__(self, /)", getter_repr, "Return repr(self)."},
    {"__reduce__(self, /)", getter_reduce, "Return state information for pickling"},
};
const Method kMethodCallerMethods[] = {
    {"__new__(*args, **kwargs)", methodcaller_new, "Create and return a new object."},
    {"__call__(self, /, *args, **kwargs)", methodcaller_call, "Call self as a function."},
    {"__repr__(self, /)", getter_repr, "Return repr(self)."},
    {"__reduce__(self, /)", methodcaller_reduce, "Return state information for pickling"},
};
#define GETTER_SPEC(Name, python_name, table, text)             \
  const TypeSpec Name = {.name = "operator." python_name,       \
                         .doc = text,                           \
                         .layout = &kLayout,                    \
                         .kind = kind(PythonKind::Other),       \
                         .native_size = sizeof(FetchingCallable),        \
                         .methods = table};
GETTER_SPEC(kAttrGetterSpec, "attrgetter", kAttrGetterMethods, "A callable that fetches the given attribute(s) from its operand.")
GETTER_SPEC(kItemGetterSpec, "itemgetter", kItemGetterMethods, "A callable that fetches the given item(s) from its operand.")
GETTER_SPEC(kMethodCallerSpec, "methodcaller", kMethodCallerMethods, "A callable that calls the given method on its operand.")
#undef GETTER_SPEC

}  // namespace

Status define_operator_getters(Thread& thread, Module* module) {
  TRY(module_add(thread, module, "attrgetter", Value(define_type(thread, kAttrGetterSpec))));
  TRY(module_add(thread, module, "itemgetter", Value(define_type(thread, kItemGetterSpec))));
  return module_add(thread, module, "methodcaller", Value(define_type(thread, kMethodCallerSpec)));
}

}  // namespace taipan::python
