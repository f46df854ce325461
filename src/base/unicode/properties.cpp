// base/unicode/properties.cpp -- reads property records.
//
// Room       Unicode data; the contract is in properties.h.
// In / out   property_tables.inc, generated in the build tree.
// Tests      tests/unit/base/unicode/properties_test.cpp, tests/differential/base/compare_unicode.py
#include "base/unicode/properties.h"

#include "base/unicode/property_record.h"

namespace taipan::unicode {

namespace {

#include "base/unicode/property_tables.inc"

constexpr const Record& find_record(char32_t c) {
  return kRecords[find_in_trie<kRecordShift>(kRecordBlocks, kRecordValues, c)];
}

constexpr Latin1Tables make_latin1_tables() {
  Latin1Tables tables{};
  for (char32_t c = 0; c < 256; ++c) {
    tables.flags[c] = find_record(c).flags;
    tables.lower[c] = static_cast<uint8_t>(c + static_cast<uint32_t>(find_record(c).lower));
  }
  return tables;
}

constexpr std::string_view kCategoryNames[] = {
#define UNICODE_CATEGORY(enumerator, text, meaning) text,
#include "base/unicode/property_values.def"
};
constexpr std::string_view kBidirectionalNames[] = {
#define UNICODE_BIDIRECTIONAL(enumerator, text, meaning) text,
#include "base/unicode/property_values.def"
};
constexpr std::string_view kWidthNames[] = {
#define UNICODE_WIDTH(enumerator, text, meaning) text,
#include "base/unicode/property_values.def"
};

CaseMapping expand(const char16_t (&text)[3]) {
  const uint8_t length = text[1] == 0 ? 1 : text[2] == 0 ? 2 : 3;
  return {{text[0], text[1], text[2]}, length};
}

char32_t shifted(char32_t c, int32_t distance) { return c + static_cast<uint32_t>(distance); }

}  // namespace

constinit const Latin1Tables kLatin1 = make_latin1_tables();

const Record& record_of(char32_t c) { return find_record(c <= kMaxCodePoint ? c : kMaxCodePoint); }
double numeric_value_at(uint8_t index) { return kNumericValues[index]; }

uint32_t flags_of_wide(char32_t c) { return record_of(c).flags; }

std::string_view name_of(Category category) { return kCategoryNames[static_cast<size_t>(category)]; }
std::string_view name_of(Bidirectional value) { return kBidirectionalNames[static_cast<size_t>(value)]; }
std::string_view name_of(EastAsianWidth width) { return kWidthNames[static_cast<size_t>(width)]; }

Category category(char32_t c) { return static_cast<Category>(record_of(c).category); }
Bidirectional bidirectional(char32_t c) { return static_cast<Bidirectional>(record_of(c).bidirectional); }
EastAsianWidth east_asian_width(char32_t c) { return static_cast<EastAsianWidth>(record_of(c).width); }
uint8_t combining(char32_t c) { return record_of(c).combining; }

int decimal_value(char32_t c) { return record_of(c).decimal; }
int digit_value(char32_t c) { return record_of(c).digit; }

bool numeric_value(char32_t c, double& value) {
  const Record& record = record_of(c);
  if ((record.flags & flag::kNumeric) == 0) return false;
  value = numeric_value_at(record.numeric);
  return true;
}

char32_t simple_lower(char32_t c) { return shifted(c, record_of(c).lower); }
char32_t simple_upper(char32_t c) { return shifted(c, record_of(c).upper); }
char32_t simple_title(char32_t c) { return shifted(c, record_of(c).title); }

CaseMapping full_lower(char32_t c) {
  const Record& record = record_of(c);
  if (record.full_case != 0) return expand(kFullCases[record.full_case].lower);
  return {{shifted(c, record.lower)}, 1};
}

CaseMapping full_upper(char32_t c) {
  const Record& record = record_of(c);
  if (record.full_case != 0) return expand(kFullCases[record.full_case].upper);
  return {{shifted(c, record.upper)}, 1};
}

CaseMapping full_title(char32_t c) {
  const Record& record = record_of(c);
  if (record.full_case != 0) return expand(kFullCases[record.full_case].title);
  return {{shifted(c, record.title)}, 1};
}

CaseMapping full_fold(char32_t c) {
  const Record& record = record_of(c);
  if (record.full_case != 0) return expand(kFullCases[record.full_case].fold);
  return {{shifted(c, record.fold)}, 1};
}

}  // namespace taipan::unicode
