// python/objects/int_type.cpp -- the type `int`: its rows, making instances, operators, comparison, attributes.
//
// Room       python/objects. Arithmetic, text and bytes are in int_*.cpp, see int_private.h.
// Tests      tests/python/objects/numbers/, CPython's test_int, test_long
#include "python/objects/int_private.h"

#include <cstring>

#include "python/objects/buffer.h"
#include "vm/layouts.h"

namespace taipan::python {

Value int_instance(Thread& thread, Type* cls, Value integer) {
  const IntegerOperand operand(integer);
  const numbers::IntegerView& view = operand.view();
  auto* made = static_cast<BigInt*>(allocate_instance_sized(thread.heap(), cls, sizeof(BigInt) + view.length * sizeof(numbers::Limb)));
  if (!made) return raise_memory_error(thread);
  made->signed_length_ = view.negative ? -int64_t(view.length) : int64_t(view.length);
  if (view.length != 0) memcpy(made->limbs_, view.limbs, view.length * sizeof(numbers::Limb));
  return Value(made);
}

namespace {

// What __int__ or __index__ gave, as an exact int.
Value checked_int(Thread& thread, Value result, const char* method) {
  if (is_exact_integer(result)) return result;
  if (!is_int_like(result)) return raise(thread, TypeId::TypeError, "%s returned non-int (type %T)", method, result);
  TRY(warn(thread, TypeId::DeprecationWarning, 1,
           "%s returned non-int (type %T).  The ability to return an instance of a strict subclass of int is deprecated, and may not be "
           "supported in a future version of Python.",
           method, result));
  return int_value_of(thread.heap(), result);
}

Value int_from_trunc(Thread& thread, Value value, Value method) {
  TRY(warn(thread, TypeId::DeprecationWarning, 1, "The delegation of int() to __trunc__ is deprecated."));
  const Value result = TRY(call(thread, method, {}));
  if (is_int_like(result)) return int_value_of(thread.heap(), result);
  if (!is_index(result)) return raise(thread, TypeId::TypeError, "__trunc__ returned non-Integral (type %T)", result);
  (void)value;
  return to_index(thread, result);
}

Value to_int_with_type(Thread& thread, Value value) {
  const Value converted = TRY(call_special(thread, value, Special::Int, {}));
  if (!converted.is_unbound()) return checked_int(thread, converted, "__int__");
  if (is_index(value)) return to_index(thread, value);
  const Value trunc = lookup_special(type_of(value), Special::Trunc);
  if (!trunc.is_unbound()) return int_from_trunc(thread, value, TRY(bind_descriptor(thread, trunc, value, type_of(value))));
  if (as_string(value) || is_bytes_like(value)) return int_from_text(thread, value, 10);
  return raise(thread, TypeId::TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%T'", value);
}

Value int_of(Thread& thread, Value x, Value base) {
  if (base.is_missing()) return x.is_missing() ? Value::integer(0) : to_int(thread, x);
  if (x.is_missing()) return raise(thread, TypeId::TypeError, "int() missing string argument");
  const int64_t radix = TRY(to_index_clamped(thread, base));
  if (radix != 0 && (radix < 2 || radix > 36)) return raise(thread, TypeId::ValueError, "int() base must be >= 2 and <= 36, or 0");
  if (!as_string(x) && !is_kind(x, Kind::Bytes) && !is_kind(x, kind(PythonKind::MutableBytes))) {
    return raise(thread, TypeId::TypeError, "int() can't convert non-string with explicit base");
  }
  return int_from_text(thread, x, int(radix));
}

Value int_new(Thread& thread, Type* cls, Value x, Value base) {
  const Value integer = TRY(int_of(thread, x, base));
  if (cls == builtin_type(TypeId::Int)) return integer;
  return int_instance(thread, cls, integer);
}

// ---- operators

template <BinaryOp op>
Value forward(Thread& thread, Value self, Value other) {
  if (!is_int_like(other)) return Value::not_implemented();
  return int_binary(thread, self, other, op);
}
template <BinaryOp op>
Value reflected(Thread& thread, Value self, Value other) {
  if (!is_int_like(other)) return Value::not_implemented();
  return int_binary(thread, other, self, op);
}

Value int_pow(Thread& thread, Value self, Value exponent, Value modulus) {
  if (!is_int_like(exponent)) return Value::not_implemented();
  if (modulus.is_none()) return int_binary(thread, self, exponent, BinaryOp::Power);
  if (!is_int_like(modulus)) return Value::not_implemented();
  return int_power_modulo(thread, self, exponent, modulus);
}
Value int_rpow(Thread& thread, Value self, Value base, Value modulus) {
  if (!is_int_like(base)) return Value::not_implemented();
  return int_pow(thread, base, self, modulus);
}

Value int_neg(Thread& thread, Value self) { return int_result(thread, integer_negate(thread.heap(), self)); }
Value int_pos(Thread& thread, Value self) { return int_value_of(thread.heap(), self); }
Value int_abs(Thread& thread, Value self) { return int_result(thread, integer_absolute(thread.heap(), self)); }
Value int_invert(Thread& thread, Value self) { return int_result(thread, integer_invert(thread.heap(), self)); }
bool int_bool(Thread&, Value self) { return integer_sign(self) != 0; }

// ---- comparison, conversion, attributes

template <Compare op>
Value int_compare(Thread&, Value self, Value other) {
  if (!is_int_like(other)) return Value::not_implemented();
  if (op == Compare::Equal) return Value::boolean(integer_equal(self, other));
  if (op == Compare::NotEqual) return Value::boolean(!integer_equal(self, other));
  const int order = integer_compare(self, other);
  switch (op) {
    case Compare::Less: return Value::boolean(order < 0);
    case Compare::LessEqual: return Value::boolean(order <= 0);
    case Compare::Greater: return Value::boolean(order > 0);
    default: return Value::boolean(order >= 0);
  }
}

int64_t int_hash(Thread&, Value self) { return int64_t(integer_hash(self)); }
Value int_itself(Thread& thread, Value self) { return int_value_of(thread.heap(), self); }
Value int_float(Thread& thread, Value self) {
  double d;
  if (integer_to_double(self, &d)) return Value::number(d);
  return raise(thread, TypeId::OverflowError, "int too large to convert to float");
}

Value int_round(Thread& thread, Value self, Value digits_value) {
  if (digits_value.is_missing()) return int_itself(thread, self);
  const Value digits = TRY(to_index(thread, digits_value));
  if (integer_sign(digits) >= 0) return int_itself(thread, self);
  // Beyond its own length a number is zero: no need to know how far.
  const int64_t places = integer_to_int64_clamped(digits);
  if (places == INT64_MIN || uint64_t(-places) > integer_bit_length(self) + 1) return Value::integer(0);
  return int_result(thread, integer_round(thread.heap(), self, uint64_t(-places)));
}

Value int_getnewargs(Thread& thread, Value self) { return Value(tuple_of(thread.heap(), int_itself(thread, self))); }
Value int_as_integer_ratio(Thread& thread, Value self) {
  return Value(tuple_of(thread.heap(), int_itself(thread, self), Value::integer(1)));
}
int64_t int_bit_length(Thread&, Value self) { return int64_t(integer_bit_length(self)); }
int64_t int_bit_count(Thread&, Value self) { return int64_t(integer_bit_count(self)); }
// As programs expect it: of an object with digits of 30 bits.
int64_t int_sizeof(Thread&, Value self) {
  const int64_t digits = int64_t(integer_bit_length(self) + 29) / 30;
  return 24 + 4 * (digits > 0 ? digits : 1);
}

Value get_zero(Thread&, Value) { return Value::integer(0); }
Value get_one(Thread&, Value) { return Value::integer(1); }

const Method kMethods[] = {
    {"__new__(cls, x=<missing>, /, base=<missing>)", int_new, "Create and return a new object."},
    {"__repr__(self, /)", int_repr, "Return repr(self)."},
    {"__hash__(self, /)", int_hash, "Return hash(self)."},
    {"__lt__(self, value, /)", int_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", int_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", int_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", int_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", int_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", int_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__add__(self, value, /)", forward<BinaryOp::Add>, "Return self+value."},
    {"__radd__(self, value, /)", reflected<BinaryOp::Add>, "Return value+self."},
    {"__sub__(self, value, /)", forward<BinaryOp::Subtract>, "Return self-value."},
    {"__rsub__(self, value, /)", reflected<BinaryOp::Subtract>, "Return value-self."},
    {"__mul__(self, value, /)", forward<BinaryOp::Multiply>, "Return self*value."},
    {"__rmul__(self, value, /)", reflected<BinaryOp::Multiply>, "Return value*self."},
    {"__mod__(self, value, /)", forward<BinaryOp::Remainder>, "Return self%value."},
    {"__rmod__(self, value, /)", reflected<BinaryOp::Remainder>, "Return value%self."},
    {"__divmod__(self, value, /)", forward<BinaryOp::DivMod>, "Return divmod(self, value)."},
    {"__rdivmod__(self, value, /)", reflected<BinaryOp::DivMod>, "Return divmod(value, self)."},
    {"__pow__(self, value, mod=None, /)", int_pow, "Return pow(self, value, mod)."},
    {"__rpow__(self, value, mod=None, /)", int_rpow, "Return pow(value, self, mod)."},
    {"__neg__(self, /)", int_neg, "-self"},
    {"__pos__(self, /)", int_pos, "+self"},
    {"__abs__(self, /)", int_abs, "abs(self)"},
    {"__bool__(self, /)", int_bool, "True if self else False"},
    {"__invert__(self, /)", int_invert, "~self"},
    {"__lshift__(self, value, /)", forward<BinaryOp::LeftShift>, "Return self<<value."},
    {"__rlshift__(self, value, /)", reflected<BinaryOp::LeftShift>, "Return value<<self."},
    {"__rshift__(self, value, /)", forward<BinaryOp::RightShift>, "Return self>>value."},
    {"__rrshift__(self, value, /)", reflected<BinaryOp::RightShift>, "Return value>>self."},
    {"__and__(self, value, /)", forward<BinaryOp::And>, "Return self&value."},
    {"__rand__(self, value, /)", reflected<BinaryOp::And>, "Return value&self."},
    {"__xor__(self, value, /)", forward<BinaryOp::Xor>, "Return self^value."},
    {"__rxor__(self, value, /)", reflected<BinaryOp::Xor>, "Return value^self."},
    {"__or__(self, value, /)", forward<BinaryOp::Or>, "Return self|value."},
    {"__ror__(self, value, /)", reflected<BinaryOp::Or>, "Return value|self."},
    {"__floordiv__(self, value, /)", forward<BinaryOp::FloorDivide>, "Return self//value."},
    {"__rfloordiv__(self, value, /)", reflected<BinaryOp::FloorDivide>, "Return value//self."},
    {"__truediv__(self, value, /)", forward<BinaryOp::TrueDivide>, "Return self/value."},
    {"__rtruediv__(self, value, /)", reflected<BinaryOp::TrueDivide>, "Return value/self."},
    {"__int__(self, /)", int_itself, "int(self)"},
    {"__float__(self, /)", int_float, "float(self)"},
    {"__index__(self, /)", int_itself, "The value as an exact int."},
    {"conjugate(self, /)", int_itself, "The value itself, which is its complex conjugate."},
    {"bit_length(self, /)", int_bit_length, "The number of bits that the absolute value takes."},
    {"bit_count(self, /)", int_bit_count, "The number of ones in the absolute value in binary."},
    {"to_bytes(self, /, length=1, byteorder='big', *, signed=False)", int_to_bytes, "The value as an array of bytes."},
    {"from_bytes(cls, /, bytes, byteorder='big', *, signed=False)", int_from_bytes, "The integer that an array of bytes stands for.", kClass},
    {"as_integer_ratio(self, /)", int_as_integer_ratio, "A pair of integers whose ratio is the value."},
    {"__trunc__(self, /)", int_itself, "The value itself."},
    {"__floor__(self, /)", int_itself, "The value itself."},
    {"__ceil__(self, /)", int_itself, "The value itself."},
    {"__round__(self, ndigits=<unrepresentable>, /)", int_round, "The value, rounded to a power of ten when ndigits is negative."},
    {"__getnewargs__(self, /)", int_getnewargs, ""},
    {"__format__(self, format_spec, /)", int_format, ""},
    {"__sizeof__(self, /)", int_sizeof, "Returns size in memory, in bytes."},
};

const Getter kGetters[] = {
    {"real", int_itself, nullptr, "the real part of a complex number"},
    {"imag", get_zero, nullptr, "the imaginary part of a complex number"},
    {"numerator", int_itself, nullptr, "the numerator of a rational number in lowest terms"},
    {"denominator", get_one, nullptr, "the denominator of a rational number in lowest terms"},
};

}  // namespace

Value to_int(Thread& thread, Value value) {
  if (is_exact_integer(value)) return value;
  if (value.is_double()) return int_result(thread, integer_from_double(thread.heap(), value.as_double()));
  return to_int_with_type(thread, value);
}

extern const TypeSpec kIntSpec = {
    .name = "int",
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nThe whole number that x, a number or a text, stands for; 0 without x.\n"
           "A number is truncated towards zero. A text may have a base from 2 to 36, or 0: then its prefix tells.",
    .layout = &kBigIntLayout,
    .kind = Kind::BigInt,
    .native_size = sizeof(BigInt),
    .flags = kTypeSubclassable | kTypeMatchSelf,
    .variable_size = true,
    .methods = kMethods,
    .getters = kGetters,
};

}  // namespace taipan::python
