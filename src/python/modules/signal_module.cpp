// python/modules/signal_module.cpp -- _signal. https://docs.python.org/3.11/library/signal.html
//
// The C handler only notes the signal, wakes the wakeup descriptor and sets the main thread's eval breaker; Python handlers run in the
// main thread at its next safepoint (run_signal_handlers).
#include <csignal>

#include <fcntl.h>
#include <pthread.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/struct_sequence.h"
#include "python/runtime/runtime.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace {

constexpr int kSignals = 65;
std::atomic<bool> g_tripped[kSignals];
std::atomic<bool> g_any{false};
Value g_handlers[kSignals];  // None: unknown to us; int 0 SIG_DFL, 1 SIG_IGN; or a callable
std::atomic<int> g_wakeup_fd{-1};
bool g_wakeup_warn = true;
Thread* g_main_thread = nullptr;
Value g_default_int_handler;
Type* g_siginfo_type = nullptr;
Value g_itimer_error;

void on_signal(int number) {
  const int saved = errno;
  g_tripped[number].store(true, std::memory_order_relaxed);
  g_any.store(true, std::memory_order_release);
  if (g_main_thread) g_main_thread->request(Breaker::Signal);
  const int fd = g_wakeup_fd.load(std::memory_order_relaxed);
  if (fd >= 0) {
    const auto byte = uint8_t(number);
    const ssize_t ignored = write(fd, &byte, 1);
    (void)ignored;
  }
  errno = saved;
}

bool is_main(Thread& thread) { return &thread == g_main_thread; }
Status check_number(Thread& thread, int number) {
  if (number < 1 || number >= kSignals) return raise(thread, TypeId::ValueError, "signal number out of range");
  return ok_status();
}

Value default_int_handler(Thread& thread, Value, Value) { return raise_with(thread, TypeId::KeyboardInterrupt, {}); }

Value set_handler(Thread& thread, int number, Value handler) {
  if (!is_main(thread)) return raise(thread, TypeId::ValueError, "signal only works in main thread of the main interpreter");
  TRY(check_number(thread, number));
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  if (handler.is_int() && handler.as_int() == 0) {
    action.sa_handler = SIG_DFL;
  } else if (handler.is_int() && handler.as_int() == 1) {
    action.sa_handler = SIG_IGN;
  } else if (is_callable(handler) && !handler.is_int()) {
    action.sa_handler = on_signal;
  } else {
    return raise(thread, TypeId::TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  TRY(run_signal_handlers(thread));
  if (sigaction(number, &action, nullptr) != 0) return raise_errno(thread);
  const Value before = g_handlers[number];
  g_handlers[number] = handler;
  return before.is_unbound() ? Value::none() : before;
}
Value signal_signal(Thread& thread, int number, Value handler) {
  // An enum member of signal.Handlers counts as its number.
  if (is_int_like(handler)) handler = int_value_of(thread.heap(), handler);
  return set_handler(thread, number, handler);
}
Value signal_getsignal(Thread& thread, int number) {
  TRY(check_number(thread, number));
  return g_handlers[number].is_unbound() ? Value::none() : g_handlers[number];
}
int64_t signal_alarm(Thread&, int seconds) { return alarm(unsigned(seconds)); }
Value signal_pause(Thread& thread) {
  {
    WithoutLock released(thread);
    pause();
  }
  TRY(run_signal_handlers(thread));
  return Value::none();
}
Value signal_raise(Thread& thread, int number) {
  if (::raise(number) != 0) return raise_errno(thread);
  TRY(run_signal_handlers(thread));
  return Value::none();
}
Status signal_interrupt(Thread& thread, int number, bool flag) {
  TRY(check_number(thread, number));
  if (siginterrupt(number, flag) != 0) {
    raise_errno(thread);
    return Raised{};
  }
  return ok_status();
}
Value signal_strsignal(Thread& thread, int number) {
  TRY(check_number(thread, number));
  const char* text = strsignal(number);
  if (!text || strncmp(text, "Unknown", 7) == 0) return Value::none();
  return Value(string_from_utf8(thread.heap(), text));
}
Value signal_set_wakeup_fd(Thread& thread, int fd, bool warn_on_full_buffer) {
  if (!is_main(thread)) return raise(thread, TypeId::ValueError, "set_wakeup_fd only works in main thread of the main interpreter");
  if (fd != -1) {
    struct stat info;
    if (fstat(fd, &info) != 0) return raise_errno(thread);
    const int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && !(flags & O_NONBLOCK)) return raise(thread, TypeId::ValueError, "the fd %d must be in non-blocking mode", fd);
  }
  g_wakeup_warn = warn_on_full_buffer;
  return Value::integer(g_wakeup_fd.exchange(fd));
}

// ---- sets of signals

Result<sigset_t> signal_set(Thread& thread, Value iterable) {
  sigset_t set;
  sigemptyset(&set);
  TRY(for_each(thread, iterable, [&](Value v) {
    Result<int64_t> number = to_int64(thread, v);
    if (!number.ok()) return false;
    if (number.value() < 1 || number.value() >= kSignals) {
      raise(thread, TypeId::ValueError, "signal number %ld out of range [1; 64]", number.value());
      return false;
    }
    sigaddset(&set, int(number.value()));
    return true;
  }));
  return set;
}
Value set_of_signals(Thread& thread, const sigset_t& set) {
  List* list = new_list(thread.heap());
  for (int i = 1; i < kSignals; i++) {
    if (sigismember(&set, i) == 1) (void)list->append(thread.heap(), Value::integer(i));
  }
  return call_with(thread, Value(builtin_type(TypeId::Set)), Value(list));
}
Value signal_pthread_sigmask(Thread& thread, int how, Value mask) {
  const sigset_t set = TRY(signal_set(thread, mask));
  sigset_t before;
  const int status = pthread_sigmask(how, &set, &before);
  if (status != 0) return raise_os_error(thread, status);
  TRY(run_signal_handlers(thread));
  return set_of_signals(thread, before);
}
Value signal_pending(Thread& thread) {
  sigset_t set;
  if (sigpending(&set) != 0) return raise_errno(thread);
  return set_of_signals(thread, set);
}
Value signal_wait(Thread& thread, Value mask) {
  const sigset_t set = TRY(signal_set(thread, mask));
  int number = 0, status;
  {
    WithoutLock released(thread);
    status = sigwait(&set, &number);
  }
  if (status != 0) return raise_os_error(thread, status);
  return Value::integer(number);
}
Value siginfo_value(Thread& thread, const siginfo_t& info) {
  const Value values[] = {Value::integer(info.si_signo), Value::integer(info.si_code), Value::integer(info.si_errno), Value::integer(info.si_pid),
                          Value::integer(info.si_uid), Value::integer(info.si_status), integer_value(thread.heap(), info.si_band)};
  return new_struct_sequence(thread, g_siginfo_type, values);
}
Value signal_waitinfo(Thread& thread, Value mask) {
  const sigset_t set = TRY(signal_set(thread, mask));
  siginfo_t info;
  int status;
  do {
    {
      WithoutLock released(thread);
      status = sigwaitinfo(&set, &info);
    }
    if (status == -1 && errno == EINTR) TRY(run_signal_handlers(thread));
  } while (status == -1 && errno == EINTR);
  if (status == -1) return raise_errno(thread);
  return siginfo_value(thread, info);
}
Value signal_timedwait(Thread& thread, Value mask, double timeout) {
  if (timeout < 0) return raise(thread, TypeId::ValueError, "timeout must be non-negative");
  const sigset_t set = TRY(signal_set(thread, mask));
  struct timespec limit = {time_t(timeout), long((timeout - double(time_t(timeout))) * 1e9)};
  siginfo_t info;
  int status;
  {
    WithoutLock released(thread);
    status = sigtimedwait(&set, &info, &limit);
  }
  if (status == -1) {
    if (errno == EAGAIN) return Value::none();
    if (errno == EINTR) TRY(run_signal_handlers(thread));
    return raise_errno(thread);
  }
  return siginfo_value(thread, info);
}
Value signal_pthread_kill(Thread& thread, int64_t id, int number) {
  const int status = pthread_kill(pthread_t(id), number);
  if (status != 0) return raise_os_error(thread, status);
  TRY(run_signal_handlers(thread));
  return Value::none();
}
Value signal_valid(Thread& thread) {
  sigset_t set;
  sigfillset(&set);
  return set_of_signals(thread, set);
}

// ---- interval timers

double seconds(const struct timeval& t) { return double(t.tv_sec) + double(t.tv_usec) * 1e-6; }
struct timeval interval(double s) {
  struct timeval t = {time_t(s), suseconds_t((s - double(time_t(s))) * 1e6)};
  if (s > 0 && t.tv_sec == 0 && t.tv_usec == 0) t.tv_usec = 1;
  return t;
}
Value timer_pair(Thread& thread, const struct itimerval& t) {
  return Value(tuple_of(thread.heap(), Value::number(seconds(t.it_value)), Value::number(seconds(t.it_interval))));
}
Value signal_setitimer(Thread& thread, int which, double first, double repeat) {
  struct itimerval wanted = {interval(repeat), interval(first)}, before;
  if (first < 0 || setitimer(__itimer_which(which), &wanted, &before) != 0) {
    if (first < 0) errno = EINVAL;
    const Value exception = TRY(call_with(thread, g_itimer_error, Value::integer(errno), Value(string_from_utf8(thread.heap(), strerror(errno)))));
    return raise_exception(thread, exception);
  }
  return timer_pair(thread, before);
}
Value signal_getitimer(Thread& thread, int which) {
  struct itimerval now;
  if (getitimer(__itimer_which(which), &now) != 0) {
    const Value exception = TRY(call_with(thread, g_itimer_error, Value::integer(errno), Value(string_from_utf8(thread.heap(), strerror(errno)))));
    return raise_exception(thread, exception);
  }
  return timer_pair(thread, now);
}

const Method kFunctions[] = {
    {"signal(signalnum, handler, /)", signal_signal, "Set the action for the given signal."},
    {"getsignal(signalnum, /)", signal_getsignal, "Return the current action for the given signal."},
    {"alarm(seconds, /)", signal_alarm, "Arrange for SIGALRM to arrive after the given number of seconds."},
    {"pause()", signal_pause, "Wait until a signal arrives."},
    {"raise_signal(signalnum, /)", signal_raise, "Send a signal to the executing process."},
    {"siginterrupt(signalnum, flag, /)", signal_interrupt, "Change system call restart behaviour."},
    {"strsignal(signalnum, /)", signal_strsignal, "Return the system description of the given signal."},
    {"set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", signal_set_wakeup_fd, "Sets the fd to be written to (with the signal number) when a signal comes in."},
    {"pthread_sigmask(how, mask, /)", signal_pthread_sigmask, "Fetch and/or change the signal mask of the calling thread."},
    {"sigpending()", signal_pending, "Examine pending signals."},
    {"sigwait(sigset, /)", signal_wait, "Wait for a signal."},
    {"sigwaitinfo(sigset, /)", signal_waitinfo, "Wait synchronously until one of the signals in *sigset* is delivered."},
    {"sigtimedwait(sigset, timeout, /)", signal_timedwait, "Like sigwaitinfo(), but with a timeout."},
    {"pthread_kill(thread_id, signalnum, /)", signal_pthread_kill, "Send a signal to a thread."},
    {"valid_signals()", signal_valid, "Return a set of valid signal numbers on this platform."},
    {"setitimer(which, seconds, interval=0.0, /)", signal_setitimer, "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF)."},
    {"getitimer(which, /)", signal_getitimer, "Returns current value of given itimer."},
    {"default_int_handler(signalnum, frame, /)", default_int_handler, "The default handler for SIGINT installed by Python."},
};

struct Constant {
  const char* name;
  int value;
};
const Constant kConstants[] = {
    {"SIG_DFL", 0}, {"SIG_IGN", 1}, {"NSIG", kSignals}, {"SIG_BLOCK", SIG_BLOCK}, {"SIG_UNBLOCK", SIG_UNBLOCK}, {"SIG_SETMASK", SIG_SETMASK},
#define S(name) {#name, name}
    S(SIGHUP), S(SIGINT), S(SIGQUIT), S(SIGILL), S(SIGTRAP), S(SIGIOT), S(SIGABRT), S(SIGFPE), S(SIGKILL), S(SIGBUS), S(SIGSEGV), S(SIGSYS),
    S(SIGPIPE), S(SIGALRM), S(SIGTERM), S(SIGUSR1), S(SIGUSR2), S(SIGCLD), S(SIGCHLD), S(SIGPWR), S(SIGIO), S(SIGURG), S(SIGWINCH), S(SIGPOLL),
    S(SIGSTOP), S(SIGTSTP), S(SIGCONT), S(SIGTTIN), S(SIGTTOU), S(SIGVTALRM), S(SIGPROF), S(SIGXCPU), S(SIGXFSZ), S(SIGSTKFLT),
    S(ITIMER_REAL), S(ITIMER_VIRTUAL), S(ITIMER_PROF),
#undef S
};

Status execute(Thread& thread, Module* module) {
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, Value::integer(c.value)));
  TRY(module_add(thread, module, "SIGRTMIN", Value::integer(SIGRTMIN)));
  TRY(module_add(thread, module, "SIGRTMAX", Value::integer(SIGRTMAX)));
  static const FieldSpec kFields[] = {{"si_signo", "signal number"}, {"si_code", "signal code"}, {"si_errno", "errno associated with this signal"},
                                      {"si_pid", "sending process ID"}, {"si_uid", "real user ID of sending process"}, {"si_status", "exit value or signal"},
                                      {"si_band", "band event for SIGPOLL"}};
  g_siginfo_type = TRY(define_struct_sequence(thread, "signal.struct_siginfo", "struct_siginfo: Result from sigwaitinfo or sigtimedwait.", kFields, 7));
  TRY(module_add(thread, module, "struct_siginfo", Value(g_siginfo_type)));
  Heap& heap = thread.heap();
  Dict* space = new_dict(heap);
  dict_set(heap, space, name(Name::Module), Value(intern(heap, "signal")));
  g_itimer_error = TRY(call_with(thread, Value(builtin_type(TypeId::Type)), Value(intern(heap, "itimer_error")),
                                 Value(tuple_of(heap, Value(builtin_type(TypeId::OSError)))), Value(space)));
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_itimer_error), 1);
  TRY(module_add(thread, module, "ItimerError", g_itimer_error));
  g_default_int_handler = dict_get(module->dict, intern(heap, "default_int_handler"));
  for (Value& v : g_handlers) heap.add_root_values(reinterpret_cast<const uint64_t*>(&v), 1);
  for (int i = 1; i < kSignals; i++) {
    struct sigaction action;
    if (sigaction(i, nullptr, &action) != 0) continue;
    g_handlers[i] = action.sa_handler == SIG_DFL ? Value::integer(0) : action.sa_handler == SIG_IGN ? Value::integer(1) : Value::none();
  }
  if (g_handlers[SIGINT] == Value::none() || (g_handlers[SIGINT].is_int() && g_handlers[SIGINT].as_int() == 0)) {
    TRY(set_handler(thread, SIGINT, g_default_int_handler));
  }
  return ok_status();
}

}  // namespace

Status run_signal_handlers(Thread& thread) {
  if (!is_main(thread) || !g_any.exchange(false, std::memory_order_acquire)) return ok_status();
  for (int i = 1; i < kSignals; i++) {
    if (!g_tripped[i].exchange(false, std::memory_order_relaxed)) continue;
    const Value handler = g_handlers[i];
    if (handler.is_unbound() || handler.is_none() || handler.is_int()) {
      // Before the module exists an interrupt is an interrupt.
      if (i == SIGINT) return raise_with(thread, TypeId::KeyboardInterrupt, {});
      continue;
    }
    const Value frame = thread.regs ? Value(frame_object(thread, thread.regs)) : Value::none();
    const Value result = call_with(thread, handler, Value::integer(i), frame);
    if (result.is_raised()) {
      // The others are handled at the next safepoint.
      g_any.store(true, std::memory_order_release);
      thread.request(Breaker::Signal);
      return Raised{};
    }
  }
  return ok_status();
}

Value interrupt_main_thread(Thread& thread, int number) {
  TRY(check_number(thread, number));
  const Value handler = g_handlers[number];
  if (handler.is_int() || handler.is_unbound()) return Value::none();
  on_signal(number);
  return Value::none();
}

void start_signals(Thread& main_thread) {
  g_main_thread = &main_thread;
  signal(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
  signal(SIGXFSZ, SIG_IGN);
#endif
  struct sigaction action;
  if (sigaction(SIGINT, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) {
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
  }
}

extern const ModuleSpec kSignalModule = {.name = "_signal", .doc = "This module provides mechanisms to use signal handlers in Python.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
