// python/modules/sqlite/callbacks.cpp -- Python functions that SQLite calls: SQL functions, aggregates, collations, hooks.
//
// Room       python/modules/sqlite.
// Tests      tests/python/library/sqlite_*.py
//
// The library keeps a malloc'd copy of the callable's word; the connection keeps the callable alive. An exception becomes an SQL
// error, and is shown only after enable_callback_tracebacks(True).
#include <climits>

#include "python/modules/sqlite/sqlite_private.h"
#include "python/objects/builtin_codecs.h"

namespace taipan::python::sqlite {

bool g_callback_tracebacks = false;

namespace {

struct Target {
  Value callable;
};
Target* new_target(Connection* connection, Thread& thread, Value callable) {
  (void)connection->kept->append(thread.heap(), callable);
  return new Target{callable};
}
void delete_target(void* target) { delete static_cast<Target*>(target); }
Value callable_of(void* target) { return static_cast<Target*>(target)->callable; }

void forget_exception(Thread& thread, Value where) {
  if (g_callback_tracebacks) {
    write_unraisable(thread, where);
  } else {
    thread.clear_exception();
  }
}
void fail(Thread& thread, sqlite3_context* context, const char* message, Value where) {
  if (exception_matches(thread, TypeId::MemoryError)) {
    sqlite3_result_error_nomem(context);
  } else if (exception_matches(thread, TypeId::OverflowError)) {
    sqlite3_result_error_toobig(context);
  } else {
    sqlite3_result_error(context, message, -1);
  }
  forget_exception(thread, where);
}

Tuple* arguments_of(Thread& thread, int count, sqlite3_value** values) {
  List* list = new_list(thread.heap(), count);
  for (int i = 0; i < count; i++) {
    const Value value = TRY(argument_value(thread, values[i]));
    (void)list->append(thread.heap(), value);
  }
  return tuple_from(thread.heap(), list->span());
}

void call_function(sqlite3_context* context, int count, sqlite3_value** values) {
  Callback callback;
  Thread& thread = callback.thread();
  const Value function = callable_of(sqlite3_user_data(context));
  Tuple* arguments = arguments_of(thread, count, values);
  const Value result = arguments ? call(thread, function, arguments->span()) : Value::raised();
  if (result.is_raised() || !set_result(thread, context, result)) fail(thread, context, "user-defined function raised exception", function);
}

// ---- aggregates: an instance for each group, kept alive by the connection while the group is open

struct Group {
  Value instance;
  Connection* connection;
};
struct AggregateTarget : Target {
  Connection* connection;
};
void delete_aggregate(void* target) { delete static_cast<AggregateTarget*>(target); }

Value instance_of(Thread& thread, sqlite3_context* context) {
  auto* group = static_cast<Group*>(sqlite3_aggregate_context(context, sizeof(Group)));
  if (!group) return raise_memory_error(thread);
  auto* target = static_cast<AggregateTarget*>(sqlite3_user_data(context));
  if (group->instance.bits() == 0) {
    const Value made = call_with(thread, target->callable);
    if (made.is_raised()) {
      fail(thread, context, "user-defined aggregate's '__init__' method raised error", target->callable);
      return Value::unbound();
    }
    group->instance = made;
    group->connection = target->connection;
    (void)target->connection->kept->append(thread.heap(), made);
  }
  return group->instance;
}
void step_with(sqlite3_context* context, int count, sqlite3_value** values, const char* method, const char* message) {
  Callback callback;
  Thread& thread = callback.thread();
  const Value instance = instance_of(thread, context);
  if (instance.is_raised() || instance.is_unbound()) return;
  const Value function = get_attribute(thread, instance, intern(thread.heap(), method));
  Tuple* arguments = function.is_raised() ? nullptr : arguments_of(thread, count, values);
  const Value result = arguments ? call(thread, function, arguments->span()) : Value::raised();
  if (result.is_raised()) fail(thread, context, message, instance);
}
void aggregate_step(sqlite3_context* context, int count, sqlite3_value** values) {
  step_with(context, count, values, "step", "user-defined aggregate's 'step' method raised error");
}
void window_inverse(sqlite3_context* context, int count, sqlite3_value** values) {
  step_with(context, count, values, "inverse", "user-defined aggregate's 'inverse' method raised error");
}
void ask(Thread& thread, sqlite3_context* context, Value instance, const char* method, const char* missing, const char* raised) {
  const Value function = get_attribute(thread, instance, intern(thread.heap(), method));
  if (function.is_raised()) {
    fail(thread, context, missing, instance);
    return;
  }
  const Value result = call_with(thread, function);
  if (result.is_raised() || !set_result(thread, context, result)) fail(thread, context, raised, instance);
}
void window_value(sqlite3_context* context) {
  Callback callback;
  Thread& thread = callback.thread();
  const Value instance = instance_of(thread, context);
  if (instance.is_raised() || instance.is_unbound()) return;
  ask(thread, context, instance, "value", "user-defined aggregate's 'value' method not defined", "user-defined aggregate's 'value' method raised error");
}
void aggregate_final(sqlite3_context* context) {
  Callback callback;
  Thread& thread = callback.thread();
  auto* group = static_cast<Group*>(sqlite3_aggregate_context(context, 0));
  if (!group || group->instance.bits() == 0) return;  // no row, or the constructor failed
  const Value instance = group->instance;
  const Value pending = thread.take_exception();
  ask(thread, context, instance, "finalize", "user-defined aggregate's 'finalize' method not defined",
      "user-defined aggregate's 'finalize' method raised error");
  if (!pending.is_unbound()) (void)thread.raise_value(pending);
  List* kept = group->connection->kept;
  for (int64_t i = kept->length() - 1; i >= 0; i--) {
    if (kept->at(i).bits() != instance.bits()) continue;
    (void)kept->replace(thread.heap(), i, 1, nullptr, 0);
    break;
  }
}

// ---- collations and hooks

int call_collation(void* target, int left_size, const void* left, int right_size, const void* right) {
  Callback callback;
  Thread& thread = callback.thread();
  if (thread.has_exception()) return 0;
  const Value function = callable_of(target);
  auto text = [&](const void* data, int size) {
    size_t consumed;
    return decode_utf8(thread, {{static_cast<const char*>(data), size_t(size)}, Value::unbound()}, nullptr, Final::Yes, &consumed);
  };
  String* a = text(left, left_size);
  String* b = a ? text(right, right_size) : nullptr;
  const Value result = b ? call_with(thread, function, Value(a), Value(b)) : Value::raised();
  if (!result.is_raised()) {
    Result<int64_t> order = to_index_clamped(thread, result);
    if (order.ok()) return order.value() < 0 ? -1 : order.value() > 0;
  }
  forget_exception(thread, function);
  return 0;
}
int call_authorizer(void* target, int action, const char* a, const char* b, const char* database, const char* trigger) {
  Callback callback;
  Thread& thread = callback.thread();
  const Value function = callable_of(target);
  auto text = [&](const char* s) { return s ? Value(string_from_utf8(thread.heap(), s)) : Value::none(); };
  const Value result = call_with(thread, function, Value::integer(action), text(a), text(b), text(database), text(trigger));
  if (!result.is_raised() && is_int_like(result)) {
    Result<int64_t> answer = to_int64(thread, result);
    if (answer.ok() && answer.value() >= INT_MIN && answer.value() <= INT_MAX) return int(answer.value());
  }
  if (thread.has_exception()) forget_exception(thread, function);
  return SQLITE_DENY;
}
int call_progress(void* target) {
  Callback callback;
  Thread& thread = callback.thread();
  const Value function = callable_of(target);
  const Value result = call_with(thread, function);
  if (!result.is_raised()) {
    Result<bool> stop = is_true(thread, result);
    if (stop.ok()) return stop.value();
  }
  forget_exception(thread, function);
  return 1;
}
int call_trace(unsigned type, void* target, void* prepared, void* sql) {
  if (type != SQLITE_TRACE_STMT) return 0;
  Callback callback;
  Thread& thread = callback.thread();
  const Value function = callable_of(target);
  const char* text = static_cast<const char*>(sql);
  char* expanded = text[0] == '-' && text[1] == '-' ? nullptr : sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(prepared));
  const Value shown = Value(string_from_utf8(thread.heap(), expanded ? expanded : text));
  sqlite3_free(expanded);
  if (call_with(thread, function, shown).is_raised()) forget_exception(thread, function);
  return 0;
}

// ---- the connection's methods

Connection* connection_of(Value v) { return v.as<Connection>(); }
Status check(Thread& thread, Value self) {
  TRY(check_thread(thread, connection_of(self)));
  return check_connection(thread, connection_of(self));
}
std::string utf8(Thread& thread, String* text) {
  Bytes* encoded = encode_utf8(thread, text, "surrogatepass");
  if (!encoded) thread.clear_exception();
  return encoded ? std::string(encoded->view()) : std::string();
}

AggregateTarget* new_aggregate(Thread& thread, Connection* connection, Value cls) {
  (void)connection->kept->append(thread.heap(), cls);
  auto* target = new AggregateTarget;
  target->callable = cls;
  target->connection = connection;
  return target;
}

}  // namespace

Status create_function(Thread& thread, Value self, String* name, int count, Value function, bool deterministic) {
  TRY(check(thread, self));
  Connection* connection = connection_of(self);
  const int flags = SQLITE_UTF8 | (deterministic ? SQLITE_DETERMINISTIC : 0);
  const std::string text = utf8(thread, name);
  const int status = function.is_none()
                         ? sqlite3_create_function_v2(connection->database->native, text.c_str(), count, flags, nullptr, nullptr, nullptr, nullptr, nullptr)
                         : sqlite3_create_function_v2(connection->database->native, text.c_str(), count, flags,
                                                      new_target(connection, thread, function), call_function, nullptr, nullptr, delete_target);
  if (status != SQLITE_OK) return raise(thread, g_operational_error, "Error creating function");
  return ok_status();
}
Status create_aggregate(Thread& thread, Value self, String* name, int count, Value cls) {
  TRY(check(thread, self));
  Connection* connection = connection_of(self);
  const std::string text = utf8(thread, name);
  const int status = cls.is_none() ? sqlite3_create_function_v2(connection->database->native, text.c_str(), count, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr, nullptr)
                                   : sqlite3_create_function_v2(connection->database->native, text.c_str(), count, SQLITE_UTF8,
                                                                new_aggregate(thread, connection, cls), nullptr, aggregate_step, aggregate_final, delete_aggregate);
  if (status != SQLITE_OK) return raise(thread, g_operational_error, "Error creating aggregate");
  return ok_status();
}
Status create_window_function(Thread& thread, Value self, String* name, int count, Value cls) {
  TRY(check(thread, self));
  Connection* connection = connection_of(self);
  const std::string text = utf8(thread, name);
  const int status = cls.is_none() ? sqlite3_create_window_function(connection->database->native, text.c_str(), count, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr)
                                   : sqlite3_create_window_function(connection->database->native, text.c_str(), count, SQLITE_UTF8,
                                                                    new_aggregate(thread, connection, cls), aggregate_step, aggregate_final, window_value,
                                                                    window_inverse, delete_aggregate);
  if (status != SQLITE_OK) return raise_from_database(thread, connection->database->native);
  return ok_status();
}
Status create_collation(Thread& thread, Value self, String* name, Value callable) {
  TRY(check(thread, self));
  if (!callable.is_none() && !is_callable(callable)) return raise(thread, TypeId::TypeError, "parameter must be callable");
  Connection* connection = connection_of(self);
  const std::string text = utf8(thread, name);
  const int status = callable.is_none() ? sqlite3_create_collation_v2(connection->database->native, text.c_str(), SQLITE_UTF8, nullptr, nullptr, nullptr)
                                        : sqlite3_create_collation_v2(connection->database->native, text.c_str(), SQLITE_UTF8,
                                                                      new_target(connection, thread, callable), call_collation, delete_target);
  if (status != SQLITE_OK) return raise_from_database(thread, connection->database->native);
  return ok_status();
}
// The library has no destructor for these three: their words live as long as the process.
Status set_authorizer(Thread& thread, Value self, Value callable) {
  TRY(check(thread, self));
  Connection* connection = connection_of(self);
  const int status = callable.is_none() ? sqlite3_set_authorizer(connection->database->native, nullptr, nullptr)
                                        : sqlite3_set_authorizer(connection->database->native, call_authorizer, new_target(connection, thread, callable));
  if (status != SQLITE_OK) return raise(thread, g_operational_error, "Error setting authorizer callback");
  return ok_status();
}
Status set_progress_handler(Thread& thread, Value self, Value callable, int count) {
  TRY(check(thread, self));
  Connection* connection = connection_of(self);
  if (callable.is_none()) {
    sqlite3_progress_handler(connection->database->native, 0, nullptr, nullptr);
  } else {
    sqlite3_progress_handler(connection->database->native, count, call_progress, new_target(connection, thread, callable));
  }
  return ok_status();
}
Status set_trace_callback(Thread& thread, Value self, Value callable) {
  TRY(check(thread, self));
  Connection* connection = connection_of(self);
  if (callable.is_none()) {
    sqlite3_trace_v2(connection->database->native, SQLITE_TRACE_STMT, nullptr, nullptr);
  } else {
    sqlite3_trace_v2(connection->database->native, SQLITE_TRACE_STMT, call_trace, new_target(connection, thread, callable));
  }
  return ok_status();
}

}  // namespace taipan::python::sqlite
