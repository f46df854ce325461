// python/modules/posix/system.cpp -- the machine and the process as a whole: environment, configuration, times, random bytes.
//
// Room       python/modules/posix. Tests: CPython's test_posix, test_os
#include <sys/random.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "python/modules/posix/posix_private.h"

namespace taipan::python::posix {

Type *g_times_type, *g_uname_type;

namespace {

Value posix_putenv(Thread& thread, Value name_argument, Value value_argument) {
  Bytes* name = TRY(to_file_name(thread, name_argument));
  Bytes* value = TRY(to_file_name(thread, value_argument));
  if (name->view().find('=') != std::string_view::npos) return raise(thread, TypeId::ValueError, "illegal environment variable name");
  if (setenv(reinterpret_cast<const char*>(name->data()), reinterpret_cast<const char*>(value->data()), 1) != 0) return raise_errno(thread);
  return Value::none();
}
Value posix_unsetenv(Thread& thread, Value name_argument) {
  Bytes* name = TRY(to_file_name(thread, name_argument));
  if (unsetenv(reinterpret_cast<const char*>(name->data())) != 0) return raise_errno(thread);
  return Value::none();
}

Value posix_confstr(Thread& thread, Value name) {
  const int number = TRY(to_configuration_name(thread, name, kConfstrNames));
  errno = 0;
  char small[256];
  const size_t length = confstr(number, small, sizeof small);
  if (length == 0) {
    if (errno != 0) return raise_errno(thread);
    return Value::none();
  }
  if (length <= sizeof small) return Value(decode_filesystem(thread, {small, length - 1}));
  ByteBuilder big;
  char* text = reinterpret_cast<char*>(big.extend(length));
  confstr(number, text, length);
  return Value(decode_filesystem(thread, {text, length - 1}));
}
Value posix_sysconf(Thread& thread, Value name) {
  const int number = TRY(to_configuration_name(thread, name, kSysconfNames));
  errno = 0;
  const long value = sysconf(number);
  if (value == -1 && errno != 0) return raise_errno(thread);
  return integer_value(thread.heap(), value);
}

Value posix_times(Thread& thread) {
  struct tms t;
  const clock_t elapsed = times(&t);
  if (elapsed == clock_t(-1)) return raise_errno(thread);
  const auto ticks = double(sysconf(_SC_CLK_TCK));
  const Value values[] = {Value::number(double(t.tms_utime) / ticks), Value::number(double(t.tms_stime) / ticks), Value::number(double(t.tms_cutime) / ticks),
                          Value::number(double(t.tms_cstime) / ticks), Value::number(double(elapsed) / ticks)};
  return new_struct_sequence(thread, g_times_type, values);
}
Value posix_uname(Thread& thread) {
  struct utsname u;
  if (uname(&u) < 0) return raise_errno(thread);
  Value values[5];
  int i = 0;
  for (const char* text : {u.sysname, u.nodename, u.release, u.version, u.machine}) values[i++] = Value(TRY(decode_filesystem(thread, text)));
  return new_struct_sequence(thread, g_uname_type, values);
}
Value posix_getloadavg(Thread& thread) {
  double load[3];
  if (getloadavg(load, 3) != 3) return raise(thread, TypeId::OSError, "Load averages are unobtainable");
  return Value(tuple_of(thread.heap(), Value::number(load[0]), Value::number(load[1]), Value::number(load[2])));
}
Value posix_strerror(Thread& thread, int code) { return Value(decode_filesystem(thread, strerror(code))); }
Value posix_sync(Thread& thread) {
  unlocked(thread, [] {
    sync();
    return 0;
  });
  return Value::none();
}

Value posix_urandom(Thread& thread, int64_t size) {
  if (size < 0) return raise(thread, TypeId::ValueError, "negative argument not allowed");
  Bytes* bytes = new_bytes(thread.heap(), size);
  if (!bytes) return raise_memory_error(thread);
  for (int64_t filled = 0; filled < size;) {
    bool raised;
    const int64_t n = retried(thread, &raised, [&] { return getrandom(bytes->data_ + filled, size_t(size - filled), 0); });
    if (raised) return Value::raised();
    if (n < 0) return raise_errno(thread);
    filled += n;
  }
  return Value(bytes);
}
Value posix_getrandom(Thread& thread, int64_t size, int flags) {
  if (size < 0) {
    errno = EINVAL;
    return raise_errno(thread);
  }
  Bytes* bytes = new_bytes(thread.heap(), size);
  if (!bytes) return raise_memory_error(thread);
  bool raised;
  const int64_t n = retried(thread, &raised, [&] { return getrandom(bytes->data_, size_t(size), unsigned(flags)); });
  if (raised) return Value::raised();
  if (n < 0) return raise_errno(thread);
  return n == size ? Value(bytes) : Value(bytes_from(thread.heap(), bytes->view().substr(0, size_t(n))));
}

const Method kFunctions[] = {
    {"putenv(name, value, /)", posix_putenv, "Change or add an environment variable."},
    {"unsetenv(name, /)", posix_unsetenv, "Delete an environment variable."},
    {"confstr(name, /)", posix_confstr, "Return a string-valued system configuration variable."},
    {"sysconf(name, /)", posix_sysconf, "Return an integer-valued system configuration variable."},
    {"times()", posix_times, "Return a collection containing process timing information."},
    {"uname()", posix_uname, "Return an object identifying the current operating system."},
    {"getloadavg()", posix_getloadavg, "Return average recent system load information."},
    {"strerror(code, /)", posix_strerror, "Translate an error code to a message string."},
    {"sync()", posix_sync, "Force write of everything to disk."},
    {"urandom(size, /)", posix_urandom, "Return a bytes object containing random bytes suitable for cryptographic use."},
    {"getrandom(size, flags=0)", posix_getrandom, "Obtain a series of random bytes."},
};

}  // namespace

std::span<const Method> system_functions() { return kFunctions; }

}  // namespace taipan::python::posix
