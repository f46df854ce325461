// python/modules/json/json_scanner.cpp -- make_scanner: a text of JSON to values.
//
// Room       python/modules/json.
// Tests      tests/python/library/json_*.py; CPython's test_json
//
// The scanner is written once over the width of the text's characters. Keys tend to come again: a small table gives the
// same string object for the same characters, so that equal keys are stored and hashed once.
#include <cstddef>

#include "base/numbers/float_text.h"
#include "python/modules/json/json_private.h"
#include "python/modules_core/json_scan.h"
#include "python/objects/int_private.h"
#include "vm/layouts.h"

namespace taipan::python::json {

namespace {

using modules_core::JsonNumber;
using modules_core::JsonString;
using modules_core::JsonStringStatus;
using text::TextView;

struct ScannerObject : HeapObject {
  bool strict;
  Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant;
};

void trace_scanner(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<ScannerObject*>(object);
  for (Value v : {self->object_hook, self->object_pairs_hook, self->parse_float, self->parse_int, self->parse_constant}) {
    tracer.visit_value(v.bits());
  }
}
const Layout kLayout = {.name = "json scanner", .size = size_from_shape, .trace = trace_scanner};

constexpr bool is_space(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

template <class Char>
class Scan {
 public:
  Scan(Thread& thread, ScannerObject* scanner, String* text, const Char* characters)
      : thread_(thread), scanner_(scanner), text_(text), characters_(characters), length_(text->length()) {}

  // The value that begins at `at`, which is moved behind it.
  Value value(int64_t& at) {
    if (at >= length_) return stop(at);
    switch (characters_[at]) {
      case '"': return string(at);
      case '{':
        if (!native_stack_ok(thread_)) {
          return thread_.language().raise_recursion_error(thread_, " while decoding a JSON object from a unicode string");
        }
        return object(at);
      case '[':
        if (!native_stack_ok(thread_)) {
          return thread_.language().raise_recursion_error(thread_, " while decoding a JSON array from a unicode string");
        }
        return array(at);
      case 'n': return word(at, "null") ? Value::none() : stop(at);
      case 't': return word(at, "true") ? Value::true_value() : stop(at);
      case 'f': return word(at, "false") ? Value::false_value() : stop(at);
      case 'N': return word(at, "NaN") ? constant("NaN") : stop(at);
      case 'I': return word(at, "Infinity") ? constant("Infinity") : stop(at);
      case '-':
        if (word(at, "-Infinity")) return constant("-Infinity");
        break;
      default: break;
    }
    return number(at);
  }

 private:
  Value stop(int64_t at) { return raise_stop_iteration(thread_, Value::integer(at)); }
  Value fail(const char* message, int64_t at) { return raise_decode_error(thread_, message, text_, at); }
  void skip_space(int64_t& at) const {
    while (at < length_ && is_space(characters_[at])) at++;
  }
  bool word(int64_t& at, std::string_view expected) const {
    if (length_ - at < int64_t(expected.size())) return false;
    for (size_t i = 0; i < expected.size(); i++) {
      if (characters_[at + int64_t(i)] != Char(expected[i])) return false;
    }
    at += int64_t(expected.size());
    return true;
  }
  Value constant(const char* name) { return call_with(thread_, scanner_->parse_constant, Value(intern(thread_.heap(), name))); }

  // Where the string that begins at `at` ends, if it has no escapes; -1 otherwise.
  int64_t plain_end(int64_t at) const {
    for (int64_t i = at; i < length_; i++) {
      const Char c = characters_[i];
      if (c == '"') return i;
      if (c == '\\' || c < 0x20) return -1;
    }
    return -1;
  }
  Value string(int64_t& at) {
    const int64_t start = at + 1, end = plain_end(start);
    if (end < 0) return unusual_string(at);
    at = end + 1;
    String* s = substring(thread_.heap(), text_, start, end - start);
    return s ? Value(s) : Value(raise_memory_error(thread_));
  }
  Value unusual_string(int64_t& at) {
    text::TextBuffer decoded;
    const auto strictness = scanner_->strict ? modules_core::JsonStrictness::Strict : modules_core::JsonStrictness::Lenient;
    const JsonString s = modules_core::scan_json_string(view_of(text_), size_t(at + 1), strictness, decoded);
    String* made = nullptr;
    if (s.status == JsonStringStatus::Plain) {
      made = substring(thread_.heap(), text_, at + 1, int64_t(s.next) - at - 2);
    } else if (s.status == JsonStringStatus::Decoded) {
      made = decoded.out_of_memory() ? nullptr : string_from_text(thread_.heap(), decoded.view());
    } else {
      return fail(modules_core::message_of(s.status), int64_t(s.next));
    }
    at = int64_t(s.next);
    return made ? Value(made) : Value(raise_memory_error(thread_));
  }

  Value key(int64_t& at) {
    const int64_t start = at + 1, end = plain_end(start);
    if (end < 0 || end - start > kLongestKey) return string(at);
    uint64_t hash = uint64_t(end - start);
    for (int64_t i = start; i < end; i++) hash = (hash ^ characters_[i]) * 0x9E3779B97F4A7C15u;
    Value& slot = keys_[hash >> (64 - kKeyBits)];
    if (!slot.is_unbound() && same(slot.as<String>(), start, end - start)) {
      at = end + 1;
      return slot;
    }
    const Value made = TRY(string(at));
    slot = made;
    return made;
  }
  bool same(const String* s, int64_t start, int64_t length) const {
    if (s->length() != length) return false;
    return with_characters(s, [&](const auto* other, int64_t) {
      for (int64_t i = 0; i < length; i++) {
        if (other[i] != characters_[start + i]) return false;
      }
      return true;
    });
  }

  Value object(int64_t& at) {
    Heap& heap = thread_.heap();
    const bool pairs_wanted = !scanner_->object_pairs_hook.is_none();
    Dict* dict = pairs_wanted ? nullptr : new_dict(heap);
    List* pairs = pairs_wanted ? new_list(heap) : nullptr;
    int64_t i = at + 1;
    skip_space(i);
    if (i >= length_ || characters_[i] != '}') {
      for (;;) {
        if (i >= length_ || characters_[i] != '"') return fail("Expecting property name enclosed in double quotes", i);
        const Value name = TRY(key(i));
        skip_space(i);
        if (i >= length_ || characters_[i] != ':') return fail("Expecting ':' delimiter", i);
        i++;
        skip_space(i);
        const Value item = TRY(value(i));
        if (pairs_wanted) {
          if (!pairs->append(heap, Value(tuple_of(heap, name, item)))) return raise_memory_error(thread_);
        } else {
          dict_set(heap, dict, name.as<String>(), item);
        }
        skip_space(i);
        if (i < length_ && characters_[i] == '}') break;
        if (i >= length_ || characters_[i] != ',') return fail("Expecting ',' delimiter", i);
        i++;
        skip_space(i);
      }
    }
    at = i + 1;
    if (pairs_wanted) return call_with(thread_, scanner_->object_pairs_hook, Value(pairs));
    if (!scanner_->object_hook.is_none()) return call_with(thread_, scanner_->object_hook, Value(dict));
    return Value(dict);
  }

  Value array(int64_t& at) {
    Heap& heap = thread_.heap();
    List* list = new_list(heap);
    int64_t i = at + 1;
    skip_space(i);
    if (i >= length_ || characters_[i] != ']') {
      for (;;) {
        const Value item = TRY(value(i));
        if (!list->append(heap, item)) return raise_memory_error(thread_);
        skip_space(i);
        if (i < length_ && characters_[i] == ']') break;
        if (i >= length_ || characters_[i] != ',') return fail("Expecting ',' delimiter", i);
        i++;
        skip_space(i);
      }
    }
    at = i + 1;
    return Value(list);
  }

  Value number(int64_t& at) {
    const JsonNumber n = modules_core::scan_json_number(view_of(text_), size_t(at));
    if (int64_t(n.next) == at) return stop(at);
    const int64_t start = at, length = int64_t(n.next) - start;
    at = int64_t(n.next);
    if (n.is_float) {
      if (scanner_->parse_float == Value(builtin_type(TypeId::Float))) {
        numbers::AsciiBuffer digits;
        for (int64_t i = 0; i < length; i++) digits.push_back(char(characters_[start + i]));
        double d = 0.0;
        (void)numbers::read_float_prefix({digits.data(), digits.size()}, &d);
        return Value::number(d);
      }
      return converted(scanner_->parse_float, start, length);
    }
    if (scanner_->parse_int == Value(builtin_type(TypeId::Int))) {
      if (n.is_small) return integer_value(thread_.heap(), n.value);
      return int_from_text(thread_, Value(TRY(part(start, length))), 10);
    }
    return converted(scanner_->parse_int, start, length);
  }
  String* part(int64_t start, int64_t length) {
    String* s = substring(thread_.heap(), text_, start, length);
    if (!s) return raise_memory_error(thread_);
    return s;
  }
  Value converted(Value function, int64_t start, int64_t length) {
    return call_with(thread_, function, Value(TRY(part(start, length))));
  }

  static constexpr int kKeyBits = 6;
  static constexpr int64_t kLongestKey = 64;

  Thread& thread_;
  ScannerObject* scanner_;
  String* text_;
  const Char* characters_;
  int64_t length_;
  Value keys_[1 << kKeyBits];
};

Value scanner_call(Thread& thread, ScannerObject* self, Value text_value, int64_t at) {
  String* text = as_string(text_value);
  if (!text) return raise(thread, TypeId::TypeError, "first argument must be a string, not %T", text_value);
  if (at < 0) return raise(thread, TypeId::ValueError, "idx cannot be negative");
  const Value value = TRY(with_characters(text, [&](const auto* characters, int64_t) {
    Scan scan(thread, self, text, characters);
    return scan.value(at);
  }));
  return Value(tuple_of(thread.heap(), value, Value::integer(at)));
}

Value scanner_new(Thread& thread, Type* cls, Value context) {
  auto* self = static_cast<ScannerObject*>(allocate_instance(thread.heap(), cls));
  const auto take = [&](const char* name, Value* field) -> Status {
    *field = TRY(get_attribute(thread, context, intern(thread.heap(), name)));
    return ok_status();
  };
  Value strict;
  TRY(take("strict", &strict));
  self->strict = TRY(is_true(thread, strict));
  TRY(take("object_hook", &self->object_hook));
  TRY(take("object_pairs_hook", &self->object_pairs_hook));
  TRY(take("parse_float", &self->parse_float));
  TRY(take("parse_int", &self->parse_int));
  TRY(take("parse_constant", &self->parse_constant));
  thread.heap().write_barrier(self);
  return Value(self);
}

}  // namespace
}  // namespace taipan::python::json

namespace taipan::python {
NATIVE_TYPE(json::ScannerObject, v.is_object() && type_of(v)->spec == &json::kScannerSpec, "_json.Scanner")
}

namespace taipan::python::json {
namespace {

const Method kMethods[] = {
    {"__new__(cls, context)", scanner_new, "Create and return a new object."},
    {"__call__(self, /, string, idx)", scanner_call, "Call self as a function."},
};
const Member kMembers[] = {
    {"strict", MemberType::Bool, offsetof(ScannerObject, strict), true, "strict"},
    {"object_hook", MemberType::Object, offsetof(ScannerObject, object_hook), true, "object_hook"},
    {"object_pairs_hook", MemberType::Object, offsetof(ScannerObject, object_pairs_hook), true, nullptr},
    {"parse_float", MemberType::Object, offsetof(ScannerObject, parse_float), true, "parse_float"},
    {"parse_int", MemberType::Object, offsetof(ScannerObject, parse_int), true, "parse_int"},
    {"parse_constant", MemberType::Object, offsetof(ScannerObject, parse_constant), true, "parse_constant"},
};

}  // namespace

extern const TypeSpec kScannerSpec = {
    .name = "_json.Scanner",
    .doc = "JSON scanner object",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(ScannerObject),
    .flags = kTypeSubclassable,
    .methods = kMethods,
    .members = kMembers,
};

}  // namespace taipan::python::json
