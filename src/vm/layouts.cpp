// vm/layouts.cpp -- sizes and references of the vm's own kinds, and the table of them.
//
// Room       vm. Runs inside the collector: no allocation, no code of the language.
// Tests      tests/unit/vm/shape_test.cpp, containers_test.cpp
//
// Sizes of variable-size objects come from what was allocated, never from what is in use. Attributes follow the native
// part, rounded up to words.
#include "vm/layouts.h"

#include "base/bits.h"
#include "vm/containers.h"
#include "vm/dict_private.h"
#include "vm/string.h"

namespace taipan {

namespace {

// `native` bytes, and behind them the attributes if the object's class gives it any.
size_t with_attributes(const HeapObject* object, size_t native) {
  const Shape* shape = shape_of(object);
  const size_t attributes = attribute_bytes(shape);
  return attributes != 0 ? align_up(native, sizeof(Value)) + attributes : native;
}

size_t string_size(const HeapObject* object) {
  const auto* s = static_cast<const String*>(object);
  if ((s->flags & String::kBuffered) != 0) return sizeof(String);
  return with_attributes(object, String::kHeaderBytes + (size_t(s->length_) << s->width_log2()));
}

void trace_string(HeapObject* object, Tracer& tracer) {
  if ((object->flags & String::kBuffered) != 0) {
    tracer.visit(static_cast<String*>(object)->buffer_);
  } else {
    trace_attributes(object, tracer);
  }
}

size_t string_buffer_size(const HeapObject* object) {
  return sizeof(StringBuffer) + static_cast<const StringBuffer*>(object)->capacity;
}

size_t bytes_size(const HeapObject* object) {
  return with_attributes(object, sizeof(Bytes) + size_t(static_cast<const Bytes*>(object)->length_) + 1);
}

size_t bigint_size(const HeapObject* object) {
  const auto* integer = static_cast<const BigInt*>(object);
  return with_attributes(object, sizeof(BigInt) + size_t(integer->length() + integer->aux) * sizeof(uint64_t));
}

size_t tuple_size(const HeapObject* object) {
  return with_attributes(object, sizeof(Tuple) + size_t(static_cast<const Tuple*>(object)->length_) * sizeof(Value));
}

size_t value_array_size(const HeapObject* object) {
  return sizeof(ValueArray) + size_t(static_cast<const ValueArray*>(object)->capacity) * sizeof(Value);
}

size_t byte_array_size(const HeapObject* object) {
  return sizeof(ByteArray) + static_cast<const ByteArray*>(object)->capacity;
}

void trace_list(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<List*>(object)->storage_);
  trace_attributes(object, tracer);
}

void trace_dict(HeapObject* object, Tracer& tracer) {
  auto* dict = static_cast<Dict*>(object);
  tracer.visit(dict->table);
  tracer.visit_value(dict->extra.bits());
  trace_attributes(object, tracer);
}

size_t dict_table_size(const HeapObject* object) {
  return dict_table_bytes(static_cast<const DictTable*>(object));
}

void trace_dict_table(HeapObject* object, Tracer& tracer) {
  auto* table = static_cast<DictTable*>(object);
  const size_t step = table->entry_words;
  const Value* entry = table->entries;
  for (uint32_t i = 0; i < table->used; ++i, entry += step) {
    tracer.visit_value(entry[0].bits());
    tracer.visit_value(entry[1].bits());
  }
}

// Entries that lie in the range at least in part.
void trace_dict_table_range(HeapObject* object, uintptr_t begin, uintptr_t end, Tracer& tracer) {
  auto* table = static_cast<DictTable*>(object);
  const auto entries = reinterpret_cast<uintptr_t>(table->entries);
  const size_t entry_bytes = size_t{table->entry_words} * sizeof(Value);
  if (end <= entries) return;
  uint64_t i = begin > entries ? (begin - entries) / entry_bytes : 0;
  for (; i < table->used && entries + i * entry_bytes < end; ++i) {
    const Value* entry = table->entry(uint32_t(i));
    tracer.visit_value(entry[0].bits());
    tracer.visit_value(entry[1].bits());
  }
}

}  // namespace

size_t size_from_shape(const HeapObject* object) {
  return shape_of(object)->instance_size;
}

const Layout kInstanceLayout = {
    .name = "instance", .size = size_from_shape, .flags = kLayoutValues, .values_offset = sizeof(HeapObject)};
const Layout kStringLayout = {.name = "string", .size = string_size, .trace = trace_string};
const Layout kStringBufferLayout = {.name = "string buffer", .size = string_buffer_size};
const Layout kBytesLayout = {.name = "bytes", .size = bytes_size, .trace = trace_attributes};
const Layout kBigIntLayout = {.name = "big integer", .size = bigint_size, .trace = trace_attributes};
const Layout kFloatLayout = {.name = "float", .size = size_from_shape, .trace = trace_attributes};
const Layout kTupleLayout = {
    .name = "tuple", .size = tuple_size, .flags = kLayoutValues, .values_offset = sizeof(Tuple)};
const Layout kValueArrayLayout = {
    .name = "value array", .size = value_array_size, .flags = kLayoutValues, .values_offset = sizeof(ValueArray)};
const Layout kByteArrayLayout = {.name = "byte array", .size = byte_array_size};
const Layout kListLayout = {.name = "list", .size = size_from_shape, .trace = trace_list};
const Layout kDictLayout = {.name = "dict", .size = size_from_shape, .trace = trace_dict};
const Layout kDictTableLayout = {.name = "dict table",
                                 .size = dict_table_size,
                                 .trace = trace_dict_table,
                                 .trace_range = trace_dict_table_range};
const Layout kCellLayout = {
    .name = "cell", .fixed_size = sizeof(Cell), .flags = kLayoutValues, .values_offset = sizeof(HeapObject)};

namespace {

struct KindRow {
  const Layout* layout;
  uint32_t native_size;
  bool variable;
};

KindRow row_of(Kind kind) {
  switch (kind) {
    case Kind::Shape:
      return {&kShapeLayout, kShapeCellBytes, false};
    case Kind::Instance:
      return {&kInstanceLayout, sizeof(HeapObject), false};
    case Kind::String:
      return {&kStringLayout, String::kHeaderBytes, true};
    case Kind::Bytes:
      return {&kBytesLayout, sizeof(Bytes), true};
    case Kind::BigInt:
      return {&kBigIntLayout, sizeof(BigInt), true};
    case Kind::Float:
      return {&kFloatLayout, sizeof(FloatObject), false};
    case Kind::Tuple:
      return {&kTupleLayout, sizeof(Tuple), true};
    case Kind::ValueArray:
      return {&kValueArrayLayout, sizeof(ValueArray), true};
    case Kind::ByteArray:
      return {&kByteArrayLayout, sizeof(ByteArray), true};
    case Kind::List:
      return {&kListLayout, sizeof(List), false};
    case Kind::Dict:
      return {&kDictLayout, sizeof(Dict), false};
    case Kind::DictTable:
      return {&kDictTableLayout, sizeof(DictTable), true};
    case Kind::Cell:
      return {&kCellLayout, sizeof(Cell), false};
    default:
      return {nullptr, 0, false};
  }
}

}  // namespace

const Layout* layout_of(Kind kind) {
  return row_of(kind).layout;
}
uint32_t native_size_of(Kind kind) {
  return row_of(kind).native_size;
}
bool is_variable_size(Kind kind) {
  return row_of(kind).variable;
}

}  // namespace taipan
