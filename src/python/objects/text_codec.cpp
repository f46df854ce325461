// python/objects/text_codec.cpp -- bytes to text and back by the name of an encoding; the contract is in text_codec.h.
//
// Room       python/objects. The door of the codecs for the rest of the runtime.
// Tests      CPython's test_codecs, test_unicode
//
// Built-in encodings are told by their names, so that they work before the registry does, and fast.
#include "python/objects/text_codec.h"

#include <cstring>

#include "base/codecs/utf8.h"
#include "python/modules/locale_setup.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/codec_errors.h"
#include "python/objects/codec_registry.h"
#include "python/objects/str_private.h"
#include "python/runtime/runtime.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

enum class BuiltinCodec : uint8_t { Utf8, Utf16, Utf32, Ascii, Latin1, None };

BuiltinCodec builtin_codec(const char* encoding) {
  if (encoding == nullptr || strcmp(encoding, "utf-8") == 0) return BuiltinCodec::Utf8;
  char name[20];
  if (!normalize_encoding_name(encoding, name, sizeof name)) return BuiltinCodec::None;
  if (strncmp(name, "utf", 3) == 0) {
    const char* digits = name + (name[3] == '_' ? 4 : 3);
    if (strcmp(digits, "8") == 0) return BuiltinCodec::Utf8;
    if (strcmp(digits, "16") == 0) return BuiltinCodec::Utf16;
    if (strcmp(digits, "32") == 0) return BuiltinCodec::Utf32;
    return BuiltinCodec::None;
  }
  for (const char* ascii : {"ascii", "us_ascii"}) {
    if (strcmp(name, ascii) == 0) return BuiltinCodec::Ascii;
  }
  for (const char* latin1 : {"latin1", "latin_1", "iso_8859_1", "iso8859_1"}) {
    if (strcmp(name, latin1) == 0) return BuiltinCodec::Latin1;
  }
  return BuiltinCodec::None;
}

// In development mode wrong names are errors even where they do not matter.
Status check_names(Thread& thread, const char* encoding, const char* errors) {
  if (!start_options().dev_mode || !runtime().initialized || runtime().finalizing) [[likely]] return ok_status();
  if (encoding != nullptr && builtin_codec(encoding) == BuiltinCodec::None) TRY(lookup_codec(thread, encoding));
  if (errors != nullptr && error_policy(errors) == ErrorPolicy::Registered) TRY(lookup_error_handler(thread, errors));
  return ok_status();
}

String* decode_input(Thread& thread, DecodeInput input, const char* encoding, const char* errors) {
  size_t consumed;
  int order = 0;
  switch (builtin_codec(encoding)) {
    case BuiltinCodec::Utf8: return decode_utf8(thread, input, errors, Final::Yes, &consumed);
    case BuiltinCodec::Utf16: return decode_utf16(thread, input, errors, &order, Final::Yes, &consumed);
    case BuiltinCodec::Utf32: return decode_utf32(thread, input, errors, &order, Final::Yes, &consumed);
    case BuiltinCodec::Ascii: return decode_ascii(thread, input, errors);
    case BuiltinCodec::Latin1: return decode_latin1(thread, input.bytes);
    case BuiltinCodec::None: break;
  }
  Value source = input.source;
  if (source.is_unbound()) {
    Bytes* copy = bytes_from(thread.heap(), input.bytes);
    if (!copy) return raise_memory_error(thread);
    source = Value(copy);
  }
  return decode_text_with_codec(thread, source, encoding, errors);
}

}  // namespace

String* decode(Thread& thread, std::string_view bytes, const char* encoding, const char* errors) {
  TRY(check_names(thread, encoding, errors));
  return decode_input(thread, {bytes, Value::unbound()}, encoding, errors);
}

String* decode_object(Thread& thread, Value object, const char* encoding, const char* errors) {
  if (is_kind(object, Kind::Bytes)) {
    const std::string_view bytes = object.as<Bytes>()->view();
    TRY(check_names(thread, encoding, errors));
    if (bytes.empty()) return empty_string();
    return decode_input(thread, {bytes, object}, encoding, errors);
  }
  if (as_string(object)) return raise(thread, TypeId::TypeError, "decoding str is not supported");
  if (!is_bytes_like(object)) {
    return raise(thread, TypeId::TypeError, "decoding to str: need a bytes-like object, %T found", object);
  }
  BufferView view;
  TRY(get_buffer(thread, object, &view));
  TRY(check_names(thread, encoding, errors));
  if (view.size == 0) return empty_string();
  return decode_input(thread, {view.view(), Value::unbound()}, encoding, errors);
}

Bytes* encode(Thread& thread, String* text, const char* encoding, const char* errors) {
  TRY(check_names(thread, encoding, errors));
  switch (builtin_codec(encoding)) {
    case BuiltinCodec::Utf8: return encode_utf8(thread, text, errors);
    case BuiltinCodec::Utf16: return encode_utf16(thread, text, errors, 0);
    case BuiltinCodec::Utf32: return encode_utf32(thread, text, errors, 0);
    case BuiltinCodec::Ascii: return encode_ascii(thread, text, errors);
    case BuiltinCodec::Latin1: return encode_latin1(thread, text, errors);
    case BuiltinCodec::None: break;
  }
  return encode_text_with_codec(thread, text, encoding, errors);
}

const char* c_text(Thread& thread, String* text) {
  // The names that nearly all calls use need no copy.
  static constexpr const char* kCommon[] = {"utf-8", "strict", "ascii", "latin-1", "ignore", "replace", "surrogateescape", "utf8"};
  if (text->is_ascii()) {
    for (const char* name : kCommon) {
      if (text->bytes() == name) return name;
    }
  }
  Bytes* bytes = TRY(encode_utf8(thread, text, nullptr));
  if (memchr(bytes->data(), 0, size_t(bytes->length())) != nullptr) {
    return raise(thread, TypeId::ValueError, "embedded null character");
  }
  return reinterpret_cast<const char*>(bytes->data());
}

namespace {
FilesystemEncoding g_filesystem_encoding;
}

void set_filesystem_encoding(FilesystemEncoding encoding) { g_filesystem_encoding = encoding; }
const char* filesystem_encoding_name() { return g_filesystem_encoding == FilesystemEncoding::Ascii ? "ascii" : "utf-8"; }

String* decode_filesystem(Thread& thread, std::string_view bytes) {
  return decode(thread, bytes, g_filesystem_encoding == FilesystemEncoding::Ascii ? "ascii" : nullptr, "surrogateescape");
}

Bytes* encode_filesystem(Thread& thread, String* text) {
  if (g_filesystem_encoding == FilesystemEncoding::Ascii) return encode_ascii(thread, text, "surrogateescape");
  return encode_utf8(thread, text, "surrogateescape");
}

}  // namespace taipan::python
