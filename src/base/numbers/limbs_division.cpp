// base/numbers/limbs_division.cpp -- floor division, remainder, true division, rounding to powers of ten.
//
// Room       Base.
// In / out   See limbs.h.
// Tests      tests/unit/base/numbers/limbs_test.cpp, tests/differential/numbers/
//
// GMP divides magnitudes towards zero. With operands of different signs and a remainder r other than zero the quotient
// is one further from zero and the remainder becomes |b| - r.

#include "base/numbers/limbs_private.h"

namespace taipan::numbers {
namespace {

// |a| / |b| and |a| mod |b|; both lengths are normalised. `quotient` has room for a.length - b.length + 2 limbs.
struct MagnitudeLengths {
  size_t quotient;
  size_t remainder;
};

MagnitudeLengths divide_magnitudes(Limb* quotient, Limb* remainder, IntegerView a, IntegerView b) {
  if (a.length < b.length) return {0, static_cast<size_t>(copy(remainder, a.magnitude()))};
  if (b.length == 1) {
    remainder[0] = mpn_divrem_1(gmp(quotient), 0, gmp(a.limbs), static_cast<mp_size_t>(a.length), b.limbs[0]);
    return {normalised_length(quotient, a.length), remainder[0] != 0 ? size_t{1} : size_t{0}};
  }
  mpn_tdiv_qr(gmp(quotient), gmp(remainder), 0, gmp(a.limbs), static_cast<mp_size_t>(a.length), gmp(b.limbs),
              static_cast<mp_size_t>(b.length));
  return {normalised_length(quotient, a.length - b.length + 1), normalised_length(remainder, b.length)};
}

// remainder = |b| - remainder, for 0 < remainder < |b|.
size_t complement_remainder(Limb* remainder, size_t length, IntegerView b) {
  for (size_t i = length; i < b.length; ++i)
    remainder[i] = 0;
  mpn_sub_n(gmp(remainder), gmp(b.limbs), gmp(remainder), static_cast<mp_size_t>(b.length));
  return normalised_length(remainder, b.length);
}

size_t increment(Limb* limbs, size_t length) {
  if (length == 0) {
    limbs[0] = 1;
    return 1;
  }
  const Limb carry = mpn_add_1(gmp(limbs), gmp(limbs), static_cast<mp_size_t>(length), 1);
  if (carry != 0) limbs[length++] = carry;
  return length;
}

}  // namespace

size_t quotient_result_limbs(IntegerView a, IntegerView b) {
  return a.length >= b.length ? a.length - b.length + 2 : 1;
}

size_t remainder_result_limbs(IntegerView, IntegerView b) {
  return b.length;
}

DivisionLengths floor_divide_with_remainder(Limb* quotient, Limb* remainder, IntegerView a, IntegerView b) {
  MagnitudeLengths lengths = divide_magnitudes(quotient, remainder, a, b);
  const bool negative = a.negative != b.negative;
  if (negative && lengths.remainder != 0) {
    lengths.quotient = increment(quotient, lengths.quotient);
    lengths.remainder = complement_remainder(remainder, lengths.remainder, b);
  }
  return {signed_length(lengths.quotient, negative), signed_length(lengths.remainder, b.negative)};
}

SignedLength floor_divide(Limb* quotient, IntegerView a, IntegerView b) {
  const bool negative = a.negative != b.negative;
  if (a.length < b.length) {
    if (!negative || a.length == 0) return 0;
    quotient[0] = 1;
    return -1;
  }
  LimbBuffer remainder(b.length);
  MagnitudeLengths lengths = divide_magnitudes(quotient, remainder.data(), a, b);
  if (negative && lengths.remainder != 0) lengths.quotient = increment(quotient, lengths.quotient);
  return signed_length(lengths.quotient, negative);
}

SignedLength floor_remainder(Limb* remainder, IntegerView a, IntegerView b) {
  size_t length;
  if (b.length == 1) {
    remainder[0] = a.length == 0 ? 0 : mpn_mod_1(gmp(a.limbs), static_cast<mp_size_t>(a.length), b.limbs[0]);
    length = remainder[0] != 0 ? 1 : 0;
  } else {
    LimbBuffer quotient(quotient_result_limbs(a, b));
    length = divide_magnitudes(quotient.data(), remainder, a, b).remainder;
  }
  if (length != 0 && a.negative != b.negative) length = complement_remainder(remainder, length, b);
  return signed_length(length, b.negative);
}

// A quotient of 63 or 64 bits and the knowledge whether anything is left below it decide the rounding. So the operands
// are shifted against each other until the quotient has that many bits: a shorter `a` grows, a longer one loses bits.
bool true_divide(IntegerView a, IntegerView b, double* out) {
  if (a.length == 0) {
    *out = b.negative ? -0.0 : 0.0;
    return true;
  }
  const int64_t difference = static_cast<int64_t>(bit_length(a)) - static_cast<int64_t>(bit_length(b));
  if (difference > 1024) return false;
  if (difference < -1080) {
    *out = a.negative != b.negative ? -0.0 : 0.0;
    return true;
  }
  const int64_t shift = difference - 63;
  LimbBuffer shifted(shift < 0 ? shift_left_result_limbs(a, static_cast<uint64_t>(-shift))
                               : shift_right_result_limbs(a, static_cast<uint64_t>(shift)));
  SignedLength length;
  bool sticky = false;
  if (shift < 0) {
    length = shift_left(shifted.data(), a.magnitude(), static_cast<uint64_t>(-shift));
  } else {
    length = shift_right(shifted.data(), a.magnitude(), static_cast<uint64_t>(shift));
    sticky = trailing_zero_bits(a) < static_cast<uint64_t>(shift);
  }
  const IntegerView dividend = IntegerView::of(shifted.data(), length);
  LimbBuffer quotient(quotient_result_limbs(dividend, b));
  LimbBuffer remainder(b.length);
  const MagnitudeLengths lengths = divide_magnitudes(quotient.data(), remainder.data(), dividend, b);
  if (lengths.remainder != 0) sticky = true;
  const double magnitude = round_to_double(quotient[0], sticky, shift);
  if (magnitude > 1.7976931348623157e308) return false;
  *out = a.negative != b.negative ? -magnitude : magnitude;
  return true;
}

size_t round_to_power_of_ten_result_limbs(IntegerView a, uint64_t digits) {
  // 10^digits may be the result's magnitude when it exceeds a by at most a factor of two.
  (void)digits;
  return a.length + 2;
}

SignedLength round_to_power_of_ten(Limb* result, IntegerView a, uint64_t digits) {
  // 10^digits > 8^digits, so this many digits are more than twice the number.
  if (a.length == 0 || digits > (bit_length(a) + 1) / 3 + 1) return 0;
  const SmallInteger ten(10);
  LimbBuffer unit(power_result_limbs(ten.view(), digits));
  const IntegerView step = IntegerView::of(unit.data(), power(unit.data(), ten.view(), digits));
  LimbBuffer quotient(quotient_result_limbs(a, step));
  LimbBuffer remainder(step.length + 1);
  const MagnitudeLengths lengths = divide_magnitudes(quotient.data(), remainder.data(), a, step);
  if (lengths.remainder == 0) return copy(result, a);

  LimbBuffer twice(lengths.remainder + 1);
  const IntegerView rest{remainder.data(), lengths.remainder, false};
  const SignedLength twice_length = shift_left(twice.data(), rest, 1);
  const int order = compare_magnitudes(IntegerView::of(twice.data(), twice_length), step);
  const bool quotient_is_odd = lengths.quotient != 0 && (quotient[0] & 1) != 0;
  const bool away_from_zero = order > 0 || (order == 0 && quotient_is_odd);

  SignedLength length = subtract(result, a.magnitude(), rest);
  if (away_from_zero) {
    LimbBuffer lower(a.length + 2);
    const IntegerView truncated = IntegerView::of(lower.data(), copy(lower.data(), IntegerView::of(result, length)));
    LimbBuffer upper(add_result_limbs(truncated, step));
    const IntegerView sum = IntegerView::of(upper.data(), add(upper.data(), truncated, step));
    length = copy(result, sum);
  }
  return a.negative ? -length : length;
}

}  // namespace taipan::numbers
