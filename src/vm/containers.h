// vm/containers.h -- the fixed native layouts of tuples, lists, byte strings, cells and big integers.
//
// Room       vm. Dictionaries are in dict.h, text in string.h.   Tests: tests/unit/vm/containers_test.cpp
//
//   Tuple       [ header | hash | length | item ... ]
//   ValueArray  [ header | capacity | item ... ]            storage of lists and of overflow attributes
//   List        [ header | length | storage -> ValueArray ]
//   Bytes       [ header | hash | length | byte ... 0 ]      a NUL follows, for C
//   ByteArray   [ header | capacity | byte ... ]             raw storage of growing buffers
//   BigInt      [ header | length and sign | limb ... ]      magnitude, least significant limb first, no leading zeros
//   Cell        [ header | value ]                           a variable shared by closures
//
// A list may free its storage at once when it grows, shrinks or is emptied: nobody keeps items(), span() or the storage
// across a call that can change the list's length.
// `aux` of a BigInt counts limbs allocated behind those in use.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "gc/heap.h"
#include "vm/result.h"
#include "vm/shape.h"
#include "vm/value.h"

namespace taipan {

struct Tuple : HeapObject {
  uint64_t hash_;  // 0: not computed
  int64_t length_;
  Value items_[0];
  int64_t length() const { return length_; }
  Value* items() { return items_; }
  const Value* items() const { return items_; }
  Value at(int64_t i) const {
    VM_ASSERT(i >= 0 && i < length_, "tuple index in range");
    return items_[i];
  }
  // Only while the tuple is being built and has not been shown to anybody.
  void initialize(Heap& heap, int64_t i, Value v) {
    items_[i] = v;
    heap.write_barrier(this);
  }
  std::span<const Value> span() const { return {items_, size_t(length_)}; }
};

struct ValueArray : HeapObject {
  int64_t capacity;
  Value items[0];
};

struct List : HeapObject {
  int64_t length_;
  ValueArray* storage_;  // null while the capacity is 0
  int64_t length() const { return length_; }
  int64_t capacity() const { return storage_ ? storage_->capacity : 0; }
  Value* items() { return storage_ ? storage_->items : nullptr; }
  Value at(int64_t i) const {
    VM_ASSERT(i >= 0 && i < length_, "list index in range");
    return storage_->items[i];
  }
  void set(Heap& heap, int64_t i, Value v) {
    VM_ASSERT(i >= 0 && i < length_, "list index in range");
    storage_->items[i] = v;
    if (v.is_object()) heap.write_barrier_slot(storage_, storage_->items + i);
  }
  // Appends; false when the heap limit is reached (nothing is changed).
  [[nodiscard]] bool append(Heap& heap, Value v) {
    if (storage_ && length_ < storage_->capacity) {
      Value* slot = storage_->items + length_++;
      *slot = v;
      if (v.is_object()) heap.write_barrier_slot(storage_, slot);
      return true;
    }
    return append_slow(heap, v);
  }
  [[nodiscard]] bool append_slow(Heap& heap, Value v);
  [[nodiscard]] bool reserve(Heap& heap, int64_t capacity);
  [[nodiscard]] bool insert(Heap& heap, int64_t position, Value v);
  // Replaces [start, stop) by `count` values, which must not lie in this list's storage.
  [[nodiscard]] bool replace(Heap& heap, int64_t start, int64_t stop, const Value* values, int64_t count);
  void truncate(Heap& heap, int64_t length);  // drops the tail; clears the slots
  std::span<const Value> span() const { return {storage_ ? storage_->items : nullptr, size_t(length_)}; }
};

struct Bytes : HeapObject {
  uint64_t hash_;
  int64_t length_;
  uint8_t data_[0];
  int64_t length() const { return length_; }
  const uint8_t* data() const { return data_; }
  std::string_view view() const { return {reinterpret_cast<const char*>(data_), size_t(length_)}; }
};

struct ByteArray : HeapObject {
  uint64_t capacity;
  uint8_t data[0];
};

struct BigInt : HeapObject {
  int64_t signed_length_;  // limbs; negative for negative numbers; 0 is zero (only in instances of subclasses)
  uint64_t limbs_[0];
  bool negative() const { return signed_length_ < 0; }
  int64_t length() const { return signed_length_ < 0 ? -signed_length_ : signed_length_; }
};

// A float with an identity: an instance of a subclass of the float class.
struct FloatObject : HeapObject {
  double value;
};

struct Cell : HeapObject {
  Value value;
};

// The `..._of` functions may collect. They never fail for small sizes; the try_ forms return null for sizes that do
// not fit the heap (the caller raises).
Tuple* new_tuple(Heap& heap, int64_t length);  // items unbound, to be initialised at once; null: too large
Tuple* tuple_from(Heap& heap, std::span<const Value> values);
Tuple* empty_tuple();
template <class... V>
Tuple* tuple_of(Heap& heap, V... values) {
  const Value array[] = {Value(values)...};
  return tuple_from(heap, {array, sizeof...(values)});
}
List* new_list(Heap& heap, int64_t capacity = 0);  // null: too large
List* list_from(Heap& heap, std::span<const Value> values);
ValueArray* new_value_array(Heap& heap, int64_t capacity);  // null: too large
Bytes* new_bytes(Heap& heap, int64_t length);  // contents zero; null: too large
Bytes* bytes_from(Heap& heap, std::string_view data);
ByteArray* new_byte_array(Heap& heap, uint64_t capacity);  // null: too large
Cell* new_cell(Heap& heap, Value value);
BigInt* new_bigint(Heap& heap, int64_t limbs);  // null: too large
// The canonical value of an integer: immediate when it fits 49 bits.
Value integer_value(Heap& heap, int64_t i);
Value unsigned_value(Heap& heap, uint64_t i);

}  // namespace taipan
