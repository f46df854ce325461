// python/modules/codecs_module.cpp -- the module _codecs: the registry, and the built-in codecs one by one.
//
// Room       python/modules. All work is done by objects/codec_registry.h and objects/builtin_codecs.h.
// Tests      CPython's test_codecs, test_codeccallbacks, test_charmapcodec
//
// Encoders return (bytes, characters taken), decoders (text, bytes taken).
#include <cstring>

#include "base/codecs/bytes_escape.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/codec_registry.h"
#include "python/objects/str_private.h"
#include "python/objects/text_codec.h"

namespace taipan::python {

namespace {

// ---- arguments and results

// The argument `errors`: null for None. False: raised.
Result<const char*> errors_argument(Thread& thread, Value errors, const char* function, int position = 2) {
  if (errors.is_none()) return static_cast<const char*>(nullptr);
  String* s = as_string(errors);
  if (!s) return raise(thread, TypeId::TypeError, "%s() argument %d must be str or None, not %T", function, position, errors);
  return static_cast<const char*>(TRY(c_text(thread, s)));
}

String* text_argument(Thread& thread, Value text, const char* function) {
  if (String* s = as_string(text)) return s;
  if (text.is_none()) return raise(thread, TypeId::TypeError, "%s() argument 1 must be str, not None", function);
  return raise(thread, TypeId::TypeError, "%s() argument 1 must be str, not %T", function, text);
}

// Bytes to decode: bytes-like, or also text in UTF-8.
class DataArgument {
 public:
  Status set(Thread& thread, Value data, bool text_too = false) {
    if (is_kind(data, Kind::Bytes)) {
      input_ = {data.as<Bytes>()->view(), data};
      return ok_status();
    }
    if (String* s = text_too ? as_string(data) : nullptr) {
      Bytes* bytes = TRY(encode_utf8(thread, s, nullptr));
      input_ = {bytes->view(), Value(bytes)};
      return ok_status();
    }
    TRY(get_buffer(thread, data, &view_));
    input_ = {view_.view(), Value::unbound()};
    return ok_status();
  }
  const DecodeInput& input() const { return input_; }
  size_t size() const { return input_.bytes.size(); }

 private:
  BufferView view_;
  DecodeInput input_{};
};

Value pair(Thread& thread, HeapObject* result, size_t taken) {
  if (!result) return Value::raised();
  return Value(tuple_of(thread.heap(), Value(result), Value::integer(int64_t(taken))));
}

// A decoder at the end of its data took all of them, even when a handler put others in their place.
Final final_of(bool final) { return final ? Final::Yes : Final::No; }

// ---- the registry

Value codecs_register(Thread& thread, Value function) {
  TRY(register_codec_search(thread, function));
  return Value::none();
}

Value codecs_unregister(Thread& thread, Value function) {
  TRY(unregister_codec_search(thread, function));
  return Value::none();
}

Tuple* codecs_lookup(Thread& thread, String* encoding) {
  const char* name = TRY(c_text(thread, encoding));
  return lookup_codec(thread, name);
}

Value codecs_encode(Thread& thread, Value object, Value encoding_value, Value errors_value) {
  const char* encoding = TRY(c_text_argument(thread, encoding_value, "encode", "encoding"));
  const char* errors = nullptr;
  if (!errors_value.is_missing()) errors = TRY(c_text_argument(thread, errors_value, "encode", "errors"));
  return encode_with_codec(thread, object, encoding, errors);
}

Value codecs_decode(Thread& thread, Value object, Value encoding_value, Value errors_value) {
  const char* encoding = TRY(c_text_argument(thread, encoding_value, "decode", "encoding"));
  const char* errors = nullptr;
  if (!errors_value.is_missing()) errors = TRY(c_text_argument(thread, errors_value, "decode", "errors"));
  return decode_with_codec(thread, object, encoding, errors);
}

Value codecs_register_error(Thread& thread, String* name, Value handler) {
  const char* c_name = TRY(c_text(thread, name));
  TRY(register_error_handler(thread, c_name, handler));
  return Value::none();
}

Value codecs_lookup_error(Thread& thread, String* name) {
  const char* c_name = TRY(c_text(thread, name));
  return lookup_error_handler(thread, c_name);
}

// ---- decoders

using DecodeFinal = String* (*)(Thread&, DecodeInput, const char*, Final, size_t*);
using DecodeWide = String* (*)(Thread&, DecodeInput, const char*, int*, Final, size_t*);

template <DecodeFinal decoder, bool text_too>
Value decode_final(Thread& thread, Value data, Value errors_value, bool final, const char* function) {
  DataArgument argument;
  TRY(argument.set(thread, data, text_too));
  const char* errors = TRY(errors_argument(thread, errors_value, function));
  size_t consumed = 0;
  String* s = decoder(thread, argument.input(), errors, final_of(final), &consumed);
  return pair(thread, s, final ? argument.size() : consumed);
}

Value utf_8_decode(Thread& thread, Value data, Value errors, bool final) {
  return decode_final<&decode_utf8, false>(thread, data, errors, final, "utf_8_decode");
}
Value utf_7_decode(Thread& thread, Value data, Value errors, bool final) {
  return decode_final<&decode_utf7, false>(thread, data, errors, final, "utf_7_decode");
}
Value unicode_escape_decode(Thread& thread, Value data, Value errors, bool final) {
  return decode_final<&decode_unicode_escape, true>(thread, data, errors, final, "unicode_escape_decode");
}
Value raw_unicode_escape_decode(Thread& thread, Value data, Value errors, bool final) {
  return decode_final<&decode_raw_unicode_escape, true>(thread, data, errors, final, "raw_unicode_escape_decode");
}

template <DecodeWide decoder>
Value decode_ordered(Thread& thread, Value data, Value errors_value, int* order, bool final, const char* function) {
  DataArgument argument;
  TRY(argument.set(thread, data));
  const char* errors = TRY(errors_argument(thread, errors_value, function));
  size_t consumed = 0;
  String* s = decoder(thread, argument.input(), errors, order, final_of(final), &consumed);
  return pair(thread, s, final ? argument.size() : consumed);
}

template <DecodeWide decoder, int order>
Value decode_in_order(Thread& thread, Value data, Value errors, bool final) {
  int known_order = order;
  return decode_ordered<decoder>(thread, data, errors, &known_order, final, "decode");
}

template <DecodeWide decoder>
Value decode_with_order(Thread& thread, Value data, Value errors, int order, bool final) {
  const Value result = TRY(decode_ordered<decoder>(thread, data, errors, &order, final, "ex_decode"));
  const auto* both = result.as<Tuple>();
  return Value(tuple_of(thread.heap(), both->at(0), both->at(1), Value::integer(order)));
}

Value latin_1_decode(Thread& thread, Value data, Value errors_value) {
  DataArgument argument;
  TRY(argument.set(thread, data));
  TRY(errors_argument(thread, errors_value, "latin_1_decode"));
  return pair(thread, decode_latin1(thread, argument.input().bytes), argument.size());
}

Value ascii_decode(Thread& thread, Value data, Value errors_value) {
  DataArgument argument;
  TRY(argument.set(thread, data));
  const char* errors = TRY(errors_argument(thread, errors_value, "ascii_decode"));
  return pair(thread, decode_ascii(thread, argument.input(), errors), argument.size());
}

Value escape_decode(Thread& thread, Value data, Value errors_value) {
  DataArgument argument;
  TRY(argument.set(thread, data, true));
  const char* errors = TRY(errors_argument(thread, errors_value, "escape_decode"));
  size_t consumed = 0;
  Bytes* bytes = decode_bytes_escape(thread, argument.input(), errors, &consumed);
  return pair(thread, bytes, consumed);
}

Value charmap_decode(Thread& thread, Value data, Value errors_value, Value mapping) {
  DataArgument argument;
  TRY(argument.set(thread, data));
  const char* errors = TRY(errors_argument(thread, errors_value, "charmap_decode"));
  if (mapping.is_none()) return pair(thread, decode_latin1(thread, argument.input().bytes), argument.size());
  return pair(thread, decode_charmap(thread, argument.input(), errors, mapping), argument.size());
}

// ---- encoders

using Encode = Bytes* (*)(Thread&, String*, const char*);
using EncodeWide = Bytes* (*)(Thread&, String*, const char*, int);

template <Encode encoder>
Value encode_with(Thread& thread, Value text_value, Value errors_value, const char* function) {
  String* text = TRY(text_argument(thread, text_value, function));
  const char* errors = TRY(errors_argument(thread, errors_value, function));
  return pair(thread, encoder(thread, text, errors), size_t(text->length()));
}

Value utf_8_encode(Thread& thread, Value text, Value errors) { return encode_with<&encode_utf8>(thread, text, errors, "utf_8_encode"); }
Value ascii_encode(Thread& thread, Value text, Value errors) { return encode_with<&encode_ascii>(thread, text, errors, "ascii_encode"); }
Value latin_1_encode(Thread& thread, Value text, Value errors) {
  return encode_with<&encode_latin1>(thread, text, errors, "latin_1_encode");
}

// These three cannot fail.
template <Bytes* (*encoder)(Thread&, String*)>
Bytes* without_errors(Thread& thread, String* text, const char*) {
  return encoder(thread, text);
}
Value utf_7_encode(Thread& thread, Value text, Value errors) {
  return encode_with<&without_errors<&encode_utf7>>(thread, text, errors, "utf_7_encode");
}
Value unicode_escape_encode(Thread& thread, Value text, Value errors) {
  return encode_with<&without_errors<&encode_unicode_escape>>(thread, text, errors, "unicode_escape_encode");
}
Value raw_unicode_escape_encode(Thread& thread, Value text, Value errors) {
  return encode_with<&without_errors<&encode_raw_unicode_escape>>(thread, text, errors, "raw_unicode_escape_encode");
}

template <EncodeWide encoder>
Value encode_ordered(Thread& thread, Value text_value, Value errors_value, int order, const char* function) {
  String* text = TRY(text_argument(thread, text_value, function));
  const char* errors = TRY(errors_argument(thread, errors_value, function));
  return pair(thread, encoder(thread, text, errors, order), size_t(text->length()));
}

Value utf_16_encode(Thread& thread, Value text, Value errors, int order) {
  return encode_ordered<&encode_utf16>(thread, text, errors, order, "utf_16_encode");
}
Value utf_16_le_encode(Thread& thread, Value text, Value errors) {
  return encode_ordered<&encode_utf16>(thread, text, errors, -1, "utf_16_le_encode");
}
Value utf_16_be_encode(Thread& thread, Value text, Value errors) {
  return encode_ordered<&encode_utf16>(thread, text, errors, 1, "utf_16_be_encode");
}
Value utf_32_encode(Thread& thread, Value text, Value errors, int order) {
  return encode_ordered<&encode_utf32>(thread, text, errors, order, "utf_32_encode");
}
Value utf_32_le_encode(Thread& thread, Value text, Value errors) {
  return encode_ordered<&encode_utf32>(thread, text, errors, -1, "utf_32_le_encode");
}
Value utf_32_be_encode(Thread& thread, Value text, Value errors) {
  return encode_ordered<&encode_utf32>(thread, text, errors, 1, "utf_32_be_encode");
}

Value escape_encode(Thread& thread, Bytes* data, Value errors_value) {
  TRY(errors_argument(thread, errors_value, "escape_encode"));
  text::ByteBuffer out;
  codecs::encode_bytes_escape({data->data(), size_t(data->length())}, out);
  if (out.out_of_memory()) return raise_memory_error(thread);
  Bytes* bytes = bytes_from(thread.heap(), {reinterpret_cast<const char*>(out.data()), out.size()});
  if (!bytes) return raise_memory_error(thread);
  return pair(thread, bytes, size_t(data->length()));
}

Value readbuffer_encode(Thread& thread, Value data, Value errors_value) {
  DataArgument argument;
  TRY(argument.set(thread, data, true));
  TRY(errors_argument(thread, errors_value, "readbuffer_encode"));
  Bytes* bytes = bytes_from(thread.heap(), argument.input().bytes);
  if (!bytes) return raise_memory_error(thread);
  return pair(thread, bytes, argument.size());
}

Value charmap_encode(Thread& thread, Value text_value, Value errors_value, Value mapping) {
  String* text = TRY(text_argument(thread, text_value, "charmap_encode"));
  const char* errors = TRY(errors_argument(thread, errors_value, "charmap_encode"));
  Bytes* bytes = mapping.is_none() ? encode_latin1(thread, text, errors) : encode_charmap(thread, text, errors, mapping);
  return pair(thread, bytes, size_t(text->length()));
}

Value charmap_build(Thread& thread, String* map) { return build_encoding_map(thread, map); }

const Method kFunctions[] = {
    {"register(search_function, /)", codecs_register, "Adds a function that finds codecs by name."},
    {"unregister(search_function, /)", codecs_unregister, "Removes a search function, and forgets what was found."},
    {"lookup(encoding, /)", codecs_lookup, "The codec of this name."},
    {"encode(obj, encoding='utf-8', errors=<='strict'>)", codecs_encode, "obj through the encoder of a codec."},
    {"decode(obj, encoding='utf-8', errors=<='strict'>)", codecs_decode, "obj through the decoder of a codec."},
    {"register_error(errors, handler, /)", codecs_register_error, "Gives an error handler a name."},
    {"lookup_error(name, /)", codecs_lookup_error, "The error handler of this name."},
    {"utf_8_decode(data, errors=None, final=False, /)", utf_8_decode},
    {"utf_8_encode(str, errors=None, /)", utf_8_encode},
    {"utf_7_decode(data, errors=None, final=False, /)", utf_7_decode},
    {"utf_7_encode(str, errors=None, /)", utf_7_encode},
    {"utf_16_decode(data, errors=None, final=False, /)", decode_in_order<&decode_utf16, 0>},
    {"utf_16_le_decode(data, errors=None, final=False, /)", decode_in_order<&decode_utf16, -1>},
    {"utf_16_be_decode(data, errors=None, final=False, /)", decode_in_order<&decode_utf16, 1>},
    {"utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)", decode_with_order<&decode_utf16>},
    {"utf_16_encode(str, errors=None, byteorder=0, /)", utf_16_encode},
    {"utf_16_le_encode(str, errors=None, /)", utf_16_le_encode},
    {"utf_16_be_encode(str, errors=None, /)", utf_16_be_encode},
    {"utf_32_decode(data, errors=None, final=False, /)", decode_in_order<&decode_utf32, 0>},
    {"utf_32_le_decode(data, errors=None, final=False, /)", decode_in_order<&decode_utf32, -1>},
    {"utf_32_be_decode(data, errors=None, final=False, /)", decode_in_order<&decode_utf32, 1>},
    {"utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)", decode_with_order<&decode_utf32>},
    {"utf_32_encode(str, errors=None, byteorder=0, /)", utf_32_encode},
    {"utf_32_le_encode(str, errors=None, /)", utf_32_le_encode},
    {"utf_32_be_encode(str, errors=None, /)", utf_32_be_encode},
    {"unicode_escape_decode(data, errors=None, final=True, /)", unicode_escape_decode},
    {"unicode_escape_encode(str, errors=None, /)", unicode_escape_encode},
    {"raw_unicode_escape_decode(data, errors=None, final=True, /)", raw_unicode_escape_decode},
    {"raw_unicode_escape_encode(str, errors=None, /)", raw_unicode_escape_encode},
    {"latin_1_decode(data, errors=None, /)", latin_1_decode},
    {"latin_1_encode(str, errors=None, /)", latin_1_encode},
    {"ascii_decode(data, errors=None, /)", ascii_decode},
    {"ascii_encode(str, errors=None, /)", ascii_encode},
    {"charmap_decode(data, errors=None, mapping=None, /)", charmap_decode},
    {"charmap_encode(str, errors=None, mapping=None, /)", charmap_encode},
    {"charmap_build(map, /)", charmap_build},
    {"escape_decode(data, errors=None, /)", escape_decode},
    {"escape_encode(data, errors=None, /)", escape_encode},
    {"readbuffer_encode(data, errors=None, /)", readbuffer_encode},
};

Status execute(Thread& thread, Module*) {
  define_encoding_map(thread);
  return ok_status();
}

}  // namespace

extern const ModuleSpec kCodecsModule = {.name = "_codecs", .functions = kFunctions, .execute = &execute};

}  // namespace taipan::python
