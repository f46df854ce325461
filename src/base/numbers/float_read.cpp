// base/numbers/float_read.cpp -- text to doubles; rounding of doubles to decimal places.
//
// Room       Base.
// In / out   See float_text.h.
// Tests      tests/unit/base/numbers/float_text_test.cpp, tests/differential/numbers/
//
// A scan finds the number's extent; std::from_chars, which rounds correctly, converts it. It does not say in which
// direction a number is out of range, so the scan also finds the decimal exponent of the first digit that is not zero.

#include <bit>
#include <charconv>
#include <cmath>

#include "base/numbers/float_text.h"

namespace taipan::numbers {
namespace {

constexpr int64_t kHugeExponent = 1'000'000'000'000;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Whether `text` begins with `word` (lower case) in any case.
bool begins_with(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if ((text[i] | 0x20) != word[i]) return false;
  }
  return true;
}

// What a scan of "ddd.ddde+dd" found.
struct Scan {
  size_t length = 0;  // 0: no number
  bool is_zero = true;
  int64_t exponent = 0;  // of the first digit that is not zero: 1 for "1", 0 for "0.1"
};

Scan scan_decimal(std::string_view text) {
  Scan scan;
  size_t at = 0;
  size_t digits = 0;
  int64_t exponent = 0;
  for (; at < text.size() && is_digit(text[at]); ++at, ++digits) {
    if (!scan.is_zero) ++exponent;
    if (text[at] != '0' && scan.is_zero) {
      scan.is_zero = false;
      exponent = 1;
    }
  }
  if (at < text.size() && text[at] == '.') {
    size_t fraction = at + 1;
    for (; fraction < text.size() && is_digit(text[fraction]); ++fraction, ++digits) {
      if (!scan.is_zero) continue;
      if (text[fraction] == '0') {
        --exponent;
      } else {
        scan.is_zero = false;
      }
    }
    if (digits != 0) at = fraction;
  }
  if (digits == 0) return {};
  scan.length = at;
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    ++at;
    bool negative = false;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) negative = text[at++] == '-';
    int64_t written = 0;
    const size_t start = at;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      if (written < kHugeExponent) written = written * 10 + (text[at] - '0');
    }
    if (at != start) {
      scan.length = at;
      exponent += negative ? -written : written;
    }
  }
  scan.exponent = exponent;
  return scan;
}

// The value of a number that `scan` measured.
double convert(std::string_view text, const Scan& scan) {
  if (scan.is_zero || scan.exponent < -330) return 0.0;
  if (scan.exponent > 310) return HUGE_VAL;
  double value = 0.0;
  const auto result = std::from_chars(text.data(), text.data() + scan.length, value);
  if (result.ec == std::errc::result_out_of_range) return scan.exponent > 0 ? HUGE_VAL : 0.0;
  return value;
}

size_t read_unsigned_prefix(std::string_view text, double* out) {
  if (begins_with(text, "inf")) {
    *out = HUGE_VAL;
    return begins_with(text, "infinity") ? 8 : 3;
  }
  if (begins_with(text, "nan")) {
    *out = std::nan("");
    return 3;
  }
  const Scan scan = scan_decimal(text);
  if (scan.length != 0) *out = convert(text, scan);
  return scan.length;
}

// Drops underscores in place; false unless each stands between two digits.
bool remove_underscores(AsciiBuffer& text) {
  size_t kept = 0;
  char previous = '\0';
  for (const char c : text) {
    if (c == '_') {
      if (!is_digit(previous)) return false;
    } else {
      if (previous == '_' && !is_digit(c)) return false;
      text[kept++] = c;
    }
    previous = c;
  }
  text.resize(kept);
  return previous != '_';
}

bool clean(TextView text, AsciiBuffer& out) {
  return to_ascii_number(text, out) && remove_underscores(out);
}

std::string_view strip_blanks(std::string_view text) {
  const auto is_space = [](char c) { return is_number_space(static_cast<unsigned char>(c)); };
  while (!text.empty() && is_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()))
    text.remove_suffix(1);
  return text;
}

}  // namespace

size_t read_float_prefix(std::string_view text, double* out) {
  const size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const size_t length = read_unsigned_prefix(text.substr(sign), out);
  if (length == 0) return 0;
  if (sign != 0 && text[0] == '-') *out = -*out;
  return sign + length;
}

bool read_float_literal(std::string_view text, double* out) {
  const Scan scan = scan_decimal(text);
  if (scan.length == 0 || scan.length != text.size()) return false;
  *out = convert(text, scan);
  return true;
}

bool read_float(TextView text, double* out) {
  if (text.width == text::CharWidth::One) {
    // As a rule the text is a number without anything to clean up.
    const std::string_view plain = strip_blanks({reinterpret_cast<const char*>(text.chars1()), text.length});
    const size_t length = read_float_prefix(plain, out);
    if (length != 0 && length == plain.size()) return true;
  }
  AsciiBuffer ascii;
  if (!clean(strip_number_space(text), ascii) || ascii.empty()) return false;
  return read_float_prefix({ascii.data(), ascii.size()}, out) == ascii.size();
}

// number, number sign number 'j', number 'j', number sign 'j', sign 'j' or 'j'; all of it perhaps in parentheses.
bool read_complex(TextView text, double* real, double* imaginary) {
  AsciiBuffer ascii;
  if (!clean(text, ascii)) return false;
  std::string_view rest = strip_blanks({ascii.data(), ascii.size()});
  if (!rest.empty() && rest.front() == '(') {
    if (rest.back() != ')') return false;
    rest = strip_blanks(rest.substr(1, rest.size() - 2));
  }
  const auto is_sign = [&] { return !rest.empty() && (rest.front() == '+' || rest.front() == '-'); };
  const auto is_unit = [&] { return rest.size() == 1 && (rest.front() | 0x20) == 'j'; };
  const auto take_sign = [&] {
    const double sign = is_sign() && rest.front() == '-' ? -1.0 : 1.0;
    if (is_sign()) rest.remove_prefix(1);
    return sign;
  };

  *real = 0.0;
  double number;
  const size_t length = read_float_prefix(rest, &number);
  if (length == 0) {
    *imaginary = take_sign();
    return is_unit();
  }
  rest.remove_prefix(length);
  if (is_sign()) {
    *real = number;
    const size_t second = read_float_prefix(rest, imaginary);
    if (second != 0) {
      rest.remove_prefix(second);
    } else {
      *imaginary = take_sign();
    }
    return is_unit();
  }
  if (is_unit()) {
    *imaginary = number;
    return true;
  }
  *real = number;
  *imaginary = 0.0;
  return rest.empty();
}

// ---- Hexadecimal
// -----------------------------------------------------------------------------------------------------

namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// [0x] hex digits with an optional point, [p exponent]; nothing before or after.
HexFloatError read_hex_number(std::string_view text, double* out) {
  if (text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') text.remove_prefix(2);
  // The first sixteen digits from the first that is not zero make the mantissa; later ones only matter as not zero.
  uint64_t mantissa = 0;
  bool sticky = false;
  bool seen_point = false;
  size_t digits = 0;
  int64_t exponent = 0;
  size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !seen_point) {
      seen_point = true;
      continue;
    }
    const int value = hex_value(c);
    if (value < 0) break;
    ++digits;
    if (mantissa >> 60 == 0) {
      mantissa = mantissa << 4 | static_cast<unsigned>(value);
      if (seen_point) exponent -= 4;
    } else {
      sticky = sticky || value != 0;
      if (!seen_point) exponent += 4;
    }
  }
  if (digits == 0) return HexFloatError::Invalid;
  if (at < text.size() && (text[at] | 0x20) == 'p') {
    ++at;
    bool negative = false;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) negative = text[at++] == '-';
    if (at == text.size() || !is_digit(text[at])) return HexFloatError::Invalid;
    int64_t written = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      if (written < kHugeExponent) written = written * 10 + (text[at] - '0');
    }
    exponent += negative ? -written : written;
  }
  // A number that is too large is reported even when something else follows it.
  *out = round_to_double(mantissa, sticky, exponent);
  if (std::isinf(*out)) return HexFloatError::TooLarge;
  return at == text.size() ? HexFloatError::None : HexFloatError::Invalid;
}

}  // namespace

HexFloatError read_float_hex(TextView text, double* out) {
  AsciiBuffer ascii;
  for (size_t i = 0; i < text.length; ++i) {
    // No other character can belong to the number, but a number before it may still be too large.
    const char32_t point = text.at(i);
    ascii.push_back(point == 0 || point >= 0x80 ? '?' : static_cast<char>(point));
  }
  std::string_view rest = strip_blanks({ascii.data(), ascii.size()});
  const bool negative = !rest.empty() && rest.front() == '-';
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);
  HexFloatError error = HexFloatError::None;
  if (begins_with(rest, "inf") || begins_with(rest, "nan")) {
    if (read_unsigned_prefix(rest, out) != rest.size()) return HexFloatError::Invalid;
  } else {
    error = read_hex_number(rest, out);
  }
  if (negative) *out = -*out;
  return error;
}

// ---- Exact values
// ----------------------------------------------------------------------------------------------------

BinaryFraction to_binary_fraction(double value) {
  if (value == 0) return {0, 0};
  int exponent;
  const auto mantissa = static_cast<int64_t>(std::ldexp(std::frexp(value, &exponent), 53));
  const int zeros = std::countr_zero(static_cast<uint64_t>(mantissa));
  // Dividing keeps the sign; nothing but zero bits is lost.
  return {mantissa / (int64_t{1} << zeros), exponent - 53 + zeros};
}

double round_half_even(double value) {
  const double rounded = std::round(value);
  if (std::fabs(value - rounded) == 0.5) return 2.0 * std::round(value / 2.0);
  return rounded;
}

RoundError round_to_digits(double value, int64_t digits, double* out) {
  *out = value;
  // Beyond 323 places every double is its own rounding, and rounding to 10^309 leaves nothing.
  if (!std::isfinite(value) || value == 0 || digits > 323) return RoundError::None;
  DecimalDigits decimal;
  if (digits >= 0 && digits <= 22 && std::fabs(value) < 1e22) {
    char text[64];
    const auto end =
        std::to_chars(text, text + sizeof(text), value, std::chars_format::fixed, static_cast<int>(digits));
    std::from_chars(text, end.ptr, *out);
    return RoundError::None;
  }
  if (digits >= 0) {
    fraction_digits(value, static_cast<size_t>(digits), &decimal);
  } else {
    int exponent;
    std::frexp(value, &exponent);
    if (digits < -309) {
      *out = std::copysign(0.0, value);
      return RoundError::None;
    }
    // All digits before the point, exactly, then as many of them as are wanted.
    DecimalDigits whole;
    significant_digits(value, 400, &whole);
    const int64_t wanted = whole.point + digits;
    if (wanted < 0) {
      *out = std::copysign(0.0, value);
      return RoundError::None;
    }
    if (wanted > 0) {
      significant_digits(value, static_cast<size_t>(wanted), &decimal);
    } else {
      // Nothing but the rounding decides: above one half of 10^-digits the result is that power.
      const bool up = whole.digits[0] > '5' || (whole.digits[0] == '5' && whole.digits.size() > 1);
      if (up) {
        decimal.digits.push_back('1');
        decimal.point = whole.point + 1;
      }
    }
  }
  if (decimal.digits.empty()) {
    *out = std::copysign(0.0, value);
    return RoundError::None;
  }
  AsciiBuffer text;
  text.append("0.", 2);
  text.append(decimal.digits.data(), decimal.digits.size());
  text.push_back('e');
  char exponent[8];
  const auto written = std::to_chars(exponent, exponent + sizeof(exponent), decimal.point);
  text.append(exponent, static_cast<size_t>(written.ptr - exponent));
  double rounded;
  (void)read_float_literal({text.data(), text.size()}, &rounded);
  if (std::isinf(rounded)) return RoundError::TooLarge;
  *out = std::copysign(rounded, value);
  return RoundError::None;
}

}  // namespace taipan::numbers
