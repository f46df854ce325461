// base/numbers/mersenne_twister.h -- the random number generator MT19937 of Matsumoto and Nishimura.
//
// Room       Base.
// Tests      tests/unit/base/numbers/mersenne_twister_test.cpp, tests/differential/numbers/
//
// The state is 624 words and a position. Words are made 624 at a time and tempered on their way out. Seeding from an
// integer and the making of doubles and long integers follow the reference code and CPython, so that equal seeds give
// equal sequences there and here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/numbers/limbs.h"

namespace taipan::numbers {

class MersenneTwister {
 public:
  static constexpr size_t kStateWords = 624;

  // Seeded with the magnitude of an integer of any size; its sign does not matter.
  void seed(IntegerView value);
  void seed(const uint32_t* key, size_t length);

  // 32 random bits.
  uint32_t next() {
    if (position_ == kStateWords) refill();
    uint32_t word = state_[position_++];
    word ^= word >> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return word ^ (word >> 18);
  }

  // A multiple of 2^-53 in [0, 1).
  double next_double() {
    const uint32_t high = next() >> 5;
    const uint32_t low = next() >> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  // An integer of `count` random bits: `out` has room for count / 64 + 1 limbs. Words fill it from the lowest on, and
  // the last one gives its high bits.
  SignedLength next_bits(Limb* out, uint64_t count);

  const std::array<uint32_t, kStateWords>& state() const { return state_; }
  // From 0 to kStateWords: how many words of the state are used up.
  uint32_t position() const { return static_cast<uint32_t>(position_); }
  void set_state(const std::array<uint32_t, kStateWords>& state, uint32_t position) {
    state_ = state;
    position_ = position;
  }

 private:
  void seed_with_word(uint32_t word);
  void refill();

  std::array<uint32_t, kStateWords> state_{};
  size_t position_ = kStateWords;
};

}  // namespace taipan::numbers
