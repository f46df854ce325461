#include "base/unicode/case_mapping.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::unicode {
namespace {

using Function = void (*)(text::TextBuffer&, text::TextView);

std::u32string mapped(Function function, std::u32string_view input) {
  text::TextBuffer out;
  function(out, input);
  std::u32string result;
  for (size_t i = 0; i < out.length(); ++i) result.push_back(out.view().at(i));
  return result;
}

TEST(CaseMapping, sigma_is_final_at_the_end_of_a_word) {
  EXPECT_EQ(mapped(append_lower, U"\u039f\u03a3 \u03a3\u039f\u03a3"), U"\u03bf\u03c2 \u03c3\u03bf\u03c2");
  EXPECT_EQ(mapped(append_lower, U"A\u03a3'B"), U"a\u03c3'b");
  EXPECT_EQ(mapped(append_lower, U"A\u03a3'"), U"a\u03c2'");
  EXPECT_EQ(mapped(append_lower, U"\u03a3"), U"\u03c3");
}

TEST(CaseMapping, upper_may_lengthen) { EXPECT_EQ(mapped(append_upper, U"stra\xdf\u0065 \ufb03"), U"STRASSE FFI"); }

TEST(CaseMapping, title_begins_each_run_of_cased_characters) {
  EXPECT_EQ(mapped(append_titled, U"they're \u01c6"), U"They'Re \u01c5");
}

TEST(CaseMapping, capitalized_titles_the_first_only) {
  EXPECT_EQ(mapped(append_capitalized, U"\u01c6AB cD"), U"\u01c5ab cd");
}

TEST(CaseMapping, swapped_leaves_titlecase_alone) { EXPECT_EQ(mapped(append_swapped, U"aB\u01c5\xdf"), U"Ab\u01c5SS"); }

TEST(CaseMapping, folded_equals_for_different_spellings) {
  EXPECT_EQ(mapped(append_folded, U"STRASSE"), mapped(append_folded, U"stra\xdf\u0065"));
}

TEST(CaseMapping, bytes_change_ascii_letters_only) {
  const std::string from = "aZ@[`{\xe9\xc9";
  std::string to(from.size(), '\0');
  upper_ascii(reinterpret_cast<uint8_t*>(to.data()), reinterpret_cast<const uint8_t*>(from.data()), from.size());
  EXPECT_EQ(to, "AZ@[`{\xe9\xc9");
  lower_ascii(reinterpret_cast<uint8_t*>(to.data()), reinterpret_cast<const uint8_t*>(from.data()), from.size());
  EXPECT_EQ(to, "az@[`{\xe9\xc9");
  lower_latin1(reinterpret_cast<uint8_t*>(to.data()), reinterpret_cast<const uint8_t*>(from.data()), from.size());
  EXPECT_EQ(to, "az@[`{\xe9\xe9");
}

}  // namespace
}  // namespace taipan::unicode
