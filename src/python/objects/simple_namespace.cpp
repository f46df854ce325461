// python/objects/simple_namespace.cpp -- types.SimpleNamespace: an object that is nothing but its attributes.
// https://docs.python.org/3.11/library/types.html#types.SimpleNamespace
//
// Room       python/objects.
// Tests      tests/python/objects/simple_namespace.py; CPython's test_types
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

Value namespace_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }

Value namespace_init(Thread& thread, NativeCall call) {
  if (call.positional() > 1) return raise(thread, TypeId::TypeError, "no positional arguments expected");
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    String* attribute = intern(thread.heap(), call.names->at(i).as<String>());
    TRY(generic_set_attribute(thread, call.values[0], attribute, call.values[1 + i]));
  }
  return Value::none();
}

Value namespace_repr(Thread& thread, Value self) {
  Type* type = type_of(self);
  const bool exact = type == builtin_type(TypeId::SimpleNamespace);
  String* shown = exact ? intern(thread.heap(), "namespace") : type->name;
  if (repr_enter(thread, self)) return Value(format_string(thread, "%U(...)", shown));
  StringBuilder out;
  out.append(shown);
  out.append('(');
  Dict* attributes = instance_dict(thread, self);
  bool ok = attributes != nullptr, first = true;
  Value key, value;
  for (uint32_t i = 0; ok && dict_next(attributes, i, key, value);) {
    if (!as_string(key) || as_string(key)->length() == 0) continue;
    String* text = repr(thread, value);
    ok = text != nullptr;
    if (!ok) break;
    if (!first) out.append_ascii(", ");
    first = false;
    out.append(as_string(key));
    out.append('=');
    out.append(text);
  }
  repr_leave(thread, self);
  if (!ok) return Value::raised();
  out.append(')');
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}

template <Compare op>
Value namespace_compare(Thread& thread, Value self, Value other) {
  if (!is_instance_of(other, TypeId::SimpleNamespace)) return Value::not_implemented();
  const Value left(TRY(instance_dict(thread, self))), right(TRY(instance_dict(thread, other)));
  return compare(thread, left, right, op);
}

Value namespace_reduce(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  const Value attributes(TRY(instance_dict(thread, self)));
  return Value(tuple_of(heap, Value(type_of(self)), Value(empty_tuple()), attributes));
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", namespace_new, "Create and return a new object."},
    {"__init__(self, /, *args, **kwargs)", namespace_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", namespace_repr, "Return repr(self)."},
    {"__lt__(self, value, /)", namespace_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", namespace_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", namespace_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", namespace_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", namespace_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", namespace_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__reduce__(self, /)", namespace_reduce, "Return state information for pickling"},
};

}  // namespace

extern const TypeSpec kSimpleNamespaceSpec = {.name = "types.SimpleNamespace",
                                              .doc = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
                                              .layout = &kInstanceLayout,
                                              .native_size = sizeof(HeapObject),
                                              .flags = kTypeSubclassable | kTypeHasDict,
                                              .methods = kMethods};

}  // namespace taipan::python
