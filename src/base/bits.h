// base/bits.h -- alignment and power-of-two arithmetic.
//
// Room       Base; no state.
// Tests      tests/unit/base/bits_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan {

[[nodiscard]] constexpr bool is_power_of_two(uint64_t value) {
  return value != 0 && (value & (value - 1)) == 0;
}

// The smallest multiple of `alignment` (a power of two) that is at least `value`.
[[nodiscard]] constexpr uint64_t align_up(uint64_t value, uint64_t alignment) {
  return (value + alignment - 1) & ~(alignment - 1);
}

// The largest multiple of `alignment` (a power of two) that is at most `value`.
[[nodiscard]] constexpr uint64_t align_down(uint64_t value, uint64_t alignment) {
  return value & ~(alignment - 1);
}

[[nodiscard]] constexpr bool is_aligned(uint64_t value, uint64_t alignment) {
  return (value & (alignment - 1)) == 0;
}

[[nodiscard]] constexpr uint64_t divide_round_up(uint64_t value, uint64_t divisor) {
  return value / divisor + (value % divisor != 0);
}

inline constexpr size_t kKiB = size_t{1} << 10;
inline constexpr size_t kMiB = size_t{1} << 20;
inline constexpr size_t kGiB = size_t{1} << 30;

}  // namespace taipan
