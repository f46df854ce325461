// python/syntax/source.cpp -- byte-order mark, encoding declaration, line ends.
//
// Room       Syntax.
// Tests      tests/syntax/compare_errors.py, tests/unit/python/syntax/source_test.cpp
#include "python/syntax/source.h"

#include "python/syntax/utf8.h"

namespace taipan::syntax {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

bool is_part_of_name(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_' || c == '.';
}

// Spellings of the two encodings that most sources use become one; others stay as they are.
std::string_view normalise_encoding(std::string_view name) {
  constexpr size_t kLongest = 12;
  std::string folded;
  for (char c : name.substr(0, kLongest)) {
    const bool capital = c >= 'A' && c <= 'Z';
    folded += c == '_' ? '-' : static_cast<char>(capital ? c | 0x20 : c);
  }
  const auto is = [&](std::string_view known) {
    return folded == known || (folded.starts_with(known) && folded[known.size()] == '-');
  };
  if (is("utf-8")) return "utf-8";
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1")) return "iso-8859-1";
  return name;
}

// The encoding named in the comment of one line. `only_comment` becomes whether nothing else is on the line.
std::string_view find_in_line(std::string_view line, bool& only_comment) {
  size_t at = 0;
  while (at < line.size() && is_blank(line[at])) ++at;
  only_comment = at == line.size() || line[at] == '#';
  if (!only_comment) return {};
  constexpr std::string_view kWord = "coding";
  for (;; ++at) {
    at = line.find(kWord, at);
    if (at == std::string_view::npos) return {};
    size_t start = at + kWord.size();
    if (start >= line.size() || (line[start] != ':' && line[start] != '=')) continue;
    do ++start;
    while (start < line.size() && (line[start] == ' ' || line[start] == '\t'));
    size_t end = start;
    while (end < line.size() && is_part_of_name(line[end])) ++end;
    if (end > start) return line.substr(start, end - start);
  }
}

// A copy with `\n` as the only line end and a NUL behind it; `complete_line` adds a line end that lacks.
std::string_view normalise_lines(Arena& arena, std::string_view bytes, bool complete_line) {
  char* text = arena.allocate_array<char>(bytes.size() + 2);
  size_t length = 0;
  if (bytes.find('\r') == std::string_view::npos) {
    std::memcpy(text, bytes.data(), bytes.size());
    length = bytes.size();
  } else {
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i] == '\r') {
        if (i + 1 < bytes.size() && bytes[i + 1] == '\n') ++i;
        text[length++] = '\n';
      } else {
        text[length++] = bytes[i];
      }
    }
  }
  // Behind "\r\n" CPython adds one more, which can be seen in the number of lines.
  const bool complete = length != 0 && text[length - 1] == '\n' && !bytes.ends_with("\r\n");
  if (complete_line && !complete) text[length++] = '\n';
  text[length] = 0;
  return {text, length};
}

std::string_view decode_latin1(Arena& arena, std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (char c : bytes) utf8::append(text, static_cast<unsigned char>(c));
  return arena.copy(text);
}

SyntaxProblem problem_without_line(std::string message) {
  SyntaxProblem problem;
  problem.kind = ErrorKind::SyntaxError;
  problem.message = std::move(message);
  problem.lineno = 0;
  problem.offset = -1;
  return problem;
}

DecodedSource decode_named(Arena& arena, std::string_view name, std::string_view bytes, const ParseOptions& options) {
  if (name == "iso-8859-1" || name == "latin1") return {true, decode_latin1(arena, bytes), {}};
  if (name == "utf8") {
    DecodedSource result{true, bytes, {}};
    result.succeeded = utf8::check(bytes, result.message);
    return result;
  }
  if (name == "ascii" || name == "us-ascii") {
    for (size_t at = 0; at < bytes.size(); ++at) {
      if (static_cast<signed char>(bytes[at]) >= 0) continue;
      char message[96];
      std::snprintf(message, sizeof message,
                    "'ascii' codec can't decode byte 0x%02x in position %zu: ordinal not in range(128)",
                    static_cast<unsigned char>(bytes[at]), at);
      return {false, {}, message};
    }
    return {true, bytes, {}};
  }
  if (options.decode == nullptr) return {false, {}, "unknown encoding: " + std::string(name)};
  return options.decode(options.decode_context, arena, name, bytes);
}

// What a script says whose first line with a byte outside of ASCII is not UTF-8.
bool check_file(std::string_view text, const ParseOptions& options, SyntaxProblem& problem) {
  size_t start = 0;
  for (int line = 1; start < text.size(); ++line) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view content = text.substr(start, end - start);
    std::string message;
    if (!utf8::check(content, message)) {
      const size_t valid = utf8::valid_length(content);
      char code[8];
      std::snprintf(code, sizeof code, "\\x%02x", static_cast<unsigned char>(content[valid]));
      problem = problem_without_line("Non-UTF-8 code starting with '" + std::string(code) + "' in file " +
                                     std::string(options.filename) + " on line " + std::to_string(line) +
                                     ", but no encoding declared; see https://peps.python.org/pep-0263/ for details");
      problem.has_place = false;
      return false;
    }
    start = end + 1;
  }
  return true;
}

}  // namespace

EncodingDeclaration find_encoding(Arena& arena, std::string_view bytes) {
  EncodingDeclaration declaration;
  if (bytes.starts_with(kByteOrderMark)) {
    declaration.byte_order_mark = true;
    bytes.remove_prefix(kByteOrderMark.size());
  }
  for (int line = 0; line < 2; ++line) {
    const size_t end = bytes.find_first_of("\r\n");
    if (end == std::string_view::npos) break;
    bool only_comment;
    const std::string_view name = find_in_line(bytes.substr(0, end), only_comment);
    if (!name.empty()) {
      declaration.name = arena.copy(normalise_encoding(name));
      break;
    }
    if (!only_comment) break;
    bytes.remove_prefix(end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return declaration;
}

bool decode_source(Arena& arena, std::string_view bytes, const ParseOptions& options, std::string_view& text,
                   bool& has_encoding, SyntaxProblem& problem) {
  has_encoding = true;
  if (bytes.find('\0') != std::string_view::npos) {
    problem.kind = ErrorKind::ValueError;
    problem.message = "source code string cannot contain null bytes";
    return false;
  }
  text = normalise_lines(arena, bytes, options.mode == ParseMode::Exec);
  if (options.ignore_cookie) return true;
  const EncodingDeclaration declaration = find_encoding(arena, text);
  has_encoding = declaration.byte_order_mark || !declaration.name.empty() || options.from_file;
  if (declaration.byte_order_mark) {
    text.remove_prefix(kByteOrderMark.size());
    if (!declaration.name.empty() && declaration.name != "utf-8") {
      problem = problem_without_line("encoding problem: " + std::string(declaration.name) + " with BOM");
      problem.has_place = !options.from_file;
      return false;
    }
  }
  if (declaration.name.empty() || declaration.name == "utf-8") {
    return !options.from_file || !declaration.name.empty() || check_file(text, options, problem);
  }
  DecodedSource decoded = decode_named(arena, declaration.name, text, options);
  if (!decoded.succeeded) {
    problem = problem_without_line(options.from_file ? "encoding problem: " + std::string(declaration.name)
                                                     : std::move(decoded.message));
    problem.has_place = !options.from_file;
    return false;
  }
  text = normalise_lines(arena, decoded.text, options.mode == ParseMode::Exec);
  return true;
}

}  // namespace taipan::syntax
