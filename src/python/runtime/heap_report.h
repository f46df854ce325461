// python/runtime/heap_report.h -- what the heap holds, for developers: -X heap_report.
#pragma once

#include "gc/hooks.h"

namespace taipan {
class Heap;
}

namespace taipan::python {

// Writes a line to stderr for each collection, and a census of the objects, by layout and class, when the process is larger
// than ever before after a major collection and at the end of the process. Passes everything on to `next`.
HeapObserver& reporting_observer(HeapObserver& next);
// The heap that is reported on, once there is one.
void report_on(Heap& heap);

}  // namespace taipan::python
