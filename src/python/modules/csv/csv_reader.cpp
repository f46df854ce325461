// python/modules/csv/csv_reader.cpp -- csv.reader objects.
//
// Room       python/modules/csv.
// Tests      tests/python/library/csv_*.py; CPython's test_csv
#include <cstddef>

#include "python/modules/csv/csv_private.h"
#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::csv {

using modules_core::CsvReader;
using modules_core::CsvStatus;
using text::TextView;

namespace {

struct ReaderObject : HeapObject {
  Value lines;    // the iterator
  Value dialect;  // keeps the settings that `machine` refers to
  CsvReader* machine;
  int64_t line_number;
};

void trace_reader(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<ReaderObject*>(object);
  tracer.visit_value(self->lines.bits());
  tracer.visit_value(self->dialect.bits());
}
void finalize_reader(HeapObject* object) { delete static_cast<ReaderObject*>(object)->machine; }
const Layout kLayout = {.name = "csv reader", .size = size_from_shape, .trace = trace_reader, .finalize = finalize_reader};

Value reader_next(Thread& thread, Value self_value) {
  auto* self = self_value.as<ReaderObject>();
  Heap& heap = thread.heap();
  List* fields = new_list(heap);
  auto take = [&](TextView field, bool is_number) {
    String* text = string_from_text(heap, field);
    if (!text) {
      raise_memory_error(thread);
      return false;
    }
    Value value(text);
    if (is_number) value = to_float(thread, value);
    return !value.is_raised() && fields->append(heap, value);
  };
  const auto fail = [&](CsvStatus status) -> Value {
    if (status == CsvStatus::Stopped) return Value::raised();
    return raise_status(thread, status, *self->dialect.as<DialectObject>()->settings);
  };
  CsvReader& machine = *self->machine;
  machine.start_record();
  do {
    const Value line = TRY(iterator_next(thread, self->lines));
    if (line.is_unbound()) {
      bool has_record = false;
      const CsvStatus status = machine.finish(take, has_record);
      if (status != CsvStatus::Ok) return fail(status);
      return has_record ? Value(fields) : Value::unbound();
    }
    const String* text = as_string(line);
    if (!text) {
      return raise(thread, g_error, "iterator should return strings, not %T (the file should be opened in text mode)", line);
    }
    self->line_number++;
    const CsvStatus status = machine.feed(view_of(text), field_limit(), take);
    if (status != CsvStatus::Ok) return fail(status);
  } while (!machine.is_record_complete());
  return Value(fields);
}

const Method kMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", next_method<reader_next>, "Implement next(self)."},
};
const Member kMembers[] = {
    {"dialect", MemberType::Object, offsetof(ReaderObject, dialect), true, nullptr},
    {"line_num", MemberType::LongLong, offsetof(ReaderObject, line_number), true, nullptr},
};

}  // namespace

Value make_reader(Thread& thread, NativeCall call) {
  if (call.positional() < 1) return raise(thread, TypeId::TypeError, " expected at least 1 argument, got 0");
  const Value lines = TRY(get_iterator(thread, call.values[0]));
  const Value dialect = TRY(dialect_of_call(thread, call));
  auto* self = static_cast<ReaderObject*>(allocate_instance(thread.heap(), g_reader));
  self->lines = lines;
  self->dialect = dialect;
  self->machine = new CsvReader(*dialect.as<DialectObject>()->settings);
  thread.heap().write_barrier(self);
  return Value(self);
}

extern const TypeSpec kReaderSpec = {
    .name = "_csv.reader",
    .doc = "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(ReaderObject),
    .flags = kTypeNoInstantiation,
    .methods = kMethods,
    .members = kMembers,
    .next = &reader_next,
};

}  // namespace taipan::python::csv
