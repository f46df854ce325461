// Directives of the % operator; random ones are compared in tests/differential/numbers/.
#include "base/numbers/printf_format.h"

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

TEST(PrintfScanner, HandsOutItsPartsInOrder) {
  PrintfScanner scanner(std::string_view("a%(n(x))-*.3f%%"));
  EXPECT_EQ(scanner.next(), PrintfEvent::Literal);
  EXPECT_EQ(scanner.next(), PrintfEvent::Mapping);
  ASSERT_EQ(scanner.next(), PrintfEvent::Key);
  EXPECT_EQ(narrow(scanner.key()), "n(x)");
  ASSERT_EQ(scanner.next(), PrintfEvent::Width);
  scanner.set_width(-8);
  ASSERT_EQ(scanner.next(), PrintfEvent::Conversion);
  EXPECT_TRUE(scanner.directive().left);
  EXPECT_EQ(scanner.directive().width, 8);
  EXPECT_EQ(scanner.directive().precision, 3);
  EXPECT_EQ(scanner.directive().conversion, U'f');
  EXPECT_EQ(scanner.next(), PrintfEvent::Percent);
  EXPECT_EQ(scanner.next(), PrintfEvent::End);
}

TEST(PrintfScanner, APercentSignWithFlagsIsAConversion) {
  PrintfScanner scanner(std::string_view("%5%"));
  EXPECT_EQ(scanner.next(), PrintfEvent::Conversion);
  EXPECT_EQ(scanner.directive().conversion, U'%');
}

TEST(PrintfScanner, AnUnfinishedDirectiveIsAnError) {
  PrintfScanner scanner(std::string_view("%-5"));
  EXPECT_EQ(scanner.next(), PrintfEvent::Error);
  EXPECT_EQ(scanner.error(), "incomplete format");
}

TEST(PrintfNumbers, ZerosGoBetweenPrefixAndDigits) {
  PrintfDirective directive;
  directive.conversion = 'x';
  directive.alternate = true;
  directive.zero = true;
  directive.width = 10;
  AsciiBuffer out;
  ASSERT_EQ(printf_integer(out, SmallInteger(-255).view(), directive, 0), PrintfStatus::Ok);
  EXPECT_EQ(std::string(out.data(), out.size()), "-0x00000ff");
}

}  // namespace
}  // namespace taipan::numbers
