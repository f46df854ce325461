// Errors and corner values of the real functions; the rest is compared in tests/differential/numbers/.
#include "base/numbers/math_functions.h"

#include <cmath>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

using math::MathError;

TEST(MathFunctions, PolesAreDomainErrorsAndOverflowsRangeErrors) {
  EXPECT_EQ(math::log(0.0).error, MathError::Domain);
  EXPECT_EQ(math::gamma(-2.0).error, MathError::Domain);
  EXPECT_EQ(math::exp(1000.0).error, MathError::Range);
  EXPECT_EQ(math::gamma(172.0).error, MathError::Range);
  EXPECT_EQ(math::exp(-1000.0).error, MathError::None);
}

TEST(MathFunctions, GammaOfWholeNumbersIsExact) {
  EXPECT_EQ(math::gamma(5.0).value, 24.0);
  EXPECT_EQ(math::gamma(23.0).value, 1124000727777607680000.0);
}

TEST(MathFunctions, LogarithmOfAnIntegerBeyondDoubles) {
  Limb limbs[40] = {};
  limbs[39] = 1;
  EXPECT_EQ(math::log2(IntegerView::of(limbs, 40)).value, 39 * 64.0);
}

TEST(MathFunctions, HypotNeitherOverflowsNorUnderflows) {
  double huge[] = {3e307, 4e307};
  EXPECT_EQ(math::hypot(huge, 2), 5e307);
  double tiny[] = {3e-320, 4e-320};
  EXPECT_EQ(math::hypot(tiny, 2), 5e-320);
}

TEST(MathFunctions, RemainderTiesGoToEvenMultiples) {
  EXPECT_EQ(math::remainder(5.0, 2.0).value, 1.0);
  EXPECT_EQ(math::remainder(7.0, 2.0).value, -1.0);
}

TEST(MathFunctions, FloorDivisionKeepsItsLaw) {
  const auto division = math::floor_divide(-1e-20, 3.0);
  EXPECT_EQ(division.quotient, -1.0);
  EXPECT_EQ(division.remainder, 3.0);
}

TEST(MathFunctions, PowerOfANegativeBaseMayBeComplex) {
  EXPECT_EQ(math::power(-8.0, 1.0 / 3.0).outcome, math::PowerOutcome::Complex);
  EXPECT_EQ(math::power(0.0, -1.0).outcome, math::PowerOutcome::ZeroToNegative);
  EXPECT_EQ(math::power(10.0, 400.0).outcome, math::PowerOutcome::Overflow);
  EXPECT_EQ(math::power(-2.0, 3.0).value, -8.0);
}

}  // namespace
}  // namespace taipan::numbers
