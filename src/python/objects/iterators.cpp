// python/objects/iterators.cpp -- iterators over sequences and callables, and the quick way to call any native iterator.
//
// Room       python/objects. Those of ranges, dicts, sets and text are with their types.
// Tests      tests/python/objects/iterators_*.py; CPython's test_iter, test_list, test_tuple
//
// An exhausted iterator lets go of its sequence and stays exhausted, whatever happens to the sequence later.
#include "python/objects/iterators.h"

#include "python/interpreter/interpreter.h"
#include "python/modules/builtins.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

Value iterator_self(Thread&, Value self) { return self; }

Value builtin_object(Thread& thread, const char* name) {
  const Value found = TRY(dict_get(thread, runtime().builtins, Value(intern(thread.heap(), name))));
  if (found.is_unbound()) return raise(thread, TypeId::AttributeError, "%s", name);
  return found;
}

Value native_next(Thread& thread, Value iterator, bool* handled) {
  Type* type = type_of(iterator);
  if (type == builtin_type(TypeId::Generator)) {
    *handled = true;
    auto* generator = iterator.as<GeneratorObject>();
    if (generator->state == GeneratorObject::State::Finished) return Value::unbound();
    const Value value = TRY(generator_resume(thread, generator, Value::none()));
    return generator->state == GeneratorObject::State::Finished ? Value::unbound() : value;
  }
  const Value method = lookup_special(type, Special::Next);
  if (!is_exact(method, TypeId::WrapperDescriptor)) return Value::unbound();
  const TypeSpec* spec = method.as<Native>()->owner->spec;
  if (!spec->next) return Value::unbound();
  *handled = true;
  // Iterators over iterators: as deep as the program likes.
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, " while calling a Python object");
  return spec->next(thread, iterator);
}

namespace {

SequenceIteratorObject* from(Value v) { return v.as<SequenceIteratorObject>(); }

void trace_iterator(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<SequenceIteratorObject*>(object)->sequence.bits());
}
const Layout kLayout = {.name = "sequence iterator", .fixed_size = sizeof(SequenceIteratorObject), .trace = &trace_iterator};

Value exhausted(SequenceIteratorObject* iterator) {
  iterator->sequence = Value::unbound();
  return Value::unbound();
}

Value list_next(Thread&, Value self) {
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return Value::unbound();
  List* list = iterator->sequence.as<List>();
  if (iterator->index < list->length()) return list->at(iterator->index++);
  return exhausted(iterator);
}
Value list_reverse_next(Thread&, Value self) {
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return Value::unbound();
  List* list = iterator->sequence.as<List>();
  if (iterator->index >= 0 && iterator->index < list->length()) return list->at(iterator->index--);
  iterator->index = -1;
  return exhausted(iterator);
}
Value tuple_next(Thread&, Value self) {
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return Value::unbound();
  Tuple* tuple = iterator->sequence.as<Tuple>();
  if (iterator->index < tuple->length()) return tuple->at(iterator->index++);
  return exhausted(iterator);
}
Value bytes_next(Thread&, Value self) {
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return Value::unbound();
  Bytes* bytes = iterator->sequence.as<Bytes>();
  if (iterator->index < bytes->length()) return Value::integer(bytes->data()[iterator->index++]);
  return exhausted(iterator);
}
Value sequence_next(Thread& thread, Value self) {
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return Value::unbound();
  if (iterator->index == INT64_MAX) return raise(thread, TypeId::OverflowError, "iter index too large");
  const Value item = get_item(thread, iterator->sequence, integer_value(thread.heap(), iterator->index));
  if (item.is_raised()) {
    if (!clear_if(thread, TypeId::IndexError) && !clear_if(thread, TypeId::StopIteration)) return item;
    return exhausted(iterator);
  }
  iterator->index++;
  return item;
}
Value bytearray_next(Thread& thread, Value self) {
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return Value::unbound();
  if (iterator->index >= TRY(length(thread, iterator->sequence))) return exhausted(iterator);
  return get_item(thread, iterator->sequence, Value::integer(iterator->index++));
}

// What is left, as len() of the sequence is now.
Value rest_hint(Thread& thread, Value self) {
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return Value::integer(0);
  Value sequence = iterator->sequence;
  if (lookup_special(type_of(sequence), Special::Len).is_unbound()) return Value::not_implemented();
  const int64_t n = TRY(length(thread, sequence)) - iterator->index;
  return Value::integer(n < 0 ? 0 : n);
}
int64_t reverse_hint(Thread&, Value self) {
  auto* iterator = from(self);
  const int64_t n = iterator->index + 1;
  return iterator->sequence.is_unbound() || iterator->sequence.as<List>()->length() < n ? 0 : n;
}

Value empty_reduce(Thread& thread, Value empty) {
  const Value iter = TRY(builtin_object(thread, "iter"));
  return Value(tuple_of(thread.heap(), iter, Value(tuple_of(thread.heap(), empty))));
}
Value reduce_with(Thread& thread, Value self, const char* function) {
  const Value callable = TRY(builtin_object(thread, function));
  auto* iterator = from(self);
  Heap& heap = thread.heap();
  if (iterator->sequence.is_unbound()) return Value::unbound();
  return Value(tuple_of(heap, callable, Value(tuple_of(heap, iterator->sequence)), integer_value(heap, iterator->index)));
}
Value list_reduce(Thread& thread, Value self) {
  const Value reduced = TRY(reduce_with(thread, self, "iter"));
  return reduced.is_unbound() ? empty_reduce(thread, Value(new_list(thread.heap()))) : reduced;
}
Value list_reverse_reduce(Thread& thread, Value self) {
  const Value reduced = TRY(reduce_with(thread, self, "reversed"));
  return reduced.is_unbound() ? empty_reduce(thread, Value(new_list(thread.heap()))) : reduced;
}
Value tuple_reduce(Thread& thread, Value self) {
  const Value reduced = TRY(reduce_with(thread, self, "iter"));
  return reduced.is_unbound() ? empty_reduce(thread, Value(empty_tuple())) : reduced;
}

Status set_index(Thread& thread, Value self, Value state) {
  int64_t index = TRY(to_int64(thread, state));
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return ok_status();
  if (index < 0) index = 0;
  if (!is_exact(self, TypeId::SequenceIterator)) {
    const int64_t n = TRY(length(thread, iterator->sequence));
    if (index > n) index = n;
  }
  iterator->index = index;
  return ok_status();
}
Status set_reverse_index(Thread& thread, Value self, Value state) {
  int64_t index = TRY(to_int64(thread, state));
  auto* iterator = from(self);
  if (iterator->sequence.is_unbound()) return ok_status();
  const int64_t n = iterator->sequence.as<List>()->length();
  iterator->index = index < -1 ? -1 : index > n - 1 ? n - 1 : index;
  return ok_status();
}

#define ITERATOR_METHODS(table, next, hint, reduce, set_state)                                              \
  const Method table[] = {                                                                                 \
      {"__iter__(self, /)", iterator_self, "Implement iter(self)."},                                        \
      {"__next__(self, /)", next_method<next>, "Implement next(self)."},                                    \
      {"__length_hint__(self, /)", hint, "Private method returning an estimate of len(list(it))."},         \
      {"__reduce__(self, /)", reduce, "Return state information for pickling."},                            \
      {"__setstate__(self, state, /)", set_state, "Set state information for unpickling."},                 \
  };
ITERATOR_METHODS(kListMethods, list_next, rest_hint, list_reduce, set_index)
ITERATOR_METHODS(kListReverseMethods, list_reverse_next, reverse_hint, list_reverse_reduce, set_reverse_index)
ITERATOR_METHODS(kTupleMethods, tuple_next, rest_hint, tuple_reduce, set_index)
ITERATOR_METHODS(kBytesMethods, bytes_next, rest_hint, tuple_reduce, set_index)
ITERATOR_METHODS(kByteArrayMethods, bytearray_next, rest_hint, tuple_reduce, set_index)
ITERATOR_METHODS(kSequenceMethods, sequence_next, rest_hint, tuple_reduce, set_index)
#undef ITERATOR_METHODS

// ---- iter(callable, sentinel)

struct CallableIterator : HeapObject {
  Value callable;  // unbound when exhausted
  Value sentinel;
};
void trace_callable(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<CallableIterator*>(object)->callable.bits());
  tracer.visit_value(static_cast<CallableIterator*>(object)->sentinel.bits());
}
const Layout kCallableLayout = {.name = "callable iterator", .fixed_size = sizeof(CallableIterator), .trace = &trace_callable};

Value callable_next(Thread& thread, Value self) {
  auto* iterator = self.as<CallableIterator>();
  if (iterator->callable.is_unbound()) return Value::unbound();
  const Value result = call_with(thread, iterator->callable);
  if (result.is_raised()) {
    if (!clear_if(thread, TypeId::StopIteration)) return result;
    iterator->callable = iterator->sentinel = Value::unbound();
    return Value::unbound();
  }
  if (iterator->callable.is_unbound()) return Value::unbound();
  if (!TRY(equal(thread, iterator->sentinel, result))) return result;
  iterator->callable = iterator->sentinel = Value::unbound();
  return Value::unbound();
}
Value callable_reduce(Thread& thread, Value self) {
  const Value iter = TRY(builtin_object(thread, "iter"));
  auto* iterator = self.as<CallableIterator>();
  Heap& heap = thread.heap();
  if (iterator->callable.is_unbound()) return empty_reduce(thread, Value(empty_tuple()));
  return Value(tuple_of(heap, iter, Value(tuple_of(heap, iterator->callable, iterator->sentinel))));
}
const Method kCallableMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<callable_next>, "Implement next(self)."},
    {"__reduce__(self, /)", callable_reduce, "Return state information for pickling."},
};

}  // namespace

Value new_sequence_iterator(Heap& heap, TypeId type, Value sequence) {
  auto* iterator = heap.allocate_as<SequenceIteratorObject>(exact_shape(type));
  iterator->sequence = sequence;
  return Value(iterator);
}

Value new_callable_iterator(Thread& thread, Value callable, Value sentinel) {
  auto* iterator = thread.heap().allocate_as<CallableIterator>(exact_shape(TypeId::CallableIterator));
  iterator->callable = callable;
  iterator->sentinel = sentinel;
  return Value(iterator);
}

#define ITERATOR_SPEC(Id, python_name, table, next_function)                       \
  extern const TypeSpec k##Id##Spec = {.name = python_name,                        \
                                       .layout = &kLayout,                         \
                                       .kind = kind(PythonKind::SequenceIterator), \
                                       .native_size = sizeof(SequenceIteratorObject), \
                                       .flags = kTypeNoInstantiation,              \
                                       .methods = table,                           \
                                       .next = &next_function};
ITERATOR_SPEC(ListIterator, "list_iterator", kListMethods, list_next)
ITERATOR_SPEC(ListReverseIterator, "list_reverseiterator", kListReverseMethods, list_reverse_next)
ITERATOR_SPEC(TupleIterator, "tuple_iterator", kTupleMethods, tuple_next)
ITERATOR_SPEC(BytesIterator, "bytes_iterator", kBytesMethods, bytes_next)
ITERATOR_SPEC(ByteArrayIterator, "bytearray_iterator", kByteArrayMethods, bytearray_next)
ITERATOR_SPEC(SequenceIterator, "iterator", kSequenceMethods, sequence_next)
#undef ITERATOR_SPEC
extern const TypeSpec kCallableIteratorSpec = {.name = "callable_iterator",
                                               .layout = &kCallableLayout,
                                               .kind = kind(PythonKind::Other),
                                               .native_size = sizeof(CallableIterator),
                                               .flags = kTypeNoInstantiation,
                                               .methods = kCallableMethods,
                                               .next = &callable_next};

}  // namespace taipan::python
