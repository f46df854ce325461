// base/numbers/complex_functions.h -- complex numbers: operators and functions.
//
// Room       Base.
// In / out   Pairs of doubles in, a pair and perhaps an error out.
// Tests      tests/unit/base/numbers/complex_functions_test.cpp, tests/differential/numbers/
//
// Infinities, NaNs and signed zeros follow C99's annex G; complex_special_values.h tabulates them. Branch cuts are
// continuous from the side that the sign of a zero names.
#pragma once

#include "base/numbers/math_functions.h"

namespace taipan::numbers {

struct Complex {
  double real;
  double imaginary;
};

namespace complex_math {

using math::MathError;

struct ComplexResult {
  Complex value;
  MathError error = MathError::None;
};

// ---- Operators
// -------------------------------------------------------------------------------------------------------

[[nodiscard]] inline Complex add(Complex a, Complex b) {
  return {a.real + b.real, a.imaginary + b.imaginary};
}
[[nodiscard]] inline Complex subtract(Complex a, Complex b) {
  return {a.real - b.real, a.imaginary - b.imaginary};
}
[[nodiscard]] Complex multiply(Complex a, Complex b);
// A Domain error means division by zero.
[[nodiscard]] ComplexResult divide(Complex a, Complex b);
// Domain: zero to a negative or complex power. Range: the result is too large.
[[nodiscard]] ComplexResult power(Complex base, Complex exponent);
// Range: too large, although neither part is infinite.
[[nodiscard]] math::MathResult absolute(Complex z);

// ---- Functions -----------------------------------------------------------------------------------------------------

[[nodiscard]] ComplexResult acos(Complex z);
[[nodiscard]] ComplexResult acosh(Complex z);
[[nodiscard]] ComplexResult asin(Complex z);
[[nodiscard]] ComplexResult asinh(Complex z);
[[nodiscard]] ComplexResult atan(Complex z);
[[nodiscard]] ComplexResult atanh(Complex z);
[[nodiscard]] ComplexResult cos(Complex z);
[[nodiscard]] ComplexResult cosh(Complex z);
[[nodiscard]] ComplexResult exp(Complex z);
[[nodiscard]] ComplexResult log(Complex z);
[[nodiscard]] ComplexResult log10(Complex z);
// log(z) / log(base).
[[nodiscard]] ComplexResult log(Complex z, Complex base);
[[nodiscard]] ComplexResult sin(Complex z);
[[nodiscard]] ComplexResult sinh(Complex z);
[[nodiscard]] ComplexResult sqrt(Complex z);
[[nodiscard]] ComplexResult tan(Complex z);
[[nodiscard]] ComplexResult tanh(Complex z);

[[nodiscard]] inline double phase(Complex z) {
  return std::atan2(z.imaginary, z.real);
}
// radius * (cos(angle) + i sin(angle)).
[[nodiscard]] ComplexResult rect(double radius, double angle);

[[nodiscard]] bool is_close(Complex a, Complex b, double relative_tolerance, double absolute_tolerance);

}  // namespace complex_math
}  // namespace taipan::numbers
