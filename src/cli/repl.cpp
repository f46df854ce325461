// cli/repl.cpp -- the interactive mode: prompts, statements one after the other.
//
// Room       cli. Lines come from modules/terminal_input.h: at a terminal from module readline's editor, which the site module's hook
//            brings (sys.__interactivehook__), otherwise from stdin with the prompts on stderr.
// Tests      CPython's test_repl, test_cmd_line
#include "cli/repl.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "python/interpreter/interpreter.h"
#include "python/modules/terminal_input.h"
#include "python/objects/exceptions.h"
#include "python/objects/text_codec.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/start.h"

namespace taipan::cli {

using namespace taipan::python;

namespace {

constexpr uint32_t kFutureFlags = 0x1FE'0000;  // of __future__, which stay in force from one statement to the next

std::string prompt_text(Thread& thread, const char* which) {
  const Value prompt = sys_get(which);
  if (prompt.is_unbound()) return {};
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

void print_banner(const StartOptions& options) {
  fprintf(stderr, "Python 3.11.2 (main, Taipan) [Clang] on linux\n");
  if (!options.no_site) fprintf(stderr, "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n");
}

ProgramEnd prepare_interactive(Thread& thread, Dict* globals) {
  const char* startup = start_options().ignore_environment ? nullptr : getenv("PYTHONSTARTUP");
  if (startup && *startup) {
    FILE* file = fopen(startup, "rb");
    if (!file) {
      const int error = errno;
      fputs("Could not open PYTHONSTARTUP\n", stderr);
      String* name = decode_filesystem(thread, startup);
      if (name) (void)raise_os_error(thread, error, Value(name));
      (void)report_uncaught(thread, SystemExitMode::IsPrinted);
    } else {
      std::string source;
      char buffer[8192];
      for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;) source.append(buffer, n);
      fclose(file);
      CompileRequest request;
      request.source = source;
      request.filename = decode_filesystem(thread, startup);
      request.from_file = true;
      const Value code = request.filename ? compile_source(thread, request) : Value::raised();
      if (code.is_raised() || run_code(thread, code.as<Code>(), globals, Value::unbound()).is_raised()) {
        const ProgramEnd end = report_uncaught(thread);
        if (end.exits) return end;
      }
    }
  }
  run_interactive_hook(thread);
  return {};
}

void run_interactive_hook(Thread& thread) {
  const Value hook = sys_get("__interactivehook__");
  if (!hook.is_unbound() && call_with(thread, hook).is_raised()) {
    fputs("Failed calling sys.__interactivehook__\n", stderr);
    (void)report_uncaught(thread, SystemExitMode::IsPrinted);
  }
}

ProgramEnd run_interactive(Thread& thread, Dict* globals) {
  Heap& heap = thread.heap();
  if (sys_get("ps1").is_unbound()) sys_set(thread, "ps1", Value(intern(heap, ">>> ")));
  if (sys_get("ps2").is_unbound()) sys_set(thread, "ps2", Value(intern(heap, "... ")));
  uint32_t future_flags = 0;
  std::string line;
  for (;;) {
    std::string source;
    Value code = Value::unbound();
    Reading reading = Reading::NeedsMore;
    bool at_end = false;
    while (reading == Reading::NeedsMore) {
      const Value out = sys_get("stdout");
      if (!out.is_unbound() && !out.is_none() && call_method_with(thread, out, name(Name::Flush)).is_raised()) thread.clear_exception();
      const TerminalLine got = read_terminal_line(thread, prompt_text(thread, source.empty() ? "ps1" : "ps2"), &line);
      if (got == TerminalLine::Raised) {  // Control-C at the prompt
        fputc('\n', stderr);
        reading = Reading::Complete;
        code = Value::raised();
        break;
      }
      at_end = got == TerminalLine::EndOfFile;
      if (at_end) fputc('\n', stderr);
      if (at_end && source.empty()) return {};
      if (source.empty() && is_blank(line)) continue;
      source += line;
      // A last line without its end: one must look once more, and sees the end of input then.
      if (!at_end && !line.ends_with('\n')) continue;
      if (!source.ends_with('\n')) source.push_back('\n');
      code = compile_statement(thread, source, future_flags, at_end, &reading);
    }
    Value result = code;
    if (!code.is_raised()) {
      future_flags |= code.as<Code>()->flags & kFutureFlags;
      result = run_code(thread, code.as<Code>(), globals, Value::unbound());
    }
    if (!result.is_raised()) continue;
    const ProgramEnd end = report_uncaught(thread);
    if (end.exits) return end;
  }
}

}  // namespace taipan::cli
