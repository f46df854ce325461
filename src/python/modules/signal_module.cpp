// python/modules/signal_module.cpp -- _signal, and the delivery of signals to Python handlers.
// https://docs.python.org/3.11/library/signal.html
//
// Room       python/modules; runtime/signals.h is its other door. Tests: CPython's test_signal, tests/python/os/
//
// The handler that the system calls only notes the signal, sets the main thread's eval breaker, and writes to the wakeup descriptor.
// run_signal_handlers() calls the Python function, in the main thread, at the next safepoint or when a system call was interrupted.
#include <pthread.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "python/interpreter/interpreter.h"
#include "python/modules/sys.h"
#include "python/modules/time_values.h"
#include "python/objects/set.h"
#include "python/objects/struct_sequence.h"
#include "python/objects/text_codec.h"
#include "python/runtime/runtime.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

constexpr int kSignals = 65;  // 1 ... 64

Thread* g_main;
pthread_t g_main_native;
std::atomic<bool> g_any;
std::atomic<bool> g_arrived[kSignals];
// What getsignal() gives: 0 and 1 for default and ignored, None for handlers of others, or a callable.
Value g_handlers[kSignals];
std::atomic<int> g_wakeup = -1;
bool g_warn_when_full = true;
std::atomic<int> g_wakeup_error;
Type *g_siginfo_type, *g_itimer_error;
Value g_default_int_handler;

void note(int number) {
  g_arrived[number] = true;
  g_any = true;
  if (g_main) g_main->request(Breaker::Signal);
}

void on_signal(int number) {
  const int saved = errno;
  note(number);
  const int fd = g_wakeup.load();
  if (fd >= 0) {
    const auto byte = uint8_t(number);
    if (write(fd, &byte, 1) < 0 && (g_warn_when_full || (errno != EAGAIN && errno != EWOULDBLOCK))) g_wakeup_error = errno;
  }
  errno = saved;
}

bool in_main_thread(Thread& thread) { return &thread == g_main; }

Status install(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_ONSTACK;  // system calls are interrupted: handlers run soon
  if (sigaction(number, &action, nullptr) != 0) return Raised{};
  return ok_status();
}

Status check_number(Thread& thread, int number) {
  if (number < 1 || number >= kSignals) return raise(thread, TypeId::ValueError, "signal number out of range");
  return ok_status();
}

Value default_int_handler(Thread& thread, int, Value) { return raise_with(thread, TypeId::KeyboardInterrupt, {}); }

Value signal_signal(Thread& thread, int number, Value handler) {
  void (*action)(int) = on_signal;
  if (!in_main_thread(thread)) return raise(thread, TypeId::ValueError, "signal only works in main thread of the main interpreter");
  TRY(check_number(thread, number));
  if (is_callable(handler)) {
  } else if (is_int_like(handler) && integer_equal(int_value_of(thread.heap(), handler), Value::integer(1))) {
    action = SIG_IGN;
  } else if (is_int_like(handler) && integer_equal(int_value_of(thread.heap(), handler), Value::integer(0))) {
    action = SIG_DFL;
  } else {
    return raise(thread, TypeId::TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  TRY(run_signal_handlers(thread));
  if (!install(number, action).ok()) return raise_errno(thread);
  const Value before = g_handlers[number];
  g_handlers[number] = handler;
  return before.is_unbound() ? Value::none() : before;
}
Value signal_getsignal(Thread& thread, int number) {
  TRY(check_number(thread, number));
  return g_handlers[number].is_unbound() ? Value::none() : g_handlers[number];
}
Value signal_strsignal(Thread& thread, int number) {
  TRY(check_number(thread, number));
  errno = 0;
  const char* text = strsignal(number);
  if (errno || !text || strstr(text, "Unknown signal")) return Value::none();
  return Value(string_from_utf8(thread.heap(), text));
}
Value signal_raise_signal(Thread& thread, int number) {
  int result;
  {
    WithoutLock released(thread);
    result = ::raise(number);
  }
  if (result != 0) return raise_errno(thread);
  TRY(run_signal_handlers(thread));
  return Value::none();
}
Value signal_alarm(Thread& thread, int seconds) { return integer_value(thread.heap(), alarm(unsigned(seconds))); }
Value signal_pause(Thread& thread) {
  {
    WithoutLock released(thread);
    pause();
  }
  TRY(run_signal_handlers(thread));
  return Value::none();
}
Value signal_siginterrupt(Thread& thread, int number, bool flag) {
  TRY(check_number(thread, number));
  struct sigaction action;
  if (sigaction(number, nullptr, &action) != 0) return raise_errno(thread);
  action.sa_flags = flag ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
  if (sigaction(number, &action, nullptr) != 0) return raise_errno(thread);
  return Value::none();
}

Value signal_set_wakeup_fd(Thread& thread, int fd, bool warn_on_full_buffer) {
  if (!in_main_thread(thread)) return raise(thread, TypeId::ValueError, "set_wakeup_fd only works in main thread of the main interpreter");
  if (fd != -1) {
    struct stat status;
    if (fstat(fd, &status) != 0) return raise_errno(thread);
    const int flags = fcntl(fd, F_GETFL);
    if (flags < 0) return raise_errno(thread);
    if (!(flags & O_NONBLOCK)) return raise(thread, TypeId::ValueError, "the fd %d must be in non-blocking mode", fd);
  }
  const int before = g_wakeup.exchange(fd);
  g_warn_when_full = warn_on_full_buffer;
  return Value::integer(before);
}

// ---- interval timers

Value raise_itimer(Thread& thread) {
  const Value arguments[] = {Value::integer(errno), Value(string_from_utf8(thread.heap(), strerror(errno)))};
  const Value exception = TRY(call(thread, Value(g_itimer_error), arguments));
  return raise_exception(thread, exception);
}
Value timer_value(Thread& thread, const struct itimerval& t) {
  auto seconds = [](const timeval& v) { return Value::number(double(v.tv_sec) + double(v.tv_usec) / 1e6); };
  return Value(tuple_of(thread.heap(), seconds(t.it_value), seconds(t.it_interval)));
}
Result<timeval> to_timeval(Thread& thread, Value seconds) {
  const int64_t nanoseconds = TRY(to_nanoseconds(thread, seconds, TimeRounding::Ceiling));
  int64_t microseconds = nanoseconds / 1000 + (nanoseconds % 1000 > 0);
  timeval v;
  v.tv_sec = microseconds / 1000000;
  v.tv_usec = microseconds % 1000000;
  if (v.tv_usec < 0) {
    v.tv_usec += 1000000;
    v.tv_sec--;
  }
  return v;
}
Value signal_setitimer(Thread& thread, int which, Value seconds, Value interval) {
  struct itimerval next, before;
  next.it_value = TRY(to_timeval(thread, seconds));
  next.it_interval = TRY(to_timeval(thread, interval));
  if (setitimer(__itimer_which_t(which), &next, &before) != 0) return raise_itimer(thread);
  return timer_value(thread, before);
}
Value signal_getitimer(Thread& thread, int which) {
  struct itimerval now;
  if (getitimer(__itimer_which_t(which), &now) != 0) return raise_itimer(thread);
  return timer_value(thread, now);
}

// ---- sets of signals

Status to_set(Thread& thread, Value iterable, sigset_t* set) {
  sigemptyset(set);
  const Value iterator = TRY(get_iterator(thread, iterable));
  for (;;) {
    const Value item = TRY(iterator_next(thread, iterator));
    if (item.is_unbound()) return ok_status();
    const int64_t number = TRY(to_index_clamped(thread, item));
    if (number < 1 || number >= kSignals) return raise(thread, TypeId::ValueError, "signal number %ld out of range [1; %d]", number, kSignals - 1);
    sigaddset(set, int(number));
  }
}
Value set_value(Thread& thread, const sigset_t& set) {
  SetObject* result = new_set(thread.heap(), TypeId::Set);
  for (int i = 1; i < kSignals; i++) {
    if (sigismember(&set, i) == 1) TRY(set_add(thread, result, Value::integer(i)));
  }
  return Value(result);
}
Value signal_pthread_kill(Thread& thread, Value thread_id, int number) {
  if (!is_int_like(thread_id)) return raise(thread, TypeId::TypeError, "'%T' object cannot be interpreted as an integer", thread_id);
  const int error = pthread_kill(pthread_t(integer_low_bits(int_value_of(thread.heap(), thread_id))), number);
  if (error != 0) return raise_os_error(thread, error);
  TRY(run_signal_handlers(thread));
  return Value::none();
}
Value signal_pthread_sigmask(Thread& thread, int how, Value mask) {
  sigset_t set, before;
  TRY(to_set(thread, mask, &set));
  const int error = pthread_sigmask(how, &set, &before);
  if (error != 0) return raise_os_error(thread, error);
  // Signals that were waiting may have come.
  TRY(run_signal_handlers(thread));
  return set_value(thread, before);
}
Value signal_sigpending(Thread& thread) {
  sigset_t set;
  if (sigpending(&set) != 0) return raise_errno(thread);
  return set_value(thread, set);
}
Value signal_sigwait(Thread& thread, Value sigset) {
  sigset_t set;
  TRY(to_set(thread, sigset, &set));
  int number, error;
  {
    WithoutLock released(thread);
    error = sigwait(&set, &number);
  }
  if (error != 0) return raise_os_error(thread, error);
  return Value::integer(number);
}
Value info_value(Thread& thread, const siginfo_t& info) {
  const Value values[] = {Value::integer(info.si_signo), Value::integer(info.si_code),   Value::integer(info.si_errno), Value::integer(info.si_pid),
                          Value::integer(info.si_uid),   Value::integer(info.si_status), Value::integer(info.si_band)};
  return new_struct_sequence(thread, g_siginfo_type, values);
}
Value wait_for_info(Thread& thread, Value sigset, int64_t timeout) {
  sigset_t set;
  TRY(to_set(thread, sigset, &set));
  const int64_t deadline = timeout < 0 ? 0 : monotonic_nanoseconds() + timeout;
  for (;;) {
    siginfo_t info;
    int result;
    {
      WithoutLock released(thread);
      if (timeout < 0) {
        result = sigwaitinfo(&set, &info);
      } else {
        int64_t left = deadline - monotonic_nanoseconds();
        if (left < 0) left = 0;
        const struct timespec wait = {left / 1000000000, left % 1000000000};
        result = sigtimedwait(&set, &info, &wait);
      }
    }
    if (result >= 0) return info_value(thread, info);
    if (errno == EAGAIN && timeout >= 0) return Value::none();
    if (errno != EINTR) return raise_errno(thread);
    TRY(run_signal_handlers(thread));
  }
}
Value signal_sigwaitinfo(Thread& thread, Value sigset) { return wait_for_info(thread, sigset, -1); }
Value signal_sigtimedwait(Thread& thread, Value sigset, Value timeout) {
  const int64_t nanoseconds = TRY(to_nanoseconds(thread, timeout, TimeRounding::Ceiling));
  if (nanoseconds < 0) return raise(thread, TypeId::ValueError, "timeout must be non-negative");
  return wait_for_info(thread, sigset, nanoseconds);
}
Value signal_valid_signals(Thread& thread) {
  sigset_t set;
  sigemptyset(&set);
  sigfillset(&set);
  return set_value(thread, set);
}
Value signal_pidfd_send_signal(Thread& thread, int pidfd, int number, Value siginfo, int flags) {
  if (!siginfo.is_none()) return raise(thread, TypeId::TypeError, "siginfo must be None");
  if (syscall(SYS_pidfd_send_signal, pidfd, number, nullptr, unsigned(flags)) < 0) return raise_errno(thread);
  TRY(run_signal_handlers(thread));
  return Value::none();
}

const Method kFunctions[] = {
    {"signal(signalnum, handler, /)", signal_signal, "Set the action for the given signal."},
    {"getsignal(signalnum, /)", signal_getsignal, "Return the current action for the given signal."},
    {"default_int_handler(signalnum, frame, /)", default_int_handler, "The default handler for SIGINT installed by Python."},
    {"strsignal(signalnum, /)", signal_strsignal, "Return the system description of the given signal."},
    {"raise_signal(signalnum, /)", signal_raise_signal, "Send a signal to the executing process."},
    {"alarm(seconds, /)", signal_alarm, "Arrange for SIGALRM to arrive after the given number of seconds."},
    {"pause()", signal_pause, "Wait until a signal arrives."},
    {"siginterrupt(signalnum, flag, /)", signal_siginterrupt, "Change system call restart behaviour."},
    {"set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", signal_set_wakeup_fd, "Sets the fd to be written to (with the signal number) when a signal comes in."},
    {"setitimer(which, seconds, interval=0.0, /)", signal_setitimer, "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF)."},
    {"getitimer(which, /)", signal_getitimer, "Returns current value of given itimer."},
    {"pthread_kill(thread_id, signalnum, /)", signal_pthread_kill, "Send a signal to a thread."},
    {"pthread_sigmask(how, mask, /)", signal_pthread_sigmask, "Fetch and/or change the signal mask of the calling thread."},
    {"sigpending()", signal_sigpending, "Examine pending signals."},
    {"sigwait(sigset, /)", signal_sigwait, "Wait for a signal."},
    {"sigwaitinfo(sigset, /)", signal_sigwaitinfo, "Wait synchronously until one of the signals in *sigset* is delivered."},
    {"sigtimedwait(sigset, timeout, /)", signal_sigtimedwait, "Like sigwaitinfo(), but with a timeout."},
    {"valid_signals()", signal_valid_signals, "Return a set of valid signal numbers on this platform."},
    {"pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", signal_pidfd_send_signal, "Send a signal to a process referred to by a pid file descriptor."},
};

struct Constant {
  const char* name;
  int value;
};
#define NUMBER(name) {#name, int(name)}
const Constant kConstants[] = {
    NUMBER(SIGABRT), NUMBER(SIGALRM),  NUMBER(SIGBUS),   NUMBER(SIGCHLD), {"SIGCLD", SIGCHLD}, NUMBER(SIGCONT), NUMBER(SIGFPE),  NUMBER(SIGHUP),
    NUMBER(SIGILL),  NUMBER(SIGINT),   NUMBER(SIGIO),    {"SIGIOT", SIGABRT}, NUMBER(SIGKILL), NUMBER(SIGPIPE), NUMBER(SIGPOLL), NUMBER(SIGPROF),
    NUMBER(SIGPWR),  NUMBER(SIGQUIT),  NUMBER(SIGSEGV),  NUMBER(SIGSTKFLT), NUMBER(SIGSTOP),   NUMBER(SIGSYS),  NUMBER(SIGTERM), NUMBER(SIGTRAP),
    NUMBER(SIGTSTP), NUMBER(SIGTTIN),  NUMBER(SIGTTOU),  NUMBER(SIGURG),  NUMBER(SIGUSR1),     NUMBER(SIGUSR2), NUMBER(SIGVTALRM), NUMBER(SIGWINCH),
    NUMBER(SIGXCPU), NUMBER(SIGXFSZ),  NUMBER(SIG_BLOCK), NUMBER(SIG_UNBLOCK), NUMBER(SIG_SETMASK), {"SIG_DFL", 0}, {"SIG_IGN", 1}, {"NSIG", kSignals},
    NUMBER(ITIMER_REAL), NUMBER(ITIMER_VIRTUAL), NUMBER(ITIMER_PROF)};
#undef NUMBER

constexpr FieldSpec kInfoFields[] = {{"si_signo", "signal number"},   {"si_code", "signal code"},        {"si_errno", "errno associated with this signal"}, {"si_pid", "sending process ID"},
                                     {"si_uid", "real user ID of sending process"}, {"si_status", "exit value or signal"}, {"si_band", "band event for SIGPOLL"}};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  for (const Constant& c : kConstants) dict_set(heap, module->dict, intern(heap, c.name), Value::integer(c.value));
  dict_set(heap, module->dict, intern(heap, "SIGRTMIN"), Value::integer(SIGRTMIN));
  dict_set(heap, module->dict, intern(heap, "SIGRTMAX"), Value::integer(SIGRTMAX));
  if (!g_siginfo_type) {
    g_siginfo_type = TRY(define_struct_sequence(thread, "signal.struct_siginfo", "struct_siginfo: Result from sigwaitinfo or sigtimedwait.", kInfoFields, 7));
    Dict* body = new_dict(heap);
    dict_set(heap, body, name(Name::Module), Value(intern(heap, "signal")));
    Tuple* bases = tuple_of(heap, Value(builtin_type(TypeId::OSError)));
    const Value error = TRY(call_with(thread, Value(builtin_type(TypeId::Type)), Value(intern(heap, "itimer_error")), Value(bases), Value(body)));
    g_itimer_error = error.as<Type>();
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_itimer_error), 1);
  }
  TRY(module_add(thread, module, "struct_siginfo", Value(g_siginfo_type)));
  TRY(module_add(thread, module, "ItimerError", Value(g_itimer_error)));
  // The handler that start_signals() installed is this module's function.
  const Value own = dict_get(module->dict, intern(heap, "default_int_handler"));
  if (g_handlers[SIGINT] == g_default_int_handler) g_handlers[SIGINT] = own;
  g_default_int_handler = own;
  return ok_status();
}

}  // namespace

Status run_signal_handlers(Thread& thread) {
  if (!g_any.load(std::memory_order_relaxed) || !in_main_thread(thread)) return ok_status();
  g_any = false;
  thread.clear_request(Breaker::Signal);
  if (const int error = g_wakeup_error.exchange(0)) {
    (void)raise_os_error(thread, error);
    write_unraisable_message(thread, "Exception ignored when trying to write to the signal wakeup fd", Value::none());
  }
  for (int i = 1; i < kSignals; i++) {
    if (!g_arrived[i].exchange(false)) continue;
    const Value handler = g_handlers[i];
    // It may have been changed since the signal came.
    if (!is_callable(handler)) continue;
    const Value frame = thread.regs ? Value(frame_object(thread, thread.regs)) : Value::none();
    if (call_with(thread, handler, Value::integer(i), frame).is_raised()) {
      g_any = true;  // the others are not forgotten
      for (int k = i + 1; k < kSignals; k++) {
        if (g_arrived[k]) thread.request(Breaker::Signal);
      }
      return Raised{};
    }
  }
  return ok_status();
}

Value interrupt_main_thread(Thread& thread, int number) {
  TRY(check_number(thread, number));
  const Value handler = g_handlers[number];
  if (!is_callable(handler)) return Value::none();
  note(number);
  return Value::none();
}

bool is_main_thread(Thread& thread) { return in_main_thread(thread); }

void reset_signals_after_fork(Thread& thread) {
  g_main = &thread;
  g_main_native = pthread_self();
  g_any = false;
  for (auto& arrived : g_arrived) arrived = false;
  thread.clear_request(Breaker::Signal);
}

void start_signals(Thread& main_thread) {
  Heap& heap = main_thread.heap();
  g_main = &main_thread;
  g_main_native = pthread_self();
  heap.add_root_values(reinterpret_cast<const uint64_t*>(g_handlers), kSignals);
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_default_int_handler), 1);
  for (int ignored : {SIGPIPE, SIGXFSZ}) (void)install(ignored, SIG_IGN);
  for (int i = 1; i < kSignals; i++) {
    struct sigaction action;
    if (sigaction(i, nullptr, &action) != 0) continue;
    if (action.sa_handler == SIG_DFL) {
      g_handlers[i] = Value::integer(0);
    } else if (action.sa_handler == SIG_IGN) {
      g_handlers[i] = Value::integer(1);
    } else {
      g_handlers[i] = Value::none();
    }
  }
  if (!(g_handlers[SIGINT] == Value::integer(0))) return;
  static const Method kDefault{"default_int_handler(signalnum, frame, /)", default_int_handler, "The default handler for SIGINT installed by Python."};
  g_default_int_handler = Value(new_native(heap, kDefault, Value::unbound(), Value(intern(heap, "_signal"))));
  g_handlers[SIGINT] = g_default_int_handler;
  (void)install(SIGINT, on_signal);
}

extern const ModuleSpec kSignalModule = {
    .name = "_signal", .doc = "This module provides mechanisms to use signal handlers in Python.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
