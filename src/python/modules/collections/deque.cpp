// python/modules/collections/deque.cpp -- collections.deque and its iterators.
// https://docs.python.org/3.11/library/collections.html#deque-objects
//
// Room       python/modules.
// Tests      tests/python/modules/deque_*.py; CPython's test_deque
//
// A ring in a ValueArray whose capacity is a power of two:  item i is at (start + i) & (capacity - 1). Every change of the
// length or of the order gives the deque a new `state`, by which iterators and searches notice it.
#include "python/modules/collections/collections_private.h"
#include "python/objects/sequence_arguments.h"

namespace taipan::python::collections {

namespace {

struct Deque : HeapObject {
  ValueArray* storage;  // null while nothing was ever stored
  int64_t start, count;
  int64_t max_count;    // -1: unbounded
  uint64_t state;

  int64_t mask() const { return storage->capacity - 1; }
  Value at(int64_t i) const { return storage->items[(start + i) & mask()]; }
  Value& slot(int64_t i) { return storage->items[(start + i) & mask()]; }
  bool is_full() const { return max_count >= 0 && count >= max_count; }
};
struct DequeIterator : HeapObject {
  Deque* deque;
  int64_t index;      // of the next item; of reverse iterators, from the end
  int64_t remaining;
  uint64_t state;
};

Type* g_deque;
Type* g_iterator;
Type* g_reverse_iterator;

Deque* from(Value v) { return v.as<Deque>(); }
bool is_deque(Value v) { return v.is_object() && is_subtype(type_of(v), g_deque); }

void trace_deque(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<Deque*>(object)->storage);
  trace_attributes(object, tracer);
}
const Layout kDequeLayout = {.name = "deque", .size = &size_from_shape, .trace = &trace_deque};
void trace_iterator(HeapObject* object, Tracer& tracer) { tracer.visit(static_cast<DequeIterator*>(object)->deque); }
const Layout kIteratorLayout = {.name = "deque iterator", .fixed_size = sizeof(DequeIterator), .trace = &trace_iterator};

// ---- primitives

Status make_room(Thread& thread, Deque* self) {
  const int64_t capacity = self->storage ? self->storage->capacity : 0;
  if (self->count < capacity) return ok_status();
  ValueArray* larger = new_value_array(thread.heap(), capacity ? capacity * 2 : 8);
  if (!larger) return raise_memory_error(thread);
  for (int64_t i = 0; i < self->count; i++) larger->items[i] = self->at(i);
  self->storage = larger;
  self->start = 0;
  thread.heap().write_barrier(self);
  thread.heap().write_barrier(larger);
  return ok_status();
}
Value take_first(Deque* self) {
  Value& slot = self->slot(0);
  const Value item = slot;
  slot = Value::unbound();
  self->start = (self->start + 1) & self->mask();
  self->count--;
  self->state++;
  return item;
}
Value take_last(Deque* self) {
  Value& slot = self->slot(self->count - 1);
  const Value item = slot;
  slot = Value::unbound();
  self->count--;
  self->state++;
  return item;
}
Status add_last(Thread& thread, Deque* self, Value item) {
  if (self->max_count == 0) return ok_status();
  if (self->is_full()) take_first(self);
  TRY(make_room(thread, self));
  Value& slot = self->slot(self->count++);
  slot = item;
  self->state++;
  thread.heap().write_barrier_slot(self->storage, &slot);
  return ok_status();
}
Status add_first(Thread& thread, Deque* self, Value item) {
  if (self->max_count == 0) return ok_status();
  if (self->is_full()) take_last(self);
  TRY(make_room(thread, self));
  self->start = (self->start - 1) & self->mask();
  self->count++;
  Value& slot = self->slot(0);
  slot = item;
  self->state++;
  thread.heap().write_barrier_slot(self->storage, &slot);
  return ok_status();
}
void clear(Deque* self) {
  self->storage = nullptr;
  self->start = self->count = 0;
  self->state++;
}
void rotate(Thread& thread, Deque* self, int64_t n) {
  const int64_t count = self->count;
  if (count <= 1) return;
  n %= count;
  if (n < 0) n += count;
  if (n == 0) return;
  self->state++;
  // The shorter way round.
  const bool right = n <= count / 2;
  for (int64_t k = right ? n : count - n; k > 0; k--) {
    if (right) {
      const Value item = self->at(count - 1);
      self->slot(count - 1) = Value::unbound();
      self->start = (self->start - 1) & self->mask();
      self->slot(0) = item;
    } else {
      const Value item = self->at(0);
      self->slot(0) = Value::unbound();
      self->start = (self->start + 1) & self->mask();
      self->slot(count - 1) = item;
    }
  }
  thread.heap().write_barrier(self->storage);
}
void remove_at(Thread& thread, Deque* self, int64_t i) {
  if (i < self->count / 2) {
    for (; i > 0; i--) self->slot(i) = self->at(i - 1);
    take_first(self);
  } else {
    for (; i < self->count - 1; i++) self->slot(i) = self->at(i + 1);
    take_last(self);
  }
  if (self->storage) thread.heap().write_barrier(self->storage);
}
Status extend(Thread& thread, Deque* self, Value iterable, bool left) {
  if (iterable == Value(self)) iterable = Value(TRY(list_from_iterable(thread, iterable)));
  return for_each(thread, iterable, [&](Value item) { return (left ? add_first(thread, self, item) : add_last(thread, self, item)).ok(); });
}

// ---- making

Value deque_new(Thread& thread, NativeCall call) {
  auto* self = new_instance<Deque>(thread, call.values[0]);
  self->max_count = -1;
  return Value(self);
}
Status deque_init(Thread& thread, Value object, Value iterable, Value max_length) {
  auto* self = from(object);
  int64_t limit = -1;
  if (!max_length.is_none() && !max_length.is_missing()) {
    if (!is_int_like(max_length)) return raise(thread, TypeId::TypeError, "an integer is required");
    limit = TRY(to_int64(thread, max_length));
    if (limit < 0) return raise(thread, TypeId::ValueError, "maxlen must be non-negative");
  }
  self->max_count = limit;
  if (self->count > 0) clear(self);
  if (!iterable.is_missing()) TRY(extend(thread, self, iterable, false));
  return ok_status();
}
Value deque_copy(Thread& thread, Value object) {
  auto* self = from(object);
  if (type_of(object) == g_deque) {
    auto* copy = thread.heap().allocate_as<Deque>(g_deque->root_shape, g_deque->root_shape->instance_size);
    copy->max_count = self->max_count;
    for (int64_t i = 0; i < self->count; i++) TRY(add_last(thread, copy, self->at(i)));
    return Value(copy);
  }
  const Value type(type_of(object));
  const Value result = self->max_count < 0 ? call_with(thread, type, object)
                                           : call_with(thread, type, object, integer_value(thread.heap(), self->max_count));
  if (!result.is_raised() && !is_deque(result)) {
    return raise(thread, TypeId::TypeError, "%N() must return a deque, not %T", type.as<Type>(), result);
  }
  return result;
}
Value deque_reduce(Thread& thread, Value object) {
  auto* self = from(object);
  Heap& heap = thread.heap();
  const Value state = TRY(call_special(thread, object, Special::GetState, {}));
  const Value iterator = TRY(get_iterator(thread, object));
  Tuple* arguments = self->max_count < 0 ? empty_tuple() : tuple_of(heap, Value(empty_tuple()), integer_value(heap, self->max_count));
  return Value(tuple_of(heap, Value(type_of(object)), Value(arguments), state, iterator));
}
Value deque_repr(Thread& thread, Value object) {
  auto* self = from(object);
  if (repr_enter(thread, object)) return Value(string_from_latin1(thread.heap(), "[...]"));
  List* items = list_from_iterable(thread, object);
  String* text = nullptr;
  if (items) {
    text = self->max_count < 0 ? format_string(thread, "%N(%R)", type_of(object), Value(items))
                               : format_string(thread, "%N(%R, maxlen=%ld)", type_of(object), Value(items), self->max_count);
  }
  repr_leave(thread, object);
  return text ? Value(text) : Value::raised();
}

// ---- as a sequence

int64_t deque_len(Thread&, Value object) { return from(object)->count; }
Raised out_of_range(Thread& thread) { return raise(thread, TypeId::IndexError, "deque index out of range"); }
Result<int64_t> position(Thread& thread, Deque* self, Value key) {
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "sequence index must be integer, not '%T'", key);
  int64_t i = TRY(to_int64(thread, key, TypeId::IndexError));
  if (i < 0) i += self->count;
  if (i < 0 || i >= self->count) return out_of_range(thread);
  return i;
}
Value deque_getitem(Thread& thread, Value object, Value key) { return from(object)->at(TRY(position(thread, from(object), key))); }
Status deque_setitem(Thread& thread, Value object, Value key, Value value) {
  auto* self = from(object);
  Value& slot = self->slot(TRY(position(thread, self, key)));
  slot = value;
  thread.heap().write_barrier_slot(self->storage, &slot);
  return ok_status();
}
Status deque_delitem(Thread& thread, Value object, Value key) {
  auto* self = from(object);
  remove_at(thread, self, TRY(position(thread, self, key)));
  return ok_status();
}

// The first item equal to `value` in [start, stop), or -1.
Result<int64_t> search(Thread& thread, Deque* self, Value value, int64_t start, int64_t stop, const char* when_changed, TypeId error) {
  const uint64_t state = self->state;
  for (int64_t i = start; i < stop; i++) {
    const bool same = TRY(equal(thread, self->at(i), value));
    if (self->state != state) return raise(thread, error, "%s", when_changed);
    if (same) return i;
  }
  return -1;
}
constexpr const char* kMutated = "deque mutated during iteration";
Value deque_contains(Thread& thread, Value object, Value value) {
  auto* self = from(object);
  return Value::boolean(TRY(search(thread, self, value, 0, self->count, kMutated, TypeId::RuntimeError)) >= 0);
}
Value deque_index(Thread& thread, Value object, Value value, Value start_value, Value stop_value) {
  auto* self = from(object);
  int64_t start = TRY(slice_bound(thread, start_value)), stop = TRY(slice_bound(thread, stop_value));
  if (start < 0) start = start + self->count < 0 ? 0 : start + self->count;
  if (stop < 0) stop = stop + self->count < 0 ? 0 : stop + self->count;
  if (stop > self->count) stop = self->count;
  const int64_t i = TRY(search(thread, self, value, start, stop, kMutated, TypeId::RuntimeError));
  if (i < 0) return raise(thread, TypeId::ValueError, "%R is not in deque", value);
  return Value::integer(i);
}
Value deque_count(Thread& thread, Value object, Value value) {
  auto* self = from(object);
  const uint64_t state = self->state;
  int64_t n = 0;
  for (int64_t i = 0; i < self->count; i++) {
    n += TRY(equal(thread, self->at(i), value));
    if (self->state != state) return raise(thread, TypeId::RuntimeError, kMutated);
  }
  return Value::integer(n);
}
Status deque_remove(Thread& thread, Value object, Value value) {
  auto* self = from(object);
  const int64_t i = TRY(search(thread, self, value, 0, self->count, kMutated, TypeId::IndexError));
  if (i < 0) return raise(thread, TypeId::ValueError, "%R is not in deque", value);
  remove_at(thread, self, i);
  return ok_status();
}

template <Compare op>
Value deque_compare(Thread& thread, Value object, Value other) {
  if (!is_deque(other)) return Value::not_implemented();
  auto *a = from(object), *b = from(other);
  if (a->count != b->count && (op == Compare::Equal || op == Compare::NotEqual)) return Value::boolean(op == Compare::NotEqual);
  const Value left = TRY(get_iterator(thread, object)), right = TRY(get_iterator(thread, other));
  for (;;) {
    const Value x = TRY(iterator_next(thread, left)), y = TRY(iterator_next(thread, right));
    if (x.is_unbound() || y.is_unbound()) {
      const bool more_left = !x.is_unbound(), more_right = !y.is_unbound();
      return compare(thread, Value::integer(more_left), Value::integer(more_right), op);
    }
    if (TRY(equal(thread, x, y))) continue;
    if (op == Compare::Equal) return Value::false_value();
    if (op == Compare::NotEqual) return Value::true_value();
    return compare(thread, x, y, op);
  }
}

Value deque_iadd(Thread& thread, Value object, Value other) {
  TRY(extend(thread, from(object), other, false));
  return object;
}
Value deque_add(Thread& thread, Value object, Value other) {
  if (!is_deque(other)) return raise(thread, TypeId::TypeError, "can only concatenate deque (not \"%T\") to deque", other);
  const Value result = TRY(deque_copy(thread, object));
  TRY(extend(thread, from(result), other, false));
  return result;
}
Value deque_imul(Thread& thread, Value object, Value times) {
  if (!is_index(times)) return Value::not_implemented();
  int64_t n = TRY(repeat_count(thread, times));
  auto* self = from(object);
  const int64_t size = self->count;
  if (size == 0 || n == 1) return object;
  if (n <= 0) {
    clear(self);
    return object;
  }
  int64_t total;
  if (self->max_count >= 0 && n > (self->max_count + size - 1) / size) n = (self->max_count + size - 1) / size;
  if (__builtin_mul_overflow(size, n, &total) || total > (int64_t{1} << 40)) return raise_memory_error(thread);
  List* items = TRY(list_from_iterable(thread, object));
  for (int64_t i = 0; i < n - 1; i++) {
    for (Value item : items->span()) TRY(add_last(thread, self, item));
  }
  return object;
}
Value deque_mul(Thread& thread, Value object, Value times) {
  if (!is_index(times)) return Value::not_implemented();
  return deque_imul(thread, TRY(deque_copy(thread, object)), times);
}

// ---- methods

Status deque_append(Thread& thread, Value object, Value item) { return add_last(thread, from(object), item); }
Status deque_appendleft(Thread& thread, Value object, Value item) { return add_first(thread, from(object), item); }
Value deque_pop(Thread& thread, Value object) {
  if (from(object)->count == 0) return raise(thread, TypeId::IndexError, "pop from an empty deque");
  return take_last(from(object));
}
Value deque_popleft(Thread& thread, Value object) {
  if (from(object)->count == 0) return raise(thread, TypeId::IndexError, "pop from an empty deque");
  return take_first(from(object));
}
Status deque_extend(Thread& thread, Value object, Value iterable) { return extend(thread, from(object), iterable, false); }
Status deque_extendleft(Thread& thread, Value object, Value iterable) { return extend(thread, from(object), iterable, true); }
Status deque_clear(Thread&, Value object) {
  clear(from(object));
  return ok_status();
}
Status deque_rotate(Thread& thread, Value object, int64_t n) {
  rotate(thread, from(object), n);
  return ok_status();
}
Status deque_reverse(Thread& thread, Value object) {
  auto* self = from(object);
  for (int64_t i = 0, k = self->count - 1; i < k; i++, k--) std::swap(self->slot(i), self->slot(k));
  self->state++;
  if (self->storage) thread.heap().write_barrier(self->storage);
  return ok_status();
}
Status deque_insert(Thread& thread, Value object, int64_t index, Value item) {
  auto* self = from(object);
  if (self->is_full()) return raise(thread, TypeId::IndexError, "deque already at its maximum size");
  if (index >= self->count) return add_last(thread, self, item);
  if (index <= -self->count || index == 0) return add_first(thread, self, item);
  rotate(thread, self, -index);
  TRY(index < 0 ? add_last(thread, self, item) : add_first(thread, self, item));
  rotate(thread, self, index);
  return ok_status();
}
Value get_maxlen(Thread& thread, Value object) {
  const int64_t limit = from(object)->max_count;
  return limit < 0 ? Value::none() : integer_value(thread.heap(), limit);
}
int64_t deque_sizeof(Thread&, Value object) {
  auto* self = from(object);
  return int64_t(object_size(self)) + (self->storage ? int64_t(object_size(self->storage)) : 0);
}
Value deque_class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

// ---- iterators

Value new_iterator(Thread& thread, Type* type, Deque* deque) {
  auto* iterator = thread.heap().allocate_as<DequeIterator>(type->root_shape);
  iterator->deque = deque;
  iterator->remaining = deque->count;
  iterator->state = deque->state;
  return Value(iterator);
}
Value deque_iter(Thread& thread, Value object) { return new_iterator(thread, g_iterator, from(object)); }
Value deque_reversed(Thread& thread, Value object) { return new_iterator(thread, g_reverse_iterator, from(object)); }
template <bool reverse>
Value deque_iterator_next(Thread& thread, Value object) {
  auto* self = object.as<DequeIterator>();
  if (self->state != self->deque->state) {
    self->remaining = 0;
    return raise(thread, TypeId::RuntimeError, kMutated);
  }
  if (self->remaining == 0) return Value::unbound();
  self->remaining--;
  const int64_t i = self->index++;
  return self->deque->at(reverse ? self->deque->count - 1 - i : i);
}
template <bool reverse>
Value iterator_new(Thread& thread, Value, Value deque, int64_t index) {
  if (!is_deque(deque)) return raise(thread, TypeId::TypeError, "argument 1 must be collections.deque, not %T", deque);
  const Value result = new_iterator(thread, reverse ? g_reverse_iterator : g_iterator, from(deque));
  auto* self = result.as<DequeIterator>();
  if (index > self->remaining) index = self->remaining;
  if (index > 0) {
    self->index = index;
    self->remaining -= index;
  }
  return result;
}
int64_t iterator_length_hint(Thread&, Value object) { return object.as<DequeIterator>()->remaining; }
Value iterator_reduce(Thread& thread, Value object) {
  auto* self = object.as<DequeIterator>();
  Heap& heap = thread.heap();
  Tuple* arguments = tuple_of(heap, Value(self->deque), integer_value(heap, self->deque->count - self->remaining));
  return Value(tuple_of(heap, Value(type_of(object)), Value(arguments)));
}

const Method kDequeMethods[] = {
    {"__new__(*args, **kwargs)", deque_new, "Create and return a new object."},
    {"__init__(self, iterable=<()>, maxlen=<None>)", deque_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", deque_repr, "Return repr(self)."},
    {"__len__(self, /)", deque_len, "Return len(self)."},
    {"__getitem__(self, key, /)", deque_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", deque_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", deque_delitem, "Delete self[key]."},
    {"__contains__(self, key, /)", deque_contains, "Return key in self."},
    {"__lt__(self, value, /)", deque_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", deque_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", deque_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", deque_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", deque_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", deque_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__add__(self, value, /)", deque_add, "Return self+value."},
    {"__iadd__(self, value, /)", deque_iadd, "Implement self+=value."},
    {"__mul__(self, value, /)", deque_mul, "Return self*value."},
    {"__rmul__(self, value, /)", deque_mul, "Return value*self."},
    {"__imul__(self, value, /)", deque_imul, "Implement self*=value."},
    {"__iter__(self, /)", deque_iter, "Implement iter(self)."},
    {"__reversed__(self, /)", deque_reversed, "D.__reversed__() -- return a reverse iterator over the deque"},
    {"__reduce__(self, /)", deque_reduce, "Return state information for pickling."},
    {"__copy__(self, /)", deque_copy, "Return a shallow copy of a deque."},
    {"__sizeof__(self, /)", deque_sizeof, "D.__sizeof__() -- size of D in memory, in bytes"},
    {"__class_getitem__(cls, item, /)", deque_class_getitem, "See PEP 585", kClass},
    {"append(self, item, /)", deque_append, "Add an element to the right side of the deque."},
    {"appendleft(self, item, /)", deque_appendleft, "Add an element to the left side of the deque."},
    {"clear(self, /)", deque_clear, "Remove all elements from the deque."},
    {"copy(self, /)", deque_copy, "Return a shallow copy of a deque."},
    {"count(self, value, /)", deque_count, "D.count(value) -- return number of occurrences of value"},
    {"extend(self, iterable, /)", deque_extend, "Extend the right side of the deque with elements from the iterable"},
    {"extendleft(self, iterable, /)", deque_extendleft, "Extend the left side of the deque with elements from the iterable"},
    {"index(self, value, start=0, stop=sys.maxsize, /)", deque_index, "Return first index of value."},
    {"insert(self, index, object, /)", deque_insert, "D.insert(index, object) -- insert object before index"},
    {"pop(self, /)", deque_pop, "Remove and return the rightmost element."},
    {"popleft(self, /)", deque_popleft, "Remove and return the leftmost element."},
    {"remove(self, value, /)", deque_remove, "D.remove(value) -- remove first occurrence of value."},
    {"reverse(self, /)", deque_reverse, "D.reverse() -- reverse *IN PLACE*"},
    {"rotate(self, n=1, /)", deque_rotate, "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left."},
};
const Getter kDequeGetters[] = {{"maxlen", get_maxlen, nullptr, "maximum size of a deque or None if unbounded"}};
const Method kIteratorMethods[] = {
    {"__new__(cls, deque, index=0, /)", iterator_new<false>, "Create and return a new object."},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<deque_iterator_next<false>>, "Implement next(self)."},
    {"__length_hint__(self, /)", iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling."},
};
const Method kReverseIteratorMethods[] = {
    {"__new__(cls, deque, index=0, /)", iterator_new<true>, "Create and return a new object."},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<deque_iterator_next<true>>, "Implement next(self)."},
    {"__length_hint__(self, /)", iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling."},
};
const TypeSpec kDequeSpec = {.name = "collections.deque",
                             .doc = "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.",
                             .layout = &kDequeLayout,
                             .kind = kind(PythonKind::Other),
                             .native_size = sizeof(Deque),
                             .flags = kTypeSubclassable | kTypeSequence | kTypeWeakrefable,
                             .methods = kDequeMethods,
                             .getters = kDequeGetters};
const TypeSpec kIteratorSpec = {.name = "_collections._deque_iterator",
                                .layout = &kIteratorLayout,
                                .kind = kind(PythonKind::Other),
                                .native_size = sizeof(DequeIterator),
                                .methods = kIteratorMethods,
                                .next = &deque_iterator_next<false>};
const TypeSpec kReverseIteratorSpec = {.name = "_collections._deque_reverse_iterator",
                                       .layout = &kIteratorLayout,
                                       .kind = kind(PythonKind::Other),
                                       .native_size = sizeof(DequeIterator),
                                       .methods = kReverseIteratorMethods,
                                       .next = &deque_iterator_next<true>};

}  // namespace

Status define_deque(Thread& thread, Module* module) {
  g_deque = TRY(add_type(thread, module, kDequeSpec));
  g_iterator = TRY(add_type(thread, module, kIteratorSpec));
  g_reverse_iterator = TRY(add_type(thread, module, kReverseIteratorSpec));
  return ok_status();
}

}  // namespace taipan::python::collections
