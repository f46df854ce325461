// python/syntax/string_concatenation.cpp -- from adjacent string tokens, f-strings among them, to one node.
//
// Room       Syntax.
// In / out   String tokens in; a Constant (str or bytes) or a JoinedStr out.
// Tests      tests/syntax/compare_ast.py, tests/syntax/compare_errors.py
//
// An f-string is one token. Its body is scanned by character: literal parts are decoded as in other strings, the source
// of each expression is cut out and parsed on its own. Literal text of neighbours runs together, so the text is
// collected until an expression comes:
//
//   "a" f"b{x}c{{" "d"   ->   JoinedStr [ "ab", FormattedValue x, "c{d" ]
//
// All nodes made here have the place of the whole run of tokens, as in CPython 3.11. The joined string of a format
// specification and the text at its end have that of their token; only the nodes of the expressions have places of
// their own.
#include "python/syntax/literals.h"
#include "python/syntax/utf8.h"

namespace taipan::syntax {

namespace {

constexpr int kMaxFormatNesting = 2;
constexpr int kMaxBracketsInExpression = 200;

bool is_expression_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f'; }
bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class StringJoiner {
 public:
  StringJoiner(ParseContext& context, const Token* const* tokens, size_t count, bool explain, LiteralError& error)
      : context_(context),
        tokens_(tokens),
        count_(count),
        explain_(explain),
        error_(error) {
    whole_.location = {tokens[0]->lineno, tokens[0]->col_offset, tokens[count - 1]->end_lineno,
                       tokens[count - 1]->end_col_offset};
    if (tokens[0]->start[0] == 'u') whole_.kind = "u";
  }

  ast::ExprNode* join() {
    bool bytes = false;
    Parts parts;
    for (size_t i = 0; i < count_; ++i) {
      token_ = tokens_[i];
      const StringParts literal = take_apart(*token_);
      if (literal.bytes && !check_ascii(literal.body)) return nullptr;
      if (!append(literal, parts, i != 0 && literal.bytes != bytes)) return nullptr;
      bytes = literal.bytes;
    }
    if (bytes) return constant(ast::ConstantKind::Bytes, parts.text, {whole_.location, {}});
    if (!parts.formatted) return constant(ast::ConstantKind::Str, parts.text, whole_);
    return finish(parts, whole_);
  }

 private:
  // What has been collected of a string or of a format specification.
  struct Parts {
    std::vector<ast::ExprNode*> values;
    std::string text;
    bool formatted = false;
  };

  // The place of a node, and the kind of a constant.
  struct Place {
    ast::Location location;
    ast::Text kind;
  };

  // One replacement field, as far as it has been read.
  struct Field {
    ast::ExprNode* value = nullptr;
    ast::ExprNode* format = nullptr;
    int32_t conversion = -1;
    bool shows_source = false;
    std::string source;
  };

  bool fail(std::string message) {
    error_.message = std::move(message);
    return false;
  }

  bool check_ascii(std::string_view body) {
    for (char c : body) {
      if (static_cast<signed char>(c) < 0) return fail("bytes can only contain ASCII literal characters");
    }
    return true;
  }

  bool append(const StringParts& literal, Parts& parts, bool mixed) {
    constexpr const char* kMixed = "cannot mix bytes and nonbytes literals";
    if (literal.formatted) {
      if (context_.options.feature_version < 6) {
        return fail("Format strings are only supported in Python 3.6 and greater");
      }
      if (mixed) return fail(kMixed);
      parts.formatted = true;
      const char* at = literal.body.data();
      return read_formatted(at, at + literal.body.size(), literal.raw, 0, parts);
    }
    const bool raw = literal.raw || literal.body.find('\\') == std::string_view::npos;
    // The decoding comes first: its errors count before that of the mixture.
    const size_t old_size = parts.text.size();
    if (literal.bytes) {
      if (raw) parts.text += literal.body;
      else if (!decode_bytes(context_, literal.body, *token_, parts.text, error_)) return false;
    } else if (!append_text(literal.body, raw, parts.text)) {
      return false;
    }
    if (mixed) parts.text.resize(old_size);
    return mixed ? fail(kMixed) : true;
  }

  bool append_text(std::string_view body, bool raw, std::string& text) {
    if (!raw) return decode_text(context_, body, *token_, text, error_);
    std::string undecodable;
    if (!utf8::check(body, undecodable)) return fail("(unicode error) " + undecodable);
    text += body;
    return true;
  }

  // Reads an f-string, or with depth > 0 a format specification up to its closing brace.
  bool read_formatted(const char*& at, const char* end, bool raw, int depth, Parts& parts) {
    for (;;) {
      bool brace_doubled = false;
      if (!read_literal(at, end, raw, depth, parts.text, brace_doubled)) return false;
      if (brace_doubled) continue;
      if (at >= end || *at == '}') break;
      Field field;
      if (!read_field(at, end, raw, depth, field)) return false;
      if (field.shows_source) parts.text += field.source;
      flush(parts, whole_);
      parts.values.push_back(
          ast::make<ast::FormattedValue>(context_.arena, whole_.location, field.value, field.conversion, field.format));
    }
    if (depth == 0 && at < end - 1) return fail("f-string: unexpected end of string");
    if (depth != 0 && (at >= end || *at != '}')) return fail("f-string: expecting '}'");
    return true;
  }

  // Reads up to a brace that is no text, or up to one that is doubled.
  bool read_literal(const char*& at, const char* end, bool raw, int depth, std::string& text, bool& brace_doubled) {
    const char* start = at;
    const char* literal_end = nullptr;
    while (at < end) {
      char c = *at++;
      if (!raw && c == '\\' && at < end) {
        c = *at++;
        if (c == 'N') {
          // The braces of a name are no braces; a wrong escape will be found when the text is decoded.
          if (at < end && *at++ == '{') {
            while (at < end && *at++ != '}') {
            }
          }
          continue;
        }
        if (c == '{') warn_of_escape(context_, c, *token_);
      }
      if (c != '{' && c != '}') continue;
      if (depth == 0 && at < end && *at == c) {
        literal_end = at++;
        brace_doubled = true;
        break;
      }
      if (depth == 0 && c == '}') return fail("f-string: single '}' is not allowed");
      --at;
      break;
    }
    if (literal_end == nullptr) literal_end = at;
    const std::string_view body(start, static_cast<size_t>(literal_end - start));
    return body.empty() || append_text(body, raw, text);
  }

  // Reads a replacement field; `at` stands on its opening brace.
  bool read_field(const char*& at, const char* end, bool raw, int depth, Field& field) {
    constexpr const char* kExpectingBrace = "f-string: expecting '}'";
    if (depth >= kMaxFormatNesting) return fail("f-string: expressions nested too deeply");
    const char* start = ++at;
    if (!find_end_of_expression(at, end)) return false;
    if (at >= end) return fail(kExpectingBrace);
    field.value = parse_expression(start, at);
    if (field.value == nullptr) return false;
    if (*at == '=') {
      if (context_.options.feature_version < 8) {
        return fail("f-string: self documenting expressions are only supported in Python 3.8 and greater");
      }
      ++at;
      while (is_ascii_space(*at)) ++at;
      if (at >= end) return fail(kExpectingBrace);
      field.shows_source = true;
      field.source.assign(start, at);
    }
    if (*at == '!') {
      ++at;
      if (at >= end) return fail(kExpectingBrace);
      field.conversion = static_cast<unsigned char>(*at++);
      if (field.conversion != 's' && field.conversion != 'r' && field.conversion != 'a') {
        return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
      }
    }
    if (*at == ':') {
      ++at;
      if (at >= end) return fail(kExpectingBrace);
      Parts format;
      if (!read_formatted(at, end, raw, depth + 1, format)) return false;
      const ast::Location place = {token_->lineno, token_->col_offset, token_->end_lineno, token_->end_col_offset};
      field.format = finish(format, {place, {}});
    }
    if (at >= end || *at != '}') return fail(kExpectingBrace);
    ++at;
    if (field.shows_source && field.format == nullptr && field.conversion == -1) field.conversion = 'r';
    return true;
  }

  // Moves `at` to the character that ends the expression: '}', ':', '!' or '=' outside of brackets and strings.
  bool find_end_of_expression(const char*& at, const char* end) {
    char quote = 0;
    bool triple = false;
    char open[kMaxBracketsInExpression];
    int depth = 0;
    const auto three_quotes = [&] { return end - at > 2 && at[1] == at[0] && at[2] == at[0]; };
    for (; at < end; ++at) {
      const char c = *at;
      if (c == '\\') return fail("f-string expression part cannot include a backslash");
      if (quote != 0) {
        if (c != quote || (triple && !three_quotes())) continue;
        if (triple) at += 2;
        quote = 0;
        continue;
      }
      if (c == '"' || c == '\'') {
        triple = three_quotes();
        if (triple) at += 2;
        quote = c;
        continue;
      }
      if (c == '(' || c == '[' || c == '{') {
        if (depth >= kMaxBracketsInExpression) return fail("f-string: too many nested parenthesis");
        open[depth++] = c;
        continue;
      }
      if (c == '#') return fail("f-string expression part cannot include '#'");
      if (depth == 0 && (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
        if (end - at > 1 && at[1] == '=' && c != ':' && c != '}') {
          ++at;
          continue;
        }
        if (c == '<' || c == '>') continue;
        break;
      }
      if (c == ')' || c == ']' || c == '}') {
        if (depth == 0) return fail(std::string("f-string: unmatched '") + c + "'");
        const char opening = open[--depth];
        if (c != (opening == '(' ? ')' : opening == '[' ? ']' : '}')) {
          return fail(std::string("f-string: closing parenthesis '") + c + "' does not match opening parenthesis '" +
                      opening + "'");
        }
      }
    }
    if (quote != 0) return fail("f-string: unterminated string");
    if (depth != 0) return fail(std::string("f-string: unmatched '") + open[depth - 1] + "'");
    return true;
  }

  ast::ExprNode* parse_expression(const char* start, const char* end) {
    const char* at = start;
    while (at < end && is_expression_blank(*at)) ++at;
    if (at == end) {
      fail(*end == '}' ? "f-string: empty expression not allowed"
                       : std::string("f-string: expression required before '") + *end + "'");
      return nullptr;
    }
    const auto length = static_cast<size_t>(end - start);
    char* source = context_.arena.allocate_array<char>(length + 4);
    source[0] = '(';
    std::copy(start, end, source + 1);
    source[length + 1] = ')';
    source[length + 2] = '\n';
    source[length + 3] = 0;
    int32_t lines = 0;
    int32_t columns = 0;
    find_place(start - 1, lines, columns);
    const int32_t column = lines != 0 ? columns : token_->col_offset + columns;
    return parse_fstring_expression(context_, {source, length + 3}, token_->lineno + lines, column, explain_, error_);
  }

  // The place of the opening brace relative to the token's start. If the rest of its line is blank, the columns of the
  // line where the expression begins are not shifted.
  void find_place(const char* brace, int32_t& lines, int32_t& columns) const {
    const char* at = brace + 1;
    while (*at == ' ' || *at == '\t' || *at == '\f') ++at;
    const bool expression_on_same_line = *at != '\n' && *at != '}';
    if (expression_on_same_line) {
      at = brace;
      while (at > token_->start && *at != '\n') --at;
      columns = static_cast<int32_t>(brace - at);
      if (*at == '\n') --columns;
    }
    for (at = token_->start; at < brace; ++at) lines += *at == '\n';
  }

  ast::ExprNode* constant(ast::ConstantKind value_kind, std::string_view text, const Place& place) {
    ast::ConstantValue value;
    value.kind = value_kind;
    value.text = context_.arena.copy(text);
    return ast::make<ast::Constant>(context_.arena, place.location, value, place.kind);
  }

  void flush(Parts& parts, const Place& place) {
    if (parts.text.empty()) return;
    parts.values.push_back(constant(ast::ConstantKind::Str, parts.text, place));
    parts.text.clear();
  }

  ast::ExprNode* finish(Parts& parts, const Place& place) {
    flush(parts, place);
    ast::Sequence<ast::ExprNode*> values;
    values.count = static_cast<uint32_t>(parts.values.size());
    values.elements = context_.arena.allocate_array<ast::ExprNode*>(parts.values.size());
    std::copy(parts.values.begin(), parts.values.end(), values.elements);
    return ast::make<ast::JoinedStr>(context_.arena, place.location, values);
  }

  ParseContext& context_;
  const Token* const* tokens_;
  size_t count_;
  const Token* token_ = nullptr;  // the one being read
  bool explain_;
  LiteralError& error_;
  Place whole_;
};

}  // namespace

ast::ExprNode* concatenate_strings(ParseContext& context, const Token* const* tokens, size_t count, bool explain,
                                   LiteralError& error) {
  // The frequent case: one string without escape sequences needs no copy.
  if (count == 1) {
    const StringParts literal = take_apart(*tokens[0]);
    bool plain = !literal.formatted && !literal.bytes;
    for (size_t i = 0; plain && i < literal.body.size(); ++i) {
      plain = literal.body[i] != '\\' && static_cast<signed char>(literal.body[i]) >= 0;
    }
    if (plain) {
      ast::ConstantValue value;
      value.kind = ast::ConstantKind::Str;
      value.text = literal.body;
      const Token& token = *tokens[0];
      return ast::make<ast::Constant>(
          context.arena,
          ast::Location{token.lineno, token.col_offset, token.end_lineno, token.end_col_offset}, value,
          token.start[0] == 'u' ? ast::Text("u") : ast::Text());
    }
  }
  return StringJoiner(context, tokens, count, explain, error).join();
}

}  // namespace taipan::syntax
