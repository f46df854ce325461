// python/modules/posix/scheduling.cpp -- priorities, policies and processors of processes.
//
// Room       python/modules/posix. https://docs.python.org/3.11/library/os.html#interface-to-the-scheduler
// Tests      CPython's test_posix
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include "python/modules/posix/posix_private.h"
#include "python/objects/set.h"

namespace taipan::python::posix {

Type* g_sched_param_type;

namespace {

constexpr int kMostProcessors = 65536;

struct ProcessorSet {
  cpu_set_t* bits = CPU_ALLOC(kMostProcessors);
  size_t bytes = CPU_ALLOC_SIZE(kMostProcessors);
  ProcessorSet() { CPU_ZERO_S(bytes, bits); }
  ~ProcessorSet() { CPU_FREE(bits); }
  ProcessorSet(const ProcessorSet&) = delete;
  ProcessorSet& operator=(const ProcessorSet&) = delete;
};

Result<sched_param> to_parameter(Thread& thread, Value value) {
  if (type_of(value) != g_sched_param_type) return raise(thread, TypeId::TypeError, "must have a sched_param object");
  const int64_t priority = TRY(to_int64(thread, struct_sequence_field(value, 0)));
  if (priority != int(priority)) return raise(thread, TypeId::OverflowError, "sched_priority out of range");
  sched_param parameter{};
  parameter.sched_priority = int(priority);
  return parameter;
}

Value number_or_error(Thread& thread, int n) { return n < 0 ? Value(raise_errno(thread)) : Value::integer(n); }
Value posix_sched_get_priority_max(Thread& thread, int policy) { return number_or_error(thread, sched_get_priority_max(policy)); }
Value posix_sched_get_priority_min(Thread& thread, int policy) { return number_or_error(thread, sched_get_priority_min(policy)); }
Value posix_sched_getscheduler(Thread& thread, int pid) { return number_or_error(thread, sched_getscheduler(pid)); }
Value posix_sched_getparam(Thread& thread, int pid) {
  sched_param parameter;
  if (sched_getparam(pid, &parameter) < 0) return raise_errno(thread);
  const Value values[] = {Value::integer(parameter.sched_priority)};
  return new_struct_sequence(thread, g_sched_param_type, values);
}
Value posix_sched_setparam(Thread& thread, int pid, Value param) {
  const sched_param parameter = TRY(to_parameter(thread, param));
  return none_or_error(thread, sched_setparam(pid, &parameter));
}
Value posix_sched_setscheduler(Thread& thread, int pid, int policy, Value param) {
  const sched_param parameter = TRY(to_parameter(thread, param));
  return none_or_error(thread, sched_setscheduler(pid, policy, &parameter));
}
Value posix_sched_rr_get_interval(Thread& thread, int pid) {
  timespec interval;
  if (sched_rr_get_interval(pid, &interval) < 0) return raise_errno(thread);
  return Value::number(double(interval.tv_sec) + 1e-9 * double(interval.tv_nsec));
}
Value posix_sched_yield(Thread& thread) {
  return none_or_error(thread, unlocked(thread, [] { return sched_yield(); }));
}
Value posix_sched_getaffinity(Thread& thread, int pid) {
  ProcessorSet set;
  if (sched_getaffinity(pid, set.bytes, set.bits) < 0) return raise_errno(thread);
  SetObject* result = new_set(thread.heap(), TypeId::Set);
  for (int i = 0, left = CPU_COUNT_S(set.bytes, set.bits); left > 0; i++) {
    if (!CPU_ISSET_S(i, set.bytes, set.bits)) continue;
    left--;
    TRY(set_add(thread, result, Value::integer(i)));
  }
  return Value(result);
}
Value posix_sched_setaffinity(Thread& thread, int pid, Value mask) {
  ProcessorSet set;
  const Value iterator = TRY(get_iterator(thread, mask));
  for (;;) {
    const Value item = TRY(iterator_next(thread, iterator));
    if (item.is_unbound()) break;
    if (!is_int_like(item)) {
      return raise(thread, TypeId::TypeError, "expected an iterator of ints, but iterator yielded %R", Value(type_of(item)));
    }
    const int64_t processor = TRY(to_int64(thread, item));
    if (processor < 0) return raise(thread, TypeId::ValueError, "negative CPU number");
    if (processor >= kMostProcessors) return raise(thread, TypeId::OverflowError, "CPU number too large");
    CPU_SET_S(size_t(processor), set.bytes, set.bits);
  }
  return none_or_error(thread, sched_setaffinity(pid, set.bytes, set.bits));
}

Value posix_nice(Thread& thread, int increment) {
  errno = 0;
  const int value = nice(increment);
  if (value == -1 && errno != 0) return raise_errno(thread);
  return Value::integer(value);
}
Value posix_getpriority(Thread& thread, int which, int who) {
  errno = 0;
  const int value = getpriority(__priority_which_t(which), id_t(who));
  if (errno != 0) return raise_errno(thread);
  return Value::integer(value);
}
Value posix_setpriority(Thread& thread, int which, int who, int priority) {
  return none_or_error(thread, setpriority(__priority_which_t(which), id_t(who), priority));
}
Value posix_cpu_count(Thread&) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? Value::integer(count) : Value::none();
}

const Method kFunctions[] = {
    {"sched_get_priority_max(policy)", posix_sched_get_priority_max, "Get the maximum scheduling priority for policy."},
    {"sched_get_priority_min(policy)", posix_sched_get_priority_min, "Get the minimum scheduling priority for policy."},
    {"sched_getscheduler(pid, /)", posix_sched_getscheduler, "Get the scheduling policy for the process identified by pid."},
    {"sched_getparam(pid, /)", posix_sched_getparam, "Returns scheduling parameters for the process identified by pid."},
    {"sched_setparam(pid, param, /)", posix_sched_setparam, "Set scheduling parameters for the process identified by pid."},
    {"sched_setscheduler(pid, policy, param, /)", posix_sched_setscheduler, "Set the scheduling policy for the process identified by pid."},
    {"sched_rr_get_interval(pid, /)", posix_sched_rr_get_interval, "Return the round-robin quantum for the process identified by pid, in seconds."},
    {"sched_yield()", posix_sched_yield, "Voluntarily relinquish the CPU."},
    {"sched_getaffinity(pid, /)", posix_sched_getaffinity, "Return the affinity of the process identified by pid (or the current process if zero)."},
    {"sched_setaffinity(pid, mask, /)", posix_sched_setaffinity, "Set the CPU affinity of the process identified by pid to mask."},
    {"nice(increment, /)", posix_nice, "Add increment to the priority of process and return the new priority."},
    {"getpriority(which, who)", posix_getpriority, "Return program scheduling priority."},
    {"setpriority(which, who, priority)", posix_setpriority, "Set program scheduling priority."},
    {"cpu_count()", posix_cpu_count, "Return the number of CPUs in the system; return None if indeterminable."},
};

}  // namespace

std::span<const Method> scheduling_functions() { return kFunctions; }

}  // namespace taipan::python::posix
