// python/objects/type.cpp -- lookups along the MRO, their caches, versions. Making classes is in class_creation.cpp.
//
// Room       python/objects; the contract is in type.h.
#include "python/objects/type.h"

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/objects/weak_reference.h"

namespace taipan::python {

Type* g_builtin_types[size_t(TypeId::Count)];

namespace {

constexpr const char* kSpecialTexts[] = {
#define SPECIAL(id, text) text,
#include "python/objects/special_names.def"
};
constexpr const char* kNameTexts[] = {
#define SPECIAL(id, text)
#define NAME(id, text) text,
#include "python/objects/special_names.def"
};
String* g_special_names[size_t(Special::Count)];
String* g_names[size_t(Name::Count)];

uint32_t g_next_version = 1;

// One entry for each (type version, name): what lookup() found last.
struct MethodCacheEntry {
  uint32_t version;
  String* name;
  Value* location;
  Type* definer;
};
constexpr size_t kMethodCacheSize = 4096;
MethodCacheEntry g_method_cache[kMethodCacheSize];

bool plain(Value v) {
  return !v.is_object() || is_exact_string(v) || is_exact_tuple(v) || is_exact_list(v) || is_exact_dict(v);
}

}  // namespace

void intern_names(Heap& heap) {
  for (size_t i = 0; i < size_t(Special::Count); i++) {
    g_special_names[i] = intern(heap, kSpecialTexts[i]);
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_special_names[i]), 1);
  }
  for (size_t i = 0; i < size_t(Name::Count); i++) {
    g_names[i] = intern(heap, kNameTexts[i]);
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_names[i]), 1);
  }
}

String* special_name(Special special) { return g_special_names[size_t(special)]; }
String* name(Name id) { return g_names[size_t(id)]; }

Type* type_of_immediate(Value value) {
  if (value.is_int()) return builtin_type(TypeId::Int);
  if (value.is_double()) return builtin_type(TypeId::Float);
  if (value.is_bool()) return builtin_type(TypeId::Bool);
  if (value.is_none()) return builtin_type(TypeId::NoneType);
  if (value.is_not_implemented()) return builtin_type(TypeId::NotImplementedType);
  if (value.is_ellipsis()) return builtin_type(TypeId::EllipsisType);
  VM_CHECK(false, "a value that is no object of the language has no type");
  return nullptr;
}

bool is_subtype(const Type* type, const Type* base) {
  if (type == base) return true;
  const Tuple* mro = type->mro;
  if (!mro) {  // a class under construction
    for (const Type* t = type->base; t; t = t->base) {
      if (t == base) return true;
    }
    return false;
  }
  for (int64_t i = 0; i < mro->length(); i++) {
    if (mro->at(i) == Value(base)) return true;
  }
  return false;
}

bool is_instance_of(Value value, TypeId id) { return is_subtype(type_of(value), builtin_type(id)); }

Value* lookup_entry(Type* type, String* attribute, Type** definer) {
  VM_ASSERT(attribute->is_interned(), "attribute names are interned");
  const size_t index = ((uintptr_t(attribute) >> 4) ^ (size_t(type->version) * 0x9E3779B1u)) % kMethodCacheSize;
  MethodCacheEntry& cached = g_method_cache[index];
  if (cached.version == type->version && cached.name == attribute) {
    if (definer) *definer = cached.definer;
    return cached.location;
  }
  if (!type->mro) return nullptr;  // a class under construction, seen by its own mro()
  Value* location = nullptr;
  Type* owner = nullptr;
  for (Value base : type->mro->span()) {
    Dict* dict = base.as<Type>()->dict;
    const int64_t position = dict_find(dict, attribute);
    if (position >= 0) {
      location = dict_entry_value(dict, position);
      owner = base.as<Type>();
      break;
    }
  }
  cached = {type->version, attribute, location, owner};
  if (definer) *definer = owner;
  return location;
}

Value lookup(Type* type, String* attribute) {
  const Value* entry = lookup_entry(type, attribute, nullptr);
  return entry ? *entry : Value::unbound();
}

Value lookup_special_slow(Type* type, Special special) {
  if (!type->specials) {
    type->specials = static_cast<Value*>(calloc(size_t(Special::Count), sizeof(Value)));
    VM_CHECK(type->specials, "out of memory");
  }
  Value& cached = type->specials[size_t(special)];
  if (cached.is_unbound()) {
    const Value found = lookup(type, special_name(special));
    cached = found.is_unbound() ? Value::missing() : found;
  }
  return cached.is_missing() ? Value::unbound() : cached;
}

bool uses_native(Type* type, Special special, TypeId definer) {
  const Value found = lookup_special(type, special);
  return !found.is_unbound() && found == lookup_special(builtin_type(definer), special);
}

void type_modified(Type* type) {
  type->version = g_next_version++;
  free(type->specials);
  type->specials = nullptr;
  if (type->root_shape) type->root_shape->renew_versions();
  if (!type->subclasses) return;
  for (int64_t i = 0; i < type->subclasses->length(); i++) {
    const Value subclass = weak_target(type->subclasses->at(i));
    if (!subclass.is_unbound()) type_modified(subclass.as<Type>());
  }
}

uint32_t new_type_version() { return g_next_version++; }

Status type_set_attribute(Thread& thread, Type* type, String* attribute, Value value) {
  Heap& heap = thread.heap();
  if (!type->is_heap()) {
    return raise(thread, TypeId::TypeError, "cannot set %R attribute of immutable type '%Q'", Value(attribute), type);
  }
  const int64_t position = dict_find(type->dict, attribute);
  if (value.is_unbound()) {
    if (position < 0) {
      return raise(thread, TypeId::AttributeError, "type object '%Q' has no attribute '%U'", type, attribute);
    }
    dict_delete(heap, type->dict, attribute);
  } else if (position >= 0) {
    Value* entry = dict_entry_value(type->dict, position);
    const Value before = *entry;
    *entry = value;
    heap.write_barrier(type->dict->table);
    if (plain(before) && plain(value)) return ok_status();
  } else {
    dict_set(heap, type->dict, attribute, value);
  }
  type_modified(type);
  // Values that were plain become descriptors, or the other way round: lookups in any class may find something else.
  if (attribute == special_name(Special::Get) || attribute == special_name(Special::Set) || attribute == special_name(Special::Delete)) {
    type_modified(builtin_type(TypeId::Object));
  }
  if (attribute == special_name(Special::Del)) update_finalizer_flag(type);
  return ok_status();
}

}  // namespace taipan::python
