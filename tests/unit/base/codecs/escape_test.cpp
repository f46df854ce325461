#include "base/codecs/bytes_escape.h"
#include "base/codecs/unicode_escape.h"

#include "codec_testing.h"
#include "gtest/gtest.h"

namespace taipan::codecs {
namespace {

struct Decoded {
  std::u32string text;
  std::string error;
  size_t doubtful = kNoPosition;
};

Decoded decoded(std::string_view input, Final final = Final::Yes) {
  text::TextBuffer out;
  Decoded result;
  result.error = error_of(decode_unicode_escape(bytes_of(input), 0, final, out, result.doubtful));
  result.text = string_of(out);
  return result;
}

TEST(UnicodeEscape, every_kind_is_read) {
  EXPECT_EQ(decoded(R"(\n\x41\u20ac\U0001F600\N{EURO SIGN}\101\\)").text, U"\nA\u20ac\U0001f600\u20acA\\");
  EXPECT_EQ(decoded("a\\\nb\xe9").text, U"ab\xe9");
}

TEST(UnicodeEscape, errors_name_their_kind) {
  EXPECT_EQ(decoded(R"(a\x4g)").error, R"(1-4 truncated \xXX escape)");
  EXPECT_EQ(decoded(R"(\u12)").error, R"(0-4 truncated \uXXXX escape)");
  EXPECT_EQ(decoded(R"(\U0001)").error, R"(0-6 truncated \UXXXXXXXX escape)");
  EXPECT_EQ(decoded(R"(\U00110000)").error, "0-10 illegal Unicode character");
  EXPECT_EQ(decoded(R"(\N{NO SUCH}z)").error, "0-11 unknown Unicode character name");
  EXPECT_EQ(decoded(R"(\Nx)").error, R"(0-2 malformed \N character escape)");
  EXPECT_EQ(decoded(R"(\N{x)").error, R"(0-4 malformed \N character escape)");
  EXPECT_EQ(decoded("ab\\").error, R"(2-3 \ at end of string)");
}

TEST(UnicodeEscape, first_doubtful_escape_is_reported) {
  EXPECT_EQ(decoded(R"(a\d\q)").doubtful, 2u);
  EXPECT_EQ(decoded(R"(a\d\q)").text, U"a\\d\\q");
  EXPECT_EQ(decoded(R"(\777)").doubtful, 1u);
  EXPECT_EQ(decoded(R"(\777)").text, U"\u01ff");
  EXPECT_EQ(decoded(R"(\377)").doubtful, kNoPosition);
}

TEST(UnicodeEscape, incomplete_escape_waits_for_more) {
  EXPECT_EQ(decoded(R"(ab\u20)", Final::No).error, "");
  EXPECT_EQ(decoded(R"(ab\u20)", Final::No).text, U"ab");
}

TEST(UnicodeEscape, encoding_uses_the_shortest_form) {
  text::ByteBuffer out;
  encode_unicode_escape(std::u32string_view(U"a\\\n\x7f\xe9\u20ac\U0001f600'"), out);
  EXPECT_EQ(string_of(out), R"(a\\\n\x7f\xe9\u20ac\U0001f600')");
}

TEST(RawUnicodeEscape, only_unicode_escapes_are_read) {
  text::TextBuffer out;
  EXPECT_TRUE(decode_raw_unicode_escape(bytes_of("\\n\\u20ac\\\\u\xe9\\"), 0, Final::Yes, out).finished());
  EXPECT_EQ(string_of(out), U"\\n\u20ac\\\\u\xe9\\");
  text::ByteBuffer back;
  encode_raw_unicode_escape(std::u32string_view(U"\xe9\u20ac\\"), back);
  EXPECT_EQ(string_of(back), "\xe9\\u20ac\\");
}

TEST(BytesEscape, reads_and_writes) {
  text::ByteBuffer out, back;
  size_t doubtful = kNoPosition;
  EXPECT_TRUE(decode_bytes_escape(bytes_of(R"(\x41\n\101\'\400\d)"), 0, out, doubtful).finished());
  EXPECT_EQ(string_of(out), std::string("A\nA'\0\\d", 7));
  EXPECT_EQ(doubtful, 13u);
  encode_bytes_escape(bytes_of("a'\\\n\xe9"), back);
  EXPECT_EQ(string_of(back), R"(a\'\\\n\xe9)");
}

TEST(BytesEscape, errors_name_their_kind) {
  text::ByteBuffer out;
  size_t doubtful = kNoPosition;
  EXPECT_EQ(error_of(decode_bytes_escape(bytes_of("ab\\x1g"), 0, out, doubtful)), "2-5 invalid \\x escape");
  EXPECT_EQ(error_of(decode_bytes_escape(bytes_of("ab\\"), 0, out, doubtful)), "2-3 Trailing \\ in string");
}

}  // namespace
}  // namespace taipan::codecs
