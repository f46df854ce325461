// base/numbers/limbs.h -- arithmetic on integers of any size, held by the caller.
//
// Room       Base. Knows GMP's mpn functions; knows no heap and no object.
// In / out   IntegerView in; limbs written to the caller's memory and a signed length out.
// Tests      tests/unit/base/numbers/limbs_test.cpp, tests/differential/numbers/
//
// An integer is a magnitude, an array of 64-bit limbs with the least significant first, and a sign. It is normalised
// when its top limb is not zero; zero has no limbs and is not negative. All views passed in are normalised, and so are
// all results.
//
//   -(2^64 + 5)     limbs [ 5 | 1 ]   length 2   negative        SignedLength -2
//
// Whoever owns the memory asks `..._result_limbs(a, b)` for an upper bound, allocates, and calls the operation, which
// returns the true length with the sign of the value: that number is a big integer's header field as it stands.
// A bound of `kTooManyLimbs` means that the result cannot be held in memory; the operation must then not be called.
//
// Unless said otherwise a result must not overlap an operand. Scratch memory comes from malloc, through ScratchBuffer.
// Division rounds towards minus infinity, and bit operations see negative numbers as two's complement without end.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/numbers/scratch_buffer.h"

namespace taipan::numbers {

using Limb = uint64_t;
inline constexpr unsigned kLimbBits = 64;

// |value| is the number of limbs; its sign is the integer's.
using SignedLength = int64_t;

inline constexpr size_t kTooManyLimbs = SIZE_MAX;
// 2^31 limbs are GMP's own bound for some functions we use (16 GiB for one number).
inline constexpr size_t kMaximumLimbs = (size_t{1} << 31) - 8;

struct IntegerView {
  const Limb* limbs = nullptr;
  size_t length = 0;
  bool negative = false;

  [[nodiscard]] bool is_zero() const { return length == 0; }
  [[nodiscard]] bool is_odd() const { return length != 0 && (limbs[0] & 1) != 0; }
  // -1, 0 or 1.
  [[nodiscard]] int sign() const { return length == 0 ? 0 : negative ? -1 : 1; }
  // The same limbs with the other sign (zero stays zero).
  [[nodiscard]] IntegerView negated() const { return {limbs, length, length != 0 && !negative}; }
  [[nodiscard]] IntegerView magnitude() const { return {limbs, length, false}; }

  static IntegerView of(const Limb* limbs, SignedLength signed_length) {
    return {limbs, static_cast<size_t>(signed_length < 0 ? -signed_length : signed_length), signed_length < 0};
  }
};

// A machine integer seen as limbs. The view points into this object.
class SmallInteger {
 public:
  explicit SmallInteger(int64_t value)
      : limb_(value < 0 ? Limb{0} - static_cast<Limb>(value) : static_cast<Limb>(value)), negative_(value < 0) {}

  [[nodiscard]] IntegerView view() const { return {&limb_, limb_ != 0 ? size_t{1} : size_t{0}, negative_}; }

 private:
  Limb limb_;
  bool negative_;
};

// Limbs of a result whose size is not known beforehand.
using LimbBuffer = ScratchBuffer<Limb, 16>;

// ---- Size and conversion to machine integers
// -------------------------------------------------------------------------

// Bits of the magnitude: 0 for zero, floor(log2 |a|) + 1 otherwise.
[[nodiscard]] uint64_t bit_length(IntegerView a);
// One bits of the magnitude.
[[nodiscard]] uint64_t bit_count(IntegerView a);
// Zero bits below the lowest one bit. `a` is not zero.
[[nodiscard]] uint64_t trailing_zero_bits(IntegerView a);
// False when the value does not fit; `out` is then untouched.
[[nodiscard]] bool to_int64(IntegerView a, int64_t* out);
[[nodiscard]] bool to_uint64(IntegerView a, uint64_t* out);
// The lowest 64 bits in two's complement, as masks and truncating conversions want them.
[[nodiscard]] uint64_t low_bits(IntegerView a);

// ---- Comparison --------------------------------------------------------------------------------------------------

// Negative, zero or positive as a is less than, equal to or greater than b.
[[nodiscard]] int compare(IntegerView a, IntegerView b);
[[nodiscard]] int compare_magnitudes(IntegerView a, IntegerView b);
// Exact comparison with a double that is not a NaN.
[[nodiscard]] int compare_with_double(IntegerView a, double b);
[[nodiscard]] int compare_with_double(int64_t a, double b);

// ---- Sum, difference, product ------------------------------------------------------------------------------------

[[nodiscard]] size_t add_result_limbs(IntegerView a, IntegerView b);
[[nodiscard]] SignedLength add(Limb* result, IntegerView a, IntegerView b);

[[nodiscard]] size_t subtract_result_limbs(IntegerView a, IntegerView b);
[[nodiscard]] SignedLength subtract(Limb* result, IntegerView a, IntegerView b);

[[nodiscard]] size_t multiply_result_limbs(IntegerView a, IntegerView b);
[[nodiscard]] SignedLength multiply(Limb* result, IntegerView a, IntegerView b);

// Copies limbs; `result` has room for a.length.
[[nodiscard]] SignedLength copy(Limb* result, IntegerView a);

// ---- Division. The divisor is never zero: the caller has reported that. --------------------------------------------

[[nodiscard]] size_t quotient_result_limbs(IntegerView a, IntegerView b);
[[nodiscard]] size_t remainder_result_limbs(IntegerView a, IntegerView b);

struct DivisionLengths {
  SignedLength quotient;
  SignedLength remainder;
};
// a == quotient * b + remainder, with the remainder zero or of b's sign.
[[nodiscard]] DivisionLengths floor_divide_with_remainder(Limb* quotient, Limb* remainder, IntegerView a,
                                                          IntegerView b);
[[nodiscard]] SignedLength floor_divide(Limb* quotient, IntegerView a, IntegerView b);
[[nodiscard]] SignedLength floor_remainder(Limb* remainder, IntegerView a, IntegerView b);

// The double nearest to a / b, ties to even. False when the quotient is too large for a double.
[[nodiscard]] bool true_divide(IntegerView a, IntegerView b, double* out);

// `a` rounded to the nearest multiple of 10^digits, ties to the even multiple.
[[nodiscard]] size_t round_to_power_of_ten_result_limbs(IntegerView a, uint64_t digits);
[[nodiscard]] SignedLength round_to_power_of_ten(Limb* result, IntegerView a, uint64_t digits);

// ---- Powers and number theory --------------------------------------------------------------------------------------

[[nodiscard]] size_t power_result_limbs(IntegerView base, uint64_t exponent);
[[nodiscard]] SignedLength power(Limb* result, IntegerView base, uint64_t exponent);

enum class ModularPowerStatus { Ok, NotInvertible };
struct ModularPower {
  SignedLength length;
  ModularPowerStatus status;
};
// base^exponent modulo `modulus` (not zero), zero or of the modulus' sign; at most modulus.length limbs. A negative
// exponent takes the power of the inverse, if there is one.
[[nodiscard]] ModularPower power_modulo(Limb* result, IntegerView base, IntegerView exponent, IntegerView modulus);

// Not negative; zero only for two zeros.
[[nodiscard]] size_t gcd_result_limbs(IntegerView a, IntegerView b);
[[nodiscard]] SignedLength gcd(Limb* result, IntegerView a, IntegerView b);
[[nodiscard]] uint64_t gcd(uint64_t a, uint64_t b);

// floor(sqrt(a)) for a >= 0.
[[nodiscard]] size_t square_root_result_limbs(IntegerView a);
[[nodiscard]] SignedLength square_root(Limb* result, IntegerView a);
[[nodiscard]] uint64_t square_root(uint64_t a);

// n!, "n choose k" and n * (n-1) * ... * (n-k+1). False when the result cannot be held.
[[nodiscard]] bool factorial(LimbBuffer& out, uint64_t n, SignedLength* length);
[[nodiscard]] bool combinations(LimbBuffer& out, IntegerView n, uint64_t k, SignedLength* length);
[[nodiscard]] bool permutations(LimbBuffer& out, IntegerView n, uint64_t k, SignedLength* length);

// ---- Bits ----------------------------------------------------------------------------------------------------------

[[nodiscard]] size_t bitwise_result_limbs(IntegerView a, IntegerView b);
[[nodiscard]] SignedLength bitwise_and(Limb* result, IntegerView a, IntegerView b);
[[nodiscard]] SignedLength bitwise_or(Limb* result, IntegerView a, IntegerView b);
[[nodiscard]] SignedLength bitwise_xor(Limb* result, IntegerView a, IntegerView b);

// ~a == -a - 1.
[[nodiscard]] size_t invert_result_limbs(IntegerView a);
[[nodiscard]] SignedLength invert(Limb* result, IntegerView a);

[[nodiscard]] size_t shift_left_result_limbs(IntegerView a, uint64_t count);
[[nodiscard]] SignedLength shift_left(Limb* result, IntegerView a, uint64_t count);

// floor(a / 2^count).
[[nodiscard]] size_t shift_right_result_limbs(IntegerView a, uint64_t count);
[[nodiscard]] SignedLength shift_right(Limb* result, IntegerView a, uint64_t count);

// ---- Doubles
// ---------------------------------------------------------------------------------------------------------

// The nearest double, ties to even. False when |a| is too large for a finite double.
[[nodiscard]] bool to_double(IntegerView a, double* out);
// a == fraction * 2^exponent up to the rounding of the fraction, 0.5 <= |fraction| < 1, for any size; 0 gives 0, 0.
[[nodiscard]] double to_fraction_and_exponent(IntegerView a, int64_t* exponent);

// A finite double without its fraction (towards zero). So many limbs always suffice.
inline constexpr size_t kMaximumDoubleLimbs = 18;
[[nodiscard]] size_t from_double_result_limbs(double value);
[[nodiscard]] SignedLength from_double(Limb* result, double value);

// mantissa * 2^exponent rounded to the nearest double, ties to even, also into the subnormal range; `sticky` says that
// the true mantissa lies between the given one and the next. If sticky, the mantissa has at least 55 bits. Infinite
// when too large.
[[nodiscard]] double round_to_double(uint64_t mantissa, bool sticky, int64_t exponent);

// ---- Bytes
// -----------------------------------------------------------------------------------------------------------

enum class ByteOrder { Little, Big };
enum class Signedness { Unsigned, TwosComplement };
enum class ToBytesStatus { Ok, TooBig, NegativeToUnsigned };

[[nodiscard]] ToBytesStatus to_bytes(uint8_t* out, size_t count, IntegerView a, ByteOrder order, Signedness signedness);
[[nodiscard]] size_t from_bytes_result_limbs(size_t count);
[[nodiscard]] SignedLength from_bytes(Limb* result, const uint8_t* bytes, size_t count, ByteOrder order,
                                      Signedness signedness);

// ---- Digits ------------------------------------------------------------------------------------------------------

// Characters that `to_digits` may write in this base (2 to 36): at least the sign and the digits, a few more.
[[nodiscard]] size_t to_digits_capacity(IntegerView a, int base);
// Writes '-' if negative and the digits, lower case; returns how many characters. Sub-quadratic for long numbers.
[[nodiscard]] size_t to_digits(char* out, IntegerView a, int base);

[[nodiscard]] size_t from_digits_result_limbs(size_t count, int base);
// The number written by `count` >= 1 ASCII digits or letters valid in the base: no sign, underscore or prefix.
[[nodiscard]] SignedLength from_digits(Limb* result, const char* digits, size_t count, int base);

// Decimal digits of |a|: exact.
[[nodiscard]] size_t decimal_digit_count(IntegerView a);

}  // namespace taipan::numbers
