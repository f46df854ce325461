// base/unicode/names.cpp -- packed names of characters.
//
// Room       Unicode data; the contract is in names.h.
// In / out   name_tables.inc, made by tools/generate_unicode_names.py in the build tree.
// Tests      tests/unit/base/unicode/names_test.cpp, tests/differential/base/compare_unicode.py
//
// How 33,000 names take half a megabyte. A name is a row of words; words are numbered by frequency and written as one
// byte, rarer ones as two, a zero ending the name:
//
//   kNameStream   [ 3 1 203 17 0 | 3 1 2 9 0 | ... ]     names in order of code points, then those of extra names
//   kNameBlocks   for each 32 code points that have a listed name: which ones (a mask), how many names came before
//                 (the ordinal of its first name), and where its names begin in the stream
//   kWordPlaces   where each word begins in kLetters; the next word's beginning is its end
//   kNameSlots    a hash table, open addressing, of ordinals; ordinals past kListedNames are kExtraNames
//
// A name is found by skipping at most 31 names in its block; a lookup hashes, spells the candidates and compares. Names
// made of a prefix and the number of the character (ideographs) and Hangul syllables are not listed but computed.
#include "base/unicode/names.h"

#include <bit>
#include <cstring>

#include "base/unicode/properties.h"
#include "base/unicode/version_3_2.h"

namespace taipan::unicode {

namespace {

struct NumberedRange {
  char32_t first;
  char32_t last;
  std::string_view prefix;
  bool capitals_only;
};

struct NameBlock {
  uint32_t number;   // code point / 32
  uint32_t ordinal;  // of the first name in it
  uint32_t place;    // in kNameStream
  uint32_t mask;     // bit i: code point 32 * number + i has a name
};

struct ExtraName {
  uint32_t place;
  char32_t characters[4];
};

#include "base/unicode/name_tables.inc"

constexpr uint32_t kSlotCount = sizeof(kNameSlots) / sizeof(kNameSlots[0]);
constexpr uint16_t kEmptySlot = 0xFFFF;

constexpr char32_t kSyllableBase = 0xAC00;
constexpr uint32_t kLeadCount = 19, kVowelCount = 21, kTailCount = 28;
constexpr std::string_view kSyllablePrefix = "HANGUL SYLLABLE ";
constexpr std::string_view kIdeographPrefix = "CJK UNIFIED IDEOGRAPH-";
constexpr std::string_view kLeads[kLeadCount] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S",
                                                 "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
constexpr std::string_view kVowels[kVowelCount] = {"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE",
                                                   "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"};
constexpr std::string_view kTails[kTailCount] = {"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG",
                                                 "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
                                                 "SS", "NG", "J", "C", "K", "T", "P", "H"};

class NameWriter {
 public:
  explicit NameWriter(NameBuffer& buffer) : buffer_(buffer) {}
  void append(std::string_view text) {
    std::memcpy(buffer_.text + length_, text.data(), text.size());
    length_ += text.size();
  }
  void append_hex(char32_t value) {
    const int digits = value > 0xFFFF ? 5 : 4;
    for (int i = digits - 1; i >= 0; --i) buffer_.text[length_++] = "0123456789ABCDEF"[value >> (4 * i) & 0xF];
  }
  bool is_empty() const { return length_ == 0; }
  std::string_view view() const { return {buffer_.text, length_}; }

 private:
  NameBuffer& buffer_;
  size_t length_ = 0;
};

void spell(uint32_t place, NameWriter& out) {
  while (kNameStream[place] != 0) {
    uint32_t word = kNameStream[place++];
    word = word < kFirstDouble ? word - 1 : (word - kFirstDouble) * 256 + kNameStream[place++] + (kFirstDouble - 1);
    if (!out.is_empty()) out.append(" ");
    out.append({kLetters + kWordPlaces[word], kWordPlaces[word + 1] - kWordPlaces[word]});
  }
}

uint32_t skip_names(uint32_t place, uint32_t count) {
  for (; count > 0; --count) {
    while (kNameStream[place] != 0) place += kNameStream[place] < kFirstDouble ? 1 : 2;
    ++place;
  }
  return place;
}

// The last block of which `key(block)` is at most `wanted`, or null.
template <typename Key>
const NameBlock* find_block(uint32_t wanted, Key key) {
  size_t low = 0, high = sizeof(kNameBlocks) / sizeof(kNameBlocks[0]);
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (key(kNameBlocks[middle]) <= wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? nullptr : &kNameBlocks[low - 1];
}

char32_t character_with_ordinal(uint32_t ordinal) {
  const NameBlock* block = find_block(ordinal, [](const NameBlock& b) { return b.ordinal; });
  uint32_t mask = block->mask;
  for (uint32_t i = block->ordinal; i < ordinal; ++i) mask &= mask - 1;
  return block->number * 32 + static_cast<uint32_t>(std::countr_zero(mask));
}

const NumberedRange* find_numbered_range(char32_t c) {
  for (const NumberedRange& range : kNumberedRanges) {
    if (c >= range.first && c <= range.last) return &range;
  }
  return nullptr;
}

// --- lookup ---------------------------------------------------------------------------------------------------------

constexpr char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c; }

bool equal_ignoring_case(std::string_view capitals, std::string_view name) {
  if (capitals.size() != name.size()) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    if (capitals[i] != capital(name[i])) return false;
  }
  return true;
}

// The generator has the same function.
uint32_t hash_name(std::string_view name) {
  uint32_t hash = 0x811C9DC5;
  for (const char c : name) hash = (hash ^ static_cast<uint8_t>(capital(c))) * 0x01000193;
  return (hash ^ hash >> 16) % kSlotCount;
}

// The longest of `parts` that `text` begins with; -1 if there is none.
template <size_t kCount>
int longest_prefix(std::string_view text, const std::string_view (&parts)[kCount]) {
  int best = -1;
  for (size_t i = 0; i < kCount; ++i) {
    if (text.starts_with(parts[i]) && (best < 0 || parts[i].size() > parts[static_cast<size_t>(best)].size())) {
      best = static_cast<int>(i);
    }
  }
  return best;
}

std::optional<char32_t> find_syllable(std::string_view text) {
  const int lead = longest_prefix(text, kLeads);
  if (lead < 0) return std::nullopt;
  text.remove_prefix(kLeads[lead].size());
  const int vowel = longest_prefix(text, kVowels);
  if (vowel < 0) return std::nullopt;
  text.remove_prefix(kVowels[vowel].size());
  const int tail = longest_prefix(text, kTails);
  if (tail < 0 || text.size() != kTails[tail].size()) return std::nullopt;
  return kSyllableBase + (static_cast<uint32_t>(lead) * kVowelCount + static_cast<uint32_t>(vowel)) * kTailCount +
         static_cast<uint32_t>(tail);
}

std::optional<char32_t> parse_capital_hex(std::string_view digits) {
  if (digits.size() != 4 && digits.size() != 5) return std::nullopt;
  char32_t value = 0;
  for (const char c : digits) {
    if (c >= 'a') return std::nullopt;
    const int digit = hex_digit_value(static_cast<unsigned char>(c));
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<uint32_t>(digit);
  }
  return value;
}

std::optional<char32_t> find_numbered(std::string_view name) {
  NameBuffer buffer;
  for (const NumberedRange& range : kNumberedRanges) {
    if (range.capitals_only || name.size() <= range.prefix.size()) continue;
    if (!equal_ignoring_case(range.prefix, name.substr(0, range.prefix.size()))) continue;
    char32_t value = 0;
    for (const char c : name.substr(range.prefix.size())) {
      const int digit = hex_digit_value(static_cast<unsigned char>(c));
      if (digit < 0 || value > kMaxCodePoint) return std::nullopt;
      value = value * 16 + static_cast<uint32_t>(digit);
    }
    // Spelling it again rejects leading zeros.
    if (value >= range.first && value <= range.last && equal_ignoring_case(name_of(value, buffer), name)) return value;
  }
  return std::nullopt;
}

std::optional<NamedCharacters> find_listed(std::string_view name) {
  NameBuffer buffer;
  for (uint32_t slot = hash_name(name); kNameSlots[slot] != kEmptySlot; slot = (slot + 1) % kSlotCount) {
    const uint32_t ordinal = kNameSlots[slot];
    if (ordinal < kListedNames) {
      const char32_t c = character_with_ordinal(ordinal);
      if (equal_ignoring_case(name_of(c, buffer), name)) return NamedCharacters{{c}, 1};
      continue;
    }
    const ExtraName& extra = kExtraNames[ordinal - kListedNames];
    NameWriter writer(buffer);
    spell(extra.place, writer);
    if (!equal_ignoring_case(writer.view(), name)) continue;
    NamedCharacters found{};
    while (found.length < 4 && extra.characters[found.length] != 0) {
      found.characters[found.length] = extra.characters[found.length];
      ++found.length;
    }
    if (found.length == 0) found.length = 1;  // NULL itself has aliases
    return found;
  }
  return std::nullopt;
}

bool is_name_3_2(char32_t c, std::string_view name) {
  NameBuffer buffer;
  return is_assigned_3_2(c) && equal_ignoring_case(name_of(c, buffer), name);
}

}  // namespace

std::string_view name_of(char32_t c, NameBuffer& buffer, Version version) {
  if (version == Version::Unicode3_2 && !is_assigned_3_2(c)) return {};
  NameWriter out(buffer);
  if (c - kSyllableBase < kLeadCount * kVowelCount * kTailCount) {
    const uint32_t index = c - kSyllableBase;
    out.append(kSyllablePrefix);
    out.append(kLeads[index / (kVowelCount * kTailCount)]);
    out.append(kVowels[index / kTailCount % kVowelCount]);
    out.append(kTails[index % kTailCount]);
    return out.view();
  }
  const NameBlock* block = find_block(c / 32, [](const NameBlock& b) { return b.number; });
  const uint32_t bit = 1u << c % 32;
  if (block != nullptr && block->number == c / 32 && (block->mask & bit) != 0) {
    const int before = std::popcount(block->mask & (bit - 1));
    spell(skip_names(block->place, static_cast<uint32_t>(before)), out);
    return out.view();
  }
  if (const NumberedRange* range = find_numbered_range(c)) {
    out.append(range->prefix);
    out.append_hex(c);
  }
  return out.view();
}

std::optional<NamedCharacters> lookup_name(std::string_view name, NameScope scope, Version version) {
  if (name.empty()) return std::nullopt;
  std::optional<NamedCharacters> found;
  if (name.starts_with(kSyllablePrefix)) {
    if (const auto c = find_syllable(name.substr(kSyllablePrefix.size()))) found = NamedCharacters{{*c}, 1};
  } else if (name.starts_with(kIdeographPrefix)) {
    const auto c = parse_capital_hex(name.substr(kIdeographPrefix.size()));
    const NumberedRange* range = c ? find_numbered_range(*c) : nullptr;
    if (range != nullptr && range->capitals_only) found = NamedCharacters{{*c}, 1};
  } else {
    found = find_listed(name);
    if (!found) {
      if (const auto c = find_numbered(name)) found = NamedCharacters{{*c}, 1};
    }
    // Version 3.2.0 had neither aliases nor sequences.
    if (found && version == Version::Unicode3_2 && (found->length > 1 || !is_name_3_2(found->characters[0], name))) {
      return std::nullopt;
    }
  }
  if (!found) return std::nullopt;
  if (found->length > 1 && scope == NameScope::Characters) return std::nullopt;
  return found;
}

}  // namespace taipan::unicode
