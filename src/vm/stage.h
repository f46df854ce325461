// vm/stage.h -- the idea of a stage: semantics are written once, as templates over a stage, and instantiated twice.
//
// Room       vm. The Execute stage is in execute.h; the Record stage in jit/record.
//
//   stage      its values are                                  what comes out
//   Execute    plain C++ values                                the interpreter: all of the stage inlines away
//   Record     a concrete value with an IR reference           the trace recorder: executes and writes IR
//
// A stage S has the types Any, Int, Float, Bool, Ref and these groups of operations (execute.h is the reference):
//   registers        get, set, constant
//   type tests       is_int, is_double, is_object, both_int, is(value, constant): a C++ bool; Record adds a guard
//   unboxing         as_int, as_double, as_ref, box
//   machine ops      add, subtract, ... on Int with an overflow flag; on Float; comparisons giving Bool
//   decisions        test(Bool): a C++ bool; promote: a constant
//   heap             shape_of (promoted), load_slot, store_slot, load_field, load_element, ...
//   functions        call<f, effects>: the interpreter calls f, a trace gets a residual call
//   control          next, jump, push_frame, pop_frame: a Step; branch, result_or_jump: likewise, behind a call
//
// Rules for staged code:
//   1. Branch on a stage value only through test, the type tests and promote.
//   2. Guards before effects within one instruction: a failing guard resumes at its start.
//   3. What is not worth staging is a plain C++ function reached by call<f> with declared effects.
//   4. Heap access goes through the stage.
//   5. A guest call pushes a frame; what is to happen with its result is the frame's return action.
#pragma once

#include <cstdint>

namespace taipan {

// How an instruction ends.
enum class Step : uint8_t {
  Next,   // the next instruction
  Jump,   // the stage's pc was set by jump()
  Frame,  // a frame was pushed or popped: regs and pc are new
  Raise,  // the thread has an exception
  Leave,  // the outermost frame of this run was left: thread.result
};

// What a residual call may do.
enum Effects : uint32_t {
  kPure = 0,
  kReadsHeap = 1,
  kWritesHeap = 2,
  kMayRaise = 4,
  kRunsCode = 8,  // any guest code: everything may change
  kAllocates = 16,
  kAnyEffect = 31,
};

}  // namespace taipan
