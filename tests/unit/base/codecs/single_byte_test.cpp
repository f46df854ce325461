#include "base/codecs/single_byte.h"

#include "codec_testing.h"
#include "gtest/gtest.h"

namespace taipan::codecs {
namespace {

TEST(SingleByte, ascii_stops_at_each_high_byte) {
  text::TextBuffer out;
  EXPECT_EQ(error_of(decode_ascii(bytes_of("ab\x80\x81"), 0, out)), "2-3 ordinal not in range(128)");
  EXPECT_EQ(error_of(decode_ascii(bytes_of("ab\x80\x81"), 3, out)), "3-4 ordinal not in range(128)");
}

TEST(SingleByte, encoding_stops_at_runs) {
  text::ByteBuffer out;
  EXPECT_EQ(error_of(encode_ascii(std::u16string_view(u"ab\xe9\u20acz"), 0, out)), "2-4 ordinal not in range(128)");
  const std::u16string_view text = u"\xe9\u20ac\u0100z";
  EXPECT_EQ(error_of(encode_latin1(text, 0, out)), "1-3 ordinal not in range(256)");
  EXPECT_TRUE(encode_latin1(text, 3, out).finished());
  EXPECT_EQ(string_of(out), "ab\xe9z");
}

}  // namespace
}  // namespace taipan::codecs
