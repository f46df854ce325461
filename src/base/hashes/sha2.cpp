// base/hashes/sha2.cpp -- the two compression functions of SHA-2.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/

#include "base/hashes/sha2.h"

#include <bit>

#include "base/hashes/sha_instructions_private.h"

namespace taipan::hashes {
namespace {

// The first bits behind the point of the cube roots of the first primes.
constexpr uint32_t kConstants256[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};
constexpr uint64_t kConstants512[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538,
    0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
    0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
    0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab,
    0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed,
    0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
    0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
    0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373,
    0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c,
    0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
    0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
    0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

// The same of the square roots of the first eight primes, and for the shorter digests of the next eight.
constexpr uint32_t kStart256[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};
constexpr uint32_t kStart224[8] = {
    0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
};
constexpr uint64_t kStart512[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};
constexpr uint64_t kStart384[8] = {
    0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
    0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
};

}  // namespace

Sha256::Sha256(Variant variant) : variant_(variant) {
  std::memcpy(state_, variant == Variant::Bits224 ? kStart224 : kStart256, sizeof(state_));
}

void Sha256::compress(const uint8_t* blocks, size_t count) {
  if (has_sha_instructions()) return compress_sha256_by_instructions(state_, kConstants256, blocks, count);
  for (; count != 0; --count, blocks += kBlockSize) {
    uint32_t words[64];
    for (int i = 0; i < 16; ++i)
      words[i] = load_big<uint32_t>(blocks + sizeof(uint32_t) * static_cast<size_t>(i));
    for (int i = 16; i < 64; ++i) {
      const uint32_t early = words[i - 15];
      const uint32_t late = words[i - 2];
      words[i] = words[i - 16] + (std::rotr(early, 7) ^ std::rotr(early, 18) ^ (early >> 3)) + words[i - 7] +
                 (std::rotr(late, 17) ^ std::rotr(late, 19) ^ (late >> 10));
    }
    uint32_t a = state_[0], b = state_[1], c = state_[2], d = state_[3];
    uint32_t e = state_[4], f = state_[5], g = state_[6], h = state_[7];
    // Instead of moving the eight variables along, the next step names them one place further.
    const auto step = [&words](uint32_t a, uint32_t b, uint32_t c, uint32_t& d, uint32_t e, uint32_t f, uint32_t g,
                               uint32_t& h, int i) {
      const uint32_t first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + (g ^ (e & (f ^ g))) +
                             kConstants256[i] + words[i];
      d += first;
      h = first + (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) | (c & (a | b)));
    };
    for (int i = 0; i < 64; i += 8) {
      step(a, b, c, d, e, f, g, h, i);
      step(h, a, b, c, d, e, f, g, i + 1);
      step(g, h, a, b, c, d, e, f, i + 2);
      step(f, g, h, a, b, c, d, e, i + 3);
      step(e, f, g, h, a, b, c, d, i + 4);
      step(d, e, f, g, h, a, b, c, i + 5);
      step(c, d, e, f, g, h, a, b, i + 6);
      step(b, c, d, e, f, g, h, a, i + 7);
    }
    const uint32_t sums[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; ++i)
      state_[i] += sums[i];
  }
}

void Sha256::update(const uint8_t* data, size_t size) {
  size_ += size;
  buffer_.update(data, size, [this](const uint8_t* blocks, size_t count) { compress(blocks, count); });
}

void Sha256::finish(uint8_t* digest) const {
  Sha256 last = *this;
  uint8_t length[8];
  store_big<uint64_t>(length, size_ * 8);
  last.buffer_.pad(length, sizeof(length), [&](const uint8_t* blocks, size_t count) { last.compress(blocks, count); });
  for (size_t i = 0; i < digest_size() / 4; ++i)
    store_big(digest + 4 * i, last.state_[i]);
}

Sha512::Sha512(Variant variant) : variant_(variant) {
  std::memcpy(state_, variant == Variant::Bits384 ? kStart384 : kStart512, sizeof(state_));
}

void Sha512::compress(const uint8_t* blocks, size_t count) {
  for (; count != 0; --count, blocks += kBlockSize) {
    uint64_t words[80];
    for (int i = 0; i < 16; ++i)
      words[i] = load_big<uint64_t>(blocks + sizeof(uint64_t) * static_cast<size_t>(i));
    for (int i = 16; i < 80; ++i) {
      const uint64_t early = words[i - 15];
      const uint64_t late = words[i - 2];
      words[i] = words[i - 16] + (std::rotr(early, 1) ^ std::rotr(early, 8) ^ (early >> 7)) + words[i - 7] +
                 (std::rotr(late, 19) ^ std::rotr(late, 61) ^ (late >> 6));
    }
    uint64_t a = state_[0], b = state_[1], c = state_[2], d = state_[3];
    uint64_t e = state_[4], f = state_[5], g = state_[6], h = state_[7];
    // Instead of moving the eight variables along, the next step names them one place further.
    const auto step = [&words](uint64_t a, uint64_t b, uint64_t c, uint64_t& d, uint64_t e, uint64_t f, uint64_t g,
                               uint64_t& h, int i) {
      const uint64_t first = h + (std::rotr(e, 14) ^ std::rotr(e, 18) ^ std::rotr(e, 41)) + (g ^ (e & (f ^ g))) +
                             kConstants512[i] + words[i];
      d += first;
      h = first + (std::rotr(a, 28) ^ std::rotr(a, 34) ^ std::rotr(a, 39)) + ((a & b) | (c & (a | b)));
    };
    for (int i = 0; i < 80; i += 8) {
      step(a, b, c, d, e, f, g, h, i);
      step(h, a, b, c, d, e, f, g, i + 1);
      step(g, h, a, b, c, d, e, f, i + 2);
      step(f, g, h, a, b, c, d, e, i + 3);
      step(e, f, g, h, a, b, c, d, i + 4);
      step(d, e, f, g, h, a, b, c, i + 5);
      step(c, d, e, f, g, h, a, b, i + 6);
      step(b, c, d, e, f, g, h, a, i + 7);
    }
    const uint64_t sums[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; ++i)
      state_[i] += sums[i];
  }
}

void Sha512::update(const uint8_t* data, size_t size) {
  size_ += size;
  buffer_.update(data, size, [this](const uint8_t* blocks, size_t count) { compress(blocks, count); });
}

void Sha512::finish(uint8_t* digest) const {
  Sha512 last = *this;
  uint8_t length[16];
  store_big<uint64_t>(length, size_ >> 61);
  store_big<uint64_t>(length + 8, size_ << 3);
  last.buffer_.pad(length, sizeof(length), [&](const uint8_t* blocks, size_t count) { last.compress(blocks, count); });
  for (size_t i = 0; i < digest_size() / 8; ++i)
    store_big(digest + 8 * i, last.state_[i]);
}

}  // namespace taipan::hashes
