// base/numbers/printf_format.h -- the % operator of texts and bytes: its directives, and how it writes numbers.
//
// Room       Base. Knows no object: taking arguments is the caller's.
// In / out   A format text in, events out; a number and a directive in, ASCII out.
// Tests      tests/unit/base/numbers/printf_format_test.cpp, tests/differential/numbers/
//
//   %[(key)][flags][width][.precision][length]conversion        flags - + blank # 0     length h l L, ignored
//
// The scanner hands out what it meets one event at a time, because arguments must be taken in the middle of a
// directive (for a width *) and errors must appear in the order of the text:
//
//   "a%(n)-*.3f"   Literal "a", Mapping, Key "n", Width, Conversion 'f' with precision 3, End
#pragma once

#include <cstdint>

#include "base/numbers/limbs.h"
#include "base/numbers/number_text.h"

namespace taipan::numbers {

struct PrintfDirective {
  bool left = false;       // -
  bool sign = false;       // +
  bool blank = false;      // blank
  bool alternate = false;  // #
  bool zero = false;       // 0
  int64_t width = -1;      // -1: none
  int64_t precision = -1;  // -1: none
  char32_t conversion = 0;
};

enum class PrintfEvent {
  Literal,     // `literal` is to be copied
  Mapping,     // a key follows: the right operand must be a mapping
  Key,         // `key` names the argument of this directive
  Width,       // '*': take an int and call set_width
  Precision,   // '*': take an int and call set_precision
  Conversion,  // `directive` is complete: take an argument, then see whether its conversion is known
  Percent,     // "%%": a '%' is to be written, and no argument is taken
  Error,       // ValueError with `error`
  End,
};

// Some messages differ.
enum class PrintfTarget { Text, Bytes };

class PrintfScanner {
 public:
  explicit PrintfScanner(TextView format, PrintfTarget target = PrintfTarget::Text)
      : format_(format), target_(target) {}

  PrintfEvent next();

  [[nodiscard]] TextView literal() const { return slice_; }
  [[nodiscard]] TextView key() const { return slice_; }
  [[nodiscard]] const PrintfDirective& directive() const { return directive_; }
  [[nodiscard]] std::string_view error() const { return error_; }
  // Where the conversion character stands, for the message about an unknown one.
  [[nodiscard]] size_t conversion_index() const { return position_ - 1; }

  // A negative width means left aligned, a negative precision 0.
  void set_width(int64_t width);
  void set_precision(int64_t precision);

 private:
  enum class Stage { Text, Key, Flags, Dot, Length };

  bool at_end() const { return position_ == format_.length; }
  PrintfEvent scan_text();
  PrintfEvent scan_key();
  PrintfEvent fail(std::string_view message);
  bool take_number(int64_t* number, int64_t limit);

  TextView format_;
  PrintfTarget target_;
  size_t position_ = 0;
  Stage stage_ = Stage::Text;
  TextView slice_;
  PrintfDirective directive_;
  std::string_view error_;
};

// "unsupported format character 'y' (0x79) at index 1".
void append_unsupported_conversion_message(TextBuffer& out, char32_t conversion, size_t index);

enum class PrintfStatus {
  Ok,
  OutOfMemory,
  TooManyDigits,      // ValueError, integer_text.h has the message
  PrecisionTooLarge,  // OverflowError
};
inline constexpr std::string_view kPrecisionTooLargeMessage = "precision too large";

// Conversions d i u o x X. The digit limit is that of integer_text.h.
[[nodiscard]] PrintfStatus printf_integer(AsciiBuffer& out, IntegerView value, const PrintfDirective& directive,
                                          int digit_limit);
// Conversions e E f F g G.
[[nodiscard]] PrintfStatus printf_float(AsciiBuffer& out, double value, const PrintfDirective& directive);

// Conversions s r a b c: how many characters of a text of `length` to copy, and the blanks around them. All but c are
// cut to the precision.
struct PrintfTextLayout {
  size_t left;
  size_t length;
  size_t right;
};
[[nodiscard]] PrintfTextLayout printf_text_layout(size_t length, const PrintfDirective& directive);

}  // namespace taipan::numbers
