// python/modules/io/file_io.cpp -- FileIO: a stream that is a file descriptor.
//
// Room       python/modules/io. System calls run without the interpreter lock, and again after signals.
// Tests      CPython's test_fileio, test_io
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "python/modules/io/io_private.h"
#include "python/objects/text_codec.h"
#include "python/runtime/audit.h"
#include "python/runtime/threads.h"
#include "vm/layouts.h"

namespace taipan::python::io {

namespace {

constexpr int64_t kLargestTransfer = 0x7FFFF000;  // what one system call moves at most

void trace_file(HeapObject* object, Tracer& tracer) { trace_attributes(object, tracer); }

Raised raise_closed(Thread& thread) { return raise(thread, TypeId::ValueError, "I/O operation on closed file"); }
Raised raise_mode(Thread& thread, const char* action) {
  return raise(thread, g_types.unsupported, "File not open for %s", action);
}

// Calls f without the lock until it is not interrupted: -1 with errno, or -2 when a signal handler raised.
template <class F>
int64_t system_call(Thread& thread, F f) {
  for (;;) {
    int64_t result;
    {
      WithoutLock released(thread);
      result = f();
    }
    if (result >= 0 || errno != EINTR) return result;
    if (!after_interrupt(thread).ok()) return -2;
  }
}

off_t unlocked_seek(Thread& thread, int fd, int64_t offset, int whence) {
  WithoutLock released(thread);
  return lseek(fd, offset, whence);
}

// Closes the descriptor. False: raised.
bool close_descriptor(Thread& thread, FileIO* self) {
  if (self->fd < 0) return true;
  const int fd = self->fd;
  self->fd = -1;
  int result;
  {
    WithoutLock released(thread);
    result = ::close(fd);
  }
  if (result < 0) {
    raise_errno(thread);
    return false;
  }
  return true;
}

Value file_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<FileIO*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->fd = -1;
  self->close_fd = true;
  self->seekable = -1;
  finalize_later(thread, self);
  return Value(self);
}

bool parse_mode(Thread& thread, FileIO* self, String* mode, int* flags) {
  bool base = false, plus = false;
  self->created = self->readable = self->writable = self->appending = false;
  *flags = 0;
  for (int64_t i = 0; i < mode->length(); i++) {
    const uint32_t c = mode->at(i);
    if (c == 'x' || c == 'r' || c == 'w' || c == 'a') {
      if (base) {
        raise(thread, TypeId::ValueError, "Must have exactly one of create/read/write/append mode and at most one plus");
        return false;
      }
      base = true;
      if (c == 'r') {
        self->readable = true;
      } else {
        self->writable = true;
        *flags |= O_CREAT;
      }
      if (c == 'x') {
        self->created = true;
        *flags |= O_EXCL;
      } else if (c == 'w') {
        *flags |= O_TRUNC;
      } else if (c == 'a') {
        self->appending = true;
        *flags |= O_APPEND;
      }
    } else if (c == '+') {
      if (plus) {
        raise(thread, TypeId::ValueError, "Must have exactly one of create/read/write/append mode and at most one plus");
        return false;
      }
      self->readable = self->writable = plus = true;
    } else if (c != 'b') {
      raise(thread, TypeId::ValueError, "invalid mode: %U", mode);
      return false;
    }
  }
  if (!base) {
    raise(thread, TypeId::ValueError, "Must have exactly one of create/read/write/append mode and at most one plus");
    return false;
  }
  *flags |= self->readable && self->writable ? O_RDWR : self->readable ? O_RDONLY : O_WRONLY;
  *flags |= O_CLOEXEC;
  return true;
}

// The path as C text; null: raised.
const char* path_text(Thread& thread, Value file) {
  Value path = file;
  if (!as_string(path) && !is_kind(path, Kind::Bytes)) {
    path = call_special(thread, file, Special::Fspath, {});
    if (path.is_raised()) return nullptr;
    if (path.is_unbound()) return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", file);
    if (!as_string(path) && !is_kind(path, Kind::Bytes)) {
      return raise(thread, TypeId::TypeError, "expected %T.__fspath__() to return str or bytes, not %T", file, path);
    }
  }
  Bytes* bytes = as_string(path) ? encode_filesystem(thread, as_string(path)) : path.as<Bytes>();
  if (!bytes) return nullptr;
  if (bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null byte");
  return reinterpret_cast<const char*>(bytes->data());
}

Status set_name(Thread& thread, FileIO* self, Value file) { return set_attribute(thread, Value(self), io_name(IoName::Name), file); }

// Everything of __init__ that can fail once there is a descriptor.
Status start_using(Thread& thread, FileIO* self, Value file) {
  struct stat status;
  int result;
  {
    WithoutLock released(thread);
    result = fstat(self->fd, &status);
  }
  self->block_size = kDefaultBufferSize;
  if (result < 0) {
    if (errno == EBADF) return raise_os_error(thread, EBADF);
  } else {
    if (S_ISDIR(status.st_mode)) return raise_os_error(thread, EISDIR, file);
    if (status.st_blksize > 1) self->block_size = status.st_blksize;
  }
  TRY(set_name(thread, self, file));
  if (self->appending) {
    const off_t end = unlocked_seek(thread, self->fd, 0, SEEK_END);
    if (end < 0 && errno != ESPIPE) return raise_errno(thread);  // a pipe has no end to go to
  }
  return ok_status();
}

Status file_init(Thread& thread, FileIO* self, Value file, String* mode, bool close_fd, Value opener) {
  if (self->fd >= 0) {
    if (self->close_fd) {
      if (!close_descriptor(thread, self)) return Raised{};
    } else {
      self->fd = -1;
    }
  }
  self->seekable = -1;
  int fd = -1;
  if (is_float_like(file)) return raise(thread, TypeId::TypeError, "integer argument expected, got float");
  if (is_index(file)) {
    const Value index = TRY(to_index(thread, file));
    int64_t wide;
    if (!integer_to_int64(index, &wide) || wide != int(wide)) {
      return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
    }
    if (wide < 0) return raise(thread, TypeId::ValueError, "negative file descriptor");
    fd = int(wide);
  }
  const char* path = nullptr;
  if (fd < 0) path = TRY(path_text(thread, file));
  int flags;
  if (!parse_mode(thread, self, mode, &flags)) return Raised{};
  TRY(audit(thread, "open", file, Value(mode), Value::integer(flags)));
  const bool owned = fd < 0;
  if (fd >= 0) {
    self->fd = fd;
    self->close_fd = close_fd;
  } else {
    self->close_fd = true;
    if (!close_fd) return raise(thread, TypeId::ValueError, "Cannot use closefd=False with file name");
    if (opener.is_none()) {
      const int64_t opened = system_call(thread, [&] { return ::open(path, flags, 0666); });
      if (opened == -2) return Raised{};
      if (opened < 0) return raise_os_error(thread, errno, file);
      self->fd = int(opened);
    } else {
      const Value result = TRY(call_with(thread, opener, file, Value::integer(flags)));
      if (!is_int_like(result)) return raise(thread, TypeId::TypeError, "expected integer from opener");
      const int64_t opened = TRY(to_int64(thread, result));
      if (opened < 0) return raise(thread, TypeId::ValueError, "opener returned %d", int(opened));
      self->fd = int(opened);
      const int inherit = fcntl(self->fd, F_GETFD);
      if (inherit < 0 || fcntl(self->fd, F_SETFD, inherit | FD_CLOEXEC) < 0) {
        self->fd = -1;
        return raise_errno(thread);
      }
    }
  }
  if (start_using(thread, self, file).ok()) return ok_status();
  const Value saved = thread.take_exception();
  if (owned) {
    (void)close_descriptor(thread, self);
    thread.clear_exception();
  } else {
    self->fd = -1;
  }
  return thread.raise_value(saved);
}

Value file_read_all(Thread& thread, FileIO* self) {
  if (self->fd < 0) return raise_closed(thread);
  Heap& heap = thread.heap();
  struct stat status;
  int64_t expected = 0;
  {
    WithoutLock released(thread);
    const off_t at = lseek(self->fd, 0, SEEK_CUR);
    if (at >= 0 && fstat(self->fd, &status) == 0 && status.st_size > at) expected = status.st_size - at;
  }
  // A file whose size is known is read into its place; what comes beyond that goes through a buffer.
  Bytes* whole = expected > 0 ? new_bytes(heap, expected) : nullptr;
  if (expected > 0 && !whole) return raise_memory_error(thread);
  int64_t filled = 0;
  while (filled < expected) {
    const int64_t n = file_read(thread, self, whole->data_ + filled, expected - filled);
    if (n == -1) return Value::raised();
    if (n == -2) {
      if (filled == 0) return Value::none();
      return Value(bytes_from(heap, whole->view().substr(0, size_t(filled))));
    }
    if (n == 0) return Value(bytes_from(heap, whole->view().substr(0, size_t(filled))));
    filled += n;
  }
  ByteBuilder rest;
  size_t step = 8192;
  for (;;) {
    const size_t before = rest.size();
    uint8_t* room = rest.extend(step);
    const int64_t n = file_read(thread, self, room, int64_t(step));
    rest.truncate(before + size_t(n > 0 ? n : 0));
    if (n == -1) return Value::raised();
    if (n == -2) {
      if (filled == 0 && rest.size() == 0) return Value::none();
      break;
    }
    if (n == 0) break;
    if (step < (size_t{1} << 20)) step *= 2;
  }
  if (rest.size() == 0 && whole) return Value(whole);
  Bytes* result = new_bytes(heap, filled + int64_t(rest.size()));
  if (!result) return raise_memory_error(thread);
  if (filled) memcpy(result->data_, whole->data(), size_t(filled));
  if (rest.size()) memcpy(result->data_ + filled, rest.data(), rest.size());
  return Value(result);
}

Value file_read_method(Thread& thread, FileIO* self, Value size_value) {
  if (self->fd < 0) return raise_closed(thread);
  if (!self->readable) return raise_mode(thread, "reading");
  int64_t size = TRY(optional_size(thread, size_value));
  if (size < 0) return file_read_all(thread, self);
  if (size > kLargestTransfer) size = kLargestTransfer;
  if (size <= 65536) {
    uint8_t local[65536];
    const int64_t n = file_read(thread, self, local, size);
    if (n == -1) return Value::raised();
    if (n == -2) return Value::none();
    return Value(bytes_from(thread.heap(), {reinterpret_cast<char*>(local), size_t(n)}));
  }
  Bytes* bytes = new_bytes(thread.heap(), size);
  if (!bytes) return raise_memory_error(thread);
  const int64_t n = file_read(thread, self, bytes->data_, size);
  if (n == -1) return Value::raised();
  if (n == -2) return Value::none();
  return n == size ? Value(bytes) : Value(bytes_from(thread.heap(), bytes->view().substr(0, size_t(n))));
}

Value file_readinto(Thread& thread, FileIO* self, Value buffer) {
  if (self->fd < 0) return raise_closed(thread);
  if (!self->readable) return raise_mode(thread, "reading");
  BufferView view;
  TRY(get_buffer(thread, buffer, &view, BufferAccess::Write));
  const int64_t n = file_read(thread, self, view.data, view.size);
  if (n == -1) return Value::raised();
  return n == -2 ? Value::none() : integer_value(thread.heap(), n);
}

Value file_write_method(Thread& thread, FileIO* self, Value b) {
  if (self->fd < 0) return raise_closed(thread);
  if (!self->writable) return raise_mode(thread, "writing");
  BufferView view;
  TRY(get_buffer(thread, b, &view));
  const int64_t n = file_write(thread, self, view.data, view.size);
  if (n == -1) return Value::raised();
  TRY(after_interrupt(thread));  // a signal may have cut it short
  return n == -2 ? Value::none() : integer_value(thread.heap(), n);
}

Value file_seek_method(Thread& thread, FileIO* self, Value position, int whence) {
  if (self->fd < 0) return raise_closed(thread);
  if (is_float_like(position)) return raise(thread, TypeId::TypeError, "'float' object cannot be interpreted as an integer");
  return file_seek(thread, self, TRY(to_int64(thread, position)), whence);
}
Value file_tell(Thread& thread, FileIO* self) {
  if (self->fd < 0) return raise_closed(thread);
  return file_seek(thread, self, 0, SEEK_CUR);
}
Value file_truncate(Thread& thread, FileIO* self, Value size) {
  if (self->fd < 0) return raise_closed(thread);
  if (!self->writable) return raise_mode(thread, "writing");
  if (size.is_none()) size = TRY(file_seek(thread, self, 0, SEEK_CUR));
  const int64_t length = TRY(to_int64(thread, size));
  const int64_t result = system_call(thread, [&] { return ftruncate(self->fd, length); });
  if (result == -2) return Value::raised();
  if (result < 0) return raise_errno(thread);
  return size;
}

Value file_dealloc_warn(Thread& thread, FileIO* self, Value source) {
  if (self->fd >= 0 && self->close_fd) {
    const Value saved = thread.take_exception();
    if (!warn_with_source(thread, TypeId::ResourceWarning, source, 1, "unclosed file %R", source).ok()) {
      if (exception_matches(thread, TypeId::Warning)) {
        write_unraisable(thread, Value(self));
      } else {
        thread.clear_exception();
      }
    }
    if (!saved.is_unbound()) thread.raise_value(saved);
  }
  return Value::none();
}

Value file_close(Thread& thread, FileIO* self) {
  const Value base = call_method_with(thread, Value(g_types.raw_base), io_name(IoName::Close), Value(self));
  Value saved = base.is_raised() ? thread.take_exception() : Value::unbound();
  if (!self->close_fd) {
    self->fd = -1;
    if (!saved.is_unbound()) return thread.raise_value(saved);
    return base;
  }
  if (self->finalizing) (void)file_dealloc_warn(thread, self, Value(self));
  (void)close_descriptor(thread, self);
  if (!saved.is_unbound()) return chain_exceptions(thread, saved);
  if (thread.has_exception()) return Value::raised();
  return base;
}

Value file_seekable(Thread& thread, FileIO* self) {
  if (self->fd < 0) return raise_closed(thread);
  if (self->seekable < 0) {
    self->seekable = unlocked_seek(thread, self->fd, 0, SEEK_CUR) >= 0;
  }
  return Value::boolean(self->seekable > 0);
}
Value file_readable(Thread& thread, FileIO* self) {
  if (self->fd < 0) return raise_closed(thread);
  return Value::boolean(self->readable);
}
Value file_writable(Thread& thread, FileIO* self) {
  if (self->fd < 0) return raise_closed(thread);
  return Value::boolean(self->writable);
}
Value file_fileno(Thread& thread, FileIO* self) {
  if (self->fd < 0) return raise_closed(thread);
  return Value::integer(self->fd);
}
Value file_isatty(Thread& thread, FileIO* self) {
  if (self->fd < 0) return raise_closed(thread);
  WithoutLock released(thread);
  return Value::boolean(isatty(self->fd) == 1);
}

const char* mode_text(const FileIO* self) {
  if (self->created) return self->readable ? "xb+" : "xb";
  if (self->appending) return self->readable ? "ab+" : "ab";
  if (self->readable) return self->writable ? "rb+" : "rb";
  return "wb";
}
Value file_repr(Thread& thread, FileIO* self) {
  if (self->fd < 0) return Value(string_from_latin1(thread.heap(), "<_io.FileIO [closed]>"));
  const Value name = TRY(get_attribute_or_unbound(thread, Value(self), io_name(IoName::Name)));
  const char* close_text = self->close_fd ? "True" : "False";
  if (name.is_unbound()) return Value(format_string(thread, "<_io.FileIO fd=%d mode='%s' closefd=%s>", self->fd, mode_text(self), close_text));
  if (repr_enter(thread, Value(self))) return raise(thread, TypeId::RuntimeError, "reentrant call inside %T.__repr__", Value(self));
  String* text = format_string(thread, "<_io.FileIO name=%R mode='%s' closefd=%s>", name, mode_text(self), close_text);
  repr_leave(thread, Value(self));
  return text ? Value(text) : Value::raised();
}
FileIO* self_of(Value v) { return v.as<FileIO>(); }
Value get_closed(Thread&, Value self) { return Value::boolean(self_of(self)->fd < 0); }
Value get_closefd(Thread&, Value self) { return Value::boolean(self_of(self)->close_fd); }
Value get_mode(Thread& thread, Value self) { return Value(intern(thread.heap(), mode_text(self_of(self)))); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", file_new, ""},
    {"__init__(self, /, file, mode='r', closefd=True, opener=None)", file_init, ""},
    {"__repr__(self, /)", file_repr, "Return repr(self)."},
    {"read(self, size=-1, /)", file_read_method, "Read at most size bytes, returned as bytes."},
    {"readall(self, /)", file_read_all, "Read all data from the file, returned as bytes."},
    {"readinto(self, buffer, /)", file_readinto, "Same as RawIOBase.readinto()."},
    {"write(self, b, /)", file_write_method, "Write buffer b to file, return number of bytes written."},
    {"seek(self, pos, whence=0, /)", file_seek_method, "Move to new file position and return the file position."},
    {"tell(self, /)", file_tell, "Current file position."},
    {"truncate(self, size=None, /)", file_truncate, "Truncate the file to at most size bytes and return the truncated size."},
    {"close(self, /)", file_close, "Close the file."},
    {"seekable(self, /)", file_seekable, "True if file supports random-access."},
    {"readable(self, /)", file_readable, "True if file was opened in a read mode."},
    {"writable(self, /)", file_writable, "True if file was opened in a write mode."},
    {"fileno(self, /)", file_fileno, "Return the underlying file descriptor (an integer)."},
    {"isatty(self, /)", file_isatty, "True if the file is connected to a TTY device."},
    {"_dealloc_warn(self, source, /)", file_dealloc_warn},
    {"__getstate__(self, /)", get_state_refused},
};
const Getter kGetters[] = {
    {"closed", get_closed, nullptr, "True if the file is closed"},
    {"closefd", get_closefd, nullptr, "True if the file descriptor will be closed by close()."},
    {"mode", get_mode, nullptr, "String giving the file mode"},
};
const Member kMembers[] = {
    {"_blksize", MemberType::LongLong, offsetof(FileIO, block_size), false, nullptr},
    {"_finalizing", MemberType::Bool, offsetof(FileIO, finalizing), false, nullptr},
};

}  // namespace

extern const Layout kFileLayout = {.name = "file", .size = &size_from_shape, .trace = &trace_file};

extern const TypeSpec kFileSpec = {.name = "_io.FileIO",
                                   .doc = "Open a file.",
                                   .layout = &kFileLayout,
                                   .kind = kind(PythonKind::Other),
                                   .native_size = sizeof(FileIO),
                                   .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
                                   .methods = kMethods,
                                   .getters = kGetters,
                                   .members = kMembers};

int64_t file_read(Thread& thread, FileIO* file, uint8_t* data, int64_t size) {
  if (file->fd < 0) {
    raise_closed(thread);
    return -1;
  }
  if (!file->readable) {
    raise_mode(thread, "reading");
    return -1;
  }
  if (size > kLargestTransfer) size = kLargestTransfer;
  const int fd = file->fd;
  const int64_t n = system_call(thread, [&] { return ::read(fd, data, size_t(size)); });
  if (n >= 0) return n;
  if (n == -2) return -1;
  if (errno == EAGAIN) return -2;
  raise_errno(thread);
  return -1;
}

int64_t file_write(Thread& thread, FileIO* file, const uint8_t* data, int64_t size) {
  if (file->fd < 0) {
    raise_closed(thread);
    return -1;
  }
  if (!file->writable) {
    raise_mode(thread, "writing");
    return -1;
  }
  if (size > kLargestTransfer) size = kLargestTransfer;
  const int fd = file->fd;
  const int64_t n = system_call(thread, [&] { return ::write(fd, data, size_t(size)); });
  if (n >= 0) return n;
  if (n == -2) return -1;
  if (errno == EAGAIN) return -2;
  raise_errno(thread);
  return -1;
}

Value file_seek(Thread& thread, FileIO* file, int64_t offset, int whence) {
  const off_t at = unlocked_seek(thread, file->fd, offset, whence);
  if (file->seekable < 0) file->seekable = at >= 0;
  if (at < 0) return raise_errno(thread);
  return integer_value(thread.heap(), at);
}

Value new_file(Thread& thread, Value file, const char* mode, bool close_fd, Value opener) {
  auto* self = static_cast<FileIO*>(allocate_instance(thread.heap(), g_types.file));
  self->fd = -1;
  self->close_fd = true;
  TRY(file_init(thread, self, file, intern(thread.heap(), mode), close_fd, opener));
  return Value(self);
}

}  // namespace taipan::python::io
