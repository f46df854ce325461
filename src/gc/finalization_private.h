// gc/finalization_private.h -- objects that want something done when they die.
//
// Room       Heap, inside only.
// Contract   Finalisable objects (a finaliser in the language) are queued when unreachable and live on until they are
//            taken from the queue; native ones (Layout::finalize) are finalised by the collector and are gone.
//            New registrations are apart from old ones, so that minor collections look at new ones only.
// Tests      tests/unit/gc/finalization_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/address_space_private.h"
#include "gc/hooks.h"
#include "gc/mark_bitmap_private.h"
#include "gc/tracer.h"

namespace taipan {

class FinalizationRegistry {
 public:
  explicit FinalizationRegistry(const AddressSpace& space) : space_(space) {}

  void register_finalizable(HeapObject* object) { young_.push_back(object); }
  void unregister_finalizable(HeapObject* object);
  void register_native(HeapObject* object) { young_native_.push_back(object); }

  [[nodiscard]] bool has_pending() const { return next_pending_ < pending_.size(); }
  [[nodiscard]] HeapObject* take_pending();
  void queue_all();

  // The queue is a root.
  void visit_pending(Tracer& tracer);
  // Queues the registered objects that are not marked, and visits them. How many there were.
  size_t queue_unreachable(CollectionKind kind, struct HeapState& state, Tracer& tracer);
  // Finalises the native objects that are not marked.
  void finalize_dead_natives(CollectionKind kind, const MarkBitmap& marks);
  // Finalises all native objects: the heap goes away.
  void finalize_all_natives();

 private:
  [[nodiscard]] bool is_live(const HeapObject* object, const MarkBitmap& marks) const {
    return marks.is_marked(reinterpret_cast<uintptr_t>(object) - space_.base());
  }
  void queue_dead(std::vector<HeapObject*>& registered, const MarkBitmap& marks);
  void finalize_dead(std::vector<HeapObject*>& registered, const MarkBitmap& marks);

  const AddressSpace& space_;
  std::vector<HeapObject*> young_;
  std::vector<HeapObject*> old_;
  std::vector<HeapObject*> young_native_;
  std::vector<HeapObject*> old_native_;
  std::vector<HeapObject*> pending_;
  size_t next_pending_ = 0;
};

}  // namespace taipan
