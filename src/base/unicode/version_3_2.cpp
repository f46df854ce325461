// base/unicode/version_3_2.cpp -- reads the records of Unicode 3.2.0.
//
// Room       Unicode data; the contract is in version_3_2.h.
// In / out   version_3_2_tables.inc, generated in the build tree.
// Tests      tests/differential/base/compare_unicode.py
#include "base/unicode/version_3_2.h"

#include "base/unicode/property_record.h"

namespace taipan::unicode {

namespace {

struct Correction {
  char32_t character;
  char32_t decomposed;
};

#include "base/unicode/version_3_2_tables.inc"

const OldRecord& old_record_of(char32_t c) {
  const char32_t index = c <= kMaxCodePoint ? c : kMaxCodePoint;
  return kOldRecords[find_in_trie<kOldRecordShift>(kOldRecordBlocks, kOldRecordValues, index)];
}

}  // namespace

bool is_assigned_3_2(char32_t c) { return category_3_2(c) != Category::Cn; }
Category category_3_2(char32_t c) { return static_cast<Category>(old_record_of(c).category); }
Bidirectional bidirectional_3_2(char32_t c) { return static_cast<Bidirectional>(old_record_of(c).bidirectional); }
EastAsianWidth east_asian_width_3_2(char32_t c) { return static_cast<EastAsianWidth>(old_record_of(c).width); }
uint8_t combining_3_2(char32_t c) { return old_record_of(c).combining; }
bool is_mirrored_3_2(char32_t c) { return old_record_of(c).mirrored != 0; }
int decimal_value_3_2(char32_t c) { return old_record_of(c).decimal; }
int digit_value_3_2(char32_t c) { return old_record_of(c).digit; }

bool numeric_value_3_2(char32_t c, double& value) {
  const uint8_t index = old_record_of(c).numeric;
  if (index == 0) return false;
  value = numeric_value_at(index);
  return true;
}

char32_t corrected_decomposition_3_2(char32_t c) {
  if (c < 0x2F868 || c > 0x2F9BF) return 0;
  for (const Correction& correction : kCorrections) {
    if (correction.character == c) return correction.decomposed;
  }
  return 0;
}

}  // namespace taipan::unicode
