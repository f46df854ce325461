// gc/allocator.cpp -- holes, safepoints, and large objects.
//
// Room       Heap.
// In / out   allocator_private.h.
// May touch  The heap's cursor and limit; memory of its holes.
// Tests      tests/unit/gc/allocation_test.cpp
#include <algorithm>

#include "base/assert.h"
#include "base/bits.h"
#include "gc/allocator_private.h"
#include "gc/collector_private.h"
#include "gc/large_space_private.h"

namespace taipan {

namespace {

// Objects of more bytes do not look for a hole that fits: when they do not fit into the present one, they go to a block
// of their own kind.
constexpr size_t kMediumBytes = 128;

}  // namespace

AllocationObserver* detail::g_allocation_observer = nullptr;

void observe_allocations(AllocationObserver* observer) { detail::g_allocation_observer = observer; }

uintptr_t Allocator::bump(Hole& hole, size_t bytes) {
  const uintptr_t address = hole.cursor;
  if (bytes > hole.end - address) return 0;
  if (bytes > hole.zeroed_end - address) {
    const uintptr_t zeroed_end = std::min<uintptr_t>(hole.end, align_up(address + bytes, kPageBytes));
    space_.zero(hole.zeroed_end, zeroed_end);
    hole.zeroed_end = zeroed_end;
  }
  hole.cursor = address + bytes;
  return address;
}

void Allocator::terminate(Hole& hole) {
  // Between cursor and zeroed_end there is a zero header already, if there is anything.
  if (hole.cursor == hole.zeroed_end && hole.cursor < hole.end) space_.zero(hole.cursor, hole.cursor + 8);
}

void Allocator::terminate() {
  load_main();
  terminate(main_);
  terminate(overflow_);
}

void Allocator::retire() {
  terminate();
  main_ = Hole{};
  overflow_ = Hole{};
  store_main();
}

void Allocator::open(Hole& hole, BlockSpace::Span span) {
  terminate(hole);
  hole = {.cursor = span.begin, .zeroed_end = span.begin, .end = span.end};
  collector_.add_allocated(span.end - span.begin);
}

uintptr_t Allocator::allocate_small(size_t bytes) {
  for (;;) {
    load_main();
    uintptr_t address = bump(main_, bytes);
    const bool is_medium = bytes > kMediumBytes;
    if (address == 0 && is_medium) address = bump(overflow_, bytes);
    if (address != 0) {
      store_main();
      return address;
    }
    // A collection empties the holes; then there is nothing left of what was tried above.
    collector_.safepoint(is_medium ? kUnitBytes : kLineBytes);
    load_main();
    const BlockSpace::Span span = is_medium ? blocks_.next_free_block() : blocks_.next_hole();
    if (span.is_empty()) return 0;
    open(is_medium ? overflow_ : main_, span);
    store_main();
  }
}

uintptr_t Allocator::allocate(size_t bytes) {
  if (stress_every_ != 0) stress();
  uintptr_t address;
  if (bytes <= kLargeObjectBytes) {
    address = allocate_small(bytes);
  } else {
    collector_.safepoint(bytes);
    address = large_.allocate(bytes);
    if (address != 0) collector_.add_allocated(bytes);
  }
  if (detail::g_allocation_observer != nullptr && address != 0) [[unlikely]]
    detail::g_allocation_observer->on_allocation(address, bytes);
  return address;
}

void Allocator::stress() {
  if (--stress_countdown_ != 0) return;
  stress_countdown_ = stress_every_;
  if (collector_.is_deferred()) return;
  collector_.collect(stress_major_next_ ? CollectionKind::Major : CollectionKind::Minor);
  stress_major_next_ = !stress_major_next_;
}

void Allocator::set_stress(uint32_t every) {
  load_main();
  stress_every_ = every;
  stress_countdown_ = every;
  store_main();
}

}  // namespace taipan
