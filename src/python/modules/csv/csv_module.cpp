// python/modules/csv/csv_module.cpp -- the module _csv. https://docs.python.org/3.11/library/csv.html
//
// Room       python/modules/csv.
// Tests      tests/python/library/csv_*.py; CPython's test_csv
#include "python/modules/csv/csv_private.h"
#include "python/modules/new_exception.h"
#include "vm/integer.h"

namespace taipan::python {
namespace csv {

Type *g_dialect = nullptr, *g_reader = nullptr, *g_writer = nullptr;
Type* g_error = nullptr;

namespace {

uint64_t g_dialects_root = Value::none().bits();
int64_t g_field_limit = 128 * 1024;

}  // namespace

Dict* dialects() { return Value::from_bits(g_dialects_root).as<Dict>(); }
int64_t field_limit() { return g_field_limit; }

Raised raise_status(Thread& thread, modules_core::CsvStatus status, const modules_core::CsvDialect& dialect) {
  if (status == modules_core::CsvStatus::OutOfMemory) return raise_memory_error(thread);
  const std::u32string message = modules_core::message_of(status, dialect, g_field_limit);
  String* text = string_from_code_points(thread.heap(), reinterpret_cast<const uint32_t*>(message.data()), int64_t(message.size()));
  return raise(thread, g_error, "%U", text);
}

namespace {

Value register_dialect(Thread& thread, NativeCall call) {
  const int64_t positional = call.positional();
  if (positional < 1) return raise(thread, TypeId::TypeError, " expected at least 1 argument, got 0");
  if (positional > 2) return raise(thread, TypeId::TypeError, " expected at most 2 arguments, got %ld", positional);
  String* name = as_string(call.values[0]);
  if (!name) return raise(thread, TypeId::TypeError, "dialect name must be a string");
  const Value dialect = TRY(dialect_of_call(thread, call));
  TRY(dict_set(thread, dialects(), Value(name), dialect));
  return Value::none();
}
Value unregister_dialect(Thread& thread, Value name) {
  const Value found = TRY(dict_pop(thread, dialects(), name));
  if (found.is_unbound()) return raise(thread, g_error, "unknown dialect");
  return Value::none();
}
Value get_dialect(Thread& thread, Value name) {
  const Value found = TRY(dict_get(thread, dialects(), name));
  if (found.is_unbound()) return raise(thread, g_error, "unknown dialect");
  return found;
}
List* list_dialects(Thread& thread) { return list_from_iterable(thread, Value(dialects())); }

Value field_size_limit(Thread& thread, Value limit) {
  const int64_t before = g_field_limit;
  if (!limit.is_missing()) {
    if (!is_exact_integer(limit)) return raise(thread, TypeId::TypeError, "limit must be an integer");
    if (!integer_to_int64(limit, &g_field_limit)) {
      return raise(thread, TypeId::OverflowError, "Python int too large to convert to C long");
    }
  }
  return integer_value(thread.heap(), before);
}

const Method kFunctions[] = {
    {"reader(iterable, dialect=<excel>, /, **fmtparams)", make_reader, "csv_reader = reader(iterable [, dialect='excel'] [optional keyword args])"},
    {"writer(fileobj, dialect=<excel>, /, **fmtparams)", make_writer, "csv_writer = csv.writer(fileobj [, dialect='excel'] [optional keyword args])"},
    {"list_dialects()", list_dialects, "Return a list of all known dialect names."},
    {"register_dialect(name, dialect=<none>, /, **fmtparams)", register_dialect, "Create a mapping from a string name to a dialect class."},
    {"unregister_dialect(name)", unregister_dialect, "Delete the name/dialect mapping associated with a string name."},
    {"get_dialect(name)", get_dialect, "Return the dialect instance associated with name."},
    {"field_size_limit(limit=<none>, /)", field_size_limit, "Sets an upper limit on parsed fields, and returns the old one."},
};

Status execute(Thread& thread, Module* module) {
  if (!g_dialect) {
    g_dialect = define_type(thread, kDialectSpec);
    g_reader = define_type(thread, kReaderSpec);
    g_writer = define_type(thread, kWriterSpec);
    g_error = TRY(new_exception_type(thread, "_csv.Error"));
    g_dialects_root = Value(new_dict(thread.heap())).bits();
    thread.heap().add_root_values(&g_dialects_root, 1);
  }
  TRY(module_add(thread, module, "__version__", Value(intern(thread.heap(), "1.0"))));
  TRY(module_add(thread, module, "_dialects", Value(dialects())));
  constexpr const char* kQuoting[] = {"QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE"};
  for (int i = 0; i < 4; i++) TRY(module_add(thread, module, kQuoting[i], Value::integer(i)));
  TRY(module_add(thread, module, "Dialect", Value(g_dialect)));
  TRY(module_add(thread, module, "Reader", Value(g_reader)));
  TRY(module_add(thread, module, "Writer", Value(g_writer)));
  return module_add(thread, module, "Error", Value(g_error));
}

}  // namespace
}  // namespace csv

extern const ModuleSpec kCsvModule = {
    .name = "_csv",
    .doc = "CSV parsing and writing.\n\nThis module provides classes that assist in the reading and writing\nof Comma Separated Value files.\n",
    .functions = csv::kFunctions,
    .execute = csv::execute};

}  // namespace taipan::python
