// Every property of every code point is compared with CPython by tests/differential/base/compare_unicode.py; here are
// the claims that code of this project relies on.
#include "base/unicode/properties.h"

#include "gtest/gtest.h"

namespace taipan::unicode {
namespace {

TEST(Properties, latin1_tables_agree_with_the_records) {
  for (char32_t c = 0; c < 256; ++c) {
    EXPECT_EQ(flags_of(c), flags_of_wide(c)) << uint32_t{c};
    EXPECT_EQ(kLatin1.lower[c], full_lower(c).characters[0]) << uint32_t{c};
    EXPECT_EQ(full_lower(c).length, 1) << uint32_t{c};
  }
}

TEST(Properties, beyond_the_last_code_point_nothing_is_assigned) {
  EXPECT_EQ(category(0x110000), Category::Cn);
  EXPECT_EQ(category(0xFFFFFFFF), Category::Cn);
  EXPECT_FALSE(is_printable(0x110000));
}

TEST(Properties, names_of_values) {
  EXPECT_EQ(name_of(category(U'A')), "Lu");
  EXPECT_EQ(name_of(bidirectional(0x5D0)), "R");
  EXPECT_EQ(name_of(bidirectional(0x378)), "");
  EXPECT_EQ(name_of(east_asian_width(0x4E00)), "W");
}

TEST(Properties, spaces_include_the_information_separators) {
  for (const char32_t c : {0x9, 0xD, 0x1C, 0x1F, 0x20, 0x85, 0xA0, 0x2003, 0x3000}) {
    EXPECT_TRUE(is_space(c)) << uint32_t{c};
  }
  EXPECT_FALSE(is_space(0x200B));
  EXPECT_FALSE(is_line_break(0x1F));
  EXPECT_TRUE(is_line_break(0x1C));
}

TEST(Properties, numeric_values_are_exact) {
  double value = 0;
  EXPECT_TRUE(numeric_value(0x2153, value));
  EXPECT_EQ(value, 1.0 / 3.0);
  EXPECT_TRUE(numeric_value(U'0', value));
  EXPECT_EQ(value, 0.0);
  EXPECT_TRUE(numeric_value(0xF33, value));
  EXPECT_EQ(value, -0.5);
  EXPECT_FALSE(numeric_value(U'x', value));
}

TEST(Properties, identifiers_do_not_begin_with_digits_or_the_underscore) {
  EXPECT_TRUE(is_xid_start(U'\u03b1'));
  EXPECT_FALSE(is_xid_start(U'_'));
  EXPECT_TRUE(is_xid_continue(U'_'));
  EXPECT_FALSE(is_xid_start(U'1'));
  EXPECT_TRUE(is_xid_continue(U'1'));
}

TEST(Properties, one_character_may_become_three) {
  const CaseMapping upper = full_upper(0xFB03);
  ASSERT_EQ(upper.length, 3);
  EXPECT_EQ(upper.characters[0], U'F');
  EXPECT_EQ(upper.characters[2], U'I');
  EXPECT_EQ(full_fold(0xDF).length, 2);
}

TEST(Properties, hexadecimal_digits) {
  EXPECT_EQ(hex_digit_value(U'f'), 15);
  EXPECT_EQ(hex_digit_value(U'F'), 15);
  EXPECT_EQ(hex_digit_value(U'9'), 9);
  EXPECT_EQ(hex_digit_value(U'g'), -1);
  EXPECT_EQ(hex_digit_value(U'@'), -1);
}

}  // namespace
}  // namespace taipan::unicode
