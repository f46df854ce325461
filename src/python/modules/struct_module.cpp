// python/modules/struct_module.cpp -- the module _struct. https://docs.python.org/3.11/library/struct.html
//
// Room       python/modules. Formats, and numbers to and from bytes, are in modules_core/struct_format.h.
// Tests      tests/python/library/struct_*.py; CPython's test_struct
#include <cstddef>
#include <cstring>

#include "python/modules/new_exception.h"
#include "python/objects/buffer.h"
#include "python/objects/bytearray.h"
#include "python/objects/iterators.h"
#include "python/objects/struct_values.h"
#include "python/objects/text_codec.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

using modules_core::StructInteger;
using modules_core::StructItem;
using modules_core::StructKind;
using modules_core::StructLayout;

struct StructObject : HeapObject {
  StructLayout* layout;  // null until __init__
  Bytes* format;
  int64_t size() const { return layout ? layout->size : -1; }
  int64_t count() const { return layout ? layout->value_count : -1; }
};

void trace_struct(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<StructObject*>(object)->format);
  trace_attributes(object, tracer);
}
void finalize_struct(HeapObject* object) { delete static_cast<StructObject*>(object)->layout; }
const Layout kStructLayout = {.name = "struct", .size = size_from_shape, .trace = trace_struct, .finalize = finalize_struct};

Type* g_struct = nullptr;
Type* g_iterator = nullptr;
Type* g_error = nullptr;
uint64_t g_cache_root = Value::none().bits();  // a Dict of formats to structs
constexpr int64_t kCacheLimit = 100;

Value error(Thread& thread, std::string_view message) {
  return raise(thread, g_error, "%.*s", int(message.size()), message.data());
}

// ---- formats

Status set_format(Thread& thread, StructObject* self, Value format) {
  Bytes* bytes = nullptr;
  if (String* text = as_string(format)) {
    bytes = TRY(encode(thread, text, "ascii", nullptr));
  } else if (is_kind(format, Kind::Bytes)) {
    bytes = format.as<Bytes>();
  } else {
    return raise(thread, TypeId::TypeError, "Struct() argument 1 must be a str or bytes object, not %T", format);
  }
  const std::string_view text = bytes->view();
  if (text.find('\0') != std::string_view::npos) {
    (void)error(thread, "embedded null character");
    return Raised{};
  }
  StructLayout layout = modules_core::parse_struct_format(text);
  if (layout.status != modules_core::StructStatus::Ok) {
    (void)error(thread, modules_core::message_of(layout.status));
    return Raised{};
  }
  delete self->layout;
  self->layout = new StructLayout(std::move(layout));
  self->format = bytes;
  thread.heap().write_barrier(self);
  return ok_status();
}

// The struct of a format given to a function; the last ones are remembered.
StructObject* struct_of(Thread& thread, Value format) {
  Value& cache_value = *reinterpret_cast<Value*>(&g_cache_root);
  if (cache_value.is_none()) cache_value = Value(new_dict(thread.heap()));
  Dict* cache = cache_value.as<Dict>();
  if (is_exact_string(format)) {
    const Value found = dict_get(cache, format.as<String>());
    if (!found.is_unbound()) return found.as<StructObject>();
  } else if (is_exact_bytes(format)) {
    const Value found = TRY(dict_get(thread, cache, format));
    if (!found.is_unbound()) return found.as<StructObject>();
  }
  auto* made = static_cast<StructObject*>(allocate_instance(thread.heap(), g_struct));
  TRY(set_format(thread, made, format));
  if (is_exact_string(format) || is_exact_bytes(format)) {
    if (cache->length() >= kCacheLimit) dict_clear(thread.heap(), cache);
    TRY(dict_set(thread, cache, format, Value(made)));
  }
  return made;
}

// ---- packing

Status pack_integer_value(Thread& thread, const StructItem& item, Value value, uint8_t* to) {
  Value number = value;
  if (!is_int_like(value)) {
    if (!is_index(value)) {
      (void)error(thread, "required argument is not an integer");
      return Raised{};
    }
    number = TRY(to_index(thread, value));
  }
  int64_t small;
  uint64_t large;
  const StructInteger integer = integer_to_int64(number, &small)    ? StructInteger::of(small)
                                : integer_to_uint64(number, &large) ? StructInteger::of_unsigned(large)
                                                                    : StructInteger::huge();
  if (modules_core::pack_integer(item, integer, to)) return ok_status();
  (void)error(thread, modules_core::message_of_range(item, integer));
  return Raised{};
}

Status pack_value(Thread& thread, const StructItem& item, Value value, uint8_t* to) {
  switch (item.kind) {
    case StructKind::Float: {
      Result<double> number = to_double(thread, value);
      if (!number.ok()) {
        if (!clear_if(thread, TypeId::TypeError)) return Raised{};
        (void)error(thread, "required argument is not a float");
        return Raised{};
      }
      if (modules_core::pack_float(item, number.value(), to)) return ok_status();
      return raise(thread, TypeId::OverflowError, "float too large to pack with %c format", int(item.code));
    }
    case StructKind::Boolean: {
      const bool truth = TRY(is_true(thread, value));
      memset(to, 0, size_t(item.size));
      to[0] = truth;
      return ok_status();
    }
    case StructKind::Character:
      if (!is_kind(value, Kind::Bytes) || value.as<Bytes>()->length() != 1) {
        (void)error(thread, "char format requires a bytes object of length 1");
        return Raised{};
      }
      *to = value.as<Bytes>()->data()[0];
      return ok_status();
    case StructKind::Bytes:
    case StructKind::PascalBytes: {
      std::string_view bytes;
      if (is_kind(value, Kind::Bytes)) {
        bytes = value.as<Bytes>()->view();
      } else if (is_bytearray(value)) {
        bytes = value.as<ByteArrayObject>()->view();
      } else {
        return raise(thread, g_error, "argument for '%c' must be a bytes object", int(item.code));
      }
      modules_core::pack_bytes(item, reinterpret_cast<const uint8_t*>(bytes.data()), int64_t(bytes.size()), to);
      return ok_status();
    }
    default: return pack_integer_value(thread, item, value, to);
  }
}

// As many values as the struct takes; gaps are zeros.
Status pack_values(Thread& thread, StructObject* self, const Value* values, uint8_t* to) {
  memset(to, 0, size_t(self->layout->size));
  for (const StructItem& item : self->layout->items) {
    for (int64_t i = 0; i < item.count; i++) TRY(pack_value(thread, item, *values++, to + item.offset + i * item.size));
  }
  return ok_status();
}

Value pack(Thread& thread, StructObject* self, const Value* values, int64_t count) {
  if (count != self->count()) {
    return raise(thread, g_error, "pack expected %ld items for packing (got %ld)", self->count(), count);
  }
  Bytes* out = new_bytes(thread.heap(), self->size());
  if (!out) return raise_memory_error(thread);
  TRY(pack_values(thread, self, values, out->data_));
  return Value(out);
}

// values: buffer, offset, then what is packed.
Value pack_into(Thread& thread, StructObject* self, const Value* values, int64_t count) {
  if (count - 2 != self->count()) {
    if (count == 0) return error(thread, "pack_into expected buffer argument");
    if (count == 1) return error(thread, "pack_into expected offset argument");
    return raise(thread, g_error, "pack_into expected %ld items for packing (got %ld)", self->count(), count - 2);
  }
  BufferView view;
  if (!get_buffer(thread, values[0], &view, BufferAccess::Write).ok()) {
    if (!clear_if(thread, TypeId::TypeError)) return Value::raised();
    return raise(thread, TypeId::TypeError, "argument must be read-write bytes-like object, not %T", values[0]);
  }
  int64_t offset = TRY(to_int64(thread, values[1], TypeId::IndexError));
  if (offset < 0) {
    if (offset + self->size() > 0) return raise(thread, g_error, "no space to pack %ld bytes at offset %ld", self->size(), offset);
    if (offset + view.size < 0) return raise(thread, g_error, "offset %ld out of range for %ld-byte buffer", offset, view.size);
    offset += view.size;
  }
  if (view.size - offset < self->size()) {
    return raise(thread, g_error,
                 "pack_into requires a buffer of at least %lu bytes for packing %ld bytes at offset %ld (actual buffer size is %ld)",
                 uint64_t(self->size()) + uint64_t(offset), self->size(), offset, view.size);
  }
  // Converted apart: a value that is refused leaves the buffer as packing so far has made it, zeros included.
  TRY(pack_values(thread, self, values + 2, view.data + offset));
  return Value::none();
}

// ---- unpacking

Value unpack_bytes(Thread& thread, StructObject* self, const uint8_t* from) {
  Heap& heap = thread.heap();
  Tuple* values = self->count() == 0 ? empty_tuple() : new_tuple(heap, self->count());
  if (!values) return raise_memory_error(thread);
  int64_t at = 0;
  for (const StructItem& item : self->layout->items) {
    for (int64_t i = 0; i < item.count; i++) {
      values->initialize(heap, at++, unpack_struct_value(heap, item, from + item.offset + i * item.size));
    }
  }
  return Value(values);
}

Status check_initialized(Thread& thread, StructObject* self) {
  if (self->layout) return ok_status();
  return raise(thread, TypeId::RuntimeError, "Struct object is not initialized");
}

Value unpack(Thread& thread, StructObject* self, Value buffer) {
  TRY(check_initialized(thread, self));
  BufferView view;
  TRY(get_buffer(thread, buffer, &view));
  if (view.size != self->size()) return raise(thread, g_error, "unpack requires a buffer of %ld bytes", self->size());
  return unpack_bytes(thread, self, view.data);
}

Value unpack_from(Thread& thread, StructObject* self, Value buffer, int64_t offset) {
  TRY(check_initialized(thread, self));
  BufferView view;
  TRY(get_buffer(thread, buffer, &view));
  if (offset < 0) {
    if (offset + self->size() > 0) {
      return raise(thread, g_error, "not enough data to unpack %ld bytes at offset %ld", self->size(), offset);
    }
    if (offset + view.size < 0) return raise(thread, g_error, "offset %ld out of range for %ld-byte buffer", offset, view.size);
    offset += view.size;
  }
  if (view.size - offset < self->size()) {
    return raise(thread, g_error,
                 "unpack_from requires a buffer of at least %lu bytes for unpacking %ld bytes at offset %ld (actual buffer size is %ld)",
                 uint64_t(self->size()) + uint64_t(offset), self->size(), offset, view.size);
  }
  return unpack_bytes(thread, self, view.data + offset);
}

// ---- iter_unpack

struct UnpackIterator : HeapObject {
  StructObject* layout;
  Value buffer;  // unbound when exhausted
  int64_t at, size;
};
void trace_iterator(HeapObject* object, Tracer& tracer) {
  auto* iterator = static_cast<UnpackIterator*>(object);
  tracer.visit(iterator->layout);
  tracer.visit_value(iterator->buffer.bits());
}
const Layout kIteratorLayout = {.name = "unpack iterator", .size = size_from_shape, .trace = trace_iterator};

Value iter_unpack(Thread& thread, StructObject* self, Value buffer) {
  TRY(check_initialized(thread, self));
  if (self->size() == 0) return error(thread, "cannot iteratively unpack with a struct of length 0");
  BufferView view;
  TRY(get_buffer(thread, buffer, &view));
  if (view.size % self->size() != 0) {
    return raise(thread, g_error, "iterative unpacking requires a buffer of a multiple of %ld bytes", self->size());
  }
  auto* iterator = static_cast<UnpackIterator*>(allocate_instance(thread.heap(), g_iterator));
  iterator->layout = self;
  iterator->buffer = buffer;
  iterator->size = view.size;
  return Value(iterator);
}
Value unpack_next(Thread& thread, Value self_value) {
  auto* self = self_value.as<UnpackIterator>();
  if (self->buffer.is_unbound()) return Value::unbound();
  BufferView view;
  TRY(get_buffer(thread, self->buffer, &view));
  if (self->at >= self->size || view.size < self->size) {
    self->buffer = Value::unbound();
    return Value::unbound();
  }
  const int64_t at = self->at;
  self->at += self->layout->size();
  return unpack_bytes(thread, self->layout, view.data + at);
}
int64_t unpack_hint(Thread&, UnpackIterator* self) {
  return self->buffer.is_unbound() ? 0 : (self->size - self->at) / self->layout->size();
}

// ---- methods and functions

Status struct_init(Thread& thread, StructObject* self, Value format) { return set_format(thread, self, format); }
Value struct_new(Thread& thread, NativeCall call) {
  return Value(allocate_instance(thread.heap(), call.values[0].as<Type>()));
}
Value struct_pack(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "Struct.pack() takes no keyword arguments");
  return pack(thread, call.values[0].as<StructObject>(), call.values + 1, call.count - 1);
}
Value struct_pack_into(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "Struct.pack_into() takes no keyword arguments");
  return pack_into(thread, call.values[0].as<StructObject>(), call.values + 1, call.count - 1);
}
int64_t struct_sizeof(Thread&, StructObject* self) {
  return 56 + 32 * int64_t(self->layout ? self->layout->items.size() + 1 : 1);
}
Value get_format(Thread& thread, Value self) {
  Bytes* format = self.as<StructObject>()->format;
  return Value(format ? string_from_latin1(thread.heap(), format->view()) : empty_string());
}
Value get_size(Thread& thread, Value self) { return integer_value(thread.heap(), self.as<StructObject>()->size()); }

Value module_pack(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "_struct.pack() takes no keyword arguments");
  if (call.count == 0) return raise(thread, TypeId::TypeError, "missing format argument");
  return pack(thread, TRY(struct_of(thread, call.values[0])), call.values + 1, call.count - 1);
}
Value module_pack_into(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "_struct.pack_into() takes no keyword arguments");
  if (call.count == 0) return raise(thread, TypeId::TypeError, "missing format argument");
  return pack_into(thread, TRY(struct_of(thread, call.values[0])), call.values + 1, call.count - 1);
}
Value module_unpack(Thread& thread, Value format, Value buffer) {
  return unpack(thread, TRY(struct_of(thread, format)), buffer);
}
Value module_unpack_from(Thread& thread, Value format, Value buffer, int64_t offset) {
  return unpack_from(thread, TRY(struct_of(thread, format)), buffer, offset);
}
Value module_iter_unpack(Thread& thread, Value format, Value buffer) {
  return iter_unpack(thread, TRY(struct_of(thread, format)), buffer);
}
Result<int64_t> module_calcsize(Thread& thread, Value format) {
  StructObject* layout = struct_of(thread, format);
  if (!layout) return Raised{};
  return layout->size();
}
Value clear_cache(Thread&) {
  g_cache_root = Value::none().bits();
  return Value::none();
}

}  // namespace

NATIVE_TYPE(StructObject, g_struct && v.is_object() && is_subtype(type_of(v), g_struct), "Struct")
NATIVE_TYPE(UnpackIterator, g_iterator && v.is_object() && type_of(v) == g_iterator, "unpack_iterator")

namespace {

const Method kStructMethods[] = {
    {"__new__(cls, *args, **kwargs)", struct_new, "Create and return a new object."},
    {"__init__(self, /, format)", struct_init, "Initialize self."},
    {"iter_unpack(self, buffer, /)", iter_unpack, "Return an iterator yielding tuples."},
    {"pack(self, *values)", struct_pack, "S.pack(v1, v2, ...) -> bytes"},
    {"pack_into(self, *values)", struct_pack_into, "S.pack_into(buffer, offset, v1, v2, ...)"},
    {"unpack(self, buffer, /)", unpack, "Return a tuple containing unpacked values."},
    {"unpack_from(self, /, buffer, offset=0)", unpack_from, "Return a tuple containing unpacked values."},
    {"__sizeof__(self, /)", struct_sizeof, "S.__sizeof__() -> size of S in memory, in bytes"},
};
const Getter kStructGetters[] = {
    {"format", get_format, nullptr, "struct format string"},
    {"size", get_size, nullptr, "struct size in bytes"},
};
const TypeSpec kStructSpec = {
    .name = "_struct.Struct",
    .doc = "Struct(fmt) --> compiled struct object",
    .layout = &kStructLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(StructObject),
    .flags = kTypeSubclassable | kTypeWeakrefable,
    .methods = kStructMethods,
    .getters = kStructGetters,
};

const Method kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<unpack_next>, "Implement next(self)."},
    {"__length_hint__(self, /)", unpack_hint, ""},
};
const TypeSpec kIteratorSpec = {
    .name = "_struct.unpack_iterator",
    .layout = &kIteratorLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(UnpackIterator),
    .flags = kTypeNoInstantiation,
    .methods = kIteratorMethods,
    .next = &unpack_next,
};

const Method kFunctions[] = {
    {"_clearcache()", clear_cache, "Clear the internal cache."},
    {"calcsize(format, /)", module_calcsize, "Return size in bytes of the struct described by the format string."},
    {"iter_unpack(format, buffer, /)", module_iter_unpack, "Return an iterator yielding tuples unpacked from the given bytes."},
    {"pack(format, *values)", module_pack, "pack(format, v1, v2, ...) -> bytes"},
    {"pack_into(format, buffer, offset, *values)", module_pack_into, "pack_into(format, buffer, offset, v1, v2, ...)"},
    {"unpack(format, buffer, /)", module_unpack, "Return a tuple containing values unpacked according to the format string."},
    {"unpack_from(format, /, buffer, offset=0)", module_unpack_from, "Return a tuple of values unpacked from the offset on."},
};

Status execute(Thread& thread, Module* module) {
  thread.heap().add_root_values(&g_cache_root, 1);
  if (!g_struct) g_struct = define_type(thread, kStructSpec);
  if (!g_iterator) g_iterator = define_type(thread, kIteratorSpec);
  if (!g_error) g_error = TRY(new_exception_type(thread, "struct.error"));
  TRY(module_add(thread, module, "Struct", Value(g_struct)));
  return module_add(thread, module, "error", Value(g_error));
}

}  // namespace

extern const ModuleSpec kStructModule = {
    .name = "_struct",
    .doc = "Functions to convert between Python values and C structs.\nThe first character of a format may say the order of bytes: @ = < > !\n"
           "The others are types, with counts before them: x c b B ? h H i I l L q Q n N e f d s p P.\n",
    .functions = kFunctions,
    .execute = execute};

}  // namespace taipan::python
