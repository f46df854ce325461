// python/modules/weakref_module.cpp -- _weakref. https://docs.python.org/3.11/library/weakref.html The objects are in objects/weak_*.cpp.
#include "python/objects/abstract.h"
#include "python/objects/weak_reference.h"

namespace taipan::python {

namespace {

int64_t get_weakref_count(Thread&, Value object) {
  int64_t n = 0;
  if (!object.is_object()) return 0;
  for (WeakReferenceObject* r = first_weak_reference(object.as_object()); r; r = r->next_of_target) n++;
  return n;
}
Value get_weakrefs(Thread& thread, Value object) {
  List* list = new_list(thread.heap());
  if (object.is_object()) {
    for (WeakReferenceObject* r = first_weak_reference(object.as_object()); r; r = r->next_of_target) (void)list->append(thread.heap(), Value(r));
  }
  return Value(list);
}
Value proxy(Thread& thread, Value object, Value callback) {
  TRY(check_weakrefable(thread, object));
  Type* type = builtin_type(is_callable(object) ? TypeId::WeakCallableProxy : TypeId::WeakProxy);
  return Value(new_weak_reference(thread, object.as_object(), callback, type));
}
Status remove_dead_weakref(Thread& thread, Dict* dict, Value key) {
  const Value found = TRY(dict_get(thread, dict, key));
  if (!found.is_unbound() && weak_target(found).is_unbound()) TRY(dict_delete(thread, dict, key));
  return ok_status();
}

const Method kFunctions[] = {
    {"getweakrefcount(object, /)", get_weakref_count, "Return the number of weak references to 'object'."},
    {"getweakrefs(object, /)", get_weakrefs, "Return a list of all weak reference objects pointing to 'object'."},
    {"proxy(object, callback=None, /)", proxy, "Create a proxy object that weakly references 'object'."},
    {"_remove_dead_weakref(dct, key, /)", remove_dead_weakref, "Atomically remove key from dict if it points to a dead weakref."},
};

Status execute(Thread& thread, Module* module) {
  TRY(module_add(thread, module, "ref", Value(builtin_type(TypeId::WeakReference))));
  TRY(module_add(thread, module, "ReferenceType", Value(builtin_type(TypeId::WeakReference))));
  TRY(module_add(thread, module, "ProxyType", Value(builtin_type(TypeId::WeakProxy))));
  return module_add(thread, module, "CallableProxyType", Value(builtin_type(TypeId::WeakCallableProxy)));
}

}  // namespace

extern const ModuleSpec kWeakrefModule = {.name = "_weakref", .doc = "Weak-reference support module.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
