// python/objects/format_value.cpp -- the common cases of format(); the contract is in format_value.h.
//
// Room       python/objects. The mini-language is in base/numbers/format_spec.h.
#include "python/objects/format_value.h"

#include "base/numbers/format_spec.h"
#include "python/objects/str_private.h"
#include "vm/integer.h"

namespace taipan::python {

int64_t int_max_str_digits();  // runtime/compile_source.h

namespace {

using numbers::FormattedKind;

// How the locale writes numbers is the method's business.
bool needs_locale(const numbers::FormatSpec& spec) { return spec.type == 'n'; }

Result<bool> finish(Thread& thread, bool ok, const numbers::FormatError& error) {
  if (ok) return true;
  return raise_format_error(thread, error);
}

}  // namespace

Result<bool> append_formatted(Thread& thread, Value value, TextView spec_text, TextBuffer& out) {
  const bool is_text = is_exact_string(value);
  if (is_text && spec_text.length == 0) {
    out.append(text_of(value.as<String>()));
    return true;
  }
  const bool is_integer = !is_text && is_exact_integer(value);
  if (!is_text && !is_integer && !value.is_double()) return false;
  if (spec_text.length == 0) {
    out.append(text_of(TRY(str(thread, value))));
    return true;
  }
  numbers::FormatSpec spec;
  numbers::FormatError error;
  const FormattedKind kind = is_text ? FormattedKind::Text : is_integer ? FormattedKind::Integer : FormattedKind::Float;
  const TextView name(std::string_view(is_text ? "str" : is_integer ? "int" : "float"));
  if (!numbers::parse_format_spec(spec_text, kind, name, &spec, &error)) return raise_format_error(thread, error);
  if (is_text) return finish(thread, numbers::format_text(text_of(value.as<String>()), spec, name, out, &error), error);
  if (needs_locale(spec)) return false;
  const numbers::FormatContext context{.locale = nullptr, .digit_limit = is_integer ? int(int_max_str_digits()) : 0};
  if (!is_integer) return finish(thread, numbers::format_float(value.as_double(), spec, name, context, out, &error), error);
  const IntegerOperand operand(value);
  return finish(thread, numbers::format_integer(operand.view(), spec, name, context, out, &error), error);
}

}  // namespace taipan::python
