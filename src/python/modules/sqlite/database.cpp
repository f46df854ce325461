// python/modules/sqlite/database.cpp -- the native side of a connection: statements, their cache, errors.
//
// Room       python/modules/sqlite.
// Tests      tests/python/library/sqlite_*.py
#include <algorithm>
#include <cstring>

#include "python/modules/sqlite/sqlite_private.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/exceptions.h"

namespace taipan::python::sqlite {

void release(Database* database) {
  if (--database->references == 0) delete database;
}

void release(Statement* statement) {
  if (--statement->references != 0) return;
  Database* database = statement->database;
  if (statement->native) sqlite3_finalize(statement->native);
  std::erase(database->all, statement);
  delete statement;
  release(database);
}

void leave_behind(Statement* statement) { statement->database->left_behind.push_back(statement); }

void tidy(Database* database) {
  while (!database->left_behind.empty()) {
    Statement* statement = database->left_behind.back();
    database->left_behind.pop_back();
    done_with(statement);
  }
}

void done_with(Statement* statement) {
  if (statement->native) sqlite3_reset(statement->native);
  statement->in_use = false;
  release(statement);
}

namespace {

Type* class_for(int code) {
  switch (code & 0xff) {
    case SQLITE_INTERNAL:
    case SQLITE_NOTFOUND: return g_internal_error;
    case SQLITE_ERROR:
    case SQLITE_PERM:
    case SQLITE_ABORT:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_EMPTY:
    case SQLITE_SCHEMA: return g_operational_error;
    case SQLITE_TOOBIG: return g_data_error;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH: return g_integrity_error;
    case SQLITE_MISUSE:
    case SQLITE_RANGE: return g_interface_error;
    default: return g_database_error;
  }
}

// The first word of a statement, behind blanks and comments, changes rows.
bool is_change(const char* sql) {
  for (;; sql++) {
    if (*sql == ' ' || *sql == '\t' || *sql == '\r' || *sql == '\n') continue;
    if (sql[0] == '-' && sql[1] == '-') {
      sql = strchr(sql, '\n');
      if (!sql) return false;
    } else if (sql[0] == '/' && sql[1] == '*') {
      sql = strstr(sql + 2, "*/");
      if (!sql) return false;
      sql++;
    } else {
      break;
    }
  }
  for (const char* word : {"insert", "update", "delete", "replace"}) {
    if (strncasecmp(sql, word, strlen(word)) == 0) return true;
  }
  return false;
}
// Nothing but blanks, comments and semicolons.
bool is_empty(const char* sql) {
  for (;; sql++) {
    if (*sql == '\0') return true;
    if (*sql == ' ' || *sql == '\t' || *sql == '\r' || *sql == '\n' || *sql == ';') continue;
    if (sql[0] == '-' && sql[1] == '-') {
      sql = strchr(sql, '\n');
      if (!sql) return true;
    } else if (sql[0] == '/' && sql[1] == '*') {
      sql = strstr(sql + 2, "*/");
      if (!sql) return true;
      sql++;
    } else {
      return false;
    }
  }
}

}  // namespace

Raised raise_from_database(Thread& thread, sqlite3* database) {
  if (thread.has_exception()) return {};
  const int code = sqlite3_extended_errcode(database);
  if ((code & 0xff) == SQLITE_NOMEM) return raise_memory_error(thread);
  Heap& heap = thread.heap();
  const Value error = TRY(call_with(thread, Value(class_for(code)), Value(string_from_utf8(heap, sqlite3_errmsg(database)))));
  TRY(set_attribute(thread, error, intern(heap, "sqlite_errorcode"), Value::integer(code)));
  const char* name = error_name(code);
  TRY(set_attribute(thread, error, intern(heap, "sqlite_errorname"), Value(intern(heap, name ? name : "unknown"))));
  return raise_exception(thread, error);
}

Status check_thread(Thread& thread, Connection* connection) {
  if (!connection->initialized) return raise(thread, g_programming_error, "Base Connection.__init__ not called.");
  if (connection->check_thread && connection->owner_thread != thread.id) {
    return raise(thread, g_programming_error,
                 "SQLite objects created in a thread can only be used in that same thread. The object was created in thread id %lu and "
                 "this is thread id %lu.",
                 connection->owner_thread, thread.id);
  }
  return ok_status();
}

Status check_connection(Thread& thread, Connection* connection) {
  if (!connection->initialized) return raise(thread, g_programming_error, "Base Connection.__init__ not called.");
  if (!connection->database->native) return raise(thread, g_programming_error, "Cannot operate on a closed database.");
  tidy(connection->database);
  return ok_status();
}

Status run_command(Thread& thread, Connection* connection, const char* sql) {
  sqlite3* database = connection->database->native;
  int status;
  {
    const InLibrary inside(thread);
    sqlite3_stmt* statement = nullptr;
    status = sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
    if (status == SQLITE_OK) {
      (void)sqlite3_step(statement);
      status = sqlite3_finalize(statement);
    }
  }
  if (status != SQLITE_OK) return raise_from_database(thread, database);
  return ok_status();
}

Statement* get_statement(Thread& thread, Connection* connection, String* text) {
  Database* database = connection->database;
  Bytes* encoded = TRY(encode_utf8(thread, text, nullptr));
  const std::string sql(encoded->view());
  for (size_t i = 0; i < database->cache.size(); i++) {
    Statement* known = database->cache[i];
    if (known->sql != sql || known->in_use) continue;
    std::rotate(database->cache.begin() + long(i), database->cache.begin() + long(i) + 1, database->cache.end());
    known->references++;
    known->in_use = true;
    return known;
  }
  if (int64_t(sql.size()) > sqlite3_limit(database->native, SQLITE_LIMIT_SQL_LENGTH, -1)) return raise(thread, g_data_error, "query string is too large");
  if (sql.find('\0') != std::string::npos) return raise(thread, g_programming_error, "the query contains a null character");
  sqlite3_stmt* native = nullptr;
  const char* rest = nullptr;
  int status;
  {
    const InLibrary inside(thread);
    status = sqlite3_prepare_v2(database->native, sql.c_str(), int(sql.size()) + 1, &native, &rest);
  }
  if (status != SQLITE_OK) return raise_from_database(thread, database->native);
  if (rest && !is_empty(rest)) {
    sqlite3_finalize(native);
    return raise(thread, g_programming_error, "You can only execute one statement at a time.");
  }
  auto* statement = new Statement{.database = database, .native = native, .sql = sql, .changes_rows = is_change(sql.c_str())};
  database->references++;
  database->all.push_back(statement);
  statement->in_use = true;
  if (native && database->cache_size > 0) {
    if (database->cache.size() >= database->cache_size) {
      Statement* oldest = database->cache.front();
      database->cache.erase(database->cache.begin());
      release(oldest);
    }
    statement->references++;
    database->cache.push_back(statement);
  }
  return statement;
}

}  // namespace taipan::python::sqlite
