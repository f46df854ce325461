// base/unicode/properties.h -- what Unicode 14.0.0 says of single characters.
//
// Room       Unicode data. Knows code points; knows no strings, no VM.
// In / out   A code point in (any value below 0x110000, surrogates included; larger ones read as unassigned), a
//            property out. Nothing allocates, nothing needs to be initialised: all tables are constant.
// Tests      tests/unit/base/unicode/properties_test.cpp; every code point: tests/differential/base/compare_unicode.py
//
// A two-stage table leads from a code point to one of some 1300 records. Latin-1 has its own byte-indexed tables, which
// the inline predicates read directly: c < 256 costs one load.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace taipan::unicode {

enum class Category : uint8_t {
#define UNICODE_CATEGORY(enumerator, text, meaning) enumerator,
#include "base/unicode/property_values.def"
};
enum class Bidirectional : uint8_t {
#define UNICODE_BIDIRECTIONAL(enumerator, text, meaning) enumerator,
#include "base/unicode/property_values.def"
};
enum class EastAsianWidth : uint8_t {
#define UNICODE_WIDTH(enumerator, text, meaning) enumerator,
#include "base/unicode/property_values.def"
};

// The short names used by the standard: "Lu", "AL", "Na". Bidirectional::None is the empty text.
std::string_view name_of(Category category);
std::string_view name_of(Bidirectional bidirectional);
std::string_view name_of(EastAsianWidth width);

// Bits of a record, see property_values.def.
namespace flag {
enum Position : uint32_t {
#define UNICODE_FLAG(enumerator, text, meaning) k##enumerator##Position,
#include "base/unicode/property_values.def"
};
#define UNICODE_FLAG(enumerator, text, meaning) constexpr uint32_t k##enumerator = 1u << k##enumerator##Position;
#include "base/unicode/property_values.def"
}  // namespace flag

constexpr char32_t kMaxCodePoint = 0x10FFFF;
constexpr char32_t kReplacementCharacter = 0xFFFD;

constexpr bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }
constexpr bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDBFF; }
constexpr bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c <= 0xDFFF; }
constexpr char32_t join_surrogates(char32_t high, char32_t low) {
  return 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF);
}
constexpr char32_t high_surrogate_of(char32_t c) { return 0xD800 + ((c - 0x10000) >> 10); }
constexpr char32_t low_surrogate_of(char32_t c) { return 0xDC00 + (c & 0x3FF); }

// --- yes or no ------------------------------------------------------------------------------------------------------

// The flags of Latin-1 characters, and of any character. Made from the same records at compile time.
struct Latin1Tables {
  uint32_t flags[256];
  uint8_t lower[256];  // full lowercase mapping: always Latin-1, always one character
};
extern const Latin1Tables kLatin1;
uint32_t flags_of_wide(char32_t c);

inline uint32_t flags_of(char32_t c) { return c < 256 ? kLatin1.flags[c] : flags_of_wide(c); }
inline bool has_any(char32_t c, uint32_t flags) { return (flags_of(c) & flags) != 0; }

inline bool is_alpha(char32_t c) { return has_any(c, flag::kAlpha); }
inline bool is_decimal(char32_t c) { return has_any(c, flag::kDecimal); }
inline bool is_digit(char32_t c) { return has_any(c, flag::kDigit); }
inline bool is_numeric(char32_t c) { return has_any(c, flag::kNumeric); }
inline bool is_alnum(char32_t c) { return has_any(c, flag::kAlpha | flag::kDecimal | flag::kDigit | flag::kNumeric); }
inline bool is_space(char32_t c) { return has_any(c, flag::kSpace); }
inline bool is_line_break(char32_t c) { return has_any(c, flag::kLineBreak); }
inline bool is_printable(char32_t c) { return has_any(c, flag::kPrintable); }
inline bool is_lower(char32_t c) { return has_any(c, flag::kLower); }
inline bool is_upper(char32_t c) { return has_any(c, flag::kUpper); }
inline bool is_title(char32_t c) { return has_any(c, flag::kTitle); }
inline bool is_cased(char32_t c) { return has_any(c, flag::kCased); }
inline bool is_case_ignorable(char32_t c) { return has_any(c, flag::kCaseIgnorable); }
inline bool is_mirrored(char32_t c) { return has_any(c, flag::kMirrored); }
// Identifiers: XID_Start and XID_Continue of the standard. The underscore is only in the second; a language that lets
// it begin a name says so itself.
inline bool is_xid_start(char32_t c) { return has_any(c, flag::kXidStart); }
inline bool is_xid_continue(char32_t c) { return has_any(c, flag::kXidContinue); }

constexpr bool is_ascii_digit(char32_t c) { return c - U'0' < 10; }
constexpr bool is_ascii_alpha(char32_t c) { return (c | 0x20) - U'a' < 26; }
// The value of a hexadecimal digit, or -1.
constexpr int hex_digit_value(char32_t c) {
  if (is_ascii_digit(c)) return static_cast<int>(c - U'0');
  const char32_t letter = (c | 0x20) - U'a';
  return letter < 6 ? static_cast<int>(letter) + 10 : -1;
}

// --- values ---------------------------------------------------------------------------------------------------------

Category category(char32_t c);
Bidirectional bidirectional(char32_t c);
EastAsianWidth east_asian_width(char32_t c);
uint8_t combining(char32_t c);  // canonical combining class

// -1 if the character has no such value.
int decimal_value(char32_t c);
int digit_value(char32_t c);
// False if the character has no numeric value.
bool numeric_value(char32_t c, double& value);

// --- case mappings of one character ---------------------------------------------------------------------------------

// One character to one character, without context: what a case-insensitive match compares. Where the full mapping is
// longer and Unicode has no single character, as for the uppercase of U+00DF, this is the first of it (as in CPython).
char32_t simple_lower(char32_t c);
char32_t simple_upper(char32_t c);
char32_t simple_title(char32_t c);

// One character to between one and three. Words' final sigma is in case_mapping.h.
struct CaseMapping {
  char32_t characters[3];
  uint8_t length;
};
CaseMapping full_lower(char32_t c);
CaseMapping full_upper(char32_t c);
CaseMapping full_title(char32_t c);
CaseMapping full_fold(char32_t c);

}  // namespace taipan::unicode
