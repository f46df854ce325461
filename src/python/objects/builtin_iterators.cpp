// python/objects/builtin_iterators.cpp -- the types enumerate, zip, map, filter, reversed.
// https://docs.python.org/3.11/library/functions.html
//
// Room       python/objects.
// Tests      tests/python/objects/builtin_iterators_*.py; CPython's test_enumerate, test_builtin
#include "python/objects/iterators.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

// ---- enumerate

struct Enumerate : HeapObject {
  Value iterator;
  Value count;  // exact int
};
void trace_enumerate(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<Enumerate*>(object)->iterator.bits());
  tracer.visit_value(static_cast<Enumerate*>(object)->count.bits());
  trace_attributes(object, tracer);
}
const Layout kEnumerateLayout = {.name = "enumerate", .size = &size_from_shape, .trace = &trace_enumerate};

Value enumerate_new(Thread& thread, Value cls, Value iterable, Value start) {
  if (iterable.is_missing()) return raise(thread, TypeId::TypeError, "enumerate() missing required argument 'iterable'");
  const Value count = TRY(to_index(thread, start));
  const Value iterator = TRY(get_iterator(thread, iterable));
  auto* self = new_instance<Enumerate>(thread, cls);
  self->iterator = iterator;
  self->count = count;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value enumerate_next(Thread& thread, Value object) {
  auto* self = object.as<Enumerate>();
  const Value item = TRY(iterator_next(thread, self->iterator));
  if (item.is_unbound()) return item;
  Heap& heap = thread.heap();
  const Value count = self->count;
  if (count.is_int() && count.as_int() < Value::kMaxInt) {
    self->count = Value::integer(count.as_int() + 1);
  } else {
    const IntegerResult next = integer_add(heap, count, Value::integer(1));
    if (!next.ok()) return raise_memory_error(thread);
    self->count = next.value;
    heap.write_barrier(self);
  }
  return Value(tuple_of(heap, count, item));
}
Value enumerate_reduce(Thread& thread, Value object) {
  auto* self = object.as<Enumerate>();
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, Value(type_of(object)), Value(tuple_of(heap, self->iterator, self->count))));
}
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }
const Method kEnumerateMethods[] = {
    {"__new__(cls, iterable=<missing>, start=0)", enumerate_new, "Create and return a new object."},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<enumerate_next>, "Implement next(self)."},
    {"__reduce__(self, /)", enumerate_reduce, "Return state information for pickling."},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};

// ---- zip and map: a tuple of iterators

struct Parallel : HeapObject {
  Tuple* iterators;
  Value function;  // of map
  bool strict;     // of zip
};
void trace_parallel(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Parallel*>(object);
  tracer.visit(self->iterators);
  tracer.visit_value(self->function.bits());
  trace_attributes(object, tracer);
}
const Layout kParallelLayout = {.name = "zip or map", .size = &size_from_shape, .trace = &trace_parallel};

Tuple* iterators_of(Thread& thread, const Value* iterables, int64_t count) {
  Tuple* iterators = new_tuple(thread.heap(), count);
  for (int64_t i = 0; i < count; i++) iterators->items()[i] = Value::none();
  for (int64_t i = 0; i < count; i++) iterators->initialize(thread.heap(), i, TRY(get_iterator(thread, iterables[i])));
  return iterators;
}

Value zip_new(Thread& thread, NativeCall call) {
  bool strict = false;
  const int64_t n = call.positional();
  if (call.names) {
    for (int64_t i = 0; i < call.names->length(); i++) {
      String* given = call.names->at(i).as<String>();
      if (call.names->length() > 1) return raise(thread, TypeId::TypeError, "zip() takes at most 1 keyword argument (%ld given)", call.names->length());
      if (!given->equals_ascii("strict")) return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for zip()", given);
      strict = TRY(is_true(thread, call.values[n + i]));
    }
  }
  Tuple* iterators = new_tuple(thread.heap(), n - 1);
  for (int64_t i = 0; i < n - 1; i++) iterators->items()[i] = Value::none();
  for (int64_t i = 0; i < n - 1; i++) {
    iterators->initialize(thread.heap(), i, TRY(get_iterator(thread, call.values[i + 1])));
  }
  auto* self = new_instance<Parallel>(thread, call.values[0]);
  self->iterators = iterators;
  self->strict = strict;
  thread.heap().write_barrier(self);
  return Value(self);
}

// One iterator of a strict zip has ended: all others must end now, too.
Value zip_ended(Thread& thread, Parallel* self, int64_t i) {
  if (!self->strict) return Value::unbound();
  Tuple* iterators = self->iterators;
  auto others = [](int64_t k) { return k == 1 ? " " : "s 1-"; };
  if (i > 0) return raise(thread, TypeId::ValueError, "zip() argument %ld is shorter than argument%s%ld", i + 1, others(i), i);
  for (int64_t k = 1; k < iterators->length(); k++) {
    const Value item = TRY(iterator_next(thread, iterators->at(k)));
    if (!item.is_unbound()) return raise(thread, TypeId::ValueError, "zip() argument %ld is longer than argument%s%ld", k + 1, others(k), k);
  }
  return Value::unbound();
}
Value zip_next(Thread& thread, Value object) {
  auto* self = object.as<Parallel>();
  Tuple* iterators = self->iterators;
  const int64_t n = iterators->length();
  if (n == 0) return Value::unbound();
  if (n <= 4) {
    Value items[4];
    for (int64_t i = 0; i < n; i++) {
      items[i] = TRY(iterator_next(thread, iterators->at(i)));
      if (items[i].is_unbound()) return zip_ended(thread, self, i);
    }
    return Value(tuple_from(thread.heap(), {items, size_t(n)}));
  }
  Tuple* result = new_tuple(thread.heap(), n);
  for (int64_t i = 0; i < n; i++) {
    const Value item = TRY(iterator_next(thread, iterators->at(i)));
    if (item.is_unbound()) return zip_ended(thread, self, i);
    result->initialize(thread.heap(), i, item);
  }
  return Value(result);
}
Value zip_reduce(Thread& thread, Value object) {
  auto* self = object.as<Parallel>();
  if (self->strict) return Value(tuple_of(thread.heap(), Value(type_of(object)), Value(self->iterators), Value::true_value()));
  return Value(tuple_of(thread.heap(), Value(type_of(object)), Value(self->iterators)));
}
Status zip_setstate(Thread& thread, Value object, Value state) {
  object.as<Parallel>()->strict = TRY(is_true(thread, state));
  return ok_status();
}
const Method kZipMethods[] = {
    {"__new__(*args, **kwargs)", zip_new, "Create and return a new object."},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<zip_next>, "Implement next(self)."},
    {"__reduce__(self, /)", zip_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", zip_setstate, "Set state information for unpickling."},
};

Value map_new(Thread& thread, NativeCall call) {
  TRY(refuse_keywords(thread, call));
  const int64_t n = call.positional();
  if (n < 3) return raise(thread, TypeId::TypeError, "map() must have at least two arguments.");
  Tuple* iterators = TRY(iterators_of(thread, call.values + 2, n - 2));
  auto* self = new_instance<Parallel>(thread, call.values[0]);
  self->iterators = iterators;
  self->function = call.values[1];
  thread.heap().write_barrier(self);
  return Value(self);
}
Value map_next(Thread& thread, Value object) {
  auto* self = object.as<Parallel>();
  Tuple* iterators = self->iterators;
  const int64_t n = iterators->length();
  if (n <= 4) {
    Value items[4];
    for (int64_t i = 0; i < n; i++) {
      items[i] = TRY(iterator_next(thread, iterators->at(i)));
      if (items[i].is_unbound()) return items[i];
    }
    return call(thread, self->function, {items, size_t(n)});
  }
  Tuple* arguments = new_tuple(thread.heap(), n);
  for (int64_t i = 0; i < n; i++) {
    const Value item = TRY(iterator_next(thread, iterators->at(i)));
    if (item.is_unbound()) return item;
    arguments->initialize(thread.heap(), i, item);
  }
  return call(thread, self->function, arguments->span());
}
Value map_reduce(Thread& thread, Value object) {
  auto* self = object.as<Parallel>();
  Heap& heap = thread.heap();
  Tuple* arguments = new_tuple(heap, self->iterators->length() + 1);
  arguments->initialize(heap, 0, self->function);
  for (int64_t i = 0; i < self->iterators->length(); i++) arguments->initialize(heap, i + 1, self->iterators->at(i));
  return Value(tuple_of(heap, Value(type_of(object)), Value(arguments)));
}
const Method kMapMethods[] = {
    {"__new__(*args, **kwargs)", map_new, "Create and return a new object."},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<map_next>, "Implement next(self)."},
    {"__reduce__(self, /)", map_reduce, "Return state information for pickling."},
};

// ---- filter

struct Filter : HeapObject {
  Value function;
  Value iterator;
};
void trace_filter(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<Filter*>(object)->function.bits());
  tracer.visit_value(static_cast<Filter*>(object)->iterator.bits());
  trace_attributes(object, tracer);
}
const Layout kFilterLayout = {.name = "filter", .size = &size_from_shape, .trace = &trace_filter};

Value filter_new(Thread& thread, NativeCall call) {
  TRY(refuse_keywords(thread, call));
  const int64_t n = call.positional() - 1;
  if (n != 2) return raise(thread, TypeId::TypeError, "filter expected 2 arguments, got %ld", n);
  const Value iterator = TRY(get_iterator(thread, call.values[2]));
  auto* self = new_instance<Filter>(thread, call.values[0]);
  self->function = call.values[1];
  self->iterator = iterator;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value filter_next(Thread& thread, Value object) {
  auto* self = object.as<Filter>();
  const bool by_truth = self->function.is_none() || self->function == Value(builtin_type(TypeId::Bool));
  for (;;) {
    const Value item = TRY(iterator_next(thread, self->iterator));
    if (item.is_unbound()) return item;
    const Value verdict = by_truth ? item : TRY(call_with(thread, self->function, item));
    if (TRY(is_true(thread, verdict))) return item;
  }
}
Value filter_reduce(Thread& thread, Value object) {
  auto* self = object.as<Filter>();
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, Value(type_of(object)), Value(tuple_of(heap, self->function, self->iterator))));
}
const Method kFilterMethods[] = {
    {"__new__(*args, **kwargs)", filter_new, "Create and return a new object."},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<filter_next>, "Implement next(self)."},
    {"__reduce__(self, /)", filter_reduce, "Return state information for pickling."},
};

// ---- reversed

struct Reversed : HeapObject {
  Value sequence;  // unbound when exhausted
  int64_t index;
};
void trace_reversed(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<Reversed*>(object)->sequence.bits());
  trace_attributes(object, tracer);
}
const Layout kReversedLayout = {.name = "reversed", .size = &size_from_shape, .trace = &trace_reversed};

Value reversed_new(Thread& thread, NativeCall call) {
  TRY(refuse_keywords(thread, call));
  const int64_t n = call.positional() - 1;
  if (n != 1) return raise(thread, TypeId::TypeError, "reversed expected 1 argument, got %ld", n);
  const Value sequence = call.values[1];
  const Value method = lookup_special(type_of(sequence), Special::ReversedName);
  if (method.is_none()) return raise(thread, TypeId::TypeError, "'%T' object is not reversible", sequence);
  if (!method.is_unbound()) return call_special(thread, sequence, Special::ReversedName, {});
  if (lookup_special(type_of(sequence), Special::GetItem).is_unbound() || is_kind(sequence, Kind::Dict)) {
    return raise(thread, TypeId::TypeError, "'%T' object is not reversible", sequence);
  }
  const int64_t size = TRY(length(thread, sequence));
  auto* self = new_instance<Reversed>(thread, call.values[0]);
  self->sequence = sequence;
  self->index = size - 1;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value reversed_next(Thread& thread, Value object) {
  auto* self = object.as<Reversed>();
  if (self->index >= 0 && !self->sequence.is_unbound()) {
    const Value item = get_item(thread, self->sequence, integer_value(thread.heap(), self->index));
    if (!item.is_raised()) {
      self->index--;
      return item;
    }
    if (!clear_if(thread, TypeId::IndexError) && !clear_if(thread, TypeId::StopIteration)) return item;
  }
  self->index = -1;
  self->sequence = Value::unbound();
  return Value::unbound();
}
Value reversed_length_hint(Thread& thread, Value object) {
  auto* self = object.as<Reversed>();
  if (self->sequence.is_unbound()) return Value::integer(0);
  const int64_t n = TRY(length(thread, self->sequence));
  return Value::integer(n < self->index + 1 ? 0 : self->index + 1);
}
Value reversed_reduce(Thread& thread, Value object) {
  auto* self = object.as<Reversed>();
  Heap& heap = thread.heap();
  const Value type(type_of(object));
  if (self->sequence.is_unbound()) return Value(tuple_of(heap, type, Value(tuple_of(heap, Value(empty_tuple())))));
  return Value(tuple_of(heap, type, Value(tuple_of(heap, self->sequence)), integer_value(heap, self->index)));
}
Status reversed_setstate(Thread& thread, Value object, Value state) {
  const int64_t index = TRY(to_int64(thread, state));
  auto* self = object.as<Reversed>();
  if (self->sequence.is_unbound()) return ok_status();
  const int64_t n = TRY(length(thread, self->sequence));
  self->index = index < -1 ? -1 : index > n - 1 ? n - 1 : index;
  return ok_status();
}
const Method kReversedMethods[] = {
    {"__new__(*args, **kwargs)", reversed_new, "Create and return a new object."},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<reversed_next>, "Implement next(self)."},
    {"__length_hint__(self, /)", reversed_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", reversed_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", reversed_setstate, "Set state information for unpickling."},
};

}  // namespace

#define ITERATOR_SPEC(Id, python_name, Struct, layout_name, method_table, next_function, shown, text) \
  extern const TypeSpec k##Id##Spec = {.name = python_name,                                    \
                                       .signature = shown,                                     \
                                       .doc = text,                                            \
                                       .layout = &layout_name,                                 \
                                       .kind = kind(PythonKind::Other),                        \
                                       .native_size = sizeof(Struct),                          \
                                       .flags = kTypeSubclassable,                             \
                                       .methods = method_table,                                \
                                       .next = &next_function};
ITERATOR_SPEC(Enumerate, "enumerate", Enumerate, kEnumerateLayout, kEnumerateMethods, enumerate_next, "(iterable, start=0)",
              "Pairs of a count (from start, which defaults to zero) and a value yielded by the iterable.")
ITERATOR_SPEC(Zip, "zip", Parallel, kParallelLayout, kZipMethods, zip_next, "",
              "Tuples of the i-th element of each iterable, until the shortest ends; with strict=True all must be of one length.")
ITERATOR_SPEC(Map, "map", Parallel, kParallelLayout, kMapMethods, map_next, "",
              "What the function makes of arguments from each of the iterables; stops when the shortest is exhausted.")
ITERATOR_SPEC(Filter, "filter", Filter, kFilterLayout, kFilterMethods, filter_next, "",
              "The items for which function(item) is true, or the items that are true if function is None.")
ITERATOR_SPEC(Reversed, "reversed", Reversed, kReversedLayout, kReversedMethods, reversed_next, "(sequence, /)", "The values of the sequence in reverse order.")
#undef ITERATOR_SPEC

}  // namespace taipan::python
