// python/objects/int_arithmetic.cpp -- the operators of ints. https://docs.python.org/3.11/reference/datamodel.html#emulating-numeric-types
//
// Room       python/objects. The arithmetic is vm/integer.h; here it gets Python's errors.
// Tests      tests/python/objects/numbers/, CPython's test_int, test_long
#include "python/objects/int_private.h"

namespace taipan::python {

Value float_binary(Thread& thread, double a, double b, BinaryOp op);  // float_arithmetic.cpp

namespace {

Raised raise_status(Thread& thread, IntegerStatus status, BinaryOp op) {
  switch (status) {
    case IntegerStatus::DivisionByZero:
      if (op == BinaryOp::TrueDivide) return raise(thread, TypeId::ZeroDivisionError, "division by zero");
      if (op == BinaryOp::Remainder) return raise(thread, TypeId::ZeroDivisionError, "integer modulo by zero");
      if (op == BinaryOp::Power) return raise(thread, TypeId::ValueError, "pow() 3rd argument cannot be 0");
      return raise(thread, TypeId::ZeroDivisionError, "integer division or modulo by zero");
    case IntegerStatus::NegativeShift: return raise(thread, TypeId::ValueError, "negative shift count");
    case IntegerStatus::NotInvertible: return raise(thread, TypeId::ValueError, "base is not invertible for the given modulus");
    case IntegerStatus::NotFinite: return raise(thread, TypeId::OverflowError, "cannot convert float infinity to integer");
    case IntegerStatus::NotANumber: return raise(thread, TypeId::ValueError, "cannot convert float NaN to integer");
    default: break;
  }
  if (op == BinaryOp::LeftShift) return raise(thread, TypeId::OverflowError, "too many digits in integer");
  return raise_memory_error(thread);
}

inline Value checked(Thread& thread, const IntegerResult& result, BinaryOp op) {
  if (result.ok()) [[likely]] return result.value;
  return raise_status(thread, result.status, op);
}

// A negative exponent makes it a power of floats.
Value real_power(Thread& thread, Value a, Value b) {
  double base, exponent;
  if (!integer_to_double(a, &base) || !integer_to_double(b, &exponent)) {
    return raise(thread, TypeId::OverflowError, "int too large to convert to float");
  }
  return float_binary(thread, base, exponent, BinaryOp::Power);
}

Value true_divide(Thread& thread, Value a, Value b) {
  double quotient;
  switch (integer_true_divide(a, b, &quotient)) {
    case IntegerStatus::Ok: return Value::number(quotient);
    case IntegerStatus::DivisionByZero: return raise_status(thread, IntegerStatus::DivisionByZero, BinaryOp::TrueDivide);
    default: return raise(thread, TypeId::OverflowError, "integer division result too large for a float");
  }
}

}  // namespace

Value int_result(Thread& thread, const IntegerResult& result) { return checked(thread, result, BinaryOp::Add); }

Value int_binary(Thread& thread, Value a, Value b, BinaryOp op) {
  Heap& heap = thread.heap();
  switch (op) {
    case BinaryOp::Add: return checked(thread, integer_add(heap, a, b), op);
    case BinaryOp::Subtract: return checked(thread, integer_subtract(heap, a, b), op);
    case BinaryOp::Multiply: return checked(thread, integer_multiply(heap, a, b), op);
    case BinaryOp::FloorDivide: return checked(thread, integer_floor_divide(heap, a, b), op);
    case BinaryOp::Remainder: return checked(thread, integer_remainder(heap, a, b), op);
    case BinaryOp::LeftShift: return checked(thread, integer_shift_left(heap, a, b), op);
    case BinaryOp::RightShift: return checked(thread, integer_shift_right(heap, a, b), op);
    case BinaryOp::And: return checked(thread, integer_and(heap, a, b), op);
    case BinaryOp::Or: return checked(thread, integer_or(heap, a, b), op);
    case BinaryOp::Xor: return checked(thread, integer_xor(heap, a, b), op);
    case BinaryOp::TrueDivide: return true_divide(thread, a, b);
    case BinaryOp::Power: {
      const IntegerResult result = integer_power(heap, a, b);
      if (result.ok()) return result.value;
      if (result.status == IntegerStatus::NegativeExponent) return real_power(thread, a, b);
      return raise_status(thread, result.status, op);
    }
    case BinaryOp::DivMod: {
      const IntegerDivision division = integer_divmod(heap, a, b);
      if (!division.ok()) return raise_status(thread, division.status, op);
      return Value(tuple_of(heap, division.quotient, division.remainder));
    }
    case BinaryOp::MatrixMultiply: break;
  }
  return Value::not_implemented();
}

Value int_power_modulo(Thread& thread, Value base, Value exponent, Value modulus) {
  return checked(thread, integer_power_modulo(thread.heap(), base, exponent, modulus), BinaryOp::Power);
}

}  // namespace taipan::python
