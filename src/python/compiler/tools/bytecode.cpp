// python/compiler/tools/bytecode.cpp -- shows and checks what the compiler makes of files.
//
// Room       python/compiler, for the developer and for golden tests.
//
//   bytecode [-O|-OO] [--mode=exec|eval|single] FILE   prints the listing, or the problem
//   bytecode --check FILE...          compiles and verifies the files, says how many and how long it took
//   bytecode --facts FILE             one line for each fact that CPython's code objects can be asked for, too
//   bytecode --serve                  reads requests "MODE LENGTH\n" + source from stdin, answers with a line each
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "python/bytecode/operands.h"
#include "python/compiler/compiler.h"
#include "python/runtime/start.h"
#include "python/syntax/parser.h"

namespace taipan::python {
namespace {

struct Settings {
  syntax::ParseOptions parse;
  CompileOptions compile;
};

bool read_file(const char* path, std::string& contents) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return false;
  char buffer[65536];
  for (size_t count; (count = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
    contents.append(buffer, count);
  std::fclose(file);
  return true;
}

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\'' || c == '\\') result += '\\';
    if (byte >= 0x20 && byte != 0x7F) {
      result += c;
    } else {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x", byte);
      result += escape;
    }
  }
  return result + "'";
}

const char* name_of(CompileProblem::Kind kind) {
  constexpr const char* kNames[] = {"None", "SyntaxError", "RecursionError", "OverflowError", "ValueError", "Raised"};
  return kNames[static_cast<int>(kind)];
}

std::string number(int32_t value) {
  return value < 0 ? std::string("None") : std::to_string(value);
}

std::string describe(const CompileProblem& problem) {
  return std::string("(") + quoted(name_of(problem.kind)) + ", " + quoted(problem.message) + ", " +
         number(problem.lineno) + ", " + number(problem.offset) + ", " + number(problem.end_lineno) + ", " +
         number(problem.end_offset) + ", " + (problem.place_in_arguments ? "True" : "False") + ")";
}

std::string g_warnings;

WarningOutcome record_warning(void*, Thread&, std::string_view message, int32_t lineno) {
  g_warnings += "(" + quoted(message) + ", " + std::to_string(lineno) + "), ";
  return WarningOutcome::Issued;
}

struct Outcome {
  Code* code = nullptr;
  std::string problem;  // a tuple in Python's notation; "" when there is code
};

Outcome compile_text(Thread& thread, std::string_view source, const Settings& settings, const char* filename) {
  Arena arena;
  const syntax::ParseResult parsed = syntax::parse(arena, source, settings.parse);
  Outcome outcome;
  if (parsed.problem) {
    outcome.problem = "('parser', " + quoted(parsed.problem.message) + ", " + number(parsed.problem.lineno) + ", " +
                      number(parsed.problem.offset) + ")";
    return outcome;
  }
  g_warnings.clear();
  CompileOptions options = settings.compile;
  options.warn = record_warning;
  const CompileResult result = compile(thread, arena, parsed.tree, string_from_utf8(thread.heap(), filename), options);
  if (result.problem) outcome.problem = describe(result.problem);
  outcome.code = result.code;
  return outcome;
}

void print_listing(const Code* code) {
  ByteBuilder text;
  disassemble(text, code);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void print_names(const char* label, const Tuple* names, int64_t count) {
  std::printf("%s", label);
  for (int64_t i = 0; i < count; ++i) {
    ByteBuilder text;
    append_utf8(text, names->at(i).as<String>());
    std::printf(" %.*s", static_cast<int>(text.size()), text.view().data());
  }
  std::printf("\n");
}

void print_facts(const Code* code) {
  ByteBuilder name;
  append_utf8(name, code->qualified_name);
  std::printf("code %.*s %u flags %x args %u %u %u\n", static_cast<int>(name.size()), name.view().data(),
              code->first_line, code->flags & 0xFFFFFFF, code->argument_count, code->positional_only_count,
              code->keyword_only_count);
  print_names("names", code->names, code->names->length());
  print_names("variables", code->register_names, code->variable_count);
  print_names("cells", code->cell_names, code->cell_names->length());
  print_names("free", code->free_names, code->free_names->length());
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    const Instruction& instruction = code->instructions[i];
    const OpInfo& info = info_of(instruction);
    std::string what = info.name;
    const bool wide = info.c == OperandKind::WideCache;
    if (wide || info.c == OperandKind::Cache) {
      ByteBuilder text;
      append_utf8(text, code->caches[wide ? static_cast<uint32_t>(instruction.wide) : instruction.c].name);
      what += " " + std::string(text.view());
    }
    const Position p = position_of(code, i);
    std::printf("  %s %s %s %s %s\n", number(p.line).c_str(), number(p.end_line).c_str(), number(p.column).c_str(),
                number(p.end_column).c_str(), what.c_str());
  }
  for (const Value constant : code->constants_tuple->span()) {
    if (is_kind(constant, Kind::Code)) print_facts(constant.as<Code>());
  }
}

uint64_t count_instructions(const Code* code) {
  uint64_t count = code->instruction_count;
  for (const Value constant : code->constants_tuple->span()) {
    if (is_kind(constant, Kind::Code)) count += count_instructions(constant.as<Code>());
  }
  return count;
}

int check(Thread& thread, const std::vector<const char*>& paths, const Settings& settings) {
  using Clock = std::chrono::steady_clock;
  size_t compiled = 0;
  size_t bytes = 0;
  uint64_t instructions = 0;
  double seconds = 0;
  int status = 0;
  for (const char* path : paths) {
    std::string source;
    if (!read_file(path, source)) continue;
    const auto start = Clock::now();
    const Outcome outcome = compile_text(thread, source, settings, path);
    seconds += std::chrono::duration<double>(Clock::now() - start).count();
    if (outcome.code == nullptr) {
      std::printf("%s: %s\n", path, outcome.problem.c_str());
      status = 1;
      continue;
    }
    verify(outcome.code);
    ++compiled;
    bytes += source.size();
    instructions += count_instructions(outcome.code);
  }
  std::fprintf(stderr, "%zu of %zu files, %zu bytes, %llu instructions, %.3f s\n", compiled, paths.size(), bytes,
               static_cast<unsigned long long>(instructions), seconds);
  return status;
}

bool set_mode(std::string_view name, Settings& settings) {
  if (name == "exec")
    settings.parse.mode = syntax::ParseMode::Exec;
  else if (name == "eval")
    settings.parse.mode = syntax::ParseMode::Eval;
  else if (name == "single")
    settings.parse.mode = syntax::ParseMode::Single;
  else
    return false;
  return true;
}

void serve(Thread& thread, Settings settings) {
  char line[256];
  settings.parse.ignore_cookie = true;
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    char* length = std::strchr(line, ' ');
    if (length == nullptr) return;
    *length++ = 0;
    if (!set_mode(line, settings)) return;
    std::string source(static_cast<size_t>(std::atol(length)), '\0');
    if (std::fread(source.data(), 1, source.size(), stdin) != source.size()) return;
    const Outcome outcome = compile_text(thread, source, settings, "x");
    if (outcome.code != nullptr) verify(outcome.code);
    std::printf("%s\t[%s]\n", outcome.code != nullptr ? "None" : outcome.problem.c_str(), g_warnings.c_str());
    std::fflush(stdout);
  }
}

int run(int count, char** arguments) {
  Settings settings;
  std::vector<const char*> paths;
  bool checking = false;
  bool facts = false;
  bool serving = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "-O")
      settings.compile.optimize = 1;
    else if (argument == "-OO")
      settings.compile.optimize = 2;
    else if (argument == "--check")
      checking = true;
    else if (argument == "--facts")
      facts = true;
    else if (argument == "--serve")
      serving = true;
    else if (argument == "--top-level-await")
      settings.compile.top_level_await = true;
    else if (argument.starts_with("--mode="))
      set_mode(argument.substr(7), settings);
    else
      paths.push_back(arguments[i]);
  }
  Thread* main_thread = nullptr;
  if (!start(&main_thread, StartOptions{}).ok()) {
    std::fprintf(stderr, "the runtime does not start\n");
    return 2;
  }
  Thread& thread = *main_thread;
  if (serving) {
    serve(thread, settings);
    return 0;
  }
  if (checking) return check(thread, paths, settings);
  for (const char* path : paths) {
    std::string source;
    if (!read_file(path, source)) {
      std::fprintf(stderr, "cannot read %s\n", path);
      return 2;
    }
    const Outcome outcome = compile_text(thread, source, settings, path);
    if (outcome.code == nullptr) {
      std::printf("%s\n", outcome.problem.c_str());
      return 1;
    }
    facts ? print_facts(outcome.code) : print_listing(outcome.code);
  }
  return 0;
}

}  // namespace
}  // namespace taipan::python

int main(int count, char** arguments) {
  return taipan::python::run(count, arguments);
}
