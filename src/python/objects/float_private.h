// python/objects/float_private.h -- what the files of the types `float` and `complex` share.
//
// Room       python/objects; included by float_*.cpp, complex_*.cpp and modules about numbers.
// Tests      tests/python/objects/numbers/, CPython's test_float, test_complex
#pragma once

#include "base/numbers/complex_functions.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

// NotImplemented for the operators of bits.
Value float_binary(Thread& thread, double a, double b, BinaryOp op);
// OverflowError(34, 'Numerical result out of range')
Raised raise_result_range(Thread& thread);

// The operand of a float operator: a float, or an int (OverflowError when it is too large). False: anything else.
Result<bool> float_operand(Thread& thread, Value value, double* out);

Value complex_power(Thread& thread, numbers::Complex base, numbers::Complex exponent);
Value new_complex(Heap& heap, numbers::Complex value);
inline Value new_complex(Heap& heap, double real, double imaginary) {
  return new_complex(heap, numbers::Complex{real, imaginary});
}
inline bool is_complex_like(Value v) { return is_kind(v, kind(PythonKind::Complex)); }
// The complex number that a value stands for: by __complex__, __float__ or __index__. TypeError "must be real number".
Result<numbers::Complex> to_complex(Thread& thread, Value value);

}  // namespace taipan::python
