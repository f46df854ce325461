// Errors and edges of the transfer encodings; random inputs are compared in tests/differential/numbers/.
#include <string>
#include <string_view>

#include "gtest/gtest.h"

#include "base/transfer/base64.h"
#include "base/transfer/hexadecimal.h"
#include "base/transfer/quoted_printable.h"
#include "base/transfer/uu.h"

namespace taipan::transfer {
namespace {

const uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}
std::string contents(const ByteBuffer& out) {
  return {reinterpret_cast<const char*>(out.data()), out.size()};
}

Base64Error base64_status(std::string_view text, Base64Mode mode) {
  ByteBuffer out;
  return read_base64(out, bytes_of(text), text.size(), mode).error;
}

TEST(Base64, PadsTheLastGroup) {
  for (const auto& [data, text] : {std::pair{"", ""}, {"a", "YQ=="}, {"ab", "YWI="}, {"abc", "YWJj"}}) {
    ByteBuffer out;
    append_base64(out, bytes_of(data), std::string_view(data).size());
    EXPECT_EQ(contents(out), text);
  }
}

TEST(Base64, LenientModeSkipsOtherCharacters) {
  ByteBuffer out;
  const std::string_view text = "Y\nW-J!j=";
  EXPECT_EQ(read_base64(out, bytes_of(text), text.size(), Base64Mode::Lenient).error, Base64Error::None);
  EXPECT_EQ(contents(out), "abc");
}

TEST(Base64, StrictModeNamesWhatIsWrong) {
  EXPECT_EQ(base64_status("=YWJj", Base64Mode::Strict), Base64Error::LeadingPadding);
  EXPECT_EQ(base64_status("YQ==\n", Base64Mode::Strict), Base64Error::ExcessData);
  EXPECT_EQ(base64_status("Y\nQ==", Base64Mode::Strict), Base64Error::OtherCharacter);
  EXPECT_EQ(base64_status("Y=WJj", Base64Mode::Strict), Base64Error::DiscontinuousPadding);
  EXPECT_EQ(base64_status("YWI", Base64Mode::Strict), Base64Error::IncorrectPadding);
}

TEST(Base64, OneCharacterLeftIsCounted) {
  ByteBuffer out;
  const std::string_view text = "YWJjY";
  const Base64Result result = read_base64(out, bytes_of(text), text.size(), Base64Mode::Lenient);
  EXPECT_EQ(result.error, Base64Error::OneCharacterLeft);
  EXPECT_EQ(result.data_characters, 5u);
}

TEST(Hexadecimal, GroupsCountFromTheRightOrTheLeft) {
  ByteBuffer right;
  append_hexadecimal(right, bytes_of("\x01\x02\x03"), 3, '-', 2);
  EXPECT_EQ(contents(right), "01-0203");
  ByteBuffer left;
  append_hexadecimal(left, bytes_of("\x01\x02\x03"), 3, '-', -2);
  EXPECT_EQ(contents(left), "0102-03");
}

TEST(Hexadecimal, RefusesOddLengthsFirst) {
  ByteBuffer out;
  EXPECT_EQ(read_hexadecimal(out, bytes_of("zzz"), 3), HexadecimalError::OddLength);
  EXPECT_EQ(read_hexadecimal(out, bytes_of("zz"), 2), HexadecimalError::NoDigit);
}

TEST(Uu, ALineThatLostItsBlanksReadsAsZeros) {
  ByteBuffer out;
  EXPECT_EQ(read_uu_line(out, bytes_of("#86\n"), 4), UuError::None);
  EXPECT_EQ(contents(out), std::string("a`\0", 3));
}

TEST(QuotedPrintable, BlanksBeforeALineEndAreEscaped) {
  ByteBuffer out;
  append_quoted_printable(out, bytes_of("a \r\n.\r\n"), 7, {});
  EXPECT_EQ(contents(out), "a=20\r\n=2E\r\n");
}

TEST(QuotedPrintable, WhatIsNoEscapeIsCopied) {
  ByteBuffer out;
  read_quoted_printable(out, bytes_of("=zz=\nb=3D"), 9, QuotedPrintableKind::Body);
  EXPECT_EQ(contents(out), "=zzb=");
}

}  // namespace
}  // namespace taipan::transfer
