// base/hashes/md5.cpp -- the compression function of MD5.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/

#include "base/hashes/md5.h"

#include <bit>

namespace taipan::hashes {
namespace {

// floor(2^32 * |sin(i + 1)|)
constexpr uint32_t kSines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};
constexpr int kRotations[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

}  // namespace

void Md5::compress(const uint8_t* blocks, size_t count) {
  for (; count != 0; --count, blocks += kBlockSize) {
    uint32_t words[16];
    for (int i = 0; i < 16; ++i)
      words[i] = load_little<uint32_t>(blocks + 4 * i);
    uint32_t a = state_[0];
    uint32_t b = state_[1];
    uint32_t c = state_[2];
    uint32_t d = state_[3];
    // Instead of moving the four variables along, the next step names them one place further.
    const auto step = [&words](uint32_t& a, uint32_t b, uint32_t mixed, int i, int word) {
      a = b + std::rotl(a + mixed + kSines[i] + words[word & 15], kRotations[i / 16][i % 4]);
    };
    const auto round = [&](auto mix, int start, int factor, int offset) {
#pragma clang loop unroll(full)
      for (int i = start; i < start + 16; i += 4) {
        step(a, b, mix(b, c, d), i, factor * i + offset);
        step(d, a, mix(a, b, c), i + 1, factor * (i + 1) + offset);
        step(c, d, mix(d, a, b), i + 2, factor * (i + 2) + offset);
        step(b, c, mix(c, d, a), i + 3, factor * (i + 3) + offset);
      }
    };
    round([](uint32_t x, uint32_t y, uint32_t z) { return z ^ (x & (y ^ z)); }, 0, 1, 0);
    round([](uint32_t x, uint32_t y, uint32_t z) { return y ^ (z & (x ^ y)); }, 16, 5, 1);
    round([](uint32_t x, uint32_t y, uint32_t z) { return x ^ y ^ z; }, 32, 3, 5);
    round([](uint32_t x, uint32_t y, uint32_t z) { return y ^ (x | ~z); }, 48, 7, 0);
    state_[0] += a;
    state_[1] += b;
    state_[2] += c;
    state_[3] += d;
  }
}

void Md5::update(const uint8_t* data, size_t size) {
  size_ += size;
  buffer_.update(data, size, [this](const uint8_t* blocks, size_t count) { compress(blocks, count); });
}

void Md5::finish(uint8_t* digest) const {
  Md5 last = *this;
  uint8_t length[8];
  store_little<uint64_t>(length, size_ * 8);
  last.buffer_.pad(length, sizeof(length), [&](const uint8_t* blocks, size_t count) { last.compress(blocks, count); });
  for (int i = 0; i < 4; ++i)
    store_little(digest + 4 * i, last.state_[i]);
}

}  // namespace taipan::hashes
