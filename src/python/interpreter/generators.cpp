// python/interpreter/generators.cpp -- suspending and resuming frames.
//
// A suspended generator keeps copies of its registers; while it runs they are on the VM stack like those of any frame, so
// calls from it need nothing special. Language reference, "Yield expressions"; PEP 255, 342, 380, 492, 525.
#include <cstring>

#include "python/interpreter/interpreter.h"
#include "python/interpreter/jump_to_line.h"
#include "python/interpreter/slow_paths.h"
#include "python/interpreter/tracing.h"
#include "python/objects/exceptions.h"
#include "python/objects/generator.h"

namespace taipan::python {

Step make_generator(Thread& thread) {
  Value* regs = thread.regs;
  Function* function = function_of(regs);
  GeneratorObject* generator = new_generator(thread, function);
  memcpy(static_cast<void*>(generator->registers), regs, generator->register_count * sizeof(Value));
  generator->pc = thread.pc;
  generator->state = GeneratorObject::State::Created;
  thread.heap().write_barrier(generator);
  return return_slow(thread, Value(generator));
}

bool push_generator(Thread& thread, GeneratorObject* generator, Value sent, Action action, uint16_t destination) {
  if (generator->state == GeneratorObject::State::Running) {
    raise(thread, TypeId::ValueError, "%s already executing", generator_kind_name(generator));
    return false;
  }
  if (generator->state == GeneratorObject::State::Created && !sent.is_none()) {
    raise(thread, TypeId::TypeError, "can't send non-None value to a just-started %s", generator_kind_name(generator));
    return false;
  }
  Value* regs = next_frame_regs(thread);
  const bool first = generator->state == GeneratorObject::State::Created;
  if (!enter_frame(thread, generator->function, regs, generator->code->local_count, thread.regs, thread.pc,
                   FrameInfo{return_action(action), FrameInfo::kGenerator, destination, 0})) {
    return false;
  }
  memcpy(static_cast<void*>(regs), generator->registers, generator->register_count * sizeof(Value));
  FrameHeader* header = frame_header(regs);
  header->auxiliary = Value(generator);
  generator->state = GeneratorObject::State::Running;
  generator->running_regs = regs;
  if (generator->frame_object) {
    header->frame_object = Value(generator->frame_object);
    header->info.flags |= FrameInfo::kHasFrameObject;
    attach_frame_object(thread, generator->frame_object, regs);
  }
  generator->handled.previous = thread.handled;
  thread.handled = &generator->handled;
  thread.regs = regs;
  thread.pc = generator->pc;
  Frame* frame = generator->frame_object;
  if (frame && frame->traced_instruction == kResumesAtTarget) {  // a debugger's jump: the value sent is lost
    frame->traced_instruction = int32_t(thread.pc - generator->code->instructions);
    header->info.flags |= FrameInfo::kTraced;
  } else if (first) {
    thread.pc += 1;
  } else {
    VM_ASSERT(Op(thread.pc->op) == Op::Yield, "a generator is suspended at a Yield");
    regs[thread.pc->a] = sent;
    thread.pc += 1;
  }
  return true;
}

// The running generator's frame at thread.regs stops; the caller's becomes current.
static FrameHeader* suspend(Thread& thread, GeneratorObject* generator) {
  FrameHeader* header = frame_header(thread.regs);
  thread.handled = generator->handled.previous;
  generator->handled.previous = nullptr;
  generator->running_regs = nullptr;
  thread.remaining_depth++;
  return header;
}

Step yield_value(Thread& thread, Value value) {
  Value* regs = thread.regs;
  FrameHeader* header = frame_header(regs);
  if (header->info.flags & FrameInfo::kTraced) {
    trace_frame_exit(thread, regs, value);
    if (thread.has_exception()) return Step::Raise;
  }
  auto* generator = GeneratorObject::from(header->auxiliary);
  memcpy(static_cast<void*>(generator->registers), regs, generator->register_count * sizeof(Value));
  generator->pc = thread.pc;
  generator->state = GeneratorObject::State::Suspended;
  thread.heap().write_barrier(generator);
  const FrameInfo info = header->info;
  if (info.flags & FrameInfo::kHasFrameObject) {
    generator->frame_object = header->frame_object.as<Frame>();
    suspend_frame_object(thread, generator->frame_object, generator);
  }
  suspend(thread, generator);
  switch (Action(uint8_t(info.action))) {
    case Action::Exit:
      thread.result = value;
      return Step::Leave;
    case Action::GeneratorNext:
    case Action::GeneratorSend:
      thread.regs = header->caller;
      thread.pc = header->return_pc;
      thread.regs[info.destination] = value;
      thread.pc += 1;
      return Step::Frame;
    default:
      VM_CHECK(false, "a generator's frame has an unexpected return action");
      return Step::Raise;
  }
}

void generator_finished(Thread& thread, Value* regs) {
  auto* generator = GeneratorObject::from(frame_header(regs)->auxiliary);
  thread.handled = generator->handled.previous;
  generator->handled.previous = nullptr;
  generator->handled.exception = Value::none();
  generator->running_regs = nullptr;
  generator->state = GeneratorObject::State::Finished;
  generator->frame_object = nullptr;  // whoever has the frame object keeps it, and the variables in it
  for (uint32_t i = 0; i < generator->register_count; i++) generator->registers[i] = Value::unbound();
}

bool send_stopped(Thread& thread) {
  Value result;
  if (!take_stop_iteration(thread, &result)) return false;
  const Instruction& in = *thread.pc;
  thread.regs[in.a] = result;
  thread.pc += in.c_signed();
  return true;
}

Step for_generator(Thread& thread, const Instruction* in) {
  auto* generator = GeneratorObject::from(thread.regs[in->b]);
  if (generator->state == GeneratorObject::State::Finished) {
    thread.pc += in->c_signed();
    return Step::Jump;
  }
  return push_generator(thread, generator, Value::none(), Action::GeneratorNext, in->a) ? Step::Frame : Step::Raise;
}

Step send_value(Thread& thread, const Instruction* in) {
  Value* regs = thread.regs;
  const Value iterator = regs[in->b], value = regs[in->a];
  if (iterator.is_object() && kind_of(iterator.as_object()) == kind(PythonKind::Generator)) {
    auto* generator = GeneratorObject::from(iterator);
    if (!is_exact(iterator, TypeId::AsyncGenerator)) {
      if (generator->state == GeneratorObject::State::Finished) {
        if (is_exact(iterator, TypeId::Coroutine)) {
          raise(thread, TypeId::RuntimeError, "cannot reuse already awaited coroutine");
          return Step::Raise;
        }
        regs[in->a] = Value::none();
        thread.pc += in->c_signed();
        return Step::Jump;
      }
      return push_generator(thread, generator, value, Action::GeneratorSend, in->a) ? Step::Frame : Step::Raise;
    }
  }
  Value result;
  if (value.is_none()) {
    const Value next = lookup_special(type_of(iterator), Special::Next);
    if (next.is_unbound()) {
      raise(thread, TypeId::TypeError, "'%T' object is not an iterator", iterator);
      return Step::Raise;
    }
    result = call_special(thread, iterator, Special::Next, {});
  } else {
    result = call_method_with(thread, iterator, name(Name::Send), value);
  }
  if (result.is_raised()) {
    if (thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Tracing) && exception_matches(thread, TypeId::StopIteration)) {
      trace_exception(thread);
    }
    if (!take_stop_iteration(thread, &result)) return Step::Raise;
    thread.regs[in->a] = result;
    thread.pc += in->c_signed();
    return Step::Jump;
  }
  thread.regs[in->a] = result;
  thread.pc += 1;
  return Step::Jump;
}

Value get_yield_from_iterator(Thread& thread, Value iterable) {
  if (is_exact(iterable, TypeId::Generator)) return iterable;
  if (is_exact(iterable, TypeId::Coroutine)) {
    if (code_of(thread.regs)->flags & (kCodeCoroutine | kCodeIterableCoroutine)) return iterable;
    return raise(thread, TypeId::TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  return get_iterator(thread, iterable);
}

Value get_awaitable(Thread& thread, Value object, int where) {
  Value iterator = await_iterator(thread, object);
  if (iterator.is_raised()) {
    if (where != 0 && exception_matches(thread, TypeId::TypeError) && lookup_special(type_of(object), Special::Await).is_unbound()) {
      thread.clear_exception();
      const char* method = where == 1 ? "__aenter__" : where == 2 ? "__aexit__" : "__anext__";
      return raise(thread, TypeId::TypeError, "'async with' received an object from %s that does not implement __await__: %T", method, object);
    }
    return iterator;
  }
  if (is_exact(iterator, TypeId::Coroutine) && generator_delegate(GeneratorObject::from(iterator)).is_unbound() == false) {
    return raise(thread, TypeId::RuntimeError, "coroutine is being awaited already");
  }
  return iterator;
}

Value get_async_iterator(Thread& thread, Value object) {
  const Value method = lookup_special(type_of(object), Special::AIter);
  if (method.is_unbound()) {
    return raise(thread, TypeId::TypeError, "'async for' requires an object with __aiter__ method, got %T", object);
  }
  const Value iterator = TRY(call_special(thread, object, Special::AIter, {}));
  if (lookup_special(type_of(iterator), Special::ANext).is_unbound()) {
    return raise(thread, TypeId::TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %T", iterator);
  }
  return iterator;
}

Value get_async_next(Thread& thread, Value iterator) {
  const Value method = lookup_special(type_of(iterator), Special::ANext);
  if (method.is_unbound()) {
    return raise(thread, TypeId::TypeError, "'async for' requires an iterator with __anext__ method, got %T", iterator);
  }
  const Value awaitable = TRY(call_special(thread, iterator, Special::ANext, {}));
  if (is_exact(iterator, TypeId::AsyncGenerator)) return awaitable;
  const Value result = await_iterator(thread, awaitable);
  if (result.is_raised()) {
    return raise_from_current(thread, TypeId::TypeError, "'async for' received an invalid object from __anext__: %T", awaitable);
  }
  return result;
}

Value async_yield_wrap(Thread& thread, Value value) { return wrap_async_value(thread, value); }

}  // namespace taipan::python
