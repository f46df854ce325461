// White space and digits around numbers.
#include "base/numbers/number_text.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

TEST(NumberText, AsciiSeparatorsAreNoSpaceAroundNumbers) {
  EXPECT_TRUE(is_number_space('\v'));
  EXPECT_FALSE(is_number_space(0x1c));
  EXPECT_TRUE(is_number_space(0x85));
  EXPECT_TRUE(is_number_space(0x3000));
}

TEST(NumberText, DigitsOfAllScriptsBecomeAscii) {
  AsciiBuffer out;
  ASSERT_TRUE(to_ascii_number(std::u32string_view(U"\u0661\uff12\U0001d7db x"), out));
  EXPECT_EQ(std::string(out.data(), out.size()), "123 x");
}

TEST(NumberText, OtherCharactersAreRefused) {
  AsciiBuffer out;
  EXPECT_FALSE(to_ascii_number(std::u32string_view(U"1\u00b2"), out));
  EXPECT_FALSE(to_ascii_number(std::string_view("1\0", 2), out));
}

}  // namespace
}  // namespace taipan::numbers
