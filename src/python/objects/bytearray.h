// python/objects/bytearray.h -- the layout of `bytearray`, and what other files do with one.
//
// Room       python/objects. Methods are in bytearray_type.cpp; those shared with bytes in bytes_methods.h.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
//
//   ByteArrayObject  [ header | length | offset | storage | counts ]      bytes at storage->data + offset
//
// Deleting at the front moves the offset, so a bytearray can serve as a queue. The storage has one byte more than its
// bytes, a NUL. Nobody keeps data() across a call that can change the size, unless it holds a BufferView.
#pragma once

#include "python/objects/buffer.h"
#include "python/objects/objects.h"
#include "vm/containers.h"

namespace taipan::python {

struct ByteArrayObject : HeapObject {  // PythonKind::MutableBytes
  int64_t length_;
  int64_t offset;
  ByteArray* storage;  // null while nothing was ever in it
  ExportCounts counts;
  int64_t length() const { return length_; }
  uint8_t* data() { return storage ? storage->data + offset : empty_data(); }
  std::string_view view() { return {reinterpret_cast<const char*>(data()), size_t(length_)}; }

 private:
  static uint8_t* empty_data() {
    static uint8_t nothing[8] = {};
    return nothing;
  }
};

inline bool is_bytearray(Value v) { return is_kind(v, kind(PythonKind::MutableBytes)); }
NATIVE_TYPE(ByteArrayObject, is_bytearray(v), "bytearray")

ByteArrayObject* new_bytearray(Thread& thread, std::string_view data);
// Changes the length at the end; new bytes are not initialised. Fails with BufferError while views are out.
Status bytearray_resize(Thread& thread, ByteArrayObject* self, int64_t length);
// Makes [start, stop) `count` bytes long and leaves it to the caller to write them.
Status bytearray_make_room(Thread& thread, ByteArrayObject* self, int64_t start, int64_t stop, int64_t count);

}  // namespace taipan::python
