// base/hashes/blake2.h -- BLAKE2b and BLAKE2s with all parameters (RFC 7693 and the BLAKE2 paper for tree hashing).
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/
//
// One template over the word: 64 bits make BLAKE2b (12 rounds, blocks of 128 bytes), 32 bits BLAKE2s (10, 64). The last
// block is compressed differently, so a full block waits until more data comes.
#pragma once

#include "base/hashes/block_buffer.h"

namespace taipan::hashes {

// Limits are checked by the caller: digest 1 to kMaximumDigestSize, key at most kMaximumKeySize, salt and person
// exactly kSaltSize bytes or absent.
struct Blake2Parameters {
  size_t digest_size = 0;  // 0: the largest
  const uint8_t* key = nullptr;
  size_t key_size = 0;
  const uint8_t* salt = nullptr;    // absent: zeros
  const uint8_t* person = nullptr;  // absent: zeros
  uint8_t fanout = 1;
  uint8_t depth = 1;
  uint32_t leaf_size = 0;
  uint64_t node_offset = 0;  // below 2^48 for BLAKE2s
  uint8_t node_depth = 0;
  uint8_t inner_size = 0;
  bool last_node = false;
};

template <typename Word>
class Blake2 {
 public:
  static constexpr size_t kBlockSize = 16 * sizeof(Word);
  static constexpr size_t kMaximumDigestSize = 8 * sizeof(Word);
  static constexpr size_t kMaximumKeySize = 8 * sizeof(Word);
  static constexpr size_t kSaltSize = 2 * sizeof(Word);
  static constexpr size_t kPersonSize = 2 * sizeof(Word);
  static constexpr uint64_t kMaximumNodeOffset = sizeof(Word) == 8 ? ~uint64_t{0} : (uint64_t{1} << 48) - 1;

  explicit Blake2(const Blake2Parameters& parameters = {});

  size_t digest_size() const { return digest_size_; }
  void update(const uint8_t* data, size_t size);
  void finish(uint8_t* digest) const;

 private:
  void compress(const uint8_t* block, bool is_last);

  Word state_[8];
  Word counter_[2] = {0, 0};
  uint8_t block_[kBlockSize];
  size_t used_ = 0;
  size_t digest_size_;
  bool last_node_;
};

extern template class Blake2<uint64_t>;
extern template class Blake2<uint32_t>;
using Blake2b = Blake2<uint64_t>;
using Blake2s = Blake2<uint32_t>;

}  // namespace taipan::hashes
