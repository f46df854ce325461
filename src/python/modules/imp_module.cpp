// python/modules/imp_module.cpp -- _imp: what importlib asks of the interpreter. The modules that CPython freezes are read
// from the library (library_code), but are "frozen" for importlib and in tracebacks.
#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/buffer.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/import.h"
#include "python/runtime/marshal.h"
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
  if (wanted->equals_ascii("sys") || wanted->equals_ascii("builtins")) {
    if (!present.is_unbound()) return present;
    // There is only one, also when it was taken out of sys.modules.
    if (wanted->equals_ascii("builtins")) return Value(runtime().builtins_module);
    return get_attribute(thread, runtime().importlib, wanted);
  }
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

// The modules that CPython freezes: they come without a search, from the library itself, and their tracebacks show no source.
struct FrozenRow {
  const char *name, *file;
  const char* origin;                             // the library's name for it; "<" before the name: an alias of a package; null: none
  enum Kind : uint8_t { Module, Package } kind = Module;
  enum Need : uint8_t { Optional, Essential } need = Optional;  // Essential: also with -X frozen_modules=off
};
constexpr FrozenRow kFrozen[] = {
    {"_frozen_importlib", "importlib/_bootstrap.py", "importlib._bootstrap", FrozenRow::Module, FrozenRow::Essential},
    {"_frozen_importlib_external", "importlib/_bootstrap_external.py", "importlib._bootstrap_external", FrozenRow::Module, FrozenRow::Essential},
    {"zipimport", "zipimport.py", "zipimport", FrozenRow::Module, FrozenRow::Essential},
    {"abc", "abc.py", "abc"},
    {"codecs", "codecs.py", "codecs"},
    {"io", "io.py", "io"},
    {"_collections_abc", "_collections_abc.py", "_collections_abc"},
    {"_sitebuiltins", "_sitebuiltins.py", "_sitebuiltins"},
    {"genericpath", "genericpath.py", "genericpath"},
    {"ntpath", "ntpath.py", "ntpath"},
    {"posixpath", "posixpath.py", "posixpath"},
    {"os.path", "posixpath.py", "posixpath"},
    {"os", "os.py", "os"},
    {"site", "site.py", "site"},
    {"stat", "stat.py", "stat"},
    {"importlib.util", "importlib/util.py", "importlib.util"},
    {"importlib.machinery", "importlib/machinery.py", "importlib.machinery"},
    {"runpy", "runpy.py", "runpy"},
    {"__hello__", "__hello__.py", "__hello__"},
    {"__hello_alias__", "__hello__.py", "__hello__"},
    {"__phello_alias__", "__hello__.py", "__hello__", FrozenRow::Package},
    {"__phello_alias__.spam", "__hello__.py", "__hello__"},
    {"__phello__", "__phello__/__init__.py", "__phello__", FrozenRow::Package},
    {"__phello__.__init__", "__phello__/__init__.py", "<__phello__"},
    {"__phello__.ham", "", "__phello__.ham", FrozenRow::Package},
    {"__phello__.ham.__init__", "", "<__phello__.ham"},
    {"__phello__.ham.eggs", "", "__phello__.ham.eggs"},
    {"__phello__.spam", "__phello__/spam.py", "__phello__.spam"},
    {"__hello_only__", "__hello__.py", nullptr},
};
int g_frozen_override = 0;  // 1: all, -1: only the essential, 0: as -X frozen_modules says

const FrozenRow* frozen_row(const String* wanted) {
  for (const FrozenRow& row : kFrozen) {
    if (wanted->equals_ascii(row.name)) return &row;
  }
  return nullptr;
}
bool uses(const FrozenRow& row) {
  if (row.need == FrozenRow::Essential || g_frozen_override > 0) return true;
  return g_frozen_override == 0 && start_options().use_frozen_modules;
}
// Null with an ImportError: no such row, or not in use.
const FrozenRow* required_row(Thread& thread, String* wanted) {
  const FrozenRow* row = frozen_row(wanted);
  if (row && uses(*row)) return row;
  const char* why = row ? "Frozen modules are disabled and the frozen object named %R is not essential" : "No such frozen object named %R";
  String* message = format_string(thread, why, Value(wanted));
  if (message) {
    const Value arguments[] = {Value(message)};
    const Value error = new_exception(thread, builtin_type(TypeId::ImportError), arguments);
    if (!error.is_raised() && set_attribute(thread, error, intern(thread.heap(), "name"), Value(wanted)).ok()) (void)raise_exception(thread, error);
  }
  return nullptr;
}
Code* frozen_code(Thread& thread, const FrozenRow& row) {
  // The name in tracebacks is that of the file's own module.
  std::string shown = row.origin ? row.origin : "frozen_only";
  if (shown[0] == '<') shown.erase(0, 1);
  shown = "<frozen " + shown + ">";
  if (row.file[0]) return library_code(thread, row.file, shown);
  CompileRequest request;
  request.filename = intern(thread.heap(), shown);
  request.optimize = 0;
  return TRY(compile_source(thread, request)).as<Code>();
}
bool is_frozen(Thread&, String* wanted) {
  const FrozenRow* row = frozen_row(wanted);
  return row && uses(*row);
}
Value find_frozen(Thread& thread, String* wanted, bool withdata) {
  const FrozenRow* row = frozen_row(wanted);
  if (!row || !uses(*row)) return Value::none();
  Heap& heap = thread.heap();
  Value data = Value::none();
  if (withdata) {
    Code* code = TRY(frozen_code(thread, *row));
    ByteBuilder marshalled;
    TRY(marshal_write(thread, marshalled, Value(code)));
    data = TRY(call_with(thread, Value(builtin_type(TypeId::MemoryView)), Value(bytes_from(heap, marshalled.view()))));
  }
  return Value(tuple_of(heap, data, Value::boolean(row->kind == FrozenRow::Package), row->origin ? Value(intern(heap, row->origin)) : Value::none()));
}
Value get_frozen_object(Thread& thread, String* wanted, Value data) {
  if (data.is_none()) return Value(TRY(frozen_code(thread, *TRY(required_row(thread, wanted)))));
  Bytes* marshalled = TRY(bytes_of_buffer(thread, data));
  const Value code = marshalled->length() == 0 ? Value::none() : marshal_read(thread, marshalled->view());
  if (code.is_raised()) thread.clear_exception();
  if (code.is_raised() || code.is_none()) return raise(thread, TypeId::ImportError, "Frozen object named %R is invalid", Value(wanted));
  if (!is_kind(code, Kind::Code)) return raise(thread, TypeId::TypeError, "frozen object %R is not a code object", Value(wanted));
  return code;
}
Value is_frozen_package(Thread& thread, String* wanted) { return Value::boolean(TRY(required_row(thread, wanted))->kind == FrozenRow::Package); }
Value init_frozen(Thread& thread, String* wanted) {
  const FrozenRow* row = frozen_row(wanted);
  if (!row || !uses(*row)) return Value::none();
  Heap& heap = thread.heap();
  Code* code = TRY(frozen_code(thread, *row));
  Module* module = new_module(heap, wanted);
  dict_set(heap, module->dict, name(Name::Builtins), Value(runtime().builtins));
  if (row->kind == FrozenRow::Package) dict_set(heap, module->dict, name(Name::Path), Value(new_list(heap)));
  TRY(dict_set(thread, runtime().modules, Value(wanted), Value(module)));
  TRY(run_code(thread, code, module->dict, Value::unbound()));
  dict_set(heap, module->dict, intern(heap, "__origname__"), row->origin ? Value(intern(heap, row->origin)) : Value::none());
  return Value(module);
}
Value frozen_names(Thread& thread) {
  List* names = new_list(thread.heap());
  for (const FrozenRow& row : kFrozen) (void)names->append(thread.heap(), Value(intern(thread.heap(), row.name)));
  return Value(names);
}
Value extension_suffixes(Thread& thread) { return Value(new_list(thread.heap())); }
Value create_dynamic(Thread& thread, Value, Value) { return raise(thread, TypeId::ImportError, "Taipan cannot load C extension modules"); }
Value exec_dynamic(Thread&, Value) { return Value::integer(0); }
Value override_frozen(Thread&, int64_t override) {
  g_frozen_override = override > 0 ? 1 : override < 0 ? -1 : 0;
  return Value::none();
}

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
    {"create_dynamic(spec, file=<unrepresentable>, /)", create_dynamic, "Create an extension module."},
    {"exec_dynamic(mod, /)", exec_dynamic, "Initialize an extension module."},
    {"_override_frozen_modules_for_tests(override, /)", override_frozen, ""},
    {"_fix_co_filename(code, path, /)", fix_co_filename, "Changes code.co_filename to specify the passed-in file path."},
    {"source_hash(key, source)", source_hash, ""},
};

Status execute(Thread& thread, Module* module) {
  return module_add(thread, module, "check_hash_based_pycs", Value(intern(thread.heap(), start_options().check_hash_pycs)));
}

}  // namespace

extern const ModuleSpec kImpModule = {.name = "_imp", .doc = "(Extremely) low-level import machinery bits as used by importlib.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
