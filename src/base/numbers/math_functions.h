// base/numbers/math_functions.h -- functions of real numbers, with errors as values.
//
// Room       Base. Knows the C mathematical library.
// In / out   Doubles in, a double and perhaps an error out.
// Tests      tests/unit/base/numbers/math_functions_test.cpp, tests/differential/numbers/
//
// The rules for errors are those of C99's annex F, seen as follows: a NaN from arguments that are none is a domain
// error ("math domain error"); an infinity from finite arguments is a range error ("math range error") where the
// function overflows, and a domain error where it has a pole. Underflow is no error. What cannot fail returns a double.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/numbers/limbs.h"

namespace taipan::numbers::math {

enum class MathError : uint8_t { None, Domain, Range };

inline constexpr std::string_view kDomainErrorMessage = "math domain error";
inline constexpr std::string_view kRangeErrorMessage = "math range error";

// With an error, `value` is what C would return.
struct MathResult {
  double value;
  MathError error = MathError::None;
};

// The rules above for a function of one argument that gave `result`.
enum class Infinities { Overflow, Pole };
[[nodiscard]] inline MathResult checked(double argument, double result, Infinities infinities) {
  if (std::isnan(result)) return {result, std::isnan(argument) ? MathError::None : MathError::Domain};
  if (std::isinf(result) && std::isfinite(argument)) {
    return {result, infinities == Infinities::Overflow ? MathError::Range : MathError::Domain};
  }
  return {result};
}

[[nodiscard]] inline MathResult acos(double x) {
  return checked(x, std::acos(x), Infinities::Pole);
}
[[nodiscard]] inline MathResult acosh(double x) {
  return checked(x, std::acosh(x), Infinities::Pole);
}
[[nodiscard]] inline MathResult asin(double x) {
  return checked(x, std::asin(x), Infinities::Pole);
}
[[nodiscard]] inline MathResult atanh(double x) {
  return checked(x, std::atanh(x), Infinities::Pole);
}
[[nodiscard]] inline MathResult cos(double x) {
  return checked(x, std::cos(x), Infinities::Pole);
}
[[nodiscard]] inline MathResult cosh(double x) {
  return checked(x, std::cosh(x), Infinities::Overflow);
}
[[nodiscard]] inline MathResult exp(double x) {
  return checked(x, std::exp(x), Infinities::Overflow);
}
[[nodiscard]] inline MathResult exp2(double x) {
  return checked(x, std::exp2(x), Infinities::Overflow);
}
[[nodiscard]] inline MathResult expm1(double x) {
  return checked(x, std::expm1(x), Infinities::Overflow);
}
[[nodiscard]] inline MathResult log1p(double x) {
  return checked(x, std::log1p(x), Infinities::Pole);
}
[[nodiscard]] inline MathResult sin(double x) {
  return checked(x, std::sin(x), Infinities::Pole);
}
[[nodiscard]] inline MathResult sinh(double x) {
  return checked(x, std::sinh(x), Infinities::Overflow);
}
[[nodiscard]] inline MathResult sqrt(double x) {
  return checked(x, std::sqrt(x), Infinities::Pole);
}
[[nodiscard]] inline MathResult tan(double x) {
  return checked(x, std::tan(x), Infinities::Pole);
}
[[nodiscard]] inline double asinh(double x) {
  return std::asinh(x);
}
[[nodiscard]] inline double atan(double x) {
  return std::atan(x);
}
[[nodiscard]] inline double atan2(double y, double x) {
  return std::atan2(y, x);
}
[[nodiscard]] inline double cbrt(double x) {
  return std::cbrt(x);
}
[[nodiscard]] inline double copysign(double x, double y) {
  return std::copysign(x, y);
}
[[nodiscard]] inline double erf(double x) {
  return std::erf(x);
}
[[nodiscard]] inline double erfc(double x) {
  return std::erfc(x);
}
[[nodiscard]] inline double tanh(double x) {
  return std::tanh(x);
}
[[nodiscard]] inline double nextafter(double x, double y) {
  return std::nextafter(x, y);
}

// Logarithms; zero and negative numbers are domain errors. Integers may be of any size.
[[nodiscard]] MathResult log(double x);
[[nodiscard]] MathResult log2(double x);
[[nodiscard]] MathResult log10(double x);
[[nodiscard]] MathResult log(IntegerView x);
[[nodiscard]] MathResult log2(IntegerView x);
[[nodiscard]] MathResult log10(IntegerView x);

[[nodiscard]] MathResult gamma(double x);
[[nodiscard]] MathResult log_gamma(double x);

[[nodiscard]] MathResult pow(double x, double y);
// The remainder with x's sign.
[[nodiscard]] MathResult fmod(double x, double y);
// x minus the nearest multiple of y, the even one in a tie.
[[nodiscard]] MathResult remainder(double x, double y);
// x * 2^exponent; an exponent that does not fit in 64 bits may be given as INT64_MIN or INT64_MAX.
[[nodiscard]] MathResult ldexp(double x, int64_t exponent);
// The value of x's last bit: the distance to the next double away from zero.
[[nodiscard]] double ulp(double x);

// sqrt(x0^2 + x1^2 + ...), within a hair of correct rounding, without overflow or underflow on the way. The coordinates
// are overwritten. Infinite if one is, else a NaN if one is.
[[nodiscard]] double hypot(double* coordinates, size_t count);

// Whether a and b differ by at most the absolute tolerance or relative_tolerance times the larger magnitude. The
// tolerances are not negative: the caller has checked.
[[nodiscard]] bool is_close(double a, double b, double relative_tolerance, double absolute_tolerance);

// ---- Operators of doubles ------------------------------------------------------------------------------------------

// a // b and a % b for b != 0: the remainder has b's sign, the quotient is its floor.
struct FloorDivision {
  double quotient;
  double remainder;
};
[[nodiscard]] FloorDivision floor_divide(double a, double b);
[[nodiscard]] double floor_remainder(double a, double b);

// a ** b. ZeroToNegative: "0.0 cannot be raised to a negative power". Complex: a negative number to a power that is not
// whole, whose result the complex functions give.
enum class PowerOutcome { Real, Complex, ZeroToNegative, Overflow };
struct Power {
  double value;
  PowerOutcome outcome = PowerOutcome::Real;
};
[[nodiscard]] Power power(double base, double exponent);

}  // namespace taipan::numbers::math
