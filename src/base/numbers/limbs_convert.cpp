// base/numbers/limbs_convert.cpp -- big integers to and from doubles, bytes and digits.
//
// Room       Base.
// In / out   See limbs.h.
// Tests      tests/unit/base/numbers/limbs_test.cpp, tests/differential/numbers/

#include <bit>
#include <charconv>
#include <cmath>

#include "base/numbers/limbs_private.h"

namespace taipan::numbers {
namespace {

constexpr int kDoubleBits = 53;
constexpr int64_t kSmallestExponent = -1074;  // 2^-1074 is the least positive double

// The 64 bits below and including the top bit of `a`; `sticky` tells of lower ones.
uint64_t top_bits(IntegerView a, bool* sticky) {
  const Limb top = a.limbs[a.length - 1];
  const unsigned free = static_cast<unsigned>(std::countl_zero(top));
  uint64_t bits = top << free;
  *sticky = false;
  size_t untouched = a.length - 1;
  if (free != 0 && a.length > 1) {
    const Limb next = a.limbs[a.length - 2];
    bits |= next >> (kLimbBits - free);
    *sticky = (next << free) != 0;
    --untouched;
  }
  while (!*sticky && untouched != 0)
    *sticky = a.limbs[--untouched] != 0;
  return bits;
}

int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  return (digit | 0x20) - 'a' + 10;
}

// Bits that a digit of each base needs, times 1024 and rounded up.
constexpr uint32_t kScaledBitsOfDigit[37] = {
    0,    0,    1024, 1624, 2048, 2378, 2648, 2875, 3072, 3247, 3402, 3543, 3672, 3790, 3899, 4001, 4096, 4186, 4271,
    4350, 4426, 4498, 4567, 4633, 4696, 4756, 4814, 4870, 4923, 4975, 5025, 5074, 5120, 5166, 5210, 5253, 5295};

}  // namespace

double round_to_double(uint64_t mantissa, bool sticky, int64_t exponent) {
  if (mantissa == 0) return 0.0;
  const int64_t bits = kLimbBits - std::countl_zero(mantissa);
  if (bits + exponent > 1024) return HUGE_VAL;
  int64_t drop = bits - kDoubleBits;
  if (drop < kSmallestExponent - exponent) drop = kSmallestExponent - exponent;
  if (drop <= 0) return std::ldexp(static_cast<double>(mantissa), static_cast<int>(exponent));
  if (drop > 64) return 0.0;
  const uint64_t half = uint64_t{1} << (drop - 1);
  const uint64_t kept = drop == 64 ? 0 : mantissa >> drop;
  const uint64_t rest = drop == 64 ? mantissa : mantissa & ((uint64_t{1} << drop) - 1);
  const bool up = rest > half || (rest == half && (sticky || (kept & 1) != 0));
  return std::ldexp(static_cast<double>(kept + (up ? 1 : 0)), static_cast<int>(exponent + drop));
}

bool to_double(IntegerView a, double* out) {
  if (a.length == 0) {
    *out = 0.0;
    return true;
  }
  if (a.length > kMaximumDoubleLimbs) return false;
  bool sticky;
  const uint64_t bits = top_bits(a, &sticky);
  const double magnitude = round_to_double(bits, sticky, static_cast<int64_t>(bit_length(a)) - 64);
  if (std::isinf(magnitude)) return false;
  *out = a.negative ? -magnitude : magnitude;
  return true;
}

double to_fraction_and_exponent(IntegerView a, int64_t* exponent) {
  *exponent = 0;
  if (a.length == 0) return 0.0;
  bool sticky;
  const uint64_t bits = top_bits(a, &sticky);
  double fraction = round_to_double(bits, sticky, -64);
  *exponent = static_cast<int64_t>(bit_length(a));
  if (fraction == 1.0) {
    fraction = 0.5;
    ++*exponent;
  }
  return a.negative ? -fraction : fraction;
}

size_t from_double_result_limbs(double value) {
  int exponent;
  std::frexp(value, &exponent);
  return exponent <= 0 ? 1 : static_cast<size_t>(exponent) / kLimbBits + 2;
}

SignedLength from_double(Limb* result, double value) {
  int exponent;
  const double fraction = std::frexp(std::fabs(value), &exponent);
  if (exponent <= 0) return 0;
  const auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, kDoubleBits));
  const SmallInteger small(static_cast<int64_t>(mantissa));
  const SignedLength length = exponent >= kDoubleBits
                                  ? shift_left(result, small.view(), static_cast<uint64_t>(exponent - kDoubleBits))
                                  : shift_right(result, small.view(), static_cast<uint64_t>(kDoubleBits - exponent));
  return value < 0 ? -length : length;
}

int compare_with_double(IntegerView a, double b) {
  if (std::isinf(b)) return b > 0 ? -1 : 1;
  const int sign_of_b = b > 0 ? 1 : b < 0 ? -1 : 0;
  if (a.sign() != sign_of_b) return a.sign() < sign_of_b ? -1 : 1;
  if (a.length == 0) return 0;
  if (a.length > kMaximumDoubleLimbs) return a.sign();
  Limb limbs[kMaximumDoubleLimbs];
  const double whole = std::trunc(b);
  const int order = compare(a, IntegerView::of(limbs, from_double(limbs, whole)));
  if (order != 0 || whole == b) return order;
  return b > whole ? -1 : 1;
}

int compare_with_double(int64_t a, double b) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (b >= kTwoTo63) return -1;
  if (b < -kTwoTo63) return 1;
  const double whole = std::trunc(b);
  const auto integer = static_cast<int64_t>(whole);
  if (a != integer) return a < integer ? -1 : 1;
  return whole == b ? 0 : b > whole ? -1 : 1;
}

// ---- Bytes ---------------------------------------------------------------------------------------------------------

ToBytesStatus to_bytes(uint8_t* out, size_t count, IntegerView a, ByteOrder order, Signedness signedness) {
  if (a.negative && signedness == Signedness::Unsigned) return ToBytesStatus::NegativeToUnsigned;
  uint64_t bits = bit_length(a);
  if (signedness == Signedness::TwosComplement && a.length != 0) {
    // The sign needs a bit, except for -2^n.
    const bool is_negative_power_of_two = a.negative && trailing_zero_bits(a) + 1 == bits;
    if (!is_negative_power_of_two) ++bits;
  }
  // -1 is taken to fit into no bytes at all.
  if (count == 0 && a.negative && bits == 1) return ToBytesStatus::Ok;
  if (bits > uint64_t{count} * 8) return ToBytesStatus::TooBig;
  unsigned carry = a.negative ? 1 : 0;
  for (size_t i = 0; i < count; ++i) {
    const size_t index = i / 8;
    unsigned byte = index < a.length ? static_cast<unsigned>(a.limbs[index] >> (i % 8 * 8)) & 0xff : 0;
    if (a.negative) {
      byte = (byte ^ 0xff) + carry;
      carry = byte >> 8;
    }
    out[order == ByteOrder::Little ? i : count - 1 - i] = static_cast<uint8_t>(byte);
  }
  return ToBytesStatus::Ok;
}

size_t from_bytes_result_limbs(size_t count) {
  return count / 8 + 1;
}

SignedLength from_bytes(Limb* result, const uint8_t* bytes, size_t count, ByteOrder order, Signedness signedness) {
  if (count == 0) return 0;
  const size_t length = (count + 7) / 8;
  for (size_t i = 0; i < length; ++i)
    result[i] = 0;
  for (size_t i = 0; i < count; ++i) {
    const Limb byte = bytes[order == ByteOrder::Little ? i : count - 1 - i];
    result[i / 8] |= byte << (i % 8 * 8);
  }
  const uint8_t top = bytes[order == ByteOrder::Little ? count - 1 : 0];
  if (signedness == Signedness::Unsigned || (top & 0x80) == 0) return normalise(result, length, false);
  if (count % 8 != 0) result[length - 1] |= ~Limb{0} << (count % 8 * 8);
  mpn_neg(gmp(result), gmp(result), static_cast<mp_size_t>(length));
  return normalise(result, length, true);
}

// ---- Digits --------------------------------------------------------------------------------------------------------

size_t to_digits_capacity(IntegerView a, int base) {
  // log2(base) >= 3.25 for ten and the floor of log2 otherwise.
  const uint64_t bits = bit_length(a);
  if (base == 10) return bits * 4 / 13 + 4;
  return bits / static_cast<unsigned>(std::bit_width(static_cast<unsigned>(base)) - 1) + 4;
}

size_t to_digits(char* out, IntegerView a, int base) {
  char* cursor = out;
  if (a.negative) *cursor++ = '-';
  if (a.length <= 1) {
    const Limb limb = a.length == 0 ? 0 : a.limbs[0];
    return static_cast<size_t>(std::to_chars(cursor, cursor + kLimbBits, limb, base).ptr - out);
  }
  LimbBuffer clobbered(a.length + 1);
  (void)copy(clobbered.data(), a.magnitude());
  auto* digits = reinterpret_cast<unsigned char*>(cursor);
  const size_t written = mpn_get_str(digits, base, gmp(clobbered.data()), static_cast<mp_size_t>(a.length));
  size_t leading = 0;
  while (digits[leading] == 0)
    ++leading;
  for (size_t i = leading; i < written; ++i)
    *cursor++ = "0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]];
  return static_cast<size_t>(cursor - out);
}

size_t from_digits_result_limbs(size_t count, int base) {
  const double bits = static_cast<double>(count) * kScaledBitsOfDigit[base] / 1024.0;
  const double limbs = bits / kLimbBits + 3;
  return limbs > static_cast<double>(kMaximumLimbs) ? kTooManyLimbs : static_cast<size_t>(limbs);
}

SignedLength from_digits(Limb* result, const char* digits, size_t count, int base) {
  while (count > 1 && *digits == '0') {
    ++digits;
    --count;
  }
  // Twelve digits fit a limb in any base, nineteen in base ten.
  if (count <= 12 || (count <= 19 && base <= 10)) {
    Limb value = 0;
    for (size_t i = 0; i < count; ++i) {
      value = value * static_cast<unsigned>(base) + static_cast<unsigned>(digit_value(digits[i]));
    }
    result[0] = value;
    return value != 0 ? 1 : 0;
  }
  ScratchBuffer<unsigned char, 512> values(count);
  for (size_t i = 0; i < count; ++i)
    values[i] = static_cast<unsigned char>(digit_value(digits[i]));
  const mp_size_t length = mpn_set_str(gmp(result), values.data(), count, base);
  return normalise(result, static_cast<size_t>(length), false);
}

size_t decimal_digit_count(IntegerView a) {
  if (a.length == 0) return 1;
  const size_t estimate = mpz_sizeinbase(MpzView(a.magnitude()), 10);
  // GMP's answer is exact or one too big; compare with 10^(estimate - 1) to know.
  if (estimate == 1) return 1;
  MpzTemporary bound;
  mpz_ui_pow_ui(bound, 10, estimate - 1);
  return compare_magnitudes(a, bound.view()) < 0 ? estimate - 1 : estimate;
}

}  // namespace taipan::numbers
