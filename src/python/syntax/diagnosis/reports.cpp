// python/syntax/diagnosis/reports.cpp -- from a place in the tokens to the attributes of a SyntaxError.
//
// Room       Syntax, private to the diagnosis.
// Tests      tests/syntax/compare_errors.py
//
// The first report wins; later ones are ignored until problem_ is cleared.
#include <cstdio>

#include "python/syntax/diagnosis/explorer.h"
#include "python/syntax/utf8.h"

namespace taipan::syntax::diagnosis {

void Explorer::report_at(ast::Location location, std::string message) {
  report_at(ErrorKind::SyntaxError, location, std::move(message));
}

void Explorer::report_at(ErrorKind kind, ast::Location location, std::string message) {
  report(kind, location.lineno, location.col_offset + 1, location.end_lineno, location.end_col_offset + 1,
         std::move(message));
}

void Explorer::report_from(ast::Location location, std::string message) {
  const Tokenizer& tokenizer = stream_.tokenizer();
  report(ErrorKind::SyntaxError, location.lineno, location.col_offset + 1, tokenizer.lineno(),
         static_cast<int32_t>(tokenizer.cursor() - tokenizer.line_start()), std::move(message));
}

void Explorer::report_at_last(ErrorKind kind, std::string message) {
  const Tokenizer& tokenizer = stream_.tokenizer();
  const Token& last = last_token();
  int32_t offset = last.col_offset + 1;
  if (last.col_offset == kNoColumn) {
    const bool at_start = tokenizer.cursor() == tokenizer.token_line_start();
    offset = at_start ? 0 : static_cast<int32_t>(tokenizer.cursor() - tokenizer.line_start());
  }
  const int32_t end_offset = last.end_col_offset == kNoColumn ? -1 : last.end_col_offset + 1;
  report(kind, last.lineno, offset, last.end_lineno, end_offset, std::move(message));
}

void Explorer::report(ErrorKind kind, int32_t lineno, int32_t offset, int32_t end_lineno, int32_t end_offset,
                      std::string message) {
  if (failed()) return;
  const std::string line = line_text(lineno);
  if (start_ == DiagnosisStart::FString) {
    message.insert(0, "f-string: ");
    offset -= tokenizer_options_.first_column;
    end_offset -= tokenizer_options_.first_column;
  } else if (context_.counts_characters) {
    // Beyond the end of the line there is one more place.
    const auto characters = [&](int32_t bytes) {
      const auto limit = static_cast<int32_t>(line.size()) + 1;
      const int32_t within = std::min(bytes, limit);
      const auto length = std::min<size_t>(static_cast<size_t>(within), line.size());
      return static_cast<int32_t>(utf8::count_replacing(std::string_view(line).substr(0, length))) +
             (within == limit ? 1 : 0);
    };
    offset = std::max(characters(std::max(offset, 0)), 0);
    if (end_offset > 0) end_offset = characters(end_offset);
  }
  problem_ = {kind, std::move(message), lineno, offset, end_lineno, end_offset, line, true, true, true};
}

// The line as CPython finds it: from the file, from the line that the tokenizer has at hand (together with those on
// which its token began), or from the source.
std::string Explorer::line_text(int32_t lineno) {
  std::string text;
  if (start_ == DiagnosisStart::File && line_of_file(lineno, text)) return text;
  const Tokenizer& tokenizer = stream_.tokenizer();
  const char* start = tokenizer.token_line_start();
  if (tokenizer.lineno() <= lineno && tokenizer.line_end() > start) {
    return utf8::replace_invalid({start, static_cast<size_t>(tokenizer.line_end() - start)});
  }
  std::string_view rest = source_;
  for (int32_t line = tokenizer_options_.first_lineno; line < lineno; ++line) {
    const size_t newline = rest.find('\n');
    if (newline == std::string_view::npos) break;
    rest.remove_prefix(newline + 1);
  }
  return utf8::replace_invalid(rest.substr(0, rest.find('\n')));
}

// A line of the file that the source is said to come from, if there is such a file.
bool Explorer::line_of_file(int32_t lineno, std::string& text) const {
  const std::string path(context_.options.filename);
  if (lineno <= 0 || path.empty() || path.front() == '<') return false;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  std::string line;
  int32_t current = 1;
  for (int c; current <= lineno && (c = std::fgetc(file)) != EOF;) {
    if (current == lineno) line += static_cast<char>(c);
    if (c == '\n') ++current;
  }
  std::fclose(file);
  if (line.ends_with("\r\n")) line.replace(line.size() - 2, 2, "\n");
  // A line in another encoding is better taken from the decoded source.
  if (line.empty() || utf8::valid_length(line) != line.size()) return false;
  text = std::move(line);
  return true;
}

void Explorer::report_tokenizer_failure() {
  const Tokenizer& tokenizer = stream_.tokenizer();
  const int32_t lineno = tokenizer.lineno();
  switch (tokenizer.failure()) {
    case TokenizerFailure::None: break;
    case TokenizerFailure::Reported: problem_ = tokenizer.problem(); break;
    case TokenizerFailure::EndOfFile:
      if (tokenizer.bracket_depth() > 0) report_unclosed_bracket();
      else report_at_last(ErrorKind::SyntaxError, "unexpected EOF while parsing");
      break;
    case TokenizerFailure::Dedent:
      report_at_last(ErrorKind::IndentationError, "unindent does not match any outer indentation level");
      break;
    case TokenizerFailure::TabsAndSpaces:
      report_at(ErrorKind::TabError, {lineno, 0, lineno, kNoColumn},
                "inconsistent use of tabs and spaces in indentation");
      break;
    case TokenizerFailure::TooDeep:
      report_at(ErrorKind::IndentationError, {lineno, 0, lineno, kNoColumn}, "too many levels of indentation");
      break;
    case TokenizerFailure::LineContinuation: {
      const auto column = static_cast<int32_t>(tokenizer.cursor() - tokenizer.token_line_start()) - 1;
      report_at({lineno, std::max(column, 0), lineno, kNoColumn},
                "unexpected character after line continuation character");
      break;
    }
    case TokenizerFailure::Undecodable: {
      std::string message;
      utf8::check(tokenizer.problem().text, message);
      report_at_last(ErrorKind::SyntaxError, "(unicode error) " + message);
      break;
    }
  }
}

void Explorer::report_unclosed_bracket() {
  const OpenBracket& bracket = stream_.tokenizer().innermost_bracket();
  report_at({bracket.lineno, bracket.col_offset, bracket.lineno, kNoColumn},
            std::string("'") + bracket.character + "' was never closed");
}

// No rule knows better. What the rest of the source makes the tokenizer say comes first even so.
void Explorer::report_generic(const Token& last) {
  if (last.kind == TokenKind::Indent) {
    report_at_last(ErrorKind::IndentationError, "unexpected indent");
  } else if (last.kind == TokenKind::Dedent) {
    report_at_last(ErrorKind::IndentationError, "unexpected unindent");
  } else {
    report_at({last.lineno, last.col_offset, last.end_lineno, last.end_col_offset}, "invalid syntax");
    read_rest_for_errors();
  }
}

// Reads all tokens that are left. An error in them, or a bracket before the problem that is never closed, is reported
// instead of the problem.
void Explorer::read_rest_for_errors() {
  const int32_t problem_lineno = last_token().lineno;
  Tokenizer& tokenizer = stream_.tokenizer();
  Token token;
  do token = tokenizer.next();
  while (token.kind != TokenKind::Error && token.kind != TokenKind::EndMarker);
  take_tokenizer_warnings();
  if (token.kind != TokenKind::Error) return;
  const TokenizerFailure failure = tokenizer.failure();
  if (failure == TokenizerFailure::Reported || failure == TokenizerFailure::Undecodable) {
    problem_ = tokenizer.problem();
  } else if (tokenizer.bracket_depth() > 0 && problem_lineno > tokenizer.innermost_bracket().lineno) {
    problem_ = {};
    report_unclosed_bracket();
  }
}

void Explorer::report_literal(LiteralError error, const Token& token) {
  if (error.problem) {
    problem_ = std::move(error.problem);
  } else if (error.without_place) {
    report_at({token.lineno, kNoColumn, token.end_lineno, kNoColumn}, std::move(error.message));
  } else {
    report_at_last(ErrorKind::SyntaxError, std::move(error.message));
  }
}

void Explorer::report_nesting() {
  problem_ = {};
  problem_.kind = ErrorKind::MemoryError;
}

}  // namespace taipan::syntax::diagnosis
