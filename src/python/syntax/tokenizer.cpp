// python/syntax/tokenizer.cpp -- lines, indentation, words, strings, brackets and operators.
//
// Room       Syntax. Numbers are in tokenizer_numbers.cpp.
// Tests      tests/unit/python/syntax/tokenizer_test.cpp, tests/syntax/compare_errors.py
#include "python/syntax/tokenizer.h"

#include <cstring>

#include "base/unicode/properties.h"
#include "python/syntax/utf8.h"

namespace taipan::syntax {

namespace {

constexpr int32_t kTabSize = 8;

// What a byte can start or continue.
enum CharacterClass : uint8_t { kWordStart = 1, kWordPart = 2, kPrefix = 4, kDigit = 8 };

struct CharacterClasses {
  uint8_t of[256] = {};
};

constexpr CharacterClasses classify_characters() {
  CharacterClasses classes;
  for (int c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
    const bool digit = c >= '0' && c <= '9';
    if (letter) classes.of[c] |= kWordStart;
    if (letter || digit) classes.of[c] |= kWordPart;
    if (digit) classes.of[c] |= kDigit;
  }
  for (char c : std::string_view("bBrRuUfF")) classes.of[static_cast<unsigned char>(c)] |= kPrefix;
  return classes;
}

constexpr CharacterClasses kClasses = classify_characters();

bool has_class(char character, uint8_t wanted) { return kClasses.of[static_cast<unsigned char>(character)] & wanted; }

// Whether the two letters before a quote, in any order and case, are a string prefix.
bool is_string_prefix(const char* start, const char* end) {
  if (end - start == 1) return has_class(*start, kPrefix);
  if (end - start != 2) return false;
  const char first = static_cast<char>(start[0] | 0x20);
  const char second = static_cast<char>(start[1] | 0x20);
  if (first == 'r') return second == 'b' || second == 'f';
  return second == 'r' && (first == 'b' || first == 'f');
}

// The operator that starts with these characters; `length` becomes its length.
TokenKind operator_at(const char* text, int& length) {
  using enum TokenKind;
  const char second = text[0] == 0 ? '\0' : text[1];
  const char third = second == 0 ? '\0' : text[2];
  const auto one = [&](TokenKind kind) {
    length = 1;
    return kind;
  };
  const auto with_equal = [&](TokenKind plain, TokenKind assigning) {
    length = second == '=' ? 2 : 1;
    return second == '=' ? assigning : plain;
  };
  const auto doubled = [&](TokenKind plain, TokenKind assigning, TokenKind twice, TokenKind twice_assigning) {
    if (second != text[0]) return with_equal(plain, assigning);
    length = third == '=' ? 3 : 2;
    return third == '=' ? twice_assigning : twice;
  };
  switch (text[0]) {
    case ',': return one(Comma);
    case ';': return one(Semicolon);
    case '~': return one(Tilde);
    case ':': return with_equal(Colon, ColonEqual);
    case '=': return with_equal(Equal, EqualEqual);
    case '+': return with_equal(Plus, PlusEqual);
    case '%': return with_equal(Percent, PercentEqual);
    case '&': return with_equal(Ampersand, AmpersandEqual);
    case '|': return with_equal(VerticalBar, VerticalBarEqual);
    case '^': return with_equal(Circumflex, CircumflexEqual);
    case '@': return with_equal(At, AtEqual);
    case '!': return with_equal(Unknown, NotEqual);
    case '*': return doubled(Star, StarEqual, DoubleStar, DoubleStarEqual);
    case '/': return doubled(Slash, SlashEqual, DoubleSlash, DoubleSlashEqual);
    case '>': return doubled(Greater, GreaterEqual, RightShift, RightShiftEqual);
    case '<':
      if (second == '>') {
        length = 2;
        return NotEqual;
      }
      return doubled(Less, LessEqual, LeftShift, LeftShiftEqual);
    case '-':
      if (second == '>') {
        length = 2;
        return Arrow;
      }
      return with_equal(Minus, MinusEqual);
    case '.':
      if (second == '.' && third == '.') {
        length = 3;
        return Ellipsis;
      }
      return one(Dot);
    default: return one(Unknown);
  }
}

constexpr char closing_of(char opening) { return opening == '(' ? ')' : opening == '[' ? ']' : '}'; }

}  // namespace

Tokenizer::Tokenizer(std::string_view source, const TokenizerOptions& options)
    : end_(source.data() + source.size()),
      cursor_(source.data()),
      line_start_(source.data()),
      line_end_(source.data()),
      buffer_start_(source.data()),
      type_comments_(options.type_comments),
      async_is_name_(options.async_is_name),
      lineno_(options.first_lineno - 1),
      first_lineno_(options.first_lineno),
      first_column_(options.first_column) {}

bool Tokenizer::begin_next_line() {
  if (line_end_ == end_) {
    end_of_file_ = true;
    return false;
  }
  if (!inside_token_) buffer_start_ = cursor_;
  line_start_ = cursor_;
  const void* newline = std::memchr(cursor_, '\n', static_cast<size_t>(end_ - cursor_));
  line_end_ = newline == nullptr ? end_ : static_cast<const char*>(newline) + 1;
  ++lineno_;
  return true;
}

void Tokenizer::close_all_blocks() {
  pending_indents_ = -indentation_depth_;
  indentation_depth_ = 0;
}

Token Tokenizer::make(TokenKind kind, const char* start, const char* end) const {
  const int32_t shift = lineno_ == first_lineno_ ? first_column_ : 0;
  return {kind,    lineno_, static_cast<int32_t>(start - line_start_) + shift,
          lineno_, static_cast<int32_t>(end - line_start_) + shift,
          start,   end};
}

Token Tokenizer::make_after_look(TokenKind kind, const char* start) {
  end_of_file_ |= cursor_ == end_;
  return make(kind, start, cursor_);
}

Token Tokenizer::make_string(const char* start) const {
  const int32_t shift = lineno_ == first_lineno_ ? first_column_ : 0;
  return {TokenKind::String, string_lineno_, static_cast<int32_t>(start - string_line_start_) + shift,
          lineno_,           static_cast<int32_t>(cursor_ - line_start_) + shift,
          start,             cursor_};
}

Token Tokenizer::make_placeless(TokenKind kind) const {
  // CPython shifts even the column that does not exist.
  const int32_t column = kNoColumn + (lineno_ == first_lineno_ ? first_column_ : 0);
  return {kind, lineno_, column, lineno_, column, cursor_, cursor_};
}

Token Tokenizer::fail(TokenizerFailure failure) {
  failure_ = failure;
  return make_placeless(TokenKind::Error);
}

Token Tokenizer::report(std::string message, int32_t offset, int32_t end_offset) {
  const std::string_view before(line_start_, static_cast<size_t>(cursor_ - line_start_));
  if (offset == -1) offset = static_cast<int32_t>(utf8::count_replacing(before));
  if (end_offset == -1) end_offset = offset;
  size_t length = 0;
  while (line_start_ + length < end_ && line_start_[length] != '\n') ++length;
  problem_ = {ErrorKind::SyntaxError, std::move(message), lineno_, offset, lineno_, end_offset,
              utf8::replace_invalid({line_start_, length}), true, true};
  return fail(TokenizerFailure::Reported);
}

// Called with the cursor at the start of a line: reads its indentation and schedules the tokens that come of it.
bool Tokenizer::open_or_close_blocks(bool& blank_line) {
  int32_t column = 0;
  int32_t alt_column = 0;
  int32_t continued_column = 0;  // the column of the first backslash: it, not the next line, decides
  int c;
  for (;;) {
    c = read();
    if (c == ' ') {
      ++column;
      ++alt_column;
    } else if (c == '\t') {
      column = (column / kTabSize + 1) * kTabSize;
      ++alt_column;
    } else if (c == '\f') {
      column = alt_column = 0;
    } else if (c == '\\') {
      if (continued_column == 0) continued_column = column;
      if (!continue_line()) return false;
    } else {
      break;
    }
  }
  unread(c);
  blank_line = c == '#' || c == '\n';
  if (blank_line || bracket_depth_ > 0) return true;
  if (continued_column != 0) column = alt_column = continued_column;

  if (column == columns_[indentation_depth_]) {
    if (alt_column == alt_columns_[indentation_depth_]) return true;
    fail(TokenizerFailure::TabsAndSpaces);
    cursor_ = line_end_;
    return false;
  }
  if (column > columns_[indentation_depth_]) {
    if (indentation_depth_ + 1 >= kMaxIndentation) {
      fail(TokenizerFailure::TooDeep);
      cursor_ = line_end_;
      return false;
    }
    if (alt_column <= alt_columns_[indentation_depth_]) {
      fail(TokenizerFailure::TabsAndSpaces);
      cursor_ = line_end_;
      return false;
    }
    ++pending_indents_;
    ++indentation_depth_;
    columns_[indentation_depth_] = column;
    alt_columns_[indentation_depth_] = alt_column;
    return true;
  }
  while (indentation_depth_ > 0 && column < columns_[indentation_depth_]) {
    --pending_indents_;
    --indentation_depth_;
  }
  if (column != columns_[indentation_depth_]) {
    fail(TokenizerFailure::Dedent);
    cursor_ = line_end_;
    return false;
  }
  if (alt_column != alt_columns_[indentation_depth_]) {
    fail(TokenizerFailure::TabsAndSpaces);
    cursor_ = line_end_;
    return false;
  }
  return true;
}

// Called behind a backslash.
bool Tokenizer::continue_line() {
  int c = read();
  if (c != '\n') {
    fail(TokenizerFailure::LineContinuation);
    return false;
  }
  c = read();
  if (c == kEndOfFile) {
    fail(TokenizerFailure::EndOfFile);
    cursor_ = line_end_;
    return false;
  }
  unread(c);
  return true;
}

// Whether the comment from `start` to the cursor is "# type: something"; blanks may be tabs, and may be more or none.
bool Tokenizer::is_type_comment(const char* start, const char*& content) const {
  const auto skip_blanks = [&](const char* at) {
    while (at < cursor_ && (*at == ' ' || *at == '\t')) ++at;
    return at;
  };
  constexpr std::string_view kWord = "type:";
  const char* at = skip_blanks(start + 1);
  if (!std::string_view(at, static_cast<size_t>(cursor_ - at)).starts_with(kWord)) return false;
  at += kWord.size();
  content = skip_blanks(at);
  return at < end_;  // not at the very end, where not even a newline follows
}

Token Tokenizer::next() {
  if (failure_ != TokenizerFailure::None) return make_placeless(TokenKind::Error);
  bool blank_line = false;
  for (;;) {
    inside_token_ = false;
    if (at_line_start_) {
      at_line_start_ = false;
      blank_line = false;
      if (!open_or_close_blocks(blank_line)) return make_placeless(TokenKind::Error);
    }
    if (pending_indents_ != 0) {
      const bool opens = pending_indents_ > 0;
      pending_indents_ += opens ? -1 : 1;
      return make_placeless(opens ? TokenKind::Indent : TokenKind::Dedent);
    }
    if (in_async_function_) leave_async_function(blank_line || behind_type_comment_);
    behind_type_comment_ = false;
    int c;
    for (;;) {
      inside_token_ = false;
      do {
        c = read();
      } while (c == ' ' || c == '\t' || c == '\f');
      if (c != '\\') break;
      inside_token_ = true;
      if (!continue_line()) return make_placeless(TokenKind::Error);
    }
    if (c == kEndOfFile) {
      if (bracket_depth_ > 0) return fail(TokenizerFailure::EndOfFile);
      return make_placeless(TokenKind::EndMarker);
    }
    inside_token_ = true;
    const char* start = cursor_ - 1;
    if (c == '#') {
      while (cursor_ != line_end_ && *cursor_ != '\n') ++cursor_;
      const char* content;
      if (type_comments_ && is_type_comment(start, content)) {
        constexpr std::string_view kIgnore = "ignore";
        const std::string_view rest(content, static_cast<size_t>(cursor_ - content));
        const char* behind = content + kIgnore.size();
        const bool ignores = rest.starts_with(kIgnore) && (behind == cursor_ || !has_class(*behind, kWordPart) ||
                                                           *behind == '_');
        if (!ignores) {
          behind_type_comment_ = true;
          return make(TokenKind::TypeComment, content, cursor_);
        }
        const Token token = make(TokenKind::TypeIgnore, behind, cursor_);
        if (blank_line) {
          read();
          at_line_start_ = true;
        }
        return token;
      }
      c = read();
      if (c == kEndOfFile) {
        if (bracket_depth_ > 0) return fail(TokenizerFailure::EndOfFile);
        return make_placeless(TokenKind::EndMarker);
      }
    }
    if (c == '\n') {
      at_line_start_ = true;
      if (blank_line || bracket_depth_ > 0) continue;
      async_signature_ended_ = in_async_function_;
      return make(TokenKind::Newline, start, cursor_ - 1);
    }
    if (has_class(static_cast<char>(c), kWordStart)) return word(start);
    switch (c) {
      case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        return number(start);
      case '.':
        if (has_class(*cursor_, kDigit)) return fraction(start);
        return operator_or_unknown(start);
      case '"': case '\'': return string(start, static_cast<char>(c));
      case '(': return opening_bracket(start, TokenKind::LeftParen);
      case '[': return opening_bracket(start, TokenKind::LeftBracket);
      case '{': return opening_bracket(start, TokenKind::LeftBrace);
      case ')': return closing_bracket(start, TokenKind::RightParen);
      case ']': return closing_bracket(start, TokenKind::RightBracket);
      case '}': return closing_bracket(start, TokenKind::RightBrace);
      default: return operator_or_unknown(start);
    }
  }
}

Token Tokenizer::word(const char* start) {
  bool ascii = static_cast<signed char>(*start) >= 0;
  while (has_class(*cursor_, kWordPart)) {
    ascii &= static_cast<signed char>(*cursor_) >= 0;
    ++cursor_;
  }
  if ((*cursor_ == '"' || *cursor_ == '\'') && is_string_prefix(start, cursor_)) {
    const char quote = *cursor_++;
    return string(start, quote);
  }
  if (!ascii) return checked_word(start);
  Token token = make_after_look(TokenKind::Name, start);
  token.kind = classify_word(token.text());
  const bool is_async = token.kind == TokenKind::KeywordAsync || token.kind == TokenKind::KeywordAwait;
  if (async_is_name_ && is_async && !is_async_keyword(start)) token.kind = TokenKind::Name;
  return token;
}

// `async` begins an asynchronous function if `def` follows; inside of one both words are keywords.
bool Tokenizer::is_async_keyword(const char* start) {
  if (in_async_function_) return true;
  const char* next = cursor_;
  while (*next == ' ' || *next == '\t' || *next == '\f') ++next;
  const bool before_def = std::strncmp(next, "def", 3) == 0 && !has_class(next[3], kWordPart);
  if (start[1] != 's' || !before_def) return false;
  in_async_function_ = true;
  async_indentation_ = indentation_depth_;
  return true;
}

// Called before a token: an asynchronous function ends with its indentation.
void Tokenizer::leave_async_function(bool blank_line) {
  if (blank_line || bracket_depth_ > 0 || !async_signature_ended_ || async_indentation_ < indentation_depth_) return;
  in_async_function_ = async_signature_ended_ = false;
}

Token Tokenizer::checked_word(const char* start) {
  const std::string_view text(start, static_cast<size_t>(cursor_ - start));
  utf8::Defect defect;
  if (!utf8::check(text, defect)) {
    problem_.kind = ErrorKind::UnicodeDecodeError;
    problem_.message = defect.reason;
    problem_.text = text;
    problem_.offset = static_cast<int32_t>(defect.start);
    problem_.end_offset = static_cast<int32_t>(defect.end);
    return fail(TokenizerFailure::Undecodable);
  }
  const char* at = start;
  while (at < cursor_) {
    const char* character = at;
    const char32_t point = utf8::next(at);
    const bool valid = character == start ? point == '_' || unicode::is_xid_start(point)
                                          : unicode::is_xid_continue(point);
    if (valid) continue;
    cursor_ = at;
    char number[16];
    std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(point));
    if (!unicode::is_printable(point)) return report(std::string("invalid non-printable character ") + number);
    return report("invalid character '" + std::string(character, at) + "' (" + number + ")");
  }
  return make_after_look(TokenKind::Name, start);
}

Token Tokenizer::string(const char* start, char quote) {
  string_lineno_ = lineno_;
  string_line_start_ = line_start_;
  bool triple = false;
  if (cursor_[0] == quote) {
    if (cursor_[1] != quote) {
      ++cursor_;
      end_of_file_ |= cursor_ == end_;
      return make_string(start);
    }
    triple = true;
    cursor_ += 2;
  }
  int quotes_seen = 0;
  for (;;) {
    const int c = read();
    if (c == kEndOfFile || (c == '\n' && !triple)) {
      const std::string where = " (detected at line " + std::to_string(lineno_) + ")";
      unterminated_at_end_ = c == kEndOfFile;
      cursor_ = start + 1;
      line_start_ = string_line_start_;
      lineno_ = string_lineno_;
      return report((triple ? "unterminated triple-quoted string literal" : "unterminated string literal") + where);
    }
    if (c == quote) {
      if (!triple || ++quotes_seen == 3) return make_string(start);
      continue;
    }
    quotes_seen = 0;
    if (c == '\\') read();
  }
}

Token Tokenizer::opening_bracket(const char* start, TokenKind kind) {
  if (bracket_depth_ >= kMaxBrackets) return report("too many nested parentheses");
  brackets_[bracket_depth_++] = {*start, lineno_, static_cast<int32_t>(start - line_start_)};
  return make_after_look(kind, start);
}

Token Tokenizer::closing_bracket(const char* start, TokenKind kind) {
  if (bracket_depth_ == 0) return report(std::string("unmatched '") + *start + "'");
  const OpenBracket& opening = brackets_[--bracket_depth_];
  if (closing_of(opening.character) == *start) return make_after_look(kind, start);
  std::string message = std::string("closing parenthesis '") + *start + "' does not match opening parenthesis '" +
                        opening.character + "'";
  if (opening.lineno != lineno_) message += " on line " + std::to_string(opening.lineno);
  return report(std::move(message));
}

Token Tokenizer::operator_or_unknown(const char* start) {
  int length;
  const TokenKind kind = operator_at(start, length);
  cursor_ = start + length;
  const unsigned char c = static_cast<unsigned char>(*start);
  if (kind == TokenKind::Unknown && (c < 0x20 || c == 0x7F)) {
    char message[64];
    std::snprintf(message, sizeof message, "invalid non-printable character U+%04X", c);
    return report(message);
  }
  // Behind two periods a third one is looked for.
  if (kind == TokenKind::Dot && *cursor_ == '.' && cursor_ + 1 == end_) end_of_file_ = true;
  return length == 3 ? make(kind, start, cursor_) : make_after_look(kind, start);
}

}  // namespace taipan::syntax
