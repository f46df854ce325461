// python/modules/multibyte/streams.cpp -- incremental encoders and decoders, stream readers and writers of the multibyte encodings.
//
// Room       python/modules/multibyte.
// Tests      tests/python/library/multibyte_*.py; CPython's test_multibytecodec
//
// The codec is the attribute `codec` of the class. What a call could not translate yet waits in the object: text of an encoder (a
// character that may begin a pair), bytes of a decoder (a sequence without its end).
#include <cstring>

#include "python/modules/multibyte/multibyte_private.h"
#include "python/objects/buffer.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python::multibyte {

namespace {

constexpr int64_t kMostPendingText = 2, kMostPendingBytes = 8;

struct Coder : HeapObject {
  const CodecObject* codec;
  codecs::MultibyteState state;
  Value errors;       // str
  Value stream;       // of readers and writers
  String* text;       // pending
  uint8_t bytes[kMostPendingBytes];
  int64_t byte_count;
};
Coder* of(Value v) { return v.as<Coder>(); }
void trace_coder(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Coder*>(object);
  tracer.visit_value(self->errors.bits());
  tracer.visit_value(self->stream.bits());
  if (self->text) tracer.visit(self->text);
  if (self->codec) tracer.visit(const_cast<CodecObject*>(self->codec));
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "multibyte coder", .size = &size_from_shape, .trace = &trace_coder};

Coder* new_coder(Thread& thread, Type* type, Value errors, Value stream) {
  const Value codec = TRY(get_attribute(thread, Value(type), intern(thread.heap(), "codec")));
  if (type_of(codec) != g_codec_type) return raise(thread, TypeId::TypeError, "codec is unexpected type");
  auto* self = static_cast<Coder*>(allocate_instance(thread.heap(), type));
  self->codec = codec.as<CodecObject>();
  self->state = self->codec->encoding->start();
  self->errors = errors.is_none() || errors.is_missing() ? Value(intern(thread.heap(), "strict")) : errors;
  self->stream = stream;
  self->text = empty_string();
  thread.heap().write_barrier(self);
  return self;
}
template <bool decodes>
Value coder_new(Thread& thread, Value cls, Optional<String*> errors) {
  Coder* self = TRY(new_coder(thread, cls.as<Type>(), errors.present ? Value(errors.value) : Value::none(), Value::none()));
  if (decodes) self->state = self->codec->encoding->start_decoding();
  return Value(self);
}
template <bool decodes>
Value stream_new(Thread& thread, Value cls, Value stream, Optional<String*> errors) {
  Coder* self = TRY(new_coder(thread, cls.as<Type>(), errors.present ? Value(errors.value) : Value::none(), stream));
  if (decodes) self->state = self->codec->encoding->start_decoding();
  return Value(self);
}
Value ignore_init(Thread&, NativeCall) { return Value::none(); }

Result<std::string> errors_of(Thread& thread, Coder* self) { return std::string(TRY(encode_utf8(thread, as_string(self->errors), nullptr))->view()); }

// ---- encoding

Value encode_more(Thread& thread, Coder* self, Value input, Final final) {
  String* text = as_string(input);
  if (!text) text = TRY(str(thread, input));
  if (self->text->length() > 0) text = concatenate(thread.heap(), self->text, text);
  const std::string errors = TRY(errors_of(thread, self));
  int64_t consumed;
  Bytes* bytes = TRY(encode_text(thread, self->codec, self->state, text, errors.c_str(), final, &consumed));
  if (text->length() - consumed > kMostPendingText) {
    return raise_unicode_error(thread, TypeId::UnicodeEncodeError, self->codec->name, Value(text), 0, text->length(), "pending buffer overflow");
  }
  self->text = substring(thread.heap(), text, consumed, text->length() - consumed);
  thread.heap().write_barrier(self);
  return Value(bytes);
}
Value encoder_encode(Thread& thread, Value self, Value input, bool final) {
  if (!as_string(input)) return raise(thread, TypeId::TypeError, "couldn't convert the object to str.");
  return encode_more(thread, of(self), input, final ? Final::Yes : Final::No);
}
Status coder_reset(Thread&, Value object) {
  Coder* self = of(object);
  (void)self->codec->encoding->reset(self->state);
  self->state = self->codec->encoding->start();
  self->text = empty_string();
  self->byte_count = 0;
  return ok_status();
}
Status decoder_reset(Thread& thread, Value object) {
  TRY(coder_reset(thread, object));
  of(object)->state = of(object)->codec->encoding->start_decoding();
  return ok_status();
}
// A byte that counts the pending UTF-8, that text, and the eight bytes of the state: one number, lowest byte first.
Value encoder_getstate(Thread& thread, Value object) {
  Coder* self = of(object);
  Bytes* text = TRY(encode_utf8(thread, self->text, nullptr));
  std::string all(1, char(text->length()));
  all += text->view();
  all.append(reinterpret_cast<const char*>(self->state.bytes), 8);
  return call_method_with(thread, Value(builtin_type(TypeId::Int)), intern(thread.heap(), "from_bytes"), Value(bytes_from(thread.heap(), all)),
                          Value(intern(thread.heap(), "little")));
}
Status encoder_setstate(Thread& thread, Value object, Value number) {
  constexpr int64_t kBytes = 1 + kMostPendingBytes + 8;
  if (!is_int_like(number)) return raise(thread, TypeId::TypeError, "setstate() argument must be int, not %M", number);
  const Value bytes = TRY(call_method_with(thread, number, intern(thread.heap(), "to_bytes"), Value::integer(kBytes), Value(intern(thread.heap(), "little"))));
  const std::string all(bytes.as<Bytes>()->view());
  const auto count = size_t(uint8_t(all[0]));
  if (count > size_t(kMostPendingBytes)) return raise(thread, TypeId::UnicodeError, "pending buffer too large");
  size_t consumed;
  String* text = TRY(decode_utf8(thread, {std::string_view(all).substr(1, count), Value::unbound()}, nullptr, Final::Yes, &consumed));
  of(object)->text = text;
  memcpy(of(object)->state.bytes, all.data() + 1 + count, 8);
  thread.heap().write_barrier(of(object));
  return ok_status();
}

// ---- decoding

Value decode_more(Thread& thread, Coder* self, std::string_view input, Final final) {
  std::string all(reinterpret_cast<const char*>(self->bytes), size_t(self->byte_count));
  all += input;
  const std::string errors = TRY(errors_of(thread, self));
  size_t consumed = 0;
  String* text = TRY(decode_bytes(thread, self->codec, self->state, {all, Value::unbound()}, errors.c_str(), final, &consumed));
  const size_t left = all.size() - std::min(consumed, all.size());
  if (left > size_t(kMostPendingBytes)) return raise(thread, TypeId::UnicodeError, "pending buffer overflow");
  self->byte_count = int64_t(left);
  memcpy(self->bytes, all.data() + all.size() - left, left);
  return Value(text);
}
Value decoder_decode(Thread& thread, Value self, Value input, bool final) {
  BufferView view;
  TRY(get_buffer(thread, input, &view));
  return decode_more(thread, of(self), view.view(), final ? Final::Yes : Final::No);
}
Value decoder_getstate(Thread& thread, Value object) {
  Coder* self = of(object);
  uint64_t number;
  memcpy(&number, self->state.bytes, 8);
  return Value(tuple_of(thread.heap(), Value(bytes_from(thread.heap(), {reinterpret_cast<const char*>(self->bytes), size_t(self->byte_count)})),
                        unsigned_value(thread.heap(), number)));
}
Status decoder_setstate(Thread& thread, Value object, Value state) {
  Coder* self = of(object);
  if (!has_type_flag(state, kTypeTupleSubclass)) return raise(thread, TypeId::TypeError, "setstate() argument must be tuple, not %M", state);
  Tuple* pair = state.as<Tuple>();
  if (pair->length() != 2 || !is_kind(pair->at(0), Kind::Bytes) || !is_int_like(pair->at(1))) {
    return raise(thread, TypeId::TypeError, "setstate(): illegal state argument");
  }
  uint64_t number;
  if (!integer_to_uint64(int_value_of(thread.heap(), pair->at(1)), &number)) return raise(thread, TypeId::OverflowError, "int too big to convert");
  const std::string_view pending = pair->at(0).as<Bytes>()->view();
  if (pending.size() > size_t(kMostPendingBytes)) return raise(thread, TypeId::UnicodeError, "pending buffer too large");
  self->byte_count = int64_t(pending.size());
  memcpy(self->bytes, pending.data(), pending.size());
  memcpy(self->state.bytes, &number, 8);
  return ok_status();
}

// ---- readers and writers

Result<int64_t> size_argument(Thread& thread, Value size) {
  if (size.is_none() || size.is_missing()) return int64_t{-1};
  if (!is_int_like(size)) return raise(thread, TypeId::TypeError, "arg 1 must be an integer");
  return to_int64(thread, size);
}
Value read_more(Thread& thread, Coder* self, const char* method, int64_t size) {
  if (size == 0) return Value(empty_string());
  for (;;) {
    String* name = intern(thread.heap(), method);
    const Value data = TRY(size < 0 ? call_method_with(thread, self->stream, name) : call_method_with(thread, self->stream, name, Value::integer(size)));
    if (!is_kind(data, Kind::Bytes)) return raise(thread, TypeId::TypeError, "stream function returned a non-bytes object (%M)", data);
    const std::string_view view = data.as<Bytes>()->view();
    const bool end = view.empty() || size < 0;
    const Value text = TRY(decode_more(thread, self, view, end ? Final::Yes : Final::No));
    if (end || as_string(text)->length() > 0) return text;
    size = 1;  // some bytes of a sequence only: the rest of it
  }
}
Value reader_read(Thread& thread, Value self, Value size) { return read_more(thread, of(self), "read", TRY(size_argument(thread, size))); }
Value reader_readline(Thread& thread, Value self, Value size) { return read_more(thread, of(self), "readline", TRY(size_argument(thread, size))); }
Value reader_readlines(Thread& thread, Value self, Value size) {
  const Value text = TRY(read_more(thread, of(self), "read", TRY(size_argument(thread, size))));
  return call_method_with(thread, text, intern(thread.heap(), "splitlines"), Value::true_value());
}
Value write_text(Thread& thread, Coder* self, Value text) {
  if (!as_string(text)) return raise(thread, TypeId::TypeError, "couldn't convert the object to str.");
  const Value bytes = TRY(encode_more(thread, self, text, Final::No));
  return call_method_with(thread, self->stream, intern(thread.heap(), "write"), bytes);
}
Status writer_write(Thread& thread, Value self, Value text) {
  TRY(write_text(thread, of(self), text));
  return ok_status();
}
Status writer_writelines(Thread& thread, Value self, Value lines) {
  if (lookup_special(type_of(lines), Special::GetItem).is_unbound()) return raise(thread, TypeId::TypeError, "arg must be a sequence object");
  for (int64_t i = 0; i < TRY(length(thread, lines)); i++) TRY(write_text(thread, of(self), TRY(get_item(thread, lines, Value::integer(i)))));
  return ok_status();
}
// Writes what is pending and what leads back to the initial state.
Status writer_reset(Thread& thread, Value self) {
  const Value bytes = TRY(encode_more(thread, of(self), Value(empty_string()), Final::Yes));
  if (bytes.as<Bytes>()->length() > 0) TRY(call_method_with(thread, of(self)->stream, intern(thread.heap(), "write"), bytes));
  return coder_reset(thread, self);
}

Value get_errors(Thread&, Value self) { return of(self)->errors; }
Status set_errors(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  if (!as_string(value)) return raise(thread, TypeId::TypeError, "errors must be a string");
  of(self)->errors = value;
  thread.heap().write_barrier(of(self));
  return ok_status();
}
Value get_stream(Thread&, Value self) { return of(self)->stream; }

const Getter kErrors[] = {{"errors", get_errors, set_errors, "how to treat errors"}};
const Getter kErrorsAndStream[] = {{"errors", get_errors, set_errors, "how to treat errors"}, {"stream", get_stream, nullptr, ""}};
const Method kEncoderMethods[] = {
    {"__new__(cls, errors=None)", coder_new<false>, ""},
    {"__init__(*args, **kwargs)", ignore_init, ""},
    {"encode(self, /, input, final=False)", encoder_encode, ""},
    {"getstate(self, /)", encoder_getstate, ""},
    {"setstate(self, state, /)", encoder_setstate, ""},
    {"reset(self, /)", coder_reset, ""},
};
const Method kDecoderMethods[] = {
    {"__new__(cls, errors=None)", coder_new<true>, ""},
    {"__init__(*args, **kwargs)", ignore_init, ""},
    {"decode(self, /, input, final=False)", decoder_decode, ""},
    {"getstate(self, /)", decoder_getstate, ""},
    {"setstate(self, state, /)", decoder_setstate, ""},
    {"reset(self, /)", decoder_reset, ""},
};
const Method kReaderMethods[] = {
    {"__new__(cls, stream, errors=None)", stream_new<true>, ""},
    {"__init__(*args, **kwargs)", ignore_init, ""},
    {"read(self, sizeobj=None, /)", reader_read, ""},
    {"readline(self, sizeobj=None, /)", reader_readline, ""},
    {"readlines(self, sizehintobj=None, /)", reader_readlines, ""},
    {"reset(self, /)", decoder_reset, ""},
};
const Method kWriterMethods[] = {
    {"__new__(cls, stream, errors=None)", stream_new<false>, ""},
    {"__init__(*args, **kwargs)", ignore_init, ""},
    {"write(self, strobj, /)", writer_write, ""},
    {"writelines(self, lines, /)", writer_writelines, ""},
    {"reset(self, /)", writer_reset, ""},
};
constexpr TypeSpec spec(const char* name, std::span<const Method> methods, std::span<const Getter> getters) {
  return {.name = name, .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Coder),
          .flags = kTypeSubclassable, .methods = methods, .getters = getters};
}
const TypeSpec kSpecs[] = {spec("_multibytecodec.MultibyteIncrementalEncoder", kEncoderMethods, kErrors),
                           spec("_multibytecodec.MultibyteIncrementalDecoder", kDecoderMethods, kErrors),
                           spec("_multibytecodec.MultibyteStreamReader", kReaderMethods, kErrorsAndStream),
                           spec("_multibytecodec.MultibyteStreamWriter", kWriterMethods, kErrorsAndStream)};

}  // namespace

Status add_stream_classes(Thread& thread, Module* module) {
  for (const TypeSpec& one : kSpecs) {
    Type* type = TRY(define_type(thread, one));
    TRY(dict_set(thread, module->dict, Value(type->name), Value(type)));
  }
  return ok_status();
}

}  // namespace taipan::python::multibyte
