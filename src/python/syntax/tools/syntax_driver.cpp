// python/syntax/tools/syntax_driver.cpp -- shows what the front end makes of a file.
//
// Room       Syntax, for the developer and for the scripts in tests/syntax.
//
//   syntax_driver [--mode=exec|eval|single|func_type] [--type-comments] [--text] FILE   prints the tree or the problem
//   syntax_driver [options] --serve         reads requests from stdin, prints an answer line for each
//   syntax_driver --time=N FILE             parses N times and says how long one took
//
// A request is the line "file PATH", or the line "exec LENGTH" (or another mode) and behind it a source of that length.
// It counts as a text, but as the bytes of a file after "bytes LENGTH".
//
// An answer is one line: "tree " and the dump, or "problem " and a Python tuple; warnings come before, as a list.
#include <iconv.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "python/syntax/ast_dump.h"
#include "python/syntax/parser.h"
#include "python/syntax/utf8.h"

namespace taipan::syntax {
namespace {

bool read_file(const char* path, std::string& contents) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return false;
  char buffer[65536];
  for (size_t count; (count = std::fread(buffer, 1, sizeof buffer, file)) > 0;) contents.append(buffer, count);
  std::fclose(file);
  return true;
}

// The C library's codecs, in place of those that the language brings.
DecodedSource decode(void*, Arena& arena, std::string_view name, std::string_view bytes) {
  const iconv_t converter = iconv_open("UTF-8", std::string(name).c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return {false, {}, "unknown encoding: " + std::string(name)};
  const size_t capacity = 4 * bytes.size() + 16;
  char* text = arena.allocate_array<char>(capacity);
  char* in = const_cast<char*>(bytes.data());
  char* out = text;
  size_t in_left = bytes.size();
  size_t out_left = capacity;
  const bool failed = iconv(converter, &in, &in_left, &out, &out_left) == static_cast<size_t>(-1);
  iconv_close(converter);
  if (failed) return {false, {}, "undecodable"};
  return {true, {text, capacity - out_left}, {}};
}

// A Python string literal for UTF-8 text.
std::string quote(std::string_view text) {
  std::string result = "'";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\'' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x", byte);
      result += escape;
    } else {
      result += c;
    }
  }
  return result + "'";
}

const char* name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::None: return "None";
    case ErrorKind::SyntaxError: return "SyntaxError";
    case ErrorKind::IndentationError: return "IndentationError";
    case ErrorKind::TabError: return "TabError";
    case ErrorKind::ValueError: return "ValueError";
    case ErrorKind::MemoryError: return "MemoryError";
    case ErrorKind::UnicodeDecodeError: return "UnicodeDecodeError";
  }
  return "";
}

std::string describe(const SyntaxProblem& problem) {
  if (problem.kind == ErrorKind::UnicodeDecodeError) {
    std::string message;
    utf8::check(problem.text, message);
    return "('UnicodeDecodeError', " + quote(message) + ")";
  }
  std::string result = "(";
  result += quote(name_of(problem.kind)) + ", " + quote(problem.message);
  if (problem.kind == ErrorKind::ValueError || problem.kind == ErrorKind::MemoryError) return result + ")";
  const auto number = [](bool present, int32_t value) { return present ? std::to_string(value) : std::string("None"); };
  result += ", " + number(problem.has_place, problem.lineno) + ", " + number(problem.has_place, problem.offset);
  result += ", " + (problem.has_text ? quote(problem.text) : std::string("None"));
  result += ", " + number(problem.has_end, problem.end_lineno) + ", " + number(problem.has_end, problem.end_offset);
  return result + ")";
}

std::string describe(const std::vector<WarningRecord>& warnings) {
  std::string result = "[";
  for (const WarningRecord& warning : warnings) {
    const bool deprecation = warning.category == WarningCategory::DeprecationWarning;
    result += std::string("('") + (deprecation ? "DeprecationWarning" : "SyntaxWarning") + "', " +
              quote(warning.message) + ", " + std::to_string(warning.lineno) + "), ";
  }
  return result + "]";
}

void answer(std::string_view source, const ParseOptions& options) {
  Arena arena;
  const ParseResult result = parse(arena, source, options);
  std::printf("%s\t", describe(result.warnings).c_str());
  if (result.problem) std::printf("problem\t%s\n", describe(result.problem).c_str());
  else std::printf("tree\t%s\n", dump(result.tree).c_str());
  std::fflush(stdout);
}

void answer_file(const char* path, const ParseOptions& options) {
  std::string source;
  if (read_file(path, source)) answer(source, options);
  else std::printf("unreadable\n");
}

bool mode_named(std::string_view name, ParseMode& mode) {
  if (name == "exec") mode = ParseMode::Exec;
  else if (name == "eval") mode = ParseMode::Eval;
  else if (name == "single") mode = ParseMode::Single;
  else if (name == "func_type") mode = ParseMode::FuncType;
  else return false;
  return true;
}

void serve(ParseOptions options) {
  char line[4096];
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    line[std::strcspn(line, "\n")] = 0;
    char* argument = std::strchr(line, ' ');
    if (argument == nullptr) return;
    *argument++ = 0;
    const bool is_bytes = std::strcmp(line, "bytes") == 0;
    if (is_bytes) options.mode = ParseMode::Exec;
    if (!is_bytes && !mode_named(line, options.mode)) {
      answer_file(argument, options);
      continue;
    }
    std::string source(static_cast<size_t>(std::atol(argument)), '\0');
    if (std::fread(source.data(), 1, source.size(), stdin) != source.size()) return;
    ParseOptions text_options = options;
    text_options.ignore_cookie = !is_bytes;
    answer(source, text_options);
  }
}

void measure(const char* path, const ParseOptions& options, int rounds) {
  std::string source;
  if (!read_file(path, source)) return;
  using Clock = std::chrono::steady_clock;
  double best = 1e9;
  size_t reserved = 0;
  for (int i = 0; i < rounds; ++i) {
    const auto start = Clock::now();
    Arena arena;
    const ParseResult result = parse(arena, source, options);
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (seconds < best) best = seconds;
    reserved = arena.reserved();
  }
  std::printf("%zu bytes, best of %d: %.3f ms, %.1f MB/s, arena %zu bytes\n", source.size(), rounds, best * 1e3,
              static_cast<double>(source.size()) / best / 1e6, reserved);
}

int run(int count, char** arguments) {
  ParseOptions options;
  options.filename = "<f>";
  options.decode = decode;
  bool serving = false;
  int rounds = 0;
  const char* path = nullptr;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument.starts_with("--mode=")) mode_named(argument.substr(7), options.mode);
    else if (argument == "--type-comments") options.type_comments = true;
    else if (argument == "--text") options.ignore_cookie = true;
    else if (argument == "--dont-imply-dedent") options.dont_imply_dedent = true;
    else if (argument == "--allow-incomplete") options.allow_incomplete_input = true;
    else if (argument == "--serve") serving = true;
    else if (argument.starts_with("--filename=")) options.filename = argument.substr(11);
    else if (argument.starts_with("--feature-version=")) options.feature_version = std::atoi(arguments[i] + 18);
    else if (argument.starts_with("--time=")) rounds = std::atoi(arguments[i] + 7);
    else path = arguments[i];
  }
  if (serving) serve(options);
  else if (path != nullptr && rounds != 0) measure(path, options, rounds);
  else if (path != nullptr) answer_file(path, options);
  return 0;
}

}  // namespace
}  // namespace taipan::syntax

int main(int count, char** arguments) { return taipan::syntax::run(count, arguments); }
