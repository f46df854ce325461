// python/objects/module_object.cpp -- the type `module`, and native modules from their ModuleSpec.
#include "python/objects/abstract.h"
#include "python/objects/class_creation.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

void trace_module(HeapObject* object, Tracer& tracer) {
  if (auto* dict = static_cast<Module*>(object)->dict) tracer.visit(dict);
  trace_attributes(object, tracer);
}
const Layout kModuleLayout = {.name = "module", .size = &size_from_shape, .trace = &trace_module};

void fill_module_dict(Heap& heap, Dict* dict, Value module_name, Value doc) {
  dict_set(heap, dict, name(Name::NameName), module_name);
  dict_set(heap, dict, name(Name::Doc), doc);
  for (Name id : {Name::Package, Name::Loader, Name::Spec}) {
    if (dict_get(dict, name(id)).is_unbound()) dict_set(heap, dict, name(id), Value::none());
  }
}

Value module_new(Thread& thread, NativeCall call) {
  auto* module = static_cast<Module*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  module->dict = new_dict(thread.heap());
  thread.heap().write_barrier(module);
  return Value(module);
}
Status module_init(Thread& thread, Module* self, String* module_name, Value doc) {
  fill_module_dict(thread.heap(), self->dict, Value(module_name), doc);
  return ok_status();
}
Value module_repr(Thread& thread, Value self) {
  const Value bootstrap = runtime().importlib;
  if (!bootstrap.is_unbound() && !bootstrap.is_none()) {
    return call_method_with(thread, bootstrap, intern(thread.heap(), "_module_repr"), self);
  }
  const Value module_name = dict_get(self.as<Module>()->dict, name(Name::NameName));
  return Value(format_string(thread, "<module %R>", module_name.is_unbound() ? Value::none() : module_name));
}

// The attributes of a module: its dict, then what its type has, then the module's own __getattr__.
Value module_getattribute(Thread& thread, Value self, Value attribute) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  text = intern(thread.heap(), text);
  return module_get_attribute(thread, self, text);
}
Status module_setattr(Thread& thread, Module* self, Value attribute, Value value) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  return module_set_attribute(thread, Value(self), intern(thread.heap(), text), value);
}
Status module_delattr(Thread& thread, Module* self, Value attribute) { return module_setattr(thread, self, attribute, Value::unbound()); }
Value module_dir(Thread& thread, Value self) {
  const Value attributes = TRY(get_attribute(thread, self, name(Name::Dict)));
  if (!is_kind(attributes, Kind::Dict)) return raise(thread, TypeId::TypeError, "<module>.__dict__ is not a dictionary");
  Dict* dict = attributes.as<Dict>();
  const Value custom = dict_get(dict, special_name(Special::Dir));
  if (!custom.is_unbound()) return call_with(thread, custom);
  return Value(list_from_iterable(thread, Value(dict)));
}
Value get_annotations(Thread& thread, Value self) {
  Dict* dict = self.as<Module>()->dict;
  Value found = dict_get(dict, name(Name::Annotations));
  if (found.is_unbound()) {
    found = Value(new_dict(thread.heap()));
    dict_set(thread.heap(), dict, name(Name::Annotations), found);
  }
  return found;
}
Status set_annotations(Thread& thread, Value self, Value value) {
  Dict* dict = self.as<Module>()->dict;
  if (value.is_unbound()) {
    if (!dict_delete(thread.heap(), dict, name(Name::Annotations))) return raise(thread, TypeId::AttributeError, "__annotations__");
    return ok_status();
  }
  dict_set(thread.heap(), dict, name(Name::Annotations), value);
  return ok_status();
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", module_new, ""},
    {"__init__(self, name, doc=None)", module_init, ""},
    {"__repr__(self, /)", module_repr, "Return repr(self)."},
    {"__getattribute__(self, name, /)", module_getattribute, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", module_setattr, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", module_delattr, "Implement delattr(self, name)."},
    {"__dir__(self, /)", module_dir, "__dir__() -> list"},
};
const Member kMembers[] = {{"__dict__", MemberType::NoneIfUnbound, offsetof(Module, dict), true, nullptr}};
const Getter kGetters[] = {{"__annotations__", get_annotations, set_annotations, nullptr}};

}  // namespace

Value module_get_attribute(Thread& thread, Value self, String* attribute) {
  Type* type = type_of(self);
  const Value found = lookup(type, attribute);
  if (!found.is_unbound() && (!lookup_special(type_of(found), Special::Set).is_unbound())) {
    return bind_descriptor(thread, found, self, type);
  }
  Dict* dict = self.as<Module>()->dict;
  const Value own = dict_get(dict, attribute);
  if (!own.is_unbound()) return own;
  if (!found.is_unbound()) return bind_descriptor(thread, found, self, type);
  const Value custom = dict_get(dict, special_name(Special::GetAttr));
  if (!custom.is_unbound()) return call_with(thread, custom, Value(attribute));
  const Value module_name = dict_get(dict, name(Name::NameName));
  String* text;
  if (as_string(module_name)) {
    bool initializing = false, uninitialized_submodule = false;
    const Value spec = dict_get(dict, name(Name::Spec));
    if (!spec.is_unbound() && !spec.is_none()) {
      const Value flag = TRY(get_attribute_or_unbound(thread, spec, intern(thread.heap(), "_initializing")));
      if (!flag.is_unbound()) initializing = TRY(is_true(thread, flag));
      const Value submodules = TRY(get_attribute_or_unbound(thread, spec, intern(thread.heap(), "_uninitialized_submodules")));
      if (!initializing && is_kind(submodules, Kind::List)) uninitialized_submodule = TRY(contains(thread, submodules, Value(attribute)));
    }
    text = uninitialized_submodule
               ? format_string(thread, "cannot access submodule %R of module %R (most likely due to a circular import)", Value(attribute), module_name)
           : initializing ? format_string(thread, "partially initialized module %R has no attribute %R (most likely due to a circular import)", module_name, Value(attribute))
                        : format_string(thread, "module %R has no attribute %R", module_name, Value(attribute));
  } else {
    text = format_string(thread, "module has no attribute %R", Value(attribute));
  }
  if (!text) return Value::raised();
  const Value argument(text);
  const Value exception = TRY(new_exception(thread, builtin_type(TypeId::AttributeError), {&argument, 1}));
  auto* e = exception.as<ExceptionObject>();
  e->fields[0] = Value(attribute);
  e->fields[1] = self;
  thread.heap().write_barrier(e);
  return raise_exception(thread, exception);
}

Status module_set_attribute(Thread& thread, Value self, String* attribute, Value value) {
  const Value found = lookup(type_of(self), attribute);
  if (!found.is_unbound() && !lookup_special(type_of(found), value.is_unbound() ? Special::Delete : Special::Set).is_unbound()) {
    return generic_set_attribute(thread, self, attribute, value);
  }
  Dict* dict = self.as<Module>()->dict;
  if (value.is_unbound()) {
    if (!dict_delete(thread.heap(), dict, attribute)) return raise(thread, TypeId::AttributeError, "'%T' object has no attribute '%U'", self, attribute);
    return ok_status();
  }
  dict_set(thread.heap(), dict, attribute, value);
  return ok_status();
}

Module* new_module(Heap& heap, String* module_name) {
  auto* module = static_cast<Module*>(allocate_instance(heap, builtin_type(TypeId::Module)));
  module->dict = new_dict(heap);
  heap.write_barrier(module);
  fill_module_dict(heap, module->dict, Value(module_name), Value::none());
  return module;
}

Status module_add(Thread& thread, Module* module, std::string_view key, Value value) {
  if (value.is_raised()) return Raised{};
  dict_set(thread.heap(), module->dict, intern(thread.heap(), key), value);
  return ok_status();
}

Module* new_native_module(Thread& thread, const ModuleSpec& spec) {
  Heap& heap = thread.heap();
  String* module_name = intern(heap, spec.name);
  Module* module = new_module(heap, module_name);
  module->spec = &spec;
  if (spec.doc) dict_set(heap, module->dict, name(Name::Doc), Value(string_from_utf8(heap, spec.doc)));
  for (const Method& m : spec.functions) {
    Native* f = new_native(heap, m, Value(module), Value(module_name));
    dict_set(heap, module->dict, f->name, Value(f));
  }
  return module;
}

#define MODULE(text, spec) extern const ModuleSpec spec;
#include "python/modules/modules.def"
#undef MODULE

const ModuleSpec* find_native_module(std::string_view wanted) {
  static const struct {
    std::string_view name;
    const ModuleSpec* spec;
  } kModules[] = {
#define MODULE(text, spec) {text, &spec},
#include "python/modules/modules.def"
#undef MODULE
      {{}, nullptr}};
  for (const auto& row : kModules) {
    if (row.spec && row.name == wanted) return row.spec;
  }
  return nullptr;
}

void for_each_native_module(FunctionRef<void(const ModuleSpec&)> visit) {
#define MODULE(text, spec) visit(spec);
#include "python/modules/modules.def"
#undef MODULE
}

extern const TypeSpec kModuleSpec = {.name = "module",
                                     .doc = "Create a module object.",
                                     .layout = &kModuleLayout,
                                     .kind = kind(PythonKind::Module),
                                     .native_size = sizeof(Module),
                                     .flags = kTypeSubclassable | kTypeWeakrefable,
                                     .methods = kMethods,
                                     .getters = kGetters,
                                     .members = kMembers};

}  // namespace taipan::python
