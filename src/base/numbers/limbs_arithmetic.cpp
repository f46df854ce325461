// base/numbers/limbs_arithmetic.cpp -- sizes, comparison, sum, difference, product, shifts.
//
// Room       Base.
// In / out   See limbs.h.
// Tests      tests/unit/base/numbers/limbs_test.cpp, tests/differential/numbers/

#include <bit>

#include "base/numbers/limbs_private.h"

namespace taipan::numbers {

uint64_t bit_length(IntegerView a) {
  if (a.length == 0) return 0;
  return a.length * uint64_t{kLimbBits} - static_cast<unsigned>(std::countl_zero(a.limbs[a.length - 1]));
}

uint64_t bit_count(IntegerView a) {
  return a.length == 0 ? 0 : mpn_popcount(gmp(a.limbs), a.length);
}

uint64_t trailing_zero_bits(IntegerView a) {
  size_t index = 0;
  while (a.limbs[index] == 0)
    ++index;
  return index * uint64_t{kLimbBits} + static_cast<unsigned>(std::countr_zero(a.limbs[index]));
}

bool to_int64(IntegerView a, int64_t* out) {
  if (a.length > 1) return false;
  const Limb magnitude = a.length == 0 ? 0 : a.limbs[0];
  if (magnitude > (Limb{1} << 63) - (a.negative ? 0 : 1)) return false;
  *out = static_cast<int64_t>(a.negative ? Limb{0} - magnitude : magnitude);
  return true;
}

bool to_uint64(IntegerView a, uint64_t* out) {
  if (a.length > 1 || a.negative) return false;
  *out = a.length == 0 ? 0 : a.limbs[0];
  return true;
}

uint64_t low_bits(IntegerView a) {
  if (a.length == 0) return 0;
  return a.negative ? Limb{0} - a.limbs[0] : a.limbs[0];
}

int compare_magnitudes(IntegerView a, IntegerView b) {
  if (a.length != b.length) return a.length < b.length ? -1 : 1;
  return a.length == 0 ? 0 : mpn_cmp(gmp(a.limbs), gmp(b.limbs), static_cast<mp_size_t>(a.length));
}

int compare(IntegerView a, IntegerView b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const int order = compare_magnitudes(a, b);
  return a.negative ? -order : order;
}

namespace {

SignedLength add_magnitudes(Limb* result, IntegerView a, IntegerView b, bool negative) {
  if (a.length < b.length) {
    const IntegerView swapped = a;
    a = b;
    b = swapped;
  }
  if (b.length == 0) return signed_length(static_cast<size_t>(copy(result, a.magnitude())), negative);
  const Limb carry = mpn_add(gmp(result), gmp(a.limbs), static_cast<mp_size_t>(a.length), gmp(b.limbs),
                             static_cast<mp_size_t>(b.length));
  result[a.length] = carry;
  return signed_length(a.length + (carry != 0 ? 1 : 0), negative);
}

// |a| - |b|, negated if `negative`.
SignedLength subtract_magnitudes(Limb* result, IntegerView a, IntegerView b, bool negative) {
  const int order = compare_magnitudes(a, b);
  if (order == 0) return 0;
  if (order < 0) {
    const IntegerView swapped = a;
    a = b;
    b = swapped;
    negative = !negative;
  }
  if (b.length == 0) return signed_length(static_cast<size_t>(copy(result, a.magnitude())), negative);
  mpn_sub(gmp(result), gmp(a.limbs), static_cast<mp_size_t>(a.length), gmp(b.limbs), static_cast<mp_size_t>(b.length));
  return normalise(result, a.length, negative);
}

}  // namespace

SignedLength copy(Limb* result, IntegerView a) {
  if (a.length != 0) mpn_copyi(gmp(result), gmp(a.limbs), static_cast<mp_size_t>(a.length));
  return signed_length(a.length, a.negative);
}

size_t add_result_limbs(IntegerView a, IntegerView b) {
  return (a.length > b.length ? a.length : b.length) + 1;
}
size_t subtract_result_limbs(IntegerView a, IntegerView b) {
  return add_result_limbs(a, b);
}

SignedLength add(Limb* result, IntegerView a, IntegerView b) {
  return a.negative == b.negative ? add_magnitudes(result, a, b, a.negative)
                                  : subtract_magnitudes(result, a, b, a.negative);
}

SignedLength subtract(Limb* result, IntegerView a, IntegerView b) {
  return a.negative != b.negative ? add_magnitudes(result, a, b, a.length != 0 ? a.negative : !b.negative)
                                  : subtract_magnitudes(result, a, b, a.negative);
}

size_t multiply_result_limbs(IntegerView a, IntegerView b) {
  const size_t length = a.length + b.length;
  return length > kMaximumLimbs ? kTooManyLimbs : length;
}

SignedLength multiply(Limb* result, IntegerView a, IntegerView b) {
  if (a.length == 0 || b.length == 0) return 0;
  const bool negative = a.negative != b.negative;
  if (a.length < b.length) {
    const IntegerView swapped = a;
    a = b;
    b = swapped;
  }
  const size_t length = a.length + b.length;
  if (b.length == 1) {
    result[a.length] = mpn_mul_1(gmp(result), gmp(a.limbs), static_cast<mp_size_t>(a.length), b.limbs[0]);
  } else if (a.limbs == b.limbs && a.length == b.length) {
    mpn_sqr(gmp(result), gmp(a.limbs), static_cast<mp_size_t>(a.length));
  } else {
    mpn_mul(gmp(result), gmp(a.limbs), static_cast<mp_size_t>(a.length), gmp(b.limbs),
            static_cast<mp_size_t>(b.length));
  }
  return signed_length(length - (result[length - 1] == 0 ? 1 : 0), negative);
}

size_t shift_left_result_limbs(IntegerView a, uint64_t count) {
  if (a.length == 0) return 1;
  const uint64_t whole = count / kLimbBits;
  if (whole > kMaximumLimbs || a.length + whole + 1 > kMaximumLimbs) return kTooManyLimbs;
  return a.length + whole + 1;
}

SignedLength shift_left(Limb* result, IntegerView a, uint64_t count) {
  if (a.length == 0) return 0;
  const size_t whole = count / kLimbBits;
  const unsigned part = count % kLimbBits;
  if (whole != 0) mpn_zero(gmp(result), static_cast<mp_size_t>(whole));
  if (part == 0) {
    mpn_copyi(gmp(result + whole), gmp(a.limbs), static_cast<mp_size_t>(a.length));
    return signed_length(a.length + whole, a.negative);
  }
  const Limb carry = mpn_lshift(gmp(result + whole), gmp(a.limbs), static_cast<mp_size_t>(a.length), part);
  result[whole + a.length] = carry;
  return signed_length(whole + a.length + (carry != 0 ? 1 : 0), a.negative);
}

size_t shift_right_result_limbs(IntegerView a, uint64_t count) {
  const uint64_t whole = count / kLimbBits;
  return whole >= a.length ? 1 : a.length - whole + 1;
}

// A negative number is shifted as a magnitude and then moved down by one if any one bit was lost.
SignedLength shift_right(Limb* result, IntegerView a, uint64_t count) {
  const uint64_t whole = count / kLimbBits;
  const unsigned part = count % kLimbBits;
  if (whole >= a.length) {
    if (!a.negative) return 0;
    result[0] = 1;
    return -1;
  }
  size_t length = a.length - whole;
  Limb lost = 0;
  if (part == 0) {
    mpn_copyi(gmp(result), gmp(a.limbs + whole), static_cast<mp_size_t>(length));
  } else {
    lost = mpn_rshift(gmp(result), gmp(a.limbs + whole), static_cast<mp_size_t>(length), part);
  }
  length = normalised_length(result, length);
  if (!a.negative) return static_cast<SignedLength>(length);
  for (size_t i = 0; lost == 0 && i < whole; ++i)
    lost = a.limbs[i];
  if (lost != 0) {
    if (length == 0) {
      result[0] = 1;
      return -1;
    }
    const Limb carry = mpn_add_1(gmp(result), gmp(result), static_cast<mp_size_t>(length), 1);
    if (carry != 0) result[length++] = carry;
  }
  return signed_length(length, true);
}

}  // namespace taipan::numbers
