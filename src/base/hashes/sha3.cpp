// base/hashes/sha3.cpp -- the Keccak permutation and its sponge.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/

#include "base/hashes/sha3.h"

#include <bit>

namespace taipan::hashes {
namespace {

constexpr uint64_t kRoundConstants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

// Lane (x, y) is state[x + 5 y]. Step rho turns it by kTurns, step pi moves it to kTargets.
constexpr int kTurns[25] = {0,  1,  62, 28, 27, 36, 44, 6,  55, 20, 3,  10, 43,
                            25, 39, 41, 45, 15, 21, 8,  18, 2,  61, 56, 14};
constexpr int kTargets[25] = {0, 10, 20, 5, 15, 16, 1, 11, 21, 6, 7, 17, 2, 12, 22, 23, 8, 18, 3, 13, 14, 24, 9, 19, 4};

}  // namespace

Sha3::Sha3(Variant variant) {
  switch (variant) {
    case Variant::Bits224:
      digest_size_ = 28;
      break;
    case Variant::Bits256:
      digest_size_ = 32;
      break;
    case Variant::Bits384:
      digest_size_ = 48;
      break;
    case Variant::Bits512:
      digest_size_ = 64;
      break;
    default:
      digest_size_ = 0;
      break;
  }
  const bool is_shake = digest_size_ == 0;
  rate_ = is_shake ? (variant == Variant::Shake128 ? 168 : 136) : 200 - 2 * digest_size_;
  suffix_ = is_shake ? 0x1f : 0x06;
}

void Sha3::permute() {
  for (const uint64_t constant : kRoundConstants) {
    uint64_t columns[5];
    for (int x = 0; x < 5; ++x) {
      columns[x] = state_[x] ^ state_[x + 5] ^ state_[x + 10] ^ state_[x + 15] ^ state_[x + 20];
    }
    uint64_t moved[25];
#pragma clang loop unroll(full)
    for (int x = 0; x < 5; ++x) {
      const uint64_t parity = columns[(x + 4) % 5] ^ std::rotl(columns[(x + 1) % 5], 1);
      for (int i = x; i < 25; i += 5)
        moved[kTargets[i]] = std::rotl(state_[i] ^ parity, kTurns[i]);
    }
    for (int y = 0; y < 25; y += 5) {
      for (int x = 0; x < 5; ++x)
        state_[y + x] = moved[y + x] ^ (~moved[y + (x + 1) % 5] & moved[y + (x + 2) % 5]);
    }
    state_[0] ^= constant;
  }
}

void Sha3::update(const uint8_t* data, size_t size) {
  while (size != 0) {
    if (used_ % 8 == 0 && size >= 8) {
      state_[used_ / 8] ^= load_little<uint64_t>(data);
      used_ += 8;
      data += 8;
      size -= 8;
    } else {
      state_[used_ / 8] ^= uint64_t{*data} << (used_ % 8 * 8);
      ++used_;
      ++data;
      --size;
    }
    if (used_ == rate_) {
      permute();
      used_ = 0;
    }
  }
}

void Sha3::finish(uint8_t* digest, size_t size) const {
  Sha3 last = *this;
  last.state_[used_ / 8] ^= uint64_t{suffix_} << (used_ % 8 * 8);
  last.state_[rate_ / 8 - 1] ^= uint64_t{0x80} << 56;
  last.permute();
  for (size_t i = 0; i < size; ++i) {
    const size_t at = i % rate_;
    if (at == 0 && i != 0) last.permute();
    digest[i] = static_cast<uint8_t>(last.state_[at / 8] >> (at % 8 * 8));
  }
}

}  // namespace taipan::hashes
