// vm/integer.h -- arithmetic on integers of any size, as values.
//
// Room       vm. The limbs are handled by base/numbers/limbs.h; here they become values and back.
// In / out   Integers: immediate ints, bools (0 and 1), and BigInt objects, instances of subclasses included. Results
// are
//            canonical: immediate when they fit 49 bits, otherwise an exact BigInt. No code of the language runs.
// Tests      tests/unit/vm/integer_test.cpp
//
// What can go wrong is a status, never an exception: the language says it in its own words. A result too large for the
// heap is TooLarge, and its value unbound.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/numbers/limbs.h"
#include "vm/containers.h"
#include "vm/string.h"
#include "vm/value.h"
#include "vm/well_known_shapes.h"

namespace taipan {

enum class IntegerStatus : uint8_t {
  Ok,
  TooLarge,  // for memory; of conversions: for the target
  DivisionByZero,
  NegativeShift,     // a shift count below zero
  NegativeExponent,  // the power is no integer
  NotInvertible,     // a negative power, modulo a number that has a factor in common with the base
  NotFinite,         // an infinity
  NotANumber,
};

struct [[nodiscard]] IntegerResult {
  Value value;  // unbound unless ok()
  IntegerStatus status = IntegerStatus::Ok;
  IntegerResult(Value v) : value(v) {}           // NOLINT: implicit on purpose
  IntegerResult(IntegerStatus s) : status(s) {}  // NOLINT: implicit on purpose
  bool ok() const { return status == IntegerStatus::Ok; }
};

struct [[nodiscard]] IntegerDivision {
  Value quotient;
  Value remainder;
  IntegerStatus status = IntegerStatus::Ok;
  bool ok() const { return status == IntegerStatus::Ok; }
};

inline bool is_integer(Value v) {
  return v.is_int() || v.is_bool() || is_kind(v, Kind::BigInt);
}

inline numbers::IntegerView view_of(const BigInt* integer) {
  return numbers::IntegerView::of(integer->limbs_, integer->signed_length_);
}

// Any integer seen as limbs; valid while this object and the value live.
class IntegerOperand {
 public:
  explicit IntegerOperand(Value v) {
    VM_ASSERT(is_integer(v), "an integer");
    if (v.is_object()) {
      const auto* integer = v.as<BigInt>();
      limbs_ = integer->limbs_;
      length_ = size_t(integer->length());
      negative_ = integer->negative();
    } else {
      const int64_t i = v.is_int() ? v.as_int() : v.as_bool();
      limb_ = uint64_t(i < 0 ? -i : i);
      limbs_ = &limb_;
      length_ = i != 0;
      negative_ = i < 0;
    }
  }
  IntegerOperand(const IntegerOperand&) = delete;
  IntegerOperand& operator=(const IntegerOperand&) = delete;
  numbers::IntegerView view() const { return {limbs_, length_, negative_}; }
  operator numbers::IntegerView() const { return view(); }  // NOLINT: implicit on purpose

 private:
  numbers::Limb limb_;
  const numbers::Limb* limbs_;
  size_t length_;
  bool negative_;
};

// ---- Arithmetic -----------------------------------------------------------------------------------------------------

IntegerResult integer_add(Heap& heap, Value a, Value b);
IntegerResult integer_subtract(Heap& heap, Value a, Value b);
IntegerResult integer_multiply(Heap& heap, Value a, Value b);
IntegerResult integer_floor_divide(Heap& heap, Value a, Value b);
IntegerResult integer_remainder(Heap& heap, Value a, Value b);  // of b's sign
IntegerDivision integer_divmod(Heap& heap, Value a, Value b);
// The nearest double to a / b. TooLarge, DivisionByZero.
IntegerStatus integer_true_divide(Value a, Value b, double* out);
IntegerResult integer_power(Heap& heap, Value base, Value exponent);
IntegerResult integer_power_modulo(Heap& heap, Value base, Value exponent, Value modulus);
IntegerResult integer_negate(Heap& heap, Value a);
IntegerResult integer_absolute(Heap& heap, Value a);
IntegerResult integer_positive(Heap& heap, Value a);  // the exact integer of the same value
IntegerResult integer_shift_left(Heap& heap, Value a, Value count);
IntegerResult integer_shift_right(Heap& heap, Value a, Value count);
IntegerResult integer_and(Heap& heap, Value a, Value b);
IntegerResult integer_or(Heap& heap, Value a, Value b);
IntegerResult integer_xor(Heap& heap, Value a, Value b);
IntegerResult integer_invert(Heap& heap, Value a);
IntegerResult integer_gcd(Heap& heap, Value a, Value b);
IntegerResult integer_square_root(Heap& heap, Value a);  // the integer part; `a` is not negative
// Rounded to a multiple of 10^digits, ties to the even multiple.
IntegerResult integer_round(Heap& heap, Value a, uint64_t digits);

// ---- Looking at it --------------------------------------------------------------------------------------------------

int integer_sign(Value a);  // -1, 0, 1
bool integer_is_odd(Value a);
uint64_t integer_bit_length(Value a);  // of the magnitude
uint64_t integer_bit_count(Value a);   // ones in the magnitude
int integer_compare(Value a, Value b);
bool integer_equal(Value a, Value b);
int integer_compare_double(Value a, double b);  // exact; `b` is no NaN
bool integer_equals_double(Value a, double b);  // false for a NaN
uint64_t integer_hash(Value a);                 // as number_hash.h says
uint64_t hash_of_double(double d);              // the same for equal numbers; one constant for NaNs

// ---- Conversions ----------------------------------------------------------------------------------------------------

[[nodiscard]] bool integer_to_int64(Value a, int64_t* out);  // false when it does not fit
[[nodiscard]] bool integer_to_uint64(Value a, uint64_t* out);
int64_t integer_to_int64_clamped(Value a);                   // the nearest one
uint64_t integer_low_bits(Value a);                          // modulo 2^64
[[nodiscard]] bool integer_to_double(Value a, double* out);  // the nearest; false when it is too large
IntegerResult integer_from_double(Heap& heap, double d);     // towards zero; NotFinite, NotANumber
// `length` limbs in native memory or in an object, and the sign.
IntegerResult integer_from_limbs(Heap& heap, const numbers::Limb* limbs, numbers::SignedLength length);
// A number written in digits that are valid in the base: no sign, prefix or underscore.
IntegerResult integer_from_digits(Heap& heap, std::string_view digits, int base, bool negative);
// Digits in lower case, with a minus sign; bases 2 to 36. Null: too large.
String* integer_to_string(Heap& heap, Value a, int base = 10);
// Appends the same, with `prefix` behind the sign.
void append_integer(ByteBuilder& out, Value a, int base = 10, std::string_view prefix = {});

}  // namespace taipan
