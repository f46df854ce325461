#include "base/codecs/error_handlers.h"

#include "codec_testing.h"
#include "gtest/gtest.h"

namespace taipan::codecs {
namespace {

TEST(ErrorHandlers, replacements) {
  text::ByteBuffer out;
  const std::u32string_view input = U"x\x80\u20ac\U0001f600";
  backslash_replace(text::TextView(input), 1, 4, out);
  out.append(' ');
  xml_reference_replace(input, 1, 4, out);
  out.append(' ');
  name_replace(input, 1, 3, out);
  EXPECT_EQ(string_of(out), R"(\x80\u20ac\U0001f600 &#128;&#8364;&#128512; \x80\N{EURO SIGN})");
}

TEST(ErrorHandlers, surrogate_escape_goes_both_ways) {
  text::TextBuffer text;
  size_t resume = 0;
  EXPECT_TRUE(surrogate_escape_decode(bytes_of("a\x80\xff" "bc"), 1, 5, text, resume));
  EXPECT_EQ(resume, 3u);
  EXPECT_EQ(string_of(text), (std::u32string{0xDC80, 0xDCFF}));
  EXPECT_FALSE(surrogate_escape_decode(bytes_of("abc"), 1, 2, text, resume));
  text::ByteBuffer bytes;
  EXPECT_EQ(surrogate_escape_encode(text.view(), 0, 2, bytes), 2u);
  EXPECT_EQ(string_of(bytes), "\x80\xff");
  EXPECT_EQ(surrogate_escape_encode(std::u16string_view(u"\xdc80\xd800"), 0, 2, bytes), 1u);
}

TEST(ErrorHandlers, surrogate_pass_knows_encodings_by_name) {
  EXPECT_EQ(unicode_encoding_named("UTF-8")->unit_bytes, 1);
  EXPECT_EQ(unicode_encoding_named("utf_16_be")->order, ByteOrder::Big);
  EXPECT_EQ(unicode_encoding_named("utf32LE")->unit_bytes, 4);
  EXPECT_FALSE(unicode_encoding_named("utf-7").has_value());
  EXPECT_FALSE(unicode_encoding_named("ascii").has_value());
}

TEST(ErrorHandlers, surrogate_pass_goes_both_ways) {
  const UnicodeEncoding utf8 = *unicode_encoding_named("utf-8"), utf16 = *unicode_encoding_named("utf-16-be");
  text::ByteBuffer out;
  EXPECT_TRUE(surrogate_pass_encode(utf8, std::u16string_view(u"\xd800"), 0, 1, out));
  EXPECT_TRUE(surrogate_pass_encode(utf16, std::u16string_view(u"\xdfff"), 0, 1, out));
  EXPECT_FALSE(surrogate_pass_encode(utf8, std::u16string_view(u"a"), 0, 1, out));
  EXPECT_EQ(string_of(out), "\xED\xA0\x80\xDF\xFF");
  text::TextBuffer text;
  size_t resume = 0;
  EXPECT_TRUE(surrogate_pass_decode(utf8, out.view(), 0, text, resume));
  EXPECT_EQ(resume, 3u);
  EXPECT_TRUE(surrogate_pass_decode(utf16, out.view(), 3, text, resume));
  EXPECT_FALSE(surrogate_pass_decode(utf8, bytes_of("\xE2\x82\xAC"), 0, text, resume));
  EXPECT_EQ(string_of(text), (std::u32string{0xD800, 0xDFFF}));
}

}  // namespace
}  // namespace taipan::codecs
