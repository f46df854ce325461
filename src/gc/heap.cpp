// gc/heap.cpp -- the heap's public operations.
//
// Room       Heap.
// In / out   heap.h is the contract. The work is in the parts that heap_private.h puts together.
// Tests      tests/unit/gc/
#include "gc/heap.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/bits.h"
#include "gc/collect_above.h"
#include "gc/heap_private.h"

namespace taipan {

namespace {

constexpr size_t kLeastReservation = 64 * kGiB;

// Address space is free; several times the machine's memory leaves room for large objects to be placed.
size_t reservation_bytes() {
  const size_t wanted = std::max(kLeastReservation, align_up(4 * physical_memory_bytes(), kGiB));
  const size_t limit = address_space_limit();
  return limit == SIZE_MAX ? wanted : std::min(wanted, align_down(limit / 4, kUnitBytes));
}

[[noreturn]] void out_of_memory(size_t bytes) {
  std::fprintf(stderr, "taipan: fatal: out of memory (allocating %zu bytes)\n", bytes);
  std::fflush(stderr);
  std::abort();
}

}  // namespace

HeapState::HeapState(Heap& owner, const HeapConfig& given)
    : heap(owner),
      config(given),
      space(reservation_bytes()),
      blocks(space),
      large(space),
      marks(space.reserved_bytes()),
      previous(space.reserved_bytes()),
      finder(space, blocks, large, shapes),
      marker(space, blocks, shapes, finder),
      remembered(space, blocks, large),
      finalization(space),
      collector(*this, given),
      allocator(owner.cursor_, owner.limit_, space, blocks, large, collector) {
  marker.shape_layout = given.shape_layout;
}

HeapState::~HeapState() {
  finalization.finalize_all_natives();
  if (config.shape_layout == nullptr || config.shape_layout->finalize == nullptr) return;
  for (uint32_t cell = kFirstShapeCell; cell < shapes.frontier(); ++cell) {
    if (shapes.is_allocated(cell)) config.shape_layout->finalize(ShapeRegion::header_of(cell));
  }
}

void HeapState::free_large(LargeRecord& record, uint8_t gc_bits) {
  const uintptr_t offset = record.address - space.base();
  // One that is marked already may have been logged since, young as it may be.
  if (marks.is_marked(offset)) record.state = LargeState::Old;
  remembered.forget(record, gc_bits);
  marks.clear(offset);
  if (collector.is_incremental()) previous.clear(offset);
  large.free(record);
}

bool HeapState::is_being_marked(const LargeRecord& record) const {
  return collector.is_incremental() && marks.is_marked(record.address - space.base()) &&
         marker.may_be_queued(reinterpret_cast<const HeapObject*>(record.address));
}

Heap::Heap(const HeapConfig& config) {
  static_assert(offsetof(Heap, cursor_) == kCursorOffset && offsetof(Heap, limit_) == kLimitOffset);
  static_assert(offsetof(HeapObject, gc_bits) == 4);
  state_ = new HeapState(*this, config);
  if (!config.register_current_thread) return;
  state_->first_stack = NativeStack::for_current_thread();
  register_stack(&state_->first_stack);
  set_current_stack(&state_->first_stack);
}

Heap::~Heap() {
  delete state_;
}

// ---- Allocation ----------------------------------------------------------------------------------------------------

HeapObject* Heap::allocate_slow(ShapeHeader* shape, size_t bytes) {
  uintptr_t address = state_->allocator.allocate(occupied_bytes(bytes));
  if (address == 0) [[unlikely]] {
    state_->collector.collect(CollectionKind::Major);
    address = state_->allocator.allocate(occupied_bytes(bytes));
    if (address == 0) out_of_memory(bytes);
  }
  return initialize(address, shape);
}

HeapObject* Heap::try_allocate(ShapeHeader* shape, size_t bytes) {
  if (bytes <= kLargeObjectBytes) {
    // The limit is looked at when memory is taken for many small objects at once, so only its being passed counts.
    if (state_->collector.bytes_in_use() > state_->collector.limit() && !state_->collector.make_room(bytes)) {
      return nullptr;
    }
    return allocate(shape, bytes);
  }
  if (bytes > state_->space.reserved_bytes()) return nullptr;
  const size_t occupied = occupied_bytes(bytes);
  if (!state_->collector.make_room(occupied)) return nullptr;
  uintptr_t address = state_->allocator.allocate(occupied);
  if (address == 0) {
    state_->collector.collect(CollectionKind::Major);
    address = state_->allocator.allocate(occupied);
  }
  return address != 0 ? initialize(address, shape) : nullptr;
}

HeapObject* Heap::allocate_with_native(ShapeHeader* shape, size_t bytes) {
  VM_ASSERT(shape->layout->finalize != nullptr, "objects with native parts have a finaliser for them");
  HeapObject* object = allocate(shape, bytes);
  state_->finalization.register_native(object);
  return object;
}

ShapeHeader* Heap::allocate_shape(const Layout* layout, ShapeHeader* meta) {
  state_->collector.safepoint(kShapeCellBytes);
  ShapeHeader* shape = state_->shapes.allocate();
  shape->shape_ref = shape_ref_of(meta);
  shape->layout = layout;
  state_->collector.add_allocated(kShapeCellBytes);
  return shape;
}

HeapObject* Heap::resize_large(HeapObject* object, size_t old_bytes, size_t new_bytes) {
  HeapState& state = *state_;
  VM_ASSERT(new_bytes <= SIZE_MAX / 2, "sizes are checked before they overflow");
  const size_t old_occupied = occupied_bytes(old_bytes);
  const size_t new_occupied = occupied_bytes(new_bytes);
  if (new_occupied > old_occupied && !state.collector.make_room(new_occupied - old_occupied)) return nullptr;
  LargeRecord* record = state.large.find(object);
  const bool grows = new_occupied > old_occupied;
  if (record != nullptr && grows) state.collector.safepoint(new_occupied - old_occupied);
  if (record != nullptr && new_occupied > kLargeObjectBytes && !state.is_being_marked(*record)) {
    VM_ASSERT(record->bytes == old_occupied, "the caller knows the size of its storage");
    if (state.large.resize_in_place(*record, new_occupied)) {
      if (AllocationObserver* observer = detail::g_allocation_observer) {
        observer->on_free(reinterpret_cast<uintptr_t>(object));
        observer->on_allocation(reinterpret_cast<uintptr_t>(object), new_occupied);
      }
      if (new_occupied > old_occupied) state.collector.add_allocated(new_occupied - old_occupied);
      return object;
    }
    constexpr size_t kMoveBytes = 4 * kMiB;  // below, copying is cheaper than changing page tables
    if (old_occupied >= kMoveBytes && grows) {
      const uint8_t gc_bits = object->gc_bits;
      const uintptr_t moved = state.large.move_to_larger(*record, new_occupied);
      if (moved != 0) {
        if (AllocationObserver* observer = detail::g_allocation_observer) {
          observer->on_free(reinterpret_cast<uintptr_t>(object));
          observer->on_allocation(moved, new_occupied);
        }
        state.free_large(*state.large.find(object), gc_bits);
        state.collector.add_allocated(new_occupied - old_occupied);
        auto* larger = reinterpret_cast<HeapObject*>(moved);
        larger->gc_bits = 0;
        return larger;
      }
    }
  }
  HeapObject* copy = try_allocate(object->shape(), new_bytes);
  if (copy == nullptr) return nullptr;
  std::memcpy(copy + 1, object + 1, std::min(old_bytes, new_bytes) - sizeof(HeapObject));
  copy->flags = object->flags;
  copy->aux = object->aux;
  release_large(object, old_bytes);
  return copy;
}

void Heap::release_large(HeapObject* object, size_t bytes) {
  HeapState& state = *state_;
  if (occupied_bytes(bytes) <= kLargeObjectBytes) return;
  LargeRecord* record = state.large.find(object);
  if (record == nullptr || state.is_being_marked(*record)) return;
  VM_ASSERT(record->bytes == occupied_bytes(bytes), "the caller knows the size of its storage");
  VM_ASSERT(!state.collector.is_collecting(), "the collector frees objects itself");
  if (AllocationObserver* observer = detail::g_allocation_observer) observer->on_free(reinterpret_cast<uintptr_t>(object));
  state.free_large(*record, object->gc_bits);
}

void Heap::add_external_bytes(ptrdiff_t delta) {
  state_->collector.add_external(delta);
}

// ---- Barrier -------------------------------------------------------------------------------------------------------

void Heap::log_object(HeapObject* owner) {
  state_->remembered.log(owner);
}

void Heap::log_slot(HeapObject* owner, const void* slot) {
  state_->remembered.log_slot(owner, slot);
}

// ---- Roots ---------------------------------------------------------------------------------------------------------

void Heap::add_roots(RootProvider* provider) {
  state_->roots.add(provider);
}
void Heap::remove_roots(RootProvider* provider) {
  state_->roots.remove(provider);
}
void Heap::add_root_values(const uint64_t* values, size_t count) {
  state_->roots.add_values(values, count);
}
void Heap::remove_root_values(const uint64_t* values) {
  state_->roots.remove_values(values);
}
void Heap::register_stack(NativeStack* stack) {
  state_->roots.register_stack(stack);
}
void Heap::unregister_stack(NativeStack* stack) {
  state_->roots.unregister_stack(stack);
}
void Heap::set_current_stack(NativeStack* stack) {
  state_->roots.set_current(stack);
}
NativeStack* Heap::current_stack() const {
  return state_->roots.current();
}

// ---- Weak references and finalisers --------------------------------------------------------------------------------

void Heap::add_weak_processor(WeakProcessor* processor) {
  state_->collector.weak_processors.push_back(processor);
}
void Heap::remove_weak_processor(WeakProcessor* processor) {
  std::erase(state_->collector.weak_processors, processor);
}
void Heap::set_garbage_inspector(GarbageInspector* inspector) {
  state_->collector.garbage_inspector = inspector;
}
void Heap::register_finalizable(HeapObject* object) {
  state_->finalization.register_finalizable(object);
}
void Heap::unregister_finalizable(HeapObject* object) {
  state_->finalization.unregister_finalizable(object);
}
bool Heap::has_pending_finalization() const {
  return state_->finalization.has_pending();
}
HeapObject* Heap::take_pending_finalization() {
  return state_->finalization.take_pending();
}
void Heap::queue_all_finalizable() {
  state_->finalization.queue_all();
}

// ---- Collections ---------------------------------------------------------------------------------------------------

void Heap::collect(CollectionKind kind) {
  state_->collector.collect(kind);
}
void collect_above(Heap& heap, CollectionKind kind, const void* lowest) {
  heap.state().roots.set_lowest(lowest);
  heap.state().collector.collect(kind);
  heap.state().roots.set_lowest(nullptr);
}
void Heap::start_incremental() {
  state_->collector.start_incremental();
}
bool Heap::incremental_step(uint64_t nanoseconds) {
  return state_->collector.incremental_step(nanoseconds);
}
void Heap::finish_incremental() {
  state_->collector.finish_incremental();
}
bool Heap::is_marking_incrementally() const {
  return state_->collector.is_incremental();
}
void Heap::defer_collections(int delta) {
  state_->collector.defer(delta);
}
void Heap::set_automatic(AutomaticCollection mode) {
  state_->collector.automatic = mode;
}
AutomaticCollection Heap::automatic() const {
  return state_->collector.automatic;
}
void Heap::set_young_bytes(size_t bytes) {
  state_->collector.policy.fix_young_limit(bytes);
}
void Heap::set_limit(size_t bytes) {
  state_->collector.set_limit(bytes);
}
size_t Heap::limit() const {
  return state_->collector.limit();
}
void Heap::set_stress(uint32_t every) {
  state_->allocator.set_stress(every);
}

void Heap::freeze() {
  state_->frozen = std::max(state_->frozen, state_->collector.live_objects);
}
void Heap::unfreeze() {
  state_->frozen = 0;
}
size_t Heap::frozen_objects() const {
  return state_->frozen;
}

// ---- Looking at it -------------------------------------------------------------------------------------------------

const HeapStatistics& Heap::statistics() const {
  return state_->collector.statistics;
}
size_t Heap::bytes_in_use() const {
  return state_->collector.bytes_in_use();
}
size_t Heap::bytes_committed() const {
  return state_->space.dirty_bytes() + state_->shapes.allocated_bytes();
}

size_t Heap::generation_count(int generation) const {
  if (generation == 0) return state_->collector.policy.allocated() / kKiB;
  if (generation == 1) return state_->collector.minors_since_major;
  return state_->collector.live_objects;
}

}  // namespace taipan
