// python/objects/errors.cpp -- formatting messages and raising exceptions from C++; the contract is in errors.h.
#include "python/objects/errors.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

// What messages call a class: native classes of modules with their module, "collections.deque".
void append_type_name(StringBuilder& out, const Type* type) {
  if (!type->is_heap() && !type->module_name.is_unbound()) {
    if (const String* module = as_string(type->module_name); module && !module->equals_ascii("builtins")) {
      out.append(module);
      out.append('.');
    }
  }
  out.append(type->name);
}

}  // namespace

String* format_string_v(Thread& thread, const char* format, va_list arguments) {
  StringBuilder out;
  char number[64];
  for (const char* p = format; *p; p++) {
    if (*p != '%') {
      const char* start = p;
      while (*p && *p != '%') p++;
      out.append_utf8({start, size_t(p - start)});
      if (!*p) break;
    }
    p++;
    switch (*p) {
      case '%': out.append('%'); break;
      case 's': {
        const char* text = va_arg(arguments, const char*);
        out.append_utf8(text);
        break;
      }
      case '.': {  // %.*s
        p += 2;
        const int length = va_arg(arguments, int);
        const char* text = va_arg(arguments, const char*);
        out.append_utf8({text, size_t(length)});
        break;
      }
      case 'd': snprintf(number, sizeof number, "%d", va_arg(arguments, int)); out.append_ascii(number); break;
      case 'x': snprintf(number, sizeof number, "%x", va_arg(arguments, unsigned)); out.append_ascii(number); break;
      case 'g': snprintf(number, sizeof number, "%g", va_arg(arguments, double)); out.append_ascii(number); break;
      case 'c': out.append(uint32_t(va_arg(arguments, int))); break;
      case 'l':
      case 'z':
        p++;
        if (*p == 'u') {
          snprintf(number, sizeof number, "%lu", va_arg(arguments, unsigned long));
        } else if (*p == 'x') {
          snprintf(number, sizeof number, "%lx", va_arg(arguments, unsigned long));
        } else {
          snprintf(number, sizeof number, "%ld", va_arg(arguments, long));
        }
        out.append_ascii(number);
        break;
      case 'U': {
        const auto* s = va_arg(arguments, const String*);
        if (!s) return nullptr;  // a part could not be made: the exception is set
        out.append(s);
        break;
      }
      case 'N': out.append(va_arg(arguments, const Type*)->name); break;
      case 'Q': append_type_name(out, va_arg(arguments, const Type*)); break;
      case 'T': append_type_name(out, type_of(Value::from_bits(va_arg(arguments, uint64_t)))); break;
      case 'M': out.append(type_of(Value::from_bits(va_arg(arguments, uint64_t)))->name); break;
      case 'S':
      case 'R': {
        const Value v = Value::from_bits(va_arg(arguments, uint64_t));
        const String* s = *p == 'S' ? str(thread, v) : repr(thread, v);
        if (!s) return nullptr;
        out.append(s);
        break;
      }
      default: VM_CHECK(false, "unknown directive in a message format");
    }
  }
  String* result = out.finish(thread.heap());
  if (!result) raise_memory_error(thread);
  return result;
}

String* format_string(Thread& thread, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  String* s = format_string_v(thread, format, arguments);
  va_end(arguments);
  return s;
}

Raised raise_with(Thread& thread, TypeId type, std::span<const Value> arguments) {
  const Value exception = new_exception(thread, builtin_type(type), arguments);
  if (exception.is_raised()) return {};
  return raise_exception(thread, exception);
}

namespace {

Raised raise_text(Thread& thread, Type* type, String* text) {
  if (!text) return {};
  const Value argument(text);
  const Value exception = new_exception(thread, type, {&argument, 1});
  if (exception.is_raised()) return {};
  return raise_exception(thread, exception);
}

}  // namespace

Raised raise(Thread& thread, TypeId type, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  String* text = format_string_v(thread, format, arguments);
  va_end(arguments);
  return raise_text(thread, builtin_type(type), text);
}
Raised raise(Thread& thread, Type* type, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  String* text = format_string_v(thread, format, arguments);
  va_end(arguments);
  return raise_text(thread, type, text);
}

Raised raise_key_error(Thread& thread, Value key) { return raise_with(thread, TypeId::KeyError, {&key, 1}); }

Raised raise_stop_iteration(Thread& thread, Value value) {
  if (value.is_unbound()) return raise_with(thread, TypeId::StopIteration, {});
  return raise_with(thread, TypeId::StopIteration, {&value, 1});
}

Raised raise_memory_error(Thread& thread) { return raise_with(thread, TypeId::MemoryError, {}); }

Raised raise_os_error(Thread& thread, int error_number, Value filename, Value filename2) {
  Heap& heap = thread.heap();
  const char* message = strerror(error_number);
  Value arguments[5] = {Value::integer(error_number), Value(string_from_utf8(heap, message)), filename, Value::none(), filename2};
  const size_t count = filename.is_unbound() ? 2 : filename2.is_unbound() ? 3 : 5;
  const Value exception = call(thread, Value(builtin_type(TypeId::OSError)), {arguments, count});
  if (exception.is_raised()) return {};
  return raise_exception(thread, exception);
}
Raised raise_errno(Thread& thread) { return raise_os_error(thread, errno); }

Raised raise_attribute_error(Thread& thread, Value object, String* attribute) {
  String* text;
  if (has_type_flag(object, kTypeTypeSubclass)) {
    text = format_string(thread, "type object '%Q' has no attribute '%U'", object.as<Type>(), attribute);
  } else {
    text = format_string(thread, "'%T' object has no attribute '%U'", object, attribute);
  }
  if (!text) return {};
  const Value argument(text);
  const Value exception = new_exception(thread, builtin_type(TypeId::AttributeError), {&argument, 1});
  if (exception.is_raised()) return {};
  auto* e = exception.as<ExceptionObject>();
  e->fields[0] = Value(attribute);
  e->fields[1] = object;
  thread.heap().write_barrier(e);
  return raise_exception(thread, exception);
}

Raised raise_name_error(Thread& thread, TypeId type, const char* format, String* variable) {
  String* text = format_string(thread, format, variable);
  if (!text) return {};
  const Value argument(text);
  const Value exception = new_exception(thread, builtin_type(type), {&argument, 1});
  if (exception.is_raised()) return {};
  if (type == TypeId::NameError) exception.as<ExceptionObject>()->fields[0] = Value(variable);
  thread.heap().write_barrier(exception.as_object());
  return raise_exception(thread, exception);
}

Raised raise_import_error(Thread& thread, String* message, Value module, Value path) {
  if (!message) return {};
  const Value argument(message);
  const Value exception = new_exception(thread, builtin_type(TypeId::ImportError), {&argument, 1});
  if (exception.is_raised()) return {};
  auto* e = exception.as<ExceptionObject>();
  e->fields[0] = argument;
  e->fields[1] = module;
  e->fields[2] = path;
  thread.heap().write_barrier(e);
  return raise_exception(thread, exception);
}

Raised raise_unicode_error(Thread& thread, TypeId type, const char* encoding, Value object, int64_t start, int64_t end, const char* reason) {
  Heap& heap = thread.heap();
  const Value arguments[] = {Value(string_from_utf8(heap, encoding)), object, Value::integer(start), Value::integer(end),
                             Value(string_from_utf8(heap, reason))};
  if (type == TypeId::UnicodeTranslateError) return raise_with(thread, type, {arguments + 1, 4});
  const Value exception = call(thread, Value(builtin_type(type)), arguments);
  if (exception.is_raised()) return {};
  return raise_exception(thread, exception);
}

Raised raise_not_implemented(Thread& thread, const char* what) {
  return raise(thread, TypeId::NotImplementedError, "%s is not available in Taipan yet", what);
}
Raised raise_system_error(Thread& thread, const char* message) { return raise(thread, TypeId::SystemError, "%s", message); }

bool exception_matches(Thread& thread, TypeId type) {
  return thread.has_exception() && is_subtype(type_of(thread.exception()), builtin_type(type));
}
bool clear_if(Thread& thread, TypeId type) {
  if (!exception_matches(thread, type)) return false;
  thread.clear_exception();
  return true;
}

Raised raise_exception(Thread& thread, Value exception) {
  Value handled = Value::none();
  for (const HandledState* state = thread.handled; state; state = state->previous) {
    if (!state->exception.is_none()) {
      handled = state->exception;
      break;
    }
  }
  if (!handled.is_none() && !(handled == exception)) {
    // The chain of contexts must not become a ring: cut it where it would close.
    Value at = handled;
    for (int steps = 0; steps < 100000; steps++) {
      auto* e = at.as<ExceptionObject>();
      if (e->context.is_none() || e->context.is_unbound()) break;
      if (e->context == exception) {
        e->context = Value::none();
        break;
      }
      at = e->context;
    }
    exception.as<ExceptionObject>()->context = handled;
    thread.heap().write_barrier(exception.as_object());
  }
  return thread.raise_value(exception);
}

Raised raise_from_current(Thread& thread, TypeId type, const char* format, ...) {
  const Value before = thread.take_exception();
  va_list arguments;
  va_start(arguments, format);
  String* text = format_string_v(thread, format, arguments);
  va_end(arguments);
  if (!text) return {};
  const Value argument(text);
  const Value exception = new_exception(thread, builtin_type(type), {&argument, 1});
  if (exception.is_raised()) return {};
  auto* e = exception.as<ExceptionObject>();
  e->cause = before;
  e->context = before;
  e->suppress_context = true;
  thread.heap().write_barrier(e);
  return thread.raise_value(exception);
}

}  // namespace taipan::python
