// python/modules/itertools/combinations.cpp -- product, permutations, combinations, combinations_with_replacement.
//
// Results come in lexicographic order of positions in the pools. The state is an array of indices (and, of permutations, of
// cycles) behind the object's head, kept as immediates in a ValueArray.
#include "python/modules/itertools/itertools_private.h"
#include "vm/integer.h"

namespace taipan::python::itertools {

namespace {

struct Combinatoric : HeapObject {
  static constexpr int kValues = 4;
  Value pool;      // tuple; of product: tuple of tuples
  Value indices;   // ValueArray
  Value cycles;    // ValueArray, of permutations
  Value previous;  // last result, unbound before the first
  int64_t r;
  bool stopped;
};

Combinatoric* from(Value v) { return v.as<Combinatoric>(); }
int64_t get(Value array, int64_t i) { return array.as<ValueArray>()->items[i].as_int(); }
void set(Value array, int64_t i, int64_t v) { array.as<ValueArray>()->items[i] = Value::integer(v); }

Value new_indices(Thread& thread, int64_t count) {
  ValueArray* array = new_value_array(thread.heap(), count ? count : 1);
  if (!array) return raise_memory_error(thread);
  for (int64_t i = 0; i < count; i++) array->items[i] = Value::integer(0);
  return Value(array);
}
Tuple* indices_tuple(Heap& heap, Value array, int64_t count) { return tuple_from(heap, {array.as<ValueArray>()->items, size_t(count)}); }

Value make(Thread& thread, Value cls, Value pool, Value indices, Value cycles, int64_t r, bool stopped) {
  auto* self = new_instance<Combinatoric>(thread, cls);
  self->pool = pool;
  self->indices = indices;
  self->cycles = cycles;
  self->r = r;
  self->stopped = stopped;
  thread.heap().write_barrier(self);
  return Value(self);
}

// The elements of the pool at the indices.
Value selection(Thread& thread, Combinatoric* self) {
  Tuple* pool = self->pool.as<Tuple>();
  Tuple* result = new_tuple(thread.heap(), self->r);
  if (!result) return raise_memory_error(thread);
  for (int64_t i = 0; i < self->r; i++) result->items()[i] = pool->at(get(self->indices, i));
  thread.heap().write_barrier(result);
  return Value(result);
}
Value keep(Thread& thread, Combinatoric* self, Value result) {
  if (result.is_raised()) return result;
  self->previous = result;
  thread.heap().write_barrier(self);
  return result;
}
Value stop(Combinatoric* self) {
  self->stopped = true;
  return Value::unbound();
}

Result<int64_t> non_negative(Thread& thread, int64_t r) {
  if (r < 0) return raise(thread, TypeId::ValueError, "r must be non-negative");
  return r;
}

// A state tuple of `count` ints, each clamped to 0 ... limit(i), goes into the array.
template <class Limit>
Status restore(Thread& thread, Value array, Value state, int64_t count, Limit&& limit) {
  if (!is_kind(state, Kind::Tuple) || state.as<Tuple>()->length() != count) return raise(thread, TypeId::ValueError, "invalid arguments");
  for (int64_t i = 0; i < count; i++) {
    int64_t index = TRY(to_int64(thread, state.as<Tuple>()->at(i)));
    const int64_t most = limit(i);
    if (index > most) index = most;
    set(array, i, index < 0 ? 0 : index);
  }
  return ok_status();
}

int64_t size_of(Thread&, Value object) {
  auto* self = from(object);
  return int64_t(object_size(self)) + (self->r + 2) * int64_t(sizeof(Value));
}

// ---- product

Tuple* pool_at(Combinatoric* self, int64_t i) { return self->pool.as<Tuple>()->at(i).as<Tuple>(); }

Value product_new(Thread& thread, NativeCall call) {
  int64_t repeat = 1;
  const int64_t n = call.positional() - 1;
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    String* given = call.names->at(i).as<String>();
    if (!given->equals_ascii("repeat")) return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for product()", given);
    repeat = TRY(to_int64(thread, call.values[1 + n + i]));
    if (repeat < 0) return raise(thread, TypeId::ValueError, "repeat argument cannot be negative");
  }
  int64_t r;
  if (__builtin_mul_overflow(n, repeat, &r) || r > (int64_t{1} << 40)) return raise(thread, TypeId::OverflowError, "repeat argument too large");
  const int64_t distinct = repeat == 0 ? 0 : n;
  Tuple* pools = new_tuple(thread.heap(), r);
  if (!pools) return raise_memory_error(thread);
  for (int64_t i = 0; i < r; i++) pools->items()[i] = Value::none();
  for (int64_t i = 0; i < distinct; i++) pools->initialize(thread.heap(), i, Value(TRY(tuple_from_iterable(thread, call.values[1 + i]))));
  for (int64_t i = distinct; i < r; i++) pools->initialize(thread.heap(), i, pools->at(i - n));
  return make(thread, call.values[0], Value(pools), TRY(new_indices(thread, r)), Value::unbound(), r, false);
}
Value product_result(Thread& thread, Combinatoric* self) {
  Tuple* result = new_tuple(thread.heap(), self->r);
  for (int64_t i = 0; i < self->r; i++) result->items()[i] = pool_at(self, i)->at(get(self->indices, i));
  thread.heap().write_barrier(result);
  return keep(thread, self, Value(result));
}
Value product_next(Thread& thread, Value object) {
  auto* self = from(object);
  if (self->stopped) return Value::unbound();
  if (self->previous.is_unbound()) {
    for (int64_t i = 0; i < self->r; i++) {
      if (pool_at(self, i)->length() == 0) return stop(self);
    }
    return product_result(thread, self);
  }
  int64_t i = self->r - 1;
  for (; i >= 0; i--) {
    const int64_t index = get(self->indices, i) + 1;
    set(self->indices, i, index < pool_at(self, i)->length() ? index : 0);
    if (index < pool_at(self, i)->length()) break;
  }
  if (i < 0) return stop(self);
  return product_result(thread, self);
}
Value product_reduce(Thread& thread, Value object) {
  auto* self = from(object);
  Heap& heap = thread.heap();
  if (self->stopped) return reduced(heap, object, tuple_of(heap, Value(empty_tuple())));
  if (self->previous.is_unbound()) return reduced(heap, object, self->pool.as<Tuple>());
  return reduced(heap, object, self->pool.as<Tuple>(), Value(indices_tuple(heap, self->indices, self->r)));
}
Status product_setstate(Thread& thread, Value object, Value state) {
  auto* self = from(object);
  for (int64_t i = 0; i < self->r; i++) {
    if (pool_at(self, i)->length() == 0) {
      self->stopped = true;
      return ok_status();
    }
  }
  TRY(restore(thread, self->indices, state, self->r, [&](int64_t i) { return pool_at(self, i)->length() - 1; }));
  return product_result(thread, self).is_raised() ? Status(Raised{}) : ok_status();
}
const Method kProductMethods[] = {
    {"__new__(*args, **kwargs)", product_new, "Create and return a new object."},
    TOOL_METHODS(product_next),
    {"__reduce__(self, /)", product_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", product_setstate, "Set state information for unpickling."},
    {"__sizeof__(self, /)", size_of, "Returns size in memory, in bytes."},
};
const TypeSpec kProductSpec = tool_spec<Combinatoric>("itertools.product", "product(*iterables, repeat=1): the Cartesian product of the iterables.",
                                                      kProductMethods, &product_next);

// ---- combinations, with and without replacement

Value reduce_combinations(Thread& thread, Value object) {
  auto* self = from(object);
  Heap& heap = thread.heap();
  const Value r = integer_value(heap, self->r);
  if (self->stopped) return reduced(heap, object, tuple_of(heap, Value(empty_tuple()), r));
  Tuple* arguments = tuple_of(heap, self->pool, r);
  if (self->previous.is_unbound()) return reduced(heap, object, arguments);
  return reduced(heap, object, arguments, Value(indices_tuple(heap, self->indices, self->r)));
}

Value combinations_new(Thread& thread, Value cls, Value iterable, int64_t wanted) {
  Tuple* pool = TRY(tuple_from_iterable(thread, iterable));
  const int64_t r = TRY(non_negative(thread, wanted));
  const Value indices = TRY(new_indices(thread, r < pool->length() ? r : pool->length()));
  for (int64_t i = 0; i < r && i < pool->length(); i++) set(indices, i, i);
  return make(thread, cls, Value(pool), indices, Value::unbound(), r, r > pool->length());
}
Value combinations_next(Thread& thread, Value object) {
  auto* self = from(object);
  if (self->stopped) return Value::unbound();
  if (!self->previous.is_unbound()) {
    const int64_t n = self->pool.as<Tuple>()->length(), r = self->r;
    int64_t i = r - 1;
    while (i >= 0 && get(self->indices, i) == i + n - r) i--;
    if (i < 0) return stop(self);
    int64_t index = get(self->indices, i);
    for (; i < r; i++) set(self->indices, i, ++index);
  }
  return keep(thread, self, selection(thread, self));
}
Status combinations_setstate(Thread& thread, Value object, Value state) {
  auto* self = from(object);
  const int64_t n = self->pool.as<Tuple>()->length();
  if (self->stopped) return raise(thread, TypeId::ValueError, "invalid arguments");
  TRY(restore(thread, self->indices, state, self->r, [&](int64_t i) { return i + n - self->r; }));
  return keep(thread, self, selection(thread, self)).is_raised() ? Status(Raised{}) : ok_status();
}
const Method kCombinationsMethods[] = {
    {"__new__(cls, iterable, r)", combinations_new, "Create and return a new object."},
    TOOL_METHODS(combinations_next),
    {"__reduce__(self, /)", reduce_combinations, "Return state information for pickling."},
    {"__setstate__(self, state, /)", combinations_setstate, "Set state information for unpickling."},
    {"__sizeof__(self, /)", size_of, "Returns size in memory, in bytes."},
};
const TypeSpec kCombinationsSpec = tool_spec<Combinatoric>(
    "itertools.combinations", "Successive r-length combinations of elements in the iterable.", kCombinationsMethods, &combinations_next);

Value replacement_new(Thread& thread, Value cls, Value iterable, int64_t wanted) {
  Tuple* pool = TRY(tuple_from_iterable(thread, iterable));
  const int64_t r = TRY(non_negative(thread, wanted));
  const bool stopped = pool->length() == 0 && r > 0;
  return make(thread, cls, Value(pool), TRY(new_indices(thread, stopped ? 0 : r)), Value::unbound(), r, stopped);
}
Value replacement_next(Thread& thread, Value object) {
  auto* self = from(object);
  if (self->stopped) return Value::unbound();
  if (!self->previous.is_unbound()) {
    const int64_t last = self->pool.as<Tuple>()->length() - 1;
    int64_t i = self->r - 1;
    while (i >= 0 && get(self->indices, i) == last) i--;
    if (i < 0) return stop(self);
    const int64_t index = get(self->indices, i) + 1;
    for (; i < self->r; i++) set(self->indices, i, index);
  }
  return keep(thread, self, selection(thread, self));
}
Status replacement_setstate(Thread& thread, Value object, Value state) {
  auto* self = from(object);
  if (self->stopped) return raise(thread, TypeId::ValueError, "invalid arguments");
  const int64_t last = self->pool.as<Tuple>()->length() - 1;
  TRY(restore(thread, self->indices, state, self->r, [&](int64_t) { return last; }));
  return keep(thread, self, selection(thread, self)).is_raised() ? Status(Raised{}) : ok_status();
}
const Method kReplacementMethods[] = {
    {"__new__(cls, iterable, r)", replacement_new, "Create and return a new object."},
    TOOL_METHODS(replacement_next),
    {"__reduce__(self, /)", reduce_combinations, "Return state information for pickling."},
    {"__setstate__(self, state, /)", replacement_setstate, "Set state information for unpickling."},
    {"__sizeof__(self, /)", size_of, "Returns size in memory, in bytes."},
};
const TypeSpec kReplacementSpec =
    tool_spec<Combinatoric>("itertools.combinations_with_replacement",
                            "Successive r-length combinations of elements in the iterable, each of which may come several times.",
                            kReplacementMethods, &replacement_next);

// ---- permutations

Value permutations_new(Thread& thread, Value cls, Value iterable, Value wanted) {
  Tuple* pool = TRY(tuple_from_iterable(thread, iterable));
  const int64_t n = pool->length();
  int64_t r = n;
  if (!wanted.is_none()) {
    if (!is_int_like(wanted)) return raise(thread, TypeId::TypeError, "Expected int as r");
    r = TRY(non_negative(thread, TRY(to_int64(thread, wanted))));
  }
  const Value indices = TRY(new_indices(thread, n)), cycles = TRY(new_indices(thread, r > n ? 0 : r));
  for (int64_t i = 0; i < n; i++) set(indices, i, i);
  for (int64_t i = 0; i < r && r <= n; i++) set(cycles, i, n - i);
  return make(thread, cls, Value(pool), indices, cycles, r, r > n);
}
// Moves to the next arrangement; false after the last.
bool advance(Combinatoric* self) {
  const int64_t n = self->pool.as<Tuple>()->length();
  Value* indices = self->indices.as<ValueArray>()->items;
  for (int64_t i = self->r - 1; i >= 0; i--) {
    const int64_t left = get(self->cycles, i) - 1;
    if (left == 0) {
      const Value first = indices[i];
      for (int64_t k = i; k < n - 1; k++) indices[k] = indices[k + 1];
      indices[n - 1] = first;
      set(self->cycles, i, n - i);
    } else {
      set(self->cycles, i, left);
      std::swap(indices[i], indices[n - left]);
      return true;
    }
  }
  return false;
}
Value permutations_next(Thread& thread, Value object) {
  auto* self = from(object);
  if (self->stopped) return Value::unbound();
  if (!self->previous.is_unbound() && (self->pool.as<Tuple>()->length() == 0 || !advance(self))) return stop(self);
  return keep(thread, self, selection(thread, self));
}
Value permutations_reduce(Thread& thread, Value object) {
  auto* self = from(object);
  Heap& heap = thread.heap();
  const Value r = integer_value(heap, self->r);
  if (self->stopped) return reduced(heap, object, tuple_of(heap, Value(empty_tuple()), r));
  Tuple* arguments = tuple_of(heap, self->pool, r);
  if (self->previous.is_unbound()) return reduced(heap, object, arguments);
  Tuple* state = tuple_of(heap, Value(indices_tuple(heap, self->indices, self->pool.as<Tuple>()->length())),
                          Value(indices_tuple(heap, self->cycles, self->r)));
  return reduced(heap, object, arguments, Value(state));
}
Status permutations_setstate(Thread& thread, Value object, Value state) {
  auto* self = from(object);
  if (!is_kind(state, Kind::Tuple)) return raise(thread, TypeId::TypeError, "state is not a tuple");
  if (self->stopped || state.as<Tuple>()->length() != 2) return raise(thread, TypeId::ValueError, "invalid arguments");
  const int64_t n = self->pool.as<Tuple>()->length();
  TRY(restore(thread, self->indices, state.as<Tuple>()->at(0), n, [&](int64_t) { return n - 1; }));
  TRY(restore(thread, self->cycles, state.as<Tuple>()->at(1), self->r, [&](int64_t i) { return n - i; }));
  for (int64_t i = 0; i < self->r; i++) {
    if (get(self->cycles, i) < 1) set(self->cycles, i, 1);
  }
  return keep(thread, self, selection(thread, self)).is_raised() ? Status(Raised{}) : ok_status();
}
const Method kPermutationsMethods[] = {
    {"__new__(cls, iterable, r=None)", permutations_new, "Create and return a new object."},
    TOOL_METHODS(permutations_next),
    {"__reduce__(self, /)", permutations_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", permutations_setstate, "Set state information for unpickling."},
    {"__sizeof__(self, /)", size_of, "Returns size in memory, in bytes."},
};
const TypeSpec kPermutationsSpec = tool_spec<Combinatoric>(
    "itertools.permutations", "Successive r-length permutations of elements in the iterable.", kPermutationsMethods, &permutations_next);

}  // namespace

Status define_combinations(Thread& thread, Module* module) {
  for (const TypeSpec* spec : {&kProductSpec, &kCombinationsSpec, &kReplacementSpec, &kPermutationsSpec}) {
    TRY(add_type(thread, module, *spec));
  }
  return ok_status();
}

}  // namespace taipan::python::itertools
