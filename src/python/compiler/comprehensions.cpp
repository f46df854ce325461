// python/compiler/comprehensions.cpp -- comprehensions and generator expressions; yield and await.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/comprehensions*.py
//
// A comprehension is a function of its own, with the iterator of the outermost iterable as its argument `.0`.
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

struct Parts {
  ComprehensionKind kind;
  const char* name;
  ast::Sequence<ast::Comprehension*> generators;
  const ast::ExprNode* element;
  const ast::ExprNode* value;  // of dict comprehensions, where `element` is the key
};

Parts parts_of(const ast::ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::ListComp: {
      const auto* c = node->as<ast::ListComp>();
      return {ComprehensionKind::List, "<listcomp>", c->generators, c->elt, nullptr};
    }
    case NodeKind::SetComp: {
      const auto* c = node->as<ast::SetComp>();
      return {ComprehensionKind::Set, "<setcomp>", c->generators, c->elt, nullptr};
    }
    case NodeKind::DictComp: {
      const auto* c = node->as<ast::DictComp>();
      return {ComprehensionKind::Dict, "<dictcomp>", c->generators, c->key, c->value};
    }
    default: {
      const auto* c = node->as<ast::GeneratorExp>();
      return {ComprehensionKind::Generator, "<genexpr>", c->generators, c->elt, nullptr};
    }
  }
}

// The only element of `[x]` in `for y in [x]`, which needs no loop.
const ast::ExprNode* single_element(const ast::ExprNode* node) {
  ast::Sequence<ast::ExprNode*> elements;
  if (const auto* list = node->try_as<ast::List>()) elements = list->elts;
  if (const auto* tuple = node->try_as<ast::Tuple>()) elements = tuple->elts;
  return elements.size() == 1 && !elements[0]->is<ast::Starred>() ? elements[0] : nullptr;
}

}  // namespace

bool Compiler::is_top_level_await() const {
  return options_.top_level_await && unit_->kind == UnitKind::Module;
}

void Compiler::comprehension(const ast::ExprNode* node, Register destination) {
  const Parts parts = parts_of(node);
  Scope* scope = symbols_.scope_of(node);
  const bool is_generator = parts.kind == ComprehensionKind::Generator;
  const bool is_async = scope->coroutine;
  if (is_async && !is_generator && unit_->kind != UnitKind::AsyncFunction && unit_->kind != UnitKind::Comprehension &&
      !is_top_level_await()) {
    return fail("asynchronous comprehension outside of an asynchronous function");
  }
  enter_unit(UnitKind::Comprehension, scope, names_.intern(parts.name), static_cast<uint32_t>(node->location.lineno));
  unit_->argument_count = 1;
  code().position = {node->location.lineno, node->location.end_lineno, node->location.col_offset,
                     node->location.end_col_offset};
  const Register result = code().push();
  switch (parts.kind) {
    case ComprehensionKind::List:
      if (parts.generators.size() == 1 && parts.generators[0]->ifs.size() == 0 && parts.generators[0]->is_async == 0) {
        intrinsic(Intrinsic::ListFor, result, 0);
      } else {
        code().emit(Op::BuildList, result, 0, 0);
      }
      break;
    case ComprehensionKind::Set:
      code().emit(Op::BuildSet, result, 0, 0);
      break;
    case ComprehensionKind::Dict:
      code().emit(Op::BuildMap, result, 0, 0);
      break;
    default:
      break;
  }
  comprehension_loop(parts.generators, 0, parts.element, parts.value, result, parts.kind);
  if (is_generator) {
    return_none();
  } else {
    code().emit(Op::Return, result);
  }
  Code* function_code = leave_unit();
  if (failed() || function_code == nullptr) return;

  TemporaryScope temporaries(code());
  const ast::Comprehension* outermost = parts.generators[0];
  {
    TemporaryScope call_scope(code());
    const Register window = open_window(destination);
    make_function(function_code, kNoRegister, window);
    const Register iterator = code().push();
    const Register iterable = operand_into(outermost->iter, iterator);
    code().emit(outermost->is_async != 0 ? Op::GetAsyncIterator : Op::GetIterator, iterator, iterable);
    if (!is_async || is_generator) return code().emit(Op::Call, destination, window, 1);
    code().emit(Op::Call, window, window, 1);
    code().release_to(window + 1);
    await_value(window, 0);
    code().move(destination, window);
  }
}

void Compiler::comprehension_loop(const ast::Sequence<ast::Comprehension*>& generators, uint32_t index,
                                  const ast::ExprNode* element, const ast::ExprNode* value, Register result,
                                  ComprehensionKind kind) {
  if (!enter_level()) return;
  TemporaryScope scope(code());
  const ast::Comprehension* generator = generators[index];
  const bool is_async = generator->is_async != 0;
  const Label head = code().new_label();
  const Label next = code().new_label();
  const Label exit = code().new_label();
  const ast::ExprNode* single = index != 0 && !is_async ? single_element(generator->iter) : nullptr;
  uint32_t loop = 0;
  Label stopped;
  Register exception = kNoRegister;  // that ends an `async for`
  if (single != nullptr) {
    assign_to(generator->target, single);
  } else {
    Register iterator = 0;  // .0
    if (index != 0) {
      const Register iterable = operand(generator->iter);
      iterator = code().push();
      code().emit(is_async ? Op::GetAsyncIterator : Op::GetIterator, iterator, iterable);
    }
    loop = code().new_loop();
    code().bind_loop_head(head);
    if (is_async) {
      stopped = code().new_label();
      const Register awaited = code().push();
      exception = code().top();
      const RegionId region = code().open_region(stopped, exception);
      await_next(iterator, awaited);
      code().close_region(region);
      store(generator->target, awaited);
    } else {
      const Register variable = local_target(generator->target);
      const Register item = variable != kNoRegister ? variable : code().push();
      code().for_iterator(item, iterator, exit);
      if (variable != kNoRegister) {
        assigned(variable);
      } else {
        store(generator->target, item);
      }
    }
  }
  for (const ast::ExprNode* condition : generator->ifs)
    jump_if(condition, next, false);
  if (index + 1 < generators.size()) {
    comprehension_loop(generators, index + 1, element, value, result, kind);
  } else {
    comprehension_element(element, value, result, kind);
  }
  code().bind(next);
  if (single == nullptr) code().jump_back(loop, head);
  if (stopped.valid()) {
    code().bind(stopped);
    code().set_top(exception + 1);
    intrinsic(Intrinsic::CheckStopAsync, exception, exception);
  }
  code().bind(exit);
  depth_.leave();
}

void Compiler::comprehension_element(const ast::ExprNode* element, const ast::ExprNode* value, Register result,
                                     ComprehensionKind kind) {
  TemporaryScope scope(code());
  const Register first = operand(element, kind == ComprehensionKind::Dict ? Followed::Yes : Followed::No);
  switch (kind) {
    case ComprehensionKind::List:
      return code().emit(Op::ListAppend, result, first);
    case ComprehensionKind::Set:
      return code().emit(Op::SetAdd, result, first);
    case ComprehensionKind::Dict: {
      const Register second = operand(value);
      return code().emit(Op::DictSet, result, first, second);
    }
    default:
      return yield_value(first, code().push());
  }
}

// ---- yield, await

void Compiler::yield(const ast::Yield* node, Register destination) {
  if (!unit_->is_function()) return fail("'yield' outside function");
  TemporaryScope scope(code());
  const Register scratch = code().is_temporary(destination) ? destination : code().push();
  Register value = scratch;
  if (node->value == nullptr) {
    load_none(scratch);
  } else {
    value = operand_into(node->value, scratch);
  }
  yield_value(value, destination);
}

void Compiler::yield_value(Register value, Register destination) {
  TemporaryScope scope(code());
  if (unit_->scope->coroutine) {
    const Register wrapped = code().push();
    code().emit(Op::AsyncYieldWrap, wrapped, value);
    value = wrapped;
  }
  code().emit(Op::Yield, destination, value);
  code().emit(Op::Resume, 1);
}

void Compiler::yield_from(const ast::YieldFrom* node, Register destination) {
  if (!unit_->is_function()) return fail("'yield' outside function");
  if (unit_->kind == UnitKind::AsyncFunction) return fail("'yield from' inside async function");
  TemporaryScope scope(code());
  const Register value = code().is_temporary(destination) ? destination : code().push();
  const Register iterator = code().push();
  const Register iterable = operand_into(node->value, iterator);
  code().emit(Op::GetYieldFromIterator, iterator, iterable);
  load_none(value);
  code().delegate(value, iterator, 2);
  code().move(destination, value);
}

void Compiler::await(const ast::Await* node, Register destination) {
  if (!is_top_level_await()) {
    if (!unit_->is_function()) return fail("'await' outside function");
    if (unit_->kind != UnitKind::AsyncFunction && unit_->kind != UnitKind::Comprehension) {
      return fail("'await' outside async function");
    }
  }
  TemporaryScope scope(code());
  const Register value = code().is_temporary(destination) ? destination : code().push();
  expression(node->value, value);
  await_value(value, 0);
  code().move(destination, value);
}

// The next value of an asynchronous iterator.
void Compiler::await_next(Register iterator, Register value) {
  TemporaryScope scope(code());
  const Register awaitable = code().push();
  code().emit(Op::GetAsyncNext, awaitable, iterator);
  load_none(value);
  code().delegate(value, awaitable, 3);
}

void Compiler::await_value(Register value, uint32_t kind) {
  TemporaryScope scope(code());
  const Register iterator = code().push();
  code().emit(Op::GetAwaitable, iterator, value, kind);
  load_none(value);
  code().delegate(value, iterator, 3);
}

}  // namespace taipan::python::compiler
