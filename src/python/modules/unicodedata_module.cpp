// python/modules/unicodedata_module.cpp -- the module unicodedata: properties, names, normal forms.
//
// Room       python/modules. The data are in base/unicode: version 14.0.0, and 3.2.0 through the object ucd_3_2_0.
// Tests      CPython's test_unicodedata, test_ucn
//
// Functions of the module and methods of the class UCD differ in the version only: each is a template on it, and the
// methods ignore their receiver.
#include <cstddef>
#include <cstdio>

#include "base/unicode/names.h"
#include "base/unicode/normalization.h"
#include "base/unicode/properties.h"
#include "base/unicode/version_3_2.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/str_private.h"
#include "python/objects/text_codec.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

using unicode::Version;

constexpr size_t kLongestName = 256;

struct UcdObject : HeapObject {
  Value version;
};

void trace_ucd(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<UcdObject*>(object)->version.bits());
  trace_attributes(object, tracer);
}
const Layout kUcdLayout = {.name = "UCD", .size = &size_from_shape, .trace = &trace_ucd};

// The character that a function is asked about. `position` 0: the function has one argument only.
Result<uint32_t> character(Thread& thread, Value value, const char* function, int position = 0) {
  const String* s = as_string(value);
  if (s && s->length() == 1) return s->at(0);
  if (position == 0) return raise(thread, TypeId::TypeError, "%s() argument must be a unicode character, not %T", function, value);
  return raise(thread, TypeId::TypeError, "%s() argument %d must be a unicode character, not %T", function, position, value);
}

String* ascii_string(Thread& thread, std::string_view text) { return intern(thread.heap(), text); }

template <Version version>
constexpr bool kOld = version == Version::Unicode3_2;

template <Version version>
String* category(Thread& thread, Value chr) {
  const uint32_t c = TRY(character(thread, chr, "category"));
  return ascii_string(thread, unicode::name_of(kOld<version> ? unicode::category_3_2(c) : unicode::category(c)));
}

template <Version version>
String* bidirectional(Thread& thread, Value chr) {
  const uint32_t c = TRY(character(thread, chr, "bidirectional"));
  return ascii_string(thread, unicode::name_of(kOld<version> ? unicode::bidirectional_3_2(c) : unicode::bidirectional(c)));
}

template <Version version>
String* east_asian_width(Thread& thread, Value chr) {
  const uint32_t c = TRY(character(thread, chr, "east_asian_width"));
  return ascii_string(thread, unicode::name_of(kOld<version> ? unicode::east_asian_width_3_2(c) : unicode::east_asian_width(c)));
}

template <Version version>
Value combining(Thread& thread, Value chr) {
  const uint32_t c = TRY(character(thread, chr, "combining"));
  return Value::integer(kOld<version> ? unicode::combining_3_2(c) : unicode::combining(c));
}

template <Version version>
Value mirrored(Thread& thread, Value chr) {
  const uint32_t c = TRY(character(thread, chr, "mirrored"));
  return Value::integer(kOld<version> ? unicode::is_mirrored_3_2(c) : unicode::is_mirrored(c));
}

// The default, or ValueError.
Value or_default(Thread& thread, Value value, Value default_value, const char* message) {
  if (!value.is_unbound()) return value;
  if (!default_value.is_missing()) return default_value;
  return raise(thread, TypeId::ValueError, "%s", message);
}

template <Version version>
Value decimal(Thread& thread, Value chr, Value default_value) {
  const uint32_t c = TRY(character(thread, chr, "decimal", 1));
  const int value = kOld<version> ? unicode::decimal_value_3_2(c) : unicode::decimal_value(c);
  return or_default(thread, value < 0 ? Value::unbound() : Value::integer(value), default_value, "not a decimal");
}

template <Version version>
Value digit(Thread& thread, Value chr, Value default_value) {
  const uint32_t c = TRY(character(thread, chr, "digit", 1));
  const int value = kOld<version> ? unicode::digit_value_3_2(c) : unicode::digit_value(c);
  return or_default(thread, value < 0 ? Value::unbound() : Value::integer(value), default_value, "not a digit");
}

template <Version version>
Value numeric(Thread& thread, Value chr, Value default_value) {
  const uint32_t c = TRY(character(thread, chr, "numeric", 1));
  double value = 0;
  const bool has = kOld<version> ? unicode::numeric_value_3_2(c, value) : unicode::numeric_value(c, value);
  return or_default(thread, has ? Value::number(value) : Value::unbound(), default_value, "not a numeric character");
}

template <Version version>
String* decomposition(Thread& thread, Value chr) {
  const uint32_t c = TRY(character(thread, chr, "decomposition"));
  if (kOld<version> && !unicode::is_assigned_3_2(c)) return empty_string();
  const unicode::Decomposition parts = unicode::decomposition(c);
  TextBuffer out;
  out.append(TextView(parts.tag));
  for (int i = 0; i < parts.unit_count; i++) {
    char32_t part = parts.units[i];
    if (unicode::is_high_surrogate(part)) part = unicode::join_surrogates(part, parts.units[++i]);
    char digits[16];
    std::snprintf(digits, sizeof digits, "%s%04X", out.length() != 0 ? " " : "", unsigned(part));
    out.append(digits);
  }
  return text_result(thread, out);
}

template <Version version>
Value name(Thread& thread, Value chr, Value default_value) {
  const uint32_t c = TRY(character(thread, chr, "name", 1));
  unicode::NameBuffer buffer;
  const std::string_view text = unicode::name_of(c, buffer, version);
  const Value found = text.empty() ? Value::unbound() : Value(TRY(checked(thread, string_from_latin1(thread.heap(), text))));
  return or_default(thread, found, default_value, "no such name");
}

// Text as UTF-8, or anything bytes-like.
template <Version version>
String* lookup(Thread& thread, Value name_value) {
  BufferView view;
  std::string_view text;
  if (String* s = as_string(name_value)) {
    Bytes* bytes = TRY(encode_utf8(thread, s, nullptr));
    text = bytes->view();
  } else {
    TRY(get_buffer(thread, name_value, &view));
    text = view.view();
  }
  if (text.size() > kLongestName) return raise(thread, TypeId::KeyError, "name too long");
  const auto found = unicode::lookup_name(text, unicode::NameScope::CharactersAndSequences, version);
  if (!found) {
    String* shown = TRY(decode(thread, text, nullptr, "replace"));
    return raise(thread, TypeId::KeyError, "undefined character name '%U'", shown);
  }
  return checked(thread, string_from_text(thread.heap(), TextView(found->characters, found->length)));
}

Result<unicode::NormalForm> form_of(Thread& thread, const String* form) {
  const auto known = form->is_ascii() ? unicode::normal_form_named(form->bytes()) : std::nullopt;
  if (!known) return raise(thread, TypeId::ValueError, "invalid normalization form");
  return *known;
}

template <Version version>
String* normalize(Thread& thread, String* form_name, String* text) {
  if (text->length() == 0) return exact_text(thread, text);
  const unicode::NormalForm form = TRY(form_of(thread, form_name));
  const TextView view = text_of(text);
  if (!kOld<version> && (text->is_ascii() || unicode::quick_check(view, form) == unicode::QuickCheck::Yes)) {
    return exact_text(thread, text);
  }
  TextBuffer out;
  unicode::append_normalized(out, view, form, version);
  return text_result(thread, out);
}

template <Version version>
Result<bool> is_normalized(Thread& thread, String* form_name, String* text) {
  if (text->length() == 0) return true;
  const unicode::NormalForm form = TRY(form_of(thread, form_name));
  return unicode::is_normalized(text_of(text), form, version);
}

// Methods of UCD: the same behind a receiver.
template <auto function>
struct Receiving;
template <class R, class... A, R (*function)(Thread&, A...)>
struct Receiving<function> {
  static R call(Thread& thread, Value, A... arguments) { return function(thread, arguments...); }
};

constexpr Version kNow = Version::Current;
constexpr Version kThen = Version::Unicode3_2;

#define CHARACTER_ROW(f, doc) {#f "(chr, /)", f<kNow>, doc}
#define DEFAULT_ROW(f, doc) {#f "(chr, default=<missing>, /)", f<kNow>, doc}
#define CHARACTER_METHOD(f, doc) {#f "(self, chr, /)", Receiving<f<kThen>>::call, doc}
#define DEFAULT_METHOD(f, doc) {#f "(self, chr, default=<missing>, /)", Receiving<f<kThen>>::call, doc}
#define CATEGORY_DOC "The general category of a character."
#define BIDIRECTIONAL_DOC "The bidirectional class of a character."
#define WIDTH_DOC "The East Asian width of a character."
#define COMBINING_DOC "The canonical combining class of a character."
#define MIRRORED_DOC "1 if the character is mirrored in text from right to left, otherwise 0."
#define DECOMPOSITION_DOC "The decomposition of a character, in hexadecimal numbers."
#define DECIMAL_DOC "The value of a decimal digit."
#define DIGIT_DOC "The value of a digit."
#define NUMERIC_DOC "The numeric value of a character."
#define NAME_DOC "The name of a character."
#define LOOKUP_DOC "The character, or the sequence of characters, of this name."
#define NORMALIZE_DOC "The text in the normal form NFC, NFD, NFKC or NFKD."
#define IS_NORMALIZED_DOC "Whether the text is in the normal form."

const Method kFunctions[] = {
    CHARACTER_ROW(category, CATEGORY_DOC),
    CHARACTER_ROW(bidirectional, BIDIRECTIONAL_DOC),
    CHARACTER_ROW(east_asian_width, WIDTH_DOC),
    CHARACTER_ROW(combining, COMBINING_DOC),
    CHARACTER_ROW(mirrored, MIRRORED_DOC),
    CHARACTER_ROW(decomposition, DECOMPOSITION_DOC),
    DEFAULT_ROW(decimal, DECIMAL_DOC),
    DEFAULT_ROW(digit, DIGIT_DOC),
    DEFAULT_ROW(numeric, NUMERIC_DOC),
    DEFAULT_ROW(name, NAME_DOC),
    {"lookup(name, /)", lookup<kNow>, LOOKUP_DOC},
    {"normalize(form, unistr, /)", normalize<kNow>, NORMALIZE_DOC},
    {"is_normalized(form, unistr, /)", is_normalized<kNow>, IS_NORMALIZED_DOC},
};

const Method kUcdMethods[] = {
    CHARACTER_METHOD(category, CATEGORY_DOC),
    CHARACTER_METHOD(bidirectional, BIDIRECTIONAL_DOC),
    CHARACTER_METHOD(east_asian_width, WIDTH_DOC),
    CHARACTER_METHOD(combining, COMBINING_DOC),
    CHARACTER_METHOD(mirrored, MIRRORED_DOC),
    CHARACTER_METHOD(decomposition, DECOMPOSITION_DOC),
    DEFAULT_METHOD(decimal, DECIMAL_DOC),
    DEFAULT_METHOD(digit, DIGIT_DOC),
    DEFAULT_METHOD(numeric, NUMERIC_DOC),
    DEFAULT_METHOD(name, NAME_DOC),
    {"lookup(self, name, /)", Receiving<lookup<kThen>>::call, LOOKUP_DOC},
    {"normalize(self, form, unistr, /)", Receiving<normalize<kThen>>::call, NORMALIZE_DOC},
    {"is_normalized(self, form, unistr, /)", Receiving<is_normalized<kThen>>::call, IS_NORMALIZED_DOC},
};

const Member kUcdMembers[] = {
    {"unidata_version", MemberType::Object, uint32_t(offsetof(UcdObject, version)), true, ""},
};

const TypeSpec kUcdSpec = {
    .name = "unicodedata.UCD",
    .layout = &kUcdLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(UcdObject),
    .flags = kTypeNoInstantiation,
    .methods = kUcdMethods,
    .members = kUcdMembers,
};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  Type* ucd = define_type(thread, kUcdSpec);
  auto* old = static_cast<UcdObject*>(allocate_instance(heap, ucd));
  old->version = Value(intern(heap, "3.2.0"));
  heap.write_barrier(old);
  TRY(module_add(thread, module, "UCD", Value(ucd)));
  TRY(module_add(thread, module, "ucd_3_2_0", Value(old)));
  return module_add(thread, module, "unidata_version", Value(intern(heap, "14.0.0")));
}

}  // namespace

extern const ModuleSpec kUnicodedataModule = {
    .name = "unicodedata", .doc = "Properties of characters, from the Unicode Character Database.", .functions = kFunctions, .execute = &execute};

}  // namespace taipan::python
