// python/runtime/threads.cpp -- threads and the interpreter lock; the contract is in threads.h.
#include "base/virtual_memory.h"
#include "python/runtime/threads.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <cerrno>
#include <ctime>

#include <cstdlib>
#include <new>

#include "gc/native_stack.h"
#include "python/runtime/language.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

constexpr size_t kVmStackBytes = size_t{256} << 20;  // reserved; pages come as they are touched
constexpr size_t kLeastVmStackBytes = size_t{4} << 20;
constexpr size_t kNativeReserve = size_t{160} << 10;  // kept free below the limit for C libraries and the collector

struct ThreadRecord {
  Thread thread;
  PythonThread python;
  NativeStack stack;
  size_t vm_stack_bytes = 0;
  ThreadRecord* next = nullptr;
};

pthread_mutex_t g_mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t g_released = PTHREAD_COND_INITIALIZER;
pthread_cond_t g_switched = PTHREAD_COND_INITIALIZER;
Thread* g_holder = nullptr;
int g_waiting = 0;
uint64_t g_switches = 0;
double g_interval = 0.005;
// The list of threads has a lock of its own: threads come and go without holding the interpreter lock. Visitors may visit again.
pthread_mutex_t g_list_mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
ThreadRecord* g_threads = nullptr;
uint32_t g_forks = 0;

ThreadRecord* record_of(Thread& thread) { return reinterpret_cast<ThreadRecord*>(&thread); }

// A process with little address space (`ulimit -v`) has smaller stacks.
size_t vm_stack_bytes() {
  const size_t share = address_space_limit() / 16 / kPageBytes * kPageBytes;
  return share < kLeastVmStackBytes ? kLeastVmStackBytes : share < kVmStackBytes ? share : kVmStackBytes;
}

uintptr_t native_limit(size_t stack_bytes) {
  const auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  pthread_attr_t attributes;
  void* low = nullptr;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
  }
  if (!low || size == 0) return here - (stack_bytes ? stack_bytes : size_t{4} << 20) + kNativeReserve;
  // The main thread's stack grows up to the limit that was set when the program started.
  size_t usable = size;
  struct rlimit limit;
  if (stack_bytes == 0 && getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    const uintptr_t top = reinterpret_cast<uintptr_t>(low) + size;
    usable = limit.rlim_cur < (size_t{64} << 20) ? limit.rlim_cur : size_t{64} << 20;
    return top - usable + kNativeReserve;
  }
  if (usable > (size_t{64} << 20)) return here - (size_t{64} << 20) + kNativeReserve;
  return reinterpret_cast<uintptr_t>(low) + kNativeReserve;
}

}  // namespace

Thread* create_thread(size_t native_stack_bytes) {
  auto* record = new (std::nothrow) ThreadRecord;
  VM_CHECK(record, "out of memory for a thread");
  Thread& thread = record->thread;
  record->vm_stack_bytes = vm_stack_bytes();
  void* memory = mmap(nullptr, record->vm_stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  VM_CHECK(memory != MAP_FAILED, "there is address space for a VM stack");
  thread.stack_base = static_cast<Value*>(memory);
  thread.stack_limit = thread.stack_base + record->vm_stack_bytes / sizeof(Value) - 1024;
  thread.native_stack_limit = native_limit(native_stack_bytes);
  thread.vm_ = &vm();
  thread.language_state = &record->python;
  record->stack = NativeStack::for_current_thread();
  thread.id = uint64_t(pthread_self());  // what _thread.get_ident() shows
  pthread_mutex_lock(&g_list_mutex);
  record->next = g_threads;
  g_threads = record;
  pthread_mutex_unlock(&g_list_mutex);
  return &thread;
}

void destroy_thread(Thread* thread) {
  ThreadRecord* record = record_of(*thread);
  pthread_mutex_lock(&g_list_mutex);
  for (ThreadRecord** at = &g_threads; *at; at = &(*at)->next) {
    if (*at == record) {
      *at = record->next;
      break;
    }
  }
  pthread_mutex_unlock(&g_list_mutex);
  munmap(thread->stack_base, record->vm_stack_bytes);
  delete record;
}

void for_each_thread(FunctionRef<void(Thread&)> visit) {
  pthread_mutex_lock(&g_list_mutex);
  for (ThreadRecord* r = g_threads; r; r = r->next) visit(r->thread);
  pthread_mutex_unlock(&g_list_mutex);
}
int64_t thread_count() {
  int64_t n = 0;
  for_each_thread([&](Thread&) { n++; });
  return n;
}
uint32_t fork_count() { return g_forks; }

double switch_interval() { return g_interval; }
void set_switch_interval(double seconds) { g_interval = seconds; }

void take_lock(Thread& thread) {
  const int saved_errno = errno;
  pthread_mutex_lock(&g_mutex);
  g_waiting++;
  while (g_holder) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    const auto nanoseconds = int64_t(g_interval * 1e9) + until.tv_nsec;
    until.tv_sec += nanoseconds / 1000000000;
    until.tv_nsec = nanoseconds % 1000000000;
    const uint64_t before = g_switches;
    if (pthread_cond_timedwait(&g_released, &g_mutex, &until) != 0 && g_holder && g_switches == before) {
      g_holder->request(Breaker::DropLock);
    }
  }
  g_waiting--;
  g_holder = &thread;
  g_switches++;
  ThreadRecord* record = record_of(thread);
  record->stack.unpark();
  vm().heap.set_current_stack(&record->stack);
  set_current_thread(&thread);
  pthread_cond_broadcast(&g_switched);
  pthread_mutex_unlock(&g_mutex);
  errno = saved_errno;
}

__attribute__((noinline)) void release_lock(Thread& thread) {
  const int saved_errno = errno;
  ThreadRecord* record = record_of(thread);
  record->stack.park();
  pthread_mutex_lock(&g_mutex);
  g_holder = nullptr;
  set_current_thread(nullptr);
  pthread_cond_signal(&g_released);
  pthread_mutex_unlock(&g_mutex);
  errno = saved_errno;
}

void yield_lock(Thread& thread) {
  thread.clear_request(Breaker::DropLock);
  if (g_waiting == 0) return;
  ThreadRecord* record = record_of(thread);
  record->stack.park();
  pthread_mutex_lock(&g_mutex);
  const uint64_t before = g_switches;
  g_holder = nullptr;
  set_current_thread(nullptr);
  pthread_cond_signal(&g_released);
  // Make sure that somebody else had it before we ask again.
  while (g_switches == before && g_waiting > 0) pthread_cond_wait(&g_switched, &g_mutex);
  pthread_mutex_unlock(&g_mutex);
  take_lock(thread);
}

void reset_threads_after_fork(Thread& thread) {
  g_forks++;
  g_list_mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
  pthread_mutex_init(&g_mutex, nullptr);
  pthread_cond_init(&g_released, nullptr);
  pthread_cond_init(&g_switched, nullptr);
  g_waiting = 0;
  g_holder = &thread;
  ThreadRecord* self = record_of(thread);
  for (ThreadRecord* r = g_threads; r;) {
    ThreadRecord* next = r->next;
    if (r != self) {
      vm().heap.unregister_stack(&r->stack);
      munmap(r->thread.stack_base, r->vm_stack_bytes);
      delete r;
    }
    r = next;
  }
  self->next = nullptr;
  g_threads = self;
}

NativeStack& native_stack_of(Thread& thread) { return record_of(thread)->stack; }

}  // namespace taipan::python
