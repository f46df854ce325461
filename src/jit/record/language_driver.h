// jit/record/language_driver.h -- what a language provides so that its loops are traced.
//
// Room       jit/record; implemented by the language (for Python in python/jit/).
#pragma once

#include "jit/record/record_stage.h"

namespace taipan::jit {

struct Loop;

class LanguageDriver {
 public:
  // Executes and records the instruction at stage.pc with the Record instantiation of its staged operation. `stage` is
  // changed as Execute's would be: pc after a Jump; regs and pc after a Frame; width() words are passed after Next.
  virtual Step record_instruction(RecordStage& stage) = 0;
  virtual int width(const Instruction* pc) = 0;
  virtual RegisterEffects register_effects(const Instruction* pc) = 0;
  // Whether the instruction can be recorded without guards (Recorder::generic) and still go on.
  virtual bool may_be_generic(const Instruction* pc) = 0;
  // An instruction that goes back to the head of a loop.
  virtual bool is_back_edge(const Instruction* pc) = 0;
  // The loop of the frame's code with its head at pc, if it is known to the jit.
  virtual Loop* loop_at(Value* regs, const Instruction* pc) = 0;
  // Registers of the frame, for the room that a trace needs.
  virtual int32_t register_count(const Value* regs) = 0;
  // The instruction at thread.pc ends with this result of a call: kept, raised, or a call to be made.
  virtual Step complete_instruction(Thread& thread, Value result) = 0;
  // The thread has an exception: finds the handler and makes its frame current. False: the frames of this run are left.
  virtual bool unwind(Thread& thread) = 0;
  // Executes the instruction at thread.pc, whatever it is, and unwinds if it raises: Step::Frame, or Step::Leave.
  // Residual code of traces.
  virtual Step (*interpret_one())(Thread& thread) = 0;
  // The line of the instruction, for the log.
  virtual std::string describe(const Value* regs, const Instruction* pc) = 0;

 protected:
  ~LanguageDriver() = default;
};

}  // namespace taipan::jit
