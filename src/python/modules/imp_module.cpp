// python/modules/imp_module.cpp -- _imp: what importlib asks of the interpreter. The modules that CPython freezes are read
// from the library.
#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/buffer.h"
#include "python/objects/objects.h"
#include "python/runtime/import.h"
#include "python/runtime/runtime.h"
#include "python/runtime/start.h"
#include "base/siphash.h"

namespace taipan::python {

namespace {

int g_lock_depth = 0;

Status acquire_lock(Thread&) {
  g_lock_depth++;
  return ok_status();
}
Status release_lock(Thread& thread) {
  if (g_lock_depth == 0) return raise(thread, TypeId::RuntimeError, "not holding the import lock");
  g_lock_depth--;
  return ok_status();
}
bool lock_held(Thread&) { return g_lock_depth > 0; }

int64_t is_builtin(Thread&, String* wanted) {
  if (wanted->equals_ascii("sys") || wanted->equals_ascii("builtins") || wanted->equals_ascii("_imp")) return -1;
  return wanted->is_ascii() && find_native_module(wanted->bytes()) ? 1 : 0;
}

Value create_builtin(Thread& thread, Value spec) {
  const Value name_value = TRY(get_attribute(thread, spec, intern(thread.heap(), "name")));
  String* wanted = as_string(name_value);
  if (!wanted) return raise(thread, TypeId::TypeError, "spec.name must be a string");
  const Value present = dict_get(thread, runtime().modules, name_value);
  if (!present.is_unbound() && (wanted->equals_ascii("sys") || wanted->equals_ascii("builtins"))) return present;
  const ModuleSpec* native = wanted->is_ascii() ? find_native_module(wanted->bytes()) : nullptr;
  if (!native) return Value::none();
  return Value(new_native_module(thread, *native));
}
int64_t exec_builtin(Thread& thread, Value module) {
  if (!is_kind(module, kind(PythonKind::Module))) return 0;
  Module* m = module.as<Module>();
  if (!m->spec || !m->spec->execute) return 0;
  // Executing twice would make the types again: reload keeps what is there.
  if (m->state) return 0;
  m->state = const_cast<ModuleSpec*>(m->spec);
  return m->spec->execute(thread, m).ok() ? 0 : -1;
}
Value exec_builtin_checked(Thread& thread, Value module) {
  if (exec_builtin(thread, module) < 0) return Value::raised();
  return Value::integer(0);
}

// Modules that must come without the path: they are what the path needs.
struct FrozenRow {
  const char *name, *file;
};
constexpr FrozenRow kFrozen[] = {
    {"_frozen_importlib_external", "importlib/_bootstrap_external.py"},
    {"zipimport", "zipimport.py"},
};
const FrozenRow* frozen(const String* wanted) {
  for (const FrozenRow& row : kFrozen) {
    if (wanted->equals_ascii(row.name)) return &row;
  }
  return nullptr;
}
bool is_frozen(Thread&, String* wanted) { return frozen(wanted) != nullptr; }
Value find_frozen(Thread& thread, String* wanted, bool withdata) {
  (void)withdata;
  if (!frozen(wanted)) return Value::none();
  return Value(tuple_of(thread.heap(), Value::none(), Value::false_value(), Value(wanted)));
}
Value get_frozen_object(Thread& thread, String* wanted, Value data) {
  (void)data;
  const FrozenRow* row = frozen(wanted);
  if (!row) return raise(thread, TypeId::ImportError, "No such frozen object named %U", wanted);
  const std::string filename = std::string("<frozen ") + (wanted->equals_ascii("zipimport") ? "zipimport" : "importlib._bootstrap_external") + ">";
  return Value(library_code(thread, row->file, filename));
}
Value is_frozen_package(Thread& thread, String* wanted) {
  if (!frozen(wanted)) return raise(thread, TypeId::ImportError, "No such frozen object named %U", wanted);
  return Value::false_value();
}
Value init_frozen(Thread& thread, String*) { return raise_not_implemented(thread, "_imp.init_frozen"); }
Value frozen_names(Thread& thread) {
  List* names = new_list(thread.heap());
  for (const FrozenRow& row : kFrozen) (void)names->append(thread.heap(), Value(intern(thread.heap(), row.name)));
  return Value(names);
}
Value extension_suffixes(Thread& thread) { return Value(new_list(thread.heap())); }
Value create_dynamic(Thread& thread, Value, Value) { return raise(thread, TypeId::ImportError, "Taipan cannot load C extension modules"); }
Value exec_dynamic(Thread&, Value) { return Value::integer(0); }
Value override_setting(Thread&, int) { return Value::none(); }

void fix_filename(Heap& heap, Code* code, String* before, String* after) {
  if (!equal(code->filename, before)) return;
  code->filename = after;
  heap.write_barrier(code);
  for (Value v : code->constants_tuple->span()) {
    if (is_kind(v, Kind::Code)) fix_filename(heap, v.as<Code>(), before, after);
  }
}
Status fix_co_filename(Thread& thread, Code* code, String* path) {
  if (!equal(code->filename, path)) fix_filename(thread.heap(), code, code->filename, path);
  return ok_status();
}
Value source_hash(Thread& thread, int64_t key, Value source) {
  Bytes* data = TRY(bytes_of_buffer(thread, source));
  const uint64_t h = siphash13(SipKey{uint64_t(key), 0}, data->data(), size_t(data->length()));
  Bytes* result = new_bytes(thread.heap(), 8);
  for (int i = 0; i < 8; i++) result->data_[i] = uint8_t(h >> (8 * i));
  return Value(result);
}

const Method kFunctions[] = {
    {"acquire_lock()", acquire_lock, "Acquires the interpreter's import lock for the current thread."},
    {"release_lock()", release_lock, "Release the interpreter's import lock."},
    {"lock_held()", lock_held, "Return True if the import lock is currently held, else False."},
    {"is_builtin(name, /)", is_builtin, "Returns True if the module name corresponds to a built-in module."},
    {"create_builtin(spec, /)", create_builtin, "Create an extension module."},
    {"exec_builtin(mod, /)", exec_builtin_checked, "Initialize a built-in module."},
    {"is_frozen(name, /)", is_frozen, "Returns True if the module name corresponds to a frozen module."},
    {"find_frozen(name, /, *, withdata=False)", find_frozen, "Return info about the corresponding frozen module (if there is one) or None."},
    {"get_frozen_object(name, data=None, /)", get_frozen_object, "Create a code object for a frozen module."},
    {"is_frozen_package(name, /)", is_frozen_package, "Returns True if the module name is of a frozen package."},
    {"init_frozen(name, /)", init_frozen, "Initializes a frozen module."},
    {"_frozen_module_names()", frozen_names, "Returns the list of available frozen modules."},
    {"extension_suffixes()", extension_suffixes, "Returns the list of file suffixes used to identify extension modules."},
    {"create_dynamic(spec, file=None, /)", create_dynamic, "Create an extension module."},
    {"exec_dynamic(mod, /)", exec_dynamic, "Initialize an extension module."},
    {"_override_frozen_modules_for_tests(override, /)", override_setting, ""},
    {"_fix_co_filename(code, path, /)", fix_co_filename, "Changes code.co_filename to specify the passed-in file path."},
    {"source_hash(key, source)", source_hash, ""},
};

Status execute(Thread& thread, Module* module) {
  return module_add(thread, module, "check_hash_based_pycs", Value(intern(thread.heap(), start_options().check_hash_pycs)));
}

}  // namespace

extern const ModuleSpec kImpModule = {.name = "_imp", .doc = "(Extremely) low-level import machinery bits as used by importlib.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
