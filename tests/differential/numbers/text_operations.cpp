// tests/differential/numbers/text_operations.cpp -- the driver's operations that read and write numbers.

#include "base/numbers/float_text.h"
#include "base/numbers/integer_text.h"
#include "driver.h"

namespace taipan::differential {
namespace {

std::string take(const numbers::AsciiBuffer& buffer) {
  return {buffer.data(), buffer.size()};
}

std::string read_integer(const Arguments& arguments) {
  const std::u32string text = parse_text(arguments[0]);
  numbers::IntegerText integer;
  switch (numbers::read_integer(view_of(text), static_cast<int>(parse_int64(arguments[1])), numbers::kDefaultDigitLimit,
                                &integer)) {
    case numbers::IntegerTextError::InvalidBase:
      return "base";
    case numbers::IntegerTextError::InvalidLiteral:
      return "invalid";
    case numbers::IntegerTextError::TooManyDigits: {
      numbers::AsciiBuffer message;
      numbers::append_too_many_digits_message(message, numbers::kDefaultDigitLimit, integer.digits.size());
      return take(message);
    }
    case numbers::IntegerTextError::None:
      break;
  }
  numbers::LimbBuffer limbs(numbers::from_digits_result_limbs(integer.digits.size(), integer.base));
  const auto length = numbers::from_digits(limbs.data(), integer.digits.data(), integer.digits.size(), integer.base);
  const std::string printed = print_integer(limbs.data(), integer.negative ? -length : length);
  int64_t small;
  if (integer.to_int64(&small) && print_integer(numbers::SmallInteger(small).view()) != printed) return "small differs";
  return printed;
}

std::string write_limit(const Arguments& arguments) {
  return numbers::exceeds_digit_limit(parse_integer(arguments[0]).view(), static_cast<int>(parse_int64(arguments[1])))
             ? "refused"
             : "written";
}

std::string float_repr(const Arguments& arguments) {
  numbers::AsciiBuffer out;
  numbers::append_float_repr(out, parse_double(arguments[0]));
  return take(out);
}

std::string complex_repr(const Arguments& arguments) {
  numbers::AsciiBuffer out;
  numbers::append_complex_repr(out, parse_double(arguments[0]), parse_double(arguments[1]));
  return take(out);
}

std::string float_hex(const Arguments& arguments) {
  numbers::AsciiBuffer out;
  numbers::append_float_hex(out, parse_double(arguments[0]));
  return take(out);
}

std::string read_float(const Arguments& arguments) {
  const std::u32string text = parse_text(arguments[0]);
  double value;
  return numbers::read_float(view_of(text), &value) ? print_double(value) : "invalid";
}

std::string read_complex(const Arguments& arguments) {
  const std::u32string text = parse_text(arguments[0]);
  double real;
  double imaginary;
  if (!numbers::read_complex(view_of(text), &real, &imaginary)) return "invalid";
  return print_double(real) + " " + print_double(imaginary);
}

std::string read_float_hex(const Arguments& arguments) {
  const std::u32string text = parse_text(arguments[0]);
  double value;
  switch (numbers::read_float_hex(view_of(text), &value)) {
    case numbers::HexFloatError::None:
      return print_double(value);
    case numbers::HexFloatError::Invalid:
      return std::string(numbers::kInvalidHexFloatMessage);
    case numbers::HexFloatError::TooLarge:
      return std::string(numbers::kHexFloatTooLargeMessage);
  }
  return "";
}

std::string binary_fraction(const Arguments& arguments) {
  const numbers::BinaryFraction fraction = numbers::to_binary_fraction(parse_double(arguments[0]));
  return std::to_string(fraction.mantissa) + " " + std::to_string(fraction.exponent);
}

std::string round_to_digits(const Arguments& arguments) {
  double result;
  if (numbers::round_to_digits(parse_double(arguments[0]), parse_int64(arguments[1]), &result) !=
      numbers::RoundError::None) {
    return std::string(numbers::kRoundedTooLargeMessage);
  }
  return print_double(result);
}

std::string round_half_even(const Arguments& arguments) {
  return print_double(numbers::round_half_even(parse_double(arguments[0])));
}

}  // namespace

const std::vector<OperationRow> kTextOperations = {
    {"read_integer", read_integer},
    {"write_limit", write_limit},
    {"float_repr", float_repr},
    {"complex_repr", complex_repr},
    {"float_hex", float_hex},
    {"read_float", read_float},
    {"read_complex", read_complex},
    {"read_float_hex", read_float_hex},
    {"binary_fraction", binary_fraction},
    {"round_to_digits", round_to_digits},
    {"round_half_even", round_half_even},
};

}  // namespace taipan::differential
