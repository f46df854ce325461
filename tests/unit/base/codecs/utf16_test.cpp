#include "base/codecs/utf16.h"

#include <string>

#include "base/codecs/utf32.h"
#include "codec_testing.h"
#include "gtest/gtest.h"

namespace taipan::codecs {
namespace {

using namespace std::string_view_literals;

TEST(Utf16, decodes_pairs_in_both_orders) {
  text::TextBuffer little, big;
  EXPECT_TRUE(decode_utf16(bytes_of("a\0\x3d\xd8\x00\xde"sv), 0, ByteOrder::Little, Final::Yes, little).finished());
  EXPECT_TRUE(decode_utf16(bytes_of("\0a\xd8\x3d\xde\x00"sv), 0, ByteOrder::Big, Final::Yes, big).finished());
  EXPECT_EQ(string_of(little), U"a\U0001f600");
  EXPECT_EQ(string_of(big), U"a\U0001f600");
}

TEST(Utf16, errors_name_their_kind) {
  const auto error = [](std::string_view input) {
    text::TextBuffer out;
    return error_of(decode_utf16(bytes_of(input), 0, ByteOrder::Little, Final::Yes, out));
  };
  EXPECT_EQ(error("a\0b"sv), "2-3 truncated data");
  EXPECT_EQ(error("\x3d\xd8"sv), "0-2 unexpected end of data");
  EXPECT_EQ(error("\x3d\xd8"
                  "a\0"sv),
            "0-2 illegal UTF-16 surrogate");
  EXPECT_EQ(error("\x00\xdc"sv), "0-2 illegal encoding");
}

TEST(Utf16, half_a_pair_waits_for_more) {
  text::TextBuffer out;
  const Progress progress = decode_utf16(bytes_of("a\0\x3d\xd8\x00"sv), 0, ByteOrder::Little, Final::No, out);
  EXPECT_TRUE(progress.finished());
  EXPECT_EQ(progress.position, 2u);
}

TEST(Utf16, byte_order_mark_decides) {
  EXPECT_EQ(utf16_byte_order(bytes_of("\xfe\xff"sv)).order, ByteOrder::Big);
  EXPECT_EQ(utf16_byte_order(bytes_of("\xff\xfe"sv)).length, 2u);
  EXPECT_FALSE(utf16_byte_order(bytes_of("a\0"sv)).found);
  EXPECT_EQ(utf32_byte_order(bytes_of("\0\0\xfe\xff"sv)).order, ByteOrder::Big);
}

TEST(Utf16, encodes_pairs_and_stops_at_surrogates) {
  text::ByteBuffer out;
  EXPECT_EQ(error_of(encode_utf16(std::u32string_view(U"\U0001f600\xd800\xd800"), 0, ByteOrder::Big, out)),
            "1-2 surrogates not allowed");
  EXPECT_EQ(string_of(out), "\xd8\x3d\xde\x00"sv);
}

TEST(Utf32, refuses_surrogates_and_large_values) {
  const auto error = [](std::string_view input) {
    text::TextBuffer out;
    return error_of(decode_utf32(bytes_of(input), 0, ByteOrder::Big, Final::Yes, out));
  };
  EXPECT_EQ(error("\0\0\0a\0\0\xd8\0"sv), "4-8 code point in surrogate code point range(0xd800, 0xe000)");
  EXPECT_EQ(error("\0\x11\0\0"sv), "0-4 code point not in range(0x110000)");
  EXPECT_EQ(error("\0\0\0a\0"sv), "4-5 truncated data");
}

}  // namespace
}  // namespace taipan::codecs
