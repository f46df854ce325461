// python/objects/bytearray_type.cpp -- the type `bytearray`: its rows, making and changing instances.
//
// Room       python/objects. Methods shared with bytes are in bytes_methods.h, the storage in bytearray_storage.cpp.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
#include <algorithm>
#include <cstring>

#include "python/objects/bytearray_private.h"
#include "python/objects/bytes_methods.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

using Self = ByteArrayObject;

void trace_bytearray(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<Self*>(object)->storage);
  trace_attributes(object, tracer);
}
const Layout kByteArrayObjectLayout = {.name = "bytearray", .size = size_from_shape, .trace = trace_bytearray};

// ---- making one

Status append_buffer(Thread& thread, Self* self, std::string_view data) {
  const int64_t before = self->length_;
  TRY(bytearray_resize(thread, self, before + int64_t(data.size())));
  if (!data.empty()) memcpy(self->data() + before, data.data(), data.size());
  return ok_status();
}

// The items are collected apart: getting them may change the bytearray.
Status collect_bytes(Thread& thread, text::ByteBuffer& out, Value iterable, const char* not_iterable) {
  Value items = iterable;
  if (!is_exact_list(iterable) && !is_exact_tuple(iterable)) {
    items = get_iterator(thread, iterable);
    if (items.is_raised()) {
      if (!clear_if(thread, TypeId::TypeError)) return Raised{};
      return raise(thread, TypeId::TypeError, not_iterable, iterable);
    }
  }
  TRY(for_each(thread, items, [&](Value item) {
    Result<int> byte = byte_from_object(thread, item);
    if (!byte.ok()) return false;
    out.append(uint8_t(byte.value()));
    return true;
  }));
  if (out.out_of_memory()) return raise_memory_error(thread);
  return ok_status();
}
std::string_view view_of(const text::ByteBuffer& buffer) {
  return {reinterpret_cast<const char*>(buffer.data()), buffer.size()};
}

Value bytearray_new(Thread& thread, NativeCall call) {
  return Value(allocate_instance(thread.heap(), call.values[0].as<Type>()));
}

Status bytearray_init(Thread& thread, Self* self, Value source, Value encoding, Value errors) {
  if (self->length_ != 0) TRY(bytearray_resize(thread, self, 0));
  String* text = source.is_missing() ? nullptr : as_string(source);
  if (text) {
    if (encoding.is_missing()) return raise(thread, TypeId::TypeError, "string argument without an encoding");
    const char* encoding_name = TRY(c_text_argument(thread, encoding, "bytearray", "encoding"));
    const char* error_handler = errors.is_missing() ? nullptr : TRY(c_text_argument(thread, errors, "bytearray", "errors"));
    Bytes* encoded = TRY(encode(thread, text, encoding_name, error_handler));
    return append_buffer(thread, self, encoded->view());
  }
  if (!encoding.is_missing() || !errors.is_missing()) {
    return raise(thread, TypeId::TypeError,
                 encoding.is_missing() ? "errors without a string argument" : "encoding without a string argument");
  }
  if (source.is_missing()) return ok_status();
  if (is_index(source)) {
    Result<int64_t> size = to_size(thread, source, TypeId::OverflowError);
    if (size.ok()) {
      if (size.value() < 0) return raise(thread, TypeId::ValueError, "negative count");
      TRY(bytearray_resize(thread, self, size.value()));
      if (size.value() > 0) memset(self->data(), 0, size_t(size.value()));
      return ok_status();
    }
    if (!clear_if(thread, TypeId::TypeError)) return Raised{};
  }
  if (is_bytes_like(source)) {
    BufferView view;
    TRY(get_full_buffer(thread, source, &view));
    TRY(bytearray_resize(thread, self, view.size));
    copy_contiguous(self->data(), view);
    return ok_status();
  }
  const Value iterator = get_iterator(thread, source);
  if (iterator.is_raised()) {
    if (!clear_if(thread, TypeId::TypeError)) return Raised{};
    return raise(thread, TypeId::TypeError, "cannot convert '%T' object to bytearray", source);
  }
  // One by one: the iterator may look at the bytearray meanwhile.
  return for_each(thread, iterator, [&](Value item) {
    Result<int> byte = byte_from_object(thread, item);
    if (!byte.ok() || !bytearray_resize(thread, self, self->length_ + 1).ok()) return false;
    self->data()[self->length_ - 1] = uint8_t(byte.value());
    return true;
  });
}

// ---- items and slices

Status bytearray_set_slice(Thread& thread, Self* self, const SliceRange& range, std::string_view data) {
  if (range.step == 1) {
    const int64_t stop = std::max(range.start, range.stop);
    TRY(bytearray_make_room(thread, self, range.start, stop, int64_t(data.size())));
    if (!data.empty()) memcpy(self->data() + range.start, data.data(), data.size());
    return ok_status();
  }
  if (!data.empty()) {
    if (int64_t(data.size()) != range.count) {
      return raise(thread, TypeId::ValueError, "attempt to assign bytes of size %ld to extended slice of size %ld",
                   int64_t(data.size()), range.count);
    }
    uint8_t* bytes = self->data();
    for (int64_t i = 0, at = range.start; i < range.count; i++, at += range.step) bytes[at] = uint8_t(data[size_t(i)]);
    return ok_status();
  }
  // Deletes every step-th byte: from the lowest, moving what stands between.
  if (range.count == 0) return ok_status();
  TRY(check_resizable(thread, self, self->counts, "Existing exports of data: object cannot be re-sized"));
  const int64_t step = range.step < 0 ? -range.step : range.step;
  const int64_t first = range.step < 0 ? range.start + (range.count - 1) * range.step : range.start;
  uint8_t* bytes = self->data();
  int64_t to = first;
  for (int64_t at = first; at < self->length_; at++) {
    const int64_t distance = at - first;
    if (distance % step == 0 && distance / step < range.count) continue;
    bytes[to++] = bytes[at];
  }
  return bytearray_resize(thread, self, to);
}

Status set_slice_value(Thread& thread, Self* self, Value key, Value value) {
  const SliceBounds bounds = TRY(slice_bounds(thread, key));
  SliceRange range = slice_range(bounds, self->length_);
  if (value.is_unbound()) return bytearray_set_slice(thread, self, range, {});
  if (value == Value(self)) {
    text::ByteBuffer copy;
    copy.append(self->view());
    return bytearray_set_slice(thread, self, range, view_of(copy));
  }
  if (is_bytearray(value) || is_kind(value, Kind::Bytes)) {
    BufferView view;
    TRY(get_buffer(thread, value, &view));
    return bytearray_set_slice(thread, self, range, view.view());
  }
  if (as_string(value) || is_index(value) || is_float_like(value) || is_kind(value, kind(PythonKind::Complex))) {
    return raise(thread, TypeId::TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  text::ByteBuffer copy;
  if (is_bytes_like(value)) {  // it may show these very bytes
    BufferView view;
    TRY(get_full_buffer(thread, value, &view));
    if (uint8_t* room = copy.extend(size_t(view.size))) copy_contiguous(room, view);
  } else {
    TRY(collect_bytes(thread, copy, value, "cannot convert '%T' object to bytearray"));
    range = slice_range(bounds, self->length_);  // iterating may have changed it
  }
  return bytearray_set_slice(thread, self, range, view_of(copy));
}

Result<int64_t> item_index(Thread& thread, Value key) {
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "bytearray indices must be integers or slices, not %T", key);
  return to_int64(thread, key, TypeId::IndexError);
}
// The index inside the bytes; IndexError.
Result<int64_t> check_index(Thread& thread, Self* self, int64_t i) {
  if (i < 0) i += self->length_;
  if (i < 0 || i >= self->length_) return raise(thread, TypeId::IndexError, "bytearray index out of range");
  return i;
}

Status bytearray_setitem(Thread& thread, Self* self, Value key, Value value) {
  if (is_exact(key, TypeId::Slice)) return set_slice_value(thread, self, key, value);
  const int64_t index = TRY(item_index(thread, key));
  const int byte = TRY(byte_from_object(thread, value));
  const int64_t i = TRY(check_index(thread, self, index));
  self->data()[i] = uint8_t(byte);
  return ok_status();
}
Status bytearray_delitem(Thread& thread, Self* self, Value key) {
  if (is_exact(key, TypeId::Slice)) return set_slice_value(thread, self, key, Value::unbound());
  const int64_t index = TRY(item_index(thread, key));
  const int64_t i = TRY(check_index(thread, self, index));
  return bytearray_make_room(thread, self, i, i + 1, 0);
}

// ---- changing

Status bytearray_append(Thread& thread, Self* self, Value item) {
  const int byte = TRY(byte_from_object(thread, item));
  const int64_t at = self->length_;
  TRY(bytearray_resize(thread, self, at + 1));
  self->data()[at] = uint8_t(byte);
  return ok_status();
}
Status bytearray_extend(Thread& thread, Self* self, Value iterable) {
  if (iterable == Value(self) || is_kind(iterable, kind(PythonKind::MemoryView))) {
    text::ByteBuffer copy;
    BufferView view;
    TRY(get_full_buffer(thread, iterable, &view));
    if (uint8_t* room = copy.extend(size_t(view.size))) copy_contiguous(room, view);
    view.release();
    return append_buffer(thread, self, view_of(copy));
  }
  if (is_bytes_like(iterable)) {
    BufferView view;
    TRY(get_buffer(thread, iterable, &view));
    return append_buffer(thread, self, view.view());
  }
  (void)TRY(length_hint(thread, iterable, 32));  // it may raise
  text::ByteBuffer items;
  TRY(collect_bytes(thread, items, iterable, "can't extend bytearray with %T"));
  return append_buffer(thread, self, view_of(items));
}
Status bytearray_insert(Thread& thread, Self* self, int64_t index, Value item) {
  const int byte = TRY(byte_from_object(thread, item));
  if (index < 0) index = std::max<int64_t>(index + self->length_, 0);
  index = std::min(index, self->length_);
  TRY(bytearray_make_room(thread, self, index, index, 1));
  self->data()[index] = uint8_t(byte);
  return ok_status();
}
Value bytearray_pop(Thread& thread, Self* self, int64_t index) {
  if (self->length_ == 0) return raise(thread, TypeId::IndexError, "pop from empty bytearray");
  if (index < 0) index += self->length_;
  if (index < 0 || index >= self->length_) return raise(thread, TypeId::IndexError, "pop index out of range");
  const int byte = self->data()[index];
  TRY(bytearray_make_room(thread, self, index, index + 1, 0));
  return Value::integer(byte);
}
Status bytearray_remove(Thread& thread, Self* self, Value value) {
  const int byte = TRY(byte_from_object(thread, value));
  const size_t found = self->view().find(char(byte));
  if (found == std::string_view::npos) return raise(thread, TypeId::ValueError, "value not found in bytearray");
  return bytearray_make_room(thread, self, int64_t(found), int64_t(found) + 1, 0);
}
Status bytearray_clear(Thread& thread, Self* self) { return bytearray_resize(thread, self, 0); }
Value bytearray_copy(Thread& thread, Value self) { return ByteArrayKind::copy(thread, self); }
Status bytearray_reverse(Thread&, Self* self) {
  std::reverse(self->data(), self->data() + self->length_);
  return ok_status();
}
Value bytearray_iadd(Thread& thread, Self* self, Value other) {
  if (!is_bytes_like(other)) return raise(thread, TypeId::TypeError, "can't concat %T to %T", other, Value(self));
  TRY(bytearray_extend(thread, self, other));
  return Value(self);
}
Value bytearray_imul(Thread& thread, Self* self, Value times_value) {
  if (!is_index(times_value)) return Value::not_implemented();
  int64_t times = TRY(to_size(thread, times_value, TypeId::OverflowError));
  if (times < 0) times = 0;
  const int64_t length = self->length_;
  int64_t total;
  if (__builtin_mul_overflow(length, times, &total)) return raise_memory_error(thread);
  TRY(bytearray_resize(thread, self, total));
  for (int64_t done = length; done < total; done += length) memcpy(self->data() + done, self->data(), size_t(length));
  return Value(self);
}

// ---- the rest

template <Compare op>
Value bytearray_compare(Thread& thread, Value self_value, Value other) {
  if (!is_bytes_like(other)) {
    if (op == Compare::Equal || op == Compare::NotEqual) TRY(warn_byte_comparison(thread, "bytearray", other));
    return Value::not_implemented();
  }
  BufferView view;
  if (!get_buffer(thread, other, &view).ok()) {
    thread.clear_exception();
    return Value::not_implemented();
  }
  const std::string_view a = ByteArrayKind::view(self_value), b = view.view();
  switch (op) {
    case Compare::Equal: return Value::boolean(a == b);
    case Compare::NotEqual: return Value::boolean(a != b);
    case Compare::Less: return Value::boolean(a < b);
    case Compare::LessEqual: return Value::boolean(a <= b);
    case Compare::Greater: return Value::boolean(a > b);
    default: return Value::boolean(a >= b);
  }
}

// Both kinds of quotes are escaped or not as in bytes, but a single quote always is.
String* bytearray_repr(Thread& thread, Value self_value) {
  const ByteArrayKind::Held self(self_value);
  String* inner = TRY(bytes_repr_of(thread, self.view));
  StringBuilder out;
  out.append(type_of(self_value)->name);
  out.append('(');
  if (inner->at(1) == '"') {
    for (int64_t i = 0; i < inner->length(); i++) {
      if (inner->at(i) == '\'') out.append('\\');
      out.append(inner->at(i));
    }
  } else {
    out.append(inner);
  }
  out.append(')');
  String* text = out.finish(thread.heap());
  if (!text) return raise_memory_error(thread);
  return text;
}
String* bytearray_str(Thread& thread, Value self) {
  TRY(warn_bytes(thread, "str() on a bytearray instance"));
  return repr(thread, self);
}

Value bytearray_reduce_ex(Thread& thread, Self* self, int protocol) {
  Heap& heap = thread.heap();
  const Value state = TRY(call_special(thread, Value(self), Special::GetState, {}));
  Tuple* arguments;
  if (protocol < 3) {
    arguments = tuple_of(heap, Value(string_from_latin1(heap, self->view())), Value(intern(heap, "latin-1")));
  } else if (self->length_ != 0) {
    arguments = tuple_of(heap, Value(TRY(make_bytes(thread, self->view()))));
  } else {
    arguments = empty_tuple();
  }
  return Value(tuple_of(heap, Value(type_of(Value(self))), Value(arguments), state));
}
Value bytearray_reduce(Thread& thread, Self* self) { return bytearray_reduce_ex(thread, self, 2); }

int64_t bytearray_alloc(Thread&, Self* self) { return bytearray_capacity(self); }
int64_t bytearray_sizeof(Thread&, Self* self) { return 56 + bytearray_capacity(self); }

using Shared = ByteMethods<ByteArrayKind>;

const Method kMethods[] = {
    {"__new__(cls, *args, **kwargs)", bytearray_new, "Create and return a new object."},
    {"__init__(self, /, source=<none>, encoding=<none>, errors=<none>)", bytearray_init, "Initialize self."},
    {"__repr__(self, /)", bytearray_repr, "Return repr(self)."},
    {"__str__(self, /)", bytearray_str, "Return str(self)."},
    {"__lt__(self, value, /)", bytearray_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", bytearray_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", bytearray_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", bytearray_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", bytearray_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", bytearray_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__setitem__(self, key, value, /)", bytearray_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", bytearray_delitem, "Delete self[key]."},
    {"__iadd__(self, value, /)", bytearray_iadd, "Implement self+=value."},
    {"__imul__(self, value, /)", bytearray_imul, "Implement self*=value."},
    {"__alloc__(self, /)", bytearray_alloc, "The number of bytes allocated."},
    {"__reduce__(self, /)", bytearray_reduce, "Return state information for pickling."},
    {"__reduce_ex__(self, proto=0, /)", bytearray_reduce_ex, "Return state information for pickling."},
    {"__sizeof__(self, /)", bytearray_sizeof, "Returns the size of the bytearray object in memory, in bytes."},
    {"append(self, item, /)", bytearray_append, "Adds a byte at the end."},
    {"clear(self, /)", bytearray_clear, "Removes all bytes."},
    {"copy(self, /)", bytearray_copy, "A bytearray with the same bytes."},
    {"extend(self, iterable_of_ints, /)", bytearray_extend, "Adds all items at the end."},
    {"insert(self, index, item, /)", bytearray_insert, "Puts a byte before this index."},
    {"pop(self, index=-1, /)", bytearray_pop, "Removes a byte and returns it."},
    {"remove(self, value, /)", bytearray_remove, "Removes the first byte of this value."},
    {"reverse(self, /)", bytearray_reverse, "Puts the bytes into the opposite order."},
    SHARED_BYTE_METHODS(Shared),
};

}  // namespace

extern const TypeSpec kByteArrayTypeSpec = {
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> bytearray\nbytearray(int) -> bytearray of zeros\nbytearray() -> empty bytearray\n\n"
           "A sequence of bytes that can be changed.",
    .layout = &kByteArrayObjectLayout,
    .kind = kind(PythonKind::MutableBytes),
    .native_size = sizeof(ByteArrayObject),
    .flags = kTypeSubclassable | kTypeMatchSelf,
    .methods = kMethods,
    .buffer = &kByteArrayBuffer,
};

}  // namespace taipan::python
