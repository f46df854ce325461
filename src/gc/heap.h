// gc/heap.h -- the garbage-collected heap: the door of this room.
//
// Room       Heap. Knows src/base only; learns about objects from gc/layout.h and calls upwards through gc/hooks.h.
// In / out   allocate(), write_barrier(), roots; everything else is for the language's gc module and for tests.
// Tests      tests/unit/gc/
//
// Non-moving, generational (sticky marks), mark-region: 32 KiB blocks of 32-byte lines; allocation bumps a cursor
// through free lines; objects above 8 KiB have pages of their own. Exact in the heap, conservative on native stacks:
// C++ code holds plain pointers, no handles, and an object that a native frame or register points to (or into) lives.
//
// Rules for users
//  1. Any allocation may collect. An object must be traceable at the next allocation: memory comes zeroed with the
//     header set; a variable-size object stores its length or capacity before anything else is allocated.
//  2. After (or before) storing a reference into an object call write_barrier(owner), with no allocation between the
//     two. A change of `shape_ref` counts as a store. Not needed for an object allocated since the last allocation.
//  3. Pointers to or into objects in native memory (malloc, globals) do not keep anything alive: register roots.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "base/function_ref.h"
#include "gc/heap_object.h"
#include "gc/hooks.h"
#include "gc/layout.h"
#include "gc/native_stack.h"
#include "gc/tracer.h"

namespace taipan {

struct HeapState;

struct HeapConfig {
  // How to trace and finalise the shapes themselves. Null: shapes hold no references.
  const Layout* shape_layout = nullptr;
  HeapObserver* observer = nullptr;
  size_t limit_bytes = SIZE_MAX;                  // see set_limit
  size_t young_bytes = size_t{1} << 20;           // allocation between minor collections of a small heap
  size_t young_bytes_maximum = size_t{8} << 20;   // the same of a large heap
  size_t first_major_bytes = size_t{4} << 20;     // live size that starts the first major collection
  size_t incremental_bytes = size_t{12} << 20;    // live size from which on major marking is incremental
  uint32_t pause_microseconds = 3000;             // bound on one incremental step
  // The calling thread is registered, with the stack above the frame of the constructor's caller, unless false.
  bool register_current_thread = true;
};

// Totals since the heap was made.
struct HeapStatistics {
  uint64_t minor_collections = 0;
  uint64_t major_collections = 0;
  uint64_t incremental_steps = 0;
  uint64_t allocated_bytes = 0;
  uint64_t freed_bytes = 0;
  uint64_t finalizable_queued = 0;
  uint64_t total_pause_nanoseconds = 0;
  uint64_t longest_pause_nanoseconds = 0;
};

enum class AutomaticCollection : uint8_t { Disabled, Enabled };

class Heap {
 public:
  // There is one heap at a time in a process: the region of shapes has a fixed address.
  explicit Heap(const HeapConfig& config);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // ---- Allocation ------------------------------------------------------------------------------------------------

  // A zeroed object of `bytes` with its header set. Never fails: over the limit it raises on_memory_limit and goes on;
  // when the machine has no memory left the process stops with a message.
  [[nodiscard]] HeapObject* allocate(ShapeHeader* shape, size_t bytes) {
    const size_t occupied = occupied_bytes(bytes);
    const uintptr_t address = cursor_;
    if (occupied > limit_ - address) [[unlikely]]
      return allocate_slow(shape, bytes);
    cursor_ = address + occupied;
    return initialize(address, shape);
  }

  template <class T>
  [[nodiscard]] T* allocate_as(ShapeHeader* shape, size_t bytes = sizeof(T)) {
    return static_cast<T*>(allocate(shape, bytes));
  }

  // The same for sizes that a user controls: null if the heap limit or the machine's memory would be exceeded.
  [[nodiscard]] HeapObject* try_allocate(ShapeHeader* shape, size_t bytes);

  // An object whose layout has `finalize`: it is registered, and finalised when it dies.
  [[nodiscard]] HeapObject* allocate_with_native(ShapeHeader* shape, size_t bytes);

  // A zeroed shape cell with its layout set. `meta` is the shape of the shape, or null.
  [[nodiscard]] ShapeHeader* allocate_shape(const Layout* layout, ShapeHeader* meta = nullptr);

  // A large storage object of another size: same contents up to the smaller size, the rest zeroed. The result may be at
  // another address, and the old one is then dead at once, so the caller's must be the only reference to it, and no
  // native frame may go on using a pointer to it. The layout's `size` is not asked: the caller updates the capacity.
  // Works for objects of any size. Null if the heap limit would be exceeded; then nothing has changed.
  [[nodiscard]] HeapObject* resize_large(HeapObject* object, size_t old_bytes, size_t new_bytes);

  // Frees a large object now. For storage whose only owner has just dropped it; nothing may refer to it any more. Does
  // nothing to small objects.
  void release_large(HeapObject* object, size_t bytes);

  // Native memory that lives and dies with objects counts towards the thresholds.
  void add_external_bytes(ptrdiff_t delta);

  // For code generators: `cursor` and `limit` are the first words of the heap. Bump if the sum is not above the limit,
  // store the shape's address zero-extended to 64 bits as the header, else call allocate_slow.
  static constexpr size_t kCursorOffset = 0;
  static constexpr size_t kLimitOffset = 8;
  [[nodiscard]] HeapObject* allocate_slow(ShapeHeader* shape, size_t bytes);

  // ---- Barrier ---------------------------------------------------------------------------------------------------

  // Call it with any store of a reference into `owner`. Compiled code tests kGcUnlogged in the byte at
  // offsetof(HeapObject, gc_bits), and calls log_object if it is set.
  void write_barrier(HeapObject* owner) {
    if ((owner->gc_bits & kGcUnlogged) != 0) [[unlikely]]
      log_object(owner);
  }
  // The same, when the store went to `slot` inside `owner`: cheaper for large arrays, where only that card is looked
  // at.
  void write_barrier_slot(HeapObject* owner, const void* slot) {
    if ((owner->gc_bits & kGcUnlogged) != 0) [[unlikely]]
      log_slot(owner, slot);
  }
  void log_object(HeapObject* owner);
  void log_slot(HeapObject* owner, const void* slot);

  // ---- Roots -----------------------------------------------------------------------------------------------------

  void add_roots(RootProvider* provider);
  void remove_roots(RootProvider* provider);
  // `count` NaN-boxed values outside the heap, read at every collection.
  void add_root_values(const uint64_t* values, size_t count);
  void remove_root_values(const uint64_t* values);

  void register_stack(NativeStack* stack);
  void unregister_stack(NativeStack* stack);
  // Says whose frames are running now; null: nobody's.
  void set_current_stack(NativeStack* stack);
  [[nodiscard]] NativeStack* current_stack() const;

  // ---- Weak references and finalisers ------------------------------------------------------------------------------

  void add_weak_processor(WeakProcessor* processor);
  void remove_weak_processor(WeakProcessor* processor);

  // Null, or who looks at what the next collections are about to free.
  void set_garbage_inspector(GarbageInspector* inspector);

  // The object has a user-level finaliser. When it becomes unreachable it is queued and lives on, with all it refers
  // to, until somebody takes it from the queue and drops it. That happens once for each registration.
  void register_finalizable(HeapObject* object);
  void unregister_finalizable(HeapObject* object);
  [[nodiscard]] bool has_pending_finalization() const;
  // The next object to finalise in order of registration, or null.
  [[nodiscard]] HeapObject* take_pending_finalization();
  // Queues all registered objects, reachable or not: for the end of the program.
  void queue_all_finalizable();

  // ---- Collections
  // ---------------------------------------------------------------------------------------------------

  void collect(CollectionKind kind);
  // Incremental marking by hand; collections started by allocation do this themselves.
  void start_incremental();
  // Marks for about this long. True when only the final pause is left: then finish_incremental().
  bool incremental_step(uint64_t nanoseconds);
  void finish_incremental();
  [[nodiscard]] bool is_marking_incrementally() const;

  // While one of these exists, allocation does not collect (explicit collections still do). For short stretches that
  // build something that is not yet traceable.
  class DeferCollections {
   public:
    explicit DeferCollections(Heap& heap) : heap_(heap) { heap.defer_collections(1); }
    ~DeferCollections() { heap_.defer_collections(-1); }
    DeferCollections(const DeferCollections&) = delete;
    DeferCollections& operator=(const DeferCollections&) = delete;

   private:
    Heap& heap_;
  };

  // Disabled: minor collections go on (allocation needs them), major ones wait until the heap is four times as large as
  // it would be otherwise.
  void set_automatic(AutomaticCollection mode);
  [[nodiscard]] AutomaticCollection automatic() const;
  // Fixes the allocation between minor collections; 0: adapt to the live size.
  void set_young_bytes(size_t bytes);
  // The heap's limit. Objects, with the holes between them, count, and external bytes; the collector's own tables do
  // not.
  void set_limit(size_t bytes);
  [[nodiscard]] size_t limit() const;
  // Collects at every n-th allocation (alternating minor and major collections); 0: stops that.
  void set_stress(uint32_t every);

  // gc.freeze(): the heap is generational and non-moving, so this only counts.
  void freeze();
  void unfreeze();
  [[nodiscard]] size_t frozen_objects() const;

  // ---- Looking at it
  // -------------------------------------------------------------------------------------------------

  [[nodiscard]] const HeapStatistics& statistics() const;
  [[nodiscard]] size_t bytes_in_use() const;     // live at the last collection and allocated since
  [[nodiscard]] size_t bytes_committed() const;  // pages that hold or held objects and are not given back
  // 0: kilobytes allocated since the last collection; 1: minor collections since the last major one; 2: live objects
  // after the last major collection.
  [[nodiscard]] size_t generation_count(int generation) const;

  // How many objects there are, reachable or not yet collected, shapes not included. The difference over a major
  // collection is what it freed.
  [[nodiscard]] size_t count_objects();
  // 0 for objects allocated since the last collection, 2 for all others.
  [[nodiscard]] int generation_of(const HeapObject* object) const;
  // Calls back for every object: reachable, or not yet collected. No allocation inside.
  void for_each_object(FunctionRef<void(HeapObject*)> callback);
  void for_each_shape(FunctionRef<void(ShapeHeader*)> callback);
  // Calls back for every reference in `object`, its shape not included.
  void for_each_reference(HeapObject* object, FunctionRef<void(HeapObject*)> callback);
  // The object that `address` points to or into, or null.
  [[nodiscard]] HeapObject* find_object(const void* address);

  // Walks the heap and stops the program with a message if an invariant does not hold.
  void verify();
  // The same as a value: null, or what is wrong (valid until the next call).
  [[nodiscard]] const char* find_inconsistency();

  [[nodiscard]] HeapState& state() { return *state_; }

 private:
  friend struct HeapState;

  [[nodiscard]] static HeapObject* initialize(uintptr_t address, const ShapeHeader* shape) {
    *reinterpret_cast<uint64_t*>(address) = reinterpret_cast<uintptr_t>(shape);
    return reinterpret_cast<HeapObject*>(address);
  }

  void defer_collections(int delta);

  uintptr_t cursor_ = 0;  // next free byte of the zeroed window
  uintptr_t limit_ = 0;   // its end
  HeapState* state_ = nullptr;
};

}  // namespace taipan
