// python/objects/memoryview_type.cpp -- the type `memoryview`: its rows, making and releasing, attributes, iteration.
//
// Room       python/objects. Items are in memoryview_items.cpp, cast() in memoryview_cast.cpp, == in memoryview_compare.cpp.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_buffer
#include <cstring>

#include "python/objects/bytes_private.h"
#include "python/objects/iterators.h"
#include "python/objects/memoryview_private.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

// ---- layouts

void trace_managed(HeapObject* object, Tracer& tracer) {
  auto* managed = static_cast<ManagedBuffer*>(object);
  tracer.visit_value(managed->owner.bits());
  tracer.visit_value(managed->storage.bits());
}
void finalize_managed(HeapObject* object) {
  auto* managed = static_cast<ManagedBuffer*>(object);
  if (managed->exporter && managed->exporter->drop) managed->exporter->drop(managed->internal);
  managed->exporter = nullptr;
}
const Layout kManagedLayout = {
    .name = "managed buffer", .fixed_size = sizeof(ManagedBuffer), .trace = trace_managed, .finalize = finalize_managed};
const TypeSpec kManagedSpec = {.name = "_managedbuffer",
                               .layout = &kManagedLayout,
                               .kind = kind(PythonKind::Other),
                               .native_size = sizeof(ManagedBuffer),
                               .flags = kTypeNoInstantiation};

Shape* managed_shape(Thread& thread) {
  static Type* type = nullptr;
  if (!type) type = define_type(thread, kManagedSpec);
  return type->root_shape;
}

size_t view_size(const HeapObject* object) {
  const auto* view = static_cast<const MemoryView*>(object);
  return sizeof(MemoryView) + size_t(view->dimensions) * (view->has_suboffsets ? 3 : 2) * sizeof(int64_t);
}
void trace_view(HeapObject* object, Tracer& tracer) {
  auto* view = static_cast<MemoryView*>(object);
  tracer.visit(view->managed);
  tracer.visit_value(view->format_owner.bits());
}
const Layout kViewLayout = {.name = "memoryview", .size = view_size, .trace = trace_view};

MemoryView* allocate_view(Thread& thread, int dimensions, bool has_suboffsets) {
  Shape* shape = exact_shape(TypeId::MemoryView);
  const size_t bytes = sizeof(MemoryView) + size_t(dimensions) * (has_suboffsets ? 3 : 2) * sizeof(int64_t);
  auto* view = static_cast<MemoryView*>(thread.heap().allocate(shape, bytes));
  view->dimensions = dimensions;
  view->has_suboffsets = has_suboffsets;
  view->hash = -1;
  return view;
}

// Takes over what the view holds.
ManagedBuffer* manage(Thread& thread, BufferView& view) {
  Heap& heap = thread.heap();
  Shape* shape = managed_shape(thread);
  auto* managed = static_cast<ManagedBuffer*>(view.exporter->drop ? heap.allocate_with_native(shape, sizeof(ManagedBuffer))
                                                                  : heap.allocate(shape, sizeof(ManagedBuffer)));
  managed->exporter = view.exporter;
  managed->internal = view.internal;
  managed->owner = view.owner;
  managed->storage = view.storage;
  heap.write_barrier(managed);
  if (view.exporter->counts) {
    if (ExportCounts* counts = view.exporter->counts(view.owner.as_object())) {
      counts->held--;
      counts->views++;
    }
  }
  view.exporter = nullptr;
  return managed;
}

void release_managed(ManagedBuffer* managed) {
  const BufferExporter* exporter = managed->exporter;
  managed->exporter = nullptr;
  if (exporter->counts) {
    ExportCounts* counts = exporter->counts(managed->owner.as_object());
    if (counts && counts->views > 0) counts->views--;
  }
  if (exporter->drop) exporter->drop(managed->internal);
}

}  // namespace

MemoryView* new_view_like(Thread& thread, const MemoryView* model, int dimensions) {
  MemoryView* view = allocate_view(thread, dimensions, model->has_suboffsets);
  view->managed = model->managed;
  view->data = model->data;
  view->size = model->size;
  view->item_size = model->item_size;
  view->format = model->format;
  view->format_owner = model->format_owner;
  view->read_only = model->read_only;
  view->managed->views++;
  thread.heap().write_barrier(view);
  return view;
}

Value new_memoryview(Thread& thread, Value object) {
  if (is_memoryview(object)) {
    auto* model = object.as<MemoryView>();
    TRY(check_open(thread, model));
    MemoryView* copy = new_view_like(thread, model, model->dimensions);
    memcpy(copy->extents, model->extents, view_size(model) - sizeof(MemoryView));
    return Value(copy);
  }
  if (!is_bytes_like(object)) {
    return raise(thread, TypeId::TypeError, "memoryview: a bytes-like object is required, not '%T'", object);
  }
  BufferView buffer;
  // Writable if it can be; those that cannot say so in the view.
  TRY(get_full_buffer(thread, object, &buffer, BufferAccess::Read));
  if (buffer.dimensions > kMaximumDimensions) {
    return raise(thread, TypeId::ValueError, "memoryview: number of dimensions must not exceed 64");
  }
  MemoryView* view = allocate_view(thread, buffer.dimensions, buffer.suboffsets != nullptr);
  view->data = buffer.data;
  view->size = buffer.size;
  view->item_size = buffer.item_size;
  view->format = buffer.format;
  view->read_only = buffer.read_only;
  int64_t stride = buffer.item_size;
  for (int i = buffer.dimensions; i-- > 0;) {
    view->shape()[i] = buffer.shape ? buffer.shape[i] : buffer.item_size != 0 ? buffer.size / buffer.item_size : 0;
    view->strides()[i] = buffer.strides ? buffer.strides[i] : stride;
    stride *= view->shape()[i];
    if (buffer.suboffsets) view->suboffsets()[i] = buffer.suboffsets[i];
  }
  view->managed = manage(thread, buffer);
  view->managed->views = 1;
  thread.heap().write_barrier(view);
  return Value(view);
}

bool shows(Value value, const HeapObject* exporter) {
  if (!is_memoryview(value)) return false;
  const ManagedBuffer* managed = value.as<MemoryView>()->managed;
  return managed && managed->exporter && managed->owner == Value(exporter);
}

void drop_view(MemoryView* view) {
  ManagedBuffer* managed = view->managed;
  view->managed = nullptr;
  if (--managed->views == 0) release_managed(managed);
}

Status check_open(Thread& thread, const MemoryView* self) {
  if (self->managed && self->managed->exporter) [[likely]] return ok_status();
  return raise(thread, TypeId::ValueError, "operation forbidden on released memoryview object");
}

void show(BufferView* view, MemoryView* self) {
  view->data = self->data;
  view->size = self->size;
  view->read_only = self->read_only;
  view->item_size = self->item_size;
  view->format = self->format;
  view->dimensions = self->dimensions;
  view->shape = self->shape();
  view->strides = self->strides();
  view->suboffsets = self->suboffsets();
}

bool is_f_contiguous(const BufferView& view) {
  if (view.suboffsets) return false;
  if (!view.strides || !view.shape || view.size == 0) return view.dimensions <= 1 || view.size == 0;
  int64_t expected = view.item_size;
  for (int i = 0; i < view.dimensions; i++) {
    if (view.shape[i] > 1 && view.strides[i] != expected) return false;
    expected *= view.shape[i];
  }
  return true;
}

uint8_t* step_to(const BufferView& view, uint8_t* data, int dimension, int64_t index) {
  data += view.strides[dimension] * index;
  if (view.suboffsets && view.suboffsets[dimension] >= 0) {
    uint8_t* target;
    memcpy(&target, data, sizeof target);
    data = target + view.suboffsets[dimension];
  }
  return data;
}

namespace {

Value view_new(Thread& thread, Value, Value object) { return new_memoryview(thread, object); }

Status view_release(Thread& thread, MemoryView* self) {
  if (!self->managed || !self->managed->exporter) return ok_status();
  if (self->counts.held > 0) {
    return raise(thread, TypeId::BufferError, "memoryview has %d exported buffer%s", int(self->counts.held),
                 self->counts.held == 1 ? "" : "s");
  }
  drop_view(self);
  return ok_status();
}
Value view_enter(Thread& thread, MemoryView* self) {
  TRY(check_open(thread, self));
  return Value(self);
}
Status view_exit(Thread& thread, MemoryView* self, Arguments) { return view_release(thread, self); }

Value view_toreadonly(Thread& thread, MemoryView* self) {
  const Value copy = TRY(new_memoryview(thread, Value(self)));
  copy.as<MemoryView>()->read_only = true;
  return copy;
}

Value view_repr(Thread& thread, MemoryView* self) {
  const bool open = self->managed && self->managed->exporter;
  return detail::to_value(thread, format_string(thread, open ? "<memory at 0x%lx>" : "<released memory at 0x%lx>", long(identity(Value(self)))));
}

Value view_hash(Thread& thread, MemoryView* self) {
  if (self->hash == -1) {
    TRY(check_open(thread, self));
    if (!self->read_only) return raise(thread, TypeId::ValueError, "cannot hash writable memoryview object");
    const char* format = self->format + (*self->format == '@');
    if (format[1] != 0 || (*format != 'B' && *format != 'b' && *format != 'c')) {
      return raise(thread, TypeId::ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    }
    TRY(hash(thread, self->managed->owner));
    BufferView view;
    show(&view, self);
    Bytes* bytes = new_bytes(thread.heap(), self->size);
    if (!bytes) return raise_memory_error(thread);
    copy_contiguous(bytes->data_, view);
    self->hash = int64_t(hash_bytes(bytes->data(), size_t(bytes->length())));
  }
  return integer_value(thread.heap(), self->hash);
}

template <bool when>
Value view_compare(Thread& thread, MemoryView* self, Value other) {
  if (!(self->managed && self->managed->exporter)) return Value::boolean((Value(self) == other) == when);
  if (!is_bytes_like(other)) return Value::not_implemented();
  return Value::boolean(TRY(memoryview_equal(thread, self, other)) == when);
}
Value view_no_order(Thread&, Value, Value) { return Value::not_implemented(); }

Result<int64_t> view_len(Thread& thread, MemoryView* self) {
  TRY(check_open(thread, self));
  return self->dimensions == 0 ? 1 : self->shape()[0];
}
String* view_hex(Thread& thread, MemoryView* self, Value separator, int group) {
  TRY(check_open(thread, self));
  BufferView view;
  show(&view, self);
  if (is_c_contiguous(view)) return hex_of(thread, view.view(), separator, group);
  Bytes* bytes = new_bytes(thread.heap(), self->size);
  if (!bytes) return raise_memory_error(thread);
  copy_contiguous(bytes->data_, view);
  return hex_of(thread, bytes->view(), separator, group);
}
Status view_setitem(Thread& thread, MemoryView* self, Value key, Value value) { return memoryview_setitem(thread, self, key, value); }
Status view_delitem(Thread& thread, MemoryView* self, Value key) { return memoryview_setitem(thread, self, key, Value::unbound()); }

// ---- attributes

template <auto get>
Value attribute(Thread& thread, Value self_value) {
  auto* self = self_value.as<MemoryView>();
  TRY(check_open(thread, self));
  return get(thread, self);
}
Value numbers_of(Heap& heap, const int64_t* numbers, int count) {
  Tuple* tuple = count == 0 ? empty_tuple() : new_tuple(heap, count);
  for (int i = 0; i < count; i++) tuple->initialize(heap, i, integer_value(heap, numbers[i]));
  return Value(tuple);
}
template <auto test>
Value ask(Thread&, MemoryView* self) {
  BufferView view;
  show(&view, self);
  return Value::boolean(test(view));
}
bool is_contiguous(const BufferView& view) { return is_c_contiguous(view) || is_f_contiguous(view); }

Value get_object(Thread&, MemoryView* self) { return buffer_source(self->managed->owner); }
Value get_bytes(Thread& thread, MemoryView* self) { return integer_value(thread.heap(), self->size); }
Value get_read_only(Thread&, MemoryView* self) { return Value::boolean(self->read_only); }
Value get_item_size(Thread& thread, MemoryView* self) { return integer_value(thread.heap(), self->item_size); }
Value get_format(Thread& thread, MemoryView* self) { return Value(string_from_utf8(thread.heap(), self->format)); }
Value get_dimensions(Thread&, MemoryView* self) { return Value::integer(self->dimensions); }
Value get_shape(Thread& thread, MemoryView* self) { return numbers_of(thread.heap(), self->shape(), self->dimensions); }
Value get_strides(Thread& thread, MemoryView* self) { return numbers_of(thread.heap(), self->strides(), self->dimensions); }
Value get_suboffsets(Thread& thread, MemoryView* self) {
  return numbers_of(thread.heap(), self->suboffsets(), self->has_suboffsets ? self->dimensions : 0);
}

// ---- iteration

struct MemoryIterator : HeapObject {
  Value view;  // unbound when exhausted
  int64_t index, length;
};
void trace_iterator(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<MemoryIterator*>(object)->view.bits()); }
const Layout kIteratorLayout = {.name = "memory iterator", .fixed_size = sizeof(MemoryIterator), .trace = trace_iterator};

Value view_iter(Thread& thread, MemoryView* self) {
  TRY(check_open(thread, self));
  if (self->dimensions == 0) return raise(thread, TypeId::TypeError, "invalid indexing of 0-dim memory");
  if (self->dimensions > 1) return raise(thread, TypeId::NotImplementedError, "multi-dimensional sub-views are not implemented");
  TRY(format_code(thread, self));
  auto* iterator = thread.heap().allocate_as<MemoryIterator>(exact_shape(TypeId::MemoryIterator));
  iterator->view = Value(self);
  iterator->length = self->shape()[0];
  return Value(iterator);
}
Value memory_iterator_next(Thread& thread, Value self) {
  auto* iterator = self.as<MemoryIterator>();
  if (iterator->view.is_unbound()) return Value::unbound();
  auto* view = iterator->view.as<MemoryView>();
  if (iterator->index < iterator->length) {
    TRY(check_open(thread, view));
    return memoryview_item(thread, view, iterator->index++);
  }
  iterator->view = Value::unbound();
  return Value::unbound();
}

const Method kViewMethods[] = {
    {"__new__(cls, object)", view_new, "Create and return a new object."},
    {"__repr__(self, /)", view_repr, "Return repr(self)."},
    {"__hash__(self, /)", view_hash, "Return hash(self)."},
    {"__lt__(self, value, /)", view_no_order, "Return self<value."},
    {"__le__(self, value, /)", view_no_order, "Return self<=value."},
    {"__eq__(self, value, /)", view_compare<true>, "Return self==value."},
    {"__ne__(self, value, /)", view_compare<false>, "Return self!=value."},
    {"__gt__(self, value, /)", view_no_order, "Return self>value."},
    {"__ge__(self, value, /)", view_no_order, "Return self>=value."},
    {"__iter__(self, /)", view_iter, "Implement iter(self)."},
    {"__len__(self, /)", view_len, "Return len(self)."},
    {"__getitem__(self, key, /)", memoryview_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", view_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", view_delitem, "Delete self[key]."},
    {"release(self, /)", view_release, "Gives the buffer back; the view is of no use afterwards."},
    {"tobytes(self, /, order='C')", memoryview_tobytes, "The bytes of the view, in C, Fortran or either order."},
    {"hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)", view_hex, "The bytes as hexadecimal digits."},
    {"tolist(self, /)", memoryview_tolist, "The items as a list, or as lists of lists."},
    {"cast(self, /, format, shape=<unrepresentable>)", memoryview_cast, "A view of the same bytes as other items or in another shape."},
    {"toreadonly(self, /)", view_toreadonly, "A view of the same bytes that cannot change them."},
    {"__enter__(self, /)", view_enter, ""},
    {"__exit__(self, /, *args)", view_exit, ""},
};
const Getter kViewGetters[] = {
    {"obj", attribute<get_object>, nullptr, "The object whose bytes these are."},
    {"nbytes", attribute<get_bytes>, nullptr, "The number of bytes that tobytes() gives."},
    {"readonly", attribute<get_read_only>, nullptr, "Whether the bytes cannot be changed through the view."},
    {"itemsize", attribute<get_item_size>, nullptr, "The size of an item in bytes."},
    {"format", attribute<get_format>, nullptr, "The format of an item, as in the struct module."},
    {"ndim", attribute<get_dimensions>, nullptr, "The number of dimensions."},
    {"shape", attribute<get_shape>, nullptr, "The length of each dimension."},
    {"strides", attribute<get_strides>, nullptr, "The distance of neighbours in each dimension, in bytes."},
    {"suboffsets", attribute<get_suboffsets>, nullptr, "What to add after following a pointer, for each dimension."},
    {"c_contiguous", attribute<ask<is_c_contiguous>>, nullptr, "Whether the items lie in C order without gaps."},
    {"f_contiguous", attribute<ask<is_f_contiguous>>, nullptr, "Whether the items lie in Fortran order without gaps."},
    {"contiguous", attribute<ask<is_contiguous>>, nullptr, "Whether the items lie without gaps."},
};
const Method kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<memory_iterator_next>, "Implement next(self)."},
};

Status view_get(Thread& thread, Value owner, BufferView* view, BufferAccess access) {
  auto* self = owner.as<MemoryView>();
  TRY(check_open(thread, self));
  if (access == BufferAccess::Write && self->read_only) {
    return raise(thread, TypeId::BufferError, "memoryview: underlying buffer is not writable");
  }
  show(view, self);
  return ok_status();
}
ExportCounts* view_counts(HeapObject* owner) { return &static_cast<MemoryView*>(owner)->counts; }
const BufferExporter kViewBuffer = {.get = view_get, .counts = view_counts};

}  // namespace

extern const TypeSpec kMemoryViewSpec = {
    .name = "memoryview",
    .doc = "Create a new memoryview object which references the given object.",
    .layout = &kViewLayout,
    .kind = kind(PythonKind::MemoryView),
    .native_size = sizeof(MemoryView),
    .flags = kTypeSequence | kTypeWeakrefable,
    .variable_size = true,
    .methods = kViewMethods,
    .getters = kViewGetters,
    .buffer = &kViewBuffer,
};

extern const TypeSpec kMemoryIteratorSpec = {
    .name = "memory_iterator",
    .layout = &kIteratorLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(MemoryIterator),
    .flags = kTypeNoInstantiation,
    .methods = kIteratorMethods,
    .next = &memory_iterator_next,
};

}  // namespace taipan::python
