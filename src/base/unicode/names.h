// base/unicode/names.h -- names of characters, and characters by name.
//
// Room       Unicode data.
// In / out   name_of writes into a buffer of the caller; lookup_name takes a name in any mixture of capitals and small
//            letters (algorithmic names of Hangul syllables and unified ideographs in capitals only, as Python has it).
// Tests      tests/unit/base/unicode/names_test.cpp, tests/differential/base/compare_unicode.py
//
// Aliases (LINE FEED, NBSP) and named sequences (KEYCAP DIGIT ONE) are found by lookup_name but name no character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/unicode/normalization.h"

namespace taipan::unicode {

constexpr size_t kMaxNameLength = 128;
struct NameBuffer {
  char text[kMaxNameLength];
};

// The name of `c`, valid as long as `buffer`; empty if it has none (controls, surrogates, private use, unassigned).
std::string_view name_of(char32_t c, NameBuffer& buffer, Version version = Version::Current);

enum class NameScope : uint8_t {
  Characters,              // names and aliases: always one character, as in \N{...}
  CharactersAndSequences,  // named sequences too
};
struct NamedCharacters {
  char32_t characters[4];
  uint8_t length;  // 1 but for named sequences
};
std::optional<NamedCharacters> lookup_name(std::string_view name, NameScope scope = NameScope::Characters,
                                           Version version = Version::Current);

}  // namespace taipan::unicode
