// python/objects/mapping_proxy.cpp -- types.MappingProxyType: a read-only view of a mapping.
// https://docs.python.org/3.11/library/types.html#types.MappingProxyType
//
// Room       python/objects.
// Tests      tests/python/objects/mapping_proxy.py; CPython's test_types
#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

namespace {

void trace_proxy(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<MappingProxy*>(object)->mapping.bits()); }
const Layout kLayout = {.name = "mapping proxy", .fixed_size = sizeof(MappingProxy), .trace = &trace_proxy};

Value mapping_of(Value self) { return self.as<MappingProxy>()->mapping; }

Value proxy_new(Thread& thread, Value, Value mapping) {
  const bool sequence = is_kind(mapping, Kind::List) || is_kind(mapping, Kind::Tuple);
  if (sequence || lookup_special(type_of(mapping), Special::GetItem).is_unbound()) {
    return raise(thread, TypeId::TypeError, "mappingproxy() argument must be a mapping, not %T", mapping);
  }
  return new_mapping_proxy(thread.heap(), mapping);
}
Result<int64_t> proxy_len(Thread& thread, Value self) { return length(thread, mapping_of(self)); }
Value proxy_getitem(Thread& thread, Value self, Value key) { return get_item(thread, mapping_of(self), key); }
Result<bool> proxy_contains(Thread& thread, Value self, Value key) { return contains(thread, mapping_of(self), key); }
Value proxy_iter(Thread& thread, Value self) { return get_iterator(thread, mapping_of(self)); }
Value proxy_reversed(Thread& thread, Value self) {
  return call_method(thread, mapping_of(self), special_name(Special::ReversedName), {});
}
Value proxy_repr(Thread& thread, Value self) { return Value(format_string(thread, "mappingproxy(%R)", mapping_of(self))); }
Value proxy_str(Thread& thread, Value self) { return Value(str(thread, mapping_of(self))); }
template <Compare op>
Value proxy_compare(Thread& thread, Value self, Value other) {
  return compare(thread, mapping_of(self), other, op);
}
Value unwrapped(Value v) { return is_exact(v, TypeId::MappingProxy) ? mapping_of(v) : v; }
Value proxy_or(Thread& thread, Value self, Value other) { return binary(thread, unwrapped(self), unwrapped(other), BinaryOp::Or); }
Value proxy_ror(Thread& thread, Value self, Value other) { return binary(thread, unwrapped(other), unwrapped(self), BinaryOp::Or); }
Value proxy_ior(Thread& thread, Value self, Value) {
  return raise(thread, TypeId::TypeError, "'|=' is not supported by %T; use '|' instead", self);
}
Value proxy_get(Thread& thread, Value self, Value key, Value default_value) {
  return call_method_with(thread, mapping_of(self), name(Name::Get), key, default_value);
}
Value proxy_keys(Thread& thread, Value self) { return call_method(thread, mapping_of(self), name(Name::Keys), {}); }
Value proxy_values(Thread& thread, Value self) { return call_method(thread, mapping_of(self), intern(thread.heap(), "values"), {}); }
Value proxy_items(Thread& thread, Value self) { return call_method(thread, mapping_of(self), name(Name::Items), {}); }
Value proxy_copy(Thread& thread, Value self) { return call_method(thread, mapping_of(self), name(Name::Copy), {}); }
Value proxy_class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__new__(cls, mapping)", proxy_new, "Create and return a new object."},
    {"__len__(self, /)", proxy_len, "Return len(self)."},
    {"__getitem__(self, key, /)", proxy_getitem, "Return self[key]."},
    {"__contains__(self, key, /)", proxy_contains, "Return key in self."},
    {"__iter__(self, /)", proxy_iter, "Implement iter(self)."},
    {"__reversed__(self, /)", proxy_reversed, "D.__reversed__() -> reverse iterator"},
    {"__repr__(self, /)", proxy_repr, "Return repr(self)."},
    {"__str__(self, /)", proxy_str, "Return str(self)."},
    {"__lt__(self, value, /)", proxy_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", proxy_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", proxy_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", proxy_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", proxy_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", proxy_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__or__(self, value, /)", proxy_or, "Return self|value."},
    {"__ror__(self, value, /)", proxy_ror, "Return value|self."},
    {"__ior__(self, value, /)", proxy_ior, "Return self|=value."},
    {"get(self, key, default=None, /)", proxy_get, "Return the value for key if key is in the mapping, else default."},
    {"keys(self, /)", proxy_keys, "D.keys() -> a set-like object providing a view on D's keys"},
    {"values(self, /)", proxy_values, "D.values() -> an object providing a view on D's values"},
    {"items(self, /)", proxy_items, "D.items() -> a set-like object providing a view on D's items"},
    {"copy(self, /)", proxy_copy, "D.copy() -> a shallow copy of D"},
    {"__class_getitem__(cls, item, /)", proxy_class_getitem, "See PEP 585", kClass},
};

}  // namespace

Value new_mapping_proxy(Heap& heap, Value mapping) {
  auto* proxy = heap.allocate_as<MappingProxy>(exact_shape(TypeId::MappingProxy));
  proxy->mapping = mapping;
  return Value(proxy);
}

extern const TypeSpec kMappingProxySpec = {.name = "mappingproxy",
                                           .doc = "A read-only proxy of a mapping.",
                                           .layout = &kLayout,
                                           .kind = kind(PythonKind::MappingProxy),
                                           .native_size = sizeof(MappingProxy),
                                           .flags = kTypeMapping,
                                           .methods = kMethods};

}  // namespace taipan::python
