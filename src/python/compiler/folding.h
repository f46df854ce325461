// python/compiler/folding.h -- replaces constant expressions of a tree by their values.
//
// Room       python/compiler. The first step; changes the tree in place.
// In / out   Operators on constants, tuples of constants, subscripts of constants, `in [..]` and `for .. in [..]`,
//            `"%s" % (..)`, `not a in b`, and __debug__, as CPython folds them: what is left out or too large for it
//            stays.
// Tests      tests/golden/compiler/folding*.py
#pragma once

#include "python/compiler/constants.h"
#include "python/compiler/problem.h"
#include "python/compiler/symbol_table.h"

namespace taipan::python::compiler {

struct FoldingOptions {
  int optimize = 0;
  bool future_annotations = false;  // annotations stay as they are: they become texts
};

// False: see `problem` (nests too deeply).
bool fold_constants(Thread& thread, Arena& arena, ConstantPool& constants, ast::ModNode* tree,
                    const FoldingOptions& options, DepthLimit depth, CompileProblem& problem);

}  // namespace taipan::python::compiler
