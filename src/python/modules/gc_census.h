// python/modules/gc_census.h -- what a collection asked for by the program found: how many objects, and which.
//
// Room       python/modules; gc's own.
// Tests      tests/python/memory/gc_counts_objects_in_cycles.py, CPython's test_gc
//
// gc.collect() tells how many objects it found in or behind reference cycles. Elsewhere, objects without a cycle die
// with their last reference and are never seen by a collector; here they die in the collection too, so the census takes
// them out: what nothing refers to, then what only that referred to, and so on. What remains is on a cycle or behind one.
#pragma once

#include <vector>

#include "gc/heap.h"

namespace taipan::python {

class GarbageCensus final : public GarbageInspector {
 public:
  explicit GarbageCensus(bool keeps) : keeps_(keeps) {}
  void inspect(Garbage& garbage) override;

  [[nodiscard]] bool keeps() const { return keeps_; }
  // Containers on cycles or behind them, in all collections so far.
  [[nodiscard]] int64_t count() const { return count_; }
  // The same of the last collection, if they are to be kept or shown; valid until the next allocation unless kept.
  [[nodiscard]] const std::vector<HeapObject*>& found() const { return found_; }

 private:
  const bool keeps_;
  int64_t count_ = 0;
  std::vector<HeapObject*> found_;
};

// What gc.is_tracked() says: whether the object is one that may be part of a reference cycle.
bool is_tracked(HeapObject* object);
// An instance of a class, not the VM's own storage.
bool is_visible(const HeapObject* object);

}  // namespace taipan::python
