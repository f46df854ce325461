// python/objects/memoryview.h -- the layout of `memoryview`, and making one from C++.
//
// Room       python/objects. Files: memoryview_type (rows, attributes), memoryview_items (indexing, values),
//            memoryview_cast, memoryview_compare.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_buffer
//
//   ManagedBuffer   one export, shared by the memoryviews made from one another
//   MemoryView      [ header | managed | data, size, ... | shape[n] strides[n] suboffsets[n] ]      n dimensions
#pragma once

#include "python/objects/buffer.h"
#include "python/objects/objects.h"

namespace taipan::python {

constexpr int kMaximumDimensions = 64;

struct ManagedBuffer : HeapObject {
  const BufferExporter* exporter;  // null: given back
  void* internal;
  Value owner;     // whose bytes they are
  Value storage;   // what keeps the bytes alive when the owner takes other memory; or unbound
  int32_t views;   // memoryviews of it that were not released
};

struct MemoryView : HeapObject {  // PythonKind::MemoryView
  ManagedBuffer* managed;    // null: released
  uint8_t* data;
  int64_t size;              // bytes, if they were contiguous
  int64_t item_size;
  const char* format;        // lives as long as the owner
  Value format_owner;        // a Bytes that holds `format`, or unbound
  int64_t hash;              // -1: not computed
  int32_t dimensions;
  ExportCounts counts;       // views that others hold of this one
  bool read_only;
  bool has_suboffsets;
  int64_t extents[0];        // shape, strides, suboffsets

  const int64_t* shape() const { return extents; }
  const int64_t* strides() const { return extents + dimensions; }
  const int64_t* suboffsets() const { return has_suboffsets ? extents + 2 * dimensions : nullptr; }
  int64_t* shape() { return extents; }
  int64_t* strides() { return extents + dimensions; }
  int64_t* suboffsets() { return has_suboffsets ? extents + 2 * dimensions : nullptr; }
};
inline bool is_memoryview(Value v) { return is_kind(v, kind(PythonKind::MemoryView)); }
NATIVE_TYPE(MemoryView, is_memoryview(v), "memoryview")

// memoryview(object)
Value new_memoryview(Thread& thread, Value object);
// Whether `value` is a memoryview, not released, of bytes that belong to `exporter`.
bool shows(Value value, const HeapObject* exporter);

}  // namespace taipan::python
