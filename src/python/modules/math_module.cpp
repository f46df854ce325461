// python/modules/math_module.cpp -- the module math. https://docs.python.org/3.11/library/math.html
//
// Room       python/modules. Functions of floats are in base/numbers/math_functions.h; those of ints and of iterables in
//            math_integers.cpp.
// Tests      tests/python/library/math_*.py; CPython's test_math
#include <cmath>

#include "base/numbers/exact_sum.h"
#include "base/numbers/math_functions.h"
#include "python/modules/math_private.h"
#include "vm/integer.h"

namespace taipan::python {

namespace math = numbers::math;
using math::MathError;
using math::MathResult;

namespace {

Value to_value(Thread& thread, MathResult result) {
  switch (result.error) {
    case MathError::None: return Value::number(result.value);
    case MathError::Domain: return raise(thread, TypeId::ValueError, "math domain error");
    default: return raise(thread, TypeId::OverflowError, "math range error");
  }
}

template <MathResult (*function)(double)>
Value checked(Thread& thread, double x) {
  return to_value(thread, function(x));
}
template <double (*function)(double)>
double plain(Thread&, double x) {
  return function(x);
}
template <MathResult (*function)(double, double)>
Value checked_pair(Thread& thread, double x, double y) {
  return to_value(thread, function(x, y));
}
template <double (*function)(double, double)>
double plain_pair(Thread&, double x, double y) {
  return function(x, y);
}

double absolute_value(double x) { return std::fabs(x); }
double to_degrees(double x) { return x * (180.0 / 3.14159265358979323846); }
double to_radians(double x) { return x * (3.14159265358979323846 / 180.0); }

// ---- rounding to whole numbers

Value whole(Thread& thread, double x) {
  const IntegerResult result = integer_from_double(thread.heap(), x);
  if (result.ok()) return result.value;
  if (result.status == IntegerStatus::NotANumber) return raise(thread, TypeId::ValueError, "cannot convert float NaN to integer");
  return raise(thread, TypeId::OverflowError, "cannot convert float infinity to integer");
}
template <double (*function)(double), Special special>
Value rounded(Thread& thread, Value x) {
  if (x.is_int()) return x;
  if (!x.is_double()) {
    const Value result = TRY(call_special(thread, x, special, {}));
    if (!result.is_unbound()) return result;
  }
  return whole(thread, function(TRY(to_double(thread, x))));
}
double ceil_of(double x) { return std::ceil(x); }
double floor_of(double x) { return std::floor(x); }
Value math_trunc(Thread& thread, Value x) {
  if (x.is_double()) return whole(thread, std::trunc(x.as_double()));
  const Value result = TRY(call_special(thread, x, Special::Trunc, {}));
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "type %T doesn't define __trunc__ method", x);
  return result;
}

// ---- logarithms: ints may be larger than any float

template <MathResult (*of_double)(double), MathResult (*of_integer)(numbers::IntegerView)>
Value logarithm(Thread& thread, Value x) {
  if (is_int_like(x)) {
    const IntegerOperand operand(x);
    return to_value(thread, of_integer(operand.view()));
  }
  return to_value(thread, of_double(TRY(to_double(thread, x))));
}
constexpr auto natural_logarithm = logarithm<math::log, math::log>;

Value math_log(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "math.log() takes no keyword arguments");
  if (call.count < 1) return raise(thread, TypeId::TypeError, "log expected at least 1 argument, got 0");
  if (call.count > 2) return raise(thread, TypeId::TypeError, "log expected at most 2 arguments, got %ld", call.count);
  const Value numerator = TRY(natural_logarithm(thread, call.values[0]));
  if (call.count == 1) return numerator;
  const Value denominator = TRY(natural_logarithm(thread, call.values[1]));
  return binary(thread, numerator, denominator, BinaryOp::TrueDivide);
}

// ---- parts of floats

Value math_frexp(Thread& thread, double x) {
  int exponent = 0;
  const double fraction = std::isfinite(x) && x != 0.0 ? std::frexp(x, &exponent) : x;
  return Value(tuple_of(thread.heap(), Value::number(fraction), Value::integer(exponent)));
}
Value math_modf(Thread& thread, double x) {
  double integral = x;
  const double fraction = std::isinf(x) ? std::copysign(0.0, x) : std::isnan(x) ? x : std::modf(x, &integral);
  return Value(tuple_of(thread.heap(), Value::number(fraction), Value::number(integral)));
}
Value math_ldexp(Thread& thread, double x, Value exponent) {
  if (!is_int_like(exponent)) return raise(thread, TypeId::TypeError, "Expected an int as second argument to ldexp.");
  return to_value(thread, math::ldexp(x, integer_to_int64_clamped(exponent)));
}

Value math_isclose(Thread& thread, double a, double b, double relative, double absolute) {
  if (relative < 0.0 || absolute < 0.0) return raise(thread, TypeId::ValueError, "tolerances must be non-negative");
  return Value::boolean(math::is_close(a, b, relative, absolute));
}
bool math_isfinite(Thread&, double x) { return std::isfinite(x); }
bool math_isinf(Thread&, double x) { return std::isinf(x); }
bool math_isnan(Thread&, double x) { return std::isnan(x); }

// ---- of many numbers

Value math_fsum(Thread& thread, Value iterable) {
  using Status = numbers::ExactSum::Status;
  numbers::ExactSum sum;
  Status status = Status::Ok;
  TRY(for_each(thread, iterable, [&](Value item) {
    Result<double> x = to_double(thread, item);
    if (!x.ok()) return false;
    status = sum.add(x.value());
    return status == Status::Ok;
  }));
  double result = 0.0;
  if (status == Status::Ok) status = sum.result(&result);
  switch (status) {
    case Status::Ok: return Value::number(result);
    case Status::IntermediateOverflow: return raise(thread, TypeId::OverflowError, "intermediate overflow in fsum");
    default: return raise(thread, TypeId::ValueError, "-inf + inf in fsum");
  }
}

using Coordinates = numbers::ScratchBuffer<double, 16>;

Value math_hypot(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "math.hypot() takes no keyword arguments");
  Coordinates coordinates;
  for (int64_t i = 0; i < call.count; i++) coordinates.push_back(TRY(to_double(thread, call.values[i])));
  return Value::number(math::hypot(coordinates.data(), coordinates.size()));
}

Value math_dist(Thread& thread, Value p_value, Value q_value) {
  Tuple* p = TRY(tuple_from_iterable(thread, p_value));
  Tuple* q = TRY(tuple_from_iterable(thread, q_value));
  if (p->length() != q->length()) {
    return raise(thread, TypeId::ValueError, "both points must have the same number of dimensions");
  }
  Coordinates differences;
  for (int64_t i = 0; i < p->length(); i++) {
    const double a = TRY(to_double(thread, p->at(i)));
    differences.push_back(a - TRY(to_double(thread, q->at(i))));
  }
  return Value::number(math::hypot(differences.data(), differences.size()));
}

const Method kFunctions[] = {
    {"acos(x, /)", checked<math::acos>, "Return the arc cosine (measured in radians) of x."},
    {"acosh(x, /)", checked<math::acosh>, "Return the inverse hyperbolic cosine of x."},
    {"asin(x, /)", checked<math::asin>, "Return the arc sine (measured in radians) of x."},
    {"asinh(x, /)", plain<math::asinh>, "Return the inverse hyperbolic sine of x."},
    {"atan(x, /)", plain<math::atan>, "Return the arc tangent (measured in radians) of x."},
    {"atan2(y, x, /)", plain_pair<math::atan2>, "Return the arc tangent of y/x, in the quadrant that the signs tell."},
    {"atanh(x, /)", checked<math::atanh>, "Return the inverse hyperbolic tangent of x."},
    {"cbrt(x, /)", plain<math::cbrt>, "Return the cube root of x."},
    {"ceil(x, /)", rounded<ceil_of, Special::Ceil>, "Return the smallest whole number that is not less than x."},
    {"comb(n, k, /)", math_comb, "Number of ways to choose k of n items, without order."},
    {"copysign(x, y, /)", plain_pair<math::copysign>, "Return the absolute value of x with the sign of y."},
    {"cos(x, /)", checked<math::cos>, "Return the cosine of x (measured in radians)."},
    {"cosh(x, /)", checked<math::cosh>, "Return the hyperbolic cosine of x."},
    {"degrees(x, /)", plain<to_degrees>, "Convert angle x from radians to degrees."},
    {"dist(p, q, /)", math_dist, "Return the distance of two points, each a sequence of coordinates."},
    {"erf(x, /)", plain<math::erf>, "Error function at x."},
    {"erfc(x, /)", plain<math::erfc>, "Complementary error function at x."},
    {"exp(x, /)", checked<math::exp>, "Return e raised to the power of x."},
    {"exp2(x, /)", checked<math::exp2>, "Return 2 raised to the power of x."},
    {"expm1(x, /)", checked<math::expm1>, "Return exp(x)-1, accurate for small x too."},
    {"fabs(x, /)", plain<absolute_value>, "Return the absolute value of the float x."},
    {"factorial(n, /)", math_factorial, "Find n!."},
    {"floor(x, /)", rounded<floor_of, Special::Floor>, "Return the largest whole number that is not greater than x."},
    {"fmod(x, y, /)", checked_pair<math::fmod>, "Return fmod(x, y), which has the sign of x."},
    {"frexp(x, /)", math_frexp, "Return the fraction and the exponent of two of x."},
    {"fsum(seq, /)", math_fsum, "Return an accurate sum of floats."},
    {"gamma(x, /)", checked<math::gamma>, "Gamma function at x."},
    {"gcd(*integers)", math_gcd, "Greatest Common Divisor."},
    {"hypot(*coordinates)", math_hypot, "The distance of the point with these coordinates from the origin."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", math_isclose, "Whether two floats are close to each other."},
    {"isfinite(x, /)", math_isfinite, "Whether x is neither an infinity nor a NaN."},
    {"isinf(x, /)", math_isinf, "Whether x is an infinity."},
    {"isnan(x, /)", math_isnan, "Whether x is a NaN."},
    {"isqrt(n, /)", math_isqrt, "Return the integer part of the square root of n."},
    {"lcm(*integers)", math_lcm, "Least Common Multiple."},
    {"ldexp(x, i, /)", math_ldexp, "Return x * (2**i)."},
    {"lgamma(x, /)", checked<math::log_gamma>, "Natural logarithm of the absolute value of the Gamma function at x."},
    {"log(x, base=<math.e>, /)", math_log, "Return the logarithm of x to the given base, or the natural one."},
    {"log10(x, /)", logarithm<math::log10, math::log10>, "Return the base 10 logarithm of x."},
    {"log1p(x, /)", checked<math::log1p>, "Return the natural logarithm of 1+x, accurate for small x too."},
    {"log2(x, /)", logarithm<math::log2, math::log2>, "Return the base 2 logarithm of x."},
    {"modf(x, /)", math_modf, "Return the fractional and integer parts of x."},
    {"nextafter(x, y, /)", plain_pair<math::nextafter>, "Return the next float after x towards y."},
    {"perm(n, k=None, /)", math_perm, "Number of ways to choose k of n items, with order."},
    {"pow(x, y, /)", checked_pair<math::pow>, "Return x**y (x to the power of y)."},
    {"prod(iterable, /, *, start=1)", math_prod, "Calculate the product of all the elements."},
    {"radians(x, /)", plain<to_radians>, "Convert angle x from degrees to radians."},
    {"remainder(x, y, /)", checked_pair<math::remainder>, "The difference of x and the nearest multiple of y."},
    {"sin(x, /)", checked<math::sin>, "Return the sine of x (measured in radians)."},
    {"sinh(x, /)", checked<math::sinh>, "Return the hyperbolic sine of x."},
    {"sqrt(x, /)", checked<math::sqrt>, "Return the square root of x."},
    {"tan(x, /)", checked<math::tan>, "Return the tangent of x (measured in radians)."},
    {"tanh(x, /)", plain<math::tanh>, "Return the hyperbolic tangent of x."},
    {"trunc(x, /)", math_trunc, "Truncates the Real x to the nearest Integral toward 0."},
    {"ulp(x, /)", plain<math::ulp>, "Return the value of the least significant bit of the float x."},
};

Status execute(Thread& thread, Module* module) {
  TRY(module_add(thread, module, "pi", Value::number(3.14159265358979323846)));
  TRY(module_add(thread, module, "e", Value::number(2.71828182845904523536)));
  TRY(module_add(thread, module, "tau", Value::number(6.28318530717958647692)));
  TRY(module_add(thread, module, "inf", Value::number(HUGE_VAL)));
  return module_add(thread, module, "nan", Value::number(std::nan("")));
}

}  // namespace

extern const ModuleSpec kMathModule = {.name = "math",
                                       .doc = "This module provides access to the mathematical functions\ndefined by the C standard.",
                                       .functions = kFunctions,
                                       .execute = execute};

}  // namespace taipan::python
