// python/modules/array/array_items.cpp -- items of arrays: values to machine values and back, storage.
//
// Room       python/modules/array.
// Tests      tests/python/library/array_*.py; CPython's test_array
#include <algorithm>
#include <cstring>

#include "python/modules/array/array_private.h"
#include "python/objects/native_items.h"
#include "vm/integer.h"

namespace taipan::python::arrays {

namespace {

constexpr const char* kExported = "cannot resize an array that is exporting buffers";

Raised overflow(Thread& thread, const char* message) { return raise(thread, TypeId::OverflowError, "%s", message); }

// The texts of C's argument conversions, as far as they differ by type.
Status pack_integer(Thread& thread, char code, Value value, uint8_t* to) {
  const Value integer = TRY(to_index(thread, value));
  int64_t wide = 0;
  uint64_t positive = 0;
  const bool fits = integer_to_int64(integer, &wide);
  const bool fits_unsigned = integer_to_uint64(integer, &positive);
  const auto store = [&](auto item) {
    memcpy(to, &item, sizeof item);
    return ok_status();
  };
  switch (code) {
    case 'q': return fits ? store(wide) : overflow(thread, "int too big to convert");
    case 'Q':
      if (fits_unsigned) return store(positive);
      return overflow(thread, integer_sign(integer) < 0 ? "can't convert negative int to unsigned" : "int too big to convert");
    case 'I':
    case 'L':
      if (integer_sign(integer) < 0) return overflow(thread, "can't convert negative value to unsigned int");
      if (!fits_unsigned) return overflow(thread, "Python int too large to convert to C unsigned long");
      if (code == 'L') return store(positive);
      return positive <= UINT32_MAX ? store(uint32_t(positive)) : overflow(thread, "unsigned int is greater than maximum");
    default: break;
  }
  if (!fits) return overflow(thread, "Python int too large to convert to C long");
  switch (code) {
    case 'b':
      if (wide < INT16_MIN) return overflow(thread, "signed short integer is less than minimum");
      if (wide > INT16_MAX) return overflow(thread, "signed short integer is greater than maximum");
      if (wide < INT8_MIN) return overflow(thread, "signed char is less than minimum");
      if (wide > INT8_MAX) return overflow(thread, "signed char is greater than maximum");
      return store(int8_t(wide));
    case 'B':
      if (wide < 0) return overflow(thread, "unsigned byte integer is less than minimum");
      if (wide > UINT8_MAX) return overflow(thread, "unsigned byte integer is greater than maximum");
      return store(uint8_t(wide));
    case 'h':
      if (wide < INT16_MIN) return overflow(thread, "signed short integer is less than minimum");
      if (wide > INT16_MAX) return overflow(thread, "signed short integer is greater than maximum");
      return store(int16_t(wide));
    case 'l': return store(wide);
    default: break;
  }
  if (wide < INT32_MIN) return overflow(thread, "signed integer is less than minimum");
  if (wide > INT32_MAX) return overflow(thread, "signed integer is greater than maximum");
  if (code == 'i') return store(int32_t(wide));
  if (wide < 0) return overflow(thread, "unsigned short is less than minimum");
  if (wide > UINT16_MAX) return overflow(thread, "unsigned short is greater than maximum");
  return store(uint16_t(wide));
}

}  // namespace

uint8_t* ArrayObject::data() {
  static uint8_t nothing[8];
  return storage ? storage->data : nothing;
}

int item_size_of(char code) {
  if (code == 'u') return 4;
  return kTypeCodes.find(code) == std::string_view::npos ? 0 : native_item_size(code);
}

Status resize(Thread& thread, ArrayObject* self, int64_t length) {
  if (length == self->length_) return ok_status();
  const bool shared = self->counts.views > 0;
  TRY(check_resizable(thread, self, self->counts, kExported));
  int64_t bytes;
  if (length < 0 || length > INT64_MAX / 16) return raise_memory_error(thread);
  bytes = length * self->item_size;
  const int64_t capacity = self->storage ? int64_t(self->storage->capacity) : 0;
  if (bytes <= capacity && bytes >= capacity / 2) {
    self->length_ = length;
    return ok_status();
  }
  Heap& heap = thread.heap();
  ByteArray* old = self->storage;
  if (length == 0) {
    self->storage = nullptr;
  } else {
    const int64_t wanted = (length + (length >> 4) + (self->length_ < 8 ? 3 : 7)) * self->item_size;
    if (old && !shared) {
      auto* moved = static_cast<ByteArray*>(heap.resize_large(old, sizeof(ByteArray) + old->capacity, sizeof(ByteArray) + size_t(wanted)));
      if (!moved) return raise_memory_error(thread);
      moved->capacity = uint64_t(wanted);
      self->storage = moved;
      old = nullptr;
    } else {
      ByteArray* fresh = new_byte_array(heap, uint64_t(wanted));
      if (!fresh) return raise_memory_error(thread);
      if (old) memcpy(fresh->data, old->data, size_t(std::min(self->bytes(), bytes)));
      self->storage = fresh;
    }
    heap.write_barrier(self);
  }
  self->length_ = length;
  if (old && !shared) heap.release_large(old, sizeof(ByteArray) + old->capacity);
  return ok_status();
}

ArrayObject* new_array(Thread& thread, Type* cls, char code, int64_t length) {
  auto* made = static_cast<ArrayObject*>(allocate_instance(thread.heap(), cls));
  made->code = code;
  made->item_size = uint8_t(item_size_of(code));
  if (length == 0) return made;
  if (length > INT64_MAX / 16) return raise_memory_error(thread);
  ByteArray* storage = new_byte_array(thread.heap(), uint64_t(length) * made->item_size);
  if (!storage) return raise_memory_error(thread);
  made->storage = storage;
  made->length_ = length;
  thread.heap().write_barrier(made);
  return made;
}

Status make_room(Thread& thread, ArrayObject* self, int64_t start, int64_t stop, int64_t count) {
  const int64_t growth = count - (stop - start), size = self->item_size;
  if (growth == 0) return ok_status();
  const int64_t tail = (self->length_ - stop) * size;
  if (growth > 0) {
    TRY(resize(thread, self, self->length_ + growth));
    memmove(self->data() + (start + count) * size, self->data() + stop * size, size_t(tail));
    return ok_status();
  }
  TRY(check_resizable(thread, self, self->counts, kExported));
  memmove(self->data() + (start + count) * size, self->data() + stop * size, size_t(tail));
  return resize(thread, self, self->length_ + growth);
}

Value item_at(Heap& heap, ArrayObject* self, int64_t index) {
  const uint8_t* at = self->data() + index * self->item_size;
  if (self->code != 'u') return unpack_native_item(heap, self->code, at);
  uint32_t character;
  memcpy(&character, at, sizeof character);
  return Value(string_from_character(heap, character > 0x10FFFF ? 0xFFFD : character));
}

Status pack_item(Thread& thread, char code, Value value, uint8_t* to) {
  switch (code) {
    case 'u': {
      const String* text = as_string(value);
      if (!text || text->length() != 1) return raise(thread, TypeId::TypeError, "array item must be unicode character");
      const uint32_t character = text->at(0);
      memcpy(to, &character, sizeof character);
      return ok_status();
    }
    case 'f': {
      const float item = float(TRY(to_double(thread, value)));
      memcpy(to, &item, sizeof item);
      return ok_status();
    }
    case 'd': {
      const double item = TRY(to_double(thread, value));
      memcpy(to, &item, sizeof item);
      return ok_status();
    }
    default: return pack_integer(thread, code, value, to);
  }
}

Status set_item_at(Thread& thread, ArrayObject* self, int64_t index, Value value) {
  uint8_t item[8];
  TRY(pack_item(thread, self->code, value, item));
  // The conversion may have run code that shortened the array.
  if (index >= self->length_) return raise(thread, TypeId::IndexError, "array assignment index out of range");
  memcpy(self->data() + index * self->item_size, item, self->item_size);
  return ok_status();
}

Status append_item(Thread& thread, ArrayObject* self, Value value) {
  uint8_t item[8];
  TRY(pack_item(thread, self->code, value, item));
  const int64_t at = self->length_;
  TRY(resize(thread, self, at + 1));
  memcpy(self->data() + at * self->item_size, item, self->item_size);
  return ok_status();
}

Status append_bytes(Thread& thread, ArrayObject* self, std::string_view bytes) {
  if (bytes.size() % self->item_size != 0) return raise(thread, TypeId::ValueError, "bytes length not a multiple of item size");
  const int64_t before = self->bytes();
  TRY(resize(thread, self, self->length_ + int64_t(bytes.size() / self->item_size)));
  if (!bytes.empty()) memcpy(self->data() + before, bytes.data(), bytes.size());
  return ok_status();
}

Status append_text(Thread& thread, ArrayObject* self, const String* text) {
  const int64_t before = self->length_;
  TRY(resize(thread, self, before + text->length()));
  auto* to = reinterpret_cast<uint32_t*>(self->data()) + before;
  for (int64_t i = 0; i < text->length(); i++) to[i] = text->at(i);
  return ok_status();
}

Status extend_from_iterable(Thread& thread, ArrayObject* self, Value iterable) {
  return for_each(thread, iterable, [&](Value item) { return append_item(thread, self, item).ok(); });
}

void swap_bytes(uint8_t* data, int64_t count, int item_size) {
  for (int64_t i = 0; i < count; i++) std::reverse(data + i * item_size, data + (i + 1) * item_size);
}

}  // namespace taipan::python::arrays
