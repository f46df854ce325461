// python/runtime/compile_source.h -- the steps from source text to code that compile(), import and the command line share.
#pragma once

#include "base/arena.h"
#include "python/compiler/problem.h"
#include "python/runtime/runtime.h"
#include "python/syntax/ast.h"

namespace taipan::python {

// Flags of compile() beside the __future__ ones (ast.PyCF_*).
enum CompileFlag : uint32_t {
  kCompileDontImplyDedent = 0x200,
  kCompileOnlyAst = 0x400,
  kCompileTypeComments = 0x1000,
  kCompileTopLevelAwait = 0x2000,
  kCompileAllowIncompleteInput = 0x4000,
};

syntax::ast::ModNode* parse_source(Thread& thread, Arena& arena, const CompileRequest& request);
Code* compile_tree(Thread& thread, Arena& arena, syntax::ast::ModNode* tree, const CompileRequest& request);
Raised raise_compile_problem(Thread& thread, const CompileProblem& problem, String* filename);
int default_optimize();          // -O flags of the command line
int64_t int_max_str_digits();    // sys.get_int_max_str_digits
void set_int_max_str_digits(int64_t digits);
// The tree as instances of the classes of module _ast, and back (modules/ast_*.cpp).
bool is_ast_object(Thread& thread, Value value);
Value ast_to_objects(Thread& thread, syntax::ast::ModNode* tree);
syntax::ast::ModNode* ast_from_objects(Thread& thread, Arena& arena, Value object, CompileMode mode);
// Issues a warning as if from `filename`, line `lineno`.
Status warn_explicit(Thread& thread, Type* category, Value message, String* filename, int64_t lineno);

}  // namespace taipan::python
