// python/objects/memoryview_cast.cpp -- memoryview.cast(): the same bytes as other items, or in another shape.
//
// Room       python/objects.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_buffer
#include "python/objects/memoryview_private.h"
#include "python/objects/native_items.h"
#include "python/objects/text_codec.h"

namespace taipan::python {

namespace {

bool is_byte_format(char code) { return code == 'b' || code == 'B' || code == 'c'; }

bool has_zero(const MemoryView* self) {
  for (int i = 0; i < self->dimensions; i++) {
    if (self->shape()[i] == 0 || self->strides()[i] == 0) return true;
  }
  return false;
}

// Fills the shape; the product of the lengths must not overflow.
Status read_shape(Thread& thread, MemoryView* view, std::span<const Value> lengths) {
  int64_t product = view->item_size;
  for (size_t i = 0; i < lengths.size(); i++) {
    if (!is_int_like(lengths[i])) return raise(thread, TypeId::TypeError, "memoryview.cast(): elements of shape must be integers");
    const int64_t length = TRY(to_int64(thread, lengths[i]));
    if (length <= 0) return raise(thread, TypeId::ValueError, "memoryview.cast(): elements of shape must be integers > 0");
    if (__builtin_mul_overflow(product, length, &product)) {
      return raise(thread, TypeId::ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
    }
    view->shape()[i] = length;
  }
  if (product != view->size) return raise(thread, TypeId::TypeError, "memoryview: product(shape) * itemsize != buffer size");
  return ok_status();
}

}  // namespace

Value memoryview_cast(Thread& thread, MemoryView* self, String* format_text, Value shape) {
  TRY(check_open(thread, self));
  BufferView view;
  show(&view, self);
  if (!is_c_contiguous(view)) return raise(thread, TypeId::TypeError, "memoryview: casts are restricted to C-contiguous views");
  if ((!shape.is_missing() || self->dimensions != 1) && has_zero(self)) {
    return raise(thread, TypeId::TypeError, "memoryview: cannot cast view with zeros in shape or strides");
  }
  std::span<const Value> lengths;
  if (!shape.is_missing()) {
    if (!is_kind(shape, Kind::List) && !is_kind(shape, Kind::Tuple)) {
      return raise(thread, TypeId::TypeError, "shape must be a list or a tuple");
    }
    lengths = is_kind(shape, Kind::List) ? shape.as<List>()->span() : shape.as<Tuple>()->span();
    if (lengths.size() > size_t(kMaximumDimensions)) {
      return raise(thread, TypeId::ValueError, "memoryview: number of dimensions must not exceed 64");
    }
    if (self->dimensions != 1 && lengths.size() != 1) {
      return raise(thread, TypeId::TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
  }
  // The format as C text, owned by the new view.
  Bytes* format = TRY(encode(thread, format_text, "ascii", nullptr));
  const char to = native_item_code(format->view().data());
  if (to == 0) {
    return raise(thread, TypeId::ValueError,
                 "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  }
  const char from = native_item_code(self->format);
  if (from == 0) {
    return raise(thread, TypeId::ValueError, "memoryview: source format must be a native single character format prefixed with an optional '@'");
  }
  if (!is_byte_format(from) && !is_byte_format(to)) {
    return raise(thread, TypeId::TypeError, "memoryview: cannot cast between two non-byte formats");
  }
  const int64_t item_size = native_item_size(to);
  if (self->size % item_size != 0) return raise(thread, TypeId::TypeError, "memoryview: length is not a multiple of itemsize");

  MemoryView* made = new_view_like(thread, self, shape.is_missing() ? 1 : int(lengths.size()));
  made->item_size = item_size;
  made->format = format->view().data();
  made->format_owner = Value(format);
  thread.heap().write_barrier(made);
  if (shape.is_missing()) {
    made->shape()[0] = self->size / item_size;
  } else {
    TRY(read_shape(thread, made, lengths));
  }
  int64_t stride = item_size;
  for (int i = made->dimensions; i-- > 0;) {
    made->strides()[i] = stride;
    stride *= made->shape()[i];
    if (made->has_suboffsets) made->suboffsets()[i] = -1;
  }
  return Value(made);
}

}  // namespace taipan::python
