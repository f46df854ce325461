// python/modules/collections/default_dict.cpp -- collections.defaultdict, and counting for collections.Counter.
// https://docs.python.org/3.11/library/collections.html#defaultdict-objects
//
// Room       python/modules.
// Tests      tests/python/modules/default_dict_*.py; CPython's test_defaultdict
#include "python/modules/collections/collections_private.h"
#include "vm/plain_keys.h"

namespace taipan::python::collections {

namespace {

struct DefaultDict : Dict {
  Value factory;  // unbound: None
};
Type* g_default_dict;

DefaultDict* from(Value v) { return static_cast<DefaultDict*>(v.as_object()); }
bool is_default_dict(Value v) { return v.is_object() && is_subtype(type_of(v), g_default_dict); }
Value factory_of(Value object) { return from(object)->factory.is_unbound() ? Value::none() : from(object)->factory; }

void trace_default_dict(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<DefaultDict*>(object)->factory.bits());
  kDictLayout.trace(object, tracer);
}
const Layout kLayout = {.name = "default dict", .size = &size_from_shape, .trace = &trace_default_dict};

Value dict_method(Type* type, String* name) { return lookup(type, name); }

Value default_init(Thread& thread, NativeCall call) {
  const Value self = call.values[0];
  const int64_t positional = call.positional() - 1;
  Value factory = Value::none();
  if (positional > 0) {
    factory = call.values[1];
    if (!factory.is_none() && !is_callable(factory)) return raise(thread, TypeId::TypeError, "first argument must be callable or None");
  }
  from(self)->factory = factory;
  thread.heap().write_barrier(self.as_object());
  // The rest goes to dict.__init__.
  List* rest = new_list(thread.heap(), call.count);
  (void)rest->append(thread.heap(), self);
  for (int64_t i = positional > 0 ? 2 : 1; i < call.count; i++) (void)rest->append(thread.heap(), call.values[i]);
  const Value result = call_with_names(thread, lookup_special(builtin_type(TypeId::Dict), Special::Init), rest->items(), rest->length(), call.names);
  asm volatile("" : : "r"(rest) : "memory");
  return result;
}
Value default_missing(Thread& thread, Value self, Value key) {
  const Value factory = factory_of(self);
  if (factory.is_none()) return raise_key_error(thread, key);
  const Value value = TRY(call_with(thread, factory));
  if (type_of(self) == g_default_dict) {
    TRY(dict_set(thread, from(self), key, value));
  } else {
    TRY(set_item(thread, self, key, value));
  }
  return value;
}
Value default_repr(Thread& thread, Value self) {
  const Value base = TRY(call_with(thread, lookup_special(builtin_type(TypeId::Dict), Special::Repr), self));
  const Value factory = factory_of(self);
  String* factory_text;
  if (factory.is_none()) {
    factory_text = intern(thread.heap(), "None");
  } else if (repr_enter(thread, self)) {
    factory_text = intern(thread.heap(), "...");
  } else {
    factory_text = repr(thread, factory);
    repr_leave(thread, self);
  }
  if (!factory_text) return Value::raised();
  return Value(format_string(thread, "%N(%U, %S)", type_of(self), factory_text, base));
}
// type(self)(factory, contents)
Value made_like(Thread& thread, Value self, Value contents) { return call_with(thread, Value(type_of(self)), factory_of(self), contents); }
Value default_copy(Thread& thread, Value self) { return made_like(thread, self, self); }
Value default_or(Thread& thread, Value self, Value other) {
  if (!is_kind(other, Kind::Dict)) return Value::not_implemented();
  const Value result = TRY(made_like(thread, self, self));
  if (!is_default_dict(result)) return result;
  TRY(dict_update(thread, from(result), other));
  return result;
}
Value default_ror(Thread& thread, Value self, Value other) {
  if (!is_kind(other, Kind::Dict)) return Value::not_implemented();
  const Value result = TRY(made_like(thread, self, other));
  if (!is_default_dict(result)) return result;
  TRY(dict_update(thread, from(result), self));
  return result;
}
Value default_reduce(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  const Value factory = factory_of(self);
  Tuple* arguments = factory.is_none() ? empty_tuple() : tuple_of(heap, factory);
  const Value items = TRY(call_method(thread, self, name(Name::Items), {}));
  const Value iterator = TRY(get_iterator(thread, items));
  return Value(tuple_of(heap, Value(type_of(self)), Value(arguments), Value::none(), Value::none(), iterator));
}
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__init__(self, /, *args, **kwargs)", default_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__missing__(self, key, /)", default_missing, "Called by __getitem__ for missing keys: stores and returns what the factory makes."},
    {"__repr__(self, /)", default_repr, "Return repr(self)."},
    {"copy(self, /)", default_copy, "D.copy() -> a shallow copy of D."},
    {"__copy__(self, /)", default_copy, "D.copy() -> a shallow copy of D."},
    {"__or__(self, value, /)", default_or, "Return self|value."},
    {"__ror__(self, value, /)", default_ror, "Return value|self."},
    {"__reduce__(self, /)", default_reduce, "Return state information for pickling."},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Member kMembers[] = {
    {"default_factory", MemberType::Object, offsetof(DefaultDict, factory), false, "Factory for default value called by __missing__()."}};
const TypeSpec kDefaultDictSpec = {.name = "collections.defaultdict",
                                   .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory",
                                   .layout = &kLayout,
                                   .kind = Kind::Dict,
                                   .native_size = sizeof(DefaultDict),
                                   .flags = kTypeSubclassable | kTypeMapping,
                                   .methods = kMethods,
                                   .members = kMembers};

}  // namespace

Value count_elements(Thread& thread, Value mapping, Value iterable) {
  Type* type = type_of(mapping);
  Type* dict_type = builtin_type(TypeId::Dict);
  const bool plain = is_kind(mapping, Kind::Dict) && dict_method(type, name(Name::Get)) == dict_method(dict_type, name(Name::Get)) &&
                     uses_native(type, Special::SetItem, TypeId::Dict);
  const Value one = Value::integer(1), zero = Value::integer(0);
  if (plain) {
    auto* dict = static_cast<Dict*>(mapping.as_object());
    TRY(for_each(thread, iterable, [&](Value key) {
      Result<uint64_t> h = is_plain_key(key) ? Result<uint64_t>(plain_hash(key)) : hash(thread, key);
      if (!h.ok()) return false;
      const Value old = dict_get_with_hash(thread, dict, key, h.value());
      if (old.is_raised()) return false;
      const Value next = old.is_unbound() ? one
                         : old.is_int() && old.as_int() < Value::kMaxInt ? Value::integer(old.as_int() + 1)
                                                                         : binary(thread, old, one, BinaryOp::Add);
      return !next.is_raised() && dict_set_with_hash(thread, dict, key, h.value(), next).ok();
    }));
    return Value::none();
  }
  const Value get = TRY(get_attribute(thread, mapping, name(Name::Get)));
  TRY(for_each(thread, iterable, [&](Value key) {
    const Value old = call_with(thread, get, key, zero);
    if (old.is_raised()) return false;
    const Value next = binary(thread, old, one, BinaryOp::Add);
    return !next.is_raised() && set_item(thread, mapping, key, next).ok();
  }));
  return Value::none();
}

Status define_default_dict(Thread& thread, Module* module) {
  g_default_dict = TRY(add_type(thread, module, kDefaultDictSpec, builtin_type(TypeId::Dict)));
  return ok_status();
}

}  // namespace taipan::python::collections
