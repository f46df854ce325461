// python/compiler/control_flow.cpp -- if, loops, and what break, continue and return undo on their way out.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/loops*.py
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

constexpr size_t kMaximumBlocks = 20;

}  // namespace

void Compiler::if_statement(const ast::If* node) {
  const Label next = code().new_label();
  jump_if(node->test, next, false);
  body(node->body);
  if (node->orelse.empty()) return code().bind(next);
  const Label end = code().new_label();
  follow();
  code().jump(end);
  code().bind(next);
  body(node->orelse);
  code().bind(end);
}

void Compiler::while_loop(const ast::While* node) {
  const Label head = code().new_label();
  const Label otherwise = code().new_label();
  const Label exit = code().new_label();
  const auto* constant = node->test->try_as<ast::Constant>();
  const bool endless = constant != nullptr && truth_of(constant->value) == true;
  const Position place = code().position;
  if (endless) code().mark_line();
  const uint32_t loop = code().new_loop();
  code().bind_loop_head(head);
  if (!push_block({.kind = BlockKind::WhileLoop, .exit = exit, .next = head, .loop = loop})) return;
  if (!endless) jump_if(node->test, otherwise, false);
  body(node->body);
  code().position = endless ? place : code().last_position();
  code().jump_back(loop, head);
  pop_block();
  code().bind(otherwise);
  body(node->orelse);
  code().bind(exit);
}

void Compiler::for_loop(const ast::For* node) {
  const Label head = code().new_label();
  const Label exhausted = code().new_label();
  const Label exit = code().new_label();
  const Position place = code().position;
  const Register iterator = code().push();
  const Register iterable = operand_into(node->iter, iterator);
  code().emit(Op::GetIterator, iterator, iterable);
  const uint32_t loop = code().new_loop();
  code().bind_loop_head(head);
  if (!push_block({.kind = BlockKind::ForLoop, .exit = exit, .next = head, .loop = loop})) return;
  {
    TemporaryScope scope(code());
    const Register variable = local_target_here(node->target);
    const Register item = variable != kNoRegister ? variable : code().push();
    code().for_iterator(item, iterator, exhausted);
    if (variable != kNoRegister) {
      assigned(variable);
    } else {
      store(node->target, item);
    }
  }
  body(node->body);
  follow();
  code().jump_back(loop, head);
  code().position = place;
  pop_block();
  code().bind(exhausted);
  body(node->orelse);
  code().bind(exit);
}

void Compiler::async_for_loop(const ast::AsyncFor* node) {
  if (!is_top_level_await() && unit_->kind != UnitKind::AsyncFunction)
    return fail("'async for' outside async function");
  const Label head = code().new_label();
  const Label stopped = code().new_label();
  const Label exit = code().new_label();
  const Position place = code().position;
  const Register iterator = code().push();
  const Register iterable = operand_into(node->iter, iterator);
  code().emit(Op::GetAsyncIterator, iterator, iterable);
  const uint32_t loop = code().new_loop();
  code().bind_loop_head(head);
  if (!push_block({.kind = BlockKind::AsyncForLoop, .exit = exit, .next = head, .loop = loop})) return;
  const Register exception = code().top();
  const RegionId region = code().open_region(stopped, exception);
  {
    TemporaryScope scope(code());
    const Register item = code().push();
    await_next(iterator, item);
    code().close_region(region);
    store(node->target, item);
  }
  body(node->body);
  follow();
  code().jump_back(loop, head);
  pop_block();
  code().bind(stopped);
  {
    const Place iterable_place(*this, node->iter);
    code().set_top(exception + 1);
    intrinsic(Intrinsic::CheckStopAsync, exception, exception);
    code().release_to(exception);
  }
  code().position = place;
  body(node->orelse);
  code().bind(exit);
}

bool Compiler::push_block(const Block& block) {
  if (unit_->blocks.size() >= kMaximumBlocks) {
    fail("too many statically nested blocks");
    return false;
  }
  unit_->blocks.push_back(block);
  return true;
}

void Compiler::unwind_block(const Block& block) {
  TemporaryScope scope(code());
  switch (block.kind) {
    case BlockKind::WhileLoop:
    case BlockKind::ForLoop:
    case BlockKind::AsyncForLoop:
    case BlockKind::TryBody:
      return;
    case BlockKind::FinallyTry:
      return body(*block.final_body);
    case BlockKind::FinallyEnd:
    case BlockKind::Handler:
      return code().emit(Op::PopHandled, block.saved);
    case BlockKind::HandlerName:
      if (block.name != nullptr) unbind_handler_name(block.name);
      return;
    case BlockKind::With:
    case BlockKind::AsyncWith: {
      code().position = block.position;
      return call_exit_with_nones(block.saved, block.kind == BlockKind::AsyncWith);
    }
    case BlockKind::GroupHandler:
      return fail("'break', 'continue' and 'return' cannot appear in an except* block");
  }
}

std::vector<Block> Compiler::unwind_blocks(size_t keep) {
  std::vector<Block> left;
  while (unit_->blocks.size() > keep && !failed()) {
    const Block block = unit_->blocks.back();
    unit_->blocks.pop_back();
    left.push_back(block);
    if (block.region.valid()) code().pause_region(block.region);
    unwind_block(block);
  }
  return left;
}

void Compiler::resume_blocks(std::vector<Block>& left) {
  for (; !left.empty(); left.pop_back()) {
    unit_->blocks.push_back(left.back());
    if (left.back().region.valid()) code().resume_region(left.back().region);
  }
}

void Compiler::branch_out(bool is_break) {
  const std::vector<Block>& blocks = unit_->blocks;
  size_t loop = blocks.size();
  for (; loop > 0; --loop) {
    const BlockKind kind = blocks[loop - 1].kind;
    if (kind == BlockKind::GroupHandler) {
      return fail("'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (kind == BlockKind::WhileLoop || kind == BlockKind::ForLoop || kind == BlockKind::AsyncForLoop) break;
  }
  if (loop == 0) return fail(is_break ? "'break' outside loop" : "'continue' not properly in loop");
  if (loop != blocks.size()) code().mark_line();
  const bool unwinds = loop != blocks.size();
  std::vector<Block> left = unwind_blocks(loop);
  if (unwinds) follow();
  const Block& target = unit_->blocks.back();
  if (is_break) {
    code().jump(target.exit);
  } else {
    code().jump_back(target.loop, target.next);
  }
  resume_blocks(left);
}

}  // namespace taipan::python::compiler
