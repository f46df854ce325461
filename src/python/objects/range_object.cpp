// python/objects/range_object.cpp -- the type `range` and its iterators. https://docs.python.org/3.11/library/stdtypes.html#ranges
//
// Room       python/objects.
// Tests      tests/python/objects/ranges_*.py; CPython's test_range
//
// A range has bounds of any size. Its iterator is the RangeIterator, which the interpreter knows, when every number on the
// way is an immediate; otherwise a LongRangeIterator, which computes start + index * step.
#include "python/objects/iterators.h"
#include "python/objects/slice.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

struct LongRangeIterator : HeapObject {
  Value start, step, length, index;
};

void trace_range(HeapObject* object, Tracer& tracer) {
  auto* r = static_cast<RangeObject*>(object);
  for (Value v : {r->start, r->stop, r->step, r->length}) tracer.visit_value(v.bits());
}
const Layout kRangeLayout = {.name = "range", .fixed_size = sizeof(RangeObject), .trace = &trace_range};
const Layout kIteratorLayout = {.name = "range iterator", .fixed_size = sizeof(RangeIterator)};
void trace_long_iterator(HeapObject* object, Tracer& tracer) {
  auto* i = static_cast<LongRangeIterator*>(object);
  for (Value v : {i->start, i->step, i->length, i->index}) tracer.visit_value(v.bits());
}
const Layout kLongIteratorLayout = {.name = "long range iterator", .fixed_size = sizeof(LongRangeIterator), .trace = &trace_long_iterator};

Value add(Thread& thread, Value a, Value b) { return integer_or_raise(thread, integer_add(thread.heap(), a, b)); }
Value subtract(Thread& thread, Value a, Value b) { return integer_or_raise(thread, integer_subtract(thread.heap(), a, b)); }
Value multiply(Thread& thread, Value a, Value b) { return integer_or_raise(thread, integer_multiply(thread.heap(), a, b)); }
Value quotient(Thread& thread, Value a, Value b) { return integer_or_raise(thread, integer_floor_divide(thread.heap(), a, b)); }

Value length_of(Thread& thread, Value start, Value stop, Value step) {
  if (start.is_int() && stop.is_int() && step.is_int()) {
    const int64_t a = start.as_int(), b = stop.as_int(), s = step.as_int();
    if (s > 0) return integer_value(thread.heap(), a < b ? (b - a - 1) / s + 1 : 0);
    return integer_value(thread.heap(), a > b ? (a - b - 1) / -s + 1 : 0);
  }
  const bool up = integer_sign(step) > 0;
  const Value low = up ? start : stop, high = up ? stop : start;
  if (integer_compare(low, high) >= 0) return Value::integer(0);
  const Value stride = up ? step : TRY(integer_or_raise(thread, integer_negate(thread.heap(), step)));
  const Value span = TRY(subtract(thread, TRY(subtract(thread, high, low)), Value::integer(1)));
  return add(thread, TRY(quotient(thread, span, stride)), Value::integer(1));
}

Value make_range(Thread& thread, Value start, Value stop, Value step) {
  const Value length = TRY(length_of(thread, start, stop, step));
  auto* range = thread.heap().allocate_as<RangeObject>(exact_shape(TypeId::Range));
  range->start = start;
  range->stop = stop;
  range->step = step;
  range->length = length;
  return Value(range);
}

Value range_new(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "range() takes no keyword arguments");
  const Value* v = call.values + 1;
  const int64_t n = call.count - 1;
  if (n == 0) return raise(thread, TypeId::TypeError, "range expected at least 1 argument, got 0");
  if (n > 3) return raise(thread, TypeId::TypeError, "range expected at most 3 arguments, got %ld", n);
  if (n == 1) return make_range(thread, Value::integer(0), TRY(to_index(thread, v[0])), Value::integer(1));
  const Value start = TRY(to_index(thread, v[0])), stop = TRY(to_index(thread, v[1]));
  const Value step = n == 3 ? TRY(to_index(thread, v[2])) : Value::integer(1);
  if (integer_sign(step) == 0) return raise(thread, TypeId::ValueError, "range() arg 3 must not be zero");
  return make_range(thread, start, stop, step);
}

Value range_repr(Thread& thread, RangeObject* self) {
  if (self->step == Value::integer(1)) return Value(format_string(thread, "range(%R, %R)", self->start, self->stop));
  return Value(format_string(thread, "range(%R, %R, %R)", self->start, self->stop, self->step));
}

Result<int64_t> range_len(Thread& thread, RangeObject* self) {
  int64_t n;
  if (integer_to_int64(self->length, &n)) return n;
  return raise(thread, TypeId::OverflowError, "Python int too large to convert to C ssize_t");
}
bool range_bool(Thread&, RangeObject* self) { return integer_sign(self->length) != 0; }

// The item at `index`, which is in range.
Value item_at(Thread& thread, RangeObject* range, Value index) {
  return add(thread, range->start, TRY(multiply(thread, index, range->step)));
}

Value range_getitem(Thread& thread, RangeObject* self, Value key) {
  if (is_exact(key, TypeId::Slice)) {
    const WideSliceRange part = TRY(wide_slice_range(thread, key.as<SliceObject>(), self->length));
    const Value step = TRY(multiply(thread, part.step, self->step));
    const Value start = TRY(item_at(thread, self, part.start));
    return make_range(thread, start, TRY(item_at(thread, self, part.stop)), step);
  }
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "range indices must be integers or slices, not %T", key);
  Value index = TRY(to_index(thread, key));
  if (integer_sign(index) < 0) index = TRY(add(thread, index, self->length));
  if (integer_sign(index) < 0 || integer_compare(index, self->length) >= 0) {
    return raise(thread, TypeId::IndexError, "range object index out of range");
  }
  return item_at(thread, self, index);
}

Result<bool> holds(Thread& thread, RangeObject* range, Value integer) {
  const bool up = integer_sign(range->step) > 0;
  if (integer_compare(integer, range->start) * (up ? 1 : -1) < 0) return false;
  if (integer_compare(integer, range->stop) * (up ? 1 : -1) >= 0) return false;
  const Value offset = TRY(subtract(thread, integer, range->start));
  return integer_sign(TRY(integer_or_raise(thread, integer_remainder(thread.heap(), offset, range->step)))) == 0;
}
bool is_plain_integer(Value v) { return is_exact_integer(v) || v.is_bool(); }

// Calls visit(item) for all items until it says false; any object may be equal to some of them.
Status for_each_item(Thread& thread, RangeObject* range, FunctionRef<bool(Value)> visit) {
  for (Value i = Value::integer(0); integer_compare(i, range->length) < 0; i = TRY(add(thread, i, Value::integer(1)))) {
    if (!visit(TRY(item_at(thread, range, i)))) break;
  }
  if (thread.has_exception()) return Raised{};
  return ok_status();
}

Result<bool> range_contains(Thread& thread, RangeObject* self, Value value) {
  if (is_plain_integer(value)) return holds(thread, self, value);
  bool found = false;
  TRY(for_each_item(thread, self, [&](Value item) {
    Result<bool> same = equal(thread, item, value);
    found = same.ok() && same.value();
    return same.ok() && !found;
  }));
  return found;
}

Value range_count(Thread& thread, RangeObject* self, Value value) {
  if (is_plain_integer(value)) return Value::integer(TRY(holds(thread, self, value)));
  int64_t n = 0;
  TRY(for_each_item(thread, self, [&](Value item) {
    Result<bool> same = equal(thread, item, value);
    if (!same.ok()) return false;
    n += same.value();
    return true;
  }));
  return integer_value(thread.heap(), n);
}

Value range_index(Thread& thread, RangeObject* self, Value value) {
  if (is_plain_integer(value)) {
    if (!TRY(holds(thread, self, value))) return raise(thread, TypeId::ValueError, "%R is not in range", value);
    return quotient(thread, TRY(subtract(thread, value, self->start)), self->step);
  }
  int64_t n = 0;
  bool found = false;
  TRY(for_each_item(thread, self, [&](Value item) {
    Result<bool> same = equal(thread, item, value);
    if (!same.ok()) return false;
    found = same.value();
    n += !found;
    return !found;
  }));
  if (!found) return raise(thread, TypeId::ValueError, "sequence.index(x): x not in sequence");
  return integer_value(thread.heap(), n);
}

bool same_range(const RangeObject* a, const RangeObject* b) {
  if (a == b) return true;
  if (!integer_equal(a->length, b->length)) return false;
  if (integer_sign(a->length) == 0) return true;
  if (!integer_equal(a->start, b->start)) return false;
  return a->length == Value::integer(1) || integer_equal(a->step, b->step);
}
template <Compare op>
Value range_compare(Thread&, RangeObject* self, Value other) {
  if (!is_exact(other, TypeId::Range)) return Value::not_implemented();
  if constexpr (op != Compare::Equal && op != Compare::NotEqual) return Value::not_implemented();
  return Value::boolean(same_range(self, other.as<RangeObject>()) == (op == Compare::Equal));
}

Value range_hash(Thread& thread, RangeObject* self) {
  const bool empty = integer_sign(self->length) == 0, one = self->length == Value::integer(1);
  Tuple* key = tuple_of(thread.heap(), self->length, empty ? Value::none() : self->start, empty || one ? Value::none() : self->step);
  return integer_value(thread.heap(), int64_t(TRY(hash(thread, Value(key)))));
}

Value range_iter(Thread& thread, RangeObject* self) { return new_range_iterator(thread, self); }

Value new_iterator(Thread& thread, Value start, Value step, Value length) {
  Heap& heap = thread.heap();
  if (start.is_int() && step.is_int() && length.is_int()) {
    int64_t stop;
    if (!__builtin_mul_overflow(length.as_int(), step.as_int(), &stop) && !__builtin_add_overflow(stop, start.as_int(), &stop) &&
        Value::fits_int(stop)) {
      auto* iterator = heap.allocate_as<RangeIterator>(exact_shape(TypeId::RangeIterator));
      iterator->next = iterator->start = start.as_int();
      iterator->stop = stop;
      iterator->step = step.as_int();
      return Value(iterator);
    }
  }
  auto* iterator = heap.allocate_as<LongRangeIterator>(exact_shape(TypeId::LongRangeIterator));
  iterator->start = start;
  iterator->step = step;
  iterator->length = length;
  iterator->index = Value::integer(0);
  return Value(iterator);
}

Value range_reversed(Thread& thread, RangeObject* self) {
  const Value last_index = TRY(subtract(thread, self->length, Value::integer(1)));
  const Value last = TRY(item_at(thread, self, last_index));
  const Value step = TRY(integer_or_raise(thread, integer_negate(thread.heap(), self->step)));
  return new_iterator(thread, last, step, self->length);
}

Value range_reduce(Thread& thread, RangeObject* self) {
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, Value(builtin_type(TypeId::Range)), Value(tuple_of(heap, self->start, self->stop, self->step))));
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", range_new, "Create and return a new object."},
    {"__repr__(self, /)", range_repr, "Return repr(self)."},
    {"__len__(self, /)", range_len, "Return len(self)."},
    {"__bool__(self, /)", range_bool, "True if self else False"},
    {"__getitem__(self, key, /)", range_getitem, "Return self[key]."},
    {"__contains__(self, key, /)", range_contains, "Return key in self."},
    {"__hash__(self, /)", range_hash, "Return hash(self)."},
    {"__lt__(self, value, /)", range_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", range_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", range_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", range_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", range_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", range_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__iter__(self, /)", range_iter, "Implement iter(self)."},
    {"__reversed__(self, /)", range_reversed, "Return a reverse iterator."},
    {"__reduce__(self, /)", range_reduce, ""},
    {"count(self, object, /)", range_count, "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index(self, object, /)", range_index, "rangeobject.index(value) -> integer -- return index of value."},
};
const Member kMembers[] = {
    {"start", MemberType::Object, offsetof(RangeObject, start), true, nullptr},
    {"stop", MemberType::Object, offsetof(RangeObject, stop), true, nullptr},
    {"step", MemberType::Object, offsetof(RangeObject, step), true, nullptr},
};

// ---- iterators

Value range_next(Thread&, Value self) {
  auto* iterator = self.as<RangeIterator>();
  if (iterator->next == iterator->stop) return Value::unbound();
  const int64_t value = iterator->next;
  iterator->next = value + iterator->step;
  return Value::integer(value);
}
int64_t remaining(const RangeIterator* iterator) { return (iterator->stop - iterator->next) / iterator->step; }
int64_t iterator_length_hint(Thread&, Value self) { return remaining(self.as<RangeIterator>()); }
Value iterator_reduce(Thread& thread, Value self) {
  auto* iterator = self.as<RangeIterator>();
  const Value all = TRY(make_range(thread, Value::integer(iterator->start), Value::integer(iterator->stop), Value::integer(iterator->step)));
  const Value iter = TRY(builtin_object(thread, "iter"));
  Heap& heap = thread.heap();
  const int64_t index = (iterator->next - iterator->start) / iterator->step;
  return Value(tuple_of(heap, iter, Value(tuple_of(heap, all)), integer_value(heap, index)));
}
Status iterator_setstate(Thread&, Value self, int64_t index) {
  auto* iterator = self.as<RangeIterator>();
  const int64_t length = (iterator->stop - iterator->start) / iterator->step;
  iterator->next = iterator->start + (index < 0 ? 0 : index > length ? length : index) * iterator->step;
  return ok_status();
}

Value long_range_next(Thread& thread, Value self) {
  auto* iterator = self.as<LongRangeIterator>();
  if (integer_compare(iterator->index, iterator->length) >= 0) return Value::unbound();
  const Value value = TRY(add(thread, iterator->start, TRY(multiply(thread, iterator->index, iterator->step))));
  iterator->index = TRY(add(thread, iterator->index, Value::integer(1)));
  thread.heap().write_barrier(iterator);
  return value;
}
Value long_iterator_length_hint(Thread& thread, Value self) {
  auto* iterator = self.as<LongRangeIterator>();
  return subtract(thread, iterator->length, iterator->index);
}
Value long_iterator_reduce(Thread& thread, Value self) {
  auto* iterator = self.as<LongRangeIterator>();
  const Value stop = TRY(add(thread, iterator->start, TRY(multiply(thread, iterator->length, iterator->step))));
  const Value range = TRY(make_range(thread, iterator->start, stop, iterator->step));
  const Value iter = TRY(builtin_object(thread, "iter"));
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, iter, Value(tuple_of(heap, range)), iterator->index));
}
Status long_iterator_setstate(Thread& thread, Value self, Value state) {
  auto* iterator = self.as<LongRangeIterator>();
  Value index = TRY(to_index(thread, state));
  if (integer_sign(index) < 0) index = Value::integer(0);
  if (integer_compare(index, iterator->length) > 0) index = iterator->length;
  iterator->index = index;
  thread.heap().write_barrier(iterator);
  return ok_status();
}

const Method kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<range_next>, "Implement next(self)."},
    {"__length_hint__(self, /)", iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", iterator_setstate, "Set state information for unpickling."},
};
const Method kLongIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<long_range_next>, "Implement next(self)."},
    {"__length_hint__(self, /)", long_iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", long_iterator_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", long_iterator_setstate, "Set state information for unpickling."},
};

}  // namespace

Value new_range_iterator(Thread& thread, RangeObject* range) { return new_iterator(thread, range->start, range->step, range->length); }

extern const TypeSpec kRangeSpec = {.name = "range",
                                    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n"
                                           "A sequence of integers from start (inclusive) to stop (exclusive) by step.",
                                    .layout = &kRangeLayout,
                                    .kind = kind(PythonKind::Range),
                                    .native_size = sizeof(RangeObject),
                                    .flags = kTypeSequence,
                                    .methods = kMethods,
                                    .members = kMembers};
extern const TypeSpec kRangeIteratorSpec = {.name = "range_iterator",
                                            .layout = &kIteratorLayout,
                                            .kind = kind(PythonKind::RangeIterator),
                                            .native_size = sizeof(RangeIterator),
                                            .flags = kTypeNoInstantiation,
                                            .methods = kIteratorMethods,
                                            .next = &range_next};
extern const TypeSpec kLongRangeIteratorSpec = {.name = "longrange_iterator",
                                                .layout = &kLongIteratorLayout,
                                                .kind = kind(PythonKind::LongRangeIterator),
                                                .native_size = sizeof(LongRangeIterator),
                                                .flags = kTypeNoInstantiation,
                                                .methods = kLongIteratorMethods,
                                                .next = &long_range_next};

}  // namespace taipan::python
