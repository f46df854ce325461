// base/hashes/blake2.cpp -- the compression function of BLAKE2 and its parameter block.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/

#include "base/hashes/blake2.h"

#include <bit>
#include <type_traits>

namespace taipan::hashes {
namespace {

// SHA-2's starting values.
constexpr uint64_t kStart64[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};
constexpr uint32_t kStart32[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

constexpr uint8_t kPermutations[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

template <typename Word>
struct Traits;
template <>
struct Traits<uint64_t> {
  static constexpr int kRounds = 12;
  static constexpr int kTurns[4] = {32, 24, 16, 63};
  static constexpr const uint64_t* kStart = kStart64;
};
template <>
struct Traits<uint32_t> {
  static constexpr int kRounds = 10;
  static constexpr int kTurns[4] = {16, 12, 8, 7};
  static constexpr const uint32_t* kStart = kStart32;
};

template <typename Word>
void mix(Word& a, Word& b, Word& c, Word& d, Word x, Word y) {
  a += b + x;
  d = std::rotr(d ^ a, Traits<Word>::kTurns[0]);
  c += d;
  b = std::rotr(b ^ c, Traits<Word>::kTurns[1]);
  a += b + y;
  d = std::rotr(d ^ a, Traits<Word>::kTurns[2]);
  c += d;
  b = std::rotr(b ^ c, Traits<Word>::kTurns[3]);
}

}  // namespace

// The parameter block, xor'ed into the start:
//
//            digest key fanout depth  leaf size  node offset    node depth  inner size  (zeros)  salt  person
//   BLAKE2b  1      1   1      1      4          8              1           1           14       16    16
//   BLAKE2s  1      1   1      1      4          6              1           1                    8     8
template <typename Word>
Blake2<Word>::Blake2(const Blake2Parameters& parameters) : last_node_(parameters.last_node) {
  digest_size_ = parameters.digest_size == 0 ? kMaximumDigestSize : parameters.digest_size;
  uint8_t block[kMaximumDigestSize] = {};
  block[0] = static_cast<uint8_t>(digest_size_);
  block[1] = static_cast<uint8_t>(parameters.key_size);
  block[2] = parameters.fanout;
  block[3] = parameters.depth;
  store_little<uint32_t>(block + 4, parameters.leaf_size);
  constexpr size_t kOffsetSize = sizeof(Word) == 8 ? 8 : 6;
  for (size_t i = 0; i < kOffsetSize; ++i)
    block[8 + i] = static_cast<uint8_t>(parameters.node_offset >> (8 * i));
  block[8 + kOffsetSize] = parameters.node_depth;
  block[9 + kOffsetSize] = parameters.inner_size;
  if (parameters.salt != nullptr) std::memcpy(block + 4 * sizeof(Word), parameters.salt, kSaltSize);
  if (parameters.person != nullptr) std::memcpy(block + 6 * sizeof(Word), parameters.person, kPersonSize);
  for (size_t i = 0; i < 8; ++i)
    state_[i] = Traits<Word>::kStart[i] ^ load_little<Word>(block + sizeof(Word) * i);

  // A key is a block of input before all other.
  if (parameters.key_size != 0) {
    std::memset(block_, 0, kBlockSize);
    std::memcpy(block_, parameters.key, parameters.key_size);
    used_ = kBlockSize;
  }
}

template <typename Word>
void Blake2<Word>::compress(const uint8_t* block, bool is_last) {
  Word words[16];
  for (size_t i = 0; i < 16; ++i)
    words[i] = load_little<Word>(block + sizeof(Word) * i);
  Word v[16];
  for (int i = 0; i < 8; ++i) {
    v[i] = state_[i];
    v[i + 8] = Traits<Word>::kStart[i];
  }
  v[12] ^= counter_[0];
  v[13] ^= counter_[1];
  if (is_last) v[14] = ~v[14];
  if (is_last && last_node_) v[15] = ~v[15];
  for (int round = 0; round < Traits<Word>::kRounds; ++round) {
    const uint8_t* order = kPermutations[round % 10];
    const auto word = [&](int i) { return words[order[i]]; };
    mix(v[0], v[4], v[8], v[12], word(0), word(1));
    mix(v[1], v[5], v[9], v[13], word(2), word(3));
    mix(v[2], v[6], v[10], v[14], word(4), word(5));
    mix(v[3], v[7], v[11], v[15], word(6), word(7));
    mix(v[0], v[5], v[10], v[15], word(8), word(9));
    mix(v[1], v[6], v[11], v[12], word(10), word(11));
    mix(v[2], v[7], v[8], v[13], word(12), word(13));
    mix(v[3], v[4], v[9], v[14], word(14), word(15));
  }
  for (int i = 0; i < 8; ++i)
    state_[i] ^= v[i] ^ v[i + 8];
}

template <typename Word>
void Blake2<Word>::update(const uint8_t* data, size_t size) {
  const auto count = [this](size_t bytes) {
    counter_[0] += static_cast<Word>(bytes);
    if (counter_[0] < bytes) ++counter_[1];
  };
  while (size != 0) {
    if (used_ == kBlockSize) {
      count(kBlockSize);
      compress(block_, false);
      used_ = 0;
    }
    while (used_ == 0 && size > kBlockSize) {
      count(kBlockSize);
      compress(data, false);
      data += kBlockSize;
      size -= kBlockSize;
    }
    const size_t taken = size < kBlockSize - used_ ? size : kBlockSize - used_;
    std::memcpy(block_ + used_, data, taken);
    used_ += taken;
    data += taken;
    size -= taken;
  }
}

template <typename Word>
void Blake2<Word>::finish(uint8_t* digest) const {
  Blake2 last = *this;
  last.counter_[0] += static_cast<Word>(used_);
  if (last.counter_[0] < used_) ++last.counter_[1];
  std::memset(last.block_ + used_, 0, kBlockSize - used_);
  last.compress(last.block_, true);
  uint8_t whole[kMaximumDigestSize];
  for (size_t i = 0; i < 8; ++i)
    store_little(whole + sizeof(Word) * i, last.state_[i]);
  std::memcpy(digest, whole, digest_size_);
}

template class Blake2<uint64_t>;
template class Blake2<uint32_t>;

}  // namespace taipan::hashes
