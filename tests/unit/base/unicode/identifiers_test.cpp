#include "base/unicode/identifiers.h"

#include "gtest/gtest.h"

namespace taipan::unicode {
namespace {

TEST(Identifiers, nfkc_of_utf8) {
  EXPECT_EQ(nfkc("abc"), "abc");
  EXPECT_EQ(nfkc("\xEF\xAC\x81x"), "fix");
  EXPECT_EQ(nfkc("e\xCC\x81"), "\xC3\xA9");
  EXPECT_EQ(nfkc("\xF0\x9D\x94\x98"), "U");
}

TEST(Identifiers, length_stops_at_the_first_foreign_character) {
  EXPECT_EQ(identifier_length("_a1 b"), 3u);
  EXPECT_EQ(identifier_length("1a"), 0u);
  EXPECT_EQ(identifier_length("\xCE\xB1\xCE\xB2+"), 4u);
  EXPECT_EQ(identifier_length("x\xE2\x82\xAC"), 1u);
  EXPECT_EQ(identifier_length(""), 0u);
}

}  // namespace
}  // namespace taipan::unicode
