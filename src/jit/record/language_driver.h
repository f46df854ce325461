// jit/record/language_driver.h -- what a language provides so that its loops are traced.
//
// Room       jit/record; implemented by the language (for Python in python/jit/).
#pragma once

#include "jit/record/record_stage.h"

namespace taipan::jit {

class LanguageDriver {
 public:
  // Executes and records the instruction at stage.pc with the Record instantiation of its staged operation. An
  // instruction that cannot be recorded is not executed: the recorder is told to abort, and the answer is Step::Frame,
  // with stage.regs and stage.pc where the interpreter goes on. `stage` is changed as Execute's would be: pc after a
  // Jump; regs and pc after a Frame; width() words are passed after Next.
  virtual Step record_instruction(RecordStage& stage) = 0;
  virtual int width(const Instruction* pc) = 0;
  // An instruction that goes back to the head of a loop, at stage.pc.
  virtual bool is_back_edge(const Instruction* pc) = 0;
  // Registers of the frame, for the room that a trace needs.
  virtual int32_t register_count(const Value* regs) = 0;

 protected:
  ~LanguageDriver() = default;
};

}  // namespace taipan::jit
