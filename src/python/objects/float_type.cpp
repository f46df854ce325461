// python/objects/float_type.cpp -- the type `float`: its rows, making instances, operators, comparison.
//
// Room       python/objects. Floats are immediates; only instances of subclasses are objects (FloatObject). Text is in
//            float_text.cpp, arithmetic in float_arithmetic.cpp.
// Tests      tests/python/objects/numbers/, CPython's test_float
#include <cmath>

#include "base/numbers/float_text.h"
#include "python/objects/buffer.h"
#include "python/objects/float_private.h"
#include "python/objects/float_text_private.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

Result<bool> float_operand(Thread& thread, Value value, double* out) {
  if (value.is_double()) {
    *out = value.as_double();
    return true;
  }
  if (value.is_int()) {
    *out = double(value.as_int());
    return true;
  }
  if (is_kind(value, Kind::Float)) {
    *out = value.as<FloatObject>()->value;
    return true;
  }
  if (!is_int_like(value)) return false;
  if (integer_to_double(value, out)) return true;
  return raise(thread, TypeId::OverflowError, "int too large to convert to float");
}

namespace {

double of(Value self) { return float_value_of(self); }

Value float_instance(Thread& thread, Type* cls, double value) {
  if (cls == builtin_type(TypeId::Float)) return Value::number(value);
  auto* made = static_cast<FloatObject*>(allocate_instance(thread.heap(), cls));
  made->value = value;
  return Value(made);
}

Value float_new(Thread& thread, Type* cls, Value x) {
  const Value number = TRY(to_float(thread, x));
  if (cls == builtin_type(TypeId::Float)) return number;
  return float_instance(thread, cls, float_value_of(number));
}

// ---- operators

template <BinaryOp op>
Value forward(Thread& thread, Value self, Value other) {
  double b;
  if (!TRY(float_operand(thread, other, &b))) return Value::not_implemented();
  return float_binary(thread, of(self), b, op);
}
template <BinaryOp op>
Value reflected(Thread& thread, Value self, Value other) {
  double a;
  if (!TRY(float_operand(thread, other, &a))) return Value::not_implemented();
  return float_binary(thread, a, of(self), op);
}

Value float_pow(Thread& thread, Value self, Value exponent, Value modulus) {
  if (!modulus.is_none()) {
    return raise(thread, TypeId::TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
  }
  return forward<BinaryOp::Power>(thread, self, exponent);
}
Value float_rpow(Thread& thread, Value self, Value base, Value modulus) {
  if (!modulus.is_none()) {
    return raise(thread, TypeId::TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
  }
  return reflected<BinaryOp::Power>(thread, self, base);
}

double float_neg(Thread&, Value self) { return -of(self); }
double float_pos(Thread&, Value self) { return of(self); }
double float_abs(Thread&, Value self) { return std::fabs(of(self)); }
bool float_bool(Thread&, Value self) { return of(self) != 0.0; }

template <Compare op>
bool holds(double a, double b) {
  switch (op) {
    case Compare::Less: return a < b;
    case Compare::LessEqual: return a <= b;
    case Compare::Equal: return a == b;
    case Compare::NotEqual: return a != b;
    case Compare::Greater: return a > b;
    default: return a >= b;
  }
}
template <Compare op>
Value float_compare(Thread&, Value self, Value other) {
  const double a = of(self);
  if (is_float_like(other)) return Value::boolean(holds<op>(a, of(other)));
  if (!is_int_like(other)) return Value::not_implemented();
  if (std::isnan(a)) return Value::boolean(op == Compare::NotEqual);
  // The sign of the exact comparison int <=> float, turned round.
  return Value::boolean(holds<op>(double(-integer_compare_double(other, a)), 0.0));
}

// A NaN that is an object hashes by its identity, as it compares.
int64_t float_hash(Thread&, Value self) {
  if (self.is_object() && std::isnan(of(self))) return int64_t((self.bits() >> 4) | (self.bits() << 60));
  return int64_t(hash_of_double(of(self)));
}

// ---- conversions

Value integer_of(Thread& thread, double whole) {
  if (std::fabs(whole) < 0x1p48) return Value::integer(int64_t(whole));
  const IntegerResult result = integer_from_double(thread.heap(), whole);
  if (result.ok()) return result.value;
  if (result.status == IntegerStatus::NotANumber) {
    return raise(thread, TypeId::ValueError, "cannot convert float NaN to integer");
  }
  return raise(thread, TypeId::OverflowError, "cannot convert float infinity to integer");
}
Value float_int(Thread& thread, Value self) { return integer_of(thread, std::trunc(of(self))); }
Value float_floor(Thread& thread, Value self) { return integer_of(thread, std::floor(of(self))); }
Value float_ceil(Thread& thread, Value self) { return integer_of(thread, std::ceil(of(self))); }

Value float_round(Thread& thread, Value self, Value digits_value) {
  const double value = of(self);
  if (digits_value.is_none()) return integer_of(thread, numbers::round_half_even(value));
  const int64_t digits = TRY(to_index_clamped(thread, digits_value));
  if (!std::isfinite(value)) return Value::number(value);
  double rounded;
  if (numbers::round_to_digits(value, digits, &rounded) != numbers::RoundError::None) {
    return raise(thread, TypeId::OverflowError, "rounded value too large to represent");
  }
  return Value::number(rounded);
}

bool float_is_integer(Thread&, Value self) { return std::isfinite(of(self)) && std::floor(of(self)) == of(self); }

Value float_as_integer_ratio(Thread& thread, Value self) {
  const double value = of(self);
  if (std::isinf(value)) return raise(thread, TypeId::OverflowError, "cannot convert Infinity to integer ratio");
  if (std::isnan(value)) return raise(thread, TypeId::ValueError, "cannot convert NaN to integer ratio");
  Heap& heap = thread.heap();
  const numbers::BinaryFraction fraction = numbers::to_binary_fraction(value);
  Value numerator = integer_value(heap, fraction.mantissa), denominator = Value::integer(1);
  const Value shift = Value::integer(fraction.exponent < 0 ? -fraction.exponent : fraction.exponent);
  Value& shifted = fraction.exponent < 0 ? denominator : numerator;
  shifted = integer_shift_left(heap, shifted, shift).value;
  return Value(tuple_of(heap, numerator, denominator));
}

Value float_getnewargs(Thread& thread, Value self) { return Value(tuple_of(thread.heap(), Value::number(of(self)))); }
double get_real(Thread&, Value self) { return of(self); }
Value get_real_value(Thread&, Value self) { return Value::number(of(self)); }
Value get_imaginary(Thread&, Value) { return Value::number(0.0); }

Value float_getformat(Thread& thread, Value, String* which) {
  if (!which->equals_ascii("double") && !which->equals_ascii("float")) {
    return raise(thread, TypeId::ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return Value(intern(thread.heap(), "IEEE, little-endian"));
}

Value float_fromhex(Thread& thread, Value cls, Value text) {
  const Value number = TRY(float_from_hex(thread, text));
  if (cls == Value(builtin_type(TypeId::Float))) return number;
  return call_with(thread, cls, number);
}

const Method kMethods[] = {
    {"__new__(cls, x=0, /)", float_new, "Create and return a new object."},
    {"__repr__(self, /)", float_repr, "Return repr(self)."},
    {"__hash__(self, /)", float_hash, "Return hash(self)."},
    {"__lt__(self, value, /)", float_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", float_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", float_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", float_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", float_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", float_compare<Compare::GreaterEqual>, "Return self>=value."},
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
    {"__pow__(self, value, mod=None, /)", float_pow, "Return pow(self, value, mod)."},
    {"__rpow__(self, value, mod=None, /)", float_rpow, "Return pow(value, self, mod)."},
    {"__neg__(self, /)", float_neg, "-self"},
    {"__pos__(self, /)", float_pos, "+self"},
    {"__abs__(self, /)", float_abs, "abs(self)"},
    {"__bool__(self, /)", float_bool, "True if self else False"},
    {"__int__(self, /)", float_int, "int(self)"},
    {"__float__(self, /)", get_real, "float(self)"},
    {"__floordiv__(self, value, /)", forward<BinaryOp::FloorDivide>, "Return self//value."},
    {"__rfloordiv__(self, value, /)", reflected<BinaryOp::FloorDivide>, "Return value//self."},
    {"__truediv__(self, value, /)", forward<BinaryOp::TrueDivide>, "Return self/value."},
    {"__rtruediv__(self, value, /)", reflected<BinaryOp::TrueDivide>, "Return value/self."},
    {"conjugate(self, /)", get_real, "The value itself, which is its complex conjugate."},
    {"__trunc__(self, /)", float_int, "The whole number towards zero."},
    {"__floor__(self, /)", float_floor, "The largest whole number that is not greater."},
    {"__ceil__(self, /)", float_ceil, "The smallest whole number that is not less."},
    {"__round__(self, ndigits=None, /)", float_round, "The nearest whole number, ties to even, or that many digits."},
    {"as_integer_ratio(self, /)", float_as_integer_ratio, "A pair of integers whose ratio is exactly the value."},
    {"fromhex(cls, string, /)", float_fromhex, "The float that a hexadecimal text stands for.", kClass},
    {"hex(self, /)", float_hex, "The value in hexadecimal."},
    {"is_integer(self, /)", float_is_integer, "Whether the value is a whole number."},
    {"__getnewargs__(self, /)", float_getnewargs, ""},
    {"__getformat__(cls, typestr, /)", float_getformat, "How C's floating-point types are laid out.", kClass},
    {"__format__(self, format_spec, /)", float_format, "The value as the format says."},
};

const Getter kGetters[] = {
    {"real", get_real_value, nullptr, "the real part of a complex number"},
    {"imag", get_imaginary, nullptr, "the imaginary part of a complex number"},
};

// What __float__ gave.
Value checked_float(Thread& thread, Value value, Value result) {
  if (result.is_double()) return result;
  if (!is_float_like(result)) return raise(thread, TypeId::TypeError, "%T.__float__ returned non-float (type %T)", value, result);
  TRY(warn(thread, TypeId::DeprecationWarning, 1,
           "%T.__float__ returned non-float (type %T).  The ability to return an instance of a strict subclass of float is deprecated, and "
           "may not be supported in a future version of Python.",
           value, result));
  return Value::number(of(result));
}

}  // namespace

Value to_float(Thread& thread, Value value) {
  if (value.is_double()) return value;
  if (value.is_int()) return Value::number(double(value.as_int()));
  if (is_exact_string(value)) return float_from_text(thread, value);
  const Value converted = TRY(call_special(thread, value, Special::Float, {}));
  if (!converted.is_unbound()) return checked_float(thread, value, converted);
  if (is_index(value)) {
    double d;
    if (TRY(float_operand(thread, TRY(to_index(thread, value)), &d))) return Value::number(d);
  }
  if (as_string(value) || is_bytes_like(value)) return float_from_text(thread, value);
  return raise(thread, TypeId::TypeError, "float() argument must be a string or a real number, not '%T'", value);
}

extern const TypeSpec kFloatSpec = {
    .name = "float",
    .doc = "Convert a string or number to a floating point number, if possible.",
    .layout = &kFloatLayout,
    .kind = Kind::Float,
    .native_size = sizeof(FloatObject),
    .flags = kTypeSubclassable | kTypeMatchSelf,
    .methods = kMethods,
    .getters = kGetters,
};

}  // namespace taipan::python
