// python/modules/io/bytes_io.cpp -- BytesIO: a binary stream in memory.
//
// Room       python/modules/io. The layout is in io_private.h. Tests: CPython's test_memoryio
//
// The contents are in a ByteArray of the stream's own, or in a bytes object that others have too: the one the stream was made from, or
// the last result of getvalue(). The first change makes a copy. A view from getbuffer() shows a bytearray, whose contents are read back
// before each use. Whether views are still out is not known before a collection, so a change by the stream itself is not refused as in
// CPython: the view then goes on showing what it showed.
#include <cstring>

#include "python/modules/io/io_private.h"
#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::io {

namespace {

void trace_bytes_io(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<BytesIO*>(object);
  tracer.visit_value(self->storage.bits());
  tracer.visit_value(self->exported.bits());
  trace_attributes(object, tracer);
}

Status check_open(Thread& thread, const BytesIO* self) {
  if (self->closed) return raise(thread, TypeId::ValueError, "I/O operation on closed file.");
  return ok_status();
}

const uint8_t* contents(const BytesIO* self) {
  if (self->storage.is_unbound()) return nullptr;
  return self->shared ? self->storage.as<Bytes>()->data() : self->storage.as<ByteArray>()->data;
}
int64_t capacity(const BytesIO* self) {
  if (self->storage.is_unbound() || self->shared) return 0;
  return int64_t(self->storage.as<ByteArray>()->capacity);
}

// The contents come back from the bytearray that getbuffer() gave a view of; when `resizing`, the two part for good.
Status take_back(Thread& thread, BytesIO* self, bool resizing);

// Own storage for at least `size` bytes.
Status reserve(Thread& thread, BytesIO* self, int64_t size) {
  if (capacity(self) >= size && !self->storage.is_unbound() && !self->shared) return ok_status();
  int64_t wanted = size;
  if (!self->shared || size > self->size) wanted = size + size / 8 + (size < 9 ? 3 : 6);
  ByteArray* grown = new_byte_array(thread.heap(), uint64_t(wanted));
  if (!grown) return raise_memory_error(thread);
  if (self->size > 0) memcpy(grown->data, contents(self), size_t(self->size < wanted ? self->size : wanted));
  self->storage = Value(grown);
  self->shared = false;
  thread.heap().write_barrier(self);
  return ok_status();
}

Status take_back(Thread& thread, BytesIO* self, bool resizing) {
  if (self->exported.is_unbound()) return ok_status();
  BufferView view;
  TRY(get_buffer(thread, self->exported, &view));
  self->shared = false;
  self->storage = Value::unbound();
  const int64_t size = self->size;
  ByteArray* own = new_byte_array(thread.heap(), uint64_t(size < 8 ? 8 : size));
  if (!own) return raise_memory_error(thread);
  memcpy(own->data, view.data, size_t(size));
  self->storage = Value(own);
  if (resizing) self->exported = Value::unbound();
  thread.heap().write_barrier(self);
  return ok_status();
}
// What was changed through the views becomes visible.
Status refresh(Thread& thread, BytesIO* self) {
  if (self->exported.is_unbound()) [[likely]] return ok_status();
  return take_back(thread, self, false);
}

Value bytes_io_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }

Status bytes_io_init(Thread& thread, BytesIO* self, Value initial) {
  TRY(take_back(thread, self, true));
  self->storage = Value::unbound();
  self->size = self->position = 0;
  self->shared = self->closed = false;
  if (initial.is_none()) return ok_status();
  if (is_exact_bytes(initial)) {
    self->storage = initial;
    self->shared = true;
    self->size = initial.as<Bytes>()->length();
    thread.heap().write_barrier(self);
    return ok_status();
  }
  BufferView view;
  TRY(get_buffer(thread, initial, &view));
  TRY(reserve(thread, self, view.size));
  memcpy(self->storage.as<ByteArray>()->data, view.data, size_t(view.size));
  self->size = view.size;
  return ok_status();
}

Value take(Thread& thread, BytesIO* self, int64_t n) {
  // The whole of shared contents is the shared object.
  if (n > 1 && self->shared && self->position == 0 && n == self->storage.as<Bytes>()->length()) {
    self->position = n;
    return self->storage;
  }
  const auto* start = reinterpret_cast<const char*>(contents(self)) + self->position;
  Bytes* bytes = bytes_from(thread.heap(), n > 0 ? std::string_view(start, size_t(n)) : std::string_view());
  if (!bytes) return raise_memory_error(thread);
  self->position += n;
  return Value(bytes);
}
int64_t remaining(const BytesIO* self) { return self->position < self->size ? self->size - self->position : 0; }

Value bytes_io_read(Thread& thread, BytesIO* self, Value size) {
  TRY(check_open(thread, self));
  TRY(refresh(thread, self));
  int64_t n = TRY(optional_size(thread, size));
  if (n < 0 || n > remaining(self)) n = remaining(self);
  return take(thread, self, n);
}
int64_t line_length(const BytesIO* self, int64_t limit) {
  int64_t n = remaining(self);
  if (limit >= 0 && n > limit) n = limit;
  if (n == 0) return 0;
  const uint8_t* start = contents(self) + self->position;
  const auto* end = static_cast<const uint8_t*>(memchr(start, '\n', size_t(n)));
  return end ? end - start + 1 : n;
}
Value bytes_io_readline(Thread& thread, BytesIO* self, Value size) {
  TRY(check_open(thread, self));
  TRY(refresh(thread, self));
  return take(thread, self, line_length(self, TRY(optional_size(thread, size))));
}
Value bytes_io_next(Thread& thread, Value value) {
  auto* self = value.as<BytesIO>();
  TRY(check_open(thread, self));
  TRY(refresh(thread, self));
  const int64_t n = line_length(self, -1);
  return n == 0 ? Value::unbound() : take(thread, self, n);
}
Value bytes_io_readlines(Thread& thread, BytesIO* self, Value size) {
  TRY(check_open(thread, self));
  TRY(refresh(thread, self));
  const int64_t limit = TRY(optional_size(thread, size));
  List* lines = new_list(thread.heap());
  int64_t total = 0;
  for (int64_t n; (n = line_length(self, -1)) > 0;) {
    const Value line = TRY(take(thread, self, n));
    if (!lines->append(thread.heap(), line)) return raise_memory_error(thread);
    total += n;
    if (limit > 0 && total >= limit) break;
  }
  return Value(lines);
}
Value bytes_io_readinto(Thread& thread, BytesIO* self, Value buffer) {
  TRY(check_open(thread, self));
  TRY(refresh(thread, self));
  BufferView view;
  TRY(get_buffer(thread, buffer, &view, BufferAccess::Write));
  const int64_t n = view.size < remaining(self) ? view.size : remaining(self);
  if (n > 0) memcpy(view.data, contents(self) + self->position, size_t(n));
  self->position += n;
  return integer_value(thread.heap(), n);
}

Result<int64_t> write_one(Thread& thread, BytesIO* self, Value b) {
  TRY(check_open(thread, self));
  BufferView view;
  TRY(get_buffer(thread, b, &view));
  if (self->closed) return raise(thread, TypeId::ValueError, "I/O operation on closed file.");
  const int64_t n = view.size;
  if (n == 0) return n;
  const int64_t end = self->position + n;
  if (end < 0) return raise(thread, TypeId::OverflowError, "new buffer size too large");
  TRY(take_back(thread, self, true));
  TRY(reserve(thread, self, end > self->size ? end : self->size));
  uint8_t* data = self->storage.as<ByteArray>()->data;
  if (self->position > self->size) memset(data + self->size, 0, size_t(self->position - self->size));
  memcpy(data + self->position, view.data, size_t(n));
  self->position = end;
  if (end > self->size) self->size = end;
  return n;
}
Value bytes_io_write(Thread& thread, BytesIO* self, Value b) { return integer_value(thread.heap(), TRY(write_one(thread, self, b))); }
Value bytes_io_writelines(Thread& thread, BytesIO* self, Value lines) {
  TRY(check_open(thread, self));
  const Value iterator = TRY(get_iterator(thread, lines));
  for (;;) {
    const Value line = TRY(iterator_next(thread, iterator));
    if (line.is_unbound()) return Value::none();
    TRY(write_one(thread, self, line));
  }
}

Value bytes_io_getvalue(Thread& thread, BytesIO* self) {
  TRY(check_open(thread, self));
  TRY(refresh(thread, self));
  if (self->shared && self->storage.as<Bytes>()->length() == self->size) return self->storage;
  Bytes* bytes = bytes_from(thread.heap(), {reinterpret_cast<const char*>(contents(self)), size_t(self->size)});
  if (!bytes) return raise_memory_error(thread);
  if (self->size > 1 && self->exported.is_unbound()) {
    self->storage = Value(bytes);
    self->shared = true;
    thread.heap().write_barrier(self);
  }
  return Value(bytes);
}
Value bytes_io_getbuffer(Thread& thread, BytesIO* self) {
  TRY(check_open(thread, self));
  TRY(refresh(thread, self));
  if (self->exported.is_unbound()) {
    Bytes* bytes = bytes_from(thread.heap(), {reinterpret_cast<const char*>(contents(self)), size_t(self->size)});
    if (!bytes) return raise_memory_error(thread);
    self->exported = TRY(call_with(thread, Value(builtin_type(TypeId::ByteArrayType)), Value(bytes)));
    thread.heap().write_barrier(self);
  }
  return call_with(thread, Value(builtin_type(TypeId::MemoryView)), self->exported);
}

Value bytes_io_seek(Thread& thread, BytesIO* self, Value position, int whence) {
  TRY(check_open(thread, self));
  int64_t target = TRY(to_int64(thread, position));
  if (target < 0 && whence == 0) return raise(thread, TypeId::ValueError, "negative seek value %ld", target);
  int64_t from = 0;
  if (whence == 1) {
    from = self->position;
  } else if (whence == 2) {
    from = self->size;
  } else if (whence != 0) {
    return raise(thread, TypeId::ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  if (target > INT64_MAX - from) return raise(thread, TypeId::OverflowError, "new position too large");
  target += from;
  self->position = target < 0 ? 0 : target;
  return integer_value(thread.heap(), self->position);
}
Value bytes_io_truncate(Thread& thread, BytesIO* self, Value size) {
  TRY(check_open(thread, self));
  const int64_t wanted = size.is_none() ? self->position : TRY(optional_size(thread, size));
  if (wanted < 0) return raise(thread, TypeId::ValueError, "negative size value %ld", wanted);
  TRY(take_back(thread, self, true));
  if (wanted < self->size) {
    if (self->shared) TRY(reserve(thread, self, self->size));
    self->size = wanted;
  }
  return integer_value(thread.heap(), wanted);
}
Value bytes_io_tell(Thread& thread, BytesIO* self) {
  TRY(check_open(thread, self));
  return integer_value(thread.heap(), self->position);
}
Value bytes_io_close(Thread& thread, BytesIO* self) {
  TRY(take_back(thread, self, true));
  self->storage = Value::unbound();
  self->size = 0;
  self->shared = false;
  self->closed = true;
  return Value::none();
}
Value say_true(Thread& thread, BytesIO* self) {
  TRY(check_open(thread, self));
  return Value::true_value();
}
Value bytes_io_isatty(Thread& thread, BytesIO* self) {
  TRY(check_open(thread, self));
  return Value::false_value();
}
Value bytes_io_flush(Thread& thread, BytesIO* self) {
  TRY(check_open(thread, self));
  return Value::none();
}
Value bytes_io_iter(Thread& thread, BytesIO* self) {
  TRY(check_open(thread, self));
  return Value(self);
}
Value get_closed(Thread&, Value self) { return Value::boolean(self.as<BytesIO>()->closed); }

Value bytes_io_getstate(Thread& thread, BytesIO* self) {
  const Value value = TRY(bytes_io_getvalue(thread, self));
  const Value dict = TRY(get_attribute_or_unbound(thread, Value(self), python::name(python::Name::Dict)));
  Value copy = Value::none();
  if (is_kind(dict, Kind::Dict) && dict.as<Dict>()->length() > 0) copy = Value(dict_copy(thread.heap(), dict.as<Dict>()));
  return Value(tuple_of(thread.heap(), value, integer_value(thread.heap(), self->position), copy));
}
Value bytes_io_setstate(Thread& thread, BytesIO* self, Value state) {
  if (!is_kind(state, Kind::Tuple) || state.as<Tuple>()->length() < 3) {
    return raise(thread, TypeId::TypeError, "%T.__setstate__ argument should be 3-tuple, got %T", Value(self), state);
  }
  TRY(take_back(thread, self, true));
  const Tuple* parts = state.as<Tuple>();
  self->storage = Value::unbound();
  self->shared = false;
  self->size = self->position = 0;
  TRY(write_one(thread, self, parts->at(0)));
  const Value position = parts->at(1);
  if (!is_int_like(position)) return raise(thread, TypeId::TypeError, "second item of state must be an integer, not %T", position);
  const int64_t at = TRY(to_int64(thread, position));
  if (at < 0) return raise(thread, TypeId::ValueError, "position value cannot be negative");
  self->position = at;
  const Value attributes = parts->at(2);
  if (attributes.is_none()) return Value::none();
  if (!is_kind(attributes, Kind::Dict)) return raise(thread, TypeId::TypeError, "third item of state should be a dict, got a %T", attributes);
  Dict* dict = instance_dict(thread, Value(self));
  if (!dict) return Value::none();
  TRY(dict_update(thread, dict, attributes));
  return Value::none();
}
int64_t bytes_io_sizeof(Thread&, BytesIO* self) { return int64_t(sizeof(BytesIO)) + capacity(self); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", bytes_io_new, ""},
    {"__iter__(self, /)", bytes_io_iter, "Implement iter(self)."},
    {"__next__(self, /)", &next_method<bytes_io_next>, "Implement next(self)."},
    {"__init__(self, /, initial_bytes=b'')", bytes_io_init, ""},
    {"readable(self, /)", say_true, "Returns True if the IO object can be read."},
    {"seekable(self, /)", say_true, "Returns True if the IO object can be seeked."},
    {"writable(self, /)", say_true, "Returns True if the IO object can be written."},
    {"close(self, /)", bytes_io_close, "Disable all I/O operations."},
    {"flush(self, /)", bytes_io_flush, "Does nothing."},
    {"isatty(self, /)", bytes_io_isatty, "Always returns False."},
    {"tell(self, /)", bytes_io_tell, "Current file position, an integer."},
    {"write(self, b, /)", bytes_io_write, "Write bytes to file."},
    {"writelines(self, lines, /)", bytes_io_writelines, "Write lines to the file."},
    {"read1(self, size=-1, /)", bytes_io_read, "Read at most size bytes, returned as a bytes object."},
    {"readinto(self, buffer, /)", bytes_io_readinto, "Read bytes into buffer."},
    {"readline(self, size=-1, /)", bytes_io_readline, "Next line from the file, as a bytes object."},
    {"readlines(self, size=None, /)", bytes_io_readlines, "List of bytes objects, each a line from the file."},
    {"read(self, size=-1, /)", bytes_io_read, "Read at most size bytes, returned as a bytes object."},
    {"getbuffer(self, /)", bytes_io_getbuffer, "Get a read-write view over the contents of the BytesIO object."},
    {"getvalue(self, /)", bytes_io_getvalue, "Retrieve the entire contents of the BytesIO object."},
    {"seek(self, pos, whence=0, /)", bytes_io_seek, "Change stream position."},
    {"truncate(self, size=None, /)", bytes_io_truncate, "Truncate the file to at most size bytes."},
    {"__getstate__(self, /)", bytes_io_getstate},
    {"__setstate__(self, state, /)", bytes_io_setstate},
    {"__sizeof__(self, /)", bytes_io_sizeof},
};
const Getter kGetters[] = {{"closed", get_closed, nullptr, "True if the file is closed."}};

}  // namespace

extern const Layout kBytesIOLayout = {.name = "bytes stream", .size = &size_from_shape, .trace = &trace_bytes_io};
extern const TypeSpec kBytesIOSpec = {.name = "_io.BytesIO",
                                      .doc = "Buffered I/O implementation using an in-memory bytes buffer.",
                                      .layout = &kBytesIOLayout,
                                      .kind = kind(PythonKind::Other),
                                      .native_size = sizeof(BytesIO),
                                      .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
                                      .methods = kMethods,
                                      .getters = kGetters,
                                      .next = bytes_io_next};

}  // namespace taipan::python::io
