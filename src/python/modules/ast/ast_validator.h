// python/modules/ast/ast_validator.h -- the walk that refuses trees which no parser would make. Private to the folder.
//
// Every member raises ValueError or TypeError with the text that CPython's validator has.
#pragma once

#include "python/modules/ast/ast_classes.h"
#include "python/objects/abstract.h"

namespace taipan::python::ast_module {

class Validator {
 public:
  explicit Validator(Thread& thread) : thread_(thread), depth_left_(int64_t{3} * thread.recursion_limit) {}

  Status statements(const ast::Sequence<ast::StmtNode*>& list);
  Status expression(const ast::ExprNode* e, ast::ExprContext context = ast::ExprContext::Load);

 private:
  enum class StarPattern : uint8_t { Forbidden, Allowed };

  Status enter();
  void leave() { depth_left_++; }
  Status positions(const ast::Location& location);
  Status name(ast::Identifier identifier);
  Status not_empty(size_t count, const char* what, const char* owner);

  // Statements.
  Status statement(const ast::StmtNode* s);
  Status statement_parts(const ast::StmtNode* s);
  Status body(const ast::Sequence<ast::StmtNode*>& list, const char* owner);
  Status targets(const ast::Sequence<ast::ExprNode*>& list, ast::ExprContext context);

  template <class T>
  Status function(const T* n, const char* owner) {
    TRY(body(n->body, owner));
    TRY(arguments(n->args));
    TRY(expressions(n->decorator_list));
    return optional(n->returns);
  }
  template <class T>
  Status loop(const T* n, const char* owner) {
    TRY(expression(n->target, ast::ExprContext::Store));
    TRY(expression(n->iter));
    TRY(body(n->body, owner));
    return statements(n->orelse);
  }
  template <class T>
  Status with(const T* n, const char* owner) {
    TRY(not_empty(n->items.size(), "items", owner));
    for (ast::WithItem* item : n->items) {
      TRY(expression(item->context_expr));
      if (item->optional_vars) TRY(expression(item->optional_vars, ast::ExprContext::Store));
    }
    return body(n->body, owner);
  }
  template <class T>
  Status try_statement(const T* n, const char* owner) {
    TRY(body(n->body, owner));
    if (n->handlers.empty() && n->finalbody.empty()) {
      return raise(thread_, TypeId::ValueError, "%s has neither except handlers nor finalbody", owner);
    }
    if (n->handlers.empty() && !n->orelse.empty()) {
      return raise(thread_, TypeId::ValueError, "%s has orelse but no except handlers", owner);
    }
    for (ast::ExceptHandlerNode* node : n->handlers) {
      if (!node) return raise(thread_, TypeId::ValueError, "None disallowed in handler list");
      auto* handler = node->template as<ast::ExceptHandler>();
      TRY(positions(handler->location));
      TRY(optional(handler->type));
      TRY(body(handler->body, "ExceptHandler"));
    }
    TRY(statements(n->finalbody));
    return statements(n->orelse);
  }

  // Expressions.
  Status expressions(const ast::Sequence<ast::ExprNode*>& list, ast::ExprContext context = ast::ExprContext::Load,
                     bool null_allowed = false);
  Status expression_parts(const ast::ExprNode* e, ast::ExprContext context);
  Status context_of(const ast::ExprNode* e, ast::ExprContext wanted);
  Status optional(ast::ExprNode* e);
  Status comprehension(const ast::Sequence<ast::Comprehension*>& generators);
  template <class T>
  Status comprehension_of(const T* n) {
    TRY(comprehension(n->generators));
    return expression(n->elt);
  }
  Status keywords(const ast::Sequence<ast::Keyword*>& list);
  Status parameters(const ast::Sequence<ast::Arg*>& list);
  Status arguments(const ast::Arguments* a);
  Status constant(const ast::ConstantValue& value);
  Status constant_value(Value value);

  // Patterns (ast_validate_patterns.cpp).
  Status pattern(const ast::PatternNode* p, StarPattern star);
  Status pattern_parts(const ast::PatternNode* p, StarPattern star);
  Status patterns(const ast::Sequence<ast::PatternNode*>& list, StarPattern star);
  Status match_value(const ast::ExprNode* value);
  Status mapping_keys(const ast::MatchMapping* mapping);
  Status capture(ast::Identifier identifier);

  Thread& thread_;
  int64_t depth_left_;
};

}  // namespace taipan::python::ast_module
