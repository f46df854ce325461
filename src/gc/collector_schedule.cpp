// gc/collector_schedule.cpp -- when collections happen by themselves, and the heap's limit.
//
// Room       Heap.
// In / out   collector_private.h. Thresholds are in collection_policy_private.h.
// Tests      tests/unit/gc/limit_test.cpp, incremental_test.cpp
#include <algorithm>

#include "base/assert.h"
#include "gc/collector_private.h"
#include "gc/heap_private.h"

namespace taipan {

namespace {

// An incremental collection marks for one step whenever this much has been allocated.
// Often, since nothing is freed before the cycle ends.
constexpr size_t kStepBytes = size_t{160} << 10;
// Everything allocated since the roots were last visited is left for the final pause, if it is not more than this.
constexpr size_t kFinalPauseBytes = size_t{4} << 20;
// A cycle that lets the heap grow by its own size, or by this if that is more, is brought to an end.
constexpr size_t kCycleGrowthBytes = size_t{64} << 20;
// Over the limit: the heap is collected again only after growing by a part of it.
constexpr size_t kLimitFraction = 16;
constexpr size_t kLeastHeadroomBytes = size_t{256} << 10;

}  // namespace

void Collector::add_allocated(size_t bytes) {
  statistics.allocated_bytes += bytes;
  policy.add_allocated(bytes);
  allocated_since_step_ += bytes;
  allocated_since_roots_ += bytes;
}

void Collector::add_external(ptrdiff_t delta) {
  external_bytes_ += static_cast<size_t>(delta);
  VM_ASSERT(static_cast<ptrdiff_t>(external_bytes_) >= 0, "no more external bytes are taken back than were added");
  if (delta > 0) add_allocated(static_cast<size_t>(delta));
}

void Collector::safepoint(size_t bytes) {
  VM_CHECK(!is_collecting_, "hooks, trace functions and native finalisers do not allocate");
  if (deferrals_ > 0) [[unlikely]]
    return;
  if (is_incremental_) {
    if (allocated_since_step_ >= kStepBytes) automatic_step();
  } else if (policy.is_young_full()) {
    automatic_collection();
  }
  if (bytes > limit_bytes_ || bytes_in_use() > limit_bytes_ - bytes) [[unlikely]]
    over_limit(bytes);
}

void Collector::automatic_collection() {
  if (!policy.wants_major(old_bytes_, automatic)) {
    collect(CollectionKind::Minor);
  } else if (policy.wants_incremental(old_bytes_)) {
    start_incremental();
  } else {
    collect(CollectionKind::Major);
  }
}

void Collector::automatic_step() {
  allocated_since_step_ = 0;
  const size_t growth = bytes_in_use() > cycle_start_bytes_ ? bytes_in_use() - cycle_start_bytes_ : 0;
  if (growth > std::max(cycle_start_bytes_, kCycleGrowthBytes)) {
    finish_incremental();
    return;
  }
  if (!incremental_step(step_nanoseconds_)) return;
  if (allocated_since_roots_ > kFinalPauseBytes) {
    catch_up();
  } else {
    finish_incremental();
  }
}

void Collector::over_limit(size_t bytes) {
  if (bytes_in_use() >= next_emergency_) {
    collect(CollectionKind::Major);
    next_emergency_ = bytes_in_use() + std::max(limit_bytes_ / kLimitFraction, kLeastHeadroomBytes);
  }
  if (bytes <= limit_bytes_ && bytes_in_use() <= limit_bytes_ - bytes) return;
  if (is_over_limit_) return;
  is_over_limit_ = true;
  if (observer_ != nullptr) observer_->on_memory_limit();
}

bool Collector::make_room(size_t bytes) {
  if (bytes > limit_bytes_) return false;
  if (bytes_in_use() <= limit_bytes_ - bytes) return true;
  if (deferrals_ > 0) return false;
  collect(CollectionKind::Major);
  return bytes_in_use() <= limit_bytes_ - bytes;
}

}  // namespace taipan
