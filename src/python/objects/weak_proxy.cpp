// python/objects/weak_proxy.cpp -- weakref.proxy: what it is asked, it asks its target.
// https://docs.python.org/3.11/library/weakref.html#weakref.proxy
//
// Room       python/objects.
// Tests      tests/python/objects/weak_proxies.py; CPython's test_weakref
#include "python/objects/abstract.h"
#include "python/objects/weak_reference.h"

namespace taipan::python {

extern const Layout kWeakReferenceLayout;  // weak_reference.cpp

namespace {

bool is_proxy(Value v) { return is_exact(v, TypeId::WeakProxy) || is_exact(v, TypeId::WeakCallableProxy); }

// The target of a proxy; any other value as it is.
Value target_of(Thread& thread, Value v) {
  if (!is_proxy(v)) return v;
  const Value target = weak_target(v);
  if (target.is_unbound()) return raise(thread, TypeId::ReferenceError, "weakly-referenced object no longer exists");
  return target;
}

Value proxy_getattribute(Thread& thread, Value self, String* attribute) {
  return get_attribute(thread, TRY(target_of(thread, self)), intern(thread.heap(), attribute));
}
Status proxy_setattr(Thread& thread, Value self, String* attribute, Value value) {
  return set_attribute(thread, TRY(target_of(thread, self)), intern(thread.heap(), attribute), value);
}
Status proxy_delattr(Thread& thread, Value self, String* attribute) {
  return set_attribute(thread, TRY(target_of(thread, self)), intern(thread.heap(), attribute), Value::unbound());
}
Value proxy_repr(Thread& thread, Value self) {
  const Value target = weak_target(self);
  const Value shown = target.is_unbound() ? Value::none() : target;
  return Value(format_string(thread, "<weakproxy at 0x%lx to %T at 0x%lx>", long(identity(self)), shown, long(identity(shown))));
}
Value proxy_str(Thread& thread, Value self) { return Value(str(thread, TRY(target_of(thread, self)))); }
Result<bool> proxy_bool(Thread& thread, Value self) { return is_true(thread, TRY(target_of(thread, self))); }
Result<int64_t> proxy_len(Thread& thread, Value self) { return length(thread, TRY(target_of(thread, self))); }
Result<bool> proxy_contains(Thread& thread, Value self, Value item) { return contains(thread, TRY(target_of(thread, self)), item); }
Value proxy_getitem(Thread& thread, Value self, Value key) { return get_item(thread, TRY(target_of(thread, self)), key); }
Status proxy_setitem(Thread& thread, Value self, Value key, Value value) { return set_item(thread, TRY(target_of(thread, self)), key, value); }
Status proxy_delitem(Thread& thread, Value self, Value key) { return delete_item(thread, TRY(target_of(thread, self)), key); }
Value proxy_iter(Thread& thread, Value self) { return get_iterator(thread, TRY(target_of(thread, self))); }
Value proxy_next(Thread& thread, Value self) {
  const Value target = TRY(target_of(thread, self));
  if (lookup_special(type_of(target), Special::Next).is_unbound()) {
    return raise(thread, TypeId::TypeError, "Weakref proxy referenced a non-iterator '%T' object", target);
  }
  return call_special(thread, target, Special::Next, {});
}
Value proxy_bytes(Thread& thread, Value self) { return call_method(thread, TRY(target_of(thread, self)), special_name(Special::Bytes), {}); }
Value proxy_reversed(Thread& thread, Value self) {
  return call_method(thread, TRY(target_of(thread, self)), special_name(Special::ReversedName), {});
}
Value proxy_call(Thread& thread, NativeCall call) {
  const Value target = TRY(target_of(thread, call.values[0]));
  return call_with_names(thread, target, call.values + 1, call.count - 1, call.names);
}

template <Compare op>
Value proxy_compare(Thread& thread, Value self, Value other) {
  const Value a = TRY(target_of(thread, self)), b = TRY(target_of(thread, other));
  return compare(thread, a, b, op);
}
template <BinaryOp op>
Value proxy_binary(Thread& thread, Value self, Value other) {
  const Value a = TRY(target_of(thread, self)), b = TRY(target_of(thread, other));
  return binary(thread, a, b, op);
}
template <BinaryOp op>
Value proxy_reflected(Thread& thread, Value self, Value other) {
  return proxy_binary<op>(thread, other, self);
}
template <BinaryOp op>
Value proxy_inplace(Thread& thread, Value self, Value other) {
  const Value a = TRY(target_of(thread, self)), b = TRY(target_of(thread, other));
  return inplace(thread, a, b, op);
}
Value proxy_pow(Thread& thread, Value self, Value other, Value modulus) {
  const Value a = TRY(target_of(thread, self)), b = TRY(target_of(thread, other)), m = TRY(target_of(thread, modulus));
  return power(thread, a, b, m);
}
Value proxy_rpow(Thread& thread, Value self, Value other, Value modulus) { return proxy_pow(thread, other, self, modulus); }
template <Value (*operation)(Thread&, Value)>
Value proxy_unary(Thread& thread, Value self) {
  return operation(thread, TRY(target_of(thread, self)));
}

#define BINARY_METHODS(name, Op)                                                                   \
  {"__" name "__(self, value, /)", proxy_binary<BinaryOp::Op>, ""},                                \
      {"__r" name "__(self, value, /)", proxy_reflected<BinaryOp::Op>, ""},                        \
      {"__i" name "__(self, value, /)", proxy_inplace<BinaryOp::Op>, ""}
#define PROXY_METHODS                                                                              \
  {"__getattribute__(self, name, /)", proxy_getattribute, "Return getattr(self, name)."},          \
      {"__setattr__(self, name, value, /)", proxy_setattr, "Implement setattr(self, name, value)."}, \
      {"__delattr__(self, name, /)", proxy_delattr, "Implement delattr(self, name)."},             \
      {"__repr__(self, /)", proxy_repr, "Return repr(self)."},                                     \
      {"__str__(self, /)", proxy_str, "Return str(self)."},                                        \
      {"__bool__(self, /)", proxy_bool, "True if self else False"},                                \
      {"__len__(self, /)", proxy_len, "Return len(self)."},                                        \
      {"__contains__(self, key, /)", proxy_contains, "Return key in self."},                       \
      {"__getitem__(self, key, /)", proxy_getitem, "Return self[key]."},                           \
      {"__setitem__(self, key, value, /)", proxy_setitem, "Set self[key] to value."},              \
      {"__delitem__(self, key, /)", proxy_delitem, "Delete self[key]."},                           \
      {"__iter__(self, /)", proxy_iter, "Implement iter(self)."},                                  \
      {"__next__(self, /)", proxy_next, "Implement next(self)."},                                  \
      {"__bytes__(self, /)", proxy_bytes, ""},                                                     \
      {"__reversed__(self, /)", proxy_reversed, ""},                                               \
      {"__lt__(self, value, /)", proxy_compare<Compare::Less>, "Return self<value."},              \
      {"__le__(self, value, /)", proxy_compare<Compare::LessEqual>, "Return self<=value."},        \
      {"__eq__(self, value, /)", proxy_compare<Compare::Equal>, "Return self==value."},            \
      {"__ne__(self, value, /)", proxy_compare<Compare::NotEqual>, "Return self!=value."},         \
      {"__gt__(self, value, /)", proxy_compare<Compare::Greater>, "Return self>value."},           \
      {"__ge__(self, value, /)", proxy_compare<Compare::GreaterEqual>, "Return self>=value."},     \
      BINARY_METHODS("add", Add), BINARY_METHODS("sub", Subtract), BINARY_METHODS("mul", Multiply), \
      BINARY_METHODS("truediv", TrueDivide), BINARY_METHODS("floordiv", FloorDivide), BINARY_METHODS("mod", Remainder), \
      BINARY_METHODS("lshift", LeftShift), BINARY_METHODS("rshift", RightShift), BINARY_METHODS("and", And), \
      BINARY_METHODS("or", Or), BINARY_METHODS("xor", Xor), BINARY_METHODS("matmul", MatrixMultiply), \
      {"__divmod__(self, value, /)", proxy_binary<BinaryOp::DivMod>, ""},                          \
      {"__rdivmod__(self, value, /)", proxy_reflected<BinaryOp::DivMod>, ""},                      \
      {"__pow__(self, value, mod=None, /)", proxy_pow, ""},                                        \
      {"__rpow__(self, value, mod=None, /)", proxy_rpow, ""},                                      \
      {"__ipow__(self, value, /)", proxy_inplace<BinaryOp::Power>, ""},                            \
      {"__neg__(self, /)", proxy_unary<negative>, ""},                                             \
      {"__pos__(self, /)", proxy_unary<positive>, ""},                                             \
      {"__abs__(self, /)", proxy_unary<absolute>, ""},                                             \
      {"__invert__(self, /)", proxy_unary<invert>, ""},                                            \
      {"__int__(self, /)", proxy_unary<to_int>, ""},                                               \
      {"__float__(self, /)", proxy_unary<to_float>, ""},                                           \
      {"__index__(self, /)", proxy_unary<to_index>, ""}

const Method kProxyMethods[] = {PROXY_METHODS};
const Method kCallableMethods[] = {PROXY_METHODS, {"__call__(self, /, *args, **kwargs)", proxy_call, "Call self as a function."}};

}  // namespace

extern const TypeSpec kWeakProxySpec = {.name = "weakref.ProxyType",
                                        .layout = &kWeakReferenceLayout,
                                        .kind = kind(PythonKind::WeakReference),
                                        .native_size = sizeof(WeakReferenceObject),
                                        .flags = kTypeNoInstantiation,
                                        .methods = kProxyMethods};
extern const TypeSpec kWeakCallableProxySpec = {.name = "weakref.CallableProxyType",
                                                .layout = &kWeakReferenceLayout,
                                                .kind = kind(PythonKind::WeakReference),
                                                .native_size = sizeof(WeakReferenceObject),
                                                .flags = kTypeNoInstantiation,
                                                .methods = kCallableMethods};

}  // namespace taipan::python
