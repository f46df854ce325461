// base/numbers/complex_functions.cpp -- complex operators and functions.
//
// Room       Base.
// In / out   See complex_functions.h.
// Tests      tests/unit/base/numbers/complex_functions_test.cpp, tests/differential/numbers/
//
// The finite cases follow Kahan, "Branch cuts for complex elementary functions": inverse functions are built from
// square roots so that nothing cancels, and arguments so large that squares would overflow are halved first.
// Trigonometric functions are hyperbolic ones of the argument turned by i: sin(z) = -i sinh(iz), and so on.

#include "base/numbers/complex_functions.h"

#include <cfloat>
#include <cmath>

#include "base/numbers/complex_special_values.h"

#pragma STDC FP_CONTRACT OFF

namespace taipan::numbers::complex_math {
namespace {

constexpr double kInfinity = HUGE_VAL;
constexpr double kLn2 = 0.6931471805599453094;
constexpr double kLn10 = 2.302585092994045684;
constexpr double kE = 2.718281828459045235;
constexpr double kPi = 3.141592653589793238;
constexpr double kLarge = DBL_MAX / 4.0;
// The square root and the logarithm of kLarge, and the square root of the least normal double.
const double kSquareRootOfLarge = std::sqrt(kLarge);
const double kLogOfLarge = std::log(kLarge);
const double kSquareRootOfLeast = std::sqrt(DBL_MIN);

bool is_finite(Complex z) {
  return std::isfinite(z.real) && std::isfinite(z.imaginary);
}

// Row or column of a special value.
int kind_of(double x) {
  if (std::isnan(x)) return 6;
  const bool negative = std::signbit(x);
  if (std::isinf(x)) return negative ? 0 : 5;
  if (x == 0) return negative ? 2 : 3;
  return negative ? 1 : 4;
}

double decode(char sign, char letter) {
  double value = 0.0;
  switch (letter) {
    case 'a':
      return std::nan("");
    case '1':
      value = 1.0;
      break;
    case 'i':
      value = kInfinity;
      break;
    case 'p':
      value = kPi;
      break;
    case 'h':
      value = 0.5 * kPi;
      break;
    case 'q':
      value = 0.25 * kPi;
      break;
    case 't':
      value = 0.75 * kPi;
      break;
    default:
      break;
  }
  return sign == '-' ? -value : value;
}

ComplexResult special(const SpecialValues& table, double real, double imaginary) {
  const char* entry = table.rows[kind_of(real)] + 5 * kind_of(imaginary);
  if (entry[0] == 'e') return {{std::nan(""), std::nan("")}, MathError::Domain};
  return {{decode(entry[0], entry[1]), decode(entry[2], entry[3])}};
}

ComplexResult special(const SpecialValues& table, Complex z) {
  return special(table, z.real, z.imaginary);
}

// magnitude * (cos(angle), sin(angle)) where only the signs of cosine and sine count.
Complex in_direction(double magnitude, double angle) {
  return {std::copysign(magnitude, std::cos(angle)), std::copysign(magnitude, std::sin(angle))};
}

ComplexResult finite_or_range(Complex value) {
  const bool overflow = std::isinf(value.real) || std::isinf(value.imaginary);
  return {value, overflow ? MathError::Range : MathError::None};
}

// An infinite real part with an angle that gives the direction.
bool is_infinite_with_angle(double radius, double angle) {
  return std::isinf(radius) && std::isfinite(angle) && angle != 0.0;
}

bool is_large(Complex z) {
  return std::fabs(z.real) > kLarge || std::fabs(z.imaginary) > kLarge;
}

// log |z| + log 2 for large z.
double log_of_twice(Complex z) {
  return std::log(std::hypot(z.real / 2.0, z.imaginary / 2.0)) + kLn2 * 2.0;
}

Complex finite_sqrt(Complex z) {
  if (z.real == 0.0 && z.imaginary == 0.0) return {0.0, z.imaginary};
  double x = std::fabs(z.real);
  const double y = std::fabs(z.imaginary);
  double root;
  if (x < DBL_MIN && y < DBL_MIN) {
    // Scaled up by 2^53, because the hypotenuse would be subnormal.
    x = std::ldexp(x, 53);
    root = std::ldexp(std::sqrt(x + std::hypot(x, std::ldexp(y, 53))), -27);
  } else {
    x /= 8.0;
    root = 2.0 * std::sqrt(x + std::hypot(x, y / 8.0));
  }
  const double other = y / (2.0 * root);
  if (z.real >= 0.0) return {root, std::copysign(other, z.imaginary)};
  return {other, std::copysign(root, z.imaginary)};
}

// f(iz) / i for the functions below.
template <ComplexResult (*kFunction)(Complex)>
ComplexResult turned(Complex z) {
  const ComplexResult result = kFunction({-z.imaginary, z.real});
  return {{result.value.imaginary, -result.value.real}, result.error};
}

}  // namespace

// ---- Operators -----------------------------------------------------------------------------------------------------

Complex multiply(Complex a, Complex b) {
  return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

// Smith's method: dividing by the larger part first keeps squares from overflowing.
ComplexResult divide(Complex a, Complex b) {
  const double x = std::fabs(b.real);
  const double y = std::fabs(b.imaginary);
  if (x >= y) {
    if (x == 0.0) return {{0.0, 0.0}, MathError::Domain};
    const double ratio = b.imaginary / b.real;
    const double denominator = b.real + b.imaginary * ratio;
    return {{(a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator}};
  }
  if (y >= x) {
    const double ratio = b.real / b.imaginary;
    const double denominator = b.real * ratio + b.imaginary;
    return {{(a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator}};
  }
  return {{std::nan(""), std::nan("")}};
}

namespace {

ComplexResult whole_power(Complex base, int exponent) {
  const int count = exponent < 0 ? -exponent : exponent;
  Complex result{1.0, 0.0};
  Complex square = base;
  for (int bit = 1; bit != 0 && count >= bit; bit <<= 1) {
    if ((count & bit) != 0) result = multiply(result, square);
    square = multiply(square, square);
  }
  if (exponent > 0) return {result};
  return divide({1.0, 0.0}, result);
}

ComplexResult polar_power(Complex base, Complex exponent) {
  if (exponent.real == 0.0 && exponent.imaginary == 0.0) return {{1.0, 0.0}};
  if (base.real == 0.0 && base.imaginary == 0.0) {
    const bool allowed = exponent.imaginary == 0.0 && exponent.real >= 0.0;
    return {{0.0, 0.0}, allowed ? MathError::None : MathError::Domain};
  }
  const double radius = std::hypot(base.real, base.imaginary);
  double length = std::pow(radius, exponent.real);
  const double angle = std::atan2(base.imaginary, base.real);
  double turn = angle * exponent.real;
  if (exponent.imaginary != 0.0) {
    length /= std::exp(angle * exponent.imaginary);
    turn += exponent.imaginary * std::log(radius);
  }
  // An infinite angle has no cosine; CPython reports that as it reports zero to a negative power.
  return {{length * std::cos(turn), length * std::sin(turn)}, std::isinf(turn) ? MathError::Domain : MathError::None};
}

}  // namespace

ComplexResult power(Complex base, Complex exponent) {
  const bool is_small_whole =
      exponent.imaginary == 0.0 && exponent.real == std::floor(exponent.real) && std::fabs(exponent.real) <= 100.0;
  const ComplexResult result =
      is_small_whole ? whole_power(base, static_cast<int>(exponent.real)) : polar_power(base, exponent);
  return result.error != MathError::None ? result : finite_or_range(result.value);
}

math::MathResult absolute(Complex z) {
  if (!is_finite(z)) {
    if (std::isinf(z.real) || std::isinf(z.imaginary)) return {kInfinity};
    return {std::nan("")};
  }
  const double result = std::hypot(z.real, z.imaginary);
  return {result, std::isinf(result) ? MathError::Range : MathError::None};
}

// ---- Roots and logarithms
// --------------------------------------------------------------------------------------------

ComplexResult sqrt(Complex z) {
  if (!is_finite(z)) return special(kSqrt, z);
  return {finite_sqrt(z)};
}

ComplexResult log(Complex z) {
  if (!is_finite(z)) return special(kLog, z);
  const double x = std::fabs(z.real);
  const double y = std::fabs(z.imaginary);
  const double angle = std::atan2(z.imaginary, z.real);
  if (x > kLarge || y > kLarge) return {{std::log(std::hypot(x / 2.0, y / 2.0)) + kLn2, angle}};
  if (x < DBL_MIN && y < DBL_MIN) {
    if (x == 0.0 && y == 0.0) return {{-kInfinity, angle}, MathError::Domain};
    const double scaled = std::hypot(std::ldexp(x, DBL_MANT_DIG), std::ldexp(y, DBL_MANT_DIG));
    return {{std::log(scaled) - DBL_MANT_DIG * kLn2, angle}};
  }
  const double radius = std::hypot(x, y);
  if (radius < 0.71 || radius > 1.73) return {{std::log(radius), angle}};
  // Near one the logarithm of the radius would lose its digits.
  const double larger = x > y ? x : y;
  const double smaller = x > y ? y : x;
  return {{std::log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2.0, angle}};
}

ComplexResult log10(Complex z) {
  ComplexResult result = log(z);
  result.value.real /= kLn10;
  result.value.imaginary /= kLn10;
  return result;
}

// The logarithm of a zero `z` is minus infinity here and no error.
ComplexResult log(Complex z, Complex base) {
  const ComplexResult numerator = log(z);
  const ComplexResult denominator = log(base);
  ComplexResult result = divide(numerator.value, denominator.value);
  if (denominator.error != MathError::None) result.error = denominator.error;
  return result;
}

// ---- Inverse functions
// -----------------------------------------------------------------------------------------------

ComplexResult acos(Complex z) {
  if (!is_finite(z)) return special(kAcos, z);
  if (is_large(z)) {
    const double angle = std::atan2(std::fabs(z.imaginary), z.real);
    const double size = log_of_twice(z);
    // Two cases, for the sign of a zero imaginary part on the branch cuts.
    if (z.real < 0.0) return {{angle, -std::copysign(size, z.imaginary)}};
    return {{angle, std::copysign(size, -z.imaginary)}};
  }
  const Complex below = finite_sqrt({1.0 - z.real, -z.imaginary});
  const Complex above = finite_sqrt({1.0 + z.real, z.imaginary});
  return {{2.0 * std::atan2(below.real, above.real),
           std::asinh(above.real * below.imaginary - above.imaginary * below.real)}};
}

ComplexResult acosh(Complex z) {
  if (!is_finite(z)) return special(kAcosh, z);
  if (is_large(z)) return {{log_of_twice(z), std::atan2(z.imaginary, z.real)}};
  const Complex below = finite_sqrt({z.real - 1.0, z.imaginary});
  const Complex above = finite_sqrt({z.real + 1.0, z.imaginary});
  return {{std::asinh(below.real * above.real + below.imaginary * above.imaginary),
           2.0 * std::atan2(below.imaginary, above.real)}};
}

ComplexResult asinh(Complex z) {
  if (!is_finite(z)) return special(kAsinh, z);
  if (is_large(z)) {
    const double size = log_of_twice(z);
    const double real = z.imaginary >= 0.0 ? std::copysign(size, z.real) : -std::copysign(size, -z.real);
    return {{real, std::atan2(z.imaginary, std::fabs(z.real))}};
  }
  const Complex above = finite_sqrt({1.0 + z.imaginary, -z.real});
  const Complex below = finite_sqrt({1.0 - z.imaginary, z.real});
  return {{std::asinh(above.real * below.imaginary - below.real * above.imaginary),
           std::atan2(z.imaginary, above.real * below.real - above.imaginary * below.imaginary)}};
}

ComplexResult asin(Complex z) {
  return turned<asinh>(z);
}

ComplexResult atanh(Complex z) {
  if (!is_finite(z)) return special(kAtanh, z);
  if (std::signbit(z.real)) {
    const ComplexResult mirrored = atanh({-z.real, -z.imaginary});
    return {{-mirrored.value.real, -mirrored.value.imaginary}, mirrored.error};
  }
  const double y = std::fabs(z.imaginary);
  if (z.real > kSquareRootOfLarge || y > kSquareRootOfLarge) {
    // Nearly 1/z, and a quarter turn.
    const double half = std::hypot(z.real / 2.0, z.imaginary / 2.0);
    return {{z.real / 4.0 / half / half, -std::copysign(kPi / 2.0, -z.imaginary)}};
  }
  if (z.real == 1.0 && y < kSquareRootOfLeast) {
    if (y == 0.0) return {{kInfinity, z.imaginary}, MathError::Domain};
    return {{-std::log(std::sqrt(y) / std::sqrt(std::hypot(y, 2.0))),
             std::copysign(std::atan2(2.0, -y) / 2.0, z.imaginary)}};
  }
  const double beside = 1.0 - z.real;
  return {{std::log1p(4.0 * z.real / (beside * beside + y * y)) / 4.0,
           -std::atan2(-2.0 * z.imaginary, beside * (1.0 + z.real) - y * y) / 2.0}};
}

ComplexResult atan(Complex z) {
  return turned<atanh>(z);
}

// ---- Exponential and hyperbolic functions
// ------------------------------------------------------------------------------

ComplexResult exp(Complex z) {
  if (is_infinite_with_angle(z.real, z.imaginary)) return {in_direction(z.real > 0 ? kInfinity : 0.0, z.imaginary)};
  if (!is_finite(z)) return special(kExp, z);
  if (z.real > kLogOfLarge) {
    // exp(z.real) may overflow although the product with a small cosine does not.
    const double size = std::exp(z.real - 1.0);
    return finite_or_range({size * std::cos(z.imaginary) * kE, size * std::sin(z.imaginary) * kE});
  }
  const double size = std::exp(z.real);
  return finite_or_range({size * std::cos(z.imaginary), size * std::sin(z.imaginary)});
}

ComplexResult cosh(Complex z) {
  if (is_infinite_with_angle(z.real, z.imaginary)) {
    const Complex direction = in_direction(kInfinity, z.imaginary);
    return {{direction.real, z.real > 0 ? direction.imaginary : -direction.imaginary}};
  }
  if (!is_finite(z)) return special(kCosh, z);
  const double cosine = std::cos(z.imaginary);
  const double sine = std::sin(z.imaginary);
  if (std::fabs(z.real) > kLogOfLarge) {
    const double reduced = z.real - std::copysign(1.0, z.real);
    return finite_or_range({cosine * std::cosh(reduced) * kE, sine * std::sinh(reduced) * kE});
  }
  return finite_or_range({cosine * std::cosh(z.real), sine * std::sinh(z.real)});
}

ComplexResult sinh(Complex z) {
  if (is_infinite_with_angle(z.real, z.imaginary)) {
    const Complex direction = in_direction(kInfinity, z.imaginary);
    return {{z.real > 0 ? direction.real : -direction.real, direction.imaginary}};
  }
  if (!is_finite(z)) return special(kSinh, z);
  const double cosine = std::cos(z.imaginary);
  const double sine = std::sin(z.imaginary);
  if (std::fabs(z.real) > kLogOfLarge) {
    const double reduced = z.real - std::copysign(1.0, z.real);
    return finite_or_range({cosine * std::sinh(reduced) * kE, sine * std::cosh(reduced) * kE});
  }
  return finite_or_range({cosine * std::sinh(z.real), sine * std::cosh(z.real)});
}

ComplexResult tanh(Complex z) {
  if (is_infinite_with_angle(z.real, z.imaginary)) {
    const double sign = 2.0 * std::sin(z.imaginary) * std::cos(z.imaginary);
    return {{z.real > 0 ? 1.0 : -1.0, std::copysign(0.0, sign)}};
  }
  if (!is_finite(z)) return special(kTanh, z);
  if (std::fabs(z.real) > kLogOfLarge) {
    return {{std::copysign(1.0, z.real),
             4.0 * std::sin(z.imaginary) * std::cos(z.imaginary) * std::exp(-2.0 * std::fabs(z.real))}};
  }
  const double x = std::tanh(z.real);
  const double y = std::tan(z.imaginary);
  const double secant = 1.0 / std::cosh(z.real);
  const double product = x * y;
  const double denominator = 1.0 + product * product;
  return {{x * (1.0 + y * y) / denominator, ((y / denominator) * secant) * secant}};
}

ComplexResult cos(Complex z) {
  return cosh({-z.imaginary, z.real});
}
ComplexResult sin(Complex z) {
  return turned<sinh>(z);
}
ComplexResult tan(Complex z) {
  return turned<tanh>(z);
}

ComplexResult rect(double radius, double angle) {
  if (is_infinite_with_angle(radius, angle)) {
    const Complex direction = in_direction(kInfinity, angle);
    if (radius > 0) return {direction};
    return {{-direction.real, -direction.imaginary}};
  }
  if (!std::isfinite(radius) || !std::isfinite(angle)) return special(kRect, radius, angle);
  if (angle == 0.0) return {{radius, radius * angle}};
  return {{radius * std::cos(angle), radius * std::sin(angle)}};
}

bool is_close(Complex a, Complex b, double relative_tolerance, double absolute_tolerance) {
  if (a.real == b.real && a.imaginary == b.imaginary) return true;
  if (std::isinf(a.real) || std::isinf(a.imaginary) || std::isinf(b.real) || std::isinf(b.imaginary)) return false;
  const double difference = absolute(subtract(a, b)).value;
  return difference <= relative_tolerance * absolute(b).value || difference <= relative_tolerance * absolute(a).value ||
         difference <= absolute_tolerance;
}

}  // namespace taipan::numbers::complex_math
