// python/syntax/literals.h -- from the text of number and string tokens to constants.
//
// Room       Syntax, private to this folder.
// Tests      tests/syntax/compare_ast.py, tests/unit/python/syntax/parser_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "python/syntax/parse_context.h"

namespace taipan::syntax {

// The value of a Number token. Fails only for decimal integers of too many digits.
bool evaluate_number(ParseContext& context, const Token& token, ast::ConstantValue& value, LiteralError& error);

// The parts of a String token.
struct StringParts {
  bool raw = false;
  bool bytes = false;
  bool formatted = false;
  std::string_view body;  // between the quotes
};
StringParts take_apart(const Token& token);

// Appends the text that `body` stands for, escape sequences replaced. Both note a warning at the first unknown escape.
bool decode_text(ParseContext& context, std::string_view body, const Token& token, std::string& out,
                 LiteralError& error);
bool decode_bytes(ParseContext& context, std::string_view body, const Token& token, std::string& out,
                  LiteralError& error);

// `\c` is no escape sequence.
void warn_of_escape(ParseContext& context, char c, const Token& token);

// The node for adjacent string tokens: a Constant or a JoinedStr. Null on an error. If `explain` is false the error may
// be left empty.
ast::ExprNode* concatenate_strings(ParseContext& context, const Token* const* tokens, size_t count, bool explain,
                                   LiteralError& error);

// The expression of an f-string, given as source in parentheses. Null on an error. The tokens' places are computed from
// `lineno` and `column`, those of the opening parenthesis. Defined by the parser.
ast::ExprNode* parse_fstring_expression(ParseContext& context, std::string_view source, int32_t lineno, int32_t column,
                                        bool explain, LiteralError& error);

}  // namespace taipan::syntax
