// gc/collector.cpp -- the phases of a collection.
//
// Room       Heap.
// In / out   collector_private.h has the plan. When automatic collections happen is in collector_schedule.cpp.
// Tests      tests/unit/gc/collection_test.cpp, weak_test.cpp, incremental_test.cpp
#include <time.h>

#include "base/assert.h"
#include "gc/collector_private.h"
#include "gc/heap_private.h"

namespace taipan {

namespace {

// In builds with assertions the heap is verified around collections: always a small one, a larger one now and then.
constexpr size_t kVerifyBytes = size_t{1} << 20;

bool is_time_to_verify(const HeapStatistics& statistics, size_t bytes_in_use) {
  if (!kAssertionsEnabled) return false;
  const uint64_t collections = statistics.minor_collections + statistics.major_collections;
  return collections % (1 + bytes_in_use / kVerifyBytes) == 0;
}

uint64_t monotonic_nanoseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000000000 + static_cast<uint64_t>(now.tv_nsec);
}

}  // namespace

bool LivenessQuery::is_live_elsewhere(const HeapObject* object) const {
  if (object == nullptr || kind_ == CollectionKind::Minor) return true;
  return shapes_->is_marked(reinterpret_cast<uintptr_t>(object), epoch_);
}

Collector::Collector(HeapState& state, const HeapConfig& config)
    : policy(config),
      state_(state),
      observer_(config.observer),
      step_nanoseconds_(uint64_t{config.pause_microseconds} * 1000),
      limit_bytes_(config.limit_bytes) {}

size_t Collector::bytes_in_use() const {
  return state_.blocks.occupied_bytes() + state_.large.occupied_bytes() + state_.shapes.allocated_bytes() +
         external_bytes_;
}

void Collector::note_pause(uint64_t nanoseconds) {
  statistics.total_pause_nanoseconds += nanoseconds;
  if (nanoseconds > statistics.longest_pause_nanoseconds) statistics.longest_pause_nanoseconds = nanoseconds;
}

void Collector::begin(CollectionKind kind) {
  VM_CHECK(!is_collecting_, "nothing that runs inside a collection collects");
  is_collecting_ = true;
  state_.allocator.retire();
  if (kind == CollectionKind::Major) {
    begin_major_marking();
    return;
  }
  if (is_time_to_verify(statistics, old_bytes_)) state_.heap.verify();
  state_.marker.begin(Marker::Scope::Young, epoch_, state_.marks, state_.marks);
}

void Collector::begin_major_marking() {
  if (is_incremental_) {
    // What was marked so far may be garbage by now; somebody wants all garbage found. `previous` stays what it is.
    state_.marker.abandon();
    state_.marks.clear_all(state_.space.frontier_bytes());
    is_incremental_ = false;
  } else {
    state_.marks.swap(state_.previous);
  }
  state_.remembered.clear();
  epoch_ = epoch_ == kLastEpoch ? kFirstEpoch : static_cast<uint8_t>(epoch_ + 1);
  state_.marker.begin(Marker::Scope::All, epoch_, state_.marks, state_.previous);
}

void Collector::visit_roots(CollectionKind kind) {
  Marker& marker = state_.marker;
  if (kind == CollectionKind::Minor) {
    for (ShapeHeader* shape : state_.shapes.young())
      marker.visit(shape);
  }
  state_.finalization.visit_pending(marker);
  state_.roots.visit(marker);
}

void Collector::collect(CollectionKind kind) {
  if (is_incremental_ && kind == CollectionKind::Minor) {
    finish_incremental();
    return;
  }
  const uint64_t start = monotonic_nanoseconds();
  const size_t bytes_before = bytes_in_use();
  if (observer_ != nullptr) observer_->on_collection_start(kind);
  longest_step_ = 0;
  begin(kind);
  visit_roots(kind);
  if (kind == CollectionKind::Minor) state_.remembered.rescan(state_.marker, state_.marks);
  state_.marker.drain();
  finish(kind, start, bytes_before);
}

void Collector::start_incremental() {
  if (is_incremental_) return;
  // From here on there is nothing young: all objects are old, and none is logged.
  collect(CollectionKind::Minor);
  const uint64_t start = monotonic_nanoseconds();
  if (observer_ != nullptr) observer_->on_collection_start(CollectionKind::Major);
  begin(CollectionKind::Major);
  is_incremental_ = true;
  cycle_start_bytes_ = bytes_in_use();
  allocated_since_step_ = 0;
  allocated_since_roots_ = 0;
  visit_roots(CollectionKind::Major);
  is_collecting_ = false;
  longest_step_ = monotonic_nanoseconds() - start;
  note_pause(longest_step_);
}

bool Collector::incremental_step(uint64_t nanoseconds) {
  VM_CHECK(is_incremental_ && !is_collecting_, "a step belongs to an incremental collection");
  constexpr uint64_t kWorkBetweenClocks = 2048;
  is_collecting_ = true;
  const uint64_t start = monotonic_nanoseconds();
  bool is_done = false;
  uint64_t elapsed = 0;
  do {
    is_done = state_.marker.drain_some(kWorkBetweenClocks);
    elapsed = monotonic_nanoseconds() - start;
  } while (!is_done && elapsed < nanoseconds);
  is_collecting_ = false;
  ++statistics.incremental_steps;
  if (elapsed > longest_step_) longest_step_ = elapsed;
  note_pause(elapsed);
  return is_done;
}

void Collector::catch_up() {
  is_collecting_ = true;
  state_.allocator.retire();
  allocated_since_roots_ = 0;
  visit_roots(CollectionKind::Major);
  state_.remembered.rescan(state_.marker, state_.marks);
  is_collecting_ = false;
}

void Collector::finish_incremental() {
  VM_CHECK(is_incremental_, "what is finished was started");
  const uint64_t start = monotonic_nanoseconds();
  const size_t bytes_before = bytes_in_use();
  catch_up();
  is_collecting_ = true;
  state_.marker.drain();
  finish(CollectionKind::Major, start, bytes_before);
}

size_t Collector::process_weak_and_finalizers(CollectionKind kind) {
  LivenessQuery query;
  query.heap_base_ = state_.space.base();
  query.heap_bytes_ = state_.space.reserved_bytes();
  query.mark_words_ = state_.marks.words();
  query.shapes_ = &state_.shapes;
  query.kind_ = kind;
  query.epoch_ = epoch_;
  query.phase_ = WeakPhase::BeforeFinalizers;
  for (WeakProcessor* processor : weak_processors)
    processor->process_weak(query);
  const size_t queued = state_.finalization.queue_unreachable(kind, state_, state_.marker);
  state_.marker.drain();
  if (garbage_inspector != nullptr) {
    Garbage garbage(state_, kind);
    garbage_inspector->inspect(garbage);
    state_.marker.drain();
  }
  query.phase_ = WeakPhase::AfterFinalizers;
  for (WeakProcessor* processor : weak_processors)
    processor->process_weak(query);
  state_.finalization.finalize_dead_natives(kind, state_.marks);
  return queued;
}

void Collector::sweep(CollectionKind kind) {
  if (kind == CollectionKind::Minor) {
    state_.blocks.sweep_touched(epoch_, state_.marks);
    state_.large.sweep_young(state_.marks);
  } else {
    state_.blocks.sweep_all(epoch_, state_.marks);
    state_.large.sweep_all(state_.marks);
    // Last: sizes of objects come from their shapes.
    const Layout* layout = state_.config.shape_layout;
    state_.shapes.sweep(epoch_, layout != nullptr ? layout->finalize : nullptr);
    state_.previous.clear_all(state_.space.frontier_bytes());
  }
  state_.shapes.forget_young();
}

void Collector::finish(CollectionKind kind, uint64_t start, size_t bytes_before) {
  const size_t queued = process_weak_and_finalizers(kind);
  sweep(kind);
  is_incremental_ = false;
  old_bytes_ = bytes_in_use();
  policy.after_collection(kind, old_bytes_, state_.marker.marked_bytes());
  if (kind == CollectionKind::Major) {
    ++statistics.major_collections;
    minors_since_major = 0;
    live_objects = state_.marker.marked_objects();
  } else {
    ++statistics.minor_collections;
    ++minors_since_major;
  }
  // What the next minor collections will not need. After a minor one some more is kept, since it costs a look at all.
  const size_t kept = kind == CollectionKind::Major ? policy.young_limit() : 2 * policy.young_limit();
  if (state_.space.free_units_below_frontier() * kUnitBytes > kept) state_.space.discard_free_pages(kept);
  const size_t freed = bytes_before > old_bytes_ ? bytes_before - old_bytes_ : 0;
  statistics.freed_bytes += freed;
  statistics.finalizable_queued += queued;
  if (old_bytes_ <= limit_bytes_ - limit_bytes_ / 32) {
    is_over_limit_ = false;
    next_emergency_ = 0;
  }
  const uint64_t pause = monotonic_nanoseconds() - start;
  note_pause(pause);
  is_collecting_ = false;
  if (is_time_to_verify(statistics, old_bytes_)) state_.heap.verify();
  if (observer_ == nullptr) return;
  const CollectionReport report = {.kind = kind,
                                   .live_bytes = old_bytes_,
                                   .freed_bytes = freed,
                                   .survivor_objects = state_.marker.marked_objects(),
                                   .finalizable = queued,
                                   .pause_nanoseconds = pause,
                                   .longest_step_nanoseconds = longest_step_};
  observer_->on_collection_end(report);
  if (state_.finalization.has_pending()) observer_->on_finalization_pending();
}

}  // namespace taipan
