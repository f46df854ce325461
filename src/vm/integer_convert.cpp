// vm/integer_convert.cpp -- integers compared, hashed, and converted from and to machine numbers and text.
//
// Room       vm.
// Tests      tests/unit/vm/integer_test.cpp
#include <algorithm>
#include <bit>
#include <cmath>

#include "base/numbers/number_hash.h"
#include "vm/integer.h"

namespace taipan {

using numbers::IntegerView;
using numbers::Limb;
using numbers::SignedLength;

namespace {

constexpr uint64_t kHashOfNan = 0x07FF'A000'0000'0000;  // what identity gives for the usual one

// The value of what is no object.
int64_t small(Value v) {
  return v.is_int() ? v.as_int() : v.as_bool();
}

}  // namespace

int integer_sign(Value a) {
  if (a.is_object()) {
    const int64_t length = a.as<BigInt>()->signed_length_;
    return (length > 0) - (length < 0);
  }
  return (small(a) > 0) - (small(a) < 0);
}

bool integer_is_odd(Value a) {
  return a.is_object() ? view_of(a.as<BigInt>()).is_odd() : (small(a) & 1) != 0;
}

uint64_t integer_bit_length(Value a) {
  return numbers::bit_length(IntegerOperand(a));
}

uint64_t integer_bit_count(Value a) {
  return numbers::bit_count(IntegerOperand(a));
}

int integer_compare(Value a, Value b) {
  if (a.is_int() && b.is_int()) return (a.as_int() > b.as_int()) - (a.as_int() < b.as_int());
  const IntegerOperand x(a), y(b);
  const int order = numbers::compare(x, y);
  return (order > 0) - (order < 0);
}

bool integer_equal(Value a, Value b) {
  return integer_compare(a, b) == 0;
}

int integer_compare_double(Value a, double b) {
  const int order = a.is_object() ? numbers::compare_with_double(view_of(a.as<BigInt>()), b)
                                  : numbers::compare_with_double(small(a), b);
  return (order > 0) - (order < 0);
}

bool integer_equals_double(Value a, double b) {
  if (a.is_object()) return !std::isnan(b) && integer_compare_double(a, b) == 0;
  return double(small(a)) == b;  // 49 bits are exact as a double
}

uint64_t integer_hash(Value a) {
  return uint64_t(a.is_object() ? numbers::hash_integer(view_of(a.as<BigInt>())) : numbers::hash_integer(small(a)));
}

uint64_t hash_of_double(double d) {
  return std::isnan(d) ? kHashOfNan : uint64_t(numbers::hash_double(d));
}

bool integer_to_int64(Value a, int64_t* out) {
  if (a.is_object()) return numbers::to_int64(view_of(a.as<BigInt>()), out);
  *out = small(a);
  return true;
}

bool integer_to_uint64(Value a, uint64_t* out) {
  if (a.is_object()) return numbers::to_uint64(view_of(a.as<BigInt>()), out);
  if (small(a) < 0) return false;
  *out = uint64_t(small(a));
  return true;
}

int64_t integer_to_int64_clamped(Value a) {
  int64_t result;
  if (integer_to_int64(a, &result)) return result;
  return integer_sign(a) < 0 ? INT64_MIN : INT64_MAX;
}

uint64_t integer_low_bits(Value a) {
  return a.is_object() ? numbers::low_bits(view_of(a.as<BigInt>())) : uint64_t(small(a));
}

bool integer_to_double(Value a, double* out) {
  if (a.is_object()) return numbers::to_double(view_of(a.as<BigInt>()), out);
  *out = double(small(a));
  return true;
}

IntegerResult integer_from_double(Heap& heap, double d) {
  if (d > -9e18 && d < 9e18) return integer_value(heap, int64_t(d));
  if (std::isnan(d)) return IntegerStatus::NotANumber;
  if (std::isinf(d)) return IntegerStatus::NotFinite;
  Limb limbs[numbers::kMaximumDoubleLimbs];
  return integer_from_limbs(heap, limbs, numbers::from_double(limbs, d));
}

IntegerResult integer_from_limbs(Heap& heap, const Limb* limbs, SignedLength length) {
  const int64_t count = length < 0 ? -length : length;
  if (count == 0) return Value::integer(0);
  if (count == 1) {
    if (limbs[0] <= uint64_t(Value::kMaxInt))
      return Value::integer(length < 0 ? -int64_t(limbs[0]) : int64_t(limbs[0]));
    if (length < 0 && limbs[0] == uint64_t{1} << 48) return Value::integer(Value::kMinInt);
  }
  BigInt* result = new_bigint(heap, count);
  if (result == nullptr) return IntegerStatus::TooLarge;
  memcpy(result->limbs_, limbs, size_t(count) * sizeof(Limb));
  result->signed_length_ = length;
  return Value(result);
}

IntegerResult integer_from_digits(Heap& heap, std::string_view digits, int base, bool negative) {
  const size_t bound = numbers::from_digits_result_limbs(digits.size(), base);
  numbers::LimbBuffer limbs;
  if (bound == numbers::kTooManyLimbs || !limbs.try_reserve(bound)) return IntegerStatus::TooLarge;
  const SignedLength length = numbers::from_digits(limbs.data(), digits.data(), digits.size(), base);
  return integer_from_limbs(heap, limbs.data(), negative ? -length : length);
}

namespace {

// Writes the decimal digits of `i` backwards from `end`; returns their start.
char* write_decimal(char* end, int64_t i) {
  uint64_t rest = i < 0 ? uint64_t{0} - uint64_t(i) : uint64_t(i);
  do {
    *--end = char('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (i < 0) *--end = '-';
  return end;
}

}  // namespace

String* integer_to_string(Heap& heap, Value a, int base) {
  if (base == 10 && !a.is_object()) {
    char text[24];
    const char* start = write_decimal(text + sizeof(text), small(a));
    return string_from_latin1(heap, {start, size_t(text + sizeof(text) - start)});
  }
  const IntegerOperand x(a);
  numbers::AsciiBuffer text;
  if (!text.try_reserve(numbers::to_digits_capacity(x, base))) return nullptr;
  return string_from_latin1(heap, {text.data(), numbers::to_digits(text.data(), x, base)});
}

void append_integer(ByteBuilder& out, Value a, int base, std::string_view prefix) {
  const IntegerOperand x(a);
  numbers::AsciiBuffer text;
  text.reserve(numbers::to_digits_capacity(x, base));
  const std::string_view digits(text.data(), numbers::to_digits(text.data(), x, base));
  const bool negative = digits.starts_with('-');
  if (negative) out.append(uint8_t('-'));
  out.append(prefix);
  out.append(digits.substr(negative));
}

}  // namespace taipan
