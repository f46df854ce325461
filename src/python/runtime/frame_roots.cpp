// python/runtime/frame_roots.cpp -- registers as roots.
//
// Room       python/runtime; the contract is in frame_roots.h. Runs in the collector: no allocation in the heap.
//
// A frame that is calling keeps its callee and arguments in a window of its last registers. When the callee's frame is
// pushed, header and parameters lie there, and belong to that frame; everything behind the window is dead (opcodes.def).
// When the callee is native, or C++ pushed the frame above, the window is an operand like any other.
#include "python/runtime/frame_roots.h"

#include "python/bytecode/live_registers.h"
#include "python/interpreter/interpreter.h"

namespace taipan::python {

namespace {

LiveRegisters g_live;
bool g_precise = false;

bool is_call(Op op) {
  return op == Op::Call || op == Op::CallKeyword || op == Op::CallMethod || op == Op::CallMethodKeyword || op == Op::CallUnpack;
}

}  // namespace

void begin_frame_roots(CollectionKind kind) {
  g_live.clear();
  g_precise = kind == CollectionKind::Major;
}
void end_frame_roots() {
  g_live.clear();
  g_precise = false;
}

void visit_frame(Value* regs, const Instruction* pc, const Value* above, Tracer& tracer) {
  const Code* code = code_of(regs);
  const Value* end = regs + code->register_count;
  tracer.visit_conservative(regs - kFrameHeaderWords, regs);
  const bool in_code = pc >= code->instructions && pc < code->instructions + code->instruction_count;
  if (in_code) {
    if (Op(pc->op) == Op::Extra) pc--;
    // Registers from the header of a frame in the window on are that frame's.
    if (is_call(Op(pc->op)) && above && above > regs + pc->b && above <= end) end = above - kFrameHeaderWords;
  }
  if (!in_code || !g_precise) {
    tracer.visit_conservative(regs, end);
    return;
  }
  g_live.for_each_run(code, pc, LiveRegisters::Place::During, [&](uint32_t first, uint32_t count) {
    const Value* run = regs + first;
    const Value* run_end = run + count < end ? run + count : end;
    if (run < run_end) tracer.visit_conservative(run, run_end);
  });
}

void visit_generator_registers(GeneratorObject* generator, Tracer& tracer) {
  // On the stack of a thread while it runs.
  if (generator->running_regs) return;
  const Value* registers = generator->registers;
  const Instruction* pc = generator->pc;
  if (generator->state == GeneratorObject::State::Created) {  // it stands at its first instruction
    tracer.visit_conservative(registers, registers + generator->code->local_count);
    return;
  }
  if (!g_precise || generator->state != GeneratorObject::State::Suspended || Op(pc->op) != Op::Yield) {
    // Temporaries may be stale: what they point to may be gone.
    tracer.visit_conservative(registers, registers + generator->register_count);
    return;
  }
  g_live.for_each_run(generator->code, pc, LiveRegisters::Place::Suspended, [&](uint32_t first, uint32_t count) {
    tracer.visit_conservative(registers + first, registers + first + count);
  });
}

}  // namespace taipan::python
