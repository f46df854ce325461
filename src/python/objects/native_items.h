// python/objects/native_items.h -- single machine values in memory, named by the format characters of module struct.
//
// Room       python/objects; used by memoryview, array and ctypes-like modules.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_array
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

// The size of the native value that a format character names: c b B h H i I l L q Q n N f d ? P; 0 for any other.
int native_item_size(char code);
// The character of a format that names one native value, with or without '@'; 0 for any other format.
char native_item_code(const char* format);
Value unpack_native_item(Heap& heap, char code, const uint8_t* from);

enum class PackResult : uint8_t {
  Ok,
  WrongType,   // nothing is raised
  WrongValue,  // out of range; nothing is raised
  Raised,
};
PackResult pack_native_item(Thread& thread, char code, uint8_t* to, Value value);

}  // namespace taipan::python
