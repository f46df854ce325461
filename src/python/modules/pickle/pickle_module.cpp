// python/modules/pickle/pickle_module.cpp -- the module _pickle: its functions and exceptions, and what both directions share.
//
// Room       python/modules/pickle.
// Tests      tests/python/library/pickle_*.py; CPython's test_pickle
#include "python/modules/new_exception.h"
#include "python/modules/pickle/pickle_private.h"
#include "python/runtime/runtime.h"

namespace taipan::python::pickle {

Type* g_pickle_error = nullptr;
Type* g_pickling_error = nullptr;
Type* g_unpickling_error = nullptr;

Helpers* helpers(Thread& thread) {
  static Helpers shared;
  static bool ready = false;
  if (ready) return &shared;
  Heap& heap = thread.heap();
  auto take = [&](const char* module, const char* attribute, Value* to) {
    const Value holder = import_module(thread, module);
    if (holder.is_raised()) return false;
    const Value v = get_attribute(thread, holder, intern(heap, attribute));
    if (v.is_raised()) return false;
    *to = v;
    heap.add_root_values(reinterpret_cast<const uint64_t*>(to), 1);
    return true;
  };
  struct Row {
    const char *module, *attribute;
    Value* to;
    bool dict;
  };
  const Row rows[] = {
      {"copyreg", "dispatch_table", &shared.dispatch_table, true},
      {"copyreg", "_extension_registry", &shared.extension_registry, true},
      {"copyreg", "_inverted_registry", &shared.inverted_registry, true},
      {"copyreg", "_extension_cache", &shared.extension_cache, true},
      {"_compat_pickle", "NAME_MAPPING", &shared.name_mapping_2_to_3, true},
      {"_compat_pickle", "IMPORT_MAPPING", &shared.import_mapping_2_to_3, true},
      {"_compat_pickle", "REVERSE_NAME_MAPPING", &shared.name_mapping_3_to_2, true},
      {"_compat_pickle", "REVERSE_IMPORT_MAPPING", &shared.import_mapping_3_to_2, true},
      {"_codecs", "encode", &shared.codecs_encode, false},
      {"builtins", "getattr", &shared.getattr, false},
      {"functools", "partial", &shared.partial, false},
  };
  for (const Row& row : rows) {
    if (!take(row.module, row.attribute, row.to)) return nullptr;
    if (row.dict && !is_kind(*row.to, Kind::Dict)) {
      return raise(thread, TypeId::RuntimeError, "%s.%s should be a dict, not %T", row.module, row.attribute, *row.to);
    }
  }
  ready = true;
  return &shared;
}

Tuple* dotted_path(Thread& thread, Value object, String* text) {
  Heap& heap = thread.heap();
  List* parts = new_list(heap);
  int64_t start = 0;
  for (int64_t i = 0; i <= text->length(); i++) {
    if (i < text->length() && text->at(i) != '.') continue;
    String* part = substring(heap, text, start, i - start);
    if (part->equals_ascii("<locals>")) {
      if (object.is_unbound()) return raise(thread, TypeId::AttributeError, "Can't pickle local object %R", Value(text));
      return raise(thread, TypeId::AttributeError, "Can't get local attribute %R on %R", Value(text), object);
    }
    (void)parts->append(heap, Value(part));
    start = i + 1;
  }
  return tuple_from(heap, parts->span());
}

Value deep_attribute(Thread& thread, Value object, Tuple* path, Value* parent) {
  for (Value part : path->span()) {
    *parent = object;
    object = TRY(get_attribute_or_unbound(thread, object, part.as<String>()));
    if (object.is_unbound()) return object;
  }
  return object;
}

namespace {

Status module_dump(Thread& thread, Value object, Value file, Value protocol, bool fix_imports, Value buffer_callback) {
  auto* pickler = static_cast<PicklerObject*>(allocate_instance(thread.heap(), g_pickler));
  TRY(pickler_init(thread, pickler, file, protocol, fix_imports, buffer_callback));
  return dump(thread, pickler, object);
}
Value module_dumps(Thread& thread, Value object, Value protocol, bool fix_imports, Value buffer_callback) {
  return dumps(thread, object, protocol, fix_imports, buffer_callback);
}
Value module_load(Thread& thread, Value file, bool fix_imports, String* encoding, String* errors, Value buffers) {
  auto* unpickler = static_cast<UnpicklerObject*>(allocate_instance(thread.heap(), g_unpickler));
  TRY(unpickler_init(thread, unpickler, file, fix_imports, encoding, errors, buffers));
  return load(thread, unpickler, Value::unbound());
}
Value module_loads(Thread& thread, Value data, bool fix_imports, String* encoding, String* errors, Value buffers) {
  auto* unpickler = static_cast<UnpicklerObject*>(allocate_instance(thread.heap(), g_unpickler));
  TRY(unpickler_init(thread, unpickler, Value::unbound(), fix_imports, encoding, errors, buffers));
  return load(thread, unpickler, data);
}

const Method kFunctions[] = {
    {"dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", module_dump, "Write the object to a binary file."},
    {"dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", module_dumps, "The object as bytes."},
    {"load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", module_load, "Read an object from a binary file."},
    {"loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", module_loads, "The object that was saved as these bytes."},
};

Status execute(Thread& thread, Module* module) {
  g_pickle_error = TRY(new_exception_type(thread, "_pickle.PickleError", TypeId::Exception));
  g_pickling_error = TRY(new_exception_type(thread, "_pickle.PicklingError", g_pickle_error));
  g_unpickling_error = TRY(new_exception_type(thread, "_pickle.UnpicklingError", g_pickle_error));
  define_pickler(thread);
  define_unpickler(thread);
  define_pickle_buffer(thread, module);
  TRY(module_add(thread, module, "PickleError", Value(g_pickle_error)));
  TRY(module_add(thread, module, "PicklingError", Value(g_pickling_error)));
  TRY(module_add(thread, module, "UnpicklingError", Value(g_unpickling_error)));
  TRY(module_add(thread, module, "Pickler", Value(g_pickler)));
  return module_add(thread, module, "Unpickler", Value(g_unpickler));
}

}  // namespace

}  // namespace taipan::python::pickle

namespace taipan::python {
extern const ModuleSpec kPickleModule = {
    .name = "_pickle", .doc = "The format of the module pickle.", .functions = pickle::kFunctions, .execute = pickle::execute};
}
