// python/modules/csv/csv_writer.cpp -- csv.writer objects.
//
// Room       python/modules/csv.
// Tests      tests/python/library/csv_*.py; CPython's test_csv
#include <cstddef>

#include "python/modules/csv/csv_private.h"
#include "vm/layouts.h"

namespace taipan::python::csv {

using modules_core::CsvQuoting;
using modules_core::CsvStatus;
using modules_core::CsvWriter;
using text::TextView;

namespace {

struct WriterObject : HeapObject {
  Value write;    // the file's method
  Value dialect;  // keeps the settings that `machine` refers to
  CsvWriter* machine;
};

void trace_writer(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<WriterObject*>(object);
  tracer.visit_value(self->write.bits());
  tracer.visit_value(self->dialect.bits());
}
void finalize_writer(HeapObject* object) { delete static_cast<WriterObject*>(object)->machine; }
const Layout kLayout = {.name = "csv writer", .size = size_from_shape, .trace = trace_writer, .finalize = finalize_writer};

bool is_number(Value v) {
  if (is_index(v) || is_float_like(v) || is_kind(v, kind(PythonKind::Complex))) return true;
  Type* type = type_of(v);
  return !lookup_special(type, Special::Int).is_unbound() || !lookup_special(type, Special::Float).is_unbound();
}

Value writer_writerow(Thread& thread, Value self_value, Value row) {
  auto* self = self_value.as<WriterObject>();
  const auto& settings = *self->dialect.as<DialectObject>()->settings;
  const Value fields = get_iterator(thread, row);
  if (fields.is_raised()) {
    if (!clear_if(thread, TypeId::TypeError)) return fields;
    return raise(thread, g_error, "iterable expected, not %T", row);
  }
  CsvWriter& machine = *self->machine;
  machine.start_row();
  for (;;) {
    const Value field = TRY(iterator_next(thread, fields));
    if (field.is_unbound()) break;
    const bool quotes = settings.quoting == CsvQuoting::All || (settings.quoting == CsvQuoting::NonNumeric && !is_number(field));
    CsvStatus status;
    if (field.is_none()) {
      status = machine.add_field({}, quotes);
    } else {
      String* text = TRY(str(thread, field));
      status = machine.add_field(view_of(text), quotes);
    }
    if (status != CsvStatus::Ok) return raise_status(thread, status, settings);
  }
  const CsvStatus status = machine.finish_row();
  if (status != CsvStatus::Ok) return raise_status(thread, status, settings);
  String* line = machine.line().out_of_memory() ? nullptr : string_from_text(thread.heap(), machine.line().view());
  if (!line) return raise_memory_error(thread);
  return call_with(thread, self->write, Value(line));
}
Value writer_writerows(Thread& thread, Value self, Value rows) {
  TRY(for_each(thread, rows, [&](Value row) { return !writer_writerow(thread, self, row).is_raised(); }));
  return Value::none();
}

const Method kMethods[] = {
    {"writerow(self, row, /)", writer_writerow, "Writes one record from an iterable of fields."},
    {"writerows(self, rows, /)", writer_writerows, "Writes records from an iterable of them."},
};
const Member kMembers[] = {
    {"dialect", MemberType::Object, offsetof(WriterObject, dialect), true, nullptr},
};

}  // namespace

Value make_writer(Thread& thread, NativeCall call) {
  if (call.positional() < 1) return raise(thread, TypeId::TypeError, " expected at least 1 argument, got 0");
  const Value dialect = TRY(dialect_of_call(thread, call));
  const Value write = TRY(get_attribute_or_unbound(thread, call.values[0], name(Name::Write)));
  if (write.is_unbound() || !is_callable(write)) return raise(thread, TypeId::TypeError, "argument 1 must have a \"write\" method");
  auto* self = static_cast<WriterObject*>(allocate_instance(thread.heap(), g_writer));
  self->write = write;
  self->dialect = dialect;
  self->machine = new CsvWriter(*dialect.as<DialectObject>()->settings);
  thread.heap().write_barrier(self);
  return Value(self);
}

extern const TypeSpec kWriterSpec = {
    .name = "_csv.writer",
    .doc = "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(WriterObject),
    .flags = kTypeNoInstantiation,
    .methods = kMethods,
    .members = kMembers,
};

}  // namespace taipan::python::csv
