// python/runtime/start.cpp -- the order in which the language starts.
#include "python/runtime/start.h"

#include <sys/random.h>

#include <algorithm>

#include <cstdio>

#include "base/siphash.h"
#include "base/virtual_memory.h"
#include "python/interpreter/interpreter.h"
#include "python/jit/loops.h"
#include "python/modules/builtins.h"
#include "python/modules/locale_setup.h"
#include "python/modules/sys.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/runtime/bootstrap.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/finalization.h"
#include "python/runtime/heap_report.h"
#include "python/runtime/import.h"
#include "python/runtime/language.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace {

StartOptions g_options;

void hash_key(const StartOptions& options, uint64_t key[2]) {
  if (!options.use_hash_seed) {
    if (getrandom(key, 16, GRND_NONBLOCK) == 16) return;
    key[0] = uint64_t(reinterpret_cast<uintptr_t>(key)) * 0x9E3779B97F4A7C15u;
    key[1] = uint64_t(time(nullptr)) * 0xC2B2AE3D27D4EB4Fu;
    return;
  }
  const SipKey from_seed = sip_key_from_seed(options.hash_seed);
  key[0] = from_seed.first;
  key[1] = from_seed.second;
}

}  // namespace

const StartOptions& start_options() { return g_options; }
int default_optimize() { return g_options.optimize > 2 ? 2 : g_options.optimize; }

Shape* code_shape() { return exact_shape(TypeId::CodeType); }

Status start(Thread** main_thread, const StartOptions& options) {
  g_options = options;
  if (options.no_debug_ranges) keep_only_lines();
  for (const std::string& option : options.x_options) set_jit_option(option);
  const auto& x = options.x_options;
  const bool reports_heap = std::find(x.begin(), x.end(), "heap_report") != x.end();
  HeapConfig config;
  config.observer = reports_heap ? &reporting_observer(python_heap_observer()) : &python_heap_observer();
  config.limit_bytes = options.heap_limit;
  // The heap has a quarter of a limited address space (`ulimit -v`): MemoryError comes before it is all used.
  if (const size_t space = address_space_limit(); space != SIZE_MAX && space / 5 < config.limit_bytes) config.limit_bytes = space / 5;
  config.register_current_thread = false;
  uint64_t key[2];
  hash_key(options, key);
  Vm& machine = create_vm(config, key);
  machine.language = &python_language();
  if (reports_heap) report_on(machine.heap);
  Thread& thread = *create_thread(0);
  *main_thread = &thread;
  machine.heap.register_stack(&native_stack_of(thread));
  take_lock(thread);
  register_thread(&thread);
  start_signals(thread);
  add_python_roots(machine.heap);
  create_builtin_types(thread);
  start_weak_references(machine.heap);

  Runtime& r = runtime();
  Heap& heap = thread.heap();
  r.modules = new_dict(heap);
  r.builtins_module = make_builtins_module(thread);
  r.builtins = r.builtins_module->dict;
  r.import_function = dict_get(r.builtins, name(Name::Import));
  dict_set(heap, r.modules, intern(heap, "builtins"), Value(r.builtins_module));
  prepare_locale();
  TRY(make_sys_module(thread));
  make_early_stderr(thread);
  if (options.gc_stress) heap.set_stress(options.gc_stress);
  TRY(start_import(thread));
  r.initialized = true;
  return ok_status();
}

Status finish_start(Thread& thread, StartFailure* failure) {
  *failure = {"init_sys_streams: can't initialize sys standard streams", "core initialized"};
  if (g_options.trace_malloc > 0) {
    const StartFailure streams = *failure;
    *failure = {"init_interp_main: can't initialize tracemalloc", "core initialized"};
    const Value module = TRY(import_module(thread, "_tracemalloc"));
    TRY(call_method_with(thread, module, intern(thread.heap(), "start"), Value::integer(g_options.trace_malloc)));
    *failure = streams;
  }
  TRY(make_standard_streams(thread, failure));
  *failure = {"init_import_site: Failed to import the site module", "initialized"};
  if (g_options.fault_handler) {
    const Value module = import_module(thread, "faulthandler");
    if (module.is_raised() || call_method_with(thread, module, intern(thread.heap(), "enable")).is_raised()) thread.clear_exception();
  }
  if (!g_options.warning_options.empty()) {
    // As in CPython: without the module the filters of -W would not be read.
    if (import_module(thread, "warnings").is_raised()) {
      fputs("'import warnings' failed; traceback:\n", stderr);
      print_exception(thread, thread.take_exception());
    }
  }
  if (!g_options.no_site) {
    TRY(import_module(thread, "site"));
  }
  return ok_status();
}

}  // namespace taipan::python
