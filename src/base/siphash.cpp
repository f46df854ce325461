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
uint64_t load_word(const unsigned char* bytes, size_t count) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, count);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

}  // namespace

SipKey sip_key_from_seed(uint32_t seed) {
  if (seed == 0) return {};
  unsigned char bytes[16];
  for (unsigned char& byte : bytes) {
    seed = seed * 214013 + 2531011;
    byte = static_cast<unsigned char>(seed >> 16);
  }
  return {load_word(bytes, 8), load_word(bytes + 8, 8)};
}

uint64_t siphash13(const SipKey& key, const void* data, size_t size) {
  // The constants spell "somepseudorandomlygeneratedbytes".
  SipState state{key.first ^ 0x736F6D6570736575, key.second ^ 0x646F72616E646F6D, key.first ^ 0x6C7967656E657261,
                 key.second ^ 0x7465646279746573};
  const auto* bytes = static_cast<const unsigned char*>(data);
  size_t left = size;
  for (; left >= 8; left -= 8, bytes += 8) state.take(load_word(bytes, 8));
  state.take(load_word(bytes, left) | static_cast<uint64_t>(size) << 56);
  state.c ^= 0xFF;
  state.round();
  state.round();
  state.round();
  return state.a ^ state.b ^ state.c ^ state.d;
}

}  // namespace taipan
