// base/text/text_view.h -- a run of code points stored in 1, 2 or 4 bytes each.
//
// Room       Text. Knows memory; knows no VM string.
// Tests      tests/unit/base/text/text_buffer_test.cpp
//
// All text functions of this layer take such a view. A string of width One holds U+0000..U+00FF (Latin-1), one of width
// Two U+0000..U+FFFF, one of width Four anything; surrogates are code points like any other and never form pairs. The
// functions below expect *canonical* views, where the width is the smallest that will do, only where they say so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace taipan::text {

enum class CharWidth : uint8_t { One = 1, Two = 2, Four = 4 };

// The smallest width for text whose code points, or'ed together, are `bits`.
constexpr CharWidth width_for_bits(char32_t bits) {
  return bits < 0x100 ? CharWidth::One : bits < 0x10000 ? CharWidth::Two : CharWidth::Four;
}

template <typename Char>
constexpr CharWidth kWidthOf = static_cast<CharWidth>(sizeof(Char));

// Two words, so that a view travels in registers.
struct TextView {
  const void* data = nullptr;
  size_t length : 61 = 0;  // in code points
  CharWidth width : 3 = CharWidth::One;

  constexpr TextView() = default;
  constexpr TextView(const void* start, size_t count, CharWidth char_width)
      : data(start), length(count), width(char_width) {}
  TextView(const uint8_t* start, size_t count) : data(start), length(count), width(CharWidth::One) {}
  TextView(const char16_t* start, size_t count) : data(start), length(count), width(CharWidth::Two) {}
  TextView(const char32_t* start, size_t count) : data(start), length(count), width(CharWidth::Four) {}
  TextView(const uint16_t* start, size_t count) : data(start), length(count), width(CharWidth::Two) {}
  TextView(const uint32_t* start, size_t count) : data(start), length(count), width(CharWidth::Four) {}
  TextView(std::string_view latin1) : data(latin1.data()), length(latin1.size()), width(CharWidth::One) {}
  TextView(std::u16string_view text) : data(text.data()), length(text.size()), width(CharWidth::Two) {}
  TextView(std::u32string_view text) : data(text.data()), length(text.size()), width(CharWidth::Four) {}

  const uint8_t* chars1() const { return static_cast<const uint8_t*>(data); }
  const char16_t* chars2() const { return static_cast<const char16_t*>(data); }
  const char32_t* chars4() const { return static_cast<const char32_t*>(data); }

  char32_t at(size_t index) const {
    switch (width) {
      case CharWidth::One: return chars1()[index];
      case CharWidth::Two: return chars2()[index];
      default: return chars4()[index];
    }
  }

  TextView substring(size_t start, size_t end) const {
    return {static_cast<const char*>(data) + start * static_cast<size_t>(width), end - start, width};
  }

  // Calls `visitor` with a typed pointer to the first code point: one instantiation for each width.
  template <typename Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    switch (width) {
      case CharWidth::One: return visitor(chars1());
      case CharWidth::Two: return visitor(chars2());
      default: return visitor(chars4());
    }
  }
};

static_assert(sizeof(TextView) == 16);

// Copies code points into wider or equal units (or narrower ones that are known to fit).
template <typename To, typename From>
inline void copy_chars(To* to, const From* from, size_t count) {
  if constexpr (sizeof(To) == sizeof(From)) {
    if (count != 0) std::memcpy(to, from, count * sizeof(To));
  } else {
    for (size_t i = 0; i < count; ++i) to[i] = static_cast<To>(from[i]);
  }
}

}  // namespace taipan::text
