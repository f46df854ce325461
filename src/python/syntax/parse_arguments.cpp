// python/syntax/parse_arguments.cpp -- what stands between brackets after a name: arguments, subscripts, parameters.
//
// Room       Syntax. See parser_core.h for the rules.
// Tests      tests/syntax/compare_ast.py
#include "python/syntax/parser_core.h"

namespace taipan::syntax {

using ast::ExprContext;
using ast::ExprNode;

// The opening parenthesis is the current token. A generator expression may be the only argument without its own.
ExprNode* Parser::parse_call(const Token* start, ExprNode* function) {
  const Depth depth(*this, kBracketLevels);
  if (!depth.ok()) return nullptr;
  const Token* open = take();
  ast::Sequence<ExprNode*> positional;
  ast::Sequence<ast::Keyword*> keywords;
  if (!parse_arguments(positional, keywords)) return nullptr;
  if (at_comprehension()) {
    const bool alone = positional.size() == 1 && keywords.empty() && last_->kind != Kind::Comma;
    if (!alone || positional[0]->is<ast::Starred>()) return nullptr;
    ast::Sequence<ast::Comprehension*> generators;
    if (!parse_for_if_clauses(generators) || !take_if(Kind::RightParen)) return nullptr;
    positional[0] = ast::make<ast::GeneratorExp>(arena_, from(open), positional[0], generators);
  } else if (!take_if(Kind::RightParen)) {
    return nullptr;
  }
  return ast::make<ast::Call>(arena_, from(start), function, positional, keywords);
}

// Arguments up to the closing parenthesis, or to whatever is none. Positional ones come before keywords, and only
// keywords after `**`; `*iterable` is positional, but may stand among keywords.
bool Parser::parse_arguments(ast::Sequence<ExprNode*>& positional, ast::Sequence<ast::Keyword*>& keywords) {
  std::vector<ast::Keyword*> named;
  Expressions plain(*this);
  bool unpacked_mapping = false;
  while (!at(Kind::RightParen)) {
    const Token* start = token_;
    if (take_if(Kind::DoubleStar)) {
      ExprNode* mapping = parse_expression();
      if (mapping == nullptr) return false;
      named.push_back(ast::make<ast::Keyword>(arena_, from(start), ast::Identifier(), mapping));
      unpacked_mapping = true;
    } else if (at(Kind::Name) && following() == Kind::Equal) {
      const ast::Identifier name = take_identifier();
      take();
      ExprNode* value = parse_expression();
      if (value == nullptr) return false;
      named.push_back(ast::make<ast::Keyword>(arena_, from(start), name, value));
    } else if (at(Kind::Star)) {
      if (unpacked_mapping) return false;
      take();
      ExprNode* value = parse_expression();
      if (value == nullptr) return false;
      plain.push(ast::make<ast::Starred>(arena_, from(start), value, ExprContext::Load));
    } else {
      if (!named.empty()) return false;
      ExprNode* value = parse_named_expression();
      if (value == nullptr || at(Kind::Equal)) return false;
      plain.push(value);
    }
    if (!take_if(Kind::Comma)) break;
  }
  positional = plain.take();
  keywords = copy(named);
  return true;
}

// The opening bracket is the current token.
ExprNode* Parser::parse_subscript(const Token* start, ExprNode* value) {
  const Depth depth(*this, kBracketLevels);
  if (!depth.ok()) return nullptr;
  take();
  TRY_NODE(slices, parse_slices());
  if (!take_if(Kind::RightBracket)) return nullptr;
  return ast::make<ast::Subscript>(arena_, from(start), value, slices, ExprContext::Load);
}

ExprNode* Parser::parse_slices() {
  const Token* start = token_;
  TRY_NODE(first, at(Kind::Star) ? parse_call_star() : parse_slice());
  if (!at(Kind::Comma) && !first->is<ast::Starred>()) return first;
  Expressions elements(*this);
  elements.push(first);
  while (take_if(Kind::Comma) && !at(Kind::RightBracket)) {
    TRY_NODE(element, at(Kind::Star) ? parse_call_star() : parse_slice());
    elements.push(element);
  }
  return finish_tuple(start, elements, ExprContext::Load);
}

// `*expression`, as in calls and subscripts; elsewhere the operand of a star is narrower.
ExprNode* Parser::parse_call_star() {
  const Token* start = take();
  TRY_NODE(value, parse_expression());
  return ast::make<ast::Starred>(arena_, from(start), value, ExprContext::Load);
}

ExprNode* Parser::parse_slice() {
  const Token* start = token_;
  const auto at_end_of_part = [&] { return at(Kind::Colon) || at(Kind::Comma) || at(Kind::RightBracket); };
  ExprNode* lower = nullptr;
  if (!at(Kind::Colon)) {
    lower = parse_named_expression();
    if (lower == nullptr || !at(Kind::Colon)) return lower;
    if (lower->is<ast::NamedExpr>() && start->kind == Kind::Name) return nullptr;
  }
  take();
  ExprNode* upper = nullptr;
  ExprNode* step = nullptr;
  if (!at_end_of_part()) {
    upper = parse_expression();
    if (upper == nullptr) return nullptr;
  }
  if (take_if(Kind::Colon) && !at_end_of_part()) {
    step = parse_expression();
    if (step == nullptr) return nullptr;
  }
  return ast::make<ast::Slice>(arena_, from(start), lower, upper, step);
}

ast::Text Parser::take_type_comment() { return at(Kind::TypeComment) ? take()->text() : ast::Text(); }

// One parameter without its default.
ast::Arg* Parser::parse_parameter(ParameterStyle style, bool star_annotation) {
  if (!at(Kind::Name)) return nullptr;
  const Token* start = token_;
  const ast::Identifier name = take_identifier();
  ExprNode* annotation = nullptr;
  if (style == ParameterStyle::Function && take_if(Kind::Colon)) {
    annotation = star_annotation ? parse_star_expression() : parse_expression();
    if (annotation == nullptr) return nullptr;
  }
  return ast::make<ast::Arg>(arena_, from(start), name, annotation, ast::Text());
}

// Takes the comma behind a parameter, and the type comment that belongs to the parameter although it stands behind the
// comma. False if there is neither a comma nor the end.
bool Parser::end_parameter(ParameterStyle style, Kind end, ast::Arg* parameter) {
  const bool comma = take_if(Kind::Comma);
  if (style == ParameterStyle::Function && at(Kind::TypeComment)) {
    const ast::Text comment = take_type_comment();
    if (parameter != nullptr) parameter->type_comment = comment;
  }
  return comma || at(end);
}

// Parameters up to the token `end`, which is not taken.
ast::Arguments* Parser::parse_parameters(ParameterStyle style, Kind end) {
  std::vector<ast::Arg*> positional_only;
  std::vector<ast::Arg*> positional;
  std::vector<ast::Arg*> keyword_only;
  std::vector<ExprNode*> defaults;
  std::vector<ExprNode*> keyword_defaults;
  ast::Arg* vararg = nullptr;
  ast::Arg* kwarg = nullptr;
  bool slash_seen = false;
  bool star_seen = false;
  while (!at(end)) {
    if (kwarg != nullptr) return nullptr;
    if (take_if(Kind::DoubleStar)) {
      kwarg = parse_parameter(style, false);
      if (kwarg == nullptr || !end_parameter(style, end, kwarg)) return nullptr;
      continue;
    }
    if (at(Kind::Slash)) {
      if (slash_seen || star_seen || positional.empty() || !supports(8)) return nullptr;
      take();
      slash_seen = true;
      positional_only.swap(positional);
      if (!take_if(Kind::Comma) && !at(end)) return nullptr;
      continue;
    }
    if (take_if(Kind::Star)) {
      if (star_seen) return nullptr;
      star_seen = true;
      if (take_if(Kind::Comma)) {
        // A bare star needs a keyword-only parameter behind it.
        if (at(Kind::TypeComment) || !at(Kind::Name)) return nullptr;
        continue;
      }
      vararg = parse_parameter(style, true);
      if (vararg == nullptr || !end_parameter(style, end, vararg)) return nullptr;
      continue;
    }
    TRY_NODE(parameter, parse_parameter(style, false));
    ExprNode* default_value = nullptr;
    if (take_if(Kind::Equal)) {
      default_value = parse_expression();
      if (default_value == nullptr) return nullptr;
    }
    if (!end_parameter(style, end, parameter)) return nullptr;
    if (star_seen) {
      keyword_only.push_back(parameter);
      keyword_defaults.push_back(default_value);
    } else {
      if (default_value == nullptr && !defaults.empty()) return nullptr;
      positional.push_back(parameter);
      if (default_value != nullptr) defaults.push_back(default_value);
    }
  }
  return ast::make_plain<ast::Arguments>(arena_, copy(positional_only), copy(positional), vararg, copy(keyword_only),
                                         copy(keyword_defaults), kwarg, copy(defaults));
}

}  // namespace taipan::syntax
