// gc/verify.cpp -- walks the heap and looks for what must not be.
//
// Room       Heap.
// In / out   Heap::find_inconsistency() and Heap::verify(). Reads only. May run at any time but inside a collection.
// Tests      tests/unit/gc/verify_test.cpp
//
// Checked: every object has a shape that is in use, and a size that fits into its place; objects do not overlap; lines
// with old objects are occupied; every reference goes to the start of an object; an old object that refers to a young
// one was logged (else somebody forgot the write barrier); a block's count of free lines is right.
#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <vector>

#include "base/assert.h"
#include "base/bits.h"
#include "gc/heap_private.h"
#include "gc/heap_walk_private.h"

namespace taipan {

namespace {

class Verifier {
 public:
  explicit Verifier(HeapState& state) : state_(state), fresh_(state.space.reserved_bytes()) {}

  // Null, or the first thing that is wrong.
  const char* run();

 private:
  enum class Age : uint8_t { NotAnObject, Young, Old };

  __attribute__((format(printf, 2, 3))) void fail(const char* format, ...);
  [[nodiscard]] bool has_failed() const { return state_.message[0] != '\0'; }

  void check_blocks();
  void check_line_counts(uint32_t block);
  void check_object(HeapObject* object, Age age, uintptr_t end);
  void check_references(HeapObject* object, Age age);
  void check_reference(HeapObject* object, Age age, HeapObject* target);
  void check_cards(HeapObject* object);
  void check_shapes();
  [[nodiscard]] Age age_of(HeapObject* object);
  [[nodiscard]] uintptr_t offset_of(const HeapObject* object) const {
    return reinterpret_cast<uintptr_t>(object) - state_.space.base();
  }

  HeapState& state_;
  MarkBitmap fresh_;  // starts of the objects in fresh lines
  std::vector<HeapObject*> log_;
};

void Verifier::fail(const char* format, ...) {
  if (has_failed()) return;
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(state_.message, sizeof(state_.message), format, arguments);
  va_end(arguments);
}

const char* layout_name(const HeapObject* object) {
  return is_in_shape_region(reinterpret_cast<uintptr_t>(object)) ? "shape" : object->shape()->layout->name;
}

Verifier::Age Verifier::age_of(HeapObject* object) {
  const uintptr_t address = reinterpret_cast<uintptr_t>(object);
  if (state_.shapes.is_cell(address)) return Age::Old;  // shapes live on through minor collections
  if (!state_.space.contains(address) || !is_aligned(address, kObjectAlignment)) return Age::NotAnObject;
  const UnitInfo& info = state_.space.unit(state_.space.unit_of(address));
  if (info.kind == UnitKind::LargeHead) {
    const LargeRecord* record = state_.large.find(object);
    if (record == nullptr) return Age::NotAnObject;
    return record->state == LargeState::Old ? Age::Old : Age::Young;
  }
  if (info.kind != UnitKind::Block) return Age::NotAnObject;
  if (fresh_.is_marked(offset_of(object))) return Age::Young;
  return state_.old_starts().is_marked(offset_of(object)) ? Age::Old : Age::NotAnObject;
}

void Verifier::check_reference(HeapObject* object, Age age, HeapObject* target) {
  const Age target_age = age_of(target);
  if (target_age == Age::NotAnObject) {
    fail("an object of layout '%s' at %p refers to %p, where no live object starts", layout_name(object),
         static_cast<void*>(object), static_cast<void*>(target));
    return;
  }
  // While marking is going on, what is old and what is logged has another meaning.
  if (state_.collector.is_incremental() || age != Age::Old || target_age != Age::Young) return;
  if ((object->gc_bits & kGcUnlogged) == 0) return;
  const LargeRecord* record = state_.large.find(object);
  if (record != nullptr && record->has_cards) return;  // check_cards looks slot by slot
  fail("an old object of layout '%s' at %p refers to a young one of layout '%s' at %p without a write barrier",
       layout_name(object), static_cast<void*>(object), layout_name(target), static_cast<void*>(target));
}

void Verifier::check_cards(HeapObject* object) {
  const Layout* layout = object->shape()->layout;
  const uintptr_t start = reinterpret_cast<uintptr_t>(object);
  const uintptr_t end = start + object_bytes(object, layout);
  if (layout->trace_range != nullptr) {
    // An element may lie on two cards, of which one is dirty: what dirty cards show is remembered.
    std::vector<HeapObject*> remembered;
    const auto walk = [&](bool dirty, FunctionRef<void(HeapObject*)> visit) {
      ReferenceLister lister(state_.config.shape_layout, visit);
      for (uintptr_t line = start; line < end && !has_failed(); line += kLineBytes) {
        if (state_.remembered.is_card_dirty(reinterpret_cast<const void*>(line)) != dirty) continue;
        layout->trace_range(object, line, std::min(end, line + kLineBytes), lister);
      }
    };
    walk(true, [&](HeapObject* target) { remembered.push_back(target); });
    std::sort(remembered.begin(), remembered.end());
    walk(false, [&](HeapObject* target) {
      if (age_of(target) != Age::Young || std::binary_search(remembered.begin(), remembered.end(), target)) return;
      fail("an old object of layout '%s' at %p refers to a young one at %p without a write barrier for the slot",
           layout->name, static_cast<void*>(object), static_cast<void*>(target));
    });
    return;
  }
  for (uintptr_t at = start + layout->values_offset; at < end; at += 8) {
    const uint64_t bits = *reinterpret_cast<const uint64_t*>(at);
    if (!is_heap_reference(bits) || age_of(reinterpret_cast<HeapObject*>(bits)) != Age::Young) continue;
    if (state_.remembered.is_card_dirty(reinterpret_cast<const void*>(at))) continue;
    fail("an old array of layout '%s' at %p refers to a young object at %p without a write barrier for the slot",
         layout->name, static_cast<void*>(object), reinterpret_cast<void*>(bits));
    return;
  }
}

void Verifier::check_references(HeapObject* object, Age age) {
  const auto check = [&](HeapObject* target) { check_reference(object, age, target); };
  ReferenceLister(state_.config.shape_layout, check).list(object);
}

void Verifier::check_object(HeapObject* object, Age age, uintptr_t end) {
  const void* address = object;
  if (!state_.shapes.is_cell(object->shape_ref)) {
    fail("the object at %p has no shape (its header says %#x)", address, object->shape_ref);
    return;
  }
  const Layout* layout = object->shape()->layout;
  if (layout == nullptr) {
    fail("the shape of the object at %p has no layout", address);
    return;
  }
  const size_t bytes = object_bytes(object, layout);
  if (bytes > end - reinterpret_cast<uintptr_t>(object)) {
    fail("the object of layout '%s' at %p says it has %zu bytes and reaches into the next object or beyond its place",
         layout->name, address, bytes);
    return;
  }
  if (age == Age::Old && !state_.collector.is_incremental() && !layout->is_leaf() &&
      (object->gc_bits & kGcUnlogged) == 0 && !std::binary_search(log_.begin(), log_.end(), object)) {
    fail("the old object of layout '%s' at %p is neither watched by the barrier nor logged", layout->name, address);
    return;
  }
  if (age == Age::Old && bytes <= kLargeObjectBytes) {
    for (uintptr_t line = offset_of(object) >> kLineShift; line <= (offset_of(object) + bytes - 1) >> kLineShift;
         ++line) {
      if ((state_.blocks.lines()[line] & kLineEpochMask) != 0) continue;
      fail("the old object of layout '%s' at %p lies in a free line", layout->name, address);
      return;
    }
  }
  check_references(object, age);
  const LargeRecord* record = state_.large.find(object);
  const bool is_logged = (object->gc_bits & kGcUnlogged) == 0;  // as a whole: its cards do not matter any more
  if (record != nullptr && record->has_cards && !is_logged && age == Age::Old && !state_.collector.is_incremental()) {
    check_cards(object);
  }
}

void Verifier::check_line_counts(uint32_t block) {
  const uint8_t* lines = state_.blocks.lines() + size_t{block} * kLinesInBlock;
  const auto free_lines = static_cast<uint32_t>(std::count(lines, lines + kLinesInBlock, 0));
  if (free_lines != state_.space.unit(block).value) {
    fail("block %u has %u free lines but counts %u", block, free_lines, state_.space.unit(block).value);
  }
}

void Verifier::check_blocks() {
  for (uint32_t unit = 0; unit < state_.space.frontier() && !has_failed(); ++unit) {
    const UnitInfo& info = state_.space.unit(unit);
    const uintptr_t block_end = state_.space.address_of(unit) + kUnitBytes;
    if (info.kind == UnitKind::LargeHead) {
      const LargeRecord& record = state_.large.record_of_unit(unit);
      check_object(reinterpret_cast<HeapObject*>(record.address),
                   record.state == LargeState::Old ? Age::Old : Age::Young, record.address + record.bytes);
    } else if (info.kind == UnitKind::Block) {
      check_line_counts(unit);
      HeapObject* last = nullptr;
      for_each_old_object(state_, unit, [&](HeapObject* object) {
        if (last != nullptr) check_object(last, Age::Old, reinterpret_cast<uintptr_t>(object));
        last = object;
      });
      if (last != nullptr) check_object(last, Age::Old, block_end);
      if (info.is_touched == 0) continue;
      state_.finder.for_each_fresh(unit, [&](HeapObject* object) { check_object(object, Age::Young, block_end); });
    }
  }
}

void Verifier::check_shapes() {
  for (uint32_t cell = kFirstShapeCell; cell < state_.shapes.frontier() && !has_failed(); ++cell) {
    if (!state_.shapes.is_allocated(cell)) continue;
    ShapeHeader* shape = ShapeRegion::header_of(cell);
    if (shape->layout == nullptr) {
      fail("the shape in cell %u has no layout", cell);
    } else if (shape->shape_ref != 0 && !state_.shapes.is_cell(shape->shape_ref)) {
      fail("the shape in cell %u has a meta shape that is not in use", cell);
    } else {
      check_references(shape, (shape->gc_bits & kGcUnlogged) != 0 ? Age::Old : Age::Young);
    }
  }
}

const char* Verifier::run() {
  state_.message[0] = '\0';
  state_.allocator.terminate();
  log_ = state_.remembered.log();
  std::sort(log_.begin(), log_.end());
  for (const uint32_t block : state_.blocks.touched_blocks()) {
    state_.finder.for_each_fresh(block, [&](HeapObject* object) { fresh_.mark(offset_of(object)); });
  }
  check_blocks();
  check_shapes();
  return has_failed() ? state_.message : nullptr;
}

}  // namespace

const char* Heap::find_inconsistency() {
  return Verifier(*state_).run();
}

void Heap::verify() {
  const char* wrong = find_inconsistency();
  VM_CHECK(wrong == nullptr, state_->message);
}

}  // namespace taipan
