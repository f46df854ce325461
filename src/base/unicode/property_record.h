// base/unicode/property_record.h -- the row types of property_tables.inc, and the way to a row.
//
// Room       Unicode data, private to this folder.
// Rules      tools/generate_unicode.py writes aggregates in this order of members.
#pragma once

#include <cstdint>

namespace taipan::unicode {

// What all characters of one kind share. Case mappings are distances from the character itself.
struct Record {
  uint32_t flags;
  uint8_t category;
  uint8_t bidirectional;
  uint8_t combining;
  uint8_t width;
  int8_t decimal;       // -1: none
  int8_t digit;         // -1: none
  uint8_t numeric;      // index of kNumericValues; 0: none
  uint8_t full_case;    // index of kFullCases; 0: each mapping is one character, found by the distances
  int32_t lower;
  int32_t upper;
  int32_t title;
  int32_t fold;
};

// Mappings of a character of which at least one is longer than a character; unused places are 0.
struct FullCase {
  char16_t lower[3];
  char16_t upper[3];
  char16_t title[3];
  char16_t fold[3];
};

// What Unicode 3.2.0 said of a character.
struct OldRecord {
  uint8_t category;
  uint8_t bidirectional;
  uint8_t combining;
  uint8_t width;
  int8_t decimal;
  int8_t digit;
  uint8_t numeric;  // index of kNumericValues; 0: none
  uint8_t mirrored;
};

// The value for `c` in a two-stage table.
template <int kShift, typename Block, typename Value>
constexpr Value find_in_trie(const Block* blocks, const Value* values, char32_t c) {
  return values[(static_cast<uint32_t>(blocks[c >> kShift]) << kShift) + (c & ((1u << kShift) - 1))];
}

const Record& record_of(char32_t c);
double numeric_value_at(uint8_t index);

}  // namespace taipan::unicode
