// base/numbers/mersenne_twister.cpp -- seeding and stepping of MT19937.
//
// Room       Base.
// In / out   See mersenne_twister.h.
// Tests      tests/unit/base/numbers/mersenne_twister_test.cpp, tests/differential/numbers/

#include "base/numbers/mersenne_twister.h"

namespace taipan::numbers {
namespace {

constexpr size_t kMiddle = 397;

uint32_t twist(uint32_t upper, uint32_t lower) {
  const uint32_t joined = (upper & 0x80000000) | (lower & 0x7fffffff);
  return (joined >> 1) ^ ((lower & 1) != 0 ? 0x9908b0df : 0);
}

}  // namespace

void MersenneTwister::refill() {
  size_t i = 0;
  for (; i < kStateWords - kMiddle; ++i)
    state_[i] = state_[i + kMiddle] ^ twist(state_[i], state_[i + 1]);
  for (; i < kStateWords - 1; ++i)
    state_[i] = state_[i + kMiddle - kStateWords] ^ twist(state_[i], state_[i + 1]);
  state_[i] = state_[kMiddle - 1] ^ twist(state_[i], state_[0]);
  position_ = 0;
}

void MersenneTwister::seed_with_word(uint32_t word) {
  state_[0] = word;
  for (uint32_t i = 1; i < kStateWords; ++i) {
    const uint32_t previous = state_[i - 1];
    state_[i] = 1812433253 * (previous ^ (previous >> 30)) + i;
  }
  position_ = kStateWords;
}

void MersenneTwister::seed(const uint32_t* key, size_t length) {
  seed_with_word(19650218);
  size_t i = 1;
  size_t j = 0;
  const auto mixed = [&] {
    const uint32_t previous = state_[i - 1];
    return previous ^ (previous >> 30);
  };
  const auto advance = [&] {
    if (++i == kStateWords) {
      state_[0] = state_[kStateWords - 1];
      i = 1;
    }
  };
  for (size_t k = length > kStateWords ? length : kStateWords; k != 0; --k) {
    state_[i] = (state_[i] ^ (mixed() * 1664525)) + key[j] + static_cast<uint32_t>(j);
    advance();
    if (++j == length) j = 0;
  }
  for (size_t k = kStateWords - 1; k != 0; --k) {
    state_[i] = (state_[i] ^ (mixed() * 1566083941)) - static_cast<uint32_t>(i);
    advance();
  }
  // The first word's top bit is the only one that counts, and the state must not be all zeros.
  state_[0] = 0x80000000;
}

void MersenneTwister::seed(IntegerView value) {
  const size_t words = value.length == 0 ? 1 : (bit_length(value) + 31) / 32;
  ScratchBuffer<uint32_t, 64> key(words);
  key[0] = 0;
  for (size_t i = 0; i < words && value.length != 0; ++i) {
    key[i] = static_cast<uint32_t>(value.limbs[i / 2] >> (i % 2 * 32));
  }
  seed(key.data(), words);
}

SignedLength MersenneTwister::next_bits(Limb* out, uint64_t count) {
  const size_t length = (count + kLimbBits - 1) / kLimbBits;
  for (size_t i = 0; i < length; ++i)
    out[i] = 0;
  for (size_t i = 0; count != 0; ++i) {
    uint32_t word = next();
    if (count < 32) word >>= 32 - count;
    out[i / 2] |= Limb{word} << (i % 2 * 32);
    count -= count < 32 ? count : 32;
  }
  size_t used = length;
  while (used != 0 && out[used - 1] == 0)
    --used;
  return static_cast<SignedLength>(used);
}

}  // namespace taipan::numbers
