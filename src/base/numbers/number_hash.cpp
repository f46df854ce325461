// base/numbers/number_hash.cpp -- hashes of big integers and doubles.
//
// Room       Base.
// In / out   See number_hash.h.
// Tests      tests/unit/base/numbers/number_hash_test.cpp, tests/differential/numbers/

#include "base/numbers/number_hash.h"

#include <cmath>

#include "base/numbers/limbs_private.h"

namespace taipan::numbers {
namespace {

int64_t with_sign(uint64_t residue, bool negative) {
  if (!negative) return static_cast<int64_t>(residue);
  return residue == 1 ? -2 : -static_cast<int64_t>(residue);
}

}  // namespace

int64_t hash_integer(IntegerView a) {
  if (a.length == 0) return 0;
  return with_sign(mpn_mod_1(gmp(a.limbs), static_cast<mp_size_t>(a.length), kHashModulus), a.negative);
}

// 2^61 is 1 modulo P, so that multiplying a residue by 2^e turns its 61 bits by e mod 61 places.
int64_t hash_double(double value) {
  if (std::isinf(value)) return value > 0 ? kHashOfInfinity : -kHashOfInfinity;
  if (value == 0) return 0;
  int exponent;
  const double fraction = std::frexp(std::fabs(value), &exponent);
  const auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 53));
  int turn = (exponent - 53) % 61;
  if (turn < 0) turn += 61;
  const uint64_t residue = ((mantissa << turn) & kHashModulus) | (mantissa >> (61 - turn));
  return with_sign(residue == kHashModulus ? 0 : residue, value < 0);
}

}  // namespace taipan::numbers
