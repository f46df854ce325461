// base/siphash.cpp -- SipHash-1-3.
//
// Room       Base; the contract is in siphash.h.
// Tests      tests/unit/base/siphash_test.cpp
#include "base/siphash.h"

#include <bit>
#include <cstring>

namespace taipan {

namespace {

struct SipState {
  uint64_t a, b, c, d;

  void round() {
    a += b;
    b = std::rotl(b, 13) ^ a;
    a = std::rotl(a, 32);
    c += d;
    d = std::rotl(d, 16) ^ c;
    a += d;
    d = std::rotl(d, 21) ^ a;
    c += b;
    b = std::rotl(b, 17) ^ c;
    c = std::rotl(c, 32);
  }

  void take(uint64_t word) {
    d ^= word;
    round();
    a ^= word;
  }
};

// Words are little-endian on every machine.
template <typename Word>
Word load(const unsigned char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof(word));
  if constexpr (std::endian::native == std::endian::big) {
    word = sizeof(Word) == 8 ? __builtin_bswap64(word) : __builtin_bswap32(static_cast<uint32_t>(word));
  }
  return word;
}

// The last `count` bytes, fewer than 8, without a loop: two loads that may overlap, or three single bytes.
uint64_t load_rest(const unsigned char* bytes, size_t count) {
  if (count >= 4) {
    return load<uint32_t>(bytes) | static_cast<uint64_t>(load<uint32_t>(bytes + count - 4)) << (8 * (count - 4));
  }
  if (count == 0) return 0;
  const size_t middle = count / 2, last = count - 1;
  return bytes[0] | static_cast<uint64_t>(bytes[middle]) << (8 * middle) |
         static_cast<uint64_t>(bytes[last]) << (8 * last);
}

}  // namespace

SipKey sip_key_from_seed(uint32_t seed) {
  if (seed == 0) return {};
  unsigned char bytes[16];
  for (unsigned char& byte : bytes) {
    seed = seed * 214013 + 2531011;
    byte = static_cast<unsigned char>(seed >> 16);
  }
  return {load<uint64_t>(bytes), load<uint64_t>(bytes + 8)};
}

uint64_t siphash13(const SipKey& key, const void* data, size_t size) {
  // The constants spell "somepseudorandomlygeneratedbytes".
  SipState state{key.first ^ 0x736F6D6570736575, key.second ^ 0x646F72616E646F6D, key.first ^ 0x6C7967656E657261,
                 key.second ^ 0x7465646279746573};
  const auto* bytes = static_cast<const unsigned char*>(data);
  size_t left = size;
  for (; left >= 8; left -= 8, bytes += 8) state.take(load<uint64_t>(bytes));
  state.take(load_rest(bytes, left) | static_cast<uint64_t>(size) << 56);
  state.c ^= 0xFF;
  state.round();
  state.round();
  state.round();
  return state.a ^ state.b ^ state.c ^ state.d;
}

}  // namespace taipan
