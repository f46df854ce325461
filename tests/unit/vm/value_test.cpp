// Values: what each bit pattern is, and that nothing is two things.
#include "vm/value.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "vm/shape.h"

namespace taipan {
namespace {

TEST(Value, IntegersOf49BitsComeBack) {
  for (const int64_t i : {int64_t{0}, int64_t{1}, int64_t{-1}, Value::kMaxInt, Value::kMinInt}) {
    const Value v = Value::integer(i);
    EXPECT_TRUE(v.is_int());
    EXPECT_FALSE(v.is_double());
    EXPECT_FALSE(v.is_object());
    EXPECT_EQ(v.as_int(), i);
  }
  EXPECT_FALSE(Value::fits_int(Value::kMaxInt + 1));
  EXPECT_FALSE(Value::fits_int(Value::kMinInt - 1));
}

TEST(Value, DoublesComeBack) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double d : {0.0, -0.0, 1.5, -1.5, 5e-324, 1.7976931348623157e308, infinity, -infinity}) {
    const Value v = Value::number(d);
    EXPECT_TRUE(v.is_double());
    EXPECT_FALSE(v.is_int());
    EXPECT_FALSE(v.is_object());
    EXPECT_EQ(std::bit_cast<uint64_t>(v.as_double()), std::bit_cast<uint64_t>(d));
  }
}

TEST(Value, EveryNanIsADouble) {
  for (const uint64_t bits :
       {0x7FF8'0000'0000'0000u, 0xFFFF'FFFF'FFFF'FFFFu, 0xFFF8'0000'0000'0001u, 0x7FF0'0000'0000'0001u}) {
    const Value v = Value::number(std::bit_cast<double>(bits));
    EXPECT_TRUE(v.is_double());
    EXPECT_TRUE(std::isnan(v.as_double()));
  }
}

TEST(Value, ImmediatesAreNeitherNumbersNorObjects) {
  for (const Value v : {Value::none(), Value::true_value(), Value::false_value(), Value::ellipsis(), Value::raised(),
                        Value::missing(), Value::not_implemented()}) {
    EXPECT_FALSE(v.is_number());
    EXPECT_FALSE(v.is_object());
    EXPECT_FALSE(v.is_unbound());
  }
  EXPECT_TRUE(Value::boolean(true).is_true());
  EXPECT_TRUE(Value::boolean(false).is_false());
  EXPECT_TRUE(Value::true_value().is_bool());
  EXPECT_FALSE(Value::none().is_bool());
}

}  // namespace
}  // namespace taipan
