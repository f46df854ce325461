// python/syntax/tokenizer.h -- cuts UTF-8 source into tokens, one at a time.
//
// Room       Syntax.
// In / out   A normalised source (source.h: no NUL, no CR, a NUL behind the end) in, Tokens out.
// Tests      tests/unit/python/syntax/tokenizer_test.cpp, tests/syntax/compare_errors.py
//
// The tokenizer reads line by line, though it has the whole text: error positions depend on which line was the last one
// touched. `lineno()` therefore moves on when the first character of a line is asked for, not when a newline is passed.
//
//     line_start_        cursor_        line_end_ (behind the newline)
//         v                 v               v
//     ...|if x == (1 + 2 + 3):\n|...
//                  ^ paren_[0]
#pragma once

#include <string_view>
#include <vector>

#include "python/syntax/syntax_error.h"
#include "python/syntax/token.h"

namespace taipan::syntax {

struct TokenizerOptions {
  bool type_comments = false;
  bool async_is_name = false;  // before 3.7: `async` and `await` are keywords in and before asynchronous functions only
  int32_t first_lineno = 1;    // the number of the first line
  int32_t first_column = 0;    // added to the columns of tokens that end on the first line
};

// Why the tokenizer stopped. `Reported` means that problem() is complete; the others depend on the parser's state.
enum class TokenizerFailure : uint8_t {
  None,
  EndOfFile,         // inside brackets or behind a backslash
  Dedent,            // to a column that is no outer indentation level
  TabsAndSpaces,
  TooDeep,           // 100 levels of indentation
  LineContinuation,  // something behind the backslash
  Undecodable,       // not UTF-8 inside a name; problem() is a UnicodeDecodeError
  Reported,
};

struct OpenBracket {
  char character;
  int32_t lineno;
  int32_t col_offset;
};

constexpr int32_t kMaxIndentation = 100;
constexpr int32_t kMaxBrackets = 200;

class Tokenizer final {
 public:
  Tokenizer(std::string_view source, const TokenizerOptions& options);

  // The next token. After an Error token nothing else comes; after EndMarker only EndMarkers come.
  Token next();

  // Makes the dedents of all open blocks come next: the end of an interactive statement.
  void close_all_blocks();

  [[nodiscard]] TokenizerFailure failure() const { return failure_; }
  [[nodiscard]] const SyntaxProblem& problem() const { return problem_; }
  [[nodiscard]] bool at_end_of_file() const { return end_of_file_; }
  // Whether more source might have helped.
  [[nodiscard]] bool stopped_at_end() const {
    return end_of_file_ && (failure_ == TokenizerFailure::None || failure_ == TokenizerFailure::EndOfFile ||
                            unterminated_at_end_);
  }
  [[nodiscard]] int32_t lineno() const { return lineno_; }
  [[nodiscard]] const char* cursor() const { return cursor_; }
  // Start of the line of the cursor.
  [[nodiscard]] const char* line_start() const { return line_start_; }
  // Behind the newline of the line of the cursor.
  [[nodiscard]] const char* line_end() const { return line_end_; }
  // Start of the line on which the token being read began.
  [[nodiscard]] const char* token_line_start() const { return buffer_start_; }
  [[nodiscard]] int32_t bracket_depth() const { return bracket_depth_; }
  [[nodiscard]] const OpenBracket& innermost_bracket() const { return brackets_[bracket_depth_ - 1]; }
  [[nodiscard]] int32_t indentation_depth() const { return indentation_depth_; }
  [[nodiscard]] std::vector<WarningRecord>& warnings() { return warnings_; }

 private:
  static constexpr int kEndOfFile = -1;

  bool begin_next_line();
  int read() {
    if (cursor_ == line_end_ && !begin_next_line()) return kEndOfFile;
    return static_cast<unsigned char>(*cursor_++);
  }
  void unread(int character) {
    if (character != kEndOfFile) --cursor_;
  }

  Token make(TokenKind kind, const char* start, const char* end) const;
  // A token of which one can be sure only when the next character has been looked at, which may be the end of the file.
  Token make_after_look(TokenKind kind, const char* start);
  Token make_string(const char* start) const;
  Token make_placeless(TokenKind kind) const;
  Token fail(TokenizerFailure failure);
  // The error is at the cursor, or in the given range of columns.
  Token report(std::string message, int32_t offset = -1, int32_t end_offset = -1);

  // The room between two tokens.
  bool is_async_keyword(const char* start);
  void leave_async_function(bool blank_line);
  bool open_or_close_blocks(bool& blank_line);
  bool continue_line();
  bool is_type_comment(const char* start, const char*& content) const;

  // One token each. The cursor stands behind the first character, or behind the prefix of a string.
  Token word(const char* start);
  Token checked_word(const char* start);
  Token string(const char* start, char quote);
  Token opening_bracket(const char* start, TokenKind kind);
  Token closing_bracket(const char* start, TokenKind kind);
  Token operator_or_unknown(const char* start);

  // Numbers, in tokenizer_numbers.cpp.
  Token number(const char* start);
  Token radix_number(const char* start, int radix);
  Token fraction(const char* start);
  Token exponent_or_end(const char* start);
  Token end_number(const char* start, const char* kind);
  bool skip_decimal_digits();
  bool check_end_of_number(const char* kind);

  const char* end_;
  const char* cursor_;
  const char* line_start_;
  const char* line_end_;
  const char* buffer_start_;      // see token_line_start()
  const char* string_line_start_ = nullptr;
  bool inside_token_ = false;
  bool type_comments_;
  bool at_line_start_ = true;
  bool async_is_name_;
  bool in_async_function_ = false;
  bool async_signature_ended_ = false;
  bool behind_type_comment_ = false;  // the signature's comment is no statement behind the function
  int32_t async_indentation_ = 0;
  bool end_of_file_ = false;
  bool unterminated_at_end_ = false;
  int32_t lineno_;
  int32_t string_lineno_ = 0;
  int32_t first_lineno_;
  int32_t first_column_;
  int32_t pending_indents_ = 0;   // negative: dedents
  int32_t bracket_depth_ = 0;
  int32_t indentation_depth_ = 0;
  TokenizerFailure failure_ = TokenizerFailure::None;
  int32_t columns_[kMaxIndentation] = {};      // with tabs to multiples of 8
  int32_t alt_columns_[kMaxIndentation] = {};  // with tabs of width 1: both must agree on every comparison
  OpenBracket brackets_[kMaxBrackets];
  SyntaxProblem problem_;
  std::vector<WarningRecord> warnings_;
};

}  // namespace taipan::syntax
