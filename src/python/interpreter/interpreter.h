// python/interpreter/interpreter.h -- running bytecode.
//
// Room       python/interpreter. Handlers are the Execute instantiations of the staged operations in ops_*.h; each is a
//            function of its own that ends in a tail call to the next one's, so that the interpreter's state stays in registers.
// Tests      tests/python/core/
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/execute.h"

namespace taipan::python {

// What happens with a returned value, beyond the VM's own actions.
enum class Action : uint8_t {
  Result = uint8_t(ReturnAction::Result),
  Exit = uint8_t(ReturnAction::Exit),
  Init = uint8_t(ReturnAction::FirstLanguageAction),  // must be None; the destination gets the instance (auxiliary)
  Discard,        // the destination is not written
  Bool,           // must be a bool (__bool__); the destination gets it
  Contains,       // truth of the value; caller's In / NotIn
  Binary,         // NotImplemented: try the other operand; the caller's instruction says which operation
  CompareJump,    // truth of the value decides the caller's JumpIf...
  TestJump,       // a bool from __bool__ decides the caller's JumpIfTrue / JumpIfFalse
  Iterator,       // must be an iterator
  Next,           // of ForIterator: a value, or StopIteration ends the loop
  GeneratorNext,  // of ForIterator: value yielded, or the generator returned
  GeneratorSend,  // of Send
  NewThenInit,    // __new__ in Python returned: run __init__ if it is an instance
};
inline ReturnAction return_action(Action a) { return ReturnAction(uint8_t(a)); }

#define PRESERVE_NONE __attribute__((preserve_none))
struct HandlerTable;
using Handler = PRESERVE_NONE void (*)(Thread* thread, Value* regs, const Instruction* pc, const HandlerTable* table);
struct HandlerTable {
  Handler entries[size_t(Op::Count)];
};
extern const HandlerTable kHandlers;

inline Function* function_of(Value* regs) { return static_cast<Function*>(frame_header(regs)->function.as_object()); }
inline Code* code_of(Value* regs) { return function_of(regs)->code; }
// Registers of a frame pushed by C++, or by a slow path, on top of the innermost frame.
inline Value* next_frame_regs(const Thread& thread) {
  if (!thread.regs) return thread.stack_base + kFrameHeaderWords;
  return thread.regs + code_of(thread.regs)->register_count + kFrameHeaderWords;
}

// Calls a Python function from C++: runs until it returns.
Value call_function(Thread& thread, Function* function, const Value* values, int64_t count, Tuple* names);
// Runs code as a module or class body, or for exec: `locals` is the namespace (null Value: the globals).
Value run_code(Thread& thread, Code* code, Dict* globals, Value locals, Tuple* closure = nullptr, Dict* builtins = nullptr);
// Resumes a generator from C++. Raised, or the value; `gen->state` tells yield from return.
Value generator_resume(Thread& thread, GeneratorObject* generator, Value sent);
// Raises the thread's exception inside the suspended generator and runs on.
Value generator_raise(Thread& thread, GeneratorObject* generator);

// ---- used by the staged operations
// Places arguments into the parameters at `regs` (values may lie there already). Fails with the TypeError of a bad call.
Status bind_arguments(Thread& thread, Function* function, Value* regs, const Value* values, int64_t count, Tuple* names);
// Checks depth and stack, makes locals unbound, fills the header.
bool enter_frame(Thread& thread, Function* function, Value* regs, int bound, Value* caller, const Instruction* return_pc,
                 FrameInfo info);
Raised raise_stack_overflow(Thread& thread);
// The thread has an exception at thread.regs, thread.pc: finds the handler. True: go on at thread.regs, thread.pc.
bool unwind(Thread& thread);
// Makes the call that a slow path asked for; thread.regs and thread.pc are new when it pushed a frame.
Step start_pending(Thread& thread, uint16_t destination);
Step call_slow(Thread& thread, Value* window, int64_t count, Tuple* names, uint16_t destination, const Instruction* return_pc, bool method);
Step call_unpack(Thread& thread, Value* window, uint16_t destination);
Step return_slow(Thread& thread, Value value);
Step make_generator(Thread& thread);
Step yield_value(Thread& thread, Value value);
// Pushes the frame of a suspended generator; false: raised.
bool push_generator(Thread& thread, GeneratorObject* generator, Value sent, Action action, uint16_t destination);
Status handle_breaker(Thread& thread);
// The frame is left: its frame object, if any, keeps the registers.
void detach_frame_object(Thread& thread, Value* regs, const Instruction* pc);
Frame* frame_object(Thread& thread, Value* regs);
// The exceptional ends of frames.
void generator_finished(Thread& thread, Value* regs);
void trace_frame_exit(Thread& thread, Value* regs, Value value);
// A frame with Action::GeneratorSend raised: when it was StopIteration, the Send is over. True: go on.
bool send_stopped(Thread& thread);
// The builtins that code with these globals sees.
Dict* builtins_of_globals(Thread& thread, Dict* globals);

}  // namespace taipan::python
