// python/modules/posix/posix_module.cpp -- module posix, put together: functions, classes of results, environment, constants.
//
// Room       python/modules/posix. Tests: CPython's test_posix, test_os
#include <sys/resource.h>
#include <unistd.h>

#include <cstring>
#include <vector>

#include "python/modules/locale_setup.h"
#include "python/modules/posix/posix_private.h"
#include "python/runtime/runtime.h"

extern char** environ;

namespace taipan::python::posix {

namespace {

Value environment(Thread& thread) {
  Heap& heap = thread.heap();
  Dict* dict = new_dict(heap);
  for (char** entry = environ; entry && *entry; entry++) {
    const char* equals = strchr(*entry, '=');
    if (!equals) continue;
    Bytes* key = bytes_from(heap, {*entry, size_t(equals - *entry)});
    TRY(dict_set_default(thread, dict, Value(key), Value(bytes_from(heap, equals + 1))));
  }
  return Value(dict);
}

Value names_dict(Thread& thread, std::span<const NamedNumber> table) {
  Heap& heap = thread.heap();
  Dict* dict = new_dict(heap, int64_t(table.size()));
  for (const NamedNumber& row : table) dict_set(heap, dict, intern(heap, row.name), Value::integer(row.value));
  return Value(dict);
}

Status keep(Thread& thread, Module* module, const char* shown, Type* type) { return module_add(thread, module, shown, Value(type)); }

constexpr FieldSpec kStatFields[] = {{"st_mode", "protection bits"},
                                     {"st_ino", "inode"},
                                     {"st_dev", "device"},
                                     {"st_nlink", "number of hard links"},
                                     {"st_uid", "user ID of owner"},
                                     {"st_gid", "group ID of owner"},
                                     {"st_size", "total size, in bytes"},
                                     {nullptr, "integer time of last access"},
                                     {nullptr, "integer time of last modification"},
                                     {nullptr, "integer time of last change"},
                                     {"st_atime", "time of last access"},
                                     {"st_mtime", "time of last modification"},
                                     {"st_ctime", "time of last change"},
                                     {"st_atime_ns", "time of last access in nanoseconds"},
                                     {"st_mtime_ns", "time of last modification in nanoseconds"},
                                     {"st_ctime_ns", "time of last change in nanoseconds"},
                                     {"st_blksize", "blocksize for filesystem I/O"},
                                     {"st_blocks", "number of blocks allocated"},
                                     {"st_rdev", "device type (if inode device)"}};
constexpr FieldSpec kStatvfsFields[] = {{"f_bsize", nullptr},  {"f_frsize", nullptr}, {"f_blocks", nullptr}, {"f_bfree", nullptr},
                                        {"f_bavail", nullptr}, {"f_files", nullptr},  {"f_ffree", nullptr},  {"f_favail", nullptr},
                                        {"f_flag", nullptr},   {"f_namemax", nullptr}, {"f_fsid", nullptr}};
constexpr FieldSpec kTerminalFields[] = {{"columns", "width of the terminal window in characters"}, {"lines", "height of the terminal window in characters"}};
constexpr FieldSpec kTimesFields[] = {{"user", "user time"}, {"system", "system time"}, {"children_user", "user time of children"},
                                      {"children_system", "system time of children"}, {"elapsed", "elapsed time since an arbitrary point in the past"}};
constexpr FieldSpec kUnameFields[] = {{"sysname", "operating system name"}, {"nodename", "name of machine on network (implementation-defined)"},
                                      {"release", "operating system release"}, {"version", "operating system version"}, {"machine", "hardware identifier"}};
constexpr FieldSpec kWaitidFields[] = {{"si_pid", nullptr}, {"si_uid", nullptr}, {"si_signo", nullptr}, {"si_status", nullptr}, {"si_code", nullptr}};
constexpr FieldSpec kSchedFields[] = {{"sched_priority", "the scheduling priority"}};

Value sched_param_new(Thread& thread, Type* cls, Value sched_priority) {
  const Value values[] = {sched_priority};
  return new_struct_sequence(thread, cls, values);
}
Value sched_param_reduce(Thread& thread, Value self) {
  return Value(tuple_of(thread.heap(), Value(type_of(self)), Value(tuple_of(thread.heap(), struct_sequence_field(self, 0)))));
}
const Method kSchedMethods[] = {{"__new__(cls, sched_priority)", sched_param_new, ""}, {"__reduce__(self, /)", sched_param_reduce, ""}};

// os.stat_result(sequence): times that were not given are those among the visible fields.
Value stat_result_new(Thread& thread, Type* cls, Value sequence, Value dict) {
  const Value made = TRY(make_struct_sequence(thread, cls, sequence, dict));
  auto* fields = made.as<Tuple>();
  for (int i = 10; i < 13; i++) {
    if (fields->items_[i].is_none()) fields->items_[i] = fields->items_[i - 3];
  }
  thread.heap().write_barrier(fields);
  return made;
}
const Method kStatMethods[] = {{"__new__(cls, sequence, dict=None)", stat_result_new, ""}};

// A method of its own in place of the one that all struct sequences have.
void replace_method(Thread& thread, Type* type, const Method& method, String* method_name) {
  Heap& heap = thread.heap();
  TypeId id = method_name == special_name(Special::New) ? TypeId::BuiltinFunction : TypeId::MethodDescriptor;
  auto* f = heap.allocate_as<Native>(exact_shape(id), exact_shape(id)->instance_size);
  f->method = &method;
  f->name = method_name;
  f->owner = type;
  f->module = Value::none();
  if (id == TypeId::BuiltinFunction) f->self = Value(type);
  heap.write_barrier(f);
  dict_set(heap, type->dict, method_name, Value(f));
  type_modified(type);
}

Status define_types(Thread& thread) {
  TRY(define_directory_types(thread));
  if (g_stat_type) return ok_status();
  g_stat_type = TRY(define_struct_sequence(thread, "os.stat_result", "stat_result: Result from stat, fstat, or lstat.", kStatFields, 10));
  g_statvfs_type = TRY(define_struct_sequence(thread, "os.statvfs_result", "statvfs_result: Result from statvfs or fstatvfs.", kStatvfsFields, 10));
  g_terminal_size_type = TRY(define_struct_sequence(thread, "os.terminal_size", "A tuple of (columns, lines) for holding terminal window size", kTerminalFields, 2));
  g_times_type = TRY(define_struct_sequence(thread, "posix.times_result", "times_result: Result from os.times().", kTimesFields, 5));
  g_uname_type = TRY(define_struct_sequence(thread, "posix.uname_result", "uname_result: Result from os.uname().", kUnameFields, 5));
  g_waitid_type = TRY(define_struct_sequence(thread, "posix.waitid_result", "waitid_result: Result from waitid.", kWaitidFields, 5));
  g_sched_param_type = TRY(define_struct_sequence(thread, "posix.sched_param", "Currently has only one field: sched_priority", kSchedFields, 1));
  replace_method(thread, g_sched_param_type, kSchedMethods[0], special_name(Special::New));
  replace_method(thread, g_sched_param_type, kSchedMethods[1], special_name(Special::Reduce));
  replace_method(thread, g_stat_type, kStatMethods[0], special_name(Special::New));
  return ok_status();
}

constexpr const char* kHaveFunctions[] = {
    "HAVE_EVENTFD",   "HAVE_FACCESSAT", "HAVE_FCHDIR",   "HAVE_FCHMOD",   "HAVE_FCHMODAT",  "HAVE_FCHOWN",    "HAVE_FCHOWNAT",     "HAVE_FEXECVE",
    "HAVE_FDOPENDIR", "HAVE_FPATHCONF", "HAVE_FSTATAT",  "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS",  "HAVE_FUTIMES",      "HAVE_FUTIMESAT",
    "HAVE_LINKAT",    "HAVE_LCHOWN",    "HAVE_LSTAT",    "HAVE_LUTIMES",  "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT", "HAVE_MKFIFOAT",    "HAVE_MKNODAT",
    "HAVE_OPENAT",    "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT"};

Status execute(Thread& thread, Module* module) {
  prepare_locale();
  Heap& heap = thread.heap();
  TRY(define_types(thread));
  const Value module_name = Value(intern(heap, "posix"));
  for (auto functions : {file_functions(), descriptor_functions(), directory_functions(), attribute_functions(), process_functions(), spawn_functions(),
                         identity_functions(), scheduling_functions(), system_functions()}) {
    for (const Method& m : functions) {
      Native* f = new_native(heap, m, Value(module), module_name);
      dict_set(heap, module->dict, f->name, Value(f));
    }
  }
  register_constants(thread, module);
  TRY(module_add(thread, module, "environ", TRY(environment(thread))));
  TRY(module_add(thread, module, "error", Value(builtin_type(TypeId::OSError))));
  TRY(module_add(thread, module, "confstr_names", names_dict(thread, kConfstrNames)));
  TRY(module_add(thread, module, "pathconf_names", names_dict(thread, kPathconfNames)));
  TRY(module_add(thread, module, "sysconf_names", names_dict(thread, kSysconfNames)));
  List* have = new_list(heap);
  for (const char* function : kHaveFunctions) (void)have->append(heap, Value(intern(heap, function)));
  TRY(module_add(thread, module, "_have_functions", Value(have)));
  TRY(keep(thread, module, "DirEntry", g_directory_entry_type));
  TRY(keep(thread, module, "stat_result", g_stat_type));
  TRY(keep(thread, module, "statvfs_result", g_statvfs_type));
  TRY(keep(thread, module, "terminal_size", g_terminal_size_type));
  TRY(keep(thread, module, "times_result", g_times_type));
  TRY(keep(thread, module, "uname_result", g_uname_type));
  TRY(keep(thread, module, "waitid_result", g_waitid_type));
  TRY(keep(thread, module, "sched_param", g_sched_param_type));
  return ok_status();
}

}  // namespace

Value usage_value(Thread& thread, const struct rusage& u) {
  Heap& heap = thread.heap();
  const Value resource = TRY(import_module(thread, "resource"));
  const Value type = TRY(get_attribute(thread, resource, intern(heap, "struct_rusage")));
  auto seconds = [](const timeval& t) { return Value::number(double(t.tv_sec) + 1e-6 * double(t.tv_usec)); };
  auto number = [&](long n) { return integer_value(heap, n); };
  const Value values[] = {seconds(u.ru_utime), seconds(u.ru_stime), number(u.ru_maxrss),  number(u.ru_ixrss),  number(u.ru_idrss),    number(u.ru_isrss),
                          number(u.ru_minflt), number(u.ru_majflt), number(u.ru_nswap),   number(u.ru_inblock), number(u.ru_oublock), number(u.ru_msgsnd),
                          number(u.ru_msgrcv), number(u.ru_nsignals), number(u.ru_nvcsw), number(u.ru_nivcsw)};
  return new_struct_sequence(thread, type.as<Type>(), values);
}

}  // namespace taipan::python::posix

namespace taipan::python {
extern const ModuleSpec kPosixModule = {
    .name = "posix",
    .doc = "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard.",
    .execute = posix::execute};
}  // namespace taipan::python
