// python/modules/abc_module.cpp -- the module _abc: what abstract base classes know of their subclasses. PEP 3119.
//
// Room       python/modules.
// Tests      tests/python/modules/abc_*.py; CPython's test_abc
//
// Each abstract class has an AbcData in its attribute _abc_impl: the classes registered with it, and caches of positive and
// negative answers. Classes are referred to weakly; caches are keyed by the class's address and remember a weak reference, so
// that another class at the same address does not pass for it.
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/objects/set.h"
#include "python/objects/weak_reference.h"

namespace taipan::python {

namespace {

struct AbcData : HeapObject {
  List* registry;         // of weak references
  Dict* cache;            // address of a subclass -> weak reference to it
  Dict* negative_cache;   // the same for classes that are none
  int64_t negative_version;
};
Type* g_data_type;
int64_t g_invalidation_counter = 0;  // grows with every registration

void trace_data(HeapObject* object, Tracer& tracer) {
  auto* data = static_cast<AbcData*>(object);
  tracer.visit(data->registry);
  tracer.visit(data->cache);
  tracer.visit(data->negative_cache);
}
const Layout kLayout = {.name = "abc data", .fixed_size = sizeof(AbcData), .trace = &trace_data};
const TypeSpec kDataSpec = {.name = "_abc._abc_data",
                            .doc = "Internal state held by ABC machinery.",
                            .layout = &kLayout,
                            .kind = kind(PythonKind::Other),
                            .native_size = sizeof(AbcData),
                            .flags = kTypeNoInstantiation};

bool is_type(Value v) { return has_type_flag(v, kTypeTypeSubclass); }
String* impl_name(Thread& thread) { return intern(thread.heap(), "_abc_impl"); }

AbcData* data_of(Thread& thread, Value self) {
  Value data;
  if (is_type(self)) data = lookup(self.as<Type>(), impl_name(thread));
  if (data.is_unbound()) data = TRY(get_attribute(thread, self, impl_name(thread)));
  if (type_of(data) != g_data_type) return raise(thread, TypeId::TypeError, "_abc_impl is set to a wrong type");
  return data.as<AbcData>();
}

Value address_key(Value cls) { return Value::integer(int64_t(cls.bits() >> 3)); }
bool is_cached(Thread& thread, Dict* cache, Value cls) {
  if (cache->length() == 0) return false;
  const Value reference = dict_get(thread, cache, address_key(cls));
  return !reference.is_unbound() && weak_target(reference) == cls;
}
void add_to_cache(Thread& thread, Dict* cache, Value cls) {
  const Value reference(new_weak_reference(thread, cls.as_object(), Value::none(), builtin_type(TypeId::WeakReference)));
  (void)dict_set(thread, cache, address_key(cls), reference).ok();
}

// ---- making an abstract class

Result<bool> is_abstract(Thread& thread, Value value) {
  const Value flag = TRY(get_attribute_or_unbound(thread, value, name(Name::IsAbstract)));
  return flag.is_unbound() ? false : is_true(thread, flag);
}
Status compute_abstract_methods(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  SetObject* names = new_set(heap, TypeId::FrozenSet);
  Dict* own = dict_copy(heap, self.as<Type>()->dict);
  Value key, value;
  for (uint32_t i = 0; dict_next(own, i, key, value);) {
    if (TRY(is_abstract(thread, value))) TRY(set_add(thread, names, key));
  }
  for (Value base : self.as<Type>()->bases->span()) {
    const Value inherited = TRY(get_attribute_or_unbound(thread, base, name(Name::AbstractMethods)));
    if (inherited.is_unbound()) continue;
    List* list = TRY(list_from_iterable(thread, inherited));
    for (int64_t i = 0; i < list->length(); i++) {
      String* method = as_string(list->at(i));
      if (!method) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", list->at(i));
      const Value found = TRY(get_attribute_or_unbound(thread, self, intern(heap, method)));
      if (!found.is_unbound() && TRY(is_abstract(thread, found))) TRY(set_add(thread, names, list->at(i)));
    }
  }
  return set_attribute(thread, self, name(Name::AbstractMethods), Value(names));
}

// Classes for match statements: what __abc_tpflags__ says of sequences and mappings.
constexpr int64_t kSequenceBit = 1 << 5, kMappingBit = 1 << 6;
Status take_pattern_flags(Thread& thread, Type* type) {
  String* attribute = intern(thread.heap(), "__abc_tpflags__");
  const Value flags = dict_get(type->dict, attribute);
  if (flags.is_unbound() || !flags.is_int()) return ok_status();
  const int64_t bits = flags.as_int() & (kSequenceBit | kMappingBit);
  if (bits == (kSequenceBit | kMappingBit)) {
    return raise(thread, TypeId::TypeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
  }
  if (bits & kSequenceBit) type->flags |= kTypeSequence;
  if (bits & kMappingBit) type->flags |= kTypeMapping;
  return set_attribute(thread, Value(type), attribute, Value::unbound());
}
void set_pattern_flags(Type* type, uint32_t flags) {
  if (!type->is_heap() || (type->flags & (kTypeSequence | kTypeMapping)) == flags) return;
  type->flags = (type->flags & ~uint32_t(kTypeSequence | kTypeMapping)) | flags;
  if (!type->subclasses) return;
  for (int64_t i = 0; i < type->subclasses->length(); i++) {
    const Value subclass = weak_target(type->subclasses->at(i));
    if (!subclass.is_unbound()) set_pattern_flags(subclass.as<Type>(), flags);
  }
}

Status abc_init(Thread& thread, Value self) {
  if (!is_type(self)) return raise(thread, TypeId::TypeError, "_abc_init() argument must be type, not %T", self);
  TRY(compute_abstract_methods(thread, self));
  Heap& heap = thread.heap();
  auto* data = heap.allocate_as<AbcData>(g_data_type->root_shape);
  data->negative_version = g_invalidation_counter;
  data->registry = new_list(heap);
  heap.write_barrier(data);
  data->cache = new_dict(heap);
  heap.write_barrier(data);
  data->negative_cache = new_dict(heap);
  heap.write_barrier(data);
  TRY(set_attribute(thread, self, impl_name(thread), Value(data)));
  return take_pattern_flags(thread, self.as<Type>());
}

Value abc_register(Thread& thread, Value self, Value subclass) {
  if (!is_type(subclass)) return raise(thread, TypeId::TypeError, "Can only register classes");
  if (TRY(is_subclass(thread, subclass, self))) return subclass;
  if (TRY(is_subclass(thread, self, subclass))) return raise(thread, TypeId::RuntimeError, "Refusing to create an inheritance cycle");
  AbcData* data = TRY(data_of(thread, self));
  const Value reference(new_weak_reference(thread, subclass.as_object(), Value::none(), builtin_type(TypeId::WeakReference)));
  (void)data->registry->append(thread.heap(), reference);
  g_invalidation_counter++;
  if (is_type(self)) {
    const uint32_t flags = self.as<Type>()->flags & (kTypeSequence | kTypeMapping);
    if (flags) set_pattern_flags(subclass.as<Type>(), flags);
  }
  return subclass;
}

// ---- checks

Value ask_subclass_check(Thread& thread, Value self, Value subclass) {
  return call_method_with(thread, self, special_name(Special::SubclassCheck), subclass);
}

Value abc_instancecheck(Thread& thread, Value self, Value instance) {
  AbcData* data = TRY(data_of(thread, self));
  const Value subclass = TRY(get_attribute(thread, instance, name(Name::Class)));
  if (is_cached(thread, data->cache, subclass)) return Value::true_value();
  const Value type(type_of(instance));
  if (type == subclass) {
    if (data->negative_version == g_invalidation_counter && is_cached(thread, data->negative_cache, subclass)) return Value::false_value();
    return ask_subclass_check(thread, self, subclass);
  }
  const Value result = TRY(ask_subclass_check(thread, self, subclass));
  if (TRY(is_true(thread, result))) return result;
  return ask_subclass_check(thread, self, type);
}

Value decide_subclass(Thread& thread, Value self, AbcData* data, Value subclass) {
  const Value hook = TRY(call_method_with(thread, self, intern(thread.heap(), "__subclasshook__"), subclass));
  if (hook.is_bool()) return hook;
  if (!hook.is_not_implemented()) {
    return raise(thread, TypeId::AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
  }
  if (is_type(self) && is_subtype(subclass.as<Type>(), self.as<Type>())) return Value::true_value();
  List* registered = list_from(thread.heap(), data->registry->span());
  for (int64_t i = 0; i < registered->length(); i++) {
    const Value cls = weak_target(registered->at(i));
    if (!cls.is_unbound() && TRY(is_subclass(thread, subclass, cls))) return Value::true_value();
  }
  const Value subclasses = TRY(call_method(thread, self, intern(thread.heap(), "__subclasses__"), {}));
  if (!is_kind(subclasses, Kind::List)) return raise(thread, TypeId::TypeError, "__subclasses__() must return a list");
  List* list = subclasses.as<List>();
  for (int64_t i = 0; i < list->length(); i++) {
    if (TRY(is_subclass(thread, subclass, list->at(i)))) return Value::true_value();
  }
  return Value::false_value();
}
Value abc_subclasscheck(Thread& thread, Value self, Value subclass) {
  if (!is_type(subclass)) return raise(thread, TypeId::TypeError, "issubclass() arg 1 must be a class");
  AbcData* data = TRY(data_of(thread, self));
  if (is_cached(thread, data->cache, subclass)) return Value::true_value();
  if (data->negative_version < g_invalidation_counter) {
    dict_clear(thread.heap(), data->negative_cache);
    data->negative_version = g_invalidation_counter;
  } else if (is_cached(thread, data->negative_cache, subclass)) {
    return Value::false_value();
  }
  const Value answer = TRY(decide_subclass(thread, self, data, subclass));
  add_to_cache(thread, answer.is_true() ? data->cache : data->negative_cache, subclass);
  return answer;
}

// ---- for debugging

int64_t get_cache_token(Thread&) { return g_invalidation_counter; }
SetObject* live_references(Thread& thread, Dict* cache) {
  SetObject* set = new_set(thread.heap(), TypeId::Set);
  Value key, value;
  for (uint32_t i = 0; dict_next(cache, i, key, value);) {
    if (!weak_target(value).is_unbound()) TRY(set_add(thread, set, value));
  }
  return set;
}
Value get_dump(Thread& thread, Value self) {
  AbcData* data = TRY(data_of(thread, self));
  SetObject* registry = new_set(thread.heap(), TypeId::Set);
  for (int64_t i = 0; i < data->registry->length(); i++) {
    if (!weak_target(data->registry->at(i)).is_unbound()) TRY(set_add(thread, registry, data->registry->at(i)));
  }
  SetObject* cache = TRY(live_references(thread, data->cache));
  SetObject* negative = TRY(live_references(thread, data->negative_cache));
  return Value(tuple_of(thread.heap(), Value(registry), Value(cache), Value(negative), Value::integer(data->negative_version)));
}
Status reset_registry(Thread& thread, Value self) {
  TRY(data_of(thread, self))->registry->truncate(thread.heap(), 0);
  return ok_status();
}
Status reset_caches(Thread& thread, Value self) {
  AbcData* data = TRY(data_of(thread, self));
  dict_clear(thread.heap(), data->cache);
  dict_clear(thread.heap(), data->negative_cache);
  return ok_status();
}

const Method kFunctions[] = {
    {"_abc_init(self, /)", abc_init, "Internal ABC helper for class set-up. Should be never used outside abc module."},
    {"_abc_register(self, subclass, /)", abc_register, "Internal ABC helper for subclasss registration. Should be never used outside abc module."},
    {"_abc_instancecheck(self, instance, /)", abc_instancecheck, "Internal ABC helper for instance checks. Should be never used outside abc module."},
    {"_abc_subclasscheck(self, subclass, /)", abc_subclasscheck, "Internal ABC helper for subclasss checks. Should be never used outside abc module."},
    {"get_cache_token()", get_cache_token, "The current ABC cache token: it changes with every call of register() on any ABC."},
    {"_get_dump(self, /)", get_dump, "Internal ABC helper for cache and registry debugging."},
    {"_reset_registry(self, /)", reset_registry, "Internal ABC helper to reset registry of a given class."},
    {"_reset_caches(self, /)", reset_caches, "Internal ABC helper to reset both caches of a given class."},
};

Status execute(Thread& thread, Module*) {
  g_data_type = define_type(thread, kDataSpec);
  return ok_status();
}

}  // namespace

extern const ModuleSpec kAbcModule = {.name = "_abc", .doc = "Module contains faster C implementation of abc.ABCMeta", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
