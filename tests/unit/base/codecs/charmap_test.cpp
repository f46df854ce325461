#include "base/codecs/charmap.h"

#include "codec_testing.h"
#include "gtest/gtest.h"

namespace taipan::codecs {
namespace {

using namespace std::string_view_literals;

constexpr std::u16string_view kTable = u"\0a\ufffe\u20ac"sv;

TEST(Charmap, table_decodes_up_to_holes) {
  text::TextBuffer out;
  EXPECT_EQ(error_of(decode_charmap(bytes_of("\1\3\2"), 0, kTable, out)), "2-3 character maps to <undefined>");
  EXPECT_EQ(string_of(out), U"a\u20ac");
  EXPECT_EQ(error_of(decode_charmap(bytes_of("\x09"), 0, kTable, out)), "0-1 character maps to <undefined>");
}

TEST(Charmap, map_inverts_the_table) {
  ASSERT_TRUE(EncodingMap::fits(kTable));
  const EncodingMap map(kTable);
  EXPECT_EQ(map.find(U'\u20ac'), 3);
  EXPECT_EQ(map.find(0), 0);
  EXPECT_EQ(map.find(0xFFFE), -1);
  text::ByteBuffer out;
  EXPECT_EQ(error_of(encode_charmap(std::u16string_view(u"a\u20aczz"), 0, map, out)),
            "2-4 character maps to <undefined>");
  EXPECT_EQ(string_of(out), "\1\3");
}

TEST(Charmap, some_tables_have_no_map) {
  EXPECT_FALSE(EncodingMap::fits(std::u16string_view(u"ab")));
  EXPECT_FALSE(EncodingMap::fits(std::u32string_view(U"\0\U0001f600"sv)));
}

TEST(Charmap, mapping_may_write_anything_or_stop) {
  const auto mapping = [](uint8_t byte, text::TextBuffer& out) {
    if (byte == 9) return Mapped::Stopped;
    out.append("<>");
    return Mapped::Written;
  };
  text::TextBuffer out;
  const Progress progress = decode_charmap(bytes_of("ab\x09z"), 0, mapping, out);
  EXPECT_TRUE(progress.finished());
  EXPECT_EQ(progress.position, 2u);
  EXPECT_EQ(string_of(out), U"<><>");
}

}  // namespace
}  // namespace taipan::codecs
