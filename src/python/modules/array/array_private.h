// python/modules/array/array_private.h -- the layout of array.array, and what the files of the module share.
//
// Room       python/modules/array. Files: array_items (values, storage), array_type (methods), array_module (rows, pickling).
// Tests      tests/python/library/array_*.py; CPython's test_array
#pragma once

#include "python/objects/buffer.h"
#include "python/objects/objects.h"

namespace taipan::python::arrays {

struct ArrayObject : HeapObject {
  int64_t length_;     // items
  ByteArray* storage;  // null while nothing was ever in it
  char code;           // one of kTypeCodes; 'u' is a character of four bytes
  uint8_t item_size;
  ExportCounts counts;
  int64_t length() const { return length_; }
  int64_t bytes() const { return length_ * item_size; }
  uint8_t* data();
  std::string_view view() { return {reinterpret_cast<const char*>(data()), size_t(bytes())}; }
};
inline constexpr std::string_view kTypeCodes = "bBuhHiIlLqQfd";

extern Type* g_array;  // array.array
inline bool is_array(Value v) { return v.is_object() && g_array && is_subtype(type_of(v), g_array); }

int item_size_of(char code);  // 0: no type code
ArrayObject* new_array(Thread& thread, Type* cls, char code, int64_t length);  // items are zero
// Changes the length at the end; new items are not set. BufferError while views are out.
Status resize(Thread& thread, ArrayObject* self, int64_t length);
// Makes room for `count` items in place of [start, stop).
Status make_room(Thread& thread, ArrayObject* self, int64_t start, int64_t stop, int64_t count);
Value item_at(Heap& heap, ArrayObject* self, int64_t index);
// Converts a value to an item at `to` (8 bytes): OverflowError, TypeError.
Status pack_item(Thread& thread, char code, Value value, uint8_t* to);
Status set_item_at(Thread& thread, ArrayObject* self, int64_t index, Value value);
Status append_item(Thread& thread, ArrayObject* self, Value value);
Status append_bytes(Thread& thread, ArrayObject* self, std::string_view bytes);  // a whole number of items
Status append_text(Thread& thread, ArrayObject* self, const String* text);       // to an array of characters
Status extend_from_iterable(Thread& thread, ArrayObject* self, Value iterable);
void swap_bytes(uint8_t* data, int64_t count, int item_size);

// array_module.cpp
Value reduce_ex(Thread& thread, ArrayObject* self, Value protocol);

}  // namespace taipan::python::arrays

namespace taipan::python {
NATIVE_TYPE(arrays::ArrayObject, arrays::is_array(v), "array.array")
}
