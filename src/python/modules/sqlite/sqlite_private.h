// python/modules/sqlite/sqlite_private.h -- objects and operations that the files of the module _sqlite3 share.
//
// Room       python/modules/sqlite. The library is SQLite, in its serialized threading mode.
//
// The library runs without the interpreter lock, and its callbacks take it again (Callback). What it owns for a connection is in a
// Database, outside the heap: cursors that die in the collector only note that their statement is done, since another thread may be
// inside the library and hold its mutex.
#pragma once

#include <sqlite3.h>

#include <string>
#include <vector>

#include "python/modules/in_library.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"

namespace taipan::python::sqlite {

struct Database;

// A prepared statement, shared by the connection's cache and at most one cursor at a time.
struct Statement {
  Database* database;
  sqlite3_stmt* native;  // null once the connection is closed
  std::string sql;
  int references = 1;
  bool in_use = false;
  bool changes_rows;     // INSERT, UPDATE, DELETE or REPLACE
};
struct OpenBlob {
  Database* database;
  sqlite3_blob* native;
};
struct Database {
  sqlite3* native = nullptr;
  int references = 1;
  size_t cache_size = 128;
  std::vector<Statement*> cache;  // least recently used first; each is referenced
  std::vector<Statement*> all;
  std::vector<OpenBlob*> blobs;
  std::vector<Statement*> left_behind;  // by cursors that died
};
void release(Database* database);
void release(Statement* statement);
void leave_behind(Statement* statement);  // in the collector
void tidy(Database* database);            // releases what was left behind; not in the collector

struct Connection : HeapObject {
  Database* database;      // null: not initialised
  uint64_t owner_thread;
  int detect_types;
  bool check_thread, initialized;
  const char* begin;       // statement that starts a transaction; null: none is started by itself
  Value isolation_level;   // str or None
  Value row_factory, text_factory;
  List* kept;              // callables that the library may call
};
struct Cursor : HeapObject {
  Connection* connection;  // null: not initialised
  Statement* statement;    // that has rows left, or null
  Value row_factory, description, last_row;
  List* converters;        // for each column a callable or None; or null
  int64_t array_size, row_count;
  bool closed, busy;
};

extern Type *g_connection_type, *g_cursor_type, *g_row_type, *g_blob_type, *g_protocol_type;
extern Type *g_warning, *g_error, *g_interface_error, *g_database_error, *g_data_error, *g_operational_error, *g_integrity_error,
    *g_internal_error, *g_programming_error, *g_not_supported_error;
extern Dict *g_adapters, *g_converters;
extern bool g_callback_tracebacks;

enum { kParseDeclaredTypes = 1, kParseColumnNames = 2 };

// Raises for the last failure on this connection.
Raised raise_from_database(Thread& thread, sqlite3* database);
const char* error_name(int code);

// Open, and used in the thread that made it.
Status check_connection(Thread& thread, Connection* connection);
Status check_thread(Thread& thread, Connection* connection);
// Runs one of the module's own statements ("COMMIT").
Status run_command(Thread& thread, Connection* connection, const char* sql);
// A statement for one cursor; null: raised. Text without a statement gives one whose `native` is null.
Statement* get_statement(Thread& thread, Connection* connection, String* sql);
void done_with(Statement* statement);

// values.cpp
Value adapt(Thread& thread, Value object, Value protocol, Value alternative);
Status bind_parameters(Thread& thread, Statement* statement, Value parameters);
Value column_value(Thread& thread, Cursor* cursor, int column);
Value argument_value(Thread& thread, sqlite3_value* value);
bool set_result(Thread& thread, sqlite3_context* context, Value value);  // false: raised, or no type of SQLite's

// callbacks.cpp
Status create_function(Thread& thread, Value self, String* name, int count, Value function, bool deterministic);
Status create_aggregate(Thread& thread, Value self, String* name, int count, Value cls);
Status create_window_function(Thread& thread, Value self, String* name, int count, Value cls);
Status create_collation(Thread& thread, Value self, String* name, Value callable);
Status set_authorizer(Thread& thread, Value self, Value callable);
Status set_progress_handler(Thread& thread, Value self, Value callable, int count);
Status set_trace_callback(Thread& thread, Value self, Value callable);

// blob.cpp
Value new_blob(Thread& thread, Connection* connection, sqlite3_blob* native);

Value cursor_execute(Thread& thread, Value self, String* sql, Value parameters);
Value cursor_executemany(Thread& thread, Value self, String* sql, Value parameters);
Value cursor_executescript(Thread& thread, Value self, String* script);

}  // namespace taipan::python::sqlite
