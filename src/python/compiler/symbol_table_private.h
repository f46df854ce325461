// python/compiler/symbol_table_private.h -- what collecting and resolving names share.
//
// Room       python/compiler, private to the two files of the symbol table.
#pragma once

#include "python/compiler/symbol_table.h"

namespace taipan::python::compiler {

// Where `global` and `nonlocal` statements (and walruses that act like them) stand, for errors found while resolving.
struct Directives {
  struct Entry {
    const Scope* scope;
    const Name* name;
    ast::Location location;
    Entry* next;
  };
  Entry* first = nullptr;
  Entry** end = &first;

  void add(Arena& arena, const Scope* scope, const Name* name, const ast::Location& location) {
    auto* entry = arena.make<Entry>(scope, name, location, nullptr);
    *end = entry;
    end = &entry->next;
  }
};

Symbol* add_symbol(Arena& arena, Scope* scope, Name* name);

// Gives every symbol its resolution. False: see `problem`.
bool resolve_symbols(Arena& arena, NameTable& names, SymbolTable& table, const Directives& directives,
                     CompileProblem& problem);

}  // namespace taipan::python::compiler
