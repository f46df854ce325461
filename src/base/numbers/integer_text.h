// base/numbers/integer_text.h -- reading integers as int(text, base) and integer literals do.
//
// Room       Base.
// In / out   Text in; sign and clean digits out, for numbers::from_digits to turn into limbs.
// Tests      tests/unit/base/numbers/integer_text_test.cpp, tests/differential/numbers/
//
// The grammar: white space, sign, prefix 0x 0o 0b (base 0 or the base it names; an underscore may follow it), digits of
// any script with single underscores between them, white space. In base 0 a number without prefix is decimal and does
// not begin with 0, unless it is zero.
//
// Conversions to and from text in a base that is not a power of two take more than linear time, so there is a limit on
// digits that a program can set: 0 for none, otherwise at least kDigitLimitThreshold. Shorter numbers are never
// refused.
#pragma once

#include "base/numbers/limbs.h"
#include "base/numbers/number_text.h"

namespace taipan::numbers {

inline constexpr int kDefaultDigitLimit = 4300;
inline constexpr int kDigitLimitThreshold = 640;

enum class IntegerTextError { None, InvalidBase, InvalidLiteral, TooManyDigits };

struct IntegerText {
  AsciiBuffer digits;  // at least one digit, no underscores; leading zeros are possible
  bool negative = false;
  int base = 10;  // 2 to 36: never 0 after success

  // The value if it is small enough that this is quick to tell (any number of at most 12 digits, or 18 decimal ones).
  [[nodiscard]] bool to_int64(int64_t* out) const;
};

// Checks `text` against the grammar. On TooManyDigits `out->digits` holds the digits that were too many.
[[nodiscard]] IntegerTextError read_integer(TextView text, int base, int digit_limit, IntegerText* out);

// The message for a base outside 0 and 2 to 36.
inline constexpr std::string_view kInvalidBaseMessage = "int() base must be >= 2 and <= 36, or 0";

// Whether `digit_count` digits in `base` are refused on reading, and whether `a` is refused on writing in base ten.
[[nodiscard]] bool exceeds_digit_limit(size_t digit_count, int base, int digit_limit);
[[nodiscard]] bool exceeds_digit_limit(IntegerView a, int digit_limit);

// The messages of those refusals.
void append_too_many_digits_message(AsciiBuffer& out, int digit_limit, size_t digit_count);
void append_too_long_to_write_message(AsciiBuffer& out, int digit_limit);

}  // namespace taipan::numbers
