// Writing and reading of floats; the random cases are in tests/differential/numbers/.
#include "base/numbers/float_text.h"

#include <cmath>
#include <string>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

std::string repr(double value) {
  AsciiBuffer out;
  append_float_repr(out, value);
  return {out.data(), out.size()};
}

std::string formatted(double value, FloatFormat format) {
  AsciiBuffer out;
  EXPECT_TRUE(append_float(out, value, format));
  return {out.data(), out.size()};
}

double read(std::string_view text) {
  double value = -12345;
  EXPECT_TRUE(read_float(text, &value)) << text;
  return value;
}

TEST(FloatText, ReprChangesToExponentsAtSixteenDigits) {
  EXPECT_EQ(repr(9999999999999998.0), "9999999999999998.0");
  EXPECT_EQ(repr(1e16), "1e+16");
  EXPECT_EQ(repr(0.0001), "0.0001");
  EXPECT_EQ(repr(0.00001), "1e-05");
}

TEST(FloatText, ReprOfSpecialValues) {
  EXPECT_EQ(repr(-0.0), "-0.0");
  EXPECT_EQ(repr(HUGE_VAL), "inf");
  EXPECT_EQ(repr(std::nan("")), "nan");
  EXPECT_EQ(repr(5e-324), "5e-324");
}

TEST(FloatText, FixedDigitsAreExactToAnyPlace) {
  FloatFormat format;
  format.style = FloatStyle::Fixed;
  format.precision = 60;
  EXPECT_EQ(formatted(0.1, format), "0.100000000000000005551115123125782702118158340454101562500000");
}

TEST(FloatText, FixedPrecisionBeyondAllDigitsGivesZeros) {
  FloatFormat format;
  format.style = FloatStyle::Fixed;
  format.precision = 5000;
  const std::string text = formatted(5e-324, format);
  EXPECT_EQ(text.size(), 5002u);
  EXPECT_EQ(text.substr(1074 + 2 - 3, 6), "625000");
}

TEST(FloatText, RoundsTiesOfTheBinaryValueToEven) {
  FloatFormat format;
  format.style = FloatStyle::Fixed;
  format.precision = 0;
  EXPECT_EQ(formatted(0.5, format), "0");
  EXPECT_EQ(formatted(1.5, format), "2");
  EXPECT_EQ(formatted(2.5, format), "2");
}

TEST(FloatText, NegativeZeroLosesItsSignWhenAsked) {
  FloatFormat format;
  format.style = FloatStyle::Fixed;
  format.precision = 1;
  format.no_negative_zero = true;
  EXPECT_EQ(formatted(-0.01, format), "0.0");
  EXPECT_EQ(formatted(-0.09, format), "-0.1");
}

TEST(FloatText, ReadsWhatIsTooLargeOrTooSmall) {
  EXPECT_EQ(read("1e400"), HUGE_VAL);
  EXPECT_EQ(read("-1e99999999999999999999"), -HUGE_VAL);
  EXPECT_EQ(read("1e-400"), 0.0);
  EXPECT_TRUE(std::signbit(read("-1e-400")));
  EXPECT_EQ(read("0e99999999999999999999"), 0.0);
}

TEST(FloatText, ReadsTiesWithAllTheirDigits) {
  EXPECT_EQ(read("9007199254740993"), 9007199254740992.0);
  EXPECT_EQ(read("9007199254740993.0000000000000000000000000000001"), 9007199254740994.0);
}

TEST(FloatText, UnderscoresStandBetweenDigitsOnly) {
  double value;
  EXPECT_EQ(read("1_000.0_1"), 1000.01);
  EXPECT_FALSE(read_float(std::string_view("1__0"), &value));
  EXPECT_FALSE(read_float(std::string_view("1_.0"), &value));
  EXPECT_FALSE(read_float(std::string_view("_1"), &value));
}

TEST(FloatText, ReadsDigitsOfOtherScripts) {
  double value;
  ASSERT_TRUE(read_float(std::u32string_view(U"\u2003\uff11.\u0665\u00a0"), &value));
  EXPECT_EQ(value, 1.5);
}

TEST(FloatText, ComplexGrammar) {
  double real;
  double imaginary;
  ASSERT_TRUE(read_complex(std::string_view(" ( 1-J ) "), &real, &imaginary));
  EXPECT_EQ(real, 1.0);
  EXPECT_EQ(imaginary, -1.0);
  EXPECT_FALSE(read_complex(std::string_view("1 + 2j"), &real, &imaginary));
  EXPECT_FALSE(read_complex(std::string_view("(1+2j"), &real, &imaginary));
}

TEST(FloatText, HexadecimalRoundTrip) {
  AsciiBuffer out;
  append_float_hex(out, -3.75);
  EXPECT_EQ(std::string(out.data(), out.size()), "-0x1.e000000000000p+1");
  double value;
  EXPECT_EQ(read_float_hex(std::string_view("0x1.fffffffffffff8p1023"), &value), HexFloatError::TooLarge);
  EXPECT_EQ(read_float_hex(std::string_view("0x"), &value), HexFloatError::Invalid);
  ASSERT_EQ(read_float_hex(std::string_view("0x.8p-1073"), &value), HexFloatError::None);
  EXPECT_EQ(value, 5e-324);
}

TEST(FloatText, RoundsToDecimalPlaces) {
  double result;
  ASSERT_EQ(round_to_digits(2.675, 2, &result), RoundError::None);
  EXPECT_EQ(result, 2.67);
  ASSERT_EQ(round_to_digits(25.0, -1, &result), RoundError::None);
  EXPECT_EQ(result, 20.0);
  EXPECT_EQ(round_to_digits(1.7976931348623157e308, -308, &result), RoundError::TooLarge);
}

}  // namespace
}  // namespace taipan::numbers
