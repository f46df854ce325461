// python/syntax/token.h -- what the tokenizer hands to the parser.
//
// Room       Syntax. Kinds come from tokens.def.
// Tests      tests/unit/python/syntax/tokenizer_test.cpp
#pragma once

#include <cstdint>
#include <string_view>

namespace taipan::syntax {

enum class TokenKind : uint8_t {
#define TOKEN(Name, description) Name,
#define OPERATOR(Name, text) Name,
#define KEYWORD(Name, text) Keyword##Name,
#include "python/syntax/tokens.def"
};

constexpr size_t kTokenKindCount = 0
#define TOKEN(Name, description) +1
#define OPERATOR(Name, text) +1
#define KEYWORD(Name, text) +1
#include "python/syntax/tokens.def"
    ;

// The fixed spelling of an operator or keyword; empty for tokens whose text varies.
[[nodiscard]] std::string_view spelling(TokenKind kind);

// The keyword spelled `word`, or TokenKind::Name.
[[nodiscard]] TokenKind classify_word(std::string_view word);

[[nodiscard]] constexpr bool is_keyword(TokenKind kind) { return kind >= TokenKind::KeywordFalse; }

// A column that does not exist: Indent, Dedent and EndMarker stand at no text.
constexpr int32_t kNoColumn = -1;

// Text of the source and its place. Lines count from 1, columns are bytes from the start of the line.
struct Token {
  TokenKind kind = TokenKind::EndMarker;
  int32_t lineno = 0;
  int32_t col_offset = 0;
  int32_t end_lineno = 0;
  int32_t end_col_offset = 0;
  const char* start = nullptr;
  const char* end = nullptr;

  [[nodiscard]] std::string_view text() const { return {start, static_cast<size_t>(end - start)}; }
};

}  // namespace taipan::syntax
