// python/modules/csv/csv_private.h -- what the files of the module _csv share.
//
// Room       python/modules/csv. The reading and writing machines are modules_core/csv_machine.h.
// Tests      tests/python/library/csv_*.py; CPython's test_csv
#pragma once

#include "python/modules_core/csv_machine.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python::csv {

struct DialectObject : HeapObject {
  modules_core::CsvDialect* settings;  // native
};

extern const TypeSpec kDialectSpec, kReaderSpec, kWriterSpec;
extern Type *g_dialect, *g_reader, *g_writer;
extern Type* g_error;   // _csv.Error
Dict* dialects();       // by name
int64_t field_limit();

// A dialect from an instance, a class, a name, or nothing (unbound), and keyword arguments over it.
Value dialect_from(Thread& thread, Value base, const Keywords& settings);
Raised raise_status(Thread& thread, modules_core::CsvStatus status, const modules_core::CsvDialect& dialect);

Value make_reader(Thread& thread, NativeCall call);
Value make_writer(Thread& thread, NativeCall call);
// (object, dialect=..., **settings): the arguments of both. False: raised.
Value dialect_of_call(Thread& thread, const NativeCall& call);

}  // namespace taipan::python::csv

namespace taipan::python {
NATIVE_TYPE(csv::DialectObject, v.is_object() && type_of(v)->spec == &csv::kDialectSpec, "_csv.Dialect")
}
