// python/objects/exceptions.cpp -- the exception classes: layouts, constructors, attributes.
// https://docs.python.org/3.11/library/exceptions.html
#include "python/objects/exceptions.h"

#include <cerrno>

#include "python/objects/abstract.h"
#include "python/objects/buffer.h"
#include "python/objects/class_creation.h"
#include "python/runtime/bootstrap.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

int field_count(const HeapObject* object) {
  const Shape* shape = shape_of(object);
  const size_t native = shape->first_slot_offset - sizeof(Value) - size_t(shape->member_words) * sizeof(Value);
  return int((native - sizeof(ExceptionObject)) / sizeof(Value));
}

void trace_exception(HeapObject* object, Tracer& tracer) {
  auto* e = static_cast<ExceptionObject*>(object);
  if (e->arguments) tracer.visit(e->arguments);
  for (Value v : {e->traceback, e->context, e->cause}) tracer.visit_value(v.bits());
  tracer.visit_values(reinterpret_cast<const uint64_t*>(e->fields), size_t(field_count(object)));
  trace_attributes(object, tracer);
}
const Layout kExceptionLayout = {.name = "exception", .size = &size_from_shape, .trace = &trace_exception};

ExceptionObject* self_of(Value v) { return v.as<ExceptionObject>(); }
void barrier(Thread& thread, Value v) { thread.heap().write_barrier(v.as_object()); }

// ---- BaseException

Value exception_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  auto* e = static_cast<ExceptionObject*>(allocate_instance(thread.heap(), type));
  e->arguments = empty_tuple();
  e->traceback = e->context = e->cause = Value::none();
  e->arguments = tuple_from(thread.heap(), {call.values + 1, size_t(call.positional() - 1)});
  thread.heap().write_barrier(e);
  return Value(e);
}
Value exception_init(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "%T() takes no keyword arguments", call.values[0]);
  self_of(call.values[0])->arguments = tuple_from(thread.heap(), {call.values + 1, size_t(call.count - 1)});
  barrier(thread, call.values[0]);
  return Value::none();
}
Value exception_str(Thread& thread, ExceptionObject* self) {
  if (self->arguments->length() == 0) return Value(empty_string());
  if (self->arguments->length() == 1) return Value(str(thread, self->arguments->at(0)));
  return Value(str(thread, Value(self->arguments)));
}
Value exception_repr(Thread& thread, ExceptionObject* self) {
  if (self->arguments->length() == 1) return Value(format_string(thread, "%M(%R)", Value(self), self->arguments->at(0)));
  return Value(format_string(thread, "%M%R", Value(self), Value(self->arguments)));
}
Value exception_reduce(Thread& thread, Value self) {
  const Value dict = TRY(get_attribute(thread, self, name(Name::Dict)));
  if (is_kind(dict, Kind::Dict) && dict.as<Dict>()->length()) return Value(tuple_of(thread.heap(), Value(type_of(self)), Value(self_of(self)->arguments), dict));
  return Value(tuple_of(thread.heap(), Value(type_of(self)), Value(self_of(self)->arguments)));
}
Value exception_setstate(Thread& thread, Value self, Value state) {
  if (state.is_none()) return Value::none();
  if (!is_kind(state, Kind::Dict)) return raise(thread, TypeId::TypeError, "state is not a dictionary");
  Value key, value;
  for (uint32_t i = 0; dict_next(state.as<Dict>(), i, key, value);) {
    if (!as_string(key)) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", key);
    TRY(set_attribute(thread, self, as_string(key), value));
  }
  return Value::none();
}
Status check_traceback(Thread& thread, Value tb) {
  if (tb.is_none() || is_exact(tb, TypeId::Traceback)) return ok_status();
  return raise(thread, TypeId::TypeError, "__traceback__ must be a traceback or None");
}
Value exception_with_traceback(Thread& thread, Value self, Value tb) {
  TRY(check_traceback(thread, tb));
  self_of(self)->traceback = tb;
  barrier(thread, self);
  return self;
}
Value exception_add_note(Thread& thread, Value self, Value note) {
  if (!as_string(note)) return raise(thread, TypeId::TypeError, "note must be a str, not '%T'", note);
  Value notes = TRY(get_attribute_or_unbound(thread, self, name(Name::Notes)));
  if (notes.is_unbound()) {
    notes = Value(new_list(thread.heap()));
    TRY(set_attribute(thread, self, name(Name::Notes), notes));
  }
  if (!is_kind(notes, Kind::List)) return raise(thread, TypeId::TypeError, "Cannot add note: __notes__ is not a list");
  if (!notes.as<List>()->append(thread.heap(), note)) return raise_memory_error(thread);
  return Value::none();
}
Value get_args(Thread&, Value self) { return Value(self_of(self)->arguments); }
Status set_args(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "args may not be deleted");
  Tuple* args = TRY(tuple_from_iterable(thread, value));
  self_of(self)->arguments = args;
  barrier(thread, self);
  return ok_status();
}
Value get_traceback(Thread&, Value self) { return self_of(self)->traceback; }
Status set_traceback(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "__traceback__ may not be deleted");
  TRY(check_traceback(thread, value));
  self_of(self)->traceback = value;
  barrier(thread, self);
  return ok_status();
}
Value get_context(Thread&, Value self) { return self_of(self)->context; }
Status set_context(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "__context__ may not be deleted");
  if (!value.is_none() && !is_exception(value)) return raise(thread, TypeId::TypeError, "exception context must be None or derive from BaseException");
  self_of(self)->context = value;
  barrier(thread, self);
  return ok_status();
}
Value get_cause(Thread&, Value self) { return self_of(self)->cause; }
Status set_cause(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "__cause__ may not be deleted");
  if (!value.is_none() && !is_exception(value)) return raise(thread, TypeId::TypeError, "exception cause must be None or derive from BaseException");
  self_of(self)->cause = value;
  self_of(self)->suppress_context = true;
  barrier(thread, self);
  return ok_status();
}
Value get_dict(Thread& thread, Value self) { return Value(instance_dict(thread, self)); }
Status set_dict(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "__dict__ may not be deleted");
  if (!is_kind(value, Kind::Dict)) return raise(thread, TypeId::TypeError, "__dict__ must be a dictionary, not a '%T'", value);
  return set_instance_dict(thread, self, value.as<Dict>());
}

const Method kBaseMethods[] = {
    {"__new__(*args, **kwargs)", exception_new, "Create and return a new object."},
    {"__init__(self, /, *args, **kwargs)", exception_init, ""},
    {"__str__(self, /)", exception_str, "Return str(self)."},
    {"__repr__(self, /)", exception_repr, "Return repr(self)."},
    {"__reduce__(self, /)", exception_reduce, ""},
    {"__setstate__(self, state, /)", exception_setstate, ""},
    {"with_traceback(self, tb, /)", exception_with_traceback, "Set self.__traceback__ to tb and return self."},
    {"add_note(self, note, /)", exception_add_note, "Add a note to the exception."},
};
const Getter kBaseGetters[] = {
    {"args", get_args, set_args, nullptr},          {"__traceback__", get_traceback, set_traceback, nullptr},
    {"__context__", get_context, set_context, nullptr}, {"__cause__", get_cause, set_cause, nullptr},
    {"__dict__", get_dict, set_dict, nullptr},
};
const Member kBaseMembers[] = {{"__suppress_context__", MemberType::Bool, offsetof(ExceptionObject, suppress_context), false, nullptr}};

// ---- classes with fields. FIELD is the byte offset of field i.
constexpr uint32_t field_offset(int i) { return uint32_t(sizeof(ExceptionObject)) + uint32_t(i) * sizeof(Value); }

// Keyword arguments that a class's __init__ takes, by name; others raise.
Status take_keywords(Thread& thread, NativeCall call, std::span<const char* const> allowed, Value* values) {
  if (!call.names) return ok_status();
  for (int64_t i = 0; i < call.names->length(); i++) {
    String* key = call.names->at(i).as<String>();
    bool found = false;
    for (size_t k = 0; k < allowed.size(); k++) {
      if (key->equals_ascii(allowed[k])) {
        values[k] = call.values[call.positional() + i];
        found = true;
      }
    }
    if (!found) return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for %T()", key, call.values[0]);
  }
  return ok_status();
}
NativeCall without_keywords(NativeCall call) { return {call.function, call.values, call.positional(), nullptr}; }

Value stop_iteration_init(Thread& thread, NativeCall call) {
  TRY(exception_init(thread, call));
  self_of(call.values[0])->fields[0] = call.count > 1 ? call.values[1] : Value::none();
  barrier(thread, call.values[0]);
  return Value::none();
}
Value system_exit_init(Thread& thread, NativeCall call) {
  TRY(exception_init(thread, call));
  auto* self = self_of(call.values[0]);
  self->fields[0] = call.count == 1 ? Value::none() : call.count == 2 ? call.values[1] : Value(self->arguments);
  thread.heap().write_barrier(self);
  return Value::none();
}
Value name_error_init(Thread& thread, NativeCall call) {
  static constexpr const char* kNames[] = {"name"};
  TRY(exception_init(thread, without_keywords(call)));
  Value v = Value::unbound();
  TRY(take_keywords(thread, call, kNames, &v));
  self_of(call.values[0])->fields[0] = v;
  barrier(thread, call.values[0]);
  return Value::none();
}
Value attribute_error_init(Thread& thread, NativeCall call) {
  static constexpr const char* kNames[] = {"name", "obj"};
  TRY(exception_init(thread, without_keywords(call)));
  Value v[2];
  TRY(take_keywords(thread, call, kNames, v));
  auto* self = self_of(call.values[0]);
  self->fields[0] = v[0];
  self->fields[1] = v[1];
  thread.heap().write_barrier(self);
  return Value::none();
}
Value import_error_init(Thread& thread, NativeCall call) {
  static constexpr const char* kNames[] = {"name", "path"};
  TRY(exception_init(thread, without_keywords(call)));
  Value v[2];
  TRY(take_keywords(thread, call, kNames, v));
  auto* self = self_of(call.values[0]);
  self->fields[1] = v[0];
  self->fields[2] = v[1];
  self->fields[0] = call.positional() == 2 ? call.values[1] : Value::unbound();
  thread.heap().write_barrier(self);
  return Value::none();
}
Value import_error_str(Thread& thread, ExceptionObject* self) {
  if (is_exact_string(self->fields[0])) return self->fields[0];
  return exception_str(thread, self);
}
Value import_error_reduce(Thread& thread, Value self_value) {
  auto* self = self_of(self_value);
  Heap& heap = thread.heap();
  Dict* state = dict_copy(heap, TRY(get_attribute(thread, self_value, name(Name::Dict))).as<Dict>());
  if (!self->fields[1].is_unbound() && !self->fields[1].is_none()) dict_set(heap, state, intern(heap, "name"), self->fields[1]);
  if (!self->fields[2].is_unbound() && !self->fields[2].is_none()) dict_set(heap, state, intern(heap, "path"), self->fields[2]);
  if (state->length()) return Value(tuple_of(heap, Value(type_of(self_value)), Value(self->arguments), Value(state)));
  return Value(tuple_of(heap, Value(type_of(self_value)), Value(self->arguments)));
}
Value key_error_str(Thread& thread, ExceptionObject* self) {
  if (self->arguments->length() == 1) return Value(repr(thread, self->arguments->at(0)));
  return exception_str(thread, self);
}

// ---- OSError: fields errno, strerror, filename, filename2, written

TypeId os_error_class(int64_t number) {
  switch (number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return TypeId::BlockingIOError;
    case EPIPE:
    case ESHUTDOWN: return TypeId::BrokenPipeError;
    case ECHILD: return TypeId::ChildProcessError;
    case ECONNABORTED: return TypeId::ConnectionAbortedError;
    case ECONNREFUSED: return TypeId::ConnectionRefusedError;
    case ECONNRESET: return TypeId::ConnectionResetError;
    case EEXIST: return TypeId::FileExistsError;
    case ENOENT: return TypeId::FileNotFoundError;
    case EISDIR: return TypeId::IsADirectoryError;
    case ENOTDIR: return TypeId::NotADirectoryError;
    case EINTR: return TypeId::InterruptedError;
    case EACCES:
    case EPERM: return TypeId::PermissionError;
    case ESRCH: return TypeId::ProcessLookupError;
    case ETIMEDOUT: return TypeId::TimeoutError;
    default: return TypeId::OSError;
  }
}

bool uses_init_of_oserror(Type* type) {
  return lookup(type, special_name(Special::Init)) == lookup(builtin_type(TypeId::OSError), special_name(Special::Init));
}
bool uses_new_of_oserror(Type* type) {
  return lookup(type, special_name(Special::New)) == lookup(builtin_type(TypeId::OSError), special_name(Special::New));
}

void os_error_fill(Thread& thread, ExceptionObject* self, const Value* values, int64_t n) {
  Heap& heap = thread.heap();
  for (int i = 0; i < 5; i++) self->fields[i] = Value::unbound();
  self->arguments = tuple_from(heap, {values, size_t(n)});
  heap.write_barrier(self);
  if (n >= 2 && n <= 5) {
    self->fields[0] = values[0];
    self->fields[1] = values[1];
    if (n >= 3 && !values[2].is_none()) {
      if (is_subtype(type_of(Value(self)), builtin_type(TypeId::BlockingIOError)) && is_index(values[2])) {
        self->fields[4] = values[2];
      } else {
        self->fields[2] = values[2];
        if (n == 5 && !values[4].is_none()) self->fields[3] = values[4];
        self->arguments = tuple_from(heap, {values, 2});
      }
    }
  }
  heap.write_barrier(self);
}
Value os_error_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  const bool ours = uses_init_of_oserror(type) || !uses_new_of_oserror(type);
  if (ours && call.names) return raise(thread, TypeId::TypeError, "%N() takes no keyword arguments", type);
  const int64_t n = call.positional() - 1;
  if (ours && type == builtin_type(TypeId::OSError) && n >= 2 && n <= 5 && call.values[1].is_int()) {
    type = builtin_type(os_error_class(call.values[1].as_int()));
  }
  auto* e = static_cast<ExceptionObject*>(allocate_instance(thread.heap(), type));
  e->arguments = empty_tuple();
  e->traceback = e->context = e->cause = Value::none();
  if (ours) {
    os_error_fill(thread, e, call.values + 1, n);
  }
  return Value(e);
}
Value os_error_init(Thread& thread, NativeCall call) {
  Type* type = type_of(call.values[0]);
  if (uses_init_of_oserror(type) || !uses_new_of_oserror(type)) return Value::none();
  if (call.names) return raise(thread, TypeId::TypeError, "%N() takes no keyword arguments", type);
  os_error_fill(thread, self_of(call.values[0]), call.values + 1, call.count - 1);
  return Value::none();
}
Value os_error_str(Thread& thread, ExceptionObject* self) {
  auto or_none = [](Value v) { return v.is_unbound() ? Value::none() : v; };
  if (!self->fields[2].is_unbound()) {
    if (!self->fields[3].is_unbound()) {
      return Value(format_string(thread, "[Errno %S] %S: %R -> %R", or_none(self->fields[0]), or_none(self->fields[1]), self->fields[2], self->fields[3]));
    }
    return Value(format_string(thread, "[Errno %S] %S: %R", or_none(self->fields[0]), or_none(self->fields[1]), self->fields[2]));
  }
  if (!self->fields[0].is_unbound() && !self->fields[1].is_unbound()) {
    return Value(format_string(thread, "[Errno %S] %S", self->fields[0], self->fields[1]));
  }
  return exception_str(thread, self);
}
Value os_error_reduce(Thread& thread, Value self_value) {
  auto* self = self_of(self_value);
  Heap& heap = thread.heap();
  Tuple* arguments = self->arguments;
  if (arguments->length() == 2 && !self->fields[2].is_unbound()) {
    if (!self->fields[3].is_unbound()) {
      arguments = tuple_of(heap, arguments->at(0), arguments->at(1), self->fields[2], Value::none(), self->fields[3]);
    } else {
      arguments = tuple_of(heap, arguments->at(0), arguments->at(1), self->fields[2]);
    }
  }
  const Value dict = TRY(get_attribute(thread, self_value, name(Name::Dict)));
  if (is_kind(dict, Kind::Dict) && dict.as<Dict>()->length()) return Value(tuple_of(heap, Value(type_of(self_value)), Value(arguments), dict));
  return Value(tuple_of(heap, Value(type_of(self_value)), Value(arguments)));
}
Value get_written(Thread& thread, Value self) {
  if (self_of(self)->fields[4].is_unbound()) return raise(thread, TypeId::AttributeError, "characters_written");
  return self_of(self)->fields[4];
}
Status set_written(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) {
    if (self_of(self)->fields[4].is_unbound()) return raise(thread, TypeId::AttributeError, "characters_written");
    self_of(self)->fields[4] = Value::unbound();
    return ok_status();
  }
  self_of(self)->fields[4] = TRY(to_index(thread, value));
  barrier(thread, self);
  return ok_status();
}

// ---- SyntaxError: msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line

Value syntax_error_init(Thread& thread, NativeCall call) {
  TRY(exception_init(thread, call));
  auto* self = self_of(call.values[0]);
  for (int i = 0; i < 8; i++) self->fields[i] = Value::none();
  const int64_t n = call.count - 1;
  if (n >= 1) self->fields[0] = call.values[1];
  thread.heap().write_barrier(self);
  if (n == 2) {
    Tuple* info = TRY(tuple_from_iterable(thread, call.values[2]));
    const int64_t count = info->length();
    if (count < 4) return raise(thread, TypeId::TypeError, "function takes at least 4 arguments (%ld given)", count);
    if (count > 6) return raise(thread, TypeId::TypeError, "function takes at most 6 arguments (%ld given)", count);
    for (int64_t i = 0; i < count; i++) self->fields[1 + i] = info->at(i);
    thread.heap().write_barrier(self);
    if (count == 5) return raise(thread, TypeId::TypeError, "end_offset must be provided when end_lineno is provided");
  }
  return Value::none();
}
Value syntax_error_str(Thread& thread, ExceptionObject* self) {
  String* message = TRY(str(thread, self->fields[0]));
  const bool has_file = as_string(self->fields[1]) != nullptr;
  const bool has_line = is_int_like(self->fields[2]);
  if (!has_file && !has_line) return Value(message);
  Value shown;
  if (has_file) {
    String* file = as_string(self->fields[1]);
    int64_t slash = file->length();
    while (slash > 0 && file->at(slash - 1) != '/') slash--;
    shown = Value(substring(thread.heap(), file, slash, file->length() - slash));
  }
  if (has_file && has_line) return Value(format_string(thread, "%U (%S, line %S)", message, shown, self->fields[2]));
  if (has_file) return Value(format_string(thread, "%U (%S)", message, shown));
  return Value(format_string(thread, "%U (line %S)", message, self->fields[2]));
}

// ---- UnicodeError: encoding, object, start, end, reason

Value unicode_error_fill(Thread& thread, NativeCall call, bool with_encoding, bool bytes) {
  TRY(exception_init(thread, call));
  auto* self = self_of(call.values[0]);
  const int64_t n = call.count - 1, wanted = with_encoding ? 5 : 4;
  if (n != wanted) return raise(thread, TypeId::TypeError, "function takes exactly %ld arguments (%ld given)", wanted, n);
  // Converting may run code or allocate: the object changes when all is there.
  const Value* v = call.values + 1;
  Value encoding = Value::unbound(), object;
  int at = 0;
  if (with_encoding) {
    if (!as_string(v[0])) return raise(thread, TypeId::TypeError, "argument 1 must be str, not %T", v[0]);
    encoding = v[0];
    at = 1;
  }
  if (bytes) {
    if (is_kind(v[at], Kind::Bytes)) {
      object = v[at];
    } else {
      BufferView view;
      TRY(get_buffer(thread, v[at], &view));
      object = Value(bytes_from(thread.heap(), view.view()));
      view.release();
    }
  } else {
    if (!as_string(v[at])) return raise(thread, TypeId::TypeError, "argument %d must be str, not %T", at + 1, v[at]);
    object = v[at];
  }
  const Value start = TRY(to_index(thread, v[at + 1]));
  const Value end = TRY(to_index(thread, v[at + 2]));
  if (!as_string(v[at + 3])) return raise(thread, TypeId::TypeError, "argument %d must be str, not %T", at + 4, v[at + 3]);
  const Value fields[] = {encoding, object, start, end, v[at + 3]};
  for (int i = with_encoding ? 0 : 1; i < 5; i++) self->fields[i] = fields[i];
  thread.heap().write_barrier(self);
  return Value::none();
}
Value unicode_decode_init(Thread& thread, NativeCall call) { return unicode_error_fill(thread, call, true, true); }
Value unicode_encode_init(Thread& thread, NativeCall call) { return unicode_error_fill(thread, call, true, false); }
Value unicode_translate_init(Thread& thread, NativeCall call) { return unicode_error_fill(thread, call, false, false); }

void range_of(ExceptionObject* self, int64_t* start, int64_t* end) {  // as given, inside the object or not
  *start = integer_to_int64_clamped(self->fields[2]);
  *end = integer_to_int64_clamped(self->fields[3]);
}
Value unicode_decode_str(Thread& thread, ExceptionObject* self) {
  if (self->fields[1].is_unbound()) return Value(empty_string());
  int64_t start, end;
  Bytes* object = self->fields[1].as<Bytes>();
  range_of(self, &start, &end);
  if (start >= 0 && start < object->length() && end == start + 1) {
    char byte[8];
    snprintf(byte, sizeof byte, "%02x", object->data()[start]);
    return Value(format_string(thread, "'%S' codec can't decode byte 0x%s in position %ld: %S", self->fields[0], byte, start, self->fields[4]));
  }
  return Value(format_string(thread, "'%S' codec can't decode bytes in position %ld-%ld: %S", self->fields[0], start, end - 1, self->fields[4]));
}
void escaped(uint32_t c, char* out, size_t size) { snprintf(out, size, c <= 0xFF ? "\\x%02x" : c <= 0xFFFF ? "\\u%04x" : "\\U%08x", c); }
Value unicode_encode_str(Thread& thread, ExceptionObject* self) {
  if (self->fields[1].is_unbound()) return Value(empty_string());
  int64_t start, end;
  String* object = self->fields[1].as<String>();
  range_of(self, &start, &end);
  if (start >= 0 && start < object->length() && end == start + 1) {
    char text[16];
    escaped(object->at(start), text, sizeof text);
    return Value(format_string(thread, "'%S' codec can't encode character '%s' in position %ld: %S", self->fields[0], text, start, self->fields[4]));
  }
  return Value(format_string(thread, "'%S' codec can't encode characters in position %ld-%ld: %S", self->fields[0], start, end - 1, self->fields[4]));
}
Value unicode_translate_str(Thread& thread, ExceptionObject* self) {
  if (self->fields[1].is_unbound()) return Value(empty_string());
  int64_t start, end;
  String* object = self->fields[1].as<String>();
  range_of(self, &start, &end);
  if (start >= 0 && start < object->length() && end == start + 1) {
    char text[16];
    escaped(object->at(start), text, sizeof text);
    return Value(format_string(thread, "can't translate character '%s' in position %ld: %S", text, start, self->fields[4]));
  }
  return Value(format_string(thread, "can't translate characters in position %ld-%ld: %S", start, end - 1, self->fields[4]));
}

#define FIELD(name, i, doc) {name, MemberType::NoneIfUnbound, field_offset(i), false, doc}
const Member kStopIterationMembers[] = {
    FIELD("value", 0, "what the generator returned")};
const Member kSystemExitMembers[] = {
    FIELD("code", 0, "the exit status, or a message")};
const Member kNameErrorMembers[] = {
    FIELD("name", 0, "the name that has no value")};
const Member kAttributeErrorMembers[] = {
    FIELD("name", 0, "the attribute that was looked for"),
    FIELD("obj", 1, "the object without it")};
const Member kImportErrorMembers[] = {
    FIELD("msg", 0, "what went wrong"),
    FIELD("name", 1, "the module"),
    FIELD("path", 2, "the file that was tried")};
const Member kOSErrorMembers[] = {
    FIELD("errno", 0, "the error's number"),
    FIELD("strerror", 1, "the error's text"),
    FIELD("filename", 2, "the file it is about"),
    FIELD("filename2", 3, "the second file it is about")};
const Member kSyntaxErrorMembers[] = {
    FIELD("msg", 0, "what is wrong"),
    FIELD("filename", 1, "the file"),
    FIELD("lineno", 2, "the line, from 1"),
    FIELD("offset", 3, "the column, from 1"),
    FIELD("text", 4, "the line's text"),
    FIELD("end_lineno", 5, "the line where it ends"),
    FIELD("end_offset", 6, "the column where it ends"),
    FIELD("print_file_and_line", 7, "unused")};
const Member kUnicodeErrorMembers[] = {
    FIELD("encoding", 0, "the encoding"),
    FIELD("object", 1, "what was to be converted"),
    FIELD("start", 2, "index of the first item that cannot be"),
    FIELD("end", 3, "index behind the last one"),
    FIELD("reason", 4, "why it cannot be")};
#undef FIELD
#define INIT(function) {"__init__(self, /, *args, **kwargs)", function, ""}
#define STR(function) {"__str__(self, /)", function, "Return str(self)."}
const Method kStopIterationMethods[] = {INIT(stop_iteration_init)};
const Method kSystemExitMethods[] = {INIT(system_exit_init)};
const Method kNameErrorMethods[] = {INIT(name_error_init)};
const Method kAttributeErrorMethods[] = {INIT(attribute_error_init)};
const Method kImportErrorMethods[] = {INIT(import_error_init), STR(import_error_str), {"__reduce__(self, /)", import_error_reduce, ""}};
const Method kKeyErrorMethods[] = {STR(key_error_str)};
const Method kOSErrorMethods[] = {{"__new__(*args, **kwargs)", os_error_new, ""}, INIT(os_error_init), STR(os_error_str), {"__reduce__(self, /)", os_error_reduce, ""}};
const Getter kOSErrorGetters[] = {{"characters_written", get_written, set_written, nullptr}};
const Method kSyntaxErrorMethods[] = {INIT(syntax_error_init), STR(syntax_error_str)};
const Method kUnicodeDecodeMethods[] = {INIT(unicode_decode_init), STR(unicode_decode_str)};
const Method kUnicodeEncodeMethods[] = {INIT(unicode_encode_init), STR(unicode_encode_str)};
const Method kUnicodeTranslateMethods[] = {INIT(unicode_translate_init), STR(unicode_translate_str)};
#undef INIT
#undef STR

TypeSpec make_spec(int fields) {
  TypeSpec spec{.name = ""};
  spec.layout = &kExceptionLayout;
  spec.kind = kind(PythonKind::Exception);
  spec.native_size = uint32_t(sizeof(ExceptionObject) + size_t(fields) * sizeof(Value));
  spec.flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable;
  return spec;
}

}  // namespace

std::span<const Method> exception_group_methods(TypeId id);  // exception_group.cpp
std::span<const Member> exception_group_members();

const char* exception_doc(TypeId id);  // exception_docs.cpp

static void choose_spec(TypeSpec& spec, TypeId id) {
  // The number of fields follows from the nearest class that has its own layout.
  switch (id) {
    case TypeId::BaseException:
      spec = make_spec(0);
      spec.methods = kBaseMethods;
      spec.getters = kBaseGetters;
      spec.members = kBaseMembers;
      return;
    case TypeId::StopIteration: spec = make_spec(1); spec.methods = kStopIterationMethods; spec.members = kStopIterationMembers; return;
    case TypeId::SystemExit: spec = make_spec(1); spec.methods = kSystemExitMethods; spec.members = kSystemExitMembers; return;
    case TypeId::NameError: spec = make_spec(1); spec.methods = kNameErrorMethods; spec.members = kNameErrorMembers; return;
    case TypeId::UnboundLocalError: spec = make_spec(1); return;
    case TypeId::AttributeError: spec = make_spec(2); spec.methods = kAttributeErrorMethods; spec.members = kAttributeErrorMembers; return;
    case TypeId::ImportError: spec = make_spec(3); spec.methods = kImportErrorMethods; spec.members = kImportErrorMembers; return;
    case TypeId::ModuleNotFoundError: spec = make_spec(3); return;
    case TypeId::KeyError: spec = make_spec(0); spec.methods = kKeyErrorMethods; return;
    case TypeId::OSError: spec = make_spec(5); spec.methods = kOSErrorMethods; spec.members = kOSErrorMembers; spec.getters = kOSErrorGetters; return;
    case TypeId::SyntaxError: spec = make_spec(8); spec.methods = kSyntaxErrorMethods; spec.members = kSyntaxErrorMembers; return;
    case TypeId::IndentationError:
    case TypeId::TabError: spec = make_spec(8); return;
    case TypeId::UnicodeDecodeError: spec = make_spec(5); spec.methods = kUnicodeDecodeMethods; spec.members = kUnicodeErrorMembers; return;
    case TypeId::UnicodeEncodeError: spec = make_spec(5); spec.methods = kUnicodeEncodeMethods; spec.members = kUnicodeErrorMembers; return;
    case TypeId::UnicodeTranslateError: spec = make_spec(5); spec.methods = kUnicodeTranslateMethods; spec.members = kUnicodeErrorMembers; return;
    case TypeId::BaseExceptionGroup:
      spec = make_spec(2);
      spec.methods = exception_group_methods(id);
      spec.members = exception_group_members();
      return;
    case TypeId::ExceptionGroup: spec = make_spec(2); return;
    default: break;
  }
  spec = make_spec(id >= TypeId::BlockingIOError && id <= TypeId::TimeoutError ? 5 : 0);
  return;
}

const TypeSpec& exception_spec(TypeId id) {
  static TypeSpec specs[size_t(TypeId::Count)];
  TypeSpec& spec = specs[size_t(id)];
  if (spec.layout) return spec;
  choose_spec(spec, id);
  spec.doc = exception_doc(id);
  return spec;
}

Value new_exception(Thread& thread, Type* type, std::span<const Value> arguments) {
  // The common case without a call: no fields, the native constructors.
  if (!type->is_heap() && type->root_shape->instance_size == builtin_type(TypeId::BaseException)->root_shape->instance_size) {
    auto* e = static_cast<ExceptionObject*>(allocate_instance(thread.heap(), type));
    e->arguments = empty_tuple();
    e->traceback = e->context = e->cause = Value::none();
    e->arguments = tuple_from(thread.heap(), arguments);
    thread.heap().write_barrier(e);
    return Value(e);
  }
  return call(thread, Value(type), arguments);
}

}  // namespace taipan::python
