// python/compiler/warnings.cpp -- code that is legal and most likely a mistake.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/syntax/compare_compile_errors.py
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

// The type that the value of the expression certainly has; empty if that cannot be told.
std::string_view type_of_literal(const ast::ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::Tuple:
      return "tuple";
    case NodeKind::List:
    case NodeKind::ListComp:
      return "list";
    case NodeKind::Dict:
    case NodeKind::DictComp:
      return "dict";
    case NodeKind::Set:
    case NodeKind::SetComp:
      return "set";
    case NodeKind::GeneratorExp:
      return "generator";
    case NodeKind::Lambda:
      return "function";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      return "str";
    case NodeKind::Constant:
      return type_name_of(node->as<ast::Constant>()->value);
    default:
      return {};
  }
}

// Constants whose identity means something.
bool has_identity(const ast::ExprNode* node) {
  const auto* constant = node->try_as<ast::Constant>();
  if (constant == nullptr) return true;
  switch (constant->value.kind) {
    case ast::ConstantKind::None:
    case ast::ConstantKind::True:
    case ast::ConstantKind::False:
    case ast::ConstantKind::Ellipsis:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Compiler::warn(const std::string& message) {
  // Another pass over the same tree has said it already when jumps are long.
  if (options_.warn == nullptr || long_jumps_ || failed()) return;
  switch (options_.warn(options_.warn_context, thread_, message, code().position.line)) {
    case WarningOutcome::Issued:
      return;
    case WarningOutcome::IsError:
      return fail(message);
    case WarningOutcome::Raised:
      return problem_.set(CompileProblem::Kind::Raised, "");
  }
}

void Compiler::check_callable(const ast::ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::Constant:
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::ListComp:
    case NodeKind::Dict:
    case NodeKind::DictComp:
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: {
      std::string message = "'";
      message += type_of_literal(node);
      return warn(message + "' object is not callable; perhaps you missed a comma?");
    }
    default:
      return;
  }
}

void Compiler::check_subscriptable(const ast::ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::Constant: {
      const std::string_view type = type_of_literal(node);
      if (type == "str" || type == "bytes" || type == "tuple") return;
      [[fallthrough]];
    }
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::Lambda: {
      std::string message = "'";
      message += type_of_literal(node);
      return warn(message + "' object is not subscriptable; perhaps you missed a comma?");
    }
    default:
      return;
  }
}

void Compiler::check_index(const ast::ExprNode* container, const ast::ExprNode* index) {
  const std::string_view index_type = type_of_literal(index);
  if (index_type.empty() || index_type == "int" || index_type == "bool") return;
  switch (container->node_kind) {
    case NodeKind::Constant: {
      const std::string_view type = type_of_literal(container);
      if (type != "str" && type != "bytes" && type != "tuple") return;
      break;
    }
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::ListComp:
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      break;
    default:
      return;
  }
  std::string message(type_of_literal(container));
  message += " indices must be integers or slices, not ";
  message += index_type;
  warn(message + "; perhaps you missed a comma?");
}

void Compiler::check_identity_comparison(const ast::Compare* node) {
  bool left = has_identity(node->left);
  for (uint32_t i = 0; i < node->ops.size(); ++i) {
    const bool right = has_identity(node->comparators[i]);
    const ast::CompareOperator op = node->ops[i];
    if ((op == ast::CompareOperator::Is || op == ast::CompareOperator::IsNot) && (!left || !right)) {
      return warn(op == ast::CompareOperator::Is ? "\"is\" with a literal. Did you mean \"==\"?"
                                                 : "\"is not\" with a literal. Did you mean \"!=\"?");
    }
    left = right;
  }
}

}  // namespace taipan::python::compiler
