// python/runtime/bootstrap.cpp -- brings the built-in types to life. Knows the order in which things may exist.
//
//   1. the heap and the vm's own shapes            create_vm
//   2. a root shape for each built-in type         at constant addresses, in the order of types.def
//   3. the Type objects                            without attributes
//   4. names, MROs, then methods from the TypeSpecs
#include "python/runtime/bootstrap.h"

#include <cstdlib>

#include "python/objects/class_creation.h"
#include "python/objects/exceptions.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

#define TYPE(id, base, name) extern const TypeSpec k##id##Spec;
#define EXCEPTION(id, base, layout)
#include "python/objects/types.def"

namespace {

struct TypeRow {
  TypeId base;
  const char* name;
  const TypeSpec* spec;  // null: exceptions, which share theirs
};
const TypeRow kRows[] = {
#define TYPE(id, base, name) {TypeId::base, name, &k##id##Spec},
#define EXCEPTION(id, base, layout) {TypeId::base, #id, nullptr},
#include "python/objects/types.def"
};

const TypeSpec& spec_of(size_t i) { return kRows[i].spec ? *kRows[i].spec : exception_spec(TypeId(i)); }

void trace_type(HeapObject* object, Tracer& tracer) {
  auto* type = static_cast<Type*>(object);
  for (HeapObject* o : {static_cast<HeapObject*>(type->name), static_cast<HeapObject*>(type->qualified_name), static_cast<HeapObject*>(type->bases),
                        static_cast<HeapObject*>(type->mro), static_cast<HeapObject*>(type->dict), static_cast<HeapObject*>(type->base),
                        static_cast<HeapObject*>(type->root_shape), static_cast<HeapObject*>(type->subclasses)}) {
    if (o) tracer.visit(o);
  }
  for (Value v : {type->module_name, type->slot_names, type->doc}) tracer.visit_value(v.bits());
  trace_attributes(object, tracer);
}
void finalize_type(HeapObject* object) { free(static_cast<Type*>(object)->specials); }


uint32_t subclass_flag(TypeId id) {
  switch (id) {
    case TypeId::Int:
    case TypeId::Bool: return kTypeIntSubclass;
    case TypeId::List: return kTypeListSubclass;
    case TypeId::Tuple: return kTypeTupleSubclass;
    case TypeId::Bytes: return kTypeBytesSubclass;
    case TypeId::Str: return kTypeStrSubclass;
    case TypeId::Dict: return kTypeDictSubclass;
    case TypeId::BaseException: return kTypeExceptionSubclass;
    case TypeId::Type: return kTypeTypeSubclass;
    case TypeId::Float: return kTypeFloatSubclass;
    case TypeId::Set:
    case TypeId::FrozenSet: return kTypeSetSubclass;
    default: return 0;
  }
}

uint32_t inherited(uint32_t flags) {
  return flags & (0xFFFF0000u | kTypeHasDict | kTypeWeakrefable | kTypeSequence | kTypeMapping | kTypeMatchSelf);
}

}  // namespace

extern const Layout kTypeLayout = {.name = "type", .size = &size_from_shape, .trace = &trace_type, .finalize = &finalize_type};

void create_builtin_types(Thread& thread) {
  Heap& heap = thread.heap();
  constexpr size_t count = size_t(TypeId::Count);
  uint32_t flags[count];
  // Shapes. Those of the vm's kinds exist; their cells in our own range stay unused.
  for (size_t i = 0; i < count; i++) {
    const TypeSpec& spec = spec_of(i);
    const size_t base = size_t(kRows[i].base);
    flags[i] = spec.flags | subclass_flag(TypeId(i)) | (i == base ? 0 : inherited(flags[base]));
    const Shape* base_shape = i == base ? nullptr : exact_shape(kRows[i].base);
    ShapeInit init;
    init.layout = spec.layout ? spec.layout : base_shape ? base_shape->layout : &kInstanceLayout;
    init.kind = spec.kind != Kind::Instance ? spec.kind : base_shape && !spec.layout ? base_shape->kind : Kind::Instance;
    uint32_t native = spec.native_size;
    if (!native) {
      native = !base_shape ? uint32_t(sizeof(HeapObject))
               : base_shape->has_attributes() && !(base_shape->flags & Shape::kVariableSize)
                   ? uint32_t(base_shape->first_slot_offset - sizeof(Value))
                   : base_shape->instance_size;
    }
    init.native_size = native;
    init.flags = uint8_t((spec.variable_size ? Shape::kVariableSize : 0) | (flags[i] & kTypeHasDict ? Shape::kHasAttributes : 0));
    init.inline_capacity = flags[i] & kTypeHasDict ? 1 : 0;
    init.language_flags = flags[i];
    make_root_shape_at(heap, uint32_t(WellKnownShape::FirstLanguage) + uint32_t(i), init);
  }
  intern_names(heap);
  // Types.
  Shape* type_shape = exact_shape(TypeId::Type);
  for (size_t i = 0; i < count; i++) {
    auto* type = static_cast<Type*>(heap.allocate_with_native(type_shape, type_shape->instance_size));
    g_builtin_types[i] = type;
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_builtin_types[i]), 1);
  }
  for (size_t i = 0; i < count; i++) {
    Type* type = g_builtin_types[i];
    const char* full = kRows[i].name;
    const char* dot = nullptr;
    for (const char* p = full; *p; p++) {
      if (*p == '.') dot = p;
    }
    type->name = intern(heap, dot ? dot + 1 : full);
    type->qualified_name = type->name;
    type->module_name = Value(dot ? intern(heap, {full, size_t(dot - full)}) : intern(heap, "builtins"));
    type->base = TypeId(i) == TypeId::Object ? nullptr : builtin_type(kRows[i].base);
    type->bases = type->base ? tuple_of(heap, Value(type->base)) : empty_tuple();
    type->dict = new_dict(heap);
    type->flags = flags[i];
    type->version = new_type_version();
    type->spec = &spec_of(i);
    type->root_shape = exact_shape(TypeId(i));
    heap.write_barrier(type);
    List* mro = new_list(heap, 4);
    for (Type* t = type; t; t = t->base) (void)mro->append(heap, Value(t));
    type->mro = tuple_from(heap, mro->span());
    set_type(heap, type->root_shape, type, flags[i]);
    heap.write_barrier(type);
  }
  // ExceptionGroup has a second base.
  Type* group = builtin_type(TypeId::ExceptionGroup);
  group->bases = tuple_of(heap, Value(builtin_type(TypeId::BaseExceptionGroup)), Value(builtin_type(TypeId::Exception)));
  group->mro = tuple_of(heap, Value(group), Value(builtin_type(TypeId::BaseExceptionGroup)), Value(builtin_type(TypeId::Exception)),
                        Value(builtin_type(TypeId::BaseException)), Value(builtin_type(TypeId::Object)));
  heap.write_barrier(group);
  for (size_t i = 0; i < count; i++) fill_builtin_type(thread, TypeId(i), spec_of(i));
  for (size_t i = 0; i < count; i++) {
    Type* type = g_builtin_types[i];
    if (type->base) add_subclass(thread, type->base, type);
    if (type->has(kTypeHasDict) && (!type->base || !type->base->has(kTypeHasDict)) && TypeId(i) != TypeId::Type) add_dict_getter(heap, type);
  }
  add_subclass(thread, builtin_type(TypeId::Exception), group);
}

}  // namespace taipan::python
