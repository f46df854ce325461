// python/modules/itertools/joining.cpp -- accumulate, chain, pairwise, zip_longest.
#include "python/modules/itertools/itertools_private.h"

namespace taipan::python::itertools {

Type* g_chain;
Type* g_accumulate;

namespace {

// ---- accumulate

struct Accumulate : HeapObject {
  static constexpr int kValues = 4;
  Value iterator;
  Value function;  // None: addition
  Value total;     // unbound before the first
  Value initial;   // unbound when there is none, or it was given
};
Value accumulate_new(Thread& thread, Value cls, Value iterable, Value function, Value initial) {
  const Value iterator = TRY(get_iterator(thread, iterable));
  auto* self = new_instance<Accumulate>(thread, cls);
  self->iterator = iterator;
  self->function = function;
  if (!initial.is_none()) self->initial = initial;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value accumulate_next(Thread& thread, Value object) {
  auto* self = object.as<Accumulate>();
  if (!self->initial.is_unbound()) {
    self->total = self->initial;
    self->initial = Value::unbound();
    return self->total;
  }
  const Value item = TRY(iterator_next(thread, self->iterator));
  if (item.is_unbound()) return item;
  if (self->total.is_unbound()) {
    self->total = item;
  } else {
    self->total = TRY(self->function.is_none() ? binary(thread, self->total, item, BinaryOp::Add)
                                               : call_with(thread, self->function, self->total, item));
  }
  thread.heap().write_barrier(self);
  return self->total;
}
// chain((first,), iterator)
Value chained(Thread& thread, Value first, Value iterator) {
  return call_with(thread, Value(g_chain), Value(tuple_of(thread.heap(), first)), iterator);
}
Value accumulate_reduce(Thread& thread, Value object) {
  auto* self = object.as<Accumulate>();
  Heap& heap = thread.heap();
  if (!self->initial.is_unbound()) {
    const Value iterator = TRY(chained(thread, self->initial, self->iterator));
    return reduced(heap, object, tuple_of(heap, iterator, self->function), Value::none());
  }
  if (self->total.is_none()) {
    const Value iterator = TRY(chained(thread, self->total, self->iterator));
    const Value fresh = TRY(call_with(thread, Value(type_of(object)), iterator, self->function));
    return Value(tuple_of(heap, Value(g_islice), Value(tuple_of(heap, fresh, Value::integer(1), Value::none()))));
  }
  const Value total = self->total.is_unbound() ? Value::none() : self->total;
  return reduced(heap, object, tuple_of(heap, self->iterator, self->function), total);
}
Status accumulate_setstate(Thread& thread, Value object, Value state) {
  auto* self = object.as<Accumulate>();
  self->total = state.is_none() ? Value::unbound() : state;
  thread.heap().write_barrier(self);
  return ok_status();
}
const Method kAccumulateMethods[] = {
    {"__new__(cls, iterable, func=None, *, initial=None)", accumulate_new, "Create and return a new object."},
    TOOL_METHODS(accumulate_next),
    {"__reduce__(self, /)", accumulate_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", accumulate_setstate, "Set state information for unpickling."},
};
const TypeSpec kAccumulateSpec = tool_spec<Accumulate>(
    "itertools.accumulate", "Running sums, or what a function of two arguments makes of them.", kAccumulateMethods, &accumulate_next);

// ---- chain

struct Chain : HeapObject {
  static constexpr int kValues = 2;
  Value source;  // iterator over iterables; unbound when exhausted
  Value active;  // iterator under way, or unbound
};
Value make_chain(Thread& thread, Value cls, Value iterables) {
  const Value source = TRY(get_iterator(thread, iterables));
  auto* self = new_instance<Chain>(thread, cls);
  self->source = source;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value chain_new(Thread& thread, NativeCall call) {
  TRY(refuse_keywords(thread, call));
  const Value iterables(tuple_from(thread.heap(), {call.values + 1, size_t(call.positional() - 1)}));
  return make_chain(thread, call.values[0], iterables);
}
Value chain_from_iterable(Thread& thread, Value cls, Value iterable) { return make_chain(thread, cls, iterable); }
Value chain_next(Thread& thread, Value object) {
  auto* self = object.as<Chain>();
  while (!self->source.is_unbound()) {
    if (self->active.is_unbound()) {
      const Value iterable = iterator_next(thread, self->source);
      if (iterable.is_unbound() || iterable.is_raised()) {
        self->source = Value::unbound();
        return iterable;
      }
      const Value iterator = get_iterator(thread, iterable);
      if (iterator.is_raised()) {
        self->source = Value::unbound();
        return iterator;
      }
      self->active = iterator;
      thread.heap().write_barrier(self);
    }
    const Value item = TRY(iterator_next(thread, self->active));
    if (!item.is_unbound()) return item;
    self->active = Value::unbound();
  }
  return Value::unbound();
}
Value chain_reduce(Thread& thread, Value object) {
  auto* self = object.as<Chain>();
  Heap& heap = thread.heap();
  if (self->source.is_unbound()) return reduced(heap, object, empty_tuple());
  if (self->active.is_unbound()) return reduced(heap, object, empty_tuple(), Value(tuple_of(heap, self->source)));
  return reduced(heap, object, empty_tuple(), Value(tuple_of(heap, self->source, self->active)));
}
Status chain_setstate(Thread& thread, Value object, Value state) {
  if (!is_kind(state, Kind::Tuple)) return raise(thread, TypeId::TypeError, "state is not a tuple");
  Tuple* parts = state.as<Tuple>();
  if (parts->length() < 1 || parts->length() > 2) {
    return raise(thread, TypeId::TypeError, "function takes %s argument%s (%ld given)", parts->length() < 1 ? "at least 1" : "at most 2",
                 parts->length() < 1 ? "" : "s", parts->length());
  }
  for (Value part : parts->span()) {
    if (lookup_special(type_of(part), Special::Next).is_unbound()) {
      return raise(thread, TypeId::TypeError, "Arguments must be iterators.");
    }
  }
  auto* self = object.as<Chain>();
  self->source = parts->at(0);
  self->active = parts->length() == 2 ? parts->at(1) : Value::unbound();
  thread.heap().write_barrier(self);
  return ok_status();
}
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }
const Method kChainMethods[] = {
    {"__new__(*args, **kwargs)", chain_new, "Create and return a new object."},
    TOOL_METHODS(chain_next),
    {"from_iterable(cls, iterable, /)", chain_from_iterable, "The elements of each of the iterables that one iterable gives.", kClass},
    {"__reduce__(self, /)", chain_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", chain_setstate, "Set state information for unpickling."},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const TypeSpec kChainSpec = tool_spec<Chain>("itertools.chain", "chain(*iterables): the elements of the first iterable, then of the next, ...",
                                             kChainMethods, &chain_next);

// ---- pairwise

struct Pairwise : HeapObject {
  static constexpr int kValues = 2;
  Value iterator;  // unbound when exhausted
  Value last;
};
Value pairwise_new(Thread& thread, Value cls, Value iterable) {
  const Value iterator = TRY(get_iterator(thread, iterable));
  auto* self = new_instance<Pairwise>(thread, cls);
  self->iterator = iterator;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value pairwise_next(Thread& thread, Value object) {
  auto* self = object.as<Pairwise>();
  if (self->iterator.is_unbound()) return Value::unbound();
  auto ended = [&](Value why) {
    self->iterator = self->last = Value::unbound();
    return why;
  };
  if (self->last.is_unbound()) {
    const Value first = iterator_next(thread, self->iterator);
    if (first.is_unbound() || first.is_raised()) return ended(first);
    self->last = first;
    thread.heap().write_barrier(self);
    if (self->iterator.is_unbound()) return ended(Value::unbound());
  }
  const Value previous = self->last;
  const Value item = iterator_next(thread, self->iterator);
  if (item.is_unbound() || item.is_raised()) return ended(item);
  self->last = item;
  thread.heap().write_barrier(self);
  return Value(tuple_of(thread.heap(), previous, item));
}
const Method kPairwiseMethods[] = {
    {"__new__(cls, iterable, /)", pairwise_new, "Create and return a new object."},
    TOOL_METHODS(pairwise_next),
};
const TypeSpec kPairwiseSpec =
    tool_spec<Pairwise>("itertools.pairwise", "Overlapping pairs of the elements: s -> (s0, s1), (s1, s2), ...", kPairwiseMethods, &pairwise_next);

// ---- zip_longest

struct ZipLongest : HeapObject {
  static constexpr int kValues = 2;
  Value iterators;  // tuple; None in place of exhausted ones
  Value fill;
  int64_t active;
};
Value longest_new(Thread& thread, NativeCall call) {
  Value fill = Value::none();
  const int64_t n = call.positional() - 1;
  if (call.names) {
    if (call.names->length() != 1 || !call.names->at(0).as<String>()->equals_ascii("fillvalue")) {
      return raise(thread, TypeId::TypeError, "zip_longest() got an unexpected keyword argument");
    }
    fill = call.values[1 + n];
  }
  Tuple* iterators = new_tuple(thread.heap(), n);
  for (int64_t i = 0; i < n; i++) iterators->items()[i] = Value::none();
  for (int64_t i = 0; i < n; i++) iterators->initialize(thread.heap(), i, TRY(get_iterator(thread, call.values[1 + i])));
  auto* self = new_instance<ZipLongest>(thread, call.values[0]);
  self->iterators = Value(iterators);
  self->fill = fill;
  self->active = n;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value longest_next(Thread& thread, Value object) {
  auto* self = object.as<ZipLongest>();
  if (self->active == 0) return Value::unbound();
  Tuple* iterators = self->iterators.as<Tuple>();
  const int64_t n = iterators->length();
  Tuple* result = new_tuple(thread.heap(), n);
  for (int64_t i = 0; i < n; i++) {
    Value item = Value::unbound();
    if (!iterators->at(i).is_none()) {
      item = iterator_next(thread, iterators->at(i));
      if (item.is_raised()) {
        self->active = 0;
        return item;
      }
      if (item.is_unbound()) {
        self->active--;
        if (self->active <= 0) return item;
        iterators->initialize(thread.heap(), i, Value::none());
      }
    }
    result->initialize(thread.heap(), i, item.is_unbound() ? self->fill : item);
  }
  return Value(result);
}
Value longest_reduce(Thread& thread, Value object) {
  auto* self = object.as<ZipLongest>();
  Heap& heap = thread.heap();
  Tuple* iterators = self->iterators.as<Tuple>();
  Tuple* arguments = new_tuple(heap, iterators->length());
  for (int64_t i = 0; i < iterators->length(); i++) {
    arguments->initialize(heap, i, iterators->at(i).is_none() ? Value(empty_tuple()) : iterators->at(i));
  }
  return reduced(heap, object, arguments, self->fill);
}
Status longest_setstate(Thread& thread, Value object, Value state) {
  object.as<ZipLongest>()->fill = state;
  thread.heap().write_barrier(object.as_object());
  return ok_status();
}
const Method kLongestMethods[] = {
    {"__new__(*args, **kwargs)", longest_new, "Create and return a new object."},
    TOOL_METHODS(longest_next),
    {"__reduce__(self, /)", longest_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", longest_setstate, "Set state information for unpickling."},
};
const TypeSpec kLongestSpec = tool_spec<ZipLongest>(
    "itertools.zip_longest", "zip_longest(*iterables, fillvalue=None): as zip, but until the longest iterable ends.", kLongestMethods, &longest_next);

}  // namespace

Status define_joining(Thread& thread, Module* module) {
  g_accumulate = TRY(add_type(thread, module, kAccumulateSpec));
  g_chain = TRY(add_type(thread, module, kChainSpec));
  TRY(add_type(thread, module, kPairwiseSpec));
  TRY(add_type(thread, module, kLongestSpec));
  return ok_status();
}

}  // namespace taipan::python::itertools
