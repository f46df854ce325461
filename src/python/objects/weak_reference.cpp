// python/objects/weak_reference.cpp -- weakref.ref. https://docs.python.org/3.11/library/weakref.html
//
// Room       python/objects. Proxies are in weak_proxy.cpp, the table of references and the collector's part in weak_table.cpp.
// Tests      tests/python/objects/weak_references_*.py; CPython's test_weakref
#include "python/objects/weak_reference.h"

#include "python/objects/abstract.h"
#include "python/objects/weak_table_private.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

void trace_reference(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<WeakReferenceObject*>(object)->callback.bits());
  trace_attributes(object, tracer);
}

WeakReferenceObject* from(Value v) { return v.as<WeakReferenceObject>(); }

Value reference_new(Thread& thread, NativeCall call) {
  if (call.names && call.values[0] == Value(builtin_type(TypeId::WeakReference))) {
    return raise(thread, TypeId::TypeError, "ref() takes no keyword arguments");
  }
  const int64_t n = call.positional() - 1;  // subclasses may take keywords in their __init__
  if (n < 1) return raise(thread, TypeId::TypeError, "__new__ expected at least 1 argument, got 0");
  if (n > 2 && call.values[0] == Value(builtin_type(TypeId::WeakReference))) {
    return raise(thread, TypeId::TypeError, "__new__ expected at most 2 arguments, got %ld", n);
  }
  const Value target = call.values[1];
  TRY(check_weakrefable(thread, target));
  return Value(new_weak_reference(thread, target.as_object(), n >= 2 ? call.values[2] : Value::none(), call.values[0].as<Type>()));
}
Value reference_init(Thread& thread, NativeCall call) {
  const int64_t n = call.count - 1;
  if (call.names) return raise(thread, TypeId::TypeError, "ref() takes no keyword arguments");
  if (n < 1) return raise(thread, TypeId::TypeError, "__init__ expected at least 1 argument, got 0");
  if (n > 2) return raise(thread, TypeId::TypeError, "__init__ expected at most 2 arguments, got %ld", n);
  return Value::none();
}

Value reference_call(Thread&, Value self) {
  HeapObject* target = from(self)->target;
  return target ? Value(target) : Value::none();
}

Value reference_hash(Thread& thread, Value self) {
  auto* reference = from(self);
  if (!reference->hash_known) {
    if (!reference->target) return raise(thread, TypeId::TypeError, "weak object has gone away");
    reference->hash = TRY(hash(thread, Value(reference->target)));
    reference->hash_known = true;
  }
  return integer_value(thread.heap(), int64_t(reference->hash));
}

Value reference_repr(Thread& thread, Value self) {
  auto* reference = from(self);
  const long address = long(identity(self));
  if (!reference->target) return Value(format_string(thread, "<weakref at 0x%lx; dead>", address));
  const Value target(reference->target);
  const long target_address = long(identity(target));
  const Value shown = TRY(get_attribute_or_unbound(thread, target, name(Name::NameName)));
  if (as_string(shown)) {
    return Value(format_string(thread, "<weakref at 0x%lx; to '%T' at 0x%lx (%U)>", address, target, target_address, as_string(shown)));
  }
  return Value(format_string(thread, "<weakref at 0x%lx; to '%T' at 0x%lx>", address, target, target_address));
}

template <Compare op>
Value reference_compare(Thread& thread, Value self, Value other) {
  if constexpr (op != Compare::Equal && op != Compare::NotEqual) return Value::not_implemented();
  if (!is_instance_of(other, TypeId::WeakReference)) return Value::not_implemented();
  HeapObject *a = from(self)->target, *b = from(other)->target;
  if (!a || !b) return Value::boolean((self == other) == (op == Compare::Equal));
  return compare(thread, Value(a), Value(b), op);
}

Value get_callback(Thread&, Value self) { return from(self)->target ? from(self)->callback : Value::none(); }
Value reference_class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", reference_new, "Create and return a new object."},
    {"__init__(self, /, *args, **kwargs)", reference_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__call__(self, /)", reference_call, "Call self as a function."},
    {"__hash__(self, /)", reference_hash, "Return hash(self)."},
    {"__repr__(self, /)", reference_repr, "Return repr(self)."},
    {"__lt__(self, value, /)", reference_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", reference_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", reference_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", reference_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", reference_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", reference_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__class_getitem__(cls, item, /)", reference_class_getitem, "See PEP 585", kClass},
};
const Getter kGetters[] = {{"__callback__", get_callback, nullptr, nullptr}};

}  // namespace

extern const Layout kWeakReferenceLayout = {.name = "weak reference", .size = &size_from_shape, .trace = &trace_reference};

Status check_weakrefable(Thread& thread, Value target) {
  if (target.is_object() && type_of(target)->has(kTypeWeakrefable)) return ok_status();
  return raise(thread, TypeId::TypeError, "cannot create weak reference to '%T' object", target);
}

WeakReferenceObject* new_weak_reference(Thread& thread, HeapObject* target, Value callback, Type* type) {
  if (callback.is_none()) {
    for (WeakReferenceObject* r = first_weak_reference(target); r && is_shared_weak_reference(r); r = r->next_of_target) {
      if (type_of(Value(r)) == type) return r;
    }
  }
  auto* reference = static_cast<WeakReferenceObject*>(allocate_instance(thread.heap(), type));
  reference->callback = callback;
  thread.heap().write_barrier(reference);
  link_weak_reference(thread, reference, target);
  return reference;
}

Value weak_target(Value reference) {
  if (!is_kind(reference, kind(PythonKind::WeakReference))) return Value::unbound();
  HeapObject* target = from(reference)->target;
  return target ? Value(target) : Value::unbound();
}

extern const TypeSpec kWeakReferenceSpec = {.name = "weakref.ReferenceType",
                                            .doc = "A reference that does not keep its object alive.",
                                            .layout = &kWeakReferenceLayout,
                                            .kind = kind(PythonKind::WeakReference),
                                            .native_size = sizeof(WeakReferenceObject),
                                            .flags = kTypeSubclassable,
                                            .methods = kMethods,
                                            .getters = kGetters};

}  // namespace taipan::python
