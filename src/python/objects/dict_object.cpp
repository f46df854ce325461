// python/objects/dict_object.cpp -- the type `dict`. https://docs.python.org/3.11/library/stdtypes.html#mapping-types-dict
//
// Room       python/objects. The table is the vm's (vm/dict.h); views and iterators are in dict_views.cpp.
// Tests      tests/python/objects/dicts_*.py; CPython's test_dict
//
// Hashing and comparing keys may run code that changes the dict: entries are read through dict_next(), which bears that.
#include "python/objects/abstract.h"
#include "python/objects/dict_views.h"
#include "python/objects/set.h"
#include "vm/dict_private.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

Value dict_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  if (type == builtin_type(TypeId::Dict)) return Value(taipan::new_dict(thread.heap()));
  return Value(allocate_instance(thread.heap(), type));
}

// What dict(...), __init__ and update take: at most one positional argument, and keywords.
Status update_from_call(Thread& thread, NativeCall call, const char* function) {
  Dict* self = call.values[0].as<Dict>();
  const int64_t positional = call.positional() - 1;
  if (positional > 1) return raise(thread, TypeId::TypeError, "%s expected at most 1 argument, got %ld", function, positional);
  if (positional == 1) TRY(dict_update(thread, self, call.values[1]));
  if (call.names) {
    for (int64_t i = 0; i < call.names->length(); i++) {
      TRY(dict_set(thread, self, call.names->at(i), call.values[1 + positional + i]));
    }
  }
  return ok_status();
}
Value dict_init(Thread& thread, NativeCall call) {
  TRY(update_from_call(thread, call, "dict"));
  return Value::none();
}
Value dict_update_method(Thread& thread, NativeCall call) {
  TRY(update_from_call(thread, call, "update"));
  return Value::none();
}

Value dict_repr(Thread& thread, Dict* self) {
  if (self->length() == 0) return Value(string_from_latin1(thread.heap(), "{}"));
  if (repr_enter(thread, Value(self))) return Value(string_from_latin1(thread.heap(), "{...}"));
  StringBuilder out;
  out.append('{');
  Value key, value;
  bool first = true;
  for (uint32_t i = 0; dict_next(self, i, key, value); first = false) {
    if (!first) out.append_ascii(", ");
    String* key_text = repr(thread, key);
    String* value_text = nullptr;
    if (key_text) {
      out.append(key_text);
      out.append_ascii(": ");
      value_text = repr(thread, value);
    }
    if (!value_text) {
      repr_leave(thread, Value(self));
      return Value::raised();
    }
    out.append(value_text);
  }
  out.append('}');
  repr_leave(thread, Value(self));
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}

int64_t dict_len(Thread&, Dict* self) { return self->length(); }

Value dict_getitem(Thread& thread, Dict* self, Value key) {
  const Value found = TRY(dict_get(thread, self, key));
  if (!found.is_unbound()) return found;
  if (!is_exact_dict(Value(self))) {
    const Value made = TRY(call_special(thread, Value(self), Special::Missing, {&key, 1}));
    if (!made.is_unbound()) return made;
  }
  return raise_key_error(thread, key);
}
Status dict_setitem(Thread& thread, Dict* self, Value key, Value value) { return dict_set(thread, self, key, value); }
Status dict_delitem(Thread& thread, Dict* self, Value key) {
  if (!TRY(taipan::dict_delete(thread, self, key))) return raise_key_error(thread, key);
  return ok_status();
}
Value dict_contains(Thread& thread, Dict* self, Value key) {
  const Value found = TRY(dict_get(thread, self, key));
  return Value::boolean(!found.is_unbound());
}

Result<bool> same_entries(Thread& thread, Dict* a, Dict* b) {
  if (a->length() != b->length()) return false;
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, " in comparison");
  Value key, value;
  for (uint32_t i = 0; dict_next(a, i, key, value);) {
    const uint64_t h = dict_entry_hash(thread, a, i - 1);
    const Value other = TRY(dict_get_with_hash(thread, b, key, h));
    if (other.is_unbound()) return false;
    if (!TRY(equal(thread, value, other))) return false;
  }
  return true;
}
template <Compare op>
Value dict_compare(Thread& thread, Dict* self, Value other) {
  if constexpr (op != Compare::Equal && op != Compare::NotEqual) return Value::not_implemented();
  if (!is_kind(other, Kind::Dict)) return Value::not_implemented();
  return Value::boolean(TRY(same_entries(thread, self, other.as<Dict>())) == (op == Compare::Equal));
}

Value dict_or(Thread& thread, Dict* self, Value other) {
  if (!is_kind(other, Kind::Dict)) return Value::not_implemented();
  Dict* result = taipan::dict_copy(thread.heap(), self);
  TRY(dict_update(thread, result, other));
  return Value(result);
}
Value dict_ror(Thread& thread, Dict* self, Value other) {
  if (!is_kind(other, Kind::Dict)) return Value::not_implemented();
  return dict_or(thread, other.as<Dict>(), Value(self));
}
Value dict_ior(Thread& thread, Dict* self, Value other) {
  TRY(dict_update(thread, self, other));
  return Value(self);
}

Value dict_iter(Thread& thread, Dict* self) { return new_dict_iterator(thread.heap(), TypeId::DictKeyIterator, self); }
Value dict_reversed(Thread& thread, Dict* self) { return new_dict_iterator(thread.heap(), TypeId::DictReverseKeyIterator, self); }
Value dict_keys(Thread& thread, Dict* self) { return new_dict_view(thread.heap(), TypeId::DictKeys, self); }
Value dict_values(Thread& thread, Dict* self) { return new_dict_view(thread.heap(), TypeId::DictValues, self); }
Value dict_items(Thread& thread, Dict* self) { return new_dict_view(thread.heap(), TypeId::DictItems, self); }

Value dict_get_method(Thread& thread, Dict* self, Value key, Value default_value) {
  const Value found = TRY(dict_get(thread, self, key));
  return found.is_unbound() ? default_value : found;
}
Value dict_setdefault(Thread& thread, Dict* self, Value key, Value default_value) {
  return dict_set_default(thread, self, key, default_value);
}
Value dict_pop_method(Thread& thread, Dict* self, Value key, Value default_value) {
  if (self->length() == 0) {
    if (!default_value.is_missing()) return default_value;
    return raise_key_error(thread, key);
  }
  const Value found = TRY(dict_pop(thread, self, key));
  if (!found.is_unbound()) return found;
  if (default_value.is_missing()) return raise_key_error(thread, key);
  return default_value;
}
Value dict_popitem(Thread& thread, Dict* self) {
  Value key, value;
  int64_t position = -1;
  if (self->length() == 0 || !dict_previous(self, position, key, value)) {
    return raise(thread, TypeId::KeyError, "popitem(): dictionary is empty");
  }
  Tuple* item = tuple_of(thread.heap(), key, value);
  const Found found = probe(self->table, entry_hash(self->table, uint32_t(position)), [=](uint32_t i) { return int64_t(i) == position; });
  remove_entry(self, found);
  drop_last_holes(self);
  return Value(item);
}
Status dict_clear_method(Thread& thread, Dict* self) {
  dict_clear(thread.heap(), self);
  return ok_status();
}
Value dict_copy_method(Thread& thread, Dict* self) { return Value(taipan::dict_copy(thread.heap(), self)); }

Value dict_fromkeys(Thread& thread, Value cls, Value iterable, Value value) {
  const Value made = TRY(call_with(thread, cls));
  if (is_exact_dict(made)) {
    Dict* dict = made.as<Dict>();
    // Hashes that are known are not asked for again.
    if (is_exact_dict(iterable)) {
      Value key, old;
      for (uint32_t i = 0; dict_next(iterable.as<Dict>(), i, key, old);) {
        TRY(dict_set_with_hash(thread, dict, key, dict_entry_hash(thread, iterable.as<Dict>(), i - 1), value));
      }
      return made;
    }
    if (is_exact(iterable, TypeId::Set) || is_exact(iterable, TypeId::FrozenSet)) {
      SetEntry entry;
      for (int64_t i = 0; set_next_entry(iterable.as<SetObject>(), i, entry);) TRY(dict_set_with_hash(thread, dict, entry.key, entry.hash, value));
      return made;
    }
    TRY(for_each(thread, iterable, [&](Value key) { return dict_set(thread, dict, key, value).ok(); }));
  } else {
    TRY(for_each(thread, iterable, [&](Value key) { return set_item(thread, made, key, value).ok(); }));
  }
  return made;
}
int64_t dict_sizeof(Thread&, Dict* self) {
  return int64_t(object_size(self)) + (self->table ? int64_t(object_size(self->table)) : 0) + 16;
}
Value dict_class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", dict_new, "Create and return a new object."},
    {"__init__(self, /, *args, **kwargs)", dict_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", dict_repr, "Return repr(self)."},
    {"__len__(self, /)", dict_len, "Return len(self)."},
    {"__getitem__(self, key, /)", dict_getitem, "x.__getitem__(y) <==> x[y]", kCoexist},
    {"__setitem__(self, key, value, /)", dict_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", dict_delitem, "Delete self[key]."},
    {"__contains__(self, key, /)", dict_contains, "True if the dictionary has the specified key, else False.", kCoexist},
    {"__lt__(self, value, /)", dict_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", dict_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", dict_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", dict_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", dict_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", dict_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__or__(self, value, /)", dict_or, "Return self|value."},
    {"__ror__(self, value, /)", dict_ror, "Return value|self."},
    {"__ior__(self, value, /)", dict_ior, "Return self|=value."},
    {"__iter__(self, /)", dict_iter, "Implement iter(self)."},
    {"__reversed__(self, /)", dict_reversed, "Return a reverse iterator over the dict keys."},
    {"__sizeof__(self, /)", dict_sizeof, "D.__sizeof__() -> size of D in memory, in bytes"},
    {"get(self, key, default=None, /)", dict_get_method, "Return the value for key if key is in the dictionary, else default."},
    {"setdefault(self, key, default=None, /)", dict_setdefault, "Insert key with a value of default if key is not in the dictionary."},
    {"pop(self, key, default=<unrepresentable>, /)", dict_pop_method, "Remove the key and return its value, or the default if it is not found."},
    {"popitem(self, /)", dict_popitem, "Remove and return the (key, value) pair that was added last."},
    {"keys(self, /)", dict_keys, "D.keys() -> a set-like object providing a view on D's keys"},
    {"values(self, /)", dict_values, "D.values() -> an object providing a view on D's values"},
    {"items(self, /)", dict_items, "D.items() -> a set-like object providing a view on D's items"},
    {"update(self, /, *args, **kwargs)", dict_update_method, "Add or replace entries from a mapping or pairs, and from keywords."},
    {"clear(self, /)", dict_clear_method, "D.clear() -> None.  Remove all items from D."},
    {"copy(self, /)", dict_copy_method, "D.copy() -> a shallow copy of D"},
    {"fromkeys(cls, iterable, value=None, /)", dict_fromkeys, "A dictionary with keys from iterable and values set to value.", kClass},
    {"__class_getitem__(cls, item, /)", dict_class_getitem, "See PEP 585", kClass},
};

}  // namespace

extern const TypeSpec kDictSpec = {.name = "dict",
                                   .doc = "dict() -> new empty dictionary\ndict(mapping) -> a dictionary with the mapping's entries\n"
                                          "dict(iterable) -> a dictionary of the (key, value) pairs\ndict(**kwargs) -> names and values",
                                   .layout = &kDictLayout,
                                   .kind = Kind::Dict,
                                   .native_size = sizeof(Dict),
                                   .flags = kTypeSubclassable | kTypeMapping | kTypeMatchSelf,
                                   .methods = kMethods};

}  // namespace taipan::python
