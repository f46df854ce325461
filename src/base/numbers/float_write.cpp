// base/numbers/float_write.cpp -- doubles as decimal and hexadecimal text.
//
// Room       Base.
// In / out   See float_text.h.
// Tests      tests/unit/base/numbers/float_text_test.cpp, tests/differential/numbers/
//
// The digits come from std::to_chars, which is exact. A double has at most 767 significant digits, and its last one
// stands at most 1074 places behind the point: beyond these all digits are zero, and layout supplies them.

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/numbers/float_text.h"

namespace taipan::numbers {
namespace {

constexpr size_t kMaximumSignificantDigits = 767;
constexpr size_t kMaximumFractionDigits = 1074;
constexpr size_t kMaximumIntegerDigits = 309;

void append_text(AsciiBuffer& out, std::string_view text) {
  out.append(text.data(), text.size());
}

void strip_trailing_zeros(AsciiBuffer& digits, size_t minimum) {
  size_t size = digits.size();
  while (size > minimum && digits[size - 1] == '0')
    --size;
  digits.resize(size);
}

// Takes apart "d.ddde-xx" as std::to_chars writes it.
void take_scientific(const char* text, const char* end, DecimalDigits* out) {
  int exponent = 0;
  for (; text != end && *text != 'e'; ++text) {
    if (*text != '.') out->digits.push_back(*text);
  }
  ++text;
  const bool negative_exponent = *text == '-';
  for (++text; text != end; ++text)
    exponent = exponent * 10 + (*text - '0');
  out->point = (negative_exponent ? -exponent : exponent) + 1;
  strip_trailing_zeros(out->digits, 1);
}

void append_exponent(AsciiBuffer& out, int exponent, LetterCase letters) {
  out.push_back(letters == LetterCase::Upper ? 'E' : 'e');
  out.push_back(exponent < 0 ? '-' : '+');
  const int magnitude = exponent < 0 ? -exponent : exponent;
  if (magnitude >= 100) out.push_back(static_cast<char>('0' + magnitude / 100));
  out.push_back(static_cast<char>('0' + magnitude / 10 % 10));
  out.push_back(static_cast<char>('0' + magnitude % 10));
}

// Where the parts of a number stand, in positions counted from its first digit.
struct Layout {
  int64_t digits_end;  // zeros are added up to here
  int64_t point;       // digits before the decimal point; a leading 0 is written when none is
  bool has_exponent;
  int exponent;
};

Layout lay_out(const DecimalDigits& decimal, const FloatFormat& format) {
  const int64_t precision = format.style == FloatStyle::General && format.precision == 0 ? 1 : format.precision;
  int64_t end = static_cast<int64_t>(decimal.digits.size());
  bool has_exponent = false;
  const int point = decimal.point;
  switch (format.style) {
    case FloatStyle::Shortest:
      has_exponent = point <= -4 || point > 16;
      break;
    case FloatStyle::Exponent:
      has_exponent = true;
      end = precision + 1;
      break;
    case FloatStyle::Fixed:
      end = point + precision;
      break;
    case FloatStyle::General:
      has_exponent = point <= -4 || point > precision - (format.keep_point_zero ? 1 : 0);
      if (format.alternate) end = precision;
      break;
  }
  const int64_t shown_point = has_exponent ? 1 : point;
  const int64_t least_end = shown_point + (!has_exponent && format.keep_point_zero ? 1 : 0);
  return {end > least_end ? end : least_end, shown_point, has_exponent, point - 1};
}

bool append_layout(AsciiBuffer& out, const DecimalDigits& decimal, const Layout& layout, const FloatFormat& format) {
  const size_t leading_zeros = layout.point < 0 ? static_cast<size_t>(-layout.point) : 0;
  const size_t length = leading_zeros + static_cast<size_t>(layout.digits_end < 0 ? 0 : layout.digits_end) + 16;
  if (!out.try_reserve(out.size() + length)) return false;

  const auto available = static_cast<int64_t>(decimal.digits.size());
  const auto append_range = [&](int64_t start, int64_t end) {
    const int64_t real_end = end < available ? end : available;
    if (start < real_end) out.append(decimal.digits.data() + start, static_cast<size_t>(real_end - start));
    const int64_t zeros_start = start > available ? start : available;
    if (end > zeros_start) out.append_repeated('0', static_cast<size_t>(end - zeros_start));
  };

  if (layout.point <= 0) {
    out.push_back('0');
  } else {
    append_range(0, layout.point);
  }
  const size_t point_at = out.size();
  out.push_back('.');
  // A number below 10^-precision rounds to nothing but zeros, and they may end before its digits begin.
  if (leading_zeros != 0) out.append_repeated('0', leading_zeros);
  append_range(layout.point < 0 ? 0 : layout.point, layout.digits_end);
  if (out.size() == point_at + 1 && !format.alternate) out.resize(point_at);
  if (layout.has_exponent) append_exponent(out, layout.exponent, format.letters);
  return true;
}

}  // namespace

void shortest_digits(double value, DecimalDigits* out) {
  char text[40];
  out->negative = std::signbit(value);
  const auto written = std::to_chars(text, text + sizeof(text), std::fabs(value), std::chars_format::scientific);
  take_scientific(text, written.ptr, out);
}

void significant_digits(double value, size_t count, DecimalDigits* out) {
  if (count > kMaximumSignificantDigits) count = kMaximumSignificantDigits;
  ScratchBuffer<char, 64> text(count + 16);
  out->negative = std::signbit(value);
  const auto written = std::to_chars(text.begin(), text.end(), std::fabs(value), std::chars_format::scientific,
                                     static_cast<int>(count) - 1);
  take_scientific(text.data(), written.ptr, out);
}

void fraction_digits(double value, size_t count, DecimalDigits* out) {
  if (count > kMaximumFractionDigits) count = kMaximumFractionDigits;
  ScratchBuffer<char, 400> text(kMaximumIntegerDigits + count + 16);
  out->negative = std::signbit(value);
  const auto written =
      std::to_chars(text.begin(), text.end(), std::fabs(value), std::chars_format::fixed, static_cast<int>(count));
  int point = 0;
  bool after_point = false;
  for (const char* cursor = text.begin(); cursor != written.ptr; ++cursor) {
    if (*cursor == '.') {
      after_point = true;
      continue;
    }
    if (out->digits.empty() && *cursor == '0') {
      if (after_point) --point;
      continue;
    }
    out->digits.push_back(*cursor);
    if (!after_point) ++point;
  }
  out->point = out->digits.empty() ? -static_cast<int>(count) : point;
  strip_trailing_zeros(out->digits, 0);
}

namespace {

bool has_digit_but_zero(const char* text, const char* end) {
  for (; text != end && (*text | 0x20) != 'e'; ++text) {
    if (*text >= '1' && *text <= '9') return true;
  }
  return false;
}

// The forms that std::to_chars writes as we want them, which are nearly all. False: take the long way.
bool append_directly(AsciiBuffer& out, double value, const FloatFormat& format) {
  if (format.alternate) return false;
  const double magnitude = std::fabs(value);
  const size_t start = out.size();
  const bool has_sign = std::signbit(value) || format.always_sign;
  std::to_chars_result written;
  if (format.style == FloatStyle::Shortest) {
    if (magnitude < 1e-4 || magnitude >= 1e16) return false;
    out.resize(start + 40);
    written = std::to_chars(out.data() + start + (has_sign ? 1 : 0), out.end(), magnitude, std::chars_format::fixed);
    if (format.keep_point_zero && magnitude == std::trunc(magnitude)) {
      *written.ptr++ = '.';
      *written.ptr++ = '0';
    }
  } else {
    if (format.keep_point_zero || format.precision > 1000) return false;
    const int precision = format.precision < 0 ? 0 : format.precision;
    const auto chars_format = format.style == FloatStyle::Fixed      ? std::chars_format::fixed
                              : format.style == FloatStyle::Exponent ? std::chars_format::scientific
                                                                     : std::chars_format::general;
    const bool is_short = magnitude < 1e15 || format.style != FloatStyle::Fixed;
    out.resize(start + static_cast<size_t>(precision) + (is_short ? 32 : kMaximumIntegerDigits + 16));
    char* const first = out.data() + start + (has_sign ? 1 : 0);
    written = std::to_chars(first, out.end(), magnitude, chars_format, precision);
    if (format.letters == LetterCase::Upper) {
      for (char* c = first; c != written.ptr; ++c)
        *c = *c == 'e' ? 'E' : *c;
    }
  }
  if (has_sign) {
    char* const first = out.data() + start;
    const bool minus = std::signbit(value) && !(format.no_negative_zero && !has_digit_but_zero(first + 1, written.ptr));
    if (minus || format.always_sign) {
      *first = minus ? '-' : '+';
    } else {
      std::memmove(first, first + 1, static_cast<size_t>(written.ptr - first) - 1);
      --written.ptr;
    }
  }
  out.resize(static_cast<size_t>(written.ptr - out.data()));
  return true;
}

}  // namespace

bool append_float(AsciiBuffer& out, double value, const FloatFormat& format) {
  if (!std::isfinite(value)) {
    const bool negative = std::isinf(value) && value < 0;
    if (negative) out.push_back('-');
    if (!negative && format.always_sign) out.push_back('+');
    const bool upper = format.letters == LetterCase::Upper;
    append_text(out, std::isnan(value) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf"));
    return true;
  }
  if (append_directly(out, value, format)) return true;
  DecimalDigits decimal;
  const int precision = format.precision < 0 ? 0 : format.precision;
  switch (format.style) {
    case FloatStyle::Shortest:
      shortest_digits(value, &decimal);
      break;
    case FloatStyle::Exponent:
      significant_digits(value, static_cast<size_t>(precision) + 1, &decimal);
      break;
    case FloatStyle::General:
      significant_digits(value, precision == 0 ? 1 : static_cast<size_t>(precision), &decimal);
      break;
    case FloatStyle::Fixed:
      fraction_digits(value, static_cast<size_t>(precision), &decimal);
      break;
  }
  const bool is_zero = decimal.digits.empty() || (decimal.digits.size() == 1 && decimal.digits[0] == '0');
  if (decimal.negative && !(format.no_negative_zero && is_zero)) {
    out.push_back('-');
  } else if (format.always_sign) {
    out.push_back('+');
  }
  return append_layout(out, decimal, lay_out(decimal, format), format);
}

void append_float_repr(AsciiBuffer& out, double value) {
  FloatFormat format;
  format.keep_point_zero = true;
  (void)append_float(out, value, format);
}

void append_complex_repr(AsciiBuffer& out, double real, double imaginary) {
  FloatFormat format;
  if (real == 0 && !std::signbit(real)) {
    (void)append_float(out, imaginary, format);
    out.push_back('j');
    return;
  }
  out.push_back('(');
  (void)append_float(out, real, format);
  format.always_sign = true;
  (void)append_float(out, imaginary, format);
  append_text(out, "j)");
}

void append_float_hex(AsciiBuffer& out, double value) {
  if (!std::isfinite(value)) return append_float_repr(out, value);
  const auto bits = std::bit_cast<uint64_t>(value);
  if (bits >> 63 != 0) out.push_back('-');
  const uint64_t fraction = bits & ((uint64_t{1} << 52) - 1);
  const int biased = static_cast<int>(bits >> 52) & 0x7ff;
  if (biased == 0 && fraction == 0) return append_text(out, "0x0.0p+0");
  const int exponent = biased == 0 ? -1022 : biased - 1023;
  append_text(out, biased == 0 ? "0x0." : "0x1.");
  for (int shift = 48; shift >= 0; shift -= 4)
    out.push_back("0123456789abcdef"[(fraction >> shift) & 15]);
  out.push_back('p');
  out.push_back(exponent < 0 ? '-' : '+');
  char text[8];
  const auto written = std::to_chars(text, text + sizeof(text), exponent < 0 ? -exponent : exponent);
  out.append(text, static_cast<size_t>(written.ptr - text));
}

}  // namespace taipan::numbers
