// python/compiler/functions.cpp -- def, lambda, class, decorators and annotations.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/functions*.py, classes*.py
#include "python/compiler/compiler_private.h"
#include "python/compiler/unparse.h"

namespace taipan::python::compiler {

using ast::NodeKind;

// ---- decorators

// Calls of decorators nest in each other's windows: all decorators are evaluated, then the value, then the calls are
// made.
template <class MakeValue>
void Compiler::decorated(const ast::Sequence<ast::ExprNode*>& decorators, size_t index, Register destination,
                         MakeValue&& make) {
  if (index == decorators.size()) return make(destination);
  if (!enter_level()) return;
  {
    TemporaryScope scope(code());
    const Register window = open_window(destination);
    expression(decorators[index], window);
    const Register argument = code().push();
    decorated(decorators, index + 1, argument, make);
    const Place place(*this, decorators[index]);
    code().emit(Op::Call, destination, window, 1);
  }
  depth_.leave();
}

// ---- functions

void Compiler::check_parameters(const ast::Arguments* arguments) {
  const auto check = [&](const ast::Arg* argument) {
    if (argument != nullptr && !failed()) forbidden(argument->arg, ast::ExprContext::Store);
  };
  for (const ast::Arg* argument : arguments->posonlyargs)
    check(argument);
  for (const ast::Arg* argument : arguments->args)
    check(argument);
  check(arguments->vararg);
  for (const ast::Arg* argument : arguments->kwonlyargs)
    check(argument);
  check(arguments->kwarg);
}

void Compiler::count_parameters(const ast::Arguments* arguments) {
  unit_->positional_only_count = arguments->posonlyargs.size();
  unit_->argument_count = arguments->posonlyargs.size() + arguments->args.size();
  unit_->keyword_only_count = arguments->kwonlyargs.size();
  if (arguments->vararg != nullptr) unit_->variadic_flags |= kCodeVarArgs;
  if (arguments->kwarg != nullptr) unit_->variadic_flags |= kCodeVarKeywords;
}

void Compiler::function_definition(const ast::StmtNode* node, ast::Identifier name, const ast::Arguments* arguments,
                                   const ast::Sequence<ast::StmtNode*>& function_statements,
                                   const ast::Sequence<ast::ExprNode*>& decorators, const ast::ExprNode* returns,
                                   bool is_async) {
  check_parameters(arguments);
  if (failed()) return;
  const auto first_line =
      static_cast<uint32_t>(decorators.empty() ? node->location.lineno : decorators[0]->location.lineno);
  Name* function_name = names_.intern(name);
  Name* target = mangled(name);
  const Variable variable = variable_of(target);
  // What decorators give is stored by an instruction of its own, at the line of the definition.
  const bool direct = variable.access == Access::Register && decorators.empty();
  const Register destination = direct ? variable.index : code().push();
  decorated(decorators, 0, destination, [&](Register function) {
    TemporaryScope scope(code());
    const Register parts = function_parts(arguments, returns, true);
    if (failed()) return;
    Code* function_code = function_body(node, function_name, arguments, function_statements, is_async, first_line);
    make_function(function_code, parts, function);
  });
  if (failed() || forbidden(name, ast::ExprContext::Store)) return;
  store_name(target, destination);
}

Code* Compiler::function_body(const ast::StmtNode* node, Name* name, const ast::Arguments* arguments,
                              const ast::Sequence<ast::StmtNode*>& function_statements, bool is_async,
                              uint32_t first_line) {
  enter_unit(is_async ? UnitKind::AsyncFunction : UnitKind::Function, symbols_.scope_of(node), name, first_line);
  count_parameters(arguments);
  const Value docstring = docstring_of(function_statements);
  code().constant(docstring.is_unbound() ? Value::none() : docstring);
  const uint32_t skipped = docstring.is_unbound() ? 0 : 1;
  body({function_statements.elements + skipped, function_statements.count - skipped});
  return_none();
  return leave_unit();
}

void Compiler::lambda(const ast::Lambda* node, Register destination) {
  check_parameters(node->args);
  if (failed()) return;
  TemporaryScope scope(code());
  const Register parts = function_parts(node->args, nullptr, false);
  if (failed()) return;
  const auto line = static_cast<uint32_t>(node->location.lineno);
  enter_unit(UnitKind::Lambda, symbols_.scope_of(node), names_.intern("<lambda>"), line);
  count_parameters(node->args);
  code().constant(Value::none());
  code().emit(Op::Return, operand(node->body));
  make_function(leave_unit(), parts, destination);
}

Register Compiler::function_parts(const ast::Arguments* arguments, const ast::ExprNode* returns,
                                  bool with_annotations) {
  bool keyword_defaults = false;
  for (const ast::ExprNode* value : arguments->kw_defaults)
    keyword_defaults |= value != nullptr;
  bool annotated = returns != nullptr;
  const auto look_at = [&](const ast::Arg* argument) {
    annotated |= argument != nullptr && argument->annotation != nullptr;
  };
  for (const ast::Arg* argument : arguments->posonlyargs)
    look_at(argument);
  for (const ast::Arg* argument : arguments->args)
    look_at(argument);
  for (const ast::Arg* argument : arguments->kwonlyargs)
    look_at(argument);
  look_at(arguments->vararg);
  look_at(arguments->kwarg);
  annotated = annotated && with_annotations;
  if (arguments->defaults.empty() && !keyword_defaults && !annotated) return kNoRegister;

  const Register parts = code().push(4);
  if (arguments->defaults.empty()) {
    code().emit(Op::Clear, parts);
  } else {
    bool all_constant = true;
    for (const ast::ExprNode* value : arguments->defaults)
      all_constant &= value->is<ast::Constant>();
    if (all_constant) {
      std::vector<Value> values;
      for (const ast::ExprNode* value : arguments->defaults) {
        values.push_back(constants_.value_of(value->as<ast::Constant>()->value));
      }
      load_constant(constants_.canonical(tuple_from(heap_, values)), parts);
    } else {
      build_tuple(arguments->defaults, parts);
    }
  }
  if (!keyword_defaults) {
    code().emit(Op::Clear, parts + 1);
  } else {
    TemporaryScope scope(code());
    const Register first = code().top();
    uint32_t pairs = 0;
    for (uint32_t i = 0; i < arguments->kwonlyargs.size(); ++i) {
      if (arguments->kw_defaults[i] == nullptr) continue;
      load_constant(string_of(mangled(arguments->kwonlyargs[i]->arg)), code().push());
      expression(arguments->kw_defaults[i], code().push());
      ++pairs;
    }
    code().emit(Op::BuildMap, parts + 1, first, pairs);
  }
  if (!annotated || !annotations(arguments, returns, parts + 2)) code().emit(Op::Clear, parts + 2);
  return parts;
}

// A tuple of alternating names and values.
bool Compiler::annotations(const ast::Arguments* arguments, const ast::ExprNode* returns, Register destination) {
  TemporaryScope scope(code());
  const Register first = code().top();
  uint32_t count = 0;
  const auto add = [&](Name* name, const ast::ExprNode* annotation) {
    if (annotation == nullptr || failed()) return;
    load_constant(string_of(name), code().push());
    annotation_value(annotation, code().push());
    count += 2;
  };
  const auto add_argument = [&](const ast::Arg* argument) {
    if (argument != nullptr) add(mangled(argument->arg), argument->annotation);
  };
  for (const ast::Arg* argument : arguments->args)
    add_argument(argument);
  for (const ast::Arg* argument : arguments->posonlyargs)
    add_argument(argument);
  add_argument(arguments->vararg);
  for (const ast::Arg* argument : arguments->kwonlyargs)
    add_argument(argument);
  add_argument(arguments->kwarg);
  add(names_.intern("return"), returns);
  if (count == 0) return false;
  code().emit(Op::BuildTuple, destination, first, count);
  return true;
}

void Compiler::annotation_value(const ast::ExprNode* node, Register destination) {
  if ((flags_ & kFutureAnnotations) != 0) {
    const std::string text = unparse(thread_, node);
    String* string = intern(heap_, text);
    constants_.keep(string);
    return load_constant(string, destination);
  }
  // *args: *Ts
  if (const auto* starred = node->try_as<ast::Starred>()) {
    expression(starred->value, destination);
    return code().emit(Op::UnpackSequence, destination, destination, 1);
  }
  expression(node, destination);
}

// ---- closures

Register Compiler::cell_register(const Name* name) {
  if (unit_->kind == UnitKind::Class && name == class_name_ && unit_->class_cell != kNoRegister)
    return unit_->class_cell;
  const Symbol* symbol = unit_->scope->find(name);
  VM_CHECK(symbol != nullptr, "a free variable comes through all scopes in between");
  return symbol->variable != Symbol::kNoRegister ? symbol->variable : symbol->closure;
}

void Compiler::closure(Register destination) {
  const std::vector<Name*> names = last_frees_;
  if (names.empty()) return code().emit(Op::Clear, destination);
  const auto count = static_cast<uint32_t>(names.size());
  Register first = cell_register(names[0]);
  for (uint32_t i = 1; i < count; ++i) {
    if (cell_register(names[i]) != first + i) first = kNoRegister;
    if (first == kNoRegister) break;
  }
  TemporaryScope scope(code());
  if (first == kNoRegister) {
    first = code().top();
    for (const Name* name : names)
      code().move(code().push(), cell_register(name));
  }
  code().emit(Op::BuildTuple, destination, first, count);
}

void Compiler::make_function(Code* function_code, Register parts, Register destination) {
  if (failed() || function_code == nullptr) return;
  TemporaryScope scope(code());
  const bool reachable = code().reachable();
  if (parts == kNoRegister && !last_frees_.empty()) {
    parts = code().push(4);
    for (uint32_t i = 0; i < 3; ++i)
      code().emit(Op::Clear, parts + i);
  }
  if (parts != kNoRegister) closure(parts + 3);
  if (!reachable) return;
  const uint32_t constant = code().constant(function_code);
  if (constant > 0xFFFF) problem_.set(CompileProblem::Kind::OverflowError, "too many constants in one code object");
  code().emit(Op::MakeFunction, destination, constant, parts == kNoRegister ? 0xFFFF : parts);
}

// ---- classes

void Compiler::class_definition(const ast::ClassDef* node) {
  const auto first_line = static_cast<uint32_t>(
      node->decorator_list.empty() ? node->location.lineno : node->decorator_list[0]->location.lineno);
  Name* target = mangled(node->name);
  const Variable variable = variable_of(target);
  const bool direct = variable.access == Access::Register && node->decorator_list.empty();
  const Register destination = direct ? variable.index : code().push();
  decorated(node->decorator_list, 0, destination, [&](Register result) {
    Code* class_code = class_body(node, first_line);
    if (failed()) return;
    TemporaryScope scope(code());
    const Register window = open_window(result);
    code().emit(Op::LoadBuildClass, window);
    const Register arguments = code().push(2);
    make_function(class_code, kNoRegister, arguments);
    load_constant(string_of(names_.intern(node->name)), arguments + 1);
    arguments_and_call(result, window, arguments, 2, node->bases, node->keywords, false);
  });
  if (failed() || forbidden(node->name, ast::ExprContext::Store)) return;
  store_name(target, destination);
}

Code* Compiler::class_body(const ast::ClassDef* node, uint32_t first_line) {
  enter_unit(UnitKind::Class, symbols_.scope_of(node), names_.intern(node->name), first_line);
  {
    TemporaryScope scope(code());
    const Register value = code().push();
    load_name(names_.intern("__name__"), value);
    store_name(names_.intern("__module__"), value);
    load_constant(string_of(unit_->qualified_name), value);
    store_name(names_.intern("__qualname__"), value);
  }
  statements(node->body);
  if (unit_->class_cell != kNoRegister) {
    follow();
    store_name(names_.intern("__classcell__"), unit_->class_cell);
    code().emit(Op::Return, unit_->class_cell);
  } else {
    return_none();
  }
  return leave_unit();
}

// ---- annotated assignment

void Compiler::annotated_assignment(const ast::AnnAssign* node) {
  if (node->value != nullptr) {
    assign_to(node->target, node->value);
    if (failed()) return;
  }
  const bool evaluates = unit_->kind == UnitKind::Module || unit_->kind == UnitKind::Class;
  const bool future = (flags_ & kFutureAnnotations) != 0;
  if (const auto* name = node->target->try_as<ast::Name>()) {
    if (forbidden(name->id, ast::ExprContext::Store)) return;
    if (node->simple != 0 && evaluates) {
      const Register value = code().push();
      annotation_value(node->annotation, value);
      const Register dict = code().push();
      load_name(annotations_name_, dict);
      const Register key = code().push();
      load_constant(string_of(mangled(name->id)), key);
      code().emit(Op::SetItem, dict, key, value);
    }
  } else if (const auto* attribute = node->target->try_as<ast::Attribute>()) {
    if (forbidden(attribute->attr, ast::ExprContext::Store)) return;
    if (node->value == nullptr) evaluate_and_drop(attribute->value);
  } else if (const auto* subscript = node->target->try_as<ast::Subscript>()) {
    if (node->value == nullptr) {
      evaluate_and_drop(subscript->value);
      check_annotated_target(subscript->slice);
    }
  }
  // Annotations of other targets than names are evaluated for what they do.
  if (node->simple == 0 && evaluates && !future) evaluate_and_drop(node->annotation);
}

void Compiler::evaluate_and_drop(const ast::ExprNode* node) {
  if (node != nullptr) effect(node);
}

void Compiler::check_annotated_target(const ast::ExprNode* node) {
  if (!enter_level()) return;
  if (const auto* slice = node->try_as<ast::Slice>()) {
    evaluate_and_drop(slice->lower);
    evaluate_and_drop(slice->upper);
    evaluate_and_drop(slice->step);
  } else if (const auto* tuple = node->try_as<ast::Tuple>()) {
    for (const ast::ExprNode* element : tuple->elts)
      check_annotated_target(element);
  } else {
    evaluate_and_drop(node);
  }
  depth_.leave();
}

}  // namespace taipan::python::compiler
