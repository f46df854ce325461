#include "base/codecs/utf7.h"

#include "codec_testing.h"
#include "gtest/gtest.h"

namespace taipan::codecs {
namespace {

TEST(Utf7, encodes_in_base64_what_is_not_direct) {
  text::ByteBuffer out;
  encode_utf7(std::u32string_view(U"a+b~\u20ac-\U0001f600 z"), out);
  EXPECT_EQ(string_of(out), "a+-b+AH4grA--+2D3eAA z");
}

TEST(Utf7, decodes_what_it_encodes) {
  text::TextBuffer out;
  EXPECT_TRUE(decode_utf7(bytes_of("a+-b+AH4grA--+2D3eAA z"), 0, Final::Yes, out).finished());
  EXPECT_EQ(string_of(out), U"a+b~\u20ac-\U0001f600 z");
}

TEST(Utf7, unfinished_shift_is_set_back) {
  text::TextBuffer out;
  const Progress progress = decode_utf7(bytes_of("ab+AH4grA"), 0, Final::No, out);
  EXPECT_EQ(progress.position, 2u);
  EXPECT_EQ(string_of(out), U"ab");
  EXPECT_EQ(out.width(), text::CharWidth::One);
}

TEST(Utf7, errors_name_their_kind) {
  const auto error = [](std::string_view input) {
    text::TextBuffer out;
    return error_of(decode_utf7(bytes_of(input), 0, Final::Yes, out));
  };
  EXPECT_EQ(error("a\xff"), "1-2 unexpected special character");
  EXPECT_EQ(error("+!"), "0-2 ill-formed sequence");
  EXPECT_EQ(error("+A!"), "0-3 partial character in shift sequence");
  EXPECT_EQ(error("+AAB-"), "0-5 non-zero padding bits in shift sequence");
  EXPECT_EQ(error("x+2D0"), "1-5 unterminated shift sequence");
}

}  // namespace
}  // namespace taipan::codecs
