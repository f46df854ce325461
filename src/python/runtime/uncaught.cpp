// python/runtime/uncaught.cpp -- what happens with an exception that nobody caught; the contract is in uncaught.h.
#include "python/runtime/uncaught.h"

#include <cstdio>

#include "python/objects/exceptions.h"
#include "python/runtime/audit.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

void write_to_stderr(Thread& thread, std::string_view text) {
  const Value file = sys_get("stderr");
  if (file.is_unbound() || file.is_none()) {
    if (file.is_unbound()) fwrite(text.data(), 1, text.size(), stderr);
    return;
  }
  if (call_method_with(thread, file, name(Name::Write), Value(string_from_utf8(thread.heap(), text))).is_raised()) {
    thread.clear_exception();
  }
}

void flush(Thread& thread, const char* stream) {
  const Value file = sys_get(stream);
  if (file.is_unbound() || file.is_none()) return;
  if (call_method_with(thread, file, name(Name::Flush)).is_raised()) thread.clear_exception();
}

// The exit status that SystemExit's code stands for; other objects than ints are shown.
int status_of(Thread& thread, Value exception) {
  flush(thread, "stdout");
  Value code = get_attribute_or_unbound(thread, exception, intern(thread.heap(), "code"));
  if (code.is_raised()) thread.clear_exception();
  if (code.is_raised() || code.is_unbound()) code = exception;
  if (code.is_none()) return 0;
  if (is_int_like(code)) {
    int64_t status;
    if (!integer_to_int64(int_value_of(thread.heap(), code), &status)) return 255;
    return int(status & 0xFF);
  }
  if (String* text = str(thread, code)) {
    ByteBuilder utf8;
    append_utf8(utf8, text);
    write_to_stderr(thread, utf8.view());
  } else {
    thread.clear_exception();
  }
  write_to_stderr(thread, "\n");
  return 1;
}

bool is_system_exit(Value exception) { return is_subtype(type_of(exception), builtin_type(TypeId::SystemExit)); }

}  // namespace

ProgramEnd report_uncaught(Thread& thread, SystemExitMode mode) {
  ProgramEnd end;
  const Value exception = thread.take_exception();
  if (exception.is_unbound()) return end;
  if (mode == SystemExitMode::Exits && is_system_exit(exception)) {
    end.exits = true;
    end.status = status_of(thread, exception);
    return end;
  }
  end.status = 1;
  end.is_interrupted = is_subtype(type_of(exception), builtin_type(TypeId::KeyboardInterrupt));
  if (!runtime().sys_dict) {
    print_exception(thread, exception);
    return end;
  }
  const Value type = Value(type_of(exception));
  const Value traceback = exception.as<ExceptionObject>()->traceback;
  sys_set(thread, "last_type", type);
  sys_set(thread, "last_value", exception);
  sys_set(thread, "last_traceback", traceback);
  flush(thread, "stdout");
  const Value hook = sys_get("excepthook");
  if (hook.is_unbound()) {
    write_to_stderr(thread, "sys.excepthook is missing\n");
    print_exception(thread, exception);
    return end;
  }
  if (!audit(thread, "sys.excepthook", hook, type, exception, traceback).ok()) {
    if (!clear_if(thread, TypeId::RuntimeError)) write_unraisable(thread, Value::none());  // a RuntimeError silences the hook
    return end;
  }
  if (!call_with(thread, hook, type, exception, traceback).is_raised()) return end;
  const Value second = thread.take_exception();
  if (mode == SystemExitMode::Exits && is_system_exit(second)) {
    end.exits = true;
    end.status = status_of(thread, second);
    return end;
  }
  write_to_stderr(thread, "Error in sys.excepthook:\n");
  print_exception(thread, second);
  write_to_stderr(thread, "\nOriginal exception was:\n");
  print_exception(thread, exception);
  thread.clear_exception();
  return end;
}

}  // namespace taipan::python
