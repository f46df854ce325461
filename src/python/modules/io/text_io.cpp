// python/modules/io/text_io.cpp -- TextIOWrapper: making, changing and closing it. Reading, writing, positions and coding have files of
// their own (text_*.cpp).
//
// Room       python/modules/io. The layout is in io_private.h. Tests: CPython's test_io
#include <langinfo.h>

#include <clocale>
#include <cstring>

#include "python/modules/io/io_private.h"
#include "python/objects/codec_registry.h"
#include "python/objects/iterators.h"
#include "python/objects/text_codec.h"
#include "python/runtime/runtime.h"
#include "python/runtime/start.h"
#include "vm/layouts.h"

namespace taipan::python::io {

Status text_check(Thread& thread, TextIO* self) {
  if (self->ok && !self->detached) [[likely]] return ok_status();
  if (self->detached) return raise(thread, TypeId::ValueError, "underlying buffer has been detached");
  return raise(thread, TypeId::ValueError, "I/O operation on uninitialized object");
}

Status text_check_open(Thread& thread, TextIO* self) {
  TRY(text_check(thread, self));
  // The usual stack of exact streams says it without calls.
  const Value below = self->buffer;
  if (has_layout(below, kBufferedLayout) && !type_of(below)->is_heap()) {
    auto* buffered = below.as<Buffered>();
    if (buffered->ok && buffered->plain_raw && buffered->raw.as<FileIO>()->fd >= 0) return ok_status();
  }
  const bool closed = TRY(is_closed(thread, Value(self)));
  if (closed) return raise(thread, TypeId::ValueError, "I/O operation on closed file.");
  return ok_status();
}

void text_set_decoded(Thread& thread, TextIO* self, Value decoded) {
  self->decoded = decoded;
  self->decoded_used = 0;
  thread.heap().write_barrier(self);
}
void text_forget_snapshot(TextIO* self) { self->snapshot = Value::unbound(); }

namespace {

void trace_text(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<TextIO*>(object);
  for (Value v : {self->buffer, self->encoding, self->errors, self->encoder, self->decoder, self->decoded, self->snapshot}) {
    tracer.visit_value(v.bits());
  }
  if (self->pending) tracer.visit(self->pending);
  trace_attributes(object, tracer);
}

Value text_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<TextIO*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->buffer = self->encoding = self->errors = Value::none();
  finalize_later(thread, self);
  return Value(self);
}

Status check_newline(Thread& thread, Value newline) {
  if (newline.is_none()) return ok_status();
  String* text = as_string(newline);
  if (!text) return raise(thread, TypeId::TypeError, "TextIOWrapper() argument 'newline' must be str or None, not %T", newline);
  if (text->length() == 0 || text->equals_ascii("\n") || text->equals_ascii("\r") || text->equals_ascii("\r\n")) return ok_status();
  return raise(thread, TypeId::ValueError, "illegal newline value: %U", text);
}
void set_newline(TextIO* self, Value newline) {
  String* text = as_string(newline);
  self->read_universal = newline.is_none() || text->length() == 0;
  self->read_translate = newline.is_none();
  const uint8_t kind_of_newline = text && text->equals_ascii("\r") ? 1 : text && text->equals_ascii("\r\n") ? 2 : 0;
  self->read_newline = self->write_newline = kind_of_newline;
}

// The encoder must not write a byte order mark in the middle of a file.
Status fix_encoder(Thread& thread, TextIO* self) {
  if (!self->seekable || self->encoder.is_unbound()) return ok_status();
  const Value at = TRY(call_method_with(thread, self->buffer, io_name(IoName::Tell)));
  if (TRY(equal(thread, at, Value::integer(0)))) return ok_status();
  return text_reset_encoder(thread, self, false);
}

// Only the development mode looks for the handler before it is needed.
Status check_error_handler(Thread& thread, String* errors) {
  if (!start_options().dev_mode || !runtime().initialized) return ok_status();
  const Value handler = TRY(lookup_error_handler(thread, TRY(c_text(thread, errors))));
  (void)handler;
  return ok_status();
}

String* locale_encoding(Thread& thread) {
  if (start_options().utf8_mode) return intern(thread.heap(), "utf-8");
  const char* codeset = nl_langinfo(CODESET);
  return intern(thread.heap(), codeset && *codeset ? codeset : "UTF-8");
}

Status text_init(Thread& thread, TextIO* self, Value buffer, Value encoding, Value errors, Value newline, bool line_buffering, bool write_through) {
  self->ok = self->detached = false;
  if (encoding.is_none() && start_options().warn_default_encoding) {
    TRY(warn(thread, TypeId::EncodingWarning, 1, "'encoding' argument not specified"));
  }
  if (!encoding.is_none() && !as_string(encoding)) {
    return raise(thread, TypeId::TypeError, "TextIOWrapper() argument 'encoding' must be str or None, not %T", encoding);
  }
  if (errors.is_none()) {
    errors = Value(intern(thread.heap(), "strict"));
  } else if (!as_string(errors)) {
    return raise(thread, TypeId::TypeError, "TextIOWrapper() argument 'errors' must be str or None, not %T", errors);
  }
  TRY(check_newline(thread, newline));
  TRY(check_error_handler(thread, as_string(errors)));
  String* encoding_name = as_string(encoding);
  if (!encoding_name || encoding_name->equals_ascii("locale")) encoding_name = locale_encoding(thread);
  self->pending = nullptr;
  self->pending_bytes = 0;
  self->decoded = self->snapshot = Value::unbound();
  self->decoded_used = 0;
  self->chunk_size = 8192;
  self->bytes_per_character = 0;
  self->seen = 0;
  self->line_buffering = line_buffering;
  self->write_through = write_through;
  set_newline(self, newline);
  // Unknown encodings are reported before the buffer is asked anything.
  self->can_decode = self->can_encode = false;
  TRY(text_set_coding(thread, self, encoding_name, as_string(errors)));
  const Value readable = TRY(call_method_with(thread, buffer, io_name(IoName::Readable)));
  self->can_decode = TRY(is_true(thread, readable));
  const Value writable = TRY(call_method_with(thread, buffer, io_name(IoName::Writable)));
  self->can_encode = TRY(is_true(thread, writable));
  if (self->codec == Codec::Other) TRY(text_set_coding(thread, self, encoding_name, as_string(errors)));
  self->buffer = buffer;
  thread.heap().write_barrier(self);
  const Value seekable = TRY(call_method_with(thread, buffer, io_name(IoName::Seekable)));
  self->seekable = self->telling = TRY(is_true(thread, seekable));
  const Value read1 = TRY(get_attribute_or_unbound(thread, buffer, io_name(IoName::Read1)));
  self->has_read1 = !read1.is_unbound();
  TRY(fix_encoder(thread, self));
  if (has_layout(buffer, kBufferedLayout) && !type_of(buffer)->is_heap()) finalize_never(thread, buffer.as_object());  // this stream closes it
  self->ok = true;
  return ok_status();
}

// line_buffering and write_through of reconfigure(): None leaves them as they are.
Result<bool> optional_flag(Thread& thread, Value given, bool present) {
  if (given.is_none()) return present;
  return TRY(to_int64(thread, given)) != 0;
}

Value text_reconfigure(Thread& thread, TextIO* self, Value encoding, Value errors, Value newline, Value line_buffering, Value write_through) {
  for (const auto& [given, what] : {std::pair{encoding, "encoding"}, std::pair{errors, "errors"}}) {
    if (!given.is_none() && !as_string(given)) {
      return raise(thread, TypeId::TypeError, "reconfigure() argument '%s' must be str or None, not %T", what, given);
    }
  }
  const bool new_newline = !newline.is_missing();
  const bool new_coding = !encoding.is_none() || !errors.is_none();
  if (self->can_decode && !self->snapshot.is_unbound() && (new_coding || new_newline)) {
    return raise_unsupported(thread, "It is not possible to set the encoding or newline of stream after the first read");
  }
  if (new_newline) {
    if (!newline.is_none() && !as_string(newline)) return raise(thread, TypeId::TypeError, "reconfigure() argument 'newline' must be str or None, not %T", newline);
    TRY(check_newline(thread, newline));
  }
  TRY(text_check(thread, self));
  const bool line_flag = TRY(optional_flag(thread, line_buffering, self->line_buffering));
  const bool through_flag = TRY(optional_flag(thread, write_through, self->write_through));
  TRY(call_method_with(thread, Value(self), io_name(IoName::Flush)));
  self->bytes_per_character = 0;
  const bool universal_before = self->read_universal, translate_before = self->read_translate;
  if (new_newline) set_newline(self, newline);
  if (new_coding || (new_newline && (self->read_universal != universal_before || self->read_translate != translate_before))) {
    String* encoding_name = encoding.is_none() ? as_string(self->encoding) : as_string(encoding);
    if (encoding_name->equals_ascii("locale")) encoding_name = locale_encoding(thread);
    String* error_name = !errors.is_none() ? as_string(errors) : encoding.is_none() ? as_string(self->errors) : intern(thread.heap(), "strict");
    TRY(text_set_coding(thread, self, encoding_name, error_name));
    TRY(fix_encoder(thread, self));
  }
  self->line_buffering = line_flag;
  self->write_through = through_flag;
  return Value::none();
}

Value text_detach(Thread& thread, TextIO* self) {
  TRY(text_check(thread, self));
  TRY(call_method_with(thread, Value(self), io_name(IoName::Flush)));
  const Value buffer = self->buffer;
  self->buffer = Value::unbound();
  self->detached = true;
  if (has_layout(buffer, kBufferedLayout) && !type_of(buffer)->is_heap()) finalize_later(thread, buffer.as_object());
  return buffer;
}

Value text_close(Thread& thread, TextIO* self) {
  TRY(text_check(thread, self));
  if (TRY(is_closed(thread, Value(self)))) return Value::none();
  if (self->finalizing) {
    if (call_method_with(thread, self->buffer, io_name(IoName::DeallocWarn), Value(self)).is_raised()) thread.clear_exception();
  }
  const Value flushed = call_method_with(thread, Value(self), io_name(IoName::Flush));
  const Value saved = flushed.is_raised() ? thread.take_exception() : Value::unbound();
  const Value result = call_method_with(thread, self->buffer, io_name(IoName::Close));
  if (!saved.is_unbound()) return chain_exceptions(thread, saved);
  return result;
}

template <IoName method>
Value ask_buffer(Thread& thread, TextIO* self) {
  TRY(text_check(thread, self));
  return call_method_with(thread, self->buffer, io_name(method));
}
Value text_truncate(Thread& thread, TextIO* self, Value position) {
  TRY(text_check(thread, self));
  TRY(call_method_with(thread, Value(self), io_name(IoName::Flush)));
  return call_method_with(thread, self->buffer, io_name(IoName::Truncate), position);
}

Value text_repr(Thread& thread, Value self) {
  if (!self.as<TextIO>()->ok) return raise(thread, TypeId::ValueError, "I/O operation on uninitialized object");
  if (repr_enter(thread, self)) return raise(thread, TypeId::RuntimeError, "reentrant call inside %T.__repr__", self);
  String* text = [&]() -> String* {
    String* shown = string_from_latin1(thread.heap(), "<_io.TextIOWrapper");
    const Value stream_name = get_attribute_or_unbound(thread, self, io_name(IoName::Name));
    if (stream_name.is_raised()) {
      if (!clear_if(thread, TypeId::ValueError)) return Raised{};
    } else if (!stream_name.is_unbound()) {
      shown = TRY(format_string(thread, "%U name=%R", shown, stream_name));
    }
    const Value mode = TRY(get_attribute_or_unbound(thread, self, io_name(IoName::Mode)));
    if (!mode.is_unbound()) shown = TRY(format_string(thread, "%U mode=%R", shown, mode));
    return format_string(thread, "%U encoding=%R>", shown, self.as<TextIO>()->encoding);
  }();
  repr_leave(thread, self);
  return text ? Value(text) : Value::raised();
}

TextIO* self_of(Value v) { return v.as<TextIO>(); }
Value get_name(Thread& thread, Value self) {
  TRY(text_check(thread, self_of(self)));
  return get_attribute(thread, self_of(self)->buffer, io_name(IoName::Name));
}
Value get_closed(Thread& thread, Value self) {
  TRY(text_check(thread, self_of(self)));
  return get_attribute(thread, self_of(self)->buffer, io_name(IoName::Closed));
}
Value get_newlines(Thread& thread, Value self) {
  TRY(text_check(thread, self_of(self)));
  auto* stream = self_of(self);
  if (!stream->can_decode) return Value::none();
  if (stream->decoder.is_unbound()) return stream->read_universal ? newlines_value(thread.heap(), stream->seen) : Value::none();
  const Value seen = TRY(get_attribute_or_unbound(thread, stream->decoder, io_name(IoName::Newlines)));
  return seen.is_unbound() ? Value::none() : seen;
}
Value get_errors(Thread& thread, Value self) {
  if (!self_of(self)->ok) return raise(thread, TypeId::ValueError, "I/O operation on uninitialized object");
  return self_of(self)->errors;
}
Value get_chunk_size(Thread& thread, Value self) {
  TRY(text_check(thread, self_of(self)));
  return integer_value(thread.heap(), self_of(self)->chunk_size);
}
Status set_chunk_size(Thread& thread, Value self, Value value) {
  TRY(text_check(thread, self_of(self)));
  if (value.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  const int64_t size = TRY(to_int64(thread, value, TypeId::ValueError));
  if (size <= 0) return raise(thread, TypeId::ValueError, "a strictly positive integer is required");
  TRY(text_flush_pending(thread, self_of(self)));
  self_of(self)->chunk_size = size;
  return ok_status();
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", text_new, ""},
    {"__repr__(self, /)", text_repr, "Return repr(self)."},
    {"__next__(self, /)", &next_method<text_next>, "Implement next(self)."},
    {"__init__(self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)", text_init, ""},
    {"detach(self, /)", text_detach},
    {"reconfigure(self, /, *, encoding=None, errors=None, newline=<=None>, line_buffering=None, write_through=None)", text_reconfigure,
     "Reconfigure the text stream with new parameters."},
    {"write(self, text, /)", text_write},
    {"read(self, size=-1, /)", text_read},
    {"readline(self, size=-1, /)", text_readline},
    {"flush(self, /)", text_flush},
    {"close(self, /)", text_close},
    {"fileno(self, /)", &ask_buffer<IoName::Fileno>},
    {"seekable(self, /)", &ask_buffer<IoName::Seekable>},
    {"readable(self, /)", &ask_buffer<IoName::Readable>},
    {"writable(self, /)", &ask_buffer<IoName::Writable>},
    {"isatty(self, /)", &ask_buffer<IoName::Isatty>},
    {"seek(self, cookie, whence=0, /)", text_seek},
    {"tell(self, /)", text_tell},
    {"truncate(self, pos=None, /)", text_truncate},
    {"__getstate__(self, /)", get_state_refused},
};
const Getter kGetters[] = {
    {"name", get_name, nullptr, nullptr},         {"closed", get_closed, nullptr, nullptr},
    {"newlines", get_newlines, nullptr, nullptr}, {"errors", get_errors, nullptr, nullptr},
    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size, nullptr},
};
const Member kMembers[] = {
    {"encoding", MemberType::ObjectOrAttributeError, offsetof(TextIO, encoding), true, nullptr},
    {"buffer", MemberType::ObjectOrAttributeError, offsetof(TextIO, buffer), true, nullptr},
    {"line_buffering", MemberType::Bool, offsetof(TextIO, line_buffering), true, nullptr},
    {"write_through", MemberType::Bool, offsetof(TextIO, write_through), true, nullptr},
    {"_finalizing", MemberType::Bool, offsetof(TextIO, finalizing), false, nullptr},
};

}  // namespace

Value text_flush(Thread& thread, TextIO* self) {
  TRY(text_check_open(thread, self));
  self->telling = self->seekable;
  TRY(text_flush_pending(thread, self));
  return call_method_with(thread, self->buffer, io_name(IoName::Flush));
}

extern const Layout kTextLayout = {.name = "text stream", .size = &size_from_shape, .trace = &trace_text};
extern const TypeSpec kTextSpec = {.name = "_io.TextIOWrapper",
                                   .doc = "Character and line based layer over a BufferedIOBase object, buffer.",
                                   .layout = &kTextLayout,
                                   .kind = kind(PythonKind::Other),
                                   .native_size = sizeof(TextIO),
                                   .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
                                   .methods = kMethods,
                                   .getters = kGetters,
                                   .members = kMembers,
                                   .next = text_next};

Value new_text(Thread& thread, Value buffer, Value encoding, Value errors, Value newline, bool line_buffering, bool write_through) {
  auto* self = static_cast<TextIO*>(allocate_instance(thread.heap(), g_types.text));
  self->buffer = self->encoding = self->errors = Value::none();
  TRY(text_init(thread, self, buffer, encoding, errors, newline, line_buffering, write_through));
  return Value(self);
}

}  // namespace taipan::python::io
