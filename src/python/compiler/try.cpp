// python/compiler/try.cpp -- try, except, finally, except*.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/try*.py
//
// A handler gets the exception in a register. It makes it the handled one and keeps the one before in `saved`:
//
//        body                            covered by the entry of L1
//        jump L3
//   L1:  PushHandled saved, exception    \.
//        clauses                         | covered by the entry of L2
//        PopHandled saved, jump L3       /
//   L2:  PopHandled saved, Reraise       an exception out of the clauses
//   L3:
//
// A finally body is compiled once for each way of reaching it: falling out of the body, every return, break and
// continue, and an exception.
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

void Compiler::try_statement(const ast::Try* node) {
  code().mark_line();
  if (node->finalbody.empty()) return try_except(node->body, node->handlers, node->orelse);
  with_finally(node->finalbody, [&] {
    if (node->handlers.empty()) {
      body(node->body);
    } else {
      try_except(node->body, node->handlers, node->orelse);
    }
  });
}

void Compiler::try_star(const ast::TryStar* node) {
  code().mark_line();
  if (node->finalbody.empty()) return except_star(node);
  with_finally(node->finalbody, [&] {
    if (node->handlers.empty()) {
      body(node->body);
    } else {
      except_star(node);
    }
  });
}

template <class Body>
void Compiler::with_finally(const ast::Sequence<ast::StmtNode*>& final_body, Body&& compile_body) {
  const Label handler = code().new_label();
  const Label end = code().new_label();
  const RegionId region = code().open_region(handler, code().top());
  if (!push_block({.kind = BlockKind::FinallyTry, .region = region, .final_body = &final_body})) return;
  compile_body();
  pop_block();
  code().close_region(region);
  body(final_body);
  follow();
  code().jump(end);

  code().bind(handler);
  {
    TemporaryScope scope(code());
    const Register exception = code().push();
    const Register saved = code().push();
    const Position place = code().position;
    artificial();
    code().emit(Op::PushHandled, saved, exception);
    code().position = place;
    const Label cleanup = code().new_label();
    const RegionId cleanup_region = code().open_region(cleanup, code().top());
    if (!push_block({.kind = BlockKind::FinallyEnd, .region = cleanup_region, .saved = saved})) return;
    body(final_body);
    pop_block();
    code().close_region(cleanup_region);
    // A frame that is left here shows the end of the final clause.
    const Position last = code().last_position();
    artificial();
    code().emit(Op::PopHandled, saved);
    code().position = last;
    code().emit(Op::Reraise, exception);
    restore_and_reraise(cleanup, saved);
    code().position = place;
  }
  code().bind(end);
}

// The end of a handler that an exception leaves: it is in the topmost temporary.
void Compiler::restore_and_reraise(Label cleanup, Register saved) {
  code().bind(cleanup);
  TemporaryScope scope(code());
  const Position place = code().position;
  artificial();
  const Register exception = code().push();
  code().emit(Op::PopHandled, saved);
  code().emit(Op::Reraise, exception);
  code().position = place;
}

void Compiler::try_except(const ast::Sequence<ast::StmtNode*>& try_body,
                          const ast::Sequence<ast::ExceptHandlerNode*>& handlers,
                          const ast::Sequence<ast::StmtNode*>& orelse) {
  const Label handler = code().new_label();
  const Label end = code().new_label();
  const RegionId region = code().open_region(handler, code().top());
  if (!push_block({.kind = BlockKind::TryBody, .region = region})) return;
  body(try_body);
  pop_block();
  code().close_region(region);
  body(orelse);
  follow();
  code().jump(end);

  code().bind(handler);
  {
    TemporaryScope scope(code());
    const Register exception = code().push();
    const Register saved = code().push();
    const Position place = code().position;
    artificial();
    code().emit(Op::PushHandled, saved, exception);
    code().position = place;
    const Label cleanup = code().new_label();
    const RegionId cleanup_region = code().open_region(cleanup, code().top());
    if (!push_block({.kind = BlockKind::Handler, .region = cleanup_region, .saved = saved})) return;
    for (uint32_t i = 0; i < handlers.size() && !failed(); ++i) {
      const auto* clause = handlers[i]->as<ast::ExceptHandler>();
      if (clause->type == nullptr && i + 1 < handlers.size()) return fail("default 'except:' must be last", clause);
      except_clause(clause, exception, saved, end);
    }
    if (failed()) return;
    pop_block();
    code().close_region(cleanup_region);
    artificial();
    code().emit(Op::PopHandled, saved);
    {
      const Place last(*this, handlers.back());  // what a frame that no clause keeps shows
      code().emit(Op::Reraise, exception);
    }
    restore_and_reraise(cleanup, saved);
    code().position = place;
  }
  code().bind(end);
}

void Compiler::except_clause(const ast::ExceptHandler* clause, Register exception, Register saved, Label end) {
  const Place place(*this, clause);
  TemporaryScope scope(code());
  const Label next = code().new_label();
  if (clause->type != nullptr) {
    TemporaryScope type_scope(code());
    const Register type = operand(clause->type);
    const Register matches = code().push();
    code().emit(Op::MatchException, matches, exception, type);
    code().jump_if(Op::JumpIfFalse, matches, next);
  } else {
    code().mark_line();  // the line of `except:`
  }
  handler_body(clause, exception, saved, end);
  code().bind(next);
}

void Compiler::handler_body(const ast::ExceptHandler* clause, Register exception, Register saved, Label end) {
  const bool is_named = clause->name.data() != nullptr;
  Block block{.kind = BlockKind::HandlerName};
  Label cleanup;
  if (is_named) {
    if (forbidden(clause->name, ast::ExprContext::Store)) return;
    block.name = mangled(clause->name);
    store_name(block.name, exception);
    cleanup = code().new_label();
    block.region = code().open_region(cleanup, code().top());
  }
  if (!push_block(block)) return;
  body(clause->body);
  if (failed()) return;
  pop_block();
  follow();
  if (is_named) {
    code().close_region(block.region);
    unbind_handler_name(block.name);
  }
  code().emit(Op::PopHandled, saved);
  code().jump(end);
  if (!is_named) return;
  code().bind(cleanup);
  const Register raised = code().push();
  artificial();
  unbind_handler_name(block.name);
  code().emit(Op::Reraise, raised);
}

// `except ... as name` takes the name away again, whatever the body has made of it.
void Compiler::unbind_handler_name(Name* name) {
  const Variable variable = variable_of(name);
  if (variable.access == Access::Register) {
    code().emit(Op::Clear, variable.index);
    return code().set_unassigned(variable.index);
  }
  TemporaryScope scope(code());
  const Register none = code().push();
  load_none(none);
  store_name(name, none);
  delete_name(name);
}

// ---- except*

void Compiler::except_star(const ast::TryStar* node) {
  const Label handler = code().new_label();
  const Label end = code().new_label();
  const RegionId region = code().open_region(handler, code().top());
  if (!push_block({.kind = BlockKind::TryBody, .region = region})) return;
  body(node->body);
  pop_block();
  code().close_region(region);
  const Label otherwise = code().new_label();
  follow();
  code().jump(otherwise);

  code().bind(handler);
  {
    TemporaryScope scope(code());
    const Register exception = code().push();
    const Register saved = code().push();
    const Position place = code().position;
    artificial();
    code().emit(Op::PushHandled, saved, exception);
    code().position = place;
    const Label cleanup = code().new_label();
    const RegionId cleanup_region = code().open_region(cleanup, code().top());
    if (!push_block({.kind = BlockKind::GroupHandler, .region = cleanup_region, .saved = saved})) return;
    // What no clause has matched so far, and what the clauses raised.
    const Register rest = code().push();
    const Register list = code().push();
    code().move(rest, exception);
    code().emit(Op::BuildList, list, 0, 0);
    for (const ast::ExceptHandlerNode* clause : node->handlers) {
      if (!clause->as<ast::ExceptHandler>()->type) return fail("expected one or more exception types", clause);
      if (!failed()) star_clause(clause->as<ast::ExceptHandler>(), rest, list);
    }
    if (failed()) return;
    artificial();
    code().emit(Op::ListAppend, list, rest);
    const Register arguments = code().push(2);
    code().move(arguments, exception);
    code().move(arguments + 1, list);
    intrinsic(Intrinsic::PrepareReraiseStar, arguments, arguments);
    pop_block();
    code().close_region(cleanup_region);
    code().emit(Op::PopHandled, saved);
    code().jump_if(Op::JumpIfNone, arguments, end);
    code().emit(Op::Reraise, arguments);
    code().release_to(rest);
    restore_and_reraise(cleanup, saved);
    code().position = place;
  }
  code().bind(otherwise);
  body(node->orelse);
  code().bind(end);
}

void Compiler::star_clause(const ast::ExceptHandler* clause, Register rest, Register list) {
  const Place place(*this, clause);
  TemporaryScope scope(code());
  const Label next = code().new_label();
  // rest, match = split(rest, type)
  const Register pair = code().push(2);
  code().move(pair, rest);
  expression(clause->type, pair + 1);
  intrinsic(Intrinsic::MatchExceptionGroup, pair, pair);
  code().emit(Op::UnpackSequence, pair, pair, 2);
  code().move(rest, pair);
  const Register match = pair + 1;
  code().jump_if(Op::JumpIfNone, match, next);
  const Register saved = code().push();
  code().emit(Op::PushHandled, saved, match);
  Block block{.kind = BlockKind::HandlerName};
  if (clause->name.data() != nullptr) {
    if (forbidden(clause->name, ast::ExprContext::Store)) return;
    block.name = mangled(clause->name);
    store_name(block.name, match);
  }
  const Label raised = code().new_label();
  block.region = code().open_region(raised, code().top());
  if (!push_block(block)) return;
  body(clause->body);
  if (failed()) return;
  pop_block();
  code().close_region(block.region);
  follow();
  if (block.name != nullptr) unbind_handler_name(block.name);
  code().emit(Op::PopHandled, saved);
  code().jump(next);
  code().bind(raised);
  const Register exception = code().push();
  artificial();
  if (block.name != nullptr) unbind_handler_name(block.name);
  code().emit(Op::PopHandled, saved);
  code().emit(Op::ListAppend, list, exception);
  code().bind(next);
}

}  // namespace taipan::python::compiler
