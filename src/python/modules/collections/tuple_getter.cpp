// python/modules/collections/tuple_getter.cpp -- the descriptor behind the fields of named tuples.
//
// Room       python/modules.
// Tests      CPython's test_collections
#include "python/modules/collections/collections_private.h"

namespace taipan::python::collections {

namespace {

struct TupleGetter : HeapObject {
  Value doc;
  int64_t index;
};
void trace_getter(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<TupleGetter*>(object)->doc.bits()); }
const Layout kLayout = {.name = "tuple getter", .fixed_size = sizeof(TupleGetter), .trace = &trace_getter};

Value getter_new(Thread& thread, Value cls, int64_t index, Value doc) {
  auto* self = new_instance<TupleGetter>(thread, cls);
  self->index = index;
  self->doc = doc;
  return Value(self);
}
Value getter_get(Thread& thread, Value object, Value instance, Value) {
  auto* self = object.as<TupleGetter>();
  if (instance.is_none() || instance.is_unbound()) return object;
  if (!is_kind(instance, Kind::Tuple)) {
    return raise(thread, TypeId::TypeError, "descriptor for index '%ld' for tuple subclasses doesn't apply to '%T' object", self->index, instance);
  }
  Tuple* tuple = instance.as<Tuple>();
  if (self->index < 0 || self->index >= tuple->length()) return raise(thread, TypeId::IndexError, "tuple index out of range");
  return tuple->at(self->index);
}
Status getter_set(Thread& thread, Value, Value, Value) { return raise(thread, TypeId::AttributeError, "can't set attribute"); }
Status getter_delete(Thread& thread, Value, Value) { return raise(thread, TypeId::AttributeError, "can't delete attribute"); }
Value getter_repr(Thread& thread, Value object) {
  auto* self = object.as<TupleGetter>();
  return Value(format_string(thread, "%N(%ld, %R)", type_of(object), self->index, self->doc));
}
Value getter_reduce(Thread& thread, Value object) {
  auto* self = object.as<TupleGetter>();
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, Value(type_of(object)), Value(tuple_of(heap, integer_value(heap, self->index), self->doc))));
}
const Method kMethods[] = {
    {"__new__(cls, index, doc, /)", getter_new, "Create and return a new object."},
    {"__get__(self, instance, owner=None, /)", getter_get, "Return an attribute of instance, which is of type owner."},
    {"__set__(self, instance, value, /)", getter_set, "Set an attribute of instance to value."},
    {"__delete__(self, instance, /)", getter_delete, "Delete an attribute of instance."},
    {"__repr__(self, /)", getter_repr, "Return repr(self)."},
    {"__reduce__(self, /)", getter_reduce, ""},
};
const Member kMembers[] = {{"__doc__", MemberType::Object, offsetof(TupleGetter, doc), false, nullptr}};
const TypeSpec kSpec = {.name = "_collections._tuplegetter",
                        .layout = &kLayout,
                        .kind = kind(PythonKind::Other),
                        .native_size = sizeof(TupleGetter),
                        .methods = kMethods,
                        .members = kMembers};

}  // namespace

Status define_tuple_getter(Thread& thread, Module* module) {
  TRY(add_type(thread, module, kSpec));
  return ok_status();
}

}  // namespace taipan::python::collections
