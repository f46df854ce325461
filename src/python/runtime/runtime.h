// python/runtime/runtime.h -- the state of the running language: modules, import, start and end, locks.
//
// Room       python/runtime. One process, one runtime.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

struct Runtime {
  Dict* modules = nullptr;        // sys.modules
  Dict* sys_dict = nullptr;
  Dict* builtins = nullptr;       // dict of the module builtins
  Module* builtins_module = nullptr;
  Value import_function;          // builtins.__import__ as it was at start
  Value importlib;                // importlib._bootstrap, once it runs
  bool initialized = false;
  bool finalizing = false;
};
Runtime& runtime();

// Per-thread state of the language, Thread::language_state.
struct PythonThread {
  Value trace_function = Value::none(), profile_function = Value::none();
  Value async_first_iteration = Value::none(), async_finalizer = Value::none();
  Value context = Value::none();      // contextvars
  Value repr_stack = Value::none();   // list of objects being represented
  Value async_exception;              // raised at the next safepoint
  Value thread_dict = Value::none();
  Value sentinel = Value::none();     // weak reference to the lock that is released when the thread ends
  int origin_tracking_depth = 0;
  bool tracing = false;               // inside a trace or profile function
  uint8_t trace_event = 0;            // TraceEvent that it is told
  const Frame* traced_frame = nullptr;  // of that event, where it is, and where a debugger wants it to go on instead
  const Instruction* traced_pc = nullptr;
  const Instruction* jump_pc = nullptr;
  Value native_call;                  // the native function a profiled frame is calling
  Value* native_call_regs = nullptr;  // the registers of that frame
};
inline PythonThread& python_thread(Thread& thread) { return *static_cast<PythonThread*>(thread.language_state); }

// The main thread, ready to run Python code: types, builtins, sys; not yet site. Never fails.
struct StartOptions;
Thread* start_runtime();

// import.cpp
bool is_default_import(Value import);
Value import_module_level(Thread& thread, String* name, Value globals, Value from_list, Value level);
Value import_module(Thread& thread, std::string_view name);  // the module itself, also for dotted names
Raised raise_import_error(Thread& thread, String* message, Value name, Value path);
Raised raise_name_error(Thread& thread, TypeId type, const char* format, String* name);

// Interned strings of sys and friends.
Value sys_get(const char* name);                    // unbound if absent
void sys_set(Thread& thread, const char* name, Value value);

// compile.cpp: source text to code. Raises SyntaxError and friends.
enum class CompileMode : uint8_t { Exec, Eval, Single };
struct CompileRequest {
  std::string_view source;       // bytes; see is_utf8
  String* filename;
  CompileMode mode = CompileMode::Exec;
  uint32_t future_flags = 0;     // inherited co_flags of __future__
  uint32_t flags = 0;            // PyCF_* flags
  int optimize = -1;             // -1: as the interpreter was started
  bool source_is_string = false; // decoded already: ignore cookies
  bool from_file = false;        // of a script: undecodable bytes are reported with the file's name
  bool func_type = false;
  int feature_version = -1;
};
Value compile_source(Thread& thread, const CompileRequest& request);  // Code, or an AST object with PyCF_ONLY_AST

}  // namespace taipan::python
