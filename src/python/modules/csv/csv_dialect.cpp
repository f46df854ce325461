// python/modules/csv/csv_dialect.cpp -- the class _csv.Dialect.
//
// Room       python/modules/csv.
// Tests      tests/python/library/csv_*.py; CPython's test_csv
#include "python/modules/csv/csv_private.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python::csv {

using modules_core::CsvDialect;
using modules_core::CsvQuoting;
using modules_core::kNoCsvCharacter;

namespace {

void finalize_dialect(HeapObject* object) { delete static_cast<DialectObject*>(object)->settings; }
const Layout kLayout = {.name = "csv dialect", .size = size_from_shape, .trace = trace_attributes, .finalize = finalize_dialect};

constexpr const char* kNames[] = {"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"};
enum Setting { Delimiter, DoubleQuote, EscapeChar, LineTerminator, QuoteChar, Quoting, SkipInitialSpace, Strict, kSettingCount };

Status read_character(Thread& thread, Value value, const char* name, bool may_be_none, char32_t* out) {
  if (value.is_none() && may_be_none) {
    *out = kNoCsvCharacter;
    return ok_status();
  }
  const String* text = as_string(value);
  if (!text) {
    return raise(thread, TypeId::TypeError, may_be_none ? "\"%s\" must be string or None, not %T" : "\"%s\" must be string, not %T", name, value);
  }
  if (text->length() != 1) return raise(thread, TypeId::TypeError, "\"%s\" must be a 1-character string", name);
  *out = text->at(0);
  return ok_status();
}

Status read_settings(Thread& thread, const Value (&given)[kSettingCount], CsvDialect* out) {
  const auto truth = [&](Setting setting, bool* field) -> Status {
    if (!given[setting].is_unbound()) *field = TRY(is_true(thread, given[setting]));
    return ok_status();
  };
  if (!given[Delimiter].is_unbound()) TRY(read_character(thread, given[Delimiter], "delimiter", false, &out->delimiter));
  TRY(truth(DoubleQuote, &out->double_quote));
  if (!given[EscapeChar].is_unbound()) TRY(read_character(thread, given[EscapeChar], "escapechar", true, &out->escape));
  bool has_terminator = true;
  if (const Value terminator = given[LineTerminator]; !terminator.is_unbound()) {
    const String* text = as_string(terminator);
    if (!text && !terminator.is_none()) return raise(thread, TypeId::TypeError, "\"lineterminator\" must be a string");
    has_terminator = text != nullptr;
    out->line_terminator.clear();
    for (int64_t i = 0; text && i < text->length(); i++) out->line_terminator.push_back(char32_t(text->at(i)));
  }
  if (!given[QuoteChar].is_unbound()) TRY(read_character(thread, given[QuoteChar], "quotechar", true, &out->quote));
  if (const Value quoting = given[Quoting]; !quoting.is_unbound()) {
    if (!is_exact_integer(quoting)) return raise(thread, TypeId::TypeError, "\"quoting\" must be an integer");
    const int64_t number = integer_to_int64_clamped(quoting);
    if (number < 0 || number > 3) return raise(thread, TypeId::TypeError, "bad \"quoting\" value");
    out->quoting = CsvQuoting(number);
  }
  TRY(truth(SkipInitialSpace, &out->skip_initial_space));
  TRY(truth(Strict, &out->is_strict));
  // Without a quote character and with nothing said there are no quotes.
  if (given[QuoteChar].is_none() && given[Quoting].is_unbound()) out->quoting = CsvQuoting::None;
  if (out->quoting != CsvQuoting::None && out->quote == kNoCsvCharacter) {
    return raise(thread, TypeId::TypeError, "quotechar must be set if quoting enabled");
  }
  if (!has_terminator) return raise(thread, TypeId::TypeError, "lineterminator must be set");
  return ok_status();
}

Value make_dialect(Thread& thread, Type* cls, Value base, const Value (&arguments)[kSettingCount]) {
  Value given[kSettingCount];
  bool any = false;
  for (int i = 0; i < kSettingCount; i++) {
    given[i] = arguments[i];
    any |= !given[i].is_unbound();
  }
  if (!base.is_unbound()) {
    if (String* name = as_string(base)) {
      base = dict_get(dialects(), name);
      if (base.is_unbound()) return raise(thread, g_error, "unknown dialect");
    }
    if (type_of(base) == g_dialect && cls == g_dialect && !any) return base;
    for (int i = 0; i < kSettingCount; i++) {
      if (given[i].is_unbound()) given[i] = TRY(get_attribute_or_unbound(thread, base, intern(thread.heap(), kNames[i])));
    }
  }
  auto* made = static_cast<DialectObject*>(allocate_instance(thread.heap(), cls));
  made->settings = new CsvDialect();
  TRY(read_settings(thread, given, made->settings));
  return Value(made);
}

// Positional arguments first the dialect, then the settings in order.
Value make_from(Thread& thread, Type* cls, std::span<const Value> positional, const Keywords& named) {
  Value base, given[kSettingCount];
  if (positional.size() > kSettingCount + 1) {
    return raise(thread, TypeId::TypeError, "function takes at most 9 arguments (%ld given)", int64_t(positional.size()) + named.count);
  }
  if (!positional.empty()) base = positional[0];
  for (size_t i = 1; i < positional.size(); i++) given[i - 1] = positional[i];
  for (int64_t i = 0; i < named.count; i++) {
    const String* key = named.names[i].as<String>();
    if (key->equals_ascii("dialect")) {
      base = named.values[i];
      continue;
    }
    bool known = false;
    for (int k = 0; k < kSettingCount; k++) {
      if (!key->equals_ascii(kNames[k])) continue;
      given[k] = named.values[i];
      known = true;
    }
    if (!known) return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for this function", key);
  }
  return make_dialect(thread, cls, base, given);
}

Keywords keywords_of(const NativeCall& call) {
  if (!call.names) return {};
  return {call.names->items(), call.values + call.positional(), call.names->length()};
}

Value dialect_new(Thread& thread, NativeCall call) {
  return make_from(thread, call.values[0].as<Type>(), {call.values + 1, size_t(call.positional() - 1)}, keywords_of(call));
}

const CsvDialect& of(Value self) { return *self.as<DialectObject>()->settings; }

Value character(Thread& thread, char32_t c) {
  return c == kNoCsvCharacter ? Value::none() : Value(string_from_character(thread.heap(), c));
}
Value get_delimiter(Thread& thread, Value self) { return character(thread, of(self).delimiter); }
Value get_escape(Thread& thread, Value self) { return character(thread, of(self).escape); }
Value get_quote(Thread& thread, Value self) { return character(thread, of(self).quote); }
Value get_terminator(Thread& thread, Value self) {
  const std::u32string& text = of(self).line_terminator;
  return Value(string_from_code_points(thread.heap(), reinterpret_cast<const uint32_t*>(text.data()), int64_t(text.size())));
}
Value get_quoting(Thread&, Value self) { return Value::integer(int(of(self).quoting)); }
Value get_double_quote(Thread&, Value self) { return Value::boolean(of(self).double_quote); }
Value get_skip_space(Thread&, Value self) { return Value::boolean(of(self).skip_initial_space); }
Value get_strict(Thread&, Value self) { return Value::boolean(of(self).is_strict); }

Value dialect_reduce(Thread& thread, NativeCall call) {
  return raise(thread, TypeId::TypeError, "cannot pickle '%U' instances", type_of(call.values[0])->name);
}

const Method kMethods[] = {
    {"__new__(cls, *args, **kwargs)", dialect_new, "Create and return a new object."},
    {"__reduce__(self, *args)", dialect_reduce, "raises an exception to avoid pickling"},
    {"__reduce_ex__(self, *args)", dialect_reduce, "raises an exception to avoid pickling"},
};
const Getter kGetters[] = {
    {"delimiter", get_delimiter, nullptr, nullptr},
    {"escapechar", get_escape, nullptr, nullptr},
    {"lineterminator", get_terminator, nullptr, nullptr},
    {"quotechar", get_quote, nullptr, nullptr},
    {"quoting", get_quoting, nullptr, nullptr},
    {"doublequote", get_double_quote, nullptr, nullptr},
    {"skipinitialspace", get_skip_space, nullptr, nullptr},
    {"strict", get_strict, nullptr, nullptr},
};

}  // namespace

Value dialect_from(Thread& thread, Value base, const Keywords& settings) {
  return base.is_unbound() ? make_from(thread, g_dialect, {}, settings) : make_from(thread, g_dialect, {&base, 1}, settings);
}

Value dialect_of_call(Thread& thread, const NativeCall& call) {
  const int64_t positional = call.positional();
  if (positional < 1) return raise(thread, TypeId::TypeError, " expected at least 1 argument, got 0");
  if (positional > 2) return raise(thread, TypeId::TypeError, " expected at most 2 arguments, got %ld", positional);
  return dialect_from(thread, positional == 2 ? call.values[1] : Value::unbound(), keywords_of(call));
}

extern const TypeSpec kDialectSpec = {
    .name = "_csv.Dialect",
    .doc = "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(DialectObject),
    .flags = kTypeSubclassable,
    .methods = kMethods,
    .getters = kGetters,
};

}  // namespace taipan::python::csv
