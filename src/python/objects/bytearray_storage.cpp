// python/objects/bytearray_storage.cpp -- the growing storage of bytearrays, and their buffer; the contract is in bytearray.h.
//
// Room       python/objects.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
#include <cstring>

#include "python/objects/bytearray.h"
#include "python/objects/bytearray_private.h"

namespace taipan::python {

namespace {

Status bytearray_get(Thread&, Value owner, BufferView* view, BufferAccess) {
  auto* self = owner.as<ByteArrayObject>();
  view->data = self->data();
  view->size = self->length_;
  view->read_only = false;
  view->storage = self->storage ? Value(self->storage) : Value::unbound();
  return ok_status();
}
ExportCounts* bytearray_counts(HeapObject* owner) { return &static_cast<ByteArrayObject*>(owner)->counts; }

// Other storage with room for `capacity` bytes, the NUL included. `shared`: memoryviews may still show the old one.
Status reallocate(Thread& thread, ByteArrayObject* self, int64_t capacity, bool shared) {
  Heap& heap = thread.heap();
  ByteArray* old = self->storage;
  if (old && !shared && self->offset == 0) {
    auto* moved = static_cast<ByteArray*>(
        heap.resize_large(old, sizeof(ByteArray) + old->capacity, sizeof(ByteArray) + size_t(capacity)));
    if (!moved) return raise_memory_error(thread);
    moved->capacity = uint64_t(capacity);
    self->storage = moved;
    heap.write_barrier(self);
    return ok_status();
  }
  ByteArray* fresh = new_byte_array(heap, uint64_t(capacity));
  if (!fresh) return raise_memory_error(thread);
  const int64_t kept = self->length_ < capacity - 1 ? self->length_ : capacity - 1;
  if (kept > 0) memcpy(fresh->data, self->data(), size_t(kept));
  self->storage = fresh;
  self->offset = 0;
  heap.write_barrier(self);
  if (old && !shared) heap.release_large(old, sizeof(ByteArray) + old->capacity);
  return ok_status();
}

int64_t capacity_of(const ByteArrayObject* self) { return self->storage ? int64_t(self->storage->capacity) : 0; }

}  // namespace

extern const BufferExporter kByteArrayBuffer = {.get = bytearray_get, .counts = bytearray_counts};

int64_t bytearray_capacity(const ByteArrayObject* self) { return capacity_of(self); }

Status bytearray_resize(Thread& thread, ByteArrayObject* self, int64_t length) {
  if (length == self->length_) return ok_status();
  const bool shared = self->counts.views > 0;
  TRY(check_resizable(thread, self, self->counts, "Existing exports of data: object cannot be re-sized"));
  if (length < 0 || length > INT64_MAX / 2) return raise_memory_error(thread);
  const int64_t capacity = capacity_of(self);
  if (self->offset + length + 1 > capacity) {
    // What is deleted at the front is room too, once it is worth a move.
    int64_t wanted = length + 1;
    if (wanted < capacity + (capacity >> 3)) wanted += (length >> 3) + (length < 9 ? 3 : 6);
    TRY(reallocate(thread, self, wanted, shared));
  } else if (length * 2 + 64 < capacity) {
    if (length < self->length_) self->length_ = length;
    TRY(reallocate(thread, self, length + 1, shared));
  }
  self->length_ = length;
  if (self->storage) self->data()[length] = 0;
  return ok_status();
}

Status bytearray_make_room(Thread& thread, ByteArrayObject* self, int64_t start, int64_t stop, int64_t count) {
  const int64_t growth = count - (stop - start);
  if (growth == 0) return ok_status();
  const int64_t tail = self->length_ - stop;
  if (growth > 0) {
    TRY(bytearray_resize(thread, self, self->length_ + growth));
    uint8_t* data = self->data();
    if (tail != 0) memmove(data + start + count, data + stop, size_t(tail));
    return ok_status();
  }
  TRY(check_resizable(thread, self, self->counts, "Existing exports of data: object cannot be re-sized"));
  if (start == 0) {
    self->offset -= growth;
    const int64_t length = self->length_ + growth;
    self->length_ = length;
    // Gives memory back as bytearray_resize does.
    if (length * 2 + 64 < capacity_of(self)) return reallocate(thread, self, length + 1, true);
    return ok_status();
  }
  uint8_t* data = self->data();
  if (tail != 0) memmove(data + start + count, data + stop, size_t(tail));
  return bytearray_resize(thread, self, self->length_ + growth);
}

ByteArrayObject* new_bytearray(Thread& thread, std::string_view data) {
  Heap& heap = thread.heap();
  auto* made = heap.allocate_as<ByteArrayObject>(exact_shape(TypeId::ByteArrayType));
  if (data.empty()) return made;
  ByteArray* storage = new_byte_array(heap, data.size() + 1);
  if (!storage) return raise_memory_error(thread);
  memcpy(storage->data, data.data(), data.size());
  storage->data[data.size()] = 0;
  made->storage = storage;
  made->length_ = int64_t(data.size());
  heap.write_barrier(made);
  return made;
}

}  // namespace taipan::python
