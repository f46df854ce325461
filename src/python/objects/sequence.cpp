// python/objects/sequence.cpp -- iteration, items, lengths, membership. Language reference, "Emulating container types".
#include "base/text/search.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/iterators.h"
#include "python/objects/objects.h"
#include "python/objects/slice.h"
#include "vm/integer.h"

namespace taipan::python {

Value get_iterator(Thread& thread, Value iterable) {
  if (is_exact_list(iterable)) return new_sequence_iterator(thread.heap(), TypeId::ListIterator, iterable);
  if (is_exact_tuple(iterable)) return new_sequence_iterator(thread.heap(), TypeId::TupleIterator, iterable);
  Type* type = type_of(iterable);
  const Value method = lookup_special(type, Special::Iter);
  if (method.is_unbound()) {
    if (lookup_special(type, Special::GetItem).is_unbound() || type->root_shape->kind == Kind::Dict) {
      return raise(thread, TypeId::TypeError, "'%T' object is not iterable", iterable);
    }
    return new_sequence_iterator(thread.heap(), TypeId::SequenceIterator, iterable);
  }
  if (method.is_none()) return raise(thread, TypeId::TypeError, "'%T' object is not iterable", iterable);
  const Value iterator = TRY(call_special(thread, iterable, Special::Iter, {}));
  if (lookup_special(type_of(iterator), Special::Next).is_unbound()) {
    return raise(thread, TypeId::TypeError, "iter() returned non-iterator of type '%T'", iterator);
  }
  return iterator;
}

Value iterator_next(Thread& thread, Value iterator) {
  bool handled = false;
  const Value quick = native_next(thread, iterator, &handled);
  if (handled) return quick;
  const Value result = call_special(thread, iterator, Special::Next, {});
  if (result.is_raised()) {
    if (clear_if(thread, TypeId::StopIteration)) return Value::unbound();
    return result;
  }
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "'%T' object is not an iterator", iterator);
  return result;
}

Result<int64_t> length(Thread& thread, Value v) {
  if (v.is_object()) {
    switch (HeapObject* o = v.as_object(); kind_of(o)) {
      case Kind::String: if (is_exact_string(v)) return static_cast<String*>(o)->length(); break;
      case Kind::List: if (is_exact_list(v)) return static_cast<List*>(o)->length(); break;
      case Kind::Tuple: if (is_exact_tuple(v)) return static_cast<Tuple*>(o)->length(); break;
      case Kind::Dict: if (is_exact_dict(v)) return static_cast<Dict*>(o)->length(); break;
      default: break;
    }
  }
  const Value result = TRY(call_special(thread, v, Special::Len, {}));
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "object of type '%T' has no len()", v);
  const Value integer = result.is_int() ? result : TRY(to_index(thread, result));
  int64_t n;
  if (!integer_to_int64(integer, &n)) {
    if (integer_sign(integer) < 0) return raise(thread, TypeId::ValueError, "__len__() should return >= 0");
    return raise(thread, TypeId::OverflowError, "cannot fit '%T' into an index-sized integer", result);
  }
  if (n < 0) return raise(thread, TypeId::ValueError, "__len__() should return >= 0");
  return n;
}

Result<int64_t> length_hint(Thread& thread, Value v, int64_t default_value) {
  if (!lookup_special(type_of(v), Special::Len).is_unbound()) {
    Result<int64_t> n = length(thread, v);
    if (n.ok()) return n;
    if (!clear_if(thread, TypeId::TypeError)) return Raised{};
  }
  const Value hint = call_special(thread, v, Special::LengthHint, {});
  if (hint.is_raised()) {
    if (clear_if(thread, TypeId::TypeError)) return default_value;
    return Raised{};
  }
  if (hint.is_unbound() || hint.is_not_implemented()) return default_value;
  if (!is_int_like(hint)) return raise(thread, TypeId::TypeError, "__length_hint__ must be an integer, not %T", hint);
  const int64_t n = TRY(to_int64(thread, hint));
  if (n < 0) return raise(thread, TypeId::ValueError, "__length_hint__() should return >= 0");
  return n;
}

Value str_slice(Thread& thread, String* self, Value slice);  // str_type.cpp

Value get_item(Thread& thread, Value object, Value key) {
  if (is_exact_dict(object)) {
    const Value found = dict_get(thread, object.as<Dict>(), key);
    if (found.is_unbound()) return raise_key_error(thread, key);
    return found;
  }
  if (key.is_int() && is_exact_list(object)) {
    List* list = object.as<List>();
    int64_t i = key.as_int();
    if (i < 0) i += list->length();
    if (i >= 0 && i < list->length()) return list->at(i);
    return raise(thread, TypeId::IndexError, "list index out of range");
  }
  if (is_exact_string(object) && is_exact(key, TypeId::Slice)) return str_slice(thread, object.as<String>(), key);
  if (key.is_int() && is_exact_string(object)) {
    const auto* text = object.as<String>();
    int64_t i = key.as_int();
    if (i < 0) i += text->length();
    if (i >= 0 && i < text->length()) return Value(string_from_character(thread.heap(), text->at(i)));
    return raise(thread, TypeId::IndexError, "string index out of range");
  }
  const Value result = TRY(call_special(thread, object, Special::GetItem, {&key, 1}));
  if (!result.is_unbound()) return result;
  if (has_type_flag(object, kTypeTypeSubclass)) {
    if (object == Value(builtin_type(TypeId::Type))) return new_generic_alias(thread, object, key);
    const Value method = TRY(get_attribute_or_unbound(thread, object, special_name(Special::ClassGetItem)));
    if (!method.is_unbound() && !method.is_none()) return call_with(thread, method, key);
    return raise(thread, TypeId::TypeError, "type '%Q' is not subscriptable", object.as<Type>());
  }
  return raise(thread, TypeId::TypeError, "'%T' object is not subscriptable", object);
}

Status set_item(Thread& thread, Value object, Value key, Value value) {
  if (is_exact_dict(object)) return dict_set(thread, object.as<Dict>(), key, value);
  const Value arguments[] = {key, value};
  const Value result = TRY(call_special(thread, object, Special::SetItem, arguments));
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "'%T' object does not support item assignment", object);
  return ok_status();
}

Status delete_item(Thread& thread, Value object, Value key) {
  const Value result = TRY(call_special(thread, object, Special::DelItem, {&key, 1}));
  if (result.is_unbound()) {
    return raise(thread, TypeId::TypeError, "'%T' object %s item deletion", object,
                 lookup_special(type_of(object), Special::SetItem).is_unbound() ? "doesn't support" : "doesn't support");
  }
  return ok_status();
}

Result<bool> contains(Thread& thread, Value container, Value value) {
  if (is_exact_list(container)) {
    List* list = container.as<List>();
    for (int64_t i = 0; i < list->length(); i++) {
      const Value item = list->at(i);
      if (item == value || TRY(equal(thread, item, value))) return true;
    }
    return false;
  }
  if (is_exact_tuple(container)) {
    for (Value item : container.as<Tuple>()->span()) {
      if (item == value || TRY(equal(thread, item, value))) return true;
    }
    return false;
  }
  if (is_exact_dict(container)) {
    const Value found = TRY(dict_get(thread, container.as<Dict>(), value));
    return !found.is_unbound();
  }
  if (is_exact_string(container) && is_exact_string(value)) {
    return text::find(view_of(container.as<String>()), view_of(value.as<String>())) != text::kNotFound;
  }
  const Value method = lookup_special(type_of(container), Special::Contains);
  if (method.is_none()) return raise(thread, TypeId::TypeError, "'%T' object is not a container", container);
  if (!method.is_unbound()) {
    const Value result = TRY(call_special(thread, container, Special::Contains, {&value, 1}));
    return is_true(thread, result);
  }
  const Value iterator = get_iterator(thread, container);
  if (iterator.is_raised()) {
    if (exception_matches(thread, TypeId::TypeError) && lookup_special(type_of(container), Special::Iter).is_unbound()) {
      thread.clear_exception();
      return raise(thread, TypeId::TypeError, "argument of type '%T' is not iterable", container);
    }
    return Raised{};
  }
  for (;;) {
    const Value item = TRY(iterator_next(thread, iterator));
    if (item.is_unbound()) return false;
    if (TRY(equal(thread, item, value))) return true;
  }
}

Status for_each(Thread& thread, Value iterable, FunctionRef<bool(Value)> visit) {
  auto stopped = [&]() -> Status {
    if (thread.has_exception()) return Raised{};
    return ok_status();
  };
  if (is_exact_list(iterable)) {
    List* list = iterable.as<List>();
    for (int64_t i = 0; i < list->length(); i++) {
      if (!visit(list->at(i))) return stopped();
    }
    return ok_status();
  }
  if (is_exact_tuple(iterable)) {
    for (Value v : iterable.as<Tuple>()->span()) {
      if (!visit(v)) return stopped();
    }
    return ok_status();
  }
  const Value iterator = TRY(get_iterator(thread, iterable));
  for (;;) {
    const Value item = TRY(iterator_next(thread, iterator));
    if (item.is_unbound()) return ok_status();
    if (!visit(item)) return stopped();
  }
}

Status list_extend(Thread& thread, List* list, Value iterable) {
  Heap& heap = thread.heap();
  if (is_exact_list(iterable) || is_exact_tuple(iterable)) {
    const auto values = is_exact_list(iterable) ? iterable.as<List>()->span() : iterable.as<Tuple>()->span();
    const int64_t n = int64_t(values.size());
    if (n == 0) return ok_status();
    if (!list->reserve(heap, list->length() + n)) return raise_memory_error(thread);
    // `iterable` may be the list itself: its storage may have moved.
    const Value* from = is_exact_list(iterable) ? iterable.as<List>()->items() : iterable.as<Tuple>()->items();
    memmove(static_cast<void*>(list->items() + list->length()), from, size_t(n) * sizeof(Value));
    list->length_ += n;
    heap.write_barrier(list->storage_);
    return ok_status();
  }
  if (is_exact_string(iterable)) {
    const auto* text = iterable.as<String>();
    if (!list->reserve(heap, list->length() + text->length())) return raise_memory_error(thread);
    for (int64_t i = 0; i < text->length(); i++) (void)list->append(heap, Value(string_from_character(heap, text->at(i))));
    return ok_status();
  }
  const Value iterator = TRY(get_iterator(thread, iterable));
  const int64_t hint = TRY(length_hint(thread, iterable, 8));
  // A hint that cannot be true is not believed.
  const bool credible = hint <= INT64_MAX - list->length();
  if (credible && hint > (int64_t{1} << 40)) return raise_memory_error(thread);
  if (hint > 8 && hint < (1 << 20) && !list->reserve(heap, list->length() + hint)) return raise_memory_error(thread);
  for (;;) {
    const Value item = TRY(iterator_next(thread, iterator));
    if (item.is_unbound()) return ok_status();
    if (!list->append(heap, item)) return raise_memory_error(thread);
  }
}

List* list_from_iterable(Thread& thread, Value iterable) {
  List* list = new_list(thread.heap());
  TRY(list_extend(thread, list, iterable));
  return list;
}

Tuple* tuple_from_iterable(Thread& thread, Value iterable) {
  if (is_exact_tuple(iterable)) return iterable.as<Tuple>();
  List* list = is_exact_list(iterable) ? iterable.as<List>() : TRY(list_from_iterable(thread, iterable));
  if (list->length() == 0) return empty_tuple();
  Tuple* tuple = tuple_from(thread.heap(), list->span());
  if (!tuple) return raise_memory_error(thread);
  return tuple;
}

Value fast_sequence(Thread& thread, Value iterable, const char* type_error_message) {
  if (is_kind(iterable, Kind::List) || is_kind(iterable, Kind::Tuple)) {
    if (!type_of(iterable)->is_heap()) return iterable;
  }
  const Value iterator = get_iterator(thread, iterable);
  if (iterator.is_raised()) {
    if (clear_if(thread, TypeId::TypeError)) return raise(thread, TypeId::TypeError, "%s", type_error_message);
    return iterator;
  }
  return Value(TRY(list_from_iterable(thread, iterator)));
}

Value mapping_keys(Thread& thread, Value mapping, Value keys_method) {
  const Value keys = TRY(call_with(thread, keys_method));
  const Value iterator = get_iterator(thread, keys);
  if (iterator.is_raised() && clear_if(thread, TypeId::TypeError)) {
    return raise(thread, TypeId::TypeError, "%T.keys() returned a non-iterable (type %T)", mapping, keys);
  }
  return iterator;
}

Status dict_update(Thread& thread, Dict* dict, Value other) {
  if (is_kind(other, Kind::Dict) && (is_exact_dict(other) || uses_native(type_of(other), Special::Iter, TypeId::Dict))) {
    Value key, value;
    Dict* from = other.as<Dict>();
    if (from == dict) return ok_status();
    const int64_t count = from->length();
    for (uint32_t i = 0; dict_next(from, i, key, value);) {
      TRY(dict_set(thread, dict, key, value));
      if (from->length() != count) return raise(thread, TypeId::RuntimeError, "dict mutated during update");
    }
    return ok_status();
  }
  const Value keys_method = TRY(get_attribute_or_unbound(thread, other, name(Name::Keys)));
  if (!keys_method.is_unbound()) {
    const Value iterator = TRY(mapping_keys(thread, other, keys_method));
    for (;;) {
      const Value key = TRY(iterator_next(thread, iterator));
      if (key.is_unbound()) return ok_status();
      const Value value = TRY(get_item(thread, other, key));
      TRY(dict_set(thread, dict, key, value));
    }
  }
  const Value iterator = TRY(get_iterator(thread, other));
  for (int64_t i = 0;; i++) {
    const Value item = TRY(iterator_next(thread, iterator));
    if (item.is_unbound()) return ok_status();
    const Value pair = fast_sequence(thread, item, "");
    if (pair.is_raised()) {
      if (!clear_if(thread, TypeId::TypeError)) return Raised{};
      return raise(thread, TypeId::TypeError, "cannot convert dictionary update sequence element #%ld to a sequence", i);
    }
    const auto values = is_kind(pair, Kind::List) ? pair.as<List>()->span() : pair.as<Tuple>()->span();
    if (values.size() != 2) {
      return raise(thread, TypeId::ValueError, "dictionary update sequence element #%ld has length %ld; 2 is required", i, int64_t(values.size()));
    }
    TRY(dict_set(thread, dict, values[0], values[1]));
  }
}

Result<SliceBounds> slice_bounds(Thread& thread, Value slice_value) {
  auto* slice = slice_value.as<SliceObject>();
  auto part = [&](Value v, int64_t when_none) -> Result<int64_t> {
    if (v.is_none()) return when_none;
    if (v.is_int()) return v.as_int();
    if (!is_index(v)) return raise(thread, TypeId::TypeError, "slice indices must be integers or None or have an __index__ method");
    return to_index_clamped(thread, v);
  };
  int64_t step = TRY(part(slice->step, 1));
  if (step == 0) return raise(thread, TypeId::ValueError, "slice step cannot be zero");
  if (step < -INT64_MAX) step = -INT64_MAX;
  const int64_t start = TRY(part(slice->start, step < 0 ? INT64_MAX : 0));
  const int64_t stop = TRY(part(slice->stop, step < 0 ? INT64_MIN : INT64_MAX));
  return SliceBounds{start, stop, step};
}

SliceRange slice_range(const SliceBounds& bounds, int64_t length) {
  const int64_t step = bounds.step;
  auto clamp = [&](int64_t i) {
    if (i < 0) {
      i += length;
      if (i < 0) i = step < 0 ? -1 : 0;
    } else if (i >= length) {
      i = step < 0 ? length - 1 : length;
    }
    return i;
  };
  const int64_t start = clamp(bounds.start);
  const int64_t stop = clamp(bounds.stop);
  int64_t count = 0;
  if (step < 0) {
    if (stop < start) count = (start - stop - 1) / (-step) + 1;
  } else if (start < stop) {
    count = (stop - start - 1) / step + 1;
  }
  return SliceRange{start, stop, step, count};
}

Result<SliceRange> slice_range(Thread& thread, Value slice, int64_t length) {
  return slice_range(TRY(slice_bounds(thread, slice)), length);
}

}  // namespace taipan::python
