// python/interpreter/calls.cpp -- calls that are not a plain Python function with fitting arguments, and returns with an action.
//
// A call's window: *window is the callee, the arguments follow. Python functions get their frame right there; a receiver
// (bound methods, instances under construction) is squeezed in by moving the arguments up one register.
#include "python/interpreter/interpreter.h"
#include "python/interpreter/slow_paths.h"
#include "python/interpreter/tracing.h"
#include "python/objects/exceptions.h"
#include "python/runtime/signals.h"

namespace taipan::python {

namespace {

// Enters `function` with its arguments at values[0...count); the last names->length() of them are named.
Step enter(Thread& thread, Function* function, Value* values, int64_t count, Tuple* names, uint16_t destination,
           const Instruction* return_pc, Action action, Value auxiliary = Value::unbound()) {
  Code* const code = function->code;
  if (values + code->register_count + count + 64 > thread.stack_limit) {
    thread.language().raise_recursion_error(thread, "");
    return Step::Raise;
  }
  int bound = int(count);
  if (!(code->flags & kCodeSimpleParameters) || code->argument_count != count || names) {
    if (!bind_arguments(thread, function, values, values, count, names).ok()) return Step::Raise;
    bound = code->parameter_count;
  }
  if (!enter_frame(thread, function, values, bound, thread.regs, return_pc, FrameInfo{return_action(action), 0, destination, 0})) {
    return Step::Raise;
  }
  frame_header(values)->auxiliary = auxiliary;
  thread.regs = values;
  thread.pc = code->instructions;
  return Step::Frame;
}

Step deliver(Thread& thread, uint16_t destination, const Instruction* return_pc, Value value) {
  if (value.is_raised()) return Step::Raise;
  thread.regs[destination] = value;
  thread.pc = return_pc + 1;
  return Step::Frame;
}

// Puts `receiver` in front of the arguments. Room was checked by the callee's frame limit (64 spare registers).
void insert_receiver(Value* arguments, int64_t count, Value receiver) {
  for (int64_t i = count; i > 0; i--) arguments[i] = arguments[i - 1];
  arguments[0] = receiver;
}

// The last argument, which insert_receiver() moves behind the registers of the window that the collector knows of, and the callee
// that is replaced: alive until the call was made.
class Displaced {
 public:
  Displaced(const Value* window, int64_t count) : callee_(window[0]), last_(count > 0 ? window[count] : Value::none()) {}
  ~Displaced() { asm volatile("" : : "r"(last_.bits()), "r"(callee_.bits()) : "memory"); }
  Displaced(const Displaced&) = delete;
  Displaced& operator=(const Displaced&) = delete;

 private:
  const Value callee_, last_;
};

// Arguments for C++. Those that call_unpack laid out behind the registers of the frame are copied: the frames that C++ pushes
// begin there.
class SafeArguments {
 public:
  SafeArguments(Thread& thread, const Value* values, int64_t count) : values_(values) {
    if (values + count <= thread.regs + code_of(thread.regs)->register_count) [[likely]] return;
    copy_ = tuple_from(thread.heap(), {values, size_t(count)});
    values_ = copy_->items();
  }
  ~SafeArguments() { asm volatile("" : : "r"(copy_) : "memory"); }
  const Value* values() const { return values_; }

 private:
  const Value* values_;
  Tuple* copy_ = nullptr;
};

// The function may have been what a signal came from, or have waited through one: its handler runs before anything else does.
Value handle_signals(Thread& thread, Value result) {
  const bool came = thread.eval_breaker.load(std::memory_order_relaxed) & uint32_t(Breaker::Signal);
  if (__builtin_expect(!came, 1) || result.is_raised() || result.is_pending()) return result;
  TRY(run_signal_handlers(thread));
  return result;
}

// Class called with a Python __init__ and the plain object.__new__: no C++ frame in between.
bool can_construct_inline(Type* type, Function*& init) {
  const Value initializer = lookup_special(type, Special::Init);
  if (initializer.is_unbound() || !is_function(initializer)) return false;
  if (!uses_native(type, Special::New, TypeId::Object)) return false;
  if (type->flags & (kTypeAbstract | kTypeNoInstantiation)) return false;
  init = initializer.as<Function>();
  return true;
}

}  // namespace

Step call_slow(Thread& thread, Value* window, int64_t count, Tuple* names, uint16_t destination, const Instruction* return_pc, bool) {
  const Value callee = *window;
  if (callee.is_object()) {
    HeapObject* object = callee.as_object();
    const Kind k = kind_of(object);
    if (k == kind(PythonKind::Function)) {
      return enter(thread, static_cast<Function*>(object), window + 1, count, names, destination, return_pc, Action::Result);
    }
    if (k == kind(PythonKind::Native)) {
      const SafeArguments arguments(thread, window + 1, count);
      return deliver(thread, destination, return_pc,
                     handle_signals(thread, call_native(thread, static_cast<Native*>(object), arguments.values(), count, names)));
    }
    if (k == kind(PythonKind::BoundMethod)) {
      auto* method = static_cast<BoundMethod*>(object);
      const Displaced displaced(window, count);
      insert_receiver(window + 1, count, method->self);
      *window = method->function;
      return call_slow(thread, window, count + 1, names, destination, return_pc, false);
    }
    if (k == kind(PythonKind::Type)) {
      Type* type = static_cast<Type*>(object);
      Function* init;
      if (uses_native(type_of(callee), Special::Call, TypeId::Type) && can_construct_inline(type, init)) {
        HeapObject* instance = allocate_instance(thread.heap(), type);
        const Displaced displaced(window, count);
        insert_receiver(window + 1, count, Value(instance));
        *window = Value(init);
        return enter(thread, init, window + 1, count + 1, names, destination, return_pc, Action::Init, Value(instance));
      }
    } else {
      const Value method = lookup_special(type_of(callee), Special::Call);
      if (!method.is_unbound() && is_function(method)) {
        const Displaced displaced(window, count);
        insert_receiver(window + 1, count, callee);
        *window = method;
        return enter(thread, method.as<Function>(), window + 1, count + 1, names, destination, return_pc, Action::Result);
      }
    }
  }
  const SafeArguments arguments(thread, window + 1, count);
  return deliver(thread, destination, return_pc, call_with_names(thread, callee, arguments.values(), count, names));
}

Step call_unpack(Thread& thread, Value* window, uint16_t destination) {
  const Instruction* pc = thread.pc;
  const Value callee = window[0];
  Tuple* arguments = is_exact_tuple(window[1]) ? window[1].as<Tuple>() : star_arguments(thread, callee, window[1]);
  if (!arguments) return Step::Raise;
  window[1] = Value(arguments);
  Dict* keywords = window[2].is_unbound() ? nullptr : window[2].as<Dict>();
  Heap& heap = thread.heap();
  const int64_t positional = arguments->length();
  const int64_t named = keywords ? keywords->length() : 0;
  if (window + positional + named + 256 > thread.stack_limit) {
    return deliver(thread, destination, pc, call_unpacked(thread, callee, arguments, keywords));
  }
  Tuple* names = nullptr;
  int64_t n = positional;
  if (named) {
    names = new_tuple(heap, named);
    Value key, value;
    int64_t i = 0;
    for (uint32_t at = 0; dict_next(keywords, at, key, value); i++) {
      if (!is_kind(key, Kind::String)) {
        raise(thread, TypeId::TypeError, "keywords must be strings");
        return Step::Raise;
      }
      names->initialize(heap, i, is_exact_string(key) ? key : Value(intern(heap, key.as<String>())));
      window[1 + positional + i] = value;
    }
    n += named;
  }
  for (int64_t i = 0; i < positional; i++) window[1 + i] = arguments->at(i);
  const Step step = call_slow(thread, window, n, names, destination, pc, false);
  asm volatile("" : : "r"(arguments), "r"(keywords), "r"(names), "r"(callee.bits()) : "memory");  // alive while their values were only behind the window
  return step;
}

Value call_native_from_window(Thread& thread, Value callee, Value* arguments, int count) {
  return handle_signals(thread, call_native(thread, callee.as<Native>(), arguments, count, nullptr));
}

// Where the native stack gets low, the interpreter makes the call, which needs none.
Value call_from_window(Thread& thread, Value function, Value* arguments, int count) {
  constexpr uintptr_t kPlenty = uintptr_t{1} << 20;
  PendingCall& pending = thread.pending_call;
  if (reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) < thread.native_stack_limit + kPlenty && count <= int(std::size(pending.arguments))) {
    pending.callable = function;
    for (int i = 0; i < count; i++) pending.arguments[i] = arguments[i];
    pending.count = count;
    pending.action = return_action(Action::Result);
    return Value::pending();
  }
  return call_function(thread, function.as<Function>(), arguments, count, nullptr);
}

Value call_any_from_window(Thread& thread, Value callee, Value* arguments, int count) {
  if (is_kind(callee, kind(PythonKind::Native))) return call_native(thread, callee.as<Native>(), arguments, count, nullptr);
  if (is_kind(callee, kind(PythonKind::Function))) return call_from_window(thread, callee, arguments, count);
  return call_with_names(thread, callee, arguments, count, nullptr);
}

Step start_pending(Thread& thread, uint16_t destination) {
  PendingCall& pending = thread.pending_call;
  Value* window = next_frame_regs(thread) - 1;
  const int count = pending.count;
  if (window + count + 256 > thread.stack_limit) {
    thread.language().raise_recursion_error(thread, "");
    return Step::Raise;
  }
  *window = pending.callable;
  for (int i = 0; i < count; i++) window[1 + i] = pending.arguments[i];
  const Value auxiliary = pending.auxiliary;
  pending.auxiliary = Value::unbound();
  const Step step =
      enter(thread, window->as<Function>(), window + 1, count, nullptr, destination, thread.pc, Action(uint8_t(pending.action)), auxiliary);
  pending.count = 0;  // from here on the frame keeps them alive
  return step;
}

// ---- returns with an action

namespace {

// The frame was left; thread.regs and thread.pc are the caller's, whose instruction is complete with this value.
Step complete(Thread& thread, uint16_t destination, Value value) {
  if (value.is_raised()) return Step::Raise;
  if (value.is_pending()) return start_pending(thread, destination);
  thread.regs[destination] = value;
  thread.pc += 1;
  return Step::Frame;
}

Step complete_jump(Thread& thread, bool taken, int32_t distance) {
  thread.pc += taken ? distance : 1;
  return Step::Frame;
}

// Which way a fused compare-and-jump goes when the comparison is true.
bool jumps_when_true(Op op) { return ((uint16_t(op) - uint16_t(Op::JumpIfLess)) & 1) == 0; }

}  // namespace

Value binary_reflected(Thread& thread, const Instruction* in, Value* regs);  // slow_arithmetic.cpp
Value compare_reflected(Thread& thread, const Instruction* in, Value* regs);

Step return_slow(Thread& thread, Value value) {
  Value* regs = thread.regs;
  FrameHeader* header = frame_header(regs);
  const FrameInfo info = header->info;
  if (info.flags & FrameInfo::kTraced) {
    trace_frame_exit(thread, regs, value);
    if (thread.has_exception()) return Step::Raise;
  }
  if (info.flags & FrameInfo::kGenerator) generator_finished(thread, regs);
  if (info.flags & FrameInfo::kHasFrameObject) detach_frame_object(thread, regs, thread.pc);
  thread.remaining_depth++;
  if (info.action == ReturnAction::Exit) {
    thread.result = value;
    return Step::Leave;
  }
  thread.regs = header->caller;
  thread.pc = header->return_pc;
  const Instruction& in = *thread.pc;
  switch (Action(uint8_t(info.action))) {
    case Action::Result:
      return complete(thread, info.destination, value);
    case Action::Init:
      if (!value.is_none()) {
        raise(thread, TypeId::TypeError, "__init__() should return None, not '%T'", value);
        return Step::Raise;
      }
      return complete(thread, info.destination, header->auxiliary);
    case Action::Discard:
      thread.pc += 1;
      return Step::Frame;
    case Action::Bool: {
      if (!value.is_bool()) {
        raise(thread, TypeId::TypeError, "__bool__ should return bool, returned %T", value);
        return Step::Raise;
      }
      return complete(thread, info.destination, Op(in.op) == Op::Not ? Value::boolean(!value.as_bool()) : value);
    }
    case Action::TestJump: {
      if (!value.is_bool()) {
        raise(thread, TypeId::TypeError, "__bool__ should return bool, returned %T", value);
        return Step::Raise;
      }
      return complete_jump(thread, value.as_bool() == (Op(in.op) == Op::JumpIfTrue), in.wide);
    }
    case Action::Contains: {
      const Result<bool> truth = is_true(thread, value);
      if (!truth.ok()) return Step::Raise;
      Result<bool> t = truth;
      return complete(thread, info.destination, Value::boolean(t.value() == (Op(in.op) == Op::In)));
    }
    case Action::Binary:
      if (value.is_not_implemented()) value = binary_reflected(thread, &in, thread.regs);
      return complete(thread, info.destination, value);
    case Action::CompareJump: {
      if (value.is_not_implemented()) value = compare_reflected(thread, &in, thread.regs);
      if (value.is_raised()) return Step::Raise;
      Result<bool> truth = is_true(thread, value);
      if (!truth.ok()) return Step::Raise;
      return complete_jump(thread, truth.value() == jumps_when_true(Op(in.op)), in.c_signed());
    }
    case Action::Iterator:
      if (lookup_special(type_of(value), Special::Next).is_unbound()) {
        raise(thread, TypeId::TypeError, "iter() returned non-iterator of type '%T'", value);
        return Step::Raise;
      }
      return complete(thread, info.destination, value);
    case Action::Next:
      return complete(thread, info.destination, value);
    case Action::GeneratorNext:  // returned: the loop is over
      if (!trace_stop_iteration(thread, value).ok()) return Step::Raise;
      return complete_jump(thread, true, in.c_signed());
    case Action::GeneratorSend:
      // Coroutines have no __next__: their return is an exception to CPython also without a value.
      if (!trace_stop_iteration(thread, value, is_exact(thread.regs[in.b], TypeId::Coroutine)).ok()) return Step::Raise;
      thread.regs[info.destination] = value;
      return complete_jump(thread, true, in.c_signed());
    case Action::Exit:
    case Action::NewThenInit:
      break;
  }
  VM_CHECK(false, "a frame has an unknown return action");
  return Step::Raise;
}

}  // namespace taipan::python
