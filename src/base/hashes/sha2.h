// base/hashes/sha2.h -- SHA-224, SHA-256, SHA-384 and SHA-512 (FIPS 180-4).
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/
//
// Two compression functions serve two digests each: the shorter one starts elsewhere and is cut off.
#pragma once

#include "base/hashes/block_buffer.h"

namespace taipan::hashes {

// SHA-224 and SHA-256.
class Sha256 {
 public:
  static constexpr size_t kBlockSize = 64;
  static constexpr size_t kMaximumDigestSize = 32;

  enum class Variant { Bits224, Bits256 };
  explicit Sha256(Variant variant = Variant::Bits256);

  size_t digest_size() const { return variant_ == Variant::Bits224 ? 28 : 32; }
  void update(const uint8_t* data, size_t size);
  void finish(uint8_t* digest) const;

 private:
  void compress(const uint8_t* blocks, size_t count);

  uint32_t state_[8];
  uint64_t size_ = 0;
  Variant variant_;
  BlockBuffer<kBlockSize> buffer_;
};

// SHA-384 and SHA-512.
class Sha512 {
 public:
  static constexpr size_t kBlockSize = 128;
  static constexpr size_t kMaximumDigestSize = 64;

  enum class Variant { Bits384, Bits512 };
  explicit Sha512(Variant variant = Variant::Bits512);

  size_t digest_size() const { return variant_ == Variant::Bits384 ? 48 : 64; }
  void update(const uint8_t* data, size_t size);
  void finish(uint8_t* digest) const;

 private:
  void compress(const uint8_t* blocks, size_t count);

  uint64_t state_[8];
  uint64_t size_ = 0;
  Variant variant_;
  BlockBuffer<kBlockSize> buffer_;
};

}  // namespace taipan::hashes
