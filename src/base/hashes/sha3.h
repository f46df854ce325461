// base/hashes/sha3.h -- SHA3-224 to SHA3-512 and the extendable SHAKE128 and SHAKE256 (FIPS 202).
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/
//
// A sponge of 1600 bits: input is xor'ed into the first `rate` bytes of the state, which is permuted after each rate of
// them; output is read from the same place.
#pragma once

#include "base/hashes/block_buffer.h"

namespace taipan::hashes {

class Sha3 {
 public:
  enum class Variant { Bits224, Bits256, Bits384, Bits512, Shake128, Shake256 };
  explicit Sha3(Variant variant);

  // The block size.
  size_t rate() const { return rate_; }
  size_t rate_bits() const { return rate_ * 8; }
  size_t capacity_bits() const { return 1600 - rate_ * 8; }
  // What is appended to the input before padding, as hashlib's _suffix shows it.
  uint8_t suffix() const { return suffix_; }
  // 0 for SHAKE, whose digests may have any size.
  size_t digest_size() const { return digest_size_; }

  void update(const uint8_t* data, size_t size);
  // `size` bytes of output: digest_size(), or for SHAKE whatever is wanted.
  void finish(uint8_t* digest, size_t size) const;

 private:
  void permute();

  uint64_t state_[25] = {};
  size_t rate_;
  size_t used_ = 0;  // bytes of the present block
  size_t digest_size_;
  uint8_t suffix_;
};

}  // namespace taipan::hashes
