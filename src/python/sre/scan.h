// python/sre/scan.h -- the tight loops: runs of one kind of character, and searches for characters and literals.
//
// Room       Regular expressions. Private to the engine.
// Tests      tests/unit/python/sre/matcher_test.cpp
#pragma once

#include <cstdint>
#include <cstring>
#include <cwchar>

#include "python/sre/program.h"

namespace taipan::sre {

template <typename Char>
inline bool class_contains(const CharacterClass& set, Char c) {
  if constexpr (sizeof(Char) == 1) {
    return set.low()[c] != 0;
  } else {
    return set.contains(c);
  }
}

template <typename Char>
inline uint8_t look_up(const LookTable& look, Char c) {
  if constexpr (sizeof(Char) == 1) {
    return look.low[c];
  } else {
    return c < 256 ? look.low[c] : look.wide;
  }
}

// The first `wanted` in [from, limit), or limit.
template <typename Char>
inline const Char* find_character(const Char* from, const Char* limit, uint32_t wanted) {
  if (from >= limit) return limit;
  if constexpr (sizeof(Char) == 1) {
    if (wanted > 0xFF) return limit;
    const void* found = std::memchr(from, static_cast<int>(wanted), static_cast<size_t>(limit - from));
    return found == nullptr ? limit : static_cast<const Char*>(found);
  } else if constexpr (sizeof(Char) == sizeof(wchar_t)) {
    const wchar_t* found = std::wmemchr(reinterpret_cast<const wchar_t*>(from), static_cast<wchar_t>(wanted),
                                        static_cast<size_t>(limit - from));
    return found == nullptr ? limit : reinterpret_cast<const Char*>(found);
  } else {
    // Blocks that the compiler turns into vector compares; the block that has a hit is then looked through.
    const Char* p = from;
    for (; limit - p >= 16; p += 16) {
      uint32_t hit = 0;
      for (int i = 0; i < 16; ++i)
        hit |= static_cast<uint32_t>(p[i] == wanted);
      if (hit != 0) break;
    }
    while (p < limit && *p != wanted)
      ++p;
    return p;
  }
}

// The last `wanted` in [from, limit), or null.
template <typename Char>
inline const Char* find_last_character(const Char* from, const Char* limit, uint32_t wanted) {
  if constexpr (sizeof(Char) == 1) {
    if (from >= limit || wanted > 0xFF) return nullptr;
    return static_cast<const Char*>(memrchr(from, static_cast<int>(wanted), static_cast<size_t>(limit - from)));
  } else {
    while (limit > from) {
      if (*--limit == wanted) return limit;
    }
    return nullptr;
  }
}

// Where the run of characters that satisfy `is_member` ends.
template <typename Char, typename Predicate>
inline const Char* skip_while(const Char* from, const Char* limit, Predicate&& is_member) {
  while (limit - from >= 4) {
    if (!is_member(from[0])) return from;
    if (!is_member(from[1])) return from + 1;
    if (!is_member(from[2])) return from + 2;
    if (!is_member(from[3])) return from + 3;
    from += 4;
  }
  while (from < limit && is_member(*from))
    ++from;
  return from;
}

// Where the run of units that `loop` repeats ends.
template <typename Char>
inline const Char* skip_units(const Instruction& loop, const Char* from, const Char* limit) {
  switch (loop.unit) {
    case Unit::Class: {
      const CharacterClass& set = *loop.set;
      return skip_while(from, limit, [&](Char c) { return class_contains(set, c); });
    }
    case Unit::Any:
      return find_character(from, limit, '\n');
    case Unit::AnyAll:
      return limit;
    case Unit::Character: {
      const uint32_t wanted = loop.value;
      return skip_while(from, limit, [&](Char c) { return c == wanted; });
    }
    case Unit::NotCharacter:
      return find_character(from, limit, loop.value);
    case Unit::ClassInLocale: {
      const CharacterClass& set = *loop.set;
      return skip_while(from, limit, [&](Char c) { return set.contains_in_locale(c); });
    }
  }
  return from;
}

template <typename Char>
inline bool is_unit(const Instruction& loop, Char c) {
  switch (loop.unit) {
    case Unit::Class:
      return class_contains(*loop.set, c);
    case Unit::Any:
      return c != '\n';
    case Unit::AnyAll:
      return true;
    case Unit::Character:
      return c == loop.value;
    case Unit::NotCharacter:
      return c != loop.value;
    case Unit::ClassInLocale:
      return loop.set->contains_in_locale(c);
  }
  return false;
}

// The first place in [from, limit) where the characters of `literal` (at least two, not more than there are) begin and
// fit, or null. Looks for the character at `rarest`; a subject where that is frequent is left to memmem.
template <typename Char>
inline const Char* find_literal(const Char* from, const Char* limit, const Char* literal, size_t length,
                                size_t rarest) {
  const Char* last = limit - length + 1;
  int64_t misses_allowed = 8;
  for (const Char* start = from; from < last; ++from) {
    from = find_character(from + rarest, last + rarest, literal[rarest]) - rarest;
    if (from >= last) return nullptr;
    if (std::memcmp(from, literal, length * sizeof(Char)) == 0) return from;
    if constexpr (sizeof(Char) == 1) {
      if (--misses_allowed + (from - start) / 32 < 0) {
        return static_cast<const Char*>(memmem(from, static_cast<size_t>(limit - from), literal, length));
      }
    }
  }
  return nullptr;
}

}  // namespace taipan::sre
