// python/objects/str_percent_format.cpp -- the % operator of texts.
//
// Room       python/objects. What it shares with byte strings is in percent_format.h.
// Tests      tests/python/core/strings/, CPython's test_format
#include "python/objects/percent_format.h"
#include "python/objects/str_private.h"

namespace taipan::python {

namespace {

class StrTarget {
 public:
  static constexpr numbers::PrintfTarget kTarget = numbers::PrintfTarget::Text;
  static constexpr const char* kNotAllConverted = "not all arguments converted during string formatting";
  static bool takes_mapping(Value arguments) { return !as_string(arguments); }

  explicit StrTarget(TextBuffer& out) : out_(out) {}

  Value key(Thread& thread, TextView name) {
    String* s = TRY(checked(thread, string_from_text(thread.heap(), name)));
    return Value(s);
  }
  void append(TextView part) { out_.append(part); }
  Raised wrong_float(Thread&, Value) { return {}; }

  Result<bool> convert(Thread& thread, const numbers::PrintfDirective& directive, Value argument) {
    const String* s;
    switch (directive.conversion) {
      case 's': s = TRY(str(thread, argument)); break;
      case 'r': s = TRY(repr(thread, argument)); break;
      case 'a': s = TRY(ascii(thread, argument)); break;
      case 'c': s = TRY(character(thread, argument)); break;
      default: return false;
    }
    if (directive.width < 0 && directive.precision < 0) {
      out_.append(text_of(s));
      return true;
    }
    const numbers::PrintfTextLayout layout = numbers::printf_text_layout(size_t(s->length()), directive);
    if (layout.left + layout.length + layout.right > (size_t{1} << 60)) return raise_memory_error(thread);
    out_.append_repeated(' ', layout.left);
    out_.append(text_of(s).substring(0, layout.length));
    out_.append_repeated(' ', layout.right);
    return true;
  }

 private:
  String* character(Thread& thread, Value argument) {
    if (String* s = as_string(argument)) {
      if (s->length() == 1) return s;
      return raise(thread, TypeId::TypeError, "%%c requires int or char");
    }
    const Value integer = to_index(thread, argument);
    if (integer.is_raised()) {
      if (!clear_if(thread, TypeId::TypeError)) return Raised{};
      return raise(thread, TypeId::TypeError, "%%c requires int or char");
    }
    const int64_t code = integer_to_int64_clamped(integer);
    if (code < 0 || code > 0x10FFFF) return raise(thread, TypeId::OverflowError, "%%c arg not in range(0x110000)");
    return string_from_character(thread.heap(), uint32_t(code));
  }

  TextBuffer& out_;
};

}  // namespace

String* percent_format(Thread& thread, String* format, Value arguments) {
  TextBuffer out;
  StrTarget target(out);
  TRY(percent_format_into(thread, text_of(format), arguments, target));
  return text_result(thread, out);
}

}  // namespace taipan::python
