// base/numbers/format_number.cpp -- formats integers, floats and complex numbers by a spec.
//
// Room       Base.
// In / out   See format_spec.h.
// Tests      tests/unit/base/numbers/format_spec_test.cpp, tests/differential/numbers/
//
// Every number is first written without padding (limbs.h, float_text.h), then taken apart and put together again:
//
//   padding  sign  prefix  padding  digits in groups  point, fraction, exponent  padding
//
// With fill 0 and align = the zeros belong to the digits and are grouped with them: format(1234, "09,") is 0,001,234.

#include <climits>
#include <cmath>

#include "base/numbers/float_text.h"
#include "base/numbers/format_private.h"
#include "base/numbers/integer_text.h"

namespace taipan::numbers {
namespace {

const NumberLocale kCLocale;

const NumberLocale& locale_of(const FormatContext& context) {
  return context.locale != nullptr ? *context.locale : kCLocale;
}

// The sizes of the groups of digits from right to left, as localeconv() describes them: one size a character, the last
// repeated for ever, CHAR_MAX meaning that no further group is made.
class GroupSizes {
 public:
  explicit GroupSizes(const char* grouping) : cursor_(grouping) {}

  // The next size, or 0 when all remaining digits make one group.
  size_t next() {
    if (*cursor_ == CHAR_MAX) return 0;
    if (*cursor_ != '\0') last_ = static_cast<size_t>(*cursor_++);
    return last_;
  }

 private:
  const char* cursor_;
  size_t last_ = 0;
};

struct GroupRule {
  TextView separator;
  const char* sizes;
};

GroupRule rule_of(Grouping grouping, const FormatContext& context) {
  switch (grouping) {
    case Grouping::None:
      return {{}, ""};
    case Grouping::Comma:
      return {std::string_view(","), "\3"};
    case Grouping::Underscore:
      return {std::string_view("_"), "\3"};
    case Grouping::UnderscoreFour:
      return {std::string_view("_"), "\4"};
    case Grouping::Locale:
      return {locale_of(context).thousands_separator, locale_of(context).grouping};
  }
  return {{}, ""};
}

// Digits with separators, and with zeros before them so that at least `minimum` characters result. Groups are found
// from the right and written from the left.
class GroupedDigits {
 public:
  GroupedDigits(std::string_view digits, size_t minimum, const GroupRule& rule) : digits_(digits), rule_(rule) {
    auto wanted = static_cast<int64_t>(minimum);
    auto remaining = static_cast<int64_t>(digits.size());
    GroupSizes sizes(rule.sizes);
    for (;;) {
      const int64_t needed = remaining > wanted ? remaining : wanted;
      auto size = static_cast<int64_t>(sizes.next());
      const bool last_rule = size == 0;
      if (last_rule || size > needed) size = needed > 0 ? needed : 1;
      groups_.push_back(static_cast<size_t>(size));
      length_ += static_cast<size_t>(size);
      remaining -= size;
      wanted -= size;
      if (last_rule || (remaining <= 0 && wanted <= 0)) break;
      length_ += rule.separator.length;
      wanted -= static_cast<int64_t>(rule.separator.length);
    }
  }

  size_t length() const { return length_; }

  void append_to(TextBuffer& out) const {
    size_t slots = 0;
    for (const size_t group : groups_)
      slots += group;
    size_t zeros = slots - digits_.size();
    size_t at = 0;
    for (size_t i = groups_.size(); i-- != 0;) {
      const size_t group_zeros = zeros < groups_[i] ? zeros : groups_[i];
      out.append_repeated('0', group_zeros);
      zeros -= group_zeros;
      out.append_ascii(digits_.data() + at, groups_[i] - group_zeros);
      at += groups_[i] - group_zeros;
      if (i != 0) out.append(rule_.separator);
    }
  }

 private:
  std::string_view digits_;
  GroupRule rule_;
  ScratchBuffer<size_t, 16> groups_;
  size_t length_ = 0;
};

char32_t sign_of(bool negative, char32_t wanted) {
  if (negative) return '-';
  return wanted == '+' || wanted == ' ' ? wanted : 0;
}

}  // namespace

NumberParts take_apart(std::string_view text) {
  NumberParts parts;
  parts.negative = !text.empty() && text.front() == '-';
  if (parts.negative) text.remove_prefix(1);
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
    ++digits;
  parts.digits = text.substr(0, digits);
  parts.rest = text.substr(digits);
  return parts;
}

void append_number(TextBuffer& out, const NumberParts& parts, const FormatSpec& spec, const FormatContext& context) {
  const char32_t sign = sign_of(parts.negative, spec.sign);
  const bool has_point = !parts.rest.empty() && parts.rest.front() == '.';
  const TextView point =
      spec.grouping == Grouping::Locale ? locale_of(context).decimal_point : TextView(std::string_view("."));
  const size_t fixed = (sign != 0 ? 1 : 0) + parts.prefix.size() + parts.rest.size() - (has_point ? 1 : 0) +
                       (has_point ? point.length : 0) + (parts.character != 0 ? 1 : 0);

  size_t minimum = 0;
  if (spec.fill == '0' && spec.align == '=' && spec.width > static_cast<int64_t>(fixed)) {
    minimum = static_cast<size_t>(spec.width) - fixed;
  }
  // A width that no memory could hold must not be built group by group.
  if (minimum > size_t{1} << 40) return out.fail();
  const bool has_digits = !parts.digits.empty();
  if (spec.grouping == Grouping::None && minimum <= parts.digits.size() && parts.character == 0 &&
      spec.width <= static_cast<int64_t>(fixed + parts.digits.size())) {
    // Nothing to add: digits and rest stand side by side in the number's text.
    if (sign != 0) out.append(sign);
    if (!parts.prefix.empty()) out.append(parts.prefix);
    out.append_ascii(parts.digits.data(), parts.digits.size() + parts.rest.size());
    return;
  }
  const GroupedDigits digits(parts.digits, has_digits ? minimum : 0, rule_of(spec.grouping, context));
  const size_t length = fixed + (has_digits ? digits.length() : 0);

  Padding padding = padding_of(length, spec);
  size_t inner = 0;
  if (spec.align == '=') {
    inner = padding.left;
    padding.left = 0;
  }
  out.append_repeated(spec.fill, padding.left);
  if (sign != 0) out.append(sign);
  out.append(parts.prefix);
  out.append_repeated(spec.fill, inner);
  if (has_digits) digits.append_to(out);
  if (parts.character != 0) out.append(parts.character - 1);
  if (has_point) out.append(point);
  out.append(parts.rest.substr(has_point ? 1 : 0));
  out.append_repeated(spec.fill, padding.right);
}

// ---- Integers
// --------------------------------------------------------------------------------------------------------

namespace {

bool format_character(IntegerView value, const FormatSpec& spec, const FormatContext& context, TextBuffer& out,
                      FormatError* error) {
  if (spec.sign != 0) {
    return fail(error, FormatErrorKind::Value, "Sign not allowed with integer format specifier 'c'");
  }
  if (spec.alternate) {
    return fail(error, FormatErrorKind::Value, "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  int64_t code;
  if (!to_int64(value, &code)) {
    return fail(error, FormatErrorKind::Overflow, "Python int too large to convert to C long");
  }
  if (code < 0 || code > 0x10ffff) return fail(error, FormatErrorKind::Overflow, "%c arg not in range(0x110000)");
  NumberParts parts;
  parts.character = static_cast<char32_t>(code) + 1;
  append_number(out, parts, spec, context);
  return true;
}

int base_of(char32_t type) {
  switch (type) {
    case 'b':
      return 2;
    case 'o':
      return 8;
    case 'x':
    case 'X':
      return 16;
    default:
      return 10;
  }
}

std::string_view prefix_of(char32_t type) {
  switch (type) {
    case 'b':
      return "0b";
    case 'o':
      return "0o";
    case 'x':
      return "0x";
    case 'X':
      return "0X";
    default:
      return "";
  }
}

bool format_digits(IntegerView value, FormatSpec spec, const FormatContext& context, TextBuffer& out,
                   FormatError* error) {
  const int base = base_of(spec.type);
  if (base == 10 && exceeds_digit_limit(value, context.digit_limit)) {
    AsciiBuffer message;
    append_too_long_to_write_message(message, context.digit_limit);
    return fail(error, FormatErrorKind::Value, {message.data(), message.size()});
  }
  AsciiBuffer text(to_digits_capacity(value, base));
  text.resize(to_digits(text.data(), value, base));
  if (spec.type == 'X') {
    for (char& c : text)
      c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  NumberParts parts;
  parts.negative = value.negative;
  parts.digits = {text.data() + (value.negative ? 1 : 0), text.size() - (value.negative ? 1 : 0)};
  if (spec.alternate) parts.prefix = prefix_of(spec.type);
  if (spec.type == 'n') spec.grouping = Grouping::Locale;
  append_number(out, parts, spec, context);
  return true;
}

bool is_float_type(char32_t type) {
  return type == 'e' || type == 'E' || type == 'f' || type == 'F' || type == 'g' || type == 'G' || type == '%';
}

}  // namespace

bool format_integer(IntegerView value, const FormatSpec& spec, TextView type_name, const FormatContext& context,
                    TextBuffer& out, FormatError* error) {
  if (is_float_type(spec.type)) {
    double number;
    if (!to_double(value, &number)) {
      return fail(error, FormatErrorKind::Overflow, "int too large to convert to float");
    }
    return format_float(number, spec, type_name, context, out, error);
  }
  switch (spec.type) {
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'n':
      break;
    default:
      return fail_unknown_type(error, spec.type, type_name);
  }
  if (spec.precision >= 0) {
    return fail(error, FormatErrorKind::Value, "Precision not allowed in integer format specifier");
  }
  if (spec.no_negative_zero) {
    return fail(error, FormatErrorKind::Value, "Negative zero coercion (z) not allowed in integer format specifier");
  }
  const bool formatted = spec.type == 'c' ? format_character(value, spec, context, out, error)
                                          : format_digits(value, spec, context, out, error);
  if (!formatted) return false;
  return !out.out_of_memory() || fail_out_of_memory(error);
}

// ---- Floats
// ----------------------------------------------------------------------------------------------------------

namespace {

// Translates type and precision; false for a type that is not one of floats.
bool to_float_format(const FormatSpec& spec, FloatFormat* format) {
  format->alternate = spec.alternate;
  format->no_negative_zero = spec.no_negative_zero;
  format->precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  const char32_t type = spec.type;
  if (type == 'E' || type == 'F' || type == 'G') format->letters = LetterCase::Upper;
  switch (type) {
    case 0:
      format->style = spec.precision < 0 ? FloatStyle::Shortest : FloatStyle::General;
      return true;
    case 'e':
    case 'E':
      format->style = FloatStyle::Exponent;
      return true;
    case 'f':
    case 'F':
    case '%':
      format->style = FloatStyle::Fixed;
      return true;
    case 'g':
    case 'G':
    case 'n':
      format->style = FloatStyle::General;
      return true;
    default:
      return false;
  }
}

}  // namespace

bool format_float(double value, const FormatSpec& spec, TextView type_name, const FormatContext& context,
                  TextBuffer& out, FormatError* error) {
  FloatFormat format;
  if (!to_float_format(spec, &format)) return fail_unknown_type(error, spec.type, type_name);
  if (spec.precision > INT_MAX) return fail(error, FormatErrorKind::Value, "precision too big");
  format.keep_point_zero = spec.type == 0;
  AsciiBuffer text;
  if (!append_float(text, spec.type == '%' ? value * 100 : value, format)) return fail_out_of_memory(error);
  if (spec.type == '%') text.push_back('%');
  FormatSpec effective = spec;
  if (spec.type == 'n') effective.grouping = Grouping::Locale;
  append_number(out, take_apart({text.data(), text.size()}), effective, context);
  return !out.out_of_memory() || fail_out_of_memory(error);
}

// A spec without a type writes "(1+2j)", or "2j" if the real part is zero; the other types write both parts and no
// parentheses. Padding goes around the whole.
bool format_complex(double real, double imaginary, const FormatSpec& spec, TextView type_name,
                    const FormatContext& context, TextBuffer& out, FormatError* error) {
  FloatFormat format;
  if (spec.type == '%' || !to_float_format(spec, &format)) return fail_unknown_type(error, spec.type, type_name);
  if (spec.precision > INT_MAX) return fail(error, FormatErrorKind::Value, "precision too big");
  if (spec.fill == '0') {
    return fail(error, FormatErrorKind::Value, "Zero padding is not allowed in complex format specifier");
  }
  if (spec.align == '=') {
    return fail(error, FormatErrorKind::Value, "'=' alignment flag is not allowed in complex format specifier");
  }
  const bool only_imaginary = spec.type == 0 && real == 0 && !std::signbit(real);
  const bool parentheses = spec.type == 0 && !only_imaginary;
  AsciiBuffer real_text;
  AsciiBuffer imaginary_text;
  if (!append_float(real_text, real, format) || !append_float(imaginary_text, imaginary, format)) {
    return fail_out_of_memory(error);
  }
  FormatSpec part = spec;
  part.width = -1;
  part.align = '<';
  if (spec.type == 'n') part.grouping = Grouping::Locale;
  TextBuffer whole;
  if (parentheses) whole.append('(');
  if (!only_imaginary) {
    append_number(whole, take_apart({real_text.data(), real_text.size()}), part, context);
    part.sign = '+';
  }
  append_number(whole, take_apart({imaginary_text.data(), imaginary_text.size()}), part, context);
  whole.append('j');
  if (parentheses) whole.append(')');

  const Padding padding = padding_of(whole.length(), spec);
  out.append_repeated(spec.fill, padding.left);
  out.append(whole.view());
  out.append_repeated(spec.fill, padding.right);
  return !(out.out_of_memory() || whole.out_of_memory()) || fail_out_of_memory(error);
}

}  // namespace taipan::numbers
