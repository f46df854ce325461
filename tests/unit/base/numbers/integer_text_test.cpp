// Reading of integers; the random cases are in tests/differential/numbers/.
#include "base/numbers/integer_text.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

IntegerTextError status(std::string_view text, int base) {
  IntegerText integer;
  return read_integer(text, base, kDefaultDigitLimit, &integer);
}

int64_t value(std::string_view text, int base) {
  IntegerText integer;
  EXPECT_EQ(read_integer(text, base, kDefaultDigitLimit, &integer), IntegerTextError::None) << text;
  int64_t result = -12345;
  EXPECT_TRUE(integer.to_int64(&result));
  return result;
}

TEST(IntegerText, PrefixesAreTakenInBaseZeroAndTheirOwn) {
  EXPECT_EQ(value("0x1F", 0), 31);
  EXPECT_EQ(value("0x_1f", 16), 31);
  EXPECT_EQ(value("0b1", 16), 0xb1);
  EXPECT_EQ(status("0b1", 10), IntegerTextError::InvalidLiteral);
}

TEST(IntegerText, LeadingZerosAreNoDecimalLiteral) {
  EXPECT_EQ(status("010", 0), IntegerTextError::InvalidLiteral);
  EXPECT_EQ(value("010", 10), 10);
  EXPECT_EQ(value("0_0", 0), 0);
}

TEST(IntegerText, UnderscoresAreSingleAndInside) {
  EXPECT_EQ(value("1_0", 10), 10);
  EXPECT_EQ(status("1__0", 10), IntegerTextError::InvalidLiteral);
  EXPECT_EQ(status("_1", 10), IntegerTextError::InvalidLiteral);
  EXPECT_EQ(status("1_", 10), IntegerTextError::InvalidLiteral);
}

TEST(IntegerText, TheDigitLimitSparesPowersOfTwo) {
  EXPECT_EQ(status(std::string(4300, '9'), 10), IntegerTextError::None);
  EXPECT_EQ(status(std::string(4301, '9'), 10), IntegerTextError::TooManyDigits);
  EXPECT_EQ(status(std::string(4301, 'f'), 16), IntegerTextError::None);
}

TEST(IntegerText, BasesAreZeroOrTwoToThirtySix) {
  EXPECT_EQ(status("1", 1), IntegerTextError::InvalidBase);
  EXPECT_EQ(status("1", 37), IntegerTextError::InvalidBase);
  EXPECT_EQ(value("z", 36), 35);
}

TEST(IntegerText, MessageOfTheLimit) {
  AsciiBuffer out;
  append_too_many_digits_message(out, 4300, 5000);
  EXPECT_EQ(std::string(out.data(), out.size()),
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; "
            "use sys.set_int_max_str_digits() to increase the limit");
}

}  // namespace
}  // namespace taipan::numbers
