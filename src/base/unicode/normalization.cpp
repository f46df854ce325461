// base/unicode/normalization.cpp -- decomposition, reordering, composition.
//
// Room       Unicode data; the contract is in normalization.h.
// In / out   normalization_tables.inc, generated in the build tree.
// Tests      tests/unit/base/unicode/normalization_test.cpp, tests/differential/base/compare_unicode.py
//
// A text is first decomposed into a scratch array in which runs of combining characters are sorted by class (stably, so
// by insertion: runs are short). The composed forms then walk that array once. A starter takes up each following
// character that it forms a pair with, unless a character of the same or a higher class, or another starter, that did
// not combine stands in between.
#include "base/unicode/normalization.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "base/unicode/properties.h"
#include "base/unicode/property_record.h"
#include "base/unicode/version_3_2.h"

namespace taipan::unicode {

using text::TextBuffer;
using text::TextView;

namespace {

struct Composition {
  char32_t first;
  char32_t second;
  char32_t composite;
};

#include "base/unicode/normalization_tables.inc"

// The arithmetic of Hangul: syllable = lead x vowel x optional tail.
constexpr char32_t kSyllableBase = 0xAC00, kLeadBase = 0x1100, kVowelBase = 0x1161, kTailBase = 0x11A7;
constexpr uint32_t kLeadCount = 19, kVowelCount = 21, kTailCount = 28;
constexpr uint32_t kSyllableCount = kLeadCount * kVowelCount * kTailCount;

constexpr bool is_syllable(char32_t c) { return c - kSyllableBase < kSyllableCount; }

// A growing array of characters with their combining classes: class in the top byte, character below.
class Decomposed {
 public:
  Decomposed() = default;
  ~Decomposed() {
    if (items_ != inline_) std::free(items_);
  }
  Decomposed(const Decomposed&) = delete;
  Decomposed& operator=(const Decomposed&) = delete;

  size_t length() const { return length_; }
  bool out_of_memory() const { return out_of_memory_; }
  char32_t character(size_t index) const { return items_[index] & 0xFFFFFF; }
  uint32_t combining_class(size_t index) const { return items_[index] >> 24; }

  void set(size_t index, char32_t c, uint32_t combining_class) { items_[index] = c | combining_class << 24; }
  void truncate(size_t length) { length_ = length; }

  // Appends in canonical order: before characters of a higher class, back to the last starter.
  void insert(char32_t c) {
    if (length_ == capacity_ && !grow()) return;
    const uint32_t combining_class = c < 0x300 ? 0 : combining(c);
    size_t place = length_++;
    if (combining_class != 0) {
      while (place > 0 && (items_[place - 1] >> 24) > combining_class) {
        items_[place] = items_[place - 1];
        --place;
      }
    }
    items_[place] = c | combining_class << 24;
  }

 private:
  bool grow() {
    const size_t capacity = capacity_ * 2;
    const bool was_inline = items_ == inline_;
    void* grown = std::realloc(was_inline ? nullptr : items_, capacity * sizeof(uint32_t));
    if (grown == nullptr) {
      out_of_memory_ = true;
      return false;
    }
    if (was_inline) std::copy(inline_, inline_ + length_, static_cast<uint32_t*>(grown));
    items_ = static_cast<uint32_t*>(grown);
    capacity_ = capacity;
    return true;
  }

  uint32_t* items_ = inline_;
  size_t length_ = 0;
  size_t capacity_ = 256;
  bool out_of_memory_ = false;
  uint32_t inline_[256];
};

struct Decomposer {
  Decomposed& out;
  bool compatible;
  Version version;

  void add(char32_t c) const {
    if (c < 0xA0) return out.insert(c);
    if (is_syllable(c)) {
      const uint32_t index = c - kSyllableBase;
      out.insert(kLeadBase + index / (kVowelCount * kTailCount));
      out.insert(kVowelBase + index % (kVowelCount * kTailCount) / kTailCount);
      if (index % kTailCount != 0) out.insert(kTailBase + index % kTailCount);
      return;
    }
    if (version == Version::Unicode3_2) {
      if (const char32_t corrected = corrected_decomposition_3_2(c)) return add(corrected);
      if (!is_assigned_3_2(c)) return out.insert(c);
    }
    const Decomposition parts = decomposition(c);
    if (parts.unit_count == 0 || (!compatible && !parts.tag.empty())) return out.insert(c);
    for (int i = 0; i < parts.unit_count; ++i) {
      char32_t part = parts.units[i];
      if (is_high_surrogate(part)) part = join_surrogates(part, parts.units[++i]);
      add(part);
    }
  }
};

// Composes in place: what is kept moves down over what was taken up.
void compose_all(Decomposed& parts) {
  constexpr int kAdjacent = -1;  // nothing stands between the starter and the present character
  bool has_starter = false;
  size_t starter = 0, kept = 0;
  int last_class = kAdjacent;
  for (size_t i = 0; i < parts.length(); ++i) {
    const char32_t c = parts.character(i);
    const int this_class = static_cast<int>(parts.combining_class(i));
    if (has_starter && last_class < this_class) {
      if (const char32_t composite = compose(parts.character(starter), c)) {
        parts.set(starter, composite, 0);
        continue;
      }
    }
    if (this_class == 0) {
      has_starter = true;
      starter = kept;
      last_class = kAdjacent;
    } else {
      last_class = this_class;
    }
    parts.set(kept++, c, static_cast<uint32_t>(this_class));
  }
  parts.truncate(kept);
}

constexpr uint32_t changing_flag(NormalForm form) {
  switch (form) {
    case NormalForm::Nfc: return flag::kChangesNfc;
    case NormalForm::Nfd: return flag::kChangesNfd;
    case NormalForm::Nfkc: return flag::kChangesNfkc;
    default: return flag::kChangesNfkd;
  }
}

constexpr bool is_composed_form(NormalForm form) { return form == NormalForm::Nfc || form == NormalForm::Nfkc; }

}  // namespace

std::optional<NormalForm> normal_form_named(std::string_view name) {
  if (name == "NFC") return NormalForm::Nfc;
  if (name == "NFD") return NormalForm::Nfd;
  if (name == "NFKC") return NormalForm::Nfkc;
  if (name == "NFKD") return NormalForm::Nfkd;
  return std::nullopt;
}

QuickCheck quick_check(TextView text, NormalForm form) {
  const uint32_t changes = changing_flag(form);
  const uint32_t perhaps = is_composed_form(form) ? flag::kComposesBackward : 0;
  return text.visit([&](const auto* chars) {
    QuickCheck answer = QuickCheck::Yes;
    uint8_t last_class = 0;
    for (size_t i = 0; i < text.length; ++i) {
      const char32_t c = chars[i];
      if (c < 0xA0) {
        last_class = 0;
        continue;
      }
      const Record& record = record_of(c);
      if ((record.flags & changes) != 0) return QuickCheck::No;
      if (record.combining != 0 && record.combining < last_class) return QuickCheck::No;
      if ((record.flags & perhaps) != 0) answer = QuickCheck::Maybe;
      last_class = record.combining;
    }
    return answer;
  });
}

bool is_normalized(TextView text, NormalForm form, Version version) {
  if (version == Version::Current) {
    const QuickCheck answer = quick_check(text, form);
    if (answer != QuickCheck::Maybe) return answer == QuickCheck::Yes;
  }
  TextBuffer normalized;
  append_normalized(normalized, text, form, version);
  if (normalized.length() != text.length) return false;
  for (size_t i = 0; i < text.length; ++i) {
    if (normalized.view().at(i) != text.at(i)) return false;
  }
  return true;
}

void append_normalized(TextBuffer& out, TextView text, NormalForm form, Version version) {
  Decomposed parts;
  const bool compatible = form == NormalForm::Nfkc || form == NormalForm::Nfkd;
  const Decomposer decomposer{parts, compatible, version};
  text.visit([&](const auto* chars) {
    for (size_t i = 0; i < text.length; ++i) decomposer.add(chars[i]);
  });
  if (parts.out_of_memory()) return out.fail();
  if (is_composed_form(form)) compose_all(parts);
  if (!out.reserve(parts.length())) return;
  for (size_t i = 0; i < parts.length(); ++i) out.append(parts.character(i));
}

Decomposition decomposition(char32_t c) {
  if (c > kMaxCodePoint) return {};
  const uint16_t place = find_in_trie<kDecompositionShift>(kDecompositionBlocks, kDecompositionValues, c);
  if (place == 0) return {};
  const char16_t head = kDecompositions[place];
  return {kDecompositionTags[head >> 8], kDecompositions + place + 1, static_cast<uint8_t>(head & 0xFF)};
}

char32_t compose(char32_t first, char32_t second) {
  if (first - kLeadBase < kLeadCount && second - kVowelBase < kVowelCount) {
    return kSyllableBase + ((first - kLeadBase) * kVowelCount + (second - kVowelBase)) * kTailCount;
  }
  if (is_syllable(first) && second > kTailBase && second < kTailBase + kTailCount) {
    return (first - kSyllableBase) % kTailCount == 0 ? first + (second - kTailBase) : 0;
  }
  if (!has_any(first, flag::kComposesForward) || !has_any(second, flag::kComposesBackward)) return 0;
  const auto before = [&](const Composition& pair, int) {
    return pair.first != first ? pair.first < first : pair.second < second;
  };
  const Composition* found = std::lower_bound(std::begin(kCompositions), std::end(kCompositions), 0, before);
  const bool matches = found != std::end(kCompositions) && found->first == first && found->second == second;
  return matches ? found->composite : 0;
}

}  // namespace taipan::unicode
