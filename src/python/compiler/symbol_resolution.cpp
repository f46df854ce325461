// python/compiler/symbol_resolution.cpp -- decides for each name of each scope what it is: local, cell, free or global.
//
// Room       python/compiler. The contract is in symbol_table.h.
// Tests      tests/syntax/compare_compile_errors.py, tests/python/compiler/
//
// Scopes are handled from the outside inwards. A name that a scope does not bind is looked for in the functions around
// it: the first that binds it owns it, and the scopes passed on the way get it as a free variable. Since outer scopes
// are complete by then, a scope on the way that has the name as free already ends the search.
#include "python/compiler/symbol_table_private.h"

namespace taipan::python::compiler {

namespace {

class Resolver {
 public:
  Resolver(Arena& arena, NameTable& names, const Directives& directives, CompileProblem& problem)
      : arena_(arena), dunder_class_(names.intern("__class__")), directives_(directives), problem_(problem) {}

  void run(Scope* scope) {
    // The loop below may add symbols to scopes around this one, never to this one.
    for (uint32_t i = 0; i < scope->symbol_count && !problem_; ++i)
      resolve(scope, scope->symbols[i]);
    for (Scope* child = scope->first_child; child != nullptr && !problem_; child = child->next)
      run(child);
    for (uint32_t i = 0; i < scope->symbol_count; ++i) {
      const Resolution resolution = scope->symbols[i]->resolution;
      if (resolution == Resolution::Local || resolution == Resolution::Cell) ++scope->local_count;
    }
  }

 private:
  void resolve(Scope* scope, Symbol* symbol) {
    const uint32_t flags = symbol->flags;
    if ((flags & kSymbolGlobal) != 0) {
      if ((flags & kSymbolNonlocal) != 0) return fail(scope, symbol->name, "name '", "' is nonlocal and global");
      symbol->resolution = Resolution::GlobalExplicit;
    } else if ((flags & kSymbolNonlocal) != 0) {
      if (scope->kind == ScopeKind::Module) {
        return fail(scope, nullptr, "nonlocal declaration not allowed at module level", "", symbol->name);
      }
      if (!find_outside(scope, symbol)) return fail(scope, symbol->name, "no binding for nonlocal '", "' found");
    } else if ((flags & kSymbolBound) != 0) {
      symbol->resolution = Resolution::Local;
    } else if (symbol->resolution == Resolution::None && !find_outside(scope, symbol)) {
      symbol->resolution = Resolution::GlobalImplicit;
    }
  }

  // The function (or class, for __class__) around `scope` that owns the name. Null: the name is global.
  Scope* owner_of(const Scope* scope, const Name* name) const {
    for (Scope* outer = scope->parent; outer != nullptr; outer = outer->parent) {
      if (outer->kind == ScopeKind::Class) {
        if (name == dunder_class_) return outer;
      } else if (outer->kind == ScopeKind::Function) {
        const Symbol* symbol = outer->find(name);
        if (symbol == nullptr) continue;
        if (symbol->resolution == Resolution::Local || symbol->resolution == Resolution::Cell) return outer;
        if (symbol->resolution == Resolution::GlobalExplicit) return nullptr;
      }
    }
    return nullptr;
  }

  bool find_outside(Scope* scope, Symbol* symbol) {
    Scope* owner = owner_of(scope, symbol->name);
    if (owner == nullptr) return false;
    symbol->resolution = Resolution::Free;
    for (Scope* between = scope->parent; between != owner; between = between->parent)
      pass_through(between, symbol->name);
    if (owner->kind == ScopeKind::Class) {
      owner->needs_class_cell = true;
    } else {
      owner->find(symbol->name)->resolution = Resolution::Cell;
    }
    return true;
  }

  void pass_through(Scope* scope, Name* name) {
    Symbol* symbol = scope->find(name);
    if (symbol == nullptr) {
      add_symbol(arena_, scope, name)->resolution = Resolution::Free;
    } else if (scope->kind == ScopeKind::Class && (symbol->flags & (kSymbolBound | kSymbolGlobal)) != 0) {
      symbol->flags |= kSymbolFreeClass;
    }
  }

  void fail(const Scope* scope, const Name* shown, const char* before, const char* after, const Name* name = nullptr) {
    std::string message = before;
    if (shown != nullptr) message += shown->text;
    message += after;
    if (name == nullptr) name = shown;
    for (const Directives::Entry* entry = directives_.first; entry != nullptr; entry = entry->next) {
      if (entry->scope == scope && entry->name == name) return problem_.set_syntax(message, entry->location, false);
    }
    problem_.set_syntax(message, scope->location, false);
  }

  Arena& arena_;
  Name* const dunder_class_;
  const Directives& directives_;
  CompileProblem& problem_;
};

}  // namespace

bool resolve_symbols(Arena& arena, NameTable& names, SymbolTable& table, const Directives& directives,
                     CompileProblem& problem) {
  Resolver(arena, names, directives, problem).run(table.module);
  return !problem;
}

}  // namespace taipan::python::compiler
