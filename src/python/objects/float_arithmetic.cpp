// python/objects/float_arithmetic.cpp -- the operators of floats.
//
// Room       python/objects. The arithmetic is base/numbers/math_functions.h; here it gets Python's errors.
// Tests      tests/python/objects/numbers/, CPython's test_float
#include <cerrno>

#include "base/numbers/math_functions.h"
#include "python/objects/float_private.h"

namespace taipan::python {

Raised raise_result_range(Thread& thread) {
  const Value arguments[] = {Value::integer(ERANGE), Value(intern(thread.heap(), "Numerical result out of range"))};
  return raise_with(thread, TypeId::OverflowError, arguments);
}

Value float_binary(Thread& thread, double a, double b, BinaryOp op) {
  switch (op) {
    case BinaryOp::Add: return Value::number(a + b);
    case BinaryOp::Subtract: return Value::number(a - b);
    case BinaryOp::Multiply: return Value::number(a * b);
    case BinaryOp::TrueDivide:
      if (b == 0.0) return raise(thread, TypeId::ZeroDivisionError, "float division by zero");
      return Value::number(a / b);
    case BinaryOp::FloorDivide:
      if (b == 0.0) return raise(thread, TypeId::ZeroDivisionError, "float floor division by zero");
      return Value::number(numbers::math::floor_divide(a, b).quotient);
    case BinaryOp::Remainder:
      if (b == 0.0) return raise(thread, TypeId::ZeroDivisionError, "float modulo");
      return Value::number(numbers::math::floor_remainder(a, b));
    case BinaryOp::DivMod: {
      if (b == 0.0) return raise(thread, TypeId::ZeroDivisionError, "float divmod()");
      const auto division = numbers::math::floor_divide(a, b);
      return Value(tuple_of(thread.heap(), Value::number(division.quotient), Value::number(division.remainder)));
    }
    case BinaryOp::Power: {
      const auto power = numbers::math::power(a, b);
      switch (power.outcome) {
        case numbers::math::PowerOutcome::Real: return Value::number(power.value);
        case numbers::math::PowerOutcome::Complex: return complex_power(thread, {a, 0.0}, {b, 0.0});
        case numbers::math::PowerOutcome::ZeroToNegative:
          return raise(thread, TypeId::ZeroDivisionError, "0.0 cannot be raised to a negative power");
        case numbers::math::PowerOutcome::Overflow: return raise_result_range(thread);
      }
      break;
    }
    default: break;
  }
  return Value::not_implemented();
}

}  // namespace taipan::python
