// python/syntax/parse_atoms.cpp -- names, constants and everything in brackets.
//
// Room       Syntax. See parser_core.h for the rules.
// Tests      tests/syntax/compare_ast.py
#include "python/syntax/literals.h"
#include "python/syntax/parser_core.h"

namespace taipan::syntax {

using ast::ExprContext;
using ast::ExprNode;

ExprNode* Parser::parse_atom() {
  switch (token_->kind) {
    case Kind::Name: return parse_name();
    case Kind::Number: return parse_number();
    case Kind::String: return parse_strings();
    case Kind::LeftParen: return parse_parenthesised();
    case Kind::LeftBracket: return parse_list();
    case Kind::LeftBrace: return parse_dict_or_set();
    case Kind::KeywordNone: return constant(ast::ConstantKind::None);
    case Kind::KeywordTrue: return constant(ast::ConstantKind::True);
    case Kind::KeywordFalse: return constant(ast::ConstantKind::False);
    case Kind::Ellipsis: return constant(ast::ConstantKind::Ellipsis);
    default: return nullptr;
  }
}

ExprNode* Parser::parse_name() {
  const ast::Identifier name = take_identifier();
  return ast::make<ast::Name>(arena_, at_last(), name, ExprContext::Load);
}

ExprNode* Parser::constant(ast::ConstantKind kind) {
  take();
  ast::ConstantValue value;
  value.kind = kind;
  return ast::make<ast::Constant>(arena_, at_last(), value, ast::Text());
}

ExprNode* Parser::parse_number() {
  ast::ConstantValue value;
  LiteralError error;
  if (!evaluate_number(context_, *token_, value, error)) return nullptr;
  if (!supports(6) && token_->text().find('_') != std::string_view::npos) return nullptr;
  take();
  return ast::make<ast::Constant>(arena_, at_last(), value, ast::Text());
}

ExprNode* Parser::parse_strings() {
  LiteralError error;
  if (following() != Kind::String) {
    const Token* token = take();
    return concatenate_strings(context_, &token, 1, false, error);
  }
  std::vector<const Token*> tokens;
  while (at(Kind::String)) tokens.push_back(take());
  return concatenate_strings(context_, tokens.data(), tokens.size(), false, error);
}

// A tuple, a generator expression, or an expression that is only grouped.
ExprNode* Parser::parse_parenthesised() {
  const Depth depth(*this, kBracketLevels);
  if (!depth.ok()) return nullptr;
  const Token* start = take();
  if (take_if(Kind::RightParen)) {
    return ast::make<ast::Tuple>(arena_, from(start), ast::Sequence<ExprNode*>(), ExprContext::Load);
  }
  if (at(Kind::KeywordYield)) {
    TRY_NODE(yield, parse_yield());
    return take_if(Kind::RightParen) ? yield : nullptr;
  }
  TRY_NODE(first, parse_star_named_expression());
  if (at_comprehension()) {
    if (first->is<ast::Starred>()) return nullptr;
    ast::Sequence<ast::Comprehension*> generators;
    if (!parse_for_if_clauses(generators) || !take_if(Kind::RightParen)) return nullptr;
    return ast::make<ast::GeneratorExp>(arena_, from(start), first, generators);
  }
  if (!at(Kind::Comma)) {
    // A starred expression needs a comma; `first` cannot be one that stands in brackets of its own.
    if (first->is<ast::Starred>()) return nullptr;
    return take_if(Kind::RightParen) ? first : nullptr;
  }
  Expressions elements(*this);
  elements.push(first);
  while (take_if(Kind::Comma) && !at(Kind::RightParen)) {
    TRY_NODE(element, parse_star_named_expression());
    elements.push(element);
  }
  if (!take_if(Kind::RightParen)) return nullptr;
  return finish_tuple(start, elements, ExprContext::Load);
}

ExprNode* Parser::parse_list() {
  const Depth depth(*this, kBracketLevels);
  if (!depth.ok()) return nullptr;
  const Token* start = take();
  Expressions elements(*this);
  if (!at(Kind::RightBracket)) {
    TRY_NODE(first, parse_star_named_expression());
    if (at_comprehension()) {
      if (first->is<ast::Starred>()) return nullptr;
      ast::Sequence<ast::Comprehension*> generators;
      if (!parse_for_if_clauses(generators) || !take_if(Kind::RightBracket)) return nullptr;
      return ast::make<ast::ListComp>(arena_, from(start), first, generators);
    }
    elements.push(first);
    while (take_if(Kind::Comma) && !at(Kind::RightBracket)) {
      TRY_NODE(element, parse_star_named_expression());
      elements.push(element);
    }
  }
  if (!take_if(Kind::RightBracket)) return nullptr;
  return ast::make<ast::List>(arena_, from(start), elements.take(), ExprContext::Load);
}

ExprNode* Parser::parse_dict_or_set() {
  const Depth depth(*this, kBracketLevels);
  if (!depth.ok()) return nullptr;
  const Token* start = take();
  if (at(Kind::RightBrace) || at(Kind::DoubleStar)) return parse_dict(start);
  // The first element tells which it is. A walrus cannot begin a key.
  const Token* first_token = token_;
  TRY_NODE(first, parse_star_named_expression());
  if (at(Kind::Colon) && !first->is<ast::Starred>()) {
    if (first->is<ast::NamedExpr>() && first_token->kind == Kind::Name) return nullptr;
    take();
    TRY_NODE(value, parse_expression());
    if (at_comprehension()) {
      ast::Sequence<ast::Comprehension*> generators;
      if (!parse_for_if_clauses(generators) || !take_if(Kind::RightBrace)) return nullptr;
      return ast::make<ast::DictComp>(arena_, from(start), first, value, generators);
    }
    Expressions pairs(*this);
    pairs.push(first);
    pairs.push(value);
    return parse_dict_rest(start, pairs);
  }
  if (at_comprehension()) {
    if (first->is<ast::Starred>()) return nullptr;
    ast::Sequence<ast::Comprehension*> generators;
    if (!parse_for_if_clauses(generators) || !take_if(Kind::RightBrace)) return nullptr;
    return ast::make<ast::SetComp>(arena_, from(start), first, generators);
  }
  Expressions elements(*this);
  elements.push(first);
  while (take_if(Kind::Comma) && !at(Kind::RightBrace)) {
    TRY_NODE(element, parse_star_named_expression());
    elements.push(element);
  }
  if (!take_if(Kind::RightBrace)) return nullptr;
  return ast::make<ast::Set>(arena_, from(start), elements.take());
}

// `{}` or what begins with `**`.
ExprNode* Parser::parse_dict(const Token* start) {
  Expressions pairs(*this);
  if (!at(Kind::RightBrace) && !parse_dict_item(pairs)) return nullptr;
  return parse_dict_rest(start, pairs);
}

// Pushes a key and a value; the key of `**mapping` is null.
bool Parser::parse_dict_item(Expressions& pairs) {
  if (take_if(Kind::DoubleStar)) {
    ExprNode* mapping = parse_bitwise_or();
    if (mapping == nullptr) return false;
    pairs.push(nullptr);
    pairs.push(mapping);
    return true;
  }
  ExprNode* key = parse_expression();
  if (key == nullptr || !take_if(Kind::Colon)) return false;
  ExprNode* value = parse_expression();
  if (value == nullptr) return false;
  pairs.push(key);
  pairs.push(value);
  return true;
}

ExprNode* Parser::parse_dict_rest(const Token* start, Expressions& pairs) {
  if (pairs.size() != 0) {
    while (take_if(Kind::Comma) && !at(Kind::RightBrace)) {
      if (!parse_dict_item(pairs)) return nullptr;
    }
  }
  if (!take_if(Kind::RightBrace)) return nullptr;
  ast::Sequence<ExprNode*> keys;
  ast::Sequence<ExprNode*> values;
  keys.count = values.count = static_cast<uint32_t>(pairs.size() / 2);
  keys.elements = arena_.allocate_array<ExprNode*>(keys.count);
  values.elements = arena_.allocate_array<ExprNode*>(values.count);
  for (size_t i = 0; i < keys.count; ++i) {
    keys[i] = pairs[2 * i];
    values[i] = pairs[2 * i + 1];
  }
  return ast::make<ast::Dict>(arena_, from(start), keys, values);
}

// The `if` parts of one `for`.
bool Parser::parse_conditions(ast::Sequence<ExprNode*>& conditions) {
  if (!at(Kind::KeywordIf)) return true;
  Expressions tests(*this);
  while (take_if(Kind::KeywordIf)) {
    ExprNode* test = parse_disjunction();
    if (test == nullptr) return false;
    tests.push(test);
  }
  conditions = tests.take();
  return true;
}

bool Parser::parse_for_if_clauses(ast::Sequence<ast::Comprehension*>& generators) {
  Collector<ast::Comprehension> clauses(*this);
  while (at_comprehension()) {
    const bool is_async = take_if(Kind::KeywordAsync);
    if (is_async && !supports(6)) return false;
    take();
    ExprNode* target = parse_loop_target();
    if (target == nullptr || !take_if(Kind::KeywordIn)) return false;
    ExprNode* iterable = parse_disjunction();
    if (iterable == nullptr) return false;
    ast::Sequence<ExprNode*> conditions;
    if (!parse_conditions(conditions)) return false;
    clauses.push(ast::make_plain<ast::Comprehension>(arena_, target, iterable, conditions, is_async ? 1 : 0));
  }
  generators = clauses.take();
  return true;
}

}  // namespace taipan::syntax
