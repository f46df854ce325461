// python/modules/io/buffered_write.cpp -- writing to BufferedWriter and BufferedRandom, and BufferedRWPair.
//
// Room       python/modules/io; see buffered.cpp. Tests: CPython's test_io
#include <cerrno>
#include <cstring>

#include "python/modules/io/buffered_private.h"
#include "vm/layouts.h"

namespace taipan::python::io {

int64_t raw_write(Thread& thread, Buffered* self, const uint8_t* data, int64_t size) {
  if (self->plain_raw) {
    const int64_t n = file_write(thread, self->raw.as<FileIO>(), data, size);
    if (n > 0 && self->raw_position >= 0) self->raw_position += n;
    return n;
  }
  Bytes* copy = bytes_from(thread.heap(), {reinterpret_cast<const char*>(data), size_t(size)});
  if (!copy) {
    raise_memory_error(thread);
    return -1;
  }
  const Value window = call_with(thread, Value(builtin_type(TypeId::MemoryView)), Value(copy));
  if (window.is_raised()) return -1;
  Value result;
  do {
    result = call_method_with(thread, self->raw, io_name(IoName::Write), window);
  } while (result.is_raised() && clear_if_interrupted(thread));
  if (result.is_raised()) return -1;
  if (result.is_none()) return -2;
  auto count = to_int64(thread, result, TypeId::ValueError);
  if (!count.ok()) return -1;
  const int64_t n = count.value();
  if (n < 0 || n > size) {
    raise(thread, TypeId::OSError, "raw write() returned invalid length %ld (should have been between 0 and %ld)", n, size);
    return -1;
  }
  if (n > 0 && self->raw_position >= 0) self->raw_position += n;
  return n;
}

namespace {

Raised raise_blocking(Thread& thread, int64_t written) {
  const Value arguments[] = {Value::integer(EAGAIN), Value(string_from_latin1(thread.heap(), "write could not complete without blocking")),
                             integer_value(thread.heap(), written)};
  return raise_with(thread, TypeId::BlockingIOError, arguments);
}

}  // namespace

Status write_out(Thread& thread, Buffered* self) {
  while (unwritten(self) > 0) {
    const int64_t n = raw_write(thread, self, self->write_storage->data + self->write_start, unwritten(self));
    if (n == -1) return Raised{};
    if (n == -2) return raise_blocking(thread, 0);
    self->write_start += n;
    if (unwritten(self) > 0) TRY(after_interrupt(thread));
  }
  self->write_start = self->write_end = 0;
  return ok_status();
}

namespace {

// Bytes taken, or -1 raised.
int64_t write_bytes(Thread& thread, Buffered* self, const uint8_t* data, int64_t size) {
  ByteArray* storage = write_storage(thread, self);
  if (!storage) return -1;
  if (size <= self->buffer_size - self->write_end) {
    memcpy(storage->data + self->write_end, data, size_t(size));
    self->write_end += size;
    return size;
  }
  if (!write_out(thread, self).ok()) {
    if (!exception_matches(thread, TypeId::BlockingIOError)) return -1;
    // Keep what has room: all of it, or the front part.
    const int64_t kept = unwritten(self);
    memmove(storage->data, storage->data + self->write_start, size_t(kept));
    self->write_start = 0;
    self->write_end = kept;
    const int64_t room = self->buffer_size - kept;
    if (size <= room) {
      thread.clear_exception();
      memcpy(storage->data + kept, data, size_t(size));
      self->write_end += size;
      return size;
    }
    memcpy(storage->data + kept, data, size_t(room));
    self->write_end += room;
    thread.clear_exception();
    raise_blocking(thread, room);
    return -1;
  }
  int64_t written = 0;
  while (size - written > self->buffer_size) {
    const int64_t n = raw_write(thread, self, data + written, size - written);
    if (n == -1) return -1;
    if (n == -2) {
      if (size - written <= self->buffer_size) break;
      memcpy(storage->data, data + written, size_t(self->buffer_size));
      self->write_start = 0;
      self->write_end = self->buffer_size;
      raise_blocking(thread, written + self->buffer_size);
      return -1;
    }
    written += n;
    if (!after_interrupt(thread).ok()) return -1;
  }
  memcpy(storage->data, data + written, size_t(size - written));
  self->write_start = 0;
  self->write_end = size - written;
  return size;
}

// The reader's position becomes the raw stream's.
Status prepare_writing(Thread& thread, Buffered* self) {
  if (!self->readable || self->read_end == 0) return ok_status();
  const int64_t behind = unread(self);
  if (behind > 0) TRY(raw_seek(thread, self, -behind, 1));
  forget_unread(self);
  return ok_status();
}

}  // namespace

Value buffered_write(Thread& thread, Buffered* self, Value buffer) {
  TRY(buffered_check(thread, self));
  BufferView view;
  TRY(get_buffer(thread, buffer, &view));
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  TRY(buffered_check_open(thread, self, "write to closed file"));
  TRY(prepare_writing(thread, self));
  const int64_t n = write_bytes(thread, self, view.data, view.size);
  return n < 0 ? Value::raised() : integer_value(thread.heap(), n);
}

Status buffered_write_bytes(Thread& thread, Buffered* self, const uint8_t* data, int64_t size) {
  TRY(buffered_check(thread, self));
  Inside inside(thread, self);
  if (!inside) return Raised{};
  TRY(buffered_check_open(thread, self, "write to closed file"));
  TRY(prepare_writing(thread, self));
  if (write_bytes(thread, self, data, size) < 0) return Raised{};
  return ok_status();
}

// ---- BufferedRWPair

namespace {

void trace_pair(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<BufferedPair*>(object);
  tracer.visit_value(self->reader.bits());
  tracer.visit_value(self->writer.bits());
  trace_attributes(object, tracer);
}

Value pair_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }

Status pair_init(Thread& thread, BufferedPair* self, Value reader, Value writer, int64_t buffer_size) {
  TRY(check_readable(thread, reader));
  TRY(check_writable(thread, writer));
  const Value made_reader = TRY(new_buffered(thread, g_types.reader, reader, buffer_size));
  const Value made_writer = TRY(new_buffered(thread, g_types.writer, writer, buffer_size));
  self->reader = made_reader;
  self->writer = made_writer;
  thread.heap().write_barrier(self);
  return ok_status();
}
Value forward(Thread& thread, Value to, IoName method, NativeCall call) {
  if (to.is_unbound()) return raise(thread, TypeId::ValueError, "I/O operation on uninitialized object");
  const Value function = TRY(get_attribute(thread, to, io_name(method)));
  return call_with_names(thread, function, call.values + 1, call.count - 1, call.names);
}
template <IoName method>
Value to_reader(Thread& thread, NativeCall call) {
  return forward(thread, call.values[0].as<BufferedPair>()->reader, method, call);
}
template <IoName method>
Value to_writer(Thread& thread, NativeCall call) {
  return forward(thread, call.values[0].as<BufferedPair>()->writer, method, call);
}
Value pair_close(Thread& thread, NativeCall call) {
  auto* self = call.values[0].as<BufferedPair>();
  const Value closed = forward(thread, self->writer, IoName::Close, call);
  const Value saved = closed.is_raised() ? thread.take_exception() : Value::unbound();
  const Value result = forward(thread, self->reader, IoName::Close, call);
  if (!saved.is_unbound()) return chain_exceptions(thread, saved);
  return result;
}
Value pair_isatty(Thread& thread, NativeCall call) {
  auto* self = call.values[0].as<BufferedPair>();
  const Value answer = TRY(forward(thread, self->writer, IoName::Isatty, call));
  if (!answer.is_false()) return answer;
  return forward(thread, self->reader, IoName::Isatty, call);
}
Value pair_closed(Thread& thread, Value self) {
  const Value writer = self.as<BufferedPair>()->writer;
  if (writer.is_unbound()) return raise(thread, TypeId::RuntimeError, "the BufferedRWPair object is being garbage-collected");
  return get_attribute(thread, writer, io_name(IoName::Closed));
}

const Method kPairMethods[] = {
    {"__new__(*args, **kwargs)", pair_new, ""},
    {"__init__(self, reader, writer, buffer_size=8192, /)", pair_init, ""},
    {"read(self, *args)", &to_reader<IoName::Read>},
    {"peek(self, *args)", &to_reader<IoName::Peek>},
    {"read1(self, *args)", &to_reader<IoName::Read1>},
    {"readinto(self, *args)", &to_reader<IoName::Readinto>},
    {"readinto1(self, *args)", &to_reader<IoName::Readinto1>},
    {"write(self, *args)", &to_writer<IoName::Write>},
    {"flush(self, *args)", &to_writer<IoName::Flush>},
    {"readable(self, *args)", &to_reader<IoName::Readable>},
    {"writable(self, *args)", &to_writer<IoName::Writable>},
    {"close(self, *args)", pair_close},
    {"isatty(self, *args)", pair_isatty},
    {"__getstate__(self, /)", get_state_refused},
};
const Getter kPairGetters[] = {{"closed", pair_closed, nullptr, nullptr}};

}  // namespace

extern const Layout kPairLayout = {.name = "buffered pair", .size = &size_from_shape, .trace = &trace_pair};
extern const TypeSpec kPairSpec = {.name = "_io.BufferedRWPair",
                                   .signature = "(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)",
                                   .doc = "A buffered reader and writer object together.",
                                   .layout = &kPairLayout,
                                   .kind = kind(PythonKind::Other),
                                   .native_size = sizeof(BufferedPair),
                                   .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
                                   .methods = kPairMethods,
                                   .getters = kPairGetters};

}  // namespace taipan::python::io
