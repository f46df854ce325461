// python/syntax/number_literal.cpp -- the value of a number token.
//
// Room       Syntax. The tokenizer has checked the form already.
// Tests      tests/unit/python/syntax/parser_test.cpp
#include <charconv>
#include <limits>

#include "python/syntax/literals.h"

namespace taipan::syntax {

namespace {

// The text without underscores.
std::string_view without_underscores(Arena& arena, std::string_view text) {
  if (text.find('_') == std::string_view::npos) return text;
  char* digits = arena.allocate_array<char>(text.size());
  size_t count = 0;
  for (char c : text) {
    if (c != '_') digits[count++] = c;
  }
  return {digits, count};
}

// Whether a number that no double can hold is huge rather than tiny: looks at the place of the first digit.
bool is_huge(std::string_view text) {
  int64_t exponent = 0;
  const size_t letter = text.find_first_of("eE");
  if (letter != std::string_view::npos) {
    std::string_view digits = text.substr(letter + 1);
    if (digits.front() == '+') digits.remove_prefix(1);
    const bool negative = digits.front() == '-';
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (result.ec != std::errc()) return !negative;
    text = text.substr(0, letter);
  }
  const size_t period = text.find('.') == std::string_view::npos ? text.size() : text.find('.');
  const size_t first = text.find_first_of("123456789");
  if (first == std::string_view::npos) return false;
  return static_cast<int64_t>(period) - static_cast<int64_t>(first) + exponent > 0;
}

double parse_double(std::string_view text) {
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) return is_huge(text) ? std::numeric_limits<double>::infinity() : 0.0;
  return value;
}

int radix_of(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return 10;
  switch (text[1] | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 10;
  }
}

}  // namespace

bool evaluate_number(ParseContext& context, const Token& token, ast::ConstantValue& value, LiteralError& error) {
  std::string_view text = without_underscores(context.arena, token.text());
  const int radix = radix_of(text);
  if (radix == 10) {
    if ((text.back() | 0x20) == 'j') {
      value.kind = ast::ConstantKind::Imaginary;
      value.number = parse_double(text.substr(0, text.size() - 1));
      return true;
    }
    if (text.find_first_of(".eE") != std::string_view::npos) {
      value.kind = ast::ConstantKind::Float;
      value.number = parse_double(text);
      return true;
    }
  } else {
    text.remove_prefix(2);
  }
  const size_t digit_count = text.size();
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  value.kind = ast::ConstantKind::Int;
  value.radix = static_cast<uint8_t>(radix);
  value.text = text;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value.integer, radix);
  value.fits_int64 = result.ec == std::errc();
  const auto limit = static_cast<size_t>(context.options.int_max_str_digits);
  if (radix == 10 && limit != 0 && digit_count > limit) {
    error.message = "Exceeds the limit (" + std::to_string(limit) +
                    " digits) for integer string conversion: value has " + std::to_string(digit_count) +
                    " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
                    "integer literals to avoid decimal conversion limits.";
    error.without_place = true;
    return false;
  }
  return true;
}

}  // namespace taipan::syntax
