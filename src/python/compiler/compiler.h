// python/compiler/compiler.h -- the door of this room: trees in, code objects out.
//
// Room       python/compiler. Knows trees, bytecode and the heap; knows no interpreter.
// In / out   compile() takes what the parser (or a conversion of Python's `ast` objects) made.
// Tests      tests/golden/compiler/, tests/python/compiler/, tests/syntax/compare_compile_errors.py
//
//   fold constants  ->  symbol table  ->  bytecode
//
// The tree is changed on the way: constant expressions are replaced by their values. Compile a tree once.
//
// How things are handed to the runtime, where opcodes.def does not say it:
//   - MakeFunction: defaults are a tuple, keyword defaults a dict, annotations a tuple of alternating names and values,
//   the
//     closure a tuple of cells; each of the four registers may be unbound.
//   - The first constant of a function is its docstring, or None.
//   - Await of b is `GetAwaitable a, b, kind`, then the loop of Send. `async for` sends to what GetAsyncNext gives.
//   - A class body returns its __class__ cell, or None, as CPython's does.
#pragma once

#include <span>
#include <string_view>

#include "base/arena.h"
#include "python/bytecode/bytecode.h"
#include "python/compiler/problem.h"
#include "python/syntax/ast.h"
#include "vm/thread.h"

namespace taipan::python {

// Bits of __future__ features in co_flags and in the flags of compile().
enum FutureFlag : uint32_t {
  kFutureNestedScopes = 0x10,
  kFutureDivision = 0x20000,
  kFutureAbsoluteImport = 0x40000,
  kFutureWithStatement = 0x80000,
  kFuturePrintFunction = 0x100000,
  kFutureUnicodeLiterals = 0x200000,
  kFutureBarryAsFlufl = 0x400000,
  kFutureGeneratorStop = 0x800000,
  kFutureAnnotations = 0x1000000,
  kFutureMask = 0x1FE0000,
};

// What became of a SyntaxWarning.
enum class WarningOutcome : uint8_t {
  Issued,
  IsError,  // the filters make it an error: compilation fails with a SyntaxError of the same text
  Raised,   // issuing it raised something else
};

struct CompileOptions {
  uint32_t future_flags = 0;     // features in effect from outside
  int optimize = 0;              // 1: no asserts, __debug__ is False; 2: no docstrings either
  bool top_level_await = false;  // `await` is allowed in a module, whose code is then a coroutine
  // Called for each SyntaxWarning; may be null.
  WarningOutcome (*warn)(void* context, Thread& thread, std::string_view message, int32_t lineno) = nullptr;
  void* warn_context = nullptr;
};

struct CompileResult {
  Code* code = nullptr;  // null exactly when there is a problem
  CompileProblem problem;
};

// Compiles a Module, Interactive or Expression. `arena` is the tree's, or one that lives at least as long as this call.
CompileResult compile(Thread& thread, Arena& arena, syntax::ast::ModNode* tree, String* filename,
                      const CompileOptions& options);

// ---- what the runtime defines for the compiler

// frozenset(values), or raised.
Value make_frozenset(Thread& thread, std::span<const Value> values);
// The complex number imaginary * 1j.
Value make_imaginary(Heap& heap, double imaginary);

}  // namespace taipan::python
