// python/objects/codec_registry.cpp -- finding codecs and handlers; the contract is in codec_registry.h.
//
// Room       python/objects.
// Tests      CPython's test_codecs, test_codeccallbacks
#include "python/objects/codec_registry.h"

#include <cstring>
#include <string>

#include "python/objects/buffer.h"
#include "python/objects/codec_errors.h"
#include "python/objects/exceptions.h"
#include "python/objects/str_private.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

struct Registry {
  List* search_functions = nullptr;
  Dict* found = nullptr;     // normalised name to codec
  Dict* handlers = nullptr;  // name to error handler
  bool started = false;      // `encodings` has been asked for
};
Registry g_registry;

constexpr const char* kHandlerNames[] = {"strict",           "ignore",      "replace",         "backslashreplace",
                                         "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"};

Registry& registry(Thread& thread) {
  if (g_registry.found) return g_registry;
  Heap& heap = thread.heap();
  g_registry = Registry();
  g_registry.found = new_dict(heap);
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_registry.found), 1);
  g_registry.search_functions = new_list(heap);
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_registry.search_functions), 1);
  g_registry.handlers = new_dict(heap);
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_registry.handlers), 1);
  const auto methods = standard_error_handlers();
  for (size_t i = 0; i < methods.size(); i++) {
    Native* handler = new_native(heap, methods[i], Value::unbound(), Value::none());
    dict_set(heap, g_registry.handlers, intern(heap, kHandlerNames[i]), Value(handler));
  }
  return g_registry;
}

Registry* started_registry(Thread& thread) {
  Registry& r = registry(thread);
  if (!r.started) {
    r.started = true;
    const Value module = import_module(thread, "encodings");
    if (module.is_raised()) {
      r.started = false;
      return nullptr;
    }
  }
  return &r;
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// Says which codec an exception came from, when it is a plain one: a new one of the same class, caused by it.
Raised explain_failure(Thread& thread, const char* operation, const char* encoding) {
  const Value caught = thread.exception();
  auto* e = caught.as<ExceptionObject>();
  Type* type = type_of(caught);
  Type* plain = builtin_type(TypeId::BaseException);
  const bool simple = lookup_special(type, Special::Init) == lookup_special(plain, Special::Init) &&
                      lookup_special(type, Special::New) == lookup_special(plain, Special::New) && type->slots_size == 0 &&
                      e->arguments->length() <= 1 && (e->arguments->length() == 0 || is_exact_string(e->arguments->at(0))) &&
                      own_attribute_count(e) == 0;
  if (!simple) return {};
  thread.clear_exception();
  String* text = format_string(thread, "%s with '%s' codec failed (%N: %S)", operation, encoding, type, caught);
  if (!text) return {};
  const Value argument(text);
  const Value fresh = call(thread, Value(type), {&argument, 1});
  if (fresh.is_raised() || !is_exception(fresh)) return thread.has_exception() ? Raised{} : thread.raise_value(caught);
  auto* f = fresh.as<ExceptionObject>();
  f->cause = caught;
  f->context = caught;
  f->suppress_context = true;
  thread.heap().write_barrier(f);
  return thread.raise_value(fresh);
}

enum class Direction : uint8_t { Encode, Decode };

Value apply(Thread& thread, Tuple* codec, Direction direction, Value object, const char* encoding, const char* errors) {
  const Value function = codec->at(direction == Direction::Encode ? 0 : 1);
  Value arguments[2] = {object, Value::unbound()};
  if (errors) arguments[1] = Value(TRY(checked(thread, string_from_utf8(thread.heap(), errors))));
  const Value result = call(thread, function, {arguments, size_t(errors ? 2 : 1)});
  if (result.is_raised()) return explain_failure(thread, direction == Direction::Encode ? "encoding" : "decoding", encoding);
  if (!is_kind(result, Kind::Tuple) || result.as<Tuple>()->length() != 2) {
    return raise(thread, TypeId::TypeError,
                 direction == Direction::Encode ? "encoder must return a tuple (object, integer)"
                                                : "decoder must return a tuple (object,integer)");
  }
  return result.as<Tuple>()->at(0);
}

// Codecs say of themselves when they are not between str and bytes.
Tuple* lookup_text_codec(Thread& thread, const char* encoding, const char* alternative) {
  Tuple* codec = TRY(lookup_codec(thread, encoding));
  if (is_exact_tuple(Value(codec))) return codec;
  const Value is_text = TRY(get_attribute_or_unbound(thread, Value(codec), intern(thread.heap(), "_is_text_encoding")));
  if (is_text.is_unbound() || TRY(is_true(thread, is_text))) return codec;
  return raise(thread, TypeId::LookupError, "'%s' is not a text encoding; use %s to handle arbitrary codecs", encoding, alternative);
}

}  // namespace

bool normalize_encoding_name(const char* name, char* out, size_t size) {
  size_t length = 0;
  bool gap = false;
  for (; *name; name++) {
    if (!is_letter_or_digit(*name) && *name != '.') {
      gap = true;
      continue;
    }
    if (length + 3 > size) return false;
    if (gap && length != 0) out[length++] = '_';
    gap = false;
    out[length++] = *name >= 'A' && *name <= 'Z' ? char(*name + 0x20) : *name;
  }
  out[length] = 0;
  return true;
}

Status register_codec_search(Thread& thread, Value function) {
  Registry* r = started_registry(thread);
  if (!r) return Raised{};
  if (!is_callable(function)) return raise(thread, TypeId::TypeError, "argument must be callable");
  if (!r->search_functions->append(thread.heap(), function)) return raise_memory_error(thread);
  return ok_status();
}

Status unregister_codec_search(Thread& thread, Value function) {
  Registry& r = registry(thread);
  for (int64_t i = 0; i < r.search_functions->length(); i++) {
    if (!(r.search_functions->at(i) == function)) continue;
    dict_clear(thread.heap(), r.found);
    (void)r.search_functions->replace(thread.heap(), i, i + 1, nullptr, 0);
    break;
  }
  return ok_status();
}

Tuple* lookup_codec(Thread& thread, const char* encoding) {
  Registry* r = TRY(started_registry(thread));
  std::string normalized(strlen(encoding) * 2 + 4, '\0');
  normalize_encoding_name(encoding, normalized.data(), normalized.size());
  String* key = intern(thread.heap(), normalized.c_str());
  const Value known = dict_get(r->found, key);
  if (!known.is_unbound()) return known.as<Tuple>();
  if (r->search_functions->length() == 0) {
    return raise(thread, TypeId::LookupError, "no codec search functions registered: can't find encoding");
  }
  for (int64_t i = 0; i < r->search_functions->length(); i++) {
    const Value result = TRY(call_with(thread, r->search_functions->at(i), Value(key)));
    if (result.is_none()) continue;
    if (!is_kind(result, Kind::Tuple) || result.as<Tuple>()->length() != 4) {
      return raise(thread, TypeId::TypeError, "codec search functions must return 4-tuples");
    }
    dict_set(thread.heap(), r->found, key, result);
    return result.as<Tuple>();
  }
  return raise(thread, TypeId::LookupError, "unknown encoding: %s", encoding);
}

Status register_error_handler(Thread& thread, const char* name, Value handler) {
  if (!is_callable(handler)) return raise(thread, TypeId::TypeError, "handler must be callable");
  Registry& r = registry(thread);
  dict_set(thread.heap(), r.handlers, intern(thread.heap(), name), handler);
  return ok_status();
}

Value lookup_error_handler(Thread& thread, const char* name) {
  if (!name) name = "strict";
  const Value handler = dict_get(registry(thread).handlers, intern(thread.heap(), name));
  if (handler.is_unbound()) return raise(thread, TypeId::LookupError, "unknown error handler name '%s'", name);
  return handler;
}

Value encode_with_codec(Thread& thread, Value object, const char* encoding, const char* errors) {
  Tuple* codec = TRY(lookup_codec(thread, encoding));
  return apply(thread, codec, Direction::Encode, object, encoding, errors);
}

Value decode_with_codec(Thread& thread, Value object, const char* encoding, const char* errors) {
  Tuple* codec = TRY(lookup_codec(thread, encoding));
  return apply(thread, codec, Direction::Decode, object, encoding, errors);
}

Bytes* encode_text_with_codec(Thread& thread, String* text, const char* encoding, const char* errors) {
  Tuple* codec = TRY(lookup_text_codec(thread, encoding, "codecs.encode()"));
  const Value result = TRY(apply(thread, codec, Direction::Encode, Value(text), encoding, errors));
  if (is_kind(result, Kind::Bytes)) return result.as<Bytes>();
  if (is_instance_of(result, TypeId::ByteArrayType)) {
    TRY(warn(thread, TypeId::RuntimeWarning, 1,
             "encoder %s returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types", encoding));
    return bytes_of_buffer(thread, result);
  }
  return raise(thread, TypeId::TypeError,
               "'%s' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding, result);
}

String* decode_text_with_codec(Thread& thread, Value bytes, const char* encoding, const char* errors) {
  Tuple* codec = TRY(lookup_text_codec(thread, encoding, "codecs.decode()"));
  const Value result = TRY(apply(thread, codec, Direction::Decode, bytes, encoding, errors));
  if (String* s = as_string(result)) return s;
  return raise(thread, TypeId::TypeError,
               "'%s' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding, result);
}

}  // namespace taipan::python
