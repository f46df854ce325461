// python/interpreter/tracing.cpp -- events for trace and profile functions; the design is in tracing.h.
#include "python/interpreter/tracing.h"

#include "python/interpreter/handlers.h"
#include "python/interpreter/jump_to_line.h"
#include "python/objects/exceptions.h"
#include "python/objects/generator.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

Value frame_locals_of(Thread& thread, Frame* frame);              // objects/frame.cpp
void frame_locals_to_registers(Thread& thread, Frame* frame);

namespace {

constexpr const char* kEventNames[] = {"", "call", "line", "return", "exception", "opcode", "c_call", "c_return", "c_exception"};

// Trace functions are not traced themselves.
class InsideTrace {
 public:
  InsideTrace(Thread& thread, Frame* frame, TraceEvent event)
      : state_(python_thread(thread)), tracing_(state_.tracing), event_(state_.trace_event), frame_(state_.traced_frame), pc_(state_.traced_pc) {
    state_.tracing = true;
    state_.trace_event = uint8_t(event);
    state_.traced_frame = frame;
    state_.traced_pc = thread.pc;
    state_.jump_pc = nullptr;
  }
  ~InsideTrace() {
    state_.tracing = tracing_;
    state_.trace_event = event_;
    state_.traced_frame = frame_;
    state_.traced_pc = pc_;
  }
  InsideTrace(const InsideTrace&) = delete;
  InsideTrace& operator=(const InsideTrace&) = delete;

 private:
  PythonThread& state_;
  const bool tracing_;
  const uint8_t event_;
  const Frame* const frame_;
  const Instruction* const pc_;
};

void update_breaker(Thread& thread) {
  const PythonThread& state = python_thread(thread);
  if (state.trace_function.is_none() && state.profile_function.is_none()) {
    thread.clear_request(Breaker::Tracing);
    return;
  }
  const bool begins = !(thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Tracing));
  thread.request(Breaker::Tracing);
  const Instruction* pc = thread.pc;
  for (Value* regs = thread.regs; regs; pc = frame_header(regs)->return_pc, regs = frame_header(regs)->caller) {
    FrameHeader* header = frame_header(regs);
    header->info.flags |= FrameInfo::kTraced;
    if (!begins || !pc || !(header->info.flags & FrameInfo::kHasFrameObject)) continue;
    // What was traced before is long over: the present line has begun.
    auto* frame = header->frame_object.as<Frame>();
    frame->traced_instruction = int32_t(pc - code_of(regs)->instructions);
    frame->traced_line = position_of(code_of(regs), uint32_t(frame->traced_instruction)).line;
  }
}

bool is_shown(Value* regs) { return !(code_of(regs)->flags & kCodeHidden); }

// Calls function(frame, event, argument). A function that raises is switched off.
Value call_hook(Thread& thread, Value function, Frame* frame, TraceEvent event, Value argument) {
  const InsideTrace inside(thread, frame, event);
  // What f_locals showed before must show the present values, and what the function puts there becomes the variables'.
  if (!frame->locals.is_unbound()) (void)frame_locals_of(thread, frame);
  const Value result = call_with(thread, function, Value(frame), Value(intern(thread.heap(), kEventNames[size_t(event)])), argument);
  frame_locals_to_registers(thread, frame);
  if (result.is_raised()) {
    python_thread(thread).jump_pc = nullptr;
    return result;
  }
  TRY(make_jump(thread, frame));
  return result;
}

Value call_tracer(Thread& thread, Value function, Frame* frame, TraceEvent event, Value argument) {
  const Value result = call_hook(thread, function, frame, event, argument);
  if (result.is_raised()) {
    frame->trace = Value::none();
    python_thread(thread).trace_function = Value::none();
    update_breaker(thread);
    return result;
  }
  if (!result.is_none()) {
    frame->trace = result;
    thread.heap().write_barrier(frame);
  }
  return result;
}

Status call_profiler(Thread& thread, Frame* frame, TraceEvent event, Value argument) {
  const Value function = python_thread(thread).profile_function;
  if (function.is_none()) return ok_status();
  if (call_hook(thread, function, frame, event, argument).is_raised()) {
    python_thread(thread).profile_function = Value::none();
    update_breaker(thread);
    return Raised{};
  }
  return ok_status();
}

bool is_tracing(Thread& thread, Value* regs) {
  const PythonThread& state = python_thread(thread);
  return !state.tracing && !state.trace_function.is_none() && (frame_header(regs)->info.flags & FrameInfo::kTraced) && is_shown(regs);
}
bool is_profiling(Thread& thread, Value* regs) {
  const PythonThread& state = python_thread(thread);
  return !state.tracing && !state.profile_function.is_none() && is_shown(regs);
}

// What stands before the first line of a function's body.
bool is_prologue(Op op) { return op == Op::Resume || op == Op::MakeCell || op == Op::CopyFree || op == Op::MakeGenerator || op == Op::Extra; }

// The event "line" if a line begins here, and "opcode" if asked for. The frame is thread.regs, thread.pc.
Status trace_line(Thread& thread, Frame* frame) {
  const Code* code = code_of(thread.regs);
  const auto index = int32_t(thread.pc - code->instructions);
  if (is_prologue(Op(thread.pc->op))) return ok_status();
  const int32_t line = position_of(code, uint32_t(index)).line;
  if (frame->traced_line == 0 && index > 0) {  // followed from the middle of a line on
    frame->traced_instruction = index - 1;
    frame->traced_line = position_of(code, uint32_t(index - 1)).line;
  }
  // A jump back begins its line again, but for the one with which a delegating generator goes on.
  const bool goes_back = index < frame->traced_instruction && Op(thread.pc->op) != Op::Send;
  const bool is_new = line >= 0 && (line != frame->traced_line || goes_back);
  frame->traced_instruction = index;
  if (line >= 0) frame->traced_line = line;
  if (is_new && frame->trace_lines) TRY(call_tracer(thread, frame->trace, frame, TraceEvent::Line, Value::none()));
  if (frame->trace_opcodes && !frame->trace.is_none()) TRY(call_tracer(thread, frame->trace, frame, TraceEvent::Opcode, Value::none()));
  return ok_status();
}

// The native function that a call instruction is about to call; unbound: none.
Value native_callee(Value* regs, const Instruction* pc) {
  Value callee;
  switch (Op(pc->op)) {
    case Op::Call:
    case Op::CallKeyword:
    case Op::CallMethod:
    case Op::CallMethodKeyword:
    case Op::CallUnpack: callee = regs[pc->b]; break;
    default: return Value::unbound();
  }
  return !callee.is_unbound() && is_kind(callee, kind(PythonKind::Native)) ? callee : Value::unbound();
}

// ---- natives that run for a profiled frame: a stack of callees and their frames' registers, since Python code that a native calls
// may call natives itself

void push_native(Thread& thread, Value callee) {
  PythonThread& state = python_thread(thread);
  Heap& heap = thread.heap();
  if (state.native_call.is_unbound()) state.native_call = Value(new_list(heap));
  (void)state.native_call.as<List>()->append(heap, callee);
  (void)state.native_call.as<List>()->append(heap, Value::integer(int64_t(reinterpret_cast<uintptr_t>(thread.regs) >> 3)));
  state.native_call_regs = thread.regs;
}
// Takes the innermost native away.
Value pop_native(Thread& thread) {
  PythonThread& state = python_thread(thread);
  List* calls = state.native_call.as<List>();
  const Value callee = calls->at(calls->length() - 2);
  calls->truncate(thread.heap(), calls->length() - 2);
  if (calls->length() == 0) {
    state.native_call = Value::unbound();
    state.native_call_regs = nullptr;
  } else {
    state.native_call_regs = reinterpret_cast<Value*>(uintptr_t(calls->at(calls->length() - 1).as_int()) << 3);
  }
  return callee;
}
// The native that this frame calls, or unbound. Natives of frames above it are over.
Value finished_native(Thread& thread, const Value* regs) {
  PythonThread& state = python_thread(thread);
  while (!state.native_call.is_unbound() && state.native_call_regs > regs) (void)pop_native(thread);
  return !state.native_call.is_unbound() && state.native_call_regs == regs ? pop_native(thread) : Value::unbound();
}

// Events of natives for the profile function. They have no frame: a call is over when its frame goes on.
Status trace_native(Thread& thread) {
  if (const Value finished = finished_native(thread, thread.regs); !finished.is_unbound()) {
    TRY(call_profiler(thread, frame_object(thread, thread.regs), TraceEvent::NativeReturn, finished));
  }
  const Value callee = native_callee(thread.regs, thread.pc);
  if (callee.is_unbound()) return ok_status();
  TRY(call_profiler(thread, frame_object(thread, thread.regs), TraceEvent::NativeCall, callee));
  push_native(thread, callee);
  return ok_status();
}

Status trace_instruction(Thread& thread) {
  if (is_profiling(thread, thread.regs)) TRY(trace_native(thread));
  if (!is_tracing(thread, thread.regs)) return ok_status();
  if (!(frame_header(thread.regs)->info.flags & FrameInfo::kHasFrameObject)) return ok_status();
  Frame* frame = frame_object(thread, thread.regs);
  if (frame->trace.is_none()) return ok_status();
  return trace_line(thread, frame);
}

PRESERVE_NONE void handle_traced(Thread* thread, Value* regs, const Instruction* pc, const HandlerTable* table) {
  if (table == current_handlers(*thread)) [[likely]] {
    thread->regs = regs;
    thread->pc = pc;
    if (!trace_instruction(*thread).ok()) {
      [[clang::musttail]] return handle_raise(thread, regs, pc, table);
    }
    pc = thread->pc;  // a debugger may have gone elsewhere
  } else {
    table = &kHandlers;
  }
  [[clang::musttail]] return kHandlers.entries[pc->op](thread, regs, pc, table);
}

}  // namespace

const HandlerTable kTracingHandlers = {{
#define OP(name, a, b, c, effects, meaning) &handle_traced,
#include "python/bytecode/opcodes.def"
#undef OP
}};

void set_trace_function(Thread& thread, Value function) {
  python_thread(thread).trace_function = function;
  update_breaker(thread);
}
void set_profile_function(Thread& thread, Value function) {
  python_thread(thread).profile_function = function;
  python_thread(thread).native_call = Value::unbound();
  update_breaker(thread);
}

Status trace_resume(Thread& thread) {
  PythonThread& state = python_thread(thread);
  Value* regs = thread.regs;
  if (state.tracing || !is_shown(regs)) return ok_status();
  frame_header(regs)->info.flags |= FrameInfo::kTraced;
  if (!state.trace_function.is_none()) {
    Frame* frame = frame_object(thread, regs);
    frame->traced_instruction = int32_t(thread.pc - code_of(regs)->instructions);
    frame->traced_line = thread.pc->a == 0 ? -1 : position_of(code_of(regs), uint32_t(frame->traced_instruction)).line;
    TRY(call_tracer(thread, state.trace_function, frame, TraceEvent::Call, Value::none()));
  }
  if (!state.profile_function.is_none()) TRY(call_profiler(thread, frame_object(thread, regs), TraceEvent::Call, Value::none()));
  return ok_status();
}

void trace_exception(Thread& thread) {
  Value* regs = thread.regs;
  const Value callee = is_profiling(thread, regs) ? finished_native(thread, regs) : Value::unbound();
  if (!callee.is_unbound()) {
    const Value raised = thread.take_exception();
    if (call_profiler(thread, frame_object(thread, regs), TraceEvent::NativeException, callee).ok()) thread.raise_value(raised);
  }
  if (!is_tracing(thread, regs)) return;
  Frame* frame = frame_object(thread, regs);
  if (frame->trace.is_none()) return;
  const Value exception = thread.take_exception();
  const Value argument(tuple_of(thread.heap(), Value(type_of(exception)), exception, exception.as<ExceptionObject>()->traceback));
  if (call_tracer(thread, frame->trace, frame, TraceEvent::Exception, argument).is_raised()) return;
  thread.raise_value(exception);
}

Status trace_stop_iteration(Thread& thread, Value value, bool also_none) {
  if ((value.is_none() && !also_none) || !(thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Tracing))) return ok_status();
  if (!is_tracing(thread, thread.regs)) return ok_status();
  (void)raise_stop_iteration(thread, value.is_none() ? Value::unbound() : value);
  trace_exception(thread);
  if (!clear_if(thread, TypeId::StopIteration)) return Raised{};
  return ok_status();
}

// The event "return". `value` is what is returned or yielded; raised: an exception leaves the frame, which stays raised.
void trace_frame_exit(Thread& thread, Value* regs, Value value) {
  if (!is_tracing(thread, regs) && !is_profiling(thread, regs)) return;
  const Value exception = thread.take_exception();
  const Value argument = value.is_raised() ? Value::none() : value;
  (void)finished_native(thread, regs);
  bool ok = true;
  if (is_tracing(thread, regs) && (frame_header(regs)->info.flags & FrameInfo::kHasFrameObject)) {
    Frame* frame = frame_object(thread, regs);
    if (!frame->trace.is_none()) ok = !call_tracer(thread, frame->trace, frame, TraceEvent::Return, argument).is_raised();
  }
  if (ok && is_profiling(thread, regs)) ok = call_profiler(thread, frame_object(thread, regs), TraceEvent::Return, argument).ok();
  if (ok && !exception.is_unbound()) thread.raise_value(exception);
}

}  // namespace taipan::python
