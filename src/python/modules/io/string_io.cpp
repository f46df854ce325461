// python/modules/io/string_io.cpp -- StringIO: a text stream in memory.
//
// Room       python/modules/io. The layout is in io_private.h. Tests: CPython's test_memoryio
//
// The characters are kept as narrow as the widest one written so far allows.
#include <cstring>

#include "python/modules/io/io_private.h"
#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::io {

namespace {

void trace_string_io(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<StringIO*>(object);
  if (self->text) tracer.visit(self->text);
  tracer.visit_value(self->newline.bits());
  trace_attributes(object, tracer);
}

Status check_open(Thread& thread, const StringIO* self) {
  if (!self->initialized) return raise(thread, TypeId::ValueError, "I/O operation on uninitialized object");
  if (self->closed) return raise(thread, TypeId::ValueError, "I/O operation on closed file");
  return ok_status();
}

template <class To, class From>
void widen(void* to, const void* from, int64_t count) {
  auto* out = static_cast<To*>(to);
  const auto* in = static_cast<const From*>(from);
  for (int64_t i = 0; i < count; i++) out[i] = To(in[i]);
}
void copy_characters(void* to, int to_log2, const void* from, int from_log2, int64_t count) {
  if (to_log2 == from_log2) {
    memcpy(to, from, size_t(count) << to_log2);
  } else if (to_log2 == 1) {
    widen<uint16_t, uint8_t>(to, from, count);
  } else if (from_log2 == 0) {
    widen<uint32_t, uint8_t>(to, from, count);
  } else {
    widen<uint32_t, uint16_t>(to, from, count);
  }
}

// Room for `count` characters of this width; what is there is kept.
Status reserve(Thread& thread, StringIO* self, int64_t count, int width_log2) {
  if (width_log2 < self->width_log2) width_log2 = self->width_log2;
  if (count > (INT64_MAX >> 4)) return raise(thread, TypeId::OverflowError, "new position too large");
  const uint64_t bytes = uint64_t(count) << width_log2;
  if (self->text && width_log2 == self->width_log2 && self->text->capacity >= bytes) return ok_status();
  ByteArray* grown = new_byte_array(thread.heap(), bytes + bytes / 4 + 64);
  if (!grown) return raise_memory_error(thread);
  if (self->length > 0) copy_characters(grown->data, width_log2, self->text->data, self->width_log2, self->length);
  self->text = grown;
  self->width_log2 = uint8_t(width_log2);
  thread.heap().write_barrier(self);
  return ok_status();
}

void* character_address(StringIO* self, int64_t i) { return self->text->data + (i << self->width_log2); }

String* part(Thread& thread, StringIO* self, int64_t start, int64_t count) {
  if (count <= 0) return empty_string();
  const void* data = character_address(self, start);
  String* s;
  switch (self->width_log2) {
    case 0: s = string_from_latin1(thread.heap(), {static_cast<const char*>(data), size_t(count)}); break;
    case 1: s = string_from_ucs2(thread.heap(), static_cast<const uint16_t*>(data), count); break;
    default: s = string_from_code_points(thread.heap(), static_cast<const uint32_t*>(data), count); break;
  }
  if (!s) return raise_memory_error(thread);
  return s;
}

Status write_text(Thread& thread, StringIO* self, String* text) {
  if (self->read_universal) {
    bool pending = false;
    text = TRY(translate_newlines(thread, text, true, self->read_translate, &pending, &self->seen));
  }
  text = TRY(replace_newlines(thread, text, self->write_newline));
  const int64_t n = text->length();
  if (n == 0) return ok_status();
  if (self->position > INT64_MAX - n) return raise(thread, TypeId::OverflowError, "new position too large");
  const int64_t end = self->position + n;
  TRY(reserve(thread, self, end > self->length ? end : self->length, text->width_log2()));
  if (self->position > self->length) {
    memset(character_address(self, self->length), 0, size_t(self->position - self->length) << self->width_log2);
  }
  copy_characters(character_address(self, self->position), self->width_log2, text->data(), text->width_log2(), n);
  self->position = end;
  if (end > self->length) self->length = end;
  return ok_status();
}

Value string_io_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<StringIO*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->newline = Value::none();
  return Value(self);
}

Status string_io_init(Thread& thread, StringIO* self, Value initial, Value newline) {
  self->initialized = false;
  if (newline.is_missing()) newline = Value(string_from_character(thread.heap(), '\n'));
  if (!newline.is_none()) {
    String* text = as_string(newline);
    if (!text) return raise(thread, TypeId::TypeError, "newline must be str or None, not %T", newline);
    if (!(text->length() == 0 || text->equals_ascii("\n") || text->equals_ascii("\r") || text->equals_ascii("\r\n"))) {
      return raise(thread, TypeId::ValueError, "illegal newline value: %R", newline);
    }
  }
  if (!initial.is_none() && !initial.is_missing() && !as_string(initial)) {
    return raise(thread, TypeId::TypeError, "initial_value must be str or None, not %T", initial);
  }
  self->text = nullptr;
  self->length = self->position = 0;
  self->width_log2 = 0;
  self->seen = 0;
  self->closed = false;
  self->newline = newline;
  thread.heap().write_barrier(self);
  String* text = as_string(newline);
  self->read_universal = newline.is_none() || text->length() == 0;
  self->read_translate = newline.is_none();
  // Lines are kept with the ends they are read with.
  self->write_newline = text && text->equals_ascii("\r") ? 1 : text && text->equals_ascii("\r\n") ? 2 : 0;
  self->read_newline = self->write_newline;
  self->initialized = true;
  if (as_string(initial)) {
    TRY(write_text(thread, self, as_string(initial)));
    self->position = 0;
  }
  return ok_status();
}

Value string_io_write(Thread& thread, StringIO* self, Value s) {
  if (!as_string(s)) {
    if (!self->initialized) return raise(thread, TypeId::ValueError, "I/O operation on uninitialized object");
    return raise(thread, TypeId::TypeError, "string argument expected, got '%T'", s);
  }
  TRY(check_open(thread, self));
  TRY(write_text(thread, self, as_string(s)));
  return integer_value(thread.heap(), as_string(s)->length());
}
Value string_io_getvalue(Thread& thread, StringIO* self) {
  TRY(check_open(thread, self));
  return Value(part(thread, self, 0, self->length));
}
Value string_io_tell(Thread& thread, StringIO* self) {
  TRY(check_open(thread, self));
  return integer_value(thread.heap(), self->position);
}
int64_t remaining(const StringIO* self) { return self->position < self->length ? self->length - self->position : 0; }
Value string_io_read(Thread& thread, StringIO* self, Value size) {
  TRY(check_open(thread, self));
  int64_t n = TRY(optional_size(thread, size));
  if (n < 0 || n > remaining(self)) n = remaining(self);
  String* s = TRY(part(thread, self, self->position, n));
  self->position += n;
  return Value(s);
}

template <class Char>
int64_t line_end(const Char* text, int64_t count, const StringIO* self) {
  if (self->read_translate || (!self->read_universal && self->read_newline == 0)) {
    for (int64_t i = 0; i < count; i++) {
      if (text[i] == '\n') return i + 1;
    }
    return count;
  }
  for (int64_t i = 0; i < count; i++) {
    const bool crlf = text[i] == '\r' && i + 1 < count && text[i + 1] == '\n';
    if (self->read_universal) {
      if (text[i] == '\n') return i + 1;
      if (text[i] == '\r') return crlf ? i + 2 : i + 1;
    } else if (self->read_newline == 1) {
      if (text[i] == '\r') return i + 1;
    } else if (crlf) {
      return i + 2;
    }
  }
  return count;
}
Value read_line(Thread& thread, StringIO* self, int64_t limit) {
  int64_t n = remaining(self);
  if (limit >= 0 && n > limit) n = limit;
  if (n <= 0) return Value(empty_string());
  const void* start = character_address(self, self->position);
  switch (self->width_log2) {
    case 0:
      if (self->read_translate || (!self->read_universal && self->read_newline == 0)) {
        const auto* end = static_cast<const uint8_t*>(memchr(start, '\n', size_t(n)));
        if (end) n = end - static_cast<const uint8_t*>(start) + 1;
      } else {
        n = line_end(static_cast<const uint8_t*>(start), n, self);
      }
      break;
    case 1: n = line_end(static_cast<const uint16_t*>(start), n, self); break;
    default: n = line_end(static_cast<const uint32_t*>(start), n, self); break;
  }
  String* s = TRY(part(thread, self, self->position, n));
  self->position += n;
  return Value(s);
}
Value string_io_readline(Thread& thread, StringIO* self, Value size) {
  TRY(check_open(thread, self));
  return read_line(thread, self, TRY(optional_size(thread, size)));
}
Value string_io_next(Thread& thread, Value value) {
  auto* self = value.as<StringIO>();
  TRY(check_open(thread, self));
  Value line;
  if (type_of(value) == g_types.string_io) {
    line = TRY(read_line(thread, self, -1));
  } else {
    line = TRY(call_method_with(thread, value, io_name(IoName::Readline)));
    if (!as_string(line)) return raise(thread, TypeId::OSError, "readline() should have returned a str object, not '%T'", line);
  }
  return as_string(line)->length() == 0 ? Value::unbound() : line;
}
Value string_io_truncate(Thread& thread, StringIO* self, Value position) {
  TRY(check_open(thread, self));
  const int64_t size = position.is_none() ? self->position : TRY(optional_size(thread, position));
  if (size < 0) return raise(thread, TypeId::ValueError, "Negative size value %ld", size);
  if (size < self->length) self->length = size;
  return integer_value(thread.heap(), size);
}
Value string_io_seek(Thread& thread, StringIO* self, Value position, int whence) {
  TRY(check_open(thread, self));
  int64_t target = TRY(to_int64(thread, position));
  if (whence < 0 || whence > 2) return raise(thread, TypeId::ValueError, "Invalid whence (%d, should be 0, 1 or 2)", whence);
  if (target < 0 && whence == 0) return raise(thread, TypeId::ValueError, "Negative seek position %ld", target);
  if (whence != 0 && target != 0) return raise(thread, TypeId::OSError, "Can't do nonzero cur-relative seeks");
  if (whence == 1) target = self->position;
  if (whence == 2) target = self->length;
  self->position = target;
  return integer_value(thread.heap(), target);
}
Value string_io_close(Thread&, StringIO* self) {
  self->closed = true;
  self->text = nullptr;
  self->length = 0;
  return Value::none();
}
Value say_true(Thread& thread, StringIO* self) {
  TRY(check_open(thread, self));
  return Value::true_value();
}
Value get_closed(Thread& thread, Value self) {
  if (!self.as<StringIO>()->initialized) return raise(thread, TypeId::ValueError, "I/O operation on uninitialized object");
  return Value::boolean(self.as<StringIO>()->closed);
}
Value get_line_buffering(Thread& thread, Value self) {
  TRY(check_open(thread, self.as<StringIO>()));
  return Value::false_value();
}
Value get_newlines(Thread& thread, Value self) {
  TRY(check_open(thread, self.as<StringIO>()));
  return self.as<StringIO>()->read_universal ? newlines_value(thread.heap(), self.as<StringIO>()->seen) : Value::none();
}
Value string_io_getstate(Thread& thread, StringIO* self) {
  Heap& heap = thread.heap();
  const Value value = TRY(string_io_getvalue(thread, self));
  const Value dict = TRY(get_attribute_or_unbound(thread, Value(self), python::name(python::Name::Dict)));
  Value copy = Value::none();
  if (is_kind(dict, Kind::Dict) && dict.as<Dict>()->length() > 0) copy = Value(dict_copy(heap, dict.as<Dict>()));
  return Value(tuple_of(heap, value, self->newline, integer_value(heap, self->position), copy));
}
Value string_io_setstate(Thread& thread, StringIO* self, Value state) {
  if (self->initialized && self->closed) return raise(thread, TypeId::ValueError, "I/O operation on closed file");
  if (!is_kind(state, Kind::Tuple) || state.as<Tuple>()->length() < 4) {
    return raise(thread, TypeId::TypeError, "%T.__setstate__ argument should be 4-tuple, got %T", Value(self), state);
  }
  const Tuple* parts = state.as<Tuple>();
  TRY(string_io_init(thread, self, Value::none(), parts->at(1)));
  // The text is restored as it is: its ends of lines were translated when it was written.
  String* text = as_string(parts->at(0));
  if (!text) return raise(thread, TypeId::TypeError, "initial_value must be str or None, not %T", parts->at(0));
  TRY(reserve(thread, self, text->length(), text->width_log2()));
  copy_characters(self->text->data, self->width_log2, text->data(), text->width_log2(), text->length());
  self->length = text->length();
  if (!is_int_like(parts->at(2))) return raise(thread, TypeId::TypeError, "third item of state must be an integer, got %T", parts->at(2));
  const int64_t position = TRY(to_int64(thread, parts->at(2)));
  if (position < 0) return raise(thread, TypeId::ValueError, "position value cannot be negative");
  self->position = position;
  const Value attributes = parts->at(3);
  if (attributes.is_none()) return Value::none();
  if (!is_kind(attributes, Kind::Dict)) return raise(thread, TypeId::TypeError, "fourth item of state should be a dict, got a %T", attributes);
  Dict* dict = instance_dict(thread, Value(self));
  if (dict) TRY(dict_update(thread, dict, attributes));
  return Value::none();
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", string_io_new, ""},
    {"__next__(self, /)", &next_method<string_io_next>, "Implement next(self)."},
    {"__init__(self, /, initial_value='', newline='\\n')", string_io_init, ""},
    {"close(self, /)", string_io_close, "Close the IO object."},
    {"getvalue(self, /)", string_io_getvalue, "Retrieve the entire contents of the object."},
    {"read(self, size=-1, /)", string_io_read, "Read at most size characters, returned as a string."},
    {"readline(self, size=-1, /)", string_io_readline, "Read until newline or EOF."},
    {"tell(self, /)", string_io_tell, "Tell the current file position."},
    {"truncate(self, pos=None, /)", string_io_truncate, "Truncate size to pos."},
    {"seek(self, pos, whence=0, /)", string_io_seek, "Change stream position."},
    {"write(self, s, /)", string_io_write, "Write string to file."},
    {"seekable(self, /)", say_true, "Returns True if the IO object can be seeked."},
    {"readable(self, /)", say_true, "Returns True if the IO object can be read."},
    {"writable(self, /)", say_true, "Returns True if the IO object can be written."},
    {"__getstate__(self, /)", string_io_getstate},
    {"__setstate__(self, state, /)", string_io_setstate},
};
const Getter kGetters[] = {
    {"closed", get_closed, nullptr, nullptr}, {"newlines", get_newlines, nullptr, nullptr}, {"line_buffering", get_line_buffering, nullptr, nullptr}};

}  // namespace

extern const Layout kStringIOLayout = {.name = "string stream", .size = &size_from_shape, .trace = &trace_string_io};
extern const TypeSpec kStringIOSpec = {.name = "_io.StringIO",
                                       .doc = "Text I/O implementation using an in-memory buffer.",
                                       .layout = &kStringIOLayout,
                                       .kind = kind(PythonKind::Other),
                                       .native_size = sizeof(StringIO),
                                       .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
                                       .methods = kMethods,
                                       .getters = kGetters,
                                       .next = string_io_next};

}  // namespace taipan::python::io
