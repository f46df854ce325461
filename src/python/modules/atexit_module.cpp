// python/modules/atexit_module.cpp -- atexit: functions called when the program ends, last registered first.
#include "python/modules/atexit.h"

#include "python/modules/sys.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"

namespace taipan::python {

namespace {

Value g_functions;  // list of (function, arguments, keywords)

List* functions(Thread& thread) {
  if (g_functions.is_unbound()) {
    thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(&g_functions), 1);
    g_functions = Value(new_list(thread.heap()));
  }
  return g_functions.as<List>();
}

Value atexit_register(Thread& thread, Value function, Arguments arguments, Keywords keywords) {
  if (!is_callable(function)) return raise(thread, TypeId::TypeError, "the first argument must be callable");
  Heap& heap = thread.heap();
  Tuple* values = tuple_from(heap, {arguments.values, size_t(arguments.count)});
  (void)functions(thread)->append(heap, Value(tuple_of(heap, function, Value(values), Value(keywords.to_dict(heap)))));
  return function;
}
// Those that are registered meanwhile are forgotten.
void run_all(Thread& thread) {
  List* list = functions(thread);
  for (int64_t i = list->length() - 1; i >= 0; i--) {
    if (i >= list->length()) continue;  // unregistered by another
    Tuple* entry = list->at(i).as<Tuple>();
    const Value result = call_unpacked(thread, entry->at(0), entry->at(1).as<Tuple>(), entry->at(2).as<Dict>());
    if (result.is_raised()) write_unraisable_message(thread, "Exception ignored in atexit callback", entry->at(0));
  }
  list->truncate(thread.heap(), 0);
}
Status atexit_run(Thread& thread) {
  run_all(thread);
  return ok_status();
}
Status atexit_clear(Thread& thread) {
  functions(thread)->truncate(thread.heap(), 0);
  return ok_status();
}
Status atexit_unregister(Thread& thread, Value function) {
  List* list = functions(thread);
  for (int64_t i = 0; i < list->length();) {
    if (TRY(equal(thread, list->at(i).as<Tuple>()->at(0), function)) && i < list->length()) {
      (void)list->replace(thread.heap(), i, i + 1, nullptr, 0);
    } else {
      i++;
    }
  }
  return ok_status();
}
int64_t atexit_count(Thread& thread) { return functions(thread)->length(); }

const Method kFunctions[] = {
    {"register(func, /, *args, **kwargs)", atexit_register, "Register a function to be executed upon normal program termination"},
    {"_run_exitfuncs()", atexit_run, "Run all registered exit functions."},
    {"_clear()", atexit_clear, "Clear the list of previously registered exit functions."},
    {"unregister(func, /)", atexit_unregister, "Unregister an exit function which was previously registered."},
    {"_ncallbacks()", atexit_count, "Return the number of registered exit functions."},
};

}  // namespace

void run_atexit_functions(Thread& thread) { run_all(thread); }

extern const ModuleSpec kAtexitModule = {.name = "atexit", .doc = "Allow programmers to define multiple exit functions.", .functions = kFunctions};

}  // namespace taipan::python
