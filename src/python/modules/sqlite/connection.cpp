// python/modules/sqlite/connection.cpp -- the type Connection. https://docs.python.org/3.11/library/sqlite3.html#connection-objects
//
// Room       python/modules/sqlite.
// Tests      tests/python/library/sqlite_*.py
#include <algorithm>
#include <climits>
#include <cmath>
#include <cstring>

#include "python/modules/posix/posix_private.h"
#include "python/modules/sqlite/sqlite_private.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/runtime/audit.h"
#include "vm/layouts.h"

namespace taipan::python::sqlite {

Type* g_connection_type;

namespace {

Connection* of(Value v) { return v.as<Connection>(); }

void trace_connection(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Connection*>(object);
  for (Value v : {self->isolation_level, self->row_factory, self->text_factory}) tracer.visit_value(v.bits());
  if (self->kept) tracer.visit(self->kept);
  trace_attributes(object, tracer);
}
// Gives back what the library holds; statements of living cursors only lose their native part.
void close_database(Database* database) {
  if (!database->native) return;
  for (Statement* statement : database->all) {
    if (statement->native) sqlite3_finalize(statement->native);
    statement->native = nullptr;
    statement->in_use = false;
  }
  for (OpenBlob* blob : database->blobs) {
    sqlite3_blob_close(blob->native);
    blob->native = nullptr;
  }
  sqlite3* native = database->native;
  database->native = nullptr;
  sqlite3_close_v2(native);
  while (!database->cache.empty()) {
    Statement* statement = database->cache.back();
    database->cache.pop_back();
    release(statement);
  }
}
void finalize_connection(HeapObject* object) {
  auto* self = static_cast<Connection*>(object);
  if (!self->database) return;
  close_database(self->database);
  tidy(self->database);
  release(self->database);
}
const Layout kLayout = {.name = "sqlite connection", .size = &size_from_shape, .trace = &trace_connection, .finalize = &finalize_connection};

Status check(Thread& thread, Value self) {
  TRY(check_thread(thread, of(self)));
  return check_connection(thread, of(self));
}

// "BEGIN IMMEDIATE" for "immediate"; null without an exception set cannot be.
Result<const char*> begin_for(Thread& thread, Value level) {
  static const struct {
    const char *level, *begin;
  } kLevels[] = {{"", "BEGIN "}, {"DEFERRED", "BEGIN DEFERRED"}, {"IMMEDIATE", "BEGIN IMMEDIATE"}, {"EXCLUSIVE", "BEGIN EXCLUSIVE"}};
  if (level.is_none()) return static_cast<const char*>(nullptr);
  String* text = as_string(level);
  if (!text) return raise(thread, TypeId::TypeError, "isolation_level must be str or None");
  Bytes* bytes = TRY(encode_utf8(thread, text, nullptr));
  if (bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null character");
  const std::string wanted(bytes->view());
  for (const auto& row : kLevels) {
    if (strcasecmp(row.level, wanted.c_str()) == 0) return row.begin;
  }
  return raise(thread, TypeId::ValueError, "isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
}

Value connection_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<Connection*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->isolation_level = Value::none();
  self->row_factory = Value::none();
  self->text_factory = Value(builtin_type(TypeId::Str));
  return Value(self);
}

Status connection_init(Thread& thread, Value object, Value database, double timeout, int detect_types, Value isolation_level, bool check_same_thread, Value,
                       int cached_statements, bool uri) {
  Connection* self = of(object);
  Bytes* path = TRY(posix::to_file_name(thread, database));
  const char* begin = TRY(begin_for(thread, isolation_level));
  if (self->initialized) {
    self->initialized = false;
    close_database(self->database);
    release(self->database);
    self->database = nullptr;
  }
  const std::string name(path->view());
  sqlite3* native = nullptr;
  int status;
  {
    const InLibrary inside(thread);
    status = sqlite3_open_v2(name.c_str(), &native, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | (uri ? SQLITE_OPEN_URI : 0), nullptr);
    if (status == SQLITE_OK) (void)sqlite3_busy_timeout(native, int(timeout * 1000));
  }
  if (!native) return raise_memory_error(thread);
  if (status != SQLITE_OK) {
    raise_from_database(thread, native);
    sqlite3_close(native);
    return Raised{};
  }
  self->database = new Database;
  self->database->native = native;
  self->database->cache_size = size_t(std::max(cached_statements, 0));
  self->owner_thread = thread.id;
  self->detect_types = detect_types;
  self->check_thread = check_same_thread;
  self->begin = begin;
  self->isolation_level = isolation_level;
  self->row_factory = Value::none();
  self->text_factory = Value(builtin_type(TypeId::Str));
  self->kept = new_list(thread.heap());
  self->initialized = true;
  thread.heap().write_barrier(self);
  return audit(thread, "sqlite3.connect/handle", object);
}

Value connection_cursor(Thread& thread, Value object, Value factory) {
  TRY(check(thread, object));
  if (factory.is_missing()) factory = Value(g_cursor_type);
  const Value cursor = TRY(call_with(thread, factory, object));
  if (!is_subtype(type_of(cursor), g_cursor_type)) return raise(thread, TypeId::TypeError, "factory must return a cursor, not %M", cursor);
  if (!of(object)->row_factory.is_none()) {
    cursor.as<Cursor>()->row_factory = of(object)->row_factory;
    thread.heap().write_barrier(cursor.as_object());
  }
  return cursor;
}
Status connection_close(Thread& thread, Value object) {
  Connection* self = of(object);
  TRY(check_thread(thread, self));
  if (self->database->native) {
    tidy(self->database);
    const InLibrary inside(thread);
    close_database(self->database);
  }
  return ok_status();
}
Status connection_commit(Thread& thread, Value object) {
  TRY(check(thread, object));
  if (sqlite3_get_autocommit(of(object)->database->native)) return ok_status();
  return run_command(thread, of(object), "COMMIT");
}
Status connection_rollback(Thread& thread, Value object) {
  TRY(check(thread, object));
  if (sqlite3_get_autocommit(of(object)->database->native)) return ok_status();
  return run_command(thread, of(object), "ROLLBACK");
}
Value connection_enter(Thread& thread, Value object) {
  TRY(check(thread, object));
  return object;
}
Value connection_exit(Thread& thread, Value object, Value type, Value value, Value traceback) {
  const bool good = type.is_none() && value.is_none() && traceback.is_none();
  if (good) {
    if (connection_commit(thread, object).ok()) return Value::false_value();
    // The transaction that could not be committed is not left open.
    const Value pending = thread.take_exception();
    if (!connection_rollback(thread, object).ok()) return Value::raised();
    return raise_exception(thread, pending);
  }
  TRY(connection_rollback(thread, object));
  return Value::false_value();
}
Value connection_execute(Thread& thread, Value object, String* sql, Value parameters) {
  const Value cursor = TRY(call_method_with(thread, object, intern(thread.heap(), "cursor")));
  return call_method_with(thread, cursor, intern(thread.heap(), "execute"), Value(sql), parameters);
}
Value connection_executemany(Thread& thread, Value object, String* sql, Value parameters) {
  const Value cursor = TRY(call_method_with(thread, object, intern(thread.heap(), "cursor")));
  return call_method_with(thread, cursor, intern(thread.heap(), "executemany"), Value(sql), parameters);
}
Value connection_executescript(Thread& thread, Value object, Value script) {
  const Value cursor = TRY(call_method_with(thread, object, intern(thread.heap(), "cursor")));
  return call_method_with(thread, cursor, intern(thread.heap(), "executescript"), script);
}
Status connection_interrupt(Thread& thread, Value object) {
  TRY(check_connection(thread, of(object)));
  sqlite3_interrupt(of(object)->database->native);
  return ok_status();
}
Value connection_iterdump(Thread& thread, Value object) {
  TRY(check(thread, object));
  Heap& heap = thread.heap();
  const Value import = TRY(get_item(thread, Value(runtime().builtins), Value(intern(heap, "__import__"))));
  Tuple* names = tuple_of(heap, Value(intern(heap, "_iterdump")));
  const Value module = TRY(call_with(thread, import, Value(intern(heap, "sqlite3.dump")), Value::none(), Value::none(), Value(names)));
  return call_method_with(thread, module, intern(heap, "_iterdump"), object);
}

Value connection_backup(Thread& thread, Value object, Value target_value, int pages, Value progress, String* name, double sleep) {
  TRY(check(thread, object));
  if (!is_subtype(type_of(target_value), g_connection_type)) {
    return raise(thread, TypeId::TypeError, "backup() argument 'target' must be sqlite3.Connection, not %M", target_value);
  }
  Connection* target = of(target_value);
  if (target == of(object)) return raise(thread, TypeId::ValueError, "target cannot be the same connection instance");
  TRY(check_connection(thread, target));
  if (!progress.is_none() && !is_callable(progress)) return raise(thread, TypeId::TypeError, "progress argument must be a callable");
  if (pages == 0) pages = -1;
  sqlite3* to = target->database->native;
  const std::string source(TRY(encode_utf8(thread, name, nullptr))->view());
  sqlite3_backup* backup;
  {
    const InLibrary inside(thread);
    backup = sqlite3_backup_init(to, "main", of(object)->database->native, source.c_str());
  }
  if (!backup) return raise_from_database(thread, to);
  int status;
  do {
    {
      const InLibrary inside(thread);
      status = sqlite3_backup_step(backup, pages);
    }
    if (!progress.is_none()) {
      const Value answer = call_with(thread, progress, Value::integer(status), Value::integer(sqlite3_backup_remaining(backup)),
                                     Value::integer(sqlite3_backup_pagecount(backup)));
      if (answer.is_raised()) {
        sqlite3_backup_finish(backup);
        return answer;
      }
    }
    if (status == SQLITE_BUSY || status == SQLITE_LOCKED) {
      const InLibrary inside(thread);
      sqlite3_sleep(int(sleep * 1000));
    }
  } while (status == SQLITE_OK || status == SQLITE_BUSY || status == SQLITE_LOCKED);
  {
    const InLibrary inside(thread);
    status = sqlite3_backup_finish(backup);
  }
  if (status != SQLITE_OK) return raise_from_database(thread, to);
  return Value::none();
}
Value connection_blobopen(Thread& thread, Value object, String* table, String* column, int64_t row, bool read_only, String* name) {
  TRY(check(thread, object));
  const std::string t(TRY(encode_utf8(thread, table, nullptr))->view()), c(TRY(encode_utf8(thread, column, nullptr))->view()),
      n(TRY(encode_utf8(thread, name, nullptr))->view());
  sqlite3_blob* blob = nullptr;
  int status;
  {
    const InLibrary inside(thread);
    status = sqlite3_blob_open(of(object)->database->native, n.c_str(), t.c_str(), c.c_str(), row, !read_only, &blob);
  }
  if (status == SQLITE_MISUSE) return raise(thread, g_interface_error, "%s", sqlite3_errmsg(of(object)->database->native));
  if (status != SQLITE_OK) return raise_from_database(thread, of(object)->database->native);
  return new_blob(thread, of(object), blob);
}
Value connection_serialize(Thread& thread, Value object, String* name) {
  TRY(check(thread, object));
  const std::string n(TRY(encode_utf8(thread, name, nullptr))->view());
  sqlite3_int64 size = 0;
  unsigned char* data;
  {
    const InLibrary inside(thread);
    data = sqlite3_serialize(of(object)->database->native, n.c_str(), &size, 0);
  }
  if (!data) return raise(thread, g_operational_error, "unable to serialize '%s'", n.c_str());
  const Value result = Value(bytes_from(thread.heap(), {reinterpret_cast<const char*>(data), size_t(size)}));
  sqlite3_free(data);
  return result;
}
Status connection_deserialize(Thread& thread, Value object, Value data, String* name) {
  TRY(check(thread, object));
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const std::string n(TRY(encode_utf8(thread, name, nullptr))->view());
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(uint64_t(view.size)));
  if (!copy) return raise_memory_error(thread);
  memcpy(copy, view.data, size_t(view.size));
  const int status = sqlite3_deserialize(of(object)->database->native, n.c_str(), copy, view.size, view.size,
                                         SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (status != SQLITE_OK) return raise_from_database(thread, of(object)->database->native);
  return ok_status();
}
Value connection_setlimit(Thread& thread, Value object, int category, int limit) {
  TRY(check(thread, object));
  const int before = sqlite3_limit(of(object)->database->native, category, limit);
  if (before < 0) return raise(thread, g_programming_error, "'category' is out of bounds");
  return Value::integer(before);
}
Value connection_getlimit(Thread& thread, Value object, int category) { return connection_setlimit(thread, object, category, -1); }
Status enable_load_extension(Thread& thread, Value object, bool enable) {
  TRY(check(thread, object));
  if (sqlite3_enable_load_extension(of(object)->database->native, enable) != SQLITE_OK) {
    return raise(thread, g_operational_error, "Error enabling load extension");
  }
  return ok_status();
}
Status load_extension(Thread& thread, Value object, String* name) {
  TRY(check(thread, object));
  const std::string n(TRY(encode_utf8(thread, name, nullptr))->view());
  char* message = nullptr;
  if (sqlite3_load_extension(of(object)->database->native, n.c_str(), nullptr, &message) != SQLITE_OK) {
    const std::string text = message ? message : "";
    sqlite3_free(message);
    return raise(thread, g_operational_error, "%s", text.c_str());
  }
  return ok_status();
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", connection_new, ""},
    {"__init__(self, database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=<missing>, cached_statements=128, uri=False)",
     connection_init, ""},
    {"cursor(self, /, factory=<missing>)", connection_cursor, "Return a cursor for the connection."},
    {"close(self, /)", connection_close, "Close the database connection."},
    {"commit(self, /)", connection_commit, "Commit any pending transaction to the database."},
    {"rollback(self, /)", connection_rollback, "Roll back to the start of any pending transaction."},
    {"execute(self, sql, parameters=(), /)", connection_execute, "Executes an SQL statement."},
    {"executemany(self, sql, parameters, /)", connection_executemany, "Repeatedly executes an SQL statement."},
    {"executescript(self, sql_script, /)", connection_executescript, "Executes multiple SQL statements at once."},
    {"interrupt(self, /)", connection_interrupt, "Abort any pending database operation."},
    {"iterdump(self, /)", connection_iterdump, "Returns iterator to the dump of the database in an SQL text format."},
    {"backup(self, /, target, *, pages=-1, progress=None, name='main', sleep=0.25)", connection_backup, "Makes a backup of the database."},
    {"blobopen(self, table, column, row, /, *, readonly=False, name='main')", connection_blobopen, "Open and return a BLOB object."},
    {"serialize(self, /, *, name='main')", connection_serialize, "Serialize a database into a byte string."},
    {"deserialize(self, data, /, *, name='main')", connection_deserialize, "Load a serialized database."},
    {"setlimit(self, category, limit, /)", connection_setlimit, "Set connection run-time limits."},
    {"getlimit(self, category, /)", connection_getlimit, "Get connection run-time limits."},
    {"enable_load_extension(self, enable, /)", enable_load_extension, "Enable dynamic loading of SQLite extension modules."},
    {"load_extension(self, name, /)", load_extension, "Load SQLite extension module."},
    {"__enter__(self, /)", connection_enter, "Called when the connection is used as a context manager."},
    {"__exit__(self, type, value, traceback, /)", connection_exit, "Called when the connection is used as a context manager."},
    {"create_function(self, /, name, narg, func, *, deterministic=False)", create_function, "Creates a new function."},
    {"create_aggregate(self, /, name, n_arg, aggregate_class)", create_aggregate, "Creates a new aggregate."},
    {"create_window_function(self, name, num_params, aggregate_class, /)", create_window_function, "Creates or redefines an aggregate window function."},
    {"create_collation(self, name, callback, /)", create_collation, "Creates a collation function."},
    {"set_authorizer(self, /, authorizer_callback)", set_authorizer, "Sets authorizer callback."},
    {"set_progress_handler(self, /, progress_handler, n)", set_progress_handler, "Sets progress handler callback."},
    {"set_trace_callback(self, /, trace_callback)", set_trace_callback, "Sets a trace callback called for each SQL statement (passed as unicode)."},
};

Value get_isolation_level(Thread& thread, Value object) {
  TRY(check_connection(thread, of(object)));
  return of(object)->isolation_level;
}
Status set_isolation_level(Thread& thread, Value object, Value level) {
  if (level.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  const char* begin = TRY(begin_for(thread, level));
  if (level.is_none()) TRY(connection_commit(thread, object));
  of(object)->begin = begin;
  of(object)->isolation_level = level;
  thread.heap().write_barrier(of(object));
  return ok_status();
}
Value get_in_transaction(Thread& thread, Value object) {
  TRY(check_connection(thread, of(object)));
  return Value::boolean(!sqlite3_get_autocommit(of(object)->database->native));
}
Value get_total_changes(Thread& thread, Value object) {
  TRY(check_connection(thread, of(object)));
  return Value::integer(sqlite3_total_changes(of(object)->database->native));
}
template <Type*& type>
Value get_class(Thread&, Value) { return Value(type); }
const Getter kGetters[] = {
    {"isolation_level", get_isolation_level, set_isolation_level, ""},
    {"in_transaction", get_in_transaction, nullptr, ""},
    {"total_changes", get_total_changes, nullptr, ""},
    {"Warning", get_class<g_warning>, nullptr, ""},
    {"Error", get_class<g_error>, nullptr, ""},
    {"InterfaceError", get_class<g_interface_error>, nullptr, ""},
    {"DatabaseError", get_class<g_database_error>, nullptr, ""},
    {"DataError", get_class<g_data_error>, nullptr, ""},
    {"OperationalError", get_class<g_operational_error>, nullptr, ""},
    {"IntegrityError", get_class<g_integrity_error>, nullptr, ""},
    {"InternalError", get_class<g_internal_error>, nullptr, ""},
    {"ProgrammingError", get_class<g_programming_error>, nullptr, ""},
    {"NotSupportedError", get_class<g_not_supported_error>, nullptr, ""},
};
const Member kMembers[] = {
    {"row_factory", MemberType::Object, offsetof(Connection, row_factory), false, ""},
    {"text_factory", MemberType::Object, offsetof(Connection, text_factory), false, ""},
};

}  // namespace

extern const TypeSpec kConnectionSpec;
const TypeSpec kConnectionSpec = {.name = "sqlite3.Connection", .doc = "SQLite database connection object.", .layout = &kLayout,
                                  .kind = kind(PythonKind::Other), .native_size = sizeof(Connection),
                                  .flags = kTypeSubclassable | kTypeWeakrefable, .methods = kMethods, .getters = kGetters, .members = kMembers};

}  // namespace taipan::python::sqlite
