// python/modules/sqlite/sqlite_module.cpp -- the module _sqlite3: functions, exceptions, constants. https://docs.python.org/3.11/library/sqlite3.html
//
// Room       python/modules/sqlite.
// Tests      tests/python/library/sqlite_*.py
#include <cstring>

#include "python/modules/new_exception.h"
#include "python/modules/sqlite/sqlite_private.h"
#include "python/objects/builtin_codecs.h"

namespace taipan::python {

namespace sqlite {

extern const TypeSpec kConnectionSpec, kCursorSpec, kRowSpec, kBlobSpec;

Type* g_protocol_type;
Type *g_warning, *g_error, *g_interface_error, *g_database_error, *g_data_error, *g_operational_error, *g_integrity_error, *g_internal_error,
    *g_programming_error, *g_not_supported_error;
Dict *g_adapters, *g_converters;

namespace {

struct Constant {
  const char* name;
  int value;
};
#define N(name) {#name, name}
const Constant kCodes[] = {  // of results
    N(SQLITE_ABORT), N(SQLITE_ABORT_ROLLBACK), N(SQLITE_AUTH), N(SQLITE_AUTH_USER), N(SQLITE_BUSY), N(SQLITE_BUSY_RECOVERY),
    N(SQLITE_BUSY_SNAPSHOT), N(SQLITE_BUSY_TIMEOUT), N(SQLITE_CANTOPEN), N(SQLITE_CANTOPEN_CONVPATH), N(SQLITE_CANTOPEN_DIRTYWAL),
    N(SQLITE_CANTOPEN_FULLPATH), N(SQLITE_CANTOPEN_ISDIR), N(SQLITE_CANTOPEN_NOTEMPDIR), N(SQLITE_CANTOPEN_SYMLINK),
    N(SQLITE_CONSTRAINT), N(SQLITE_CONSTRAINT_CHECK), N(SQLITE_CONSTRAINT_COMMITHOOK), N(SQLITE_CONSTRAINT_FOREIGNKEY),
    N(SQLITE_CONSTRAINT_FUNCTION), N(SQLITE_CONSTRAINT_NOTNULL), N(SQLITE_CONSTRAINT_PINNED), N(SQLITE_CONSTRAINT_PRIMARYKEY),
    N(SQLITE_CONSTRAINT_ROWID), N(SQLITE_CONSTRAINT_TRIGGER), N(SQLITE_CONSTRAINT_UNIQUE), N(SQLITE_CONSTRAINT_VTAB),
    N(SQLITE_CORRUPT), N(SQLITE_CORRUPT_INDEX), N(SQLITE_CORRUPT_SEQUENCE), N(SQLITE_CORRUPT_VTAB), N(SQLITE_DONE), N(SQLITE_EMPTY),
    N(SQLITE_ERROR), N(SQLITE_ERROR_MISSING_COLLSEQ), N(SQLITE_ERROR_RETRY), N(SQLITE_ERROR_SNAPSHOT), N(SQLITE_FORMAT),
    N(SQLITE_FULL), N(SQLITE_INTERNAL), N(SQLITE_INTERRUPT), N(SQLITE_IOERR), N(SQLITE_IOERR_ACCESS), N(SQLITE_IOERR_AUTH),
    N(SQLITE_IOERR_BEGIN_ATOMIC), N(SQLITE_IOERR_BLOCKED), N(SQLITE_IOERR_CHECKRESERVEDLOCK), N(SQLITE_IOERR_CLOSE),
    N(SQLITE_IOERR_COMMIT_ATOMIC), N(SQLITE_IOERR_CONVPATH), N(SQLITE_IOERR_CORRUPTFS), N(SQLITE_IOERR_DATA),
    N(SQLITE_IOERR_DELETE), N(SQLITE_IOERR_DELETE_NOENT), N(SQLITE_IOERR_DIR_CLOSE), N(SQLITE_IOERR_DIR_FSYNC),
    N(SQLITE_IOERR_FSTAT), N(SQLITE_IOERR_FSYNC), N(SQLITE_IOERR_GETTEMPPATH), N(SQLITE_IOERR_LOCK), N(SQLITE_IOERR_MMAP),
    N(SQLITE_IOERR_NOMEM), N(SQLITE_IOERR_RDLOCK), N(SQLITE_IOERR_READ), N(SQLITE_IOERR_ROLLBACK_ATOMIC), N(SQLITE_IOERR_SEEK),
    N(SQLITE_IOERR_SHMLOCK), N(SQLITE_IOERR_SHMMAP), N(SQLITE_IOERR_SHMOPEN), N(SQLITE_IOERR_SHMSIZE), N(SQLITE_IOERR_SHORT_READ),
    N(SQLITE_IOERR_TRUNCATE), N(SQLITE_IOERR_UNLOCK), N(SQLITE_IOERR_VNODE), N(SQLITE_IOERR_WRITE), N(SQLITE_LOCKED),
    N(SQLITE_LOCKED_SHAREDCACHE), N(SQLITE_LOCKED_VTAB), N(SQLITE_MISMATCH), N(SQLITE_MISUSE), N(SQLITE_NOLFS), N(SQLITE_NOMEM),
    N(SQLITE_NOTADB), N(SQLITE_NOTFOUND), N(SQLITE_NOTICE), N(SQLITE_NOTICE_RECOVER_ROLLBACK), N(SQLITE_NOTICE_RECOVER_WAL),
    N(SQLITE_OK), N(SQLITE_OK_LOAD_PERMANENTLY), N(SQLITE_OK_SYMLINK), N(SQLITE_PERM), N(SQLITE_PROTOCOL), N(SQLITE_RANGE),
    N(SQLITE_READONLY), N(SQLITE_READONLY_CANTINIT), N(SQLITE_READONLY_CANTLOCK), N(SQLITE_READONLY_DBMOVED),
    N(SQLITE_READONLY_DIRECTORY), N(SQLITE_READONLY_RECOVERY), N(SQLITE_READONLY_ROLLBACK), N(SQLITE_ROW), N(SQLITE_SCHEMA),
    N(SQLITE_TOOBIG), N(SQLITE_WARNING), N(SQLITE_WARNING_AUTOINDEX)};
const Constant kConstants[] = {
    N(SQLITE_ALTER_TABLE), N(SQLITE_ANALYZE), N(SQLITE_ATTACH), N(SQLITE_CREATE_INDEX), N(SQLITE_CREATE_TABLE),
    N(SQLITE_CREATE_TEMP_INDEX), N(SQLITE_CREATE_TEMP_TABLE), N(SQLITE_CREATE_TEMP_TRIGGER), N(SQLITE_CREATE_TEMP_VIEW),
    N(SQLITE_CREATE_TRIGGER), N(SQLITE_CREATE_VIEW), N(SQLITE_CREATE_VTABLE), N(SQLITE_DELETE), N(SQLITE_DENY), N(SQLITE_DETACH),
    N(SQLITE_DROP_INDEX), N(SQLITE_DROP_TABLE), N(SQLITE_DROP_TEMP_INDEX), N(SQLITE_DROP_TEMP_TABLE), N(SQLITE_DROP_TEMP_TRIGGER),
    N(SQLITE_DROP_TEMP_VIEW), N(SQLITE_DROP_TRIGGER), N(SQLITE_DROP_VIEW), N(SQLITE_DROP_VTABLE), N(SQLITE_FUNCTION),
    N(SQLITE_IGNORE), N(SQLITE_INSERT), N(SQLITE_LIMIT_ATTACHED), N(SQLITE_LIMIT_COLUMN), N(SQLITE_LIMIT_COMPOUND_SELECT),
    N(SQLITE_LIMIT_EXPR_DEPTH), N(SQLITE_LIMIT_FUNCTION_ARG), N(SQLITE_LIMIT_LENGTH), N(SQLITE_LIMIT_LIKE_PATTERN_LENGTH),
    N(SQLITE_LIMIT_SQL_LENGTH), N(SQLITE_LIMIT_TRIGGER_DEPTH), N(SQLITE_LIMIT_VARIABLE_NUMBER), N(SQLITE_LIMIT_VDBE_OP),
    N(SQLITE_LIMIT_WORKER_THREADS), N(SQLITE_PRAGMA), N(SQLITE_READ), N(SQLITE_RECURSIVE), N(SQLITE_REINDEX), N(SQLITE_SAVEPOINT),
    N(SQLITE_SELECT), N(SQLITE_TRANSACTION), N(SQLITE_UPDATE)};
#undef N

Value connect(Thread& thread, NativeCall call) {
  Value factory = Value(g_connection_type);
  if (call.positional() > 5) factory = call.values[5];
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    if (call.names->at(i).as<String>()->equals_ascii("factory")) factory = call.values[call.positional() + i];
  }
  return call_with_names(thread, factory, call.values, call.count, call.names);
}
Value complete_statement(Thread& thread, String* statement) {
  const std::string text(TRY(encode_utf8(thread, statement, nullptr))->view());
  return Value::boolean(sqlite3_complete(text.c_str()));
}
Status enable_callback_tracebacks(Thread&, bool enable) {
  g_callback_tracebacks = enable;
  return ok_status();
}
Status enable_shared_cache(Thread& thread, bool enable) {
  if (sqlite3_enable_shared_cache(enable) != SQLITE_OK) return raise(thread, g_operational_error, "Changing the shared_cache flag failed");
  return ok_status();
}
Status register_adapter(Thread& thread, Value type, Value adapter) {
  return dict_set(thread, g_adapters, Value(tuple_of(thread.heap(), type, Value(g_protocol_type))), adapter);
}
Status register_converter(Thread& thread, String* name, Value converter) {
  const Value upper = TRY(call_method_with(thread, Value(name), intern(thread.heap(), "upper")));
  return dict_set(thread, g_converters, upper, converter);
}
Value adapt_function(Thread& thread, Value object, Value protocol, Value alternative) {
  return adapt(thread, object, protocol.is_missing() ? Value(g_protocol_type) : protocol, alternative.is_missing() ? Value::unbound() : alternative);
}
const Method kFunctions[] = {
    {"connect(database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=<missing>, cached_statements=128, uri=False)",
     connect, "Opens a connection to the SQLite database file database."},
    {"complete_statement(statement)", complete_statement, "Checks if a string contains a complete SQL statement."},
    {"enable_callback_tracebacks(enable, /)", enable_callback_tracebacks, "Enable or disable callback functions throwing errors to stderr."},
    {"enable_shared_cache(do_enable)", enable_shared_cache, "Enable or disable shared cache mode for the calling thread."},
    {"register_adapter(type, adapter, /)", register_adapter, "Register a function to adapt Python objects to SQLite values."},
    {"register_converter(typename, converter, /)", register_converter, "Register a function to convert SQLite values to Python objects."},
    {"adapt(obj, proto=<missing>, alt=<missing>, /)", adapt_function, "Adapt given object to given protocol."},
};
const TypeSpec kProtocolSpec = {.name = "sqlite3.PrepareProtocol", .doc = "PEP 246 style object adaption protocol type.", .flags = kTypeSubclassable};

Status add_exceptions(Thread& thread, Module* module) {
  g_error = TRY(new_exception_type(thread, "sqlite3.Error"));
  g_warning = TRY(new_exception_type(thread, "sqlite3.Warning"));
  g_interface_error = TRY(new_exception_type(thread, "sqlite3.InterfaceError", g_error));
  g_database_error = TRY(new_exception_type(thread, "sqlite3.DatabaseError", g_error));
  g_internal_error = TRY(new_exception_type(thread, "sqlite3.InternalError", g_database_error));
  g_operational_error = TRY(new_exception_type(thread, "sqlite3.OperationalError", g_database_error));
  g_programming_error = TRY(new_exception_type(thread, "sqlite3.ProgrammingError", g_database_error));
  g_integrity_error = TRY(new_exception_type(thread, "sqlite3.IntegrityError", g_database_error));
  g_data_error = TRY(new_exception_type(thread, "sqlite3.DataError", g_database_error));
  g_not_supported_error = TRY(new_exception_type(thread, "sqlite3.NotSupportedError", g_database_error));
  for (Type* type : {g_error, g_warning, g_interface_error, g_database_error, g_internal_error, g_operational_error, g_programming_error, g_integrity_error,
                     g_data_error, g_not_supported_error}) {
    TRY(dict_set(thread, module->dict, Value(type->name), Value(type)));
  }
  return ok_status();
}
Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  TRY(add_exceptions(thread, module));
  g_connection_type = TRY(define_type(thread, kConnectionSpec));
  g_cursor_type = TRY(define_type(thread, kCursorSpec));
  g_row_type = TRY(define_type(thread, kRowSpec));
  g_blob_type = TRY(define_type(thread, kBlobSpec));
  g_protocol_type = TRY(define_type(thread, kProtocolSpec));
  for (Type* type : {g_connection_type, g_cursor_type, g_row_type, g_blob_type, g_protocol_type}) {
    TRY(dict_set(thread, module->dict, Value(type->name), Value(type)));
  }
  static uint64_t roots[2];
  heap.add_root_values(roots, 2);
  g_adapters = new_dict(heap);
  roots[0] = Value(g_adapters).bits();
  g_converters = new_dict(heap);
  roots[1] = Value(g_converters).bits();
  TRY(module_add(thread, module, "adapters", Value(g_adapters)));
  TRY(module_add(thread, module, "converters", Value(g_converters)));
  TRY(module_add(thread, module, "version", Value(intern(heap, "2.6.0"))));
  TRY(module_add(thread, module, "sqlite_version", Value(intern(heap, sqlite3_libversion()))));
  TRY(module_add(thread, module, "threadsafety", Value::integer(sqlite3_threadsafe() == 1 ? 3 : sqlite3_threadsafe() == 2 ? 1 : 0)));
  TRY(module_add(thread, module, "PARSE_DECLTYPES", Value::integer(kParseDeclaredTypes)));
  TRY(module_add(thread, module, "PARSE_COLNAMES", Value::integer(kParseColumnNames)));
  for (const Constant& c : kCodes) TRY(module_add(thread, module, c.name, Value::integer(c.value)));
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, Value::integer(c.value)));
  return ok_status();
}

}  // namespace

const char* error_name(int code) {
  for (const Constant& c : kCodes) {
    if (c.value == code) return c.name;
  }
  return nullptr;
}

}  // namespace sqlite

extern const ModuleSpec kSqliteModule = {.name = "_sqlite3", .functions = sqlite::kFunctions, .execute = sqlite::execute};

}  // namespace taipan::python
