// python/modules/io/buffered.cpp -- BufferedReader, BufferedWriter, BufferedRandom: making, positions, closing. Reading is in
// buffered_read.cpp, writing in buffered_write.cpp.
//
// Room       python/modules/io. The layout is in io_private.h. Tests: CPython's test_io
//
// A stream over an exact FileIO goes to its system calls directly. A BufferedRandom that turns from reading to writing moves the raw
// stream back over what is unread; one that turns from writing to reading writes out first.
#include <pthread.h>
#include <unistd.h>

#include <cerrno>

#include "python/modules/io/buffered_private.h"
#include "python/objects/iterators.h"
#include "python/runtime/threads.h"
#include "vm/layouts.h"

namespace taipan::python::io {

namespace {

pthread_mutex_t g_mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t g_left = PTHREAD_COND_INITIALIZER;

void trace_buffered(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Buffered*>(object);
  tracer.visit_value(self->raw.bits());
  if (self->read_storage) tracer.visit(self->read_storage);
  if (self->write_storage) tracer.visit(self->write_storage);
  trace_attributes(object, tracer);
}

}  // namespace

Inside::Inside(Thread& thread, Buffered* stream) : stream_(stream) {
  if (stream->owner == 0) [[likely]] {
    stream->owner = thread.id;
    stream->owner_forks = fork_count();
    entered_ = true;
    return;
  }
  if (stream->owner == thread.id && stream->owner_forks == fork_count()) {
    raise(thread, TypeId::RuntimeError, "reentrant call inside %R", Value(stream));
    return;
  }
  while (stream->owner != 0 && stream->owner_forks == fork_count()) {
    stream->waiting++;
    {
      WithoutLock released(thread);
      struct timespec until;
      clock_gettime(CLOCK_REALTIME, &until);
      until.tv_nsec += 20000000;  // whoever leaves without seeing us is found out soon
      if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
      }
      pthread_mutex_lock(&g_mutex);
      pthread_cond_timedwait(&g_left, &g_mutex, &until);
      pthread_mutex_unlock(&g_mutex);
    }
    stream->waiting--;
  }
  stream->owner = thread.id;
  stream->owner_forks = fork_count();
  entered_ = true;
}
Inside::~Inside() {
  if (!entered_) return;
  stream_->owner = 0;
  if (stream_->waiting > 0) {
    pthread_mutex_lock(&g_mutex);
    pthread_cond_broadcast(&g_left);
    pthread_mutex_unlock(&g_mutex);
  }
}

Status buffered_check(Thread& thread, Buffered* self) {
  if (self->ok) [[likely]] return ok_status();
  if (self->detached) return raise(thread, TypeId::ValueError, "raw stream has been detached");
  return raise(thread, TypeId::ValueError, "I/O operation on uninitialized object");
}

namespace {
Result<bool> buffered_is_closed(Thread& thread, Buffered* self) {
  TRY(buffered_check(thread, self));
  if (self->plain_raw) return self->raw.as<FileIO>()->fd < 0;
  return is_closed(thread, self->raw);
}
}  // namespace

Status buffered_check_open(Thread& thread, Buffered* self, const char* message) {
  if (self->plain_raw && !self->released && self->raw.as<FileIO>()->fd >= 0) [[likely]] return ok_status();
  if (!self->released && !TRY(buffered_is_closed(thread, self))) return ok_status();
  if (unread(self) > 0 && !self->released) return ok_status();
  return raise(thread, TypeId::ValueError, "%s", message);
}

ByteArray* read_storage(Thread& thread, Buffered* self) {
  if (self->read_storage) [[likely]] return self->read_storage;
  ByteArray* storage = new_byte_array(thread.heap(), uint64_t(self->buffer_size));
  if (!storage) return raise_memory_error(thread);
  self->read_storage = storage;
  thread.heap().write_barrier(self);
  return storage;
}
ByteArray* write_storage(Thread& thread, Buffered* self) {
  if (self->write_storage) [[likely]] return self->write_storage;
  ByteArray* storage = new_byte_array(thread.heap(), uint64_t(self->buffer_size));
  if (!storage) return raise_memory_error(thread);
  self->write_storage = storage;
  thread.heap().write_barrier(self);
  return storage;
}

void forget_unread(Buffered* self) { self->read_position = self->read_end = 0; }

Result<int64_t> raw_tell(Thread& thread, Buffered* self) {
  Value at;
  if (self->plain_raw && self->raw.as<FileIO>()->fd >= 0) {
    at = TRY(file_seek(thread, self->raw.as<FileIO>(), 0, SEEK_CUR));
  } else {
    at = TRY(call_method_with(thread, self->raw, io_name(IoName::Tell)));
  }
  const int64_t n = TRY(to_int64(thread, at, TypeId::ValueError));
  if (n < 0) return raise(thread, TypeId::OSError, "Raw stream returned invalid position %ld", n);
  self->raw_position = n;
  return n;
}
Result<int64_t> raw_seek(Thread& thread, Buffered* self, int64_t target, int whence) {
  Value at;
  if (self->plain_raw && self->raw.as<FileIO>()->fd >= 0) {
    at = TRY(file_seek(thread, self->raw.as<FileIO>(), target, whence));
  } else {
    at = TRY(call_method_with(thread, self->raw, io_name(IoName::Seek), integer_value(thread.heap(), target), Value::integer(whence)));
  }
  const int64_t n = TRY(to_int64(thread, at, TypeId::ValueError));
  if (n < 0) return raise(thread, TypeId::OSError, "Raw stream returned invalid position %ld", n);
  self->raw_position = n;
  return n;
}

Status synchronize(Thread& thread, Buffered* self) {
  if (unwritten(self) > 0) TRY(write_out(thread, self));
  if (self->readable) {
    const int64_t behind = unread(self);
    if (behind > 0) TRY(raw_seek(thread, self, -behind, SEEK_CUR));
    forget_unread(self);
  }
  return ok_status();
}

namespace {

// ---- making

Value buffered_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<Buffered*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->raw = Value::none();
  finalize_later(thread, self);
  return Value(self);
}

Status initialize(Thread& thread, Buffered* self, Value raw, int64_t buffer_size, bool readable, bool writable) {
  self->ok = false;
  self->detached = self->released = false;
  self->readable = readable;
  self->writable = writable;
  self->raw = raw;
  thread.heap().write_barrier(self);
  if (buffer_size <= 0) return raise(thread, TypeId::ValueError, "buffer size must be strictly positive");
  self->buffer_size = buffer_size;
  self->read_storage = self->write_storage = nullptr;
  if (buffer_size > (int64_t{1} << 24)) {  // a size that cannot be had is refused here
    if (readable) TRY(read_storage(thread, self));
    if (writable) TRY(write_storage(thread, self));
  }
  forget_unread(self);
  self->write_start = self->write_end = 0;
  self->raw_position = -1;
  self->plain_raw = is_exactly(raw, g_types.file);
  if (!raw_tell(thread, self).ok()) thread.clear_exception();
  if (self->plain_raw) finalize_never(thread, raw.as_object());  // this stream closes it
  self->ok = true;
  return ok_status();
}
Status reader_init(Thread& thread, Buffered* self, Value raw, int64_t buffer_size) {
  self->ok = self->detached = false;
  TRY(check_readable(thread, raw));
  return initialize(thread, self, raw, buffer_size, true, false);
}
Status writer_init(Thread& thread, Buffered* self, Value raw, int64_t buffer_size) {
  self->ok = self->detached = false;
  TRY(check_writable(thread, raw));
  return initialize(thread, self, raw, buffer_size, false, true);
}
Status random_init(Thread& thread, Buffered* self, Value raw, int64_t buffer_size) {
  self->ok = self->detached = false;
  const Value seekable = TRY(call_method_with(thread, raw, io_name(IoName::Seekable)));
  if (!seekable.is_true()) return raise_unsupported(thread, "File or stream is not seekable.");
  TRY(check_readable(thread, raw));
  TRY(check_writable(thread, raw));
  return initialize(thread, self, raw, buffer_size, true, true);
}

// ---- what the raw stream answers

template <IoName method>
Value ask_raw(Thread& thread, Buffered* self) {
  TRY(buffered_check(thread, self));
  return call_method_with(thread, self->raw, io_name(method));
}
Value get_closed(Thread& thread, Value self) { return Value::boolean(TRY(buffered_is_closed(thread, self.as<Buffered>()))); }
Value get_name(Thread& thread, Value self) {
  TRY(buffered_check(thread, self.as<Buffered>()));
  return get_attribute(thread, self.as<Buffered>()->raw, io_name(IoName::Name));
}
Value get_mode(Thread& thread, Value self) {
  TRY(buffered_check(thread, self.as<Buffered>()));
  return get_attribute(thread, self.as<Buffered>()->raw, io_name(IoName::Mode));
}

Value simple_flush(Thread& thread, Buffered* self) {
  TRY(buffered_check(thread, self));
  return call_method_with(thread, self->raw, io_name(IoName::Flush));
}
Value flush(Thread& thread, Buffered* self) {
  TRY(buffered_check(thread, self));
  TRY(buffered_check_open(thread, self, "flush of closed file"));
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  TRY(synchronize(thread, self));
  return Value::none();
}

Value dealloc_warn(Thread& thread, Buffered* self, Value source) {
  if (self->ok) {
    const Value result = call_method_with(thread, self->raw, io_name(IoName::DeallocWarn), source);
    if (result.is_raised()) thread.clear_exception();
  }
  return Value::none();
}

Value close(Thread& thread, Buffered* self) {
  TRY(buffered_check(thread, self));
  {
    Inside inside(thread, self);
    if (!inside) return Value::raised();
    if (TRY(buffered_is_closed(thread, self))) return Value::none();
    if (self->finalizing) (void)dealloc_warn(thread, self, Value(self));
  }
  const Value flushed = call_method_with(thread, Value(self), io_name(IoName::Flush));
  const Value saved = flushed.is_raised() ? thread.take_exception() : Value::unbound();
  // Whoever wants to use the stream now waits until it is closed.
  Inside inside(thread, self);
  if (!inside) return chain_exceptions(thread, saved);
  const Value result = call_method_with(thread, self->raw, io_name(IoName::Close));
  self->read_storage = self->write_storage = nullptr;
  forget_unread(self);
  self->write_start = self->write_end = 0;
  self->released = true;
  if (!saved.is_unbound()) return chain_exceptions(thread, saved);
  return result;
}

Value detach(Thread& thread, Buffered* self) {
  TRY(buffered_check(thread, self));
  TRY(call_method_with(thread, Value(self), io_name(IoName::Flush)));
  const Value raw = self->raw;
  self->raw = Value::none();
  self->detached = true;
  self->ok = false;
  if (self->plain_raw) {
    finalize_later(thread, raw.as_object());
    self->plain_raw = false;
  }
  return raw;
}

// ---- positions

Value tell(Thread& thread, Buffered* self) {
  TRY(buffered_check(thread, self));
  const int64_t at = TRY(raw_tell(thread, self));
  return integer_value(thread.heap(), at - unread(self) + unwritten(self));
}

Value seek(Thread& thread, Buffered* self, Value target_value, int whence) {
  TRY(buffered_check(thread, self));
  if (whence < 0 || whence > 4) return raise(thread, TypeId::ValueError, "whence value %d unsupported", whence);
  TRY(buffered_check_open(thread, self, "seek of closed file"));
  const Value seekable = TRY(call_method_with(thread, self->raw, io_name(IoName::Seekable)));
  if (!seekable.is_true()) return raise_unsupported(thread, "File or stream is not seekable.");
  int64_t target = TRY(to_int64(thread, target_value, TypeId::ValueError));
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  // Within what is unread only the reader moves.
  if (whence <= 1 && self->readable && self->read_end > 0 && unwritten(self) == 0) {
    const int64_t raw_at = self->raw_position >= 0 ? self->raw_position : TRY(raw_tell(thread, self));
    const int64_t current = raw_at - unread(self);
    const int64_t offset = whence == 0 ? target - current : target;
    if (offset >= -self->read_position && offset <= unread(self)) {
      self->read_position += offset;
      return integer_value(thread.heap(), current + offset);
    }
  }
  if (unwritten(self) > 0) TRY(write_out(thread, self));
  if (whence == 1) target -= unread(self);
  const int64_t at = TRY(raw_seek(thread, self, target, whence));
  forget_unread(self);
  return integer_value(thread.heap(), at);
}

Value truncate(Thread& thread, Buffered* self, Value position) {
  TRY(buffered_check(thread, self));
  TRY(buffered_check_open(thread, self, "truncate of closed file"));
  if (!self->writable) return raise_unsupported(thread, "truncate");
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  TRY(synchronize(thread, self));
  const Value result = TRY(call_method_with(thread, self->raw, io_name(IoName::Truncate), position));
  if (!raw_tell(thread, self).ok()) thread.clear_exception();
  return result;
}

Value repr_buffered(Thread& thread, Value self) {
  const Value stream_name = get_attribute_or_unbound(thread, self, io_name(IoName::Name));
  if (stream_name.is_raised()) {
    if (!clear_if(thread, TypeId::ValueError)) return stream_name;
  }
  Type* type = type_of(self);
  // The module shows as it does in the names of classes.
  const Value module = TRY(get_attribute(thread, Value(type), python::name(python::Name::Module)));
  String* prefix = TRY(format_string(thread, "%S.%U", module, type->qualified_name));
  if (type->is_heap()) prefix = type->name;
  if (stream_name.is_raised() || stream_name.is_unbound()) return Value(format_string(thread, "<%U>", prefix));
  if (repr_enter(thread, self)) return raise(thread, TypeId::RuntimeError, "reentrant call inside %U.__repr__", prefix);
  String* text = format_string(thread, "<%U name=%R>", prefix, stream_name);
  repr_leave(thread, self);
  return text ? Value(text) : Value::raised();
}
int64_t size_of(Thread&, Buffered* self) {
  return int64_t(sizeof(Buffered)) + (self->read_storage ? self->buffer_size : 0) + (self->write_storage ? self->buffer_size : 0);
}

#define COMMON_METHODS                                                                    \
  {"__new__(*args, **kwargs)", buffered_new, ""},                                         \
      {"__repr__(self, /)", repr_buffered, "Return repr(self)."},                         \
      {"detach(self, /)", detach}, {"close(self, /)", close},                             \
      {"seekable(self, /)", &ask_raw<IoName::Seekable>},                                  \
      {"fileno(self, /)", &ask_raw<IoName::Fileno>}, {"isatty(self, /)", &ask_raw<IoName::Isatty>}, \
      {"_dealloc_warn(self, source, /)", dealloc_warn},                                   \
      {"seek(self, target, whence=0, /)", seek}, {"tell(self, /)", tell},                 \
      {"truncate(self, pos=None, /)", truncate}, {"__sizeof__(self, /)", size_of}, {"__getstate__(self, /)", get_state_refused},
#define READING_METHODS                                                                   \
  {"readable(self, /)", &ask_raw<IoName::Readable>},                                      \
      {"__next__(self, /)", &next_method<buffered_next>, "Implement next(self)."},        \
      {"read(self, size=-1, /)", buffered_read}, {"read1(self, size=-1, /)", buffered_read1_method}, \
      {"readinto(self, buffer, /)", buffered_readinto}, {"readinto1(self, buffer, /)", buffered_readinto1}, \
      {"readline(self, size=-1, /)", buffered_readline}, {"peek(self, size=0, /)", buffered_peek},
#define WRITING_METHODS {"writable(self, /)", &ask_raw<IoName::Writable>}, {"write(self, buffer, /)", buffered_write},

const Method kReaderMethods[] = {
    COMMON_METHODS READING_METHODS{"flush(self, /)", simple_flush},
    {"__init__(self, /, raw, buffer_size=8192)", reader_init, ""},
};
const Method kWriterMethods[] = {
    COMMON_METHODS WRITING_METHODS{"flush(self, /)", flush},
    {"__init__(self, /, raw, buffer_size=8192)", writer_init, ""},
};
const Method kRandomMethods[] = {
    COMMON_METHODS READING_METHODS WRITING_METHODS{"flush(self, /)", flush},
    {"__init__(self, /, raw, buffer_size=8192)", random_init, ""},
};
#undef COMMON_METHODS
#undef READING_METHODS
#undef WRITING_METHODS
const Getter kGetters[] = {{"closed", get_closed, nullptr, nullptr}, {"name", get_name, nullptr, nullptr}, {"mode", get_mode, nullptr, nullptr}};
const Member kMembers[] = {
    {"raw", MemberType::Object, offsetof(Buffered, raw), true, nullptr},
    {"_finalizing", MemberType::Bool, offsetof(Buffered, finalizing), false, nullptr},
};

constexpr TypeSpec stream_spec(const char* type_name, std::span<const Method> methods, Value (*next)(Thread&, Value)) {
  return {.name = type_name,
          .signature = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)",
          .doc = "A buffered stream over a raw one.",
          .layout = &kBufferedLayout,
          .kind = kind(PythonKind::Other),
          .native_size = sizeof(Buffered),
          .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
          .methods = methods,
          .getters = kGetters,
          .members = kMembers,
          .next = next};
}

}  // namespace

extern const Layout kBufferedLayout = {.name = "buffered stream", .size = &size_from_shape, .trace = &trace_buffered};
extern const TypeSpec kReaderSpec = stream_spec("_io.BufferedReader", kReaderMethods, buffered_next);
extern const TypeSpec kWriterSpec = stream_spec("_io.BufferedWriter", kWriterMethods, nullptr);
extern const TypeSpec kRandomSpec = stream_spec("_io.BufferedRandom", kRandomMethods, buffered_next);

Status buffered_flush_stream(Thread& thread, Buffered* self) {
  TRY(flush(thread, self));
  return ok_status();
}

Value new_buffered(Thread& thread, Type* type, Value raw, int64_t buffer_size) {
  auto* self = static_cast<Buffered*>(allocate_instance(thread.heap(), type));
  self->raw = Value::none();
  const Status made = type == g_types.reader ? reader_init(thread, self, raw, buffer_size)
                      : type == g_types.writer ? writer_init(thread, self, raw, buffer_size)
                                               : random_init(thread, self, raw, buffer_size);
  if (!const_cast<Status&>(made).ok()) return Value::raised();
  return Value(self);
}

}  // namespace taipan::python::io
