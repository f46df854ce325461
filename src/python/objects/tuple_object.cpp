// python/objects/tuple_object.cpp -- the type `tuple`. https://docs.python.org/3.11/library/stdtypes.html#tuples
//
// Room       python/objects. Layout and construction are in vm/containers.h.
// Tests      tests/python/objects/tuples_*.py; CPython's test_tuple
#include "python/objects/iterators.h"
#include "python/objects/sequence_arguments.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

Value tuple_new(Thread& thread, Value cls, Value iterable) {
  Tuple* items = iterable.is_missing() ? empty_tuple() : TRY(tuple_from_iterable(thread, iterable));
  Type* type = cls.as<Type>();
  if (type == builtin_type(TypeId::Tuple)) {
    if (is_exact_tuple(Value(items))) return Value(items);
    return Value(tuple_from(thread.heap(), items->span()));
  }
  const int64_t n = items->length();
  auto* made = static_cast<Tuple*>(allocate_instance_sized(thread.heap(), type, sizeof(Tuple) + size_t(n) * sizeof(Value)));
  if (!made) return raise_memory_error(thread);
  made->length_ = n;
  memcpy(static_cast<void*>(made->items_), items->items_, size_t(n) * sizeof(Value));
  thread.heap().write_barrier(made);
  return Value(made);
}

Value tuple_repr(Thread& thread, Tuple* self) {
  if (self->length() == 0) return Value(string_from_latin1(thread.heap(), "()"));
  if (repr_enter(thread, Value(self))) return Value(string_from_latin1(thread.heap(), "(...)"));
  StringBuilder out;
  out.append('(');
  for (int64_t i = 0; i < self->length(); i++) {
    if (i) out.append_ascii(", ");
    String* item = repr(thread, self->at(i));
    if (!item) {
      repr_leave(thread, Value(self));
      return Value::raised();
    }
    out.append(item);
  }
  out.append_ascii(self->length() == 1 ? ",)" : ")");
  repr_leave(thread, Value(self));
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}

int64_t tuple_len(Thread&, Tuple* self) { return self->length(); }

// The hash of an item that cannot change, so that the tuple's may be remembered.
bool has_lasting_hash(Value item) {
  if (!item.is_object() || is_exact_string(item) || is_exact_bigint(item) || is_exact_bytes(item)) return true;
  return is_exact_tuple(item) && item.as<Tuple>()->hash_ != 0;
}

// The xxHash-like mixing that CPython's tuples use.
Value tuple_hash(Thread& thread, Tuple* self) {
  if (self->hash_ != 0) return integer_value(thread.heap(), int64_t(self->hash_));
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, "");
  constexpr uint64_t kPrime1 = 11400714785074694791u, kPrime2 = 14029467366897019727u, kPrime5 = 2870177450012600261u;
  uint64_t mixed = kPrime5;
  bool lasting = true;
  for (Value item : self->span()) {
    mixed += TRY(hash(thread, item)) * kPrime2;
    mixed = (mixed << 31) | (mixed >> 33);
    mixed *= kPrime1;
    lasting = lasting && has_lasting_hash(item);
  }
  mixed += uint64_t(self->length()) ^ (kPrime5 ^ 3527539u);
  if (mixed == uint64_t(-1)) mixed = 1546275796;
  if (lasting) self->hash_ = mixed;
  return integer_value(thread.heap(), int64_t(mixed));
}

Value tuple_getitem(Thread& thread, Tuple* self, Value key) {
  if (is_exact(key, TypeId::Slice)) {
    const SliceRange range = TRY(slice_range(thread, key, self->length()));
    if (range.count == 0) return Value(empty_tuple());
    if (range.step == 1) {
      if (range.count == self->length() && is_exact_tuple(Value(self))) return Value(self);
      return Value(tuple_from(thread.heap(), self->span().subspan(size_t(range.start), size_t(range.count))));
    }
    Tuple* result = new_tuple(thread.heap(), range.count);
    if (!result) return raise_memory_error(thread);
    for (int64_t i = 0, at = range.start; i < range.count; i++, at += range.step) result->initialize(thread.heap(), i, self->at(at));
    return Value(result);
  }
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "tuple indices must be integers or slices, not %T", key);
  int64_t i = TRY(to_int64(thread, key, TypeId::IndexError));
  if (i < 0) i += self->length();
  if (i < 0 || i >= self->length()) return raise(thread, TypeId::IndexError, "tuple index out of range");
  return self->at(i);
}

Value tuple_add(Thread& thread, Tuple* self, Value other) {
  if (!is_kind(other, Kind::Tuple)) return Value::not_implemented();
  Tuple* right = other.as<Tuple>();
  if (right->length() == 0 && is_exact_tuple(Value(self))) return Value(self);
  if (self->length() == 0 && is_exact_tuple(other)) return other;
  Tuple* result = new_tuple(thread.heap(), self->length() + right->length());
  if (!result) return raise_memory_error(thread);
  memcpy(static_cast<void*>(result->items_), self->items_, size_t(self->length()) * sizeof(Value));
  memcpy(static_cast<void*>(result->items_ + self->length()), right->items_, size_t(right->length()) * sizeof(Value));
  thread.heap().write_barrier(result);
  return Value(result);
}

Value tuple_mul(Thread& thread, Tuple* self, Value times) {
  if (!is_index(times)) return Value::not_implemented();
  const int64_t n = TRY(repeat_count(thread, times));
  const int64_t length = self->length();
  if (n <= 0 || length == 0) return Value(empty_tuple());
  if (n == 1 && is_exact_tuple(Value(self))) return Value(self);
  int64_t total;
  if (__builtin_mul_overflow(length, n, &total) || total > (int64_t{1} << 56)) return raise_memory_error(thread);
  Tuple* result = new_tuple(thread.heap(), total);
  if (!result) return raise_memory_error(thread);
  for (int64_t t = 0; t < n; t++) memcpy(static_cast<void*>(result->items_ + t * length), self->items_, size_t(length) * sizeof(Value));
  thread.heap().write_barrier(result);
  return Value(result);
}

Result<bool> tuple_contains(Thread& thread, Tuple* self, Value value) {
  for (Value item : self->span()) {
    if (TRY(equal(thread, item, value))) return true;
  }
  return false;
}

template <Compare op>
Value tuple_compare(Thread& thread, Tuple* self, Value other) {
  if (!is_kind(other, Kind::Tuple)) return Value::not_implemented();
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, " in comparison");
  Tuple* b = other.as<Tuple>();
  const int64_t x = self->length(), y = b->length();
  int64_t i = 0;
  for (; i < x && i < y; i++) {
    if (self->at(i) == b->at(i)) continue;
    if (!TRY(equal(thread, self->at(i), b->at(i)))) break;
  }
  if (i >= x || i >= y) {
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

Value tuple_iter(Thread& thread, Value self) { return new_sequence_iterator(thread.heap(), TypeId::TupleIterator, self); }

Value tuple_index(Thread& thread, Tuple* self, Value value, Value start_value, Value stop_value) {
  const int64_t n = self->length();
  int64_t start = TRY(slice_bound(thread, start_value)), stop = TRY(slice_bound(thread, stop_value));
  if (start < 0) start = start + n < 0 ? 0 : start + n;
  if (stop < 0) stop = stop + n < 0 ? 0 : stop + n;
  for (int64_t i = start; i < stop && i < n; i++) {
    if (TRY(equal(thread, self->at(i), value))) return Value::integer(i);
  }
  return raise(thread, TypeId::ValueError, "tuple.index(x): x not in tuple");
}

Result<int64_t> tuple_count(Thread& thread, Tuple* self, Value value) {
  int64_t n = 0;
  for (Value item : self->span()) n += TRY(equal(thread, item, value));
  return n;
}

Value tuple_getnewargs(Thread& thread, Tuple* self) {
  return Value(tuple_of(thread.heap(), Value(tuple_from(thread.heap(), self->span()))));
}
Value tuple_class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__new__(cls, iterable=<()>, /)", tuple_new, "Create and return a new object."},
    {"__repr__(self, /)", tuple_repr, "Return repr(self)."},
    {"__hash__(self, /)", tuple_hash, "Return hash(self)."},
    {"__len__(self, /)", tuple_len, "Return len(self)."},
    {"__getitem__(self, key, /)", tuple_getitem, "Return self[key]."},
    {"__add__(self, value, /)", tuple_add, "Return self+value."},
    {"__mul__(self, value, /)", tuple_mul, "Return self*value."},
    {"__rmul__(self, value, /)", tuple_mul, "Return value*self."},
    {"__contains__(self, key, /)", tuple_contains, "Return key in self."},
    {"__lt__(self, value, /)", tuple_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", tuple_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", tuple_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", tuple_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", tuple_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", tuple_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__iter__(self, /)", tuple_iter, "Implement iter(self)."},
    {"index(self, value, start=0, stop=sys.maxsize, /)", tuple_index, "Return first index of value."},
    {"count(self, value, /)", tuple_count, "Return number of occurrences of value."},
    {"__getnewargs__(self, /)", tuple_getnewargs, ""},
    {"__class_getitem__(cls, item, /)", tuple_class_getitem, "See PEP 585", kClass},
};

}  // namespace

extern const TypeSpec kTupleSpec = {.name = "tuple",
                                    .signature = "(iterable=(), /)",
                                    .doc = "Built-in immutable sequence.",
                                    .layout = &kTupleLayout,
                                    .kind = Kind::Tuple,
                                    .native_size = sizeof(Tuple),
                                    .flags = kTypeSubclassable | kTypeSequence | kTypeMatchSelf,
                                    .variable_size = true,
                                    .methods = kMethods};

}  // namespace taipan::python
