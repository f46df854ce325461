// base/hashes/sha1.cpp -- the compression function of SHA-1.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/

#include "base/hashes/sha1.h"

#include <bit>

#include "base/hashes/sha_instructions_private.h"

namespace taipan::hashes {

void Sha1::compress(const uint8_t* blocks, size_t count) {
  if (has_sha_instructions()) return compress_sha1_by_instructions(state_, blocks, count);
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
    // Instead of moving the five variables along, the next step names them one place further.
    const auto step = [&words](uint32_t a, uint32_t& b, uint32_t& e, uint32_t mixed, uint32_t constant, int i) {
      e += std::rotl(a, 5) + mixed + constant + words[i];
      b = std::rotl(b, 30);
    };
    const auto round = [&](auto mix, uint32_t constant, int start) {
      for (int i = start; i < start + 20; i += 5) {
        step(a, b, e, mix(b, c, d), constant, i);
        step(e, a, d, mix(a, b, c), constant, i + 1);
        step(d, e, c, mix(e, a, b), constant, i + 2);
        step(c, d, b, mix(d, e, a), constant, i + 3);
        step(b, c, a, mix(c, d, e), constant, i + 4);
      }
    };
    const auto choose = [](uint32_t x, uint32_t y, uint32_t z) { return z ^ (x & (y ^ z)); };
    const auto parity = [](uint32_t x, uint32_t y, uint32_t z) { return x ^ y ^ z; };
    const auto majority = [](uint32_t x, uint32_t y, uint32_t z) { return (x & y) | (z & (x | y)); };
    round(choose, 0x5a827999, 0);
    round(parity, 0x6ed9eba1, 20);
    round(majority, 0x8f1bbcdc, 40);
    round(parity, 0xca62c1d6, 60);
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
