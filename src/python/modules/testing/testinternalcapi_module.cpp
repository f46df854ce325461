// python/modules/testing/testinternalcapi_module.cpp -- _testinternalcapi: how the interpreter was started, how deep it is.
//
// Room       python/modules/testing; the README says why it exists.
#include "python/objects/abstract.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

Value get_config(Thread& thread) {
  const StartOptions& o = start_options();
  const struct {
    const char* key;
    int64_t value;
  } kNumbers[] = {
      {"code_debug_ranges", !o.no_debug_ranges},  {"dev_mode", o.dev_mode},           {"isolated", o.isolated},
      {"use_environment", !o.ignore_environment}, {"parser_debug", o.debug},          {"bytes_warning", o.bytes_warning},
      {"inspect", o.inspect},                     {"interactive", o.interactive},     {"optimization_level", o.optimize},
      {"verbose", o.verbose},                     {"quiet", o.quiet},                 {"user_site_directory", !o.no_user_site},
      {"site_import", !o.no_site},                {"write_bytecode", !o.dont_write_bytecode}, {"safe_path", o.safe_path},
      {"buffered_stdio", !o.unbuffered},          {"faulthandler", o.fault_handler},  {"import_time", o.import_time},
      {"warn_default_encoding", o.warn_default_encoding}, {"use_hash_seed", o.use_hash_seed}, {"hash_seed", int64_t(o.hash_seed)},
      {"tracemalloc", o.trace_malloc},
  };
  Dict* config = new_dict(thread.heap());
  for (const auto& row : kNumbers) dict_set(thread.heap(), config, intern(thread.heap(), row.key), Value::integer(row.value));
  dict_set(thread.heap(), config, intern(thread.heap(), "check_hash_pycs_mode"), Value(string_from_utf8(thread.heap(), o.check_hash_pycs)));
  dict_set(thread.heap(), config, intern(thread.heap(), "executable"), Value(string_from_utf8(thread.heap(), o.executable)));
  return Value(config);
}

int get_recursion_depth(Thread& thread) { return thread.recursion_limit - thread.remaining_depth; }

const Method kFunctions[] = {
    {"get_config()", get_config, "The settings that the interpreter was started with."},
    {"get_recursion_depth()", get_recursion_depth, "How many calls count against the recursion limit now."},
};

}  // namespace

extern const ModuleSpec kTestInternalCapiModule = {
    .name = "_testinternalcapi", .doc = "Questions to the interpreter for tests.", .functions = kFunctions};

}  // namespace taipan::python
