// python/compiler/unparse.h -- an expression as text, for annotations under `from __future__ import annotations`.
//
// Room       python/compiler.
// Tests      tests/python/compiler/future_annotations.py
#pragma once

#include <string>

#include "python/syntax/ast.h"

namespace taipan::python::compiler {

// The text that CPython stores for the annotation: UTF-8, with surrogates as three bytes.
std::string unparse(const syntax::ast::ExprNode* node);

}  // namespace taipan::python::compiler
