// python/objects/set_object.cpp -- the types `set` and `frozenset`. https://docs.python.org/3.11/library/stdtypes.html#set-types-set-frozenset
//
// Room       python/objects. The table is in set_table.cpp.
// Tests      tests/python/objects/sets_*.py; CPython's test_set
//
// Operators and methods that make a new set make one of the built-in type, also for instances of derived classes. How
// each goes through its operands decides the order of the result and follows CPython.
#include "python/objects/iterators.h"
#include "python/objects/set.h"
#include "vm/layouts.h"

namespace taipan::python {

Value object_get_state_default(Thread& thread, Value self);  // object_object.cpp

namespace {

void trace_set(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<SetObject*>(object)->table);
  trace_attributes(object, tracer);
}
const Layout kSetLayout = {.name = "set", .size = &size_from_shape, .trace = &trace_set};

bool is_frozen(Value v) { return type_of(v) == builtin_type(TypeId::FrozenSet) || is_instance_of(v, TypeId::FrozenSet); }

// An empty set of the built-in type that `like` is, or is derived from.
SetObject* new_like(Heap& heap, SetObject* like) { return new_set(heap, is_frozen(Value(like)) ? TypeId::FrozenSet : TypeId::Set); }
SetObject* copy_of(Thread& thread, SetObject* set) {
  SetObject* copy = new_like(thread.heap(), set);
  TRY(set_update(thread, copy, Value(set)));
  return copy;
}
// An iterable as a set, without a copy when it is one.
SetObject* as_set(Thread& thread, Value iterable, TypeId type = TypeId::Set) {
  if (is_set(iterable)) return iterable.as<SetObject>();
  SetObject* set = new_set(thread.heap(), type);
  TRY(set_update(thread, set, iterable));
  return set;
}
// Calls visit(entry) for the keys of a set or the elements of an iterable, with their hashes.
Status for_each_key(Thread& thread, Value iterable, FunctionRef<bool(const SetEntry&)> visit) {
  auto stopped = [&]() -> Status {
    if (thread.has_exception()) return Raised{};
    return ok_status();
  };
  SetEntry entry;
  if (is_set(iterable)) {
    for (int64_t i = 0; set_next_entry(iterable.as<SetObject>(), i, entry);) {
      if (!visit(entry)) return stopped();
    }
    return ok_status();
  }
  return for_each(thread, iterable, [&](Value key) {
    Result<uint64_t> h = set_key_hash(thread, key);
    return h.ok() && visit({key, h.value()});
  });
}

// ---- the operations

SetObject* intersection(Thread& thread, SetObject* self, Value other) {
  if (Value(self) == other) return copy_of(thread, self);
  SetObject* result = new_like(thread.heap(), self);
  SetObject* container = self;
  if (is_set(other) && other.as<SetObject>()->used > self->used) {
    container = other.as<SetObject>();
    other = Value(self);
  }
  TRY(for_each_key(thread, other, [&](const SetEntry& entry) {
    Result<bool> present = set_contains_with_hash(thread, container, entry.key, entry.hash);
    return present.ok() && (!present.value() || set_add_with_hash(thread, result, entry.key, entry.hash).ok());
  }));
  return result;
}

Status difference_update(Thread& thread, SetObject* self, Value other) {
  if (Value(self) == other) {
    set_clear(self);
    return ok_status();
  }
  if (is_set(other) && (other.as<SetObject>()->used >> 3) > self->used) other = Value(TRY(intersection(thread, self, other)));
  TRY(for_each_key(thread, other, [&](const SetEntry& entry) { return set_discard_with_hash(thread, self, entry.key, entry.hash).ok(); }));
  set_compact(thread.heap(), self);
  return ok_status();
}

SetObject* difference(Thread& thread, SetObject* self, Value other) {
  const bool is_dict = is_exact_dict(other);
  const int64_t size = is_set(other) ? other.as<SetObject>()->used : is_dict ? other.as<Dict>()->length() : -1;
  if (size < 0 || (self->used >> 2) > size) {
    SetObject* result = TRY(copy_of(thread, self));
    TRY(difference_update(thread, result, other));
    return result;
  }
  SetObject* result = new_like(thread.heap(), self);
  SetEntry entry;
  for (int64_t i = 0; set_next_entry(self, i, entry);) {
    bool present;
    if (is_dict) {
      const Value found = TRY(dict_get_with_hash(thread, other.as<Dict>(), entry.key, entry.hash));
      present = !found.is_unbound();
    } else {
      present = TRY(set_contains_with_hash(thread, other.as<SetObject>(), entry.key, entry.hash));
    }
    if (!present) TRY(set_add_with_hash(thread, result, entry.key, entry.hash));
  }
  return result;
}

Status symmetric_difference_update(Thread& thread, SetObject* self, Value other) {
  if (Value(self) == other) {
    set_clear(self);
    return ok_status();
  }
  auto toggle = [&](Value key, uint64_t h) -> bool {
    Result<bool> removed = set_discard_with_hash(thread, self, key, h);
    return removed.ok() && (removed.value() || set_add_with_hash(thread, self, key, h).ok());
  };
  if (is_exact_dict(other)) {
    Dict* dict = other.as<Dict>();
    Value key, value;
    for (uint32_t i = 0; dict_next(dict, i, key, value);) {
      if (!toggle(key, dict_entry_hash(thread, dict, i - 1))) return Raised{};
    }
    return ok_status();
  }
  const Value keys(TRY(as_set(thread, other)));
  return for_each_key(thread, keys, [&](const SetEntry& entry) { return toggle(entry.key, entry.hash); });
}
SetObject* symmetric_difference(Thread& thread, SetObject* self, Value other) {
  SetObject* result = new_like(thread.heap(), self);
  TRY(set_update(thread, result, other));
  TRY(symmetric_difference_update(thread, result, Value(self)));
  return result;
}

Result<bool> is_subset(Thread& thread, SetObject* self, SetObject* other) {
  if (self->used > other->used) return false;
  SetEntry entry;
  for (int64_t i = 0; set_next_entry(self, i, entry);) {
    if (!TRY(set_contains_with_hash(thread, other, entry.key, entry.hash))) return false;
  }
  return true;
}

// ---- making

Value set_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  if (type == builtin_type(TypeId::Set)) return Value(new_set(thread.heap(), TypeId::Set));
  return Value(allocate_instance(thread.heap(), type));
}
Value set_init(Thread& thread, NativeCall call) {
  auto* self = call.values[0].as<SetObject>();
  if (call.names) return raise(thread, TypeId::TypeError, "set() takes no keyword arguments");
  if (call.count > 2) return raise(thread, TypeId::TypeError, "set expected at most 1 argument, got %ld", call.count - 1);
  set_clear(self);
  self->hash_known = false;
  if (call.count == 2) TRY(set_update(thread, self, call.values[1]));
  return Value::none();
}
Value frozenset_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  const bool plain_init = lookup_special(type, Special::Init) == lookup_special(builtin_type(TypeId::FrozenSet), Special::Init);
  if (call.names && plain_init) return raise(thread, TypeId::TypeError, "frozenset() takes no keyword arguments");
  const int64_t n = call.positional() - 1;
  if (n > 1) return raise(thread, TypeId::TypeError, "frozenset expected at most 1 argument, got %ld", n);
  const bool exact = type == builtin_type(TypeId::FrozenSet);
  if (exact && n == 1 && is_exact(call.values[1], TypeId::FrozenSet)) return call.values[1];
  auto* self = exact ? new_set(thread.heap(), TypeId::FrozenSet) : new_instance<SetObject>(thread, call.values[0]);
  if (n == 1) TRY(set_update(thread, self, call.values[1]));
  return Value(self);
}

Value set_repr(Thread& thread, SetObject* self) {
  Type* type = type_of(Value(self));
  if (self->used == 0) return Value(format_string(thread, "%N()", type));
  if (repr_enter(thread, Value(self))) return Value(format_string(thread, "%N(...)", type));
  List* keys = list_from_iterable(thread, Value(self));
  StringBuilder out;
  const bool plain = type == builtin_type(TypeId::Set);
  if (!plain) {
    out.append(type->name);
    out.append('(');
  }
  out.append('{');
  bool ok = keys != nullptr;
  for (int64_t i = 0; ok && i < keys->length(); i++) {
    if (i) out.append_ascii(", ");
    String* text = repr(thread, keys->at(i));
    ok = text != nullptr;
    if (ok) out.append(text);
  }
  repr_leave(thread, Value(self));
  if (!ok) return Value::raised();
  out.append('}');
  if (!plain) out.append(')');
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}

int64_t set_len(Thread&, SetObject* self) { return self->used; }

// An unhashable set as a key stands for the frozenset of its elements.
Result<Value> searchable(Thread& thread, Value key) {
  if (!is_set(key) || is_frozen(key) || !exception_matches(thread, TypeId::TypeError)) return Raised{};
  thread.clear_exception();
  SetObject* frozen = new_set(thread.heap(), TypeId::FrozenSet);
  TRY(set_update(thread, frozen, key));
  return Value(frozen);
}
Value set_contains_method(Thread& thread, SetObject* self, Value key) {
  Result<bool> found = set_contains(thread, self, key);
  if (!found.ok()) found = TRY(set_contains(thread, self, TRY(searchable(thread, key))));
  return Value::boolean(found.value());
}
Status set_add_method(Thread& thread, SetObject* self, Value key) { return set_add(thread, self, key); }
Status set_remove_method(Thread& thread, SetObject* self, Value key) {
  Result<bool> removed = set_discard(thread, self, key);
  if (!removed.ok()) removed = TRY(set_discard(thread, self, TRY(searchable(thread, key))));
  if (!removed.value()) return raise_key_error(thread, key);
  return ok_status();
}
Status set_discard_method(Thread& thread, SetObject* self, Value key) {
  Result<bool> removed = set_discard(thread, self, key);
  if (!removed.ok()) TRY(set_discard(thread, self, TRY(searchable(thread, key))));
  return ok_status();
}
Value set_pop_method(Thread& thread, SetObject* self) {
  const Value key = set_pop(self);
  if (key.is_unbound()) return raise(thread, TypeId::KeyError, "pop from an empty set");
  return key;
}
Status set_clear_method(Thread&, SetObject* self) {
  set_clear(self);
  return ok_status();
}
Value set_copy(Thread& thread, SetObject* self) { return Value(copy_of(thread, self)); }
Value frozenset_copy(Thread& thread, SetObject* self) {
  if (is_exact(Value(self), TypeId::FrozenSet)) return Value(self);
  return Value(copy_of(thread, self));
}

uint64_t shuffle_bits(uint64_t h) { return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u; }
Value frozenset_hash(Thread& thread, SetObject* self) {
  if (!self->hash_known) {
    uint64_t h = 0;
    SetEntry entry;
    for (int64_t i = 0; set_next_entry(self, i, entry);) h ^= shuffle_bits(entry.hash);
    h ^= (uint64_t(self->used) + 1) * 1927868237u;
    h ^= (h >> 11) ^ (h >> 25);
    h = h * 69069u + 907133923u;
    if (h == uint64_t(-1)) h = 590923713u;
    self->hash_ = h;
    self->hash_known = true;
  }
  return integer_value(thread.heap(), int64_t(self->hash_));
}

template <Compare op>
Value set_compare(Thread& thread, SetObject* self, Value other_value) {
  if (!is_set(other_value)) return Value::not_implemented();
  auto* other = other_value.as<SetObject>();
  auto same = [&]() -> Result<bool> {
    if (self->used != other->used || (self->hash_known && other->hash_known && self->hash_ != other->hash_)) return false;
    return is_subset(thread, self, other);
  };
  switch (op) {
    case Compare::Equal: return Value::boolean(TRY(same()));
    case Compare::NotEqual: return Value::boolean(!TRY(same()));
    case Compare::LessEqual: return Value::boolean(TRY(is_subset(thread, self, other)));
    case Compare::GreaterEqual: return Value::boolean(TRY(is_subset(thread, other, self)));
    case Compare::Less: return Value::boolean(self->used < other->used && TRY(is_subset(thread, self, other)));
    case Compare::Greater: return Value::boolean(self->used > other->used && TRY(is_subset(thread, other, self)));
  }
  return Value::not_implemented();
}

// ---- operators: only between sets

Value set_and(Thread& thread, SetObject* self, Value other) {
  return is_set(other) ? Value(TRY(intersection(thread, self, other))) : Value::not_implemented();
}
Value set_or(Thread& thread, SetObject* self, Value other) {
  if (!is_set(other)) return Value::not_implemented();
  SetObject* result = TRY(copy_of(thread, self));
  TRY(set_update(thread, result, other));
  return Value(result);
}
Value set_sub(Thread& thread, SetObject* self, Value other) {
  return is_set(other) ? Value(TRY(difference(thread, self, other))) : Value::not_implemented();
}
Value set_xor(Thread& thread, SetObject* self, Value other) {
  return is_set(other) ? Value(TRY(symmetric_difference(thread, self, other))) : Value::not_implemented();
}
template <auto operation>
Value reflected(Thread& thread, SetObject* self, Value other) {
  if (!is_set(other)) return Value::not_implemented();
  return operation(thread, other.as<SetObject>(), Value(self));
}
Value set_iand(Thread& thread, SetObject* self, Value other) {
  if (!is_set(other)) return Value::not_implemented();
  set_take_over(thread.heap(), self, TRY(intersection(thread, self, other)));
  return Value(self);
}
Value set_ior(Thread& thread, SetObject* self, Value other) {
  if (!is_set(other)) return Value::not_implemented();
  TRY(set_update(thread, self, other));
  return Value(self);
}
Value set_isub(Thread& thread, SetObject* self, Value other) {
  if (!is_set(other)) return Value::not_implemented();
  TRY(difference_update(thread, self, other));
  return Value(self);
}
Value set_ixor(Thread& thread, SetObject* self, Value other) {
  if (!is_set(other)) return Value::not_implemented();
  TRY(symmetric_difference_update(thread, self, other));
  return Value(self);
}

// ---- methods that take any iterables

Value set_union(Thread& thread, SetObject* self, Arguments others) {
  SetObject* result = TRY(copy_of(thread, self));
  for (int64_t i = 0; i < others.count; i++) {
    if (!(others[i] == Value(self))) TRY(set_update(thread, result, others[i]));
  }
  return Value(result);
}
Status set_update_method(Thread& thread, SetObject* self, Arguments others) {
  for (int64_t i = 0; i < others.count; i++) TRY(set_update(thread, self, others[i]));
  return ok_status();
}
SetObject* intersection_of_all(Thread& thread, SetObject* self, Arguments others) {
  if (others.count == 0) return copy_of(thread, self);
  SetObject* result = self;
  for (int64_t i = 0; i < others.count; i++) result = TRY(intersection(thread, result, others[i]));
  return result;
}
Value set_intersection(Thread& thread, SetObject* self, Arguments others) { return Value(intersection_of_all(thread, self, others)); }
Status set_intersection_update(Thread& thread, SetObject* self, Arguments others) {
  set_take_over(thread.heap(), self, TRY(intersection_of_all(thread, self, others)));
  return ok_status();
}
Value set_difference(Thread& thread, SetObject* self, Arguments others) {
  if (others.count == 0) return Value(copy_of(thread, self));
  SetObject* result = TRY(difference(thread, self, others[0]));
  for (int64_t i = 1; i < others.count; i++) TRY(difference_update(thread, result, others[i]));
  return Value(result);
}
Status set_difference_update(Thread& thread, SetObject* self, Arguments others) {
  for (int64_t i = 0; i < others.count; i++) TRY(difference_update(thread, self, others[i]));
  return ok_status();
}
Value set_symmetric_difference(Thread& thread, SetObject* self, Value other) { return Value(symmetric_difference(thread, self, other)); }
Status set_symmetric_difference_update(Thread& thread, SetObject* self, Value other) { return symmetric_difference_update(thread, self, other); }

Result<bool> set_isdisjoint(Thread& thread, SetObject* self, Value other) {
  if (Value(self) == other) return self->used == 0;
  SetObject* container = self;
  if (is_set(other) && other.as<SetObject>()->used > self->used) {
    container = other.as<SetObject>();
    other = Value(self);
  }
  bool disjoint = true;
  TRY(for_each_key(thread, other, [&](const SetEntry& entry) {
    Result<bool> present = set_contains_with_hash(thread, container, entry.key, entry.hash);
    disjoint = present.ok() && !present.value();
    return disjoint;
  }));
  return disjoint;
}
Result<bool> set_issubset(Thread& thread, SetObject* self, Value other) {
  if (is_set(other)) return is_subset(thread, self, other.as<SetObject>());
  SetObject* common = TRY(intersection(thread, self, other));
  return common->used == self->used;
}
Result<bool> set_issuperset(Thread& thread, SetObject* self, Value other) {
  if (is_set(other)) return is_subset(thread, other.as<SetObject>(), self);
  bool all = true;
  TRY(for_each_key(thread, other, [&](const SetEntry& entry) {
    Result<bool> present = set_contains_with_hash(thread, self, entry.key, entry.hash);
    all = present.ok() && present.value();
    return all;
  }));
  return all;
}

Value set_reduce(Thread& thread, SetObject* self) {
  Heap& heap = thread.heap();
  List* keys = TRY(list_from_iterable(thread, Value(self)));
  const Value state = TRY(call_special(thread, Value(self), Special::GetState, {}));
  return Value(tuple_of(heap, Value(type_of(Value(self))), Value(tuple_of(heap, Value(keys))), state));
}
int64_t set_sizeof(Thread&, SetObject* self) {
  return int64_t(object_size(self)) + (self->table ? int64_t(object_size(self->table)) : 0) + 16;
}
Value set_class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

// ---- iterator

struct SetIterator : HeapObject {
  SetObject* set;  // null when exhausted
  int64_t position, expected_used, remaining;
};
void trace_iterator(HeapObject* object, Tracer& tracer) { tracer.visit(static_cast<SetIterator*>(object)->set); }
const Layout kIteratorLayout = {.name = "set iterator", .fixed_size = sizeof(SetIterator), .trace = &trace_iterator};

Value set_iter(Thread& thread, SetObject* self) {
  auto* iterator = thread.heap().allocate_as<SetIterator>(exact_shape(TypeId::SetIterator));
  iterator->set = self;
  iterator->expected_used = iterator->remaining = self->used;
  return Value(iterator);
}
Value set_iterator_next(Thread& thread, Value self) {
  auto* iterator = self.as<SetIterator>();
  if (!iterator->set) return Value::unbound();
  if (iterator->expected_used != iterator->set->used) {
    iterator->expected_used = -1;  // it stays broken
    return raise(thread, TypeId::RuntimeError, "Set changed size during iteration");
  }
  Value key;
  if (set_next(iterator->set, iterator->position, key)) {
    iterator->remaining--;
    return key;
  }
  iterator->set = nullptr;
  return Value::unbound();
}
int64_t set_iterator_length_hint(Thread&, Value self) {
  auto* iterator = self.as<SetIterator>();
  return iterator->set && iterator->expected_used == iterator->set->used ? iterator->remaining : 0;
}
Value set_iterator_reduce(Thread& thread, Value self) {
  auto* iterator = self.as<SetIterator>();
  auto* copy = thread.heap().allocate_as<SetIterator>(exact_shape(TypeId::SetIterator));
  copy->set = iterator->set;
  copy->position = iterator->position;
  copy->expected_used = iterator->expected_used;
  copy->remaining = iterator->remaining;
  List* rest = TRY(list_from_iterable(thread, Value(copy)));
  const Value iter = TRY(builtin_object(thread, "iter"));
  return Value(tuple_of(thread.heap(), iter, Value(tuple_of(thread.heap(), Value(rest)))));
}
const Method kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<set_iterator_next>, "Implement next(self)."},
    {"__length_hint__(self, /)", set_iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", set_iterator_reduce, "Return state information for pickling."},
};

#define COMMON_METHODS                                                                                               \
  {"__repr__(self, /)", set_repr, "Return repr(self)."},                                                             \
      {"__len__(self, /)", set_len, "Return len(self)."},                                                            \
      {"__iter__(self, /)", set_iter, "Implement iter(self)."},                                                      \
      {"__contains__(self, value, /)", set_contains_method, "x.__contains__(y) <==> y in x.", kCoexist},                        \
      {"__lt__(self, value, /)", set_compare<Compare::Less>, "Return self<value."},                                  \
      {"__le__(self, value, /)", set_compare<Compare::LessEqual>, "Return self<=value."},                            \
      {"__eq__(self, value, /)", set_compare<Compare::Equal>, "Return self==value."},                                \
      {"__ne__(self, value, /)", set_compare<Compare::NotEqual>, "Return self!=value."},                             \
      {"__gt__(self, value, /)", set_compare<Compare::Greater>, "Return self>value."},                               \
      {"__ge__(self, value, /)", set_compare<Compare::GreaterEqual>, "Return self>=value."},                         \
      {"__and__(self, value, /)", set_and, "Return self&value."},                                                    \
      {"__rand__(self, value, /)", reflected<set_and>, "Return value&self."},                                        \
      {"__or__(self, value, /)", set_or, "Return self|value."},                                                      \
      {"__ror__(self, value, /)", reflected<set_or>, "Return value|self."},                                          \
      {"__sub__(self, value, /)", set_sub, "Return self-value."},                                                    \
      {"__rsub__(self, value, /)", reflected<set_sub>, "Return value-self."},                                        \
      {"__xor__(self, value, /)", set_xor, "Return self^value."},                                                    \
      {"__rxor__(self, value, /)", reflected<set_xor>, "Return value^self."},                                        \
      {"union(self, /, *others)", set_union, "Return the union of sets as a new set."},                              \
      {"intersection(self, /, *others)", set_intersection, "Return the intersection of two sets as a new set."},     \
      {"difference(self, /, *others)", set_difference, "Return the difference of two or more sets as a new set."},   \
      {"symmetric_difference(self, other, /)", set_symmetric_difference, "Elements that are in exactly one of the sets."}, \
      {"isdisjoint(self, other, /)", set_isdisjoint, "Return True if two sets have a null intersection."},           \
      {"issubset(self, other, /)", set_issubset, "Report whether another set contains this set."},                   \
      {"issuperset(self, other, /)", set_issuperset, "Report whether this set contains another set."},               \
      {"__reduce__(self, /)", set_reduce, "Return state information for pickling."},                                 \
      {"__sizeof__(self, /)", set_sizeof, "S.__sizeof__() -> size of S in memory, in bytes"},                        \
      {"__class_getitem__(cls, item, /)", set_class_getitem, "See PEP 585", kClass}

const Method kSetMethods[] = {
    {"__new__(*args, **kwargs)", set_new, "Create and return a new object."},
    {"__init__(self, /, *args, **kwargs)", set_init, "Initialize self.  See help(type(self)) for accurate signature."},
    COMMON_METHODS,
    {"__iand__(self, value, /)", set_iand, "Return self&=value."},
    {"__ior__(self, value, /)", set_ior, "Return self|=value."},
    {"__isub__(self, value, /)", set_isub, "Return self-=value."},
    {"__ixor__(self, value, /)", set_ixor, "Return self^=value."},
    {"add(self, object, /)", set_add_method, "Add an element to a set."},
    {"remove(self, object, /)", set_remove_method, "Remove an element from a set; it must be a member."},
    {"discard(self, object, /)", set_discard_method, "Remove an element from a set if it is a member."},
    {"pop(self, /)", set_pop_method, "Remove and return an arbitrary set element."},
    {"clear(self, /)", set_clear_method, "Remove all elements from this set."},
    {"copy(self, /)", set_copy, "Return a shallow copy of a set."},
    {"update(self, /, *others)", set_update_method, "Update a set with the union of itself and others."},
    {"intersection_update(self, /, *others)", set_intersection_update, "Update a set with the intersection of itself and another."},
    {"difference_update(self, /, *others)", set_difference_update, "Remove all elements of another set from this set."},
    {"symmetric_difference_update(self, other, /)", set_symmetric_difference_update, "Update a set with the symmetric difference of itself and another."},
};
const Method kFrozenSetMethods[] = {
    {"__new__(*args, **kwargs)", frozenset_new, "Create and return a new object."},
    COMMON_METHODS,
    {"__hash__(self, /)", frozenset_hash, "Return hash(self)."},
    {"copy(self, /)", frozenset_copy, "Return a shallow copy of a set."},
};
#undef COMMON_METHODS

}  // namespace

extern const TypeSpec kSetSpec = {.name = "set",
                                  .doc = "set() -> new empty set object\nset(iterable) -> new set object\n\nAn unordered collection of unique elements.",
                                  .layout = &kSetLayout,
                                  .kind = kind(PythonKind::Set),
                                  .native_size = sizeof(SetObject),
                                  .flags = kTypeSubclassable | kTypeMatchSelf | kTypeWeakrefable,
                                  .methods = kSetMethods};
extern const TypeSpec kFrozenSetSpec = {.name = "frozenset",
                                        .doc = "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\n"
                                               "An immutable unordered collection of unique elements.",
                                        .layout = &kSetLayout,
                                        .kind = kind(PythonKind::Set),
                                        .native_size = sizeof(SetObject),
                                        .flags = kTypeSubclassable | kTypeMatchSelf | kTypeWeakrefable,
                                        .methods = kFrozenSetMethods};
extern const TypeSpec kSetIteratorSpec = {.name = "set_iterator",
                                          .layout = &kIteratorLayout,
                                          .kind = kind(PythonKind::SetIterator),
                                          .native_size = sizeof(SetIterator),
                                          .flags = kTypeNoInstantiation,
                                          .methods = kIteratorMethods,
                                          .next = &set_iterator_next};

}  // namespace taipan::python
