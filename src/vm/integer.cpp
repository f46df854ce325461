// vm/integer.cpp -- arithmetic of integers.
//
// Room       vm. Conversions and comparisons are in integer_convert.cpp.
// Tests      tests/unit/vm/integer_test.cpp
//
// Two immediates are handled with machine arithmetic: their sums fit 64 bits and their products 128. Integers of up to
// two limbs are handled as magnitudes of 128 bits where that is easy. Everything else goes through limbs. A short
// result is computed on the native stack and copied to an object of the right size; a long one is computed in the
// object itself, which then may keep a few limbs too many (`aux`).
#include "vm/integer.h"

#include "base/numbers/limbs.h"

namespace taipan {

using numbers::IntegerView;
using numbers::Limb;
using numbers::SignedLength;

namespace {

using Wide = unsigned __int128;

constexpr size_t kStackLimbs = 24;
constexpr size_t kMaximumSpare = 1024;  // limbs that a result may waste; must fit `aux`

bool both_small(Value a, Value b) {
  return a.is_int() && b.is_int();
}

size_t magnitude(SignedLength length) {
  return size_t(length < 0 ? -length : length);
}

Value from_magnitude(Heap& heap, Wide magnitude, bool negative) {
  if (magnitude <= Wide(Value::kMaxInt) + negative) {
    return Value::integer(negative ? -int64_t(magnitude) : int64_t(magnitude));
  }
  const auto high = Limb(magnitude >> 64);
  BigInt* result = new_bigint(heap, high != 0 ? 2 : 1);
  result->limbs_[0] = Limb(magnitude);
  if (high != 0) result->limbs_[1] = high;
  if (negative) result->signed_length_ = -result->signed_length_;
  return result;
}

Value from_wide(Heap& heap, __int128 wide) {
  return from_magnitude(heap, wide < 0 ? -static_cast<Wide>(wide) : static_cast<Wide>(wide), wide < 0);
}

// An integer of at most two limbs.
struct Small {
  Wide magnitude;
  bool negative;
};

inline bool is_small(Value v, Small& out) {
  if (!v.is_object()) {
    const int64_t i = v.is_int() ? v.as_int() : v.as_bool();
    out = {i < 0 ? Wide(-i) : Wide(i), i < 0};
    return true;
  }
  const auto* integer = v.as<BigInt>();
  const int64_t length = integer->length();
  if (length > 2 || length == 0) return false;
  out.magnitude = integer->limbs_[0];
  if (length == 2) out.magnitude |= Wide(integer->limbs_[1]) << 64;
  out.negative = integer->negative();
  return true;
}

// a + b, where `flip` negates b first. False when it takes three limbs.
bool add_small(Heap& heap, const Small& a, Small b, bool flip, Value& out) {
  b.negative ^= flip;
  Wide sum;
  if (a.negative == b.negative) {
    if (__builtin_add_overflow(a.magnitude, b.magnitude, &sum)) return false;
    out = from_magnitude(heap, sum, a.negative && sum != 0);
  } else if (a.magnitude >= b.magnitude) {
    sum = a.magnitude - b.magnitude;
    out = from_magnitude(heap, sum, a.negative && sum != 0);
  } else {
    out = from_magnitude(heap, b.magnitude - a.magnitude, b.negative);
  }
  return true;
}

// The product of integers of at most two limbs, by its four partial products.
IntegerResult multiply_small(Heap& heap, const Small& a, const Small& b) {
  const auto a_low = Limb(a.magnitude), a_high = Limb(a.magnitude >> 64);
  const auto b_low = Limb(b.magnitude), b_high = Limb(b.magnitude >> 64);
  const bool negative = a.negative != b.negative;
  const Wide low = Wide(a_low) * b_low;
  if ((a_high | b_high) == 0) return from_magnitude(heap, low, negative && low != 0);
  const Wide cross = Wide(a_low) * b_high, other = Wide(a_high) * b_low;
  const Wide middle = (low >> 64) + Limb(cross) + Limb(other);
  const Wide high = Wide(a_high) * b_high + (cross >> 64) + (other >> 64) + (middle >> 64);
  const Limb limbs[] = {Limb(low), Limb(middle), Limb(high), Limb(high >> 64)};
  SignedLength length = 4;
  while (length > 0 && limbs[length - 1] == 0)
    --length;
  return integer_from_limbs(heap, limbs, negative ? -length : length);
}

Wide divide(Wide a, Wide b, Wide& remainder) {
  if ((a >> 64) == 0 && (b >> 64) == 0) {
    remainder = Limb(a) % Limb(b);
    return Limb(a) / Limb(b);
  }
  const Wide quotient = a / b;
  remainder = a - quotient * b;
  return quotient;
}

// Floor division of integers of at most two limbs, as magnitudes.
struct SmallDivision {
  Wide quotient;
  Wide remainder;  // its sign is the divisor's
  bool negative;   // the quotient
};
SmallDivision floor_divide_small(const Small& a, const Small& b) {
  SmallDivision result;
  result.quotient = divide(a.magnitude, b.magnitude, result.remainder);
  result.negative = a.negative != b.negative;
  if (result.negative && result.remainder != 0) {
    ++result.quotient;
    result.remainder = b.magnitude - result.remainder;
  }
  return result;
}

// The value of `length` limbs that were computed in `object`, which has `capacity` of them.
IntegerResult finish(Heap& heap, BigInt* object, size_t capacity, SignedLength length) {
  const size_t used = magnitude(length);
  const size_t spare = capacity - used;
  // An object much too large is dropped for a copy; until then its size must not change.
  if (used <= 1 || spare > kMaximumSpare || spare > capacity / 8) {
    return integer_from_limbs(heap, object->limbs_, length);
  }
  object->signed_length_ = length;
  object->aux = uint16_t(spare);
  return Value(object);
}

// Runs compute(limbs), which writes at most `bound` limbs and returns the signed length.
template <class Compute>
IntegerResult make(Heap& heap, size_t bound, Compute&& compute) {
  if (bound == numbers::kTooManyLimbs) return IntegerStatus::TooLarge;
  if (bound <= kStackLimbs) {
    Limb limbs[kStackLimbs];
    return integer_from_limbs(heap, limbs, compute(limbs));
  }
  BigInt* object = new_bigint(heap, int64_t(bound));
  if (object == nullptr) return IntegerStatus::TooLarge;
  return finish(heap, object, bound, compute(object->limbs_));
}

bool is_zero(Value v) {
  return integer_sign(v) == 0;
}

// Machine integers: quotient towards minus infinity, remainder of the divisor's sign. The divisor is not zero.
int64_t floor_quotient(int64_t a, int64_t b) {
  const int64_t q = a / b;
  return q - ((a % b != 0) & ((a ^ b) < 0));
}

int64_t floor_modulus(int64_t a, int64_t b) {
  const int64_t r = a % b;
  return r != 0 && (r ^ b) < 0 ? r + b : r;
}

}  // namespace

IntegerResult integer_add(Heap& heap, Value a, Value b) {
  if (both_small(a, b)) return integer_value(heap, a.as_int() + b.as_int());
  Small p, q;
  Value result;
  if (is_small(a, p) && is_small(b, q) && add_small(heap, p, q, false, result)) return result;
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::add_result_limbs(x, y), [&](Limb* out) { return numbers::add(out, x, y); });
}

IntegerResult integer_subtract(Heap& heap, Value a, Value b) {
  if (both_small(a, b)) return integer_value(heap, a.as_int() - b.as_int());
  Small p, q;
  Value result;
  if (is_small(a, p) && is_small(b, q) && add_small(heap, p, q, true, result)) return result;
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::subtract_result_limbs(x, y), [&](Limb* out) { return numbers::subtract(out, x, y); });
}

IntegerResult integer_multiply(Heap& heap, Value a, Value b) {
  if (both_small(a, b)) return from_wide(heap, __int128(a.as_int()) * b.as_int());
  if (Small p, q; is_small(a, p) && is_small(b, q)) return multiply_small(heap, p, q);
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::multiply_result_limbs(x, y), [&](Limb* out) { return numbers::multiply(out, x, y); });
}

IntegerResult integer_floor_divide(Heap& heap, Value a, Value b) {
  if (is_zero(b)) return IntegerStatus::DivisionByZero;
  if (both_small(a, b)) return integer_value(heap, floor_quotient(a.as_int(), b.as_int()));
  Small p, q;
  if (is_small(a, p) && is_small(b, q)) {
    const SmallDivision division = floor_divide_small(p, q);
    return from_magnitude(heap, division.quotient, division.negative && division.quotient != 0);
  }
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::quotient_result_limbs(x, y), [&](Limb* out) { return numbers::floor_divide(out, x, y); });
}

IntegerResult integer_remainder(Heap& heap, Value a, Value b) {
  if (is_zero(b)) return IntegerStatus::DivisionByZero;
  if (both_small(a, b)) return Value::integer(floor_modulus(a.as_int(), b.as_int()));
  Small p, q;
  if (is_small(a, p) && is_small(b, q)) {
    const SmallDivision division = floor_divide_small(p, q);
    return from_magnitude(heap, division.remainder, q.negative && division.remainder != 0);
  }
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::remainder_result_limbs(x, y),
              [&](Limb* out) { return numbers::floor_remainder(out, x, y); });
}

IntegerDivision integer_divmod(Heap& heap, Value a, Value b) {
  if (is_zero(b)) return {.quotient = {}, .remainder = {}, .status = IntegerStatus::DivisionByZero};
  if (both_small(a, b)) {
    return {integer_value(heap, floor_quotient(a.as_int(), b.as_int())),
            Value::integer(floor_modulus(a.as_int(), b.as_int()))};
  }
  if (Small p, q; is_small(a, p) && is_small(b, q)) {
    const SmallDivision division = floor_divide_small(p, q);
    return {from_magnitude(heap, division.quotient, division.negative && division.quotient != 0),
            from_magnitude(heap, division.remainder, q.negative && division.remainder != 0)};
  }
  const IntegerOperand x(a), y(b);
  const size_t quotient_bound = numbers::quotient_result_limbs(x, y);
  const size_t remainder_bound = numbers::remainder_result_limbs(x, y);
  numbers::LimbBuffer limbs;
  if (!limbs.try_reserve(quotient_bound + remainder_bound))
    return {.quotient = {}, .remainder = {}, .status = IntegerStatus::TooLarge};
  Limb* remainder_limbs = limbs.data() + quotient_bound;
  const numbers::DivisionLengths lengths = numbers::floor_divide_with_remainder(limbs.data(), remainder_limbs, x, y);
  const IntegerResult quotient = integer_from_limbs(heap, limbs.data(), lengths.quotient);
  const IntegerResult remainder = integer_from_limbs(heap, remainder_limbs, lengths.remainder);
  if (!quotient.ok() || !remainder.ok()) return {.quotient = {}, .remainder = {}, .status = IntegerStatus::TooLarge};
  return {quotient.value, remainder.value};
}

IntegerStatus integer_true_divide(Value a, Value b, double* out) {
  if (is_zero(b)) return IntegerStatus::DivisionByZero;
  if (both_small(a, b)) {
    *out = double(a.as_int()) / double(b.as_int());  // both are exact doubles, so one rounding
    return IntegerStatus::Ok;
  }
  const IntegerOperand x(a), y(b);
  return numbers::true_divide(x, y, out) ? IntegerStatus::Ok : IntegerStatus::TooLarge;
}

IntegerResult integer_power(Heap& heap, Value base, Value exponent) {
  if (integer_sign(exponent) < 0) return IntegerStatus::NegativeExponent;
  const IntegerOperand x(base);
  uint64_t count;
  if (!integer_to_uint64(exponent, &count)) {
    // Only 0, 1 and -1 have such powers.
    if (numbers::bit_length(x) > 1) return IntegerStatus::TooLarge;
    count = 2 + integer_is_odd(exponent);
  }
  return make(heap, numbers::power_result_limbs(x, count), [&](Limb* out) { return numbers::power(out, x, count); });
}

IntegerResult integer_power_modulo(Heap& heap, Value base, Value exponent, Value modulus) {
  if (is_zero(modulus)) return IntegerStatus::DivisionByZero;
  const IntegerOperand x(base), e(exponent), m(modulus);
  numbers::LimbBuffer limbs;
  if (!limbs.try_reserve(m.view().length)) return IntegerStatus::TooLarge;
  const numbers::ModularPower power = numbers::power_modulo(limbs.data(), x, e, m);
  if (power.status != numbers::ModularPowerStatus::Ok) return IntegerStatus::NotInvertible;
  return integer_from_limbs(heap, limbs.data(), power.length);
}

IntegerResult integer_positive(Heap& heap, Value a) {
  if (is_exact_integer(a)) return a;
  const IntegerOperand x(a);
  return integer_from_limbs(heap, x.view().limbs, SignedLength(x.view().length) * (x.view().negative ? -1 : 1));
}

IntegerResult integer_negate(Heap& heap, Value a) {
  if (a.is_int()) return integer_value(heap, -a.as_int());
  const IntegerOperand x(a);
  return integer_from_limbs(heap, x.view().limbs, SignedLength(x.view().length) * (x.view().negative ? 1 : -1));
}

IntegerResult integer_absolute(Heap& heap, Value a) {
  return integer_sign(a) < 0 ? integer_negate(heap, a) : integer_positive(heap, a);
}

IntegerResult integer_shift_left(Heap& heap, Value a, Value count) {
  if (integer_sign(count) < 0) return IntegerStatus::NegativeShift;
  if (is_zero(a)) return Value::integer(0);
  uint64_t bits;
  if (!integer_to_uint64(count, &bits)) return IntegerStatus::TooLarge;
  if (a.is_int() && bits < 64) return from_wide(heap, __int128(a.as_int()) << bits);
  const IntegerOperand x(a);
  return make(heap, numbers::shift_left_result_limbs(x, bits),
              [&](Limb* out) { return numbers::shift_left(out, x, bits); });
}

IntegerResult integer_shift_right(Heap& heap, Value a, Value count) {
  if (integer_sign(count) < 0) return IntegerStatus::NegativeShift;
  uint64_t bits;
  if (!integer_to_uint64(count, &bits)) return Value::integer(integer_sign(a) < 0 ? -1 : 0);
  if (a.is_int()) return Value::integer(a.as_int() >> (bits < 63 ? bits : 63));
  const IntegerOperand x(a);
  return make(heap, numbers::shift_right_result_limbs(x, bits),
              [&](Limb* out) { return numbers::shift_right(out, x, bits); });
}

IntegerResult integer_and(Heap& heap, Value a, Value b) {
  if (both_small(a, b)) return Value::integer(a.as_int() & b.as_int());
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::bitwise_result_limbs(x, y), [&](Limb* out) { return numbers::bitwise_and(out, x, y); });
}

IntegerResult integer_or(Heap& heap, Value a, Value b) {
  if (both_small(a, b)) return Value::integer(a.as_int() | b.as_int());
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::bitwise_result_limbs(x, y), [&](Limb* out) { return numbers::bitwise_or(out, x, y); });
}

IntegerResult integer_xor(Heap& heap, Value a, Value b) {
  if (both_small(a, b)) return Value::integer(a.as_int() ^ b.as_int());
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::bitwise_result_limbs(x, y), [&](Limb* out) { return numbers::bitwise_xor(out, x, y); });
}

IntegerResult integer_invert(Heap& heap, Value a) {
  if (a.is_int()) return Value::integer(~a.as_int());
  const IntegerOperand x(a);
  return make(heap, numbers::invert_result_limbs(x), [&](Limb* out) { return numbers::invert(out, x); });
}

IntegerResult integer_gcd(Heap& heap, Value a, Value b) {
  const IntegerOperand x(a), y(b);
  return make(heap, numbers::gcd_result_limbs(x, y), [&](Limb* out) { return numbers::gcd(out, x, y); });
}

IntegerResult integer_square_root(Heap& heap, Value a) {
  VM_ASSERT(integer_sign(a) >= 0, "square roots of numbers that are not negative");
  const IntegerOperand x(a);
  return make(heap, numbers::square_root_result_limbs(x), [&](Limb* out) { return numbers::square_root(out, x); });
}

IntegerResult integer_round(Heap& heap, Value a, uint64_t digits) {
  const IntegerOperand x(a);
  return make(heap, numbers::round_to_power_of_ten_result_limbs(x, digits),
              [&](Limb* out) { return numbers::round_to_power_of_ten(out, x, digits); });
}

}  // namespace taipan
