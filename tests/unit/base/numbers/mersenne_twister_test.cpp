// The generator; seeds of all sizes are compared in tests/differential/numbers/.
#include "base/numbers/mersenne_twister.h"

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

TEST(MersenneTwister, GivesTheReferenceSequence) {
  MersenneTwister generator;
  const uint32_t key[] = {0x123, 0x234, 0x345, 0x456};
  generator.seed(key, 4);
  EXPECT_EQ(generator.next(), 1067595299u);
  EXPECT_EQ(generator.next(), 955945823u);
  EXPECT_EQ(generator.next(), 477289528u);
}

}  // namespace
}  // namespace taipan::numbers
