// base/numbers/format_spec.cpp -- parses format specs; formats texts.
//
// Room       Base.
// In / out   See format_spec.h.
// Tests      tests/unit/base/numbers/format_spec_test.cpp, tests/differential/numbers/

#include "base/numbers/format_spec.h"

#include <cstdint>

#include "base/numbers/format_private.h"
#include "base/unicode/properties.h"

namespace taipan::numbers {

bool fail(FormatError* error, FormatErrorKind kind, std::string_view message) {
  error->kind = kind;
  error->message.clear();
  error->message.append(message);
  return false;
}

bool fail_out_of_memory(FormatError* error) {
  return fail(error, FormatErrorKind::OutOfMemory, "");
}

void append_quoted_code(TextBuffer& out, char32_t code) {
  out.append('\'');
  if (code > 32 && code < 128) {
    out.append(code);
  } else {
    out.append("\\x");
    int shift = 28;
    while (shift > 0 && (code >> shift & 15) == 0)
      shift -= 4;
    for (; shift >= 0; shift -= 4)
      out.append(static_cast<char32_t>("0123456789abcdef"[code >> shift & 15]));
  }
  out.append('\'');
}

bool fail_unknown_type(FormatError* error, char32_t type, TextView type_name) {
  fail(error, FormatErrorKind::Value, "Unknown format code ");
  append_quoted_code(error->message, type);
  error->message.append(" for object of type '");
  error->message.append(type_name);
  error->message.append("'");
  return false;
}

Padding padding_of(size_t length, const FormatSpec& spec) {
  if (spec.width < 0 || static_cast<size_t>(spec.width) <= length) return {0, 0};
  const size_t total = static_cast<size_t>(spec.width) - length;
  if (spec.align == '<') return {0, total};
  if (spec.align == '^') return {total / 2, total - total / 2};
  return {total, 0};
}

namespace {

bool is_alignment(char32_t c) {
  return c == '<' || c == '>' || c == '=' || c == '^';
}

// Reads spec elements from left to right.
class SpecReader {
 public:
  SpecReader(TextView text, FormatError* error) : text_(text), error_(error) {}

  size_t left() const { return text_.length - position_; }
  char32_t peek(size_t ahead = 0) const { return left() > ahead ? text_.at(position_ + ahead) : 0; }
  char32_t next() { return text_.at(position_++); }

  bool take(char32_t wanted) {
    if (left() == 0 || peek() != wanted) return false;
    ++position_;
    return true;
  }

  // Digits of any script. No digits give -1.
  bool take_number(int64_t* number) {
    *number = -1;
    for (int digit; left() != 0 && (digit = unicode::decimal_value(peek())) >= 0; ++position_) {
      if (*number < 0) *number = 0;
      if (*number > (INT64_MAX - digit) / 10) {
        return fail(error_, FormatErrorKind::Value, "Too many decimal digits in format string");
      }
      *number = *number * 10 + digit;
    }
    return true;
  }

 private:
  TextView text_;
  size_t position_ = 0;
  FormatError* error_;
};

// Which types may have their digits grouped.
bool check_grouping(FormatSpec* spec, FormatError* error) {
  switch (spec->type) {
    case 'd':
    case 'e':
    case 'f':
    case 'g':
    case 'E':
    case 'F':
    case 'G':
    case '%':
    case 0:
      return true;
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      if (spec->grouping == Grouping::Underscore) {
        spec->grouping = Grouping::UnderscoreFour;
        return true;
      }
      break;
    default:
      break;
  }
  fail(error, FormatErrorKind::Value,
       spec->grouping == Grouping::Comma ? "Cannot specify ',' with " : "Cannot specify '_' with ");
  append_quoted_code(error->message, spec->type);
  error->message.append(".");
  return false;
}

}  // namespace

bool parse_format_spec(TextView text, FormattedKind kind, TextView type_name, FormatSpec* spec, FormatError* error) {
  *spec = FormatSpec();
  const bool is_text = kind == FormattedKind::Text;
  spec->align = is_text ? '<' : '>';
  spec->type = is_text ? 's' : kind == FormattedKind::Integer ? 'd' : 0;
  SpecReader reader(text, error);

  bool has_fill = false;
  bool has_align = false;
  if (reader.left() >= 2 && is_alignment(reader.peek(1))) {
    spec->fill = reader.next();
    has_fill = true;
  }
  if (is_alignment(reader.peek())) {
    spec->align = reader.next();
    has_align = true;
  }
  if (reader.peek() == '+' || reader.peek() == '-' || reader.peek() == ' ') spec->sign = reader.next();
  spec->no_negative_zero = reader.take('z');
  spec->alternate = reader.take('#');
  if (!has_fill && reader.take('0')) {
    spec->fill = '0';
    if (!has_align && !is_text) spec->align = '=';
  }
  if (!reader.take_number(&spec->width)) return false;

  if (reader.take(',')) spec->grouping = Grouping::Comma;
  if (reader.peek() == '_') {
    if (spec->grouping == Grouping::Comma)
      return fail(error, FormatErrorKind::Value, "Cannot specify both ',' and '_'.");
    reader.next();
    spec->grouping = Grouping::Underscore;
  }
  if (reader.peek() == ',' && spec->grouping == Grouping::Underscore) {
    return fail(error, FormatErrorKind::Value, "Cannot specify both ',' and '_'.");
  }
  if (reader.take('.')) {
    if (!reader.take_number(&spec->precision)) return false;
    if (spec->precision < 0) return fail(error, FormatErrorKind::Value, "Format specifier missing precision");
  }
  if (reader.left() > 1) {
    fail(error, FormatErrorKind::Value, "Invalid format specifier '");
    error->message.append(text);
    error->message.append("' for object of type '");
    error->message.append(type_name);
    error->message.append("'");
    return false;
  }
  if (reader.left() == 1) spec->type = reader.next();
  return spec->grouping == Grouping::None || check_grouping(spec, error);
}

bool lay_out_text(size_t length, const FormatSpec& spec, TextView type_name, TextLayout* layout, FormatError* error) {
  if (spec.type != 's') return fail_unknown_type(error, spec.type, type_name);
  if (spec.sign == ' ') {
    return fail(error, FormatErrorKind::Value, "Space not allowed in string format specifier");
  }
  if (spec.sign != 0) return fail(error, FormatErrorKind::Value, "Sign not allowed in string format specifier");
  if (spec.no_negative_zero) {
    return fail(error, FormatErrorKind::Value, "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) {
    return fail(error, FormatErrorKind::Value, "Alternate form (#) not allowed in string format specifier");
  }
  if (spec.align == '=') {
    return fail(error, FormatErrorKind::Value, "'=' alignment not allowed in string format specifier");
  }
  if (spec.precision >= 0 && static_cast<size_t>(spec.precision) < length) length = static_cast<size_t>(spec.precision);
  const Padding padding = padding_of(length, spec);
  *layout = {padding.left, length, padding.right};
  return true;
}

bool format_text(TextView value, const FormatSpec& spec, TextView type_name, TextBuffer& out, FormatError* error) {
  TextLayout layout;
  if (!lay_out_text(value.length, spec, type_name, &layout, error)) return false;
  out.append_repeated(spec.fill, layout.left);
  out.append(value.substring(0, layout.length));
  out.append_repeated(spec.fill, layout.right);
  return !out.out_of_memory() || fail_out_of_memory(error);
}

}  // namespace taipan::numbers
