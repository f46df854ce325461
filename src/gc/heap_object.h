// gc/heap_object.h -- the eight bytes every heap object starts with, and the shapes they refer to.
//
// Room       Heap. The door is gc/heap.h.
// Contract   Below. Objects never move: an address is an identity.
// Tests      tests/unit/gc/allocation_test.cpp, tests/unit/gc/shape_region_test.cpp
//
//   object   [ shape_ref:32 | gc_bits:8 | flags:8 | aux:16 | payload ... ]    8-byte aligned, at least 16 bytes
//                  |
//                  `--> shape cell  [ header | layout | fields of the VM ... ]    128 bytes, below 4 GiB
//
// `shape_ref` is the address of the object's shape. Shapes live in one region at a fixed low address, so the 32 bits
// are a pointer, need no base, and can be compared with an immediate by compiled code.
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan {

struct Layout;
struct ShapeHeader;

struct HeapObject {
  uint32_t shape_ref;  // address of the shape; 0 only in a shape without a meta shape
  uint8_t gc_bits;     // belongs to the heap: GcBit
  uint8_t flags;       // belongs to the VM
  uint16_t aux;        // belongs to the VM

  [[nodiscard]] ShapeHeader* shape() const { return reinterpret_cast<ShapeHeader*>(uintptr_t{shape_ref}); }
};
static_assert(sizeof(HeapObject) == 8);

inline constexpr size_t kObjectAlignment = 8;
inline constexpr size_t kMinimumObjectBytes = 16;

// Bits of HeapObject::gc_bits. A fresh object has none.
enum GcBit : uint8_t {
  // The object is old (or already marked) and no store into it has been logged since: the write barrier logs it.
  kGcUnlogged = 1 << 0,
};

// A shape is an object itself. The VM's shape class derives from this and has kShapeCellBytes in all.
struct ShapeHeader : HeapObject {
  const Layout* layout;  // how to size, trace and finalise the objects that refer to this shape
};
static_assert(sizeof(ShapeHeader) == 16);

// The region of shapes: cell `i` is at kShapeRegionBase + i * kShapeCellBytes. Cell 0 is never handed out, and a fresh
// region hands out 1, 2, 3, ... in this order, so that the addresses of the first shapes are constants.
inline constexpr uintptr_t kShapeRegionBase = 0x10000000;
inline constexpr size_t kShapeRegionBytes = size_t{512} << 20;
inline constexpr size_t kShapeCellBytes = 128;
inline constexpr uint32_t kFirstShapeCell = 1;

[[nodiscard]] constexpr uint32_t shape_cell_address(uint32_t cell) {
  return static_cast<uint32_t>(kShapeRegionBase + cell * kShapeCellBytes);
}

[[nodiscard]] constexpr bool is_in_shape_region(uintptr_t address) {
  return address - kShapeRegionBase < kShapeRegionBytes;
}

[[nodiscard]] inline uint32_t shape_ref_of(const ShapeHeader* shape) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(shape));
}

// How a NaN-boxed value says that it is a reference: not zero, the top 15 bits clear, and bit 1 clear.
inline constexpr uint64_t kNotAReferenceMask = 0xFFFE000000000002;

[[nodiscard]] constexpr bool is_heap_reference(uint64_t bits) {
  return bits != 0 && (bits & kNotAReferenceMask) == 0;
}

}  // namespace taipan
