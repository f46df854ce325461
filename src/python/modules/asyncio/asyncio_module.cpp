// python/modules/asyncio/asyncio_module.cpp -- the module _asyncio: futures, tasks, the running loop of a thread.
//
// Room       python/modules/asyncio.
// Tests      tests/python/library/asyncio_*.py; CPython's test_asyncio
#include "python/modules/asyncio/asyncio_private.h"
#include "python/runtime/runtime.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace asyncio {

Dict* g_current_tasks;
Value g_all_tasks;

namespace {

uint64_t g_roots[size_t(Library::Count) + 3];

struct LibraryRow {
  const char *module, *name;
};
constexpr LibraryRow kLibrary[] = {
    {"asyncio.events", "get_event_loop_policy"}, {"asyncio.base_futures", "_future_repr"}, {"asyncio.base_tasks", "_task_repr"},
    {"asyncio.base_tasks", "_task_get_stack"}, {"asyncio.base_tasks", "_task_print_stack"}, {"asyncio.exceptions", "CancelledError"},
    {"asyncio.exceptions", "InvalidStateError"}, {"asyncio.coroutines", "iscoroutine"}, {"traceback", "extract_stack"},
    {"contextvars", "copy_context"},
};
static_assert(sizeof kLibrary / sizeof kLibrary[0] == size_t(Library::Count));

// The running loops by thread, each with the number of forks before: a child process does not run its parent's loop.
Dict* g_running_loops;

Status set_running_loop(Thread& thread, Value loop) {
  Heap& heap = thread.heap();
  const Value key = unsigned_value(heap, thread.id);
  if (!loop.is_none()) return dict_set(thread, g_running_loops, key, Value(tuple_of(heap, loop, Value::integer(int64_t(fork_count())))));
  TRY(dict_delete(thread, g_running_loops, key));
  return ok_status();
}
Value get_running_loop_or_none(Thread& thread) { return running_loop(thread); }
Value get_running_loop(Thread& thread) {
  const Value loop = running_loop(thread);
  if (loop.is_none()) return raise(thread, TypeId::RuntimeError, "no running event loop");
  return loop;
}
Value get_event_loop(Thread& thread) { return event_loop(thread, 1); }
Value get_event_loop_at(Thread& thread, int stack_level) { return event_loop(thread, stack_level - 1); }
Status enter_task_function(Thread& thread, Value loop, Value task) { return enter_task(thread, loop, task); }
Status leave_task_function(Thread& thread, Value loop, Value task) { return leave_task(thread, loop, task); }
Status register_task_function(Thread& thread, Value task) { return register_task(thread, task); }
Status unregister_task(Thread& thread, Value task) {
  TRY(call_method_with(thread, g_all_tasks, intern(thread.heap(), "discard"), task));
  return ok_status();
}

const Method kFunctions[] = {
    {"_set_running_loop(loop, /)", set_running_loop, "Set the running event loop."},
    {"_get_running_loop()", get_running_loop_or_none, "Return the running event loop or None."},
    {"get_running_loop()", get_running_loop, "Return the running event loop.  Raise a RuntimeError if there is none."},
    {"get_event_loop()", get_event_loop, "Return an asyncio event loop."},
    {"_get_event_loop(stacklevel=3)", get_event_loop_at, ""},
    {"_enter_task(loop, task)", enter_task_function, "Enter into task execution or resume suspended task."},
    {"_leave_task(loop, task)", leave_task_function, "Leave task execution or suspend a task."},
    {"_register_task(task)", register_task_function, "Register a new task in asyncio as executed by loop."},
    {"_unregister_task(task)", unregister_task, "Unregister a task."},
};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  // The module may be executed again: tasks made before stay known.
  const bool first = g_current_tasks == nullptr;
  if (first) heap.add_root_values(g_roots, sizeof g_roots / sizeof g_roots[0]);
  for (size_t i = 0; i < size_t(Library::Count); i++) {
    const Value from = TRY(import_module(thread, kLibrary[i].module));
    g_roots[i] = TRY(get_attribute(thread, from, intern(heap, kLibrary[i].name))).bits();
  }
  if (first) {
    const Value weakref = TRY(import_module(thread, "weakref"));
    g_all_tasks = TRY(call_method_with(thread, weakref, intern(heap, "WeakSet")));
    g_roots[size_t(Library::Count)] = g_all_tasks.bits();
    g_current_tasks = new_dict(heap);
    g_roots[size_t(Library::Count) + 1] = Value(g_current_tasks).bits();
    g_running_loops = new_dict(heap);
    g_roots[size_t(Library::Count) + 2] = Value(g_running_loops).bits();
  }
  TRY(define_future_types(thread, module));
  TRY(define_task_types(thread, module));
  TRY(module_add(thread, module, "_all_tasks", g_all_tasks));
  return module_add(thread, module, "_current_tasks", Value(g_current_tasks));
}

}  // namespace

Value library(Library id) { return Value::from_bits(g_roots[size_t(id)]); }

Value running_loop(Thread& thread) {
  const Value pair = TRY(dict_get(thread, g_running_loops, unsigned_value(thread.heap(), thread.id)));
  if (pair.is_unbound()) return Value::none();
  Tuple* t = pair.as<Tuple>();
  return t->at(1) == Value::integer(int64_t(fork_count())) ? t->at(0) : Value::none();
}

Value event_loop(Thread& thread, int) {
  const Value running = running_loop(thread);
  if (!running.is_none()) return running;
  const Value policy = TRY(call_with(thread, library(Library::GetEventLoopPolicy)));
  return call_method_with(thread, policy, intern(thread.heap(), "get_event_loop"));
}

}  // namespace asyncio

extern const ModuleSpec kAsyncioModule = {.name = "_asyncio", .doc = "Accelerator module for asyncio", .functions = asyncio::kFunctions, .execute = asyncio::execute};

}  // namespace taipan::python
