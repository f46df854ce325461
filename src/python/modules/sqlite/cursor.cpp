// python/modules/sqlite/cursor.cpp -- the type Cursor. https://docs.python.org/3.11/library/sqlite3.html#cursor-objects
//
// Room       python/modules/sqlite.
// Tests      tests/python/library/sqlite_*.py
//
// execute() makes the first step; a row is read out and the next step made when it is asked for. A cursor without rows left has no
// statement. One that dies with rows left holds a lock on its tables until it is collected; so when the library says that a table is
// locked, a collection is made and the step tried again.
#include <climits>
#include <cstring>

#include "python/modules/sqlite/sqlite_private.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/iterators.h"
#include "python/runtime/finalization.h"
#include "vm/layouts.h"

namespace taipan::python::sqlite {

Type* g_cursor_type;

namespace {

Cursor* of(Value v) { return v.as<Cursor>(); }

void trace_cursor(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Cursor*>(object);
  for (Value v : {self->row_factory, self->description, self->last_row}) tracer.visit_value(v.bits());
  if (self->connection) tracer.visit(self->connection);
  if (self->converters) tracer.visit(self->converters);
  trace_attributes(object, tracer);
}
void finalize_cursor(HeapObject* object) {
  auto* self = static_cast<Cursor*>(object);
  if (self->statement) leave_behind(self->statement);
}
const Layout kLayout = {.name = "sqlite cursor", .size = &size_from_shape, .trace = &trace_cursor, .finalize = &finalize_cursor};

Value cursor_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<Cursor*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->row_factory = self->description = self->last_row = Value::none();
  self->array_size = 1;
  self->row_count = -1;
  return Value(self);
}
Status cursor_init(Thread& thread, Value object, Value connection) {
  if (!is_subtype(type_of(connection), g_connection_type)) {
    return raise(thread, TypeId::TypeError, "Cursor() argument 1 must be sqlite3.Connection, not %M", connection);
  }
  Cursor* self = of(object);
  self->connection = connection.as<Connection>();
  self->closed = false;
  thread.heap().write_barrier(self);
  return check_thread(thread, self->connection);
}

Status check(Thread& thread, Cursor* self) {
  if (!self->connection) return raise(thread, g_programming_error, "Base Cursor.__init__ not called.");
  if (self->closed) return raise(thread, g_programming_error, "Cannot operate on a closed cursor.");
  if (self->busy) return raise(thread, g_programming_error, "Recursive use of cursors not allowed.");
  TRY(check_thread(thread, self->connection));
  return check_connection(thread, self->connection);
}

void drop_statement(Cursor* self) {
  if (!self->statement) return;
  Statement* statement = self->statement;
  self->statement = nullptr;
  done_with(statement);
}

int step(Thread& thread, Cursor* self) {
  for (bool again = true;; again = false) {
    int status;
    {
      const InLibrary inside(thread);
      status = sqlite3_step(self->statement->native);
    }
    if (status != SQLITE_LOCKED || !again || thread.has_exception()) return status;
    thread.heap().collect(CollectionKind::Major);
    run_finalizers(thread);
    tidy(self->connection->database);
    sqlite3_reset(self->statement->native);
  }
}

// The functions that make Python values of the columns, as the statement's column names and declared types ask for.
Status find_converters(Thread& thread, Cursor* self) {
  self->converters = nullptr;
  const int wanted = self->connection->detect_types;
  if (!wanted) return ok_status();
  sqlite3_stmt* statement = self->statement->native;
  Heap& heap = thread.heap();
  List* converters = new_list(heap);
  auto find = [&](std::string_view name) {
    String* text = string_from_utf8(heap, name);
    const Value upper = call_method_with(thread, Value(text), intern(heap, "upper"));
    return upper.is_raised() ? upper : dict_get(thread, g_converters, upper);
  };
  for (int i = 0; i < sqlite3_column_count(statement); i++) {
    Value converter = Value::unbound();
    if (wanted & kParseColumnNames) {
      const char* name = sqlite3_column_name(statement, i);
      const char* open = name ? strchr(name, '[') : nullptr;
      const char* close = open ? strchr(open, ']') : nullptr;
      if (close) converter = TRY(find({open + 1, size_t(close - open - 1)}));
    }
    if (converter.is_unbound() && (wanted & kParseDeclaredTypes)) {
      const char* type = sqlite3_column_decltype(statement, i);
      if (type) converter = TRY(find({type, strcspn(type, " (")}));
    }
    (void)converters->append(heap, converter.is_unbound() ? Value::none() : converter);
  }
  self->converters = converters;
  heap.write_barrier(self);
  return ok_status();
}
Status describe(Thread& thread, Cursor* self) {
  sqlite3_stmt* statement = self->statement->native;
  Heap& heap = thread.heap();
  const int count = sqlite3_column_count(statement);
  List* columns = new_list(heap, count);
  for (int i = 0; i < count; i++) {
    std::string_view name = sqlite3_column_name(statement, i);
    if (self->connection->detect_types & kParseColumnNames) {
      // "name [type]" is shown as "name".
      const size_t bracket = name.find(" [");
      if (bracket != std::string_view::npos) name = name.substr(0, bracket);
    }
    const Value none = Value::none();
    (void)columns->append(heap, Value(tuple_of(heap, Value(string_from_utf8(heap, name)), none, none, none, none, none, none)));
  }
  self->description = Value(tuple_from(heap, columns->span()));
  heap.write_barrier(self);
  return ok_status();
}

// One run of the statement with parameters; true: a row is there.
Result<bool> run_once(Thread& thread, Cursor* self, Value parameters, bool many) {
  Connection* connection = self->connection;
  Statement* statement = self->statement;
  sqlite3_reset(statement->native);
  sqlite3_clear_bindings(statement->native);
  TRY(bind_parameters(thread, statement, parameters));
  if (!connection->database->native || !statement->native) return raise(thread, g_programming_error, "Cannot operate on a closed database.");
  const int status = step(thread, self);
  if (status != SQLITE_DONE && status != SQLITE_ROW) return raise_from_database(thread, connection->database->native);
  if (self->description.is_none() || !many) {
    TRY(find_converters(thread, self));
    if (sqlite3_column_count(statement->native) > 0 && !many) TRY(describe(thread, self));
  }
  if (status == SQLITE_DONE && statement->changes_rows) {
    if (self->row_count < 0) self->row_count = 0;
    self->row_count += sqlite3_changes(connection->database->native);
  }
  return status == SQLITE_ROW;
}

Value execute(Thread& thread, Value object, String* sql, Value parameters, bool many) {
  Cursor* self = of(object);
  TRY(check(thread, self));
  Connection* connection = self->connection;
  Value iterator = Value::unbound();
  if (many) iterator = TRY(get_iterator(thread, parameters));
  drop_statement(self);
  self->description = Value::none();
  self->converters = nullptr;
  self->row_count = -1;
  self->statement = TRY(get_statement(thread, connection, sql));
  if (!self->statement->native) {  // nothing but comments
    drop_statement(self);
    if (many) return raise(thread, g_programming_error, "executemany() can only execute DML statements.");
    return object;
  }
  if (many && sqlite3_stmt_readonly(self->statement->native)) {
    drop_statement(self);
    return raise(thread, g_programming_error, "executemany() can only execute DML statements.");
  }
  if (self->statement->changes_rows && connection->begin && sqlite3_get_autocommit(connection->database->native)) {
    if (!run_command(thread, connection, connection->begin).ok()) {
      drop_statement(self);
      return Value::raised();
    }
  }
  self->busy = true;
  bool row = false, failed = false;
  if (many) {
    for (;;) {
      const Value next = iterator_next(thread, iterator);
      if (next.is_raised()) failed = true;
      if (failed || next.is_unbound()) break;
      Result<bool> has_row = run_once(thread, self, next, true);
      if (!has_row.ok()) {
        failed = true;
        break;
      }
    }
  } else {
    Result<bool> has_row = run_once(thread, self, parameters, false);
    failed = !has_row.ok();
    row = !failed && has_row.value();
    if (!failed) {
      self->last_row = integer_value(thread.heap(), sqlite3_last_insert_rowid(connection->database->native));
      thread.heap().write_barrier(self);
    }
  }
  self->busy = false;
  if (failed) self->row_count = -1;
  if (!row) drop_statement(self);
  return failed ? Value::raised() : object;
}

// The row the library stands at.
Value fetch_row(Thread& thread, Cursor* self) {
  Heap& heap = thread.heap();
  const int count = sqlite3_data_count(self->statement->native);
  List* values = new_list(heap, count);
  self->busy = true;
  for (int i = 0; i < count; i++) {
    const Value value = column_value(thread, self, i);
    if (value.is_raised()) {
      self->busy = false;
      return value;
    }
    (void)values->append(heap, value);
  }
  self->busy = false;
  return Value(tuple_from(heap, values->span()));
}

// Unbound: no row is left.
Value cursor_next(Thread& thread, Value object) {
  Cursor* self = of(object);
  TRY(check(thread, self));
  if (!self->statement) return Value::unbound();
  if (!self->statement->native) {
    drop_statement(self);
    return Value::unbound();
  }
  Value row = TRY(fetch_row(thread, self));
  Database* database = self->connection->database;
  const int status = step(thread, self);
  if (status == SQLITE_DONE) {
    if (self->statement->changes_rows) self->row_count = sqlite3_changes(database->native);
    drop_statement(self);
  } else if (status != SQLITE_ROW) {
    raise_from_database(thread, database->native);
    drop_statement(self);
    return Value::raised();
  }
  if (!self->row_factory.is_none()) row = TRY(call_with(thread, self->row_factory, object, row));
  return row;
}

Value cursor_fetchone(Thread& thread, Value object) {
  const Value row = TRY(cursor_next(thread, object));
  return row.is_unbound() ? Value::none() : row;
}
Value fetch_list(Thread& thread, Value object, int64_t most) {
  List* rows = new_list(thread.heap());
  while (most < 0 || rows->length() < most) {
    const Value row = TRY(cursor_next(thread, object));
    if (row.is_unbound()) break;
    if (!rows->append(thread.heap(), row)) return raise_memory_error(thread);
  }
  return Value(rows);
}
Value cursor_fetchmany(Thread& thread, Value object, Value size) {
  int64_t most = of(object)->array_size;
  if (!size.is_missing()) most = TRY(to_int64(thread, size));
  TRY(check(thread, of(object)));
  return fetch_list(thread, object, most == 0 ? -1 : most);
}
Value cursor_fetchall(Thread& thread, Value object) { return fetch_list(thread, object, -1); }
Status cursor_close(Thread& thread, Value object) {
  Cursor* self = of(object);
  if (!self->connection) return raise(thread, g_programming_error, "Base Cursor.__init__ not called.");
  if (self->busy) return raise(thread, g_programming_error, "Recursive use of cursors not allowed.");
  TRY(check_thread(thread, self->connection));
  TRY(check_connection(thread, self->connection));
  drop_statement(self);
  self->closed = true;
  return ok_status();
}
Value cursor_iter(Thread&, Value object) { return object; }
Value ignore_sizes(Thread&, Value, Value) { return Value::none(); }
Value ignore_size(Thread&, Value, Value, Value) { return Value::none(); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", cursor_new, ""},
    {"__init__(self, connection, /)", cursor_init, ""},
    {"__iter__(self, /)", cursor_iter, "Implement iter(self)."},
    {"__next__(self, /)", next_method<cursor_next>, "Implement next(self)."},
    {"execute(self, sql, parameters=(), /)", cursor_execute, "Executes an SQL statement."},
    {"executemany(self, sql, seq_of_parameters, /)", cursor_executemany, "Repeatedly executes an SQL statement."},
    {"executescript(self, sql_script, /)", cursor_executescript, "Executes multiple SQL statements at once."},
    {"fetchone(self, /)", cursor_fetchone, "Fetches one row from the resultset."},
    {"fetchmany(self, /, size=<missing>)", cursor_fetchmany, "Fetches several rows from the resultset."},
    {"fetchall(self, /)", cursor_fetchall, "Fetches all rows from the resultset."},
    {"setinputsizes(self, sizes, /)", ignore_sizes, "Required by DB-API. Does nothing in sqlite3."},
    {"setoutputsize(self, size, column=None, /)", ignore_size, "Required by DB-API. Does nothing in sqlite3."},
    {"close(self, /)", cursor_close, "Closes the cursor."},
};
const Member kMembers[] = {
    {"arraysize", MemberType::LongLong, offsetof(Cursor, array_size), false, ""},
    {"description", MemberType::Object, offsetof(Cursor, description), true, ""},
    {"lastrowid", MemberType::Object, offsetof(Cursor, last_row), true, ""},
    {"rowcount", MemberType::LongLong, offsetof(Cursor, row_count), true, ""},
    {"row_factory", MemberType::Object, offsetof(Cursor, row_factory), false, ""},
};
Value get_connection(Thread&, Value object) { return of(object)->connection ? Value(of(object)->connection) : Value::none(); }
const Getter kGetters[] = {{"connection", get_connection, nullptr, ""}};

}  // namespace

Value cursor_execute(Thread& thread, Value self, String* sql, Value parameters) { return execute(thread, self, sql, parameters, false); }
Value cursor_executemany(Thread& thread, Value self, String* sql, Value parameters) { return execute(thread, self, sql, parameters, true); }
Value cursor_executescript(Thread& thread, Value object, String* script) {
  Cursor* self = of(object);
  TRY(check(thread, self));
  Connection* connection = self->connection;
  const std::string sql(TRY(encode_utf8(thread, script, nullptr))->view());
  if (sql.find('\0') != std::string::npos) return raise(thread, TypeId::ValueError, "embedded null character");
  sqlite3* database = connection->database->native;
  if (int64_t(sql.size()) > sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, -1)) return raise(thread, g_data_error, "query string is too large");
  if (!sqlite3_get_autocommit(database)) TRY(run_command(thread, connection, "COMMIT"));
  int status = SQLITE_OK;
  {
    const InLibrary inside(thread);
    const char* rest = sql.c_str();
    while (status == SQLITE_OK && *rest) {
      sqlite3_stmt* statement = nullptr;
      status = sqlite3_prepare_v2(database, rest, -1, &statement, &rest);
      if (status != SQLITE_OK || !statement) continue;
      while (sqlite3_step(statement) == SQLITE_ROW) {
      }
      status = sqlite3_finalize(statement);
    }
  }
  if (status != SQLITE_OK) return raise_from_database(thread, database);
  return object;
}

extern const TypeSpec kCursorSpec;
const TypeSpec kCursorSpec = {.name = "sqlite3.Cursor", .doc = "SQLite database cursor class.", .layout = &kLayout,
                              .kind = kind(PythonKind::Other), .native_size = sizeof(Cursor),
                              .flags = kTypeSubclassable | kTypeWeakrefable, .methods = kMethods, .getters = kGetters, .members = kMembers,
                              .next = cursor_next};

}  // namespace taipan::python::sqlite
