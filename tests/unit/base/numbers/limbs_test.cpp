// Edge cases of big-integer arithmetic; the random ones are in tests/differential/numbers/.
#include "base/numbers/limbs.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace taipan::numbers {
namespace {

// An integer that owns its limbs.
struct Number {
  std::vector<Limb> limbs;
  SignedLength length = 0;
  IntegerView view() const { return IntegerView::of(limbs.data(), length); }
};

Number number(std::string digits) {
  const bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  Number result;
  result.limbs.resize(from_digits_result_limbs(digits.size(), 10));
  result.length = from_digits(result.limbs.data(), digits.data(), digits.size(), 10);
  if (negative) result.length = -result.length;
  return result;
}

std::string text(IntegerView a, int base = 10) {
  std::string digits(to_digits_capacity(a, base), ' ');
  digits.resize(to_digits(digits.data(), a, base));
  return digits;
}

template <typename Size, typename Operation>
std::string apply(Size size, Operation operation, const Number& a, const Number& b) {
  std::vector<Limb> result(size(a.view(), b.view()));
  const SignedLength length = operation(result.data(), a.view(), b.view());
  return text(IntegerView::of(result.data(), length));
}

const char kBig[] = "340282366920938463463374607431768211456";  // 2^128

TEST(Limbs, SmallestMachineIntegerHasOneLimb) {
  const SmallInteger small(std::numeric_limits<int64_t>::min());
  EXPECT_EQ(text(small.view()), "-9223372036854775808");
  int64_t back;
  ASSERT_TRUE(to_int64(small.view(), &back));
  EXPECT_EQ(back, std::numeric_limits<int64_t>::min());
}

TEST(Limbs, TwoToTheSixtyThreeIsNoMachineInteger) {
  int64_t back;
  EXPECT_FALSE(to_int64(number("9223372036854775808").view(), &back));
}

TEST(Limbs, SumCarriesIntoANewLimb) {
  EXPECT_EQ(apply(add_result_limbs, add, number("18446744073709551615"), number("1")), "18446744073709551616");
}

TEST(Limbs, DifferenceOfEqualsIsZeroWithoutSign) {
  const Number a = number(kBig);
  std::vector<Limb> result(subtract_result_limbs(a.view(), a.view()));
  EXPECT_EQ(subtract(result.data(), a.view(), a.view()), 0);
}

TEST(Limbs, FloorDivisionRoundsTowardsMinusInfinity) {
  EXPECT_EQ(apply(quotient_result_limbs, floor_divide, number("-7"), number("2")), "-4");
  EXPECT_EQ(apply(quotient_result_limbs, floor_divide, number("7"), number("-2")), "-4");
  EXPECT_EQ(apply(quotient_result_limbs, floor_divide, number("-1"), number(kBig)), "-1");
}

TEST(Limbs, RemainderHasTheSignOfTheDivisor) {
  EXPECT_EQ(apply(remainder_result_limbs, floor_remainder, number("-7"), number("3")), "2");
  EXPECT_EQ(apply(remainder_result_limbs, floor_remainder, number("7"), number("-3")), "-2");
  EXPECT_EQ(apply(remainder_result_limbs, floor_remainder, number("-1"), number(kBig)),
            "340282366920938463463374607431768211455");
}

TEST(Limbs, TrueDivisionOfHugeNumbersIsCorrectlyRounded) {
  double quotient;
  ASSERT_TRUE(true_divide(number("9007199254740993").view(), number("1").view(), &quotient));
  EXPECT_EQ(quotient, 9007199254740992.0);
  ASSERT_TRUE(true_divide(number("1").view(), number("3").view(), &quotient));
  EXPECT_EQ(quotient, 1.0 / 3.0);
}

TEST(Limbs, TrueDivisionTellsOfAnOverflow) {
  const Number ten = number("10");
  std::vector<Limb> power_limbs(power_result_limbs(ten.view(), 400));
  const SignedLength length = power(power_limbs.data(), ten.view(), 400);
  double quotient;
  EXPECT_FALSE(true_divide(IntegerView::of(power_limbs.data(), length), number("3").view(), &quotient));
}

TEST(Limbs, BitOperationsSeeTwosComplement) {
  EXPECT_EQ(apply(bitwise_result_limbs, bitwise_and, number("-1"), number(kBig)), kBig);
  EXPECT_EQ(apply(bitwise_result_limbs, bitwise_or, number("-2"), number("1")), "-1");
  EXPECT_EQ(apply(bitwise_result_limbs, bitwise_xor, number("-1"), number("-1")), "0");
}

TEST(Limbs, RightShiftOfANegativeNumberFloors) {
  std::vector<Limb> result(4);
  const Number a = number("-5");
  EXPECT_EQ(text(IntegerView::of(result.data(), shift_right(result.data(), a.view(), 1))), "-3");
  EXPECT_EQ(text(IntegerView::of(result.data(), shift_right(result.data(), a.view(), 1000))), "-1");
}

TEST(Limbs, AShiftBeyondMemoryIsRefusedByItsSize) {
  EXPECT_EQ(shift_left_result_limbs(number("1").view(), UINT64_MAX), kTooManyLimbs);
  EXPECT_EQ(power_result_limbs(number("3").view(), UINT64_MAX), kTooManyLimbs);
}

TEST(Limbs, PowersOfOneAndZeroNeedNoMemory) {
  EXPECT_EQ(power_result_limbs(number("-1").view(), UINT64_MAX), 1u);
  Limb result;
  EXPECT_EQ(power(&result, number("-1").view(), UINT64_MAX), -1);
  EXPECT_EQ(power(&result, number("0").view(), 0), 1);
}

TEST(Limbs, InverseExistsOnlyForCoprimeNumbers) {
  Limb result[1];
  EXPECT_EQ(power_modulo(result, number("2").view(), number("-1").view(), number("4").view()).status,
            ModularPowerStatus::NotInvertible);
  const ModularPower inverse = power_modulo(result, number("3").view(), number("-1").view(), number("7").view());
  EXPECT_EQ(text(IntegerView::of(result, inverse.length)), "5");
}

TEST(Limbs, RoundsToDoublesHalfToEven) {
  double value;
  ASSERT_TRUE(to_double(number("9007199254740995").view(), &value));
  EXPECT_EQ(value, 9007199254740996.0);
  ASSERT_TRUE(to_double(number("9007199254740993").view(), &value));
  EXPECT_EQ(value, 9007199254740992.0);
}

TEST(Limbs, ComparesExactlyWithDoubles) {
  EXPECT_EQ(compare_with_double(number("9007199254740993").view(), 9007199254740992.0), 1);
  EXPECT_EQ(compare_with_double(int64_t{1}, 1.5), -1);
  EXPECT_EQ(compare_with_double(number(kBig).view(), HUGE_VAL), -1);
  EXPECT_EQ(compare_with_double(std::numeric_limits<int64_t>::max(), 9223372036854775808.0), -1);
}

TEST(Limbs, MinusOneIsNegativeInAnyNumberOfBytes) {
  uint8_t bytes[3];
  const SmallInteger minus_one(-1);
  EXPECT_EQ(to_bytes(bytes, 3, minus_one.view(), ByteOrder::Big, Signedness::TwosComplement), ToBytesStatus::Ok);
  EXPECT_EQ(bytes[0], 0xff);
  EXPECT_EQ(to_bytes(bytes, 3, minus_one.view(), ByteOrder::Big, Signedness::Unsigned),
            ToBytesStatus::NegativeToUnsigned);
  EXPECT_EQ(to_bytes(bytes, 1, SmallInteger(128).view(), ByteOrder::Big, Signedness::TwosComplement),
            ToBytesStatus::TooBig);
}

TEST(Limbs, WritesInAllBases) {
  EXPECT_EQ(text(number(kBig).view(), 2), "1" + std::string(128, '0'));
  EXPECT_EQ(text(number(kBig).view(), 16), "1" + std::string(32, '0'));
  EXPECT_EQ(text(number("-35").view(), 36), "-z");
}

TEST(Limbs, RoundsToPowersOfTenHalfToEven) {
  const auto rounded = [](const char* digits, uint64_t places) {
    const Number a = number(digits);
    std::vector<Limb> result(round_to_power_of_ten_result_limbs(a.view(), places));
    return text(IntegerView::of(result.data(), round_to_power_of_ten(result.data(), a.view(), places)));
  };
  EXPECT_EQ(rounded("25", 1), "20");
  EXPECT_EQ(rounded("35", 1), "40");
  EXPECT_EQ(rounded("-15", 1), "-20");
  EXPECT_EQ(rounded("5", 1), "0");
  EXPECT_EQ(rounded("6", 1), "10");
  EXPECT_EQ(rounded("99999999999999999999", 19), "100000000000000000000");
}

}  // namespace
}  // namespace taipan::numbers
