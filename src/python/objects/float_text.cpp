// python/objects/float_text.cpp -- floats from text, and their text: float(), repr(), hex(), format().
//
// Room       python/objects. Grammar and digits are in base/numbers/float_text.h.
// Tests      tests/python/objects/numbers/, CPython's test_float
#include "python/objects/float_text_private.h"

#include "base/numbers/float_text.h"
#include "base/numbers/format_spec.h"
#include "base/text/ascii.h"
#include "python/objects/buffer.h"
#include "python/objects/number_locale.h"
#include "python/objects/str_private.h"

namespace taipan::python {

namespace {

String* ascii_result(Thread& thread, const numbers::AsciiBuffer& out) {
  return checked(thread, string_from_latin1(thread.heap(), {out.data(), out.size()}));
}

Raised raise_not_a_number(Thread& thread, Value text) {
  return raise(thread, TypeId::ValueError, "could not convert string to float: %R", text);
}

}  // namespace

Value float_from_text(Thread& thread, Value value) {
  double d;
  if (String* text = as_string(value)) {
    if (numbers::read_float(text_of(text), &d)) return Value::number(d);
    return raise_not_a_number(thread, value);
  }
  BufferView view;
  TRY(get_buffer(thread, value, &view));
  // Bytes are ASCII: the white space beyond, which a text may have, does not count.
  const bool is_ascii = text::is_ascii(view.data, size_t(view.size));
  if (is_ascii && numbers::read_float(TextView(view.view()), &d)) return Value::number(d);
  return raise_not_a_number(thread, value);
}

Value float_from_hex(Thread& thread, Value value) {
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "bad argument type for built-in operation");
  double d;
  switch (numbers::read_float_hex(text_of(text), &d)) {
    case numbers::HexFloatError::None: return Value::number(d);
    case numbers::HexFloatError::TooLarge:
      return raise(thread, TypeId::OverflowError, "hexadecimal value too large to represent as a float");
    default: return raise(thread, TypeId::ValueError, "invalid hexadecimal floating-point string");
  }
}

String* float_repr(Thread& thread, Value self) {
  numbers::AsciiBuffer out;
  numbers::append_float_repr(out, float_value_of(self));
  return ascii_result(thread, out);
}

String* float_hex(Thread& thread, Value self) {
  numbers::AsciiBuffer out;
  numbers::append_float_hex(out, float_value_of(self));
  return ascii_result(thread, out);
}

String* float_format(Thread& thread, Value self, String* spec) {
  if (spec->length() == 0) return str(thread, self);
  numbers::FormatSpec parsed;
  numbers::FormatError error;
  const TextView type_name = text_of(type_of(self)->name);
  TextBuffer out;
  if (!numbers::parse_format_spec(text_of(spec), numbers::FormattedKind::Float, type_name, &parsed, &error)) {
    return raise_format_error(thread, error);
  }
  const ProcessNumberLocale locale(parsed);
  const numbers::FormatContext context{.locale = locale.get(), .digit_limit = 0};
  if (!numbers::format_float(float_value_of(self), parsed, type_name, context, out, &error)) {
    return raise_format_error(thread, error);
  }
  return text_result(thread, out);
}

}  // namespace taipan::python
