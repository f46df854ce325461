#include "base/codecs/utf8.h"

#include <string>

#include "codec_testing.h"
#include "gtest/gtest.h"

namespace taipan::codecs {
namespace {

std::string decoding_error(std::string_view input, Final final = Final::Yes) {
  text::TextBuffer out;
  return error_of(decode_utf8(bytes_of(input), 0, final, out));
}

TEST(Utf8, decodes_every_length) {
  text::TextBuffer out;
  EXPECT_TRUE(decode_utf8(bytes_of("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), 0, Final::Yes, out).finished());
  EXPECT_EQ(string_of(out), U"a\xe9\u20ac\U0001f600");
}

TEST(Utf8, errors_cover_what_began_a_sequence) {
  EXPECT_EQ(decoding_error("ab\x80"), "2-3 invalid start byte");
  EXPECT_EQ(decoding_error("\xC0\x80"), "0-1 invalid start byte");
  EXPECT_EQ(decoding_error("\xF5"), "0-1 invalid start byte");
  EXPECT_EQ(decoding_error("\xE2\x28\xA1"), "0-1 invalid continuation byte");
  EXPECT_EQ(decoding_error("\xE2\x82\x28"), "0-2 invalid continuation byte");
  EXPECT_EQ(decoding_error("\xF0\x9F\x98z"), "0-3 invalid continuation byte");
  EXPECT_EQ(decoding_error("x\xE2\x82"), "1-3 unexpected end of data");
  EXPECT_EQ(decoding_error("\xED\xA0\x80"), "0-1 invalid continuation byte");
  EXPECT_EQ(decoding_error("\xF4\x90\x80\x80"), "0-1 invalid continuation byte");
}

TEST(Utf8, incomplete_sequence_waits_for_more) {
  text::TextBuffer out;
  const Progress progress = decode_utf8(bytes_of("a\xE2\x82"), 0, Final::No, out);
  EXPECT_TRUE(progress.finished());
  EXPECT_EQ(progress.position, 1u);
  EXPECT_EQ(string_of(out), U"a");
}

TEST(Utf8, scan_stops_at_the_first_error) {
  const Utf8Scan scan = scan_utf8(bytes_of("a\xE2\x82\xAC\xFFz"));
  EXPECT_EQ(scan.valid_bytes, 4u);
  EXPECT_EQ(scan.length, 2u);
  EXPECT_EQ(scan.width(), text::CharWidth::Two);
}

TEST(Utf8, two_passes_give_the_same_text) {
  std::string input;
  for (int i = 0; i < 50; ++i) input += "plain ascii of some length, then: \xC3\xA9";
  const Utf8Scan scan = scan_utf8(bytes_of(input));
  ASSERT_EQ(scan.valid_bytes, input.size());
  ASSERT_EQ(scan.width(), text::CharWidth::One);
  std::string narrow(scan.length, '\0');
  decode_utf8_into(bytes_of(input), reinterpret_cast<uint8_t*>(narrow.data()));
  text::TextBuffer out;
  EXPECT_TRUE(decode_utf8(bytes_of(input), 0, Final::Yes, out).finished());
  EXPECT_EQ(narrow, std::string(static_cast<const char*>(out.data()), out.length()));
}

TEST(Utf8, encodes_from_every_width) {
  text::ByteBuffer out;
  EXPECT_TRUE(encode_utf8(std::string_view("a\xe9"), 0, out).finished());
  EXPECT_TRUE(encode_utf8(std::u16string_view(u"\u20ac"), 0, out).finished());
  EXPECT_TRUE(encode_utf8(std::u32string_view(U"\U0001f600"), 0, out).finished());
  EXPECT_EQ(string_of(out), "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
}

TEST(Utf8, encoding_stops_at_a_run_of_surrogates) {
  text::ByteBuffer out;
  EXPECT_EQ(error_of(encode_utf8(std::u16string_view(u"ab\xd800\xdc00z"), 0, out)), "2-4 surrogates not allowed");
  EXPECT_EQ(string_of(out), "ab");
  EXPECT_TRUE(utf8_size(std::u16string_view(u"ab\xd800")).has_surrogates);
}

}  // namespace
}  // namespace taipan::codecs
