// python/modules/sqlite/row_and_blob.cpp -- the types Row and Blob. https://docs.python.org/3.11/library/sqlite3.html#row-objects
//
// Room       python/modules/sqlite.
// Tests      tests/python/library/sqlite_*.py
#include <climits>

#include "python/modules/sqlite/sqlite_private.h"
#include "python/objects/buffer.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python::sqlite {

Type *g_row_type, *g_blob_type;

namespace {

// ---- rows

struct Row : HeapObject {
  Tuple* values;
  Value description;  // the cursor's: a tuple of tuples, or None
};
Row* row_of(Value v) { return v.as<Row>(); }
void trace_row(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Row*>(object);
  if (self->values) tracer.visit(self->values);
  tracer.visit_value(self->description.bits());
  trace_attributes(object, tracer);
}
const Layout kRowLayout = {.name = "sqlite row", .size = &size_from_shape, .trace = &trace_row};

Value row_new(Thread& thread, Value cls, Value cursor, Value values) {
  if (!is_subtype(type_of(cursor), g_cursor_type)) return raise(thread, TypeId::TypeError, "Row() argument 1 must be sqlite3.Cursor, not %M", cursor);
  if (!has_type_flag(values, kTypeTupleSubclass)) return raise(thread, TypeId::TypeError, "Row() argument 2 must be tuple, not %M", values);
  auto* self = static_cast<Row*>(allocate_instance(thread.heap(), cls.as<Type>()));
  self->values = values.as<Tuple>();
  self->description = cursor.as<Cursor>()->description;
  thread.heap().write_barrier(self);
  return Value(self);
}
int64_t row_length(Thread&, Value self) { return row_of(self)->values->length(); }
Value row_iter(Thread& thread, Value self) { return get_iterator(thread, Value(row_of(self)->values)); }
Tuple* names_of(Row* row) { return is_kind(row->description, Kind::Tuple) ? row->description.as<Tuple>() : nullptr; }
String* name_at(Tuple* names, int64_t i) { return names->at(i).as<Tuple>()->at(0).as<String>(); }
Value row_keys(Thread& thread, Value self) {
  List* list = new_list(thread.heap());
  Tuple* names = names_of(row_of(self));
  for (int64_t i = 0; names && i < names->length(); i++) (void)list->append(thread.heap(), Value(name_at(names, i)));
  return Value(list);
}
// ASCII letters without case, others as they are.
bool same_name(String* a, String* b) {
  if (a->length() != b->length()) return false;
  for (int64_t i = 0; i < a->length(); i++) {
    uint32_t x = a->at(i), y = b->at(i);
    if (x == y) continue;
    if ((x | 32) != (y | 32) || (x | 32) < 'a' || (x | 32) > 'z') return false;
  }
  return true;
}
Value row_item(Thread& thread, Value self, Value key) {
  Row* row = row_of(self);
  if (is_int_like(key)) {
    int64_t i;
    if (!integer_to_int64(int_value_of(thread.heap(), key), &i)) return raise(thread, TypeId::IndexError, "cannot fit 'int' into an index-sized integer");
    if (i < 0) i += row->values->length();
    if (i < 0 || i >= row->values->length()) return raise(thread, TypeId::IndexError, "tuple index out of range");
    return row->values->at(i);
  }
  if (String* wanted = as_string(key)) {
    Tuple* names = names_of(row);
    for (int64_t i = 0; names && i < names->length(); i++) {
      if (same_name(name_at(names, i), wanted)) return row->values->at(i);
    }
    return raise(thread, TypeId::IndexError, "No item with that key");
  }
  if (is_exact(key, TypeId::Slice)) return get_item(thread, Value(row->values), key);
  return raise(thread, TypeId::IndexError, "Index must be int or string");
}
Value row_hash(Thread& thread, Value self) {
  const uint64_t names = TRY(hash(thread, row_of(self)->description)), values = TRY(hash(thread, Value(row_of(self)->values)));
  return integer_value(thread.heap(), int64_t(names ^ values));
}
Value row_equal(Thread& thread, Value self, Value other) {
  if (!is_subtype(type_of(other), g_row_type)) return Value::not_implemented();
  if (!TRY(equal(thread, row_of(self)->description, row_of(other)->description))) return Value::false_value();
  return Value::boolean(TRY(equal(thread, Value(row_of(self)->values), Value(row_of(other)->values))));
}
Value row_not_equal(Thread& thread, Value self, Value other) {
  const Value same = TRY(row_equal(thread, self, other));
  return same == Value::not_implemented() ? same : Value::boolean(!same.is_true());
}
const Method kRowMethods[] = {
    {"__new__(cls, cursor, data, /)", row_new, ""},
    {"keys(self, /)", row_keys, "Returns the keys of the row."},
    {"__len__(self, /)", row_length, "Return len(self)."},
    {"__iter__(self, /)", row_iter, "Implement iter(self)."},
    {"__getitem__(self, key, /)", row_item, "Return self[key]."},
    {"__hash__(self, /)", row_hash, "Return hash(self)."},
    {"__eq__(self, value, /)", row_equal, "Return self==value."},
    {"__ne__(self, value, /)", row_not_equal, "Return self!=value."},
};

// ---- blobs

struct Blob : HeapObject {
  Connection* connection;
  OpenBlob* open;
  int64_t offset;
};
Blob* blob_of(Value v) { return v.as<Blob>(); }
void trace_blob(HeapObject* object, Tracer& tracer) {
  if (static_cast<Blob*>(object)->connection) tracer.visit(static_cast<Blob*>(object)->connection);
}
void close_blob(OpenBlob* open) {
  if (open->native) sqlite3_blob_close(open->native);
  open->native = nullptr;
}
void finalize_blob(HeapObject* object) {
  OpenBlob* open = static_cast<Blob*>(object)->open;
  if (!open) return;
  close_blob(open);
  std::erase(open->database->blobs, open);
  release(open->database);
  delete open;
}
const Layout kBlobLayout = {.name = "sqlite blob", .size = &size_from_shape, .trace = &trace_blob, .finalize = &finalize_blob};

Status check(Thread& thread, Value self) {
  TRY(check_thread(thread, blob_of(self)->connection));
  TRY(check_connection(thread, blob_of(self)->connection));
  if (!blob_of(self)->open->native) return raise(thread, g_programming_error, "Cannot operate on a closed blob.");
  return ok_status();
}
int64_t size_of(Value self) { return sqlite3_blob_bytes(blob_of(self)->open->native); }
Raised raise_blob_error(Thread& thread, Value self, int status) {
  if (status == SQLITE_ABORT) return raise(thread, g_operational_error, "Cannot operate on an expired blob");
  return raise_from_database(thread, blob_of(self)->connection->database->native);
}
Value read_at(Thread& thread, Value self, int64_t offset, int64_t size) {
  std::string bytes(size_t(size), '\0');
  int status;
  {
    const InLibrary inside(thread);
    status = sqlite3_blob_read(blob_of(self)->open->native, bytes.data(), int(size), int(offset));
  }
  if (status != SQLITE_OK) return raise_blob_error(thread, self, status);
  return Value(bytes_from(thread.heap(), bytes));
}
Status write_at(Thread& thread, Value self, int64_t offset, const void* data, int64_t size) {
  if (size > size_of(self) - offset) return raise(thread, TypeId::ValueError, "data longer than blob length");
  const int status = sqlite3_blob_write(blob_of(self)->open->native, data, int(size), int(offset));
  if (status != SQLITE_OK) return raise_blob_error(thread, self, status);
  return ok_status();
}
Status blob_close(Thread& thread, Value self) {
  TRY(check_thread(thread, blob_of(self)->connection));
  TRY(check_connection(thread, blob_of(self)->connection));
  close_blob(blob_of(self)->open);
  return ok_status();
}
Value blob_read(Thread& thread, Value self, int64_t length) {
  TRY(check(thread, self));
  const int64_t left = size_of(self) - blob_of(self)->offset;
  if (length < 0 || length > left) length = left;
  const Value bytes = TRY(read_at(thread, self, blob_of(self)->offset, length));
  blob_of(self)->offset += length;
  return bytes;
}
Status blob_write(Thread& thread, Value self, Value data) {
  TRY(check(thread, self));
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  TRY(write_at(thread, self, blob_of(self)->offset, view.data, view.size));
  blob_of(self)->offset += view.size;
  return ok_status();
}
Status blob_seek(Thread& thread, Value self, int64_t offset, int origin) {
  TRY(check(thread, self));
  if (origin == 1) offset += blob_of(self)->offset;
  if (origin == 2) offset += size_of(self);
  if (origin < 0 || origin > 2) return raise(thread, TypeId::ValueError, "'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END");
  if (offset > INT_MAX) return raise(thread, TypeId::OverflowError, "seek offset results in offset overflow");
  if (offset < 0 || offset > size_of(self)) return raise(thread, TypeId::ValueError, "offset out of blob range");
  blob_of(self)->offset = offset;
  return ok_status();
}
Value blob_tell(Thread& thread, Value self) {
  TRY(check(thread, self));
  return Value::integer(blob_of(self)->offset);
}
Value blob_enter(Thread& thread, Value self) {
  TRY(check(thread, self));
  return self;
}
Status blob_exit(Thread& thread, Value self, Value, Value, Value) {
  TRY(check(thread, self));
  close_blob(blob_of(self)->open);
  return ok_status();
}
Result<int64_t> blob_length(Thread& thread, Value self) {
  TRY(check(thread, self));
  return size_of(self);
}
Result<int64_t> blob_index(Thread& thread, Value self, Value key) {
  int64_t i = TRY(to_index_clamped(thread, key));
  if (i < 0) i += size_of(self);
  if (i < 0 || i >= size_of(self)) return raise(thread, TypeId::IndexError, "Blob index out of range");
  return i;
}
Value blob_item(Thread& thread, Value self, Value key) {
  TRY(check(thread, self));
  if (is_index(key)) {
    const int64_t i = TRY(blob_index(thread, self, key));
    const Value byte = TRY(read_at(thread, self, i, 1));
    return Value::integer(byte.as<Bytes>()->data()[0]);
  }
  if (!is_exact(key, TypeId::Slice)) return raise(thread, TypeId::TypeError, "Blob indices must be integers");
  const SliceRange range = TRY(slice_range(thread, key, size_of(self)));
  const Value all = TRY(read_at(thread, self, 0, size_of(self)));
  std::string out;
  for (int64_t n = 0, i = range.start; n < range.count; n++, i += range.step) out += char(all.as<Bytes>()->data()[i]);
  return Value(bytes_from(thread.heap(), out));
}
Status blob_set_item(Thread& thread, Value self, Value key, Value value) {
  TRY(check(thread, self));
  if (is_index(key)) {
    if (!is_int_like(value)) return raise(thread, TypeId::TypeError, "'%M' object cannot be interpreted as an integer", value);
    const int64_t i = TRY(blob_index(thread, self, key)), byte = TRY(to_index_clamped(thread, value));
    if (byte < 0 || byte > 255) return raise(thread, TypeId::ValueError, "byte must be in range(0, 256)");
    const auto b = uint8_t(byte);
    return write_at(thread, self, i, &b, 1);
  }
  if (!is_exact(key, TypeId::Slice)) return raise(thread, TypeId::TypeError, "Blob indices must be integers");
  const SliceRange range = TRY(slice_range(thread, key, size_of(self)));
  BufferView view;
  TRY(get_buffer(thread, value, &view));
  if (view.size != range.count) return raise(thread, TypeId::IndexError, "Blob slice assignment is wrong size");
  for (int64_t n = 0, i = range.start; n < range.count; n++, i += range.step) TRY(write_at(thread, self, i, view.data + n, 1));
  return ok_status();
}
Status blob_delete_item(Thread& thread, Value self, Value key) {
  TRY(check(thread, self));
  return raise(thread, TypeId::TypeError, is_exact(key, TypeId::Slice) ? "Blob doesn't support slice deletion" : "Blob doesn't support item deletion");
}
const Method kBlobMethods[] = {
    {"close(self, /)", blob_close, "Close the blob."},
    {"read(self, length=-1, /)", blob_read, "Read data at the current offset position."},
    {"write(self, data, /)", blob_write, "Write data at the current offset."},
    {"seek(self, offset, origin=0, /)", blob_seek, "Set the current access position to offset."},
    {"tell(self, /)", blob_tell, "Return the current access position for the blob."},
    {"__enter__(self, /)", blob_enter, "Blob context manager enter."},
    {"__exit__(self, type, val, tb, /)", blob_exit, "Blob context manager exit."},
    {"__len__(self, /)", blob_length, "Return len(self)."},
    {"__getitem__(self, key, /)", blob_item, "Return self[key]."},
    {"__setitem__(self, key, value, /)", blob_set_item, "Set self[key] to value."},
    {"__delitem__(self, key, /)", blob_delete_item, "Delete self[key]."},
};

}  // namespace

Value new_blob(Thread& thread, Connection* connection, sqlite3_blob* native) {
  auto* self = static_cast<Blob*>(thread.heap().allocate_with_native(g_blob_type->root_shape, g_blob_type->root_shape->instance_size));
  self->connection = connection;
  self->open = new OpenBlob{connection->database, native};
  self->offset = 0;
  connection->database->references++;
  connection->database->blobs.push_back(self->open);
  return Value(self);
}

extern const TypeSpec kRowSpec, kBlobSpec;
const TypeSpec kRowSpec = {.name = "sqlite3.Row", .layout = &kRowLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Row),
                           .flags = kTypeSubclassable, .methods = kRowMethods};
const TypeSpec kBlobSpec = {.name = "sqlite3.Blob", .layout = &kBlobLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Blob),
                            .flags = kTypeNoInstantiation | kTypeWeakrefable, .methods = kBlobMethods};

}  // namespace taipan::python::sqlite
