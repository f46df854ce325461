// base/numbers/limbs_bitwise.cpp -- and, or, xor, invert on two's complement without end.
//
// Room       Base.
// In / out   See limbs.h.
// Tests      tests/unit/base/numbers/limbs_test.cpp, tests/differential/numbers/
//
// A negative operand is read through a TwosComplement, which yields limb after limb of ~|a| + 1 and then ones for ever.
// One limb beyond the longer operand holds the result's sign, because and, or and xor of the sign extensions say it.

#include "base/numbers/limbs_private.h"

namespace taipan::numbers {
namespace {

class TwosComplement {
 public:
  explicit TwosComplement(IntegerView a) : view_(a), carry_(a.negative ? 1 : 0) {}

  // The limb at `index`; called with 0, 1, 2, ... in turn.
  Limb next(size_t index) {
    const Limb limb = index < view_.length ? view_.limbs[index] : 0;
    if (!view_.negative) return limb;
    const Limb result = ~limb + carry_;
    carry_ = (carry_ != 0 && result == 0) ? 1 : 0;
    return result;
  }

 private:
  IntegerView view_;
  Limb carry_;
};

template <typename Operation>
SignedLength combine(Limb* result, IntegerView a, IntegerView b, Operation operation) {
  const size_t length = (a.length > b.length ? a.length : b.length) + 1;
  const bool negative = operation(Limb{a.negative}, Limb{b.negative}) != 0;
  if (!a.negative && !b.negative) {
    const size_t common = a.length < b.length ? a.length : b.length;
    const IntegerView longer = a.length < b.length ? b : a;
    for (size_t i = 0; i < common; ++i)
      result[i] = operation(a.limbs[i], b.limbs[i]);
    // Beyond the shorter operand `and` gives zero, `or` and `xor` give the longer operand.
    const bool keeps = operation(Limb{1}, Limb{0}) != 0;
    if (!keeps) return normalise(result, common, false);
    for (size_t i = common; i < longer.length; ++i)
      result[i] = longer.limbs[i];
    return normalise(result, longer.length, false);
  }
  TwosComplement left(a);
  TwosComplement right(b);
  for (size_t i = 0; i < length; ++i)
    result[i] = operation(left.next(i), right.next(i));
  if (negative) mpn_neg(gmp(result), gmp(result), static_cast<mp_size_t>(length));
  return normalise(result, length, negative);
}

}  // namespace

size_t bitwise_result_limbs(IntegerView a, IntegerView b) {
  return (a.length > b.length ? a.length : b.length) + 1;
}

SignedLength bitwise_and(Limb* result, IntegerView a, IntegerView b) {
  return combine(result, a, b, [](Limb x, Limb y) { return x & y; });
}

SignedLength bitwise_or(Limb* result, IntegerView a, IntegerView b) {
  return combine(result, a, b, [](Limb x, Limb y) { return x | y; });
}

SignedLength bitwise_xor(Limb* result, IntegerView a, IntegerView b) {
  return combine(result, a, b, [](Limb x, Limb y) { return x ^ y; });
}

size_t invert_result_limbs(IntegerView a) {
  return a.length + 1;
}

SignedLength invert(Limb* result, IntegerView a) {
  if (a.length == 0) {
    result[0] = 1;
    return -1;
  }
  if (a.negative) {
    mpn_sub_1(gmp(result), gmp(a.limbs), static_cast<mp_size_t>(a.length), 1);
    return normalise(result, a.length, false);
  }
  const Limb carry = mpn_add_1(gmp(result), gmp(a.limbs), static_cast<mp_size_t>(a.length), 1);
  result[a.length] = carry;
  return signed_length(a.length + (carry != 0 ? 1 : 0), true);
}

}  // namespace taipan::numbers
