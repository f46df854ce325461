// python/compiler/unparse.h -- an expression as text, for annotations under `from __future__ import annotations`.
//
// Room       python/compiler.
// Tests      tests/python/compiler/future_annotations.py
#pragma once

#include <string>

#include "python/syntax/ast.h"
#include "vm/thread.h"

namespace taipan::python::compiler {

// The text that CPython stores for the annotation: UTF-8, with surrogates as three bytes. Runs code only for constants
// that a program put into a tree.
std::string unparse(Thread& thread, const syntax::ast::ExprNode* node);

}  // namespace taipan::python::compiler
