// python/jit/call_effects.h -- which residual calls run no Python code, told from what their arguments are.
//
// Room       python/jit. Used by the Record stage alone: an answer that promises too little costs time, one that promises
//            too much is wrong. A call without kRunsCode needs no frames in memory and leaves most facts standing.
// Tests      tests/python/jit/
//
// Plain values are numbers, None and the like, and exact strings (vm/plain_keys.h): operations between them are C++
// throughout. Dicts are not among the containers here, as a lookup may compare with a key that is an instance of a class.
#pragma once

#include "python/interpreter/slow_paths.h"
#include "vm/plain_keys.h"

namespace taipan::python {

constexpr uint32_t kPlainEffects = kReadsHeap | kAllocates;

enum class CallKind : uint8_t {
  Any,       // nothing is known
  Plain,     // runs no code when all arguments are plain
  Item,      // likewise; or when it is a list or tuple, and an integer
  Iterate,   // runs no code for lists, tuples and strings
  Next,      // runs no code for the iterators of these
};
template <auto f>
constexpr CallKind kCallKind = CallKind::Any;
#define PLAIN_ROW(N)                                                                                       \
  template <>                                                                                              \
  inline constexpr CallKind kCallKind<&binary_slow<BinaryOp::N, false>> = CallKind::Plain;                 \
  template <>                                                                                              \
  inline constexpr CallKind kCallKind<&binary_slow<BinaryOp::N, true>> = CallKind::Plain;
PLAIN_ROW(Add) PLAIN_ROW(Subtract) PLAIN_ROW(Multiply) PLAIN_ROW(TrueDivide) PLAIN_ROW(FloorDivide) PLAIN_ROW(Power)
PLAIN_ROW(LeftShift) PLAIN_ROW(RightShift) PLAIN_ROW(And) PLAIN_ROW(Or) PLAIN_ROW(Xor)
#undef PLAIN_ROW
#define PLAIN_ROW(N)                                                             \
  template <>                                                                    \
  inline constexpr CallKind kCallKind<&compare_slow<Compare::N>> = CallKind::Plain;  \
  template <>                                                                    \
  inline constexpr CallKind kCallKind<&compare_for_jump<Compare::N>> = CallKind::Plain;
COMPARE_OPS(PLAIN_ROW)
#undef PLAIN_ROW
template <>
inline constexpr CallKind kCallKind<&truth_for_jump> = CallKind::Plain;
template <>
inline constexpr CallKind kCallKind<&contains_slow> = CallKind::Plain;
template <>
inline constexpr CallKind kCallKind<&not_contains_slow> = CallKind::Plain;
template <>
inline constexpr CallKind kCallKind<&get_item_slow> = CallKind::Item;
template <>
inline constexpr CallKind kCallKind<&get_iterator_slow> = CallKind::Iterate;
template <>
inline constexpr CallKind kCallKind<&for_next_slow> = CallKind::Next;

// The effects of a call of this kind with these values; what was looked at are only the values' kinds and shapes.
uint32_t effects_of_call(CallKind kind, const Value* values, int count);
// Likewise of a native function.
uint32_t effects_of_native(const Native* function, const Value* arguments, int count);

}  // namespace taipan::python
