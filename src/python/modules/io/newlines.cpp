// python/modules/io/newlines.cpp -- ends of lines: finding them, translating them, IncrementalNewlineDecoder.
//
// Room       python/modules/io. https://docs.python.org/3.11/library/io.html#io.IncrementalNewlineDecoder
// Tests      CPython's test_io
#include <cstring>

#include "python/modules/io/io_private.h"
#include "vm/layouts.h"

namespace taipan::python::io {

namespace {

template <class Char>
int64_t find_character(const Char* text, int64_t start, int64_t length, Char wanted) {
  if constexpr (sizeof(Char) == 1) {
    const void* found = start < length ? memchr(text + start, wanted, size_t(length - start)) : nullptr;
    return found ? static_cast<const Char*>(found) - text : -1;
  } else {
    for (int64_t i = start; i < length; i++) {
      if (text[i] == wanted) return i;
    }
    return -1;
  }
}

template <class Char>
int64_t find_in(const Char* text, int64_t start, int64_t length, LineRules rules) {
  if (rules.translated || (!rules.universal && rules.newline == 0)) {
    const int64_t at = find_character<Char>(text, start, length, '\n');
    return at < 0 ? -1 : at + 1;
  }
  if (rules.universal) {
    for (int64_t i = start; i < length; i++) {
      if (text[i] == '\n') return i + 1;
      if (text[i] == '\r') return i + 1 < length && text[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return -1;
  }
  if (rules.newline == 1) {
    const int64_t at = find_character<Char>(text, start, length, '\r');
    return at < 0 ? -1 : at + 1;
  }
  for (int64_t i = start;;) {
    const int64_t at = find_character<Char>(text, i, length, '\r');
    if (at < 0 || at + 1 >= length) return -1;
    if (text[at + 1] == '\n') return at + 2;
    i = at + 1;
  }
}

// Which ends of lines there are; stops early when all three were seen.
template <class Char>
uint8_t scan(const Char* text, int64_t length, uint8_t seen) {
  for (int64_t i = 0; i < length && seen != (kSeenCr | kSeenLf | kSeenCrLf); i++) {
    if (text[i] == '\n') {
      seen |= kSeenLf;
    } else if (text[i] == '\r') {
      if (i + 1 < length && text[i + 1] == '\n') {
        seen |= kSeenCrLf;
        i++;
      } else {
        seen |= kSeenCr;
      }
    }
  }
  return seen;
}

bool has_cr(const String* text) {
  return with_characters(text, [](const auto* data, int64_t length) {
    using Char = std::remove_cvref_t<decltype(*data)>;
    return find_character<Char>(data, 0, length, Char('\r')) >= 0;
  });
}

}  // namespace

int64_t find_line_end(const String* text, int64_t start, LineRules rules) {
  return with_characters(text, [&](const auto* data, int64_t length) { return find_in(data, start, length, rules); });
}

String* translate_newlines(Thread& thread, String* chunk, bool final, bool translate, bool* pending_cr, uint8_t* seen) {
  Heap& heap = thread.heap();
  if (*pending_cr && (final || chunk->length() > 0)) {
    chunk = concatenate(heap, string_from_character(heap, '\r'), chunk);
    if (!chunk) return raise_memory_error(thread);
    *pending_cr = false;
  }
  const int64_t length = chunk->length();
  if (!final && length > 0 && chunk->at(length - 1) == '\r') {
    chunk = substring(heap, chunk, 0, length - 1);
    *pending_cr = true;
  }
  if (!has_cr(chunk)) {
    if (!(*seen & kSeenLf) && chunk->length() > 0) {
      *seen = with_characters(chunk, [&](const auto* data, int64_t n) { return scan(data, n, *seen); });
    }
    return chunk;
  }
  *seen = with_characters(chunk, [&](const auto* data, int64_t n) { return scan(data, n, *seen); });
  if (!translate) return chunk;
  StringBuilder out;
  const int64_t n = chunk->length();
  int64_t from = 0;
  while (from < n) {
    const int64_t end = find_line_end(chunk, from, {true, false, 0});
    if (end < 0) {
      out.append(chunk, from, n - from);
      break;
    }
    int64_t stop = end - 1;
    if (chunk->at(stop) == '\n' && stop > from && chunk->at(stop - 1) == '\r') stop--;
    out.append(chunk, from, stop - from);
    out.append('\n');
    from = end;
  }
  String* result = out.finish(heap);
  if (!result) return raise_memory_error(thread);
  return result;
}

String* replace_newlines(Thread& thread, String* text, uint8_t newline) {
  if (newline == 0 || find_line_end(text, 0, {false, true, 0}) < 0) return text;
  StringBuilder out;
  int64_t from = 0;
  for (;;) {
    const int64_t end = find_line_end(text, from, {false, true, 0});
    if (end < 0) break;
    out.append(text, from, end - 1 - from);
    out.append('\r');
    if (newline == 2) out.append('\n');
    from = end;
  }
  out.append(text, from, text->length() - from);
  String* result = out.finish(thread.heap());
  if (!result) return raise_memory_error(thread);
  return result;
}

Value newlines_value(Heap& heap, uint8_t seen) {
  if (seen == 0) return Value::none();
  Value found[3];
  int count = 0;
  if (seen & kSeenCr) found[count++] = Value(string_from_character(heap, '\r'));
  if (seen & kSeenLf) found[count++] = Value(string_from_character(heap, '\n'));
  if (seen & kSeenCrLf) found[count++] = Value(intern(heap, "\r\n"));
  if (count == 1) return found[0];
  return Value(tuple_from(heap, {found, size_t(count)}));
}

String* decoder_decode(Thread& thread, Value decoder, Value input, bool final) {
  Value text;
  if (is_exactly(decoder, g_types.newline_decoder)) {
    auto* self = decoder.as<NewlineDecoder>();
    text = input;
    if (!self->decoder.is_none()) text = Value(TRY(decoder_decode(thread, self->decoder, input, final)));
    if (!as_string(text)) return raise(thread, TypeId::TypeError, "decoder should return a string result, not '%T'", text);
    return translate_newlines(thread, as_string(text), final, self->translate, &self->pending_cr, &self->seen);
  }
  text = TRY(call_method_with(thread, decoder, io_name(IoName::Decode), input, Value::boolean(final)));
  if (!as_string(text)) return raise(thread, TypeId::TypeError, "decoder should return a string result, not '%T'", text);
  return as_string(text);
}

namespace {

void trace_decoder(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<NewlineDecoder*>(object);
  tracer.visit_value(self->decoder.bits());
  tracer.visit_value(self->errors.bits());
  trace_attributes(object, tracer);
}

Value decoder_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }
Status decoder_init(Thread& thread, NewlineDecoder* self, Value decoder, bool translate, Value errors) {
  self->decoder = decoder;
  self->errors = errors.is_missing() ? Value(intern(thread.heap(), "strict")) : errors;
  self->translate = translate;
  self->pending_cr = false;
  self->seen = 0;
  thread.heap().write_barrier(self);
  return ok_status();
}
Status check_initialized(Thread& thread, const NewlineDecoder* self) {
  if (self->decoder.is_unbound()) return raise(thread, TypeId::ValueError, "IncrementalNewlineDecoder.__init__() not called");
  return ok_status();
}
Value decode_method(Thread& thread, NewlineDecoder* self, Value input, bool final) {
  TRY(check_initialized(thread, self));
  Value text = input;
  if (!self->decoder.is_none()) text = Value(TRY(decoder_decode(thread, self->decoder, input, final)));
  if (!as_string(text)) return raise(thread, TypeId::TypeError, "decoder should return a string result, not '%T'", text);
  return Value(translate_newlines(thread, as_string(text), final, self->translate, &self->pending_cr, &self->seen));
}
Value get_state(Thread& thread, NewlineDecoder* self) {
  TRY(check_initialized(thread, self));
  Heap& heap = thread.heap();
  Value buffer = Value(bytes_from(heap, ""));
  uint64_t flag = 0;
  if (!self->decoder.is_none()) {
    const Value state = TRY(call_method_with(thread, self->decoder, io_name(IoName::GetState)));
    if (!is_kind(state, Kind::Tuple) || state.as<Tuple>()->length() != 2) return raise(thread, TypeId::TypeError, "illegal decoder state");
    buffer = state.as<Tuple>()->at(0);
    if (!is_int_like(state.as<Tuple>()->at(1))) return raise(thread, TypeId::TypeError, "illegal decoder state");
    flag = integer_low_bits(state.as<Tuple>()->at(1));
  }
  flag = flag << 1 | uint64_t{self->pending_cr};
  return Value(tuple_of(heap, buffer, unsigned_value(heap, flag)));
}
Value set_state(Thread& thread, NewlineDecoder* self, Value state) {
  TRY(check_initialized(thread, self));
  if (!is_kind(state, Kind::Tuple)) return raise(thread, TypeId::TypeError, "state argument must be a tuple");
  if (state.as<Tuple>()->length() != 2 || !is_int_like(state.as<Tuple>()->at(1))) return raise(thread, TypeId::TypeError, "illegal decoder state");
  const uint64_t flag = integer_low_bits(state.as<Tuple>()->at(1));
  self->pending_cr = flag & 1;
  if (!self->decoder.is_none()) {
    Tuple* inner = tuple_of(thread.heap(), state.as<Tuple>()->at(0), unsigned_value(thread.heap(), flag >> 1));
    return call_method_with(thread, self->decoder, io_name(IoName::SetState), Value(inner));
  }
  return Value::none();
}
Value reset(Thread& thread, NewlineDecoder* self) {
  TRY(check_initialized(thread, self));
  self->seen = 0;
  self->pending_cr = false;
  if (!self->decoder.is_none()) return call_method_with(thread, self->decoder, io_name(IoName::Reset));
  return Value::none();
}
Value get_newlines(Thread& thread, Value self) {
  TRY(check_initialized(thread, self.as<NewlineDecoder>()));
  return newlines_value(thread.heap(), self.as<NewlineDecoder>()->seen);
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", decoder_new, ""},
    {"__init__(self, /, decoder, translate, errors='strict')", decoder_init, ""},
    {"decode(self, /, input, final=False)", decode_method},
    {"getstate(self, /)", get_state},
    {"setstate(self, state, /)", set_state},
    {"reset(self, /)", reset},
};
const Getter kGetters[] = {{"newlines", get_newlines, nullptr, nullptr}};

}  // namespace

extern const Layout kNewlineDecoderLayout = {.name = "newline decoder", .size = &size_from_shape, .trace = &trace_decoder};
extern const TypeSpec kNewlineDecoderSpec = {.name = "_io.IncrementalNewlineDecoder",
                                             .doc = "Codec used when reading a file in universal newlines mode.",
                                             .layout = &kNewlineDecoderLayout,
                                             .kind = kind(PythonKind::Other),
                                             .native_size = sizeof(NewlineDecoder),
                                             .flags = kTypeSubclassable,
                                             .methods = kMethods,
                                             .getters = kGetters};

Value new_newline_decoder(Thread& thread, Value decoder, bool translate, Value errors) {
  auto* self = static_cast<NewlineDecoder*>(allocate_instance(thread.heap(), g_types.newline_decoder));
  TRY(decoder_init(thread, self, decoder, translate, errors));
  return Value(self);
}

}  // namespace taipan::python::io
