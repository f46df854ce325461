// python/compiler/futures.h -- the `from __future__` statements at the beginning of a module.
//
// Room       python/compiler.
// Tests      tests/syntax/compare_compile_errors.py
#pragma once

#include "python/compiler/problem.h"

namespace taipan::python::compiler {

// Adds the features to `flags` and tells the line of the last such statement (-1: none). False: see `problem`.
bool find_futures(const syntax::ast::ModNode* tree, uint32_t& flags, int32_t& last_line, CompileProblem& problem);

}  // namespace taipan::python::compiler
