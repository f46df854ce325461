// vm/well_known_shapes.h -- exact root shapes at addresses that are known when compiling.
//
// Room       vm. A fresh shape region hands out its cells in order, so the n-th shape made has a constant address.
// In / out   create_vm() makes the shapes of the vm's own kinds; the language then makes its own, in the order of its
// own
//            enumeration, which starts at WellKnownShape::FirstLanguage.
// Tests      tests/unit/vm/shape_test.cpp
//
// `is_exact_string(value)` is one mask and one compare of 32 bits with an immediate. It says no to instances of
// subclasses: those have shapes of their own.
#pragma once

#include <cstdint>

#include "vm/shape.h"

namespace taipan {

enum class WellKnownShape : uint32_t {
  Shape,
  Instance,  // an object that has no class: for the vm's tests and for placeholders
  String,
  Bytes,
  BigInt,
  Float,
  Tuple,
  ValueArray,
  ByteArray,
  StringBuffer,
  List,
  Dict,
  DictTable,
  Cell,
  FirstLanguage,
};

// The 32-bit address of the root shape number `index`.
constexpr uint32_t exact_shape_ref(uint32_t index) {
  return shape_cell_address(kFirstShapeCell + index);
}
constexpr uint32_t exact_shape_ref(WellKnownShape shape) {
  return exact_shape_ref(uint32_t(shape));
}
inline Shape* well_known_shape(uint32_t index) {
  return reinterpret_cast<Shape*>(uintptr_t{exact_shape_ref(index)});
}
inline Shape* well_known_shape(WellKnownShape shape) {
  return well_known_shape(uint32_t(shape));
}

// Makes the vm's own shapes, without types; the heap must be fresh.
void create_vm_shapes(Heap& heap);
// Makes the next root shape and stops the program unless its index is `index`. It is kept alive for ever.
Shape* make_root_shape_at(Heap& heap, uint32_t index, const ShapeInit& init);
// Number of shapes made by create_vm_shapes and make_root_shape_at.
uint32_t well_known_shape_count();
// Gives a root shape its class, and the language's flags with it.
void set_type(Heap& heap, Shape* root, HeapObject* type, uint32_t language_flags = 0);
inline void set_type(Heap& heap, WellKnownShape shape, HeapObject* type, uint32_t language_flags = 0) {
  set_type(heap, well_known_shape(shape), type, language_flags);
}

inline bool has_exact_shape(Value value, uint32_t ref) {
  return value.is_object() && value.as_object()->shape_ref == ref;
}
inline bool has_exact_shape(Value value, WellKnownShape shape) {
  return has_exact_shape(value, exact_shape_ref(shape));
}
inline bool is_exact_string(Value value) {
  return has_exact_shape(value, WellKnownShape::String);
}
inline bool is_exact_bytes(Value value) {
  return has_exact_shape(value, WellKnownShape::Bytes);
}
inline bool is_exact_bigint(Value value) {
  return has_exact_shape(value, WellKnownShape::BigInt);
}
inline bool is_exact_tuple(Value value) {
  return has_exact_shape(value, WellKnownShape::Tuple);
}
inline bool is_exact_list(Value value) {
  return has_exact_shape(value, WellKnownShape::List);
}
inline bool is_exact_dict(Value value) {
  return has_exact_shape(value, WellKnownShape::Dict);
}
inline bool is_cell(Value value) {
  return has_exact_shape(value, WellKnownShape::Cell);
}
// An integer whose class is the integer class itself: not a bool, not an instance of a subclass.
inline bool is_exact_integer(Value value) {
  return value.is_int() || is_exact_bigint(value);
}

}  // namespace taipan
