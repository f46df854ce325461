// python/compiler/with.cpp -- with and async with.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/with*.py
//
// The exit method and its receiver stay in two registers while the body runs; every way out calls them.
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

void Compiler::with_statement(const ast::StmtNode* node, const ast::Sequence<ast::WithItem*>& items,
                              const ast::Sequence<ast::StmtNode*>& with_body, size_t index, bool is_async) {
  if (is_async && !is_top_level_await() && unit_->kind != UnitKind::AsyncFunction) {
    return fail("'async with' outside async function");
  }
  const Position place = code().position;
  TemporaryScope scope(code());
  const ast::WithItem* item = items[index];
  const Label handler = code().new_label();
  const Label end = code().new_label();
  const Register exit_method = code().push(2);
  const Register result = code().push();
  const auto id = [&](SpecialMethod plain, SpecialMethod async) {
    return static_cast<uint32_t>(is_async ? async : plain);
  };
  const Register variable =
      item->optional_vars == nullptr || is_async ? kNoRegister : local_target_here(item->optional_vars);
  {
    TemporaryScope enter(code());
    const Register manager = operand_into(item->context_expr, result);
    const Register window = open_window(kNoRegister);
    code().push();
    code().emit(Op::LoadSpecialMethod, window, manager, id(SpecialMethod::Enter, SpecialMethod::AsyncEnter));
    code().emit(Op::LoadSpecialMethod, exit_method, manager, id(SpecialMethod::Exit, SpecialMethod::AsyncExit));
    code().emit(Op::CallMethod, variable != kNoRegister ? variable : result, window, 0);
  }
  if (is_async) await_value(result, 1);
  if (variable != kNoRegister) assigned(variable);

  const RegionId region = code().open_region(handler, result);
  const BlockKind kind = is_async ? BlockKind::AsyncWith : BlockKind::With;
  if (!push_block({.kind = kind, .region = region, .saved = exit_method, .position = place})) return;
  if (item->optional_vars != nullptr && variable == kNoRegister) store(item->optional_vars, result);
  if (index + 1 < items.size()) {
    with_statement(node, items, with_body, index + 1, is_async);
  } else {
    body(with_body);
  }
  if (failed()) return;
  pop_block();
  code().close_region(region);
  code().position = place;
  call_exit_with_nones(exit_method, is_async);
  code().jump(end);

  code().bind(handler);
  {
    TemporaryScope handling(code());
    const Register exception = result;
    const Register saved = code().push();
    code().emit(Op::PushHandled, saved, exception);
    const Label cleanup = code().new_label();
    const Label suppressed = code().new_label();
    const RegionId cleanup_region = code().open_region(cleanup, code().top());
    {
      TemporaryScope call(code());
      const Register window = open_window(kNoRegister);
      const Register receiver = code().push();
      const Register arguments = code().push(3);
      code().move(window, exit_method);
      code().move(receiver, exit_method + 1);
      intrinsic(Intrinsic::ExceptionType, arguments, exception);
      code().move(arguments + 1, exception);
      intrinsic(Intrinsic::ExceptionTraceback, arguments + 2, exception);
      code().emit(Op::CallMethod, window, window, 3);
      code().release_to(window + 1);
      if (is_async) await_value(window, 2);
      code().jump_if(Op::JumpIfTrue, window, suppressed);
    }
    code().close_region(cleanup_region);
    code().emit(Op::PopHandled, saved);
    const Position place = code().position;
    artificial();
    code().emit(Op::Reraise, exception);
    code().position = place;
    restore_and_reraise(cleanup, saved);
    code().bind(suppressed);
    code().emit(Op::PopHandled, saved);
  }
  code().bind(end);
}

void Compiler::call_exit_with_nones(Register exit_method, bool is_async) {
  TemporaryScope scope(code());
  const Register window = open_window(kNoRegister);
  const Register receiver = code().push();
  const Register arguments = code().push(3);
  code().move(window, exit_method);
  code().move(receiver, exit_method + 1);
  for (uint32_t i = 0; i < 3; ++i)
    load_none(arguments + i);
  code().emit(Op::CallMethod, window, window, 3);
  code().release_to(window + 1);
  if (is_async) await_value(window, 2);
}

}  // namespace taipan::python::compiler
