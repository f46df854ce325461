// python/compiler/fold_operations.h -- the operations that are done on constants while compiling.
//
// Room       python/compiler, for folding.cpp.
// In / out   A node whose operands are folded already; the constant node that replaces it, or null. What would raise,
// or
//            be larger than kMaximum... below, is left to run time.
#pragma once

#include "python/compiler/constants.h"

namespace taipan::python::compiler {

class FoldOperations {
 public:
  FoldOperations(Thread& thread, Arena& arena, ConstantPool& constants)
      : thread_(thread), arena_(arena), constants_(constants) {}

  ast::ExprNode* binary(ast::BinOp* node);
  ast::ExprNode* unary(ast::UnaryOp* node);
  ast::ExprNode* subscript(const ast::Subscript* node);
  ast::ExprNode* tuple(const ast::Sequence<ast::ExprNode*>& elements, const ast::ExprNode* place);
  ast::ExprNode* frozenset(const ast::Sequence<ast::ExprNode*>& elements, const ast::ExprNode* place);
  ast::ExprNode* constant(Value value, const ast::ExprNode* place);

 private:
  bool values_of(const ast::Sequence<ast::ExprNode*>& elements, std::vector<Value>& values);
  bool is_small_enough(ast::Operator op, Value left, Value right);
  // "..." % (a, b): an f-string, if all its fields are %s, %r or %a.
  ast::ExprNode* percent_format(const ast::BinOp* node);

  Thread& thread_;
  Arena& arena_;
  ConstantPool& constants_;
};

}  // namespace taipan::python::compiler
