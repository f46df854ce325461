// python/compiler/symbol_table.cpp -- collects the names of every scope; symbol_resolution.cpp then resolves them.
//
// Room       python/compiler. The contract is in symbol_table.h.
// Tests      tests/syntax/compare_compile_errors.py
#include "python/compiler/symbol_table.h"

#include <cstring>

#include "python/compiler/symbol_table_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

Scope* SymbolTable::scope_of(const ast::Node* node) const {
  const uint32_t position = scopes_by_node.find(reinterpret_cast<uintptr_t>(node));
  return position == IndexMap::kAbsent ? nullptr : scopes[position];
}

Symbol* add_symbol(Arena& arena, Scope* scope, Name* name) {
  if (scope->symbol_count == scope->symbol_capacity) {
    scope->symbol_capacity = scope->symbol_capacity == 0 ? 8 : scope->symbol_capacity * 2;
    auto** symbols = arena.allocate_array<Symbol*>(scope->symbol_capacity);
    if (scope->symbol_count != 0) std::memcpy(symbols, scope->symbols, scope->symbol_count * sizeof(Symbol*));
    scope->symbols = symbols;
  }
  auto* symbol = arena.make<Symbol>(name);
  scope->index.add(arena, name->id, scope->symbol_count);
  scope->symbols[scope->symbol_count++] = symbol;
  return symbol;
}

namespace {

std::string quoted(const char* before, const Name* name, const char* after) {
  std::string text = before;
  text += '\'';
  text += name->text;
  text += '\'';
  text += after;
  return text;
}

class SymbolCollector {
 public:
  SymbolCollector(Arena& arena, NameTable& names, bool future_annotations, DepthLimit depth, SymbolTable& table,
                  CompileProblem& problem)
      : arena_(arena),
        names_(names),
        future_annotations_(future_annotations),
        depth_(depth),
        table_(table),
        problem_(problem),
        super_(names.intern("super")),
        dunder_class_(names.intern("__class__")) {}

  void collect(const ast::Node* tree, Directives& directives) {
    directives_ = &directives;
    enter(names_.intern("top"), ScopeKind::Module, tree, {0, 0, 0, 0});
    table_.module = scope_;
    switch (tree->node_kind) {
      case NodeKind::Module:
        statements(tree->as<ast::Module>()->body);
        break;
      case NodeKind::Interactive:
        statements(tree->as<ast::Interactive>()->body);
        break;
      case NodeKind::Expression:
        expression(tree->as<ast::Expression>()->body);
        break;
      default:
        problem_.set(CompileProblem::Kind::ValueError, "this compiler does not handle FunctionTypes");
        break;
    }
    leave();
  }

 private:
  [[nodiscard]] bool failed() const { return static_cast<bool>(problem_); }
  void fail(std::string message, const ast::Location& place) { problem_.set_syntax(std::move(message), place, false); }
  [[nodiscard]] Name* mangled(std::string_view identifier) {
    return names_.mangle(class_name_, names_.intern(identifier));
  }

  // ---- scopes

  void enter(Name* name, ScopeKind kind, const ast::Node* node, const ast::Location& location) {
    auto* scope = arena_.make<Scope>(kind, ComprehensionKind::None, name, node, scope_, location);
    if (scope_ != nullptr) {
      scope->nested = scope_->nested || scope_->kind == ScopeKind::Function;
      scope->iterable_depth = scope_->iterable_depth;
    }
    if (kind != ScopeKind::Annotation) {
      if (scope_ != nullptr) {
        (scope_->last_child == nullptr ? scope_->first_child : scope_->last_child->next) = scope;
        scope_->last_child = scope;
      }
      if (table_.scope_count == table_.scope_capacity) {
        table_.scope_capacity = table_.scope_capacity == 0 ? 32 : table_.scope_capacity * 2;
        auto** scopes = arena_.allocate_array<Scope*>(table_.scope_capacity);
        if (table_.scope_count != 0) std::memcpy(scopes, table_.scopes, table_.scope_count * sizeof(Scope*));
        table_.scopes = scopes;
      }
      table_.scopes_by_node.add(arena_, reinterpret_cast<uintptr_t>(node), table_.scope_count);
      table_.scopes[table_.scope_count++] = scope;
    }
    scope_ = scope;
  }

  void leave() { scope_ = scope_->parent; }

  // ---- definitions

  void define(Name* name, uint32_t flag, Scope* scope, const ast::Location& place) {
    Symbol* symbol = scope->find(name);
    if (symbol == nullptr) {
      symbol = add_symbol(arena_, scope, name);
    } else if ((flag & kSymbolParameter) != 0 && (symbol->flags & kSymbolParameter) != 0) {
      return fail(quoted("duplicate argument ", name, " in function definition"), place);
    }
    symbol->flags |= flag;
    if (scope->in_target) {
      if ((symbol->flags & (kSymbolGlobal | kSymbolNonlocal)) != 0) {
        return fail(quoted("comprehension inner loop cannot rebind assignment expression target ", name, ""), place);
      }
      symbol->flags |= kSymbolIteration;
    }
    if ((flag & kSymbolParameter) != 0) {
      ++scope->parameter_count;
    } else if ((flag & kSymbolGlobal) != 0) {
      Symbol* global = table_.module->find(name);
      if (global == nullptr) global = add_symbol(arena_, table_.module, name);
      global->flags |= flag;
    }
  }
  void define(std::string_view identifier, uint32_t flag, const ast::Location& place) {
    define(mangled(identifier), flag, scope_, place);
  }

  [[nodiscard]] uint32_t flags_of(Name* name) const {
    const Symbol* symbol = scope_->find(name);
    return symbol == nullptr ? 0 : symbol->flags & kSymbolVisibleMask;
  }

  // ---- statements

  void statements(const ast::Sequence<ast::StmtNode*>& body) {
    for (const ast::StmtNode* node : body) {
      if (failed()) return;
      statement(node);
    }
  }

  void expressions(const ast::Sequence<ast::ExprNode*>& nodes) {
    for (const ast::ExprNode* node : nodes)
      optional(node);
  }

  void optional(const ast::ExprNode* node) {
    if (node != nullptr) expression(node);
  }

  void statement(const ast::StmtNode* node) {
    if (!depth_.enter()) {
      problem_.set(CompileProblem::Kind::RecursionError, "maximum recursion depth exceeded during compilation");
      return;
    }
    statement_body(node);
    depth_.leave();
  }

  void statement_body(const ast::StmtNode* node) {
    switch (node->node_kind) {
      case NodeKind::FunctionDef: {
        const auto* function = node->as<ast::FunctionDef>();
        return function_definition(node, function->name, function->args, function->body, function->decorator_list,
                                   function->returns, false);
      }
      case NodeKind::AsyncFunctionDef: {
        const auto* function = node->as<ast::AsyncFunctionDef>();
        return function_definition(node, function->name, function->args, function->body, function->decorator_list,
                                   function->returns, true);
      }
      case NodeKind::ClassDef:
        return class_definition(node->as<ast::ClassDef>());
      case NodeKind::Return:
        if (node->as<ast::Return>()->value != nullptr) {
          expression(node->as<ast::Return>()->value);
          scope_->returns_value = true;
        }
        return;
      case NodeKind::Delete:
        return expressions(node->as<ast::Delete>()->targets);
      case NodeKind::Assign:
        expressions(node->as<ast::Assign>()->targets);
        return expression(node->as<ast::Assign>()->value);
      case NodeKind::AnnAssign:
        return annotated_assignment(node->as<ast::AnnAssign>());
      case NodeKind::AugAssign:
        expression(node->as<ast::AugAssign>()->target);
        return expression(node->as<ast::AugAssign>()->value);
      case NodeKind::For: {
        const auto* loop = node->as<ast::For>();
        expression(loop->target);
        expression(loop->iter);
        statements(loop->body);
        return statements(loop->orelse);
      }
      case NodeKind::AsyncFor: {
        const auto* loop = node->as<ast::AsyncFor>();
        if (scope_->kind == ScopeKind::Module) scope_->coroutine = true;
        expression(loop->target);
        expression(loop->iter);
        statements(loop->body);
        return statements(loop->orelse);
      }
      case NodeKind::While:
        expression(node->as<ast::While>()->test);
        statements(node->as<ast::While>()->body);
        return statements(node->as<ast::While>()->orelse);
      case NodeKind::If:
        expression(node->as<ast::If>()->test);
        statements(node->as<ast::If>()->body);
        return statements(node->as<ast::If>()->orelse);
      case NodeKind::Match:
        expression(node->as<ast::Match>()->subject);
        for (const ast::MatchCase* match_case : node->as<ast::Match>()->cases) {
          pattern(match_case->pattern);
          optional(match_case->guard);
          statements(match_case->body);
        }
        return;
      case NodeKind::Raise:
        optional(node->as<ast::Raise>()->exc);
        return optional(node->as<ast::Raise>()->cause);
      case NodeKind::Try: {
        const auto* attempt = node->as<ast::Try>();
        return try_statement(attempt->body, attempt->handlers, attempt->orelse, attempt->finalbody);
      }
      case NodeKind::TryStar: {
        const auto* attempt = node->as<ast::TryStar>();
        return try_statement(attempt->body, attempt->handlers, attempt->orelse, attempt->finalbody);
      }
      case NodeKind::Assert:
        expression(node->as<ast::Assert>()->test);
        return optional(node->as<ast::Assert>()->msg);
      case NodeKind::Import:
        for (const ast::Alias* alias : node->as<ast::Import>()->names)
          import_name(alias);
        return;
      case NodeKind::ImportFrom:
        for (const ast::Alias* alias : node->as<ast::ImportFrom>()->names)
          import_name(alias);
        return;
      case NodeKind::Global:
        for (const ast::Identifier name : node->as<ast::Global>()->names)
          declare(name, kSymbolGlobal, node);
        return;
      case NodeKind::Nonlocal:
        for (const ast::Identifier name : node->as<ast::Nonlocal>()->names)
          declare(name, kSymbolNonlocal, node);
        return;
      case NodeKind::Expr:
        return expression(node->as<ast::Expr>()->value);
      case NodeKind::With: {
        const auto* with = node->as<ast::With>();
        return with_statement(with->items, with->body);
      }
      case NodeKind::AsyncWith: {
        const auto* with = node->as<ast::AsyncWith>();
        if (scope_->kind == ScopeKind::Module) scope_->coroutine = true;
        return with_statement(with->items, with->body);
      }
      default:
        return;
    }
  }

  void with_statement(const ast::Sequence<ast::WithItem*>& items, const ast::Sequence<ast::StmtNode*>& body) {
    for (const ast::WithItem* item : items) {
      expression(item->context_expr);
      optional(item->optional_vars);
    }
    statements(body);
  }

  void try_statement(const ast::Sequence<ast::StmtNode*>& body, const ast::Sequence<ast::ExceptHandlerNode*>& handlers,
                     const ast::Sequence<ast::StmtNode*>& orelse, const ast::Sequence<ast::StmtNode*>& finalbody) {
    statements(body);
    statements(orelse);
    for (const ast::ExceptHandlerNode* node : handlers) {
      const auto* handler = node->as<ast::ExceptHandler>();
      optional(handler->type);
      if (handler->name.data() != nullptr) define(handler->name, kSymbolLocal | kSymbolUnbindable, handler->location);
      statements(handler->body);
    }
    statements(finalbody);
  }

  void import_name(const ast::Alias* alias) {
    if (alias->name == "*") {
      if (scope_->kind != ScopeKind::Module) fail("import * only allowed at module level", alias->location);
      return;
    }
    std::string_view stored = alias->asname.data() == nullptr ? alias->name : alias->asname;
    if (alias->asname.data() == nullptr) stored = stored.substr(0, stored.find('.'));
    define(stored, kSymbolImport, alias->location);
  }

  void declare(ast::Identifier identifier, uint32_t flag, const ast::StmtNode* node) {
    const bool global = flag == kSymbolGlobal;
    Name* name = mangled(identifier);
    const uint32_t flags = flags_of(names_.intern(identifier));
    if ((flags & (kSymbolParameter | kSymbolLocal | kSymbolUsed | kSymbolAnnotated)) != 0) {
      Name* shown = names_.intern(identifier);
      if ((flags & kSymbolParameter) != 0) {
        fail(quoted("name ", shown, global ? " is parameter and global" : " is parameter and nonlocal"),
             node->location);
      } else if ((flags & kSymbolUsed) != 0) {
        fail(quoted("name ", shown,
                    global ? " is used prior to global declaration" : " is used prior to nonlocal declaration"),
             node->location);
      } else if ((flags & kSymbolAnnotated) != 0) {
        fail(quoted("annotated name ", shown, global ? " can't be global" : " can't be nonlocal"), node->location);
      } else {
        fail(quoted(
                 "name ", shown,
                 global ? " is assigned to before global declaration" : " is assigned to before nonlocal declaration"),
             node->location);
      }
      return;
    }
    define(name, flag, scope_, node->location);
    directives_->add(arena_, scope_, name, node->location);
  }

  void annotated_assignment(const ast::AnnAssign* node) {
    if (const auto* target = node->target->try_as<ast::Name>()) {
      const uint32_t flags = flags_of(mangled(target->id));
      if ((flags & (kSymbolGlobal | kSymbolNonlocal)) != 0 && scope_ != table_.module && node->simple != 0) {
        return fail(quoted("annotated name ", names_.intern(target->id),
                           (flags & kSymbolGlobal) != 0 ? " can't be global" : " can't be nonlocal"),
                    node->location);
      }
      if (node->simple != 0) {
        define(target->id, kSymbolAnnotated | kSymbolLocal, target->location);
      } else if (node->value != nullptr) {
        define(target->id, kSymbolLocal, target->location);
      }
    } else {
      expression(node->target);
    }
    annotation(node->annotation);
    optional(node->value);
  }

  void annotation(const ast::ExprNode* node) {
    if (node == nullptr) return;
    if (!future_annotations_) return expression(node);
    enter(names_.intern("_annotation"), ScopeKind::Annotation, node, node->location);
    expression(node);
    leave();
  }

  void function_definition(const ast::StmtNode* node, ast::Identifier name, const ast::Arguments* arguments,
                           const ast::Sequence<ast::StmtNode*>& body, const ast::Sequence<ast::ExprNode*>& decorators,
                           const ast::ExprNode* returns, bool is_async) {
    define(name, kSymbolLocal, node->location);
    expressions(arguments->defaults);
    expressions(arguments->kw_defaults);
    for (const ast::Arg* argument : arguments->posonlyargs)
      annotation(argument->annotation);
    for (const ast::Arg* argument : arguments->args)
      annotation(argument->annotation);
    if (arguments->vararg != nullptr) annotation(arguments->vararg->annotation);
    if (arguments->kwarg != nullptr) annotation(arguments->kwarg->annotation);
    for (const ast::Arg* argument : arguments->kwonlyargs)
      annotation(argument->annotation);
    annotation(returns);
    expressions(decorators);
    enter(names_.intern(name), ScopeKind::Function, node, node->location);
    scope_->coroutine = is_async;
    parameters(arguments);
    statements(body);
    leave();
  }

  void parameters(const ast::Arguments* arguments) {
    for (const ast::Arg* argument : arguments->posonlyargs)
      parameter(argument);
    for (const ast::Arg* argument : arguments->args)
      parameter(argument);
    for (const ast::Arg* argument : arguments->kwonlyargs)
      parameter(argument);
    if (arguments->vararg != nullptr) parameter(arguments->vararg);
    if (arguments->kwarg != nullptr) parameter(arguments->kwarg);
  }
  void parameter(const ast::Arg* argument) { define(argument->arg, kSymbolParameter, argument->location); }

  void class_definition(const ast::ClassDef* node) {
    define(node->name, kSymbolLocal, node->location);
    expressions(node->bases);
    for (const ast::Keyword* keyword : node->keywords)
      expression(keyword->value);
    expressions(node->decorator_list);
    enter(names_.intern(node->name), ScopeKind::Class, node, node->location);
    const Name* outer_class = class_name_;
    class_name_ = names_.intern(node->name);
    statements(node->body);
    class_name_ = outer_class;
    leave();
  }

  // ---- expressions

  void expression(const ast::ExprNode* node) {
    if (failed()) return;
    if (!depth_.enter()) {
      problem_.set(CompileProblem::Kind::RecursionError, "maximum recursion depth exceeded during compilation");
      return;
    }
    expression_body(node);
    depth_.leave();
  }

  void expression_body(const ast::ExprNode* node) {
    switch (node->node_kind) {
      case NodeKind::BoolOp:
        return expressions(node->as<ast::BoolOp>()->values);
      case NodeKind::NamedExpr:
        return named_expression(node->as<ast::NamedExpr>());
      case NodeKind::BinOp:
        expression(node->as<ast::BinOp>()->left);
        return expression(node->as<ast::BinOp>()->right);
      case NodeKind::UnaryOp:
        return expression(node->as<ast::UnaryOp>()->operand);
      case NodeKind::Lambda: {
        const auto* lambda = node->as<ast::Lambda>();
        expressions(lambda->args->defaults);
        expressions(lambda->args->kw_defaults);
        enter(names_.intern("lambda"), ScopeKind::Function, node, node->location);
        parameters(lambda->args);
        expression(lambda->body);
        return leave();
      }
      case NodeKind::IfExp:
        expression(node->as<ast::IfExp>()->test);
        expression(node->as<ast::IfExp>()->body);
        return expression(node->as<ast::IfExp>()->orelse);
      case NodeKind::Dict:
        expressions(node->as<ast::Dict>()->keys);
        return expressions(node->as<ast::Dict>()->values);
      case NodeKind::Set:
        return expressions(node->as<ast::Set>()->elts);
      case NodeKind::ListComp: {
        const auto* c = node->as<ast::ListComp>();
        return comprehension(node, "listcomp", ComprehensionKind::List, c->generators, c->elt, nullptr);
      }
      case NodeKind::SetComp: {
        const auto* c = node->as<ast::SetComp>();
        return comprehension(node, "setcomp", ComprehensionKind::Set, c->generators, c->elt, nullptr);
      }
      case NodeKind::DictComp: {
        const auto* c = node->as<ast::DictComp>();
        return comprehension(node, "dictcomp", ComprehensionKind::Dict, c->generators, c->key, c->value);
      }
      case NodeKind::GeneratorExp: {
        const auto* c = node->as<ast::GeneratorExp>();
        return comprehension(node, "genexpr", ComprehensionKind::Generator, c->generators, c->elt, nullptr);
      }
      case NodeKind::Yield:
        return yield(node, node->as<ast::Yield>()->value);
      case NodeKind::YieldFrom:
        return yield(node, node->as<ast::YieldFrom>()->value);
      case NodeKind::Await:
        if (!allowed_in_annotation("await expression", node)) return;
        expression(node->as<ast::Await>()->value);
        scope_->coroutine = true;
        return;
      case NodeKind::Compare:
        expression(node->as<ast::Compare>()->left);
        return expressions(node->as<ast::Compare>()->comparators);
      case NodeKind::Call:
        expression(node->as<ast::Call>()->func);
        expressions(node->as<ast::Call>()->args);
        for (const ast::Keyword* keyword : node->as<ast::Call>()->keywords)
          expression(keyword->value);
        return;
      case NodeKind::FormattedValue:
        expression(node->as<ast::FormattedValue>()->value);
        return optional(node->as<ast::FormattedValue>()->format_spec);
      case NodeKind::JoinedStr:
        return expressions(node->as<ast::JoinedStr>()->values);
      case NodeKind::Attribute:
        return expression(node->as<ast::Attribute>()->value);
      case NodeKind::Subscript:
        expression(node->as<ast::Subscript>()->value);
        return expression(node->as<ast::Subscript>()->slice);
      case NodeKind::Starred:
        return expression(node->as<ast::Starred>()->value);
      case NodeKind::Slice:
        optional(node->as<ast::Slice>()->lower);
        optional(node->as<ast::Slice>()->upper);
        return optional(node->as<ast::Slice>()->step);
      case NodeKind::Name:
        return name(node->as<ast::Name>());
      case NodeKind::List:
        return expressions(node->as<ast::List>()->elts);
      case NodeKind::Tuple:
        return expressions(node->as<ast::Tuple>()->elts);
      default:
        return;
    }
  }

  void name(const ast::Name* node) {
    switch (node->ctx) {
      case ast::ExprContext::Load:
        define(node->id, kSymbolUsed, node->location);
        // `super()` finds its class through the cell.
        if (scope_->kind == ScopeKind::Function && names_.intern(node->id) == super_) {
          define(dunder_class_, kSymbolUsed, scope_, node->location);
        }
        return;
      case ast::ExprContext::Store:
        return define(node->id, kSymbolLocal, node->location);
      case ast::ExprContext::Del:
        return define(node->id, kSymbolLocal | kSymbolUnbindable, node->location);
    }
  }

  bool allowed_in_annotation(const char* what, const ast::ExprNode* node) {
    if (scope_->kind != ScopeKind::Annotation) return true;
    fail(std::string("'") + what + "' can not be used within an annotation", node->location);
    return false;
  }

  void yield(const ast::ExprNode* node, const ast::ExprNode* value) {
    if (!allowed_in_annotation("yield expression", node)) return;
    optional(value);
    scope_->generator = true;
    switch (scope_->comprehension) {
      case ComprehensionKind::None:
        return;
      case ComprehensionKind::List:
        return fail("'yield' inside list comprehension", node->location);
      case ComprehensionKind::Set:
        return fail("'yield' inside set comprehension", node->location);
      case ComprehensionKind::Dict:
        return fail("'yield' inside dict comprehension", node->location);
      case ComprehensionKind::Generator:
        return fail("'yield' inside generator expression", node->location);
    }
  }

  void named_expression(const ast::NamedExpr* node) {
    if (!allowed_in_annotation("named expression", node)) return;
    if (scope_->iterable_depth > 0) {
      return fail("assignment expression cannot be used in a comprehension iterable expression", node->location);
    }
    const auto* target = node->target->as<ast::Name>();
    if (scope_->comprehension != ComprehensionKind::None) bind_outside_comprehensions(target);
    expression(node->value);
    if (failed()) return;
    expression(target);
    if (Symbol* symbol = scope_->find(mangled(target->id))) symbol->flags |= kSymbolWalrus;
  }

  // The target of a walrus inside of a comprehension is a variable of the function or module around it.
  void bind_outside_comprehensions(const ast::Name* target) {
    Name* name = mangled(target->id);
    for (Scope* scope = scope_; scope != nullptr; scope = scope->parent) {
      if (scope->comprehension != ComprehensionKind::None) {
        const Symbol* symbol = scope->find(names_.intern(target->id));
        if (symbol != nullptr && (symbol->flags & kSymbolIteration) != 0) {
          return fail(quoted("assignment expression cannot rebind comprehension iteration variable ",
                             names_.intern(target->id), ""),
                      target->location);
        }
        continue;
      }
      if (scope->kind == ScopeKind::Function) {
        const Symbol* symbol = scope->find(names_.intern(target->id));
        const bool global = symbol != nullptr && (symbol->flags & kSymbolGlobal) != 0;
        define(name, global ? kSymbolGlobal : kSymbolNonlocal, scope_, target->location);
        directives_->add(arena_, scope_, name, target->location);
        return define(name, kSymbolLocal, scope, target->location);
      }
      if (scope->kind == ScopeKind::Module) {
        define(name, kSymbolGlobal, scope_, target->location);
        directives_->add(arena_, scope_, name, target->location);
        return define(name, kSymbolGlobal, scope, target->location);
      }
      if (scope->kind == ScopeKind::Class) {
        return fail("assignment expression within a comprehension cannot be used in a class body", target->location);
      }
    }
  }

  void comprehension(const ast::ExprNode* node, const char* name, ComprehensionKind kind,
                     const ast::Sequence<ast::Comprehension*>& generators, const ast::ExprNode* element,
                     const ast::ExprNode* value) {
    const ast::Comprehension* outermost = generators[0];
    ++scope_->iterable_depth;
    expression(outermost->iter);
    --scope_->iterable_depth;
    enter(names_.intern(name), ScopeKind::Function, node, node->location);
    scope_->comprehension = kind;
    if (outermost->is_async != 0) scope_->coroutine = true;
    define(names_.intern(".0"), kSymbolParameter, scope_, node->location);
    comprehension_target(outermost->target);
    expressions(outermost->ifs);
    for (uint32_t i = 1; i < generators.size(); ++i) {
      const ast::Comprehension* generator = generators[i];
      comprehension_target(generator->target);
      ++scope_->iterable_depth;
      expression(generator->iter);
      --scope_->iterable_depth;
      expressions(generator->ifs);
      if (generator->is_async != 0) scope_->coroutine = true;
    }
    optional(value);
    expression(element);
    scope_->generator = kind == ComprehensionKind::Generator;
    const bool is_async = scope_->coroutine && kind != ComprehensionKind::Generator;
    leave();
    if (is_async) scope_->coroutine = true;
  }

  void comprehension_target(const ast::ExprNode* target) {
    scope_->in_target = true;
    expression(target);
    scope_->in_target = false;
  }

  // ---- patterns

  void patterns(const ast::Sequence<ast::PatternNode*>& nodes) {
    for (const ast::PatternNode* node : nodes)
      pattern(node);
  }

  void capture(ast::Identifier name, const ast::PatternNode* node) {
    if (name.data() != nullptr) define(name, kSymbolLocal, node->location);
  }

  void pattern(const ast::PatternNode* node) {
    if (failed()) return;
    if (!depth_.enter()) {
      problem_.set(CompileProblem::Kind::RecursionError, "maximum recursion depth exceeded during compilation");
      return;
    }
    pattern_body(node);
    depth_.leave();
  }

  void pattern_body(const ast::PatternNode* node) {
    switch (node->node_kind) {
      case NodeKind::MatchValue:
        return expression(node->as<ast::MatchValue>()->value);
      case NodeKind::MatchSequence:
        return patterns(node->as<ast::MatchSequence>()->patterns);
      case NodeKind::MatchStar:
        return capture(node->as<ast::MatchStar>()->name, node);
      case NodeKind::MatchMapping: {
        const auto* mapping = node->as<ast::MatchMapping>();
        expressions(mapping->keys);
        patterns(mapping->patterns);
        return capture(mapping->rest, node);
      }
      case NodeKind::MatchClass: {
        const auto* match = node->as<ast::MatchClass>();
        expression(match->cls);
        patterns(match->patterns);
        return patterns(match->kwd_patterns);
      }
      case NodeKind::MatchAs: {
        const auto* match = node->as<ast::MatchAs>();
        if (match->pattern != nullptr) pattern(match->pattern);
        return capture(match->name, node);
      }
      case NodeKind::MatchOr:
        return patterns(node->as<ast::MatchOr>()->patterns);
      default:
        return;
    }
  }

  Arena& arena_;
  NameTable& names_;
  const bool future_annotations_;
  DepthLimit depth_;
  SymbolTable& table_;
  CompileProblem& problem_;
  Directives* directives_ = nullptr;
  Scope* scope_ = nullptr;
  const Name* class_name_ = nullptr;  // of the innermost class, for mangling
  Name* const super_;
  Name* const dunder_class_;
};

}  // namespace

bool build_symbol_table(Arena& arena, NameTable& names, const ast::Node* tree, bool future_annotations,
                        DepthLimit depth, SymbolTable& table, CompileProblem& problem) {
  Directives directives;
  SymbolCollector(arena, names, future_annotations, depth, table, problem).collect(tree, directives);
  if (problem) return false;
  return resolve_symbols(arena, names, table, directives, problem);
}

}  // namespace taipan::python::compiler
