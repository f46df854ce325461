// python/modules/socket/socket_object.cpp -- the class _socket.socket: making, timeouts, connecting, sending and receiving. Messages with
// ancillary data are in messages.cpp.
//
// Room       python/modules/socket. Tests: CPython's test_socket, test_timeout
//
// A socket with a timeout is not blocking for the system; before each call it is polled for what is left of the time.
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <climits>
#include <cstring>

#include "python/objects/exceptions.h"
#include "python/modules/socket/socket_private.h"
#include "python/modules/time_values.h"
#include "python/objects/exceptions.h"
#include "vm/layouts.h"

namespace taipan::python::net {

Type *g_socket_type, *g_gaierror, *g_herror;
int64_t g_default_timeout = -1;
extern const Layout kSocketLayout = {.name = "socket", .size = &size_from_shape, .trace = &trace_attributes};

bool set_blocking(int fd, bool blocking) {
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return false;
  const int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  return wanted == flags || fcntl(fd, F_SETFL, wanted) == 0;
}

namespace {

// Waits until the socket is ready: 0 ready, 1 time is up, -1 failed (errno).
int wait_ready(Thread& thread, const SocketObject* socket, Direction direction, int64_t nanoseconds) {
  if (socket->fd < 0) return 0;  // closed: the call itself says so
  pollfd p = {socket->fd, 0, 0};
  p.events = direction == Direction::Reading ? POLLIN : POLLOUT;
  if (direction == Direction::Connecting) p.events |= POLLERR;
  int64_t milliseconds = nanoseconds < 0 ? -1 : (nanoseconds + 999999) / 1000000;
  if (milliseconds > INT_MAX) milliseconds = INT_MAX;
  int n;
  {
    WithoutLock released(thread);
    n = poll(&p, 1, int(milliseconds));
  }
  return n < 0 ? -1 : n == 0 ? 1 : 0;
}

Raised raise_timed_out(Thread& thread) { return raise(thread, TypeId::TimeoutError, "timed out"); }

}  // namespace

int64_t socket_call(Thread& thread, SocketObject* socket, Direction direction, FunctionRef<int64_t()> f, int64_t timeout) {
  const int64_t deadline = timeout > 0 ? monotonic_nanoseconds() + timeout : 0;
  for (;;) {
    if (timeout > 0 || direction == Direction::Connecting) {
      int64_t left = -1;
      if (timeout > 0) {
        left = deadline - monotonic_nanoseconds();
        if (left < 0) {
          raise_timed_out(thread);
          return -1;
        }
      }
      const int waited = timeout > 0 ? wait_ready(thread, socket, direction, left) : timeout < 0 ? wait_ready(thread, socket, direction, -1) : 0;
      if (waited < 0) {
        if (errno != EINTR) {
          raise_errno(thread);
          return -1;
        }
        if (!run_signal_handlers(thread).ok()) return -1;
        continue;
      }
      if (waited == 1) {
        raise_timed_out(thread);
        return -1;
      }
    }
    for (;;) {
      int64_t n;
      {
        WithoutLock released(thread);
        n = f();
      }
      if (n >= 0) return n;
      if (errno != EINTR) break;
      if (!run_signal_handlers(thread).ok()) return -1;
    }
    if (timeout > 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) continue;
    raise_errno(thread);
    return -1;
  }
}

SocketObject* new_socket(Thread& thread, int fd, int family, int type, int protocol) {
  auto* s = static_cast<SocketObject*>(allocate_instance(thread.heap(), g_socket_type));
  s->fd = fd;
  s->family = family;
  s->type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  s->protocol = protocol;
  s->timeout = g_default_timeout;
  thread.heap().register_finalizable(s);
  return s;
}

namespace {

Value socket_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  auto* s = static_cast<SocketObject*>(allocate_instance(thread.heap(), type));
  s->fd = -1;
  s->timeout = g_default_timeout;
  if (!type->has(kTypeHasFinalizer)) thread.heap().register_finalizable(s);
  return Value(s);
}

Status socket_init(Thread& thread, SocketObject* self, int family, int type, int protocol, Value fileno) {
  int fd;
  if (!fileno.is_none()) {
    if (is_float_like(fileno)) return raise(thread, TypeId::TypeError, "'float' object cannot be interpreted as an integer");
    const int64_t wide = TRY(to_int64(thread, fileno));
    if (wide < 0) return raise(thread, TypeId::ValueError, "negative file descriptor");
    fd = int(wide);
    Address address;
    memset(&address, 0, sizeof address);
    socklen_t length = sizeof address;
    if (getsockname(fd, &address.any, &length) < 0) {
      if (family == -1) return raise_errno(thread);
      // Sockets that are not bound may refuse, but others must not.
      if (errno == EBADF || errno == ENOTSOCK) return raise_errno(thread);
    } else if (family == -1) {
      family = address.any.sa_family;
    }
    if (type == -1) {
      socklen_t size = sizeof type;
      if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) < 0) return raise_errno(thread);
    }
    if (protocol == -1) {
      socklen_t size = sizeof protocol;
      if (getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) < 0) return raise_errno(thread);
    }
  } else {
    if (family == -1) family = AF_INET;
    if (type == -1) type = SOCK_STREAM;
    if (protocol == -1) protocol = 0;
    {
      WithoutLock released(thread);
      fd = socket(family, type | SOCK_CLOEXEC, protocol);
    }
    if (fd < 0) return raise_errno(thread);
  }
  self->fd = fd;
  self->family = family;
  self->type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  self->protocol = protocol;
  if (type & SOCK_NONBLOCK) {
    self->timeout = 0;
  } else {
    self->timeout = g_default_timeout;
    if (g_default_timeout >= 0 && !net::set_blocking(fd, false)) return raise_errno(thread);
  }
  return ok_status();
}

Value socket_repr(Thread& thread, SocketObject* self) {
  return Value(format_string(thread, "<socket object, fd=%d, family=%d, type=%d, proto=%d>", self->fd, self->family, self->type, self->protocol));
}
Value socket_finalize(Thread& thread, SocketObject* self) {
  if (self->fd < 0) return Value::none();
  const Value saved = thread.take_exception();
  if (!warn_with_source(thread, TypeId::ResourceWarning, Value(self), 1, "unclosed %R", Value(self)).ok()) {
    if (exception_matches(thread, TypeId::Warning)) {
      write_unraisable(thread, Value(self));
    } else {
      thread.clear_exception();
    }
  }
  if (self->fd >= 0) {
    const int fd = self->fd;
    self->fd = -1;
    WithoutLock released(thread);
    close(fd);
  }
  if (!saved.is_unbound()) thread.raise_value(saved);
  return Value::none();
}
Value socket_close(Thread& thread, SocketObject* self) {
  if (self->fd < 0) return Value::none();
  const int fd = self->fd;
  self->fd = -1;
  int result;
  {
    WithoutLock released(thread);
    result = close(fd);
  }
  // The peer may be gone already: that is no error of closing.
  if (result < 0 && errno != ECONNRESET) return raise_errno(thread);
  return Value::none();
}
int socket_detach(Thread&, SocketObject* self) {
  const int fd = self->fd;
  self->fd = -1;
  return fd;
}
int socket_fileno(Thread&, SocketObject* self) { return self->fd; }

// ---- timeouts

Value timeout_value(int64_t timeout) { return timeout < 0 ? Value::none() : Value::number(double(timeout) / 1e9); }
Value socket_gettimeout(Thread&, SocketObject* self) { return timeout_value(self->timeout); }
Value get_timeout(Thread&, Value self) { return timeout_value(self.as<SocketObject>()->timeout); }
Value socket_settimeout(Thread& thread, SocketObject* self, Value timeout) {
  const int64_t nanoseconds = TRY(to_timeout(thread, timeout));
  if (!timeout.is_none() && nanoseconds < 0) return raise(thread, TypeId::ValueError, "Timeout value out of range");
  self->timeout = nanoseconds;
  if (!net::set_blocking(self->fd, nanoseconds < 0)) return raise_errno(thread);
  return Value::none();
}
Value socket_setblocking(Thread& thread, SocketObject* self, bool flag) {
  self->timeout = flag ? -1 : 0;
  if (!net::set_blocking(self->fd, flag)) return raise_errno(thread);
  return Value::none();
}
bool socket_getblocking(Thread&, SocketObject* self) { return self->timeout != 0; }

// ---- connections

Value socket_accept(Thread& thread, SocketObject* self) {
  Address address;
  memset(&address, 0, sizeof address);
  socklen_t length = sizeof address;
  const int64_t fd = socket_call(
      thread, self, Direction::Reading,
      [&]() -> int64_t {
        length = sizeof address;
        return accept4(self->fd, &address.any, &length, SOCK_CLOEXEC);
      },
      self->timeout);
  if (fd < 0) return Value::raised();
  const Value peer = address_value(thread, int(fd), address, length, self->protocol);
  if (peer.is_raised()) {
    close(int(fd));
    return peer;
  }
  return Value(tuple_of(thread.heap(), Value::integer(fd), peer));
}
Value socket_bind(Thread& thread, SocketObject* self, Value value) {
  Address address;
  socklen_t length;
  TRY(to_address(thread, self, value, "bind", &address, &length));
  int result;
  {
    WithoutLock released(thread);
    result = bind(self->fd, &address.any, length);
  }
  if (result < 0) return raise_errno(thread);
  return Value::none();
}
// 0, or the error's number; -1: raised.
int connect_to(Thread& thread, SocketObject* self, const Address& address, socklen_t length, bool raising) {
  int result;
  {
    WithoutLock released(thread);
    result = connect(self->fd, &address.any, length);
  }
  if (result == 0) return 0;
  int error = errno;
  bool wait = false;
  if (error == EINTR) {
    if (!run_signal_handlers(thread).ok()) return -1;
    wait = self->timeout != 0;  // the connection goes on being made
  } else {
    wait = self->timeout > 0 && error == EINPROGRESS;
  }
  if (!wait) {
    if (raising) {
      raise_os_error(thread, error);
      return -1;
    }
    return error;
  }
  const int64_t done = socket_call(
      thread, self, Direction::Connecting,
      [&]() -> int64_t {
        int status;
        socklen_t size = sizeof status;
        if (getsockopt(self->fd, SOL_SOCKET, SO_ERROR, &status, &size) < 0) return -1;
        if (status == EISCONN || status == 0) return 0;
        errno = status;
        return -1;
      },
      self->timeout);
  if (done >= 0) return 0;
  if (raising) return -1;
  // connect_ex gives errors of the system as numbers.
  if (exception_matches(thread, TypeId::TimeoutError) && thread.exception().as<ExceptionObject>()->fields[0].is_unbound()) {
    thread.clear_exception();
    return EWOULDBLOCK;
  }
  if (exception_matches(thread, TypeId::OSError)) {
    const Value number = thread.exception().as<ExceptionObject>()->fields[0];
    if (number.is_int()) {
      thread.clear_exception();
      return int(number.as_int());
    }
  }
  return -1;
}
Value socket_connect(Thread& thread, SocketObject* self, Value value) {
  Address address;
  socklen_t length;
  TRY(to_address(thread, self, value, "connect", &address, &length));
  if (connect_to(thread, self, address, length, true) != 0) return Value::raised();
  return Value::none();
}
Value socket_connect_ex(Thread& thread, SocketObject* self, Value value) {
  Address address;
  socklen_t length;
  TRY(to_address(thread, self, value, "connect_ex", &address, &length));
  const int error = connect_to(thread, self, address, length, false);
  return error < 0 ? Value::raised() : Value::integer(error);
}
Value socket_listen(Thread& thread, SocketObject* self, int backlog) {
  if (backlog < 0) backlog = 0;
  int result;
  {
    WithoutLock released(thread);
    result = listen(self->fd, backlog);
  }
  if (result < 0) return raise_errno(thread);
  return Value::none();
}
Value socket_shutdown(Thread& thread, SocketObject* self, int how) {
  int result;
  {
    WithoutLock released(thread);
    result = shutdown(self->fd, how);
  }
  if (result < 0) return raise_errno(thread);
  return Value::none();
}
template <auto ask>
Value name_of(Thread& thread, SocketObject* self) {
  Address address;
  memset(&address, 0, sizeof address);
  socklen_t length = sizeof address;
  if (ask(self->fd, &address.any, &length) < 0) return raise_errno(thread);
  return address_value(thread, self->fd, address, length, self->protocol);
}

// ---- options

Value socket_getsockopt(Thread& thread, SocketObject* self, int level, int option, int size) {
  if (size == 0) {
    int flag = 0;
    socklen_t length = sizeof flag;
    if (getsockopt(self->fd, level, option, &flag, &length) < 0) return raise_errno(thread);
    return Value::integer(flag);
  }
  if (size < 0 || size > 1024) return raise(thread, TypeId::OSError, "getsockopt buflen out of range");
  char buffer[1024];
  auto length = socklen_t(size);
  if (getsockopt(self->fd, level, option, buffer, &length) < 0) return raise_errno(thread);
  return Value(bytes_from(thread.heap(), {buffer, length}));
}
Value socket_setsockopt(Thread& thread, SocketObject* self, int level, int option, Value value, Value optlen) {
  int result;
  if (!optlen.is_missing()) {
    if (!value.is_none()) return raise(thread, TypeId::TypeError, "setsockopt() argument 3 must be None, not %T", value);
    result = setsockopt(self->fd, level, option, nullptr, socklen_t(TRY(to_int64(thread, optlen))));
  } else if (is_int_like(value)) {
    const int64_t wide = TRY(to_int64(thread, value));
    if (wide > INT32_MAX) return raise(thread, TypeId::OverflowError, "signed integer is greater than maximum");
    if (wide < INT32_MIN) return raise(thread, TypeId::OverflowError, "signed integer is less than minimum");
    const int flag = int(wide);
    result = setsockopt(self->fd, level, option, &flag, sizeof flag);
  } else {
    BufferView view;
    TRY(get_buffer(thread, value, &view));
    result = setsockopt(self->fd, level, option, view.data, socklen_t(view.size));
  }
  if (result < 0) return raise_errno(thread);
  return Value::none();
}

// ---- receiving

// Receives into a bytes object of what comes; `from` null: the sender is not asked for.
Value receive_bytes(Thread& thread, SocketObject* self, int64_t size, int flags, Address* from, socklen_t* from_length) {
  uint8_t local[8192];
  Bytes* big = nullptr;
  if (size > int64_t(sizeof local)) {
    big = new_bytes(thread.heap(), size);
    if (!big) return raise_memory_error(thread);
  }
  uint8_t* data = big ? big->data_ : local;
  const int64_t n = socket_call(
      thread, self, Direction::Reading,
      [&]() -> int64_t {
        if (!from) return recv(self->fd, data, size_t(size), flags);
        *from_length = sizeof *from;
        return recvfrom(self->fd, data, size_t(size), flags, &from->any, from_length);
      },
      self->timeout);
  if (n < 0) return Value::raised();
  if (big && n == size) return Value(big);
  return Value(bytes_from(thread.heap(), {reinterpret_cast<char*>(data), size_t(n)}));
}
Value socket_recv(Thread& thread, SocketObject* self, int64_t size, int flags) {
  if (size < 0) return raise(thread, TypeId::ValueError, "negative buffersize in recv");
  return receive_bytes(thread, self, size, flags, nullptr, nullptr);
}
Value socket_recvfrom(Thread& thread, SocketObject* self, int64_t size, int flags) {
  if (size < 0) return raise(thread, TypeId::ValueError, "negative buffersize in recvfrom");
  Address address;
  memset(&address, 0, sizeof address);
  socklen_t length = 0;
  const Value data = TRY(receive_bytes(thread, self, size, flags, &address, &length));
  const Value sender = TRY(address_value(thread, self->fd, address, length, self->protocol));
  return Value(tuple_of(thread.heap(), data, sender));
}
Result<int64_t> room_in(Thread& thread, const BufferView& view, int64_t nbytes, const char* function, const char* noun) {
  if (nbytes < 0) return raise(thread, TypeId::ValueError, "negative buffersize in %s", function);
  if (nbytes > view.size) {
    if (noun[0] == 'n') return raise(thread, TypeId::ValueError, "nbytes is greater than the length of the buffer");
    return raise(thread, TypeId::ValueError, "buffer too small for requested bytes");
  }
  return nbytes == 0 ? view.size : nbytes;
}
Status writable_buffer(Thread& thread, Value buffer, const char* function, BufferView* view) {
  if (get_buffer(thread, buffer, view, BufferAccess::Write).ok()) return ok_status();
  if (!clear_if(thread, TypeId::TypeError) && !clear_if(thread, TypeId::BufferError)) return Raised{};
  return raise(thread, TypeId::TypeError, "%s() argument 1 must be read-write bytes-like object, not %T", function, buffer);
}
Value socket_recv_into(Thread& thread, SocketObject* self, Value buffer, int64_t nbytes, int flags) {
  BufferView view;
  TRY(writable_buffer(thread, buffer, "recv_into", &view));
  const int64_t size = TRY(room_in(thread, view, nbytes, "recv_into", "buffer"));
  const int64_t n = socket_call(thread, self, Direction::Reading, [&]() -> int64_t { return recv(self->fd, view.data, size_t(size), flags); }, self->timeout);
  return n < 0 ? Value::raised() : integer_value(thread.heap(), n);
}
Value socket_recvfrom_into(Thread& thread, SocketObject* self, Value buffer, int64_t nbytes, int flags) {
  BufferView view;
  TRY(writable_buffer(thread, buffer, "recvfrom_into", &view));
  const int64_t size = TRY(room_in(thread, view, nbytes, "recvfrom_into", "nbytes"));
  Address address;
  memset(&address, 0, sizeof address);
  socklen_t length = 0;
  const int64_t n = socket_call(
      thread, self, Direction::Reading,
      [&]() -> int64_t {
        length = sizeof address;
        return recvfrom(self->fd, view.data, size_t(size), flags, &address.any, &length);
      },
      self->timeout);
  if (n < 0) return Value::raised();
  const Value sender = TRY(address_value(thread, self->fd, address, length, self->protocol));
  return Value(tuple_of(thread.heap(), integer_value(thread.heap(), n), sender));
}

// ---- sending

Value socket_send(Thread& thread, SocketObject* self, Value data, int flags) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const int64_t n =
      socket_call(thread, self, Direction::Writing, [&]() -> int64_t { return send(self->fd, view.data, size_t(view.size), flags); }, self->timeout);
  return n < 0 ? Value::raised() : integer_value(thread.heap(), n);
}
Value socket_sendall(Thread& thread, SocketObject* self, Value data, int flags) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const int64_t deadline = self->timeout > 0 ? monotonic_nanoseconds() + self->timeout : 0;
  int64_t sent = 0;
  do {
    int64_t timeout = self->timeout;
    if (timeout > 0) {
      timeout = deadline - monotonic_nanoseconds();
      if (timeout <= 0) return raise_timed_out(thread);
    }
    const int64_t n = socket_call(
        thread, self, Direction::Writing, [&]() -> int64_t { return send(self->fd, view.data + sent, size_t(view.size - sent), flags); }, timeout);
    if (n < 0) return Value::raised();
    sent += n;
    // A long transfer can be interrupted.
    TRY(run_signal_handlers(thread));
  } while (sent < view.size);
  return Value::none();
}
Value socket_sendto(Thread& thread, NativeCall call) {
  auto* self = call.values[0].as<SocketObject>();
  const int64_t given = call.count - 1;
  if (call.names) return raise(thread, TypeId::TypeError, "socket.sendto() takes no keyword arguments");
  if (given < 2 || given > 3) return raise(thread, TypeId::TypeError, "sendto() takes 2 or 3 arguments (%ld given)", given);
  BufferView view;
  TRY(get_buffer(thread, call.values[1], &view));
  const int flags = given == 3 ? int(TRY(to_int64(thread, call.values[2]))) : 0;
  Address address;
  socklen_t length;
  TRY(to_address(thread, self, call.values[given], "sendto", &address, &length));
  const int64_t n = socket_call(
      thread, self, Direction::Writing, [&]() -> int64_t { return sendto(self->fd, view.data, size_t(view.size), flags, &address.any, length); }, self->timeout);
  return n < 0 ? Value::raised() : integer_value(thread.heap(), n);
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", socket_new, ""},
    {"__init__(self, /, family=-1, type=-1, proto=-1, fileno=None)", socket_init, ""},
    {"__repr__(self, /)", socket_repr, "Return repr(self)."},
    {"__del__(self, /)", socket_finalize, ""},
    {"_accept(self, /)", socket_accept, "Wait for an incoming connection."},
    {"bind(self, address, /)", socket_bind, "Bind the socket to a local address."},
    {"close(self, /)", socket_close, "Close the socket.  It cannot be used after this call."},
    {"connect(self, address, /)", socket_connect, "Connect the socket to a remote address."},
    {"connect_ex(self, address, /)", socket_connect_ex, "This is like connect(address), but returns an error code instead of raising."},
    {"detach(self, /)", socket_detach, "Close the socket object without closing the underlying file descriptor."},
    {"fileno(self, /)", socket_fileno, "Return the integer file descriptor of the socket."},
    {"getpeername(self, /)", &name_of<&getpeername>, "Return the address of the remote endpoint."},
    {"getsockname(self, /)", &name_of<&getsockname>, "Return the address of the local endpoint."},
    {"getsockopt(self, level, option, buffersize=0, /)", socket_getsockopt, "Get a socket option."},
    {"setsockopt(self, level, option, value, optlen=<missing>, /)", socket_setsockopt, "Set a socket option."},
    {"listen(self, backlog=128, /)", socket_listen, "Enable a server to accept connections."},
    {"recv(self, buffersize, flags=0, /)", socket_recv, "Receive up to buffersize bytes from the socket."},
    {"recv_into(self, buffer, nbytes=0, flags=0)", socket_recv_into, "A version of recv() that stores its data into a buffer."},
    {"recvfrom(self, buffersize, flags=0, /)", socket_recvfrom, "Like recv(buffersize, flags) but also return the sender's address info."},
    {"recvfrom_into(self, buffer, nbytes=0, flags=0)", socket_recvfrom_into, "Like recv_into() but also return the sender's address info."},
    {"send(self, data, flags=0, /)", socket_send, "Send a data string to the socket."},
    {"sendall(self, data, flags=0, /)", socket_sendall, "Send a data string to the socket, until all of it is sent."},
    {"sendto(self, *args)", socket_sendto, "Like send(data, flags) but allows specifying the destination address."},
    {"setblocking(self, flag, /)", socket_setblocking, "Set the socket to blocking (flag is true) or non-blocking (false)."},
    {"getblocking(self, /)", socket_getblocking, "Returns True if socket is in blocking mode, or False if it is in non-blocking mode."},
    {"settimeout(self, timeout, /)", socket_settimeout, "Set a timeout on socket operations."},
    {"gettimeout(self, /)", socket_gettimeout, "Returns the timeout in seconds (float) associated with socket operations."},
    {"shutdown(self, flag, /)", socket_shutdown, "Shut down the reading side, the writing side, or both."},
};
const Getter kGetters[] = {{"timeout", get_timeout, nullptr, "the socket timeout"}};
const Member kMembers[] = {
    {"family", MemberType::Int, offsetof(SocketObject, family), true, "the socket family"},
    {"type", MemberType::Int, offsetof(SocketObject, type), true, "the socket type"},
    {"proto", MemberType::Int, offsetof(SocketObject, protocol), true, "the socket protocol"},
};

}  // namespace

std::span<const Method> socket_methods() { return kMethods; }
std::span<const Getter> socket_getters() { return kGetters; }
std::span<const Member> socket_members() { return kMembers; }

}  // namespace taipan::python::net
