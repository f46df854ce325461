// python/modules/ast/ast_validate.cpp -- refuses trees made by hand that no parser would make.
//
// Room       python/modules/ast. Statements and expressions; patterns are in ast_validate_patterns.cpp.
// Tests      tests/python/ast/validator_*.py; CPython's test_ast (ASTValidatorTests)
#include "python/modules/ast/ast_validator.h"

namespace taipan::python::ast_module {

namespace {

const char* context_name(ast::ExprContext context) {
  return context == ast::ExprContext::Load ? "Load" : context == ast::ExprContext::Store ? "Store" : "Del";
}

}  // namespace

Status Validator::enter() {
  if (depth_left_ <= 0 || !native_stack_ok(thread_)) {
    return raise(thread_, TypeId::RecursionError, "maximum recursion depth exceeded during compilation");
  }
  depth_left_--;
  return ok_status();
}

Status Validator::positions(const ast::Location& l) {
  if (l.lineno > l.end_lineno) {
    return raise(thread_, TypeId::ValueError, "AST node line range (%d, %d) is not valid", l.lineno, l.end_lineno);
  }
  if ((l.lineno < 0 && l.end_lineno != l.lineno) || (l.col_offset < 0 && l.col_offset != l.end_col_offset)) {
    return raise(thread_, TypeId::ValueError, "AST node column range (%d, %d) for line range (%d, %d) is not valid", l.col_offset,
                 l.end_col_offset, l.lineno, l.end_lineno);
  }
  if (l.lineno == l.end_lineno && l.col_offset > l.end_col_offset) {
    return raise(thread_, TypeId::ValueError, "line %d, column %d-%d is not a valid range", l.lineno, l.col_offset,
                 l.end_col_offset);
  }
  return ok_status();
}

Status Validator::name(ast::Identifier identifier) {
  for (const char* forbidden : {"None", "True", "False"}) {
    if (identifier == forbidden) {
      return raise(thread_, TypeId::ValueError, "identifier field can't represent '%s' constant", forbidden);
    }
  }
  return ok_status();
}

Status Validator::not_empty(size_t count, const char* what, const char* owner) {
  if (count != 0) return ok_status();
  return raise(thread_, TypeId::ValueError, "empty %s on %s", what, owner);
}

Status Validator::body(const ast::Sequence<ast::StmtNode*>& list, const char* owner) {
  TRY(not_empty(list.size(), "body", owner));
  return statements(list);
}

Status Validator::statements(const ast::Sequence<ast::StmtNode*>& list) {
  for (ast::StmtNode* s : list) {
    if (!s) return raise(thread_, TypeId::ValueError, "None disallowed in statement list");
    TRY(statement(s));
  }
  return ok_status();
}

Status Validator::expressions(const ast::Sequence<ast::ExprNode*>& list, ast::ExprContext context, bool null_allowed) {
  for (ast::ExprNode* e : list) {
    if (e) {
      TRY(expression(e, context));
    } else if (!null_allowed) {
      return raise(thread_, TypeId::ValueError, "None disallowed in expression list");
    }
  }
  return ok_status();
}

Status Validator::targets(const ast::Sequence<ast::ExprNode*>& list, ast::ExprContext context) {
  TRY(not_empty(list.size(), "targets", context == ast::ExprContext::Del ? "Delete" : "Assign"));
  return expressions(list, context);
}

Status Validator::optional(ast::ExprNode* e) { return e ? expression(e, ast::ExprContext::Load) : ok_status(); }

Status Validator::comprehension(const ast::Sequence<ast::Comprehension*>& generators) {
  if (generators.empty()) return raise(thread_, TypeId::ValueError, "comprehension with no generators");
  for (ast::Comprehension* g : generators) {
    TRY(expression(g->target, ast::ExprContext::Store));
    TRY(expression(g->iter));
    TRY(expressions(g->ifs));
  }
  return ok_status();
}

Status Validator::keywords(const ast::Sequence<ast::Keyword*>& list) {
  for (ast::Keyword* k : list) TRY(expression(k->value));
  return ok_status();
}

Status Validator::parameters(const ast::Sequence<ast::Arg*>& list) {
  for (ast::Arg* a : list) {
    TRY(positions(a->location));
    TRY(optional(a->annotation));
  }
  return ok_status();
}

Status Validator::arguments(const ast::Arguments* a) {
  TRY(parameters(a->posonlyargs));
  TRY(parameters(a->args));
  if (a->vararg) TRY(optional(a->vararg->annotation));
  TRY(parameters(a->kwonlyargs));
  if (a->kwarg) TRY(optional(a->kwarg->annotation));
  if (a->defaults.size() > a->posonlyargs.size() + a->args.size()) {
    return raise(thread_, TypeId::ValueError, "more positional defaults than args on arguments");
  }
  if (a->kw_defaults.size() != a->kwonlyargs.size()) {
    return raise(thread_, TypeId::ValueError, "length of kwonlyargs is not the same as kw_defaults on arguments");
  }
  TRY(expressions(a->defaults));
  return expressions(a->kw_defaults, ast::ExprContext::Load, true);
}

Status Validator::constant_value(Value value) {
  if (!value.is_object()) return ok_status();
  if (is_exact(value, TypeId::Str) || is_exact(value, TypeId::Bytes) || is_exact(value, TypeId::Int) ||
      is_exact(value, TypeId::Complex)) {
    return ok_status();
  }
  if (is_exact(value, TypeId::Tuple) || is_exact(value, TypeId::FrozenSet)) {
    TRY(enter());
    Tuple* items = TRY(tuple_from_iterable(thread_, value));
    for (int64_t i = 0; i < items->length(); i++) TRY(constant_value(items->at(i)));
    leave();
    return ok_status();
  }
  return raise(thread_, TypeId::TypeError, "got an invalid type in Constant: %T", value);
}

Status Validator::constant(const ast::ConstantValue& value) {
  if (value.kind != ast::ConstantKind::External) return ok_status();
  return constant_value(Value::from_bits(reinterpret_cast<uint64_t>(value.external)));
}

Status Validator::expression(const ast::ExprNode* e, ast::ExprContext context) {
  TRY(positions(e->location));
  TRY(enter());
  TRY(context_of(e, context));
  TRY(expression_parts(e, context));
  leave();
  return ok_status();
}

Status Validator::context_of(const ast::ExprNode* e, ast::ExprContext wanted) {
  ast::ExprContext actual;
  switch (e->node_kind) {
    case ast::NodeKind::Attribute: actual = e->as<ast::Attribute>()->ctx; break;
    case ast::NodeKind::Subscript: actual = e->as<ast::Subscript>()->ctx; break;
    case ast::NodeKind::Starred: actual = e->as<ast::Starred>()->ctx; break;
    case ast::NodeKind::List: actual = e->as<ast::List>()->ctx; break;
    case ast::NodeKind::Tuple: actual = e->as<ast::Tuple>()->ctx; break;
    case ast::NodeKind::Name:
      TRY(name(e->as<ast::Name>()->id));
      actual = e->as<ast::Name>()->ctx;
      break;
    default:
      if (wanted == ast::ExprContext::Load) return ok_status();
      return raise(thread_, TypeId::ValueError, "expression which can't be assigned to in %s context", context_name(wanted));
  }
  if (actual == wanted) return ok_status();
  return raise(thread_, TypeId::ValueError, "expression must have %s context but has %s instead", context_name(wanted),
               context_name(actual));
}

Status Validator::expression_parts(const ast::ExprNode* e, ast::ExprContext context) {
  switch (e->node_kind) {
    case ast::NodeKind::BoolOp: {
      auto* n = e->as<ast::BoolOp>();
      if (n->values.size() < 2) return raise(thread_, TypeId::ValueError, "BoolOp with less than 2 values");
      return expressions(n->values);
    }
    case ast::NodeKind::BinOp: {
      auto* n = e->as<ast::BinOp>();
      TRY(expression(n->left));
      return expression(n->right);
    }
    case ast::NodeKind::UnaryOp: return expression(e->as<ast::UnaryOp>()->operand);
    case ast::NodeKind::Lambda: {
      auto* n = e->as<ast::Lambda>();
      TRY(arguments(n->args));
      return expression(n->body);
    }
    case ast::NodeKind::IfExp: {
      auto* n = e->as<ast::IfExp>();
      TRY(expression(n->test));
      TRY(expression(n->body));
      return expression(n->orelse);
    }
    case ast::NodeKind::Dict: {
      auto* n = e->as<ast::Dict>();
      if (n->keys.size() != n->values.size()) {
        return raise(thread_, TypeId::ValueError, "Dict doesn't have the same number of keys as values");
      }
      TRY(expressions(n->keys, ast::ExprContext::Load, true));
      return expressions(n->values);
    }
    case ast::NodeKind::Set: return expressions(e->as<ast::Set>()->elts);
    case ast::NodeKind::ListComp: return comprehension_of(e->as<ast::ListComp>());
    case ast::NodeKind::SetComp: return comprehension_of(e->as<ast::SetComp>());
    case ast::NodeKind::GeneratorExp: return comprehension_of(e->as<ast::GeneratorExp>());
    case ast::NodeKind::DictComp: {
      auto* n = e->as<ast::DictComp>();
      TRY(comprehension(n->generators));
      TRY(expression(n->key));
      return expression(n->value);
    }
    case ast::NodeKind::Yield: return optional(e->as<ast::Yield>()->value);
    case ast::NodeKind::YieldFrom: return expression(e->as<ast::YieldFrom>()->value);
    case ast::NodeKind::Await: return expression(e->as<ast::Await>()->value);
    case ast::NodeKind::Compare: {
      auto* n = e->as<ast::Compare>();
      if (n->comparators.empty()) return raise(thread_, TypeId::ValueError, "Compare with no comparators");
      if (n->comparators.size() != n->ops.size()) {
        return raise(thread_, TypeId::ValueError, "Compare has a different number of comparators and operands");
      }
      TRY(expressions(n->comparators));
      return expression(n->left);
    }
    case ast::NodeKind::Call: {
      auto* n = e->as<ast::Call>();
      TRY(expression(n->func));
      TRY(expressions(n->args));
      return keywords(n->keywords);
    }
    case ast::NodeKind::Constant: return constant(e->as<ast::Constant>()->value);
    case ast::NodeKind::JoinedStr: return expressions(e->as<ast::JoinedStr>()->values);
    case ast::NodeKind::FormattedValue: {
      auto* n = e->as<ast::FormattedValue>();
      TRY(expression(n->value));
      return optional(n->format_spec);
    }
    case ast::NodeKind::Attribute: return expression(e->as<ast::Attribute>()->value);
    case ast::NodeKind::Subscript: {
      auto* n = e->as<ast::Subscript>();
      TRY(expression(n->slice));
      return expression(n->value);
    }
    case ast::NodeKind::Starred: return expression(e->as<ast::Starred>()->value, context);
    case ast::NodeKind::Slice: {
      auto* n = e->as<ast::Slice>();
      TRY(optional(n->lower));
      TRY(optional(n->upper));
      return optional(n->step);
    }
    case ast::NodeKind::List: return expressions(e->as<ast::List>()->elts, context);
    case ast::NodeKind::Tuple: return expressions(e->as<ast::Tuple>()->elts, context);
    case ast::NodeKind::NamedExpr: return expression(e->as<ast::NamedExpr>()->value);
    default: return ok_status();
  }
}

Status Validator::statement(const ast::StmtNode* s) {
  TRY(positions(s->location));
  TRY(enter());
  TRY(statement_parts(s));
  leave();
  return ok_status();
}

Status Validator::statement_parts(const ast::StmtNode* s) {
  using ast::ExprContext;
  switch (s->node_kind) {
    case ast::NodeKind::FunctionDef: return function(s->as<ast::FunctionDef>(), "FunctionDef");
    case ast::NodeKind::AsyncFunctionDef: return function(s->as<ast::AsyncFunctionDef>(), "AsyncFunctionDef");
    case ast::NodeKind::ClassDef: {
      auto* n = s->as<ast::ClassDef>();
      TRY(body(n->body, "ClassDef"));
      TRY(expressions(n->bases));
      TRY(keywords(n->keywords));
      return expressions(n->decorator_list);
    }
    case ast::NodeKind::Return: return optional(s->as<ast::Return>()->value);
    case ast::NodeKind::Delete: return targets(s->as<ast::Delete>()->targets, ExprContext::Del);
    case ast::NodeKind::Assign: {
      auto* n = s->as<ast::Assign>();
      TRY(targets(n->targets, ExprContext::Store));
      return expression(n->value);
    }
    case ast::NodeKind::AugAssign: {
      auto* n = s->as<ast::AugAssign>();
      TRY(expression(n->target, ExprContext::Store));
      return expression(n->value);
    }
    case ast::NodeKind::AnnAssign: {
      auto* n = s->as<ast::AnnAssign>();
      if (!n->target->is<ast::Name>() && n->simple) {
        return raise(thread_, TypeId::TypeError, "AnnAssign with simple non-Name target");
      }
      TRY(expression(n->target, ExprContext::Store));
      TRY(optional(n->value));
      return expression(n->annotation);
    }
    case ast::NodeKind::For: return loop(s->as<ast::For>(), "For");
    case ast::NodeKind::AsyncFor: return loop(s->as<ast::AsyncFor>(), "AsyncFor");
    case ast::NodeKind::While: {
      auto* n = s->as<ast::While>();
      TRY(expression(n->test));
      TRY(body(n->body, "While"));
      return statements(n->orelse);
    }
    case ast::NodeKind::If: {
      auto* n = s->as<ast::If>();
      TRY(expression(n->test));
      TRY(body(n->body, "If"));
      return statements(n->orelse);
    }
    case ast::NodeKind::With: return with(s->as<ast::With>(), "With");
    case ast::NodeKind::AsyncWith: return with(s->as<ast::AsyncWith>(), "AsyncWith");
    case ast::NodeKind::Match: {
      auto* n = s->as<ast::Match>();
      TRY(expression(n->subject));
      TRY(not_empty(n->cases.size(), "cases", "Match"));
      for (ast::MatchCase* c : n->cases) {
        TRY(pattern(c->pattern, StarPattern::Forbidden));
        TRY(optional(c->guard));
        TRY(body(c->body, "match_case"));
      }
      return ok_status();
    }
    case ast::NodeKind::Raise: {
      auto* n = s->as<ast::Raise>();
      if (!n->exc && n->cause) return raise(thread_, TypeId::ValueError, "Raise with cause but no exception");
      TRY(optional(n->exc));
      return optional(n->cause);
    }
    case ast::NodeKind::Try: return try_statement(s->as<ast::Try>(), "Try");
    case ast::NodeKind::TryStar: return try_statement(s->as<ast::TryStar>(), "TryStar");
    case ast::NodeKind::Assert: {
      auto* n = s->as<ast::Assert>();
      TRY(expression(n->test));
      return optional(n->msg);
    }
    case ast::NodeKind::Import: return not_empty(s->as<ast::Import>()->names.size(), "names", "Import");
    case ast::NodeKind::ImportFrom: {
      auto* n = s->as<ast::ImportFrom>();
      if (n->level < 0) return raise(thread_, TypeId::ValueError, "Negative ImportFrom level");
      return not_empty(n->names.size(), "names", "ImportFrom");
    }
    case ast::NodeKind::Global: return not_empty(s->as<ast::Global>()->names.size(), "names", "Global");
    case ast::NodeKind::Nonlocal: return not_empty(s->as<ast::Nonlocal>()->names.size(), "names", "Nonlocal");
    case ast::NodeKind::Expr: return expression(s->as<ast::Expr>()->value);
    default: return ok_status();
  }
}

Status validate(Thread& thread, const ast::ModNode* tree) {
  Validator validator(thread);
  switch (tree->node_kind) {
    case ast::NodeKind::Module: return validator.statements(tree->as<ast::Module>()->body);
    case ast::NodeKind::Interactive: return validator.statements(tree->as<ast::Interactive>()->body);
    case ast::NodeKind::Expression: return validator.expression(tree->as<ast::Expression>()->body);
    default: return ok_status();
  }
}

}  // namespace taipan::python::ast_module
