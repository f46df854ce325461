#include "python/syntax/utf8.h"

#include "gtest/gtest.h"

namespace taipan::syntax::utf8 {
namespace {

TEST(Utf8, round_trips_code_points) {
  for (char32_t point : {0x41u, 0x7FFu, 0x20ACu, 0xD800u, 0xFFFFu, 0x10000u, 0x10FFFFu}) {
    std::string text;
    append(text, point);
    const char* at = text.data();
    EXPECT_EQ(next(at), point);
    EXPECT_EQ(at, text.data() + text.size());
  }
}

std::string complaint(std::string_view text) {
  std::string message;
  return check(text, message) ? "" : message;
}

TEST(Utf8, says_what_is_wrong) {
  EXPECT_EQ(complaint("caf\xC3\xA9"), "");
  EXPECT_EQ(complaint("a\xFF"), "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte");
  EXPECT_EQ(complaint("\xE2\x82x"), "'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte");
  EXPECT_EQ(complaint("\xE2\x82"), "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data");
  EXPECT_EQ(complaint("\xED\xA0\x80"), "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte");
}

TEST(Utf8, replaces_each_wrong_part_once) {
  EXPECT_EQ(replace_invalid("a\xE2\x82z"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(replace_invalid("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(count_replacing("a\xE2\x82z"), 3u);
  EXPECT_EQ(valid_length("ab\xFF"), 2u);
}

}  // namespace
}  // namespace taipan::syntax::utf8
