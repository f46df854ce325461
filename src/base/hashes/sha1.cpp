// base/hashes/sha1.cpp -- the compression function of SHA-1.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/

#include "base/hashes/sha1.h"

#include <bit>

namespace taipan::hashes {

void Sha1::compress(const uint8_t* blocks, size_t count) {
  for (; count != 0; --count, blocks += kBlockSize) {
    uint32_t words[80];
    for (int i = 0; i < 16; ++i)
      words[i] = load_big<uint32_t>(blocks + 4 * i);
    for (int i = 16; i < 80; ++i) {
      words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    uint32_t a = state_[0];
    uint32_t b = state_[1];
    uint32_t c = state_[2];
    uint32_t d = state_[3];
    uint32_t e = state_[4];
    const auto step = [&](int i, uint32_t mixed, uint32_t constant) {
      const uint32_t sum = std::rotl(a, 5) + mixed + e + constant + words[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = sum;
    };
    for (int i = 0; i < 20; ++i)
      step(i, (b & c) | (~b & d), 0x5a827999);
    for (int i = 20; i < 40; ++i)
      step(i, b ^ c ^ d, 0x6ed9eba1);
    for (int i = 40; i < 60; ++i)
      step(i, (b & c) | (b & d) | (c & d), 0x8f1bbcdc);
    for (int i = 60; i < 80; ++i)
      step(i, b ^ c ^ d, 0xca62c1d6);
    state_[0] += a;
    state_[1] += b;
    state_[2] += c;
    state_[3] += d;
    state_[4] += e;
  }
}

void Sha1::update(const uint8_t* data, size_t size) {
  size_ += size;
  buffer_.update(data, size, [this](const uint8_t* blocks, size_t count) { compress(blocks, count); });
}

void Sha1::finish(uint8_t* digest) const {
  Sha1 last = *this;
  uint8_t length[8];
  store_big<uint64_t>(length, size_ * 8);
  last.buffer_.pad(length, sizeof(length), [&](const uint8_t* blocks, size_t count) { last.compress(blocks, count); });
  for (int i = 0; i < 5; ++i)
    store_big(digest + 4 * i, last.state_[i]);
}

}  // namespace taipan::hashes
