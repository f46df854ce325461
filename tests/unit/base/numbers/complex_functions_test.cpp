// Branch cuts and errors of the complex functions; the rest is compared in tests/differential/numbers/.
#include "base/numbers/complex_functions.h"

#include <cmath>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

using math::MathError;

TEST(ComplexFunctions, ZerosSignChoosesTheSideOfTheCut) {
  EXPECT_EQ(complex_math::sqrt({-4.0, 0.0}).value.imaginary, 2.0);
  EXPECT_EQ(complex_math::sqrt({-4.0, -0.0}).value.imaginary, -2.0);
}

TEST(ComplexFunctions, CosineOfInfinityIsADomainError) {
  EXPECT_EQ(complex_math::cos({HUGE_VAL, 1.0}).error, MathError::Domain);
  EXPECT_EQ(complex_math::exp({1000.0, 1.0}).error, MathError::Range);
}

}  // namespace
}  // namespace taipan::numbers
