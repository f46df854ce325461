// Integers: canonical results, laws, failures, conversions. The limbs below have tests of their own.
#include "vm/integer.h"

#include <cmath>
#include <limits>
#include <random>

#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::VmTest;

class IntegerTest : public VmTest {
 protected:
  Value number(std::string_view digits) {
    const bool negative = digits.starts_with('-');
    return integer_from_digits(heap(), digits.substr(negative), 10, negative).value;
  }
  Value number(int64_t i) { return integer_value(heap(), i); }
  std::string text_of(Value v, int base = 10) { return test::utf8_of(integer_to_string(heap(), v, base)); }
  static std::string text_of(__int128 wide) {
    std::string s;
    const bool negative = wide < 0;
    do {
      s.insert(s.begin(), char('0' + int(negative ? -(wide % 10) : wide % 10)));
      wide /= 10;
    } while (wide != 0);
    return negative ? "-" + s : s;
  }
  Value random_integer() {
    const unsigned limbs = random_() % 6;
    if (limbs == 0) return number(int64_t(random_()) >> (random_() % 64));
    numbers::Limb data[40];
    const unsigned count = random_() % 8 == 0 ? 30 : limbs;
    for (unsigned i = 0; i < count; ++i)
      data[i] = random_() % 5 == 0 ? 0 : random_() % 5 == 0 ? ~uint64_t{0} : random_();
    if (data[count - 1] == 0) data[count - 1] = 1;
    return integer_from_limbs(heap(), data, random_() % 2 == 0 ? int64_t(count) : -int64_t(count)).value;
  }
  void expect_canonical(Value v) {
    int64_t i;
    if (integer_to_int64(v, &i) && Value::fits_int(i)) {
      ASSERT_TRUE(v.is_int());
    } else {
      ASSERT_TRUE(is_exact_bigint(v));
      const auto* big = v.as<BigInt>();
      ASSERT_NE(big->limbs_[big->length() - 1], 0u);
    }
  }
  void expect_equal(const IntegerResult& a, Value b) {
    ASSERT_TRUE(a.ok());
    expect_canonical(a.value);
    ASSERT_TRUE(integer_equal(a.value, b)) << text_of(a.value) << " and " << text_of(b);
  }
  std::mt19937_64 random_{29};
};

TEST_F(IntegerTest, MachineIntegersAgreeWithWiderOnes) {
  const int64_t edges[] = {
      0, 1, -1, 2, -2, 7, -7, 1000, Value::kMaxInt, Value::kMinInt, Value::kMaxInt - 1, INT64_MAX, INT64_MIN};
  for (const int64_t a : edges) {
    for (const int64_t b : edges) {
      const __int128 x = a, y = b;
      EXPECT_EQ(text_of(integer_add(heap(), number(a), number(b)).value), text_of(x + y));
      EXPECT_EQ(text_of(integer_subtract(heap(), number(a), number(b)).value), text_of(x - y));
      EXPECT_EQ(text_of(integer_multiply(heap(), number(a), number(b)).value), text_of(x * y));
      EXPECT_EQ(text_of(integer_and(heap(), number(a), number(b)).value), text_of(x & y));
      EXPECT_EQ(text_of(integer_or(heap(), number(a), number(b)).value), text_of(x | y));
      EXPECT_EQ(text_of(integer_xor(heap(), number(a), number(b)).value), text_of(x ^ y));
      EXPECT_EQ(integer_compare(number(a), number(b)), (a > b) - (a < b));
      if (b == 0) continue;
      const __int128 quotient = x / y - ((x % y != 0) && ((x < 0) != (y < 0)));
      EXPECT_EQ(text_of(integer_floor_divide(heap(), number(a), number(b)).value), text_of(quotient));
      EXPECT_EQ(text_of(integer_remainder(heap(), number(a), number(b)).value), text_of(x - quotient * y));
    }
    EXPECT_EQ(text_of(integer_negate(heap(), number(a)).value), text_of(-__int128{a}));
    EXPECT_EQ(text_of(integer_invert(heap(), number(a)).value), text_of(~__int128{a}));
    EXPECT_EQ(text_of(number(a)), text_of(__int128{a}));
  }
}

TEST_F(IntegerTest, LawsHoldForAllSizes) {
  for (int round = 0; round < 3000; ++round) {
    const Value a = random_integer(), b = random_integer();
    expect_canonical(a);
    const Value sum = integer_add(heap(), a, b).value;
    expect_equal(integer_subtract(heap(), sum, b), a);
    expect_equal(integer_subtract(heap(), sum, a), b);
    const Value product = integer_multiply(heap(), a, b).value;
    expect_equal(integer_multiply(heap(), b, a), product);
    if (integer_sign(b) != 0) {
      expect_equal(integer_floor_divide(heap(), product, b), a);
      const IntegerDivision division = integer_divmod(heap(), a, b);
      ASSERT_TRUE(division.ok());
      expect_canonical(division.remainder);
      expect_equal(integer_floor_divide(heap(), a, b), division.quotient);
      expect_equal(integer_remainder(heap(), a, b), division.remainder);
      const Value back = integer_multiply(heap(), division.quotient, b).value;
      expect_equal(integer_add(heap(), back, division.remainder), a);
      ASSERT_TRUE(integer_sign(division.remainder) == 0 || integer_sign(division.remainder) == integer_sign(b));
    }
    // a + b == (a ^ b) + 2 * (a & b), and a | b == (a ^ b) + (a & b)
    const Value both = integer_and(heap(), a, b).value, one = integer_xor(heap(), a, b).value;
    expect_equal(integer_add(heap(), one, integer_shift_left(heap(), both, Value::integer(1)).value), sum);
    expect_equal(integer_or(heap(), a, b), integer_add(heap(), one, both).value);
    const Value count = Value::integer(int64_t(random_() % 300));
    const Value shifted = integer_shift_left(heap(), a, count).value;
    expect_equal(integer_shift_right(heap(), shifted, count), a);
    const Value power = integer_power(heap(), Value::integer(2), count).value;
    expect_equal(integer_floor_divide(heap(), a, power), integer_shift_right(heap(), a, count).value);
    expect_equal(integer_add(heap(), integer_invert(heap(), a).value, Value::integer(1)),
                 integer_negate(heap(), a).value);
    for (const int base : {2, 10, 16, 36}) {
      const std::string digits = text_of(a, base);
      const bool negative = digits[0] == '-';
      expect_equal(integer_from_digits(heap(), std::string_view(digits).substr(negative), base, negative), a);
    }
  }
}

TEST_F(IntegerTest, BoolsCountAsZeroAndOne) {
  EXPECT_EQ(integer_add(heap(), Value::true_value(), Value::true_value()).value, Value::integer(2));
  EXPECT_EQ(integer_positive(heap(), Value::true_value()).value, Value::integer(1));
  EXPECT_EQ(integer_negate(heap(), Value::true_value()).value, Value::integer(-1));
  EXPECT_EQ(integer_and(heap(), Value::true_value(), Value::integer(3)).value, Value::integer(1));
  EXPECT_TRUE(integer_equal(Value::false_value(), Value::integer(0)));
}

TEST_F(IntegerTest, FailuresAreStatuses) {
  const Value one = Value::integer(1), zero = Value::integer(0), minus = Value::integer(-1);
  EXPECT_EQ(integer_floor_divide(heap(), one, zero).status, IntegerStatus::DivisionByZero);
  EXPECT_EQ(integer_remainder(heap(), one, Value::false_value()).status, IntegerStatus::DivisionByZero);
  EXPECT_EQ(integer_divmod(heap(), one, zero).status, IntegerStatus::DivisionByZero);
  EXPECT_EQ(integer_shift_left(heap(), one, minus).status, IntegerStatus::NegativeShift);
  EXPECT_EQ(integer_shift_right(heap(), one, minus).status, IntegerStatus::NegativeShift);
  EXPECT_EQ(integer_power(heap(), one, minus).status, IntegerStatus::NegativeExponent);
  EXPECT_EQ(integer_shift_left(heap(), one, Value::integer(int64_t{1} << 47)).status, IntegerStatus::TooLarge);
  EXPECT_EQ(integer_shift_left(heap(), zero, Value::integer(int64_t{1} << 47)).value, zero);
  const Value huge = integer_shift_left(heap(), one, Value::integer(100)).value;
  EXPECT_EQ(integer_shift_left(heap(), one, huge).status, IntegerStatus::TooLarge);
  EXPECT_EQ(integer_shift_right(heap(), minus, huge).value, minus);
  EXPECT_EQ(integer_power(heap(), Value::integer(3), huge).status, IntegerStatus::TooLarge);
  EXPECT_EQ(integer_power(heap(), minus, huge).value, one);
  EXPECT_EQ(integer_power_modulo(heap(), Value::integer(2), minus, Value::integer(4)).status,
            IntegerStatus::NotInvertible);
  EXPECT_EQ(integer_power_modulo(heap(), Value::integer(3), minus, Value::integer(7)).value, Value::integer(5));
  EXPECT_EQ(integer_from_double(heap(), std::numeric_limits<double>::infinity()).status, IntegerStatus::NotFinite);
  EXPECT_EQ(integer_from_double(heap(), std::nan("")).status, IntegerStatus::NotANumber);
}

TEST_F(IntegerTest, PowersAreExact) {
  EXPECT_EQ(text_of(integer_power(heap(), Value::integer(3), Value::integer(100)).value),
            "515377520732011331036461129765621272702107522001");
  EXPECT_EQ(text_of(integer_power(heap(), Value::integer(-2), Value::integer(63)).value), "-9223372036854775808");
  EXPECT_EQ(integer_power(heap(), Value::integer(0), Value::integer(0)).value, Value::integer(1));
}

TEST_F(IntegerTest, ComparisonWithDoublesIsExact) {
  const Value large = integer_value(heap(), (int64_t{1} << 53) + 1);
  EXPECT_EQ(integer_compare_double(large, 0x1p53), 1);
  EXPECT_FALSE(integer_equals_double(large, 0x1p53));
  const Value huge = integer_shift_left(heap(), Value::integer(1), Value::integer(2000)).value;
  EXPECT_EQ(integer_compare_double(huge, std::numeric_limits<double>::infinity()), -1);
  EXPECT_EQ(integer_compare_double(huge, 1e308), 1);
  EXPECT_TRUE(
      integer_equals_double(integer_shift_left(heap(), Value::integer(1), Value::integer(1000)).value, 0x1p1000));
  EXPECT_FALSE(integer_equals_double(huge, std::nan("")));
  EXPECT_EQ(integer_compare_double(Value::integer(1), 1.5), -1);
}

TEST_F(IntegerTest, Conversions) {
  int64_t i;
  uint64_t u;
  double d;
  EXPECT_TRUE(integer_to_int64(number(INT64_MIN), &i));
  EXPECT_EQ(i, INT64_MIN);
  EXPECT_FALSE(integer_to_int64(number("9223372036854775808"), &i));
  EXPECT_TRUE(integer_to_uint64(number("18446744073709551615"), &u));
  EXPECT_EQ(u, UINT64_MAX);
  EXPECT_FALSE(integer_to_uint64(Value::integer(-1), &u));
  EXPECT_EQ(integer_to_int64_clamped(number("-99999999999999999999")), INT64_MIN);
  EXPECT_EQ(integer_low_bits(number("18446744073709551617")), 1u);
  EXPECT_EQ(integer_low_bits(Value::integer(-1)), UINT64_MAX);
  EXPECT_TRUE(integer_to_double(number("100000000000000000000"), &d));
  EXPECT_EQ(d, 1e20);
  EXPECT_FALSE(integer_to_double(integer_power(heap(), Value::integer(10), Value::integer(400)).value, &d));
  EXPECT_EQ(text_of(integer_from_double(heap(), 1e23).value), "99999999999999991611392");
  EXPECT_EQ(integer_from_double(heap(), -2.9).value, Value::integer(-2));
  EXPECT_EQ(integer_bit_length(Value::integer(-256)), 9u);
  EXPECT_EQ(integer_bit_count(Value::integer(-7)), 3u);
  ByteBuilder out;
  append_integer(out, Value::integer(-255), 16, "0x");
  EXPECT_EQ(out.view(), "-0xff");
}

TEST_F(IntegerTest, TrueDivisionRoundsOnce) {
  double d;
  EXPECT_EQ(integer_true_divide(Value::integer(1), Value::integer(3), &d), IntegerStatus::Ok);
  EXPECT_EQ(d, 1.0 / 3);
  EXPECT_EQ(integer_true_divide(Value::integer(1), Value::integer(0), &d), IntegerStatus::DivisionByZero);
  const Value huge = integer_power(heap(), Value::integer(10), Value::integer(400)).value;
  EXPECT_EQ(integer_true_divide(huge, Value::integer(1), &d), IntegerStatus::TooLarge);
  EXPECT_EQ(integer_true_divide(huge, integer_multiply(heap(), huge, Value::integer(4)).value, &d), IntegerStatus::Ok);
  EXPECT_EQ(d, 0.25);
}

TEST_F(IntegerTest, LongResultsMayKeepSpareLimbs) {
  const Value a = integer_power(heap(), Value::integer(7), Value::integer(5000)).value;
  const Value b = integer_subtract(heap(), a, Value::integer(1)).value;
  heap().collect(CollectionKind::Major);
  heap().verify();
  EXPECT_EQ(integer_subtract(heap(), a, b).value, Value::integer(1));
  EXPECT_EQ(text_of(a).size(), 4226u);
}

TEST_F(IntegerTest, SurvivesCollectionsEverywhere) {
  heap().set_stress(1);
  Value factorial = Value::integer(1);
  for (int64_t i = 1; i <= 300; ++i)
    factorial = integer_multiply(heap(), factorial, Value::integer(i)).value;
  for (int64_t i = 300; i >= 1; --i)
    factorial = integer_floor_divide(heap(), factorial, Value::integer(i)).value;
  heap().set_stress(0);
  EXPECT_EQ(factorial, Value::integer(1));
}

}  // namespace
}  // namespace taipan
