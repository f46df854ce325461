// python/interpreter/ops_arithmetic.h -- staged operators: + - * / // % ** << >> & | ^ @, unary ones, comparisons.
#pragma once

#include "python/interpreter/ops_common.h"
#include "python/interpreter/slow_paths.h"

namespace taipan::python {

// One operand is a float and the other a float or an int: yields both as floats.
STAGED bool as_floats(S& s, typename S::Any a, typename S::Any b, typename S::Float& x, typename S::Float& y) {
  if (s.is_double(a)) {
    x = s.as_double(a);
    if (s.is_double(b)) {
      y = s.as_double(b);
      return true;
    }
    if (s.is_int(b)) {
      y = s.to_float(s.as_int(b));
      return true;
    }
    return false;
  }
  if (s.is_int(a) && s.is_double(b)) {
    x = s.to_float(s.as_int(a));
    y = s.as_double(b);
    return true;
  }
  return false;
}

template <BinaryOp op, bool inplace_form, class S>
[[gnu::always_inline]] inline Step arithmetic(S& s, const Instruction& in, typename S::Any a, typename S::Any b) {
  typename S::Float x, y;
  if (s.both_int(a, b)) {
    auto i = s.as_int(a), j = s.as_int(b);
    if constexpr (op == BinaryOp::Add || op == BinaryOp::Subtract || op == BinaryOp::Multiply) {
      auto r = op == BinaryOp::Add ? s.add(i, j) : op == BinaryOp::Subtract ? s.subtract(i, j) : s.multiply(i, j);
      if (!s.test(r.overflowed)) return s.result(in.a, s.box(r.value));
    } else if constexpr (op == BinaryOp::FloorDivide) {
      if (!s.test(s.is_zero(j))) {
        auto r = s.floor_divide(i, j);
        if (!s.test(r.overflowed)) return s.result(in.a, s.box(r.value));
      }
    } else if constexpr (op == BinaryOp::Remainder) {
      if (!s.test(s.is_zero(j))) return s.result(in.a, s.box(s.floor_remainder(i, j)));
    } else if constexpr (op == BinaryOp::TrueDivide) {
      if (!s.test(s.is_zero(j))) return s.result(in.a, s.box(s.divide(s.to_float(i), s.to_float(j))));
    } else if constexpr (op == BinaryOp::And) {
      return s.result(in.a, s.box(s.bit_and(i, j)));
    } else if constexpr (op == BinaryOp::Or) {
      return s.result(in.a, s.box(s.bit_or(i, j)));
    } else if constexpr (op == BinaryOp::Xor) {
      return s.result(in.a, s.box(s.bit_xor(i, j)));
    } else if constexpr (op == BinaryOp::LeftShift) {
      if (s.test(s.in_range(j, s.constant_int(48)))) {
        auto r = s.shift_left(i, j);
        if (!s.test(r.overflowed)) return s.result(in.a, s.box(r.value));
      }
    } else if constexpr (op == BinaryOp::RightShift) {
      if (s.test(s.in_range(j, s.constant_int(49)))) return s.result(in.a, s.box(s.shift_right(i, j)));
    }
  } else if constexpr (op == BinaryOp::Add || op == BinaryOp::Subtract || op == BinaryOp::Multiply || op == BinaryOp::TrueDivide) {
    if (as_floats(s, a, b, x, y)) {
      if constexpr (op == BinaryOp::Add) return s.result(in.a, s.box(s.add(x, y)));
      if constexpr (op == BinaryOp::Subtract) return s.result(in.a, s.box(s.subtract(x, y)));
      if constexpr (op == BinaryOp::Multiply) return s.result(in.a, s.box(s.multiply(x, y)));
      if constexpr (op == BinaryOp::TrueDivide) {
        if (!s.test(s.is_zero(y))) return s.result(in.a, s.box(s.divide(x, y)));
      }
    }
  }
  return finish(s, in.a, s.template call<&binary_slow<op, inplace_form>, kAnyEffect>(a, b));
}

#define BINARY_ROW(N)                                                                                            \
  STAGED Step op_##N(S& s, const Instruction& in) { return arithmetic<BinaryOp::N, false>(s, in, s.get(in.b), s.get(in.c)); } \
  STAGED Step op_Inplace##N(S& s, const Instruction& in) { return arithmetic<BinaryOp::N, true>(s, in, s.get(in.b), s.get(in.c)); }
BINARY_OPS(BINARY_ROW)
#undef BINARY_ROW

#define INT_ROW(N)                                                                                         \
  STAGED Step op_##N##Int(S& s, const Instruction& in) {                                                   \
    return arithmetic<BinaryOp::N, false>(s, in, s.get(in.b), s.constant(Value::integer(in.c_signed())));  \
  }                                                                                                        \
  STAGED Step op_Inplace##N##Int(S& s, const Instruction& in) {                                            \
    return arithmetic<BinaryOp::N, true>(s, in, s.get(in.b), s.constant(Value::integer(in.c_signed())));   \
  }
INT_OPS(INT_ROW)
#undef INT_ROW

STAGED Step op_Negative(S& s, const Instruction& in) {
  auto a = s.get(in.b);
  if (s.is_int(a)) {
    auto r = s.negate(s.as_int(a));
    if (!s.test(r.overflowed)) return s.result(in.a, s.box(r.value));
  } else if (s.is_double(a)) {
    return s.result(in.a, s.box(s.negate(s.as_double(a))));
  }
  return finish(s, in.a, s.template call<&negative_slow, kAnyEffect>(a));
}
STAGED Step op_Positive(S& s, const Instruction& in) {
  auto a = s.get(in.b);
  if (s.is_int(a) || s.is_double(a)) return s.result(in.a, a);
  return finish(s, in.a, s.template call<&positive_slow, kAnyEffect>(a));
}
STAGED Step op_Invert(S& s, const Instruction& in) {
  auto a = s.get(in.b);
  if (s.is_int(a)) return s.result(in.a, s.box(s.bit_not(s.as_int(a))));
  return finish(s, in.a, s.template call<&invert_slow, kAnyEffect>(a));
}

// ---- truth

// 1, 0, or -1: ask truth_slow.
STAGED int quick_truth(S& s, typename S::Any a) {
  if (s.is(a, Value::true_value())) return 1;
  if (s.is(a, Value::false_value())) return 0;
  if (s.is(a, Value::none())) return 0;
  if (s.is_int(a)) return !s.test(s.is_zero(s.as_int(a)));
  return -1;
}
STAGED Step op_Not(S& s, const Instruction& in) {
  auto a = s.get(in.b);
  const int truth = quick_truth(s, a);
  if (truth >= 0) return s.result(in.a, s.constant(Value::boolean(!truth)));
  return finish(s, in.a, s.template call<&not_slow, kAnyEffect>(a));
}
STAGED Step op_ToBool(S& s, const Instruction& in) {
  auto a = s.get(in.b);
  const int truth = quick_truth(s, a);
  if (truth >= 0) return s.result(in.a, s.constant(Value::boolean(truth)));
  return finish(s, in.a, s.template call<&truth_slow, kAnyEffect>(a));
}

template <bool when, class S>
[[gnu::always_inline]] inline Step jump_on_truth(S& s, const Instruction& in) {
  auto a = s.get(in.a);
  const int truth = quick_truth(s, a);
  if (truth < 0) {
    auto value = s.template call<&truth_for_jump, kAnyEffect>(a);
    if (!s.is_plain_result(value)) return s.unusual_result(in.a, value);
    return s.branch(value, when, in.wide);
  }
  return (truth != 0) == when ? s.jump(in.wide) : s.next();
}
STAGED Step op_JumpIfTrue(S& s, const Instruction& in) { return jump_on_truth<true>(s, in); }
STAGED Step op_JumpIfFalse(S& s, const Instruction& in) { return jump_on_truth<false>(s, in); }
STAGED Step op_JumpIfNone(S& s, const Instruction& in) { return s.is(s.get(in.a), Value::none()) ? s.jump(in.wide) : s.next(); }
STAGED Step op_JumpIfNotNone(S& s, const Instruction& in) { return s.is(s.get(in.a), Value::none()) ? s.next() : s.jump(in.wide); }

// ---- comparison

template <Compare op, class S, class T>
[[gnu::always_inline]] inline typename S::Bool compare_machine(S& s, T x, T y) {
  if constexpr (op == Compare::Less) return s.less(x, y);
  if constexpr (op == Compare::LessEqual) return s.less_equal(x, y);
  if constexpr (op == Compare::Greater) return s.less(y, x);
  if constexpr (op == Compare::GreaterEqual) return s.less_equal(y, x);
  if constexpr (op == Compare::Equal) return s.equal(x, y);
  return s.logical_not(s.equal(x, y));
}

template <Compare op, class S>
[[gnu::always_inline]] inline Step compare_op(S& s, const Instruction& in) {
  auto a = s.get(in.b), b = s.get(in.c);
  if (s.both_int(a, b)) return s.result(in.a, s.box(compare_machine<op>(s, s.as_int(a), s.as_int(b))));
  if (s.is_double(a) && s.is_double(b)) return s.result(in.a, s.box(compare_machine<op>(s, s.as_double(a), s.as_double(b))));
  return finish(s, in.a, s.template call<&compare_slow<op>, kAnyEffect>(a, b));
}

template <Compare op, bool when, class S>
[[gnu::always_inline]] inline Step compare_jump(S& s, const Instruction& in) {
  auto a = s.get(in.a), b = s.get(in.b);
  bool truth;
  if (s.both_int(a, b)) {
    truth = s.test(compare_machine<op>(s, s.as_int(a), s.as_int(b)));
  } else if (s.is_double(a) && s.is_double(b)) {
    truth = s.test(compare_machine<op>(s, s.as_double(a), s.as_double(b)));
  } else {
    auto value = s.template call<&compare_for_jump<op>, kAnyEffect>(a, b);
    if (!s.is_plain_result(value)) return s.unusual_result(in.a, value);
    return s.branch(value, when, in.c_signed());
  }
  return truth == when ? s.jump(in.c_signed()) : s.next();
}

#define COMPARE_ROW(N)                                                                             \
  STAGED Step op_##N(S& s, const Instruction& in) { return compare_op<Compare::N>(s, in); }         \
  STAGED Step op_JumpIf##N(S& s, const Instruction& in) { return compare_jump<Compare::N, true>(s, in); } \
  STAGED Step op_JumpUnless##N(S& s, const Instruction& in) { return compare_jump<Compare::N, false>(s, in); }
COMPARE_OPS(COMPARE_ROW)
#undef COMPARE_ROW

STAGED Step op_Is(S& s, const Instruction& in) {
  auto a = s.get(in.b), b = s.get(in.c);
  return s.result(in.a, s.box(s.same(a, b)));
}
STAGED Step op_IsNot(S& s, const Instruction& in) {
  auto a = s.get(in.b), b = s.get(in.c);
  return s.result(in.a, s.box(s.logical_not(s.same(a, b))));
}
STAGED Step op_In(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&contains_slow, kAnyEffect>(s.get(in.c), s.get(in.b)));
}
STAGED Step op_NotIn(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&not_contains_slow, kAnyEffect>(s.get(in.c), s.get(in.b)));
}

}  // namespace taipan::python
