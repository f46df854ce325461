// python/modules/shared_memory_modules.cpp -- _posixshmem and _multiprocessing: what processes share, memory and semaphores.
//
// Room       python/modules. Tests: CPython's test_multiprocessing_*
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>

#include <cerrno>
#include <climits>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "python/modules/posix/posix_private.h"
#include "python/modules/time_values.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

using posix::retried;

// ---- _posixshmem

Result<const char*> shared_name(Thread& thread, String* path) {
  Bytes* bytes = TRY(encode_filesystem(thread, path));
  if (bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null character");
  return reinterpret_cast<const char*>(bytes->data());
}
Value shm_open_function(Thread& thread, String* path, int flags, int mode) {
  const char* name = TRY(shared_name(thread, path));
  bool raised;
  const int64_t fd = retried(thread, &raised, [&] { return shm_open(name, flags, mode_t(mode)); });
  if (raised) return Value::raised();
  if (fd < 0) return raise_os_error(thread, errno, Value(path));
  return Value::integer(fd);
}
Value shm_unlink_function(Thread& thread, String* path) {
  const char* name = TRY(shared_name(thread, path));
  bool raised;
  const int64_t result = retried(thread, &raised, [&] { return shm_unlink(name); });
  if (raised) return Value::raised();
  if (result < 0) return raise_os_error(thread, errno, Value(path));
  return Value::none();
}
const Method kSharedMemoryFunctions[] = {
    {"shm_open(path, flags, mode=511)", shm_open_function, "Open a shared memory object.  Returns a file descriptor (integer)."},
    {"shm_unlink(path)", shm_unlink_function, "Remove a shared memory object (similar to unlink())."},
};

// ---- _multiprocessing

enum SemaphoreKind : int { kRecursiveMutex, kSemaphore };

struct SemaphoreObject : HeapObject {
  sem_t* handle;
  uint64_t owner;  // thread that took it last
  int count;       // how often this process has it
  int maximum, kind;
  Value name;      // str or None
};
void trace_semaphore(HeapObject* o, Tracer& tracer) {
  tracer.visit_value(static_cast<SemaphoreObject*>(o)->name.bits());
  trace_attributes(o, tracer);
}
void finalize_semaphore(HeapObject* o) {
  sem_t* handle = static_cast<SemaphoreObject*>(o)->handle;
  if (handle && handle != SEM_FAILED) sem_close(handle);
}
const Layout kSemaphoreLayout = {.name = "SemLock", .size = &size_from_shape, .trace = &trace_semaphore, .finalize = &finalize_semaphore};
Type* g_semaphore_type;

SemaphoreObject* self_of(Value v) { return v.as<SemaphoreObject>(); }
bool is_mine(Thread& thread, const SemaphoreObject* s) { return s->count > 0 && s->owner == thread.id; }

Value new_semaphore(Thread& thread, Type* type, sem_t* handle, int semaphore_kind, int maximum, Value name) {
  auto* s = static_cast<SemaphoreObject*>(allocate_instance(thread.heap(), type));
  s->handle = handle;
  s->kind = semaphore_kind;
  s->maximum = maximum;
  s->name = name;
  return Value(s);
}
Value semaphore_new(Thread& thread, Type* cls, int semaphore_kind, int value, int maxvalue, String* name, bool unlink) {
  if (semaphore_kind != kRecursiveMutex && semaphore_kind != kSemaphore) return raise(thread, TypeId::ValueError, "unrecognized kind");
  const char* text = TRY(c_text(thread, name));
  sem_t* handle = sem_open(text, O_CREAT | O_EXCL, 0600, unsigned(value));
  if (handle == SEM_FAILED) return raise_errno(thread);
  if (unlink && sem_unlink(text) < 0) {
    const int error = errno;
    sem_close(handle);
    return raise_os_error(thread, error);
  }
  return new_semaphore(thread, cls, handle, semaphore_kind, maxvalue, unlink ? Value::none() : Value(name));
}
Value semaphore_rebuild(Thread& thread, Type* cls, Value handle, int semaphore_kind, int maxvalue, Value name) {
  sem_t* semaphore;
  if (String* text = as_string(name)) {
    semaphore = sem_open(TRY(c_text(thread, text)), 0);
    if (semaphore == SEM_FAILED) return raise_errno(thread);
  } else {
    semaphore = reinterpret_cast<sem_t*>(integer_low_bits(TRY(to_index(thread, handle))));
  }
  return new_semaphore(thread, cls, semaphore, semaphore_kind, maxvalue, name);
}

Value semaphore_acquire(Thread& thread, Value self_value, bool block, Value timeout) {
  auto* self = self_of(self_value);
  if (self->kind == kRecursiveMutex && is_mine(thread, self)) {
    self->count++;
    return Value::true_value();
  }
  struct timespec deadline = {};
  const bool limited = block && !timeout.is_none();
  if (limited) {
    double seconds = TRY(to_double(thread, timeout));
    if (seconds < 0) seconds = 0;
    clock_gettime(CLOCK_REALTIME, &deadline);
    const double whole = std::floor(seconds);
    deadline.tv_sec += time_t(whole);
    deadline.tv_nsec += long((seconds - whole) * 1e9);
    if (deadline.tv_nsec >= 1000000000) {
      deadline.tv_nsec -= 1000000000;
      deadline.tv_sec++;
    }
  }
  for (;;) {
    int result = sem_trywait(self->handle);
    if (result < 0 && errno == EAGAIN && block) {
      WithoutLock released(thread);
      result = limited ? sem_timedwait(self->handle, &deadline) : sem_wait(self->handle);
    }
    if (result == 0) break;
    if (errno == EAGAIN || errno == ETIMEDOUT) return Value::false_value();
    if (errno != EINTR) return raise_errno(thread);
    TRY(run_signal_handlers(thread));
  }
  self->count++;
  self->owner = thread.id;
  return Value::true_value();
}
Value semaphore_release(Thread& thread, Value self_value) {
  auto* self = self_of(self_value);
  if (self->kind == kRecursiveMutex) {
    if (!is_mine(thread, self)) return raise(thread, TypeId::AssertionError, "attempt to release recursive lock not owned by thread");
    if (self->count > 1) {
      self->count--;
      return Value::none();
    }
  } else {
    int value;
    if (sem_getvalue(self->handle, &value) < 0) return raise_errno(thread);
    if (value >= self->maximum) return raise(thread, TypeId::ValueError, "semaphore or lock released too many times");
  }
  if (sem_post(self->handle) < 0) return raise_errno(thread);
  self->count--;
  return Value::none();
}
Value semaphore_enter(Thread& thread, Value self) { return semaphore_acquire(thread, self, true, Value::none()); }
Value semaphore_exit(Thread& thread, Value self, Value, Value, Value) { return semaphore_release(thread, self); }
int64_t semaphore_count(Thread&, Value self) { return self_of(self)->count; }
bool semaphore_is_mine(Thread& thread, Value self) { return is_mine(thread, self_of(self)); }
Value semaphore_get_value(Thread& thread, Value self) {
  int value;
  if (sem_getvalue(self_of(self)->handle, &value) < 0) return raise_errno(thread);
  return Value::integer(value < 0 ? 0 : value);
}
Value semaphore_is_zero(Thread& thread, Value self) {
  int value;
  if (sem_getvalue(self_of(self)->handle, &value) < 0) return raise_errno(thread);
  return Value::boolean(value == 0);
}
Value semaphore_after_fork(Thread&, Value self) {
  self_of(self)->count = 0;
  return Value::none();
}
Value get_handle(Thread& thread, Value self) { return unsigned_value(thread.heap(), reinterpret_cast<uint64_t>(self_of(self)->handle)); }

const Method kSemaphoreMethods[] = {
    {"__new__(cls, kind, value, maxvalue, name, unlink)", semaphore_new, ""},
    {"acquire(self, /, block=True, timeout=None)", semaphore_acquire, "Acquire the semaphore/lock."},
    {"release(self, /)", semaphore_release, "Release the semaphore/lock."},
    {"__enter__(self, /)", semaphore_enter, "Enter the semaphore/lock."},
    {"__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", semaphore_exit, "Exit the semaphore/lock."},
    {"_count(self, /)", semaphore_count, "Num of `acquire()`s minus num of `release()`s for this process."},
    {"_is_mine(self, /)", semaphore_is_mine, "Whether the lock is owned by this thread."},
    {"_get_value(self, /)", semaphore_get_value, "Get the value of the semaphore."},
    {"_is_zero(self, /)", semaphore_is_zero, "Return whether semaphore has value zero."},
    {"_rebuild(cls, handle, kind, maxvalue, name, /)", semaphore_rebuild, "", kClass},
    {"_after_fork(self, /)", semaphore_after_fork, "Rezero the net acquisition count after fork()."},
};
const Getter kSemaphoreGetters[] = {{"handle", get_handle, nullptr, nullptr}};
const Member kSemaphoreMembers[] = {
    {"kind", MemberType::Int, offsetof(SemaphoreObject, kind), true, nullptr},
    {"maxvalue", MemberType::Int, offsetof(SemaphoreObject, maximum), true, nullptr},
    {"name", MemberType::Object, offsetof(SemaphoreObject, name), true, nullptr},
};
const TypeSpec kSemaphoreSpec = {.name = "_multiprocessing.SemLock",
                                 .doc = "Semaphore/Mutex type",
                                 .layout = &kSemaphoreLayout,
                                 .kind = kind(PythonKind::Other),
                                 .native_size = sizeof(SemaphoreObject),
                                 .flags = kTypeSubclassable,
                                 .methods = kSemaphoreMethods,
                                 .getters = kSemaphoreGetters,
                                 .members = kSemaphoreMembers};

Value sem_unlink_function(Thread& thread, String* name) {
  if (sem_unlink(TRY(c_text(thread, name))) < 0) return raise_errno(thread);
  return Value::none();
}
const Method kSemaphoreFunctions[] = {{"sem_unlink(name, /)", sem_unlink_function}};

Status execute_multiprocessing(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  if (!g_semaphore_type) {
    g_semaphore_type = define_type(thread, kSemaphoreSpec);
    dict_set(heap, g_semaphore_type->dict, intern(heap, "SEM_VALUE_MAX"), Value::integer(SEM_VALUE_MAX));
  }
  TRY(module_add(thread, module, "SemLock", Value(g_semaphore_type)));
  Dict* flags = new_dict(heap);
  dict_set(heap, flags, intern(heap, "HAVE_SEM_OPEN"), Value::integer(1));
  dict_set(heap, flags, intern(heap, "HAVE_SEM_TIMEDWAIT"), Value::integer(1));
  return module_add(thread, module, "flags", Value(flags));
}

}  // namespace

extern const ModuleSpec kPosixSharedMemoryModule = {.name = "_posixshmem", .doc = "POSIX shared memory module", .functions = kSharedMemoryFunctions};
extern const ModuleSpec kMultiprocessingModule = {.name = "_multiprocessing", .functions = kSemaphoreFunctions, .execute = execute_multiprocessing};

}  // namespace taipan::python
