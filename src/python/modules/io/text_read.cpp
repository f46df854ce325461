// python/modules/io/text_read.cpp -- TextIOWrapper's reading: chunks of decoded text, and lines out of them.
//
// Room       python/modules/io. Tests: CPython's test_io, tests/python/io/
#include "python/modules/io/io_private.h"

namespace taipan::python::io {

namespace {

LineRules rules_of(const TextIO* self) { return {self->read_universal, self->read_translate, self->read_newline}; }

String* part(Thread& thread, String* text, int64_t start, int64_t length) {
  String* s = substring(thread.heap(), text, start, length);
  if (!s) return raise_memory_error(thread);
  return s;
}

// Up to n decoded characters that are there; negative: all.
String* take_decoded(Thread& thread, TextIO* self, int64_t n) {
  if (self->decoded.is_unbound()) return empty_string();
  auto* text = self->decoded.as<String>();
  const int64_t have = text->length() - self->decoded_used;
  if (n < 0 || n > have) n = have;
  String* s = TRY(part(thread, text, self->decoded_used, n));
  self->decoded_used += n;
  return s;
}

String* joined(Thread& thread, String* a, String* b) {
  String* s = concatenate(thread.heap(), a, b);
  if (!s) return raise_memory_error(thread);
  return s;
}

// A line of at most `limit` characters; negative: any length.
Value read_line(Thread& thread, TextIO* self, int64_t limit) {
  if (self->pending_bytes > 0) TRY(text_flush_pending(thread, self));
  const LineRules rules = rules_of(self);
  String* before = nullptr;  // the line's beginning, from earlier chunks
  for (;;) {
    if (!has_decoded(self)) {
      bool more;
      do {
        more = TRY(text_read_chunk(thread, self, 0));
      } while (more && !has_decoded(self));
      if (!more) {
        text_set_decoded(thread, self, Value::unbound());
        text_forget_snapshot(self);
        return Value(before ? before : empty_string());
      }
    }
    String* text = self->decoded.as<String>();
    int64_t start = self->decoded_used;
    int64_t from = start, earlier = 0;
    if (before) {
      earlier = before->length();
      text = TRY(joined(thread, before, start == 0 ? text : TRY(part(thread, text, start, text->length() - start))));
      // A two-character end may straddle the chunks.
      from = rules.newline == 2 && earlier > 0 ? earlier - 1 : earlier;
      start = 0;
    }
    int64_t end = find_line_end(text, from, rules);
    if (limit >= 0 && (end < 0 || end - start > limit) && text->length() - start >= limit) end = start + limit;
    if (end >= 0) {
      self->decoded_used = before ? self->decoded_used + end - earlier : end;
      return Value(part(thread, text, start, end - start));
    }
    before = start == 0 ? text : TRY(part(thread, text, start, text->length() - start));
    self->decoded_used = self->decoded.as<String>()->length();
  }
}

}  // namespace

Result<bool> text_read_chunk(Thread& thread, TextIO* self, int64_t size_hint) {
  if (!self->can_decode) return raise_unsupported(thread, "not readable");
  DecoderState state;
  if (self->telling) state = TRY(text_decoder_state(thread, self));
  if (size_hint > 0) size_hint = int64_t(self->bytes_per_character * double(size_hint));
  const int64_t size = size_hint > self->chunk_size ? size_hint : self->chunk_size;
  Value input;
  if (self->has_read1 && (is_exactly(self->buffer, g_types.reader) || is_exactly(self->buffer, g_types.random))) {
    input = TRY(buffered_read1(thread, self->buffer, size));
  } else {
    const IoName method = self->has_read1 ? IoName::Read1 : IoName::Read;
    input = TRY(call_method_with(thread, self->buffer, io_name(method), integer_value(thread.heap(), size)));
    if (!is_bytes_like(input)) {
      return raise(thread, TypeId::TypeError, "underlying %s() should have returned a bytes-like object, not '%T'",
                   self->has_read1 ? "read1" : "read", input);
    }
  }
  int64_t bytes;
  if (is_kind(input, Kind::Bytes)) {
    bytes = input.as<Bytes>()->length();
  } else {
    BufferView view;
    TRY(get_buffer(thread, input, &view));
    bytes = view.size;
  }
  String* text = TRY(text_decode(thread, self, input, bytes == 0));
  text_set_decoded(thread, self, Value(text));
  const int64_t characters = text->length();
  self->bytes_per_character = characters > 0 ? double(bytes) / double(characters) : 0.0;
  if (self->telling) {
    Bytes* copy = TRY(bytes_of_buffer(thread, input));
    if (state.bytes.as<Bytes>()->length() > 0) {
      const auto* earlier = state.bytes.as<Bytes>();
      Bytes* both = new_bytes(thread.heap(), earlier->length() + copy->length());
      if (!both) return raise_memory_error(thread);
      memcpy(both->data_, earlier->data(), size_t(earlier->length()));
      memcpy(both->data_ + earlier->length(), copy->data(), size_t(copy->length()));
      copy = both;
    }
    self->snapshot = Value(copy);
    self->snapshot_flags = state.flags;
    thread.heap().write_barrier(self);
  }
  return bytes > 0 || characters > 0;
}

Value text_read(Thread& thread, TextIO* self, Value size_value) {
  TRY(text_check_open(thread, self));
  int64_t size = TRY(optional_size(thread, size_value));
  if (!self->can_decode) return raise_unsupported(thread, "not readable");
  if (self->pending_bytes > 0) TRY(text_flush_pending(thread, self));
  if (size < 0) {
    const Value bytes = TRY(call_method_with(thread, self->buffer, io_name(IoName::Read)));
    String* rest = TRY(text_decode(thread, self, bytes, true));
    String* result = rest;
    if (has_decoded(self)) result = TRY(joined(thread, TRY(take_decoded(thread, self, -1)), rest));
    text_set_decoded(thread, self, Value::unbound());
    text_forget_snapshot(self);
    return Value(result);
  }
  String* result = TRY(take_decoded(thread, self, size));
  while (result->length() < size) {
    if (!TRY(text_read_chunk(thread, self, size - result->length()))) break;
    result = TRY(joined(thread, result, TRY(take_decoded(thread, self, size - result->length()))));
  }
  return Value(result);
}

Value text_readline(Thread& thread, TextIO* self, Value size) {
  TRY(text_check(thread, self));
  const int64_t limit = TRY(optional_size(thread, size));
  TRY(text_check_open(thread, self));
  return read_line(thread, self, limit);
}

Value text_next(Thread& thread, Value value) {
  auto* self = value.as<TextIO>();
  TRY(text_check(thread, self));
  self->telling = false;
  Value line;
  if (type_of(value) == g_types.text) {
    TRY(text_check_open(thread, self));
    line = TRY(read_line(thread, self, -1));
  } else {
    line = TRY(call_method_with(thread, value, io_name(IoName::Readline)));
    if (!as_string(line)) return raise(thread, TypeId::OSError, "readline() should have returned a str object, not '%T'", line);
  }
  if (as_string(line)->length() > 0) return line;
  text_forget_snapshot(self);
  self->telling = self->seekable;
  return Value::unbound();
}

}  // namespace taipan::python::io
