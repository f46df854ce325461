// gc/collector_private.h -- collections: their phases, in order, and when they happen.
//
// Room       Heap, inside only.
// In / out   safepoint() before the allocator takes memory; collect() and the incremental steps.
// Tests      tests/unit/gc/collection_test.cpp, incremental_test.cpp, limit_test.cpp
//
// A collection is
//
//   1. begin      holes given up; a major one takes a clean bitmap and the next epoch
//   2. roots      providers, ranges, finalisation queue, native stacks; a minor one adds what the barrier remembers and
//                 the young shapes
//   3. drain      everything reachable gets marked
//   4. weak       language-level weak references; finalisable objects revive; weak tables; native finalisers
//   5. sweep      lines, large objects, and in a major one shapes
//   6. settle     thresholds, statistics, pages back to the system
//
// Marks are sticky: a minor collection leaves them, so what is marked is old and only what is not marked is looked at.
//
// An incremental major collection does 1 and 2 at once, then 3 in steps between which the program runs. There are no
// minor collections in the meantime. What the program writes into scanned objects is remembered by the same barrier; so
// at the end the roots and the remembered objects are visited again, and what is queued then is drained in the final
// pause, with everything allocated since. To keep that pause short this catching up is done before too, as often as
// much has been allocated since the last time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/collection_policy_private.h"
#include "gc/heap.h"
#include "gc/marker_private.h"

namespace taipan {

class Collector {
 public:
  explicit Collector(HeapState& state, const HeapConfig& config);

  // The allocator is about to take `bytes`: collects if it is time, and sees to the limit.
  void safepoint(size_t bytes);
  void add_allocated(size_t bytes);
  // True when `bytes` more stay under the limit, if need be after a major collection.
  [[nodiscard]] bool make_room(size_t bytes);

  void collect(CollectionKind kind);
  void start_incremental();
  bool incremental_step(uint64_t nanoseconds);
  void finish_incremental();
  [[nodiscard]] bool is_incremental() const { return is_incremental_; }
  [[nodiscard]] bool is_collecting() const { return is_collecting_; }

  void add_external(ptrdiff_t delta);
  [[nodiscard]] size_t bytes_in_use() const;

  void defer(int delta) { deferrals_ += delta; }
  [[nodiscard]] bool is_deferred() const { return deferrals_ > 0; }

  void set_limit(size_t bytes) {
    limit_bytes_ = bytes;
    is_over_limit_ = false;
    next_emergency_ = 0;
  }
  [[nodiscard]] size_t limit() const { return limit_bytes_; }

  CollectionPolicy policy;
  AutomaticCollection automatic = AutomaticCollection::Enabled;
  HeapStatistics statistics;
  std::vector<WeakProcessor*> weak_processors;
  GarbageInspector* garbage_inspector = nullptr;
  uint64_t minors_since_major = 0;
  size_t live_objects = 0;  // after the last major collection

 private:
  void automatic_collection();
  void automatic_step();
  void over_limit(size_t bytes);
  void begin(CollectionKind kind);
  void begin_major_marking();
  void visit_roots(CollectionKind kind);
  void catch_up();
  void finish(CollectionKind kind, uint64_t start, size_t bytes_before);
  size_t process_weak_and_finalizers(CollectionKind kind);
  void sweep(CollectionKind kind);
  void note_pause(uint64_t nanoseconds);

  HeapState& state_;
  HeapObserver* const observer_;
  const uint64_t step_nanoseconds_;
  size_t limit_bytes_;
  size_t external_bytes_ = 0;
  size_t old_bytes_ = 0;       // in use after the last collection
  size_t next_emergency_ = 0;  // over the limit: bytes in use from which on collecting is worth another try
  bool is_over_limit_ = false;
  bool is_collecting_ = false;
  int deferrals_ = 0;
  uint8_t epoch_ = kFirstEpoch;

  // Of an incremental collection.
  bool is_incremental_ = false;
  size_t cycle_start_bytes_ = 0;
  size_t allocated_since_step_ = 0;
  size_t allocated_since_roots_ = 0;
  uint64_t longest_step_ = 0;
};

}  // namespace taipan
