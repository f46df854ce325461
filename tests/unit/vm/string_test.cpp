// Strings: widths, making, parts, comparison, hashes.
#include "vm/string.h"

#include <random>
#include <string>
#include <vector>

#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::VmTest;

class StringTest : public VmTest {
 protected:
  String* from(const std::vector<uint32_t>& characters) {
    return string_from_code_points(heap(), characters.data(), int64_t(characters.size()));
  }
  static std::vector<uint32_t> characters_of(const String* s) {
    std::vector<uint32_t> result;
    for (int64_t i = 0; i < s->length(); ++i)
      result.push_back(s->at(i));
    return result;
  }
  // Characters of all widths, mostly narrow.
  std::vector<uint32_t> random_characters(size_t length) {
    static constexpr uint32_t kLimits[] = {0x80, 0x100, 0x10000, 0x110000};
    const uint32_t limit = kLimits[random_() % 4];
    std::vector<uint32_t> result(length);
    for (uint32_t& c : result)
      c = random_() % (random_() % 4 != 0 ? 0x80 : limit);
    return result;
  }
  std::mt19937 random_{5};
};

TEST_F(StringTest, HasTheNarrowestWidth) {
  EXPECT_EQ(text("plain")->width(), 1);
  EXPECT_TRUE(text("plain")->is_ascii());
  EXPECT_EQ(text("caf\xC3\xA9!")->width(), 1);
  EXPECT_FALSE(text("caf\xC3\xA9!")->is_ascii());
  EXPECT_EQ(text("\xE2\x82\xAC uro")->width(), 2);
  EXPECT_EQ(text("\xF0\x9F\x98\x80 smile")->width(), 4);
  EXPECT_EQ(from({0x10FFFF, 'a'})->width(), 4);
  EXPECT_EQ(from({0xFFFF, 'a'})->width(), 2);
  EXPECT_EQ(from({0xFF, 'a'})->width(), 1);
  const uint16_t narrow[] = {'a', 'b', 0xFF};
  EXPECT_EQ(string_from_ucs2(heap(), narrow, 3)->width(), 1);
}

TEST_F(StringTest, Utf8ComesBack) {
  for (const char* s : {"", "a", "abc", "caf\xC3\xA9", "\xC3\xBF", "\xC4\x80", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                        "\xED\xA0\x80 surrogate", "mixed \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"}) {
    EXPECT_EQ(test::utf8_of(text(s)), s);
  }
}

TEST_F(StringTest, SingleLatin1CharactersAreShared) {
  EXPECT_EQ(text("a"), string_from_character(heap(), 'a'));
  EXPECT_EQ(substring(heap(), text("xay"), 1, 1), text("a"));
  EXPECT_EQ(text("\xC3\xA9"), string_from_character(heap(), 0xE9));
  EXPECT_EQ(text(""), empty_string());
  EXPECT_TRUE(equal(string_from_character(heap(), 0x20AC), text("\xE2\x82\xAC")));
}

TEST_F(StringTest, PartsAreNarrowed) {
  String* s = text("ab\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80");
  EXPECT_TRUE(substring(heap(), s, 0, 2)->is_ascii());
  EXPECT_EQ(substring(heap(), s, 0, 4)->width(), 1);
  EXPECT_FALSE(substring(heap(), s, 0, 4)->is_ascii());
  EXPECT_EQ(substring(heap(), s, 0, 6)->width(), 2);
  EXPECT_EQ(substring(heap(), s, 0, s->length()), s);
  EXPECT_EQ(substring(heap(), s, 3, 0), empty_string());
}

TEST_F(StringTest, AgreesWithVectorsOfCodePoints) {
  for (int round = 0; round < 2000; ++round) {
    const auto a = random_characters(random_() % 40), b = random_characters(random_() % 40);
    String* s = from(a);
    String* t = from(b);
    ASSERT_EQ(characters_of(s), a);
    const size_t start = a.empty() ? 0 : random_() % a.size();
    const size_t length = random_() % (a.size() - start + 1);
    ASSERT_EQ(characters_of(substring(heap(), s, int64_t(start), int64_t(length))),
              std::vector<uint32_t>(a.begin() + long(start), a.begin() + long(start + length)));
    auto joined = a;
    joined.insert(joined.end(), b.begin(), b.end());
    String* sum = concatenate(heap(), s, t);
    ASSERT_EQ(characters_of(sum), joined);
    ASSERT_TRUE(equal(sum, from(joined)));
    ASSERT_EQ(sum->flags & (String::kWidthMask | String::kAscii),
              from(joined)->flags & (String::kWidthMask | String::kAscii));
    ASSERT_EQ(equal(s, t), a == b);
    ASSERT_EQ(compare(s, t), a < b ? -1 : a == b ? 0 : 1);
  }
}

TEST_F(StringTest, HashesAgreeWithThoseOfBytes) {
  String* s = text("abc");
  EXPECT_EQ(hash(s), hash_bytes("abc", 3));
  EXPECT_EQ(hash(empty_string()), 0u);
  // hash('abc') and hash('\u20ac') of CPython 3.11 with PYTHONHASHSEED=0.
  EXPECT_EQ(int64_t(hash(s)), -4594863902769663758);
  EXPECT_EQ(int64_t(hash(text("\xE2\x82\xAC"))), -5529981157763016009);
}

TEST_F(StringTest, RefusesLengthsThatCannotBe) {
  EXPECT_EQ(new_string(heap(), int64_t{1} << 61, 'a'), nullptr);
  EXPECT_EQ(new_string(heap(), int64_t{1} << 50, 'a'), nullptr);
}

}  // namespace
}  // namespace taipan
