// python/compiler/conditions.cpp -- comparisons, and jumps that depend on the truth of an expression.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/conditions*.py
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

struct ComparisonCodes {
  Op value;
  Op jump_if, jump_unless;  // Nop: there is no fused jump
};

ComparisonCodes codes_of(ast::CompareOperator op) {
  switch (op) {
    case ast::CompareOperator::Eq:
      return {Op::Equal, Op::JumpIfEqual, Op::JumpUnlessEqual};
    case ast::CompareOperator::NotEq:
      return {Op::NotEqual, Op::JumpIfNotEqual, Op::JumpUnlessNotEqual};
    case ast::CompareOperator::Lt:
      return {Op::Less, Op::JumpIfLess, Op::JumpUnlessLess};
    case ast::CompareOperator::LtE:
      return {Op::LessEqual, Op::JumpIfLessEqual, Op::JumpUnlessLessEqual};
    case ast::CompareOperator::Gt:
      return {Op::Greater, Op::JumpIfGreater, Op::JumpUnlessGreater};
    case ast::CompareOperator::GtE:
      return {Op::GreaterEqual, Op::JumpIfGreaterEqual, Op::JumpUnlessGreaterEqual};
    case ast::CompareOperator::Is:
      return {Op::Is, Op::Nop, Op::Nop};
    case ast::CompareOperator::IsNot:
      return {Op::IsNot, Op::Nop, Op::Nop};
    case ast::CompareOperator::In:
      return {Op::In, Op::Nop, Op::Nop};
    case ast::CompareOperator::NotIn:
      return {Op::NotIn, Op::Nop, Op::Nop};
  }
  return {Op::Nop, Op::Nop, Op::Nop};
}

bool is_none(const ast::ExprNode* node) {
  const auto* constant = node->try_as<ast::Constant>();
  return constant != nullptr && constant->value.kind == ast::ConstantKind::None;
}

}  // namespace

// Jumps to `target` if the truth of the expression is `when`, and goes on otherwise.
void Compiler::jump_if(const ast::ExprNode* node, Label target, bool when) {
  if (!enter_level()) return;
  switch (node->node_kind) {
    case NodeKind::UnaryOp:
      if (node->as<ast::UnaryOp>()->op == ast::UnaryOperator::Not) {
        jump_if(node->as<ast::UnaryOp>()->operand, target, !when);
        return depth_.leave();
      }
      break;
    case NodeKind::BoolOp: {
      const auto* operation = node->as<ast::BoolOp>();
      // The value that decides without looking at the rest.
      const bool decisive = operation->op == ast::BoolOperator::Or;
      const Label shortcut = decisive == when ? target : code().new_label();
      for (uint32_t i = 0; i + 1 < operation->values.size(); ++i)
        jump_if(operation->values[i], shortcut, decisive);
      jump_if(operation->values.back(), target, when);
      if (decisive != when) code().bind(shortcut);
      return depth_.leave();
    }
    case NodeKind::IfExp: {
      const auto* choice = node->as<ast::IfExp>();
      const Label otherwise = code().new_label();
      const Label end = code().new_label();
      jump_if(choice->test, otherwise, false);
      jump_if(choice->body, target, when);
      code().jump(end);
      code().bind(otherwise);
      jump_if(choice->orelse, target, when);
      code().bind(end);
      return depth_.leave();
    }
    case NodeKind::Compare: {
      // What follows the condition of a comparison is at its place, too.
      const ast::Location& location = node->location;
      code().position = {location.lineno, location.end_lineno, location.col_offset, location.end_col_offset};
      comparison_jump(node->as<ast::Compare>(), target, when);
      return depth_.leave();
    }
    case NodeKind::Constant:
      if (const std::optional<bool> truth = truth_of(node->as<ast::Constant>()->value)) {
        code().mark_line();
        if (*truth == when) code().jump(target);
        return depth_.leave();
      }
      break;
    default:
      break;
  }
  {
    TemporaryScope scope(code());
    const Register value = operand(node);
    code().jump_if(when ? Op::JumpIfTrue : Op::JumpIfFalse, value, target);
  }
  depth_.leave();
}

void Compiler::single_comparison_jump(ast::CompareOperator op, Register left, const ast::ExprNode* right, Label target,
                                      bool when) {
  const bool identity = op == ast::CompareOperator::Is || op == ast::CompareOperator::IsNot;
  if (identity && is_none(right)) {
    const bool none = (op == ast::CompareOperator::Is) == when;
    return code().jump_if(none ? Op::JumpIfNone : Op::JumpIfNotNone, left, target);
  }
  const Register value = operand(right);
  const ComparisonCodes codes = codes_of(op);
  if (codes.jump_if != Op::Nop) {
    return code().jump_compare(when ? codes.jump_if : codes.jump_unless, left, value, target);
  }
  const Register result = code().push();
  code().emit(codes.value, result, left, value);
  code().jump_if(when ? Op::JumpIfTrue : Op::JumpIfFalse, result, target);
}

void Compiler::comparison_jump(const ast::Compare* node, Label target, bool when) {
  check_identity_comparison(node);
  TemporaryScope scope(code());
  const uint32_t last = node->ops.size() - 1;
  Register left = operand(node->left, Followed::Yes);
  const Label failed_early = last != 0 && when ? code().new_label() : target;
  for (uint32_t i = 0; i < last; ++i) {
    const Register right = operand(node->comparators[i], Followed::Yes);
    const ComparisonCodes codes = codes_of(node->ops[i]);
    if (codes.jump_unless != Op::Nop) {
      code().jump_compare(codes.jump_unless, left, right, failed_early);
    } else {
      TemporaryScope inner(code());
      const Register result = code().push();
      code().emit(codes.value, result, left, right);
      code().jump_if(Op::JumpIfFalse, result, failed_early);
    }
    left = right;
  }
  single_comparison_jump(node->ops[last], left, node->comparators[last], target, when);
  if (last != 0 && when) code().bind(failed_early);
}

void Compiler::compare_values(ast::CompareOperator op, Register destination, Register left, Register right) {
  code().emit(codes_of(op).value, destination, left, right);
}

void Compiler::comparison(const ast::Compare* node, Register destination) {
  check_identity_comparison(node);
  TemporaryScope scope(code());
  const uint32_t last = node->ops.size() - 1;
  if (last == 0) {
    const Register scratch = code().is_temporary(destination) ? destination : kNoRegister;
    const Register left = operand_into(node->left, scratch, Followed::Yes);
    const Register right = operand(node->comparators[0]);
    return compare_values(node->ops[0], destination, left, right);
  }
  // a < b < c: the result is that of the first comparison that is false, or of the last.
  const Register result = code().is_temporary(destination) ? destination : code().push();
  const Label end = code().new_label();
  Register left = operand(node->left, Followed::Yes);
  for (uint32_t i = 0; i < last; ++i) {
    const Register right = operand(node->comparators[i], Followed::Yes);
    compare_values(node->ops[i], result, left, right);
    code().jump_if(Op::JumpIfFalse, result, end);
    left = right;
  }
  const Register right = operand(node->comparators[last]);
  compare_values(node->ops[last], result, left, right);
  code().bind(end);
  code().move(destination, result);
}

}  // namespace taipan::python::compiler
