// python/runtime/language.h -- Python's side of the vm's and the heap's interfaces.
#pragma once

#include "gc/hooks.h"
#include "vm/thread.h"

namespace taipan::python {

Language& python_language();
HeapObserver& python_heap_observer();
void add_python_roots(Heap& heap);

}  // namespace taipan::python
