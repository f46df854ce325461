// python/modules/json/json_module.cpp -- the module _json: what json's decoder and encoder have in native code.
//
// Room       python/modules/json. https://docs.python.org/3.11/library/json.html
// Tests      tests/python/library/json_*.py; CPython's test_json
#include "python/modules/json/json_private.h"
#include "python/modules_core/json_scan.h"
#include "python/runtime/runtime.h"

namespace taipan::python {
namespace json {

Raised raise_decode_error(Thread& thread, const char* message, String* text, int64_t position) {
  const Value decoder = TRY(import_module(thread, "json.decoder"));
  const Value cls = TRY(get_attribute(thread, decoder, intern(thread.heap(), "JSONDecodeError")));
  const Value exception =
      TRY(call_with(thread, cls, Value(string_from_utf8(thread.heap(), message)), Value(text), Value::integer(position)));
  return raise_exception(thread, exception);
}

namespace {

Value scanstring(Thread& thread, Value value, int64_t end, bool strict) {
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "first argument must be a string, not %T", value);
  if (end < 0 || end > text->length()) return raise(thread, TypeId::ValueError, "end is out of bounds");
  text::TextBuffer decoded;
  const auto strictness = strict ? modules_core::JsonStrictness::Strict : modules_core::JsonStrictness::Lenient;
  const modules_core::JsonString s = modules_core::scan_json_string(view_of(text), size_t(end), strictness, decoded);
  String* made = nullptr;
  if (s.status == modules_core::JsonStringStatus::Plain) {
    made = substring(thread.heap(), text, end, int64_t(s.next) - end - 1);
  } else if (s.status == modules_core::JsonStringStatus::Decoded) {
    made = decoded.out_of_memory() ? nullptr : string_from_text(thread.heap(), decoded.view());
  } else {
    return raise_decode_error(thread, modules_core::message_of(s.status), text, int64_t(s.next));
  }
  if (!made) return raise_memory_error(thread);
  return Value(tuple_of(thread.heap(), Value(made), Value::integer(int64_t(s.next))));
}

const Method kFunctions[] = {
    {"encode_basestring_ascii(string, /)", encode_basestring_ascii, "encode_basestring_ascii(string) -> string"},
    {"encode_basestring(string, /)", encode_basestring, "encode_basestring(string) -> string"},
    {"scanstring(string, end, strict=True, /)", scanstring, "scanstring(string, end, strict=True) -> (string, end)"},
};

Status execute(Thread& thread, Module* module) {
  TRY(module_add(thread, module, "make_scanner", Value(define_type(thread, kScannerSpec))));
  return module_add(thread, module, "make_encoder", Value(define_type(thread, kEncoderSpec)));
}

}  // namespace
}  // namespace json

extern const ModuleSpec kJsonModule = {.name = "_json", .doc = "json speedups\n", .functions = json::kFunctions, .execute = json::execute};

}  // namespace taipan::python
