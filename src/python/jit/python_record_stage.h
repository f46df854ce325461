// python/jit/python_record_stage.h -- the Record stage of Python: the jit's, and the language's control transfers.
//
// Room       python/jit. The counterpart of PythonExecute in interpreter/ops_common.h: what is recorded here is executed
//            there. Included only where operations are instantiated.
#pragma once

#include "jit/record/record_stage.h"
#include "python/interpreter/ops_common.h"
#include "python/jit/call_effects.h"

namespace taipan::python {

// Whether calls of the code are worth a recorded frame.
bool is_inlined(const Code* code);

struct PythonRecord : jit::RecordStage {
  Ref function() const { return {frame_header(regs)->function.as_object(), recorder.function()}; }
  Value name_space() {
    const Value space = frame_header(regs)->auxiliary;
    recorder.guard(jit::IrOp::GuardIs, recorder.auxiliary(), recorder.trace().constant(space));
    return space;
  }
  template <auto f, uint32_t effects = kAnyEffect, class... A>
  auto call(A... arguments) {
    if constexpr (kCallKind<f> != CallKind::Any) {
      const Any values[] = {arguments...};
      const Value now[] = {arguments.now...};
      const uint32_t known = effects_of_call(kCallKind<f>, now, int(sizeof...(A)));
      if (known != kAnyEffect) {
        for (const Any v : values) guard_kind(v);
      }
      return call_with_effects<f>(known, arguments...);
    } else {
      return call_with_effects<f>(effects, arguments...);
    }
  }
  Any call_native(Any callee, Value* arguments, int count) {
    const auto* function = callee.now.as<Native>();
    uint32_t known = effects_of_native(function, arguments, count);
    if (known != kAnyEffect) {
      (void)promote(as_ref(callee));
      const int32_t first = recorder.slot_of(arguments);
      for (int i = 0; i < count; i++) guard_kind({arguments[i], recorder.get(first + i)});
    }
    return call_with_effects<&call_native_from_window>(known, callee, arguments, count);
  }
  // Guards what the effects of calls depend on.
  void guard_kind(Any v) {
    if (is_object(v)) (void)shape_of(as_ref(v));
  }
  Step unusual_result(uint16_t destination, Any v) {
    if (v.now.is_raised()) return Step::Raise;
    recorder.guard_result(jit::IrOp::GuardIs, v.ref, recorder.trace().constant(Value::pending()), v.ref);
    return transfer<&start_pending>(destination);
  }
  Ref load_list_storage(Ref list) const {
    return {static_cast<List*>(list.now)->storage_,
            recorder.emit(jit::IrOp::LoadReference, list.ref, {}, {}, int32_t(offsetof(List, storage_)))};
  }
  Step call_slow_path(Value* window, int64_t count, Tuple* names, uint16_t destination, const Instruction* return_pc, bool method) {
    return transfer<&call_slow>(window, count, names, destination, return_pc, method);
  }
  // A function that may change frames.
  template <auto f, class... A>
  Step transfer(A... arguments) {
    recorder.sync_all();
    (recorder.argument(argument_of(arguments)), ...);
    thread.regs = regs;
    thread.pc = pc;
    const Step step = f(thread, plain(arguments)...);
    regs = thread.regs;
    pc = thread.pc;
    if (step == Step::Raise || step == Step::Leave) return step;
    if (recorder.slot_of(regs) < 0) {  // the root frame was left
      recorder.end_before_instruction(true);
      return Step::Frame;
    }
    // The trace knows the frame by addresses in its code: it must go when the code goes.
    (void)constant_pointer(code_of(regs));
    recorder.transfer(reinterpret_cast<const void*>(f), step, regs, pc, code_of(regs)->register_count, false);
    return Step::Frame;
  }
  // Functions that are made again and again are told by their code.
  Function* promote_function(Ref f) {
    auto* const callee = static_cast<Function*>(f.now);
    if (!f.ref.is_constant() && (callee->code->flags & kCodeNested)) {
      (void)promote(load_reference(f, &Function::code));
      callee_ = f.ref;
    } else {
      (void)promote(f);
    }
    return callee;
  }
  bool may_inline(const Function* callee, const Value* new_regs) const {
    constexpr int kMaxRecursion = 2;
    return recorder.may_push(new_regs, callee->code->register_count) && recorder.count_frames(callee->code) < kMaxRecursion &&
           is_inlined(callee->code);
  }
  Step push_frame(Function* callee, Value* new_regs, int count, const Instruction* return_pc, Action action, uint16_t destination,
                  Value auxiliary = Value::unbound()) {
    PythonExecute s{{thread, regs, pc}};
    const Step step = s.push_frame(callee, new_regs, count, return_pc, action, destination, auxiliary);
    regs = s.regs;
    pc = s.pc;
    if (step != Step::Frame) return step;
    Code* const code = callee->code;
    recorder.push_frame(regs, code->register_count, count, code, callee_);
    const jit::IrRef unbound = recorder.trace().constant(Value::unbound());
    for (int i = count; i < code->local_count; i++) recorder.set(recorder.slot_of(regs + i), unbound);
    return step;
  }
  Step pop_frame(Any value) {
    const FrameInfo info = frame_header(regs)->info;
    if (recorder.depth() == 0) {
      recorder.end_before_instruction(true);
    } else if ((std::bit_cast<uint64_t>(info) & 0xFFFF) != 0) {  // an action or a flag
      return transfer<&return_slow>(value);
    }
    recorder.guard_leaving();
    PythonExecute s{{thread, regs, pc}};
    const Step step = s.pop_frame(value.now);
    regs = s.regs;
    pc = s.pc;
    if (recorder.aborted()) return step;
    recorder.pop_frame();
    recorder.set(recorder.slot_of(regs + info.destination), value.ref);
    return step;
  }
  Step loop_back(const Instruction& in) { return jump(in.wide); }
  // The instruction as the interpreter executes it, without a guess at what it will meet.
  Step residual(const Instruction& in);

  jit::IrRef callee_ = {};  // of the call being recorded, if it is not constant
};

}  // namespace taipan::python
