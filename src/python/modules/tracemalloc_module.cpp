// python/modules/tracemalloc_module.cpp -- _tracemalloc: always answers that nothing is traced.
//
// Room       python/modules. https://docs.python.org/3.11/library/tracemalloc.html
#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

namespace {

bool is_tracing(Thread&) { return false; }
Value do_nothing(Thread&) { return Value::none(); }
Value start(Thread& thread, int nframe) {
  if (nframe < 1 || nframe > 65535) return raise(thread, TypeId::ValueError, "the number of frames must be in range [1; 65535]");
  return raise_not_implemented(thread, "tracing of memory allocations");
}
Value get_traces(Thread& thread) { return Value(new_list(thread.heap())); }
Value get_object_traceback(Thread&, Value) { return Value::none(); }
int64_t get_traceback_limit(Thread&) { return 1; }
int64_t get_tracemalloc_memory(Thread&) { return 0; }
Value get_traced_memory(Thread& thread) { return Value(tuple_of(thread.heap(), Value::integer(0), Value::integer(0))); }

const Method kFunctions[] = {
    {"is_tracing()", is_tracing, "Return True if the tracemalloc module is tracing Python memory allocations."},
    {"clear_traces()", do_nothing, "Clear traces of memory blocks allocated by Python."},
    {"_get_traces()", get_traces, "Get traces of all memory blocks allocated by Python."},
    {"_get_object_traceback(obj, /)", get_object_traceback, "Get the traceback where the Python object obj was allocated."},
    {"start(nframe=1, /)", start, "Start tracing Python memory allocations."},
    {"stop()", do_nothing, "Stop tracing Python memory allocations."},
    {"get_traceback_limit()", get_traceback_limit, "Get the maximum number of frames stored in the traceback of a trace."},
    {"get_tracemalloc_memory()", get_tracemalloc_memory, "Get the memory usage in bytes of the tracemalloc module."},
    {"get_traced_memory()", get_traced_memory, "Get the current size and peak size of memory blocks traced by tracemalloc."},
    {"reset_peak()", do_nothing, "Set the peak size of memory blocks traced by tracemalloc to the current size."},
};

}  // namespace

extern const ModuleSpec kTracemallocModule = {
    .name = "_tracemalloc", .doc = "Debug module to trace memory blocks allocated by Python.", .functions = kFunctions};

}  // namespace taipan::python
