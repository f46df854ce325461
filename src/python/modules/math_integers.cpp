// python/modules/math_integers.cpp -- math.comb, perm, factorial, isqrt, gcd, lcm, prod.
//
// Room       python/modules. The arithmetic is in vm/integer.h and base/numbers/limbs.h.
// Tests      tests/python/library/math_*.py; CPython's test_math
#include "python/modules/math_private.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

Value to_value(Thread& thread, const IntegerResult& result) { return result.ok() ? result.value : Value(raise_memory_error(thread)); }

// combinations() or permutations(): "n over k" with k small enough to count.
using Counting = bool (*)(numbers::LimbBuffer& out, numbers::IntegerView n, uint64_t k, numbers::SignedLength* length);
Value count(Thread& thread, Counting counting, Value n, uint64_t k) {
  numbers::LimbBuffer limbs;
  numbers::SignedLength length;
  const IntegerOperand operand(n);
  if (!counting(limbs, operand.view(), k, &length)) return raise_memory_error(thread);
  return to_value(thread, integer_from_limbs(thread.heap(), limbs.data(), length));
}

Status check_not_negative(Thread& thread, Value value, const char* name) {
  if (integer_sign(value) < 0) return raise(thread, TypeId::ValueError, "%s must be a non-negative integer", name);
  return ok_status();
}

Value least_common_multiple(Thread& thread, Value a, Value b) {
  Heap& heap = thread.heap();
  if (integer_sign(a) == 0 || integer_sign(b) == 0) return Value::integer(0);
  const Value divisor = TRY(to_value(thread, integer_gcd(heap, a, b)));
  const Value part = TRY(to_value(thread, integer_floor_divide(heap, a, divisor)));
  const Value product = TRY(to_value(thread, integer_multiply(heap, part, b)));
  return to_value(thread, integer_absolute(heap, product));
}

}  // namespace

Value math_comb(Thread& thread, Value n_value, Value k_value) {
  const Value n = TRY(to_index(thread, n_value));
  Value k = TRY(to_index(thread, k_value));
  TRY(check_not_negative(thread, n, "n"));
  TRY(check_not_negative(thread, k, "k"));
  const Value rest = TRY(to_value(thread, integer_subtract(thread.heap(), n, k)));
  if (integer_sign(rest) < 0) return Value::integer(0);
  if (integer_compare(rest, k) < 0) k = rest;
  int64_t times;
  if (!integer_to_int64(k, &times)) {
    return raise(thread, TypeId::OverflowError, "min(n - k, k) must not exceed %ld", INT64_MAX);
  }
  return count(thread, numbers::combinations, n, uint64_t(times));
}

Value math_perm(Thread& thread, Value n_value, Value k_value) {
  if (k_value.is_none()) return math_factorial(thread, n_value);
  const Value n = TRY(to_index(thread, n_value)), k = TRY(to_index(thread, k_value));
  TRY(check_not_negative(thread, n, "n"));
  TRY(check_not_negative(thread, k, "k"));
  if (integer_compare(n, k) < 0) return Value::integer(0);
  int64_t times;
  if (!integer_to_int64(k, &times)) return raise(thread, TypeId::OverflowError, "k must not exceed %ld", INT64_MAX);
  return count(thread, numbers::permutations, n, uint64_t(times));
}

Value math_factorial(Thread& thread, Value n_value) {
  const Value n = TRY(to_index(thread, n_value));
  if (integer_sign(n) < 0) return raise(thread, TypeId::ValueError, "factorial() not defined for negative values");
  int64_t times;
  if (!integer_to_int64(n, &times)) {
    return raise(thread, TypeId::OverflowError, "factorial() argument should not exceed %ld", INT64_MAX);
  }
  numbers::LimbBuffer limbs;
  numbers::SignedLength length;
  if (!numbers::factorial(limbs, uint64_t(times), &length)) return raise_memory_error(thread);
  return to_value(thread, integer_from_limbs(thread.heap(), limbs.data(), length));
}

Value math_isqrt(Thread& thread, Value n_value) {
  const Value n = TRY(to_index(thread, n_value));
  if (integer_sign(n) < 0) return raise(thread, TypeId::ValueError, "isqrt() argument must be nonnegative");
  return to_value(thread, integer_square_root(thread.heap(), n));
}

Value math_gcd(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "math.gcd() takes no keyword arguments");
  Value divisor = Value::integer(0);
  for (int64_t i = 0; i < call.count; i++) {
    const Value next = TRY(to_index(thread, call.values[i]));
    divisor = TRY(to_value(thread, integer_gcd(thread.heap(), divisor, next)));
  }
  return divisor;
}

Value math_lcm(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "math.lcm() takes no keyword arguments");
  Value multiple = Value::integer(1);
  for (int64_t i = 0; i < call.count; i++) {
    const Value next = TRY(to_index(thread, call.values[i]));
    multiple = TRY(least_common_multiple(thread, multiple, next));
  }
  return multiple;
}

Value math_prod(Thread& thread, Value iterable, Value start) {
  Value product = start;
  TRY(for_each(thread, iterable, [&](Value item) {
    if (product.is_double() && item.is_double()) {
      product = Value::number(product.as_double() * item.as_double());
    } else {
      product = binary(thread, product, item, BinaryOp::Multiply);
    }
    return !product.is_raised();
  }));
  return product;
}

}  // namespace taipan::python
