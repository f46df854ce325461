// python/objects/complex_type.cpp -- the type `complex`.
//
// Room       python/objects. The arithmetic is base/numbers/complex_functions.h.
// Tests      tests/python/objects/numbers/, CPython's test_complex
#include <cmath>
#include <cstddef>

#include "base/numbers/float_text.h"
#include "base/numbers/format_spec.h"
#include "base/numbers/number_hash.h"
#include "python/objects/float_private.h"
#include "python/objects/number_locale.h"
#include "python/objects/str_private.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

using numbers::Complex;
namespace complex_math = numbers::complex_math;
using numbers::math::MathError;

Value new_complex(Heap& heap, Complex value) {
  auto* made = heap.allocate_as<ComplexObject>(exact_shape(TypeId::Complex));
  made->real = value.real;
  made->imaginary = value.imaginary;
  return Value(made);
}

namespace {

Complex of(Value v) { return {v.as<ComplexObject>()->real, v.as<ComplexObject>()->imaginary}; }

Value complex_instance(Thread& thread, Type* cls, Complex value) {
  if (cls == builtin_type(TypeId::Complex)) return new_complex(thread.heap(), value);
  auto* made = static_cast<ComplexObject*>(allocate_instance(thread.heap(), cls));
  made->real = value.real;
  made->imaginary = value.imaginary;
  return Value(made);
}

// ---- making one

// What value.__complex__() gives; unbound if there is no such method.
Value by_complex_method(Thread& thread, Value value) {
  if (is_exact(value, TypeId::Complex)) return value;
  const Value result = TRY(call_special(thread, value, Special::Complex, {}));
  if (result.is_unbound() || is_exact(result, TypeId::Complex)) return result;
  if (!is_complex_like(result)) return raise(thread, TypeId::TypeError, "__complex__ returned non-complex (type %T)", result);
  TRY(warn(thread, TypeId::DeprecationWarning, 1,
           "__complex__ returned non-complex (type %T).  The ability to return an instance of a strict subclass of complex is deprecated, "
           "and may not be supported in a future version of Python.",
           result));
  return result;
}

bool is_real_number(Value v) {
  return is_float_like(v) || is_index(v) || !lookup_special(type_of(v), Special::Float).is_unbound();
}

struct Part {
  Complex value{0.0, 0.0};
  bool is_complex = false;
};
Result<Part> part_of(Thread& thread, Value v) {
  if (is_complex_like(v)) return Part{of(v), true};
  return Part{{float_value_of(TRY(to_float(thread, v))), 0.0}, false};
}

Value complex_from_text(Thread& thread, Type* cls, String* text) {
  Complex value;
  if (!numbers::read_complex(text_of(text), &value.real, &value.imaginary)) {
    return raise(thread, TypeId::ValueError, "complex() arg is a malformed string");
  }
  return complex_instance(thread, cls, value);
}

Value make_complex(Thread& thread, Type* cls, Value real, Value imaginary) {
  const bool has_imaginary = !imaginary.is_unbound();
  if (real.is_unbound()) real = Value::integer(0);
  if (is_exact(real, TypeId::Complex) && !has_imaginary && cls == builtin_type(TypeId::Complex)) return real;
  if (String* text = as_string(real)) {
    if (has_imaginary) return raise(thread, TypeId::TypeError, "complex() can't take second arg if first is a string");
    return complex_from_text(thread, cls, text);
  }
  if (has_imaginary && as_string(imaginary)) return raise(thread, TypeId::TypeError, "complex() second arg can't be a string");
  const Value converted = TRY(by_complex_method(thread, real));
  if (!converted.is_unbound()) real = converted;
  if (!is_complex_like(real) && !is_real_number(real)) {
    return raise(thread, TypeId::TypeError, "complex() first argument must be a string or a number, not '%T'", real);
  }
  if (has_imaginary && !is_complex_like(imaginary) && !is_real_number(imaginary)) {
    return raise(thread, TypeId::TypeError, "complex() second argument must be a number, not '%T'", imaginary);
  }
  const Part first = TRY(part_of(thread, real));
  Complex result = first.value;
  if (has_imaginary) {
    // real + imaginary * 1j, without touching signs of zeros that need not be touched.
    const Part second = TRY(part_of(thread, imaginary));
    if (second.is_complex) result.real -= second.value.imaginary;
    result.imaginary = first.is_complex ? second.value.real + first.value.imaginary : second.value.real;
  }
  return complex_instance(thread, cls, result);
}

// Unparsed, because "not given" differs from the zero that the signature shows.
Value complex_new(Thread& thread, NativeCall call) {
  const int64_t given = call.count - 1, positional = call.positional() - 1;
  if (given > 2) return raise(thread, TypeId::TypeError, "complex() takes at most 2 arguments (%ld given)", given);
  Value parts[2];
  for (int64_t i = 0; i < positional; i++) parts[i] = call.values[1 + i];
  for (int64_t i = 0; i < given - positional; i++) {
    String* key = call.names->at(i).as<String>();
    const int at = key->equals_ascii("real") ? 0 : key->equals_ascii("imag") ? 1 : -1;
    if (at < 0) return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for complex()", key);
    if (at < positional) {
      return raise(thread, TypeId::TypeError, "argument for complex() given by name ('%U') and position (%d)", key, at + 1);
    }
    parts[at] = call.values[1 + positional + i];
  }
  return make_complex(thread, call.values[0].as<Type>(), parts[0], parts[1]);
}

// ---- operators

Result<bool> operand(Thread& thread, Value value, Complex* out) {
  if (is_complex_like(value)) {
    *out = of(value);
    return true;
  }
  out->imaginary = 0.0;
  return float_operand(thread, value, &out->real);
}

Value apply(Thread& thread, Complex a, Complex b, BinaryOp op) {
  Heap& heap = thread.heap();
  switch (op) {
    case BinaryOp::Add: return new_complex(heap, complex_math::add(a, b));
    case BinaryOp::Subtract: return new_complex(heap, complex_math::subtract(a, b));
    case BinaryOp::Multiply: return new_complex(heap, complex_math::multiply(a, b));
    case BinaryOp::TrueDivide: {
      const auto quotient = complex_math::divide(a, b);
      if (quotient.error != MathError::None) return raise(thread, TypeId::ZeroDivisionError, "complex division by zero");
      return new_complex(heap, quotient.value);
    }
    default: return complex_power(thread, a, b);
  }
}

template <BinaryOp op>
Value forward(Thread& thread, Value self, Value other) {
  Complex b;
  if (!TRY(operand(thread, other, &b))) return Value::not_implemented();
  return apply(thread, of(self), b, op);
}
template <BinaryOp op>
Value reflected(Thread& thread, Value self, Value other) {
  Complex a;
  if (!TRY(operand(thread, other, &a))) return Value::not_implemented();
  return apply(thread, a, of(self), op);
}
template <auto power>
Value complex_pow(Thread& thread, Value self, Value other, Value modulus) {
  if (!modulus.is_none()) return raise(thread, TypeId::ValueError, "complex modulo");
  return power(thread, self, other);
}

Value complex_neg(Thread& thread, Value self) { return new_complex(thread.heap(), -of(self).real, -of(self).imaginary); }
Value complex_pos(Thread& thread, Value self) { return new_complex(thread.heap(), of(self)); }
Value complex_abs(Thread& thread, Value self) {
  const auto result = complex_math::absolute(of(self));
  if (result.error != MathError::None) return raise(thread, TypeId::OverflowError, "absolute value too large");
  return Value::number(result.value);
}
bool complex_bool(Thread&, Value self) { return of(self).real != 0.0 || of(self).imaginary != 0.0; }

template <Compare op>
Value complex_compare(Thread&, Value self, Value other) {
  const Complex a = of(self);
  bool same;
  if (is_complex_like(other)) {
    same = a.real == of(other).real && a.imaginary == of(other).imaginary;
  } else if (is_float_like(other)) {
    same = a.real == float_value_of(other) && a.imaginary == 0.0;
  } else if (is_int_like(other)) {
    same = a.imaginary == 0.0 && integer_equals_double(other, a.real);
  } else {
    return Value::not_implemented();
  }
  return Value::boolean(same == (op == Compare::Equal));
}
Value complex_no_order(Thread&, Value, Value) { return Value::not_implemented(); }

int64_t complex_hash(Thread&, Value self) {
  return numbers::hash_complex(int64_t(hash_of_double(of(self).real)), int64_t(hash_of_double(of(self).imaginary)));
}

// ---- text, attributes

String* complex_repr(Thread& thread, Value self) {
  numbers::AsciiBuffer out;
  numbers::append_complex_repr(out, of(self).real, of(self).imaginary);
  return checked(thread, string_from_latin1(thread.heap(), {out.data(), out.size()}));
}

String* complex_format(Thread& thread, Value self, String* spec) {
  if (spec->length() == 0) return str(thread, self);
  numbers::FormatSpec parsed;
  numbers::FormatError error;
  const TextView type_name = text_of(type_of(self)->name);
  TextBuffer out;
  if (!numbers::parse_format_spec(text_of(spec), numbers::FormattedKind::Complex, type_name, &parsed, &error)) {
    return raise_format_error(thread, error);
  }
  const ProcessNumberLocale locale(parsed);
  const numbers::FormatContext context{.locale = locale.get(), .digit_limit = 0};
  if (!numbers::format_complex(of(self).real, of(self).imaginary, parsed, type_name, context, out, &error)) {
    return raise_format_error(thread, error);
  }
  return text_result(thread, out);
}

Value complex_conjugate(Thread& thread, Value self) { return new_complex(thread.heap(), of(self).real, -of(self).imaginary); }
Value complex_getnewargs(Thread& thread, Value self) {
  return Value(tuple_of(thread.heap(), Value::number(of(self).real), Value::number(of(self).imaginary)));
}
Value complex_complex(Thread& thread, Value self) {
  return is_exact(self, TypeId::Complex) ? self : new_complex(thread.heap(), of(self));
}

const Method kMethods[] = {
    {"__new__(cls, real=0, imag=0)", complex_new, "Create and return a new object."},
    {"__repr__(self, /)", complex_repr, "Return repr(self)."},
    {"__hash__(self, /)", complex_hash, "Return hash(self)."},
    {"__lt__(self, value, /)", complex_no_order, "Return self<value."},
    {"__le__(self, value, /)", complex_no_order, "Return self<=value."},
    {"__eq__(self, value, /)", complex_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", complex_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", complex_no_order, "Return self>value."},
    {"__ge__(self, value, /)", complex_no_order, "Return self>=value."},
    {"__add__(self, value, /)", forward<BinaryOp::Add>, "Return self+value."},
    {"__radd__(self, value, /)", reflected<BinaryOp::Add>, "Return value+self."},
    {"__sub__(self, value, /)", forward<BinaryOp::Subtract>, "Return self-value."},
    {"__rsub__(self, value, /)", reflected<BinaryOp::Subtract>, "Return value-self."},
    {"__mul__(self, value, /)", forward<BinaryOp::Multiply>, "Return self*value."},
    {"__rmul__(self, value, /)", reflected<BinaryOp::Multiply>, "Return value*self."},
    {"__pow__(self, value, mod=None, /)", complex_pow<forward<BinaryOp::Power>>, "Return pow(self, value, mod)."},
    {"__rpow__(self, value, mod=None, /)", complex_pow<reflected<BinaryOp::Power>>, "Return pow(value, self, mod)."},
    {"__neg__(self, /)", complex_neg, "-self"},
    {"__pos__(self, /)", complex_pos, "+self"},
    {"__abs__(self, /)", complex_abs, "abs(self)"},
    {"__bool__(self, /)", complex_bool, "True if self else False"},
    {"__truediv__(self, value, /)", forward<BinaryOp::TrueDivide>, "Return self/value."},
    {"__rtruediv__(self, value, /)", reflected<BinaryOp::TrueDivide>, "Return value/self."},
    {"conjugate(self, /)", complex_conjugate, "The number with the other sign of its imaginary part."},
    {"__complex__(self, /)", complex_complex, "The value as an exact complex."},
    {"__getnewargs__(self, /)", complex_getnewargs, ""},
    {"__format__(self, format_spec, /)", complex_format, "The value as the format says."},
};

const Member kMembers[] = {
    {"real", MemberType::Double, offsetof(ComplexObject, real), true, "the real part of a complex number"},
    {"imag", MemberType::Double, offsetof(ComplexObject, imaginary), true, "the imaginary part of a complex number"},
};

const Layout kComplexLayout = {.name = "complex", .size = size_from_shape, .trace = trace_attributes};

}  // namespace

Value complex_power(Thread& thread, Complex base, Complex exponent) {
  const auto power = complex_math::power(base, exponent);
  switch (power.error) {
    case MathError::None: return new_complex(thread.heap(), power.value);
    case MathError::Domain: return raise(thread, TypeId::ZeroDivisionError, "0.0 to a negative or complex power");
    default: return raise(thread, TypeId::OverflowError, "complex exponentiation");
  }
}

Result<Complex> to_complex(Thread& thread, Value value) {
  if (is_complex_like(value)) return of(value);
  const Value converted = TRY(by_complex_method(thread, value));
  if (!converted.is_unbound()) return of(converted);
  return Complex{TRY(to_double(thread, value)), 0.0};
}

extern const TypeSpec kComplexSpec = {
    .name = "complex",
    .doc = "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) where imag "
           "defaults to 0.",
    .layout = &kComplexLayout,
    .kind = kind(PythonKind::Complex),
    .native_size = sizeof(ComplexObject),
    .flags = kTypeSubclassable,
    .methods = kMethods,
    .members = kMembers,
};

}  // namespace taipan::python
