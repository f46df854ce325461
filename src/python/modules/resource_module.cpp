// python/modules/resource_module.cpp -- resource: limits and use of the process's resources.
// https://docs.python.org/3.11/library/resource.html
//
// Room       python/modules. Tests: CPython's test_resource
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>

#include "python/modules/posix/posix_private.h"

namespace taipan::python {

namespace {

Type* g_usage_type;

Value limit_value(Heap& heap, rlim_t limit) { return limit == RLIM_INFINITY ? Value::integer(-1) : unsigned_value(heap, limit); }
Value limits_value(Thread& thread, const struct rlimit& limits) {
  return Value(tuple_of(thread.heap(), limit_value(thread.heap(), limits.rlim_cur), limit_value(thread.heap(), limits.rlim_max)));
}
Result<struct rlimit> to_limits(Thread& thread, Value value) {
  Tuple* pair = is_kind(value, Kind::Tuple) ? value.as<Tuple>() : TRY(tuple_from_iterable(thread, value));
  if (pair->length() != 2) return raise(thread, TypeId::ValueError, "expected a tuple of 2 integers");
  struct rlimit limits;
  const Value soft = TRY(to_index(thread, pair->at(0)));
  const Value hard = TRY(to_index(thread, pair->at(1)));
  int64_t current, maximum;
  if (!integer_to_int64(soft, &current) || !integer_to_int64(hard, &maximum)) {
    return raise(thread, TypeId::OverflowError, "Python int too large to convert to C long");
  }
  limits.rlim_cur = rlim_t(current);
  limits.rlim_max = rlim_t(maximum);
  return limits;
}
Status check_resource(Thread& thread, int resource) {
  if (resource < 0 || resource >= int(RLIMIT_NLIMITS)) return raise(thread, TypeId::ValueError, "invalid resource specified");
  return ok_status();
}

Value resource_getrlimit(Thread& thread, int resource) {
  TRY(check_resource(thread, resource));
  struct rlimit limits;
  if (getrlimit(__rlimit_resource_t(resource), &limits) < 0) return raise_errno(thread);
  return limits_value(thread, limits);
}
Raised raise_limit_error(Thread& thread) {
  if (errno == EINVAL) return raise(thread, TypeId::ValueError, "current limit exceeds maximum limit");
  if (errno == EPERM) return raise(thread, TypeId::ValueError, "not allowed to raise maximum limit");
  return raise_errno(thread);
}
Value resource_setrlimit(Thread& thread, int resource, Value limits_argument) {
  TRY(check_resource(thread, resource));
  const struct rlimit limits = TRY(to_limits(thread, limits_argument));
  if (setrlimit(__rlimit_resource_t(resource), &limits) < 0) return raise_limit_error(thread);
  return Value::none();
}
Value resource_prlimit(Thread& thread, int pid, int resource, Value limits_argument) {
  TRY(check_resource(thread, resource));
  struct rlimit before, limits;
  const bool sets = !limits_argument.is_missing() && !limits_argument.is_none();
  if (sets) limits = TRY(to_limits(thread, limits_argument));
  if (prlimit(pid, static_cast<enum __rlimit_resource>(resource), sets ? &limits : nullptr, &before) < 0) {
    if (errno == EINVAL) return raise(thread, TypeId::ValueError, "current limit exceeds maximum limit");
    return raise_errno(thread);
  }
  return limits_value(thread, before);
}
Value resource_getrusage(Thread& thread, int who) {
  struct rusage usage;
  if (getrusage(__rusage_who_t(who), &usage) < 0) {
    if (errno == EINVAL) return raise(thread, TypeId::ValueError, "invalid who parameter");
    return raise_errno(thread);
  }
  return posix::usage_value(thread, usage);
}
int resource_getpagesize(Thread&) { return getpagesize(); }

const Method kFunctions[] = {
    {"getrlimit(resource, /)", resource_getrlimit},
    {"setrlimit(resource, limits, /)", resource_setrlimit},
    {"prlimit(pid, resource, limits=<missing>, /)", resource_prlimit, "Set or get resource limits of a process."},
    {"getrusage(who, /)", resource_getrusage},
    {"getpagesize()", resource_getpagesize},
};
constexpr FieldSpec kUsageFields[] = {{"ru_utime", "user time used"},          {"ru_stime", "system time used"},      {"ru_maxrss", "max. resident set size"},
                                      {"ru_ixrss", "shared memory size"},      {"ru_idrss", "unshared data size"},    {"ru_isrss", "unshared stack size"},
                                      {"ru_minflt", "page faults not requiring I/O"}, {"ru_majflt", "page faults requiring I/O"}, {"ru_nswap", "number of swap outs"},
                                      {"ru_inblock", "block input operations"}, {"ru_oublock", "block output operations"}, {"ru_msgsnd", "IPC messages sent"},
                                      {"ru_msgrcv", "IPC messages received"},  {"ru_nsignals", "signals received"},   {"ru_nvcsw", "voluntary context switches"},
                                      {"ru_nivcsw", "involuntary context switches"}};
struct Constant {
  const char* name;
  int64_t value;
};
#define NUMBER(name) {#name, int64_t(name)}
constexpr Constant kConstants[] = {NUMBER(RLIMIT_CPU),     NUMBER(RLIMIT_FSIZE),   NUMBER(RLIMIT_DATA),   NUMBER(RLIMIT_STACK),      NUMBER(RLIMIT_CORE),
                                   NUMBER(RLIMIT_NOFILE),  NUMBER(RLIMIT_OFILE),   NUMBER(RLIMIT_AS),     NUMBER(RLIMIT_RSS),        NUMBER(RLIMIT_NPROC),
                                   NUMBER(RLIMIT_MEMLOCK), NUMBER(RLIMIT_MSGQUEUE), NUMBER(RLIMIT_NICE),  NUMBER(RLIMIT_RTPRIO),     NUMBER(RLIMIT_RTTIME),
                                   NUMBER(RLIMIT_SIGPENDING), NUMBER(RUSAGE_SELF), NUMBER(RUSAGE_CHILDREN), NUMBER(RUSAGE_THREAD),   {"RLIM_INFINITY", -1}};
#undef NUMBER

Status execute(Thread& thread, Module* module) {
  if (!g_usage_type) {
    g_usage_type = TRY(define_struct_sequence(thread, "resource.struct_rusage", "struct_rusage: Result from getrusage.", kUsageFields, 16));
  }
  TRY(module_add(thread, module, "struct_rusage", Value(g_usage_type)));
  TRY(module_add(thread, module, "error", Value(builtin_type(TypeId::OSError))));
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, Value::integer(c.value)));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kResourceModule = {.name = "resource", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
