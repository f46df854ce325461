// gc/finalization.cpp -- queueing and native finalisation.
//
// Room       Heap.
// In / out   finalization_private.h.
// Tests      tests/unit/gc/finalization_test.cpp
#include "gc/finalization_private.h"
#include "gc/finalization_order.h"
#include "gc/heap_private.h"
#include "gc/layout.h"

namespace taipan {

void FinalizationRegistry::unregister_finalizable(HeapObject* object) {
  if (std::erase(young_, object) == 0) std::erase(old_, object);
}

HeapObject* FinalizationRegistry::take_pending() {
  if (!has_pending()) return nullptr;
  HeapObject* object = pending_[next_pending_++];
  if (!has_pending()) {
    pending_.clear();
    next_pending_ = 0;
  }
  return object;
}

void FinalizationRegistry::queue_all() {
  pending_.insert(pending_.end(), old_.begin(), old_.end());
  pending_.insert(pending_.end(), young_.begin(), young_.end());
  old_.clear();
  young_.clear();
}

void FinalizationRegistry::visit_pending(Tracer& tracer) {
  for (size_t i = next_pending_; i < pending_.size(); ++i)
    tracer.visit(pending_[i]);
}

void FinalizationRegistry::queue_dead(std::vector<HeapObject*>& registered, const MarkBitmap& marks) {
  size_t kept = 0;
  for (HeapObject* object : registered) {
    if (is_live(object, marks)) {
      registered[kept++] = object;
    } else if (g_wants_finalizer == nullptr || g_wants_finalizer(object)) {
      pending_.push_back(object);
    }
  }
  registered.resize(kept);
}

size_t FinalizationRegistry::queue_unreachable(CollectionKind kind, HeapState& state, Tracer& tracer) {
  const size_t before = pending_.size();
  const MarkBitmap& marks = state.marks;
  if (kind == CollectionKind::Major) queue_dead(old_, marks);
  queue_dead(young_, marks);
  old_.insert(old_.end(), young_.begin(), young_.end());
  young_.clear();
  order_for_finalization(state, kind, pending_, before);
  // Only now: what one of them refers to may be registered too, and is queued all the same.
  for (size_t i = before; i < pending_.size(); ++i)
    tracer.visit(pending_[i]);
  return pending_.size() - before;
}

void FinalizationRegistry::finalize_dead(std::vector<HeapObject*>& registered, const MarkBitmap& marks) {
  size_t kept = 0;
  for (HeapObject* object : registered) {
    if (is_live(object, marks)) {
      registered[kept++] = object;
    } else {
      object->shape()->layout->finalize(object);
    }
  }
  registered.resize(kept);
}

void FinalizationRegistry::finalize_dead_natives(CollectionKind kind, const MarkBitmap& marks) {
  if (kind == CollectionKind::Major) finalize_dead(old_native_, marks);
  finalize_dead(young_native_, marks);
  old_native_.insert(old_native_.end(), young_native_.begin(), young_native_.end());
  young_native_.clear();
}

void FinalizationRegistry::finalize_all_natives() {
  for (HeapObject* object : old_native_)
    object->shape()->layout->finalize(object);
  for (HeapObject* object : young_native_)
    object->shape()->layout->finalize(object);
  old_native_.clear();
  young_native_.clear();
}

}  // namespace taipan
