// base/numbers/integer_text.cpp -- reading integers from text, and the limit on digits.
//
// Room       Base.
// In / out   See integer_text.h.
// Tests      tests/unit/base/numbers/integer_text_test.cpp, tests/differential/numbers/

#include "base/numbers/integer_text.h"

#include <charconv>

namespace taipan::numbers {
namespace {

// Value of a digit or letter, 99 for anything else.
int alphanumeric_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

int base_of_prefix(char letter) {
  switch (letter | 0x20) {
    case 'x':
      return 16;
    case 'o':
      return 8;
    case 'b':
      return 2;
    default:
      return 0;
  }
}

bool is_power_of_two(int base) {
  return (base & (base - 1)) == 0;
}

void append_number(AsciiBuffer& out, uint64_t number) {
  char text[24];
  const auto written = std::to_chars(text, text + sizeof(text), number);
  out.append(text, static_cast<size_t>(written.ptr - text));
}

void append_text(AsciiBuffer& out, std::string_view text) {
  out.append(text.data(), text.size());
}

}  // namespace

bool IntegerText::to_int64(int64_t* out) const {
  const size_t sure = base <= 10 ? 18 : 12;
  if (digits.size() > sure) return false;
  int64_t value = 0;
  for (const char digit : digits)
    value = value * base + alphanumeric_value(digit);
  *out = negative ? -value : value;
  return true;
}

IntegerTextError read_integer(TextView text, int base, int digit_limit, IntegerText* out) {
  if (base != 0 && (base < 2 || base > 36)) return IntegerTextError::InvalidBase;
  AsciiBuffer ascii;
  if (!to_ascii_number(strip_number_space(text), ascii)) return IntegerTextError::InvalidLiteral;
  const char* cursor = ascii.begin();
  const char* const end = ascii.end();

  out->negative = cursor != end && *cursor == '-';
  if (cursor != end && (*cursor == '-' || *cursor == '+')) ++cursor;

  bool only_zero = false;
  const int named = end - cursor >= 2 && cursor[0] == '0' ? base_of_prefix(cursor[1]) : 0;
  if (named != 0 && (base == 0 || base == named)) {
    base = named;
    cursor += 2;
    if (cursor != end && *cursor == '_') ++cursor;
  } else if (base == 0) {
    base = 10;
    only_zero = cursor != end && *cursor == '0';
  }
  out->base = base;

  out->digits.clear();
  bool after_digit = false;
  for (; cursor != end; ++cursor) {
    if (*cursor == '_') {
      if (!after_digit) return IntegerTextError::InvalidLiteral;
      after_digit = false;
      continue;
    }
    if (alphanumeric_value(*cursor) >= base) break;
    out->digits.push_back(*cursor);
    after_digit = true;
  }
  if (!after_digit) return IntegerTextError::InvalidLiteral;
  // The limit is looked at before what follows the digits, so that refusing is quick.
  if (exceeds_digit_limit(out->digits.size(), base, digit_limit)) return IntegerTextError::TooManyDigits;
  if (cursor != end) return IntegerTextError::InvalidLiteral;
  if (only_zero) {
    for (const char digit : out->digits) {
      if (digit != '0') return IntegerTextError::InvalidLiteral;
    }
  }
  return IntegerTextError::None;
}

bool exceeds_digit_limit(size_t digit_count, int base, int digit_limit) {
  return !is_power_of_two(base) && digit_limit > 0 && digit_count > kDigitLimitThreshold &&
         digit_count > static_cast<size_t>(digit_limit);
}

bool exceeds_digit_limit(IntegerView a, int digit_limit) {
  if (digit_limit <= 0) return false;
  const auto limit = static_cast<uint64_t>(digit_limit < kDigitLimitThreshold ? kDigitLimitThreshold : digit_limit);
  // 10^limit has between 3.32 * limit and 3.33 * limit bits.
  const uint64_t bits = bit_length(a);
  if (bits <= limit * 332 / 100) return false;
  if (bits > limit * 333 / 100 + 1) return true;
  return decimal_digit_count(a) > limit;
}

void append_too_many_digits_message(AsciiBuffer& out, int digit_limit, size_t digit_count) {
  append_text(out, "Exceeds the limit (");
  append_number(out, static_cast<uint64_t>(digit_limit));
  append_text(out, " digits) for integer string conversion: value has ");
  append_number(out, digit_count);
  append_text(out, " digits; use sys.set_int_max_str_digits() to increase the limit");
}

void append_too_long_to_write_message(AsciiBuffer& out, int digit_limit) {
  append_text(out, "Exceeds the limit (");
  append_number(out, static_cast<uint64_t>(digit_limit));
  append_text(out, " digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit");
}

}  // namespace taipan::numbers
