// python/runtime/import.cpp -- `import` from the interpreter's side. Language reference, "The import system".
//
// The work is done by importlib, as in CPython; here are the fast way through sys.modules and the start.
#include "python/runtime/import.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>

#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/runtime/audit.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/marshal.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

std::string g_library_path;

String* text(Thread& thread, std::string_view s) { return intern(thread.heap(), s); }

// Whether the module is being imported by another thread or further up: its spec says _initializing.
Result<bool> is_initializing(Thread& thread, Value module) {
  const Value spec = TRY(get_attribute_or_unbound(thread, module, name(Name::Spec)));
  if (spec.is_unbound() || spec.is_none()) return false;
  const Value flag = TRY(get_attribute_or_unbound(thread, spec, text(thread, "_initializing")));
  if (flag.is_unbound()) return false;
  return is_true(thread, flag);
}

// The absolute name of a relative import. PEP 328.
String* resolve_name(Thread& thread, String* module_name, Value globals, int64_t level) {
  if (globals.is_none()) return raise(thread, TypeId::KeyError, "'__name__' not in globals");
  if (!is_kind(globals, Kind::Dict)) return raise(thread, TypeId::TypeError, "globals must be a dict");
  Dict* dict = globals.as<Dict>();
  Value package = dict_get(dict, name(Name::Package));
  const Value spec = dict_get(dict, name(Name::Spec));
  if (!package.is_unbound() && !package.is_none()) {
    if (!as_string(package)) return raise(thread, TypeId::TypeError, "package must be a string");
    if (!spec.is_unbound() && !spec.is_none()) {
      const Value parent = TRY(get_attribute(thread, spec, text(thread, "parent")));
      if (!TRY(equal(thread, package, parent))) TRY(warn(thread, TypeId::ImportWarning, 1, "__package__ != __spec__.parent"));
    }
  } else if (!spec.is_unbound() && !spec.is_none()) {
    package = TRY(get_attribute(thread, spec, text(thread, "parent")));
    if (!as_string(package)) return raise(thread, TypeId::TypeError, "__spec__.parent must be a string");
  } else {
    TRY(warn(thread, TypeId::ImportWarning, 1, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"));
    package = dict_get(dict, name(Name::NameName));
    if (package.is_unbound()) return raise(thread, TypeId::KeyError, "'__name__' not in globals");
    if (!as_string(package)) return raise(thread, TypeId::TypeError, "__name__ must be a string");
    if (dict_get(dict, name(Name::Path)).is_unbound()) {
      String* s = as_string(package);
      int64_t dot = s->length() - 1;
      while (dot >= 0 && s->at(dot) != '.') dot--;
      if (dot < 0) return raise(thread, TypeId::ImportError, "attempted relative import with no known parent package");
      package = Value(substring(thread.heap(), s, 0, dot));
    }
  }
  String* base = as_string(package);
  if (base->length() == 0) return raise(thread, TypeId::ImportError, "attempted relative import with no known parent package");
  int64_t end = base->length();
  for (int64_t up = 1; up < level; up++) {
    while (end > 0 && base->at(end - 1) != '.') end--;
    if (end == 0) return raise(thread, TypeId::ImportError, "attempted relative import beyond top-level package");
    end--;
  }
  base = substring(thread.heap(), base, 0, end);
  if (module_name->length() == 0) return base;
  return format_string(thread, "%U.%U", base, module_name);
}

uint64_t microseconds() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return uint64_t(now.tv_sec) * 1'000'000 + uint64_t(now.tv_nsec) / 1000;
}

// -X importtime: a line for each module that is loaded, indented by how deeply imports are nested.
Value timed_import(Thread& thread, String* wanted) {
  static int depth = 0;
  static uint64_t time_of_inner = 0;
  static bool has_header = false;
  if (!has_header) fputs("import time: self [us] | cumulative | imported package\n", stderr);
  has_header = true;
  const uint64_t outer = time_of_inner;
  time_of_inner = 0;
  depth++;
  const uint64_t start = microseconds();
  const Value module = call_method_with(thread, runtime().importlib, text(thread, "_find_and_load"), Value(wanted), runtime().import_function);
  const uint64_t cumulative = microseconds() - start;
  depth--;
  ByteBuilder utf8;
  append_utf8(utf8, wanted);
  fprintf(stderr, "import time: %9ld | %10ld | %*s%.*s\n", long(cumulative - time_of_inner), long(cumulative), depth * 2, "", int(utf8.size()),
          reinterpret_cast<const char*>(utf8.data()));
  time_of_inner = outer + cumulative;
  return module;
}

Value remove_import_frames(Thread& thread, Value raised) {
  // Tracebacks do not show importlib's own frames.
  const Value exception = thread.exception();
  if (exception.is_unbound()) return raised;
  auto* e = exception.as<ExceptionObject>();
  const bool always = is_subtype(type_of(exception), builtin_type(TypeId::ImportError));
  if (start_options().verbose) return raised;
  Value* link = &e->traceback;
  Value* chunk = nullptr;
  HeapObject* owner = e;
  HeapObject* chunk_owner = nullptr;
  while (is_exact(*link, TypeId::Traceback)) {
    auto* entry = link->as<TracebackObject>();
    Code* code = entry->frame->function->code;
    const bool inside = code->filename->equals_ascii("<frozen importlib._bootstrap>") || code->filename->equals_ascii("<frozen importlib._bootstrap_external>");
    if (inside && !chunk) {
      chunk = link;
      chunk_owner = owner;
    }
    if (inside && (always || code->name->equals_ascii("_call_with_frames_removed"))) {
      *chunk = entry->next;
      thread.heap().write_barrier(chunk_owner);
      link = chunk;
      owner = chunk_owner;
    } else {
      link = &entry->next;
      owner = entry;
    }
    if (!inside) chunk = nullptr;
  }
  return raised;
}

// Bytecode files begin with our number: what another implementation, or another version of this one, wrote is stale.
Status use_own_magic(Thread& thread) {
  const Value external = dict_get(runtime().modules, text(thread, "_frozen_importlib_external"));
  if (external.is_unbound()) return ok_status();
  const uint32_t magic = bytecode_magic();
  const Value bytes(bytes_from(thread.heap(), {reinterpret_cast<const char*>(&magic), sizeof magic}));
  TRY(set_attribute(thread, external, text(thread, "MAGIC_NUMBER"), bytes));
  return set_attribute(thread, external, text(thread, "_RAW_MAGIC_NUMBER"), Value::integer(magic));
}

// Archives in sys.path: zipimport is asked first. Without it (a library that lacks it) nothing else is lost.
Status install_zip_importer(Thread& thread) {
  const Value zipimport = import_module(thread, "zipimport");
  Value importer = zipimport;
  if (!zipimport.is_raised()) importer = get_attribute(thread, zipimport, text(thread, "zipimporter"));
  const Value hooks = sys_get("path_hooks");
  if (!importer.is_raised() && is_kind(hooks, Kind::List)) (void)hooks.as<List>()->insert(thread.heap(), 0, importer);
  thread.clear_exception();
  return ok_status();
}

}  // namespace

std::string_view library_path() {
  if (g_library_path.empty()) {
    const std::string& home = start_options().home;
    const std::string prefix = home.empty() ? "/usr" : home.substr(0, home.find(':'));
    g_library_path = prefix + "/" + start_options().platform_library_folder + "/python3.11";
  }
  return g_library_path;
}

Bytes* read_library_file(Thread& thread, std::string_view relative) {
  const std::string path = std::string(library_path()) + "/" + std::string(relative);
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return raise(thread, TypeId::ImportError, "cannot read '%s': Python's standard library is needed (package libpython3.11-stdlib)", path.c_str());
  }
  struct stat info;
  fstat(fd, &info);
  Bytes* bytes = new_bytes(thread.heap(), info.st_size);
  ssize_t done = 0;
  while (bytes && done < info.st_size) {
    const ssize_t n = read(fd, bytes->data_ + done, size_t(info.st_size - done));
    if (n <= 0) break;
    done += n;
  }
  close(fd);
  if (!bytes || done < info.st_size) return raise(thread, TypeId::ImportError, "cannot read '%s'", path.c_str());
  return bytes;
}

bool is_default_import(Value import) { return import == runtime().import_function; }

static Value audited_list(const char* name) {
  const Value v = g_audited ? sys_get(name) : Value::none();
  return v.is_unbound() ? Value::none() : v;
}

Value import_absolute(Thread& thread, String* wanted) {
  Runtime& r = runtime();
  Value module = TRY(dict_get(thread, r.modules, Value(wanted)));
  if (!module.is_unbound() && !module.is_none()) {
    if (TRY(is_initializing(thread, module))) {
      const Value lock = call_method_with(thread, r.importlib, text(thread, "_lock_unlock_module"), Value(wanted));
      if (lock.is_raised()) return lock;
    }
    return module;
  }
  if (r.importlib.is_unbound()) return raise(thread, TypeId::ImportError, "import machinery not initialized");
  TRY(audit(thread, "import", Value(wanted), Value::none(), audited_list("path"), audited_list("meta_path"), audited_list("path_hooks")));
  if (start_options().import_time) return timed_import(thread, wanted);
  return call_method_with(thread, r.importlib, text(thread, "_find_and_load"), Value(wanted), r.import_function);
}

Value import_module_level(Thread& thread, String* module_name, Value globals, Value from_list, Value level_value) {
  const int64_t level = TRY(to_int64(thread, level_value));
  if (level < 0) return raise(thread, TypeId::ValueError, "level must be >= 0");
  String* absolute = module_name;
  if (level > 0) {
    absolute = TRY(resolve_name(thread, module_name, globals, level));
  } else if (module_name->length() == 0) {
    return raise(thread, TypeId::ValueError, "Empty module name");
  }
  const Value module = import_absolute(thread, absolute);
  if (module.is_raised()) return remove_import_frames(thread, module);
  bool has_from = false;
  if (!from_list.is_none()) has_from = TRY(is_true(thread, from_list));
  if (has_from) {
    const Value path = TRY(get_attribute_or_unbound(thread, module, name(Name::Path)));
    if (path.is_unbound()) return module;
    const Value result = call_method_with(thread, runtime().importlib, text(thread, "_handle_fromlist"), module, from_list, runtime().import_function);
    return result.is_raised() ? remove_import_frames(thread, result) : result;
  }
  if (level > 0 && module_name->length() == 0) return module;
  int64_t dot = 0;
  while (dot < module_name->length() && module_name->at(dot) != '.') dot++;
  if (dot == module_name->length()) return module;
  if (level == 0) return import_absolute(thread, substring(thread.heap(), module_name, 0, dot));
  const int64_t cut = module_name->length() - dot;
  String* front = substring(thread.heap(), absolute, 0, absolute->length() - cut);
  const Value parent = TRY(dict_get(thread, runtime().modules, Value(front)));
  if (parent.is_unbound()) return raise(thread, TypeId::KeyError, "%R not in sys.modules as expected", Value(front));
  return parent;
}

Value import_module(Thread& thread, std::string_view wanted) { return import_absolute(thread, intern(thread.heap(), wanted)); }

Value sys_get(const char* key) {
  Runtime& r = runtime();
  return r.sys_dict ? dict_get(r.sys_dict, intern(vm().heap, key)) : Value::unbound();
}
void sys_set(Thread& thread, const char* key, Value value) { dict_set(thread.heap(), runtime().sys_dict, intern(thread.heap(), key), value); }

Dict* builtins_of_globals(Thread& thread, Dict* globals) {
  const Value found = dict_get(globals, name(Name::Builtins));
  if (found.is_unbound()) return runtime().builtins;
  if (is_kind(found, kind(PythonKind::Module))) return found.as<Module>()->dict;
  if (is_kind(found, Kind::Dict)) return found.as<Dict>();
  (void)thread;
  return runtime().builtins;
}

Status start_import(Thread& thread) {
  Heap& heap = thread.heap();
  Runtime& r = runtime();
  const ModuleSpec* imp_spec = find_native_module("_imp");
  if (!imp_spec) return raise_system_error(thread, "no module _imp");
  Module* imp = new_native_module(thread, *imp_spec);
  if (imp_spec->execute) TRY(imp_spec->execute(thread, imp));
  dict_set(heap, r.modules, text(thread, "_imp"), Value(imp));

  Code* code = TRY(library_code(thread, "importlib/_bootstrap.py", "<frozen importlib._bootstrap>"));
  Module* bootstrap = new_module(heap, text(thread, "_frozen_importlib"));
  dict_set(heap, bootstrap->dict, name(Name::Builtins), Value(r.builtins_module));
  dict_set(heap, bootstrap->dict, text(thread, "__origname__"), Value(text(thread, "importlib._bootstrap")));
  dict_set(heap, r.modules, text(thread, "_frozen_importlib"), Value(bootstrap));
  TRY(run_code(thread, code, bootstrap->dict, Value::unbound()));
  r.importlib = Value(bootstrap);
  if (start_options().verbose) fputs("import _frozen_importlib # frozen\nimport _imp # builtin\n", stderr);
  const Value sys = dict_get(r.modules, text(thread, "sys"));
  TRY(call_method_with(thread, Value(bootstrap), text(thread, "_install"), sys, Value(imp)));
  TRY(call_method_with(thread, Value(bootstrap), text(thread, "_install_external_importers")));
  TRY(use_own_magic(thread));
  TRY(install_user_cache(thread));
  return install_zip_importer(thread);
}

}  // namespace taipan::python
