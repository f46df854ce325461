#include "base/text/search.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::text {
namespace {

// A small generator of numbers, the same in every run.
struct Random {
  uint32_t state = 12345;
  uint32_t below(uint32_t limit) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % limit;
  }
};

template <typename String>
void compare_with_plain_search(uint32_t letters, uint32_t longest_text, uint32_t longest_needle) {
  Random random;
  for (int round = 0; round < 3000; ++round) {
    String haystack, needle;
    for (uint32_t i = random.below(longest_text); i > 0; --i) {
      haystack.push_back(static_cast<typename String::value_type>('a' + random.below(letters)));
    }
    for (uint32_t i = random.below(longest_needle) + 1; i > 0; --i) {
      needle.push_back(static_cast<typename String::value_type>('a' + random.below(letters)));
    }
    if (round % 3 == 0 && haystack.size() > needle.size()) {
      needle = haystack.substr(random.below(static_cast<uint32_t>(haystack.size() - needle.size())), needle.size());
    }
    const TextView text(haystack), wanted(needle);
    ASSERT_EQ(find(text, wanted), haystack.find(needle));
    ASSERT_EQ(rfind(text, wanted), haystack.rfind(needle));
    size_t expected = 0;
    for (size_t at = 0; (at = haystack.find(needle, at)) != String::npos; at += needle.size()) ++expected;
    ASSERT_EQ(count(text, wanted), expected);
  }
}

TEST(Search, agrees_with_plain_search_in_bytes) {
  compare_with_plain_search<std::string>(2, 80, 8);
  compare_with_plain_search<std::string>(4, 300, 40);
}

TEST(Search, agrees_with_plain_search_in_wide_text) {
  compare_with_plain_search<std::u16string>(2, 80, 8);
  compare_with_plain_search<std::u32string>(3, 200, 20);
}

TEST(Search, agrees_with_plain_search_in_repetitive_text) {
  Random random;
  for (int round = 0; round < 400; ++round) {
    std::string haystack(6000, 'a'), needle(200 + random.below(300), 'a');
    for (int i = 0; i < 40; ++i) haystack[random.below(6000)] = 'b';
    needle[random.below(static_cast<uint32_t>(needle.size()))] = 'b';
    const TextView text(haystack), wanted(needle);
    ASSERT_EQ(find(text, wanted), haystack.find(needle));
    ASSERT_EQ(rfind(text, wanted), haystack.rfind(needle));
  }
}

TEST(Search, hard_texts_take_linear_time) {
  // Plain search would need 10^11 steps here.
  const std::string haystack(1000000, 'a');
  const std::string needle = std::string(100000, 'a') + "b" + std::string(100000, 'a');
  const TextView text(haystack), wanted(needle);
  EXPECT_EQ(find(text, wanted), kNotFound);
  EXPECT_EQ(rfind(text, wanted), kNotFound);
  EXPECT_EQ(count(text, wanted), 0u);
}

TEST(Search, needle_may_be_narrower) {
  EXPECT_EQ(find(std::u16string_view(u"\u20acuro and cent"), std::string_view("cent")), 9u);
  EXPECT_EQ(rfind(std::u32string_view(U"\U0001f600 ha ha"), std::string_view("ha")), 5u);
  EXPECT_EQ(count(std::u32string_view(U"\U0001f600 ha ha"), std::u16string_view(u"ha")), 2u);
}

TEST(Search, wider_needle_is_not_found) {
  EXPECT_EQ(find(std::string_view("euro and cent"), std::u16string_view(u"\u20acu")), kNotFound);
  EXPECT_EQ(find(std::string_view("\xac"), std::u16string_view(u"\u20ac")), kNotFound);
}

TEST(Search, empty_needle_is_everywhere) {
  EXPECT_EQ(find(std::string_view("abc"), std::string_view("")), 0u);
  EXPECT_EQ(rfind(std::string_view("abc"), std::string_view("")), 3u);
  EXPECT_EQ(count(std::string_view("abc"), std::string_view("")), 4u);
}

TEST(Search, count_stops_at_the_limit) { EXPECT_EQ(count(std::string_view("aaaa"), std::string_view("a"), 2), 2u); }

TEST(Search, searcher_stays_inside_the_given_part) {
  const std::string_view text = "ab ab ab";
  const Searcher searcher(std::string_view("ab"), CharWidth::One);
  EXPECT_EQ(searcher.find(text, 1), 3u);
  EXPECT_EQ(searcher.find(text, 7), kNotFound);
  EXPECT_EQ(searcher.rfind(text, 7), 3u);
  EXPECT_EQ(searcher.rfind(text, 1), kNotFound);
}

TEST(Search, compares_by_code_point_across_widths) {
  EXPECT_LT(compare(std::string_view("ab"), std::u16string_view(u"a\u20ac")), 0);
  EXPECT_GT(compare(std::u32string_view(U"\U00010000"), std::u16string_view(u"\uffff")), 0);
  EXPECT_EQ(compare(std::string_view("ab"), std::u32string_view(U"ab")), 0);
  EXPECT_LT(compare(std::string_view("ab"), std::string_view("abc")), 0);
  EXPECT_TRUE(starts_with(std::u16string_view(u"\u20acuro"), std::u16string_view(u"\u20ac")));
  EXPECT_TRUE(ends_with(std::u16string_view(u"\u20acuro"), std::string_view("uro")));
}

}  // namespace
}  // namespace taipan::text
