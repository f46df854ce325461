// base/numbers/limbs_private.h -- what the limb files share.
//
// Room       Base, and only the limbs_*.cpp files.
#pragma once

#include <gmp.h>

#include "base/numbers/limbs.h"

namespace taipan::numbers {

static_assert(sizeof(mp_limb_t) == sizeof(Limb) && GMP_NUMB_BITS == 64, "our limbs are GMP's");

inline mp_limb_t* gmp(Limb* limbs) {
  return reinterpret_cast<mp_limb_t*>(limbs);
}
inline const mp_limb_t* gmp(const Limb* limbs) {
  return reinterpret_cast<const mp_limb_t*>(limbs);
}

// The length without leading zero limbs.
inline size_t normalised_length(const Limb* limbs, size_t length) {
  while (length != 0 && limbs[length - 1] == 0)
    --length;
  return length;
}

inline SignedLength signed_length(size_t length, bool negative) {
  return negative ? -static_cast<SignedLength>(length) : static_cast<SignedLength>(length);
}

inline SignedLength normalise(const Limb* limbs, size_t length, bool negative) {
  return signed_length(normalised_length(limbs, length), negative);
}

// A view as GMP's integer type; nothing is copied.
class MpzView {
 public:
  explicit MpzView(IntegerView a) {
    mpz_roinit_n(value_, gmp(a.limbs), static_cast<mp_size_t>(signed_length(a.length, a.negative)));
  }
  operator mpz_srcptr() const { return value_; }

 private:
  mpz_t value_;
};

// GMP's integer type with memory of its own, for algorithms that have no mpn form.
class MpzTemporary {
 public:
  MpzTemporary() { mpz_init(value_); }
  ~MpzTemporary() { mpz_clear(value_); }
  MpzTemporary(const MpzTemporary&) = delete;
  MpzTemporary& operator=(const MpzTemporary&) = delete;
  operator mpz_ptr() { return value_; }

  [[nodiscard]] IntegerView view() const {
    return {reinterpret_cast<const Limb*>(mpz_limbs_read(value_)), mpz_size(value_), mpz_sgn(value_) < 0};
  }

 private:
  mpz_t value_;
};

}  // namespace taipan::numbers
