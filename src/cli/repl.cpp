// cli/repl.cpp -- the interactive mode: prompts, lines with history and completion, statements one after the other.
//
// Room       cli. Lines come from libedit on a terminal, otherwise from stdin with the prompts on stderr.
// Tests      CPython's test_repl, test_cmd_line
#include "cli/repl.h"

#include <editline/readline.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "python/interpreter/interpreter.h"
#include "python/objects/exceptions.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/start.h"

namespace taipan::cli {

using namespace taipan::python;

namespace {

constexpr uint32_t kFutureFlags = 0x1FE'0000;  // of __future__, which stay in force from one statement to the next

bool uses_editor() { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

Thread* g_thread = nullptr;
Value* g_completer = nullptr;  // an rlcompleter.Completer, rooted

// The `state`-th completion of `text`, malloc'd.
char* complete(const char* text, int state) {
  Thread& thread = *g_thread;
  if (g_completer->is_unbound()) return nullptr;
  const Value answer = call_method_with(thread, *g_completer, intern(thread.heap(), "complete"),
                                        Value(string_from_utf8(thread.heap(), text)), Value::integer(state));
  if (answer.is_raised()) thread.clear_exception();
  String* found = as_string(answer);
  if (!found) return nullptr;
  ByteBuilder utf8;
  append_utf8(utf8, found);
  return strndup(reinterpret_cast<const char*>(utf8.data()), utf8.size());
}

char** completions(const char* text, int start, int end) {
  (void)start;
  (void)end;
  return rl_completion_matches(text, complete);
}

std::string history_file() {
  const char* home = getenv("HOME");
  return home ? std::string(home) + "/.taipan_history" : std::string();
}

void start_editor(Thread& thread, Dict* globals) {
  g_thread = &thread;
  static Value completer;
  g_completer = &completer;
  thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(g_completer), 1);
  rl_readline_name = const_cast<char*>("python");
  rl_initialize();
  using_history();
  if (const std::string file = history_file(); !file.empty()) read_history(file.c_str());
  const Value module = import_module(thread, "rlcompleter");
  if (!module.is_raised()) completer = call_method_with(thread, module, intern(thread.heap(), "Completer"), Value(globals));
  if (module.is_raised() || completer.is_raised()) {
    thread.clear_exception();
    completer = Value::unbound();
  }
  rl_attempted_completion_function = completions;
}

void save_history() {
  if (const std::string file = history_file(); !file.empty()) write_history(file.c_str());
}

// A line with its end; false at the end of input.
bool read_line(const std::string& prompt, bool edits, std::string* line) {
  line->clear();
  if (edits) {
    char* text = readline(prompt.c_str());
    if (!text) {
      fputc('\n', stderr);
      return false;
    }
    line->assign(text);
    if (!line->empty()) add_history(text);
    free(text);
    line->push_back('\n');
    return true;
  }
  fputs(prompt.c_str(), stderr);
  fflush(stderr);
  for (;;) {
    char c;
    const ssize_t n = read(STDIN_FILENO, &c, 1);
    if (n < 0 && errno == EINTR) return true;
    if (n <= 0) return !line->empty();
    line->push_back(c);
    if (c == '\n') return true;
  }
}

std::string prompt_text(Thread& thread, const char* which, const char* otherwise) {
  const Value prompt = sys_get(which);
  if (prompt.is_unbound()) return otherwise;
  String* text = str(thread, prompt);
  if (!text) {
    thread.clear_exception();
    return {};
  }
  ByteBuilder utf8;
  append_utf8(utf8, text);
  return std::string(utf8.view());
}

bool is_blank(std::string_view source) {
  bool in_comment = false;
  for (const char c : source) {
    if (c == '\n') in_comment = false;
    else if (c == '#') in_comment = true;
    else if (!in_comment && c != ' ' && c != '\t' && c != '\f') return false;
  }
  return true;
}

enum class Reading : uint8_t { Complete, NeedsMore };

// The code of what was typed so far. Raised: an error of the source, which is not mended by more lines.
Value compile_statement(Thread& thread, std::string_view source, uint32_t future_flags, bool at_end, Reading* reading) {
  CompileRequest request;
  request.filename = intern(thread.heap(), "<stdin>");
  request.mode = CompileMode::Single;
  request.future_flags = future_flags;
  request.source = source;
  *reading = Reading::Complete;
  if (at_end) return compile_source(thread, request);
  // Without its last line end the text is complete when it is a simple statement, or a block ended by an empty line.
  request.flags = kCompileDontImplyDedent | kCompileAllowIncompleteInput;
  request.source = source.substr(0, source.size() - 1);
  Value code = compile_source(thread, request);
  if (!code.is_raised()) return code;
  const Value first = thread.take_exception();
  String* message = is_subtype(type_of(first), builtin_type(TypeId::SyntaxError)) ? str(thread, first) : nullptr;
  if (!message) {
    thread.clear_exception();
    thread.raise_value(first);
    return Value::raised();
  }
  request.source = source;
  code = compile_source(thread, request);
  if (code.is_raised()) {
    const Value second = thread.take_exception();
    String* text = is_subtype(type_of(second), builtin_type(TypeId::SyntaxError)) ? str(thread, second) : nullptr;
    thread.clear_exception();
    ByteBuilder utf8;
    if (text) append_utf8(utf8, text);
    if (utf8.view().find("incomplete input") != std::string_view::npos) {
      *reading = Reading::NeedsMore;
      return Value::none();
    }
    // Reported as the plain compiler says it.
    request.flags = 0;
    return compile_source(thread, request);
  }
  *reading = Reading::NeedsMore;
  return Value::none();
}

}  // namespace

bool stdin_is_terminal() { return isatty(STDIN_FILENO); }

void print_banner() {
  fprintf(stderr, "Python 3.11.2 (main, Taipan) [Clang] on linux\n");
  fprintf(stderr, "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n");
}

void prepare_interactive(Thread& thread, Dict* globals) {
  const char* startup = start_options().ignore_environment ? nullptr : getenv("PYTHONSTARTUP");
  if (startup && *startup) {
    FILE* file = fopen(startup, "rb");
    if (!file) {
      fprintf(stderr, "Could not open PYTHONSTARTUP\nOSError: [Errno %d] %s: '%s'\n", errno, strerror(errno), startup);
    } else {
      std::string source;
      char buffer[8192];
      for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;) source.append(buffer, n);
      fclose(file);
      CompileRequest request;
      request.source = source;
      request.filename = string_from_utf8(thread.heap(), startup);
      request.from_file = true;
      const Value code = compile_source(thread, request);
      if (code.is_raised() || run_code(thread, code.as<Code>(), globals, Value::unbound()).is_raised()) (void)report_uncaught(thread, SystemExitMode::IsPrinted);
    }
  }
  const Value hook = sys_get("__interactivehook__");
  if (!hook.is_unbound() && call_with(thread, hook).is_raised()) {
    fputs("Failed calling sys.__interactivehook__\n", stderr);
    (void)report_uncaught(thread, SystemExitMode::IsPrinted);
  }
}

ProgramEnd run_interactive(Thread& thread, Dict* globals) {
  ProgramEnd end;
  const bool edits = uses_editor();
  Heap& heap = thread.heap();
  if (sys_get("ps1").is_unbound()) sys_set(thread, "ps1", Value(intern(heap, ">>> ")));
  if (sys_get("ps2").is_unbound()) sys_set(thread, "ps2", Value(intern(heap, "... ")));
  if (edits) start_editor(thread, globals);
  uint32_t future_flags = 0;
  std::string line;
  for (bool more_input = true; more_input && !end.exits;) {
    std::string source;
    Value code = Value::unbound();
    Reading reading = Reading::NeedsMore;
    while (reading == Reading::NeedsMore) {
      const Value out = sys_get("stdout");
      if (!out.is_unbound() && !out.is_none() && call_method_with(thread, out, name(Name::Flush)).is_raised()) thread.clear_exception();
      const std::string prompt = source.empty() ? prompt_text(thread, "ps1", ">>> ") : prompt_text(thread, "ps2", "... ");
      more_input = read_line(prompt, edits, &line);
      if (!handle_breaker(thread).ok()) {  // Control-C at the prompt
        thread.clear_exception();
        fputs("\nKeyboardInterrupt\n", stderr);
        source.clear();
        more_input = true;
        continue;
      }
      if (!more_input && source.empty()) break;
      if (source.empty() && is_blank(line)) continue;
      source += line;
      if (!source.empty() && source.back() != '\n') source.push_back('\n');
      code = compile_statement(thread, source, future_flags, !more_input, &reading);
    }
    if (code.is_unbound()) break;
    Value result = code;
    if (!code.is_raised()) {
      future_flags |= code.as<Code>()->flags & kFutureFlags;
      result = run_code(thread, code.as<Code>(), globals, Value::unbound());
    }
    if (result.is_raised()) end = report_uncaught(thread);
    if (!end.exits) end = ProgramEnd{};
  }
  if (edits) save_history();
  else if (!end.exits) fputc('\n', stderr);
  return end;
}

}  // namespace taipan::cli
