// The format mini-language; the random cases are in tests/differential/numbers/.
#include "base/numbers/format_spec.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

std::string narrow(TextView text) {
  std::string result;
  for (size_t i = 0; i < text.length; ++i)
    result.push_back(static_cast<char>(text.at(i)));
  return result;
}

std::string format_int(int64_t value, std::string_view text, const FormatContext& context = {}) {
  FormatSpec spec;
  FormatError error;
  TextBuffer out;
  const bool ok = parse_format_spec(text, FormattedKind::Integer, std::string_view("int"), &spec, &error) &&
                  format_integer(SmallInteger(value).view(), spec, std::string_view("int"), context, out, &error);
  return narrow(ok ? out.view() : error.message.view());
}

std::string format_double(double value, std::string_view text) {
  FormatSpec spec;
  FormatError error;
  TextBuffer out;
  const bool ok = parse_format_spec(text, FormattedKind::Float, std::string_view("float"), &spec, &error) &&
                  format_float(value, spec, std::string_view("float"), {}, out, &error);
  return narrow(ok ? out.view() : error.message.view());
}

TEST(FormatSpec, ZerosAreGroupedWithTheDigits) {
  EXPECT_EQ(format_int(1234, "09,d"), "0,001,234");
  EXPECT_EQ(format_int(1234, "08,d"), "0,001,234");
  EXPECT_EQ(format_int(-1234, "#012_x"), "-0x0000_04d2");
}

TEST(FormatSpec, OtherFillsAreNotGrouped) {
  EXPECT_EQ(format_int(1234, "*>9,d"), "****1,234");
}

TEST(FormatSpec, MessagesNameTheType) {
  EXPECT_EQ(format_int(1, "y"), "Unknown format code 'y' for object of type 'int'");
  EXPECT_EQ(format_int(1, "5xx"), "Invalid format specifier '5xx' for object of type 'int'");
  EXPECT_EQ(format_int(1, ",x"), "Cannot specify ',' with 'x'.");
}

TEST(FormatSpec, PercentMultipliesByAHundred) {
  EXPECT_EQ(format_double(0.256, ".1%"), "25.6%");
}

TEST(FormatSpec, AFloatWithoutTypeKeepsADigitAfterThePoint) {
  EXPECT_EQ(format_double(3.0, ".10"), "3.0");
  EXPECT_EQ(format_double(3.0, ".10g"), "3");
  EXPECT_EQ(format_double(1234567.0, ".3"), "1.23e+06");
}

TEST(FormatSpec, TypeNTakesTheLocalesSeparators) {
  NumberLocale locale;
  locale.thousands_separator = std::string_view(".");
  locale.decimal_point = std::string_view(",");
  locale.grouping = "\3\2";
  FormatContext context;
  context.locale = &locale;
  EXPECT_EQ(format_int(123456789, "n", context), "12.34.56.789");
}

TEST(FormatSpec, AWidthBeyondMemoryIsAnError) {
  FormatSpec spec;
  FormatError error;
  TextBuffer out;
  ASSERT_TRUE(parse_format_spec(std::string_view("0=999999999999999999d"), FormattedKind::Integer,
                                std::string_view("int"), &spec, &error));
  EXPECT_FALSE(format_integer(SmallInteger(1).view(), spec, std::string_view("int"), {}, out, &error));
  EXPECT_EQ(error.kind, FormatErrorKind::OutOfMemory);
}

}  // namespace
}  // namespace taipan::numbers
