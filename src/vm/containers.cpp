// vm/containers.cpp -- making tuples, byte strings, arrays, cells and big integers.
//
// Room       vm. Lists are in list.cpp.
// Tests      tests/unit/vm/containers_test.cpp
//
// Small objects come from Heap::allocate, which cannot fail; sizes that a program can make large from try_allocate.
#include "vm/containers.h"

#include "vm/vm_private.h"
#include "vm/well_known_shapes.h"

namespace taipan {

Tuple* g_empty_tuple = nullptr;

namespace {

constexpr size_t kSmallBytes = 4096;
constexpr uint64_t kMaximumElements = uint64_t{1} << 56;

// Null when `count` elements of `element_bytes` do not fit the heap.
template <class T>
T* allocate_variable(Heap& heap, WellKnownShape kind, uint64_t count, size_t element_bytes, size_t extra = 0) {
  if (count > kMaximumElements) return nullptr;
  const size_t bytes = sizeof(T) + size_t(count) * element_bytes + extra;
  Shape* shape = well_known_shape(kind);
  return static_cast<T*>(bytes <= kSmallBytes ? heap.allocate(shape, bytes) : heap.try_allocate(shape, bytes));
}

}  // namespace

Tuple* empty_tuple() {
  return g_empty_tuple;
}

void create_empty_tuple(Heap& heap) {
  g_empty_tuple = heap.allocate_as<Tuple>(well_known_shape(WellKnownShape::Tuple));
}

Tuple* new_tuple(Heap& heap, int64_t length) {
  if (length == 0) return g_empty_tuple;
  auto* tuple = allocate_variable<Tuple>(heap, WellKnownShape::Tuple, uint64_t(length), sizeof(Value));
  if (tuple != nullptr) tuple->length_ = length;
  return tuple;
}

Tuple* tuple_from(Heap& heap, std::span<const Value> values) {
  Tuple* tuple = new_tuple(heap, int64_t(values.size()));
  if (tuple == nullptr || values.empty()) return tuple;
  memcpy(static_cast<void*>(tuple->items()), values.data(), values.size_bytes());
  heap.write_barrier(tuple);
  return tuple;
}

ValueArray* new_value_array(Heap& heap, int64_t capacity) {
  auto* array = allocate_variable<ValueArray>(heap, WellKnownShape::ValueArray, uint64_t(capacity), sizeof(Value));
  if (array != nullptr) array->capacity = capacity;
  return array;
}

Bytes* new_bytes(Heap& heap, int64_t length) {
  auto* bytes = allocate_variable<Bytes>(heap, WellKnownShape::Bytes, uint64_t(length), 1, 1);
  if (bytes != nullptr) bytes->length_ = length;
  return bytes;
}

Bytes* bytes_from(Heap& heap, std::string_view data) {
  Bytes* bytes = new_bytes(heap, int64_t(data.size()));
  if (bytes != nullptr && !data.empty()) memcpy(bytes->data_, data.data(), data.size());
  return bytes;
}

ByteArray* new_byte_array(Heap& heap, uint64_t capacity) {
  auto* array = allocate_variable<ByteArray>(heap, WellKnownShape::ByteArray, capacity, 1);
  if (array != nullptr) array->capacity = capacity;
  return array;
}

Cell* new_cell(Heap& heap, Value value) {
  auto* cell = heap.allocate_as<Cell>(well_known_shape(WellKnownShape::Cell));
  cell->value = value;
  return cell;
}

BigInt* new_bigint(Heap& heap, int64_t limbs) {
  auto* integer = allocate_variable<BigInt>(heap, WellKnownShape::BigInt, uint64_t(limbs), sizeof(uint64_t));
  if (integer != nullptr) integer->signed_length_ = limbs;
  return integer;
}

Value integer_value(Heap& heap, int64_t i) {
  if (Value::fits_int(i)) return Value::integer(i);
  BigInt* integer = new_bigint(heap, 1);
  integer->limbs_[0] = i < 0 ? uint64_t{0} - uint64_t(i) : uint64_t(i);
  if (i < 0) integer->signed_length_ = -1;
  return integer;
}

Value unsigned_value(Heap& heap, uint64_t i) {
  if (i <= uint64_t(Value::kMaxInt)) return Value::integer(int64_t(i));
  BigInt* integer = new_bigint(heap, 1);
  integer->limbs_[0] = i;
  return integer;
}

}  // namespace taipan
