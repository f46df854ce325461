// python/modules/fcntl_module.cpp -- fcntl: control of descriptors, locks of files. https://docs.python.org/3.11/library/fcntl.html
//
// Room       python/modules. Tests: CPython's test_fcntl, test_ioctl
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "python/modules/posix/posix_private.h"

namespace taipan::python {

namespace {

using posix::retried;
using posix::to_descriptor;

constexpr int64_t kRoom = 1024;

template <class F>
Value int_result(Thread& thread, F f) {
  bool raised;
  const int64_t n = retried(thread, &raised, f);
  if (raised) return Value::raised();
  if (n < 0) return raise_errno(thread);
  return integer_value(thread.heap(), n);
}

Value fcntl_fcntl(Thread& thread, Value fd, int cmd, Value arg) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  if (as_string(arg) || is_kind(arg, Kind::Bytes)) {
    char buffer[kRoom];
    Bytes* text = as_string(arg) ? TRY(encode(thread, as_string(arg), "utf-8", nullptr)) : arg.as<Bytes>();
    if (text->length() > kRoom) return raise(thread, TypeId::ValueError, "fcntl string arg too long");
    memcpy(buffer, text->data(), size_t(text->length()));
    TRY(int_result(thread, [&] { return fcntl(descriptor, cmd, buffer); }));
    return Value(bytes_from(thread.heap(), {buffer, size_t(text->length())}));
  }
  const Value integer = TRY(to_index(thread, arg));
  const auto number = unsigned(integer_low_bits(integer));
  return int_result(thread, [&] { return fcntl(descriptor, cmd, int(number)); });
}

Value fcntl_ioctl(Thread& thread, Value fd, Value request_value, Value arg, bool mutate_flag) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  const Value request_integer = TRY(to_index(thread, request_value));
  const auto request = static_cast<unsigned>(integer_low_bits(request_integer));
  char buffer[kRoom + 1];
  if (as_string(arg) || is_kind(arg, Kind::Bytes)) {
    Bytes* text = as_string(arg) ? TRY(encode(thread, as_string(arg), "utf-8", nullptr)) : arg.as<Bytes>();
    if (text->length() > kRoom) return raise(thread, TypeId::ValueError, "ioctl string arg too long");
    memcpy(buffer, text->data(), size_t(text->length()));
    buffer[text->length()] = 0;
    TRY(int_result(thread, [&] { return ioctl(descriptor, request, buffer); }));
    return Value(bytes_from(thread.heap(), {buffer, size_t(text->length())}));
  }
  if (is_bytes_like(arg)) {
    BufferView view;
    TRY(get_buffer(thread, arg, &view, BufferAccess::Write));
    if (mutate_flag) {
      // Small buffers are changed in one go when the call is over.
      if (view.size <= kRoom) {
        memcpy(buffer, view.data, size_t(view.size));
        buffer[view.size] = 0;
        const Value result = int_result(thread, [&] { return ioctl(descriptor, request, buffer); });
        memcpy(view.data, buffer, size_t(view.size));
        return result;
      }
      return int_result(thread, [&] { return ioctl(descriptor, request, view.data); });
    }
    if (view.size > kRoom) return raise(thread, TypeId::ValueError, "ioctl string arg too long");
    memcpy(buffer, view.data, size_t(view.size));
    buffer[view.size] = 0;
    TRY(int_result(thread, [&] { return ioctl(descriptor, request, buffer); }));
    return Value(bytes_from(thread.heap(), {buffer, size_t(view.size)}));
  }
  const Value integer = TRY(to_index(thread, arg));
  const auto number = int(integer_low_bits(integer));
  return int_result(thread, [&] { return ioctl(descriptor, request, number); });
}

Value fcntl_flock(Thread& thread, Value fd, int operation) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  TRY(int_result(thread, [&] { return flock(descriptor, operation); }));
  return Value::none();
}

Value fcntl_lockf(Thread& thread, Value fd, int cmd, Value len, Value start, int whence) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  struct flock lock = {};
  if (cmd == LOCK_UN) {
    lock.l_type = F_UNLCK;
  } else if (cmd & LOCK_SH) {
    lock.l_type = F_RDLCK;
  } else if (cmd & LOCK_EX) {
    lock.l_type = F_WRLCK;
  } else {
    return raise(thread, TypeId::ValueError, "unrecognized lockf argument");
  }
  lock.l_start = TRY(to_int64(thread, start));
  lock.l_len = TRY(to_int64(thread, len));
  lock.l_whence = short(whence);
  TRY(int_result(thread, [&] { return fcntl(descriptor, cmd & LOCK_NB || cmd == LOCK_UN ? F_SETLK : F_SETLKW, &lock); }));
  return Value::none();
}

const Method kFunctions[] = {
    {"fcntl(fd, cmd, arg=0, /)", fcntl_fcntl, "Perform the operation `cmd` on file descriptor fd."},
    {"ioctl(fd, request, arg=0, mutate_flag=True, /)", fcntl_ioctl, "Perform the operation request on file descriptor fd."},
    {"flock(fd, operation, /)", fcntl_flock, "Perform the lock operation `operation` on file descriptor `fd`."},
    {"lockf(fd, cmd, len=0, start=0, whence=0, /)", fcntl_lockf, "A wrapper around the fcntl() locking calls."},
};

struct Constant {
  const char* name;
  int64_t value;
};
#define NUMBER(name) {#name, int64_t(name)}
constexpr Constant kConstants[] = {
    NUMBER(LOCK_SH), NUMBER(LOCK_EX), NUMBER(LOCK_NB), NUMBER(LOCK_UN), NUMBER(LOCK_MAND), NUMBER(LOCK_READ), NUMBER(LOCK_WRITE), NUMBER(LOCK_RW),
    NUMBER(F_DUPFD), NUMBER(F_DUPFD_CLOEXEC), NUMBER(F_GETFD), NUMBER(F_SETFD), NUMBER(F_GETFL), NUMBER(F_SETFL), NUMBER(F_GETLK), NUMBER(F_SETLK),
    NUMBER(F_SETLKW), NUMBER(F_OFD_GETLK), NUMBER(F_OFD_SETLK), NUMBER(F_OFD_SETLKW), NUMBER(F_GETOWN), NUMBER(F_SETOWN), NUMBER(F_GETSIG),
    NUMBER(F_SETSIG), NUMBER(F_RDLCK), NUMBER(F_WRLCK), NUMBER(F_UNLCK), NUMBER(F_GETLK64), NUMBER(F_SETLK64), NUMBER(F_SETLKW64), NUMBER(FASYNC),
    NUMBER(F_SETLEASE), NUMBER(F_GETLEASE), NUMBER(F_NOTIFY), NUMBER(F_EXLCK), NUMBER(F_SHLCK), NUMBER(F_SETPIPE_SZ), NUMBER(F_GETPIPE_SZ),
    NUMBER(FD_CLOEXEC), NUMBER(DN_ACCESS), NUMBER(DN_MODIFY), NUMBER(DN_CREATE), NUMBER(DN_DELETE), NUMBER(DN_RENAME), NUMBER(DN_ATTRIB),
    {"DN_MULTISHOT", int64_t{DN_MULTISHOT}}, NUMBER(F_ADD_SEALS), NUMBER(F_GET_SEALS), NUMBER(F_SEAL_SEAL), NUMBER(F_SEAL_SHRINK),
    NUMBER(F_SEAL_GROW), NUMBER(F_SEAL_WRITE)};
#undef NUMBER

Status execute(Thread& thread, Module* module) {
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, integer_value(thread.heap(), c.value)));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kFcntlModule = {
    .name = "fcntl", .doc = "This module performs file control and I/O control on file descriptors.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
