// python/objects/memoryview_private.h -- what the files of `memoryview` share.
//
// Room       python/objects.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_buffer
#pragma once

#include "python/objects/memoryview.h"

namespace taipan::python {

// A view of the same buffer with room for so many dimensions; all but the extents are copied from `model`.
MemoryView* new_view_like(Thread& thread, const MemoryView* model, int dimensions);
// Releases a view that nobody holds.
void drop_view(MemoryView* view);
// ValueError if it was released.
Status check_open(Thread& thread, const MemoryView* self);
// The character of its format; NotImplementedError "memoryview: format X not supported" if it is not a single native one.
Result<char> format_code(Thread& thread, const MemoryView* self);
// The view as others get it. Nothing is counted: it must not outlive `self`.
void show(BufferView* view, MemoryView* self);
bool is_f_contiguous(const BufferView& view);
// Where item `index` of a dimension begins: follows suboffsets.
uint8_t* step_to(const BufferView& view, uint8_t* data, int dimension, int64_t index);

// ---- memoryview_items.cpp
Value memoryview_getitem(Thread& thread, MemoryView* self, Value key);
Status memoryview_setitem(Thread& thread, MemoryView* self, Value key, Value value);  // unbound: delete
Value memoryview_tolist(Thread& thread, MemoryView* self);
Value memoryview_tobytes(Thread& thread, MemoryView* self, Value order);
Value memoryview_item(Thread& thread, MemoryView* self, int64_t index);  // of the first dimension

// ---- memoryview_cast.cpp
Value memoryview_cast(Thread& thread, MemoryView* self, String* format, Value shape);

// ---- memoryview_compare.cpp
Result<bool> memoryview_equal(Thread& thread, MemoryView* self, Value other);

}  // namespace taipan::python
