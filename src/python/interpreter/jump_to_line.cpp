// python/interpreter/jump_to_line.cpp -- which jumps a debugger may make, and making them; the design is in jump_to_line.h.
//
// Room       python/interpreter.
#include "python/interpreter/jump_to_line.h"

#include <algorithm>

#include "python/bytecode/held_values.h"
#include "python/interpreter/interpreter.h"
#include "python/interpreter/tracing.h"
#include "python/objects/abstract.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

using Entries = std::vector<HeldValues::Entry>;

// Instructions that nobody may jump to: the prologue, operands, what a generator resumes at.
bool is_no_target(const Instruction& in) {
  switch (Op(in.op)) {
    case Op::Resume:
    case Op::MakeCell:
    case Op::CopyFree:
    case Op::MakeGenerator:
    case Op::Extra:
      return true;
    default:
      return false;
  }
}

bool is_compatible(const Entries& from, const Entries& to) {
  if (to.size() > from.size()) return false;
  for (size_t i = 0; i < to.size(); ++i) {
    if (from[i].origin != to[i].origin) return false;
  }
  return true;
}

const char* explain(const Entries& target) {
  switch (target.empty() ? Held::Value : Held(target.back().origin)) {
    case Held::HandledBefore:
    case Held::Exception:
      return "can't jump into an 'except' block as there's no exception";
    case Held::Iterator:
      return "can't jump into the body of a for loop";
    default:
      return "incompatible stacks";
  }
}

// The instruction whose state the frame is in: when a Yield has handed out its value, the one behind it.
uint32_t state_of(const Code* code, const Instruction* pc, TraceEvent event) {
  return uint32_t(pc - code->instructions) + (event == TraceEvent::Return ? 1 : 0);
}

struct Plan {
  int64_t target = -1;
  const char* problem = "cannot find bytecode for specified line";
};

// The first of the instructions on this line that hold the most of what is held now.
Plan find_target(const Code* code, uint32_t from, int32_t line) {
  Plan plan;
  const HeldValues held(code);
  if (!held.known()) {
    plan.problem = "stack to deep to analyze";
    return plan;
  }
  const Entries here = held.at(from);
  size_t most = 0;
  bool explained = false;
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    if (is_no_target(code->instructions[i]) || position_of(code, i).line != line) continue;
    const Entries there = held.at(i);
    if (held.reachable(i) && is_compatible(here, there)) {
      if (plan.target >= 0 && there.size() <= most) continue;
      most = there.size();
      plan.target = i;
    } else if (!explained) {
      explained = true;
      plan.problem = held.reachable(i) ? explain(there) : "can't jump into an exception handler, or code may be unreachable";
    }
  }
  return plan;
}

// The first line with code that is not before `line`; -1: there is none.
int32_t line_not_before(const Code* code, int32_t line) {
  int32_t found = -1;
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    const int32_t at = position_of(code, i).line;
    if (at >= line && (found < 0 || at < found) && !is_no_target(code->instructions[i])) found = at;
  }
  return found;
}

}  // namespace

Status plan_jump(Thread& thread, Frame* frame, Value line) {
  if (line.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  if (!is_int_like(line) || line.is_bool()) return raise(thread, TypeId::ValueError, "lineno must be an integer");
  PythonThread& state = python_thread(thread);
  const TraceEvent event = TraceEvent(state.trace_event);
  const Code* code = frame->function->code;
  const auto at_yield = [&] {
    return frame == state.traced_frame && Op(state.traced_pc->op) == Op::Yield && code->instructions <= state.traced_pc;
  };
  if (event == TraceEvent::None || event == TraceEvent::Call) {
    return raise(thread, TypeId::ValueError, "can't jump from the 'call' trace event of a new frame");
  }
  if (event != TraceEvent::Line && !(event == TraceEvent::Return && at_yield())) {
    return raise(thread, TypeId::ValueError, "can only jump from a 'line' trace event");
  }
  if (frame->trace.is_none() || frame != state.traced_frame) {
    return raise(thread, TypeId::ValueError, "f_lineno can only be set by a trace function");
  }
  if (!line.is_int() || line.as_int() != int32_t(line.as_int())) return raise(thread, TypeId::ValueError, "lineno out of range");
  const int32_t wanted = int32_t(line.as_int());
  if (wanted < int32_t(code->first_line)) {
    return raise(thread, TypeId::ValueError, "line %d comes before the current code block", wanted);
  }
  const int32_t found = line_not_before(code, wanted);
  if (found < 0) return raise(thread, TypeId::ValueError, "line %d comes after the current code block", wanted);
  const Plan plan = find_target(code, state_of(code, state.traced_pc, event), found);
  if (plan.target < 0) return raise(thread, TypeId::ValueError, "%s", plan.problem);
  state.jump_pc = code->instructions + plan.target;
  return ok_status();
}

Status make_jump(Thread& thread, Frame* frame) {
  PythonThread& state = python_thread(thread);
  const Instruction* target_pc = std::exchange(state.jump_pc, nullptr);
  if (!target_pc) return ok_status();
  const Code* code = frame->function->code;
  const TraceEvent event = TraceEvent(state.trace_event);
  const uint32_t target = uint32_t(target_pc - code->instructions);
  Value* regs = thread.regs;
  const HeldValues held(code);
  const Entries here = held.at(state_of(code, thread.pc, event)), there = held.at(target);
  // The outermost of the dropped handlers knows the exception that was handled before all of them.
  for (size_t i = here.size(); i-- > there.size();) {
    if (Held(here[i].origin) == Held::HandledBefore) thread.handled->exception = regs[here[i].register_index];
  }
  // Registers of the target are not above those of here, in the same order: no value is overwritten before it is moved.
  std::vector<Value> values;
  for (size_t i = 0; i < there.size(); ++i) values.push_back(regs[here[i].register_index]);
  for (size_t i = 0; i < there.size(); ++i) regs[there[i].register_index] = values[i];
  int unbound = 0;
  for (uint32_t i = 0; i < code->local_count; ++i) {
    if (!regs[i].is_unbound() || !held.is_needed(target, i)) continue;
    regs[i] = Value::none();
    ++unbound;
  }
  frame->traced_instruction = event == TraceEvent::Return ? kResumesAtTarget : int32_t(target);
  frame->traced_line = position_of(code, target).line;
  thread.pc = target_pc;
  if (unbound == 0) return ok_status();
  return warn(thread, TypeId::RuntimeWarning, 0, "assigning None to %d unbound local%s", unbound, unbound == 1 ? "" : "s");
}

}  // namespace taipan::python
