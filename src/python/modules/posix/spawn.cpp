// python/modules/posix/spawn.cpp -- posix_spawn and posix_spawnp.
//
// Room       python/modules/posix. https://docs.python.org/3.11/library/os.html#os.posix_spawn
// Tests      CPython's test_posix (TestPosixSpawn)
#include <sched.h>
#include <signal.h>
#include <spawn.h>

#include "python/modules/posix/posix_private.h"

namespace taipan::python::posix {

namespace {

enum FileAction : int { kOpen, kClose, kDup2 };

struct SpawnSettings {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
};

Result<int> int_item(Thread& thread, const Tuple* tuple, int64_t i) {
  const int64_t n = TRY(to_int64(thread, tuple->at(i)));
  return int(n);
}

Status add_file_action(Thread& thread, SpawnSettings& settings, Value item, List* keep) {
  if (!is_kind(item, Kind::Tuple) || item.as<Tuple>()->length() == 0) {
    return raise(thread, TypeId::TypeError, "Each file_actions element must be a non-empty tuple");
  }
  const Tuple* action = item.as<Tuple>();
  const int64_t which = is_int_like(action->at(0)) ? TRY(to_int64(thread, action->at(0))) : -1;
  int error = 0;
  switch (which) {
    case kOpen: {
      if (action->length() != 5) return raise(thread, TypeId::TypeError, "A open file_action tuple must have 5 elements");
      const int fd = TRY(int_item(thread, action, 1));
      Bytes* path = TRY(to_file_name(thread, action->at(2)));
      if (!keep->append(thread.heap(), Value(path))) return raise_memory_error(thread);
      const int flags = TRY(int_item(thread, action, 3)), mode = TRY(int_item(thread, action, 4));
      error = posix_spawn_file_actions_addopen(&settings.actions, fd, reinterpret_cast<const char*>(path->data()), flags, mode_t(mode));
      break;
    }
    case kClose:
      if (action->length() != 2) return raise(thread, TypeId::TypeError, "A close file_action tuple must have 2 elements");
      error = posix_spawn_file_actions_addclose(&settings.actions, TRY(int_item(thread, action, 1)));
      break;
    case kDup2:
      if (action->length() != 3) return raise(thread, TypeId::TypeError, "A dup2 file_action tuple must have 3 elements");
      {
        const int from = TRY(int_item(thread, action, 1)), to = TRY(int_item(thread, action, 2));
        error = posix_spawn_file_actions_adddup2(&settings.actions, from, to);
      }
      break;
    default: return raise(thread, TypeId::TypeError, "Unknown file_actions identifier");
  }
  if (error != 0) return raise_os_error(thread, error);
  return ok_status();
}

Status to_signal_set(Thread& thread, Value iterable, sigset_t* set) {
  sigemptyset(set);
  Tuple* signals = TRY(tuple_from_iterable(thread, iterable));
  for (Value v : signals->span()) {
    const int64_t number = TRY(to_index_clamped(thread, v));
    if (number <= 0 || number >= NSIG) return raise(thread, TypeId::ValueError, "signal number %ld out of range [1; %d]", number, NSIG - 1);
    sigaddset(set, int(number));
  }
  return ok_status();
}

Value do_spawn(Thread& thread, bool search, Value path_value, Value argv, Value env, Value file_actions, Value setpgroup, bool resetids, bool setsid,
               Value setsigmask, Value setsigdef, Value scheduler) {
  const char* function = search ? "posix_spawnp" : "posix_spawn";
  const Path path = TRY(to_path(thread, path_value, function));
  if (!is_kind(argv, Kind::List) && !is_kind(argv, Kind::Tuple)) return raise(thread, TypeId::TypeError, "%s: argv must be a tuple or list", function);
  if (TRY(length(thread, argv)) < 1) return raise(thread, TypeId::ValueError, "%s: argv must not be empty", function);
  TextArray arguments, environment;
  TRY(to_arguments(thread, argv, arguments));
  if (arguments.items[0][0] == 0) return raise(thread, TypeId::ValueError, "%s: argv first element cannot be empty", function);
  TRY(to_environment(thread, env, environment, search ? "posix_spawnp: environment must be a mapping object" : "posix_spawn: environment must be a mapping object"));
  SpawnSettings settings;
  List* keep = new_list(thread.heap());
  if (!file_actions.is_none()) {
    const Value items = TRY(fast_sequence(thread, file_actions, "file_actions must be a sequence or None"));
    Tuple* all = TRY(tuple_from_iterable(thread, items));
    for (Value item : all->span()) TRY(add_file_action(thread, settings, item, keep));
  }
  short flags = 0;
  if (!setpgroup.is_missing()) {
    const int64_t group = TRY(to_int64(thread, setpgroup));
    posix_spawnattr_setpgroup(&settings.attributes, pid_t(group));
    flags |= POSIX_SPAWN_SETPGROUP;
  }
  if (resetids) flags |= POSIX_SPAWN_RESETIDS;
  if (setsid) flags |= POSIX_SPAWN_SETSID;
  sigset_t set;
  if (!(is_exact_tuple(setsigmask) && setsigmask.as<Tuple>()->length() == 0)) {
    TRY(to_signal_set(thread, setsigmask, &set));
    posix_spawnattr_setsigmask(&settings.attributes, &set);
    flags |= POSIX_SPAWN_SETSIGMASK;
  }
  if (!(is_exact_tuple(setsigdef) && setsigdef.as<Tuple>()->length() == 0)) {
    TRY(to_signal_set(thread, setsigdef, &set));
    posix_spawnattr_setsigdefault(&settings.attributes, &set);
    flags |= POSIX_SPAWN_SETSIGDEF;
  }
  if (!scheduler.is_missing() && !scheduler.is_none()) {
    if (!is_kind(scheduler, Kind::Tuple) || scheduler.as<Tuple>()->length() != 2) {
      return raise(thread, TypeId::TypeError, "A scheduler tuple must have two elements");
    }
    const Tuple* pair = scheduler.as<Tuple>();
    if (!pair->at(0).is_none()) {
      posix_spawnattr_setschedpolicy(&settings.attributes, TRY(int_item(thread, pair, 0)));
      flags |= POSIX_SPAWN_SETSCHEDULER;
    } else {
      flags |= POSIX_SPAWN_SETSCHEDPARAM;
    }
    if (type_of(pair->at(1)) != g_sched_param_type) return raise(thread, TypeId::TypeError, "must have a sched_param object");
    const int64_t priority = TRY(to_int64(thread, struct_sequence_field(pair->at(1), 0)));
    sched_param parameter{};
    parameter.sched_priority = int(priority);
    posix_spawnattr_setschedparam(&settings.attributes, &parameter);
  }
  posix_spawnattr_setflags(&settings.attributes, flags);
  pid_t child;
  auto* spawn = search ? &::posix_spawnp : &::posix_spawn;
  const int error = spawn(&child, path.text, &settings.actions, &settings.attributes, const_cast<char* const*>(arguments.items), const_cast<char* const*>(environment.items));
  if (error != 0) return raise_os_error(thread, error, path.object);
  asm volatile("" : : "r"(keep) : "memory");
  return Value::integer(child);
}
Result<bool> to_flag(Thread& thread, Value value) { return TRY(to_int64(thread, value)) != 0; }
Value spawn(Thread& t, Value path, Value argv, Value env, Value actions, Value group, Value resetids, Value setsid, Value mask, Value def, Value scheduler) {
  return do_spawn(t, false, path, argv, env, actions, group, TRY(to_flag(t, resetids)), TRY(to_flag(t, setsid)), mask, def, scheduler);
}
Value spawnp(Thread& t, Value path, Value argv, Value env, Value actions, Value group, Value resetids, Value setsid, Value mask, Value def, Value scheduler) {
  return do_spawn(t, true, path, argv, env, actions, group, TRY(to_flag(t, resetids)), TRY(to_flag(t, setsid)), mask, def, scheduler);
}

const Method kFunctions[] = {
    {"posix_spawn(path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)", spawn,
     "Execute the program specified by path in a new process."},
    {"posix_spawnp(path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)", spawnp,
     "Execute the program specified by path in a new process."},
};

}  // namespace

std::span<const Method> spawn_functions() { return kFunctions; }

}  // namespace taipan::python::posix
