// python/interpreter/interpreter.cpp -- the handlers' table, the loop, entering from C++, unwinding.
//
// Room       python/interpreter; the contract is in interpreter.h.
//
// A handler is the Execute instantiation of one staged operation followed by a tail call to the next instruction's handler;
// thread, regs, pc and the table stay in registers (calling convention preserve_none). C++ enters through run(), which
// comes back when a frame with Action::Exit is left.
#include "python/interpreter/interpreter.h"

#include "python/interpreter/handlers.h"
#include "python/interpreter/slow_paths.h"
#include "python/interpreter/tracing.h"
#include "python/objects/exceptions.h"
#include "python/objects/generator.h"
#include "vm/fast_code.h"

namespace taipan::python {

#define OP(name, a, b, c, effects, meaning) PRESERVE_NONE void handle_##name(Thread*, Value*, const Instruction*, const HandlerTable*);
#include "python/bytecode/opcodes.def"
#undef OP

const HandlerTable kHandlers = {{
#define OP(name, a, b, c, effects, meaning) &handle_##name,
#include "python/bytecode/opcodes.def"
#undef OP
}};

PRESERVE_NONE void handle_raise(Thread* thread, Value* regs, const Instruction* pc, const HandlerTable* table) {
  thread->regs = regs;
  thread->pc = pc;
  if (!unwind(*thread)) return;
  pc = thread->pc;
  if (thread->eval_breaker.load(std::memory_order_relaxed) != 0) table = current_handlers(*thread);
  [[clang::musttail]] return table->entries[pc->op](thread, thread->regs, pc, table);
}

namespace {

// Runs the frame at thread.regs, thread.pc, whose action is Exit, until it is left.
Value run(Thread& thread) {
  const FastCodeFrame frame(stack_pointer());
  const HandlerTable* table = current_handlers(thread);
  table->entries[thread.pc->op](&thread, thread.regs, thread.pc, table);
  const Value result = thread.result;
  thread.result = Value::unbound();
  return result;
}

// Remembers where C++ was called from.
struct SavedFrame {
  explicit SavedFrame(Thread& t) : thread(t), regs(t.regs), pc(t.pc) {}
  ~SavedFrame() {
    thread.regs = regs;
    thread.pc = pc;
  }
  Thread& thread;
  Value* regs;
  const Instruction* pc;
};

}  // namespace

Raised raise_stack_overflow(Thread& thread) {
  thread.remaining_depth++;
  return thread.language().raise_recursion_error(thread, "");
}

bool enter_frame(Thread& thread, Function* function, Value* regs, int bound, Value* caller, const Instruction* return_pc,
                 FrameInfo info) {
  Code* const code = function->code;
  if (--thread.remaining_depth < 0 || regs + code->register_count + 64 > thread.stack_limit) {
    raise_stack_overflow(thread);
    return false;
  }
  FrameHeader* header = frame_header(regs);
  header->auxiliary = Value::unbound();
  header->frame_object = Value::unbound();
  header->info = info;
  header->caller = caller;
  header->return_pc = return_pc;
  header->function = Value(function);
  for (int i = bound; i < code->local_count; i++) regs[i] = Value::unbound();
  return true;
}

Value call_function(Thread& thread, Function* function, const Value* values, int64_t count, Tuple* names) {
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, "");
  SavedFrame saved(thread);
  Code* const code = function->code;
  Value* regs = next_frame_regs(thread);
  if (regs + code->register_count + count + 64 > thread.stack_limit) return thread.language().raise_recursion_error(thread, "");
  int bound = code->parameter_count;
  if ((code->flags & kCodeSimpleParameters) && code->argument_count == count && !names) {
    for (int64_t i = 0; i < count; i++) regs[i] = values[i];
  } else {
    TRY(bind_arguments(thread, function, regs, values, count, names));
  }
  if (!enter_frame(thread, function, regs, bound, saved.regs, saved.pc, FrameInfo{ReturnAction::Exit, 0, 0, 0})) return Value::raised();
  thread.regs = regs;
  thread.pc = code->instructions;
  return run(thread);
}

Value run_code(Thread& thread, Code* code, Dict* globals, Value locals, Tuple* closure, Dict* builtins) {
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, "");
  SavedFrame saved(thread);
  if (!builtins) builtins = TRY(builtins_of_globals(thread, globals));
  Function* function = new_function(thread.heap(), code, globals, builtins);
  function->closure = closure;
  Value* regs = next_frame_regs(thread);
  if (!enter_frame(thread, function, regs, 0, saved.regs, saved.pc, FrameInfo{ReturnAction::Exit, 0, 0, 0})) return Value::raised();
  frame_header(regs)->auxiliary = locals.is_unbound() ? Value(globals) : locals;
  thread.regs = regs;
  thread.pc = code->instructions;
  return run(thread);
}

namespace {

Value run_generator(Thread& thread, GeneratorObject* generator, Value sent, bool raising) {
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, "");
  SavedFrame saved(thread);
  if (!push_generator(thread, generator, sent, Action::Exit, 0)) return Value::raised();
  if (raising) {
    if (!unwind(thread)) {
      const Value result = thread.result;
      thread.result = Value::unbound();
      return result;
    }
  }
  return run(thread);
}

}  // namespace

Value generator_resume(Thread& thread, GeneratorObject* generator, Value sent) {
  return run_generator(thread, generator, sent, false);
}
Value generator_raise(Thread& thread, GeneratorObject* generator) {
  return run_generator(thread, generator, Value::none(), true);
}

Value generator_continue(Thread& thread, GeneratorObject* generator, const Instruction* at, Value* returned) {
  *returned = Value::none();
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, "");
  SavedFrame saved(thread);
  const Instruction* const yield = generator->pc;
  const Value kept = generator->registers[yield->a];
  if (!push_generator(thread, generator, Value::none(), Action::Exit, 0)) return Value::raised();
  thread.regs[yield->a] = kept;
  thread.pc = at;
  const Value result = run(thread);
  if (result.is_raised() || generator->state != GeneratorObject::State::Finished) return result;
  *returned = result;
  return Value::unbound();
}

// ---- unwinding

// What the frame object shows of a frame that an exception leaves again: the instruction of the reraise if it stands on
// a line, otherwise the one where the exception came up.
static const Instruction* place_of_error(Value exception, Value* regs, const Instruction* otherwise) {
  const Code* code = code_of(regs);
  if (position_of(code, uint32_t(otherwise - code->instructions)).line > 0) return otherwise;
  const Value head = exception.as<ExceptionObject>()->traceback;
  if (!is_kind(head, kind(PythonKind::Traceback))) return otherwise;
  const auto* entry = head.as<TracebackObject>();
  if (entry->frame->left || entry->frame->regs != regs) return otherwise;
  return code->instructions + entry->instruction;
}

bool unwind(Thread& thread) {
  for (;;) {
    Value* regs = thread.regs;
    FrameHeader* header = frame_header(regs);
    Code* code = code_of(regs);
    Value exception = thread.exception();
    VM_ASSERT(!exception.is_unbound(), "unwinding without an exception");
    const Instruction* at = thread.pc;
    if (thread.reraising) {
      thread.reraising = false;
      if (header->info.flags & FrameInfo::kHasFrameObject) at = place_of_error(exception, regs, at);
    } else if (!(code->flags & kCodeHidden)) {
      add_traceback(thread, exception, regs, thread.pc);
      if (thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Tracing)) {
        trace_exception(thread);
        exception = thread.exception();
      }
    }
    if (const ExceptionEntry* entry = find_handler(code, uint32_t(thread.pc - code->instructions))) {
      regs[entry->exception_register] = exception;
      thread.clear_exception();
      thread.pc = code->instructions + entry->target;
      return true;
    }
    // The frame is left.
    const FrameInfo info = header->info;
    if (info.flags & FrameInfo::kTraced) trace_frame_exit(thread, regs, Value::raised());
    if (info.flags & FrameInfo::kGenerator) generator_finished(thread, regs);
    if (info.flags & FrameInfo::kHasFrameObject) detach_frame_object(thread, regs, at);
    thread.remaining_depth++;
    if (info.action == ReturnAction::Exit) {
      thread.result = Value::raised();
      return false;
    }
    thread.regs = header->caller;
    thread.pc = header->return_pc;
    if (info.action == return_action(Action::Next) && exception_matches(thread, TypeId::StopIteration)) {
      if (thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Tracing)) trace_exception(thread);
    }
    if (info.action == return_action(Action::Next) && clear_if(thread, TypeId::StopIteration)) {
      thread.pc += thread.pc->c_signed();
      return true;
    }
    if (info.action == return_action(Action::GeneratorSend) && send_stopped(thread)) return true;
  }
}

}  // namespace taipan::python
