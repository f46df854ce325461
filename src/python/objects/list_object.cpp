// python/objects/list_object.cpp -- the type `list`. https://docs.python.org/3.11/library/stdtypes.html#lists
//
// Every comparison may run code that changes the list: lengths are read again after it. Sorting is in list_sort.cpp.
#include <algorithm>

#include "python/objects/abstract.h"
#include "python/objects/class_creation.h"
#include "python/objects/iterators.h"
#include "python/objects/objects.h"
#include "python/objects/sequence_arguments.h"
#include "python/objects/slice.h"
#include "vm/layouts.h"

namespace taipan::python {

Value list_sort(Thread& thread, List* self, Value key, int reverse);  // list_sort.cpp

namespace {

Value list_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  if (type == builtin_type(TypeId::List)) return Value(new_list(thread.heap()));
  return Value(allocate_instance(thread.heap(), type));
}
Status list_init(Thread& thread, List* self, Value iterable) {
  self->truncate(thread.heap(), 0);
  if (iterable.is_missing()) return ok_status();
  return list_extend(thread, self, iterable);
}
Value list_repr(Thread& thread, List* self) {
  if (self->length() == 0) return Value(string_from_latin1(thread.heap(), "[]"));
  if (repr_enter(thread, Value(self))) return Value(string_from_latin1(thread.heap(), "[...]"));
  StringBuilder out;
  out.append('[');
  for (int64_t i = 0; i < self->length(); i++) {
    if (i) out.append_ascii(", ");
    String* item = repr(thread, self->at(i));
    if (!item) {
      repr_leave(thread, Value(self));
      return Value::raised();
    }
    out.append(item);
  }
  out.append(']');
  repr_leave(thread, Value(self));
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}
int64_t list_len(Thread&, List* self) { return self->length(); }

List* copy_range(Thread& thread, List* from, int64_t start, int64_t count) {
  List* result = list_from(thread.heap(), from->span().subspan(size_t(start), size_t(count)));
  if (!result) return raise_memory_error(thread);
  return result;
}

Value list_getitem(Thread& thread, List* self, Value key) {
  if (key.is_int()) {
    int64_t i = key.as_int();
    if (i < 0) i += self->length();
    if (i < 0 || i >= self->length()) return raise(thread, TypeId::IndexError, "list index out of range");
    return self->at(i);
  }
  if (is_exact(key, TypeId::Slice)) {
    const SliceBounds bounds = TRY(slice_bounds(thread, key));
    const SliceRange range = slice_range(bounds, self->length());
    if (range.step == 1) return Value(copy_range(thread, self, range.start, range.count));
    List* result = new_list(thread.heap(), range.count);
    if (!result) return raise_memory_error(thread);
    for (int64_t i = 0, at = range.start; i < range.count; i++, at += range.step) (void)result->append(thread.heap(), self->at(at));
    return Value(result);
  }
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "list indices must be integers or slices, not %T", key);
  int64_t i = TRY(to_int64(thread, key, TypeId::IndexError));
  if (i < 0) i += self->length();
  if (i < 0 || i >= self->length()) return raise(thread, TypeId::IndexError, "list index out of range");
  return self->at(i);
}

Status assign_slice(Thread& thread, List* self, Value key, Value value) {
  Heap& heap = thread.heap();
  List* values;
  const SliceBounds bounds = TRY(slice_bounds(thread, key));
  SliceRange r = slice_range(bounds, self->length());
  if (value.is_unbound()) {
    values = new_list(heap);
  } else {
    const int64_t length = self->length();
    const char* message = r.step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice";
    const Value sequence = TRY(fast_sequence(thread, value, message));
    values = list_from(heap, is_kind(sequence, Kind::List) ? sequence.as<List>()->span() : sequence.as<Tuple>()->span());
    if (!values) return raise_memory_error(thread);
    // Iterating may have changed this list.
    if (self->length() != length && r.step != 1) r = slice_range(bounds, self->length());
    r.start = std::min(r.start, self->length());
    r.stop = std::min(r.stop, self->length());
  }
  if (r.step == 1) {
    if (r.stop < r.start) r.stop = r.start;
    if (!self->replace(heap, r.start, r.stop, values->items(), values->length())) return raise_memory_error(thread);
    return ok_status();
  }
  if (value.is_unbound()) {
    if (r.count == 0) return ok_status();
    if (r.step < 0) {
      r.start = r.start + (r.count - 1) * r.step;
      r.step = -r.step;
    }
    int64_t to = r.start, next = r.start, removed = 0;
    for (int64_t from = r.start; from < self->length(); from++) {
      if (removed < r.count && from == next) {
        removed++;
        next += r.step;
        continue;
      }
      self->set(heap, to++, self->at(from));
    }
    self->truncate(heap, to);
    return ok_status();
  }
  if (values->length() != r.count) {
    return raise(thread, TypeId::ValueError, "attempt to assign sequence of size %ld to extended slice of size %ld", values->length(), r.count);
  }
  for (int64_t i = 0, at = r.start; i < r.count; i++, at += r.step) self->set(heap, at, values->at(i));
  return ok_status();
}

Status list_assign(Thread& thread, List* self, Value key, Value value) {
  if (is_exact(key, TypeId::Slice)) return assign_slice(thread, self, key, value);
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "list indices must be integers or slices, not %T", key);
  int64_t i = TRY(to_int64(thread, key, TypeId::IndexError));
  if (i < 0) i += self->length();
  if (i < 0 || i >= self->length()) return raise(thread, TypeId::IndexError, "list assignment index out of range");
  if (value.is_unbound()) {
    (void)self->replace(thread.heap(), i, i + 1, nullptr, 0);
  } else {
    self->set(thread.heap(), i, value);
  }
  return ok_status();
}
Status list_setitem(Thread& thread, List* self, Value key, Value value) { return list_assign(thread, self, key, value); }
Status list_delitem(Thread& thread, List* self, Value key) { return list_assign(thread, self, key, Value::unbound()); }

Value list_add(Thread& thread, List* self, Value other) {
  if (!is_kind(other, Kind::List)) return Value::not_implemented();
  List* b = other.as<List>();
  List* result = new_list(thread.heap(), self->length() + b->length());
  if (!result) return raise_memory_error(thread);
  for (List* from : {self, b}) {
    if (!result->replace(thread.heap(), result->length(), result->length(), from->items(), from->length())) return raise_memory_error(thread);
  }
  return Value(result);
}
Value list_iadd(Thread& thread, List* self, Value other) {
  TRY(list_extend(thread, self, other));
  return Value(self);
}
Value repeat(Thread& thread, List* self, int64_t times) {
  if (times < 0) times = 0;
  const int64_t n = self->length();
  int64_t total;
  if (__builtin_mul_overflow(n, times, &total)) return raise_memory_error(thread);
  List* result = new_list(thread.heap(), total);
  if (!result) return raise_memory_error(thread);
  for (int64_t t = 0; t < times; t++) {
    for (int64_t i = 0; i < n; i++) (void)result->append(thread.heap(), self->at(i));
  }
  return Value(result);
}
Value list_mul(Thread& thread, List* self, Value times) {
  if (!is_index(times)) return Value::not_implemented();
  const int64_t n = TRY(repeat_count(thread, times));
  return repeat(thread, self, n);
}
Value list_imul(Thread& thread, List* self, Value times) {
  if (!is_index(times)) return Value::not_implemented();
  const int64_t n = TRY(repeat_count(thread, times));
  if (n <= 0) {
    self->truncate(thread.heap(), 0);
    return Value(self);
  }
  const Value copy = TRY(repeat(thread, self, n - 1));
  List* more = copy.as<List>();
  if (!self->replace(thread.heap(), self->length(), self->length(), more->items(), more->length())) return raise_memory_error(thread);
  return Value(self);
}
Value list_contains(Thread& thread, List* self, Value value) {
  for (int64_t i = 0; i < self->length(); i++) {
    if (TRY(equal(thread, self->at(i), value))) return Value::true_value();
  }
  return Value::false_value();
}
template <Compare op>
Value list_compare(Thread& thread, List* self, Value other) {
  if (!is_kind(other, Kind::List)) return Value::not_implemented();
  List* b = other.as<List>();
  if (self->length() != b->length() && (op == Compare::Equal || op == Compare::NotEqual)) return Value::boolean(op == Compare::NotEqual);
  int64_t i = 0;
  for (; i < self->length() && i < b->length(); i++) {
    const Value x = self->at(i), y = b->at(i);
    if (x == y) continue;
    if (!TRY(equal(thread, x, y))) break;
  }
  if (i >= self->length() || i >= b->length()) {
    const int64_t x = self->length(), y = b->length();
    switch (op) {
      case Compare::Less: return Value::boolean(x < y);
      case Compare::LessEqual: return Value::boolean(x <= y);
      case Compare::Equal: return Value::boolean(x == y);
      case Compare::NotEqual: return Value::boolean(x != y);
      case Compare::Greater: return Value::boolean(x > y);
      case Compare::GreaterEqual: return Value::boolean(x >= y);
    }
  }
  if (op == Compare::Equal) return Value::false_value();
  if (op == Compare::NotEqual) return Value::true_value();
  return compare(thread, self->at(i), b->at(i), op);
}
Value list_iter(Thread& thread, Value self) { return new_sequence_iterator(thread.heap(), TypeId::ListIterator, self); }
Value list_reversed(Thread& thread, List* self) {
  const Value iterator = new_sequence_iterator(thread.heap(), TypeId::ListReverseIterator, Value(self));
  iterator.as<SequenceIteratorObject>()->index = self->length() - 1;
  return iterator;
}
Status list_append(Thread& thread, List* self, Value object) {
  if (!self->append(thread.heap(), object)) return raise_memory_error(thread);
  return ok_status();
}
Status list_insert(Thread& thread, List* self, Value index, Value object) {
  int64_t i = TRY(to_int64(thread, index));
  const int64_t n = self->length();
  if (i < 0) {
    i += n;
    if (i < 0) i = 0;
  }
  if (i > n) i = n;
  if (!self->insert(thread.heap(), i, object)) return raise_memory_error(thread);
  return ok_status();
}
Value list_pop(Thread& thread, List* self, int64_t index) {
  const int64_t n = self->length();
  if (n == 0) return raise(thread, TypeId::IndexError, "pop from empty list");
  if (index < 0) index += n;
  if (index < 0 || index >= n) return raise(thread, TypeId::IndexError, "pop index out of range");
  const Value v = self->at(index);
  if (index == n - 1) {
    self->truncate(thread.heap(), n - 1);
  } else {
    (void)self->replace(thread.heap(), index, index + 1, nullptr, 0);
  }
  return v;
}
Status list_remove(Thread& thread, List* self, Value value) {
  for (int64_t i = 0; i < self->length(); i++) {
    if (TRY(equal(thread, self->at(i), value))) {
      if (i < self->length()) (void)self->replace(thread.heap(), i, i + 1, nullptr, 0);
      return ok_status();
    }
  }
  return raise(thread, TypeId::ValueError, "list.remove(x): x not in list");
}
Value list_index(Thread& thread, List* self, Value value, Value start_value, Value stop_value) {
  int64_t start = TRY(slice_bound(thread, start_value)), stop = TRY(slice_bound(thread, stop_value));
  if (start < 0) start = start + self->length() < 0 ? 0 : start + self->length();
  if (stop < 0) stop = stop + self->length() < 0 ? 0 : stop + self->length();
  for (int64_t i = start; i < stop && i < self->length(); i++) {
    if (TRY(equal(thread, self->at(i), value))) return Value::integer(i);
  }
  return raise(thread, TypeId::ValueError, "%R is not in list", value);
}
Value list_count(Thread& thread, List* self, Value value) {
  int64_t n = 0;
  for (int64_t i = 0; i < self->length(); i++) n += TRY(equal(thread, self->at(i), value));
  return Value::integer(n);
}
Status list_clear(Thread& thread, List* self) {
  self->truncate(thread.heap(), 0);
  return ok_status();
}
Value list_copy(Thread& thread, List* self) { return Value(copy_range(thread, self, 0, self->length())); }
Status list_extend_method(Thread& thread, List* self, Value iterable) { return list_extend(thread, self, iterable); }
Status list_reverse(Thread& thread, List* self) {
  const int64_t n = self->length();
  for (int64_t i = 0; i < n / 2; i++) {
    const Value a = self->at(i);
    self->set(thread.heap(), i, self->at(n - 1 - i));
    self->set(thread.heap(), n - 1 - i, a);
  }
  return ok_status();
}
int64_t list_sizeof(Thread&, List* self) { return int64_t(object_size(self)) + self->capacity() * 8 + (self->storage_ ? 16 : 0); }
Value list_class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", list_new, "Create and return a new object."},
    {"__init__(self, iterable=<()>, /)", list_init, ""},
    {"__repr__(self, /)", list_repr, "Return repr(self)."},
    {"__len__(self, /)", list_len, "Return len(self)."},
    {"__getitem__(self, index, /)", list_getitem, "x.__getitem__(y) <==> x[y]", kCoexist},
    {"__setitem__(self, key, value, /)", list_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", list_delitem, "Delete self[key]."},
    {"__add__(self, value, /)", list_add, "Return self+value."},
    {"__iadd__(self, value, /)", list_iadd, "Implement self+=value."},
    {"__mul__(self, value, /)", list_mul, "Return self*value."},
    {"__rmul__(self, value, /)", list_mul, "Return value*self."},
    {"__imul__(self, value, /)", list_imul, "Implement self*=value."},
    {"__contains__(self, key, /)", list_contains, "Return key in self."},
    {"__lt__(self, value, /)", list_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", list_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", list_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", list_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", list_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", list_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__iter__(self, /)", list_iter, "Implement iter(self)."},
    {"__reversed__(self, /)", list_reversed, "Return a reverse iterator over the list."},
    {"append(self, object, /)", list_append, "Append object to the end of the list."},
    {"insert(self, index, object, /)", list_insert, "Insert object before index."},
    {"pop(self, index=-1, /)", list_pop, "Remove and return item at index (default last)."},
    {"remove(self, value, /)", list_remove, "Remove first occurrence of value."},
    {"index(self, value, start=0, stop=sys.maxsize, /)", list_index, "Return first index of value."},
    {"count(self, value, /)", list_count, "Return number of occurrences of value."},
    {"clear(self, /)", list_clear, "Remove all items from list."},
    {"copy(self, /)", list_copy, "Return a shallow copy of the list."},
    {"extend(self, iterable, /)", list_extend_method, "Extend list by appending elements from the iterable."},
    {"reverse(self, /)", list_reverse, "Reverse *IN PLACE*."},
    {"sort(self, /, *, key=None, reverse=False)", list_sort, "Sort the list in ascending order and return None."},
    {"__sizeof__(self, /)", list_sizeof, "Return the size of the list in memory, in bytes."},
    {"__class_getitem__(cls, item, /)", list_class_getitem, "See PEP 585", kClass},
};

}  // namespace

extern const TypeSpec kListSpec = {.name = "list",
                                   .signature = "(iterable=(), /)",
                                   .doc = "Built-in mutable sequence.",
                                   .layout = &kListLayout,
                                   .kind = Kind::List,
                                   .native_size = sizeof(List),
                                   .flags = kTypeSubclassable | kTypeSequence | kTypeMatchSelf,
                                   .methods = kMethods};

}  // namespace taipan::python
