// python/objects/weak_reference.h -- weak references: objects that know another one without keeping it alive.
//
// `weakref.ref` objects, proxies, and the runtime's own uses (lists of subclasses) are WeakReferenceObjects. All of them are on one
// list that the heap's WeakProcessor walks after marking: dead targets are cleared, callbacks queued.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

struct WeakReferenceObject : HeapObject {  // PythonKind::WeakReference; subclasses of weakref.ref have attributes
  HeapObject* target;   // null when cleared; not traced
  Value callback;       // or None
  uint64_t hash;
  bool hash_known;
  WeakReferenceObject* next_of_target;  // not traced: the chain of references to the same target, in a table by address
};

// A reference without callback; the same object for the same target while it lives.
WeakReferenceObject* new_weak_reference(Thread& thread, HeapObject* target, Value callback, Type* type);
// TypeError unless objects of its class can be referred to weakly.
Status check_weakrefable(Thread& thread, Value target);
// The target, or unbound when it is dead or `reference` is not a weak reference.
Value weak_target(Value reference);
// The first of the references to this object, or null; the others follow through next_of_target.
WeakReferenceObject* first_weak_reference(const HeapObject* target);

}  // namespace taipan::python
