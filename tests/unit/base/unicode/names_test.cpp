#include "base/unicode/names.h"

#include "gtest/gtest.h"

namespace taipan::unicode {
namespace {

std::string_view name(char32_t c) {
  static NameBuffer buffer;
  return name_of(c, buffer);
}

char32_t character(std::string_view name) {
  const auto found = lookup_name(name);
  return found ? found->characters[0] : 0xFFFFFFFF;
}

TEST(Names, listed_names) {
  EXPECT_EQ(name(U'a'), "LATIN SMALL LETTER A");
  EXPECT_EQ(name(0x20AC), "EURO SIGN");
  EXPECT_EQ(name(0x1F600), "GRINNING FACE");
  EXPECT_EQ(character("EURO SIGN"), char32_t{0x20AC});
  EXPECT_EQ(character("grinning Face"), char32_t{0x1F600});
}

TEST(Names, computed_names) {
  EXPECT_EQ(name(0xAC01), "HANGUL SYLLABLE GAG");
  EXPECT_EQ(name(0x4E00), "CJK UNIFIED IDEOGRAPH-4E00");
  EXPECT_EQ(name(0x2F800), "CJK COMPATIBILITY IDEOGRAPH-2F800");
  EXPECT_EQ(character("HANGUL SYLLABLE GAG"), char32_t{0xAC01});
  EXPECT_EQ(character("CJK UNIFIED IDEOGRAPH-20000"), char32_t{0x20000});
}

TEST(Names, controls_and_unassigned_have_none) {
  for (const char32_t c : {0x0, 0x7F, 0x378, 0xD800, 0xE000, 0x10FFFF}) EXPECT_EQ(name(c), "") << uint32_t{c};
}

TEST(Names, aliases_are_found) {
  EXPECT_EQ(character("LINE FEED"), U'\n');
  EXPECT_EQ(character("null"), char32_t{0});
}

TEST(Names, sequences_are_found_only_when_asked_for) {
  EXPECT_FALSE(lookup_name("KEYCAP DIGIT ONE").has_value());
  const auto found = lookup_name("KEYCAP DIGIT ONE", NameScope::CharactersAndSequences);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->length, 3);
  EXPECT_EQ(found->characters[0], U'1');
}

TEST(Names, wrong_names_are_not_found) {
  for (const std::string_view wrong : {"", " ", "EURO  SIGN", "EURO SIGN ", "HANGUL SYLLABLE ",
                                       "CJK UNIFIED IDEOGRAPH-",
                                       "CJK UNIFIED IDEOGRAPH-0041", "KHITAN SMALL SCRIPT CHARACTER-018B00"}) {
    EXPECT_FALSE(lookup_name(wrong).has_value()) << wrong;
  }
}

TEST(Names, old_version_knows_only_its_own) {
  NameBuffer buffer;
  EXPECT_EQ(name_of(0x1F600, buffer, Version::Unicode3_2), "");
  EXPECT_FALSE(lookup_name("GRINNING FACE", NameScope::Characters, Version::Unicode3_2).has_value());
  EXPECT_TRUE(lookup_name("EURO SIGN", NameScope::Characters, Version::Unicode3_2).has_value());
}

}  // namespace
}  // namespace taipan::unicode
