// python/objects/weak_table_private.h -- which weak references there are, by target.
//
// Room       python/objects; weak_reference.cpp, the weak proxies, and the module _weakref use it.
// In / out   Addresses. Nothing here keeps anything alive; the collector asks for entries to be dropped (weak_table.cpp).
#pragma once

#include "python/objects/weak_reference.h"

namespace taipan::python {

// The first reference to `target`, or null; the others follow by next_of_target. First the plain reference that new_weak_reference
// gives again, then the plain proxy, then the others, the newest first.
WeakReferenceObject* first_weak_reference(const HeapObject* target);
void link_weak_reference(Thread& thread, WeakReferenceObject* reference, HeapObject* target);
// Makes `reference` forget its target.
void unlink_weak_reference(WeakReferenceObject* reference);
// Whether it can be given to everybody who wants a reference or proxy without callback.
bool is_shared_weak_reference(const WeakReferenceObject* reference);

}  // namespace taipan::python
