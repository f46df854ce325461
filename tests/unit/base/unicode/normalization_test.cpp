#include "base/unicode/normalization.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::unicode {
namespace {

std::u32string normalized(std::u32string_view input, NormalForm form, Version version = Version::Current) {
  text::TextBuffer out;
  append_normalized(out, input, form, version);
  std::u32string result;
  for (size_t i = 0; i < out.length(); ++i) result.push_back(out.view().at(i));
  return result;
}

TEST(Normalization, composes_and_decomposes) {
  EXPECT_EQ(normalized(U"e\u0301", NormalForm::Nfc), U"\xe9");
  EXPECT_EQ(normalized(U"\u1e69", NormalForm::Nfd), U"s\u0323\u0307");
  EXPECT_EQ(normalized(U"\ufb01", NormalForm::Nfkc), U"fi");
  EXPECT_EQ(normalized(U"\ufb01", NormalForm::Nfc), U"\ufb01");
}

TEST(Normalization, sorts_marks_by_class) { EXPECT_EQ(normalized(U"s\u0307\u0323", NormalForm::Nfc), U"\u1e69"); }

TEST(Normalization, mark_of_the_same_class_blocks) {
  EXPECT_EQ(normalized(U"a\u0300\u0301", NormalForm::Nfc), U"\u00e0\u0301");
  EXPECT_EQ(normalized(U"b\u0300\u0301", NormalForm::Nfc), U"b\u0300\u0301");
}

TEST(Normalization, hangul_is_arithmetic) {
  EXPECT_EQ(normalized(U"\uac01", NormalForm::Nfd), U"\u1100\u1161\u11a8");
  EXPECT_EQ(normalized(U"\u1100\u1161\u11a8", NormalForm::Nfc), U"\uac01");
  EXPECT_EQ(normalized(U"\uac00\u11a8", NormalForm::Nfc), U"\uac01");
}

TEST(Normalization, excluded_characters_stay_decomposed) {
  EXPECT_EQ(normalized(U"\u0958", NormalForm::Nfc), U"\u0915\u093c");
}

TEST(Normalization, long_runs_of_marks_keep_their_order) {
  std::u32string text = U"a";
  for (int i = 0; i < 400; ++i) text += i % 2 == 0 ? U"\u0301" : U"\u0323";
  const std::u32string expected = U"\u1ea1" + std::u32string(199, U'\u0323') + std::u32string(200, U'\u0301');
  EXPECT_EQ(normalized(text, NormalForm::Nfc), expected);
}

TEST(Normalization, old_version_leaves_later_characters_alone) {
  EXPECT_EQ(normalized(U"\u1d2c", NormalForm::Nfkc), U"A");
  EXPECT_EQ(normalized(U"\u1d2c", NormalForm::Nfkc, Version::Unicode3_2), U"\u1d2c");
  EXPECT_EQ(normalized(U"\U0002f868", NormalForm::Nfd, Version::Unicode3_2), U"\U0002136a");
}

TEST(Normalization, quick_check_says_maybe_for_marks) {
  EXPECT_EQ(quick_check(std::u32string_view(U"abc\xe9"), NormalForm::Nfc), QuickCheck::Yes);
  EXPECT_EQ(quick_check(std::u32string_view(U"e\u0301"), NormalForm::Nfc), QuickCheck::Maybe);
  EXPECT_EQ(quick_check(std::u32string_view(U"\u0301\u0323"), NormalForm::Nfd), QuickCheck::No);
  EXPECT_FALSE(is_normalized(std::u32string_view(U"e\u0301"), NormalForm::Nfc));
  EXPECT_TRUE(is_normalized(std::u32string_view(U"x\u0301"), NormalForm::Nfc));
}

TEST(Normalization, forms_have_names) {
  EXPECT_EQ(normal_form_named("NFKD"), NormalForm::Nfkd);
  EXPECT_FALSE(normal_form_named("nfc").has_value());
}

}  // namespace
}  // namespace taipan::unicode
