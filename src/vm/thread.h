// vm/thread.h -- the state of one thread of the guest language, and the VM it belongs to.
//
// Room       vm. A Thread& parameter means: may run guest code and raise. A Heap& parameter means: may allocate.
//
// The VM stack holds frames (frame.h); Language::visit_stack() shows it to the collector.
#pragma once

#include <atomic>
#include <cstdint>

#include "gc/heap.h"
#include "vm/frame.h"
#include "vm/result.h"
#include "vm/value.h"

namespace taipan {

class Thread;

// What the VM layer asks of the language that runs on it.
class Language {
 public:
  virtual ~Language() = default;
  virtual Result<uint64_t> hash(Thread& thread, Value value) = 0;             // raises when unhashable
  virtual Result<bool> equal(Thread& thread, Value a, Value b) = 0;           // identity was checked already
  virtual Raised raise_memory_error(Thread& thread) = 0;
  virtual Raised raise_recursion_error(Thread& thread, const char* where) = 0;
  // Shows the values in the frames of the VM stack. Called in the collector. By default all words up to the innermost
  // frame's registers, conservatively.
  virtual void visit_stack(Thread& thread, Tracer& tracer);
};

// Reasons to leave fast code at the next safepoint; bits of Thread::eval_breaker.
enum class Breaker : uint32_t {
  Signal = 1,         // a signal handler is to run
  DropLock = 2,       // another thread wants the interpreter lock
  Finalize = 4,       // finalisers or weak-reference callbacks are to run
  AsyncException = 8,
  PendingCall = 16,
  MemoryLimit = 32,
  Tracing = 64,       // a trace or profile function is set: stays set
  Collect = 128,
};

// One process runs one VM.
struct Vm {
  Heap heap;
  Language* language = nullptr;
  uint64_t hash_key[2] = {0, 0};  // SipHash key of text and bytes
};
namespace detail {
extern Vm* g_vm;
extern thread_local constinit Thread* g_current_thread;
}  // namespace detail
inline Vm& vm() { return *detail::g_vm; }

// Makes the VM: its heap (`shape_layout` is filled in), its own shapes, the shared strings. Shapes of the language's
// are to follow before anything else makes one. Without a key texts hash as with the key of zeros; it cannot be set
// later.
Vm& create_vm(const HeapConfig& config, const uint64_t hash_key[2] = nullptr);
// Frees all objects, without running finalisers of the language.
void destroy_vm();

// The exception being handled (innermost active except block) in the frames of one stack of calls. A generator has
// its own, linked to its caller's while it runs; the exception in effect is the first that is not None.
struct HandledState {
  Value exception = Value::none();
  HandledState* previous = nullptr;
};

// A call of guest code that a slow path of the interpreter asks for by returning Value::pending(), so that it is made
// without recursion on the C++ stack. Its result goes through the return action.
struct PendingCall {
  Value callable;
  Value arguments[4];
  int count = 0;
  ReturnAction action = ReturnAction::Result;
  Value auxiliary;  // goes to the frame's header
};

class Thread {
 public:
  Heap& heap() { return vm_->heap; }
  Language& language() { return *vm_->language; }
  Raised raise_memory_error() { return vm_->language->raise_memory_error(*this); }

  // The exception being raised (unbound if none). `raised` results and this go together.
  bool has_exception() const { return !exception_.is_unbound(); }
  Value exception() const { return exception_; }
  Raised raise_value(Value exception) {
    exception_ = exception;
    return {};
  }
  Value take_exception() {
    Value e = exception_;
    exception_ = Value::unbound();
    return e;
  }
  void clear_exception() { exception_ = Value::unbound(); }

  void request(Breaker reason) { eval_breaker.fetch_or(uint32_t(reason), std::memory_order_relaxed); }
  void clear_request(Breaker reason) { eval_breaker.fetch_and(~uint32_t(reason), std::memory_order_relaxed); }

  // ---- hot state; offsets are used by compiled code
  std::atomic<uint32_t> eval_breaker{0};
  int32_t remaining_depth = 1000;  // guest calls left before the recursion error
  Value* regs = nullptr;           // registers of the innermost frame, stored when fast code calls out
  const Instruction* pc = nullptr; // its instruction being executed, stored likewise
  Value* stack_limit = nullptr;    // frames must end below
  Value* stack_base = nullptr;
  HandledState* handled = &base_handled;
  uintptr_t native_stack_limit = 0;  // C++ recursion must not go below this address
  int32_t recursion_limit = 1000;
  uint64_t id = 0;
  bool reraising = false;          // the exception goes on as it is: no traceback entry for the first frame
  Value result;                    // what the interpreter loop was left with
  void* language_state = nullptr;  // the language's own per-thread state

  Vm* vm_ = nullptr;
  Value exception_;
  HandledState base_handled;
  PendingCall pending_call;
};

// The thread that runs on this native thread and holds the lock.
inline Thread* current_thread() { return detail::g_current_thread; }
inline void set_current_thread(Thread* thread) { detail::g_current_thread = thread; }

// From here on the collector sees what the thread holds: exceptions, the pending call, the VM stack from stack_base on.
// Native stacks are registered with the heap (gc/native_stack.h). Only with the lock held.
void register_thread(Thread* thread);
void unregister_thread(Thread* thread);

// Counts C++ recursion like guest calls, for operations whose depth the guest program decides (repr of nested lists).
class DepthGuard {
 public:
  explicit DepthGuard(Thread& thread) : thread_(thread) { thread.remaining_depth--; }
  ~DepthGuard() { thread_.remaining_depth++; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;
  [[nodiscard]] bool ok() const {
    return thread_.remaining_depth >= 0 && reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) > thread_.native_stack_limit;
  }

 private:
  Thread& thread_;
};

// Guards C++ recursion through guest code: `if (!native_stack_ok(thread)) return raise...`.
inline bool native_stack_ok(const Thread& thread) {
  return reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) > thread.native_stack_limit;
}

}  // namespace taipan
