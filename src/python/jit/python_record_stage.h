// python/jit/python_record_stage.h -- the Record stage of Python: the jit's, and the language's control transfers.
//
// Room       python/jit. The counterpart of PythonExecute in interpreter/ops_common.h: what is recorded here is executed
//            there. Included only where operations are instantiated.
#pragma once

#include "jit/record/record_stage.h"
#include "python/interpreter/ops_common.h"

namespace taipan::python {

struct PythonRecord : jit::RecordStage {
  bool is_plain_result(Any v) const { return !v.now.is_raised_or_pending(); }
  Step unusual_result(uint16_t destination, Any v) {
    return unrecorded(jit::AbortReason::Call, [&](PythonExecute& s) { return s.unusual_result(destination, v.now); });
  }
  Ref load_list_storage(Ref list) const {
    return {static_cast<List*>(list.now)->storage_,
            recorder.emit(jit::IrOp::LoadReference, list.ref, {}, {}, int32_t(offsetof(List, storage_)))};
  }
  Step call_slow_path(Value* window, int64_t count, Tuple* names, uint16_t destination, const Instruction* return_pc, bool method) {
    return unrecorded(jit::AbortReason::Call, [&](PythonExecute& s) {
      return s.call_slow_path(window, count, names, destination, return_pc, method);
    });
  }
  template <auto f, class... A>
  Step transfer(A... arguments) {
    return unrecorded(jit::AbortReason::Call,
                      [&](PythonExecute& s) { return s.transfer<f>(RecordStage::plain(arguments)...); });
  }
  Step push_frame(Function* function, Value* new_regs, int count, const Instruction* return_pc, Action action, uint16_t destination,
                  Value auxiliary = Value::unbound()) {
    PythonExecute s{{thread, regs, pc}};
    const Step step = s.push_frame(function, new_regs, count, return_pc, action, destination, auxiliary);
    regs = s.regs;
    pc = s.pc;
    if (step != Step::Frame) return step;
    Code* const code = function->code;
    recorder.push_frame(regs, code->register_count);
    const jit::IrRef unbound = recorder.trace().constant(Value::unbound());
    for (int i = count; i < code->local_count; i++) recorder.set(recorder.slot_of(regs + i), unbound);
    return step;
  }
  Step pop_frame(Any value) {
    const FrameInfo info = frame_header(regs)->info;
    const bool plain_return = (std::bit_cast<uint64_t>(info) & 0xFFFF) == 0;
    if (recorder.depth() == 0) recorder.abort(jit::AbortReason::LeavesRootFrame);
    if (!plain_return) recorder.abort(jit::AbortReason::ReturnAction);
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

 private:
  // Gives the recording up and lets the Execute stage do it.
  template <class F>
  Step unrecorded(jit::AbortReason reason, F work) {
    recorder.abort(reason);
    PythonExecute s{{thread, regs, pc}};
    const Step step = work(s);
    regs = s.regs;
    pc = s.pc;
    return step;
  }
};

}  // namespace taipan::python
