// python/modules/io/text_write.cpp -- TextIOWrapper.write.
//
// Room       python/modules/io. Tests: CPython's test_io, tests/python/io/
//
// Encoded text is collected in `pending` and goes to the buffer below when there is a chunk of it, at line ends of line-buffered streams,
// and before anything is read or moved. ASCII text is copied there straight from the string.
#include <cstring>

#include "base/codecs/utf8.h"
#include "python/modules/io/io_private.h"
#include "python/objects/builtin_codecs.h"

namespace taipan::python::io {

namespace {

bool writes_directly(const TextIO* self) { return is_exactly(self->buffer, g_types.writer) || is_exactly(self->buffer, g_types.random); }

Status write_below(Thread& thread, TextIO* self, const uint8_t* data, int64_t size, Value bytes) {
  if (writes_directly(self)) return buffered_write_bytes(thread, self->buffer.as<Buffered>(), data, size);
  if (bytes.is_unbound()) {
    Bytes* copy = bytes_from(thread.heap(), {reinterpret_cast<const char*>(data), size_t(size)});
    if (!copy) return raise_memory_error(thread);
    bytes = Value(copy);
  }
  for (;;) {
    const Value written = call_method_with(thread, self->buffer, io_name(IoName::Write), bytes);
    if (!written.is_raised()) return ok_status();
    if (!clear_if_interrupted(thread)) return Raised{};
  }
}

// Room for `size` more pending bytes, at most a chunk; null: raised.
uint8_t* pending_room(Thread& thread, TextIO* self, int64_t size) {
  if (self->pending_bytes + size > self->chunk_size) TRY(text_flush_pending(thread, self));
  if (!self->pending || int64_t(self->pending->capacity) < self->chunk_size) {
    ByteArray* fresh = new_byte_array(thread.heap(), uint64_t(self->chunk_size));
    if (!fresh) return raise_memory_error(thread);
    if (self->pending_bytes > 0) memcpy(fresh->data, self->pending->data, size_t(self->pending_bytes));
    self->pending = fresh;
    thread.heap().write_barrier(self);
  }
  return self->pending->data + self->pending_bytes;
}

Status append_bytes(Thread& thread, TextIO* self, const uint8_t* data, int64_t size, Value bytes) {
  if (size > self->chunk_size) {
    TRY(text_flush_pending(thread, self));
    return write_below(thread, self, data, size, bytes);
  }
  uint8_t* room = TRY(pending_room(thread, self, size));
  memcpy(room, data, size_t(size));
  self->pending_bytes += size;
  return ok_status();
}

// Encodes `text` behind what is pending.
Status append_text(Thread& thread, TextIO* self, String* text) {
  if (self->codec == Codec::Other) {
    const Value bytes = TRY(call_method_with(thread, self->encoder, io_name(IoName::Encode), Value(text)));
    if (!is_kind(bytes, Kind::Bytes)) return raise(thread, TypeId::TypeError, "encoder should return a bytes object, not '%T'", bytes);
    return append_bytes(thread, self, bytes.as<Bytes>()->data(), bytes.as<Bytes>()->length(), bytes);
  }
  if (text->is_ascii() || (self->codec == Codec::Latin1 && text->width_log2() == 0)) {
    return append_bytes(thread, self, text->data1(), text->length(), Value::unbound());
  }
  if (self->codec == Codec::Utf8) {
    const codecs::Utf8Size size = codecs::utf8_size(view_of(text));
    if (!size.has_surrogates && int64_t(size.bytes) <= self->chunk_size) {
      uint8_t* room = TRY(pending_room(thread, self, int64_t(size.bytes)));
      codecs::encode_utf8_into(view_of(text), room);
      self->pending_bytes += int64_t(size.bytes);
      return ok_status();
    }
  }
  Bytes* bytes = self->codec == Codec::Utf8    ? encode_utf8(thread, text, self->errors_text)
                 : self->codec == Codec::Ascii ? encode_ascii(thread, text, self->errors_text)
                                               : encode_latin1(thread, text, self->errors_text);
  if (!bytes) return Raised{};
  return append_bytes(thread, self, bytes->data(), bytes->length(), Value(bytes));
}

bool contains(const String* text, char wanted) {
  return with_characters(text, [&](const auto* data, int64_t length) {
    if constexpr (sizeof(*data) == 1) return length > 0 && memchr(data, wanted, size_t(length)) != nullptr;
    for (int64_t i = 0; i < length; i++) {
      if (data[i] == decltype(data[i] + 0)(wanted)) return true;
    }
    return false;
  });
}

}  // namespace

Status text_flush_pending(Thread& thread, TextIO* self) {
  if (self->pending_bytes == 0) return ok_status();
  // Other threads may write while this one does: they get storage of their own.
  ByteArray* taken = self->pending;
  const int64_t size = self->pending_bytes;
  self->pending = nullptr;
  self->pending_bytes = 0;
  TRY(write_below(thread, self, taken->data, size, Value::unbound()));
  if (!self->pending) {
    self->pending = taken;
    thread.heap().write_barrier(self);
  }
  return ok_status();
}

Value text_write(Thread& thread, TextIO* self, Value value) {
  String* text = as_string(value);
  if (!text) {
    TRY(text_check(thread, self));
    return raise(thread, TypeId::TypeError, "write() argument must be str, not %T", value);
  }
  TRY(text_check_open(thread, self));
  if (!self->can_encode) return raise_unsupported(thread, "not writable");
  const int64_t length = text->length();
  const bool has_line_end = (self->line_buffering || self->write_newline != 0) && contains(text, '\n');
  const bool flush_buffer = self->line_buffering && (has_line_end || contains(text, '\r'));
  if (has_line_end && self->write_newline != 0) text = TRY(replace_newlines(thread, text, self->write_newline));
  TRY(append_text(thread, self, text));
  if (self->pending_bytes >= self->chunk_size || flush_buffer || self->write_through) TRY(text_flush_pending(thread, self));
  if (flush_buffer) {
    if (writes_directly(self)) {
      TRY(buffered_flush_stream(thread, self->buffer.as<Buffered>()));
    } else {
      TRY(call_method_with(thread, self->buffer, io_name(IoName::Flush)));
    }
  }
  if (self->can_decode) {
    text_set_decoded(thread, self, Value::unbound());
    text_forget_snapshot(self);
    TRY(text_reset_decoder(thread, self));
  }
  return integer_value(thread.heap(), length);
}

}  // namespace taipan::python::io
