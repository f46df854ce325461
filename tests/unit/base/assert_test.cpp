// tests/unit/base/assert_test.cpp -- assertions stop the program with their sentence.
#include "base/assert.h"

#include <gtest/gtest.h>

namespace taipan::test {
namespace {

TEST(AssertTest, check_that_holds_does_nothing) {
  VM_CHECK(1 + 1 == 2, "sums are right");
}

TEST(AssertTest, check_that_fails_says_its_sentence) {
  EXPECT_DEATH(VM_CHECK(1 + 1 == 3, "sums are right"), "sums are right");
}

TEST(AssertTest, assertion_is_not_evaluated_without_assertions) {
  int evaluations = 0;
  VM_ASSERT(++evaluations > 0, "the condition is evaluated");
  EXPECT_EQ(evaluations, kAssertionsEnabled ? 1 : 0);
}

}  // namespace
}  // namespace taipan::test
