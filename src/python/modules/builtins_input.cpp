// python/modules/builtins_input.cpp -- the built-in function input.
//
// Room       python/modules. https://docs.python.org/3.11/library/functions.html#input. Tests: CPython's test_builtin
#include <unistd.h>

#include "python/modules/builtins.h"
#include "python/modules/terminal_input.h"
#include "python/objects/abstract.h"
#include "python/objects/text_codec.h"
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

// The descriptor of a stream is the process's own, and a terminal.
bool is_terminal(Thread& thread, Value file, int fd) {
  const Value number = call_method_with(thread, file, name(Name::Fileno));
  if (number.is_raised()) {
    thread.clear_exception();
    return false;
  }
  return number.is_int() && number.as_int() == fd && isatty(fd);
}

// A text attribute of a stream; empty: it has none, or it is None.
Result<std::string> text_attribute(Thread& thread, Value file, const char* attribute) {
  const Value found = TRY(get_attribute_or_unbound(thread, file, intern(thread.heap(), attribute)));
  if (found.is_unbound() || !as_string(found)) return std::string();
  return std::string(TRY(c_text(thread, as_string(found))));
}

// At a terminal the line comes from the editor, past sys.stdin.
Value read_at_terminal(Thread& thread, Value in, Value out, Value prompt) {
  const std::string in_encoding = TRY(text_attribute(thread, in, "encoding")), in_errors = TRY(text_attribute(thread, in, "errors"));
  const std::string out_encoding = TRY(text_attribute(thread, out, "encoding")), out_errors = TRY(text_attribute(thread, out, "errors"));
  std::string shown, line;
  if (!prompt.is_missing()) {
    String* text = TRY(str(thread, prompt));
    Bytes* bytes = TRY(encode(thread, text, out_encoding.empty() ? nullptr : out_encoding.c_str(), out_errors.empty() ? nullptr : out_errors.c_str()));
    shown = bytes->view();
    if (shown.find('\0') != std::string::npos) return raise(thread, TypeId::ValueError, "input: prompt string cannot contain null characters");
  }
  switch (read_terminal_line(thread, shown, &line)) {
    case TerminalLine::Raised: return Value::raised();
    case TerminalLine::EndOfFile: return raise_with(thread, TypeId::EOFError, {});
    case TerminalLine::Line: break;
  }
  if (line.ends_with('\n')) line.pop_back();
  return Value(decode(thread, line, in_encoding.empty() ? nullptr : in_encoding.c_str(), in_errors.empty() ? nullptr : in_errors.c_str()));
}

Value builtin_input(Thread& thread, Value prompt) {
  const Value in = TRY(stream(thread, "stdin"));
  const Value out = TRY(stream(thread, "stdout"));
  const Value error = TRY(stream(thread, "stderr"));
  TRY(flush_quietly(thread, error));
  if (is_terminal(thread, in, STDIN_FILENO) && is_terminal(thread, out, STDOUT_FILENO)) {
    TRY(flush_quietly(thread, out));
    return read_at_terminal(thread, in, out, prompt);
  }
  if (!prompt.is_missing()) {
    String* text = TRY(str(thread, prompt));
    TRY(call_method_with(thread, out, name(Name::Write), Value(text)));
  }
  TRY(flush_quietly(thread, out));
  return read_line(thread, in);
}

const Method kFunctions[] = {
    {"input(prompt=<=''>, /)", builtin_input, "Read a string from standard input.  The trailing newline is stripped."},
};

}  // namespace

std::span<const Method> builtin_input_functions() { return kFunctions; }

}  // namespace taipan::python
