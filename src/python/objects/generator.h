// python/objects/generator.h -- generators, coroutines and async generators as objects; their frames run in the interpreter.
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

// "generator", "coroutine", "async generator": for messages.
const char* generator_kind_name(const GeneratorObject* generator);
GeneratorObject* new_generator(Thread& thread, Function* function, uint32_t register_count);
// The exception raised now is StopIteration: takes it away and gives its value.
bool take_stop_iteration(Thread& thread, Value* value);
// What `await object` iterates over.
Value await_iterator(Thread& thread, Value object);
// The iterator that a suspended generator delegates to (yield from, await), or unbound.
Value generator_delegate(const GeneratorObject* generator);
Value wrap_async_value(Thread& thread, Value value);

// Frame objects (objects/frame.cpp)
void attach_frame_object(Thread& thread, Frame* frame, Value* regs);
void suspend_frame_object(Thread& thread, Frame* frame, GeneratorObject* generator);

}  // namespace taipan::python
