// python/modules/select_module.cpp -- select: waiting for many descriptors. https://docs.python.org/3.11/library/select.html
//
// Room       python/modules. Tests: CPython's test_select, test_poll, test_epoll
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <vector>

#include "python/modules/posix/posix_private.h"
#include "python/modules/time_values.h"
#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

using posix::to_descriptor;

constexpr int64_t kMillisecond = 1000000;

// ---- select

struct Waited {
  Value object;
  int fd;
};
Status to_waited(Thread& thread, Value sequence, std::vector<Waited>* out, fd_set* set, int* highest, List* keep) {
  FD_ZERO(set);
  const Value items = TRY(fast_sequence(thread, sequence, "arguments 1-3 must be sequences"));
  // A list is read as it is now: `fileno` methods may change it.
  List* changing = is_kind(items, Kind::List) ? items.as<List>() : nullptr;
  Tuple* all = changing ? nullptr : TRY(tuple_from_iterable(thread, items));
  if (all && !keep->append(thread.heap(), Value(all))) return raise_memory_error(thread);
  for (int64_t i = 0; i < (changing ? changing->length() : all->length()); i++) {
    const Value v = changing ? changing->at(i) : all->at(i);
    const int fd = TRY(to_descriptor(thread, v));
    if (fd >= FD_SETSIZE) return raise(thread, TypeId::ValueError, "filedescriptor out of range in select()");
    FD_SET(fd, set);
    *highest = std::max(*highest, fd);
    if (changing && !keep->append(thread.heap(), v)) return raise_memory_error(thread);
    out->push_back({v, fd});
    if (out->size() > FD_SETSIZE) return raise(thread, TypeId::ValueError, "too many file descriptors in select()");
  }
  return ok_status();
}
Value ready_list(Thread& thread, const std::vector<Waited>& waited, const fd_set* set) {
  List* list = new_list(thread.heap());
  for (const Waited& w : waited) {
    if (FD_ISSET(w.fd, set) && !list->append(thread.heap(), w.object)) return raise_memory_error(thread);
  }
  return Value(list);
}
Value select_select(Thread& thread, Value rlist, Value wlist, Value xlist, Value timeout) {
  int64_t left = -1;
  if (!timeout.is_none()) {
    if (!is_float_like(timeout) && !is_index(timeout)) return raise(thread, TypeId::TypeError, "timeout must be a float or None");
    left = TRY(to_nanoseconds(thread, timeout, TimeRounding::AwayFromZero));
    if (left < 0) return raise(thread, TypeId::ValueError, "timeout must be non-negative");
  }
  std::vector<Waited> waited[3];
  fd_set sets[3], wanted[3];
  List* keep = new_list(thread.heap());
  int highest = -1;
  const Value lists[] = {rlist, wlist, xlist};
  for (int i = 0; i < 3; i++) TRY(to_waited(thread, lists[i], &waited[i], &wanted[i], &highest, keep));
  const int64_t deadline = left >= 0 ? monotonic_nanoseconds() + left : 0;
  int n;
  for (;;) {
    for (int i = 0; i < 3; i++) sets[i] = wanted[i];
    struct timeval time;
    if (left >= 0) time = {left / 1000000000, (left % 1000000000 + 999) / 1000};
    {
      WithoutLock released(thread);
      n = select(highest + 1, &sets[0], &sets[1], &sets[2], left >= 0 ? &time : nullptr);
    }
    if (n >= 0 || errno != EINTR) break;
    TRY(run_signal_handlers(thread));
    if (left >= 0 && (left = deadline - monotonic_nanoseconds()) < 0) {
      n = 0;
      break;
    }
  }
  if (n < 0) return raise_errno(thread);
  if (n == 0) {
    for (auto& set : sets) FD_ZERO(&set);
  }
  const Value r = TRY(ready_list(thread, waited[0], &sets[0]));
  const Value w = TRY(ready_list(thread, waited[1], &sets[1]));
  const Value x = TRY(ready_list(thread, waited[2], &sets[2]));
  asm volatile("" : : "r"(keep) : "memory");
  return Value(tuple_of(thread.heap(), r, w, x));
}

// ---- poll

struct PollObject : HeapObject {
  std::vector<pollfd>* entries;
  bool polling;
};
void finalize_poll(HeapObject* o) { delete static_cast<PollObject*>(o)->entries; }
const Layout kPollLayout = {.name = "poll", .size = &size_from_shape, .finalize = &finalize_poll};
Type *g_poll_type, *g_epoll_type;

std::vector<pollfd>& entries(Value self) { return *self.as<PollObject>()->entries; }
Result<short> to_events(Thread& thread, Value mask) {
  const Value integer = TRY(to_index(thread, mask));
  int64_t wide;
  if (integer_sign(integer) < 0) return raise(thread, TypeId::ValueError, "value must be positive");
  if (!integer_to_int64(integer, &wide) || wide > USHRT_MAX) return raise(thread, TypeId::OverflowError, "Python int too large for C unsigned short");
  return short(wide);
}
auto find_entry(std::vector<pollfd>& all, int fd) {
  return std::find_if(all.begin(), all.end(), [fd](const pollfd& p) { return p.fd == fd; });
}
Value poll_register(Thread& thread, Value self, Value fd, Value eventmask) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  const short events = eventmask.is_missing() ? short(POLLIN | POLLPRI | POLLOUT) : TRY(to_events(thread, eventmask));
  auto& all = entries(self);
  const auto found = find_entry(all, descriptor);
  if (found == all.end()) {
    all.push_back({descriptor, events, 0});
  } else {
    found->events = events;
  }
  return Value::none();
}
Value poll_modify(Thread& thread, Value self, Value fd, Value eventmask) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  const short events = TRY(to_events(thread, eventmask));
  auto& all = entries(self);
  const auto found = find_entry(all, descriptor);
  if (found == all.end()) return raise_os_error(thread, ENOENT);
  found->events = events;
  return Value::none();
}
Value poll_unregister(Thread& thread, Value self, Value fd) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  auto& all = entries(self);
  const auto found = find_entry(all, descriptor);
  if (found == all.end()) return raise_key_error(thread, Value::integer(descriptor));
  all.erase(found);
  return Value::none();
}
Value poll_poll(Thread& thread, Value self, Value timeout) {
  int64_t left = -1;  // nanoseconds
  if (!timeout.is_none()) {
    if (!is_float_like(timeout) && !is_index(timeout)) return raise(thread, TypeId::TypeError, "timeout must be an integer or None");
    if (is_float_like(timeout)) {
      left = TRY(to_nanoseconds(thread, Value::number(float_value_of(timeout) / 1000), TimeRounding::AwayFromZero));
    } else {
      const Value integer = TRY(to_index(thread, timeout));
      int64_t milliseconds;
      if (!integer_to_int64(integer, &milliseconds) || milliseconds > INT64_MAX / kMillisecond || milliseconds < INT64_MIN / kMillisecond) {
        return raise(thread, TypeId::OverflowError, "timeout is too large");
      }
      left = milliseconds * kMillisecond;
    }
    if (left / kMillisecond > INT_MAX) return raise(thread, TypeId::OverflowError, "timeout is too large");
  }
  auto* object = self.as<PollObject>();
  if (object->polling) return raise(thread, TypeId::RuntimeError, "concurrent poll() invocation");
  object->polling = true;
  std::vector<pollfd> all = *object->entries;
  const int64_t deadline = left >= 0 ? monotonic_nanoseconds() + left : 0;
  int n;
  for (;;) {
    const int milliseconds = left < 0 ? -1 : int((left + kMillisecond - 1) / kMillisecond);
    {
      WithoutLock released(thread);
      n = ::poll(all.data(), all.size(), milliseconds);
    }
    if (n >= 0 || errno != EINTR) break;
    if (!run_signal_handlers(thread).ok()) {
      object->polling = false;
      return Value::raised();
    }
    if (left >= 0 && (left = deadline - monotonic_nanoseconds()) < 0) {
      n = 0;
      break;
    }
  }
  object->polling = false;
  if (n < 0) return raise_errno(thread);
  List* list = new_list(thread.heap());
  for (const pollfd& p : all) {
    if (p.revents == 0) continue;
    Tuple* pair = tuple_of(thread.heap(), Value::integer(p.fd), Value::integer(uint16_t(p.revents)));
    if (!list->append(thread.heap(), Value(pair))) return raise_memory_error(thread);
  }
  return Value(list);
}
const Method kPollMethods[] = {
    {"register(self, fd, eventmask=<missing>, /)", poll_register, "Register a file descriptor with the polling object."},
    {"modify(self, fd, eventmask, /)", poll_modify, "Modify an already registered file descriptor."},
    {"unregister(self, fd, /)", poll_unregister, "Remove a file descriptor being tracked by the polling object."},
    {"poll(self, timeout=None, /)", poll_poll, "Polls the set of registered file descriptors."},
};
const TypeSpec kPollSpec = {.name = "select.poll",
                            .layout = &kPollLayout,
                            .kind = kind(PythonKind::Other),
                            .native_size = sizeof(PollObject),
                            .flags = kTypeNoInstantiation,
                            .methods = kPollMethods};
Value select_poll(Thread& thread) {
  auto* object = static_cast<PollObject*>(allocate_instance(thread.heap(), g_poll_type));
  object->entries = new std::vector<pollfd>;
  return Value(object);
}

// ---- epoll

struct EpollObject : HeapObject {
  int fd;  // -1: closed
};
void finalize_epoll(HeapObject* o) {
  const int fd = static_cast<EpollObject*>(o)->fd;
  if (fd >= 0) close(fd);
}
const Layout kEpollLayout = {.name = "epoll", .size = &size_from_shape, .finalize = &finalize_epoll};
EpollObject* epoll_of(Value v) { return v.as<EpollObject>(); }

Value new_epoll(Thread& thread, Type* type, int fd) {
  auto* object = static_cast<EpollObject*>(allocate_instance(thread.heap(), type));
  object->fd = fd;
  return Value(object);
}
Value epoll_new(Thread& thread, Type* cls, int sizehint, int flags) {
  if (sizehint != -1 && sizehint <= 0) return raise(thread, TypeId::ValueError, "sizehint must be positive or -1");
  if (flags && flags != EPOLL_CLOEXEC) return raise(thread, TypeId::OSError, "invalid flags");
  const int fd = epoll_create1(EPOLL_CLOEXEC);
  if (fd < 0) return raise_errno(thread);
  return new_epoll(thread, cls, fd);
}
Value epoll_fromfd(Thread& thread, Type* cls, int fd) { return new_epoll(thread, cls, fd); }
Result<int> open_epoll(Thread& thread, Value self) {
  if (epoll_of(self)->fd < 0) return raise(thread, TypeId::ValueError, "I/O operation on closed epoll object");
  return epoll_of(self)->fd;
}
Value epoll_close(Thread& thread, Value self) {
  auto* object = epoll_of(self);
  if (object->fd < 0) return Value::none();
  const int fd = object->fd;
  object->fd = -1;
  int result;
  {
    WithoutLock released(thread);
    result = close(fd);
  }
  if (result < 0) return raise_errno(thread);
  return Value::none();
}
Value epoll_fileno(Thread& thread, Value self) { return Value::integer(TRY(open_epoll(thread, self))); }
Value control(Thread& thread, Value self, int operation, Value fd, uint32_t events) {
  const int epoll = TRY(open_epoll(thread, self));
  const int descriptor = TRY(to_descriptor(thread, fd));
  struct epoll_event event = {};
  event.events = events;
  event.data.fd = descriptor;
  int result;
  {
    WithoutLock released(thread);
    result = epoll_ctl(epoll, operation, descriptor, &event);
  }
  if (result < 0) return raise_errno(thread);
  return Value::none();
}
Result<uint32_t> to_mask(Thread& thread, Value mask) {
  if (mask.is_missing()) return uint32_t(EPOLLIN | EPOLLPRI | EPOLLOUT);
  const Value integer = TRY(to_index(thread, mask));
  return uint32_t(integer_low_bits(integer));
}
Value epoll_register(Thread& thread, Value self, Value fd, Value eventmask) { return control(thread, self, EPOLL_CTL_ADD, fd, TRY(to_mask(thread, eventmask))); }
Value epoll_modify(Thread& thread, Value self, Value fd, Value eventmask) { return control(thread, self, EPOLL_CTL_MOD, fd, TRY(to_mask(thread, eventmask))); }
Value epoll_unregister(Thread& thread, Value self, Value fd) { return control(thread, self, EPOLL_CTL_DEL, fd, 0); }
Value epoll_poll(Thread& thread, Value self, Value timeout, int maxevents) {
  const int epoll = TRY(open_epoll(thread, self));
  int64_t left = -1;
  if (!timeout.is_none()) {
    if (!is_float_like(timeout) && !is_index(timeout)) return raise(thread, TypeId::TypeError, "timeout must be an integer or None");
    left = TRY(to_nanoseconds(thread, timeout, TimeRounding::AwayFromZero));
    if (left / kMillisecond > INT_MAX) return raise(thread, TypeId::OverflowError, "timeout is too large");
    if (left < 0) left = -1;
  }
  if (maxevents == -1) {
    maxevents = FD_SETSIZE - 1;
  } else if (maxevents < 1) {
    return raise(thread, TypeId::ValueError, "maxevents must be greater than 0, got %d", maxevents);
  }
  std::vector<epoll_event> events(static_cast<size_t>(maxevents));
  const int64_t deadline = left >= 0 ? monotonic_nanoseconds() + left : 0;
  int n;
  for (;;) {
    const int milliseconds = left < 0 ? -1 : int((left + kMillisecond - 1) / kMillisecond);
    {
      WithoutLock released(thread);
      n = epoll_wait(epoll, events.data(), maxevents, milliseconds);
    }
    if (n >= 0 || errno != EINTR) break;
    TRY(run_signal_handlers(thread));
    if (left >= 0 && (left = deadline - monotonic_nanoseconds()) < 0) {
      n = 0;
      break;
    }
  }
  if (n < 0) return raise_errno(thread);
  List* list = new_list(thread.heap(), n);
  for (int i = 0; i < n; i++) {
    Tuple* pair = tuple_of(thread.heap(), Value::integer(events[size_t(i)].data.fd), Value::integer(events[size_t(i)].events));
    if (!list->append(thread.heap(), Value(pair))) return raise_memory_error(thread);
  }
  return Value(list);
}
Value epoll_enter(Thread& thread, Value self) {
  TRY(open_epoll(thread, self));
  return self;
}
Value epoll_exit(Thread& thread, Value self, Value, Value, Value) { return epoll_close(thread, self); }
Value epoll_closed(Thread&, Value self) { return Value::boolean(epoll_of(self)->fd < 0); }
const Method kEpollMethods[] = {
    {"__new__(cls, sizehint=-1, flags=0)", epoll_new, ""},
    {"fromfd(cls, fd, /)", epoll_fromfd, "Create an epoll object from a given control fd.", kClass},
    {"close(self, /)", epoll_close, "Close the epoll control file descriptor."},
    {"fileno(self, /)", epoll_fileno, "Return the epoll control file descriptor."},
    {"modify(self, /, fd, eventmask)", epoll_modify, "Modify event mask for a registered file descriptor."},
    {"register(self, /, fd, eventmask=<=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT>)", epoll_register, "Registers a new fd or raises an OSError if the fd is already registered."},
    {"unregister(self, /, fd)", epoll_unregister, "Remove a registered file descriptor from the epoll object."},
    {"poll(self, /, timeout=None, maxevents=-1)", epoll_poll, "Wait for events on the epoll file descriptor."},
    {"__enter__(self, /)", epoll_enter},
    {"__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", epoll_exit},
};
const Getter kEpollGetters[] = {{"closed", epoll_closed, nullptr, "True if the epoll handler is closed"}};
const TypeSpec kEpollSpec = {.name = "select.epoll",
                             .doc = "Returns an epolling object.",
                             .layout = &kEpollLayout,
                             .kind = kind(PythonKind::Other),
                             .native_size = sizeof(EpollObject),
                             .methods = kEpollMethods,
                             .getters = kEpollGetters};

const Method kFunctions[] = {
    {"select(rlist, wlist, xlist, timeout=None, /)", select_select, "Wait until one or more file descriptors are ready for some kind of I/O."},
    {"poll()", select_poll, "Returns a polling object."},
};

struct Constant {
  const char* name;
  int64_t value;
};
#define NUMBER(name) {#name, int64_t(name)}
const Constant kConstants[] = {NUMBER(PIPE_BUF),     NUMBER(POLLIN),       NUMBER(POLLPRI),     NUMBER(POLLOUT),      NUMBER(POLLERR),       NUMBER(POLLHUP),
                               NUMBER(POLLNVAL),     NUMBER(POLLRDNORM),   NUMBER(POLLRDBAND),  NUMBER(POLLWRNORM),   NUMBER(POLLWRBAND),    NUMBER(POLLMSG),
                               NUMBER(POLLRDHUP),    NUMBER(EPOLLIN),      NUMBER(EPOLLOUT),    NUMBER(EPOLLPRI),     NUMBER(EPOLLERR),      NUMBER(EPOLLHUP),
                               NUMBER(EPOLLRDHUP),   {"EPOLLET", int64_t{1} << 31}, NUMBER(EPOLLONESHOT), NUMBER(EPOLLEXCLUSIVE), NUMBER(EPOLLRDNORM),
                               NUMBER(EPOLLRDBAND),  NUMBER(EPOLLWRNORM),  NUMBER(EPOLLWRBAND), NUMBER(EPOLLMSG),     NUMBER(EPOLL_CLOEXEC)};
#undef NUMBER

Status execute(Thread& thread, Module* module) {
  if (!g_poll_type) {
    g_poll_type = define_type(thread, kPollSpec);
    g_epoll_type = define_type(thread, kEpollSpec);
  }
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, Value::integer(c.value)));
  TRY(module_add(thread, module, "error", Value(builtin_type(TypeId::OSError))));
  return module_add(thread, module, "epoll", Value(g_epoll_type));
}

}  // namespace

extern const ModuleSpec kSelectModule = {
    .name = "select", .doc = "This module supports asynchronous I/O on multiple file descriptors.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
