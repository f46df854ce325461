// python/modules/cmath_module.cpp -- the module cmath. https://docs.python.org/3.11/library/cmath.html
//
// Room       python/modules. The functions are in base/numbers/complex_functions.h.
// Tests      tests/python/library/cmath_*.py; CPython's test_cmath
#include <cmath>

#include "python/objects/float_private.h"

namespace taipan::python {

namespace {

namespace complex_math = numbers::complex_math;
using complex_math::ComplexResult;
using numbers::Complex;
using numbers::math::MathError;

Value to_value(Thread& thread, ComplexResult result) {
  switch (result.error) {
    case MathError::None: return new_complex(thread.heap(), result.value);
    case MathError::Domain: return raise(thread, TypeId::ValueError, "math domain error");
    default: return raise(thread, TypeId::OverflowError, "math range error");
  }
}

template <ComplexResult (*function)(Complex)>
Value apply(Thread& thread, Value z) {
  return to_value(thread, function(TRY(to_complex(thread, z))));
}

Value cmath_log(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "cmath.log() takes no keyword arguments");
  if (call.count < 1) return raise(thread, TypeId::TypeError, "log expected at least 1 argument, got 0");
  if (call.count > 2) return raise(thread, TypeId::TypeError, "log expected at most 2 arguments, got %ld", call.count);
  const Complex z = TRY(to_complex(thread, call.values[0]));
  if (call.count == 1) return to_value(thread, complex_math::log(z));
  return to_value(thread, complex_math::log(z, TRY(to_complex(thread, call.values[1]))));
}

Value cmath_phase(Thread& thread, Value z) { return Value::number(complex_math::phase(TRY(to_complex(thread, z)))); }
Value cmath_polar(Thread& thread, Value z_value) {
  const Complex z = TRY(to_complex(thread, z_value));
  const auto radius = complex_math::absolute(z);
  if (radius.error != MathError::None) return raise(thread, TypeId::OverflowError, "math range error");
  return Value(tuple_of(thread.heap(), Value::number(radius.value), Value::number(complex_math::phase(z))));
}
Value cmath_rect(Thread& thread, double radius, double angle) { return to_value(thread, complex_math::rect(radius, angle)); }

Result<bool> cmath_isclose(Thread& thread, Value a, Value b, double relative, double absolute) {
  const Complex x = TRY(to_complex(thread, a)), y = TRY(to_complex(thread, b));
  if (relative < 0.0 || absolute < 0.0) return raise(thread, TypeId::ValueError, "tolerances must be non-negative");
  return complex_math::is_close(x, y, relative, absolute);
}
Result<bool> cmath_isfinite(Thread& thread, Value value) {
  const Complex z = TRY(to_complex(thread, value));
  return std::isfinite(z.real) && std::isfinite(z.imaginary);
}
Result<bool> cmath_isinf(Thread& thread, Value value) {
  const Complex z = TRY(to_complex(thread, value));
  return std::isinf(z.real) || std::isinf(z.imaginary);
}
Result<bool> cmath_isnan(Thread& thread, Value value) {
  const Complex z = TRY(to_complex(thread, value));
  return std::isnan(z.real) || std::isnan(z.imaginary);
}

const Method kFunctions[] = {
    {"acos(z, /)", apply<complex_math::acos>, "Return the arc cosine of z."},
    {"acosh(z, /)", apply<complex_math::acosh>, "Return the inverse hyperbolic cosine of z."},
    {"asin(z, /)", apply<complex_math::asin>, "Return the arc sine of z."},
    {"asinh(z, /)", apply<complex_math::asinh>, "Return the inverse hyperbolic sine of z."},
    {"atan(z, /)", apply<complex_math::atan>, "Return the arc tangent of z."},
    {"atanh(z, /)", apply<complex_math::atanh>, "Return the inverse hyperbolic tangent of z."},
    {"cos(z, /)", apply<complex_math::cos>, "Return the cosine of z."},
    {"cosh(z, /)", apply<complex_math::cosh>, "Return the hyperbolic cosine of z."},
    {"exp(z, /)", apply<complex_math::exp>, "Return the exponential value e**z."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", cmath_isclose, "Whether two complex numbers are close to each other."},
    {"isfinite(z, /)", cmath_isfinite, "Whether both parts are neither infinities nor NaNs."},
    {"isinf(z, /)", cmath_isinf, "Whether a part is an infinity."},
    {"isnan(z, /)", cmath_isnan, "Whether a part is a NaN."},
    {"log(z, base=<cmath.e>, /)", cmath_log, "Return the logarithm of z to the given base, or the natural one."},
    {"log10(z, /)", apply<complex_math::log10>, "Return the base-10 logarithm of z."},
    {"phase(z, /)", cmath_phase, "Return argument, also known as the phase angle, of a complex."},
    {"polar(z, /)", cmath_polar, "Convert a complex from rectangular coordinates to polar coordinates."},
    {"rect(r, phi, /)", cmath_rect, "Convert from polar coordinates to rectangular coordinates."},
    {"sin(z, /)", apply<complex_math::sin>, "Return the sine of z."},
    {"sinh(z, /)", apply<complex_math::sinh>, "Return the hyperbolic sine of z."},
    {"sqrt(z, /)", apply<complex_math::sqrt>, "Return the square root of z."},
    {"tan(z, /)", apply<complex_math::tan>, "Return the tangent of z."},
    {"tanh(z, /)", apply<complex_math::tanh>, "Return the hyperbolic tangent of z."},
};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  TRY(module_add(thread, module, "pi", Value::number(3.14159265358979323846)));
  TRY(module_add(thread, module, "e", Value::number(2.71828182845904523536)));
  TRY(module_add(thread, module, "tau", Value::number(6.28318530717958647692)));
  TRY(module_add(thread, module, "inf", Value::number(HUGE_VAL)));
  TRY(module_add(thread, module, "infj", new_complex(heap, 0.0, HUGE_VAL)));
  TRY(module_add(thread, module, "nan", Value::number(std::nan(""))));
  return module_add(thread, module, "nanj", new_complex(heap, 0.0, std::nan("")));
}

}  // namespace

extern const ModuleSpec kCmathModule = {
    .name = "cmath",
    .doc = "This module provides access to mathematical functions for complex\nnumbers.",
    .functions = kFunctions,
    .execute = execute};

}  // namespace taipan::python
