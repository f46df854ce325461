// tests/unit/python/sre/character_class_test.cpp
#include "python/sre/character_class.h"

#include "gtest/gtest.h"

#include "tests/unit/python/sre/code_writer.h"

namespace taipan::sre::test {
namespace {

constexpr auto kEnd = static_cast<uint32_t>(Word::Failure);

TEST(CharacterClass, holds_literals_and_ranges_of_all_widths) {
  const Code words{word(Word::Literal), 'x',     word(Word::Range), 0x416, 0x420,
                   word(Word::Range),   0x1F600, 0x1F610,           kEnd};
  const CharacterClass set(words, Fold::None, false);
  EXPECT_TRUE(set.contains('x'));
  EXPECT_TRUE(set.contains(0x41A));
  EXPECT_TRUE(set.contains(0x1F605));
  EXPECT_FALSE(set.contains('y'));
  EXPECT_FALSE(set.contains(0x421));
  EXPECT_FALSE(set.contains(0x110000));
}

TEST(CharacterClass, negation_turns_the_answer_round) {
  const Code words{word(Word::Negate), word(Word::Literal), 'x', kEnd};
  const CharacterClass set(words, Fold::None, false);
  EXPECT_FALSE(set.contains('x'));
  EXPECT_TRUE(set.contains('y'));
  EXPECT_TRUE(set.contains(0x416));
}

TEST(CharacterClass, ignoring_case_brings_wide_characters_to_narrow_ones) {
  const Code words{word(Word::Literal), 'k', kEnd};
  const CharacterClass unicode_set(words, Fold::Unicode, false);
  EXPECT_TRUE(unicode_set.contains('K'));
  EXPECT_TRUE(unicode_set.contains(0x212A));
  const CharacterClass ascii_set(words, Fold::Ascii, false);
  EXPECT_TRUE(ascii_set.contains('K'));
  EXPECT_FALSE(ascii_set.contains(0x212A));
}

TEST(CharacterClass, atoms_of_categories_are_disjoint) {
  const Code word_category{word(Word::Category), static_cast<uint32_t>(CategoryCode::UnicodeWord), kEnd};
  const Code space_category{word(Word::Category), static_cast<uint32_t>(CategoryCode::UnicodeSpace), kEnd};
  const Code not_word{word(Word::Negate), word(Word::Category), static_cast<uint32_t>(CategoryCode::UnicodeWord), kEnd};
  const CharacterClass words(word_category, Fold::None, false);
  const CharacterClass spaces(space_category, Fold::None, false);
  const CharacterClass others(not_word, Fold::None, false);
  EXPECT_EQ(words.wide_may() & spaces.wide_may(), 0);
  EXPECT_EQ(words.wide_may() & others.wide_may(), 0);
  EXPECT_EQ(words.wide_may() | others.wide_may(), atom::kAll);
}

TEST(CharacterClass, locale_dependent_classes_are_known) {
  const Code words{word(Word::Category), static_cast<uint32_t>(CategoryCode::LocaleWord), kEnd};
  const CharacterClass set(words, Fold::None, false);
  EXPECT_TRUE(set.is_locale_dependent());
  EXPECT_TRUE(set.contains_in_locale('_'));
  EXPECT_FALSE(set.contains_in_locale('-'));
}

}  // namespace
}  // namespace taipan::sre::test
