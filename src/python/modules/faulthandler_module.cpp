// python/modules/faulthandler_module.cpp -- faulthandler: tracebacks when the process is in trouble.
// https://docs.python.org/3.11/library/faulthandler.html
//
// Room       python/modules. Tests: CPython's test_faulthandler
//
// Everything that writes a traceback may run in a signal handler, or while other threads are stopped anywhere: it reads the frames of the
// VM stacks as they are, allocates nothing and takes no lock.
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "python/interpreter/interpreter.h"
#include "python/modules/fatal_error.h"
#include "python/modules/time_values.h"
#include "python/objects/set.h"
#include "python/objects/text_codec.h"
#include "python/runtime/finalization.h"
#include "python/runtime/runtime.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace {

Value g_names_key;  // the text "stdlib_module_names"

constexpr int kMostFrames = 100, kMostThreads = 100, kMostCharacters = 500;

// ---- writing without memory

void put(int fd, const char* text, size_t size) {
  while (size > 0) {
    const ssize_t n = write(fd, text, size);
    if (n <= 0) return;
    text += n;
    size -= size_t(n);
  }
}
void put(int fd, const char* text) { put(fd, text, strlen(text)); }
void put_number(int fd, uint64_t n) {
  char digits[24];
  char* at = digits + sizeof digits;
  do {
    *--at = char('0' + n % 10);
  } while (n /= 10);
  put(fd, at, size_t(digits + sizeof digits - at));
}
void put_hex(int fd, uint64_t n, int width) {
  char digits[24];
  char* at = digits + sizeof digits;
  for (int i = 0; i < width || n; i++, n /= 16) *--at = "0123456789abcdef"[n % 16];
  put(fd, at, size_t(digits + sizeof digits - at));
}
// Text in ASCII; other characters as escapes.
void put_text(int fd, const String* text) {
  if (!text) {
    put(fd, "???");
    return;
  }
  const int64_t length = text->length() < kMostCharacters ? text->length() : kMostCharacters;
  for (int64_t i = 0; i < length; i++) {
    const uint32_t c = text->at(i);
    if (c >= ' ' && c < 127) {
      const char one = char(c);
      put(fd, &one, 1);
    } else {
      put(fd, c < 256 ? "\\x" : c < 65536 ? "\\u" : "\\U");
      put_hex(fd, c, c < 256 ? 2 : c < 65536 ? 4 : 8);
    }
  }
  if (length < text->length()) put(fd, "...");
}

void put_frames(int fd, const Thread& thread) {
  Value* regs = thread.regs;
  const Instruction* pc = thread.pc;
  if (!regs) {
    put(fd, "  <no Python frame>\n");
    return;
  }
  for (int count = 0; regs; count++) {
    if (count == kMostFrames) {
      put(fd, "  ...\n");
      return;
    }
    const Code* code = code_of(regs);
    if (!(code->flags & kCodeHidden)) {
      put(fd, "  File ");
      put(fd, "\"");
      put_text(fd, code->filename);
      put(fd, "\", line ");
      const bool inside = pc >= code->instructions && pc < code->instructions + code->instruction_count;
      const int line = inside ? position_of(code, uint32_t(pc - code->instructions)).line : 0;
      if (line > 0) {
        put_number(fd, uint64_t(line));
      } else {
        put(fd, "???");
      }
      put(fd, " in ");
      put_text(fd, code->name);
      put(fd, "\n");
    }
    pc = frame_header(regs)->return_pc;
    regs = frame_header(regs)->caller;
  }
}

void put_thread_title(int fd, const Thread& thread, bool current) {
  put(fd, current ? "Current thread 0x" : "Thread 0x");
  put_hex(fd, thread.id, 16);
  put(fd, " (most recent call first):\n");
}

void dump_one(int fd, const Thread* thread) {
  put(fd, "Stack (most recent call first):\n");
  if (thread) {
    put_frames(fd, *thread);
  } else {
    put(fd, "  <no Python frame>\n");
  }
}
void dump_all(int fd, bool with_current) {
  int count = 0;
  for_each_thread([&](Thread& t) {
    if (count >= kMostThreads) return;
    if (count > 0) put(fd, "\n");
    const bool is_current = with_current && t.id == uint64_t(pthread_self());
    put_thread_title(fd, t, is_current);
    if (is_current && is_finalizing_garbage()) put(fd, "  Garbage-collecting\n");
    put_frames(fd, t);
    count++;
  });
}
void dump(int fd, bool all_threads) {
  if (all_threads) {
    dump_all(fd, true);
    return;
  }
  const Thread* current = nullptr;
  for_each_thread([&](Thread& t) {
    if (t.id == uint64_t(pthread_self())) current = &t;
  });
  dump_one(fd, current);
}

// The native modules that are loaded and do not belong to the library, as sys.stdlib_module_names has it.
void put_native_modules(int fd) {
  Dict* modules = runtime().modules;
  if (!modules || g_names_key.is_unbound()) return;
  const Value library = dict_get(runtime().sys_dict, g_names_key.as<String>());
  auto is_of_library = [&](const String* name) {
    Value other;
    for (int64_t i = 0; is_set(library) && set_next(library.as<SetObject>(), i, other);) {
      if (is_exact_string(other) && equal(other.as<String>(), name)) return true;
    }
    return false;
  };
  int count = 0;
  Value key, module;
  for (uint32_t i = 0; dict_next(modules, i, key, module);) {
    if (!is_kind(module, kind(PythonKind::Module)) || !is_exact_string(key)) continue;
    const auto* m = module.as<Module>();
    if (!m->spec && m->dict != runtime().sys_dict && m->dict != runtime().builtins) continue;
    if (is_of_library(key.as<String>())) continue;
    put(fd, count == 0 ? "\nExtension modules: " : ", ");
    put_text(fd, key.as<String>());
    count++;
  }
  if (count == 0) return;
  put(fd, " (total: ");
  put_number(fd, uint64_t(count));
  put(fd, ")\n");
}

// ---- the file argument: a descriptor, or something with fileno()

Result<int> to_file(Thread& thread, Value file, Value* keep) {
  if (file.is_missing() || file.is_none()) {
    file = sys_get("stderr");
    if (file.is_unbound()) return raise(thread, TypeId::RuntimeError, "unable to get sys.stderr");
    if (file.is_none()) return raise(thread, TypeId::RuntimeError, "sys.stderr is None");
  } else if (is_int_like(file)) {
    const int64_t fd = TRY(to_int64(thread, file));
    if (fd < 0 || fd > INT32_MAX) return raise(thread, TypeId::ValueError, "file is not a valid file descripter");
    *keep = Value::none();
    return int(fd);
  }
  const Value number = TRY(call_method_with(thread, file, name(Name::Fileno)));
  const int64_t fd = is_int_like(number) ? TRY(to_int64(thread, number)) : -1;
  if (fd < 0 || fd > INT32_MAX) return raise(thread, TypeId::RuntimeError, "file.fileno() is not a valid file descriptor");
  if (call_method_with(thread, file, name(Name::Flush)).is_raised()) thread.clear_exception();
  *keep = file;
  return int(fd);
}

Value dump_traceback(Thread& thread, Value file, bool all_threads) {
  Value keep;
  const int fd = TRY(to_file(thread, file, &keep));
  dump(fd, all_threads);
  TRY(run_signal_handlers(thread));
  return Value::none();
}

// ---- fatal signals

struct FatalSignal {
  int number;
  const char* text;
  struct sigaction before;
  bool installed;
};
FatalSignal g_fatal[] = {{SIGBUS, "Bus error", {}, false},
                         {SIGILL, "Illegal instruction", {}, false},
                         {SIGFPE, "Floating point exception", {}, false},
                         {SIGABRT, "Aborted", {}, false},
                         {SIGSEGV, "Segmentation fault", {}, false}};
bool g_enabled, g_fatal_all_threads;
int g_fatal_fd = -1;
Value g_fatal_file, g_later_file;
void* g_signal_stack;

void on_fatal(int number) {
  const int saved = errno;
  for (FatalSignal& fatal : g_fatal) {
    if (fatal.number != number) continue;
    if (fatal.installed) {
      sigaction(number, &fatal.before, nullptr);
      fatal.installed = false;
    }
    put(g_fatal_fd, "Fatal Python error: ");
    put(g_fatal_fd, fatal.text);
    put(g_fatal_fd, "\n\n");
    dump(g_fatal_fd, g_fatal_all_threads);
    put_native_modules(g_fatal_fd);
    errno = saved;
    if (number == SIGSEGV) return;  // the instruction is tried again, without this handler
    ::raise(number);
    return;
  }
}

void disable_handler() {
  g_enabled = false;
  for (FatalSignal& fatal : g_fatal) {
    if (!fatal.installed) continue;
    sigaction(fatal.number, &fatal.before, nullptr);
    fatal.installed = false;
  }
}
Status enable_handler(Thread& thread) {
  if (g_enabled) return ok_status();
  if (g_names_key.is_unbound()) {
    thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(&g_names_key), 1);
    g_names_key = Value(intern(thread.heap(), "stdlib_module_names"));
  }
  if (!g_signal_stack) {
    const size_t size = size_t{64} << 10;
    g_signal_stack = malloc(size);
    stack_t stack = {};
    stack.ss_sp = g_signal_stack;
    stack.ss_size = size;
    sigaltstack(&stack, nullptr);
  }
  for (FatalSignal& fatal : g_fatal) {
    struct sigaction action = {};
    action.sa_handler = on_fatal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_NODEFER | SA_ONSTACK;
    if (sigaction(fatal.number, &action, &fatal.before) != 0) return raise(thread, TypeId::RuntimeError, "cannot install a signal handler");
    fatal.installed = true;
  }
  g_enabled = true;
  return ok_status();
}
Value enable(Thread& thread, Value file, bool all_threads) {
  Value keep;
  const int fd = TRY(to_file(thread, file, &keep));
  g_fatal_file = keep;
  g_fatal_fd = fd;
  g_fatal_all_threads = all_threads;
  TRY(enable_handler(thread));
  return Value::none();
}
bool disable(Thread&) {
  const bool was = g_enabled;
  disable_handler();
  g_fatal_file = Value::none();
  return was;
}
bool is_enabled(Thread&) { return g_enabled; }

// ---- after some time

struct Watchdog {
  pthread_t thread;
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
  bool running = false, cancelled = false, repeat = false, exit = false;
  int64_t nanoseconds = 0;
  int fd = -1;
  char header[80];
};
Watchdog g_watchdog;

void* watch(void*) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  Watchdog& w = g_watchdog;
  pthread_mutex_lock(&w.mutex);
  while (!w.cancelled) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += w.nanoseconds / 1000000000;
    until.tv_nsec += w.nanoseconds % 1000000000;
    if (until.tv_nsec >= 1000000000) {
      until.tv_nsec -= 1000000000;
      until.tv_sec++;
    }
    int status = 0;
    while (!w.cancelled && status != ETIMEDOUT) status = pthread_cond_timedwait(&w.changed, &w.mutex, &until);
    if (w.cancelled) break;
    put(w.fd, w.header);
    dump_all(w.fd, false);
    if (w.exit) _exit(1);
    if (!w.repeat) break;
  }
  pthread_mutex_unlock(&w.mutex);
  return nullptr;
}
void stop_watching(Thread& thread) {
  Watchdog& w = g_watchdog;
  if (!w.running) return;
  pthread_mutex_lock(&w.mutex);
  w.cancelled = true;
  pthread_cond_broadcast(&w.changed);
  pthread_mutex_unlock(&w.mutex);
  {
    WithoutLock released(thread);
    pthread_join(w.thread, nullptr);
  }
  w.running = false;
  g_later_file = Value::none();
}
Value dump_traceback_later(Thread& thread, Value timeout, bool repeat, Value file, bool exit) {
  const int64_t nanoseconds = TRY(to_nanoseconds(thread, timeout, TimeRounding::AwayFromZero));
  if (nanoseconds <= 0) return raise(thread, TypeId::ValueError, "timeout must be greater than 0");
  Value keep;
  const int fd = TRY(to_file(thread, file, &keep));
  stop_watching(thread);
  Watchdog& w = g_watchdog;
  const int64_t microseconds = nanoseconds / 1000, seconds = microseconds / 1000000;
  const long hours = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60, fraction = microseconds % 1000000;
  if (fraction) {
    snprintf(w.header, sizeof w.header, "Timeout (%ld:%02ld:%02ld.%06ld)!\n", hours, minutes, rest, fraction);
  } else {
    snprintf(w.header, sizeof w.header, "Timeout (%ld:%02ld:%02ld)!\n", hours, minutes, rest);
  }
  g_later_file = keep;
  w.fd = fd;
  w.nanoseconds = nanoseconds;
  w.repeat = repeat;
  w.exit = exit;
  w.cancelled = false;
  if (pthread_create(&w.thread, nullptr, watch, nullptr) != 0) return raise(thread, TypeId::RuntimeError, "unable to start watchdog thread");
  w.running = true;
  return Value::none();
}
Value cancel_dump_traceback_later(Thread& thread) {
  stop_watching(thread);
  return Value::none();
}

// ---- other signals

constexpr int kSignals = 65;
struct UserSignal {
  bool enabled, all_threads, chain;
  int fd;
  struct sigaction before;
};
UserSignal g_user[kSignals];
Value g_user_files[kSignals];

void on_user(int number);
int install_user(int number, bool chain, struct sigaction* before) {
  struct sigaction action = {};
  action.sa_handler = on_user;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART | SA_ONSTACK | (chain ? SA_NODEFER : 0);
  return sigaction(number, &action, before);
}
void on_user(int number) {
  const int saved = errno;
  UserSignal& user = g_user[number];
  if (!user.enabled) return;
  dump(user.fd, user.all_threads);
  if (user.chain) {
    sigaction(number, &user.before, nullptr);
    errno = saved;
    ::raise(number);
    install_user(number, true, nullptr);
  }
  errno = saved;
}
Status check_user_signal(Thread& thread, int number) {
  for (const FatalSignal& fatal : g_fatal) {
    if (fatal.number == number) {
      return raise(thread, TypeId::RuntimeError, "signal %d cannot be registered, use enable() instead", number);
    }
  }
  if (number < 1 || number >= kSignals) return raise(thread, TypeId::ValueError, "signal number out of range");
  return ok_status();
}
Value register_signal(Thread& thread, int signum, Value file, bool all_threads, bool chain) {
  TRY(check_user_signal(thread, signum));
  Value keep;
  const int fd = TRY(to_file(thread, file, &keep));
  UserSignal& user = g_user[signum];
  if (!user.enabled && install_user(signum, chain, &user.before) != 0) return raise_errno(thread);
  g_user_files[signum] = keep;
  user.fd = fd;
  user.all_threads = all_threads;
  user.chain = chain;
  user.enabled = true;
  return Value::none();
}
Value unregister_signal(Thread& thread, int signum) {
  TRY(check_user_signal(thread, signum));
  UserSignal& user = g_user[signum];
  const bool was = user.enabled;
  if (was) sigaction(signum, &user.before, nullptr);
  user.enabled = false;
  g_user_files[signum] = Value::none();
  return Value::boolean(was);
}

// ---- for tests: ways to get into trouble

void no_core_dump() {
  struct rlimit limit;
  if (getrlimit(RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_CORE, &limit);
  }
}
Value read_null(Thread&) {
  no_core_dump();
  const volatile int* address = nullptr;
  asm volatile("" : "+r"(address));
  return Value::integer(*address);
}
Value raise_segv(Thread& thread, bool release_gil) {
  no_core_dump();
  if (release_gil) {
    WithoutLock released(thread);
    ::raise(SIGSEGV);
  } else {
    ::raise(SIGSEGV);
  }
  ::raise(SIGSEGV);
  return Value::none();
}
Value raise_fpe(Thread&) {
  no_core_dump();
  ::raise(SIGFPE);
  return Value::none();
}
Value raise_abort(Thread&) {
  no_core_dump();
  abort();
}
void* fatal_thread(void*) {
  fatal_error("faulthandler_fatal_error_thread", "in new thread");
}
Value fatal_error_c_thread(Thread& thread) {
  no_core_dump();
  pthread_t other;
  if (pthread_create(&other, nullptr, fatal_thread, nullptr) != 0) return raise(thread, TypeId::RuntimeError, "unable to start the thread");
  WithoutLock released(thread);
  pthread_join(other, nullptr);
  return Value::none();
}
__attribute__((noinline)) uintptr_t use_stack(uintptr_t low, size_t* depth) {
  volatile char room[4096];
  room[0] = 1;
  room[4095] = 2;
  (*depth)++;
  if (reinterpret_cast<uintptr_t>(room) < low) return uintptr_t(room[0]);
  return use_stack(low, depth) + uintptr_t(room[4095]);
}
Value stack_overflow(Thread& thread) {
  no_core_dump();
  size_t depth = 0;
  const auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  use_stack(here - (uintptr_t{100} << 20), &depth);
  return raise(thread, TypeId::RuntimeError, "unable to raise a stack overflow (allocated 104857600 bytes on the stack, %zd recursive calls)", depth);
}

const Method kFunctions[] = {
    {"enable(file=<missing>, all_threads=True)", enable, "enable(file=sys.stderr, all_threads=True): enable the fault handler"},
    {"disable()", disable, "disable(): disable the fault handler"},
    {"is_enabled()", is_enabled, "is_enabled()->bool: check if the handler is enabled"},
    {"dump_traceback(file=<missing>, all_threads=True)", dump_traceback, "dump the traceback of the current thread, or of all threads"},
    {"dump_traceback_later(timeout, repeat=False, file=<missing>, exit=False)", dump_traceback_later, "dump the traceback of all threads in timeout seconds"},
    {"cancel_dump_traceback_later()", cancel_dump_traceback_later, "cancel the previous call to dump_traceback_later()."},
    {"register(signum, file=<missing>, all_threads=True, chain=False)", register_signal, "register a handler for the signal 'signum'"},
    {"unregister(signum, /)", unregister_signal, "unregister the handler of the signal 'signum' registered by register()"},
    {"_read_null()", read_null, "_read_null(): read from NULL, raise a SIGSEGV or SIGBUS signal depending on the platform"},
    {"_sigsegv(release_gil=False, /)", raise_segv, "_sigsegv(release_gil=False): raise a SIGSEGV signal"},
    {"_fatal_error_c_thread()", fatal_error_c_thread, "fatal_error_c_thread(): a fatal error in a new C thread."},
    {"_sigabrt()", raise_abort, "_sigabrt(): raise a SIGABRT signal"},
    {"_sigfpe()", raise_fpe, "_sigfpe(): raise a SIGFPE signal"},
    {"_stack_overflow()", stack_overflow, "_stack_overflow(): recursive call to raise a stack overflow"},
};

Status execute(Thread& thread, Module*) {
  Heap& heap = thread.heap();
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_fatal_file), 1);
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_later_file), 1);
  heap.add_root_values(reinterpret_cast<const uint64_t*>(g_user_files), kSignals);
  return ok_status();
}

}  // namespace

void fatal_error(const char* function, const char* message) {
  put(2, "Fatal Python error: ");
  put(2, function);
  put(2, ": ");
  put(2, message);
  put(2, "\nPython runtime state: initialized\n\n");
  disable_handler();
  dump_all(2, true);
  put_native_modules(2);
  abort();
}

extern const ModuleSpec kFaulthandlerModule = {.name = "faulthandler", .doc = "faulthandler module.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
