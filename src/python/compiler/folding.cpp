// python/compiler/folding.cpp -- the walk over the tree that folds constants. The operations are in
// fold_operations.cpp.
//
// Room       python/compiler. The contract is in folding.h.
// Tests      tests/golden/compiler/folding*.py
#include "python/compiler/folding.h"

#include "python/compiler/fold_operations.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

class Folder {
 public:
  Folder(Thread& thread, Arena& arena, ConstantPool& constants, const FoldingOptions& options, DepthLimit depth,
         CompileProblem& problem)
      : arena_(arena), operations_(thread, arena, constants), options_(options), depth_(depth), problem_(problem) {}

  void tree(ast::ModNode* node) {
    switch (node->node_kind) {
      case NodeKind::Module:
        return documented(node->as<ast::Module>()->body);
      case NodeKind::Interactive:
        return statements(node->as<ast::Interactive>()->body);
      case NodeKind::Expression:
        return expression(node->as<ast::Expression>()->body);
      default:
        return;
    }
  }

 private:
  bool enter() {
    if (problem_) return false;
    if (depth_.enter()) return true;
    problem_.set(CompileProblem::Kind::RecursionError, "maximum recursion depth exceeded during compilation");
    return false;
  }

  void statements(const ast::Sequence<ast::StmtNode*>& body) {
    for (ast::StmtNode* node : body)
      statement(node);
  }
  void expressions(const ast::Sequence<ast::ExprNode*>& nodes) {
    for (ast::ExprNode*& node : nodes)
      optional(node);
  }
  void optional(ast::ExprNode*& node) {
    if (node != nullptr) expression(node);
  }
  void keywords(const ast::Sequence<ast::Keyword*>& nodes) {
    for (ast::Keyword* node : nodes)
      expression(node->value);
  }

  static bool is_string(const ast::StmtNode* node) {
    const auto* statement = node->try_as<ast::Expr>();
    const auto* constant = statement == nullptr ? nullptr : statement->value->try_as<ast::Constant>();
    return constant != nullptr && constant->value.kind == ast::ConstantKind::Str;
  }

  // A body that may begin with a docstring. An expression that only folding turns into a string is none.
  void documented(const ast::Sequence<ast::StmtNode*>& body) {
    const bool has_docstring = !body.empty() && is_string(body[0]);
    statements(body);
    if (has_docstring || body.empty()) return;
    auto* first = body[0]->try_as<ast::Expr>();
    if (first == nullptr || !first->value->is<ast::Constant>()) return;
    if (type_name_of(first->value->as<ast::Constant>()->value) != "str") return;
    auto** elements = arena_.allocate_array<ast::ExprNode*>(1);
    elements[0] = first->value;
    first->value =
        ast::make<ast::JoinedStr>(arena_, first->value->location, ast::Sequence<ast::ExprNode*>{elements, 1});
  }

  void annotation(ast::ExprNode*& node) {
    if (!options_.future_annotations) optional(node);
  }

  void arguments(ast::Arguments* node) {
    for (ast::Arg* argument : node->posonlyargs)
      annotation(argument->annotation);
    for (ast::Arg* argument : node->args)
      annotation(argument->annotation);
    if (node->vararg != nullptr) annotation(node->vararg->annotation);
    for (ast::Arg* argument : node->kwonlyargs)
      annotation(argument->annotation);
    expressions(node->kw_defaults);
    if (node->kwarg != nullptr) annotation(node->kwarg->annotation);
    expressions(node->defaults);
  }

  void statement(ast::StmtNode* node) {
    if (!enter()) return;
    statement_parts(node);
    depth_.leave();
  }

  void statement_parts(ast::StmtNode* node) {
    switch (node->node_kind) {
      case NodeKind::FunctionDef: {
        auto* function = node->as<ast::FunctionDef>();
        arguments(function->args);
        documented(function->body);
        expressions(function->decorator_list);
        return annotation(function->returns);
      }
      case NodeKind::AsyncFunctionDef: {
        auto* function = node->as<ast::AsyncFunctionDef>();
        arguments(function->args);
        documented(function->body);
        expressions(function->decorator_list);
        return annotation(function->returns);
      }
      case NodeKind::ClassDef: {
        auto* definition = node->as<ast::ClassDef>();
        expressions(definition->bases);
        keywords(definition->keywords);
        documented(definition->body);
        return expressions(definition->decorator_list);
      }
      case NodeKind::Return:
        return optional(node->as<ast::Return>()->value);
      case NodeKind::Delete:
        return expressions(node->as<ast::Delete>()->targets);
      case NodeKind::Assign:
        expressions(node->as<ast::Assign>()->targets);
        return expression(node->as<ast::Assign>()->value);
      case NodeKind::AugAssign:
        expression(node->as<ast::AugAssign>()->target);
        return expression(node->as<ast::AugAssign>()->value);
      case NodeKind::AnnAssign:
        expression(node->as<ast::AnnAssign>()->target);
        annotation(node->as<ast::AnnAssign>()->annotation);
        return optional(node->as<ast::AnnAssign>()->value);
      case NodeKind::For: {
        auto* loop = node->as<ast::For>();
        expression(loop->target);
        expression(loop->iter);
        iterable(loop->iter);
        statements(loop->body);
        return statements(loop->orelse);
      }
      case NodeKind::AsyncFor: {
        auto* loop = node->as<ast::AsyncFor>();
        expression(loop->target);
        expression(loop->iter);
        statements(loop->body);
        return statements(loop->orelse);
      }
      case NodeKind::While:
        expression(node->as<ast::While>()->test);
        statements(node->as<ast::While>()->body);
        return statements(node->as<ast::While>()->orelse);
      case NodeKind::If:
        expression(node->as<ast::If>()->test);
        statements(node->as<ast::If>()->body);
        return statements(node->as<ast::If>()->orelse);
      case NodeKind::With:
        return with(node->as<ast::With>()->items, node->as<ast::With>()->body);
      case NodeKind::AsyncWith:
        return with(node->as<ast::AsyncWith>()->items, node->as<ast::AsyncWith>()->body);
      case NodeKind::Raise:
        optional(node->as<ast::Raise>()->exc);
        return optional(node->as<ast::Raise>()->cause);
      case NodeKind::Try: {
        auto* attempt = node->as<ast::Try>();
        return attempt_parts(attempt->body, attempt->handlers, attempt->orelse, attempt->finalbody);
      }
      case NodeKind::TryStar: {
        auto* attempt = node->as<ast::TryStar>();
        return attempt_parts(attempt->body, attempt->handlers, attempt->orelse, attempt->finalbody);
      }
      case NodeKind::Assert:
        expression(node->as<ast::Assert>()->test);
        return optional(node->as<ast::Assert>()->msg);
      case NodeKind::Expr:
        return expression(node->as<ast::Expr>()->value);
      case NodeKind::Match:
        expression(node->as<ast::Match>()->subject);
        for (ast::MatchCase* match_case : node->as<ast::Match>()->cases) {
          pattern(match_case->pattern);
          optional(match_case->guard);
          statements(match_case->body);
        }
        return;
      default:
        return;
    }
  }

  void with(const ast::Sequence<ast::WithItem*>& items, const ast::Sequence<ast::StmtNode*>& body) {
    for (ast::WithItem* item : items) {
      expression(item->context_expr);
      optional(item->optional_vars);
    }
    statements(body);
  }

  void attempt_parts(const ast::Sequence<ast::StmtNode*>& body, const ast::Sequence<ast::ExceptHandlerNode*>& handlers,
                     const ast::Sequence<ast::StmtNode*>& orelse, const ast::Sequence<ast::StmtNode*>& finalbody) {
    statements(body);
    for (ast::ExceptHandlerNode* node : handlers) {
      optional(node->as<ast::ExceptHandler>()->type);
      statements(node->as<ast::ExceptHandler>()->body);
    }
    statements(orelse);
    statements(finalbody);
  }

  void comprehension(const ast::Sequence<ast::Comprehension*>& generators) {
    for (ast::Comprehension* generator : generators) {
      expression(generator->target);
      expression(generator->iter);
      expressions(generator->ifs);
      iterable(generator->iter);
    }
  }

  void pattern(ast::PatternNode* node) {
    if (!enter()) return;
    pattern_parts(node);
    depth_.leave();
  }

  void pattern_parts(ast::PatternNode* node) {
    switch (node->node_kind) {
      case NodeKind::MatchValue:
        return expression(node->as<ast::MatchValue>()->value);
      case NodeKind::MatchSequence:
        return patterns(node->as<ast::MatchSequence>()->patterns);
      case NodeKind::MatchMapping:
        expressions(node->as<ast::MatchMapping>()->keys);
        return patterns(node->as<ast::MatchMapping>()->patterns);
      case NodeKind::MatchClass:
        expression(node->as<ast::MatchClass>()->cls);
        patterns(node->as<ast::MatchClass>()->patterns);
        return patterns(node->as<ast::MatchClass>()->kwd_patterns);
      case NodeKind::MatchAs:
        if (node->as<ast::MatchAs>()->pattern != nullptr) pattern(node->as<ast::MatchAs>()->pattern);
        return;
      case NodeKind::MatchOr:
        return patterns(node->as<ast::MatchOr>()->patterns);
      default:
        return;
    }
  }
  void patterns(const ast::Sequence<ast::PatternNode*>& nodes) {
    for (ast::PatternNode* node : nodes)
      pattern(node);
  }

  // The right side of `in`, and what a loop goes through: a display that nobody else sees need not be a new object.
  void iterable(ast::ExprNode*& node) {
    if (problem_) return;
    if (auto* list = node->try_as<ast::List>()) {
      for (const ast::ExprNode* element : list->elts) {
        if (element->is<ast::Starred>()) return;
      }
      ast::ExprNode* folded = operations_.tuple(list->elts, node);
      node = folded != nullptr ? folded : ast::make<ast::Tuple>(arena_, node->location, list->elts, list->ctx);
    } else if (auto* set = node->try_as<ast::Set>()) {
      if (ast::ExprNode* folded = operations_.frozenset(set->elts, node)) node = folded;
    }
  }

  void replace(ast::ExprNode*& node, ast::ExprNode* folded) {
    if (folded != nullptr) node = folded;
  }

  void expression(ast::ExprNode*& node) {
    if (!enter()) return;
    expression_parts(node);
    depth_.leave();
  }

  void expression_parts(ast::ExprNode*& node) {
    switch (node->node_kind) {
      case NodeKind::BoolOp:
        return expressions(node->as<ast::BoolOp>()->values);
      case NodeKind::NamedExpr:
        return expression(node->as<ast::NamedExpr>()->value);
      case NodeKind::BinOp:
        expression(node->as<ast::BinOp>()->left);
        expression(node->as<ast::BinOp>()->right);
        if (!problem_) replace(node, operations_.binary(node->as<ast::BinOp>()));
        return;
      case NodeKind::UnaryOp:
        expression(node->as<ast::UnaryOp>()->operand);
        if (!problem_) replace(node, operations_.unary(node->as<ast::UnaryOp>()));
        return;
      case NodeKind::Lambda:
        arguments(node->as<ast::Lambda>()->args);
        return expression(node->as<ast::Lambda>()->body);
      case NodeKind::IfExp:
        expression(node->as<ast::IfExp>()->test);
        expression(node->as<ast::IfExp>()->body);
        return expression(node->as<ast::IfExp>()->orelse);
      case NodeKind::Dict:
        expressions(node->as<ast::Dict>()->keys);
        return expressions(node->as<ast::Dict>()->values);
      case NodeKind::Set:
        return expressions(node->as<ast::Set>()->elts);
      case NodeKind::ListComp:
        expression(node->as<ast::ListComp>()->elt);
        return comprehension(node->as<ast::ListComp>()->generators);
      case NodeKind::SetComp:
        expression(node->as<ast::SetComp>()->elt);
        return comprehension(node->as<ast::SetComp>()->generators);
      case NodeKind::DictComp:
        expression(node->as<ast::DictComp>()->key);
        expression(node->as<ast::DictComp>()->value);
        return comprehension(node->as<ast::DictComp>()->generators);
      case NodeKind::GeneratorExp:
        expression(node->as<ast::GeneratorExp>()->elt);
        return comprehension(node->as<ast::GeneratorExp>()->generators);
      case NodeKind::Await:
        return expression(node->as<ast::Await>()->value);
      case NodeKind::Yield:
        return optional(node->as<ast::Yield>()->value);
      case NodeKind::YieldFrom:
        return expression(node->as<ast::YieldFrom>()->value);
      case NodeKind::Compare: {
        auto* compare = node->as<ast::Compare>();
        expression(compare->left);
        expressions(compare->comparators);
        const ast::CompareOperator last = compare->ops.back();
        if (last == ast::CompareOperator::In || last == ast::CompareOperator::NotIn)
          iterable(compare->comparators.back());
        return;
      }
      case NodeKind::Call:
        expression(node->as<ast::Call>()->func);
        expressions(node->as<ast::Call>()->args);
        return keywords(node->as<ast::Call>()->keywords);
      case NodeKind::FormattedValue:
        expression(node->as<ast::FormattedValue>()->value);
        return optional(node->as<ast::FormattedValue>()->format_spec);
      case NodeKind::JoinedStr:
        return expressions(node->as<ast::JoinedStr>()->values);
      case NodeKind::Attribute:
        return expression(node->as<ast::Attribute>()->value);
      case NodeKind::Subscript:
        expression(node->as<ast::Subscript>()->value);
        expression(node->as<ast::Subscript>()->slice);
        if (!problem_) replace(node, operations_.subscript(node->as<ast::Subscript>()));
        return;
      case NodeKind::Starred:
        return expression(node->as<ast::Starred>()->value);
      case NodeKind::List:
        return expressions(node->as<ast::List>()->elts);
      case NodeKind::Tuple:
        expressions(node->as<ast::Tuple>()->elts);
        if (!problem_ && node->as<ast::Tuple>()->ctx == ast::ExprContext::Load) {
          replace(node, operations_.tuple(node->as<ast::Tuple>()->elts, node));
        }
        return;
      case NodeKind::Slice:
        optional(node->as<ast::Slice>()->lower);
        optional(node->as<ast::Slice>()->upper);
        return optional(node->as<ast::Slice>()->step);
      case NodeKind::Name: {
        const auto* name = node->as<ast::Name>();
        if (name->ctx == ast::ExprContext::Load && name->id == "__debug__") {
          replace(node, operations_.constant(Value::boolean(options_.optimize == 0), node));
        }
        return;
      }
      default:
        return;
    }
  }

  Arena& arena_;
  FoldOperations operations_;
  const FoldingOptions& options_;
  DepthLimit depth_;
  CompileProblem& problem_;
};

}  // namespace

bool fold_constants(Thread& thread, Arena& arena, ConstantPool& constants, ast::ModNode* tree,
                    const FoldingOptions& options, DepthLimit depth, CompileProblem& problem) {
  Folder(thread, arena, constants, options, depth, problem).tree(tree);
  return !problem;
}

}  // namespace taipan::python::compiler
