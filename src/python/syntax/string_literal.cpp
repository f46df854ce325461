// python/syntax/string_literal.cpp -- prefixes and escape sequences of one string token.
//
// Room       Syntax. f-strings and the joining of adjacent strings are in string_concatenation.cpp.
// Tests      tests/unit/python/syntax/parser_test.cpp, tests/syntax/compare_errors.py
//
// Error messages give positions as CPython counts them: in a form of the text in which each non-ASCII character has
// been replaced by a ten-character \U escape. EscapeReader keeps that count beside the real position.
#include "base/unicode/names.h"
#include "python/syntax/literals.h"
#include "python/syntax/utf8.h"

namespace taipan::syntax {

namespace {

constexpr size_t kLongEscape = 10;   // \UXXXXXXXX
constexpr size_t kShortEscape = 6;   // \uXXXX

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char letter = static_cast<char>(c | 0x20);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }

// The escapes that stand for one ASCII character, or 0.
char simple_escape(char c) {
  switch (c) {
    case '\\': return '\\';
    case '\'': return '\'';
    case '"': return '"';
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return 0;
  }
}

// Up to three octal digits.
unsigned read_octal(std::string_view body, size_t& at) {
  unsigned value = 0;
  for (int i = 0; i < 3 && at < body.size() && is_octal(body[at]); ++i) value = value * 8 + (body[at++] - '0');
  return value;
}

void warn(ParseContext& context, std::string message, const Token& token) {
  context.warnings.push_back({WarningCategory::DeprecationWarning, std::move(message), token.lineno, token.col_offset,
                              token.end_lineno, token.end_col_offset});
}

// Warns of the first escape sequence of a literal that means nothing, if there is one. Only a literal that is right
// otherwise is worth a warning.
void warn_of_first(ParseContext& context, std::string_view body, size_t escape_start, const Token& token) {
  if (escape_start == std::string_view::npos) return;
  const std::string_view escape = body.substr(escape_start + 1);
  if (!is_octal(escape[0])) return warn_of_escape(context, escape[0], token);
  warn(context, "invalid octal escape sequence '\\" + std::string(escape.substr(0, 3)) + "'", token);
}

class EscapeReader {
 public:
  EscapeReader(ParseContext& context, std::string_view body, const Token& token, std::string& out, LiteralError& error)
      : context_(context), body_(body), token_(token), out_(out), error_(error) {}

  bool read_all() {
    while (at_ < body_.size()) {
      const size_t plain_end = std::min(body_.find('\\', at_), body_.size());
      append_plain(plain_end);
      if (at_ < body_.size() && !read_escape()) return false;
    }
    warn_of_first(context_, body_, first_unknown_, token_);
    return true;
  }

 private:
  void append_plain(size_t end) {
    out_.append(body_, at_, end - at_);
    for (; at_ < end; ++at_) counted_ += static_cast<signed char>(body_[at_]) >= 0 ? 1 : is_lead() ? kLongEscape : 0;
  }
  bool is_lead() const { return (body_[at_] & 0xC0) != 0x80; }

  bool read_escape() {
    const size_t escape_start = at_++;
    if (at_ >= body_.size() || static_cast<signed char>(body_[at_]) < 0) {
      // A backslash before a non-ASCII character stands for itself, without any warning.
      out_ += '\\';
      counted_ += kShortEscape;
      return true;
    }
    const char c = body_[at_++];
    if (c == '\n') {
      counted_ += 2;
      return true;
    }
    if (const char plain = simple_escape(c)) {
      out_ += plain;
      counted_ += 2;
      return true;
    }
    if (is_octal(c)) {
      --at_;
      const unsigned value = read_octal(body_, at_);
      if (value > 0377) note_unknown(escape_start);
      utf8::append(out_, value);
      counted_ += at_ - escape_start;
      return true;
    }
    switch (c) {
      case 'x': return read_hex(escape_start, 2, "truncated \\xXX escape");
      case 'u': return read_hex(escape_start, 4, "truncated \\uXXXX escape");
      case 'U': return read_hex(escape_start, 8, "truncated \\UXXXXXXXX escape");
      case 'N': return read_name(escape_start);
    }
    note_unknown(escape_start);
    out_ += '\\';
    out_ += c;
    counted_ += 2;
    return true;
  }

  void note_unknown(size_t escape_start) {
    if (first_unknown_ == std::string_view::npos) first_unknown_ = escape_start;
  }

  bool read_hex(size_t escape_start, int digit_count, const char* truncated) {
    char32_t value = 0;
    for (int i = 0; i < digit_count; ++i, ++at_) {
      const int digit = at_ < body_.size() ? hex_value(body_[at_]) : -1;
      if (digit < 0) return fail(at_ - escape_start, truncated);
      value = value * 16 + static_cast<char32_t>(digit);
    }
    if (value > 0x10FFFF) return fail(at_ - escape_start, "illegal Unicode character");
    utf8::append(out_, value);
    counted_ += at_ - escape_start;
    return true;
  }

  bool read_name(size_t escape_start) {
    constexpr const char* kMalformed = "malformed \\N character escape";
    if (at_ >= body_.size() || body_[at_] != '{') return fail(at_ - escape_start, kMalformed);
    const size_t close = body_.find('}', ++at_);
    if (close == std::string_view::npos) return fail(counted_length(escape_start, body_.size()), kMalformed);
    if (close == at_) return fail(at_ - escape_start, kMalformed);
    const std::string_view name = body_.substr(at_, close - at_);
    at_ = close + 1;
    const auto found = unicode::lookup_name(name);
    if (!found) return fail(counted_length(escape_start, at_), "unknown Unicode character name");
    utf8::append(out_, found->characters[0]);
    counted_ += at_ - escape_start;
    return true;
  }

  size_t counted_length(size_t start, size_t end) const {
    size_t length = 0;
    for (size_t i = start; i < end; ++i) {
      if (static_cast<signed char>(body_[i]) >= 0) ++length;
      else if ((body_[i] & 0xC0) != 0x80) length += kLongEscape;
    }
    return length;
  }

  // The escape sequence is wrong; it has `length` characters up to where that shows.
  bool fail(size_t length, const char* reason) {
    std::string where = "position " + std::to_string(counted_) + "-" + std::to_string(counted_ + length - 1);
    if (length == 1) where = "position " + std::to_string(counted_);
    error_.message = std::string("(unicode error) 'unicodeescape' codec can't decode ") +
                     (length == 1 ? "byte 0x5c in " : "bytes in ") + where + ": " + reason;
    return false;
  }

  ParseContext& context_;
  std::string_view body_;
  const Token& token_;
  std::string& out_;
  LiteralError& error_;
  size_t at_ = 0;
  size_t counted_ = 0;
  size_t first_unknown_ = std::string_view::npos;
};

}  // namespace

StringParts take_apart(const Token& token) {
  StringParts parts;
  std::string_view text = token.text();
  while (text.front() != '"' && text.front() != '\'') {
    switch (text.front() | 0x20) {
      case 'r': parts.raw = true; break;
      case 'b': parts.bytes = true; break;
      case 'f': parts.formatted = true; break;
    }
    text.remove_prefix(1);
  }
  const bool triple = text.size() >= 6 && text[1] == text[0] && text[2] == text[0];
  const size_t quotes = triple ? 3 : 1;
  parts.body = text.substr(quotes, text.size() - 2 * quotes);
  return parts;
}

void warn_of_escape(ParseContext& context, char c, const Token& token) {
  warn(context, std::string("invalid escape sequence '\\") + c + "'", token);
}

bool decode_text(ParseContext& context, std::string_view body, const Token& token, std::string& out,
                 LiteralError& error) {
  // Each run of non-ASCII bytes is a text of its own, as the positions in messages show.
  for (size_t at = 0; at < body.size();) {
    const size_t start = at;
    while (at < body.size() && static_cast<signed char>(body[at]) < 0) ++at;
    std::string undecodable;
    if (!utf8::check(body.substr(start, at - start), undecodable)) {
      error.message = "(unicode error) " + undecodable;
      return false;
    }
    while (at < body.size() && static_cast<signed char>(body[at]) >= 0) ++at;
  }
  return EscapeReader(context, body, token, out, error).read_all();
}

bool decode_bytes(ParseContext& context, std::string_view body, const Token& token, std::string& out,
                  LiteralError& error) {
  size_t first_unknown = std::string_view::npos;
  const auto note_unknown = [&](size_t start) {
    if (first_unknown == std::string_view::npos) first_unknown = start;
  };
  for (size_t at = 0; at < body.size();) {
    const size_t start = at;
    if (body[at] != '\\') {
      out += body[at++];
      continue;
    }
    const char c = body[++at];
    ++at;
    if (c == '\n') continue;
    if (const char plain = simple_escape(c)) {
      out += plain;
    } else if (is_octal(c)) {
      --at;
      const unsigned value = read_octal(body, at);
      if (value > 0377) note_unknown(start);
      out += static_cast<char>(value);
    } else if (c == 'x') {
      const int high = at < body.size() ? hex_value(body[at]) : -1;
      const int low = at + 1 < body.size() ? hex_value(body[at + 1]) : -1;
      if (high < 0 || low < 0) {
        error.message = "(value error) invalid \\x escape at position " + std::to_string(start);
        return false;
      }
      out += static_cast<char>(high * 16 + low);
      at += 2;
    } else {
      note_unknown(start);
      out += '\\';
      out += c;
    }
  }
  warn_of_first(context, body, first_unknown, token);
  return true;
}

}  // namespace taipan::syntax
