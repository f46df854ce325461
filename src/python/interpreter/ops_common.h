// python/interpreter/ops_common.h -- what all staged operations share.
#pragma once

#include "python/interpreter/interpreter.h"
#include "python/jit/loops.h"
#include "vm/stage.h"

namespace taipan::python {

Value call_native_from_window(Thread& thread, Value callee, Value* arguments, int count);  // calls.cpp

#define STAGED template <class S> [[gnu::always_inline]] inline

// Ends an instruction with the result of a slow path, which may have raised or asked for a call.
STAGED Step finish(S& s, uint16_t destination, typename S::Any value) {
  if (s.is_plain_result(value)) [[likely]] return s.result(destination, value);
  return s.unusual_result(destination, value);
}

// The inline cache of an instruction: an address, known to every stage.
STAGED InlineCache& cache_of(S& s, uint32_t index) { return code_of(s.regs)->caches[index]; }

inline BinaryOp binary_op_of(Op op) { return BinaryOp((uint16_t(op) - uint16_t(Op::Add)) / 2); }
inline bool is_inplace(Op op) { return (uint16_t(op) - uint16_t(Op::Add)) & 1; }

// The Execute stage of Python: adds the language's control transfers.
struct PythonExecute : Execute {
  bool is_plain_result(Any v) const { return !v.is_raised_or_pending(); }
  Step unusual_result(uint16_t destination, Any v) {
    if (v.is_raised()) return Step::Raise;
    const Step step = start_pending(thread, destination);
    regs = thread.regs;
    pc = thread.pc;
    return step;
  }
  Ref function() const { return frame_header(regs)->function.as_object(); }
  // The frame's namespace, promoted.
  Value name_space() const { return frame_header(regs)->auxiliary; }
  Any call_native(Any callee, Value* arguments, int count) {
    thread.regs = regs;
    thread.pc = pc;
    return call_native_from_window(thread, callee, arguments, count);
  }
  // As a constant as far as its code goes.
  Function* promote_function(Ref f) const { return static_cast<Function*>(f); }
  bool may_inline(const Function*, const Value* /*new_regs*/) const { return true; }
  Ref load_list_storage(Ref list) const { return static_cast<List*>(list)->storage_; }
  Step call_slow_path(Value* window, int64_t count, Tuple* names, uint16_t destination, const Instruction* return_pc, bool method) {
    thread.regs = regs;
    thread.pc = pc;
    return reload(call_slow(thread, window, count, names, destination, return_pc, method));
  }
  // A function that may change frames: f(thread, arguments...) gives the Step.
  template <auto f, class... A>
  Step transfer(A... arguments) {
    thread.regs = regs;
    thread.pc = pc;
    return reload(f(thread, arguments...));
  }
  // After a function that changed the thread's frame.
  Step reload(Step step) {
    regs = thread.regs;
    pc = thread.pc;
    return step;
  }
  // Goes back to the head of loop number in.a, or into its machine code.
  Step loop_back(const Instruction& in) {
    uint32_t& counter = code_of(regs)->loop_counters[in.a];
    if (int32_t(++counter) >= g_loop_threshold) [[unlikely]] {
      thread.regs = regs;
      thread.pc = pc + in.wide;
      return reload(hot_loop(thread, in.a));
    }
    return jump(in.wide);
  }
  // The parameters at new_regs[0...count) are in place and fit.
  Step push_frame(Function* function, Value* new_regs, int count, const Instruction* return_pc, Action action, uint16_t destination,
                  Value auxiliary = Value::unbound()) {
    Code* const code = function->code;
    if (--thread.remaining_depth < 0 || new_regs + code->register_count + 64 > thread.stack_limit) [[unlikely]] {
      thread.regs = regs;
      thread.pc = pc;
      raise_stack_overflow(thread);
      return Step::Raise;
    }
    FrameHeader* header = frame_header(new_regs);
    header->auxiliary = auxiliary;
    header->frame_object = Value::unbound();
    header->info = FrameInfo{return_action(action), 0, destination, 0};
    header->caller = regs;
    header->return_pc = return_pc;
    header->function = Value(function);
    for (int i = count; i < code->local_count; i++) new_regs[i] = Value::unbound();
    regs = new_regs;
    pc = code->instructions;
    return Step::Frame;
  }
  Step pop_frame(Any value) {
    FrameHeader* header = frame_header(regs);
    if (std::bit_cast<uint64_t>(header->info) & 0xFFFF) [[unlikely]] {  // an action or a flag
      thread.regs = regs;
      thread.pc = pc;
      return reload(return_slow(thread, value));
    }
    thread.remaining_depth++;
    pc = header->return_pc + 1;
    const uint16_t destination = header->info.destination;
    regs = header->caller;
    regs[destination] = value;
    return Step::Frame;
  }
};

}  // namespace taipan::python
