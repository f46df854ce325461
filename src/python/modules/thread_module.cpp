// python/modules/thread_module.cpp -- _thread: native threads, locks, thread-local data. https://docs.python.org/3.11/library/_thread.html
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmath>
#include <ctime>

#include "python/interpreter/interpreter.h"
#include "python/modules/sys.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/struct_sequence.h"
#include "python/objects/weak_reference.h"
#include "python/runtime/runtime.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"
#include "vm/layouts.h"

namespace taipan::python {

void print_exception_to(Thread& thread, Value exception, Value file);  // objects/traceback_print.cpp

namespace {

constexpr double kTimeoutMaximum = 9223372036.0;

// The native part of a lock: outside the heap, since threads wait on it without the interpreter lock.
struct NativeLock {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t released;
  bool locked = false;
  NativeLock() {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&released, &attributes);
    pthread_condattr_destroy(&attributes);
  }
  ~NativeLock() {
    pthread_cond_destroy(&released);
    pthread_mutex_destroy(&mutex);
  }
};

struct LockObject : HeapObject {
  NativeLock* native;
};
struct RLockObject : HeapObject {
  NativeLock* native;
  uint64_t owner;
  int64_t count;
};
struct LocalObject : HeapObject {
  Tuple* arguments;  // of the constructor, for each thread's __init__
  Dict* keywords;
  Dict* dicts;       // of each thread that uses it, by the thread's id
};

void finalize_lock(HeapObject* o) { delete static_cast<LockObject*>(o)->native; }
void finalize_rlock(HeapObject* o) { delete static_cast<RLockObject*>(o)->native; }
void trace_local(HeapObject* o, Tracer& tracer) {
  auto* local = static_cast<LocalObject*>(o);
  if (local->arguments) tracer.visit(local->arguments);
  if (local->keywords) tracer.visit(local->keywords);
  if (local->dicts) tracer.visit(local->dicts);
  trace_attributes(o, tracer);
}
const Layout kLockLayout = {.name = "lock", .size = &size_from_shape, .finalize = &finalize_lock};
const Layout kRLockLayout = {.name = "RLock", .size = &size_from_shape, .finalize = &finalize_rlock};
const Layout kLocalLayout = {.name = "_local", .size = &size_from_shape, .trace = &trace_local};

Type *g_lock_type, *g_rlock_type, *g_local_type, *g_except_type;

bool try_lock(NativeLock* lock) {
  pthread_mutex_lock(&lock->mutex);
  const bool taken = !lock->locked;
  lock->locked = true;
  pthread_mutex_unlock(&lock->mutex);
  return taken;
}

// Waits without the interpreter lock; a signal handler may run in between. False: timed out. `seconds` < 0: for ever.
Result<bool> wait_for_lock(Thread& thread, NativeLock* lock, double seconds) {
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  if (seconds >= 0) {
    const double whole = std::floor(seconds);
    until.tv_sec += time_t(whole);
    until.tv_nsec += long((seconds - whole) * 1e9);
    if (until.tv_nsec >= 1000000000) {
      until.tv_sec++;
      until.tv_nsec -= 1000000000;
    }
  }
  for (;;) {
    bool taken = false, expired = false;
    {
      WithoutLock released(thread);
      pthread_mutex_lock(&lock->mutex);
      // Wakes up now and then so that signals are seen soon.
      while (lock->locked && !expired) {
        struct timespec slice;
        clock_gettime(CLOCK_MONOTONIC, &slice);
        slice.tv_nsec += 50 * 1000 * 1000;
        if (slice.tv_nsec >= 1000000000) {
          slice.tv_sec++;
          slice.tv_nsec -= 1000000000;
        }
        const bool last = seconds >= 0 && (until.tv_sec < slice.tv_sec || (until.tv_sec == slice.tv_sec && until.tv_nsec <= slice.tv_nsec));
        const int status = pthread_cond_timedwait(&lock->released, &lock->mutex, last ? &until : &slice);
        if (status != 0 && last) expired = true;
        if (thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Signal)) break;
      }
      if (!lock->locked) {
        lock->locked = true;
        taken = true;
      }
      pthread_mutex_unlock(&lock->mutex);
    }
    if (taken) return true;
    if (expired) return false;
    if (thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Signal)) {
      thread.clear_request(Breaker::Signal);
      TRY(run_signal_handlers(thread));
    }
  }
}

Result<double> check_timeout(Thread& thread, bool blocking, double timeout) {
  if (!blocking && timeout != -1) return raise(thread, TypeId::ValueError, "can't specify a timeout for a non-blocking call");
  if (timeout < 0 && timeout != -1) return raise(thread, TypeId::ValueError, "timeout value must be positive");
  if (!(timeout < 0x1p63 / 1e9)) return raise(thread, TypeId::OverflowError, "timestamp too large to convert to C _PyTime_t");
  if (timeout > kTimeoutMaximum) return raise(thread, TypeId::OverflowError, "timeout value is too large");
  return timeout;
}

void unlock(NativeLock* lock) {
  pthread_mutex_lock(&lock->mutex);
  lock->locked = false;
  pthread_cond_signal(&lock->released);
  pthread_mutex_unlock(&lock->mutex);
}

// ---- lock

Value new_lock(Thread& thread) {
  auto* lock = static_cast<LockObject*>(thread.heap().allocate_with_native(g_lock_type->root_shape, g_lock_type->root_shape->instance_size));
  lock->native = new NativeLock;
  return Value(lock);
}
Value lock_acquire(Thread& thread, Value self, bool blocking, double timeout) {
  const double seconds = TRY(check_timeout(thread, blocking, timeout));
  NativeLock* native = self.as<LockObject>()->native;
  if (try_lock(native)) return Value::true_value();
  if (!blocking || seconds == 0) return Value::false_value();
  return Value::boolean(TRY(wait_for_lock(thread, native, seconds)));
}
Status lock_release(Thread& thread, Value self) {
  NativeLock* native = self.as<LockObject>()->native;
  if (!native->locked) return raise(thread, TypeId::RuntimeError, "release unlocked lock");
  unlock(native);
  return ok_status();
}
Value lock_enter(Thread& thread, Value self) { return lock_acquire(thread, self, true, -1); }
Status lock_exit(Thread& thread, Value self, Arguments) { return lock_release(thread, self); }
bool lock_locked(Thread&, Value self) { return self.as<LockObject>()->native->locked; }
Status lock_reset(Thread&, Value self) {
  auto* lock = self.as<LockObject>();
  lock->native = new NativeLock;
  return ok_status();
}
Value lock_repr(Thread& thread, Value self) {
  return Value(format_string(thread, "<%s %S object at 0x%lx>", lock_locked(thread, self) ? "locked" : "unlocked",
                             Value(format_string(thread, "_thread.%N", type_of(self))), long(identity(self))));
}
const Method kLockMethods[] = {
    {"acquire(self, blocking=True, timeout=-1)", lock_acquire, "Lock the lock."},
    {"acquire_lock(self, blocking=True, timeout=-1)", lock_acquire, "Lock the lock."},
    {"release(self, /)", lock_release, "Release the lock."},
    {"release_lock(self, /)", lock_release, "Release the lock."},
    {"locked(self, /)", lock_locked, "Return whether the lock is in the locked state."},
    {"locked_lock(self, /)", lock_locked, "Return whether the lock is in the locked state."},
    {"__enter__(self, /)", lock_enter, "Lock the lock."},
    {"__exit__(self, *args)", lock_exit, "Release the lock."},
    {"_at_fork_reinit(self, /)", lock_reset, ""},
    {"__repr__(self, /)", lock_repr, "Return repr(self)."},
};
const TypeSpec kLockSpec = {.name = "_thread.lock", .doc = "A lock object is a synchronization primitive.", .layout = &kLockLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(LockObject), .flags = kTypeNoInstantiation | kTypeWeakrefable, .methods = kLockMethods};

// ---- RLock

Value rlock_new(Thread& thread, NativeCall call) {
  auto* lock = static_cast<RLockObject*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  lock->native = new NativeLock;
  return Value(lock);
}
Value rlock_acquire(Thread& thread, Value self, bool blocking, double timeout) {
  const double seconds = TRY(check_timeout(thread, blocking, timeout));
  auto* lock = self.as<RLockObject>();
  if (lock->count > 0 && lock->owner == thread.id) {
    lock->count++;
    return Value::true_value();
  }
  bool taken = try_lock(lock->native);
  if (!taken && blocking && seconds != 0) taken = TRY(wait_for_lock(thread, lock->native, seconds));
  if (taken) {
    lock->owner = thread.id;
    lock->count = 1;
  }
  return Value::boolean(taken);
}
Status rlock_release(Thread& thread, Value self) {
  auto* lock = self.as<RLockObject>();
  if (lock->count == 0 || lock->owner != thread.id) return raise(thread, TypeId::RuntimeError, "cannot release un-acquired lock");
  if (--lock->count == 0) {
    lock->owner = 0;
    unlock(lock->native);
  }
  return ok_status();
}
Value rlock_enter(Thread& thread, Value self) { return rlock_acquire(thread, self, true, -1); }
Status rlock_exit(Thread& thread, Value self, Arguments) { return rlock_release(thread, self); }
bool rlock_is_owned(Thread& thread, Value self) { return self.as<RLockObject>()->count > 0 && self.as<RLockObject>()->owner == thread.id; }
Value rlock_release_save(Thread& thread, Value self) {
  auto* lock = self.as<RLockObject>();
  if (lock->count == 0) return raise(thread, TypeId::RuntimeError, "cannot release un-acquired lock");
  const Value state = Value(tuple_of(thread.heap(), Value::integer(lock->count), unsigned_value(thread.heap(), lock->owner)));
  lock->count = 0;
  lock->owner = 0;
  unlock(lock->native);
  return state;
}
Status rlock_acquire_restore(Thread& thread, Value self, Tuple* state) {
  auto* lock = self.as<RLockObject>();
  if (!try_lock(lock->native)) TRY(wait_for_lock(thread, lock->native, -1));
  lock->count = TRY(to_int64(thread, state->at(0)));
  lock->owner = uint64_t(TRY(to_int64(thread, state->at(1))));
  return ok_status();
}
int64_t rlock_recursion_count(Thread& thread, Value self) { return rlock_is_owned(thread, self) ? self.as<RLockObject>()->count : 0; }
Status rlock_reset(Thread&, Value self) {
  auto* lock = self.as<RLockObject>();
  lock->native = new NativeLock;
  lock->count = 0;
  lock->owner = 0;
  return ok_status();
}
Value rlock_repr(Thread& thread, Value self) {
  auto* lock = self.as<RLockObject>();
  return Value(format_string(thread, "<%s _thread.%N object owner=%lu count=%ld at 0x%lx>", lock->count ? "locked" : "unlocked", type_of(self), lock->owner,
                             lock->count, long(identity(self))));
}
const Method kRLockMethods[] = {
    {"__new__(*args, **kwargs)", rlock_new, ""},
    {"acquire(self, blocking=True, timeout=-1)", rlock_acquire, "Lock the lock."},
    {"release(self, /)", rlock_release, "Release the lock."},
    {"__enter__(self, /)", rlock_enter, "Lock the lock."},
    {"__exit__(self, *args)", rlock_exit, "Release the lock."},
    {"_is_owned(self, /)", rlock_is_owned, "For internal use by `threading.Condition`."},
    {"_release_save(self, /)", rlock_release_save, "For internal use by `threading.Condition`."},
    {"_acquire_restore(self, state, /)", rlock_acquire_restore, "For internal use by `threading.Condition`."},
    {"_recursion_count(self, /)", rlock_recursion_count, ""},
    {"_at_fork_reinit(self, /)", rlock_reset, ""},
    {"__repr__(self, /)", rlock_repr, "Return repr(self)."},
};
const TypeSpec kRLockSpec = {.name = "_thread.RLock", .layout = &kRLockLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(RLockObject), .flags = kTypeSubclassable | kTypeWeakrefable, .methods = kRLockMethods};

// ---- _local: a dict for each thread, kept by the object itself, so that both can die together. A thread keeps weak references to the
// objects it has dicts in, and takes its dicts out of them when it ends.

constexpr const char* kLocalsKey = "_thread._local";

List* used_locals(Thread& thread) {
  PythonThread& state = python_thread(thread);
  Heap& heap = thread.heap();
  if (state.thread_dict.is_none()) state.thread_dict = Value(new_dict(heap));  // others keep things in it as well
  Dict* dict = state.thread_dict.as<Dict>();
  const Value known = dict_get(dict, intern(heap, kLocalsKey));
  if (is_kind(known, Kind::List)) return known.as<List>();
  List* used = new_list(heap);
  dict_set(heap, dict, intern(heap, kLocalsKey), Value(used));
  return used;
}
Value id_of(Thread& thread) { return unsigned_value(thread.heap(), thread.id); }

Value note_use(Thread& thread, LocalObject* local) {
  Heap& heap = thread.heap();
  List* used = used_locals(thread);
  if (used->length() == used->capacity()) {  // about to grow: dead ones first
    int64_t kept = 0;
    for (int64_t i = 0; i < used->length(); i++) {
      if (!weak_target(used->at(i)).is_unbound()) used->set(heap, kept++, used->at(i));
    }
    used->truncate(heap, kept);
  }
  const Value reference = Value(new_weak_reference(thread, local, Value::none(), builtin_type(TypeId::WeakReference)));
  if (!used->append(heap, reference)) return raise_memory_error(thread);
  return Value::none();
}
Dict* add_dict(Thread& thread, LocalObject* local) {
  TRY(note_use(thread, local));
  Dict* mine = new_dict(thread.heap());
  TRY(dict_set(thread, local->dicts, id_of(thread), Value(mine)));
  return mine;
}
// The thread ends.
void forget_locals(Thread& thread) {
  const Value dict = python_thread(thread).thread_dict;
  python_thread(thread).thread_dict = Value::none();
  if (!is_kind(dict, Kind::Dict)) return;
  const Value used = dict_get(dict.as<Dict>(), intern(thread.heap(), kLocalsKey));
  if (!is_kind(used, Kind::List)) return;
  for (int64_t i = 0; i < used.as<List>()->length(); i++) {
    const Value local = weak_target(used.as<List>()->at(i));
    if (!local.is_unbound()) (void)dict_delete(thread, static_cast<LocalObject*>(local.as_object())->dicts, id_of(thread));
  }
}
// The dict of this thread; made, and __init__ run, at the first use.
Dict* local_dict(Thread& thread, Value self) {
  auto* local = self.as<LocalObject>();
  const Value found = TRY(dict_get(thread, local->dicts, id_of(thread)));
  if (!found.is_unbound()) return found.as<Dict>();
  Dict* mine = TRY(add_dict(thread, local));
  const Value init = lookup_special(type_of(self), Special::Init);
  if (!(init == lookup_special(builtin_type(TypeId::Object), Special::Init))) {
    List* values = new_list(thread.heap());
    (void)values->append(thread.heap(), self);
    for (Value v : local->arguments->span()) (void)values->append(thread.heap(), v);
    TRY(call_unpacked(thread, init, tuple_from(thread.heap(), values->span()), local->keywords));
  }
  return mine;
}
Value local_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  if (call.count > 1 && uses_native(type, Special::Init, TypeId::Object)) return raise(thread, TypeId::TypeError, "Initialization arguments are not supported");
  auto* local = static_cast<LocalObject*>(allocate_instance(thread.heap(), type));
  local->arguments = empty_tuple();
  local->arguments = tuple_from(thread.heap(), {call.values + 1, size_t(call.positional() - 1)});
  local->keywords = new_dict(thread.heap());
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    dict_set(thread.heap(), local->keywords, call.names->at(i).as<String>(), call.values[call.positional() + i]);
  }
  thread.heap().write_barrier(local);
  local->dicts = new_dict(thread.heap());
  thread.heap().write_barrier(local);
  // The making thread's dict exists before type.__call__ runs __init__.
  TRY(add_dict(thread, local));
  return Value(local);
}
String* attribute_text(Thread& thread, Value attribute) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  return intern(thread.heap(), text);
}
Value local_getattribute(Thread& thread, Value self, Value attribute) {
  String* text = TRY(attribute_text(thread, attribute));
  Dict* mine = TRY(local_dict(thread, self));
  if (text == name(Name::Dict)) return Value(mine);
  Type* type = type_of(self);
  const Value found = lookup(type, text);
  if (!found.is_unbound() && !lookup_special(type_of(found), Special::Set).is_unbound()) return bind_descriptor(thread, found, self, type);
  const Value own = dict_get(mine, text);
  if (!own.is_unbound()) return own;
  if (!found.is_unbound()) return bind_descriptor(thread, found, self, type);
  return raise_attribute_error(thread, self, text);
}
Status local_set(Thread& thread, Value self, Value attribute, Value value) {
  String* text = TRY(attribute_text(thread, attribute));
  Dict* mine = TRY(local_dict(thread, self));
  if (text == name(Name::Dict)) return raise(thread, TypeId::AttributeError, "'%T' object attribute '__dict__' is read-only", self);
  const Value found = lookup(type_of(self), text);
  if (!found.is_unbound() && !lookup_special(type_of(found), Special::Set).is_unbound()) return generic_set_attribute(thread, self, text, value);
  if (value.is_unbound()) {
    if (!dict_delete(thread.heap(), mine, text)) return raise_attribute_error(thread, self, text);
    return ok_status();
  }
  dict_set(thread.heap(), mine, text, value);
  return ok_status();
}
Status local_setattr(Thread& thread, Value self, Value attribute, Value value) { return local_set(thread, self, attribute, value); }
Status local_delattr(Thread& thread, Value self, Value attribute) { return local_set(thread, self, attribute, Value::unbound()); }
const Method kLocalMethods[] = {
    {"__new__(*args, **kwargs)", local_new, ""},
    {"__getattribute__(self, name, /)", local_getattribute, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", local_setattr, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", local_delattr, "Implement delattr(self, name)."},
};
const TypeSpec kLocalSpec = {.name = "_thread._local", .doc = "Thread-local data", .layout = &kLocalLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(LocalObject), .flags = kTypeSubclassable | kTypeWeakrefable, .methods = kLocalMethods};

// ---- threads

struct StartArguments {
  Value roots[3];  // function, arguments, keywords
};
int64_t g_running = 0;
size_t g_stack_size = 0;  // as asked for
// Taipan's own recursion guard needs some room.
size_t native_stack_size() {
  constexpr size_t kUsual = size_t{8} << 20, kLeast = size_t{512} << 10;
  if (!g_stack_size) return kUsual;
  return g_stack_size < kLeast ? kLeast : g_stack_size;
}

void report(Thread& thread, Value function) {
  if (clear_if(thread, TypeId::SystemExit)) return;
  write_unraisable_message(thread, "Exception ignored in thread started by", function);
}

void* run_thread(void* argument) {
  auto* start = static_cast<StartArguments*>(argument);
  Thread& thread = *create_thread(native_stack_size());
  take_lock(thread);
  Heap& heap = vm().heap;
  heap.register_stack(&native_stack_of(thread));
  heap.set_current_stack(&native_stack_of(thread));
  register_thread(&thread);
  const Value function = start->roots[0], arguments = start->roots[1], keywords = start->roots[2];
  heap.remove_root_values(reinterpret_cast<const uint64_t*>(start->roots));
  delete start;
  const Value result = call_unpacked(thread, function, arguments.as<Tuple>(), keywords.is_none() ? nullptr : keywords.as<Dict>());
  if (result.is_raised()) report(thread, function);
  g_running--;
  const Value sentinel = python_thread(thread).sentinel;
  if (!sentinel.is_none() && !sentinel.is_unbound()) {
    const Value lock = weak_target(sentinel);
    if (!lock.is_unbound() && lock.as<LockObject>()->native->locked) unlock(lock.as<LockObject>()->native);
  }
  forget_locals(thread);
  unregister_thread(&thread);
  heap.unregister_stack(&native_stack_of(thread));
  heap.set_current_stack(nullptr);
  release_lock(thread);
  destroy_thread(&thread);
  return nullptr;
}

Value start_new_thread(Thread& thread, Value function, Value arguments, Value keywords) {
  if (!is_callable(function)) return raise(thread, TypeId::TypeError, "first arg must be callable");
  if (!is_kind(arguments, Kind::Tuple)) return raise(thread, TypeId::TypeError, "2nd arg must be a tuple");
  if (!keywords.is_missing() && !is_kind(keywords, Kind::Dict)) return raise(thread, TypeId::TypeError, "optional 3rd arg must be a dictionary");
  auto* start = new StartArguments{{function, arguments, keywords.is_missing() ? Value::none() : keywords}};
  thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(start->roots), 3);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, native_stack_size());
  pthread_t native;
  g_running++;
  const int status = pthread_create(&native, &attributes, run_thread, start);
  pthread_attr_destroy(&attributes);
  if (status != 0) {
    g_running--;
    thread.heap().remove_root_values(reinterpret_cast<const uint64_t*>(start->roots));
    delete start;
    return raise(thread, TypeId::RuntimeError, "can't start new thread");
  }
  return unsigned_value(thread.heap(), uint64_t(native));
}
Value get_ident(Thread& thread) { return unsigned_value(thread.heap(), uint64_t(pthread_self())); }
int64_t get_native_id(Thread&) { return int64_t(syscall(SYS_gettid)); }
int64_t count(Thread&) { return g_running; }
Status exit_thread(Thread& thread) { return raise_with(thread, TypeId::SystemExit, {}); }
Value allocate_lock(Thread& thread) { return new_lock(thread); }
Value set_sentinel(Thread& thread) {
  const Value lock = TRY(new_lock(thread));
  python_thread(thread).sentinel = Value(new_weak_reference(thread, lock.as_object(), Value::none(), builtin_type(TypeId::WeakReference)));
  return lock;
}
Value stack_size(Thread& thread, int64_t size) {
  if (size < 0) return raise(thread, TypeId::ValueError, "size must be 0 or a positive value");
  const auto before = int64_t(g_stack_size);
  if (size != 0 && size < 32768) return raise(thread, TypeId::ValueError, "size not valid: %ld bytes", size);
  g_stack_size = size_t(size);
  return Value::integer(before);
}
Value interrupt_main(Thread& thread, int signal_number) { return interrupt_main_thread(thread, signal_number); }
Value excepthook(Thread& thread, Value arguments) {
  if (!is_kind(arguments, Kind::Tuple) || arguments.as<Tuple>()->length() < 4) return raise(thread, TypeId::TypeError, "_thread._excepthook argument type must be ExceptHookArgs");
  Tuple* t = arguments.as<Tuple>();
  if (t->at(0) == Value(builtin_type(TypeId::SystemExit))) return Value::none();
  Value file = sys_get("stderr");
  if (file.is_unbound() || file.is_none()) {
    // The stream that was there when the thread began.
    if (t->at(3).is_none()) return Value::none();
    file = TRY(get_attribute_or_unbound(thread, t->at(3), intern(thread.heap(), "_stderr")));
    if (file.is_unbound() || file.is_none()) return Value::none();
  }
  String* thread_name = nullptr;
  if (!t->at(3).is_none()) {
    const Value n = TRY(get_attribute_or_unbound(thread, t->at(3), intern(thread.heap(), "name")));
    thread_name = as_string(n);
  }
  String* head = thread_name ? format_string(thread, "Exception in thread %U:\n", thread_name)
                             : format_string(thread, "Exception in thread %lu:\n", uint64_t(pthread_self()));
  TRY(call_method_with(thread, file, name(Name::Write), Value(head)));
  if (is_exception(t->at(1))) print_exception_to(thread, t->at(1), file);
  return Value::none();
}

const Method kFunctions[] = {
    {"start_new_thread(function, args, kwargs=<missing>, /)", start_new_thread, "Start a new thread and return its identifier."},
    {"start_new(function, args, kwargs=<missing>, /)", start_new_thread, "An obsolete synonym of start_new_thread()."},
    {"allocate_lock()", allocate_lock, "Create a new lock object."},
    {"allocate()", allocate_lock, "An obsolete synonym of allocate_lock()."},
    {"exit()", exit_thread, "This is synonymous to ``raise SystemExit''."},
    {"exit_thread()", exit_thread, "An obsolete synonym of exit()."},
    {"get_ident()", get_ident, "Return a non-zero integer that uniquely identifies the current thread."},
    {"get_native_id()", get_native_id, "Return a non-negative integer identifying the thread as reported by the OS."},
    {"_count()", count, ""},
    {"_set_sentinel()", set_sentinel, ""},
    {"stack_size(size=0, /)", stack_size, "Return the thread stack size used when creating new threads."},
    {"interrupt_main(signum=2, /)", interrupt_main, "Simulate the arrival of the given signal in the main thread."},
    {"_excepthook(exc_type, /)", excepthook, "Handle uncaught Thread.run() exception."},
};

Status execute(Thread& thread, Module* module) {
  g_lock_type = TRY(define_type(thread, kLockSpec));
  g_rlock_type = TRY(define_type(thread, kRLockSpec));
  g_local_type = TRY(define_type(thread, kLocalSpec));
  static const FieldSpec kFields[] = {{"exc_type", nullptr}, {"exc_value", nullptr}, {"exc_traceback", nullptr}, {"thread", nullptr}};
  g_except_type = TRY(define_struct_sequence(thread, "_thread._ExceptHookArgs", "Type used to pass arguments to threading.excepthook.", kFields, 4));
  TRY(module_add(thread, module, "LockType", Value(g_lock_type)));
  TRY(module_add(thread, module, "RLock", Value(g_rlock_type)));
  TRY(module_add(thread, module, "_local", Value(g_local_type)));
  TRY(module_add(thread, module, "_ExceptHookArgs", Value(g_except_type)));
  TRY(module_add(thread, module, "error", Value(builtin_type(TypeId::RuntimeError))));
  return module_add(thread, module, "TIMEOUT_MAX", Value::number(kTimeoutMaximum));
}

}  // namespace

extern const ModuleSpec kThreadModule = {.name = "_thread", .doc = "This module provides primitive operations to write multi-threaded programs.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
