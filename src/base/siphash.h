// base/siphash.h -- SipHash-1-3, the keyed hash of texts and byte strings.
//
// Room       Base; no state.
// In / out   Bytes and a key of 128 bits in, 64 bits out. With an unknown key nobody can choose texts that collide.
// Tests      tests/unit/base/siphash_test.cpp (values agree with CPython for given seeds)
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan {

struct SipKey {
  uint64_t first = 0;
  uint64_t second = 0;
};

// The key for a seed chosen by the user: a linear congruential generator fills it. Seed 0 means the key of zeros.
SipKey sip_key_from_seed(uint32_t seed);

// The plain function of Aumasson and Bernstein with one round a word and three at the end.
uint64_t siphash13(const SipKey& key, const void* data, size_t size);

// The hash of a byte string, or of a text by the bytes of its narrowest form (1, 2 or 4 a character, little-endian):
// nothing hashes to 0, and -1 is avoided because interfaces in C use it for errors.
inline int64_t hash_bytes(const SipKey& key, const void* data, size_t size) {
  if (size == 0) return 0;
  const auto hash = static_cast<int64_t>(siphash13(key, data, size));
  return hash == -1 ? -2 : hash;
}

}  // namespace taipan
