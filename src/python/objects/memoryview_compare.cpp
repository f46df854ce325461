// python/objects/memoryview_compare.cpp -- equality of memoryviews: by shape and by value of the items.
//
// Room       python/objects.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_buffer
//
// Items of one native format are compared as machine values. Those of other formats are unpacked as module struct does;
// what it cannot unpack is unequal.
#include <cstring>

#include "python/objects/memoryview_private.h"
#include "python/objects/native_items.h"
#include "python/objects/struct_values.h"

namespace taipan::python {

namespace {

using modules_core::StructItem;
using modules_core::StructLayout;

// How to read the items of one side.
struct Reader {
  char code = 0;  // a single native value; otherwise `layout`
  StructLayout layout;
  bool usable() const { return code != 0 || layout.status == modules_core::StructStatus::Ok; }
};

Reader reader_of(const BufferView& view) {
  Reader reader;
  reader.code = native_item_code(view.format);
  if (reader.code == 0) {
    reader.layout = modules_core::parse_struct_format(view.format);
    if (reader.layout.size != view.item_size) reader.layout.status = modules_core::StructStatus::BadCharacter;
  }
  return reader;
}

Value read(Heap& heap, const Reader& reader, const uint8_t* from) {
  if (reader.code != 0) return unpack_native_item(heap, reader.code, from);
  List* values = new_list(heap);
  for (const StructItem& item : reader.layout.items) {
    for (int64_t i = 0; i < item.count; i++) (void)values->append(heap, unpack_struct_value(heap, item, from + item.offset + i * item.size));
  }
  return values->length() == 1 ? values->at(0) : Value(tuple_from(heap, values->span()));
}

class Comparison {
 public:
  Comparison(Thread& thread, const BufferView& a, const BufferView& b) : thread_(thread), a_(a), b_(b), read_a_(reader_of(a)), read_b_(reader_of(b)) {}

  Result<bool> run() {
    if (a_.dimensions != b_.dimensions) return false;
    for (int i = 0; i < a_.dimensions; i++) {
      if (a_.shape[i] != b_.shape[i]) return false;
      if (a_.shape[i] == 0) break;
    }
    if (!read_a_.usable() || !read_b_.usable()) return false;
    if (a_.dimensions == 0) return same_item(a_.data, b_.data);
    return same(a_.data, b_.data, 0);
  }

 private:
  bool is_plain() const {
    return read_a_.code != 0 && read_a_.code == read_b_.code && read_a_.code != 'f' && read_a_.code != 'd' && read_a_.code != '?';
  }
  Result<bool> same_item(const uint8_t* x, const uint8_t* y) {
    if (is_plain()) return memcmp(x, y, size_t(a_.item_size)) == 0;
    if (read_a_.code == 'd' && read_b_.code == 'd') {
      double i, j;
      memcpy(&i, x, sizeof i);
      memcpy(&j, y, sizeof j);
      return i == j;
    }
    Heap& heap = thread_.heap();
    const Value i = read(heap, read_a_, x), j = read(heap, read_b_, y);
    if (i.is_double() && j.is_double()) return i.as_double() == j.as_double();
    return equal(thread_, i, j);
  }
  Result<bool> same(uint8_t* x, uint8_t* y, int dimension) {
    const bool last = dimension + 1 == a_.dimensions;
    if (last && is_plain() && a_.strides[dimension] == a_.item_size && b_.strides[dimension] == b_.item_size && !a_.suboffsets && !b_.suboffsets) {
      return memcmp(x, y, size_t(a_.shape[dimension] * a_.item_size)) == 0;
    }
    for (int64_t i = 0; i < a_.shape[dimension]; i++) {
      uint8_t* p = step_to(a_, x, dimension, i);
      uint8_t* q = step_to(b_, y, dimension, i);
      if (!TRY(last ? same_item(p, q) : same(p, q, dimension + 1))) return false;
    }
    return true;
  }

  Thread& thread_;
  const BufferView& a_;
  const BufferView& b_;
  Reader read_a_, read_b_;
};

}  // namespace

Result<bool> memoryview_equal(Thread& thread, MemoryView* self, Value other) {
  BufferView theirs;
  if (!get_full_buffer(thread, other, &theirs).ok()) {
    thread.clear_exception();
    return false;
  }
  int64_t shape = theirs.item_size ? theirs.size / theirs.item_size : 0, stride = theirs.item_size;
  if (!theirs.shape) theirs.shape = &shape;
  if (!theirs.strides) theirs.strides = &stride;
  if (theirs.dimensions > 1 && theirs.strides == &stride) return false;
  BufferView ours;
  show(&ours, self);
  self->counts.held++;
  Result<bool> same = Comparison(thread, ours, theirs).run();
  self->counts.held--;
  return same;
}

}  // namespace taipan::python
