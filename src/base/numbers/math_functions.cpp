// base/numbers/math_functions.cpp -- logarithms, powers, remainders, norms.
//
// Room       Base.
// In / out   See math_functions.h.
// Tests      tests/unit/base/numbers/math_functions_test.cpp, tests/differential/numbers/

#include "base/numbers/math_functions.h"

#include <cfloat>
#include <climits>

// Error terms below are exact only if no product is fused with a sum.
#pragma STDC FP_CONTRACT OFF

namespace taipan::numbers::math {
namespace {

using Function = double (*)(double);

MathResult checked_logarithm(double x, Function function) {
  if (std::isnan(x)) return {x};
  if (x > 0) return {function(x)};
  return {x == 0 ? -HUGE_VAL : std::nan(""), MathError::Domain};
}

// log(m * 2^e) = log(m) + e * log(2), needed only where the integer is no double.
MathResult logarithm_of_integer(IntegerView x, Function function) {
  if (x.sign() <= 0) return {std::nan(""), MathError::Domain};
  double value;
  if (to_double(x, &value)) return {function(value)};
  int64_t exponent;
  const double fraction = to_fraction_and_exponent(x, &exponent);
  return {function(fraction) + function(2.0) * static_cast<double>(exponent)};
}

double natural(double x) {
  return std::log(x);
}
double binary(double x) {
  return std::log2(x);
}
double decimal(double x) {
  return std::log10(x);
}

}  // namespace

MathResult log(double x) {
  return checked_logarithm(x, natural);
}
MathResult log2(double x) {
  return checked_logarithm(x, binary);
}
MathResult log10(double x) {
  return checked_logarithm(x, decimal);
}
MathResult log(IntegerView x) {
  return logarithm_of_integer(x, natural);
}
MathResult log2(IntegerView x) {
  return logarithm_of_integer(x, binary);
}
MathResult log10(IntegerView x) {
  return logarithm_of_integer(x, decimal);
}

MathResult pow(double x, double y) {
  const double result = std::pow(x, y);
  if (std::isfinite(result) || !std::isfinite(x) || !std::isfinite(y)) return {result};
  if (std::isnan(result) || x == 0) return {result, MathError::Domain};
  return {result, MathError::Range};
}

MathResult fmod(double x, double y) {
  if (std::isinf(y) && std::isfinite(x)) return {x};
  const double result = std::fmod(x, y);
  const bool invalid = std::isnan(result) && !std::isnan(x) && !std::isnan(y);
  return {result, invalid ? MathError::Domain : MathError::None};
}

MathResult remainder(double x, double y) {
  if (std::isnan(x)) return {x};
  if (std::isnan(y)) return {y};
  if (std::isinf(x) || y == 0) return {std::nan(""), MathError::Domain};
  if (std::isinf(y)) return {x};
  // Not the C library's: some give a zero the wrong sign. `down` and `up` are the distances to the multiples around x.
  const double magnitude = std::fabs(x);
  const double step = std::fabs(y);
  const double down = std::fmod(magnitude, step);
  const double up = step - down;
  double result;
  if (down < up) {
    result = down;
  } else if (down > up) {
    result = -up;
  } else {
    // A tie: half of the lower multiple tells whether it is even.
    result = down - 2.0 * std::fmod(0.5 * (magnitude - down), step);
  }
  return {std::copysign(1.0, x) * result};
}

MathResult ldexp(double x, int64_t exponent) {
  if (x == 0 || !std::isfinite(x)) return {x};
  if (exponent > INT_MAX) return {std::copysign(HUGE_VAL, x), MathError::Range};
  if (exponent < INT_MIN) return {std::copysign(0.0, x)};
  const double result = std::ldexp(x, static_cast<int>(exponent));
  return {result, std::isinf(result) ? MathError::Range : MathError::None};
}

double ulp(double x) {
  if (std::isnan(x)) return x;
  x = std::fabs(x);
  if (std::isinf(x)) return x;
  const double next = std::nextafter(x, HUGE_VAL);
  // The largest double has no finite neighbour above.
  return std::isinf(next) ? x - std::nextafter(x, 0.0) : next - x;
}

bool is_close(double a, double b, double relative_tolerance, double absolute_tolerance) {
  if (a == b) return true;
  if (std::isinf(a) || std::isinf(b)) return false;
  const double difference = std::fabs(b - a);
  return difference <= std::fabs(relative_tolerance * b) || difference <= std::fabs(relative_tolerance * a) ||
         difference <= absolute_tolerance;
}

// ---- Norms ---------------------------------------------------------------------------------------------------------

namespace {

// A double as the sum of two of half its length, whose products are exact (Dekker, Veltkamp).
struct Halves {
  double high;
  double low;
};

Halves split(double x) {
  const double scaled = x * 134217729.0;  // 2^27 + 1
  const double high = scaled - (scaled - x);
  return {high, x - high};
}

// A sum with what its additions lost, kept apart by the size of the terms. It begins at one, so that every term is
// smaller than the sum and what an addition loses is found by one subtraction.
struct CompensatedSum {
  double sum = 1.0;
  double lost_large = 0.0;
  double lost_medium = 0.0;
  double small = 0.0;

  void add(double term, double* lost) {
    const double before = sum;
    sum += term;
    *lost += (before - sum) + term;
  }

  // Adds sign * x^2, as the exact products of x's halves.
  void add_square(double x, double sign) {
    const Halves halves = split(x);
    add(sign * halves.high * halves.high, &lost_large);
    add(sign * 2.0 * halves.high * halves.low, &lost_medium);
    small += sign * halves.low * halves.low;
  }

  double total() const { return sum - 1.0 + (lost_large + lost_medium + small); }
};

// For 0 < largest, with every |coordinate| <= largest.
double norm(double* coordinates, size_t count, double largest) {
  int exponent;
  std::frexp(largest, &exponent);
  if (exponent < -1023) {
    // The scale below would overflow. Quotients need no such care, and subnormal results have bits to spare.
    CompensatedSum ratios;
    for (size_t i = 0; i < count; ++i) {
      const double ratio = coordinates[i] / largest;
      ratios.add(ratio * ratio, &ratios.lost_large);
    }
    return largest * std::sqrt(ratios.total());
  }
  const double scale = std::ldexp(1.0, -exponent);
  CompensatedSum squares;
  for (size_t i = 0; i < count; ++i)
    squares.add_square(coordinates[i] * scale, 1.0);
  const double root = std::sqrt(squares.total());
  // One step of Newton's method on what the root's square leaves over.
  CompensatedSum rest = squares;
  const Halves halves = split(root);
  rest.add(-halves.high * halves.high, &rest.lost_large);
  rest.add(-2.0 * halves.high * halves.low, &rest.lost_medium);
  rest.add(-halves.low * halves.low, &rest.small);
  return (root + rest.total() / (2.0 * root)) / scale;
}

}  // namespace

double hypot(double* coordinates, size_t count) {
  double largest = 0.0;
  bool found_nan = false;
  for (size_t i = 0; i < count; ++i) {
    const double magnitude = std::fabs(coordinates[i]);
    coordinates[i] = magnitude;
    found_nan = found_nan || std::isnan(magnitude);
    if (magnitude > largest) largest = magnitude;
  }
  if (std::isinf(largest)) return largest;
  if (found_nan) return std::nan("");
  if (largest == 0 || count <= 1) return largest;
  return norm(coordinates, count, largest);
}

// ---- Operators -----------------------------------------------------------------------------------------------------

double floor_remainder(double a, double b) {
  const double remainder = std::fmod(a, b);
  if (remainder == 0) return std::copysign(0.0, b);
  return (b < 0) != (remainder < 0) ? remainder + b : remainder;
}

FloorDivision floor_divide(double a, double b) {
  double remainder = std::fmod(a, b);
  double quotient = (a - remainder) / b;
  if (remainder == 0) {
    remainder = std::copysign(0.0, b);
  } else if ((b < 0) != (remainder < 0)) {
    remainder += b;
    quotient -= 1.0;
  }
  if (quotient == 0) return {std::copysign(0.0, a / b), remainder};
  // The division was nearly exact, so the floor may be one too small.
  double whole = std::floor(quotient);
  if (quotient - whole > 0.5) whole += 1.0;
  return {whole, remainder};
}

Power power(double base, double exponent) {
  if (base == 0 && exponent < 0 && std::isfinite(exponent)) return {0.0, PowerOutcome::ZeroToNegative};
  const bool both_finite = std::isfinite(base) && std::isfinite(exponent);
  if (both_finite && base < 0 && exponent != std::floor(exponent)) return {0.0, PowerOutcome::Complex};
  const double result = std::pow(base, exponent);
  if (both_finite && std::isinf(result)) return {result, PowerOutcome::Overflow};
  return {result};
}

}  // namespace taipan::numbers::math
