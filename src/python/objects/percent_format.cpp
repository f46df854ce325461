// python/objects/percent_format.cpp -- the parts of the % operator that texts and byte strings share.
//
// Room       python/objects; the contract is in percent_format.h.
// Tests      tests/python/core/strings/, CPython's test_format
#include "python/objects/percent_format.h"

#include "python/runtime/compile_source.h"

namespace taipan::python {

namespace {

bool is_number(Value v) {
  if (is_int_like(v) || is_float_like(v) || is_kind(v, kind(PythonKind::Complex))) return true;
  Type* type = type_of(v);
  return !lookup_special(type, Special::Index).is_unbound() || !lookup_special(type, Special::Int).is_unbound() ||
         !lookup_special(type, Special::Float).is_unbound();
}

}  // namespace

bool has_subscript(Value value) { return !lookup_special(type_of(value), Special::GetItem).is_unbound(); }

Value percent_integer(Thread& thread, Value argument, char32_t conversion) {
  if (is_int_like(argument)) return int_value_of(thread.heap(), argument);
  const bool wants_integer = conversion == 'o' || conversion == 'x' || conversion == 'X';
  if (is_number(argument)) {
    const Value integer = wants_integer ? to_index(thread, argument) : to_int(thread, argument);
    if (!integer.is_raised()) return int_value_of(thread.heap(), integer);
    if (!clear_if(thread, TypeId::TypeError)) return Value::raised();
  }
  return raise(thread, TypeId::TypeError, "%%%c format: %s is required, not %T", int(conversion),
               wants_integer ? "an integer" : "a real number", argument);
}

Raised raise_percent_status(Thread& thread, numbers::PrintfStatus status) {
  switch (status) {
    case numbers::PrintfStatus::PrecisionTooLarge: return raise(thread, TypeId::OverflowError, "precision too large");
    case numbers::PrintfStatus::TooManyDigits: {
      numbers::AsciiBuffer message;
      numbers::append_too_long_to_write_message(message, int(int_max_str_digits()));
      return raise(thread, TypeId::ValueError, "%.*s", int(message.size()), message.data());
    }
    default: return raise_memory_error(thread);
  }
}

Result<int64_t> percent_star(Thread& thread, Value argument, bool precision) {
  if (!is_int_like(argument)) return raise(thread, TypeId::TypeError, "* wants int");
  int64_t number;
  const bool fits = integer_to_int64(argument, &number);
  if (precision && (!fits || number > INT32_MAX || number < INT32_MIN)) {
    return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
  }
  if (!fits) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C ssize_t");
  return number;
}

Raised raise_unsupported_conversion(Thread& thread, char32_t conversion, size_t index) {
  text::TextBuffer message;
  numbers::append_unsupported_conversion_message(message, conversion, index);
  return raise(thread, TypeId::ValueError, "%U", string_from_text(thread.heap(), message.view()));
}

}  // namespace taipan::python
