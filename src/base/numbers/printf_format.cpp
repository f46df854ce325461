// base/numbers/printf_format.cpp -- directives of the % operator, and numbers written by them.
//
// Room       Base.
// In / out   See printf_format.h.
// Tests      tests/unit/base/numbers/printf_format_test.cpp, tests/differential/numbers/

#include "base/numbers/printf_format.h"

#include <charconv>
#include <climits>

#include "base/numbers/float_text.h"
#include "base/numbers/integer_text.h"

namespace taipan::numbers {

PrintfEvent PrintfScanner::fail(std::string_view message) {
  error_ = message;
  stage_ = Stage::Text;
  position_ = format_.length;
  return PrintfEvent::Error;
}

PrintfEvent PrintfScanner::scan_text() {
  if (at_end()) return PrintfEvent::End;
  const size_t start = position_;
  while (!at_end() && format_.at(position_) != '%')
    ++position_;
  if (position_ != start) {
    slice_ = format_.substring(start, position_);
    return PrintfEvent::Literal;
  }
  ++position_;
  directive_ = PrintfDirective();
  if (!at_end() && format_.at(position_) == '%') {
    ++position_;
    return PrintfEvent::Percent;
  }
  if (!at_end() && format_.at(position_) == '(') {
    stage_ = Stage::Key;
    return PrintfEvent::Mapping;
  }
  stage_ = Stage::Flags;
  return next();
}

// The key ends at the parenthesis that closes the first one.
PrintfEvent PrintfScanner::scan_key() {
  const size_t start = ++position_;
  for (size_t depth = 1; !at_end(); ++position_) {
    const char32_t c = format_.at(position_);
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) {
      slice_ = format_.substring(start, position_++);
      stage_ = Stage::Flags;
      return PrintfEvent::Key;
    }
  }
  return fail("incomplete format key");
}

bool PrintfScanner::take_number(int64_t* number, int64_t limit) {
  *number = 0;
  for (; !at_end() && format_.at(position_) >= '0' && format_.at(position_) <= '9'; ++position_) {
    const auto digit = static_cast<int64_t>(format_.at(position_) - '0');
    if (*number > (limit - digit) / 10) return false;
    *number = *number * 10 + digit;
  }
  return true;
}

PrintfEvent PrintfScanner::next() {
  if (stage_ == Stage::Text) return scan_text();
  if (stage_ == Stage::Key) return scan_key();

  if (stage_ == Stage::Flags) {
    for (; !at_end(); ++position_) {
      const char32_t c = format_.at(position_);
      if (c == '-')
        directive_.left = true;
      else if (c == '+')
        directive_.sign = true;
      else if (c == ' ')
        directive_.blank = true;
      else if (c == '#')
        directive_.alternate = true;
      else if (c == '0')
        directive_.zero = true;
      else
        break;
    }
    stage_ = Stage::Dot;
    if (!at_end() && format_.at(position_) == '*') {
      ++position_;
      return PrintfEvent::Width;
    }
    if (!at_end() && format_.at(position_) >= '0' && format_.at(position_) <= '9') {
      if (!take_number(&directive_.width, INT64_MAX)) return fail("width too big");
    }
  }

  if (stage_ == Stage::Dot) {
    stage_ = Stage::Length;
    if (!at_end() && format_.at(position_) == '.') {
      ++position_;
      if (!at_end() && format_.at(position_) == '*') {
        ++position_;
        return PrintfEvent::Precision;
      }
      if (!take_number(&directive_.precision, INT_MAX)) {
        return fail(target_ == PrintfTarget::Bytes ? "prec too big" : "precision too big");
      }
    }
  }

  if (!at_end() && (format_.at(position_) == 'h' || format_.at(position_) == 'l' || format_.at(position_) == 'L'))
    ++position_;
  if (at_end()) return fail("incomplete format");
  stage_ = Stage::Text;
  directive_.conversion = format_.at(position_++);
  return PrintfEvent::Conversion;
}

void PrintfScanner::set_width(int64_t width) {
  if (width < 0) directive_.left = true;
  directive_.width = width < 0 ? -width : width;
}

void PrintfScanner::set_precision(int64_t precision) {
  directive_.precision = precision < 0 ? 0 : precision;
}

void append_unsupported_conversion_message(TextBuffer& out, char32_t conversion, size_t index) {
  char text[24];
  out.append("unsupported format character '");
  out.append(conversion > 31 && conversion < 127 ? conversion : '?');
  out.append("' (0x");
  auto written = std::to_chars(text, text + sizeof(text), static_cast<uint32_t>(conversion), 16);
  out.append_ascii(text, static_cast<size_t>(written.ptr - text));
  out.append(") at index ");
  written = std::to_chars(text, text + sizeof(text), index);
  out.append_ascii(text, static_cast<size_t>(written.ptr - text));
}

namespace {

// Puts sign, prefix, zeros and blanks around a number that is written as [-]digits.
PrintfStatus append_field(AsciiBuffer& out, std::string_view number, std::string_view prefix,
                          const PrintfDirective& directive) {
  char sign = 0;
  if (!number.empty() && (number.front() == '-' || number.front() == '+')) {
    sign = number.front();
    number.remove_prefix(1);
  } else if (directive.sign) {
    sign = '+';
  } else if (directive.blank) {
    sign = ' ';
  }
  const size_t length = number.size() + prefix.size() + (sign != 0 ? 1 : 0);
  const size_t width = directive.width < 0 ? 0 : static_cast<size_t>(directive.width);
  const size_t padding = width > length ? width - length : 0;
  if (padding > SIZE_MAX / 4 || !out.try_reserve(out.size() + length + padding)) return PrintfStatus::OutOfMemory;
  if (!directive.left && !directive.zero) out.append_repeated(' ', padding);
  if (sign != 0) out.push_back(sign);
  out.append(prefix.data(), prefix.size());
  if (!directive.left && directive.zero) out.append_repeated('0', padding);
  out.append(number.data(), number.size());
  if (directive.left) out.append_repeated(' ', padding);
  return PrintfStatus::Ok;
}

}  // namespace

PrintfStatus printf_integer(AsciiBuffer& out, IntegerView value, const PrintfDirective& directive, int digit_limit) {
  if (directive.precision > INT_MAX - 3) return PrintfStatus::PrecisionTooLarge;
  const char32_t conversion = directive.conversion;
  const int base = conversion == 'o' ? 8 : (conversion == 'x' || conversion == 'X') ? 16 : 10;
  if (base == 10 && exceeds_digit_limit(value, digit_limit)) return PrintfStatus::TooManyDigits;
  AsciiBuffer digits(to_digits_capacity(value.magnitude(), base));
  digits.resize(to_digits(digits.data(), value.magnitude(), base));
  if (conversion == 'X') {
    for (char& c : digits)
      c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  AsciiBuffer number;
  if (value.negative) number.push_back('-');
  if (directive.precision > static_cast<int64_t>(digits.size())) {
    const size_t zeros = static_cast<size_t>(directive.precision) - digits.size();
    if (!number.try_reserve(zeros + digits.size() + 1)) return PrintfStatus::OutOfMemory;
    number.append_repeated('0', zeros);
  }
  number.append(digits.data(), digits.size());
  std::string_view prefix;
  if (directive.alternate && base != 10) prefix = base == 8 ? "0o" : conversion == 'X' ? "0X" : "0x";
  return append_field(out, {number.data(), number.size()}, prefix, directive);
}

PrintfStatus printf_float(AsciiBuffer& out, double value, const PrintfDirective& directive) {
  FloatFormat format;
  const char32_t letter = directive.conversion | 0x20;
  format.style = letter == 'e' ? FloatStyle::Exponent : letter == 'f' ? FloatStyle::Fixed : FloatStyle::General;
  format.letters = directive.conversion == letter ? LetterCase::Lower : LetterCase::Upper;
  format.precision = directive.precision < 0         ? 6
                     : directive.precision > INT_MAX ? INT_MAX
                                                     : static_cast<int>(directive.precision);
  format.alternate = directive.alternate;
  AsciiBuffer number;
  if (!append_float(number, value, format)) return PrintfStatus::OutOfMemory;
  return append_field(out, {number.data(), number.size()}, {}, directive);
}

PrintfTextLayout printf_text_layout(size_t length, const PrintfDirective& directive) {
  const bool is_cut = directive.precision >= 0 && directive.conversion != 'c';
  if (is_cut && static_cast<size_t>(directive.precision) < length) {
    length = static_cast<size_t>(directive.precision);
  }
  const size_t width = directive.width < 0 ? 0 : static_cast<size_t>(directive.width);
  const size_t padding = width > length ? width - length : 0;
  return directive.left ? PrintfTextLayout{0, length, padding} : PrintfTextLayout{padding, length, 0};
}

}  // namespace taipan::numbers
