// Exact sums; random ones are compared in tests/differential/numbers/.
#include "base/numbers/exact_sum.h"

#include <cmath>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

TEST(ExactSum, SmallTermsAreNotLost) {
  ExactSum sum;
  for (const double term : {1e100, 1.0, -1e100, 1e-100})
    ASSERT_EQ(sum.add(term), ExactSum::Status::Ok);
  double result;
  ASSERT_EQ(sum.result(&result), ExactSum::Status::Ok);
  EXPECT_EQ(result, 1.0);
}

TEST(ExactSum, OppositeInfinitiesAreAnError) {
  ExactSum sum;
  ASSERT_EQ(sum.add(HUGE_VAL), ExactSum::Status::Ok);
  ASSERT_EQ(sum.add(-HUGE_VAL), ExactSum::Status::Ok);
  double result;
  EXPECT_EQ(sum.result(&result), ExactSum::Status::OppositeInfinities);
}

}  // namespace
}  // namespace taipan::numbers
