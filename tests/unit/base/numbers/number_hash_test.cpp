// Hashes; random numbers are compared in tests/differential/numbers/.
#include "base/numbers/number_hash.h"

#include <cmath>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

TEST(NumberHash, EqualNumbersHashAlike) {
  EXPECT_EQ(hash_double(2.0), hash_integer(int64_t{2}));
  EXPECT_EQ(hash_double(-1.0), -2);
  EXPECT_EQ(hash_integer(int64_t{-1}), -2);
  EXPECT_EQ(hash_double(0.5), int64_t{1} << 60);
  EXPECT_EQ(hash_double(HUGE_VAL), 314159);
}

}  // namespace
}  // namespace taipan::numbers
