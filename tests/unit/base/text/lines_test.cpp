#include "base/text/lines.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace taipan::text {
namespace {

std::vector<size_t> line_lengths(TextView text, Separators separators) {
  std::vector<size_t> lengths;
  for (size_t start = 0; start < text.length;) {
    const Line line = find_line(text, start, separators);
    lengths.push_back(line.end - start);
    start = line.next;
  }
  return lengths;
}

TEST(Lines, carriage_return_and_line_feed_are_one_break) {
  EXPECT_EQ(line_lengths(std::string_view("a\r\nbb\n\rccc\r"), Separators::Ascii), (std::vector<size_t>{1, 2, 0, 3}));
}

TEST(Lines, unicode_knows_more_line_breaks) {
  const std::u16string_view text = u"a\vb\fc\u001cd\u0085e\u2028f\u2029g";
  EXPECT_EQ(line_lengths(text, Separators::Unicode), (std::vector<size_t>{1, 1, 1, 1, 1, 1, 1}));
  EXPECT_EQ(line_lengths(text, Separators::Ascii), (std::vector<size_t>{13}));
}

TEST(Words, spaces_are_found_from_both_ends) {
  const std::string_view text = "  ab c\t";
  EXPECT_EQ(skip_spaces(text, 0, Separators::Ascii), 2u);
  EXPECT_EQ(find_space(text, 2, Separators::Ascii), 4u);
  EXPECT_EQ(skip_spaces_before(text, 7, Separators::Ascii), 6u);
  EXPECT_EQ(find_space_before(text, 6, Separators::Ascii), 5u);
  EXPECT_EQ(find_space_before(text, 2, Separators::Ascii), 2u);
}

TEST(Words, no_break_space_separates_words_of_text_not_of_bytes) {
  const std::string_view text = "a\xa0z";
  EXPECT_EQ(find_space(text, 0, Separators::Unicode), 1u);
  EXPECT_EQ(find_space(text, 0, Separators::Ascii), 3u);
}

}  // namespace
}  // namespace taipan::text
