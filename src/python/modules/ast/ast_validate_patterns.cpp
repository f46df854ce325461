// python/modules/ast/ast_validate_patterns.cpp -- refuses patterns made by hand that no parser would make.
//
// Room       python/modules/ast.
// Tests      tests/python/ast/validator_*.py; CPython's test_ast, test_patma
#include "python/modules/ast/ast_validator.h"

namespace taipan::python::ast_module {

namespace {

bool is_external(const ast::ConstantValue& value, TypeId id) {
  return value.kind == ast::ConstantKind::External && is_exact(Value::from_bits(reinterpret_cast<uint64_t>(value.external)), id);
}
bool is_real(const ast::ConstantValue& v) {
  return v.kind == ast::ConstantKind::Int || v.kind == ast::ConstantKind::Float || is_external(v, TypeId::Int);
}
bool is_complex(const ast::ConstantValue& v) {
  return v.kind == ast::ConstantKind::Imaginary || is_external(v, TypeId::Complex);
}
bool is_singleton(const ast::ConstantValue& v) {
  return v.kind == ast::ConstantKind::None || v.kind == ast::ConstantKind::True || v.kind == ast::ConstantKind::False;
}

bool is_number(const ast::ExprNode* e, bool real_allowed, bool complex_allowed) {
  const auto* constant = e->try_as<ast::Constant>();
  if (!constant) return false;
  return (real_allowed && is_real(constant->value)) || (complex_allowed && is_complex(constant->value));
}

bool is_negative(const ast::ExprNode* e, bool real_allowed, bool complex_allowed) {
  const auto* unary = e->try_as<ast::UnaryOp>();
  return unary && unary->op == ast::UnaryOperator::USub && is_number(unary->operand, real_allowed, complex_allowed);
}

// A sum or difference of a real number and an imaginary one.
bool is_complex_literal(const ast::ExprNode* e) {
  const auto* binary = e->try_as<ast::BinOp>();
  if (!binary || (binary->op != ast::Operator::Add && binary->op != ast::Operator::Sub)) return false;
  return (is_number(binary->left, true, false) || is_negative(binary->left, true, false)) &&
         is_number(binary->right, false, true);
}

}  // namespace

Status Validator::match_value(const ast::ExprNode* value) {
  TRY(expression(value));
  switch (value->node_kind) {
    case ast::NodeKind::Constant: {
      const ast::ConstantValue& literal = value->as<ast::Constant>()->value;
      if (is_real(literal) || is_complex(literal) || literal.kind == ast::ConstantKind::Str ||
          literal.kind == ast::ConstantKind::Bytes) {
        return ok_status();
      }
      return raise(thread_, TypeId::ValueError, "unexpected constant inside of a literal pattern");
    }
    case ast::NodeKind::Attribute: return ok_status();
    case ast::NodeKind::JoinedStr: return ok_status();  // the compiler has its own words
    case ast::NodeKind::UnaryOp:
      if (is_negative(value, true, true)) return ok_status();
      break;
    case ast::NodeKind::BinOp:
      if (is_complex_literal(value)) return ok_status();
      break;
    default: break;
  }
  return raise(thread_, TypeId::ValueError, "patterns may only match literals and attribute lookups");
}

Status Validator::capture(ast::Identifier identifier) {
  if (identifier == "_") return raise(thread_, TypeId::ValueError, "can't capture name '_' in patterns");
  return name(identifier);
}

Status Validator::patterns(const ast::Sequence<ast::PatternNode*>& list, StarPattern star) {
  for (ast::PatternNode* p : list) {
    if (!p) return raise(thread_, TypeId::ValueError, "None disallowed in pattern list");
    TRY(pattern(p, star));
  }
  return ok_status();
}

Status Validator::pattern(const ast::PatternNode* p, StarPattern star) {
  TRY(positions(p->location));
  TRY(enter());
  TRY(pattern_parts(p, star));
  leave();
  return ok_status();
}

Status Validator::mapping_keys(const ast::MatchMapping* mapping) {
  for (ast::ExprNode* key : mapping->keys) {
    if (!key) return raise(thread_, TypeId::ValueError, "None disallowed in expression list");
    const auto* constant = key->try_as<ast::Constant>();
    if (constant && is_singleton(constant->value)) continue;
    TRY(match_value(key));
  }
  return ok_status();
}

Status Validator::pattern_parts(const ast::PatternNode* p, StarPattern star) {
  switch (p->node_kind) {
    case ast::NodeKind::MatchValue: return match_value(p->as<ast::MatchValue>()->value);
    case ast::NodeKind::MatchSingleton: {
      if (is_singleton(p->as<ast::MatchSingleton>()->value)) return ok_status();
      return raise(thread_, TypeId::ValueError, "MatchSingleton can only contain True, False and None");
    }
    case ast::NodeKind::MatchSequence: return patterns(p->as<ast::MatchSequence>()->patterns, StarPattern::Allowed);
    case ast::NodeKind::MatchMapping: {
      auto* n = p->as<ast::MatchMapping>();
      if (n->keys.size() != n->patterns.size()) {
        return raise(thread_, TypeId::ValueError, "MatchMapping doesn't have the same number of keys as patterns");
      }
      if (n->rest.data()) TRY(capture(n->rest));
      TRY(mapping_keys(n));
      return patterns(n->patterns, StarPattern::Forbidden);
    }
    case ast::NodeKind::MatchClass: {
      auto* n = p->as<ast::MatchClass>();
      if (n->kwd_attrs.size() != n->kwd_patterns.size()) {
        return raise(thread_, TypeId::ValueError,
                     "MatchClass doesn't have the same number of keyword attributes as patterns");
      }
      TRY(expression(n->cls));
      const ast::ExprNode* cls = n->cls;
      while (cls->is<ast::Attribute>()) cls = cls->as<ast::Attribute>()->value;
      if (!cls->is<ast::Name>()) {
        return raise(thread_, TypeId::ValueError, "MatchClass cls field can only contain Name or Attribute nodes.");
      }
      for (ast::Identifier attribute : n->kwd_attrs) TRY(name(attribute));
      TRY(patterns(n->patterns, StarPattern::Forbidden));
      return patterns(n->kwd_patterns, StarPattern::Forbidden);
    }
    case ast::NodeKind::MatchStar: {
      auto* n = p->as<ast::MatchStar>();
      if (star == StarPattern::Forbidden) return raise(thread_, TypeId::ValueError, "can't use MatchStar here");
      return n->name.data() ? capture(n->name) : ok_status();
    }
    case ast::NodeKind::MatchAs: {
      auto* n = p->as<ast::MatchAs>();
      if (n->name.data()) TRY(capture(n->name));
      if (!n->pattern) return ok_status();
      if (!n->name.data()) {
        return raise(thread_, TypeId::ValueError, "MatchAs must specify a target name if a pattern is given");
      }
      return pattern(n->pattern, StarPattern::Forbidden);
    }
    case ast::NodeKind::MatchOr: {
      auto* n = p->as<ast::MatchOr>();
      if (n->patterns.size() < 2) return raise(thread_, TypeId::ValueError, "MatchOr requires at least 2 patterns");
      return patterns(n->patterns, StarPattern::Forbidden);
    }
    default: return ok_status();
  }
}

}  // namespace taipan::python::ast_module
