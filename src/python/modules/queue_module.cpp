// python/modules/queue_module.cpp -- the module _queue: queue.SimpleQueue. https://docs.python.org/3.11/library/queue.html#simplequeue-objects
//
// Room       python/modules.
// Tests      tests/python/modules/simple_queue.py; CPython's test_queue
//
// Items are in a list from `head` on, changed only by who holds the interpreter lock. A thread that finds none waits, without
// that lock, until `puts` has another value than the one it saw.
#include <pthread.h>

#include <cmath>
#include <ctime>

#include "python/modules/new_exception.h"
#include "python/objects/abstract.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

struct Signal {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t put;
  uint64_t puts = 0;
  Signal() {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&put, &attributes);
    pthread_condattr_destroy(&attributes);
  }
  ~Signal() {
    pthread_cond_destroy(&put);
    pthread_mutex_destroy(&mutex);
  }
};

struct SimpleQueue : HeapObject {
  List* items;
  int64_t head;
  Signal* signal;
};
Type* g_empty;
SimpleQueue* from(Value v) { return v.as<SimpleQueue>(); }

void trace_queue(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<SimpleQueue*>(object)->items);
  trace_attributes(object, tracer);
}
void finalize_queue(HeapObject* object) { delete static_cast<SimpleQueue*>(object)->signal; }
const Layout kLayout = {.name = "simple queue", .size = &size_from_shape, .trace = &trace_queue, .finalize = &finalize_queue};

Value queue_new(Thread& thread, NativeCall call) {
  if (call.count > 1) {
    return raise(thread, TypeId::TypeError, call.positional() > 1 ? "SimpleQueue() takes no positional arguments" : "SimpleQueue() takes no keyword arguments");
  }
  auto* self = static_cast<SimpleQueue*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->signal = new Signal;
  self->items = new_list(thread.heap());
  thread.heap().write_barrier(self);
  return Value(self);
}

int64_t queue_size(Thread&, Value object) { return from(object)->items->length() - from(object)->head; }
bool queue_empty(Thread& thread, Value object) { return queue_size(thread, object) == 0; }

Status queue_put_nowait(Thread& thread, Value object, Value item) {
  auto* self = from(object);
  if (!self->items->append(thread.heap(), item)) return raise_memory_error(thread);
  pthread_mutex_lock(&self->signal->mutex);
  self->signal->puts++;
  pthread_cond_signal(&self->signal->put);
  pthread_mutex_unlock(&self->signal->mutex);
  return ok_status();
}
Status queue_put(Thread& thread, Value object, Value item, bool, Value) { return queue_put_nowait(thread, object, item); }

Value take(Thread& thread, SimpleQueue* self) {
  const Value item = self->items->at(self->head);
  self->items->set(thread.heap(), self->head++, Value::none());
  // The part that was taken goes when it is the larger one.
  if (self->head * 2 > self->items->length()) {
    (void)self->items->replace(thread.heap(), 0, self->head, nullptr, 0);
    self->head = 0;
  }
  return item;
}

double now() {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}

// Waits until something was put since `seen`, for at most a moment, so that signals are seen soon.
void wait_a_moment(Thread& thread, Signal* signal, uint64_t seen, double most) {
  const double until = now() + (most < 0.05 ? most : 0.05);
  struct timespec when = {time_t(std::floor(until)), long((until - std::floor(until)) * 1e9)};
  WithoutLock released(thread);
  pthread_mutex_lock(&signal->mutex);
  if (signal->puts == seen) pthread_cond_timedwait(&signal->put, &signal->mutex, &when);
  pthread_mutex_unlock(&signal->mutex);
}

Raised raise_empty(Thread& thread) {
  const Value exception = TRY(call_with(thread, Value(g_empty)));
  return raise_exception(thread, exception);
}

Value queue_get(Thread& thread, Value object, bool block, Value timeout) {
  auto* self = from(object);
  double seconds = INFINITY;
  if (block && !timeout.is_none()) {
    if (!is_float_like(timeout) && !is_index(timeout)) {
      return raise(thread, TypeId::TypeError, "'%T' object cannot be interpreted as an integer", timeout);
    }
    seconds = TRY(to_double(thread, timeout));
    if (seconds < 0) return raise(thread, TypeId::ValueError, "'timeout' must be a non-negative number");
  }
  const double until = now() + seconds;
  while (queue_empty(thread, object)) {
    const double left = until - now();
    if (!block || left <= 0) return raise_empty(thread);
    wait_a_moment(thread, self->signal, self->signal->puts, left);
    if (thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Signal)) {
      thread.clear_request(Breaker::Signal);
      TRY(run_signal_handlers(thread));
    }
  }
  return take(thread, self);
}
Value queue_get_nowait(Thread& thread, Value object) { return queue_get(thread, object, false, Value::none()); }
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", queue_new, "Create and return a new object."},
    {"put(self, /, item, block=True, timeout=None)", queue_put, "Put the item on the queue; never blocks."},
    {"put_nowait(self, /, item)", queue_put_nowait, "Put an item into the queue without blocking."},
    {"get(self, /, block=True, timeout=None)", queue_get, "Remove and return an item from the queue, after waiting for one if need be."},
    {"get_nowait(self, /)", queue_get_nowait, "Remove and return an item from the queue without blocking."},
    {"empty(self, /)", queue_empty, "Return True if the queue is empty, False otherwise (not reliable!)."},
    {"qsize(self, /)", queue_size, "Return the approximate size of the queue (not reliable!)."},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const TypeSpec kSimpleQueueSpec = {.name = "_queue.SimpleQueue",
                                   .doc = "Simple, unbounded, reentrant FIFO queue.",
                                   .layout = &kLayout,
                                   .kind = kind(PythonKind::Other),
                                   .native_size = sizeof(SimpleQueue),
                                   .flags = kTypeSubclassable | kTypeWeakrefable,
                                   .methods = kMethods};

Status execute(Thread& thread, Module* module) {
  g_empty = TRY(new_exception_type(thread, "_queue.Empty", TypeId::Exception, "Exception raised by Queue.get(block=0)/get_nowait()."));
  TRY(module_add(thread, module, "Empty", Value(g_empty)));
  return module_add(thread, module, "SimpleQueue", Value(define_type(thread, kSimpleQueueSpec)));
}

}  // namespace

extern const ModuleSpec kQueueModule = {.name = "_queue", .doc = "C implementation of the Python queue module.", .execute = execute};

}  // namespace taipan::python
