// python/modules/itertools/filters.cpp -- compress, dropwhile, filterfalse, islice, starmap, takewhile.
#include "python/modules/itertools/itertools_private.h"

namespace taipan::python::itertools {

Type* g_islice;

namespace {

// A function and an iterator: dropwhile, filterfalse, starmap, takewhile.
struct FunctionAndIterator : HeapObject {
  static constexpr int kValues = 2;
  Value function, iterator;
  bool decided;  // dropwhile: dropping is over; takewhile: taking is over
};

Value pair_new(Thread& thread, Value cls, Value function, Value iterable) {
  const Value iterator = TRY(get_iterator(thread, iterable));
  auto* self = new_instance<FunctionAndIterator>(thread, cls);
  self->function = function;
  self->iterator = iterator;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value pair_reduce(Thread& thread, Value object) {
  auto* self = object.as<FunctionAndIterator>();
  return reduced(thread.heap(), object, tuple_of(thread.heap(), self->function, self->iterator));
}
Result<bool> holds(Thread& thread, Value predicate, Value item) { return is_true(thread, TRY(call_with(thread, predicate, item))); }

Value drop_next(Thread& thread, Value object) {
  auto* self = object.as<FunctionAndIterator>();
  for (;;) {
    const Value item = TRY(iterator_next(thread, self->iterator));
    if (item.is_unbound() || self->decided) return item;
    if (TRY(holds(thread, self->function, item))) continue;
    self->decided = true;
    return item;
  }
}
Value drop_reduce(Thread& thread, Value object) {
  auto* self = object.as<FunctionAndIterator>();
  return reduced(thread.heap(), object, tuple_of(thread.heap(), self->function, self->iterator), Value::integer(self->decided));
}
Value take_next(Thread& thread, Value object) {
  auto* self = object.as<FunctionAndIterator>();
  if (self->decided) return Value::unbound();
  const Value item = TRY(iterator_next(thread, self->iterator));
  if (item.is_unbound()) return item;
  if (TRY(holds(thread, self->function, item))) return item;
  self->decided = true;
  return Value::unbound();
}
Status set_decided(Thread& thread, Value object, Value state) {
  object.as<FunctionAndIterator>()->decided = TRY(is_true(thread, state));
  return ok_status();
}
Value filterfalse_next(Thread& thread, Value object) {
  auto* self = object.as<FunctionAndIterator>();
  const bool by_truth = self->function.is_none() || self->function == Value(builtin_type(TypeId::Bool));
  for (;;) {
    const Value item = TRY(iterator_next(thread, self->iterator));
    if (item.is_unbound()) return item;
    if (!TRY(by_truth ? is_true(thread, item) : holds(thread, self->function, item))) return item;
  }
}
Value starmap_next(Thread& thread, Value object) {
  auto* self = object.as<FunctionAndIterator>();
  const Value item = TRY(iterator_next(thread, self->iterator));
  if (item.is_unbound()) return item;
  Tuple* arguments = TRY(tuple_from_iterable(thread, item));
  return call(thread, self->function, arguments->span());
}

const Method kDropMethods[] = {
    {"__new__(cls, predicate, iterable, /)", pair_new, "Create and return a new object."},
    TOOL_METHODS(drop_next),
    {"__reduce__(self, /)", drop_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", set_decided, "Set state information for unpickling."},
};
const Method kTakeMethods[] = {
    {"__new__(cls, predicate, iterable, /)", pair_new, "Create and return a new object."},
    TOOL_METHODS(take_next),
    {"__reduce__(self, /)", drop_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", set_decided, "Set state information for unpickling."},
};
const Method kFilterFalseMethods[] = {
    {"__new__(cls, function, iterable, /)", pair_new, "Create and return a new object."},
    TOOL_METHODS(filterfalse_next),
    {"__reduce__(self, /)", pair_reduce, "Return state information for pickling."},
};
const Method kStarMapMethods[] = {
    {"__new__(cls, function, iterable, /)", pair_new, "Create and return a new object."},
    TOOL_METHODS(starmap_next),
    {"__reduce__(self, /)", pair_reduce, "Return state information for pickling."},
};
const TypeSpec kDropSpec = tool_spec<FunctionAndIterator>(
    "itertools.dropwhile", "Drops items while predicate(item) is true, then gives all others.", kDropMethods, &drop_next);
const TypeSpec kTakeSpec =
    tool_spec<FunctionAndIterator>("itertools.takewhile", "Items as long as predicate(item) is true.", kTakeMethods, &take_next);
const TypeSpec kFilterFalseSpec = tool_spec<FunctionAndIterator>(
    "itertools.filterfalse", "The items for which function(item) is false, or the false ones if it is None.", kFilterFalseMethods,
    &filterfalse_next);
const TypeSpec kStarMapSpec = tool_spec<FunctionAndIterator>(
    "itertools.starmap", "function(*item) for each item of the iterable.", kStarMapMethods, &starmap_next);

// ---- compress

struct Compress : HeapObject {
  static constexpr int kValues = 2;
  Value data, selectors;
};
Value compress_new(Thread& thread, Value cls, Value data, Value selectors) {
  const Value data_iterator = TRY(get_iterator(thread, data)), selector_iterator = TRY(get_iterator(thread, selectors));
  auto* self = new_instance<Compress>(thread, cls);
  self->data = data_iterator;
  self->selectors = selector_iterator;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value compress_next(Thread& thread, Value object) {
  auto* self = object.as<Compress>();
  for (;;) {
    const Value item = TRY(iterator_next(thread, self->data));
    if (item.is_unbound()) return item;
    const Value selector = TRY(iterator_next(thread, self->selectors));
    if (selector.is_unbound()) return selector;
    if (TRY(is_true(thread, selector))) return item;
  }
}
Value compress_reduce(Thread& thread, Value object) {
  auto* self = object.as<Compress>();
  return reduced(thread.heap(), object, tuple_of(thread.heap(), self->data, self->selectors));
}
const Method kCompressMethods[] = {
    {"__new__(cls, data, selectors)", compress_new, "Create and return a new object."},
    TOOL_METHODS(compress_next),
    {"__reduce__(self, /)", compress_reduce, "Return state information for pickling."},
};
const TypeSpec kCompressSpec = tool_spec<Compress>(
    "itertools.compress", "The data elements whose corresponding selectors are true.", kCompressMethods, &compress_next);

// ---- islice

struct Slice : HeapObject {
  static constexpr int kValues = 1;
  Value iterator;  // unbound when exhausted
  int64_t next, stop, step, count;  // stop -1: no end
};
// None gives `when_none`; anything that is no non-negative index, -2.
int64_t bound_of(Thread& thread, Value v, int64_t when_none) {
  if (v.is_none()) return when_none;
  Result<int64_t> i = is_index(v) ? to_int64(thread, v) : Result<int64_t>(int64_t{-2});
  if (!i.ok()) thread.clear_exception();
  return i.ok() && i.value() >= 0 ? i.value() : -2;
}
Value islice_new(Thread& thread, NativeCall call) {
  TRY(refuse_keywords(thread, call));
  const Value* v = call.values + 1;
  const int64_t n = call.positional() - 1;
  if (n < 2) return raise(thread, TypeId::TypeError, "islice expected at least 2 arguments, got %ld", n);
  if (n > 4) return raise(thread, TypeId::TypeError, "islice expected at most 4 arguments, got %ld", n);
  const int64_t start = n == 2 ? 0 : bound_of(thread, v[1], 0);
  const int64_t stop = bound_of(thread, v[n == 2 ? 1 : 2], -1);
  if (stop == -2) {
    return raise(thread, TypeId::ValueError, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (start == -2) {
    return raise(thread, TypeId::ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  const int64_t step = n == 4 ? bound_of(thread, v[3], 1) : 1;
  if (step < 1) return raise(thread, TypeId::ValueError, "Step for islice() must be a positive integer or None.");
  const Value iterator = TRY(get_iterator(thread, v[0]));
  auto* self = new_instance<Slice>(thread, call.values[0]);
  self->iterator = iterator;
  self->next = start;
  self->stop = stop;
  self->step = step;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value islice_next(Thread& thread, Value object) {
  auto* self = object.as<Slice>();
  if (self->iterator.is_unbound()) return Value::unbound();
  auto ended = [&]() {
    self->iterator = Value::unbound();
    return Value::unbound();
  };
  while (self->count < self->next) {
    const Value skipped = TRY(iterator_next(thread, self->iterator));
    if (skipped.is_unbound()) return ended();
    self->count++;
    if (self->iterator.is_unbound()) return Value::unbound();
  }
  if (self->stop != -1 && self->count >= self->stop) return ended();
  const Value item = TRY(iterator_next(thread, self->iterator));
  if (item.is_unbound()) return ended();
  self->count++;
  if (__builtin_add_overflow(self->next, self->step, &self->next) || (self->stop != -1 && self->next > self->stop)) {
    self->next = self->stop == -1 ? INT64_MAX : self->stop;
  }
  return item;
}
Value islice_reduce(Thread& thread, Value object) {
  auto* self = object.as<Slice>();
  Heap& heap = thread.heap();
  if (self->iterator.is_unbound()) {
    const Value empty = TRY(get_iterator(thread, Value(new_list(heap))));
    return reduced(heap, object, tuple_of(heap, empty, Value::integer(0)), Value::integer(0));
  }
  const Value stop = self->stop == -1 ? Value::none() : integer_value(heap, self->stop);
  return reduced(heap, object, tuple_of(heap, self->iterator, integer_value(heap, self->next), stop, integer_value(heap, self->step)),
                 integer_value(heap, self->count));
}
Status islice_setstate(Thread& thread, Value object, Value state) {
  object.as<Slice>()->count = TRY(to_int64(thread, state));
  return ok_status();
}
const Method kIsliceMethods[] = {
    {"__new__(*args, **kwargs)", islice_new, "Create and return a new object."},
    TOOL_METHODS(islice_next),
    {"__reduce__(self, /)", islice_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", islice_setstate, "Set state information for unpickling."},
};
const TypeSpec kIsliceSpec = tool_spec<Slice>(
    "itertools.islice", "islice(iterable, stop) or islice(iterable, start, stop[, step]): like slicing, by iteration.", kIsliceMethods,
    &islice_next);

}  // namespace

Status define_filters(Thread& thread, Module* module) {
  for (const TypeSpec* spec : {&kDropSpec, &kTakeSpec, &kFilterFalseSpec, &kStarMapSpec, &kCompressSpec}) {
    TRY(add_type(thread, module, *spec));
  }
  g_islice = TRY(add_type(thread, module, kIsliceSpec));
  return ok_status();
}

}  // namespace taipan::python::itertools
