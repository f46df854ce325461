// python/runtime/start.h -- starting and ending the language.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "python/runtime/runtime.h"

namespace taipan::python {

// What the command line and the environment say; sys.flags shows most of it.
struct StartOptions {
  std::vector<std::string> arguments;        // sys.argv
  std::vector<std::string> original_arguments;
  std::vector<std::string> x_options;        // as given: "name" or "name=value"
  std::vector<std::string> warning_options;
  std::string executable;                    // sys.executable
  std::string program;                       // argv[0]
  std::string python_path;                   // PYTHONPATH, or empty
  std::string home;                          // PYTHONHOME, or empty
  std::string platform_library_folder = "lib";  // PYTHONPLATLIBDIR
  std::string pycache_prefix;
  bool has_path_file = false;                // a file <executable>._pth says all of sys.path
  std::vector<std::string> path_file;        // its folders
  int debug = 0, inspect = 0, interactive = 0, optimize = 0, dont_write_bytecode = 0, no_user_site = 0, no_site = 0, ignore_environment = 0;
  int verbose = 0, bytes_warning = 0, quiet = 0, isolated = 0, dev_mode = 0, utf8_mode = 0, safe_path = 0, unbuffered = 0;
  bool use_frozen_modules = true;             // -X frozen_modules
  int warn_default_encoding = 0, no_debug_ranges = 0, fault_handler = 0, trace_malloc = 0, import_time = 0, show_ref_count = 0;
  int64_t int_max_str_digits = -1;           // -1: not given, 4300
  bool use_hash_seed = false;
  uint32_t hash_seed = 0;                    // with use_hash_seed
  int hash_randomization = 1;                // what sys.flags shows
  std::string check_hash_pycs = "default";   // _imp.check_hash_based_pycs
  std::string stdio_encoding, stdio_errors;  // PYTHONIOENCODING
  uint32_t gc_stress = 0;                    // collect at every n-th allocation
  size_t heap_limit = SIZE_MAX;
};
const StartOptions& start_options();

// Heap, main thread, types, builtins, sys, importlib. Raised: the thread has the exception, and only C++ can report it.
Status start(Thread** main_thread, const StartOptions& options);
// What did not work, in the words of the fatal message, and how far the start had come.
struct StartFailure {
  const char* what;
  const char* state;
};
// Standard streams, then `site` unless switched off. Raised: `failure` says what the exception means.
Status finish_start(Thread& thread, StartFailure* failure);
// atexit functions, flushing, finalisers. The exit status is raised to 120 when flushing fails.
int end(Thread& thread, int status);

}  // namespace taipan::python
