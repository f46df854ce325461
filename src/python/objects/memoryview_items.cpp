// python/objects/memoryview_items.cpp -- indexing and slicing of memoryviews, and their items as values.
//
// Room       python/objects.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_buffer
#include <cstring>

#include "base/text/byte_buffer.h"
#include "python/objects/memoryview_private.h"
#include "python/objects/native_items.h"
#include "python/objects/objects.h"

namespace taipan::python {

Result<char> format_code(Thread& thread, const MemoryView* self) {
  if (const char code = native_item_code(self->format)) return code;
  return raise(thread, TypeId::NotImplementedError, "memoryview: format %s not supported", self->format);
}

namespace {

bool all_of(Value key, bool (*test)(Value)) {
  for (Value item : key.as<Tuple>()->span()) {
    if (!test(item)) return false;
  }
  return true;
}
bool is_slice(Value v) { return is_exact(v, TypeId::Slice); }
// Indices of all dimensions: the empty tuple too.
bool is_multi_index(Value key) { return is_kind(key, Kind::Tuple) && all_of(key, is_index); }
bool is_multi_slice(Value key) { return is_kind(key, Kind::Tuple) && key.as<Tuple>()->length() > 0 && all_of(key, is_slice); }

// `data` moved to an item of one dimension; null: IndexError.
uint8_t* item_address(Thread& thread, MemoryView* self, uint8_t* data, int dimension, int64_t index) {
  const int64_t count = self->shape()[dimension];
  if (index < 0) index += count;
  if (index < 0 || index >= count) return raise(thread, TypeId::IndexError, "index out of bounds on dimension %d", dimension + 1);
  BufferView view;
  show(&view, self);
  return step_to(view, data, dimension, index);
}

uint8_t* multi_address(Thread& thread, MemoryView* self, Value key) {
  Tuple* indices = key.as<Tuple>();
  const int64_t count = indices->length();
  if (count > self->dimensions) {
    return raise(thread, TypeId::TypeError, "cannot index %d-dimension view with %ld-element tuple", int(self->dimensions), count);
  }
  if (count < self->dimensions) return raise(thread, TypeId::NotImplementedError, "sub-views are not implemented");
  uint8_t* data = self->data;
  for (int i = 0; i < count; i++) {
    const int64_t index = TRY(to_int64(thread, indices->at(i), TypeId::IndexError));
    TRY(check_open(thread, self));
    data = TRY(item_address(thread, self, data, i, index));
  }
  return data;
}

Value unpack(Thread& thread, MemoryView* self, const uint8_t* data) {
  const char code = TRY(format_code(thread, self));
  return unpack_native_item(thread.heap(), code, data);
}

// The value is converted apart: its methods may release the view.
Status pack(Thread& thread, MemoryView* self, uint8_t* data, Value value) {
  const char code = TRY(format_code(thread, self));
  uint8_t bytes[8];
  switch (pack_native_item(thread, code, bytes, value)) {
    case PackResult::Ok: break;
    case PackResult::WrongType: return raise(thread, TypeId::TypeError, "memoryview: invalid type for format '%s'", self->format);
    case PackResult::WrongValue: return raise(thread, TypeId::ValueError, "memoryview: invalid value for format '%s'", self->format);
    case PackResult::Raised: return Raised{};
  }
  TRY(check_open(thread, self));
  memcpy(data, bytes, size_t(self->item_size));
  return ok_status();
}

void count_bytes(MemoryView* view) {
  view->size = view->item_size;
  for (int i = 0; i < view->dimensions; i++) view->size *= view->shape()[i];
}

// self[slice]: the first dimension.
MemoryView* slice_view(Thread& thread, MemoryView* self, Value key) {
  // Made first: the bounds may run code that releases `self`, which does not matter to the part.
  MemoryView* part = new_view_like(thread, self, self->dimensions);
  memcpy(part->extents, self->extents, size_t(self->dimensions) * (self->has_suboffsets ? 3 : 2) * sizeof(int64_t));
  Result<SliceRange> bounds = slice_range(thread, key, self->shape()[0]);
  if (!bounds.ok()) {
    drop_view(part);
    return Raised{};
  }
  const SliceRange range = bounds.value();
  const int64_t offset = self->strides()[0] * range.start;
  // Behind pointers the start moves in the innermost suboffset before it.
  part->data += offset;
  part->shape()[0] = range.count;
  part->strides()[0] = self->strides()[0] * range.step;
  count_bytes(part);
  return part;
}

Status assign_slice(Thread& thread, MemoryView* self, Value key, Value value) {
  BufferView source;
  TRY(get_full_buffer(thread, value, &source));
  MemoryView* part = TRY(slice_view(thread, self, key));
  TRY(check_open(thread, self));
  const char* to_format = self->format + (*self->format == '@');
  const char* from_format = source.format + (*source.format == '@');
  const int64_t count = source.shape ? source.dimensions == 1 ? source.shape[0] : -1 : source.size / source.item_size;
  if (source.dimensions != 1 || strcmp(to_format, from_format) != 0 || source.item_size != self->item_size || count != part->shape()[0]) {
    return raise(thread, TypeId::ValueError, "memoryview assignment: lvalue and rvalue have different structures");
  }
  // By way of a copy: the two may overlap.
  text::ByteBuffer copy;
  uint8_t* bytes = copy.extend(size_t(part->size));
  if (part->size != 0 && !bytes) return raise_memory_error(thread);
  const int64_t shape[] = {count}, stride[] = {source.item_size};
  if (!source.shape) source.shape = shape;
  if (!source.strides) source.strides = stride;
  copy_contiguous(bytes, source);
  BufferView target;
  show(&target, part);
  for (int64_t i = 0; i < count; i++) {
    memcpy(step_to(target, part->data, 0, i), bytes + i * self->item_size, size_t(self->item_size));
  }
  return ok_status();
}

Value list_of(Thread& thread, const BufferView& view, uint8_t* data, char code, int dimension) {
  const int64_t count = view.shape[dimension];
  List* list = new_list(thread.heap(), count);
  if (!list) return raise_memory_error(thread);
  for (int64_t i = 0; i < count; i++) {
    uint8_t* at = step_to(view, data, dimension, i);
    const Value item = dimension + 1 < view.dimensions ? TRY(list_of(thread, view, at, code, dimension + 1))
                                                       : unpack_native_item(thread.heap(), code, at);
    if (!list->append(thread.heap(), item)) return raise_memory_error(thread);
  }
  return Value(list);
}

// The items with the first index running fastest.
void copy_fortran(uint8_t* out, const BufferView& view) {
  int64_t index[kMaximumDimensions] = {};
  for (int64_t left = view.item_size ? view.size / view.item_size : 0; left > 0; left--, out += view.item_size) {
    uint8_t* at = view.data;
    for (int i = 0; i < view.dimensions; i++) at = step_to(view, at, i, index[i]);
    memcpy(out, at, size_t(view.item_size));
    for (int i = 0; i < view.dimensions && ++index[i] == view.shape[i]; i++) index[i] = 0;
  }
}

}  // namespace

Value memoryview_item(Thread& thread, MemoryView* self, int64_t index) {
  return unpack(thread, self, TRY(item_address(thread, self, self->data, 0, index)));
}

Value memoryview_getitem(Thread& thread, MemoryView* self, Value key) {
  TRY(check_open(thread, self));
  if (key.is_int() && self->dimensions == 1) [[likely]] return memoryview_item(thread, self, key.as_int());
  if (self->dimensions == 0) {
    if (is_kind(key, Kind::Tuple) && key.as<Tuple>()->length() == 0) return unpack(thread, self, self->data);
    if (key.is_ellipsis()) return Value(self);
    return raise(thread, TypeId::TypeError, "invalid indexing of 0-dim memory");
  }
  if (is_index(key)) {
    const int64_t index = TRY(to_int64(thread, key, TypeId::IndexError));
    TRY(check_open(thread, self));
    TRY(format_code(thread, self));
    if (self->dimensions > 1) return raise(thread, TypeId::NotImplementedError, "multi-dimensional sub-views are not implemented");
    return memoryview_item(thread, self, index);
  }
  if (is_slice(key)) return detail::to_value(thread, slice_view(thread, self, key));
  if (is_multi_index(key)) {
    TRY(format_code(thread, self));
    uint8_t* data = TRY(multi_address(thread, self, key));
    return unpack(thread, self, data);
  }
  if (is_multi_slice(key)) return raise(thread, TypeId::NotImplementedError, "multi-dimensional slicing is not implemented");
  return raise(thread, TypeId::TypeError, "memoryview: invalid slice key");
}

Status memoryview_setitem(Thread& thread, MemoryView* self, Value key, Value value) {
  TRY(check_open(thread, self));
  TRY(format_code(thread, self));
  if (self->read_only) return raise(thread, TypeId::TypeError, "cannot modify read-only memory");
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "cannot delete memory");
  if (self->dimensions == 0) {
    if (key.is_ellipsis() || (is_kind(key, Kind::Tuple) && key.as<Tuple>()->length() == 0)) return pack(thread, self, self->data, value);
    return raise(thread, TypeId::TypeError, "invalid indexing of 0-dim memory");
  }
  if (is_index(key)) {
    if (self->dimensions > 1) return raise(thread, TypeId::NotImplementedError, "sub-views are not implemented");
    const int64_t index = TRY(to_int64(thread, key, TypeId::IndexError));
    TRY(check_open(thread, self));
    uint8_t* data = item_address(thread, self, self->data, 0, index);
    if (!data) return Raised{};
    return pack(thread, self, data, value);
  }
  if (is_slice(key) && self->dimensions == 1) return assign_slice(thread, self, key, value);
  if (is_multi_index(key)) {
    uint8_t* data = multi_address(thread, self, key);
    if (!data) return Raised{};
    return pack(thread, self, data, value);
  }
  if (is_slice(key) || is_multi_slice(key)) {
    return raise(thread, TypeId::NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
  }
  return raise(thread, TypeId::TypeError, "memoryview: invalid slice key");
}

Value memoryview_tolist(Thread& thread, MemoryView* self) {
  TRY(check_open(thread, self));
  const char code = TRY(format_code(thread, self));
  if (self->dimensions == 0) return unpack_native_item(thread.heap(), code, self->data);
  BufferView view;
  show(&view, self);
  return list_of(thread, view, self->data, code, 0);
}

Value memoryview_tobytes(Thread& thread, MemoryView* self, Value order_value) {
  TRY(check_open(thread, self));
  char order = 'C';
  if (!order_value.is_none()) {
    String* text = as_string(order_value);
    if (!text) return raise(thread, TypeId::TypeError, "tobytes() argument 'order' must be str or None, not %T", order_value);
    if (text->equals_ascii("F")) order = 'F';
    else if (text->equals_ascii("A")) order = 'A';
    else if (!text->equals_ascii("C")) return raise(thread, TypeId::ValueError, "order must be 'C', 'F' or 'A'");
  }
  BufferView view;
  show(&view, self);
  if (order == 'A') order = is_f_contiguous(view) && !is_c_contiguous(view) ? 'F' : 'C';
  Bytes* bytes = new_bytes(thread.heap(), self->size);
  if (!bytes) return raise_memory_error(thread);
  if (order == 'F') {
    copy_fortran(bytes->data_, view);
  } else {
    copy_contiguous(bytes->data_, view);
  }
  return Value(bytes);
}

}  // namespace taipan::python
