// tests/unit/python/modules_core/json_scan_test.cpp
#include "python/modules_core/json_scan.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::modules_core {
namespace {

using text::TextBuffer;
using text::TextView;

std::string latin1(const TextBuffer& buffer) {
  std::string out;
  for (size_t i = 0; i < buffer.length(); ++i)
    out.push_back(static_cast<char>(buffer.view().at(i)));
  return out;
}

JsonString scan(std::string_view subject, TextBuffer& out, JsonStrictness strictness = JsonStrictness::Strict) {
  return scan_json_string(TextView(subject), 1, strictness, out);
}

TEST(JsonScan, a_string_without_escapes_is_a_piece_of_the_subject) {
  TextBuffer out;
  const JsonString found = scan(R"("a string of more than sixteen characters" x)", out);
  EXPECT_EQ(found.status, JsonStringStatus::Plain);
  EXPECT_EQ(found.next, 42u);
  EXPECT_EQ(out.length(), 0u);
}

TEST(JsonScan, escapes_are_decoded) {
  TextBuffer out;
  const JsonString found = scan(R"("a\n\"\\\/\u0041")", out);
  EXPECT_EQ(found.status, JsonStringStatus::Decoded);
  EXPECT_EQ(latin1(out), "a\n\"\\/A");
}

TEST(JsonScan, surrogate_escapes_make_one_character_if_they_are_a_pair) {
  TextBuffer pair;
  EXPECT_EQ(scan(R"("\ud83d\ude00")", pair).status, JsonStringStatus::Decoded);
  ASSERT_EQ(pair.length(), 1u);
  EXPECT_EQ(pair.view().at(0), 0x1F600u);
  TextBuffer alone;
  EXPECT_EQ(scan(R"("\ud83d\u0041")", alone).status, JsonStringStatus::Decoded);
  EXPECT_EQ(alone.length(), 2u);
}

TEST(JsonScan, errors_have_the_positions_python_reports) {
  struct Case {
    std::string_view subject;
    JsonStringStatus status;
    size_t position;
  };
  const Case cases[] = {
      {"\"abc", JsonStringStatus::Unterminated, 0},
      {"\"abc\\", JsonStringStatus::Unterminated, 0},
      {"\"a\nb\"", JsonStringStatus::ControlCharacter, 2},
      {"\"a\\x\"", JsonStringStatus::BadEscape, 2},
      {"\"a\\u12\"", JsonStringStatus::BadUnicodeEscape, 3},
      {"\"\\ud83d\\uzzzz\"", JsonStringStatus::BadUnicodeEscape, 8},
  };
  for (const Case& c : cases) {
    TextBuffer out;
    const JsonString found = scan(c.subject, out);
    EXPECT_EQ(found.status, c.status) << c.subject;
    EXPECT_EQ(found.next, c.position) << c.subject;
  }
}

TEST(JsonScan, control_characters_pass_where_it_is_lenient) {
  TextBuffer out;
  EXPECT_EQ(scan("\"a\nb\"", out, JsonStrictness::Lenient).status, JsonStringStatus::Plain);
}

TEST(JsonScan, numbers_end_where_the_grammar_ends) {
  const auto number = [](std::string_view subject) { return scan_json_number(TextView(subject), 0); };
  EXPECT_EQ(number("-12,").next, 3u);
  EXPECT_EQ(number("-12,").value, -12);
  EXPECT_EQ(number("012").next, 1u);
  EXPECT_EQ(number("1.").next, 1u);
  EXPECT_FALSE(number("1.").is_float);
  EXPECT_EQ(number("1.5e").next, 3u);
  EXPECT_EQ(number("1e+5x").next, 4u);
  EXPECT_TRUE(number("1e+5x").is_float);
  EXPECT_EQ(number("-").next, 0u);
  EXPECT_FALSE(number("1234567890123456789").is_small);
}

TEST(JsonScan, encoding_escapes_what_must_be) {
  TextBuffer ascii;
  append_json_string(ascii, TextView(std::u32string_view(U"a\"\n\x7F\u0416\U0001F600")), JsonCharacters::Ascii);
  EXPECT_EQ(latin1(ascii), R"("a\"\n\u007f\u0416\ud83d\ude00")");
  TextBuffer all;
  append_json_string(all, TextView(std::u32string_view(U"\u0416\x01")), JsonCharacters::All);
  EXPECT_EQ(all.length(), 9u);
  EXPECT_EQ(all.view().at(1), 0x416u);
}

TEST(JsonScan, space_is_four_characters) {
  EXPECT_EQ(skip_json_space(TextView(" \t\r\n\v"), 0), 4u);
}

}  // namespace
}  // namespace taipan::modules_core
