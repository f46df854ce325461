// python/modules/math_private.h -- the functions of module math that are in math_integers.cpp.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

Value math_comb(Thread& thread, Value n, Value k);
Value math_perm(Thread& thread, Value n, Value k);
Value math_factorial(Thread& thread, Value n);
Value math_isqrt(Thread& thread, Value n);
Value math_gcd(Thread& thread, NativeCall call);
Value math_lcm(Thread& thread, NativeCall call);
Value math_prod(Thread& thread, Value iterable, Value start);

}  // namespace taipan::python
