// python/objects/bool_type.cpp -- the type `bool`. https://docs.python.org/3.11/library/stdtypes.html#boolean-type-bool
//
// Room       python/objects. True and False are immediates; whatever is not here comes from int.
// Tests      tests/python/objects/numbers/, CPython's test_bool
#include "python/objects/int_private.h"

namespace taipan::python {

namespace {

Result<bool> bool_new(Thread& thread, Value, Value x) {
  if (x.is_missing()) return false;
  return is_true(thread, x);
}

String* bool_repr(Thread& thread, Value self) { return intern(thread.heap(), self.is_true() ? "True" : "False"); }

template <BinaryOp op>
Value bool_bitwise(Thread& thread, Value self, Value other) {
  if (self.is_bool() && other.is_bool()) {
    const bool a = self.as_bool(), b = other.as_bool();
    return Value::boolean(op == BinaryOp::And ? (a && b) : op == BinaryOp::Or ? (a || b) : (a != b));
  }
  if (!is_int_like(other)) return Value::not_implemented();
  return int_binary(thread, self, other, op);
}
template <BinaryOp op>
Value bool_bitwise_reflected(Thread& thread, Value self, Value other) {
  if (!is_int_like(other)) return Value::not_implemented();
  return bool_bitwise<op>(thread, self, other);
}

const Method kMethods[] = {
    {"__new__(cls, x=<False>, /)", bool_new, "Create and return a new object."},
    {"__repr__(self, /)", bool_repr, "Return repr(self)."},
    {"__and__(self, value, /)", bool_bitwise<BinaryOp::And>, "Return self&value."},
    {"__rand__(self, value, /)", bool_bitwise_reflected<BinaryOp::And>, "Return value&self."},
    {"__xor__(self, value, /)", bool_bitwise<BinaryOp::Xor>, "Return self^value."},
    {"__rxor__(self, value, /)", bool_bitwise_reflected<BinaryOp::Xor>, "Return value^self."},
    {"__or__(self, value, /)", bool_bitwise<BinaryOp::Or>, "Return self|value."},
    {"__ror__(self, value, /)", bool_bitwise_reflected<BinaryOp::Or>, "Return value|self."},
};

}  // namespace

extern const TypeSpec kBoolSpec = {
    .name = "bool",
    .doc = "bool(x) -> bool\n\nTrue if x is true, otherwise False. These two are the only instances.",
    .flags = kTypeMatchSelf,
    .methods = kMethods,
};

}  // namespace taipan::python
