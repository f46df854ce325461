// The expected values are those of CPython 3.11 under PYTHONHASHSEED.
#include "base/siphash.h"

#include <string_view>

#include "gtest/gtest.h"

namespace taipan {
namespace {

uint64_t hash_under(uint32_t seed, std::string_view text) {
  return static_cast<uint64_t>(hash_bytes(sip_key_from_seed(seed), text.data(), text.size()));
}

uint64_t hash_under(uint32_t seed, std::u16string_view text) {
  return static_cast<uint64_t>(hash_bytes(sip_key_from_seed(seed), text.data(), text.size() * 2));
}

TEST(SipHash, matches_c_python_with_seed_zero) {
  EXPECT_EQ(hash_under(0, "abc"), 13851880170939887858u);
  EXPECT_EQ(hash_under(0, "abcdefgh"), 4574395652268504554u);
  EXPECT_EQ(hash_under(0, "hello world, this is long"), 7650859633215404784u);
}

TEST(SipHash, matches_c_python_with_other_seeds) {
  EXPECT_EQ(hash_under(1, "abc"), 13779435337733863029u);
  EXPECT_EQ(hash_under(1, "hello world, this is long"), 13920679218324106689u);
  EXPECT_EQ(hash_under(42, "abc"), 3869580338025362921u);
  EXPECT_EQ(hash_under(42, "hello world, this is long"), 17247094529503278910u);
  EXPECT_EQ(hash_under(4294967295, "abc"), 12324254517471013215u);
  EXPECT_EQ(hash_under(4294967295, "hello world, this is long"), 9601289281501451767u);
}

TEST(SipHash, hashes_wide_text_by_its_units) {
  EXPECT_EQ(hash_under(42, u"\u20acuro"), 6573934580854229043u);
}

TEST(SipHash, matches_c_python_for_every_short_length) {
  constexpr std::string_view letters = "abcdefghijklmnop";
  EXPECT_EQ(hash_under(42, letters.substr(0, 1)), 18323536319731619102u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 2)), 9612140833254826042u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 3)), 3869580338025362921u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 4)), 13757020237194057656u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 5)), 17567426565902838466u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 6)), 2094780435334052225u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 7)), 1375323160596907757u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 8)), 12988872177719840854u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 9)), 12476478069047217279u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 10)), 10616850778436148043u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 11)), 7764564197781545852u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 12)), 3321784613864747149u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 13)), 13089879834629307240u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 14)), 11069902953477222227u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 15)), 13469576974213599125u);
  EXPECT_EQ(hash_under(42, letters.substr(0, 16)), 9780622299765431060u);
}

TEST(SipHash, nothing_hashes_to_zero) { EXPECT_EQ(hash_under(42, ""), 0u); }

}  // namespace
}  // namespace taipan
