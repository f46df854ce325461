// python/modules/sqlite/values.cpp -- Python values to SQLite's and back: adapters, converters, parameters, columns.
//
// Room       python/modules/sqlite.
// Tests      tests/python/library/sqlite_*.py
#include <climits>

#include "python/modules/sqlite/sqlite_private.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "vm/integer.h"

namespace taipan::python::sqlite {

namespace {

String* decode(Thread& thread, std::string_view text, const char* errors = nullptr) {
  size_t consumed;
  return decode_utf8(thread, {text, Value::unbound()}, errors, Final::Yes, &consumed);
}
bool is_plain_int(Value v) { return type_of(v) == builtin_type(TypeId::Int); }
bool is_plain_float(Value v) { return type_of(v) == builtin_type(TypeId::Float); }

// Types that the library takes as they are.
bool needs_adapting(Value v) {
  if (is_plain_int(v) || is_plain_float(v)) return false;
  const Type* type = type_of(v);
  return type != builtin_type(TypeId::Str) && type != builtin_type(TypeId::ByteArrayType);
}

Result<int> bind_value(Thread& thread, sqlite3_stmt* statement, int position, Value value) {
  if (value.is_none()) return sqlite3_bind_null(statement, position);
  if (is_int_like(value)) {
    int64_t n;
    if (!integer_to_int64(int_value_of(thread.heap(), value), &n)) {
      return raise(thread, TypeId::OverflowError, "Python int too large to convert to SQLite INTEGER");
    }
    return sqlite3_bind_int64(statement, position, n);
  }
  if (is_float_like(value)) return sqlite3_bind_double(statement, position, float_value_of(value));
  if (String* text = as_string(value)) {
    Bytes* encoded = TRY(encode_utf8(thread, text, nullptr));
    if (encoded->length() > INT_MAX) return raise(thread, TypeId::OverflowError, "string longer than INT_MAX bytes");
    return sqlite3_bind_text(statement, position, reinterpret_cast<const char*>(encoded->data()), int(encoded->length()), SQLITE_TRANSIENT);
  }
  if (is_bytes_like(value)) {
    BufferView view;
    TRY(get_buffer(thread, value, &view));
    if (view.size > INT_MAX) return raise(thread, TypeId::OverflowError, "BLOB longer than INT_MAX bytes");
    return sqlite3_bind_blob(statement, position, view.data ? static_cast<const void*>(view.data) : "", int(view.size), SQLITE_TRANSIENT);
  }
  return raise(thread, g_programming_error, "Error binding parameter %d: type '%M' is not supported", position, value);
}

Status bind_one(Thread& thread, Statement* statement, int position, Value value) {
  if (needs_adapting(value)) value = TRY(adapt(thread, value, Value(g_protocol_type), value));
  if (TRY(bind_value(thread, statement->native, position, value)) != SQLITE_OK) return raise_from_database(thread, statement->database->native);
  return ok_status();
}

Value text_value(Thread& thread, Cursor* cursor, int column, const char* text, int size) {
  Connection* connection = cursor->connection;
  Heap& heap = thread.heap();
  const std::string_view view(text, size_t(size));
  const Value factory = connection->text_factory;
  if (factory == Value(builtin_type(TypeId::Str))) {
    String* decoded = decode(thread, view);
    if (decoded) return Value(decoded);
    if (!clear_if(thread, TypeId::UnicodeDecodeError)) return Value::raised();
    String* shown = TRY(decode(thread, view, "replace"));
    return raise(thread, g_operational_error, "Could not decode to UTF-8 column '%s' with text '%U'",
                 sqlite3_column_name(cursor->statement->native, column), shown);
  }
  return call_with(thread, factory, Value(bytes_from(heap, view)));
}

}  // namespace

Value adapt(Thread& thread, Value object, Value protocol, Value alternative) {
  const Value key = Value(tuple_of(thread.heap(), Value(type_of(object)), protocol));
  const Value adapter = TRY(dict_get(thread, g_adapters, key));
  if (!adapter.is_unbound()) return call_with(thread, adapter, object);
  const Value by_protocol = TRY(get_attribute_or_unbound(thread, protocol, intern(thread.heap(), "__adapt__")));
  if (!by_protocol.is_unbound()) {
    const Value adapted = call_with(thread, by_protocol, object);
    if (!adapted.is_raised()) {
      if (!adapted.is_none()) return adapted;
    } else if (!clear_if(thread, TypeId::TypeError)) {
      return adapted;
    }
  }
  const Value conform = TRY(get_attribute_or_unbound(thread, object, intern(thread.heap(), "__conform__")));
  if (!conform.is_unbound()) {
    const Value adapted = call_with(thread, conform, protocol);
    if (!adapted.is_raised()) {
      if (!adapted.is_none()) return adapted;
    } else if (!clear_if(thread, TypeId::TypeError)) {
      return adapted;
    }
  }
  if (!alternative.is_unbound()) return alternative;
  return raise(thread, g_programming_error, "can't adapt");
}

Status bind_parameters(Thread& thread, Statement* statement, Value parameters) {
  sqlite3_stmt* native = statement->native;
  const int wanted = sqlite3_bind_parameter_count(native);
  const bool plain = is_kind(parameters, Kind::Tuple) || is_kind(parameters, Kind::List);
  const bool sequence = plain || (!is_kind(parameters, Kind::Dict) && !has_type_flag(parameters, kTypeDictSubclass) &&
                                  !lookup_special(type_of(parameters), Special::GetItem).is_unbound() &&
                                  !lookup_special(type_of(parameters), Special::Len).is_unbound() && !type_of(parameters)->has(kTypeMapping) &&
                                  TRY(get_attribute_or_unbound(thread, parameters, intern(thread.heap(), "keys"))).is_unbound());
  const bool row = is_subtype(type_of(parameters), g_row_type);
  if (sequence || row) {
    const int64_t given = TRY(length(thread, parameters));
    if (given != wanted) {
      return raise(thread, g_programming_error, "Incorrect number of bindings supplied. The current statement uses %d, and there are %ld supplied.", wanted,
                   given);
    }
    for (int i = 0; i < wanted; i++) TRY(bind_one(thread, statement, i + 1, TRY(get_item(thread, parameters, Value::integer(i)))));
    return ok_status();
  }
  if (lookup_special(type_of(parameters), Special::GetItem).is_unbound()) return raise(thread, g_programming_error, "parameters are of unsupported type");
  for (int i = 0; i < wanted; i++) {
    const char* name = sqlite3_bind_parameter_name(native, i + 1);
    if (!name) {
      return raise(thread, g_programming_error, "Binding %d has no name, but you supplied a dictionary (which has only names).", i + 1);
    }
    String* key = string_from_utf8(thread.heap(), name + 1);  // behind the colon
    Value value;
    if (is_exact(parameters, TypeId::Dict)) {
      value = TRY(dict_get(thread, parameters.as<Dict>(), Value(key)));
    } else {
      value = get_item(thread, parameters, Value(key));
      if (value.is_raised()) {
        if (!exception_matches(thread, TypeId::LookupError)) return Raised{};
        thread.clear_exception();
        value = Value::unbound();
      }
    }
    if (value.is_unbound()) return raise(thread, g_programming_error, "You did not supply a value for binding parameter :%U.", key);
    TRY(bind_one(thread, statement, i + 1, value));
  }
  return ok_status();
}

Value column_value(Thread& thread, Cursor* cursor, int column) {
  sqlite3_stmt* statement = cursor->statement->native;
  Heap& heap = thread.heap();
  if (cursor->converters && column < cursor->converters->length() && !cursor->converters->at(column).is_none()) {
    const void* blob = sqlite3_column_blob(statement, column);
    const int size = sqlite3_column_bytes(statement, column);
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) return Value::none();
    return call_with(thread, cursor->converters->at(column), Value(bytes_from(heap, {static_cast<const char*>(blob), size_t(size)})));
  }
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: return Value::none();
    case SQLITE_INTEGER: return integer_value(heap, sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return Value::number(sqlite3_column_double(statement, column));
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return text_value(thread, cursor, column, text, sqlite3_column_bytes(statement, column));
    }
    default: {
      const void* blob = sqlite3_column_blob(statement, column);
      return Value(bytes_from(heap, {static_cast<const char*>(blob), size_t(sqlite3_column_bytes(statement, column))}));
    }
  }
}

Value argument_value(Thread& thread, sqlite3_value* value) {
  Heap& heap = thread.heap();
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return integer_value(heap, sqlite3_value_int64(value));
    case SQLITE_FLOAT: return Value::number(sqlite3_value_double(value));
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
      return Value(decode(thread, {text, size_t(sqlite3_value_bytes(value))}));
    }
    case SQLITE_BLOB: {
      const void* blob = sqlite3_value_blob(value);
      return Value(bytes_from(heap, {static_cast<const char*>(blob), size_t(sqlite3_value_bytes(value))}));
    }
    default: return Value::none();
  }
}

bool set_result(Thread& thread, sqlite3_context* context, Value value) {
  if (value.is_none()) {
    sqlite3_result_null(context);
  } else if (is_int_like(value)) {
    int64_t n;
    if (!integer_to_int64(int_value_of(thread.heap(), value), &n)) {
      raise(thread, TypeId::OverflowError, "Python int too large to convert to SQLite INTEGER");
      return false;
    }
    sqlite3_result_int64(context, n);
  } else if (is_float_like(value)) {
    sqlite3_result_double(context, float_value_of(value));
  } else if (String* text = as_string(value)) {
    Bytes* encoded = encode_utf8(thread, text, nullptr);
    if (!encoded) return false;
    sqlite3_result_text64(context, reinterpret_cast<const char*>(encoded->data()), uint64_t(encoded->length()), SQLITE_TRANSIENT, SQLITE_UTF8);
  } else if (is_bytes_like(value)) {
    BufferView view;
    if (!get_buffer(thread, value, &view).ok()) return false;
    sqlite3_result_blob64(context, view.data ? static_cast<const void*>(view.data) : "", uint64_t(view.size), SQLITE_TRANSIENT);
  } else {
    return false;
  }
  return true;
}

}  // namespace taipan::python::sqlite
