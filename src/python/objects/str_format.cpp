// python/objects/str_format.cpp -- str.format, str.format_map, str.__format__.
//
// Room       python/objects. The grammar is in format_fields.h, the layout of texts in base/numbers/format_spec.h.
// Tests      tests/python/core/strings/, CPython's test_unicode
#include "base/numbers/format_spec.h"
#include "base/text/search.h"

#include "python/objects/format_fields.h"
#include "python/objects/format_value.h"
#include "python/objects/str_private.h"

namespace taipan::python {

namespace {

constexpr int kNesting = 2;  // a spec may hold fields, but their specs none

// Where fields get their values: the arguments of format(), or the mapping of format_map().
struct Sources {
  const Value* positional = nullptr;
  int64_t count = 0;
  Tuple* names = nullptr;         // of keyword arguments, whose values follow the positional ones
  Value mapping;                  // format_map
  bool is_map() const { return !mapping.is_unbound(); }
};

class Formatter {
 public:
  Formatter(Thread& thread, String* format, const Sources& sources)
      : thread_(thread), format_(format), text_(text_of(format)), sources_(sources) {}

  Status write(TextBuffer& out, FormatPart part, int depth) {
    if (depth <= 0) return raise(thread_, TypeId::ValueError, "Max string recursion exceeded");
    FormatScanner scanner(text_, part);
    FormatField field;
    while (TRY(scanner.next(thread_, &field))) {
      if (!field.literal.empty()) out.append(text_.substring(field.literal.start, field.literal.end));
      if (field.has_field) TRY(write_field(out, field, depth));
    }
    return ok_status();
  }

 private:
  String* part(FormatPart p) { return slice_of(thread_, format_, int64_t(p.start), int64_t(p.end - p.start)); }

  Value first_value(const FieldName& name) {
    if (name.index >= 0) {
      if (sources_.is_map()) return raise(thread_, TypeId::ValueError, "Format string contains positional fields");
      if (name.index < sources_.count) return sources_.positional[name.index];
      return raise(thread_, TypeId::IndexError, "Replacement index %ld out of range for positional args tuple", name.index);
    }
    String* key = TRY(part(name.first));
    if (sources_.is_map()) return get_item(thread_, sources_.mapping, Value(key));
    if (sources_.names != nullptr) {
      for (int64_t i = 0; i < sources_.names->length(); i++) {
        if (taipan::equal(sources_.names->at(i).as<String>(), key)) return sources_.positional[sources_.count + i];
      }
    }
    return raise_key_error(thread_, Value(key));
  }

  Value field_value(FormatPart name_part) {
    const FieldName name = TRY(split_field_name(thread_, text_, name_part, &numbering_));
    Value value = TRY(first_value(name));
    FormatPart rest = name.rest;
    FieldStep step;
    while (TRY(next_field_step(thread_, text_, &rest, &step))) {
      if (step.is_attribute) {
        value = TRY(get_attribute(thread_, value, intern(thread_.heap(), TRY(part(step.name)))));
      } else if (step.index >= 0) {
        value = TRY(get_item(thread_, value, integer_value(thread_.heap(), step.index)));
      } else {
        value = TRY(get_item(thread_, value, Value(TRY(part(step.name)))));
      }
    }
    return value;
  }

  Value convert(Value value, char32_t conversion) {
    switch (conversion) {
      case 0: return value;
      case 'r': return Value(TRY(repr(thread_, value)));
      case 's': return Value(TRY(str(thread_, value)));
      case 'a': return Value(TRY(ascii(thread_, value)));
      default: break;
    }
    if (conversion > 32 && conversion < 127) {
      return raise(thread_, TypeId::ValueError, "Unknown conversion specifier %c", int(conversion));
    }
    return raise(thread_, TypeId::ValueError, "Unknown conversion specifier \\x%x", unsigned(conversion));
  }

  Status write_field(TextBuffer& out, const FormatField& field, int depth) {
    Value value = TRY(field_value(field.name));
    value = TRY(convert(value, field.conversion));
    if (field.spec_is_nested) {
      TextBuffer spec;
      TRY(write(spec, field.spec, depth - 1));
      return write_value(out, value, spec.view());
    }
    return write_value(out, value, text_.substring(field.spec.start, field.spec.end));
  }

  Status write_value(TextBuffer& out, Value value, TextView spec) {
    if (TRY(append_formatted(thread_, value, spec, out))) return ok_status();
    String* spec_text = TRY(checked(thread_, string_from_text(thread_.heap(), spec)));
    const Value text = TRY(taipan::python::format(thread_, value, spec_text));
    out.append(text_of(text.as<String>()));
    return ok_status();
  }

  Thread& thread_;
  String* format_;
  TextView text_;
  const Sources& sources_;
  AutoNumber numbering_;
};

String* format_text_with(Thread& thread, String* format, const Sources& sources) {
  const TextView text = text_of(format);
  if (text::find_char(text, '{') == text::kNotFound && text::find_char(text, '}') == text::kNotFound) return format;
  TextBuffer out;
  Formatter formatter(thread, format, sources);
  TRY(formatter.write(out, {0, size_t(format->length())}, kNesting));
  return text_result(thread, out);
}

}  // namespace

Value str_format(Thread& thread, NativeCall call) {
  Sources sources;
  sources.positional = call.values + 1;
  sources.count = call.positional() - 1;
  sources.names = call.names;
  return detail::to_value(thread, format_text_with(thread, call.values[0].as<String>(), sources));
}

String* str_format_map(Thread& thread, String* self, Value mapping) {
  Sources sources;
  sources.mapping = mapping;
  return format_text_with(thread, self, sources);
}

String* str_dunder_format(Thread& thread, String* self, String* spec) {
  if (spec->length() == 0) return str(thread, Value(self));
  numbers::FormatSpec parsed;
  numbers::FormatError error;
  const TextView type_name = text_of(type_of(Value(self))->name);
  TextBuffer out;
  if (!numbers::parse_format_spec(text_of(spec), numbers::FormattedKind::Text, type_name, &parsed, &error) ||
      !numbers::format_text(text_of(self), parsed, type_name, out, &error)) {
    return raise_format_error(thread, error);
  }
  return text_result(thread, out);
}

}  // namespace taipan::python
