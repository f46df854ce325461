// python/objects/dict_views.cpp -- dict_keys, dict_values, dict_items, and the iterators over dicts in both directions.
// https://docs.python.org/3.11/library/stdtypes.html#dictionary-view-objects
//
// Room       python/objects.
// Tests      tests/python/objects/dict_views_*.py; CPython's test_dictviews, test_dict
//
// Views of keys and items behave like sets; the results of their operators are sets.
#include "python/objects/dict_views.h"

#include "python/objects/iterators.h"
#include "python/objects/set.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

// ---- iterators

void trace_iterator(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<DictIterator*>(object)->dict.bits()); }
const Layout kIteratorLayout = {.name = "dict iterator", .fixed_size = sizeof(DictIterator), .trace = &trace_iterator};

enum class Part : uint8_t { Key, Value, Item };
enum class Direction : uint8_t { Forward, Backward };

constexpr uint32_t kAtEnd = UINT32_MAX;  // position of a fresh backward iterator

bool step(const Dict* dict, uint32_t& position, Value& key, Value& value, Direction direction) {
  if (direction == Direction::Forward) return dict_next(dict, position, key, value);
  int64_t i = position == kAtEnd ? -1 : int64_t(position);
  if (i == 0) return false;
  const bool found = dict_previous(dict, i, key, value);
  position = uint32_t(i);
  return found;
}

template <Part part, Direction direction>
Value dict_iterator_next(Thread& thread, Value self) {
  auto* iterator = self.as<DictIterator>();
  if (iterator->dict.is_unbound()) return Value::unbound();
  Dict* dict = iterator->dict.as<Dict>();
  if (iterator->expected_count != dict->length()) {
    iterator->expected_count = -1;  // it stays broken
    return raise(thread, TypeId::RuntimeError, "dictionary changed size during iteration");
  }
  Value key, value;
  if (!step(dict, iterator->position, key, value, direction)) {
    iterator->dict = Value::unbound();
    return Value::unbound();
  }
  if (iterator->remaining == 0) return raise(thread, TypeId::RuntimeError, "dictionary keys changed during iteration");
  iterator->remaining--;
  if constexpr (part == Part::Key) return key;
  if constexpr (part == Part::Value) return value;
  return Value(tuple_of(thread.heap(), key, value));
}

int64_t iterator_length_hint(Thread&, Value self) {
  auto* iterator = self.as<DictIterator>();
  if (iterator->dict.is_unbound() || iterator->expected_count != iterator->dict.as<Dict>()->length()) return 0;
  return iterator->remaining;
}
// iter(list of what is left)
Value iterator_reduce(Thread& thread, Value self) {
  auto* iterator = self.as<DictIterator>();
  auto* copy = thread.heap().allocate_as<DictIterator>(shape_of(iterator));
  copy->dict = iterator->dict;
  copy->position = iterator->position;
  copy->expected_count = iterator->expected_count;
  copy->remaining = iterator->remaining;
  List* rest = TRY(list_from_iterable(thread, Value(copy)));
  const Value iter = TRY(builtin_object(thread, "iter"));
  return Value(tuple_of(thread.heap(), iter, Value(tuple_of(thread.heap(), Value(rest)))));
}

#define ITERATOR_METHODS(table, part, direction)                                                                    \
  const Method table[] = {                                                                                         \
      {"__iter__(self, /)", iterator_self, "Implement iter(self)."},                                                \
      {"__next__(self, /)", next_method<dict_iterator_next<Part::part, Direction::direction>>, "Implement next(self)."}, \
      {"__length_hint__(self, /)", iterator_length_hint, "Private method returning an estimate of len(list(it))."}, \
      {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling."},                           \
  };
ITERATOR_METHODS(kKeyIteratorMethods, Key, Forward)
ITERATOR_METHODS(kValueIteratorMethods, Value, Forward)
ITERATOR_METHODS(kItemIteratorMethods, Item, Forward)
ITERATOR_METHODS(kReverseKeyIteratorMethods, Key, Backward)
ITERATOR_METHODS(kReverseValueIteratorMethods, Value, Backward)
ITERATOR_METHODS(kReverseItemIteratorMethods, Item, Backward)
#undef ITERATOR_METHODS

// ---- views

void trace_view(HeapObject* object, Tracer& tracer) { tracer.visit(static_cast<DictView*>(object)->dict); }
const Layout kViewLayout = {.name = "dict view", .fixed_size = sizeof(DictView), .trace = &trace_view};

Dict* dict_of(Value view) { return view.as<DictView>()->dict; }
bool is_set_like_view(Value v) {
  return is_kind(v, kind(PythonKind::DictView)) && !is_instance_of(v, TypeId::DictValues);
}

Value view_repr(Thread& thread, Value self) {
  if (repr_enter(thread, self)) return Value(string_from_latin1(thread.heap(), "..."));
  List* items = list_from_iterable(thread, self);
  String* text = items ? format_string(thread, "%T(%R)", self, Value(items)) : nullptr;
  repr_leave(thread, self);
  return text ? Value(text) : Value::raised();
}
int64_t view_len(Thread&, Value self) { return dict_of(self)->length(); }
Value view_mapping(Thread& thread, Value self) { return new_mapping_proxy(thread.heap(), Value(dict_of(self))); }

Value keys_iter(Thread& thread, Value self) { return new_dict_iterator(thread.heap(), TypeId::DictKeyIterator, dict_of(self)); }
Value values_iter(Thread& thread, Value self) { return new_dict_iterator(thread.heap(), TypeId::DictValueIterator, dict_of(self)); }
Value items_iter(Thread& thread, Value self) { return new_dict_iterator(thread.heap(), TypeId::DictItemIterator, dict_of(self)); }
Value keys_reversed(Thread& thread, Value self) { return new_dict_iterator(thread.heap(), TypeId::DictReverseKeyIterator, dict_of(self)); }
Value values_reversed(Thread& thread, Value self) { return new_dict_iterator(thread.heap(), TypeId::DictReverseValueIterator, dict_of(self)); }
Value items_reversed(Thread& thread, Value self) { return new_dict_iterator(thread.heap(), TypeId::DictReverseItemIterator, dict_of(self)); }

Value keys_contains(Thread& thread, Value self, Value key) {
  const Value found = TRY(dict_get(thread, dict_of(self), key));
  return Value::boolean(!found.is_unbound());
}
Value items_contains(Thread& thread, Value self, Value item) {
  if (!is_kind(item, Kind::Tuple) || item.as<Tuple>()->length() != 2) return Value::false_value();
  const Value found = TRY(dict_get(thread, dict_of(self), item.as<Tuple>()->at(0)));
  if (found.is_unbound()) return Value::false_value();
  return Value::boolean(TRY(equal(thread, found, item.as<Tuple>()->at(1))));
}

// ---- set operations

SetObject* set_of(Thread& thread, Value iterable) {
  SetObject* set = new_set(thread.heap(), TypeId::Set);
  TRY(set_update(thread, set, iterable));
  return set;
}

Value view_and(Thread& thread, Value self, Value other) {
  // The shorter of two sets is walked through.
  if (is_set_like_view(other) && dict_of(other)->length() > dict_of(self)->length()) std::swap(self, other);
  if (is_set(other) && other.as<SetObject>()->used > dict_of(self)->length()) std::swap(self, other);
  SetObject* result = new_set(thread.heap(), TypeId::Set);
  TRY(for_each(thread, other, [&](Value item) {
    Result<bool> present = contains(thread, self, item);
    return present.ok() && (!present.value() || set_add(thread, result, item).ok());
  }));
  return Value(result);
}
Value view_or(Thread& thread, Value self, Value other) {
  SetObject* result = TRY(set_of(thread, self));
  TRY(set_update(thread, result, other));
  return Value(result);
}
Value view_ror(Thread& thread, Value self, Value other) { return view_or(thread, other, self); }

Value difference(Thread& thread, Value left, Value right) {
  const Value result(TRY(set_of(thread, left)));
  TRY(call_method_with(thread, result, intern(thread.heap(), "difference_update"), right));
  return result;
}
Value view_sub(Thread& thread, Value self, Value other) { return difference(thread, self, other); }
Value view_rsub(Thread& thread, Value self, Value other) { return difference(thread, other, self); }
Value symmetric(Thread& thread, Value left, Value right) {
  const Value result(TRY(set_of(thread, left)));
  TRY(call_method_with(thread, result, intern(thread.heap(), "symmetric_difference_update"), right));
  return result;
}
Value view_xor(Thread& thread, Value self, Value other) { return symmetric(thread, self, other); }
Value view_rxor(Thread& thread, Value self, Value other) { return symmetric(thread, other, self); }

Value view_isdisjoint(Thread& thread, Value self, Value other) {
  if (self == other) return Value::boolean(dict_of(self)->length() == 0);
  if ((is_set_like_view(other) || is_set(other)) && TRY(length(thread, other)) > dict_of(self)->length()) std::swap(self, other);
  bool disjoint = true;
  TRY(for_each(thread, other, [&](Value item) {
    Result<bool> present = contains(thread, self, item);
    if (!present.ok()) return false;
    disjoint = !present.value();
    return disjoint;
  }));
  return Value::boolean(disjoint);
}

Result<bool> all_contained(Thread& thread, Value items, Value container) {
  bool all = true;
  TRY(for_each(thread, items, [&](Value item) {
    Result<bool> present = contains(thread, container, item);
    if (!present.ok()) return false;
    all = present.value();
    return all;
  }));
  return all;
}
template <Compare op>
Value view_compare(Thread& thread, Value self, Value other) {
  if (!is_set(other) && !is_set_like_view(other)) return Value::not_implemented();
  const int64_t a = dict_of(self)->length(), b = TRY(length(thread, other));
  switch (op) {
    case Compare::Equal: return Value::boolean(a == b && TRY(all_contained(thread, self, other)));
    case Compare::NotEqual: return Value::boolean(!(a == b && TRY(all_contained(thread, self, other))));
    case Compare::Less: return Value::boolean(a < b && TRY(all_contained(thread, self, other)));
    case Compare::LessEqual: return Value::boolean(a <= b && TRY(all_contained(thread, self, other)));
    case Compare::Greater: return Value::boolean(a > b && TRY(all_contained(thread, other, self)));
    case Compare::GreaterEqual: return Value::boolean(a >= b && TRY(all_contained(thread, other, self)));
  }
  return Value::not_implemented();
}

#define SET_LIKE_METHODS(iter, reversed_function, contains_function)                                        \
  {"__repr__(self, /)", view_repr, "Return repr(self)."},                                                   \
      {"__len__(self, /)", view_len, "Return len(self)."},                                                  \
      {"__iter__(self, /)", iter, "Implement iter(self)."},                                                 \
      {"__reversed__(self, /)", reversed_function, "Return a reverse iterator over the view."},             \
      {"__contains__(self, key, /)", contains_function, "Return key in self."},                             \
      {"__lt__(self, value, /)", view_compare<Compare::Less>, "Return self<value."},                        \
      {"__le__(self, value, /)", view_compare<Compare::LessEqual>, "Return self<=value."},                  \
      {"__eq__(self, value, /)", view_compare<Compare::Equal>, "Return self==value."},                      \
      {"__ne__(self, value, /)", view_compare<Compare::NotEqual>, "Return self!=value."},                   \
      {"__gt__(self, value, /)", view_compare<Compare::Greater>, "Return self>value."},                     \
      {"__ge__(self, value, /)", view_compare<Compare::GreaterEqual>, "Return self>=value."},               \
      {"__and__(self, value, /)", view_and, "Return self&value."},                                          \
      {"__rand__(self, value, /)", view_and, "Return value&self."},                                         \
      {"__or__(self, value, /)", view_or, "Return self|value."},                                            \
      {"__ror__(self, value, /)", view_ror, "Return value|self."},                                          \
      {"__xor__(self, value, /)", view_xor, "Return self^value."},                                          \
      {"__rxor__(self, value, /)", view_rxor, "Return value^self."},                                        \
      {"__sub__(self, value, /)", view_sub, "Return self-value."},                                          \
      {"__rsub__(self, value, /)", view_rsub, "Return value-self."},                                        \
      {"isdisjoint(self, other, /)", view_isdisjoint, "Return True if the view and the given iterable have a null intersection."}

const Method kKeysMethods[] = {SET_LIKE_METHODS(keys_iter, keys_reversed, keys_contains)};
const Method kItemsMethods[] = {SET_LIKE_METHODS(items_iter, items_reversed, items_contains)};
#undef SET_LIKE_METHODS
const Method kValuesMethods[] = {
    {"__repr__(self, /)", view_repr, "Return repr(self)."},
    {"__len__(self, /)", view_len, "Return len(self)."},
    {"__iter__(self, /)", values_iter, "Implement iter(self)."},
    {"__reversed__(self, /)", values_reversed, "Return a reverse iterator over the view."},
};
const Getter kViewGetters[] = {{"mapping", view_mapping, nullptr, "dictionary that this view refers to"}};

}  // namespace

Value new_dict_view(Heap& heap, TypeId type, Dict* dict) {
  auto* view = heap.allocate_as<DictView>(exact_shape(type));
  view->dict = dict;
  return Value(view);
}

Value new_dict_iterator(Heap& heap, TypeId type, Dict* dict) {
  auto* iterator = heap.allocate_as<DictIterator>(exact_shape(type));
  iterator->dict = Value(dict);
  iterator->expected_count = dict->length();
  iterator->remaining = dict->length();
  const bool backward = type == TypeId::DictReverseKeyIterator || type == TypeId::DictReverseValueIterator || type == TypeId::DictReverseItemIterator;
  iterator->position = backward ? kAtEnd : 0;
  return Value(iterator);
}

#define ITERATOR_SPEC(Id, python_name, table, part, direction)                     \
  extern const TypeSpec k##Id##Spec = {.name = python_name,                        \
                                       .layout = &kIteratorLayout,                 \
                                       .kind = kind(PythonKind::DictIterator),     \
                                       .native_size = sizeof(DictIterator),        \
                                       .flags = kTypeNoInstantiation,              \
                                       .methods = table,                           \
                                       .next = &dict_iterator_next<Part::part, Direction::direction>};
ITERATOR_SPEC(DictKeyIterator, "dict_keyiterator", kKeyIteratorMethods, Key, Forward)
ITERATOR_SPEC(DictValueIterator, "dict_valueiterator", kValueIteratorMethods, Value, Forward)
ITERATOR_SPEC(DictItemIterator, "dict_itemiterator", kItemIteratorMethods, Item, Forward)
ITERATOR_SPEC(DictReverseKeyIterator, "dict_reversekeyiterator", kReverseKeyIteratorMethods, Key, Backward)
ITERATOR_SPEC(DictReverseValueIterator, "dict_reversevalueiterator", kReverseValueIteratorMethods, Value, Backward)
ITERATOR_SPEC(DictReverseItemIterator, "dict_reverseitemiterator", kReverseItemIteratorMethods, Item, Backward)
#undef ITERATOR_SPEC

#define VIEW_SPEC(Id, python_name, table)                                  \
  extern const TypeSpec k##Id##Spec = {.name = python_name,                \
                                       .layout = &kViewLayout,             \
                                       .kind = kind(PythonKind::DictView), \
                                       .native_size = sizeof(DictView),    \
                                       .flags = kTypeNoInstantiation,      \
                                       .methods = table,                   \
                                       .getters = kViewGetters};
VIEW_SPEC(DictKeys, "dict_keys", kKeysMethods)
VIEW_SPEC(DictValues, "dict_values", kValuesMethods)
VIEW_SPEC(DictItems, "dict_items", kItemsMethods)
#undef VIEW_SPEC

}  // namespace taipan::python
