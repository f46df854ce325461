// base/unicode/case_mapping.cpp -- full case mappings of whole texts.
//
// Room       Unicode data; the contract is in case_mapping.h.
// Tests      tests/unit/base/unicode/case_mapping_test.cpp, tests/differential/base/compare_unicode.py
#include "base/unicode/case_mapping.h"

#include "base/unicode/properties.h"

namespace taipan::unicode {

using text::CharWidth;
using text::TextBuffer;
using text::TextView;

namespace {

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kFinalSigma = 0x3C2;
constexpr char32_t kSmallSigma = 0x3C3;

void append_mapping(TextBuffer& out, const CaseMapping& mapping) {
  out.append(mapping.characters[0]);
  for (int i = 1; i < mapping.length; ++i) out.append(mapping.characters[i]);
}

template <typename Char>
bool ends_word(const Char* chars, size_t length, size_t index) {
  size_t before = index;
  while (before > 0 && is_case_ignorable(chars[before - 1])) --before;
  if (before == 0 || !is_cased(chars[before - 1])) return false;
  size_t after = index + 1;
  while (after < length && is_case_ignorable(chars[after])) ++after;
  return after == length || !is_cased(chars[after]);
}

template <typename Char>
void append_lower_character(TextBuffer& out, const Char* chars, size_t length, size_t index) {
  const char32_t c = chars[index];
  if (c < 0x100) return out.append(kLatin1.lower[c]);
  if (c == kCapitalSigma) return out.append(ends_word(chars, length, index) ? kFinalSigma : kSmallSigma);
  append_mapping(out, full_lower(c));
}

// Calls `visit(chars, index)` for each character.
template <typename Visitor>
void for_each(TextView text, Visitor&& visitor) {
  text.visit([&](const auto* chars) {
    for (size_t i = 0; i < text.length; ++i) visitor(chars, i);
  });
}

}  // namespace

bool is_final_sigma(TextView text, size_t index) {
  return text.visit([&](const auto* chars) { return ends_word(chars, text.length, index); });
}

void append_lower(TextBuffer& out, TextView text) {
  if (!out.reserve(text.length)) return;
  for_each(text, [&](const auto* chars, size_t i) { append_lower_character(out, chars, text.length, i); });
}

void append_upper(TextBuffer& out, TextView text) {
  if (!out.reserve(text.length)) return;
  for_each(text, [&](const auto* chars, size_t i) {
    const char32_t c = chars[i];
    if (c < 0x80) return out.append(c - U'a' < 26 ? c - 0x20 : c);
    append_mapping(out, full_upper(c));
  });
}

void append_folded(TextBuffer& out, TextView text) {
  if (!out.reserve(text.length)) return;
  for_each(text, [&](const auto* chars, size_t i) {
    const char32_t c = chars[i];
    if (c < 0x80) return out.append(c - U'A' < 26 ? c + 0x20 : c);
    append_mapping(out, full_fold(c));
  });
}

void append_swapped(TextBuffer& out, TextView text) {
  if (!out.reserve(text.length)) return;
  for_each(text, [&](const auto* chars, size_t i) {
    const char32_t c = chars[i];
    const uint32_t flags = flags_of(c);
    if (flags & flag::kUpper) return append_lower_character(out, chars, text.length, i);
    if (flags & flag::kLower) return append_mapping(out, full_upper(c));
    out.append(c);
  });
}

void append_capitalized(TextBuffer& out, TextView text) {
  if (!out.reserve(text.length)) return;
  for_each(text, [&](const auto* chars, size_t i) {
    if (i == 0) return append_mapping(out, full_title(chars[0]));
    append_lower_character(out, chars, text.length, i);
  });
}

void append_titled(TextBuffer& out, TextView text) {
  if (!out.reserve(text.length)) return;
  bool after_cased = false;
  for_each(text, [&](const auto* chars, size_t i) {
    const char32_t c = chars[i];
    if (after_cased) {
      append_lower_character(out, chars, text.length, i);
    } else {
      append_mapping(out, full_title(c));
    }
    after_cased = is_cased(c);
  });
}

void lower_ascii(uint8_t* to, const uint8_t* from, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const uint8_t c = from[i];
    to[i] = static_cast<uint8_t>(c + (static_cast<uint8_t>(c - 'A') < 26 ? 0x20 : 0));
  }
}

void upper_ascii(uint8_t* to, const uint8_t* from, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const uint8_t c = from[i];
    to[i] = static_cast<uint8_t>(c - (static_cast<uint8_t>(c - 'a') < 26 ? 0x20 : 0));
  }
}

void lower_latin1(uint8_t* to, const uint8_t* from, size_t count) {
  for (size_t i = 0; i < count; ++i) to[i] = kLatin1.lower[from[i]];
}

}  // namespace taipan::unicode
