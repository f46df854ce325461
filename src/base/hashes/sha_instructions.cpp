// base/hashes/sha_instructions.cpp -- SHA-1 and SHA-256 by the SHA extensions of x86-64.
//
// Room       Base: hashes.
// In / out   The same as the compress functions of sha1.cpp and sha2.cpp, about four times as fast.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/
//
// The message words stand in vectors of four, W[i] = w[4i] .. w[4i+3], and four rounds make one group. SHA-256's
// instructions want the state as (a b e f) and (c d g h), highest first, SHA-1's as (a b c d) and e in the highest
// place.

#include "base/hashes/sha_instructions_private.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace taipan::hashes {
namespace {

#define TAIPAN_SHA __attribute__((target("sha,sse4.1,ssse3")))

TAIPAN_SHA inline __m128i load(const void* from) {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}
TAIPAN_SHA inline void store(void* to, __m128i value) {
  _mm_storeu_si128(static_cast<__m128i*>(to), value);
}

// Five groups of SHA-1's four phases, beginning with group kPhase * 5. Each group's e is made of the a before the last.
template <int kPhase>
TAIPAN_SHA inline void sha1_phase(__m128i& abcd, __m128i& before, __m128i* words) {
#pragma clang loop unroll(full)
  for (int i = kPhase * 5; i < kPhase * 5 + 5; ++i) {
    if (i >= 4) {
      words[i] =
          _mm_sha1msg2_epu32(_mm_xor_si128(_mm_sha1msg1_epu32(words[i - 4], words[i - 3]), words[i - 2]), words[i - 1]);
    }
    // The first group's `before` is the initial e, which is added as it is.
    const __m128i e = i == 0 ? _mm_add_epi32(before, words[0]) : _mm_sha1nexte_epu32(before, words[i]);
    before = abcd;
    abcd = _mm_sha1rnds4_epu32(abcd, e, kPhase);
  }
}

}  // namespace

bool has_sha_instructions() {
  static const bool has = [] {
    // Leaf 7, subleaf 0: bit 29 of ebx.
    unsigned eax = 7;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    __asm__("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    return (ebx >> 29 & 1) != 0 && __builtin_cpu_supports("sse4.1") && __builtin_cpu_supports("ssse3");
  }();
  return has;
}

TAIPAN_SHA void compress_sha1_by_instructions(uint32_t state[5], const uint8_t* blocks, size_t count) {
  const __m128i big_endian = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  __m128i abcd = _mm_shuffle_epi32(load(state), 0x1b);
  __m128i e = _mm_set_epi32(static_cast<int>(state[4]), 0, 0, 0);
  for (; count != 0; --count, blocks += 64) {
    const __m128i start = abcd;
    __m128i words[20];
    for (int i = 0; i < 4; ++i)
      words[i] = _mm_shuffle_epi8(load(blocks + 16 * i), big_endian);
    __m128i before = e;
    sha1_phase<0>(abcd, before, words);
    sha1_phase<1>(abcd, before, words);
    sha1_phase<2>(abcd, before, words);
    sha1_phase<3>(abcd, before, words);
    e = _mm_sha1nexte_epu32(before, e);
    abcd = _mm_add_epi32(abcd, start);
  }
  store(state, _mm_shuffle_epi32(abcd, 0x1b));
  state[4] = static_cast<uint32_t>(_mm_extract_epi32(e, 3));
}

TAIPAN_SHA void compress_sha256_by_instructions(uint32_t state[8], const uint32_t constants[64], const uint8_t* blocks,
                                                size_t count) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i cdab = _mm_shuffle_epi32(load(state), 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(load(state + 4), 0x1b);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
  __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
  for (; count != 0; --count, blocks += 64) {
    const __m128i start_abef = abef;
    const __m128i start_cdgh = cdgh;
    __m128i words[16];
    for (int i = 0; i < 4; ++i)
      words[i] = _mm_shuffle_epi8(load(blocks + 16 * i), big_endian);
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; ++i) {
      if (i >= 4) {
        const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(words[i - 4], words[i - 3]),
                                          _mm_alignr_epi8(words[i - 1], words[i - 2], 4));
        words[i] = _mm_sha256msg2_epu32(sum, words[i - 1]);
      }
      const __m128i input = _mm_add_epi32(words[i], load(constants + 4 * i));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, input);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(input, 0x0e));
    }
    abef = _mm_add_epi32(abef, start_abef);
    cdgh = _mm_add_epi32(cdgh, start_cdgh);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  store(state, _mm_blend_epi16(feba, dchg, 0xf0));
  store(state + 4, _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace taipan::hashes

#else

namespace taipan::hashes {

bool has_sha_instructions() {
  return false;
}
void compress_sha1_by_instructions(uint32_t*, const uint8_t*, size_t) {}
void compress_sha256_by_instructions(uint32_t*, const uint32_t*, const uint8_t*, size_t) {}

}  // namespace taipan::hashes

#endif
