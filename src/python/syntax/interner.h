// python/syntax/interner.h -- one copy of each identifier of a source.
//
// Room       Syntax.
// Tests      tests/unit/python/syntax/interner_test.cpp
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace taipan::syntax {

// Maps equal texts to the same view. The views that come in must live as long as those that go out.
class Interner final {
 public:
  std::string_view intern(std::string_view text) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    for (size_t at = hash(text) & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      std::string_view& slot = slots_[at];
      if (slot.data() == nullptr) {
        ++count_;
        return slot = text;
      }
      if (slot == text) return slot;
    }
  }

 private:
  static size_t hash(std::string_view text) {
    uint64_t value = text.size() * 0x9E3779B97F4A7C15u;
    size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
      uint64_t word;
      std::memcpy(&word, text.data() + at, 8);
      value = mix(value ^ word);
    }
    uint64_t rest = 0;
    for (; at < text.size(); ++at) rest = (rest << 8) | static_cast<unsigned char>(text[at]);
    return mix(value ^ rest);
  }
  static uint64_t mix(uint64_t value) {
    value *= 0xFF51AFD7ED558CCDu;
    return value ^ (value >> 32);
  }

  void grow() {
    std::vector<std::string_view> old(slots_.empty() ? 64 : 2 * slots_.size());
    old.swap(slots_);
    count_ = 0;
    for (std::string_view text : old) {
      if (text.data() != nullptr) intern(text);
    }
  }

  std::vector<std::string_view> slots_;
  size_t count_ = 0;
};

}  // namespace taipan::syntax
