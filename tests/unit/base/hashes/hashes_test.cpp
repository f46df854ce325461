// Known digests and the incremental interface; many more inputs are compared in tests/differential/numbers/.
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

#include "base/hashes/blake2.h"
#include "base/hashes/checksums.h"
#include "base/hashes/md5.h"
#include "base/hashes/sha1.h"
#include "base/hashes/sha2.h"
#include "base/hashes/sha3.h"

namespace taipan::hashes {
namespace {

const uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

std::string print(const std::vector<uint8_t>& bytes) {
  std::string result;
  for (const uint8_t byte : bytes) {
    result.push_back("0123456789abcdef"[byte >> 4]);
    result.push_back("0123456789abcdef"[byte & 15]);
  }
  return result;
}

template <typename Hash>
std::string digest(Hash hash, std::string_view text, size_t size) {
  std::vector<uint8_t> out(size);
  hash.update(bytes_of(text), text.size());
  hash.finish(out.data());
  return print(out);
}

TEST(Hashes, DigestsOfTheStandards) {
  EXPECT_EQ(digest(Md5(), "abc", 16), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(digest(Sha1(), "abc", 20), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(digest(Sha256(), "abc", 32), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digest(Sha256(Sha256::Variant::Bits224), "abc", 28),
            "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
  EXPECT_EQ(digest(Blake2s(), "abc", 32), "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
}

TEST(Hashes, FinishLeavesTheComputationAsItWas) {
  Sha256 hash;
  std::vector<uint8_t> out(32);
  hash.update(bytes_of("ab"), 2);
  hash.finish(out.data());
  hash.update(bytes_of("c"), 1);
  hash.finish(out.data());
  EXPECT_EQ(print(out), digest(Sha256(), "abc", 32));
}

TEST(Hashes, ACopyGoesOnByItself) {
  Blake2b hash;
  hash.update(bytes_of("ab"), 2);
  Blake2b copy = hash;
  copy.update(bytes_of("c"), 1);
  std::vector<uint8_t> out(64);
  copy.finish(out.data());
  EXPECT_EQ(print(out), digest(Blake2b(), "abc", 64));
  hash.finish(out.data());
  EXPECT_EQ(print(out), digest(Blake2b(), "ab", 64));
}

TEST(Hashes, ShakeGivesAsMuchAsIsWanted) {
  Sha3 hash(Sha3::Variant::Shake128);
  std::vector<uint8_t> large(400);
  hash.finish(large.data(), large.size());
  std::vector<uint8_t> small(32);
  hash.finish(small.data(), small.size());
  EXPECT_EQ(print(small), "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26");
  large.resize(32);
  EXPECT_EQ(large, small);
}

TEST(Checksums, MayComeInPieces) {
  EXPECT_EQ(crc32(bytes_of("123456789"), 9, 0), 0xcbf43926u);
  EXPECT_EQ(crc32(bytes_of("6789"), 4, crc32(bytes_of("12345"), 5, 0)), 0xcbf43926u);
  EXPECT_EQ(crc_hqx(bytes_of("123456789"), 9, 0), 0x31c3u);
  EXPECT_EQ(adler32(bytes_of("Wikipedia"), 9, 1), 0x11e60398u);
}

}  // namespace
}  // namespace taipan::hashes
