// python/syntax/parse_fragments.cpp -- parts of programs, for the diagnosis.
//
// Room       Syntax. See parser_core.h for the rules.
// Tests      tests/syntax/compare_errors.py
#include "python/syntax/parser_core.h"

namespace taipan::syntax {

// Any expression, with commas or not, that takes all tokens.
ast::ExprNode* Parser::parse_fragment_expression() {
  if (at(Kind::KeywordYield)) return parse_yield();
  const Token* start = token_;
  TRY_NODE(first, at(Kind::Star) ? parse_call_star() : parse_named_expression());
  if (at_end()) return first;
  Expressions elements(*this);
  elements.push(first);
  while (take_if(Kind::Comma) && !at_end()) {
    TRY_NODE(element, parse_star_named_expression());
    elements.push(element);
  }
  return at_end() ? finish_tuple(start, elements, ast::ExprContext::Load) : nullptr;
}

Parser::Call Parser::parse_fragment_arguments() {
  Call call;
  if (!parse_arguments(call.positional, call.keywords)) call = {};
  return call;
}

ast::Sequence<ast::Comprehension*> Parser::parse_fragment_clauses() {
  ast::Sequence<ast::Comprehension*> generators;
  return parse_for_if_clauses(generators) ? generators : ast::Sequence<ast::Comprehension*>();
}

ast::Arg* Parser::parse_fragment_parameter() { return parse_parameter(ParameterStyle::Function, false); }

ast::Sequence<ast::PatternNode*> Parser::parse_fragment_patterns() {
  Collector<ast::PatternNode> patterns(*this);
  do {
    if (at_end()) break;
    ast::PatternNode* pattern = parse_as_pattern();
    if (pattern == nullptr) return {};
    patterns.push(pattern);
  } while (take_if(Kind::Comma));
  return patterns.take();
}

}  // namespace taipan::syntax
