// base/numbers/number_hash.h -- one hash for equal numbers of all kinds.
//
// Room       Base.
// Tests      tests/unit/base/numbers/number_hash_test.cpp, tests/differential/numbers/
//
// The hash of a rational number m/n is m times the inverse of n modulo the prime P = 2^61 - 1, with the number's sign;
// infinities hash to +-314159; -1 is never a hash and becomes -2. So 2, 2.0 and Fraction(2) hash alike.
#pragma once

#include "base/numbers/limbs.h"

namespace taipan::numbers {

inline constexpr uint64_t kHashModulus = (uint64_t{1} << 61) - 1;
inline constexpr int64_t kHashOfInfinity = 314159;
inline constexpr uint64_t kHashImaginaryFactor = 1000003;

[[nodiscard]] inline int64_t hash_integer(int64_t value) {
  const uint64_t magnitude = value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  const auto hash = static_cast<int64_t>(magnitude % kHashModulus);
  return value >= 0 ? hash : hash == 1 ? -2 : -hash;
}
[[nodiscard]] int64_t hash_integer(IntegerView a);

// `value` is not a NaN: those hash by identity, which is the caller's to know.
[[nodiscard]] int64_t hash_double(double value);

// Of a complex number, from the hashes of its parts.
[[nodiscard]] inline int64_t hash_complex(int64_t real_hash, int64_t imaginary_hash) {
  const uint64_t hash = static_cast<uint64_t>(real_hash) + kHashImaginaryFactor * static_cast<uint64_t>(imaginary_hash);
  return hash == ~uint64_t{0} ? -2 : static_cast<int64_t>(hash);
}

}  // namespace taipan::numbers
