// python/interpreter/ops_calls.h -- staged calls, returns, generators.
#pragma once

#include "python/interpreter/ops_common.h"
#include "python/interpreter/slow_paths.h"

namespace taipan::python {

// The callee is in *callee; `arguments` are its registers: count of them, the receiver included.
STAGED Step call_function_op(S& s, const Instruction& in, uint16_t callee_register, uint16_t first, int count, bool method) {
  auto callee = s.get(callee_register);
  if (s.is_object(callee)) [[likely]] {
    auto ref = s.as_ref(callee);
    const Shape* shape = s.shape_of(ref);
    if (shape->kind == kind(PythonKind::Function)) {
      Function* function = s.promote_function(ref);
      Code* code = function->code;
      if ((code->flags & kCodeSimpleParameters) && code->argument_count == count) [[likely]] {
        if (s.may_inline(function, s.regs + first)) return s.push_frame(function, s.regs + first, count, s.pc, Action::Result, in.a);
        return finish(s, in.a, s.template call<&call_from_window, kAnyEffect>(callee, s.regs + first, count));
      }
    } else if (shape->kind == kind(PythonKind::Native)) {
      return finish(s, in.a, s.call_native(callee, s.regs + first, count));
    }
  }
  return s.call_slow_path(s.regs + callee_register, count, nullptr, in.a, s.pc, method);
}

STAGED Step op_Call(S& s, const Instruction& in) { return call_function_op(s, in, in.b, uint16_t(in.b + 1), in.c, false); }
STAGED Step op_CallMethod(S& s, const Instruction& in) {
  if (s.is_unbound(s.get(uint16_t(in.b + 1)))) {
    // No receiver: the arguments start one register later. Move the callee next to them.
    s.set(uint16_t(in.b + 1), s.get(in.b));
    return call_function_op(s, in, uint16_t(in.b + 1), uint16_t(in.b + 2), in.c, false);
  }
  return call_function_op(s, in, in.b, uint16_t(in.b + 1), in.c + 1, false);
}
STAGED Step op_CallKeyword(S& s, const Instruction& in) {
  Tuple* names = code_of(s.regs)->constants[s.pc[1].wide].template as<Tuple>();
  return s.call_slow_path(s.regs + in.b, in.c, names, in.a, s.pc + 1, false);
}
STAGED Step op_CallMethodKeyword(S& s, const Instruction& in) {
  Tuple* names = code_of(s.regs)->constants[s.pc[1].wide].template as<Tuple>();
  if (s.is_unbound(s.get(uint16_t(in.b + 1)))) {
    s.set(uint16_t(in.b + 1), s.get(in.b));
    return s.call_slow_path(s.regs + in.b + 1, in.c, names, in.a, s.pc + 1, false);
  }
  return s.call_slow_path(s.regs + in.b, in.c + 1, names, in.a, s.pc + 1, false);
}
STAGED Step op_CallUnpack(S& s, const Instruction& in) {
  return s.template transfer<&call_unpack>(s.regs + in.b, in.a);
}
STAGED Step op_Return(S& s, const Instruction& in) { return s.pop_frame(s.get(in.a)); }
STAGED Step op_MakeGenerator(S& s, const Instruction&) { return s.template transfer<&make_generator>(); }
STAGED Step op_Yield(S& s, const Instruction& in) { return s.template transfer<&yield_value>(s.get(in.b)); }
STAGED Step op_Send(S& s, const Instruction& in) {
  return s.template transfer<&send_value>(&in);
}
STAGED Step op_GetYieldFromIterator(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&get_yield_from_iterator, kAnyEffect>(s.get(in.b)));
}
STAGED Step op_GetAwaitable(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&get_awaitable, kAnyEffect>(s.get(in.b), int(in.c)));
}
STAGED Step op_GetAsyncIterator(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&get_async_iterator, kAnyEffect>(s.get(in.b)));
}
STAGED Step op_GetAsyncNext(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&get_async_next, kAnyEffect>(s.get(in.b)));
}
STAGED Step op_AsyncYieldWrap(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&async_yield_wrap, kAllocates>(s.get(in.b)));
}
STAGED Step op_MakeFunction(S& s, const Instruction& in) {
  Value code = code_of(s.regs)->constants[in.b];
  return finish(s, in.a, s.template call<&make_function, kAllocates | kMayRaise>(code, in.c == 0xFFFF ? nullptr : s.regs + in.c));
}
STAGED Step op_LoadBuildClass(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&load_build_class, kAnyEffect>());
}
STAGED Step op_ImportName(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&import_name, kAnyEffect>(s.regs + in.b, &cache_of(s, in.c)));
}
STAGED Step op_ImportFrom(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&import_from, kAnyEffect>(s.get(in.b), &cache_of(s, in.c)));
}

// ---- exceptions
STAGED Step op_Raise(S& s, const Instruction& in) {
  s.template call<&raise_statement, kAnyEffect>(in.c >= 1 ? s.get(in.a) : s.constant(Value::unbound()),
                                                in.c == 2 ? s.get(in.b) : s.constant(Value::unbound()));
  return Step::Raise;
}
STAGED Step op_Reraise(S& s, const Instruction& in) {
  s.template call<&reraise, kMayRaise>(s.get(in.a));
  return Step::Raise;
}
STAGED Step op_PushHandled(S& s, const Instruction& in) {
  return s.result(in.a, s.template call<&push_handled, kWritesHeap>(s.get(in.b)));
}
STAGED Step op_PopHandled(S& s, const Instruction& in) {
  s.template call<&pop_handled, kWritesHeap>(s.get(in.a));
  return s.next();
}
STAGED Step op_MatchException(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&match_exception, kAnyEffect>(s.get(in.b), s.get(in.c)));
}
STAGED Step op_Intrinsic(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&run_intrinsic, kAnyEffect>(int(in.c), s.regs + in.b));
}

}  // namespace taipan::python
