// python/compiler/statements.cpp -- bodies and simple statements.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

bool annotates(const ast::StmtNode* node);

// Whether some statement outside of inner functions and classes is annotated, so that __annotations__ is needed.
bool has_annotation(const ast::Sequence<ast::StmtNode*>& body) {
  for (const ast::StmtNode* node : body) {
    if (annotates(node)) return true;
  }
  return false;
}

template <class T>
bool attempt_annotates(const T* node) {
  for (const ast::ExceptHandlerNode* handler : node->handlers) {
    if (has_annotation(handler->template as<ast::ExceptHandler>()->body)) return true;
  }
  return has_annotation(node->body) || has_annotation(node->finalbody) || has_annotation(node->orelse);
}

bool annotates(const ast::StmtNode* node) {
  switch (node->node_kind) {
    case NodeKind::AnnAssign:
      return true;
    case NodeKind::For:
      return has_annotation(node->as<ast::For>()->body) || has_annotation(node->as<ast::For>()->orelse);
    case NodeKind::AsyncFor:
      return has_annotation(node->as<ast::AsyncFor>()->body) || has_annotation(node->as<ast::AsyncFor>()->orelse);
    case NodeKind::While:
      return has_annotation(node->as<ast::While>()->body) || has_annotation(node->as<ast::While>()->orelse);
    case NodeKind::If:
      return has_annotation(node->as<ast::If>()->body) || has_annotation(node->as<ast::If>()->orelse);
    case NodeKind::Match:
      for (const ast::MatchCase* match_case : node->as<ast::Match>()->cases) {
        if (has_annotation(match_case->body)) return true;
      }
      return false;
    case NodeKind::With:
      return has_annotation(node->as<ast::With>()->body);
    case NodeKind::AsyncWith:
      return has_annotation(node->as<ast::AsyncWith>()->body);
    case NodeKind::Try:
      return attempt_annotates(node->as<ast::Try>());
    case NodeKind::TryStar:
      return attempt_annotates(node->as<ast::TryStar>());
    default:
      return false;
  }
}

}  // namespace

void Compiler::body(const ast::Sequence<ast::StmtNode*>& nodes) {
  for (const ast::StmtNode* node : nodes) {
    if (failed()) return;
    statement(node);
  }
}

Value Compiler::docstring_of(const ast::Sequence<ast::StmtNode*>& nodes) {
  if (nodes.empty() || options_.optimize >= 2) return Value::unbound();
  const auto* first = nodes[0]->try_as<ast::Expr>();
  const auto* constant = first == nullptr ? nullptr : first->value->try_as<ast::Constant>();
  if (constant == nullptr) return Value::unbound();
  const Value value = constants_.value_of(constant->value);
  return is_kind(value, Kind::String) ? value : Value::unbound();
}

// The statements of a module or class.
void Compiler::statements(const ast::Sequence<ast::StmtNode*>& nodes) {
  if (unit_->kind == UnitKind::Module && !nodes.empty()) {
    const ast::Location& first = nodes[0]->location;
    code().position = {first.lineno, first.end_lineno, first.col_offset, first.end_col_offset};
  }
  if (has_annotation(nodes)) {
    TemporaryScope scope(code());
    intrinsic(Intrinsic::SetupAnnotations, code().push(), 0);
  }
  const Value docstring = unit_->interactive ? Value::unbound() : docstring_of(nodes);
  if (docstring.is_unbound()) return body(nodes);
  {
    const Place place(*this, nodes[0]->as<ast::Expr>()->value);
    TemporaryScope scope(code());
    const Register value = code().push();
    load_constant(docstring, value);
    store_name(names_.intern("__doc__"), value);
  }
  body({nodes.elements + 1, nodes.count - 1});
}

// What follows a statement in the same block (jumps, mostly) belongs to its place, so that is not restored.
void Compiler::statement(const ast::StmtNode* node) {
  if (!enter_level()) return;
  const ast::Location& location = node->location;
  code().position = {location.lineno, location.end_lineno, location.col_offset, location.end_col_offset};
  {
    TemporaryScope scope(code());
    dispatch(node);
  }
  depth_.leave();
}

void Compiler::dispatch(const ast::StmtNode* node) {
  switch (node->node_kind) {
    case NodeKind::FunctionDef: {
      const auto* f = node->as<ast::FunctionDef>();
      return function_definition(node, f->name, f->args, f->body, f->decorator_list, f->returns, false);
    }
    case NodeKind::AsyncFunctionDef: {
      const auto* f = node->as<ast::AsyncFunctionDef>();
      return function_definition(node, f->name, f->args, f->body, f->decorator_list, f->returns, true);
    }
    case NodeKind::ClassDef:
      return class_definition(node->as<ast::ClassDef>());
    case NodeKind::Return:
      return return_statement(node->as<ast::Return>());
    case NodeKind::Delete:
      for (const ast::ExprNode* target : node->as<ast::Delete>()->targets)
        delete_target(target);
      return;
    case NodeKind::Assign:
      return assign(node->as<ast::Assign>());
    case NodeKind::AugAssign:
      return augmented_assignment(node->as<ast::AugAssign>());
    case NodeKind::AnnAssign:
      return annotated_assignment(node->as<ast::AnnAssign>());
    case NodeKind::For:
      return for_loop(node->as<ast::For>());
    case NodeKind::AsyncFor:
      return async_for_loop(node->as<ast::AsyncFor>());
    case NodeKind::While:
      return while_loop(node->as<ast::While>());
    case NodeKind::If:
      return if_statement(node->as<ast::If>());
    case NodeKind::With: {
      const auto* with = node->as<ast::With>();
      return with_statement(node, with->items, with->body, 0, false);
    }
    case NodeKind::AsyncWith: {
      const auto* with = node->as<ast::AsyncWith>();
      return with_statement(node, with->items, with->body, 0, true);
    }
    case NodeKind::Match:
      return match_statement(node->as<ast::Match>());
    case NodeKind::Raise:
      return raise_statement(node->as<ast::Raise>());
    case NodeKind::Try:
      return try_statement(node->as<ast::Try>());
    case NodeKind::TryStar:
      return try_star(node->as<ast::TryStar>());
    case NodeKind::Assert:
      return assert_statement(node->as<ast::Assert>());
    case NodeKind::Import:
      return import_statement(node->as<ast::Import>());
    case NodeKind::ImportFrom:
      return import_from(node->as<ast::ImportFrom>());
    case NodeKind::Expr:
      return expression_statement(node->as<ast::Expr>());
    case NodeKind::Pass:
      return code().mark_line();
    case NodeKind::Break:
    case NodeKind::Continue:
      return branch_out(node->is<ast::Break>());
    default:
      return;
  }
}

void Compiler::expression_statement(const ast::Expr* node) {
  if (unit_->interactive && nesting_ <= 1) {
    const Register value = code().push();
    expression(node->value, value);
    return intrinsic(Intrinsic::PrintExpression, value, value);
  }
  // A constant does nothing, but its line is there for debuggers.
  if (node->value->is<ast::Constant>()) return code().mark_line();
  effect(node->value);
}

void Compiler::return_statement(const ast::Return* node) {
  if (!unit_->is_function()) return fail("'return' outside function");
  if (node->value != nullptr && unit_->scope->coroutine && unit_->scope->generator) {
    return fail("'return' with value in async generator");
  }
  bool may_change = false;  // a finally body, or the end of a handler, could change the variable that is returned
  for (const Block& block : unit_->blocks)
    may_change |= block.kind == BlockKind::FinallyTry || block.name != nullptr;
  const bool is_constant = node->value == nullptr || node->value->is<ast::Constant>();
  Register value = kNoRegister;
  if (!is_constant && may_change) {
    value = code().push();
    expression(node->value, value);
  } else if (!is_constant) {
    value = operand(node->value);
  }
  if (is_constant && !unit_->blocks.empty()) code().mark_line();
  // What is left behind decides the place of the return.
  std::vector<Block> left = unwind_blocks(0);
  if (value == kNoRegister) {
    value = code().push();
    if (node->value == nullptr) {
      load_none(value);
    } else {
      constant_expression(node->value->as<ast::Constant>(), value);
    }
  }
  code().emit(Op::Return, value);
  resume_blocks(left);
}

void Compiler::delete_target(const ast::ExprNode* target) {
  if (!enter_level()) return;
  {
    const Place place(*this, target);
    TemporaryScope scope(code());
    switch (target->node_kind) {
      case NodeKind::Name: {
        const auto* name = target->as<ast::Name>();
        if (!forbidden(name->id, ast::ExprContext::Del)) delete_name(mangled(name->id));
        break;
      }
      case NodeKind::Attribute: {
        const auto* attribute = target->as<ast::Attribute>();
        const Register object = operand(attribute->value);
        move_start_to_attribute(attribute);
        Name* name = mangled(attribute->attr);
        code().emit_wide(Op::DeleteAttribute, object,
                         static_cast<int32_t>(code().shared_cache(Op::DeleteAttribute, name)));
        break;
      }
      case NodeKind::Subscript: {
        const auto* subscript = target->as<ast::Subscript>();
        const Register object = operand(subscript->value, Followed::Yes);
        const Register index = operand(subscript->slice);
        code().emit(Op::DeleteItem, object, index);
        break;
      }
      case NodeKind::Tuple:
        for (const ast::ExprNode* element : target->as<ast::Tuple>()->elts)
          delete_target(element);
        break;
      case NodeKind::List:
        for (const ast::ExprNode* element : target->as<ast::List>()->elts)
          delete_target(element);
        break;
      case NodeKind::Starred:
        fail("can't use starred expression here");
        break;
      default:
        break;
    }
  }
  depth_.leave();
}

void Compiler::assert_statement(const ast::Assert* node) {
  const auto* tuple = node->test->try_as<ast::Tuple>();
  const auto* constant = node->test->try_as<ast::Constant>();
  if ((tuple != nullptr && !tuple->elts.empty()) ||
      (constant != nullptr && type_name_of(constant->value) == "tuple" && truth_of(constant->value) == true)) {
    warn("assertion is always true, perhaps remove parentheses?");
  }
  if (options_.optimize > 0) return;
  const Label end = code().new_label();
  jump_if(node->test, end, true);
  {
    TemporaryScope scope(code());
    const Register error = code().push();
    if (node->msg == nullptr) {
      intrinsic(Intrinsic::AssertionError, error, 0);
    } else {
      const Register window = open_window(error);
      intrinsic(Intrinsic::AssertionError, window, 0);
      expression(node->msg, code().push());
      code().emit(Op::Call, error, window, 1);
    }
    code().emit(Op::Raise, error, 0, 1);
  }
  code().bind(end);
}

void Compiler::raise_statement(const ast::Raise* node) {
  if (node->exc == nullptr) return code().emit(Op::Raise, 0, 0, 0);
  const Register exception = operand(node->exc, node->cause == nullptr ? Followed::No : Followed::Yes);
  if (node->cause == nullptr) return code().emit(Op::Raise, exception, 0, 1);
  const Register cause = operand(node->cause);
  code().emit(Op::Raise, exception, cause, 2);
}

// ---- import

void Compiler::import_statement(const ast::Import* node) {
  for (const ast::Alias* alias : node->names) {
    TemporaryScope scope(code());
    const Register module = code().push(2);
    load_constant(Value::integer(0), module);
    load_none(module + 1);
    code().emit(Op::ImportName, module, module, code().cache(mangled(alias->name)));
    const std::string_view dotted = alias->name;
    size_t dot = dotted.find('.');
    if (alias->asname.data() == nullptr) {
      const std::string_view first = dotted.substr(0, dot);
      if (forbidden(first, ast::ExprContext::Store)) return;
      store_name(mangled(first), module);
      continue;
    }
    // `import a.b.c as d` binds the innermost module, taken as an attribute of those around it.
    while (dot != std::string_view::npos) {
      const size_t end = dotted.find('.', dot + 1);
      const std::string_view part = dotted.substr(dot + 1, end == std::string_view::npos ? end : end - dot - 1);
      code().emit(Op::ImportFrom, module, module, code().cache(mangled(part)));
      dot = end;
    }
    if (forbidden(alias->asname, ast::ExprContext::Store)) return;
    store_name(mangled(alias->asname), module);
  }
}

void Compiler::import_from(const ast::ImportFrom* node) {
  if (node->location.lineno > last_future_line_ && node->module == "__future__") {
    return fail("from __future__ imports must occur at the beginning of the file");
  }
  std::vector<Value> wanted;
  for (const ast::Alias* alias : node->names)
    wanted.push_back(string_of(names_.intern(alias->name)));
  const Register module = code().push(2);
  load_constant(Value::integer(node->level), module);
  load_constant(constants_.canonical(tuple_from(heap_, wanted)), module + 1);
  Name* name = mangled(node->module.data() == nullptr ? std::string_view("") : node->module);
  code().emit(Op::ImportName, module, module, code().cache(name));
  for (const ast::Alias* alias : node->names) {
    if (alias->name == "*") return intrinsic(Intrinsic::ImportStar, module, module);
    TemporaryScope scope(code());
    const std::string_view stored = alias->asname.data() == nullptr ? alias->name : alias->asname;
    Name* target = mangled(stored);
    const Variable variable = variable_of(target);
    const Register value = variable.access == Access::Register ? variable.index : code().push();
    code().emit(Op::ImportFrom, value, module, code().cache(mangled(alias->name)));
    if (forbidden(stored, ast::ExprContext::Store)) return;
    store_name(target, value);
  }
}

}  // namespace taipan::python::compiler
