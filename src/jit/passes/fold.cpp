// jit/passes/fold.cpp -- algebra on single instructions: constants, neutral elements, boxes that meet their unboxing.
//
// Room       Passes. May touch  The instruction given (operand order), and the trace's constants.
// Tests      tests/unit/jit/passes/
//
// Rules for whoever adds a case: (1) the result has the same type; (2) look at operands' defining instructions only,
// never at facts that a guard established: those are the emitter's; (3) floats keep the sign of zero and NaNs.
#include <utility>

#include "jit/passes/emitter.h"

namespace taipan::jit {

namespace {

struct Folder {
  Trace& trace;

  bool constant_int(IrRef r, int64_t& i) const {
    if (!r.is_constant()) return false;
    i = int64_t(trace.constant_at(r).bits);
    return true;
  }
  bool constant_float(IrRef r, double& d) const {
    if (!r.is_constant()) return false;
    d = std::bit_cast<double>(trace.constant_at(r).bits);
    return true;
  }
  IrRef integer(int64_t i) const { return Value::fits_int(i) ? trace.constant_int(i) : IrRef{}; }
  IrRef truth(bool b) const { return trace.constant_bool(b); }

  IrRef fold_int(IrInstruction& in) const {
    switch (in.op) {
      case IrOp::IntAdd: case IrOp::IntMultiply: case IrOp::IntAnd: case IrOp::IntOr: case IrOp::IntXor: case IrOp::IntEqual:
        if (in.a.is_constant()) std::swap(in.a, in.b);
        break;
      default: break;
    }
    int64_t a = 0, b = 0;
    const bool ka = constant_int(in.a, a), kb = in.b.exists() && constant_int(in.b, b);
    if (ka && kb) {
      int64_t r;
      switch (in.op) {
        case IrOp::IntAdd: return integer(a + b);
        case IrOp::IntSubtract: return integer(a - b);
        case IrOp::IntMultiply: return __builtin_mul_overflow(a, b, &r) ? IrRef{} : integer(r);
        case IrOp::IntAnd: return integer(a & b);
        case IrOp::IntOr: return integer(a | b);
        case IrOp::IntXor: return integer(a ^ b);
        case IrOp::IntLess: return truth(a < b);
        case IrOp::IntLessEqual: return truth(a <= b);
        case IrOp::IntEqual: return truth(a == b);
        case IrOp::IntBelow: return truth(a >= 0 && a < b);
        default: return {};
      }
    }
    if (kb) {
      switch (in.op) {
        case IrOp::IntAdd: case IrOp::IntSubtract: case IrOp::IntOr: case IrOp::IntXor:
        case IrOp::IntShiftLeft: case IrOp::IntShiftRight:
          return b == 0 ? in.a : IrRef{};
        case IrOp::IntMultiply: case IrOp::IntFloorDivide:
          return b == 1 ? in.a : IrRef{};
        default: return {};
      }
    }
    if (in.a == in.b) {
      if (in.op == IrOp::IntLess) return truth(false);
      if (in.op == IrOp::IntLessEqual || in.op == IrOp::IntEqual) return truth(true);
      if (in.op == IrOp::IntAnd || in.op == IrOp::IntOr) return in.a;
    }
    return {};
  }

  IrRef fold_float(IrInstruction& in) const {
    double a = 0, b = 0;
    if (!constant_float(in.a, a) || (in.b.exists() && !constant_float(in.b, b))) return {};
    switch (in.op) {
      case IrOp::FloatAdd: return trace.constant_float(a + b);
      case IrOp::FloatSubtract: return trace.constant_float(a - b);
      case IrOp::FloatMultiply: return trace.constant_float(a * b);
      case IrOp::FloatDivide: return trace.constant_float(a / b);
      case IrOp::FloatLess: return truth(a < b);
      case IrOp::FloatLessEqual: return truth(a <= b);
      case IrOp::FloatEqual: return truth(a == b);
      default: return {};
    }
  }

  // Undoing what `inverse` did.
  IrRef undo(IrRef operand, IrOp inverse) const { return trace.is(operand, inverse) ? trace[operand].a : IrRef{}; }
};

}  // namespace

IrRef fold(Trace& trace, IrInstruction& in) {
  const Folder f{trace};
  if (in.op >= IrOp::IntAdd && in.op <= IrOp::IntBelow) return f.fold_int(in);
  if (in.op >= IrOp::FloatAdd && in.op <= IrOp::FloatEqual) return f.fold_float(in);
  const bool constant = in.a.is_constant();
  const uint64_t bits = constant ? trace.constant_at(in.a).bits : 0;
  switch (in.op) {
    case IrOp::BoxInt: return constant ? trace.constant(Value::integer(int64_t(bits))) : f.undo(in.a, IrOp::UnboxInt);
    case IrOp::BoxFloat:
      return constant ? trace.constant(Value::number(std::bit_cast<double>(bits))) : f.undo(in.a, IrOp::UnboxFloat);
    case IrOp::BoxBool: return constant ? trace.constant(Value::boolean(bits != 0)) : IrRef{};
    case IrOp::UnboxInt: return constant ? trace.constant_int(Value::from_bits(bits).as_int()) : f.undo(in.a, IrOp::BoxInt);
    case IrOp::UnboxFloat:
      return constant ? trace.constant_float(Value::from_bits(bits).as_double()) : f.undo(in.a, IrOp::BoxFloat);
    case IrOp::IntToFloat: return constant ? trace.constant_float(double(int64_t(bits))) : IrRef{};
    case IrOp::BoolNot: return constant ? trace.constant_bool(bits == 0) : f.undo(in.a, IrOp::BoolNot);
    case IrOp::Same:
      if (in.a == in.b) return trace.constant_bool(true);
      if (constant && in.b.is_constant()) return trace.constant_bool(bits == trace.constant_at(in.b).bits);
      return {};
    case IrOp::GuardTrue: case IrOp::GuardFalse:
      if (IrRef opposite = f.undo(in.a, IrOp::BoolNot); opposite.exists()) {
        in.op = in.op == IrOp::GuardTrue ? IrOp::GuardFalse : IrOp::GuardTrue;
        in.a = opposite;
      }
      return {};
    case IrOp::GuardIs:
      if (IrRef truth = f.undo(in.a, IrOp::BoxBool); truth.exists()) {
        const Value wanted = Value::from_bits(trace.constant_at(in.b).bits);
        if (wanted.is_bool()) in = {wanted.as_bool() ? IrOp::GuardTrue : IrOp::GuardFalse, Type::Void, truth, {}, {}, 0, in.snapshot};
      }
      return {};
    default: return {};
  }
}

}  // namespace taipan::jit
