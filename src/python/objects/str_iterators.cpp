// python/objects/str_iterators.cpp -- iterators over the characters of a text.
//
// Room       python/objects.
// Tests      tests/python/core/strings/, CPython's test_iter, test_unicode
#include <cstddef>

#include "python/objects/iterators.h"
#include "python/objects/str_private.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

void trace_iterator(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<SequenceIteratorObject*>(object)->sequence.bits());
}

const Layout kLayout = {.name = "str iterator", .fixed_size = sizeof(SequenceIteratorObject), .trace = &trace_iterator};

SequenceIteratorObject* from(Value iterator) { return iterator.as<SequenceIteratorObject>(); }

Value next(Thread& thread, Value self) {
  SequenceIteratorObject* iterator = from(self);
  if (iterator->sequence.is_unbound()) return Value::unbound();
  const auto* text = iterator->sequence.as<String>();
  if (iterator->index < text->length()) return Value(string_from_character(thread.heap(), text->at(iterator->index++)));
  iterator->sequence = Value::unbound();
  return Value::unbound();
}

int64_t iterator_length_hint(Thread&, Value self) {
  const Value text = from(self)->sequence;
  return text.is_unbound() ? 0 : text.as<String>()->length() - from(self)->index;
}

Value iterator_reduce(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  const Value iter = TRY(builtin_object(thread, "iter"));
  const Value text = from(self)->sequence;
  if (text.is_unbound()) return Value(tuple_of(heap, iter, Value(tuple_of(heap, Value(empty_string())))));
  return Value(tuple_of(heap, iter, Value(tuple_of(heap, text)), integer_value(heap, from(self)->index)));
}

Value iterator_setstate(Thread& thread, Value self, Value state) {
  if (!is_int_like(state)) return raise(thread, TypeId::TypeError, "an integer is required");
  const int64_t index = TRY(to_int64(thread, state));
  const Value text = from(self)->sequence;
  if (!text.is_unbound()) {
    const int64_t length = text.as<String>()->length();
    from(self)->index = index < 0 ? 0 : index > length ? length : index;
  }
  return Value::none();
}

const Method kMethods[] = {
    {"__iter__(self, /)", iterator_self},
    {"__next__(self, /)", next_method<next>},
    {"__length_hint__(self, /)", iterator_length_hint, "How many characters are left."},
    {"__reduce__(self, /)", iterator_reduce, "How to make this iterator again."},
    {"__setstate__(self, state, /)", iterator_setstate, "Goes to the character at this index."},
};

}  // namespace

Value new_str_iterator(Heap& heap, String* text) {
  auto* iterator =
      heap.allocate_as<SequenceIteratorObject>(exact_shape(text->is_ascii() ? TypeId::StrAsciiIterator : TypeId::StrIterator));
  iterator->sequence = Value(text);
  return Value(iterator);
}

extern const TypeSpec kStrIteratorSpec = {
    .name = "str_iterator",
    .layout = &kLayout,
    .kind = kind(PythonKind::SequenceIterator),
    .native_size = sizeof(SequenceIteratorObject),
    .flags = kTypeNoInstantiation,
    .methods = kMethods,
    .next = &next,
};
extern const TypeSpec kStrAsciiIteratorSpec = {
    .name = "str_ascii_iterator",
    .layout = &kLayout,
    .kind = kind(PythonKind::SequenceIterator),
    .native_size = sizeof(SequenceIteratorObject),
    .flags = kTypeNoInstantiation,
    .methods = kMethods,
    .next = &next,
};

}  // namespace taipan::python
