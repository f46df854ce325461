// python/modules/builtins_input.cpp -- the built-in function input.
//
// Room       python/modules. https://docs.python.org/3.11/library/functions.html#input. Tests: CPython's test_builtin
#include <unistd.h>

#include "python/modules/builtins.h"
#include "python/objects/abstract.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

Value stream(Thread& thread, const char* stream_name) {
  const Value found = sys_get(stream_name);
  if (found.is_unbound() || found.is_none()) return raise(thread, TypeId::RuntimeError, "input(): lost sys.%s", stream_name);
  return found;
}

Status flush_quietly(Thread& thread, Value file) {
  if (call_method_with(thread, file, name(Name::Flush)).is_raised()) thread.clear_exception();
  return ok_status();
}

// A line without its end.
Value read_line(Thread& thread, Value file) {
  const Value line = TRY(call_method_with(thread, file, name(Name::Readline)));
  String* text = as_string(line);
  if (!text) {
    if (!is_kind(line, Kind::Bytes)) return raise(thread, TypeId::TypeError, "object.readline() returned non-string");
    const std::string_view bytes = line.as<Bytes>()->view();
    if (bytes.empty()) return raise(thread, TypeId::EOFError, "EOF when reading a line");
    if (bytes.back() != '\n') return line;
    return Value(bytes_from(thread.heap(), bytes.substr(0, bytes.size() - 1)));
  }
  const int64_t length = text->length();
  if (length == 0) return raise(thread, TypeId::EOFError, "EOF when reading a line");
  if (text->at(length - 1) != '\n') return line;
  return Value(substring(thread.heap(), text, 0, length - 1));
}

Value builtin_input(Thread& thread, Value prompt) {
  const Value in = TRY(stream(thread, "stdin"));
  const Value out = TRY(stream(thread, "stdout"));
  const Value error = TRY(stream(thread, "stderr"));
  TRY(flush_quietly(thread, error));
  if (!prompt.is_missing()) {
    String* text = TRY(str(thread, prompt));
    TRY(call_method_with(thread, out, name(Name::Write), Value(text)));
  }
  TRY(flush_quietly(thread, out));
  return read_line(thread, in);
}

const Method kFunctions[] = {
    {"input(prompt=<missing>, /)", builtin_input, "Read a string from standard input.  The trailing newline is stripped."},
};

}  // namespace

std::span<const Method> builtin_input_functions() { return kFunctions; }

}  // namespace taipan::python
