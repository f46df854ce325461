// base/numbers/float_text.h -- doubles to and from text.
//
// Room       Base. Knows nothing of locales: the decimal point is '.'.
// In / out   A double in, ASCII out; and back.
// Tests      tests/unit/base/numbers/float_text_test.cpp, tests/differential/numbers/
//
// Writing goes through DecimalDigits, the digits without trailing zeros and the place of the decimal point, which is
// how all styles can share one layout. Digits are exact for any precision. Reading rounds to nearest, ties to even;
// what is too large becomes infinite, what is too small zero.
#pragma once

#include <string_view>

#include "base/numbers/limbs.h"
#include "base/numbers/number_text.h"

namespace taipan::numbers {

// ---- Writing
// ---------------------------------------------------------------------------------------------------------

// |value| of a finite double is 0.d1 d2 d3 ... * 10^point. Zero is the digit 0 with point 1.
struct DecimalDigits {
  AsciiBuffer digits;
  int point = 0;
  bool negative = false;
};

// The fewest digits that read back as `value`; of several choices the nearest.
void shortest_digits(double value, DecimalDigits* out);
// `value` rounded to `count` >= 1 significant digits, ties (of the exact binary value) to even.
void significant_digits(double value, size_t count, DecimalDigits* out);
// `value` rounded to `count` places after the decimal point. No digits at all when that is zero.
void fraction_digits(double value, size_t count, DecimalDigits* out);

enum class FloatStyle {
  Shortest,  // as repr: few digits, exponent when below 1e-4 or from 1e16
  Exponent,  // d.ddde+dd
  Fixed,     // ddd.ddd
  General,   // significant digits, exponent when below 1e-4 or when the precision is exceeded
};

enum class LetterCase { Lower, Upper };

struct FloatFormat {
  FloatStyle style = FloatStyle::Shortest;
  LetterCase letters = LetterCase::Lower;
  int precision = 6;              // ignored by Shortest; 0 counts as 1 in General
  bool keep_point_zero = false;   // "1.0" and not "1": at least one digit after the point, unless an exponent is there
  bool alternate = false;         // always a decimal point; General keeps trailing zeros
  bool no_negative_zero = false;  // what rounds to zero loses its sign
  bool always_sign = false;       // '+' when not negative
};

// Appends `value`; NaNs have no sign of their own. False when the text does not fit into memory.
[[nodiscard]] bool append_float(AsciiBuffer& out, double value, const FloatFormat& format);

// repr(float): "0.1", "1e+16", "-0.0", "inf", "nan".
void append_float_repr(AsciiBuffer& out, double value);

// repr(complex): "(1+2j)", "2j", "(-0-1j)".
void append_complex_repr(AsciiBuffer& out, double real, double imaginary);

// float.hex(): "0x1.8000000000000p+1".
void append_float_hex(AsciiBuffer& out, double value);

// ---- Reading
// ---------------------------------------------------------------------------------------------------------

// The longest beginning of `text` that is a number: sign, digits with an optional point, exponent, or inf, infinity,
// nan in any case. Returns how many characters; 0 if none.
[[nodiscard]] size_t read_float_prefix(std::string_view text, double* out);

// A float literal without underscores: the whole text is one number and not inf or nan.
[[nodiscard]] bool read_float_literal(std::string_view text, double* out);

// float(text): white space around, digits of all scripts, single underscores between digits.
[[nodiscard]] bool read_float(TextView text, double* out);

// complex(text): "1+2j", " ( -1.5e3-J ) ", "infj".
[[nodiscard]] bool read_complex(TextView text, double* real, double* imaginary);

enum class HexFloatError { None, Invalid, TooLarge };
// float.fromhex(text).
[[nodiscard]] HexFloatError read_float_hex(TextView text, double* out);

inline constexpr std::string_view kInvalidHexFloatMessage = "invalid hexadecimal floating-point string";
inline constexpr std::string_view kHexFloatTooLargeMessage = "hexadecimal value too large to represent as a float";
inline constexpr std::string_view kMalformedComplexMessage = "complex() arg is a malformed string";

// ---- Exact values --------------------------------------------------------------------------------------------------

// A finite value == mantissa * 2^exponent with an odd mantissa (0 * 2^0 for zeros), which is its ratio in lowest terms.
struct BinaryFraction {
  int64_t mantissa;
  int exponent;
};
[[nodiscard]] BinaryFraction to_binary_fraction(double value);

enum class RoundError { None, TooLarge };
// round(value, digits): to `digits` places after the point (before it, when negative), ties of the exact value to even.
[[nodiscard]] RoundError round_to_digits(double value, int64_t digits, double* out);
inline constexpr std::string_view kRoundedTooLargeMessage = "rounded value too large to represent";

// The nearest whole number, ties to even, as round(value) wants it before it makes an int.
[[nodiscard]] double round_half_even(double value);

}  // namespace taipan::numbers
