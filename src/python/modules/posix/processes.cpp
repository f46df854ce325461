// python/modules/posix/processes.cpp -- processes: fork and its hooks, exec, waiting, signals, ids of processes and groups.
//
// Room       python/modules/posix. Tests: CPython's test_posix, test_os, test_fork1, test_wait3, test_wait4
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "python/modules/posix/posix_private.h"
#include "python/runtime/runtime.h"

namespace taipan::python::posix {

Type* g_waitid_type;

namespace {

// ---- fork

List *g_before, *g_after_in_parent, *g_after_in_child;

void run_hooks(Thread& thread, List* hooks, bool backwards) {
  if (!hooks) return;
  const int64_t n = hooks->length();
  for (int64_t i = 0; i < n && i < hooks->length(); i++) {
    const Value hook = hooks->at(backwards ? n - 1 - i : i);
    if (call_with(thread, hook).is_raised()) write_unraisable(thread, hook);
  }
}
Status add_hook(Thread& thread, List*& hooks, Value hook) {
  if (hook.is_missing()) return ok_status();
  Heap& heap = thread.heap();
  if (!hooks) {
    hooks = new_list(heap);
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&hooks), 1);
  }
  if (!hooks->append(heap, hook)) return raise_memory_error(thread);
  return ok_status();
}
Value posix_register_at_fork(Thread& thread, Value before, Value after_in_child, Value after_in_parent) {
  if (before.is_missing() && after_in_child.is_missing() && after_in_parent.is_missing()) {
    return raise(thread, TypeId::TypeError, "At least one argument is required.");
  }
  for (const auto& [hook, what] : {std::pair{before, "before"}, std::pair{after_in_child, "after_in_child"}, std::pair{after_in_parent, "after_in_parent"}}) {
    if (!hook.is_missing() && !is_callable(hook)) return raise(thread, TypeId::TypeError, "'%s' must be callable, not %T", what, hook);
  }
  TRY(add_hook(thread, g_before, before));
  TRY(add_hook(thread, g_after_in_child, after_in_child));
  TRY(add_hook(thread, g_after_in_parent, after_in_parent));
  return Value::none();
}

Value finish_fork(Thread& thread, pid_t child) {
  if (child == 0) {
    after_fork_in_child(thread);
    return Value::integer(0);
  }
  const int error = errno;
  after_fork_in_parent(thread);
  if (child < 0) return raise_os_error(thread, error);
  return Value::integer(child);
}
Value posix_fork(Thread& thread) {
  before_fork(thread);
  return finish_fork(thread, fork());
}
Value posix_forkpty(Thread& thread) {
  int master = -1;
  before_fork(thread);
  const pid_t child = forkpty(&master, nullptr, nullptr, nullptr);
  const Value result = TRY(finish_fork(thread, child));
  return Value(tuple_of(thread.heap(), result, Value::integer(master)));
}

// ---- exec

Status check_arguments(Thread& thread, Value argv, const char* function, TextArray& out) {
  if (!is_kind(argv, Kind::List) && !is_kind(argv, Kind::Tuple)) return raise(thread, TypeId::TypeError, "%s arg 2 must be a tuple or list", function);
  const int64_t count = TRY(length(thread, argv));
  if (count < 1) return raise(thread, TypeId::ValueError, "%s arg 2 must not be empty", function);
  TRY(to_arguments(thread, argv, out));
  if (out.items[0][0] == 0) return raise(thread, TypeId::ValueError, "%s arg 2 first element cannot be empty", function);
  return ok_status();
}
Value posix_execv(Thread& thread, Value path_value, Value argv) {
  const Path path = TRY(to_path(thread, path_value, "execv"));
  TextArray arguments;
  TRY(check_arguments(thread, argv, "execv()", arguments));
  execv(path.text, const_cast<char* const*>(arguments.items));
  return raise_errno(thread);
}
Value posix_execve(Thread& thread, Value path_value, Value argv, Value env) {
  const Path path = TRY(to_path(thread, path_value, "execve", kPathOrDescriptor));
  TextArray arguments, environment;
  if (!is_kind(argv, Kind::List) && !is_kind(argv, Kind::Tuple)) return raise(thread, TypeId::TypeError, "execve: argv must be a tuple or list");
  const int64_t count = TRY(length(thread, argv));
  if (count < 1) return raise(thread, TypeId::ValueError, "execve: argv must not be empty");
  TRY(to_arguments(thread, argv, arguments));
  if (arguments.items[0][0] == 0) return raise(thread, TypeId::ValueError, "execve: argv first element cannot be empty");
  TRY(to_environment(thread, env, environment, "execve: environment must be a mapping object"));
  if (path.is_descriptor()) {
    fexecve(path.descriptor, const_cast<char* const*>(arguments.items), const_cast<char* const*>(environment.items));
  } else {
    execve(path.text, const_cast<char* const*>(arguments.items), const_cast<char* const*>(environment.items));
  }
  return raise_path(thread, path);
}
Value posix_exit(Thread&, int status) { _exit(status); }
Value posix_abort(Thread&) { abort(); }

Value posix_system(Thread& thread, Value command) {
  Bytes* text = TRY(to_file_name(thread, command));
  const int status = unlocked(thread, [&] { return system(reinterpret_cast<const char*>(text->data())); });
  return Value::integer(status);
}

// ---- waiting

Value wait_result(Thread& thread, int64_t pid, int status) {
  return Value(tuple_of(thread.heap(), Value::integer(pid), Value::integer(status)));
}
Value posix_waitpid(Thread& thread, int pid, int options) {
  int status = 0;
  bool raised;
  const int64_t result = retried(thread, &raised, [&] { return waitpid(pid, &status, options); });
  if (raised) return Value::raised();
  if (result < 0) return raise_errno(thread);
  return wait_result(thread, result, status);
}
Value posix_wait(Thread& thread) { return posix_waitpid(thread, -1, 0); }
Value posix_wait4(Thread& thread, int pid, int options) {
  int status = 0;
  struct rusage usage = {};
  bool raised;
  const int64_t result = retried(thread, &raised, [&] { return wait4(pid, &status, options, &usage); });
  if (raised) return Value::raised();
  if (result < 0) return raise_errno(thread);
  const Value used = TRY(usage_value(thread, usage));
  return Value(tuple_of(thread.heap(), Value::integer(result), Value::integer(status), used));
}
Value posix_wait3(Thread& thread, int options) { return posix_wait4(thread, -1, options); }
Value posix_waitid(Thread& thread, int idtype, int64_t id, int options) {
  siginfo_t info;
  info.si_pid = 0;
  bool raised;
  const int64_t result = retried(thread, &raised, [&] { return waitid(idtype_t(idtype), id_t(id), &info, options); });
  if (raised) return Value::raised();
  if (result < 0) return raise_errno(thread);
  if (info.si_pid == 0) return Value::none();
  const Value values[] = {Value::integer(info.si_pid), id_value(thread.heap(), info.si_uid), Value::integer(info.si_signo), Value::integer(info.si_status),
                          Value::integer(info.si_code)};
  return new_struct_sequence(thread, g_waitid_type, values);
}
Value posix_waitstatus_to_exitcode(Thread& thread, Value status_value) {
  const int status = int(TRY(to_int64(thread, status_value)));
  if (WIFEXITED(status)) return Value::integer(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return Value::integer(-WTERMSIG(status));
  if (WIFSTOPPED(status)) return raise(thread, TypeId::ValueError, "process stopped by delivery of signal %d", WSTOPSIG(status));
  return raise(thread, TypeId::ValueError, "invalid wait status: %d", status);
}
bool w_coredump(Thread&, int status) { return WCOREDUMP(status); }
bool w_ifcontinued(Thread&, int status) { return WIFCONTINUED(status); }
bool w_ifstopped(Thread&, int status) { return WIFSTOPPED(status); }
bool w_ifsignaled(Thread&, int status) { return WIFSIGNALED(status); }
bool w_ifexited(Thread&, int status) { return WIFEXITED(status); }
int w_exitstatus(Thread&, int status) { return WEXITSTATUS(status); }
int w_termsig(Thread&, int status) { return WTERMSIG(status); }
int w_stopsig(Thread&, int status) { return WSTOPSIG(status); }

Value posix_pidfd_open(Thread& thread, int pid, int flags) {
  const int fd = int(syscall(SYS_pidfd_open, pid, unsigned(flags)));
  return fd < 0 ? Value(raise_errno(thread)) : Value::integer(fd);
}

// ---- signals to others, ids

Value posix_kill(Thread& thread, int pid, int signal) {
  if (kill(pid, signal) < 0) return raise_errno(thread);
  // A signal to this process is handled before the call returns.
  TRY(run_signal_handlers(thread));
  return Value::none();
}
Value posix_killpg(Thread& thread, int pgid, int signal) {
  if (killpg(pgid, signal) < 0) return raise_errno(thread);
  TRY(run_signal_handlers(thread));
  return Value::none();
}
int posix_getpid(Thread&) { return getpid(); }
int posix_getppid(Thread&) { return getppid(); }
int posix_getpgrp(Thread&) { return getpgrp(); }
Value id_or_error(Thread& thread, pid_t id) { return id < 0 ? Value(raise_errno(thread)) : Value::integer(id); }
Value posix_getpgid(Thread& thread, int pid) { return id_or_error(thread, getpgid(pid)); }
Value posix_getsid(Thread& thread, int pid) { return id_or_error(thread, getsid(pid)); }
Value posix_setsid(Thread& thread) { return none_or_error(thread, setsid()); }
Value posix_setpgid(Thread& thread, int pid, int pgrp) { return none_or_error(thread, setpgid(pid, pgrp)); }
Value posix_setpgrp(Thread& thread) { return none_or_error(thread, setpgrp()); }

const Method kFunctions[] = {
    {"register_at_fork(*, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)", posix_register_at_fork,
     "Register callables to be called when forking a new process."},
    {"fork()", posix_fork, "Fork a child process."},
    {"forkpty()", posix_forkpty, "Fork a new process with a new pseudo-terminal as controlling tty."},
    {"execv(path, argv, /)", posix_execv, "Execute an executable path with arguments, replacing current process."},
    {"execve(path, argv, env)", posix_execve, "Execute an executable path with arguments, replacing current process."},
    {"_exit(status)", posix_exit, "Exit to the system with specified status, without normal exit processing."},
    {"abort()", posix_abort, "Abort the interpreter immediately."},
    {"system(command)", posix_system, "Execute the command in a subshell."},
    {"wait()", posix_wait, "Wait for completion of a child process."},
    {"waitpid(pid, options, /)", posix_waitpid, "Wait for completion of a given child process."},
    {"wait3(options)", posix_wait3, "Wait for completion of a child process."},
    {"wait4(pid, options)", posix_wait4, "Wait for completion of a specific child process."},
    {"waitid(idtype, id, options, /)", posix_waitid, "Returns the result of waiting for a process or processes."},
    {"waitstatus_to_exitcode(status)", posix_waitstatus_to_exitcode, "Convert a wait status to an exit code."},
    {"WCOREDUMP(status, /)", w_coredump, "Return True if the process returning status was dumped to a core file."},
    {"WIFCONTINUED(status)", w_ifcontinued, "Return True if a particular process was continued from a job control stop."},
    {"WIFSTOPPED(status)", w_ifstopped, "Return True if the process returning status was stopped."},
    {"WIFSIGNALED(status)", w_ifsignaled, "Return True if the process returning status was terminated by a signal."},
    {"WIFEXITED(status)", w_ifexited, "Return True if the process returning status exited via the exit() system call."},
    {"WEXITSTATUS(status)", w_exitstatus, "Return the process return code from status."},
    {"WTERMSIG(status)", w_termsig, "Return the signal that terminated the process that provided the status value."},
    {"WSTOPSIG(status)", w_stopsig, "Return the signal that stopped the process that provided the status value."},
    {"pidfd_open(pid, flags=0)", posix_pidfd_open, "Return a file descriptor referring to the process *pid*."},
    {"kill(pid, signal, /)", posix_kill, "Kill a process with a signal."},
    {"killpg(pgid, signal, /)", posix_killpg, "Kill a process group with a signal."},
    {"getpid()", posix_getpid, "Return the current process id."},
    {"getppid()", posix_getppid, "Return the parent's process id."},
    {"getpgrp()", posix_getpgrp, "Return the current process group id."},
    {"getpgid(pid)", posix_getpgid, "Call the system call getpgid(), and return the result."},
    {"getsid(pid, /)", posix_getsid, "Call the system call getsid(pid) and return the result."},
    {"setsid()", posix_setsid, "Call the system call setsid()."},
    {"setpgid(pid, pgrp, /)", posix_setpgid, "Call the system call setpgid(pid, pgrp)."},
    {"setpgrp()", posix_setpgrp, "Make the current process the leader of its process group."},
};

}  // namespace

void before_fork(Thread& thread) { run_hooks(thread, g_before, true); }
void after_fork_in_parent(Thread& thread) { run_hooks(thread, g_after_in_parent, false); }
void after_fork_in_child(Thread& thread) {
  reset_threads_after_fork(thread);
  reset_signals_after_fork(thread);
  run_hooks(thread, g_after_in_child, false);
}

std::span<const Method> process_functions() { return kFunctions; }

}  // namespace taipan::python::posix
