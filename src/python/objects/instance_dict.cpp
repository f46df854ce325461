// python/objects/instance_dict.cpp -- __dict__ and __weakref__ of instances.
#include "python/objects/abstract.h"
#include "python/objects/class_creation.h"
#include "python/objects/objects.h"
#include "python/objects/weak_reference.h"

namespace taipan::python {

namespace {

// The descriptor of a base, applied to an object whose own class has another kind of __dict__: classes, modules, exceptions.
bool keeps_its_dict(Value self) {
  return is_kind(self, kind(PythonKind::Type)) || is_kind(self, kind(PythonKind::Module)) || is_kind(self, kind(PythonKind::Exception));
}
Value native_dict_descriptor(Value self) {
  Type* native = type_of(self);
  while (native->is_heap()) native = native->base;
  return lookup(native, name(Name::Dict));
}

Value get_dict(Thread& thread, Value self) {
  if (keeps_its_dict(self)) {
    return bind_descriptor(thread, native_dict_descriptor(self), self, type_of(self));
  }
  Dict* dict = instance_dict(thread, self);
  if (!dict) return raise_attribute_error(thread, self, name(Name::Dict));
  return Value(dict);
}
Status set_dict(Thread& thread, Value self, Value value) {
  if (keeps_its_dict(self)) {
    const Value own = native_dict_descriptor(self);
    if (is_kind(own, kind(PythonKind::GetSet))) return getset_set(thread, own.as<GetSetObject>(), self, value);
    if (is_kind(own, kind(PythonKind::Member))) return member_set(thread, own.as<MemberObject>(), self, value);
    return raise(thread, TypeId::TypeError, "this __dict__ descriptor does not support '%T' objects", self);
  }
  if (value.is_unbound()) return set_instance_dict(thread, self, new_dict(thread.heap()));
  if (!is_kind(value, Kind::Dict)) return raise(thread, TypeId::TypeError, "__dict__ must be set to a dictionary, not a '%T'", value);
  return set_instance_dict(thread, self, value.as<Dict>());
}
Value get_weakref(Thread&, Value self) {
  WeakReferenceObject* reference = first_weak_reference(self.as_object());
  return reference ? Value(reference) : Value::none();
}

const Getter kDictGetter[] = {{"__dict__", get_dict, set_dict, "dictionary for instance variables (if defined)"}};
const Getter kWeakrefGetter[] = {{"__weakref__", get_weakref, nullptr, "list of weak references to the object (if defined)"}};

}  // namespace

Status set_instance_dict(Thread& thread, Value object, Dict* dict) {
  Heap& heap = thread.heap();
  HeapObject* o = object.as_object();
  to_dict_mode(heap, o);
  slot_base(o, shape_of(o))[-1] = Value(dict);
  heap.write_barrier(o);
  return ok_status();
}

void add_dict_getter(Heap& heap, Type* type) { add_getters(heap, type, kDictGetter); }
void add_weakref_getter(Heap& heap, Type* type) { add_getters(heap, type, kWeakrefGetter); }

}  // namespace taipan::python
