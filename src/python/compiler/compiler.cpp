// python/compiler/compiler.cpp -- from a tree to code objects: the steps, the units, names and constants.
//
// Room       python/compiler. The contract is in compiler.h, the map of this class in compiler_private.h.
// Tests      tests/golden/compiler/
#include "python/compiler/compiler.h"

#include <algorithm>
#include <cstring>

#include "python/compiler/compiler_private.h"
#include "python/compiler/folding.h"
#include "python/compiler/futures.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

Position position_from(const ast::Location& location) {
  return {location.lineno, location.end_lineno, location.col_offset, location.end_col_offset};
}

bool by_text(const Name* a, const Name* b) {
  return a->text < b->text;
}

}  // namespace

Place::Place(Compiler& compiler, const ast::LocatedNode* node)
    : compiler_(compiler), unit_(compiler.unit_), saved_(unit_->assembler.position) {
  unit_->assembler.position = position_from(node->location);
}

Place::~Place() {
  VM_ASSERT(compiler_.unit_ == unit_, "places are restored in the unit they were set in");
  unit_->assembler.position = saved_;
}

Compiler::Compiler(Thread& thread, Arena& arena, NameTable& names, SymbolTable& symbols, ConstantPool& constants,
                   String* filename, const CompileOptions& options, uint32_t flags, int32_t last_future_line,
                   bool long_jumps, DepthLimit depth, CompileProblem& problem)
    : thread_(thread),
      heap_(thread.heap()),
      arena_(arena),
      names_(names),
      symbols_(symbols),
      filename_(filename),
      options_(options),
      flags_(flags),
      last_future_line_(last_future_line),
      long_jumps_(long_jumps),
      depth_(depth),
      problem_(problem),
      constants_(constants),
      class_name_(names.intern("__class__")),
      annotations_name_(names.intern("__annotations__")) {}

Code* Compiler::module(ast::ModNode* tree) {
  enter_unit(UnitKind::Module, symbols_.module, names_.intern("<module>"), 1);
  switch (tree->node_kind) {
    case NodeKind::Module:
      statements(tree->as<ast::Module>()->body);
      break;
    case NodeKind::Interactive:
      unit_->interactive = true;
      statements(tree->as<ast::Interactive>()->body);
      break;
    case NodeKind::Expression: {
      const auto* node = tree->as<ast::Expression>()->body;
      code().position = position_from(node->location);
      code().emit(Op::Return, operand(node));
      break;
    }
    default:
      problem_.set(CompileProblem::Kind::ValueError, "this tree cannot be compiled");
      break;
  }
  return_none();
  return leave_unit();
}

// ---- units

void Compiler::enter_unit(UnitKind kind, Scope* scope, Name* name, uint32_t first_line) {
  // A function inside of a finally body is compiled more than once.
  for (uint32_t i = 0; i < scope->symbol_count; ++i) {
    scope->symbols[i]->variable = scope->symbols[i]->closure = Symbol::kNoRegister;
  }
  const bool is_function = kind != UnitKind::Module && kind != UnitKind::Class;
  std::vector<Name*> cells, cell_only, frees;
  uint32_t locals = 0;
  for (uint32_t i = 0; i < scope->symbol_count; ++i) {
    const Symbol* symbol = scope->symbols[i];
    if (symbol->resolution == Resolution::Free || (symbol->flags & kSymbolFreeClass) != 0)
      frees.push_back(symbol->name);
    if (!is_function) continue;
    const bool is_parameter = i < scope->parameter_count;
    if (symbol->resolution == Resolution::Cell) {
      cells.push_back(symbol->name);
      if (!is_parameter) cell_only.push_back(symbol->name);
    } else if (symbol->resolution == Resolution::Local && !is_parameter) {
      ++locals;
    }
  }
  if (kind == UnitKind::Class && scope->needs_class_cell) {
    cells.push_back(class_name_);
    cell_only.push_back(class_name_);
  }
  const auto parameter_cells = static_cast<ptrdiff_t>(cells.size() - cell_only.size());
  std::sort(cells.begin() + parameter_cells, cells.end(), by_text);
  std::sort(cell_only.begin(), cell_only.end(), by_text);
  std::sort(frees.begin(), frees.end(), by_text);
  const uint32_t parameters = is_function ? scope->parameter_count : 0;
  const auto variable_count = static_cast<uint32_t>(parameters + locals + cell_only.size() + frees.size());

  if (variable_count > kMaximumRegisters) {
    problem_.set(CompileProblem::Kind::OverflowError, "too many variables in one code object");
  }
  auto* unit = new Unit(arena_, kind, scope, unit_, variable_count, long_jumps_);
  unit->name = name;
  unit->first_line = first_line;
  unit->class_name = kind == UnitKind::Class ? name : unit_ != nullptr ? unit_->class_name : nullptr;
  unit->parameter_count = unit->next_variable = parameters;
  unit->variable_limit = parameters + locals;
  unit->cells = std::move(cells);
  unit->cell_only = std::move(cell_only);
  unit->frees = std::move(frees);
  unit->qualified_name = qualified_name_of(unit);
  unit_ = unit;
  ++nesting_;
  lay_out_variables();
  prologue();
}

void Compiler::lay_out_variables() {
  Unit& unit = *unit_;
  for (uint32_t i = 0; i < unit.parameter_count; ++i) {
    Symbol* symbol = unit.scope->symbols[i];
    symbol->variable = static_cast<uint16_t>(i);
    unit.variables.push_back(symbol->name);
    code().set_assigned(i);
    if ((symbol->flags & kSymbolUnbindable) != 0) code().set_unbindable(i);
  }
  Register next = unit.variable_limit;
  for (const Name* name : unit.cell_only) {
    if (unit.kind == UnitKind::Class && name == class_name_) unit.class_cell = next;
    if (Symbol* symbol = unit.scope->find(name); symbol != nullptr && symbol->resolution == Resolution::Cell) {
      symbol->variable = static_cast<uint16_t>(next);
    }
    ++next;
  }
  for (const Name* name : unit.frees) {
    Symbol* symbol = unit.scope->find(name);
    (symbol->resolution == Resolution::Free ? symbol->variable : symbol->closure) = static_cast<uint16_t>(next);
    ++next;
  }
}

bool Compiler::is_resumable() const {
  const Scope* scope = unit_->scope;
  if (unit_->is_function()) return scope->generator || scope->coroutine;
  return unit_->kind == UnitKind::Module && scope->coroutine && options_.top_level_await;
}

void Compiler::prologue() {
  Unit& unit = *unit_;
  const auto line = static_cast<int32_t>(unit.first_line);
  if (is_resumable()) {
    code().position = {line, line, -1, -1};
    code().emit(Op::MakeGenerator);
  }
  code().position = unit.kind == UnitKind::Module ? Position{0, 1, 0, 0} : Position{line, line, 0, 0};
  code().emit(Op::Resume, 0);
  const Position start = code().position;
  artificial();
  if (!unit.frees.empty()) {
    const auto first = static_cast<uint32_t>(unit.variable_limit + unit.cell_only.size());
    code().emit(Op::CopyFree, first, static_cast<uint32_t>(unit.frees.size()));
  }
  for (uint32_t i = 0; i < unit.parameter_count; ++i) {
    if (unit.scope->symbols[i]->resolution == Resolution::Cell) code().emit(Op::MakeCell, i);
  }
  for (uint32_t i = 0; i < unit.cell_only.size(); ++i)
    code().emit(Op::MakeCell, unit.variable_limit + i);
  code().position = start;
  if (is_resumable()) {
    unit.generator_handler = code().new_label();
    unit.generator_region = code().open_region(unit.generator_handler, code().first_temporary());
  }
}

// The return at the end of a body that has none.
void Compiler::return_none() {
  if (!code().reachable()) return;
  follow();
  TemporaryScope scope(code());
  const Register none = code().push();
  load_none(none);
  code().emit(Op::Return, none);
}

uint32_t Compiler::code_flags() const {
  const Scope* scope = unit_->scope;
  uint32_t flags = flags_ & kFutureMask;
  if (unit_->is_function()) {
    flags |= kCodeOptimized | kCodeNewLocals;
    if (scope->nested) flags |= kCodeNested;
    if (scope->generator && !scope->coroutine) flags |= kCodeGenerator;
    if (!scope->generator && scope->coroutine) flags |= kCodeCoroutine;
    if (scope->generator && scope->coroutine) flags |= kCodeAsyncGenerator;
    flags |= unit_->variadic_flags;
    if (unit_->argument_count == unit_->parameter_count) flags |= kCodeSimpleParameters;
  } else if (is_resumable()) {
    flags |= kCodeCoroutine;
  }
  return flags;
}

std::string_view Compiler::qualified_name_of(Unit* unit) const {
  const Unit* parent = unit->parent;
  if (parent == nullptr || parent->kind == UnitKind::Module) return unit->name->text;
  if (unit->kind == UnitKind::Function || unit->kind == UnitKind::AsyncFunction || unit->kind == UnitKind::Class) {
    // A definition that a `global` statement names belongs to the module.
    const Name* bound_name = names_.mangle(parent->class_name, unit->name);
    const Symbol* symbol = parent->scope->find(bound_name);
    if (symbol != nullptr && symbol->resolution == Resolution::GlobalExplicit) return unit->name->text;
  }
  // Comprehensions inside of comprehensions are named as if these were classes.
  const bool has_locals = parent->is_function() && parent->kind != UnitKind::Comprehension;
  const std::string_view separator = has_locals ? ".<locals>." : ".";
  std::string text(parent->qualified_name);
  text += separator;
  text += unit->name->text;
  return arena_.copy(text);
}

Code* Compiler::leave_unit() {
  Unit& unit = *unit_;
  if (unit.generator_region.valid()) {
    code().close_region(unit.generator_region);
    code().bind(unit.generator_handler);
    artificial();
    const Register exception = code().first_temporary();
    code().emit(Op::Intrinsic, exception, exception, static_cast<uint32_t>(Intrinsic::StopIterationToRuntimeError));
    code().emit(Op::Reraise, exception);
  }
  Code* result = nullptr;
  const uint32_t unused = unit.variable_limit - unit.next_variable;
  Assembler::Parts parts;
  // After an error some labels may never have been bound.
  if (!failed()) {
    std::vector<Register> order;
    for (Register i = 0; i < unit.parameter_count; ++i)
      order.push_back(i);
    order.insert(order.end(), unit.use_order.begin(), unit.use_order.end());
    VM_ASSERT(order.size() == unit.next_variable, "every variable that has a register is used");
    parts = code().finish(order, unused);
    std::vector<Name*> variables;
    for (const Register variable : order)
      variables.push_back(unit.variables[variable]);
    unit.variables = std::move(variables);
  }
  if (code().needs_long_jumps()) needs_long_jumps_ = true;
  if (code().too_large())
    problem_.set(CompileProblem::Kind::OverflowError, "too many registers or constants for one code object");
  if (!failed() && !needs_long_jumps_) {
    std::vector<String*> cache_names;
    cache_names.reserve(code().cache_names().size());
    for (Name* name : code().cache_names())
      cache_names.push_back(name == nullptr ? nullptr : string_of(name));
    std::vector<Name*> register_names(unit.variables);
    register_names.insert(register_names.end(), unit.cell_only.begin(), unit.cell_only.end());
    register_names.insert(register_names.end(), unit.frees.begin(), unit.frees.end());

    CodeDraft draft;
    draft.instructions = parts.instructions;
    draft.constants = code().constants();
    draft.cache_names = cache_names;
    draft.exceptions = parts.exceptions;
    draft.positions = parts.positions;
    draft.names = tuple_of_names(code().names());
    draft.register_names = tuple_of_names(register_names);
    draft.cell_names = tuple_of_names(unit.cells);
    draft.free_names = tuple_of_names(unit.frees);
    draft.name = string_of(unit.name);
    draft.qualified_name = string_of(unit.qualified_name);
    draft.filename = filename_;
    draft.flags = code_flags();
    draft.register_count = parts.register_count;
    draft.local_count = code().first_temporary() - unused;
    draft.variable_count = unit.next_variable;
    draft.argument_count = unit.argument_count;
    draft.positional_only_count = unit.positional_only_count;
    draft.keyword_only_count = unit.keyword_only_count;
    draft.loop_count = parts.loop_count;
    draft.first_line = unit.first_line;
    result = make_code(heap_, draft);
    constants_.keep(result);
  }
  last_frees_ = std::move(unit.frees);
  unit_ = unit.parent;
  --nesting_;
  delete &unit;
  return result;
}

Tuple* Compiler::tuple_of_names(const std::vector<Name*>& names) {
  if (names.empty()) return empty_tuple();
  std::vector<Value> values;
  values.reserve(names.size());
  for (Name* name : names)
    values.push_back(string_of(name));
  return tuple_from(heap_, values);
}

String* Compiler::string_of(Name* name) {
  if (name->string == nullptr) {
    name->string = intern(heap_, name->text);
    constants_.keep(name->string);
  }
  return name->string;
}

String* Compiler::string_of(std::string_view text) {
  return string_of(names_.intern(text));
}

ast::Location Compiler::current_location() const {
  const Position& p = unit_->assembler.position;
  return {p.line, p.column, p.end_line, p.end_column};
}

bool Compiler::enter_level() {
  if (failed()) return false;
  if (depth_.enter()) return true;
  problem_.set(CompileProblem::Kind::RecursionError, "maximum recursion depth exceeded during compilation");
  return false;
}

// ---- names

Register Compiler::register_of(Symbol* symbol) {
  if (symbol->variable == Symbol::kNoRegister) {
    Unit& unit = *unit_;
    VM_ASSERT(unit.next_variable < unit.variable_limit, "the symbol table counted the variables");
    symbol->variable = static_cast<uint16_t>(unit.next_variable++);
    unit.variables.push_back(symbol->name);
    if ((symbol->flags & kSymbolUnbindable) != 0) code().set_unbindable(symbol->variable);
  }
  return symbol->variable;
}

Variable Compiler::variable_of(Name* name) {
  Symbol* symbol = unit_->scope->find(name);
  const bool is_function = unit_->is_function();
  switch (symbol == nullptr ? Resolution::GlobalImplicit : symbol->resolution) {
    case Resolution::Free:
      return {unit_->kind == UnitKind::Class ? Access::ClassCell : Access::Cell, symbol->variable, symbol, name};
    case Resolution::Cell:
      return {Access::Cell, symbol->variable, symbol, name};
    case Resolution::Local:
      if (is_function) return {Access::Register, register_of(symbol), symbol, name};
      return {Access::Name, kNoRegister, symbol, name};
    case Resolution::GlobalExplicit:
      return {Access::Global, kNoRegister, symbol, name};
    case Resolution::GlobalImplicit:
    case Resolution::None:
      break;
  }
  return {is_function ? Access::Global : Access::Name, kNoRegister, symbol, name};
}

void Compiler::load_name(Name* name, Register destination) {
  const Variable variable = variable_of(name);
  switch (variable.access) {
    case Access::Register:
      used(variable.index);
      if (!code().is_assigned(variable.index)) {
        code().emit(Op::CheckLocal, variable.index, 0, variable.index);
        code().set_assigned(variable.index);
      }
      return code().move(destination, variable.index);
    case Access::Cell:
      return code().emit(Op::LoadCell, destination, variable.index, variable.index);
    case Access::ClassCell:
      return code().emit(Op::LoadClassCell, destination, variable.index, variable.index);
    case Access::Global:
      return code().emit_wide(Op::LoadGlobal, destination,
                              static_cast<int32_t>(code().shared_cache(Op::LoadGlobal, name)));
    case Access::Name:
      return code().emit_wide(Op::LoadName, destination, static_cast<int32_t>(code().shared_cache(Op::LoadName, name)));
  }
}

void Compiler::store_name(Name* name, Register value) {
  const Variable variable = variable_of(name);
  switch (variable.access) {
    case Access::Register:
      code().move(variable.index, value);
      return assigned(variable.index);
    case Access::Cell:
    case Access::ClassCell:
      return code().emit(Op::StoreCell, variable.index, value);
    case Access::Global:
      return code().emit_wide(Op::StoreGlobal, value, static_cast<int32_t>(code().shared_cache(Op::StoreGlobal, name)));
    case Access::Name:
      return code().emit_wide(Op::StoreName, value, static_cast<int32_t>(code().shared_cache(Op::StoreName, name)));
  }
}

void Compiler::delete_name(Name* name) {
  const Variable variable = variable_of(name);
  switch (variable.access) {
    case Access::Register:
      used(variable.index);
      code().emit(Op::DeleteLocal, variable.index, 0, variable.index);
      return code().set_unassigned(variable.index);
    case Access::Cell:
    case Access::ClassCell:
      return code().emit(Op::DeleteCell, variable.index, 0, variable.index);
    case Access::Global:
      return code().emit_wide(Op::DeleteGlobal, 0, static_cast<int32_t>(code().shared_cache(Op::DeleteGlobal, name)));
    case Access::Name:
      return code().emit_wide(Op::DeleteName, 0, static_cast<int32_t>(code().shared_cache(Op::DeleteName, name)));
  }
}

Register Compiler::local_target(const ast::ExprNode* target) {
  const auto* name = target->try_as<ast::Name>();
  if (name == nullptr || name->id == "__debug__") return kNoRegister;
  const Variable variable = variable_of(mangled(name->id));
  return variable.access == Access::Register ? variable.index : kNoRegister;
}

Register Compiler::local_target_here(const ast::ExprNode* target) {
  return target->location.lineno == code().position.line ? local_target(target) : kNoRegister;
}

// Remembers the order of first uses, which is the order of co_varnames. It differs from the order of registers when a
// variable is named as the destination of an expression that names others.
void Compiler::used(Register variable) {
  Unit& unit = *unit_;
  if (unit.variable_used.size() <= variable) unit.variable_used.resize(variable + 1, false);
  if (unit.variable_used[variable]) return;
  unit.variable_used[variable] = true;
  if (variable >= unit.parameter_count) unit.use_order.push_back(variable);
}

void Compiler::assigned(Register variable) {
  used(variable);
  if (code().reachable()) code().set_assigned(variable);
}

bool Compiler::forbidden(std::string_view identifier, ast::ExprContext context) {
  if (identifier != "__debug__") return false;
  if (context == ast::ExprContext::Store) fail("cannot assign to __debug__");
  if (context == ast::ExprContext::Del) fail("cannot delete __debug__");
  return context != ast::ExprContext::Load;
}

void Compiler::load_constant(Value value, Register destination) {
  if (!code().reachable()) return;
  if (value.is_int() && value.as_int() == static_cast<int32_t>(value.as_int())) {
    return code().emit_wide(Op::LoadInt, destination, static_cast<int32_t>(value.as_int()));
  }
  code().emit_wide(Op::LoadConst, destination, static_cast<int32_t>(code().constant(value)));
}

}  // namespace taipan::python::compiler

namespace taipan::python {

CompileResult compile(Thread& thread, Arena& arena, syntax::ast::ModNode* tree, String* filename,
                      const CompileOptions& options) {
  using namespace compiler;  // NOLINT: this function is the door of that room
  CompileResult result;
  uint32_t flags = options.future_flags & kFutureMask;
  int32_t last_future_line = -1;
  if (!find_futures(tree, flags, last_future_line, result.problem)) return result;
  const bool future_annotations = (flags & kFutureAnnotations) != 0;
  // CPython counts three levels of the tree for one level of its recursion limit.
  const DepthLimit depth(static_cast<uint32_t>(std::max(thread.recursion_limit, 50)) * 3, thread.native_stack_limit);

  ConstantPool constants(thread, arena);
  if (!fold_constants(thread, arena, constants, tree, {options.optimize, future_annotations}, depth, result.problem)) {
    return result;
  }
  NameTable names(arena);
  SymbolTable symbols;
  if (!build_symbol_table(arena, names, tree, future_annotations, depth, symbols, result.problem)) return result;
  for (const bool long_jumps : {false, true}) {
    Compiler walker(thread, arena, names, symbols, constants, filename, options, flags, last_future_line, long_jumps,
                    depth, result.problem);
    result.code = walker.module(tree);
    if (result.problem || !walker.needs_long_jumps()) break;
  }
#if TAIPAN_ASSERTIONS
  if (result.code != nullptr) verify(result.code);
#endif
  if (result.problem) result.code = nullptr;
  return result;
}

}  // namespace taipan::python
