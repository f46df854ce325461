// python/modules/io/text_coding.cpp -- TextIOWrapper's decoding and encoding.
//
// Room       python/modules/io. Tests: CPython's test_io
//
// UTF-8, ASCII and Latin-1 are translated here, without objects for their state; other encodings by the incremental codecs of the
// registry. The state of our own decoder is what an incremental decoder of the library inside an IncrementalNewlineDecoder would say, so
// that positions mean the same.
#include <cstdlib>
#include <cstring>

#include "python/modules/io/io_private.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/codec_registry.h"
#include "python/objects/text_codec.h"

namespace taipan::python::io {

namespace {

Codec own_codec(const char* encoding) {
  char text[24];
  if (!normalize_encoding_name(encoding, text, sizeof text)) return Codec::Other;
  for (const char* utf8 : {"utf_8", "utf8"}) {
    if (strcmp(text, utf8) == 0) return Codec::Utf8;
  }
  for (const char* ascii : {"ascii", "us_ascii"}) {
    if (strcmp(text, ascii) == 0) return Codec::Ascii;
  }
  for (const char* latin1 : {"latin1", "latin_1", "iso_8859_1", "iso8859_1"}) {
    if (strcmp(text, latin1) == 0) return Codec::Latin1;
  }
  return Codec::Other;
}

// A copy that lives for ever; there are few names of error handlers.
const char* lasting(const char* text) {
  for (const char* known : {"strict", "surrogateescape", "backslashreplace", "replace", "ignore", "xmlcharrefreplace", "namereplace", "surrogatepass"}) {
    if (strcmp(known, text) == 0) return known;
  }
  return strdup(text);
}

}  // namespace

Status text_set_coding(Thread& thread, TextIO* self, String* encoding, String* errors) {
  const char* errors_text = TRY(c_text(thread, errors));
  const char* encoding_text = TRY(c_text(thread, encoding));
  const Codec codec = own_codec(encoding_text);
  Value decoder, encoder;
  if (codec == Codec::Other) {
    Tuple* info = TRY(lookup_codec(thread, encoding_text));
    const Value is_text = TRY(get_attribute_or_unbound(thread, Value(info), io_name(IoName::IsTextEncoding)));
    if (!is_text.is_unbound() && !TRY(is_true(thread, is_text))) {
      return raise(thread, TypeId::LookupError, "'%U' is not a text encoding; use codecs.open() to handle arbitrary codecs", encoding);
    }
    if (self->can_decode) {
      const Value make = TRY(get_attribute(thread, Value(info), io_name(IoName::IncrementalDecoder)));
      decoder = TRY(call_with(thread, make, Value(errors)));
      if (self->read_universal) decoder = TRY(new_newline_decoder(thread, decoder, self->read_translate, Value::missing()));
    }
    if (self->can_encode) {
      const Value make = TRY(get_attribute(thread, Value(info), io_name(IoName::IncrementalEncoder)));
      encoder = TRY(call_with(thread, make, Value(errors)));
    }
  }
  self->codec = codec;
  self->decoder = decoder;
  self->encoder = encoder;
  self->encoding = Value(encoding);
  self->errors = Value(errors);
  self->errors_text = lasting(errors_text);
  self->undecoded_count = 0;
  self->pending_cr = false;
  thread.heap().write_barrier(self);
  return ok_status();
}

String* text_decode(Thread& thread, TextIO* self, Value bytes, bool final) {
  if (!self->decoder.is_unbound()) return decoder_decode(thread, self->decoder, bytes, final);
  Heap& heap = thread.heap();
  DecodeInput input;
  BufferView view;
  if (is_kind(bytes, Kind::Bytes)) {
    input = {bytes.as<Bytes>()->view(), bytes};
  } else {
    TRY(get_buffer(thread, bytes, &view));
    input = {view.view(), Value::unbound()};
  }
  String* text;
  if (self->codec == Codec::Utf8) {
    if (self->undecoded_count > 0) {
      Bytes* joined = new_bytes(heap, int64_t(self->undecoded_count + input.bytes.size()));
      if (!joined) return raise_memory_error(thread);
      memcpy(joined->data_, self->undecoded, self->undecoded_count);
      memcpy(joined->data_ + self->undecoded_count, input.bytes.data(), input.bytes.size());
      input = {joined->view(), Value(joined)};
    }
    size_t consumed = 0;
    text = TRY(decode_utf8(thread, input, self->errors_text, final ? Final::Yes : Final::No, &consumed));
    size_t left = input.bytes.size() - consumed;
    if (final || left > sizeof self->undecoded) left = 0;
    if (left > 0) memcpy(self->undecoded, input.bytes.data() + consumed, left);
    self->undecoded_count = uint8_t(left);
  } else if (self->codec == Codec::Ascii) {
    text = TRY(decode_ascii(thread, input, self->errors_text));
  } else {
    text = TRY(decode_latin1(thread, input.bytes));
  }
  if (!self->read_universal) return text;
  return translate_newlines(thread, text, final, self->read_translate, &self->pending_cr, &self->seen);
}

Result<DecoderState> text_decoder_state(Thread& thread, TextIO* self) {
  DecoderState state;
  if (self->decoder.is_unbound()) {
    state.bytes = Value(bytes_from(thread.heap(), {reinterpret_cast<char*>(self->undecoded), self->undecoded_count}));
    state.flags = self->read_universal ? uint64_t{self->pending_cr} : 0;
    return state;
  }
  const Value pair = TRY(call_method_with(thread, self->decoder, io_name(IoName::GetState)));
  if (!is_kind(pair, Kind::Tuple) || pair.as<Tuple>()->length() != 2) return raise(thread, TypeId::TypeError, "illegal decoder state");
  state.bytes = pair.as<Tuple>()->at(0);
  const Value flags = pair.as<Tuple>()->at(1);
  if (!is_int_like(flags)) return raise(thread, TypeId::TypeError, "illegal decoder state");
  if (!is_kind(state.bytes, Kind::Bytes)) {
    return raise(thread, TypeId::TypeError, "illegal decoder state: the first item should be a bytes object, not '%T'", state.bytes);
  }
  state.flags = integer_low_bits(flags);
  return state;
}
Status text_set_decoder_state(Thread& thread, TextIO* self, Value bytes, uint64_t flags) {
  if (self->decoder.is_unbound()) {
    const std::string_view text = bytes.as<Bytes>()->view();
    self->undecoded_count = uint8_t(text.size() > sizeof self->undecoded ? 0 : text.size());
    if (self->undecoded_count) memcpy(self->undecoded, text.data(), self->undecoded_count);
    self->pending_cr = self->read_universal && (flags & 1);
    return ok_status();
  }
  Tuple* pair = tuple_of(thread.heap(), bytes, unsigned_value(thread.heap(), flags));
  TRY(call_method_with(thread, self->decoder, io_name(IoName::SetState), Value(pair)));
  return ok_status();
}
Status text_reset_decoder(Thread& thread, TextIO* self) {
  self->undecoded_count = 0;
  self->pending_cr = false;
  if (self->decoder.is_unbound()) {
    self->seen = 0;
    return ok_status();
  }
  TRY(call_method_with(thread, self->decoder, io_name(IoName::Reset)));
  return ok_status();
}
Status text_reset_encoder(Thread& thread, TextIO* self, bool start_of_stream) {
  if (self->encoder.is_unbound()) return ok_status();
  if (start_of_stream) {
    TRY(call_method_with(thread, self->encoder, io_name(IoName::Reset)));
  } else {
    TRY(call_method_with(thread, self->encoder, io_name(IoName::SetState), Value::integer(0)));
  }
  return ok_status();
}

}  // namespace taipan::python::io
