// python/objects/generator.h -- generators, coroutines and async generators as objects; their frames run in the interpreter.
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

// "generator", "coroutine", "async generator": for messages.
const char* generator_kind_name(const GeneratorObject* generator);
GeneratorObject* new_generator(Thread& thread, Function* function);
// What seldom differs from the usual, which is: the names of the code, None.
enum class GeneratorDetail : uint8_t { Name, QualifiedName, Origin, Finalizer, Count };
Value generator_detail(const GeneratorObject* generator, GeneratorDetail which);
void set_generator_detail(Heap& heap, GeneratorObject* generator, GeneratorDetail which, Value value);
// The exception raised now is StopIteration: takes it away and gives its value.
bool take_stop_iteration(Thread& thread, Value* value);
// What `await object` iterates over.
Value await_iterator(Thread& thread, Value object);
// The iterator that a suspended generator delegates to (yield from, await), or unbound.
Value generator_delegate(const GeneratorObject* generator);
Value wrap_async_value(Thread& thread, Value value);

// Resumes with a value. Unbound: the generator returned, *returned is its value.
Value generator_send(Thread& thread, GeneratorObject* generator, Value value, Value* returned);
// Raises `exception` inside, or in what it delegates to; results as generator_send.
Value generator_throw(Thread& thread, GeneratorObject* generator, Value exception, Value* returned);
// The same with the thread's current exception, at the generator's own yield.
Value generator_throw_current(Thread& thread, GeneratorObject* generator, Value* returned);
Value generator_close(Thread& thread, GeneratorObject* generator);
Value generator_finalize(Thread& thread, Value self);
// Goes on at another instruction (behind a Send that is over). Interpreter's.
Value generator_continue(Thread& thread, GeneratorObject* generator, const Instruction* at, Value* returned);
// gi_frame, cr_frame, ag_frame: None when it has finished.
Value generator_frame(Thread& thread, Value generator);
Value coroutine_origin(Thread& thread, int depth);
Status warn_unawaited_coroutine(Thread& thread, Value coroutine);
extern const Layout kGeneratorLayout;

// Frame objects (objects/frame.cpp)
void attach_frame_object(Thread& thread, Frame* frame, Value* regs);
void suspend_frame_object(Thread& thread, Frame* frame, GeneratorObject* generator);

}  // namespace taipan::python
