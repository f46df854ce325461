// python/objects/iterators.h -- making the built-in iterators, and what all of them share.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

// An iterator over a list, tuple, str, bytes, bytearray, or anything with __getitem__ (TypeId::SequenceIterator).
Value new_sequence_iterator(Heap& heap, TypeId type, Value sequence);
Value new_range_iterator(Thread& thread, RangeObject* range);

// The next element of an iterator whose type is native (TypeSpec::next): unbound at the end. `handled` tells whether it is.
Value native_next(Thread& thread, Value iterator, bool* handled);

// __next__ of an iterator from its TypeSpec::next function.
template <auto next>
Value next_method(Thread& thread, Value self) {
  const Value value = next(thread, self);
  if (value.is_unbound()) return raise_stop_iteration(thread, Value::unbound());
  return value;
}
Value iterator_self(Thread& thread, Value self);  // __iter__ of iterators

// An attribute of the module builtins: what __reduce__ methods name.
Value builtin_object(Thread& thread, const char* name);

// TypeError when a __new__ that takes no keyword arguments was given some, unless they are meant for the __init__ of a class
// derived from the function's owner.
inline Status refuse_keywords(Thread& thread, NativeCall call) {
  if (!call.names) return ok_status();
  Type *type = call.values[0].as<Type>(), *owner = call.function->owner;
  if (type != owner && !(lookup_special(type, Special::Init) == lookup_special(owner, Special::Init))) return ok_status();
  return raise(thread, TypeId::TypeError, "%N() takes no keyword arguments", owner);
}

// type(self)(*arguments) for __new__: an instance of a fixed-size native type or a class derived from it, zeroed.
template <class T>
T* new_instance(Thread& thread, Value type) {
  return static_cast<T*>(allocate_instance(thread.heap(), type.as<Type>()));
}

}  // namespace taipan::python
