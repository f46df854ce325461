// python/syntax/ast_dump.h -- prints a tree as Python's `ast.dump(tree, include_attributes=True)` does.
//
// Room       Syntax. For tests and for the developer.
// Tests      tests/syntax/compare_ast.py
#pragma once

#include <string>

#include "python/syntax/ast.h"

namespace taipan::syntax {

[[nodiscard]] std::string dump(const ast::Node* node);

}  // namespace taipan::syntax
