// python/modules/array/array_type.cpp -- the class array.array: making instances, sequence operations, methods.
//
// Room       python/modules/array.
// Tests      tests/python/library/array_*.py; CPython's test_array
#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/text/byte_buffer.h"
#include "python/modules/array/array_type.h"
#include "python/objects/bytes.h"
#include "python/objects/iterators.h"
#include "python/objects/slice.h"
#include "vm/layouts.h"

namespace taipan::python::arrays {

Type* g_array = nullptr;
Type* g_iterator = nullptr;

namespace {

using Self = ArrayObject;

void trace_array(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<Self*>(object)->storage);
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "array", .size = size_from_shape, .trace = trace_array};

// ---- making one

Value array_new(Thread& thread, NativeCall call) {
  Type* cls = call.values[0].as<Type>();
  if (call.names && cls == g_array) return raise(thread, TypeId::TypeError, "array.array() takes no keyword arguments");
  const int64_t given = call.positional() - 1;
  if (given < 1) return raise(thread, TypeId::TypeError, "array() takes at least 1 argument (0 given)");
  if (given > 2) return raise(thread, TypeId::TypeError, "array() takes at most 2 arguments (%ld given)", given);
  const String* code_text = as_string(call.values[1]);
  if (!code_text || code_text->length() != 1) {
    return raise(thread, TypeId::TypeError, "array() argument 1 must be a unicode character, not %T", call.values[1]);
  }
  const uint32_t character = code_text->at(0);
  const Value initial = given == 2 ? call.values[2] : Value::none();
  const char code = character < 0x80 ? char(character) : 0;
  if (code != 'u' && code != 0) {
    if (as_string(initial)) {
      return raise(thread, TypeId::TypeError, "cannot use a str to initialize an array with typecode '%c'", int(character));
    }
    if (is_array(initial) && initial.as<Self>()->code == 'u') {
      return raise(thread, TypeId::TypeError, "cannot use a unicode array to initialize an array with typecode '%c'", int(character));
    }
  }
  if (code == 0 || item_size_of(code) == 0) {
    return raise(thread, TypeId::ValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  }
  Self* self = TRY(new_array(thread, cls, code, 0));
  if (given == 1) return Value(self);
  if (is_array(initial) && initial.as<Self>()->code == code) {
    TRY(append_bytes(thread, self, initial.as<Self>()->view()));
  } else if (is_kind(initial, Kind::Bytes) || is_kind(initial, kind(PythonKind::MutableBytes))) {
    BufferView view;
    TRY(get_buffer(thread, initial, &view));
    TRY(append_bytes(thread, self, view.view()));
  } else if (as_string(initial)) {
    TRY(append_text(thread, self, as_string(initial)));
  } else if (is_array(initial)) {
    auto* other = initial.as<Self>();
    for (int64_t i = 0; i < other->length_; i++) TRY(append_item(thread, self, item_at(thread.heap(), other, i)));
  } else {
    TRY(extend_from_iterable(thread, self, initial));
  }
  return Value(self);
}

Value copy_of(Thread& thread, Self* self, Type* cls) {
  Self* copy = TRY(new_array(thread, cls, self->code, self->length_));
  if (self->length_ != 0) memcpy(copy->data(), self->data(), size_t(self->bytes()));
  return Value(copy);
}

// ---- sequence operations

int64_t array_len(Thread&, Self* self) { return self->length_; }

Result<int64_t> index_of(Thread& thread, Self* self, Value key, const char* message) {
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "array indices must be integers");
  int64_t i = TRY(to_int64(thread, key, TypeId::IndexError));
  if (i < 0) i += self->length_;
  if (i < 0 || i >= self->length_) return raise(thread, TypeId::IndexError, "%s", message);
  return i;
}

Value array_getitem(Thread& thread, Self* self, Value key) {
  if (!is_exact(key, TypeId::Slice)) {
    return item_at(thread.heap(), self, TRY(index_of(thread, self, key, "array index out of range")));
  }
  const SliceBounds bounds = TRY(slice_bounds(thread, key));
  const SliceRange range = slice_range(bounds, self->length_);
  Self* part = TRY(new_array(thread, g_array, self->code, range.count));
  const int64_t size = self->item_size;
  if (range.step == 1) {
    if (range.count != 0) memcpy(part->data(), self->data() + range.start * size, size_t(range.count * size));
    return Value(part);
  }
  for (int64_t i = 0; i < range.count; i++) {
    memcpy(part->data() + i * size, self->data() + (range.start + i * range.step) * size, size_t(size));
  }
  return Value(part);
}

Status delete_slice(Thread& thread, Self* self, const SliceRange& range) {
  if (range.count == 0) return ok_status();
  if (range.step == 1) return make_room(thread, self, range.start, range.start + range.count, 0);
  TRY(check_resizable(thread, self, self->counts, "cannot resize an array that is exporting buffers"));
  const int64_t step = range.step < 0 ? -range.step : range.step, size = self->item_size;
  const int64_t first = range.step < 0 ? range.start + (range.count - 1) * range.step : range.start;
  int64_t to = first;
  for (int64_t at = first; at < self->length_; at++) {
    const int64_t distance = at - first;
    if (distance % step == 0 && distance / step < range.count) continue;
    memmove(self->data() + to++ * size, self->data() + at * size, size_t(size));
  }
  return resize(thread, self, to);
}

Status set_slice(Thread& thread, Self* self, Value key, Value value) {
  if (!value.is_unbound() && !is_array(value)) {
    return raise(thread, TypeId::TypeError, "can only assign array (not \"%T\") to array slice", value);
  }
  const SliceBounds bounds = TRY(slice_bounds(thread, key));
  SliceRange range = slice_range(bounds, self->length_);
  if (value.is_unbound()) return delete_slice(thread, self, range);
  auto* other = value.as<Self>();
  if (other->code != self->code) return raise(thread, TypeId::TypeError, "bad argument type for built-in operation");
  if (other == self) other = TRY(copy_of(thread, self, g_array)).as<Self>();
  const int64_t size = self->item_size;
  if (range.step == 1) {
    const int64_t stop = std::max(range.start, range.stop);
    TRY(make_room(thread, self, range.start, stop, other->length_));
    if (other->length_ != 0) memcpy(self->data() + range.start * size, other->data(), size_t(other->bytes()));
    return ok_status();
  }
  if (other->length_ == 0) return delete_slice(thread, self, range);
  if (other->length_ != range.count) {
    return raise(thread, TypeId::ValueError, "attempt to assign array of size %ld to extended slice of size %ld", other->length_, range.count);
  }
  for (int64_t i = 0; i < range.count; i++) {
    memcpy(self->data() + (range.start + i * range.step) * size, other->data() + i * size, size_t(size));
  }
  return ok_status();
}

Status array_setitem(Thread& thread, Self* self, Value key, Value value) {
  if (is_exact(key, TypeId::Slice)) return set_slice(thread, self, key, value);
  return set_item_at(thread, self, TRY(index_of(thread, self, key, "array assignment index out of range")), value);
}
Status array_delitem(Thread& thread, Self* self, Value key) {
  if (is_exact(key, TypeId::Slice)) return set_slice(thread, self, key, Value::unbound());
  const int64_t i = TRY(index_of(thread, self, key, "array assignment index out of range"));
  return make_room(thread, self, i, i + 1, 0);
}

Value array_add(Thread& thread, Self* self, Value other_value) {
  if (!is_array(other_value)) {
    return raise(thread, TypeId::TypeError, "can only append array (not \"%T\") to array", other_value);
  }
  auto* other = other_value.as<Self>();
  if (other->code != self->code) return raise(thread, TypeId::TypeError, "bad argument type for built-in operation");
  Self* sum = TRY(new_array(thread, g_array, self->code, self->length_ + other->length_));
  if (self->length_ != 0) memcpy(sum->data(), self->data(), size_t(self->bytes()));
  if (other->length_ != 0) memcpy(sum->data() + self->bytes(), other->data(), size_t(other->bytes()));
  return Value(sum);
}
Status extend_from_array(Thread& thread, Self* self, Self* other) {
  if (other->code != self->code) return raise(thread, TypeId::TypeError, "can only extend with array of same kind");
  const int64_t before = self->bytes(), bytes = other->bytes();
  TRY(resize(thread, self, self->length_ + other->length_));
  if (bytes != 0) memcpy(self->data() + before, other->data(), size_t(bytes));
  return ok_status();
}
Value array_iadd(Thread& thread, Self* self, Value other) {
  if (!is_array(other)) return raise(thread, TypeId::TypeError, "can only extend array with array (not \"%T\")", other);
  TRY(extend_from_array(thread, self, other.as<Self>()));
  return Value(self);
}
Value repeat(Thread& thread, Self* self, Self* target, int64_t times) {
  const int64_t bytes = self->bytes();
  for (int64_t i = target == self ? 1 : 0; i < times && bytes != 0; i++) memcpy(target->data() + i * bytes, self->data(), size_t(bytes));
  (void)thread;
  return Value(target);
}
Result<int64_t> repeated_length(Thread& thread, Self* self, Value times_value, int64_t* times) {
  *times = TRY(to_int64(thread, times_value, TypeId::OverflowError));
  if (*times < 0) *times = 0;
  int64_t length;
  if (__builtin_mul_overflow(self->length_, *times, &length)) return raise_memory_error(thread);
  return length;
}
Value array_mul(Thread& thread, Self* self, Value times_value) {
  if (!is_index(times_value)) {
    return raise(thread, TypeId::TypeError, "can't multiply sequence by non-int of type '%T'", times_value);
  }
  int64_t times;
  const int64_t length = TRY(repeated_length(thread, self, times_value, &times));
  return repeat(thread, self, TRY(new_array(thread, g_array, self->code, length)), times);
}
Value array_imul(Thread& thread, Self* self, Value times_value) {
  if (!is_index(times_value)) {
    return raise(thread, TypeId::TypeError, "can't multiply sequence by non-int of type '%T'", times_value);
  }
  int64_t times;
  const int64_t before = self->length_;
  const int64_t length = TRY(repeated_length(thread, self, times_value, &times));
  const int64_t bytes = self->bytes();
  TRY(resize(thread, self, length));
  for (int64_t done = before; done < length; done += before) memcpy(self->data() + done * self->item_size, self->data(), size_t(bytes));
  return Value(self);
}

Result<int64_t> find_item(Thread& thread, Self* self, Value value, int64_t start, int64_t stop) {
  for (int64_t i = start; i < stop && i < self->length_; i++) {
    if (TRY(equal(thread, item_at(thread.heap(), self, i), value))) return i;
  }
  return -1;
}
Result<bool> array_contains(Thread& thread, Self* self, Value value) { return TRY(find_item(thread, self, value, 0, INT64_MAX)) >= 0; }

template <Compare op>
Value array_compare(Thread& thread, Self* self, Value other_value) {
  if (!is_array(other_value)) return Value::not_implemented();
  auto* other = other_value.as<Self>();
  const int64_t x = self->length_, y = other->length_;
  if (x != y && op == Compare::Equal) return Value::false_value();
  if (x != y && op == Compare::NotEqual) return Value::true_value();
  Heap& heap = thread.heap();
  int64_t i = 0;
  Value a, b;
  if (self->code == other->code && self->code != 'f' && self->code != 'd') {
    const int64_t size = self->item_size;
    while (i < x && i < y && memcmp(self->data() + i * size, other->data() + i * size, size_t(size)) == 0) i++;
  } else {
    for (; i < self->length_ && i < other->length_; i++) {
      a = item_at(heap, self, i);
      b = item_at(heap, other, i);
      // By value: a NaN differs from itself.
      const Value same = TRY(compare(thread, a, b, Compare::Equal));
      if (!TRY(is_true(thread, same))) break;
    }
  }
  if (i >= x || i >= y) {
    switch (op) {
      case Compare::Less: return Value::boolean(x < y);
      case Compare::LessEqual: return Value::boolean(x <= y);
      case Compare::Equal: return Value::boolean(x == y);
      case Compare::NotEqual: return Value::boolean(x != y);
      case Compare::Greater: return Value::boolean(x > y);
      default: return Value::boolean(x >= y);
    }
  }
  if (op == Compare::Equal) return Value::false_value();
  if (op == Compare::NotEqual) return Value::true_value();
  return compare(thread, item_at(heap, self, i), item_at(heap, other, i), op);
}

Value array_repr(Thread& thread, Self* self) {
  String* class_name = type_of(Value(self))->name;
  if (self->length_ == 0) return detail::to_value(thread, format_string(thread, "%U('%c')", class_name, int(self->code)));
  const Value items = self->code == 'u' ? TRY(array_tounicode(thread, self)) : TRY(array_tolist(thread, self));
  return detail::to_value(thread, format_string(thread, "%U('%c', %R)", class_name, int(self->code), items));
}

// ---- methods

Status array_append(Thread& thread, Self* self, Value value) { return append_item(thread, self, value); }
Value array_buffer_info(Thread& thread, Self* self) {
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, unsigned_value(heap, reinterpret_cast<uint64_t>(self->data())), Value::integer(self->length_)));
}
Status array_byteswap(Thread&, Self* self) {
  swap_bytes(self->data(), self->length_, self->item_size);
  return ok_status();
}
Value array_copy(Thread& thread, Self* self) { return copy_of(thread, self, g_array); }
Value array_deepcopy(Thread& thread, Self* self, Value) { return copy_of(thread, self, g_array); }
Result<int64_t> array_count(Thread& thread, Self* self, Value value) {
  int64_t count = 0;
  for (int64_t i = 0; i < self->length_; i++) count += TRY(equal(thread, item_at(thread.heap(), self, i), value));
  return count;
}
Status array_extend(Thread& thread, Self* self, Value iterable) {
  if (is_array(iterable)) return extend_from_array(thread, self, iterable.as<Self>());
  return extend_from_iterable(thread, self, iterable);
}
Status array_frombytes(Thread& thread, Self* self, Value buffer) {
  BufferView view;
  TRY(get_buffer(thread, buffer, &view));
  return append_bytes(thread, self, view.view());
}
Status array_fromfile(Thread& thread, Self* self, Value file, int64_t count) {
  if (count < 0) return raise(thread, TypeId::ValueError, "negative count");
  int64_t wanted;
  if (__builtin_mul_overflow(count, int64_t(self->item_size), &wanted)) return raise_memory_error(thread);
  const Value read = TRY(call_method_with(thread, file, name(Name::Read), integer_value(thread.heap(), wanted)));
  if (!is_kind(read, Kind::Bytes)) return raise(thread, TypeId::TypeError, "read() didn't return bytes");
  const int64_t got = read.as<Bytes>()->length();
  TRY(array_frombytes(thread, self, read));
  if (got != wanted) return raise(thread, TypeId::EOFError, "read() didn't return enough bytes");
  return ok_status();
}
Status array_fromlist(Thread& thread, Self* self, Value list_value) {
  if (!is_kind(list_value, Kind::List)) return raise(thread, TypeId::TypeError, "arg must be list");
  List* list = list_value.as<List>();
  const int64_t before = self->length_, count = list->length();
  for (int64_t i = 0; i < count; i++) {
    const bool changed = list->length() != count;
    if (!changed && append_item(thread, self, list->at(i)).ok()) continue;
    if (changed) (void)raise(thread, TypeId::RuntimeError, "list changed size during iteration");
    const Value raised = thread.take_exception();
    (void)resize(thread, self, before);
    return thread.raise_value(raised);
  }
  return ok_status();
}
Status array_fromunicode(Thread& thread, Self* self, Value text) {
  if (!as_string(text)) return raise(thread, TypeId::TypeError, "fromunicode() argument must be str, not %T", text);
  if (self->code != 'u') return raise(thread, TypeId::ValueError, "fromunicode() may only be called on unicode type arrays");
  return append_text(thread, self, as_string(text));
}
Value array_index(Thread& thread, Self* self, Value value, Value start_value, Value stop_value) {
  int64_t start = TRY(to_index_clamped(thread, start_value)), stop = TRY(to_index_clamped(thread, stop_value));
  if (start < 0) start = std::max<int64_t>(start + self->length_, 0);
  if (stop < 0) stop = std::max<int64_t>(stop + self->length_, 0);
  const int64_t found = TRY(find_item(thread, self, value, start, stop));
  if (found < 0) return raise(thread, TypeId::ValueError, "array.index(x): x not in array");
  return Value::integer(found);
}
Status array_insert(Thread& thread, Self* self, int64_t index, Value value) {
  uint8_t item[8];
  TRY(pack_item(thread, self->code, value, item));
  if (index < 0) index = std::max<int64_t>(index + self->length_, 0);
  index = std::min(index, self->length_);
  TRY(make_room(thread, self, index, index, 1));
  memcpy(self->data() + index * self->item_size, item, self->item_size);
  return ok_status();
}
Value array_pop(Thread& thread, Self* self, int64_t index) {
  if (self->length_ == 0) return raise(thread, TypeId::IndexError, "pop from empty array");
  if (index < 0) index += self->length_;
  if (index < 0 || index >= self->length_) return raise(thread, TypeId::IndexError, "pop index out of range");
  const Value item = item_at(thread.heap(), self, index);
  TRY(make_room(thread, self, index, index + 1, 0));
  return item;
}
Status array_remove(Thread& thread, Self* self, Value value) {
  const int64_t found = TRY(find_item(thread, self, value, 0, INT64_MAX));
  if (found < 0) return raise(thread, TypeId::ValueError, "array.remove(x): x not in array");
  return make_room(thread, self, found, found + 1, 0);
}
Status array_reverse(Thread&, Self* self) {
  // All bytes turned round, then those of each item again.
  std::reverse(self->data(), self->data() + self->bytes());
  swap_bytes(self->data(), self->length_, self->item_size);
  return ok_status();
}
Status array_tofile(Thread& thread, Self* self, Value file) {
  constexpr int64_t kBlock = 64 * 1024;
  for (int64_t at = 0; at < self->bytes(); at += kBlock) {
    const int64_t size = std::min(kBlock, self->bytes() - at);
    Bytes* block = TRY(make_bytes(thread, self->view().substr(size_t(at), size_t(size))));
    TRY(call_method_with(thread, file, name(Name::Write), Value(block)));
  }
  return ok_status();
}
Bytes* array_tobytes(Thread& thread, Self* self) { return make_bytes(thread, self->view()); }
int64_t array_sizeof(Thread&, Self* self) { return 64 + (self->storage ? int64_t(self->storage->capacity) : 0); }
Value get_typecode(Thread& thread, Value self) { return Value(string_from_character(thread.heap(), uint32_t(self.as<Self>()->code))); }
Value get_itemsize(Thread&, Value self) { return Value::integer(self.as<Self>()->item_size); }

// ---- iteration

Value array_iter(Thread& thread, Value self) {
  auto* iterator = static_cast<SequenceIteratorObject*>(allocate_instance(thread.heap(), g_iterator));
  iterator->sequence = self;
  return Value(iterator);
}
Value array_next(Thread& thread, Value self) {
  auto* iterator = self.as<SequenceIteratorObject>();
  if (iterator->sequence.is_unbound()) return Value::unbound();
  auto* array = iterator->sequence.as<Self>();
  if (iterator->index < array->length_) return item_at(thread.heap(), array, iterator->index++);
  iterator->sequence = Value::unbound();
  return Value::unbound();
}
Value iterator_reduce(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  auto* iterator = self.as<SequenceIteratorObject>();
  const Value iter = builtin_object(thread, "iter");
  if (iterator->sequence.is_unbound()) return Value(tuple_of(heap, iter, Value(tuple_of(heap, Value(empty_tuple())))));
  return Value(tuple_of(heap, iter, Value(tuple_of(heap, iterator->sequence)), Value::integer(iterator->index)));
}
Status iterator_setstate(Thread& thread, Value self, Value state) {
  auto* iterator = self.as<SequenceIteratorObject>();
  int64_t index = TRY(to_int64(thread, state));
  if (iterator->sequence.is_unbound()) return ok_status();
  index = std::clamp<int64_t>(index, 0, iterator->sequence.as<Self>()->length_);
  iterator->index = index;
  return ok_status();
}
void trace_iterator(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<SequenceIteratorObject*>(object)->sequence.bits());
}
const Layout kIteratorLayout = {.name = "array iterator", .size = size_from_shape, .trace = trace_iterator};

// ---- rows

const Method kMethods[] = {
    {"__new__(cls, typecode, initializer=<none>, /, **kwargs)", array_new, "Create and return a new object."},
    {"__repr__(self, /)", array_repr, "Return repr(self)."},
    {"__lt__(self, value, /)", array_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", array_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", array_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", array_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", array_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", array_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__iter__(self, /)", array_iter, "Implement iter(self)."},
    {"__len__(self, /)", array_len, "Return len(self)."},
    {"__getitem__(self, key, /)", array_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", array_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", array_delitem, "Delete self[key]."},
    {"__add__(self, value, /)", array_add, "Return self+value."},
    {"__mul__(self, value, /)", array_mul, "Return self*value."},
    {"__rmul__(self, value, /)", array_mul, "Return value*self."},
    {"__contains__(self, key, /)", array_contains, "Return key in self."},
    {"__iadd__(self, value, /)", array_iadd, "Implement self+=value."},
    {"__imul__(self, value, /)", array_imul, "Implement self*=value."},
    {"append(self, v, /)", array_append, "Append new value v to the end of the array."},
    {"buffer_info(self, /)", array_buffer_info, "The address and the length in items of the memory."},
    {"byteswap(self, /)", array_byteswap, "Byteswap all items of the array."},
    {"__copy__(self, /)", array_copy, "Return a copy of the array."},
    {"count(self, v, /)", array_count, "Return number of occurrences of v in the array."},
    {"__deepcopy__(self, unused, /)", array_deepcopy, "Return a copy of the array."},
    {"extend(self, bb, /)", array_extend, "Append items to the end of the array."},
    {"fromfile(self, f, n, /)", array_fromfile, "Read n objects from the file object f and append them."},
    {"fromlist(self, list, /)", array_fromlist, "Append items to array from list."},
    {"frombytes(self, buffer, /)", array_frombytes, "Append items from bytes, taken as machine values."},
    {"fromunicode(self, ustr, /)", array_fromunicode, "Append the characters of a text."},
    {"index(self, v, start=0, stop=sys.maxsize, /)", array_index, "Return index of first occurrence of v in the array."},
    {"insert(self, i, v, /)", array_insert, "Insert a new item v into the array before position i."},
    {"pop(self, i=-1, /)", array_pop, "Return the i-th element and delete it from the array."},
    {"__reduce_ex__(self, value, /)", reduce_ex, "Return state information for pickling."},
    {"remove(self, v, /)", array_remove, "Remove the first occurrence of v in the array."},
    {"reverse(self, /)", array_reverse, "Reverse the order of the items in the array."},
    {"tofile(self, f, /)", array_tofile, "Write all items (as machine values) to the file object f."},
    {"tolist(self, /)", array_tolist, "Convert array to an ordinary list with the same items."},
    {"tobytes(self, /)", array_tobytes, "The items as bytes, as they are in memory."},
    {"tounicode(self, /)", array_tounicode, "The text that an array of characters holds."},
    {"__sizeof__(self, /)", array_sizeof, "Size of the array in memory, in bytes."},
};
const Getter kGetters[] = {
    {"typecode", get_typecode, nullptr, "the typecode character used to create the array"},
    {"itemsize", get_itemsize, nullptr, "the size, in bytes, of one array item"},
};
const Method kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<array_next>, "Implement next(self)."},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling."},
    {"__setstate__(self, state, /)", iterator_setstate, "Set state information for unpickling."},
};

Status array_get(Thread&, Value owner, BufferView* view, BufferAccess) {
  auto* self = owner.as<Self>();
  view->data = self->data();
  view->size = self->bytes();
  view->read_only = false;
  view->item_size = self->item_size;
  static constexpr char kFormats[][2] = {"b", "B", "w", "h", "H", "i", "I", "l", "L", "q", "Q", "f", "d"};
  view->format = kFormats[kTypeCodes.find(self->code)];
  view->storage = self->storage ? Value(self->storage) : Value::unbound();
  return ok_status();
}
ExportCounts* array_counts(HeapObject* owner) { return &static_cast<Self*>(owner)->counts; }
const BufferExporter kBuffer = {.get = array_get, .counts = array_counts};

}  // namespace

Value array_tolist(Thread& thread, ArrayObject* self) {
  Heap& heap = thread.heap();
  List* list = new_list(heap, self->length_);
  if (!list) return raise_memory_error(thread);
  for (int64_t i = 0; i < self->length_; i++) (void)list->append(heap, item_at(heap, self, i));
  return Value(list);
}

Value array_tounicode(Thread& thread, ArrayObject* self) {
  if (self->code != 'u') return raise(thread, TypeId::ValueError, "tounicode() may only be called on unicode type arrays");
  const auto* characters = reinterpret_cast<const uint32_t*>(self->data());
  for (int64_t i = 0; i < self->length_; i++) {
    if (characters[i] > 0x10FFFF) {
      char text[64];
      snprintf(text, sizeof text, "character U+%x is not in range [U+0000; U+10ffff]", characters[i]);
      return raise(thread, TypeId::ValueError, "%s", text);
    }
  }
  String* text = string_from_code_points(thread.heap(), characters, self->length_);
  return text ? Value(text) : Value(raise_memory_error(thread));
}

extern const TypeSpec kArraySpec = {
    .name = "array.array",
    .doc = "array(typecode [, initializer]) -> array\n\nA sequence of machine values of one type: integers b B h H i I l L q Q, floats f d,\n"
           "characters u. The initial items are a list, bytes, a text or any iterable.",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(ArrayObject),
    .flags = kTypeSubclassable | kTypeSequence | kTypeWeakrefable,
    .methods = kMethods,
    .getters = kGetters,
    .buffer = &kBuffer,
};
extern const TypeSpec kArrayIteratorSpec = {
    .name = "array.arrayiterator",
    .layout = &kIteratorLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(SequenceIteratorObject),
    .flags = kTypeNoInstantiation,
    .methods = kIteratorMethods,
    .next = &array_next,
};

}  // namespace taipan::python::arrays
