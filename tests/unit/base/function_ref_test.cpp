// tests/unit/base/function_ref_test.cpp -- callables by reference.
#include "base/function_ref.h"

#include <gtest/gtest.h>

namespace taipan::test {
namespace {

int twice(FunctionRef<int(int)> function, int argument) {
  return function(function(argument));
}

int increment(int value) {
  return value + 1;
}

TEST(FunctionRefTest, calls_a_lambda_with_state) {
  int calls = 0;
  EXPECT_EQ(twice(
                [&](int value) {
                  ++calls;
                  return value * 3;
                },
                2),
            18);
  EXPECT_EQ(calls, 2);
}

TEST(FunctionRefTest, calls_a_function) {
  auto* function = &increment;
  EXPECT_EQ(twice(function, 5), 7);
}

}  // namespace
}  // namespace taipan::test
