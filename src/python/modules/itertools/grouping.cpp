// python/modules/itertools/grouping.cpp -- groupby and tee.
#include "python/modules/itertools/itertools_private.h"

namespace taipan::python::itertools {

Type* g_tee;
Type* g_tee_data;
Type* g_grouper;

namespace {

// ---- groupby

struct GroupBy : HeapObject {
  static constexpr int kValues = 6;
  Value iterator, key_function;
  Value target_key;     // of the group given last
  Value current_key;    // of current_value; both unbound when it was given away
  Value current_value;
  Value grouper;        // the group that may go on, or unbound
};
struct Grouper : HeapObject {
  static constexpr int kValues = 2;
  Value parent;
  Value target_key;
};

Value groupby_new(Thread& thread, Value cls, Value iterable, Value key) {
  const Value iterator = TRY(get_iterator(thread, iterable));
  auto* self = new_instance<GroupBy>(thread, cls);
  self->iterator = iterator;
  self->key_function = key;
  thread.heap().write_barrier(self);
  return Value(self);
}
// Reads one more element; unbound at the end.
Value read(Thread& thread, GroupBy* self) {
  const Value item = TRY(iterator_next(thread, self->iterator));
  if (item.is_unbound()) return item;
  const Value key = self->key_function.is_none() ? item : TRY(call_with(thread, self->key_function, item));
  self->current_value = item;
  self->current_key = key;
  thread.heap().write_barrier(self);
  return item;
}
Value groupby_next(Thread& thread, Value object) {
  auto* self = object.as<GroupBy>();
  self->grouper = Value::unbound();
  for (;;) {
    if (!self->current_key.is_unbound()) {
      if (self->target_key.is_unbound()) break;
      if (!TRY(equal(thread, self->target_key, self->current_key))) break;
    }
    const Value item = TRY(read(thread, self));
    if (item.is_unbound()) return item;
  }
  self->target_key = self->current_key;
  auto* grouper = thread.heap().allocate_as<Grouper>(g_grouper->root_shape);
  grouper->parent = object;
  grouper->target_key = self->target_key;
  self->grouper = Value(grouper);
  thread.heap().write_barrier(self);
  return Value(tuple_of(thread.heap(), self->current_key, Value(grouper)));
}
Value groupby_reduce(Thread& thread, Value object) {
  auto* self = object.as<GroupBy>();
  Heap& heap = thread.heap();
  Tuple* arguments = tuple_of(heap, self->iterator, self->key_function);
  if (self->target_key.is_unbound() || self->current_key.is_unbound() || self->current_value.is_unbound()) {
    return reduced(heap, object, arguments);
  }
  return reduced(heap, object, arguments, Value(tuple_of(heap, self->current_value, self->target_key, self->current_key)));
}
Status groupby_setstate(Thread& thread, Value object, Value state) {
  if (!is_kind(state, Kind::Tuple)) return raise(thread, TypeId::TypeError, "state is not a tuple");
  Tuple* parts = state.as<Tuple>();
  if (parts->length() != 3) return raise(thread, TypeId::TypeError, "function takes exactly 3 arguments (%ld given)", parts->length());
  auto* self = object.as<GroupBy>();
  self->current_value = parts->at(0);
  self->target_key = parts->at(1);
  self->current_key = parts->at(2);
  thread.heap().write_barrier(self);
  return ok_status();
}
const Method kGroupByMethods[] = {
    {"__new__(cls, iterable, key=None)", groupby_new, "Create and return a new object."},
    TOOL_METHODS(groupby_next),
    {"__reduce__(self, /)", groupby_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", groupby_setstate, "Set state information for unpickling."},
};
const TypeSpec kGroupBySpec = tool_spec<GroupBy>(
    "itertools.groupby", "Keys and iterators over groups of consecutive elements with that key.", kGroupByMethods, &groupby_next);

Value grouper_new(Thread& thread, Value cls, Value parent, Value target_key) {
  auto* self = new_instance<Grouper>(thread, cls);
  self->parent = parent;
  self->target_key = target_key;
  parent.as<GroupBy>()->grouper = Value(self);
  thread.heap().write_barrier(self);
  thread.heap().write_barrier(parent.as_object());
  return Value(self);
}
Value grouper_next(Thread& thread, Value object) {
  auto* self = object.as<Grouper>();
  auto* parent = self->parent.as<GroupBy>();
  if (!(parent->grouper == object)) return Value::unbound();
  if (parent->current_value.is_unbound()) {
    const Value item = TRY(read(thread, parent));
    if (item.is_unbound()) return item;
  }
  if (!TRY(equal(thread, self->target_key, parent->current_key))) return Value::unbound();
  const Value item = parent->current_value;
  parent->current_value = parent->current_key = Value::unbound();
  return item;
}
Value grouper_reduce(Thread& thread, Value object) {
  auto* self = object.as<Grouper>();
  Heap& heap = thread.heap();
  if (!(self->parent.as<GroupBy>()->grouper == object)) {
    const Value iter = TRY(builtin_object(thread, "iter"));
    return Value(tuple_of(heap, iter, Value(tuple_of(heap, Value(empty_tuple())))));
  }
  return reduced(heap, object, tuple_of(heap, self->parent, self->target_key));
}
Value grouper_new_checked(Thread& thread, Value cls, Value parent, Value target_key);
const Method kGrouperMethods[] = {
    {"__new__(cls, parent, tgtkey, /)", grouper_new_checked, "Create and return a new object."},
    TOOL_METHODS(grouper_next),
    {"__reduce__(self, /)", grouper_reduce, "Return state information for pickling."},
};
const TypeSpec kGrouperSpec = tool_spec<Grouper>("itertools._grouper", "", kGrouperMethods, &grouper_next, 0);

Value grouper_new_checked(Thread& thread, Value cls, Value parent, Value target_key) {
  Type* type = type_of(parent);
  if (type->spec != &kGroupBySpec) return raise(thread, TypeId::TypeError, "argument 1 must be itertools.groupby, not %T", parent);
  return grouper_new(thread, cls, parent, target_key);
}

// ---- tee: a chain of blocks of elements, read by any number of iterators

constexpr int64_t kBlockSize = 57;

struct TeeData : HeapObject {
  static constexpr int kValues = 2 + kBlockSize;
  Value iterator;
  Value next;  // the block behind this one, or unbound
  Value items[kBlockSize];
  int64_t read;
  bool running;
};
struct Tee : HeapObject {
  static constexpr int kValues = 1;
  Value data;
  int64_t index;
};

TeeData* new_data(Thread& thread, Value iterator) {
  auto* data = thread.heap().allocate_as<TeeData>(g_tee_data->root_shape, sizeof(TeeData));
  data->iterator = iterator;
  return data;
}
// Element `i` of the block, read now if need be.
Value item_of(Thread& thread, TeeData* data, int64_t i) {
  if (i < data->read) return data->items[i];
  if (data->running) return raise(thread, TypeId::RuntimeError, "cannot re-enter the tee iterator");
  data->running = true;
  const Value item = iterator_next(thread, data->iterator);
  data->running = false;
  if (item.is_raised() || item.is_unbound()) return item;
  data->items[data->read++] = item;
  thread.heap().write_barrier(data);
  return item;
}
TeeData* next_block(Thread& thread, TeeData* data) {
  if (data->next.is_unbound()) {
    data->next = Value(new_data(thread, data->iterator));
    thread.heap().write_barrier(data);
  }
  return data->next.as<TeeData>();
}
Value tee_next(Thread& thread, Value object) {
  auto* self = object.as<Tee>();
  if (self->index >= kBlockSize) {
    self->data = Value(next_block(thread, self->data.as<TeeData>()));
    self->index = 0;
    thread.heap().write_barrier(self);
  }
  const Value item = TRY(item_of(thread, self->data.as<TeeData>(), self->index));
  if (!item.is_unbound()) self->index++;
  return item;
}
Value new_tee(Thread& thread, Value data, int64_t index) {
  auto* self = thread.heap().allocate_as<Tee>(g_tee->root_shape);
  self->data = data;
  self->index = index;
  return Value(self);
}
Value tee_copy(Thread& thread, Value object) { return new_tee(thread, object.as<Tee>()->data, object.as<Tee>()->index); }
Value tee_from(Thread& thread, Value iterable) {
  const Value iterator = TRY(get_iterator(thread, iterable));
  if (type_of(iterator) == g_tee) return tee_copy(thread, iterator);
  return new_tee(thread, Value(new_data(thread, iterator)), 0);
}
Value tee_new(Thread& thread, Value, Value iterable) { return tee_from(thread, iterable); }
Value tee_reduce(Thread& thread, Value object) {
  auto* self = object.as<Tee>();
  Heap& heap = thread.heap();
  return reduced(heap, object, tuple_of(heap, Value(empty_tuple())), Value(tuple_of(heap, self->data, Value::integer(self->index))));
}
Status tee_setstate(Thread& thread, Value object, Value state) {
  if (!is_kind(state, Kind::Tuple)) return raise(thread, TypeId::TypeError, "state is not a tuple");
  Tuple* parts = state.as<Tuple>();
  if (parts->length() != 2) return raise(thread, TypeId::TypeError, "function takes exactly 2 arguments (%ld given)", parts->length());
  if (type_of(parts->at(0)) != g_tee_data) {
    return raise(thread, TypeId::TypeError, "__setstate__() argument 1 must be itertools._tee_dataobject, not %T", parts->at(0));
  }
  const int64_t index = TRY(to_int64(thread, parts->at(1)));
  if (index < 0 || index > kBlockSize) return raise(thread, TypeId::ValueError, "Index out of range");
  auto* self = object.as<Tee>();
  self->data = parts->at(0);
  self->index = index;
  thread.heap().write_barrier(self);
  return ok_status();
}
const Method kTeeMethods[] = {
    {"__new__(cls, iterable, /)", tee_new, "Create and return a new object."},
    TOOL_METHODS(tee_next),
    {"__copy__(self, /)", tee_copy, "Returns an independent iterator."},
    {"__reduce__(self, /)", tee_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", tee_setstate, "Set state information for unpickling."},
};
const TypeSpec kTeeSpec = tool_spec<Tee>("itertools._tee", "Iterator wrapped to make it copyable.", kTeeMethods, &tee_next, kTypeWeakrefable);

Value tee_data_new(Thread& thread, Value, Value iterator, List* values, Value next) {
  const int64_t n = values->length();
  if (n > kBlockSize) return raise(thread, TypeId::ValueError, "Invalid arguments");
  if (n == kBlockSize ? !next.is_none() && type_of(next) != g_tee_data : !next.is_none()) {
    return raise(thread, TypeId::ValueError, "Invalid arguments");
  }
  TeeData* data = new_data(thread, iterator);
  for (int64_t i = 0; i < n; i++) data->items[i] = values->at(i);
  data->read = n;
  if (!next.is_none()) data->next = next;
  return Value(data);
}
Value tee_data_reduce(Thread& thread, Value object) {
  auto* data = object.as<TeeData>();
  Heap& heap = thread.heap();
  List* values = list_from(heap, {data->items, size_t(data->read)});
  return reduced(heap, object, tuple_of(heap, data->iterator, Value(values), data->next.is_unbound() ? Value::none() : data->next));
}
const Method kTeeDataMethods[] = {
    {"__new__(cls, iterable, values, next, /)", tee_data_new, "Create and return a new object."},
    {"__reduce__(self, /)", tee_data_reduce, "Return state information for pickling."},
};
const TypeSpec kTeeDataSpec = tool_spec<TeeData>("itertools._tee_dataobject", "teedataobject(iterable, values, next, /)", kTeeDataMethods, nullptr, 0);

}  // namespace

Value tee(Thread& thread, Value iterable, int64_t n) {
  if (n < 0) return raise(thread, TypeId::ValueError, "n must be >= 0");
  Tuple* result = new_tuple(thread.heap(), n);
  if (!result) return raise_memory_error(thread);
  for (int64_t i = 0; i < n; i++) result->items()[i] = Value::none();
  if (n == 0) return Value(result);
  Value iterator = TRY(get_iterator(thread, iterable));
  String* copy_name = intern(thread.heap(), "__copy__");
  Value copy = TRY(get_attribute_or_unbound(thread, iterator, copy_name));
  if (copy.is_unbound()) {
    iterator = TRY(tee_from(thread, iterator));
    copy = TRY(get_attribute(thread, iterator, copy_name));
  }
  result->initialize(thread.heap(), 0, iterator);
  for (int64_t i = 1; i < n; i++) result->initialize(thread.heap(), i, TRY(call_with(thread, copy)));
  return Value(result);
}

Status define_grouping(Thread& thread, Module* module) {
  TRY(add_type(thread, module, kGroupBySpec));
  g_grouper = TRY(add_type(thread, module, kGrouperSpec));
  g_tee_data = TRY(add_type(thread, module, kTeeDataSpec));
  g_tee = TRY(add_type(thread, module, kTeeSpec));
  return ok_status();
}

}  // namespace taipan::python::itertools
