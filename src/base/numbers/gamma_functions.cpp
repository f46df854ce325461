// base/numbers/gamma_functions.cpp -- the gamma function and the logarithm of its magnitude.
//
// Room       Base.
// In / out   See math_functions.h.
// Tests      tests/unit/base/numbers/math_functions_test.cpp, tests/differential/numbers/
//
// Lanczos' approximation with 13 terms and g = 6.0246...: for x > 0
//
//   gamma(x) = ((x + g - 0.5) / e)^(x - 0.5) * exp(-g) * L(x)
//
// where L is the quotient of two polynomials; the coefficients are the well-known ones that keep the error below a few
// units in the last place. Negative arguments are reflected: gamma(-x) = -pi / (sin(pi x) * x * gamma(x)).
// The C library's functions are not used, because they differ between systems in the last digits and in poles.

#include <cfloat>
#include <cmath>

#include "base/numbers/math_functions.h"

#pragma STDC FP_CONTRACT OFF

namespace taipan::numbers::math {
namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;
constexpr double kLogOfPi = 1.144729885849400174143427351353058711647;
constexpr double kG = 6.024680040776729583740234375;
constexpr double kGMinusHalf = 5.524680040776729583740234375;

constexpr int kTerms = 13;
// Coefficients of powers 0 to 12.
constexpr double kNumerator[kTerms] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
// x (x + 1) ... (x + 11), multiplied out.
constexpr double kDenominator[kTerms] = {0.0,        39916800.0, 120543840.0, 150917976.0, 105258076.0,
                                         45995730.0, 13339535.0, 2637558.0,   357423.0,    32670.0,
                                         1925.0,     66.0,       1.0};

// gamma(1) to gamma(23), the last of which is exact.
constexpr int kExactCount = 23;
constexpr double kExact[kExactCount] = {1.0,
                                        1.0,
                                        2.0,
                                        6.0,
                                        24.0,
                                        120.0,
                                        720.0,
                                        5040.0,
                                        40320.0,
                                        362880.0,
                                        3628800.0,
                                        39916800.0,
                                        479001600.0,
                                        6227020800.0,
                                        87178291200.0,
                                        1307674368000.0,
                                        20922789888000.0,
                                        355687428096000.0,
                                        6402373705728000.0,
                                        121645100408832000.0,
                                        2432902008176640000.0,
                                        51090942171709440000.0,
                                        1124000727777607680000.0};

// L(x) for x > 0. Large arguments are evaluated in 1/x, lest the powers overflow.
double lanczos_sum(double x) {
  double numerator = 0.0;
  double denominator = 0.0;
  if (x < 5.0) {
    for (int i = kTerms - 1; i >= 0; --i) {
      numerator = numerator * x + kNumerator[i];
      denominator = denominator * x + kDenominator[i];
    }
  } else {
    for (int i = 0; i < kTerms; ++i) {
      numerator = numerator / x + kNumerator[i];
      denominator = denominator / x + kDenominator[i];
    }
  }
  return numerator / denominator;
}

// sin(pi * x), accurate where x is large or near a whole number.
double sin_pi(double x) {
  const double y = std::fmod(std::fabs(x), 2.0);
  double result = 0.0;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0:
      result = std::sin(kPi * y);
      break;
    case 1:
      result = std::cos(kPi * (y - 0.5));
      break;
    case 2:
      result = std::sin(kPi * (1.0 - y));
      break;  // not -sin(pi (y - 1)), for the sign of zero
    case 3:
      result = -std::cos(kPi * (y - 1.5));
      break;
    case 4:
      result = std::sin(kPi * (y - 2.0));
      break;
  }
  return std::copysign(1.0, x) * result;
}

}  // namespace

MathResult gamma(double x) {
  if (!std::isfinite(x)) {
    if (std::isnan(x) || x > 0) return {x};
    return {std::nan(""), MathError::Domain};
  }
  if (x == 0) return {std::copysign(HUGE_VAL, x), MathError::Domain};
  if (x == std::floor(x)) {
    if (x < 0) return {std::nan(""), MathError::Domain};
    if (x <= kExactCount) return {kExact[static_cast<int>(x) - 1]};
  }
  const double magnitude = std::fabs(x);
  if (magnitude < 1e-20) {
    const double result = 1.0 / x;
    return {result, std::isinf(result) ? MathError::Range : MathError::None};
  }
  if (magnitude > 200.0) {
    if (x < 0) return {0.0 / sin_pi(x)};
    return {HUGE_VAL, MathError::Range};
  }
  const double y = magnitude + kGMinusHalf;
  // What y lost to rounding, scaled to correct the power below to first order.
  double correction;
  if (magnitude > kGMinusHalf) {
    const double q = y - magnitude;
    correction = q - kGMinusHalf;
  } else {
    const double q = y - kGMinusHalf;
    correction = q - magnitude;
  }
  correction = correction * kG / y;
  // Above 140 the power is taken in two halves, which do not overflow.
  const bool halves = magnitude >= 140.0;
  const double power = halves ? std::pow(y, magnitude / 2.0 - 0.25) : std::pow(y, magnitude - 0.5);
  double result;
  if (x < 0) {
    result = -kPi / sin_pi(magnitude) / magnitude * std::exp(y) / lanczos_sum(magnitude);
    result -= correction * result;
    result /= power;
    if (halves) result /= power;
  } else {
    result = lanczos_sum(magnitude) / std::exp(y);
    result += correction * result;
    result *= power;
    if (halves) result *= power;
  }
  return {result, std::isinf(result) ? MathError::Range : MathError::None};
}

MathResult log_gamma(double x) {
  if (std::isnan(x)) return {x};
  if (std::isinf(x)) return {HUGE_VAL};
  if (x == std::floor(x) && x <= 2.0) {
    if (x <= 0.0) return {HUGE_VAL, MathError::Domain};
    return {0.0};
  }
  const double magnitude = std::fabs(x);
  if (magnitude < 1e-20) return {-std::log(magnitude)};
  double result = std::log(lanczos_sum(magnitude)) - kG;
  result += (magnitude - 0.5) * (std::log(magnitude + kG - 0.5) - 1);
  if (x < 0.0) result = kLogOfPi - std::log(std::fabs(sin_pi(magnitude))) - std::log(magnitude) - result;
  return {result, std::isinf(result) ? MathError::Range : MathError::None};
}

}  // namespace taipan::numbers::math
