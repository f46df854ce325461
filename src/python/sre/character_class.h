// python/sre/character_class.h -- the set of characters that one unit of a pattern matches.
//
// Room       Regular expressions. Knows charset code words and Unicode's properties; knows no matcher.
// In / out   A charset's words and how case is folded go in; membership of a character comes out.
// Tests      tests/unit/python/sre/character_class_test.cpp
//
// Characters below 256 are answered by a byte table. Wider ones are evaluated from the words once for each page of 256
// characters and then looked up in a bitmap; pages are made when first asked for, and may be asked for by several
// threads at once. Classes that depend on the C locale have no tables: the locale may change between two matches.
//
// For analysis the wide characters fall into four atoms. `wide_may` names the atoms that have members in the class;
// the atoms not in it have none. So two classes whose tables and whose wide_may do not meet are disjoint.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace taipan::sre {

enum class Fold : uint8_t { None, Ascii, Locale, Unicode };

// Atoms of characters above U+00FF. Lowercasing never leaves an atom.
namespace atom {
inline constexpr uint8_t kDecimal = 1;  // decimal digits
inline constexpr uint8_t kWord = 2;     // other word characters
inline constexpr uint8_t kSpace = 4;
inline constexpr uint8_t kOther = 8;
inline constexpr uint8_t kAll = 15;
}  // namespace atom
uint8_t atom_of(char32_t c);

// What lowercase and uppercase mean to a pattern.
char32_t fold_lower(Fold fold, char32_t c);
char32_t fold_upper(Fold fold, char32_t c);

bool category_contains(uint32_t category, char32_t c);

// Whether `words` is a well-formed charset that ends with its last word.
bool is_valid_charset(std::span<const uint32_t> words);

class CharacterClass {
 public:
  // `words` must be a valid charset. `inverted` turns the answer round after folding, as NOT_LITERAL_*_IGNORE needs it.
  CharacterClass(std::span<const uint32_t> words, Fold fold, bool inverted);
  ~CharacterClass();
  CharacterClass(const CharacterClass&) = delete;
  CharacterClass& operator=(const CharacterClass&) = delete;

  bool is_same(std::span<const uint32_t> words, Fold fold, bool inverted) const;

  // For classes that do not depend on the locale.
  const uint8_t* low() const { return low_; }
  const uint64_t* low_bits() const { return low_bits_; }  // the same as 256 bits
  bool contains(char32_t c) const { return c < 256 ? low_[c] != 0 : contains_wide(c); }
  bool contains_wide(char32_t c) const;

  // Whether contains() cannot be used: contains_in_locale answers instead.
  bool is_locale_dependent() const { return locale_dependent_; }
  bool contains_in_locale(char32_t c) const { return evaluate(c); }

  uint8_t wide_may() const { return wide_may_; }
  size_t memory_size() const;

 private:
  using Page = uint64_t[4];
  struct Plane {
    std::atomic<Page*> pages[256];
  };
  static constexpr uint32_t kPlaneCount = 17;

  bool evaluate(char32_t c) const;
  void find_atoms();
  Page* make_page(char32_t c) const;

  alignas(64) uint8_t low_[256];
  uint64_t low_bits_[4] = {};
  mutable std::atomic<Plane*> planes_[kPlaneCount];
  std::vector<uint32_t> words_;
  Fold fold_;
  bool inverted_;
  bool locale_dependent_ = false;
  uint8_t wide_may_ = atom::kAll;
};

}  // namespace taipan::sre
