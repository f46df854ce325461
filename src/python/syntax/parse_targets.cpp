// python/syntax/parse_targets.cpp -- what can be assigned to or deleted.
//
// Room       Syntax. See parser_core.h for the rules.
// Tests      tests/syntax/compare_ast.py
//
// Targets are parsed as expressions first: their grammar is a part of that of expressions. Then the nodes change their
// context, which also finds out whether the expression can be a target.
#include "python/syntax/parser_core.h"

namespace taipan::syntax {

using ast::ExprContext;
using ast::ExprNode;

bool Parser::become_target(ExprNode* node, ExprContext context) {
  switch (node->node_kind) {
    case ast::NodeKind::Name: node->as<ast::Name>()->ctx = context; return true;
    case ast::NodeKind::Attribute: node->as<ast::Attribute>()->ctx = context; return true;
    case ast::NodeKind::Subscript: node->as<ast::Subscript>()->ctx = context; return true;
    case ast::NodeKind::Starred: {
      if (context == ExprContext::Del) return false;
      auto* starred = node->as<ast::Starred>();
      starred->ctx = context;
      return !starred->value->is<ast::Starred>() && become_target(starred->value, context);
    }
    case ast::NodeKind::Tuple:
      node->as<ast::Tuple>()->ctx = context;
      for (ExprNode* element : node->as<ast::Tuple>()->elts) {
        if (!become_target(element, context)) return false;
      }
      return true;
    case ast::NodeKind::List:
      node->as<ast::List>()->ctx = context;
      for (ExprNode* element : node->as<ast::List>()->elts) {
        if (!become_target(element, context)) return false;
      }
      return true;
    default: return false;
  }
}

bool Parser::is_single_target(const ExprNode* node) {
  return node->is<ast::Name>() || node->is<ast::Attribute>() || node->is<ast::Subscript>();
}

// Operands of `in` would swallow the keyword of the loop, so elements are parsed below comparisons.
ExprNode* Parser::parse_loop_target() {
  const Token* start = token_;
  const auto parse_element = [&] { return at(Kind::Star) ? parse_starred() : parse_bitwise_or(); };
  TRY_NODE(first, parse_element());
  ExprNode* target = first;
  if (at(Kind::Comma)) {
    Expressions elements(*this);
    elements.push(first);
    while (take_if(Kind::Comma) && !at(Kind::KeywordIn)) {
      TRY_NODE(element, parse_element());
      elements.push(element);
    }
    target = finish_tuple(start, elements, ExprContext::Store);
  }
  return become_target(target, ExprContext::Store) ? target : nullptr;
}

// The target of `with ... as`: one, though it may be a tuple in brackets or starred.
ExprNode* Parser::parse_with_target() {
  TRY_NODE(target, at(Kind::Star) ? parse_starred() : parse_bitwise_or());
  return become_target(target, ExprContext::Store) ? target : nullptr;
}

}  // namespace taipan::syntax
