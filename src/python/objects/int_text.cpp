// python/objects/int_text.cpp -- ints from text, and their text: int(), repr(), format().
//
// Room       python/objects. Grammar and digits are in base/numbers/integer_text.h.
// Tests      tests/python/objects/numbers/, CPython's test_int, test_long
#include "base/numbers/format_spec.h"
#include "base/numbers/integer_text.h"
#include "base/text/ascii.h"
#include "python/objects/buffer.h"
#include "python/objects/int_private.h"
#include "python/objects/number_locale.h"
#include "python/objects/str_private.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

int64_t g_max_str_digits = -1;  // -1: as the command line said

// The literal is shown as a str or bytes would be, cut to 200 characters.
Raised raise_invalid_literal(Thread& thread, Value shown, int base) {
  String* text = TRY(repr(thread, shown));
  if (text->length() > 200) text = TRY(slice_of(thread, text, 0, 200));
  return raise(thread, TypeId::ValueError, "invalid literal for int() with base %d: %U", base, text);
}

Raised raise_digits(Thread& thread, const numbers::AsciiBuffer& message) {
  return raise(thread, TypeId::ValueError, "%.*s", int(message.size()), message.data());
}

// `shown`: for the message.
template <class Shown>
Value read_int(Thread& thread, TextView text, int base, Shown shown) {
  numbers::IntegerText read;
  const int limit = int(int_max_str_digits());
  switch (numbers::read_integer(text, base, limit, &read)) {
    case numbers::IntegerTextError::None: break;
    case numbers::IntegerTextError::InvalidBase:
      return raise(thread, TypeId::ValueError, "int() base must be >= 2 and <= 36, or 0");
    case numbers::IntegerTextError::InvalidLiteral: return raise_invalid_literal(thread, shown(), base);
    case numbers::IntegerTextError::TooManyDigits: {
      numbers::AsciiBuffer message;
      numbers::append_too_many_digits_message(message, limit, read.digits.size());
      return raise_digits(thread, message);
    }
  }
  int64_t small;
  if (read.to_int64(&small)) return integer_value(thread.heap(), small);
  return int_result(thread, integer_from_digits(thread.heap(), {read.digits.data(), read.digits.size()}, read.base, read.negative));
}

}  // namespace

int64_t int_max_str_digits() {
  if (g_max_str_digits < 0) {
    const int64_t given = start_options().int_max_str_digits;
    g_max_str_digits = given < 0 ? 4300 : given;
  }
  return g_max_str_digits;
}
void set_int_max_str_digits(int64_t digits) { g_max_str_digits = digits; }

Value int_from_text(Thread& thread, Value value, int base) {
  if (String* text = as_string(value)) return read_int(thread, text_of(text), base, [=] { return value; });
  BufferView view;
  TRY(get_buffer(thread, value, &view));
  const auto shown = [&] { return Value(bytes_from(thread.heap(), view.view())); };
  // Bytes are ASCII: white space beyond, which a text may have, does not count.
  if (!text::is_ascii(view.data, size_t(view.size))) return raise_invalid_literal(thread, shown(), base);
  return read_int(thread, TextView(view.view()), base, shown);
}

String* int_repr(Thread& thread, Value integer) {
  if (integer.is_object()) {
    const IntegerOperand operand(integer);
    if (numbers::exceeds_digit_limit(operand.view(), int(int_max_str_digits()))) {
      numbers::AsciiBuffer message;
      numbers::append_too_long_to_write_message(message, int(int_max_str_digits()));
      return raise_digits(thread, message);
    }
  }
  return checked(thread, integer_to_string(thread.heap(), integer));
}

String* int_format(Thread& thread, Value self, String* spec) {
  if (spec->length() == 0) return str(thread, self);
  numbers::FormatSpec parsed;
  numbers::FormatError error;
  const TextView type_name = text_of(type_of(self)->name);
  TextBuffer out;
  if (!numbers::parse_format_spec(text_of(spec), numbers::FormattedKind::Integer, type_name, &parsed, &error)) {
    return raise_format_error(thread, error);
  }
  const ProcessNumberLocale locale(parsed);
  const numbers::FormatContext context{.locale = locale.get(), .digit_limit = int(int_max_str_digits())};
  const IntegerOperand operand(self);
  if (!numbers::format_integer(operand.view(), parsed, type_name, context, out, &error)) return raise_format_error(thread, error);
  return text_result(thread, out);
}

}  // namespace taipan::python
