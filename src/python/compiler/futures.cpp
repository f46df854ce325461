// python/compiler/futures.cpp -- looks for __future__ features before anything else is done with the tree.
//
// Room       python/compiler. The contract is in futures.h.
// Tests      tests/syntax/compare_compile_errors.py
#include "python/compiler/futures.h"

#include "python/compiler/compiler.h"

namespace taipan::python::compiler {

namespace ast = syntax::ast;

namespace {

struct Feature {
  std::string_view name;
  uint32_t flag;  // 0: the feature has become part of the language
};
constexpr Feature kFeatures[] = {
    {"nested_scopes", 0},
    {"generators", 0},
    {"division", 0},
    {"absolute_import", 0},
    {"with_statement", 0},
    {"print_function", 0},
    {"unicode_literals", 0},
    {"generator_stop", 0},
    {"barry_as_FLUFL", kFutureBarryAsFlufl},
    {"annotations", kFutureAnnotations},
};

// These errors have no end, and the one about late statements points one column further left.
void fail(CompileProblem& problem, std::string message, const ast::StmtNode* node, int32_t offset) {
  problem.set_syntax(std::move(message), node->location, false);
  problem.offset = offset;
  problem.end_lineno = node->location.lineno;
  problem.end_offset = -1;
}

bool add_features(const ast::ImportFrom* node, uint32_t& flags, CompileProblem& problem) {
  for (const ast::Alias* alias : node->names) {
    bool known = false;
    for (const Feature& feature : kFeatures) {
      if (feature.name != alias->name) continue;
      flags |= feature.flag;
      known = true;
    }
    if (known) continue;
    if (alias->name == "braces") {
      fail(problem, "not a chance", node, node->location.col_offset + 1);
    } else {
      std::string message = "future feature ";
      message += alias->name.substr(0, 100);
      fail(problem, message + " is not defined", node, node->location.col_offset + 1);
    }
    return false;
  }
  return true;
}

bool is_string(const ast::StmtNode* node) {
  const auto* statement = node->try_as<ast::Expr>();
  const auto* constant = statement == nullptr ? nullptr : statement->value->try_as<ast::Constant>();
  return constant != nullptr && constant->value.kind == ast::ConstantKind::Str;
}

}  // namespace

bool find_futures(const ast::ModNode* tree, uint32_t& flags, int32_t& last_line, CompileProblem& problem) {
  ast::Sequence<ast::StmtNode*> body;
  if (const auto* module = tree->try_as<ast::Module>()) body = module->body;
  if (const auto* interactive = tree->try_as<ast::Interactive>()) body = interactive->body;
  bool done = false;
  int32_t previous_line = 0;
  for (const ast::StmtNode* node : body) {
    // Statements on the line of the last one that may come first are still looked at.
    if (done && node->location.lineno > previous_line) return true;
    previous_line = node->location.lineno;
    const auto* import = node->try_as<ast::ImportFrom>();
    if (import != nullptr && import->module == "__future__") {
      if (done) {
        fail(problem, "from __future__ imports must occur at the beginning of the file", node,
             node->location.col_offset);
        return false;
      }
      if (!add_features(import, flags, problem)) return false;
      last_line = node->location.lineno;
    } else if (node != body[0] || !is_string(node)) {
      done = true;
    }
  }
  return true;
}

}  // namespace taipan::python::compiler
