// python/modules/posix/descriptors.cpp -- what is done to open files by their descriptors.
//
// Room       python/modules/posix. Tests: CPython's test_posix, test_os
#include <fcntl.h>
#include <pty.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <climits>
#include <cstdlib>
#include <memory>
#include <vector>

#include "python/modules/posix/posix_private.h"

namespace taipan::python::posix {

Type* g_terminal_size_type;

namespace {

// The result of a retried call: an int, an error, or what a signal handler raised.
template <class F>
Value counted(Thread& thread, F f) {
  bool raised;
  const int64_t n = retried(thread, &raised, f);
  if (raised) return Value::raised();
  if (n < 0) return raise_errno(thread);
  TRY(run_signal_handlers(thread));  // a signal may have cut it short
  return integer_value(thread.heap(), n);
}
template <class F>
Value done(Thread& thread, F f) {
  const Value result = TRY(counted(thread, f));
  (void)result;
  return Value::none();
}

Value posix_close(Thread& thread, int fd) {
  return none_or_error(thread, unlocked(thread, [&] { return close(fd); }));
}
Value posix_closerange(Thread& thread, int low, int high) {
  unlocked(thread, [&] {
    if (high > low && close_range(unsigned(low < 0 ? 0 : low), unsigned(high - 1), 0) == 0) return 0;
    for (int fd = low < 0 ? 0 : low; fd < high; fd++) close(fd);
    return 0;
  });
  return Value::none();
}
Value posix_dup(Thread& thread, int fd) { return counted(thread, [&] { return fcntl(fd, F_DUPFD_CLOEXEC, 0); }); }
Value posix_dup2(Thread& thread, int fd, int fd2, bool inheritable) {
  if (fd < 0 || fd2 < 0) {
    errno = EBADF;
    return raise_errno(thread);
  }
  const int result = unlocked(thread, [&] { return inheritable || fd == fd2 ? dup2(fd, fd2) : dup3(fd, fd2, O_CLOEXEC); });
  if (result < 0) return raise_errno(thread);
  return Value::integer(result);
}
Value posix_lockf(Thread& thread, int fd, int command, int64_t length) { return done(thread, [&] { return lockf(fd, command, length); }); }
Value posix_lseek(Thread& thread, int fd, Value position, int how) {
  const int64_t offset = TRY(to_int64(thread, position));
  const off_t at = unlocked(thread, [&] { return lseek(fd, offset, how); });
  if (at < 0) return raise_errno(thread);
  return integer_value(thread.heap(), at);
}

// Reads up to `length` bytes by `read(data, size)` into a bytes object.
template <class F>
Value read_bytes(Thread& thread, int64_t length, F read) {
  if (length < 0) {
    errno = EINVAL;
    return raise_errno(thread);
  }
  if (length > 0x7FFFF000) length = 0x7FFFF000;
  uint8_t local[4096];
  Bytes* big = nullptr;
  if (length > int64_t(sizeof local)) {
    big = new_bytes(thread.heap(), length);
    if (!big) return raise_memory_error(thread);
  }
  uint8_t* data = big ? big->data_ : local;
  bool raised;
  const int64_t n = retried(thread, &raised, [&] { return read(data, size_t(length)); });
  if (raised) return Value::raised();
  if (n < 0) return raise_errno(thread);
  if (big && n == length) return Value(big);
  return Value(bytes_from(thread.heap(), {reinterpret_cast<char*>(data), size_t(n)}));
}
Value posix_read(Thread& thread, int fd, int64_t length) {
  return read_bytes(thread, length, [&](uint8_t* data, size_t size) { return ::read(fd, data, size); });
}
Value posix_pread(Thread& thread, int fd, int64_t length, int64_t offset) {
  return read_bytes(thread, length, [&](uint8_t* data, size_t size) { return pread(fd, data, size, offset); });
}
Value posix_write(Thread& thread, int fd, Value data) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const size_t size = view.size > 0x7FFFF000 ? 0x7FFFF000 : size_t(view.size);
  return counted(thread, [&] { return ::write(fd, view.data, size); });
}
Value posix_pwrite(Thread& thread, int fd, Value buffer, int64_t offset) {
  BufferView view;
  TRY(get_buffer(thread, buffer, &view));
  return counted(thread, [&] { return pwrite(fd, view.data, size_t(view.size), offset); });
}

// Several buffers for readv and its kin.
struct Vectors {
  std::unique_ptr<BufferView[]> views;
  std::vector<iovec> parts;
};
Status to_vectors(Thread& thread, Value buffers, BufferAccess access, const char* function, Vectors& out) {
  if (!is_kind(buffers, Kind::List) && !is_kind(buffers, Kind::Tuple) && lookup_special(type_of(buffers), Special::GetItem).is_unbound()) {
    return raise(thread, TypeId::TypeError, "%s must be a sequence", function);
  }
  const Value items = TRY(fast_sequence(thread, buffers, "buffers must be a sequence"));
  Tuple* all = TRY(tuple_from_iterable(thread, items));
  out.views = std::make_unique<BufferView[]>(size_t(all->length()));
  for (int64_t i = 0; i < all->length(); i++) {
    TRY(get_buffer(thread, all->at(i), &out.views[size_t(i)], access));
    out.parts.push_back({out.views[size_t(i)].data, size_t(out.views[size_t(i)].size)});
  }
  return ok_status();
}
Value posix_readv(Thread& thread, int fd, Value buffers) {
  Vectors v;
  TRY(to_vectors(thread, buffers, BufferAccess::Write, "readv() arg 2", v));
  return counted(thread, [&] { return readv(fd, v.parts.data(), int(v.parts.size())); });
}
Value posix_preadv(Thread& thread, int fd, Value buffers, int64_t offset, int flags) {
  Vectors v;
  TRY(to_vectors(thread, buffers, BufferAccess::Write, "preadv2() arg 2", v));
  return counted(thread, [&] { return preadv2(fd, v.parts.data(), int(v.parts.size()), offset, flags); });
}
Value posix_writev(Thread& thread, int fd, Value buffers) {
  Vectors v;
  TRY(to_vectors(thread, buffers, BufferAccess::Read, "writev() arg 2", v));
  return counted(thread, [&] { return writev(fd, v.parts.data(), int(v.parts.size())); });
}
Value posix_pwritev(Thread& thread, int fd, Value buffers, int64_t offset, int flags) {
  Vectors v;
  TRY(to_vectors(thread, buffers, BufferAccess::Read, "pwritev() arg 2", v));
  return counted(thread, [&] { return pwritev2(fd, v.parts.data(), int(v.parts.size()), offset, flags); });
}

Result<off_t*> optional_offset(Thread& thread, Value value, off_t* storage) {
  if (value.is_none()) return static_cast<off_t*>(nullptr);
  *storage = TRY(to_int64(thread, value));
  return storage;
}
Value posix_sendfile(Thread& thread, int out_fd, int in_fd, Value offset, int64_t count) {
  off_t at;
  off_t* where = TRY(optional_offset(thread, offset, &at));
  return counted(thread, [&] { return sendfile(out_fd, in_fd, where, size_t(count)); });
}
Value posix_copy_file_range(Thread& thread, int src, int dst, int64_t count, Value offset_src, Value offset_dst) {
  if (count < 0) return raise(thread, TypeId::ValueError, "negative value for 'count' not allowed");
  off_t from, to;
  off_t* from_where = TRY(optional_offset(thread, offset_src, &from));
  off_t* to_where = TRY(optional_offset(thread, offset_dst, &to));
  return counted(thread, [&] { return copy_file_range(src, from_where, dst, to_where, size_t(count), 0); });
}
Value posix_splice(Thread& thread, int src, int dst, int64_t count, Value offset_src, Value offset_dst, int flags) {
  if (count < 0) return raise(thread, TypeId::ValueError, "negative value for 'count' not allowed");
  off_t from, to;
  off_t* from_where = TRY(optional_offset(thread, offset_src, &from));
  off_t* to_where = TRY(optional_offset(thread, offset_dst, &to));
  return counted(thread, [&] { return splice(src, from_where, dst, to_where, size_t(count), unsigned(flags)); });
}

Value pair_value(Thread& thread, int a, int b) { return Value(tuple_of(thread.heap(), Value::integer(a), Value::integer(b))); }
Value posix_pipe(Thread& thread) {
  int ends[2];
  if (unlocked(thread, [&] { return pipe2(ends, O_CLOEXEC); }) < 0) return raise_errno(thread);
  return pair_value(thread, ends[0], ends[1]);
}
Value posix_pipe2(Thread& thread, int flags) {
  int ends[2];
  if (pipe2(ends, flags) < 0) return raise_errno(thread);
  return pair_value(thread, ends[0], ends[1]);
}
Value posix_openpty(Thread& thread) {
  int master, slave;
  if (openpty(&master, &slave, nullptr, nullptr, nullptr) != 0) return raise_errno(thread);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  fcntl(slave, F_SETFD, FD_CLOEXEC);
  return pair_value(thread, master, slave);
}
Value posix_login_tty(Thread& thread, int fd) { return none_or_error(thread, login_tty(fd)); }

Value posix_fsync(Thread& thread, Value fd) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  return done(thread, [&] { return fsync(descriptor); });
}
Value posix_fdatasync(Thread& thread, Value fd) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  return done(thread, [&] { return fdatasync(descriptor); });
}
Value posix_fchdir(Thread& thread, Value fd) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  return done(thread, [&] { return fchdir(descriptor); });
}
Value posix_ftruncate(Thread& thread, int fd, int64_t length) { return done(thread, [&] { return ftruncate(fd, length); }); }
// These two give the error instead of setting errno.
template <class F>
Value with_error_number(Thread& thread, F f) {
  for (;;) {
    const int error = unlocked(thread, f);
    if (error == 0) return Value::none();
    if (error != EINTR) return raise_os_error(thread, error);
    TRY(run_signal_handlers(thread));
  }
}
Value posix_fallocate_function(Thread& thread, int fd, int64_t offset, int64_t length) {
  return with_error_number(thread, [&] { return posix_fallocate(fd, offset, length); });
}
Value posix_fadvise_function(Thread& thread, int fd, int64_t offset, int64_t length, int advice) {
  return with_error_number(thread, [&] { return posix_fadvise(fd, offset, length, advice); });
}
bool posix_isatty(Thread& thread, int fd) {
  return unlocked(thread, [&] { return isatty(fd); }) != 0;
}
Value posix_ttyname(Thread& thread, int fd) {
  char buffer[256];
  const int error = ttyname_r(fd, buffer, sizeof buffer);
  if (error != 0) return raise_os_error(thread, error);
  return Value(decode_filesystem(thread, buffer));
}
Value posix_ctermid(Thread& thread) {
  char buffer[L_ctermid];
  return Value(decode_filesystem(thread, ctermid(buffer)));
}
Value posix_device_encoding(Thread& thread, int fd) {
  if (fcntl(fd, F_GETFD) < 0 || isatty(fd) != 1) return Value::none();
  return Value(intern(thread.heap(), "UTF-8"));
}
Value posix_get_terminal_size(Thread& thread, Value fd) {
  const int descriptor = fd.is_missing() ? STDOUT_FILENO : int(TRY(to_int64(thread, fd)));
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_errno(thread);
  const Value values[] = {Value::integer(size.ws_col), Value::integer(size.ws_row)};
  return new_struct_sequence(thread, g_terminal_size_type, values);
}
Value posix_get_inheritable(Thread& thread, int fd) {
  const int flags = fcntl(fd, F_GETFD);
  if (flags < 0) return raise_errno(thread);
  return Value::boolean(!(flags & FD_CLOEXEC));
}
Value posix_set_inheritable(Thread& thread, int fd, int inheritable) {
  const int flags = fcntl(fd, F_GETFD);
  if (flags < 0) return raise_errno(thread);
  const int wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
  return none_or_error(thread, wanted == flags ? 0 : fcntl(fd, F_SETFD, wanted));
}
Value posix_get_blocking(Thread& thread, int fd) {
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return raise_errno(thread);
  return Value::boolean(!(flags & O_NONBLOCK));
}
Value posix_set_blocking(Thread& thread, int fd, bool blocking) {
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return raise_errno(thread);
  const int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  return none_or_error(thread, wanted == flags ? 0 : fcntl(fd, F_SETFL, wanted));
}
Value posix_fpathconf(Thread& thread, int fd, Value name) {
  const int number = TRY(to_configuration_name(thread, name, kPathconfNames));
  errno = 0;
  const long limit = fpathconf(fd, number);
  if (limit == -1 && errno != 0) return raise_errno(thread);
  return integer_value(thread.heap(), limit);
}
Value posix_tcgetpgrp(Thread& thread, int fd) {
  const pid_t group = tcgetpgrp(fd);
  return group < 0 ? Value(raise_errno(thread)) : Value::integer(group);
}
Value posix_tcsetpgrp(Thread& thread, int fd, int group) { return none_or_error(thread, tcsetpgrp(fd, group)); }

Value posix_memfd_create(Thread& thread, Value name, Value flags) {
  Bytes* text = TRY(to_file_name(thread, name));
  const unsigned bits = flags.is_missing() ? unsigned(MFD_CLOEXEC) : unsigned(TRY(to_int64(thread, flags)));
  const int fd = unlocked(thread, [&] { return memfd_create(reinterpret_cast<const char*>(text->data()), bits); });
  return fd < 0 ? Value(raise_errno(thread)) : Value::integer(fd);
}
Value posix_eventfd(Thread& thread, int64_t initval, Value flags) {
  if (initval < 0 || initval > UINT32_MAX) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C unsigned int");
  const int bits = flags.is_missing() ? EFD_CLOEXEC : int(TRY(to_int64(thread, flags)));
  const int fd = eventfd(unsigned(initval), bits);
  return fd < 0 ? Value(raise_errno(thread)) : Value::integer(fd);
}
Value posix_eventfd_read(Thread& thread, int fd) {
  eventfd_t value;
  const int result = unlocked(thread, [&] { return eventfd_read(fd, &value); });
  return result < 0 ? Value(raise_errno(thread)) : unsigned_value(thread.heap(), value);
}
Value posix_eventfd_write(Thread& thread, int fd, Value value) {
  uint64_t number;
  const Value integer = TRY(to_index(thread, value));
  if (!integer_to_uint64(integer, &number)) return raise(thread, TypeId::OverflowError, "int too big to convert");
  return none_or_error(thread, unlocked(thread, [&] { return eventfd_write(fd, number); }));
}

const Method kFunctions[] = {
    {"close(fd)", posix_close, "Close a file descriptor."},
    {"closerange(fd_low, fd_high, /)", posix_closerange, "Closes all file descriptors in [fd_low, fd_high), ignoring errors."},
    {"dup(fd, /)", posix_dup, "Return a duplicate of a file descriptor."},
    {"dup2(fd, fd2, inheritable=True)", posix_dup2, "Duplicate file descriptor."},
    {"lockf(fd, command, length, /)", posix_lockf, "Apply, test or remove a POSIX lock on an open file descriptor."},
    {"lseek(fd, position, how, /)", posix_lseek, "Set the position of a file descriptor.  Return the new position."},
    {"read(fd, length, /)", posix_read, "Read from a file descriptor.  Returns a bytes object."},
    {"pread(fd, length, offset, /)", posix_pread, "Read a number of bytes from a file descriptor starting at a particular offset."},
    {"write(fd, data, /)", posix_write, "Write a bytes object to a file descriptor."},
    {"pwrite(fd, buffer, offset, /)", posix_pwrite, "Write bytes to a file descriptor starting at a particular offset."},
    {"readv(fd, buffers, /)", posix_readv, "Read from a file descriptor fd into an iterable of buffers."},
    {"preadv(fd, buffers, offset, flags=0, /)", posix_preadv, "Reads from a file descriptor into a number of mutable bytes-like objects."},
    {"writev(fd, buffers, /)", posix_writev, "Iterate over buffers, and write the contents of each to a file descriptor."},
    {"pwritev(fd, buffers, offset, flags=0, /)", posix_pwritev, "Writes the contents of bytes-like objects to a file descriptor at a given offset."},
    {"sendfile(out_fd, in_fd, offset, count)", posix_sendfile, "Copy count bytes from file descriptor in_fd to file descriptor out_fd."},
    {"copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", posix_copy_file_range, "Copy count bytes from one file descriptor to another."},
    {"splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)", posix_splice, "Transfer count bytes from one pipe to a descriptor or vice versa."},
    {"pipe()", posix_pipe, "Create a pipe."},
    {"pipe2(flags, /)", posix_pipe2, "Create a pipe with flags set atomically."},
    {"openpty()", posix_openpty, "Open a pseudo-terminal."},
    {"login_tty(fd, /)", posix_login_tty, "Prepare the tty of which fd is a file descriptor for a new login session."},
    {"fsync(fd)", posix_fsync, "Force write of fd to disk."},
    {"fdatasync(fd)", posix_fdatasync, "Force write of fd to disk without forcing update of metadata."},
    {"fchdir(fd)", posix_fchdir, "Change to the directory of the given file descriptor."},
    {"ftruncate(fd, length, /)", posix_ftruncate, "Truncate a file, specified by file descriptor, to a specific length."},
    {"posix_fallocate(fd, offset, length, /)", posix_fallocate_function, "Ensure a file has allocated at least a particular number of bytes on disk."},
    {"posix_fadvise(fd, offset, length, advice, /)", posix_fadvise_function, "Announce an intention to access data in a specific pattern."},
    {"isatty(fd, /)", posix_isatty, "Return True if the fd is connected to a terminal."},
    {"ttyname(fd, /)", posix_ttyname, "Return the name of the terminal device connected to 'fd'."},
    {"ctermid()", posix_ctermid, "Return the name of the controlling terminal for this process."},
    {"device_encoding(fd)", posix_device_encoding, "Return a string describing the encoding of a terminal's file descriptor."},
    {"get_terminal_size(fd=<unrepresentable>, /)", posix_get_terminal_size, "Return the size of the terminal window as (columns, lines)."},
    {"get_inheritable(fd, /)", posix_get_inheritable, "Get the close-on-exe flag of the specified file descriptor."},
    {"set_inheritable(fd, inheritable, /)", posix_set_inheritable, "Set the inheritable flag of the specified file descriptor."},
    {"get_blocking(fd, /)", posix_get_blocking, "Get the blocking mode of the file descriptor."},
    {"set_blocking(fd, blocking, /)", posix_set_blocking, "Set the blocking mode of the specified file descriptor."},
    {"fpathconf(fd, name, /)", posix_fpathconf, "Return the configuration limit name for the file descriptor fd."},
    {"tcgetpgrp(fd, /)", posix_tcgetpgrp, "Return the process group associated with the terminal specified by fd."},
    {"tcsetpgrp(fd, pgid, /)", posix_tcsetpgrp, "Set the process group associated with the terminal specified by fd."},
    {"memfd_create(name, flags=<=MFD_CLOEXEC>)", posix_memfd_create},
    {"eventfd(initval, flags=<=EFD_CLOEXEC>)", posix_eventfd, "Creates and returns an event notification file descriptor."},
    {"eventfd_read(fd)", posix_eventfd_read, "Read eventfd value."},
    {"eventfd_write(fd, value)", posix_eventfd_write, "Write eventfd value."},
};

}  // namespace

std::span<const Method> descriptor_functions() { return kFunctions; }

}  // namespace taipan::python::posix
