#include "base/text/text_buffer.h"

#include <string>

#include "base/text/byte_buffer.h"
#include "gtest/gtest.h"

namespace taipan::text {
namespace {

std::u32string contents(const TextBuffer& buffer) {
  std::u32string result;
  for (size_t i = 0; i < buffer.length(); ++i) result.push_back(buffer.view().at(i));
  return result;
}

TEST(TextBuffer, widens_only_when_needed) {
  TextBuffer buffer;
  buffer.append("abc");
  EXPECT_TRUE(buffer.is_ascii());
  buffer.append(U'\xe9');
  EXPECT_FALSE(buffer.is_ascii());
  EXPECT_EQ(buffer.width(), CharWidth::One);
  buffer.append(U'\u20ac');
  EXPECT_EQ(buffer.width(), CharWidth::Two);
  buffer.append(U'\U0001f600');
  EXPECT_EQ(buffer.width(), CharWidth::Four);
  EXPECT_EQ(contents(buffer), U"abc\xe9\u20ac\U0001f600");
}

TEST(TextBuffer, keeps_contents_while_growing) {
  TextBuffer buffer;
  std::u32string expected;
  for (char32_t i = 0; i < 5000; ++i) {
    const char32_t c = i < 1000 ? 'a' + i % 26 : i < 3000 ? 0x100 + i : 0x10000 + i;
    buffer.append(c);
    expected.push_back(c);
  }
  EXPECT_EQ(contents(buffer), expected);
}

TEST(TextBuffer, appends_text_of_any_width) {
  TextBuffer buffer;
  buffer.append(std::u16string_view(u"\u20ac"));
  buffer.append(std::string_view("\xe9"));
  buffer.append(std::u32string_view(U"\U0001f600z"));
  buffer.append_repeated(U'-', 300);
  EXPECT_EQ(contents(buffer), U"\u20ac\xe9\U0001f600z" + std::u32string(300, U'-'));
}

TEST(TextBuffer, narrow_text_in_wide_units_stays_narrow) {
  TextBuffer buffer;
  buffer.append(std::u32string_view(U"abc"));
  EXPECT_EQ(buffer.width(), CharWidth::One);
}

TEST(TextBuffer, truncation_narrows) {
  TextBuffer buffer;
  buffer.append(std::u32string_view(U"ab\u20ac\U0001f600"));
  buffer.truncate(3);
  EXPECT_EQ(buffer.width(), CharWidth::Two);
  EXPECT_EQ(contents(buffer), U"ab\u20ac");
  buffer.truncate(2);
  EXPECT_EQ(buffer.width(), CharWidth::One);
  EXPECT_TRUE(buffer.is_ascii());
  buffer.append(U'\u20ac');
  EXPECT_EQ(contents(buffer), U"ab\u20ac");
}

TEST(TextBuffer, impossible_reservation_is_reported) {
  TextBuffer buffer;
  buffer.append("abc");
  EXPECT_FALSE(buffer.reserve(SIZE_MAX / 4));
  EXPECT_TRUE(buffer.out_of_memory());
  EXPECT_EQ(contents(buffer), U"abc");
}

TEST(ByteBuffer, keeps_contents_while_growing) {
  ByteBuffer buffer;
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    buffer.append(static_cast<uint8_t>(i));
    buffer.append(std::string_view("xyz"));
    expected.push_back(static_cast<char>(i));
    expected += "xyz";
  }
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(buffer.data()), buffer.size()), expected);
}

}  // namespace
}  // namespace taipan::text
