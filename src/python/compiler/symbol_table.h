// python/compiler/symbol_table.h -- which scope every name belongs to.
//
// Room       python/compiler. The second step, after folding: a tree in, scopes out. Also what the `_symtable` module
// shows. In / out   build_symbol_table() walks the tree once and then resolves names from the outermost scope inwards.
// Tests      tests/python/compiler/, tests/syntax/compare_compile_errors.py
//
// Scopes are the module, classes, functions, lambdas and comprehensions. A name that a function binds is *local*; if an
// inner scope refers to it, it is a *cell* there, and *free* in the inner scope and all scopes in between. Everything
// else is global. Classes are looked through: what they bind is not seen from inside their methods, except `__class__`.
#pragma once

#include <cstdint>

#include "base/arena.h"
#include "python/compiler/names.h"
#include "python/compiler/problem.h"
#include "python/syntax/ast.h"

namespace taipan::python::compiler {

namespace ast = syntax::ast;

// How a name occurs in a scope; the values are those that the `symtable` module knows.
enum SymbolFlag : uint32_t {
  kSymbolGlobal = 1,  // `global` statement
  kSymbolLocal = 2,   // bound by an assignment, import, definition, ...
  kSymbolParameter = 4,
  kSymbolNonlocal = 8,  // `nonlocal` statement
  kSymbolUsed = 16,
  kSymbolFree = 32,
  kSymbolFreeClass = 64,  // bound in a class, and free in one of its methods
  kSymbolImport = 128,
  kSymbolAnnotated = 256,
  kSymbolIteration = 512,  // target of a comprehension
  kSymbolBound = kSymbolLocal | kSymbolParameter | kSymbolImport,
  kSymbolVisibleMask = 0x3FF,
  // Ours:
  kSymbolUnbindable = 1 << 16,  // `del x`, `except ... as x`: may lose its value again
  kSymbolWalrus = 1 << 17,      // `(x := ...)`: may change within an expression
};

enum class Resolution : uint8_t { None, Local, GlobalExplicit, GlobalImplicit, Free, Cell };

struct Symbol {
  static constexpr uint16_t kNoRegister = 0xFFFF;

  Name* name;
  uint32_t flags = 0;
  Resolution resolution = Resolution::None;
  uint16_t variable = kNoRegister;  // the compiler's: register of the variable or its cell
  uint16_t closure = kNoRegister;   // the compiler's, kSymbolFreeClass: register of the cell that is passed through
};

enum class ScopeKind : uint8_t { Function, Class, Module, Annotation };
enum class ComprehensionKind : uint8_t { None, List, Set, Dict, Generator };

struct Scope {
  ScopeKind kind;
  ComprehensionKind comprehension = ComprehensionKind::None;
  Name* name;
  const ast::Node* node;
  Scope* parent;
  ast::Location location;
  Scope* first_child = nullptr;
  Scope* last_child = nullptr;
  Scope* next = nullptr;       // sibling
  Symbol** symbols = nullptr;  // in order of first occurrence; parameters first
  uint32_t symbol_count = 0;
  uint32_t symbol_capacity = 0;
  uint32_t parameter_count = 0;
  uint32_t local_count = 0;  // the compiler's bound on local variables, cells included
  IndexMap index = {};       // name id to position in `symbols`
  bool nested = false;       // some scope around it is a function
  bool generator = false;    // has `yield`
  bool coroutine = false;    // has `await`, or is `async def`
  bool returns_value = false;
  bool needs_class_cell = false;  // class whose methods refer to __class__
  uint32_t iterable_depth = 0;    // inside of a comprehension's iterable: no walrus there
  bool in_target = false;         // inside of a comprehension's target

  [[nodiscard]] Symbol* find(const Name* name_wanted) const {
    const uint32_t position = index.find(name_wanted->id);
    return position == IndexMap::kAbsent ? nullptr : symbols[position];
  }
};

struct SymbolTable {
  Scope* module = nullptr;
  // The scope of a FunctionDef, ClassDef, Lambda, comprehension, ...
  [[nodiscard]] Scope* scope_of(const ast::Node* node) const;

  IndexMap scopes_by_node;
  Scope** scopes = nullptr;
  uint32_t scope_count = 0;
  uint32_t scope_capacity = 0;
};

// Stops recursion over trees that nest too deeply.
class DepthLimit {
 public:
  DepthLimit(uint32_t levels, uintptr_t native_stack_limit) : left_(levels), stack_limit_(native_stack_limit) {}
  [[nodiscard]] bool enter() {
    if (left_ == 0 || reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) <= stack_limit_) return false;
    --left_;
    return true;
  }
  void leave() { ++left_; }

 private:
  uint32_t left_;
  uintptr_t stack_limit_;
};

// `future_annotations`: annotations are never evaluated. False: see `problem`.
bool build_symbol_table(Arena& arena, NameTable& names, const ast::Node* tree, bool future_annotations,
                        DepthLimit depth, SymbolTable& table, CompileProblem& problem);

}  // namespace taipan::python::compiler
