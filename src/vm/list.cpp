// vm/list.cpp -- how lists grow, shrink and move their elements.
//
// Room       vm.
// Tests      tests/unit/vm/list_test.cpp
//
// Capacity exceeds length by about an eighth after growth, so n appends cost O(n) and a finished list wastes little.
// Large storage is resized by the heap, which can mostly do so without copying; its old place is then free at once.
#include <algorithm>

#include "vm/containers.h"
#include "vm/well_known_shapes.h"

namespace taipan {

namespace {

constexpr size_t kLargeBytes = 8192;
constexpr int64_t kKeptCapacity = 16;  // storage up to this size stays when the list shrinks

size_t bytes_of(const ValueArray* storage) {
  return sizeof(ValueArray) + size_t(storage->capacity) * sizeof(Value);
}

int64_t grown_capacity(int64_t needed) {
  return (needed + needed / 8 + 6) & ~int64_t{3};
}

// Gives the list storage of this capacity, which holds all elements. False when the heap cannot; nothing is changed.
bool set_capacity(Heap& heap, List* list, int64_t capacity) {
  ValueArray* old = list->storage_;
  ValueArray* fresh;
  if (old != nullptr && bytes_of(old) > kLargeBytes && uint64_t(capacity) < uint64_t{1} << 56) {
    const size_t bytes = sizeof(ValueArray) + size_t(capacity) * sizeof(Value);
    fresh = static_cast<ValueArray*>(heap.resize_large(old, bytes_of(old), bytes));
    if (fresh == nullptr) return false;
    fresh->capacity = capacity;
  } else {
    fresh = new_value_array(heap, capacity);
    if (fresh == nullptr) return false;
    if (list->length_ != 0) {
      memcpy(static_cast<void*>(fresh->items), old->items, size_t(list->length_) * sizeof(Value));
      heap.write_barrier(fresh);
    }
  }
  list->storage_ = fresh;
  heap.write_barrier(list);
  return true;
}

void drop_storage(Heap& heap, List* list) {
  ValueArray* old = list->storage_;
  list->storage_ = nullptr;
  list->length_ = 0;
  if (old != nullptr && bytes_of(old) > kLargeBytes) heap.release_large(old, bytes_of(old));
}

void move_values(Value* to, const Value* from, int64_t count) {
  if (count > 0) memmove(static_cast<void*>(to), from, size_t(count) * sizeof(Value));
}

}  // namespace

bool List::append_slow(Heap& heap, Value v) {
  if (length_ == capacity() && !set_capacity(heap, this, grown_capacity(length_ + 1))) return false;
  Value* slot = storage_->items + length_++;
  *slot = v;
  if (v.is_object()) heap.write_barrier_slot(storage_, slot);
  return true;
}

bool List::reserve(Heap& heap, int64_t wanted) {
  return wanted <= capacity() || set_capacity(heap, this, wanted);
}

bool List::insert(Heap& heap, int64_t position, Value v) {
  VM_ASSERT(position >= 0 && position <= length_, "insertion inside the list");
  if (length_ == capacity() && !set_capacity(heap, this, grown_capacity(length_ + 1))) return false;
  Value* place = storage_->items + position;
  move_values(place + 1, place, length_ - position);
  *place = v;
  ++length_;
  heap.write_barrier(storage_);
  return true;
}

bool List::replace(Heap& heap, int64_t start, int64_t stop, const Value* values, int64_t count) {
  VM_ASSERT(start >= 0 && start <= stop && stop <= length_, "the replaced range lies inside the list");
  const int64_t new_length = length_ - (stop - start) + count;
  if (new_length > capacity() && !set_capacity(heap, this, length_ == 0 ? new_length : grown_capacity(new_length))) {
    return false;
  }
  if (new_length == 0) {
    truncate(heap, 0);
    return true;
  }
  Value* items = storage_->items;
  move_values(items + start + count, items + stop, length_ - stop);
  move_values(items + start, values, count);
  heap.write_barrier(storage_);
  if (new_length < length_) {
    truncate(heap, new_length);
  } else {
    length_ = new_length;
  }
  return true;
}

void List::truncate(Heap& heap, int64_t length) {
  VM_ASSERT(length >= 0 && length <= length_, "a truncation does not lengthen");
  if (length == length_) return;
  if (length == 0 && capacity() > kKeptCapacity) return drop_storage(heap, this);
  std::fill(storage_->items + length, storage_->items + length_, Value::unbound());
  length_ = length;
  // A list that has lost more than half gives memory back; if there is no memory for less memory, it keeps what it has.
  if (length < capacity() / 2 && capacity() > kKeptCapacity) (void)set_capacity(heap, this, grown_capacity(length));
}

List* new_list(Heap& heap, int64_t capacity) {
  auto* list = heap.allocate_as<List>(well_known_shape(WellKnownShape::List));
  if (capacity > 0 && !set_capacity(heap, list, capacity)) return nullptr;
  return list;
}

List* list_from(Heap& heap, std::span<const Value> values) {
  List* list = new_list(heap, int64_t(values.size()));
  if (list == nullptr || values.empty()) return list;
  move_values(list->storage_->items, values.data(), int64_t(values.size()));
  list->length_ = int64_t(values.size());
  heap.write_barrier(list->storage_);
  return list;
}

}  // namespace taipan
