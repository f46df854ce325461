// python/modules/collections/ordered_dict.cpp -- collections.OrderedDict, its views and iterators.
// https://docs.python.org/3.11/library/collections.html#ordereddict-objects
//
// Room       python/modules.
// Tests      tests/python/modules/ordered_dict_*.py; CPython's test_ordered_dict
//
// Dicts keep the order of insertion, so an OrderedDict is a dict with a few methods more. Moving a key to the end takes it
// out and inserts it again; moving it to the front rebuilds the table. Iterators notice every change of the keys.
#include "python/modules/collections/collections_private.h"
#include "python/objects/dict_views.h"
#include "vm/dict_private.h"

namespace taipan::python::collections {

namespace {

Type* g_ordered_dict;
Type* g_iterator;
Type* g_keys;
Type* g_values;
Type* g_items;

Dict* from(Value v) { return static_cast<Dict*>(v.as_object()); }
bool is_ordered_dict(Value v) { return v.is_object() && is_subtype(type_of(v), g_ordered_dict); }
bool is_plain(Value v) { return type_of(v) == g_ordered_dict; }

// ---- filling: through self[key] = value, which classes may override

Status store(Thread& thread, Value self, Value key, Value value) {
  if (is_plain(self)) return dict_set(thread, from(self), key, value);
  return set_item(thread, self, key, value);
}
Status add_pairs(Thread& thread, Value self, Value pairs) {
  return for_each(thread, pairs, [&](Value pair) {
    Tuple* parts = tuple_from_iterable(thread, pair);
    if (!parts) return false;
    if (parts->length() < 2) {
      (void)raise(thread, TypeId::ValueError, "need more than %ld value%s to unpack", parts->length(), parts->length() == 1 ? "" : "s");
      return false;
    }
    if (parts->length() > 2) {
      (void)raise(thread, TypeId::ValueError, "too many values to unpack (expected 2)");
      return false;
    }
    return store(thread, self, parts->at(0), parts->at(1)).ok();
  });
}
Status update_from(Thread& thread, Value self, Value other) {
  if (is_exact_dict(other) || is_plain(other)) {
    Dict* dict = from(other);
    Value key, value;
    const int64_t count = dict->length();
    for (uint32_t i = 0; dict_next(dict, i, key, value);) {
      TRY(store(thread, self, key, value));
      if (dict != from(self) && dict->length() != count) return raise(thread, TypeId::RuntimeError, "dictionary changed size during iteration");
    }
    return ok_status();
  }
  const Value keys_method = TRY(get_attribute_or_unbound(thread, other, name(Name::Keys)));
  if (!keys_method.is_unbound()) {
    const Value keys = TRY(call_with(thread, keys_method));
    return for_each(thread, keys, [&](Value key) {
      const Value value = get_item(thread, other, key);
      return !value.is_raised() && store(thread, self, key, value).ok();
    });
  }
  const Value items_method = TRY(get_attribute_or_unbound(thread, other, name(Name::Items)));
  if (!items_method.is_unbound()) return add_pairs(thread, self, TRY(call_with(thread, items_method)));
  return add_pairs(thread, self, other);
}
Status update_from_call(Thread& thread, NativeCall call, const char* function) {
  const Value self = call.values[0];
  const int64_t n = call.positional() - 1;
  if (n > 1) return raise(thread, TypeId::TypeError, "%s() takes at most 1 positional argument (%ld given)", function, n);
  if (n == 1) TRY(update_from(thread, self, call.values[1]));
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    TRY(store(thread, self, call.names->at(i), call.values[1 + n + i]));
  }
  return ok_status();
}
Value ordered_init(Thread& thread, NativeCall call) {
  if (call.positional() > 2) return raise(thread, TypeId::TypeError, "expected at most 1 arguments, got %ld", call.positional() - 1);
  TRY(update_from_call(thread, call, "__init__"));
  return Value::none();
}
Value ordered_update(Thread& thread, NativeCall call) {
  TRY(update_from_call(thread, call, "update"));
  return Value::none();
}

// ---- order

Status move_to_front(Thread& thread, Dict* self, Value key, Value value) {
  Heap& heap = thread.heap();
  Dict* rest = dict_copy(heap, self);
  dict_clear(heap, self);
  TRY(dict_set(thread, self, key, value));
  Value k, v;
  for (uint32_t i = 0; dict_next(rest, i, k, v);) {
    TRY(dict_set_with_hash(thread, self, k, dict_entry_hash(thread, rest, i - 1), v));
  }
  return ok_status();
}
Status ordered_move_to_end(Thread& thread, Value object, Value key, bool last) {
  Dict* self = from(object);
  const Value value = TRY(dict_get(thread, self, key));
  if (value.is_unbound()) return raise_key_error(thread, key);
  Value end_key, end_value;
  int64_t backward = -1;
  uint32_t forward = 0;
  const bool found = last ? dict_previous(self, backward, end_key, end_value) : dict_next(self, forward, end_key, end_value);
  if (found && end_key == key) return ok_status();
  // The key object that was inserted stays the key.
  Value stored = key;
  TRY(dict_pop(thread, self, key, &stored));
  if (!last) return move_to_front(thread, self, stored, value);
  return dict_set(thread, self, stored, value);
}
Value ordered_popitem(Thread& thread, Value object, bool last) {
  Dict* self = from(object);
  Value key, value;
  int64_t backward = -1;
  uint32_t forward = 0;
  if (!(last ? dict_previous(self, backward, key, value) : dict_next(self, forward, key, value))) {
    return raise(thread, TypeId::KeyError, "dictionary is empty");
  }
  const int64_t position = last ? backward : int64_t(forward) - 1;
  Tuple* item = tuple_of(thread.heap(), key, value);
  if (!is_plain(object)) {
    TRY(taipan::dict_delete(thread, self, key));
    return Value(item);
  }
  const Found found = probe(self->table, entry_hash(self->table, uint32_t(position)), [=](uint32_t i) { return int64_t(i) == position; });
  remove_entry(self, found);
  if (last) drop_last_holes(self);
  return Value(item);
}

// ---- the methods of dicts

Value ordered_pop(Thread& thread, Value object, Value key, Value default_value) {
  const Value found = TRY(dict_pop(thread, from(object), key));
  if (!found.is_unbound()) return found;
  if (!default_value.is_missing()) return default_value;
  return raise_key_error(thread, key);
}
Value ordered_setdefault(Thread& thread, Value object, Value key, Value default_value) {
  if (is_plain(object)) return dict_set_default(thread, from(object), key, default_value);
  if (TRY(contains(thread, object, key))) return get_item(thread, object, key);
  TRY(set_item(thread, object, key, default_value));
  return default_value;
}
Status ordered_setitem(Thread& thread, Value object, Value key, Value value) { return dict_set(thread, from(object), key, value); }
Status ordered_delitem(Thread& thread, Value object, Value key) {
  if (!TRY(taipan::dict_delete(thread, from(object), key))) return raise_key_error(thread, key);
  return ok_status();
}
Status ordered_clear(Thread& thread, Value object) {
  dict_clear(thread.heap(), from(object));
  return ok_status();
}
Value ordered_copy(Thread& thread, Value object) {
  const Value copy = TRY(call_with(thread, is_plain(object) ? Value(g_ordered_dict) : Value(type_of(object))));
  Value key, value;
  for (uint32_t i = 0; dict_next(from(object), i, key, value);) {
    if (is_plain(object)) {
      TRY(store(thread, copy, key, value));
    } else {
      TRY(set_item(thread, copy, key, TRY(get_item(thread, object, key))));
    }
  }
  return copy;
}
Value ordered_fromkeys(Thread& thread, Value cls, Value iterable, Value value) {
  const Value made = TRY(call_with(thread, cls));
  TRY(for_each(thread, iterable, [&](Value key) { return set_item(thread, made, key, value).ok(); }));
  return made;
}

Value ordered_repr(Thread& thread, Value object) {
  Type* type = type_of(object);
  if (from(object)->length() == 0) return Value(format_string(thread, "%N()", type));
  if (repr_enter(thread, object)) return Value(string_from_latin1(thread.heap(), "..."));
  const Value items = is_plain(object) ? new_dict_view(thread.heap(), TypeId::DictItems, from(object)) : call_method(thread, object, name(Name::Items), {});
  List* list = items.is_raised() ? nullptr : list_from_iterable(thread, items);
  String* text = list ? format_string(thread, "%N(%R)", type, Value(list)) : nullptr;
  repr_leave(thread, object);
  return text ? Value(text) : Value::raised();
}

Result<bool> same_order(Thread& thread, Dict* a, Dict* b) {
  Value ka, kb, v;
  for (uint32_t i = 0, k = 0;;) {
    const bool more_a = dict_next(a, i, ka, v), more_b = dict_next(b, k, kb, v);
    if (!more_a || !more_b) return more_a == more_b;
    if (!TRY(equal(thread, ka, kb))) return false;
  }
}
template <Compare op>
Value ordered_compare(Thread& thread, Value object, Value other) {
  if constexpr (op != Compare::Equal && op != Compare::NotEqual) return Value::not_implemented();
  if (!is_kind(other, Kind::Dict)) return Value::not_implemented();
  const Value same = TRY(call_with(thread, lookup_special(builtin_type(TypeId::Dict), Special::Eq), object, other));
  bool result = same.is_true();
  if (result && is_ordered_dict(other)) result = TRY(same_order(thread, from(object), from(other)));
  return Value::boolean(result == (op == Compare::Equal));
}

Value merged(Thread& thread, Value type, Value left, Value right) {
  const Value result = TRY(call_with(thread, type, left));
  TRY(update_from(thread, result, right));
  return result;
}
Value ordered_or(Thread& thread, Value object, Value other) {
  if (!is_kind(other, Kind::Dict)) return Value::not_implemented();
  return merged(thread, Value(type_of(object)), object, other);
}
Value ordered_ror(Thread& thread, Value object, Value other) {
  if (!is_kind(other, Kind::Dict)) return Value::not_implemented();
  return merged(thread, Value(type_of(object)), other, object);
}
Value ordered_ior(Thread& thread, Value object, Value other) {
  TRY(update_from(thread, object, other));
  return object;
}
Value ordered_reduce(Thread& thread, Value object) {
  Heap& heap = thread.heap();
  const Value state = TRY(call_special(thread, object, Special::GetState, {}));
  const Value items = TRY(call_method(thread, object, name(Name::Items), {}));
  const Value iterator = TRY(get_iterator(thread, items));
  return Value(tuple_of(heap, Value(type_of(object)), Value(empty_tuple()), state, Value::none(), iterator));
}
int64_t ordered_sizeof(Thread&, Value object) {
  Dict* self = from(object);
  return int64_t(object_size(self)) + (self->table ? int64_t(object_size(self->table)) : 0) + 16;
}

// ---- iterators and views

enum class Part : uint8_t { Key, Value, Item };

struct OrderedIterator : HeapObject {
  Dict* dict;             // null when exhausted
  uint64_t keys_version;
  uint32_t position;      // of backward iterators kAtEnd at first
  Part part;
  bool backward;
};
constexpr uint32_t kAtEnd = UINT32_MAX;
void trace_iterator(HeapObject* object, Tracer& tracer) { tracer.visit(static_cast<OrderedIterator*>(object)->dict); }
const Layout kIteratorLayout = {.name = "odict iterator", .fixed_size = sizeof(OrderedIterator), .trace = &trace_iterator};

Value new_iterator(Thread& thread, Dict* dict, Part part, bool backward) {
  auto* iterator = thread.heap().allocate_as<OrderedIterator>(g_iterator->root_shape);
  iterator->dict = dict;
  iterator->keys_version = dict->keys_version;
  iterator->position = backward ? kAtEnd : 0;
  iterator->part = part;
  iterator->backward = backward;
  return Value(iterator);
}
Value ordered_iterator_next(Thread& thread, Value object) {
  auto* self = object.as<OrderedIterator>();
  Dict* dict = self->dict;
  if (!dict) return Value::unbound();
  if (self->keys_version != dict->keys_version) {
    return raise(thread, TypeId::RuntimeError, "OrderedDict mutated during iteration");
  }
  Value key, value;
  bool found;
  if (self->backward) {
    int64_t i = self->position == kAtEnd ? -1 : int64_t(self->position);
    found = i != 0 && dict_previous(dict, i, key, value);
    self->position = uint32_t(i);
  } else {
    found = dict_next(dict, self->position, key, value);
  }
  if (!found) {
    self->dict = nullptr;
    return Value::unbound();
  }
  if (self->part == Part::Key) return key;
  if (self->part == Part::Value) return value;
  return Value(tuple_of(thread.heap(), key, value));
}
Value iterator_reduce(Thread& thread, Value object) {
  auto* self = object.as<OrderedIterator>();
  auto* copy = thread.heap().allocate_as<OrderedIterator>(g_iterator->root_shape);
  memcpy(static_cast<void*>(&copy->dict), &self->dict, sizeof(OrderedIterator) - offsetof(OrderedIterator, dict));
  List* rest = TRY(list_from_iterable(thread, Value(copy)));
  const Value iter = TRY(builtin_object(thread, "iter"));
  return Value(tuple_of(thread.heap(), iter, Value(tuple_of(thread.heap(), Value(rest)))));
}
const Method kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<ordered_iterator_next>, "Implement next(self)."},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling"},
};

Value ordered_iter(Thread& thread, Value object) { return new_iterator(thread, from(object), Part::Key, false); }
Value ordered_reversed(Thread& thread, Value object) { return new_iterator(thread, from(object), Part::Key, true); }

Value new_view(Thread& thread, Type* type, Value object) {
  auto* view = thread.heap().allocate_as<DictView>(type->root_shape);
  view->dict = from(object);
  return Value(view);
}
Value ordered_keys(Thread& thread, Value object) { return new_view(thread, g_keys, object); }
Value ordered_values(Thread& thread, Value object) { return new_view(thread, g_values, object); }
Value ordered_items(Thread& thread, Value object) { return new_view(thread, g_items, object); }
template <Part part, bool backward>
Value view_iter(Thread& thread, Value object) {
  return new_iterator(thread, object.as<DictView>()->dict, part, backward);
}
#define VIEW_METHODS(table, part)                                                      \
  const Method table[] = {                                                             \
      {"__iter__(self, /)", view_iter<part, false>, "Implement iter(self)."},          \
      {"__reversed__(self, /)", view_iter<part, true>, ""},                            \
  };
VIEW_METHODS(kKeysMethods, Part::Key)
VIEW_METHODS(kValuesMethods, Part::Value)
VIEW_METHODS(kItemsMethods, Part::Item)
#undef VIEW_METHODS

const Method kMethods[] = {
    {"__init__(self, /, *args, **kwargs)", ordered_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", ordered_repr, "Return repr(self)."},
    {"__setitem__(self, key, value, /)", ordered_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", ordered_delitem, "Delete self[key]."},
    {"__lt__(self, value, /)", ordered_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", ordered_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", ordered_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", ordered_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", ordered_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", ordered_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__or__(self, value, /)", ordered_or, "Return self|value."},
    {"__ror__(self, value, /)", ordered_ror, "Return value|self."},
    {"__ior__(self, value, /)", ordered_ior, "Return self|=value."},
    {"__iter__(self, /)", ordered_iter, "Implement iter(self)."},
    {"__reversed__(self, /)", ordered_reversed, "od.__reversed__() <==> reversed(od)"},
    {"__reduce__(self, /)", ordered_reduce, "Return state information for pickling"},
    {"__sizeof__(self, /)", ordered_sizeof, ""},
    {"keys(self, /)", ordered_keys, ""},
    {"values(self, /)", ordered_values, ""},
    {"items(self, /)", ordered_items, ""},
    {"clear(self, /)", ordered_clear, "od.clear() -> None.  Remove all items from od."},
    {"copy(self, /)", ordered_copy, "od.copy() -> a shallow copy of od"},
    {"update(self, /, *args, **kwargs)", ordered_update, ""},
    {"pop(self, /, key, default=<unrepresentable>)", ordered_pop, "Remove the key and return its value, or the default if it is not found."},
    {"popitem(self, /, last=True)", ordered_popitem, "Remove and return a (key, value) pair: the last, or the first if last is false."},
    {"setdefault(self, /, key, default=None)", ordered_setdefault, "Insert key with a value of default if key is not in the dictionary."},
    {"move_to_end(self, /, key, last=True)", ordered_move_to_end, "Move an existing element to the end (or beginning if last is false)."},
    {"fromkeys(type, /, iterable, value=None)", ordered_fromkeys, "Create a new ordered dictionary with keys from iterable and values set to value.", kClass},
};
const TypeSpec kOrderedDictSpec = {.name = "collections.OrderedDict",
                                   .doc = "Dictionary that remembers insertion order",
                                   .kind = Kind::Dict,
                                   .flags = kTypeSubclassable | kTypeMapping | kTypeHasDict | kTypeWeakrefable,
                                   .methods = kMethods};
const TypeSpec kIteratorSpec = {.name = "odict_iterator",
                                .layout = &kIteratorLayout,
                                .kind = kind(PythonKind::Other),
                                .native_size = sizeof(OrderedIterator),
                                .flags = kTypeNoInstantiation,
                                .methods = kIteratorMethods,
                                .next = &ordered_iterator_next};
const TypeSpec kKeysSpec = {.name = "odict_keys", .flags = kTypeNoInstantiation, .methods = kKeysMethods};
const TypeSpec kValuesSpec = {.name = "odict_values", .flags = kTypeNoInstantiation, .methods = kValuesMethods};
const TypeSpec kItemsSpec = {.name = "odict_items", .flags = kTypeNoInstantiation, .methods = kItemsMethods};

}  // namespace

Status define_ordered_dict(Thread& thread, Module* module) {
  g_ordered_dict = TRY(add_type(thread, module, kOrderedDictSpec, builtin_type(TypeId::Dict)));
  g_iterator = define_type(thread, kIteratorSpec);
  g_keys = define_type(thread, kKeysSpec, builtin_type(TypeId::DictKeys));
  g_values = define_type(thread, kValuesSpec, builtin_type(TypeId::DictValues));
  g_items = define_type(thread, kItemsSpec, builtin_type(TypeId::DictItems));
  return ok_status();
}

}  // namespace taipan::python::collections
