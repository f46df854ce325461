// python/modules/functools/partial.cpp -- functools.partial. https://docs.python.org/3.11/library/functools.html#functools.partial
//
// Room       python/modules.
// Tests      tests/python/modules/functools_partial.py; CPython's test_functools
#include "python/modules/functools/functools_private.h"

namespace taipan::python::functools {

namespace {

struct Partial : HeapObject {
  Value function;
  Tuple* arguments;
  Dict* keywords;
};
Type* g_partial;
Partial* from(Value v) { return v.as<Partial>(); }

void trace_partial(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Partial*>(object);
  tracer.visit_value(self->function.bits());
  tracer.visit(self->arguments);
  tracer.visit(self->keywords);
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "partial", .size = &size_from_shape, .trace = &trace_partial};

Value partial_new(Thread& thread, NativeCall call) {
  Heap& heap = thread.heap();
  const int64_t n = call.positional() - 1;
  if (n < 1) return raise(thread, TypeId::TypeError, "type 'partial' takes at least one argument");
  Value function = call.values[1];
  Tuple* inner_arguments = nullptr;
  Dict* inner_keywords = nullptr;
  if (is_subtype(type_of(function), g_partial) && own_attribute_count(function.as_object()) == 0) {
    // A partial of a partial is one partial.
    inner_arguments = from(function)->arguments;
    inner_keywords = from(function)->keywords;
    function = from(function)->function;
  }
  if (!is_callable(function)) return raise(thread, TypeId::TypeError, "the first argument must be callable");
  const int64_t before = inner_arguments ? inner_arguments->length() : 0;
  Tuple* arguments = new_tuple(heap, before + n - 1);
  for (int64_t i = 0; i < before; i++) arguments->items()[i] = inner_arguments->at(i);
  for (int64_t i = 0; i < n - 1; i++) arguments->items()[before + i] = call.values[2 + i];
  heap.write_barrier(arguments);
  Dict* keywords = inner_keywords ? dict_copy(heap, inner_keywords) : new_dict(heap);
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    TRY(dict_set(thread, keywords, call.names->at(i), call.values[1 + n + i]));
  }
  auto* self = new_instance<Partial>(thread, call.values[0]);
  self->function = function;
  self->arguments = arguments;
  self->keywords = keywords;
  heap.write_barrier(self);
  return Value(self);
}

Value partial_call(Thread& thread, NativeCall call) {
  auto* self = from(call.values[0]);
  const int64_t before = self->arguments->length(), positional = call.positional() - 1;
  Value few[12];
  List* many = nullptr;
  Value* all = few;
  if (before + positional > 12) {
    many = new_list(thread.heap(), before + positional);
    for (int64_t i = 0; i < before + positional; i++) (void)many->append(thread.heap(), Value::none());
    all = many->items();
  }
  for (int64_t i = 0; i < before; i++) all[i] = self->arguments->at(i);
  for (int64_t i = 0; i < positional; i++) all[before + i] = call.values[1 + i];
  if (many) thread.heap().write_barrier(many->storage_);
  Value result;
  if (!call.names && self->keywords->length() == 0) {
    result = call_with_names(thread, self->function, all, before + positional, nullptr);
  } else {
    Dict* keywords = dict_copy(thread.heap(), self->keywords);
    for (int64_t i = 0; call.names && i < call.names->length(); i++) {
      TRY(dict_set(thread, keywords, call.names->at(i), call.values[1 + positional + i]));
    }
    Tuple* arguments = tuple_from(thread.heap(), {all, size_t(before + positional)});
    result = call_unpacked(thread, self->function, arguments, keywords);
  }
  asm volatile("" : : "r"(many) : "memory");
  return result;
}

Value partial_repr(Thread& thread, Value object) {
  if (repr_enter(thread, object)) return Value(string_from_latin1(thread.heap(), "..."));
  auto* self = from(object);
  StringBuilder out;
  Type* type = type_of(object);
  if (!type->is_heap()) out.append_ascii("functools.");
  out.append(type->name);
  out.append('(');
  bool ok = true;
  auto add = [&](Value v) {
    String* text = ok ? repr(thread, v) : nullptr;
    ok = text != nullptr;
    if (ok) out.append(text);
  };
  add(self->function);
  for (int64_t i = 0; ok && i < self->arguments->length(); i++) {
    out.append_ascii(", ");
    add(self->arguments->at(i));
  }
  Value key, value;
  for (uint32_t i = 0; ok && dict_next(self->keywords, i, key, value);) {
    out.append_ascii(", ");
    String* text = str(thread, key);
    ok = text != nullptr;
    if (!ok) break;
    out.append(text);
    out.append('=');
    add(value);
  }
  repr_leave(thread, object);
  if (!ok) return Value::raised();
  out.append(')');
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}

Value partial_reduce(Thread& thread, Value object) {
  auto* self = from(object);
  Heap& heap = thread.heap();
  const Value attributes = own_attribute_count(object.as_object()) == 0 ? Value::none() : Value(TRY(instance_dict(thread, object)));
  Tuple* state = tuple_of(heap, self->function, Value(self->arguments), Value(self->keywords), attributes);
  return Value(tuple_of(heap, Value(type_of(object)), Value(tuple_of(heap, self->function)), Value(state)));
}
Status partial_setstate(Thread& thread, Value object, Value state) {
  Heap& heap = thread.heap();
  Tuple* parts = is_kind(state, Kind::Tuple) && state.as<Tuple>()->length() == 4 ? state.as<Tuple>() : nullptr;
  if (!parts || !is_callable(parts->at(0)) || !is_kind(parts->at(1), Kind::Tuple) ||
      !(parts->at(2).is_none() || is_kind(parts->at(2), Kind::Dict))) {
    return raise(thread, TypeId::TypeError, "invalid partial state");
  }
  Tuple* arguments = is_exact_tuple(parts->at(1)) ? parts->at(1).as<Tuple>() : tuple_from(heap, parts->at(1).as<Tuple>()->span());
  Dict* keywords = parts->at(2).is_none() ? new_dict(heap) : is_exact_dict(parts->at(2)) ? parts->at(2).as<Dict>() : dict_copy(heap, parts->at(2).as<Dict>());
  auto* self = from(object);
  self->function = parts->at(0);
  self->arguments = arguments;
  self->keywords = keywords;
  heap.write_barrier(self);
  if (is_kind(parts->at(3), Kind::Dict)) return set_instance_dict(thread, object, parts->at(3).as<Dict>());
  if (own_attribute_count(object.as_object()) != 0) return set_instance_dict(thread, object, new_dict(heap));
  return ok_status();
}
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", partial_new, "Create and return a new object."},
    {"__call__(self, /, *args, **kwargs)", partial_call, "Call self as a function."},
    {"__repr__(self, /)", partial_repr, "Return repr(self)."},
    {"__reduce__(self, /)", partial_reduce, ""},
    {"__setstate__(self, state, /)", partial_setstate, ""},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
Value get_dict(Thread& thread, Value self) { return Value(instance_dict(thread, self)); }
Status set_dict(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "cannot delete __dict__");
  if (!is_kind(value, Kind::Dict)) return raise(thread, TypeId::TypeError, "__dict__ must be set to a dictionary, not a '%T'", value);
  return set_instance_dict(thread, self, value.as<Dict>());
}
const Getter kGetters[] = {{"__dict__", get_dict, set_dict, nullptr}};
const Member kMembers[] = {
    {"func", MemberType::Object, offsetof(Partial, function), true, "function object to use in future partial calls"},
    {"args", MemberType::Object, offsetof(Partial, arguments), true, "tuple of arguments to future partial calls"},
    {"keywords", MemberType::Object, offsetof(Partial, keywords), true, "dictionary of keyword arguments to future partial calls"},
};
const TypeSpec kPartialSpec = {.name = "functools.partial",
                               .doc = "partial(func, *args, **keywords) - new function with partial application\n"
                                      "    of the given arguments and keywords.\n",
                               .layout = &kLayout,
                               .kind = kind(PythonKind::Other),
                               .native_size = sizeof(Partial),
                               .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
                               .methods = kMethods,
                               .getters = kGetters,
                               .members = kMembers};

}  // namespace

Status define_partial(Thread& thread, Module* module) {
  g_partial = define_type(thread, kPartialSpec);
  return module_add(thread, module, "partial", Value(g_partial));
}

}  // namespace taipan::python::functools
