// python/modules/posix_subprocess_module.cpp -- _posixsubprocess: fork and exec for subprocess.Popen.
//
// Room       python/modules. Tests: CPython's test_subprocess, tests/python/os/
//
// The child does only what is safe between fork and exec, unless there is a preexec_fn. Without one it is made by vfork: it shares the
// parent's memory until the exec, so it writes to nothing but its own frame. What goes wrong there is written to a pipe, as
// "name of the exception:errno in hexadecimal:text".
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "python/modules/posix/posix_private.h"

namespace taipan::python {

namespace {

using namespace posix;

struct ChildPlan {
  const char* const* executables;
  const char* const* arguments;
  const char* const* environment;  // null: as the parent's
  const char* folder;              // null: as the parent's
  int p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write;
  bool close_descriptors, restore_signals, new_session;
  pid_t process_group;  // -1: leave it
  bool set_group, set_groups, set_user;
  gid_t group;
  uid_t user;
  const std::vector<gid_t>* groups;
  int umask;  // -1: leave it
  const std::vector<int>* kept;
  const sigset_t* old_mask;  // to be restored before the exec; null: the mask was not changed
  Thread* thread;
  Value before_exec;
};

bool make_inheritable(int fd) {
  const int flags = fcntl(fd, F_GETFD);
  return flags >= 0 && fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) >= 0;
}

void close_between(int low, int high) {  // both included
  if (low > high) return;
  if (syscall(SYS_close_range, unsigned(low), unsigned(high), 0) == 0) return;
  const long most = sysconf(_SC_OPEN_MAX);
  if (high > most) high = int(most);
  for (int fd = low; fd <= high; fd++) close(fd);
}
void close_all_but(const std::vector<int>& kept) {
  int next = 3;
  for (const int fd : kept) {
    if (fd < next) continue;
    close_between(next, fd - 1);
    next = fd + 1;
  }
  close_between(next, INT32_MAX);
}

void write_text(int fd, const char* text) {
  if (write(fd, text, strlen(text)) < 0) return;
}

// Never returns to the parent's life: exec, or a report and _exit.
[[noreturn]] __attribute__((noinline)) void run_child(const ChildPlan& plan) {
  int saved_errno = 0;
  bool reached_exec = false, reached_hook = false;
  auto prepared = [&]() -> bool {
    for (const int fd : *plan.kept) {
      if (fd != plan.errpipe_write && !make_inheritable(fd)) return false;
    }
    for (const int fd : {plan.p2cwrite, plan.c2pread, plan.errread}) {
      if (fd != -1 && close(fd) < 0) return false;
    }
    if (close(plan.errpipe_read) < 0) return false;
    int out = plan.c2pwrite, error = plan.errwrite, in = plan.p2cread;
    // The ends that are to become 1 and 2 must not be in the way of the others.
    if (out == 0 && (out = fcntl(out, F_DUPFD, 3)) < 0) return false;
    while (error == 0 || error == 1) {
      if ((error = fcntl(error, F_DUPFD, 3)) < 0) return false;
    }
    struct End {
      int fd, wanted;
    };
    for (const End& end : {End{in, 0}, End{out, 1}, End{error, 2}}) {
      if (end.fd == end.wanted) {
        if (!make_inheritable(end.fd)) return false;
      } else if (end.fd != -1 && dup2(end.fd, end.wanted) < 0) {
        return false;
      }
    }
    if (plan.folder && chdir(plan.folder) < 0) return false;
    if (plan.umask >= 0) umask(mode_t(plan.umask));
    if (plan.restore_signals) {
      signal(SIGPIPE, SIG_DFL);
      signal(SIGXFSZ, SIG_DFL);
    }
    if (plan.old_mask) {
      // Handlers of the parent must not run in memory that is still its own.
      for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        if (sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_IGN && action.sa_handler != SIG_DFL) signal(number, SIG_DFL);
      }
      sigprocmask(SIG_SETMASK, plan.old_mask, nullptr);
    }
    if (plan.new_session) setsid();
    if (plan.process_group >= 0 && setpgid(0, plan.process_group) < 0) return false;
    if (plan.set_groups && syscall(SYS_setgroups, plan.groups->size(), plan.groups->data()) < 0) return false;
    if (plan.set_group && syscall(SYS_setregid, plan.group, plan.group) < 0) return false;
    if (plan.set_user && syscall(SYS_setreuid, plan.user, plan.user) < 0) return false;
    return true;
  };
  if (!prepared()) {
    saved_errno = errno;
  } else {
    bool hook_failed = false;
    if (!plan.before_exec.is_none()) {
      reached_hook = true;
      hook_failed = call_with(*plan.thread, plan.before_exec).is_raised();
    }
    if (!hook_failed) {
      if (plan.close_descriptors) close_all_but(*plan.kept);
      reached_exec = true;
      for (const char* const* path = plan.executables; *path; path++) {
        if (plan.environment) {
          execve(*path, const_cast<char* const*>(plan.arguments), const_cast<char* const*>(plan.environment));
        } else {
          execv(*path, const_cast<char* const*>(plan.arguments));
        }
        if (errno != ENOENT && errno != ENOTDIR && saved_errno == 0) saved_errno = errno;
      }
      if (saved_errno == 0) saved_errno = errno;
    }
  }
  if (saved_errno != 0) {
    char digits[24];
    char* at = digits + sizeof digits - 1;
    *at = 0;
    for (unsigned n = unsigned(saved_errno); n != 0; n /= 16) *--at = "0123456789ABCDEF"[n % 16];
    write_text(plan.errpipe_write, "OSError:");
    write_text(plan.errpipe_write, at);
    write_text(plan.errpipe_write, reached_exec ? ":" : ":noexec");
  } else {
    write_text(plan.errpipe_write, "SubprocessError:0:");
    if (reached_hook) write_text(plan.errpipe_write, "Exception occurred in preexec_fn.");
  }
  _exit(255);
}

__attribute__((noinline)) pid_t start_child(const ChildPlan& plan, bool share_memory) {
  const pid_t child = share_memory ? vfork() : fork();
  if (child != 0) return child;
  if (!plan.before_exec.is_none()) after_fork_in_child(*plan.thread);
  run_child(plan);
}

Status to_kept(Thread& thread, Value value, std::vector<int>* kept) {
  if (!is_kind(value, Kind::Tuple)) return raise(thread, TypeId::TypeError, "fork_exec() argument 4 must be tuple, not %T", value);
  int64_t before = -1;
  for (Value v : value.as<Tuple>()->span()) {
    const int64_t fd = v.is_int() ? v.as_int() : -1;
    if (fd <= before || fd > INT32_MAX) return raise(thread, TypeId::ValueError, "bad value(s) in fds_to_keep");
    before = fd;
    kept->push_back(int(fd));
  }
  return ok_status();
}

Value fork_exec(Thread& thread, Value args, Value executable_list, bool close_fds, Value pass_fds, Value cwd, Value env, int p2cread, int p2cwrite, int c2pread,
                int c2pwrite, int errread, int errwrite, int errpipe_read, int errpipe_write, bool restore_signals, bool start_new_session, int process_group,
                Value gid, Value groups_list, Value uid, int umask_value, Value preexec_fn, bool allow_vfork) {
  if (close_fds && errpipe_write < 3) return raise(thread, TypeId::ValueError, "errpipe_write must be >= 3");
  Heap& heap = thread.heap();
  ChildPlan plan{};
  std::vector<int> kept;
  std::vector<gid_t> groups;
  TRY(to_kept(thread, pass_fds, &kept));
  TextArray executables, arguments, environment;
  const Value programs = TRY(fast_sequence(thread, executable_list, "executable_list must be a sequence"));
  Tuple* all_programs = TRY(tuple_from_iterable(thread, programs));
  for (Value v : all_programs->span()) {
    if (!is_kind(v, Kind::Bytes)) return raise(thread, TypeId::TypeError, "expected bytes, %T found", v);
    if (!executables.append(heap, v.as<Bytes>())) return raise_memory_error(thread);
  }
  if (executables.count == 0) return raise(thread, TypeId::ValueError, "executable_list must not be empty");
  if (!args.is_none()) {
    const Value sequence = TRY(fast_sequence(thread, args, "argv must be a tuple"));
    TRY(to_arguments(thread, sequence, arguments));
  }
  if (!env.is_none()) {
    const Value entries = TRY(fast_sequence(thread, env, "env must be a sequence"));
    Tuple* all = TRY(tuple_from_iterable(thread, entries));
    for (Value v : all->span()) {
      if (!is_kind(v, Kind::Bytes)) return raise(thread, TypeId::TypeError, "expected bytes, %T found", v);
      if (v.as<Bytes>()->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null byte");
      if (!environment.append(heap, v.as<Bytes>())) return raise_memory_error(thread);
    }
    if (!environment.items) {
      environment.items = static_cast<const char**>(calloc(1, sizeof(char*)));
      if (!environment.items) return raise_memory_error(thread);
    }
    plan.environment = environment.items;
  }
  Bytes* folder = nullptr;
  if (!cwd.is_none()) {
    folder = TRY(to_file_name(thread, cwd));
    plan.folder = reinterpret_cast<const char*>(folder->data());
  }
  plan.group = gid_t(-1);
  if (!groups_list.is_none()) {
    const Value sequence = TRY(fast_sequence(thread, groups_list, "setgroups argument must be a sequence"));
    Tuple* all = TRY(tuple_from_iterable(thread, sequence));
    for (Value v : all->span()) {
      if (!is_int_like(v)) return raise(thread, TypeId::TypeError, "groups must be integers");
      Result<uint32_t> group = to_group_id(thread, v);
      if (!group.ok()) {
        thread.clear_exception();
        return raise(thread, TypeId::ValueError, "invalid group id");
      }
      groups.push_back(group.value());
    }
    plan.set_groups = true;
  }
  if (!gid.is_none()) {
    plan.group = TRY(to_group_id(thread, gid));
    plan.set_group = true;
  }
  if (!uid.is_none()) {
    plan.user = TRY(to_user_id(thread, uid));
    plan.set_user = true;
  }
  plan.executables = executables.items;
  plan.arguments = arguments.items;
  plan.p2cread = p2cread;
  plan.p2cwrite = p2cwrite;
  plan.c2pread = c2pread;
  plan.c2pwrite = c2pwrite;
  plan.errread = errread;
  plan.errwrite = errwrite;
  plan.errpipe_read = errpipe_read;
  plan.errpipe_write = errpipe_write;
  plan.close_descriptors = close_fds;
  plan.restore_signals = restore_signals;
  plan.new_session = start_new_session;
  plan.process_group = process_group;
  plan.groups = &groups;
  plan.umask = umask_value;
  plan.kept = &kept;
  plan.thread = &thread;
  plan.before_exec = preexec_fn;
  const bool has_hook = !preexec_fn.is_none();
  // Changing identity in a child that shares memory would be seen by the parent's other threads in some C libraries.
  const bool share = allow_vfork && !has_hook && !plan.set_user && !plan.set_group && !plan.set_groups;
  sigset_t all_signals, old_mask;
  if (share) {
    sigfillset(&all_signals);
    pthread_sigmask(SIG_BLOCK, &all_signals, &old_mask);
    plan.old_mask = &old_mask;
  }
  if (has_hook) before_fork(thread);
  const pid_t child = start_child(plan, share);
  const int error = errno;
  if (share) pthread_sigmask(SIG_SETMASK, &old_mask, nullptr);
  if (has_hook) after_fork_in_parent(thread);
  asm volatile("" : : "r"(folder) : "memory");
  if (child < 0) return raise_os_error(thread, error);
  return Value::integer(child);
}

const Method kFunctions[] = {
    {"fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, "
     "restore_signals, start_new_session, process_group, gid, extra_groups, uid, umask, preexec_fn, allow_vfork, /)",
     fork_exec, "Spawn a fresh new child process."},
};

}  // namespace

extern const ModuleSpec kPosixSubprocessModule = {.name = "_posixsubprocess", .doc = "A POSIX helper for the subprocess module.", .functions = kFunctions};

}  // namespace taipan::python
