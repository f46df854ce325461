// base/text/ascii.h -- runs of bytes below 0x80, sixteen at a time.
//
// Room       Text.
// Tests      tests/unit/base/text/ascii_test.cpp
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace taipan::text {

// How many bytes from the start are below 0x80.
inline size_t ascii_prefix_length(const uint8_t* bytes, size_t size) {
  size_t i = 0;
#if defined(__SSE2__)
  for (; i + 16 <= size; i += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + i));
    const auto high = static_cast<uint32_t>(_mm_movemask_epi8(block));
    if (high != 0) return i + static_cast<size_t>(std::countr_zero(high));
  }
#endif
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    std::memcpy(&word, bytes + i, 8);
    if ((word & 0x8080808080808080) != 0) break;
  }
  while (i < size && bytes[i] < 0x80) ++i;
  return i;
}

inline bool is_ascii(const uint8_t* bytes, size_t size) { return ascii_prefix_length(bytes, size) == size; }

}  // namespace taipan::text
