// python/modules/itertools/infinite.cpp -- count, cycle, repeat.
#include "python/modules/itertools/itertools_private.h"
#include "vm/integer.h"

namespace taipan::python::itertools {

namespace {

// ---- count

struct Count : HeapObject {
  static constexpr int kValues = 2;
  Value next, step;
};

bool is_number(Value v) {
  if (v.is_number() || v.is_bool()) return true;
  Type* type = type_of(v);
  return !lookup_special(type, Special::Index).is_unbound() || !lookup_special(type, Special::Int).is_unbound() ||
         !lookup_special(type, Special::Float).is_unbound() || is_instance_of(v, TypeId::Complex);
}
Value count_new(Thread& thread, Value cls, Value start, Value step) {
  if (!is_number(start) || !is_number(step)) return raise(thread, TypeId::TypeError, "a number is required");
  auto* self = new_instance<Count>(thread, cls);
  self->next = start;
  self->step = step;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value count_next(Thread& thread, Value object) {
  auto* self = object.as<Count>();
  const Value result = self->next;
  if (result.is_int() && self->step.is_int()) {
    const int64_t sum = result.as_int() + self->step.as_int();
    if (Value::fits_int(sum)) {
      self->next = Value::integer(sum);
      return result;
    }
  }
  self->next = TRY(binary(thread, result, self->step, BinaryOp::Add));
  thread.heap().write_barrier(self);
  return result;
}
Value count_repr(Thread& thread, Value object) {
  auto* self = object.as<Count>();
  if (self->step == Value::integer(1)) return Value(format_string(thread, "%N(%R)", type_of(object), self->next));
  return Value(format_string(thread, "%N(%R, %R)", type_of(object), self->next, self->step));
}
Value count_reduce(Thread& thread, Value object) {
  auto* self = object.as<Count>();
  Heap& heap = thread.heap();
  const bool plain = is_exact_integer(self->next) && self->step == Value::integer(1);
  return reduced(heap, object, plain ? tuple_of(heap, self->next) : tuple_of(heap, self->next, self->step));
}
const Method kCountMethods[] = {
    {"__new__(cls, start=0, step=1)", count_new, "Create and return a new object."},
    TOOL_METHODS(count_next),
    {"__repr__(self, /)", count_repr, "Return repr(self)."},
    {"__reduce__(self, /)", count_reduce, "Return state information for pickling."},
};
const TypeSpec kCountSpec =
    tool_spec<Count>("itertools.count", "start, start + step, start + 2 * step, ...", kCountMethods, &count_next);

// ---- cycle

struct Cycle : HeapObject {
  static constexpr int kValues = 2;
  Value iterator;  // unbound when exhausted
  Value saved;     // List
  int64_t index;
  bool first_pass;  // `saved` is complete: came from unpickling
};
Value cycle_new(Thread& thread, Value cls, Value iterable) {
  const Value iterator = TRY(get_iterator(thread, iterable));
  auto* self = new_instance<Cycle>(thread, cls);
  self->iterator = iterator;
  self->saved = Value(new_list(thread.heap()));
  thread.heap().write_barrier(self);
  return Value(self);
}
Value cycle_next(Thread& thread, Value object) {
  auto* self = object.as<Cycle>();
  if (!self->iterator.is_unbound()) {
    const Value item = TRY(iterator_next(thread, self->iterator));
    if (!item.is_unbound()) {
      if (!self->first_pass && !self->saved.as<List>()->append(thread.heap(), item)) return raise_memory_error(thread);
      return item;
    }
    self->iterator = Value::unbound();
  }
  List* saved = self->saved.as<List>();
  if (saved->length() == 0) return Value::unbound();
  const Value item = saved->at(self->index);
  self->index = self->index + 1 >= saved->length() ? 0 : self->index + 1;
  return item;
}
Value cycle_reduce(Thread& thread, Value object) {
  auto* self = object.as<Cycle>();
  Heap& heap = thread.heap();
  Value iterator = self->iterator;
  bool complete = self->first_pass;
  if (iterator.is_unbound()) {
    iterator = TRY(get_iterator(thread, self->saved));
    iterator.as<SequenceIteratorObject>()->index = self->index;
    complete = true;
  }
  return reduced(heap, object, tuple_of(heap, iterator), Value(tuple_of(heap, self->saved, Value::boolean(complete))));
}
Status cycle_setstate(Thread& thread, Value object, Value state) {
  if (!is_kind(state, Kind::Tuple)) return raise(thread, TypeId::TypeError, "state is not a tuple");
  Tuple* parts = state.as<Tuple>();
  if (parts->length() != 2) {
    return raise(thread, TypeId::TypeError, "function takes exactly 2 arguments (%ld given)", parts->length());
  }
  if (!is_kind(parts->at(0), Kind::List)) {
    return raise(thread, TypeId::TypeError, "__setstate__() argument 1 must be list, not %T", parts->at(0));
  }
  auto* self = object.as<Cycle>();
  const int64_t first_pass = TRY(to_int64(thread, parts->at(1)));
  self->saved = parts->at(0);
  self->first_pass = first_pass != 0;
  self->index = 0;
  thread.heap().write_barrier(self);
  return ok_status();
}
const Method kCycleMethods[] = {
    {"__new__(cls, iterable, /)", cycle_new, "Create and return a new object."},
    TOOL_METHODS(cycle_next),
    {"__reduce__(self, /)", cycle_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", cycle_setstate, "Set state information for unpickling."},
};
const TypeSpec kCycleSpec =
    tool_spec<Cycle>("itertools.cycle", "The elements of the iterable, then those again, indefinitely.", kCycleMethods, &cycle_next);

// ---- repeat

struct Repeat : HeapObject {
  static constexpr int kValues = 1;
  Value element;
  int64_t left;  // -1: no end
};
Value repeat_new(Thread& thread, Value cls, Value element, Value times) {
  int64_t left = -1;
  if (!times.is_missing()) {
    left = TRY(to_int64(thread, times));
    if (left < 0) left = 0;
  }
  auto* self = new_instance<Repeat>(thread, cls);
  self->element = element;
  self->left = left;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value repeat_next(Thread&, Value object) {
  auto* self = object.as<Repeat>();
  if (self->left == 0) return Value::unbound();
  if (self->left > 0) self->left--;
  return self->element;
}
Value repeat_repr(Thread& thread, Value object) {
  auto* self = object.as<Repeat>();
  if (self->left < 0) return Value(format_string(thread, "%N(%R)", type_of(object), self->element));
  return Value(format_string(thread, "%N(%R, %ld)", type_of(object), self->element, self->left));
}
Value repeat_length_hint(Thread& thread, Value object) {
  auto* self = object.as<Repeat>();
  if (self->left < 0) return raise(thread, TypeId::TypeError, "len() of unsized object");
  return integer_value(thread.heap(), self->left);
}
Value repeat_reduce(Thread& thread, Value object) {
  auto* self = object.as<Repeat>();
  Heap& heap = thread.heap();
  if (self->left < 0) return reduced(heap, object, tuple_of(heap, self->element));
  return reduced(heap, object, tuple_of(heap, self->element, integer_value(heap, self->left)));
}
const Method kRepeatMethods[] = {
    {"__new__(cls, object, times=<missing>)", repeat_new, "Create and return a new object."},
    TOOL_METHODS(repeat_next),
    {"__repr__(self, /)", repeat_repr, "Return repr(self)."},
    {"__length_hint__(self, /)", repeat_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", repeat_reduce, "Return state information for pickling."},
};
const TypeSpec kRepeatSpec = tool_spec<Repeat>(
    "itertools.repeat", "repeat(object [,times]) -> the object, the given number of times or endlessly.", kRepeatMethods, &repeat_next);

}  // namespace

Status define_infinite(Thread& thread, Module* module) {
  for (const TypeSpec* spec : {&kCountSpec, &kCycleSpec, &kRepeatSpec}) TRY(add_type(thread, module, *spec));
  return ok_status();
}

}  // namespace taipan::python::itertools
