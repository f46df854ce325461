// python/objects/type.h -- classes: what `type` instances are, and how attributes are found through them.
//
// Room       python/objects. Shapes (vm/shape.h) point to these through Shape::type.
// Tests      tests/python/core/classes_*.py
//
// A Type keeps its attributes in a real Dict with interned names. Lookups along the MRO are cached: per type and special
// name in `specials`, otherwise in a global table keyed by (type version, name).
// When a type changes in a way that a lookup may notice, modified() gives it and its subclasses new versions, empties
// their `specials`, and renews the lookup versions of their shapes, which inline caches compare. Replacing one plain value
// by another (neither a descriptor) does not count as a change: caches of such attributes hold the entry's address.
#pragma once

#include <cstdint>

#include "vm/containers.h"
#include "vm/dict.h"
#include "vm/shape.h"
#include "vm/string.h"
#include "vm/thread.h"
#include "vm/well_known_shapes.h"

namespace taipan::python {

enum class TypeId : uint16_t {
#define TYPE(id, base, name) id,
#include "python/objects/types.def"
  Count
};

enum class Special : uint16_t {
#define SPECIAL(id, name) id,
#include "python/objects/special_names.def"
  Count
};

// Interned names: `names::kDict` and so on for the NAME rows, special_name(Special) for the others.
enum class Name : uint16_t {
#define SPECIAL(id, name)
#define NAME(id, name) id,
#include "python/objects/special_names.def"
  Count
};
String* special_name(Special special);
String* name(Name id);

enum TypeFlag : uint32_t {
  kTypeHeap = 1 << 0,            // made by a class statement or type(): attributes can be set
  kTypeSubclassable = 1 << 1,
  kTypeAbstract = 1 << 2,        // has abstract methods: cannot be instantiated
  kTypeSequence = 1 << 3,        // for match statements
  kTypeMapping = 1 << 4,
  kTypeNoInstantiation = 1 << 5, // cannot be called to make instances
  kTypeHasDict = 1 << 6,         // instances have __dict__
  kTypeWeakrefable = 1 << 7,
  kTypeHasFinalizer = 1 << 8,    // __del__ somewhere in the MRO
  kTypeMatchSelf = 1 << 9,       // class patterns: one positional sub-pattern matches the subject itself
  // Subclass bits, inherited: cheap isinstance tests.
  kTypeIntSubclass = 1 << 16,
  kTypeListSubclass = 1 << 17,
  kTypeTupleSubclass = 1 << 18,
  kTypeBytesSubclass = 1 << 19,
  kTypeStrSubclass = 1 << 20,
  kTypeDictSubclass = 1 << 21,
  kTypeExceptionSubclass = 1 << 22,
  kTypeTypeSubclass = 1 << 23,
  kTypeFloatSubclass = 1 << 24,
  kTypeSetSubclass = 1 << 25,    // set or frozenset
};

struct TypeSpec;

struct Type : HeapObject {
  String* name;            // __name__
  String* qualified_name;
  Tuple* bases;
  Tuple* mro;              // of Type
  Dict* dict;
  Type* base;              // the base whose layout instances have ("best base"); null in object
  Shape* root_shape;       // of instances
  List* subclasses;        // of weak references
  Value* specials;         // malloc'd cache indexed by Special, or null: unbound = not looked up yet, Missing = absent
  const TypeSpec* spec;    // of the nearest native type in the MRO order of layout
  uint32_t version;        // unique to this state; 0 never
  uint32_t flags;          // TypeFlag
  uint32_t slots_size;     // bytes of __slots__ members behind the native part
  uint16_t attribute_estimate;  // attributes that instances are likely to get (from the class body's code)
  uint16_t reserved;
  Value module_name;       // native types: the module part of the spec's name
  Value slot_names;        // tuple of the __slots__ in order of layout, or unbound
  Value doc;
  bool is_heap() const { return flags & kTypeHeap; }
  bool has(TypeFlag flag) const { return flags & flag; }
};

extern Type* g_builtin_types[size_t(TypeId::Count)];
inline Type* builtin_type(TypeId id) { return g_builtin_types[size_t(id)]; }
inline Type* type_from_shape(const Shape* shape) { return static_cast<Type*>(shape->type); }

Type* type_of_immediate(Value value);  // ints, floats, None, bools, ...
inline Type* type_of(Value value) {
  return value.is_object() ? type_from_shape(shape_of(value.as_object())) : type_of_immediate(value);
}
inline bool has_type_flag(Value value, TypeFlag flag) {  // a heap object whose class has the flag
  return value.is_object() && (type_from_shape(shape_of(value.as_object()))->flags & flag);
}

// The exact root shape of a built-in type, at a constant address. Kinds that the vm layer knows have theirs there.
constexpr uint32_t exact_builtin_shape_ref(TypeId id) {
  switch (id) {
    case TypeId::Str: return exact_shape_ref(WellKnownShape::String);
    case TypeId::Bytes: return exact_shape_ref(WellKnownShape::Bytes);
    case TypeId::Int: return exact_shape_ref(WellKnownShape::BigInt);
    case TypeId::Float: return exact_shape_ref(WellKnownShape::Float);
    case TypeId::Tuple: return exact_shape_ref(WellKnownShape::Tuple);
    case TypeId::List: return exact_shape_ref(WellKnownShape::List);
    case TypeId::Dict: return exact_shape_ref(WellKnownShape::Dict);
    case TypeId::CellType: return exact_shape_ref(WellKnownShape::Cell);
    default: return exact_shape_ref(uint32_t(WellKnownShape::FirstLanguage) + uint32_t(id));
  }
}
inline Shape* exact_shape(TypeId id) { return reinterpret_cast<Shape*>(uintptr_t{exact_builtin_shape_ref(id)}); }
// A heap object whose class is precisely this one (and which has no attributes of its own).
inline bool is_exact(Value value, TypeId id) { return has_exact_shape(value, exact_builtin_shape_ref(id)); }
bool is_instance_of(Value value, TypeId id);         // by MRO; no __instancecheck__
bool is_subtype(const Type* type, const Type* base); // by MRO

// Attribute of the class or its bases along the MRO; unbound if absent. No descriptor is applied, nothing is raised.
Value lookup(Type* type, String* name);
// The entry's address in the dict of the class that defines it, with that class; null if absent.
Value* lookup_entry(Type* type, String* name, Type** definer);
// Cached per type. Unbound if absent.
Value lookup_special_slow(Type* type, Special special);
inline Value lookup_special(Type* type, Special special) {
  if (type->specials) {
    const Value found = type->specials[size_t(special)];
    if (!found.is_unbound()) return found.is_missing() ? Value::unbound() : found;
  }
  return lookup_special_slow(type, special);
}
// A native method of this built-in type, as found by a lookup: `type` does not override it.
bool uses_native(Type* type, Special special, TypeId definer);

void type_modified(Type* type);
uint32_t new_type_version();
void update_finalizer_flag(Type* type);  // kTypeHasFinalizer of the type and its subclasses
void intern_names(Heap& heap);           // at start
// type.__setattr__ without the metaclass's own: `value` unbound deletes. Raises for immutable types.
Status type_set_attribute(Thread& thread, Type* type, String* name, Value value);

// Makes an instance without running __init__: zeroed native part. Works for every subclassable layout; variable-size
// kinds are made by their own functions (new_..._of).
HeapObject* allocate_instance(Heap& heap, Type* type);
HeapObject* allocate_instance_sized(Heap& heap, Type* type, size_t native_bytes);  // variable-size kinds; null: too large

// The class statement's last step: type(name, bases, namespace) with a metaclass already chosen.
Value make_class(Thread& thread, Type* metaclass, String* name, Tuple* bases, Dict* dict, Dict* keywords);

}  // namespace taipan::python
