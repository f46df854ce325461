// python/modules/posix/posix_private.h -- what the files of module posix share: paths as arguments, system calls, hooks of fork.
//
// Room       python/modules/posix. https://docs.python.org/3.11/library/os.html
// In / out   Each file gives a table of functions; posix_module.cpp puts them together.
// Tests      CPython's test_posix, test_os; tests/python/os/
#pragma once

#include <fcntl.h>
#include <sys/types.h>

#include <cerrno>

#include "python/objects/abstract.h"
#include "python/objects/buffer.h"
#include "python/objects/native.h"
#include "python/objects/objects.h"
#include "python/objects/struct_sequence.h"
#include "python/objects/text_codec.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

struct rusage;
struct stat;

namespace taipan::python::posix {

// ---- paths

enum PathFlag : unsigned { kPathOnly = 0, kPathOrDescriptor = 1, kPathOrNone = 2 };

// A path argument. While it is on the native stack its text lives.
struct Path {
  const char* text = nullptr;  // null: a descriptor, or None
  int descriptor = -1;
  Value object;                // as it was given: goes into exceptions
  Bytes* bytes = nullptr;
  bool wants_bytes = false;    // results that are names are bytes
  bool is_descriptor() const { return descriptor >= 0; }
};
Result<Path> to_path(Thread& thread, Value value, const char* function, unsigned flags = kPathOnly, const char* argument = "path");
// os.fspath's result as bytes of the file system, without the messages of path arguments.
Bytes* to_file_name(Thread& thread, Value value);
// The name as the caller's path was: str or bytes.
Value name_value(Thread& thread, const char* text, bool as_bytes);

Result<int> to_directory(Thread& thread, Value dir_fd);  // None: AT_FDCWD
// An int, or something with fileno().
Result<int> to_descriptor(Thread& thread, Value value);
Raised raise_path(Thread& thread, const Path& path);
Raised raise_paths(Thread& thread, const Path& a, const Path& b);

// ---- system calls

// Calls f without the interpreter lock.
template <class F>
auto unlocked(Thread& thread, F f) {
  WithoutLock released(thread);
  return f();
}
// The same, again after signals. -1: failed, errno says how, except that `raised` tells that a signal handler raised.
template <class F>
int64_t retried(Thread& thread, bool* raised, F f) {
  *raised = false;
  for (;;) {
    const int64_t result = unlocked(thread, f);
    if (result >= 0 || errno != EINTR) return result;
    if (!run_signal_handlers(thread).ok()) {
      *raised = true;
      return result;
    }
  }
}
// What a call that returns nothing of interest gives.
inline Value none_or_error(Thread& thread, int64_t result) { return result < 0 ? Value(raise_errno(thread)) : Value::none(); }

// ---- results

Value stat_value(Thread& thread, const struct stat& status);
Value usage_value(Thread& thread, const struct rusage& usage);  // resource.struct_rusage
void register_constants(Thread& thread, Module* module);

extern Type *g_stat_type, *g_statvfs_type, *g_terminal_size_type, *g_times_type, *g_uname_type, *g_waitid_type, *g_sched_param_type;
extern Type* g_directory_entry_type;
Status define_directory_types(Thread& thread);

// ---- numbers

// Seconds, as int or float, as whole seconds and nanoseconds, rounded down.
struct Moment {
  int64_t seconds;
  int64_t nanoseconds;
};
Result<Moment> to_moment(Thread& thread, Value value);
Result<uint32_t> to_user_id(Thread& thread, Value value);
Result<uint32_t> to_group_id(Thread& thread, Value value);
Value id_value(Heap& heap, uint32_t id);
// A name of a configuration table, or a number.
struct NamedNumber {
  const char* name;
  int value;
};
Result<int> to_configuration_name(Thread& thread, Value value, std::span<const NamedNumber> table);
extern const std::span<const NamedNumber> kConfstrNames, kPathconfNames, kSysconfNames;

// ---- processes

void before_fork(Thread& thread);
void after_fork_in_parent(Thread& thread);
void after_fork_in_child(Thread& thread);

// A NULL-terminated array of C strings out of Python objects, freed with it. The bytes objects are kept alive by `keep`.
struct TextArray {
  const char** items = nullptr;
  int64_t count = 0;
  List* keep = nullptr;
  TextArray() = default;
  TextArray(const TextArray&) = delete;
  TextArray& operator=(const TextArray&) = delete;
  ~TextArray();
  [[nodiscard]] bool append(Heap& heap, Bytes* text);
};
Status to_arguments(Thread& thread, Value sequence, TextArray& out);
Status to_environment(Thread& thread, Value mapping, TextArray& out, const char* message);

// ---- tables of functions
std::span<const Method> file_functions();       // files.cpp
std::span<const Method> descriptor_functions(); // descriptors.cpp
std::span<const Method> directory_functions();  // directories.cpp
std::span<const Method> attribute_functions();  // attributes.cpp
std::span<const Method> process_functions();    // processes.cpp
std::span<const Method> spawn_functions();      // spawn.cpp
std::span<const Method> identity_functions();   // identity.cpp
std::span<const Method> scheduling_functions(); // scheduling.cpp
std::span<const Method> system_functions();     // system.cpp

}  // namespace taipan::python::posix
