// base/numbers/limbs_power.cpp -- powers, modular powers, greatest common divisor, roots, factorials, binomials.
//
// Room       Base.
// In / out   See limbs.h.
// Tests      tests/unit/base/numbers/limbs_test.cpp, tests/differential/numbers/

#include <bit>
#include <cmath>

#include "base/numbers/limbs_private.h"

namespace taipan::numbers {
namespace {

SignedLength take(LimbBuffer& out, IntegerView a) {
  out.resize(a.length + 1);
  return copy(out.data(), a);
}

}  // namespace

size_t power_result_limbs(IntegerView base, uint64_t exponent) {
  if (base.length == 0 || exponent == 0) return 1;
  if (base.length == 1 && base.limbs[0] == 1) return 1;
  uint64_t bits;
  if (__builtin_mul_overflow(bit_length(base), exponent, &bits)) return kTooManyLimbs;
  const uint64_t limbs = bits / kLimbBits + 2;
  return limbs > kMaximumLimbs ? kTooManyLimbs : limbs;
}

SignedLength power(Limb* result, IntegerView base, uint64_t exponent) {
  if (exponent == 0) {
    result[0] = 1;
    return 1;
  }
  if (base.length == 0) return 0;
  const bool negative = base.negative && (exponent & 1) != 0;
  if (base.length == 1 && base.limbs[0] == 1) {
    result[0] = 1;
    return negative ? -1 : 1;
  }
  if (exponent == 1) return copy(result, base);
  if (exponent == 2) {
    mpn_sqr(gmp(result), gmp(base.limbs), static_cast<mp_size_t>(base.length));
    return normalise(result, 2 * base.length, false);
  }
  MpzTemporary temporary;
  mpz_pow_ui(temporary, MpzView(base.magnitude()), exponent);
  const SignedLength length = copy(result, temporary.view());
  return negative ? -length : length;
}

ModularPower power_modulo(Limb* result, IntegerView base, IntegerView exponent, IntegerView modulus) {
  if (modulus.length == 1 && modulus.limbs[0] == 1) return {0, ModularPowerStatus::Ok};
  MpzTemporary temporary;
  const MpzView absolute_modulus(modulus.magnitude());
  if (exponent.negative) {
    if (mpz_invert(temporary, MpzView(base), absolute_modulus) == 0) return {0, ModularPowerStatus::NotInvertible};
    mpz_powm(temporary, temporary, MpzView(exponent.magnitude()), absolute_modulus);
  } else {
    mpz_powm(temporary, MpzView(base), MpzView(exponent), absolute_modulus);
  }
  // mpz_powm answers with zero or a positive number.
  if (modulus.negative && mpz_sgn(static_cast<mpz_ptr>(temporary)) != 0) {
    mpz_sub(temporary, temporary, absolute_modulus);
  }
  return {copy(result, temporary.view()), ModularPowerStatus::Ok};
}

uint64_t gcd(uint64_t a, uint64_t b) {
  if (a == 0) return b;
  if (b == 0) return a;
  const int shift = std::countr_zero(a | b);
  a >>= std::countr_zero(a);
  while (b != 0) {
    b >>= std::countr_zero(b);
    if (a > b) {
      const uint64_t swapped = a;
      a = b;
      b = swapped;
    }
    b -= a;
  }
  return a << shift;
}

size_t gcd_result_limbs(IntegerView a, IntegerView b) {
  if (a.length == 0 || b.length == 0) return a.length + b.length + 1;
  return a.length < b.length ? a.length : b.length;
}

SignedLength gcd(Limb* result, IntegerView a, IntegerView b) {
  if (a.length == 0) return copy(result, b.magnitude());
  if (b.length == 0) return copy(result, a.magnitude());
  if (a.length == 1 || b.length == 1) {
    const IntegerView longer = a.length == 1 ? b : a;
    const IntegerView shorter = a.length == 1 ? a : b;
    result[0] = mpn_gcd_1(gmp(longer.limbs), static_cast<mp_size_t>(longer.length), shorter.limbs[0]);
    return 1;
  }
  MpzTemporary temporary;
  mpz_gcd(temporary, MpzView(a), MpzView(b));
  return copy(result, temporary.view());
}

uint64_t square_root(uint64_t a) {
  // The double is at most one off: its own rounding, and the rounding of `a` on the way in.
  uint64_t root = static_cast<uint64_t>(std::sqrt(static_cast<double>(a)));
  if (root > UINT32_MAX) root = UINT32_MAX;
  while (root * root > a)
    --root;
  while (root < UINT32_MAX && (root + 1) * (root + 1) <= a)
    ++root;
  return root;
}

size_t square_root_result_limbs(IntegerView a) {
  return a.length / 2 + 1;
}

SignedLength square_root(Limb* result, IntegerView a) {
  if (a.length == 0) return 0;
  mpn_sqrtrem(gmp(result), nullptr, gmp(a.limbs), static_cast<mp_size_t>(a.length));
  return normalise(result, (a.length + 1) / 2, false);
}

bool factorial(LimbBuffer& out, uint64_t n, SignedLength* length) {
  // log2(n!) < n * log2(n).
  const double bits = static_cast<double>(n) * std::log2(static_cast<double>(n) + 2);
  if (bits / kLimbBits > static_cast<double>(kMaximumLimbs)) return false;
  MpzTemporary temporary;
  mpz_fac_ui(temporary, n);
  *length = take(out, temporary.view());
  return true;
}

bool combinations(LimbBuffer& out, IntegerView n, uint64_t k, SignedLength* length) {
  // "n choose k" has at most k times n's bits, and at most n bits.
  double bits = static_cast<double>(bit_length(n)) * static_cast<double>(k);
  uint64_t small_n;
  if (to_uint64(n, &small_n) && static_cast<double>(small_n) < bits) bits = static_cast<double>(small_n);
  if (bits / kLimbBits > static_cast<double>(kMaximumLimbs)) return false;
  MpzTemporary temporary;
  mpz_bin_ui(temporary, MpzView(n), k);
  *length = take(out, temporary.view());
  return true;
}

namespace {

// product of n - first, ..., n - (first + count - 1); halving keeps the factors of like size.
void falling_product(mpz_ptr out, mpz_srcptr n, uint64_t first, uint64_t count) {
  if (count == 1) {
    mpz_sub_ui(out, n, first);
    return;
  }
  MpzTemporary upper;
  falling_product(out, n, first, count / 2);
  falling_product(upper, n, first + count / 2, count - count / 2);
  mpz_mul(out, out, upper);
}

}  // namespace

bool permutations(LimbBuffer& out, IntegerView n, uint64_t k, SignedLength* length) {
  const double bits = static_cast<double>(bit_length(n)) * static_cast<double>(k);
  if (bits / kLimbBits > static_cast<double>(kMaximumLimbs)) return false;
  MpzTemporary temporary;
  if (k == 0) {
    mpz_set_ui(temporary, 1);
  } else {
    falling_product(temporary, MpzView(n), 0, k);
  }
  *length = take(out, temporary.view());
  return true;
}

}  // namespace taipan::numbers
