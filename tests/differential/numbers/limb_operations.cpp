// tests/differential/numbers/limb_operations.cpp -- the driver's operations on big integers.

#include "base/numbers/limbs.h"
#include "base/numbers/number_hash.h"
#include "driver.h"

namespace taipan::differential {
namespace {

using numbers::IntegerView;
using numbers::Limb;
using numbers::LimbBuffer;
using numbers::SignedLength;

// A result buffer of exactly the announced size, with a canary behind it.
class Result {
 public:
  explicit Result(size_t size) : limbs_(size + 1, kCanary), size_(size) {}
  Limb* data() { return limbs_.data(); }
  std::string print(SignedLength length) {
    if (limbs_[size_] != kCanary) return "wrote beyond the announced size";
    return print_integer(limbs_.data(), length);
  }

 private:
  static constexpr Limb kCanary = 0xfeedfacecafebeef;
  std::vector<Limb> limbs_;
  size_t size_;
};

template <size_t (*kSize)(IntegerView, IntegerView), SignedLength (*kOperation)(Limb*, IntegerView, IntegerView)>
std::string binary(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const Integer b = parse_integer(arguments[1]);
  Result result(kSize(a.view(), b.view()));
  const SignedLength length = kOperation(result.data(), a.view(), b.view());
  return result.print(length);
}

template <size_t (*kSize)(IntegerView, uint64_t), SignedLength (*kOperation)(Limb*, IntegerView, uint64_t)>
std::string with_count(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const auto count = static_cast<uint64_t>(parse_int64(arguments[1]));
  const size_t size = kSize(a.view(), count);
  if (size == numbers::kTooManyLimbs) return "too many";
  Result result(size);
  const SignedLength length = kOperation(result.data(), a.view(), count);
  return result.print(length);
}

std::string square(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  Result result(numbers::multiply_result_limbs(a.view(), a.view()));
  const SignedLength length = numbers::multiply(result.data(), a.view(), a.view());
  return result.print(length);
}

std::string floor_divide_with_remainder(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const Integer b = parse_integer(arguments[1]);
  Result quotient(numbers::quotient_result_limbs(a.view(), b.view()));
  Result remainder(numbers::remainder_result_limbs(a.view(), b.view()));
  const auto lengths = numbers::floor_divide_with_remainder(quotient.data(), remainder.data(), a.view(), b.view());
  return quotient.print(lengths.quotient) + " " + remainder.print(lengths.remainder);
}

std::string true_divide(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const Integer b = parse_integer(arguments[1]);
  double result;
  return numbers::true_divide(a.view(), b.view(), &result) ? print_double(result) : "too large";
}

std::string power_modulo(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const Integer b = parse_integer(arguments[1]);
  const Integer c = parse_integer(arguments[2]);
  Result result(c.limbs.size());
  const auto power = numbers::power_modulo(result.data(), a.view(), b.view(), c.view());
  return power.status == numbers::ModularPowerStatus::Ok ? result.print(power.length) : "not invertible";
}

std::string square_root(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  Result result(numbers::square_root_result_limbs(a.view()));
  const SignedLength length = numbers::square_root(result.data(), a.view());
  uint64_t small;
  if (numbers::to_uint64(a.view(), &small)) {
    const Integer root = parse_integer(print_integer(result.data(), length));
    if ((root.limbs.empty() ? 0 : root.limbs[0]) != numbers::square_root(small)) return "small root differs";
  }
  return result.print(length);
}

std::string invert(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  Result result(numbers::invert_result_limbs(a.view()));
  const SignedLength length = numbers::invert(result.data(), a.view());
  return result.print(length);
}

std::string bits(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  return std::to_string(numbers::bit_length(a.view())) + " " + std::to_string(numbers::bit_count(a.view()));
}

std::string compare(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const Integer b = parse_integer(arguments[1]);
  const int order = numbers::compare(a.view(), b.view());
  return order < 0 ? "-1" : order > 0 ? "1" : "0";
}

std::string compare_with_double(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const double b = parse_double(arguments[1]);
  const int order = numbers::compare_with_double(a.view(), b);
  int64_t small;
  if (numbers::to_int64(a.view(), &small) && numbers::compare_with_double(small, b) != order) return "small differs";
  return std::to_string(order);
}

std::string to_double(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  double result;
  return numbers::to_double(a.view(), &result) ? print_double(result) : "too large";
}

std::string from_double(const Arguments& arguments) {
  const double value = parse_double(arguments[0]);
  Result result(numbers::from_double_result_limbs(value));
  const SignedLength length = numbers::from_double(result.data(), value);
  return result.print(length);
}

std::string hash(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const int64_t hash = numbers::hash_integer(a.view());
  int64_t small;
  if (numbers::to_int64(a.view(), &small) && numbers::hash_integer(small) != hash) return "small differs";
  return std::to_string(hash);
}

std::string hash_double(const Arguments& arguments) {
  return std::to_string(numbers::hash_double(parse_double(arguments[0])));
}

std::string hash_complex(const Arguments& arguments) {
  return std::to_string(numbers::hash_complex(numbers::hash_double(parse_double(arguments[0])),
                                              numbers::hash_double(parse_double(arguments[1]))));
}

// a, count, order, signedness.
std::string to_bytes(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  std::vector<uint8_t> bytes(static_cast<size_t>(parse_int64(arguments[1])));
  const auto order = arguments[2] == "little" ? numbers::ByteOrder::Little : numbers::ByteOrder::Big;
  const auto kind = arguments[3] == "signed" ? numbers::Signedness::TwosComplement : numbers::Signedness::Unsigned;
  switch (numbers::to_bytes(bytes.data(), bytes.size(), a.view(), order, kind)) {
    case numbers::ToBytesStatus::Ok:
      return print_bytes(bytes.data(), bytes.size());
    case numbers::ToBytesStatus::TooBig:
      return "too big";
    case numbers::ToBytesStatus::NegativeToUnsigned:
      return "negative";
  }
  return "";
}

std::string from_bytes(const Arguments& arguments) {
  const std::vector<uint8_t> bytes = parse_bytes(arguments[0]);
  const auto order = arguments[1] == "little" ? numbers::ByteOrder::Little : numbers::ByteOrder::Big;
  const auto kind = arguments[2] == "signed" ? numbers::Signedness::TwosComplement : numbers::Signedness::Unsigned;
  Result result(numbers::from_bytes_result_limbs(bytes.size()));
  const SignedLength length = numbers::from_bytes(result.data(), bytes.data(), bytes.size(), order, kind);
  return result.print(length);
}

std::string to_digits(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  const int base = static_cast<int>(parse_int64(arguments[1]));
  const size_t capacity = numbers::to_digits_capacity(a.view(), base);
  std::string digits(capacity, '?');
  const size_t written = numbers::to_digits(digits.data(), a.view(), base);
  if (written > capacity) return "wrote beyond the announced size";
  digits.resize(written);
  if (base == 10 && numbers::decimal_digit_count(a.view()) != written - (a.negative ? 1 : 0)) return "count differs";
  return digits;
}

std::string from_digits(const Arguments& arguments) {
  const int base = static_cast<int>(parse_int64(arguments[1]));
  Result result(numbers::from_digits_result_limbs(arguments[0].size(), base));
  const SignedLength length = numbers::from_digits(result.data(), arguments[0].data(), arguments[0].size(), base);
  return result.print(length);
}

std::string factorial(const Arguments& arguments) {
  LimbBuffer result;
  SignedLength length;
  if (!numbers::factorial(result, static_cast<uint64_t>(parse_int64(arguments[0])), &length)) return "too many";
  return print_integer(result.data(), length);
}

template <bool (*kOperation)(LimbBuffer&, IntegerView, uint64_t, SignedLength*)>
std::string selections(const Arguments& arguments) {
  LimbBuffer result;
  SignedLength length;
  const Integer n = parse_integer(arguments[0]);
  if (!kOperation(result, n.view(), static_cast<uint64_t>(parse_int64(arguments[1])), &length)) return "too many";
  return print_integer(result.data(), length);
}

std::string fraction_and_exponent(const Arguments& arguments) {
  const Integer a = parse_integer(arguments[0]);
  int64_t exponent;
  const double fraction = numbers::to_fraction_and_exponent(a.view(), &exponent);
  return print_double(fraction) + " " + std::to_string(exponent);
}

}  // namespace

using namespace numbers;

const std::vector<OperationRow> kLimbOperations = {
    {"add", binary<add_result_limbs, add>},
    {"subtract", binary<subtract_result_limbs, subtract>},
    {"multiply", binary<multiply_result_limbs, multiply>},
    {"square", square},
    {"and", binary<bitwise_result_limbs, bitwise_and>},
    {"or", binary<bitwise_result_limbs, bitwise_or>},
    {"xor", binary<bitwise_result_limbs, bitwise_xor>},
    {"invert", differential::invert},
    {"gcd", binary<gcd_result_limbs, numbers::gcd>},
    {"floor_divide", binary<quotient_result_limbs, floor_divide>},
    {"floor_remainder", binary<remainder_result_limbs, floor_remainder>},
    {"divmod", differential::floor_divide_with_remainder},
    {"true_divide", differential::true_divide},
    {"shift_left", with_count<shift_left_result_limbs, shift_left>},
    {"shift_right", with_count<shift_right_result_limbs, shift_right>},
    {"power", with_count<power_result_limbs, power>},
    {"round_to_power_of_ten", with_count<round_to_power_of_ten_result_limbs, round_to_power_of_ten>},
    {"power_modulo", differential::power_modulo},
    {"square_root", differential::square_root},
    {"bits", bits},
    {"compare", differential::compare},
    {"compare_with_double", differential::compare_with_double},
    {"to_double", differential::to_double},
    {"from_double", differential::from_double},
    {"hash", hash},
    {"hash_double", differential::hash_double},
    {"hash_complex", differential::hash_complex},
    {"to_bytes", differential::to_bytes},
    {"from_bytes", differential::from_bytes},
    {"to_digits", differential::to_digits},
    {"from_digits", differential::from_digits},
    {"factorial", differential::factorial},
    {"combinations", selections<combinations>},
    {"permutations", selections<permutations>},
    {"fraction_and_exponent", fraction_and_exponent},
};

}  // namespace taipan::differential
