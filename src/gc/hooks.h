// gc/hooks.h -- the interfaces through which the collector calls upwards.
//
// Room       Heap; implemented by the VM layer.
// Contract   All of these run while the world stands still: they must not allocate in the heap nor run VM code.
//            Whoever wants to do more sets a flag that the VM polls at its next safepoint.
// Tests      tests/unit/gc/weak_test.cpp, finalization_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/function_ref.h"
#include "gc/heap_object.h"

namespace taipan {

class Tracer;

enum class CollectionKind : uint8_t { Minor, Major };

// Shows references that live outside the heap. Called at the start of every collection, and a second time at the end
// of an incremental one.
class RootProvider {
 public:
  virtual void visit_roots(Tracer& tracer) = 0;

 protected:
  ~RootProvider() = default;
};

// Weak references are looked at twice in a collection:
//
//   mark from the roots
//   BeforeFinalizers   what is not live now is garbage: language-level weak references to it are cleared here
//   objects with a user-level finaliser are queued, and marked again with everything they reach
//   AfterFinalizers    what is not live now will be freed: tables that must never hold a dangling pointer (interned
//                      strings, shape transitions, code embedded references) drop their entries here
enum class WeakPhase : uint8_t { BeforeFinalizers, AfterFinalizers };

class LivenessQuery {
 public:
  [[nodiscard]] bool is_live(const HeapObject* object) const {
    const uintptr_t offset = reinterpret_cast<uintptr_t>(object) - heap_base_;
    if (offset >= heap_bytes_) return is_live_elsewhere(object);
    return ((mark_words_[offset >> 9] >> ((offset >> 3) & 63)) & 1) != 0;
  }
  // True when a NaN-boxed value is no reference, or refers to a live object.
  [[nodiscard]] bool is_live_value(uint64_t bits) const {
    return !is_heap_reference(bits) || is_live(reinterpret_cast<const HeapObject*>(bits));
  }
  [[nodiscard]] WeakPhase phase() const { return phase_; }
  // In a minor collection only objects allocated since the last collection can be dead, and shapes never are.
  [[nodiscard]] CollectionKind kind() const { return kind_; }

 private:
  friend class Collector;
  LivenessQuery() = default;
  [[nodiscard]] bool is_live_elsewhere(const HeapObject* object) const;

  uintptr_t heap_base_ = 0;
  uintptr_t heap_bytes_ = 0;
  const uint64_t* mark_words_ = nullptr;
  const class ShapeRegion* shapes_ = nullptr;
  WeakPhase phase_ = WeakPhase::BeforeFinalizers;
  CollectionKind kind_ = CollectionKind::Major;
  uint8_t epoch_ = 0;
};

class WeakProcessor {
 public:
  virtual void process_weak(LivenessQuery& query) = 0;

 protected:
  ~WeakProcessor() = default;
};

// What a collection is about to free: shown to an inspector after finalisers were queued and before anything is freed.
class Garbage {
 public:
  // Every object that will be freed, shapes not included.
  void for_each(FunctionRef<void(HeapObject*)> callback) const;
  // Every reference in an object, its shape not included; of words that may be anything those that are references.
  void for_each_reference(HeapObject* object, FunctionRef<void(HeapObject*)> callback) const;
  // One of them, or one reachable from one of them, shall live on, with everything it refers to.
  void keep(HeapObject* object);
  // True of an object outside the shape region that will be freed.
  [[nodiscard]] bool contains(const HeapObject* object) const;

 private:
  friend class Collector;
  Garbage(struct HeapState& state, CollectionKind kind) : state_(state), kind_(kind) {}
  struct HeapState& state_;
  const CollectionKind kind_;
};

class GarbageInspector {
 public:
  virtual void inspect(Garbage& garbage) = 0;

 protected:
  ~GarbageInspector() = default;
};

// One finished collection, for logs and the language's gc module.
struct CollectionReport {
  CollectionKind kind = CollectionKind::Minor;
  size_t live_bytes = 0;        // after it
  size_t freed_bytes = 0;       // by it
  size_t survivor_objects = 0;  // marked by it: all live objects in a major one, promoted ones in a minor one
  size_t finalizable = 0;       // objects queued for their finaliser by it
  uint64_t pause_nanoseconds = 0;
  uint64_t longest_step_nanoseconds = 0;  // of the incremental marking before it; 0 when there was none
};

class HeapObserver {
 public:
  virtual void on_collection_start(CollectionKind) {}
  virtual void on_collection_end(const CollectionReport&) {}
  // Heap::take_pending_finalization() has something.
  virtual void on_finalization_pending() {}
  // Small allocations went over the limit. Raised once; again only after a collection came back under the limit.
  virtual void on_memory_limit() {}

 protected:
  ~HeapObserver() = default;
};

}  // namespace taipan
