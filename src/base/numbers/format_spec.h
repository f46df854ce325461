// base/numbers/format_spec.h -- the format mini-language: format(value, spec) for numbers and texts.
//
// Room       Base. Knows no object: values come as views and doubles, a type's name as text for messages.
// In / out   A spec's text in, a FormatSpec out; a value and a FormatSpec in, text or an error out.
// Tests      tests/unit/base/numbers/format_spec_test.cpp, tests/differential/numbers/
//
//   [[fill]align][sign][z][#][0][width][grouping][.precision][type]
//
//   align      < left, > right, ^ middle, = between sign and digits
//   sign       + always, - when negative (the default), blank for what is not negative
//   z          what rounds to negative zero loses its sign
//   grouping   , or _ between thousands (_ between fours for b o x X)
//   type       s for texts; b c d o x X n for integers; e E f F g G n % for floats and integers
//
// A spec depends only on its text and on the kind of value, so whoever formats with the same spec again may keep it.
// The empty spec means str(value) and is the caller's to handle.
#pragma once

#include <cstdint>

#include "base/numbers/limbs.h"
#include "base/numbers/number_text.h"

namespace taipan::numbers {

enum class FormatErrorKind { None, Value, Overflow, OutOfMemory };

struct FormatError {
  FormatErrorKind kind = FormatErrorKind::None;
  TextBuffer message;
};

enum class Grouping : uint8_t { None, Comma, Underscore, UnderscoreFour, Locale };

enum class FormattedKind : uint8_t { Text, Integer, Float, Complex };

struct FormatSpec {
  char32_t fill = ' ';
  char32_t align = '>';
  char32_t sign = 0;  // 0 when the spec has none
  char32_t type = 0;  // 0 when the spec has none, for floats and complex numbers
  bool alternate = false;
  bool no_negative_zero = false;
  Grouping grouping = Grouping::None;
  int64_t width = -1;      // -1 when the spec has none
  int64_t precision = -1;  // as well
};

// How the process' locale writes numbers; the values of localeconv(). Needed for type n only.
struct NumberLocale {
  TextView decimal_point{std::string_view(".")};
  TextView thousands_separator;
  const char* grouping = "";
};

struct FormatContext {
  const NumberLocale* locale = nullptr;  // null: the C locale
  int digit_limit = 0;                   // on decimal digits of integers; see integer_text.h
};

// False, with `error` filled in, when the text is no spec. `type_name` is the name of the value's type for messages.
[[nodiscard]] bool parse_format_spec(TextView text, FormattedKind kind, TextView type_name, FormatSpec* spec,
                                     FormatError* error);

// These append to `out`, or return false with `error` filled in; `out` then holds nothing of value.
[[nodiscard]] bool format_text(TextView value, const FormatSpec& spec, TextView type_name, TextBuffer& out,
                               FormatError* error);
[[nodiscard]] bool format_integer(IntegerView value, const FormatSpec& spec, TextView type_name,
                                  const FormatContext& context, TextBuffer& out, FormatError* error);
[[nodiscard]] bool format_float(double value, const FormatSpec& spec, TextView type_name, const FormatContext& context,
                                TextBuffer& out, FormatError* error);
[[nodiscard]] bool format_complex(double real, double imaginary, const FormatSpec& spec, TextView type_name,
                                  const FormatContext& context, TextBuffer& out, FormatError* error);

// Where a text of some length goes in a field: for callers that can copy parts of strings themselves.
struct TextLayout {
  size_t left;    // fill characters before
  size_t length;  // characters of the text, after cutting it to the precision
  size_t right;   // fill characters after
};
[[nodiscard]] bool lay_out_text(size_t length, const FormatSpec& spec, TextView type_name, TextLayout* layout,
                                FormatError* error);

}  // namespace taipan::numbers
