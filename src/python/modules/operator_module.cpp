// python/modules/operator_module.cpp -- the module _operator: operators as functions. https://docs.python.org/3.11/library/operator.html
//
// Room       python/modules. The callable types attrgetter, itemgetter, methodcaller are in operator_getters.cpp.
// Tests      tests/python/modules/operator_*.py; CPython's test_operator
#include "python/modules/operator_private.h"
#include "python/objects/buffer.h"

namespace taipan::python {

namespace {

template <Compare op>
Value compare_by(Thread& thread, Value a, Value b) {
  return compare(thread, a, b, op);
}
template <BinaryOp op>
Value binary_by(Thread& thread, Value a, Value b) {
  return binary(thread, a, b, op);
}
template <BinaryOp op>
Value inplace_by(Thread& thread, Value a, Value b) {
  return inplace(thread, a, b, op);
}
Result<bool> not_(Thread& thread, Value a) { return !TRY(is_true(thread, a)); }
Result<bool> truth(Thread& thread, Value a) { return is_true(thread, a); }
bool is_(Thread&, Value a, Value b) { return is_same(a, b); }
bool is_not(Thread&, Value a, Value b) { return !is_same(a, b); }
Value index(Thread& thread, Value a) { return to_index(thread, a); }

bool is_sequence(Value v) { return !lookup_special(type_of(v), Special::GetItem).is_unbound() && !is_kind(v, Kind::Dict); }
Value concat(Thread& thread, Value a, Value b) {
  if (!is_sequence(a)) return raise(thread, TypeId::TypeError, "'%T' object can't be concatenated", a);
  return binary(thread, a, b, BinaryOp::Add);
}
Value iconcat(Thread& thread, Value a, Value b) {
  if (!is_sequence(a)) return raise(thread, TypeId::TypeError, "'%T' object can't be concatenated", a);
  return inplace(thread, a, b, BinaryOp::Add);
}
Result<bool> contains_(Thread& thread, Value a, Value b) { return contains(thread, a, b); }
Value getitem(Thread& thread, Value a, Value b) { return get_item(thread, a, b); }
Status setitem(Thread& thread, Value a, Value b, Value c) { return set_item(thread, a, b, c); }
Status delitem(Thread& thread, Value a, Value b) { return delete_item(thread, a, b); }

Value count_of(Thread& thread, Value a, Value b) {
  int64_t n = 0;
  TRY(for_each(thread, a, [&](Value item) {
    Result<bool> same = equal(thread, item, b);
    if (!same.ok()) return false;
    n += same.value();
    return true;
  }));
  return integer_value(thread.heap(), n);
}
Value index_of(Thread& thread, Value a, Value b) {
  int64_t n = 0;
  bool found = false;
  TRY(for_each(thread, a, [&](Value item) {
    Result<bool> same = equal(thread, item, b);
    if (!same.ok()) return false;
    found = same.value();
    n += !found;
    return !found;
  }));
  if (!found) return raise(thread, TypeId::ValueError, "sequence.index(x): x not in sequence");
  return integer_value(thread.heap(), n);
}
Value length_hint_(Thread& thread, Value object, Value default_value) {
  if (!is_int_like(default_value)) return raise(thread, TypeId::TypeError, "'%T' object cannot be interpreted as an integer", default_value);
  const int64_t fallback = TRY(to_int64(thread, default_value));
  return integer_value(thread.heap(), TRY(length_hint(thread, object, fallback)));
}
Value call_(Thread& thread, NativeCall call) {
  if (call.positional() == 0) return raise(thread, TypeId::TypeError, "call expected at least 1 argument, got 0");
  return call_with_names(thread, call.values[0], call.values + 1, call.count - 1, call.names);
}

// Takes a time that depends on the lengths only.
bool same_bytes(std::string_view a, std::string_view b) {
  uint8_t difference = a.size() != b.size();
  if (difference) a = b;
  for (size_t i = 0; i < b.size(); i++) difference |= uint8_t(a[i]) ^ uint8_t(b[i]);
  return difference == 0;
}
Value compare_digest(Thread& thread, Value a, Value b) {
  if (as_string(a) && as_string(b)) {
    if (!as_string(a)->is_ascii() || !as_string(b)->is_ascii()) {
      return raise(thread, TypeId::TypeError, "comparing strings with non-ASCII characters is not supported");
    }
    return Value::boolean(same_bytes(as_string(a)->bytes(), as_string(b)->bytes()));
  }
  if (!is_bytes_like(a) || !is_bytes_like(b)) {
    return raise(thread, TypeId::TypeError, "unsupported operand types(s) or combination of types: '%T' and '%T'", a, b);
  }
  BufferView left, right;
  TRY(get_buffer(thread, a, &left));
  TRY(get_buffer(thread, b, &right));
  return Value::boolean(same_bytes(left.view(), right.view()));
}

const Method kFunctions[] = {
    {"lt(a, b, /)", compare_by<Compare::Less>, "Same as a < b."},
    {"le(a, b, /)", compare_by<Compare::LessEqual>, "Same as a <= b."},
    {"eq(a, b, /)", compare_by<Compare::Equal>, "Same as a == b."},
    {"ne(a, b, /)", compare_by<Compare::NotEqual>, "Same as a != b."},
    {"gt(a, b, /)", compare_by<Compare::Greater>, "Same as a > b."},
    {"ge(a, b, /)", compare_by<Compare::GreaterEqual>, "Same as a >= b."},
    {"not_(a, /)", not_, "Same as not a."},
    {"truth(a, /)", truth, "Return True if a is true, False otherwise."},
    {"is_(a, b, /)", is_, "Same as a is b."},
    {"is_not(a, b, /)", is_not, "Same as a is not b."},
    {"abs(a, /)", absolute, "Same as abs(a)."},
    {"add(a, b, /)", binary_by<BinaryOp::Add>, "Same as a + b."},
    {"and_(a, b, /)", binary_by<BinaryOp::And>, "Same as a & b."},
    {"floordiv(a, b, /)", binary_by<BinaryOp::FloorDivide>, "Same as a // b."},
    {"index(a, /)", index, "Same as a.__index__()"},
    {"inv(a, /)", invert, "Same as ~a."},
    {"invert(a, /)", invert, "Same as ~a."},
    {"lshift(a, b, /)", binary_by<BinaryOp::LeftShift>, "Same as a << b."},
    {"matmul(a, b, /)", binary_by<BinaryOp::MatrixMultiply>, "Same as a @ b."},
    {"mod(a, b, /)", binary_by<BinaryOp::Remainder>, "Same as a % b."},
    {"mul(a, b, /)", binary_by<BinaryOp::Multiply>, "Same as a * b."},
    {"neg(a, /)", negative, "Same as -a."},
    {"or_(a, b, /)", binary_by<BinaryOp::Or>, "Same as a | b."},
    {"pos(a, /)", positive, "Same as +a."},
    {"pow(a, b, /)", binary_by<BinaryOp::Power>, "Same as a ** b."},
    {"rshift(a, b, /)", binary_by<BinaryOp::RightShift>, "Same as a >> b."},
    {"sub(a, b, /)", binary_by<BinaryOp::Subtract>, "Same as a - b."},
    {"truediv(a, b, /)", binary_by<BinaryOp::TrueDivide>, "Same as a / b."},
    {"xor(a, b, /)", binary_by<BinaryOp::Xor>, "Same as a ^ b."},
    {"concat(a, b, /)", concat, "Same as a + b, for a and b sequences."},
    {"contains(a, b, /)", contains_, "Same as b in a (note reversed operands)."},
    {"countOf(a, b, /)", count_of, "Return the number of items in a which are, or which equal, b."},
    {"delitem(a, b, /)", delitem, "Same as del a[b]."},
    {"getitem(a, b, /)", getitem, "Same as a[b]."},
    {"indexOf(a, b, /)", index_of, "Return the first index of b in a."},
    {"setitem(a, b, c, /)", setitem, "Same as a[b] = c."},
    {"length_hint(obj, default=0, /)", length_hint_, "Return an estimate of the number of items in obj."},
    {"call(obj, /, *args, **kwargs)", call_, "Same as obj(*args, **kwargs)."},
    {"iadd(a, b, /)", inplace_by<BinaryOp::Add>, "Same as a += b."},
    {"iand(a, b, /)", inplace_by<BinaryOp::And>, "Same as a &= b."},
    {"iconcat(a, b, /)", iconcat, "Same as a += b, for a and b sequences."},
    {"ifloordiv(a, b, /)", inplace_by<BinaryOp::FloorDivide>, "Same as a //= b."},
    {"ilshift(a, b, /)", inplace_by<BinaryOp::LeftShift>, "Same as a <<= b."},
    {"imod(a, b, /)", inplace_by<BinaryOp::Remainder>, "Same as a %= b."},
    {"imul(a, b, /)", inplace_by<BinaryOp::Multiply>, "Same as a *= b."},
    {"imatmul(a, b, /)", inplace_by<BinaryOp::MatrixMultiply>, "Same as a @= b."},
    {"ior(a, b, /)", inplace_by<BinaryOp::Or>, "Same as a |= b."},
    {"ipow(a, b, /)", inplace_by<BinaryOp::Power>, "Same as a **= b."},
    {"irshift(a, b, /)", inplace_by<BinaryOp::RightShift>, "Same as a >>= b."},
    {"isub(a, b, /)", inplace_by<BinaryOp::Subtract>, "Same as a -= b."},
    {"itruediv(a, b, /)", inplace_by<BinaryOp::TrueDivide>, "Same as a /= b."},
    {"ixor(a, b, /)", inplace_by<BinaryOp::Xor>, "Same as a ^= b."},
    {"_compare_digest(a, b, /)", compare_digest, "Return 'a == b', in a time that does not depend on the contents."},
};

}  // namespace

extern const ModuleSpec kOperatorModule = {
    .name = "_operator", .doc = "Operator interface.", .functions = kFunctions, .execute = define_operator_getters};

}  // namespace taipan::python
