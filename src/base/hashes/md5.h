// base/hashes/md5.h -- MD5 (RFC 1321). Broken for signatures; still used as a checksum.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/
#pragma once

#include "base/hashes/block_buffer.h"

namespace taipan::hashes {

class Md5 {
 public:
  static constexpr size_t kBlockSize = 64;
  static constexpr size_t kDigestSize = 16;

  void update(const uint8_t* data, size_t size);
  void finish(uint8_t* digest) const;

 private:
  void compress(const uint8_t* blocks, size_t count);

  uint32_t state_[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  uint64_t size_ = 0;
  BlockBuffer<kBlockSize> buffer_;
};

}  // namespace taipan::hashes
