// python/sre/character_class.cpp -- evaluation of charsets, and the pages that remember it.
//
// Room       Regular expressions.
// Tests      tests/unit/python/sre/character_class_test.cpp
#include "python/sre/character_class.h"

#include <cctype>
#include <cstring>

#include "base/unicode/properties.h"
#include "python/sre/code_words.h"

namespace taipan::sre {

namespace {

bool is_ascii_word(char32_t c) {
  return unicode::is_ascii_alpha(c) || unicode::is_ascii_digit(c) || c == '_';
}
bool is_ascii_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool charset_contains(const uint32_t* set, char32_t c) {
  bool found = true;
  for (;;) {
    switch (static_cast<Word>(*set++)) {
      case Word::Failure:
        return !found;
      case Word::Negate:
        found = !found;
        break;
      case Word::Literal:
        if (c == *set) return found;
        set += 1;
        break;
      case Word::Range:
        if (set[0] <= c && c <= set[1]) return found;
        set += 2;
        break;
      case Word::RangeUnicodeIgnore: {
        if (set[0] <= c && c <= set[1]) return found;
        const char32_t upper = unicode::simple_upper(c);
        if (set[0] <= upper && upper <= set[1]) return found;
        set += 2;
        break;
      }
      case Word::Category:
        if (category_contains(*set, c)) return found;
        set += 1;
        break;
      case Word::Charset:
        if (c < 256 && (set[c >> 5] >> (c & 31) & 1) != 0) return found;
        set += kCharsetWords;
        break;
      case Word::BigCharset: {
        const uint32_t chunk_count = *set++;
        if (c < 0x10000) {
          const uint32_t chunk = set[c >> 10] >> (c >> 8 & 3) * 8 & 0xFF;
          const uint32_t* bits = set + kBigCharsetMapWords + chunk * kCharsetWords;
          if (chunk < chunk_count && (bits[c >> 5 & 7] >> (c & 31) & 1) != 0) return found;
        }
        set += kBigCharsetMapWords + static_cast<size_t>(chunk_count) * kCharsetWords;
        break;
      }
      default:
        return false;
    }
  }
}

}  // namespace

uint8_t atom_of(char32_t c) {
  if (unicode::is_decimal(c)) return atom::kDecimal;
  if (unicode::is_alnum(c) || c == '_') return atom::kWord;
  if (unicode::is_space(c)) return atom::kSpace;
  return atom::kOther;
}

char32_t fold_lower(Fold fold, char32_t c) {
  switch (fold) {
    case Fold::None:
      return c;
    case Fold::Ascii:
      return c - 'A' < 26 ? c | 0x20 : c;
    case Fold::Locale:
      return c < 256 ? static_cast<char32_t>(std::tolower(static_cast<int>(c))) : c;
    case Fold::Unicode:
      return unicode::simple_lower(c);
  }
  return c;
}

char32_t fold_upper(Fold fold, char32_t c) {
  switch (fold) {
    case Fold::None:
      return c;
    case Fold::Ascii:
      return c - 'a' < 26 ? c & ~char32_t{0x20} : c;
    case Fold::Locale:
      return c < 256 ? static_cast<char32_t>(std::toupper(static_cast<int>(c))) : c;
    case Fold::Unicode:
      return unicode::simple_upper(c);
  }
  return c;
}

bool category_contains(uint32_t category, char32_t c) {
  switch (static_cast<CategoryCode>(category)) {
    case CategoryCode::Digit:
      return unicode::is_ascii_digit(c);
    case CategoryCode::NotDigit:
      return !unicode::is_ascii_digit(c);
    case CategoryCode::Space:
      return is_ascii_space(c);
    case CategoryCode::NotSpace:
      return !is_ascii_space(c);
    case CategoryCode::Word:
      return is_ascii_word(c);
    case CategoryCode::NotWord:
      return !is_ascii_word(c);
    case CategoryCode::LineBreak:
      return c == '\n';
    case CategoryCode::NotLineBreak:
      return c != '\n';
    case CategoryCode::LocaleWord:
      return (c < 256 && std::isalnum(static_cast<int>(c)) != 0) || c == '_';
    case CategoryCode::LocaleNotWord:
      return !((c < 256 && std::isalnum(static_cast<int>(c)) != 0) || c == '_');
    case CategoryCode::UnicodeDigit:
      return unicode::is_decimal(c);
    case CategoryCode::UnicodeNotDigit:
      return !unicode::is_decimal(c);
    case CategoryCode::UnicodeSpace:
      return unicode::is_space(c);
    case CategoryCode::UnicodeNotSpace:
      return !unicode::is_space(c);
    case CategoryCode::UnicodeWord:
      return unicode::is_alnum(c) || c == '_';
    case CategoryCode::UnicodeNotWord:
      return !(unicode::is_alnum(c) || c == '_');
    case CategoryCode::UnicodeLineBreak:
      return unicode::is_line_break(c);
    case CategoryCode::UnicodeNotLineBreak:
      return !unicode::is_line_break(c);
  }
  return false;
}

bool is_valid_charset(std::span<const uint32_t> words) {
  size_t i = 0;
  while (i < words.size()) {
    const size_t left = words.size() - i - 1;  // words after the opcode
    switch (static_cast<Word>(words[i])) {
      case Word::Failure:
        return left == 0;
      case Word::Negate:
        i += 1;
        break;
      case Word::Literal:
        i += 2;
        break;
      case Word::Range:
      case Word::RangeUnicodeIgnore:
        i += 3;
        break;
      case Word::Category:
        if (left < 1 || words[i + 1] >= kCategoryCodeCount) return false;
        i += 2;
        break;
      case Word::Charset:
        i += 1 + kCharsetWords;
        break;
      case Word::BigCharset: {
        if (left < 1 + kBigCharsetMapWords) return false;
        const size_t chunk_count = words[i + 1];
        if (chunk_count > 256) return false;
        for (uint32_t k = 0; k < 256; ++k) {
          if ((words[i + 2 + k / 4] >> k % 4 * 8 & 0xFF) >= chunk_count) return false;
        }
        i += 2 + kBigCharsetMapWords + chunk_count * kCharsetWords;
        break;
      }
      default:
        return false;
    }
  }
  return false;
}

CharacterClass::CharacterClass(std::span<const uint32_t> words, Fold fold, bool inverted)
    : words_(words.begin(), words.end()), fold_(fold), inverted_(inverted) {
  for (auto& plane : planes_)
    plane.store(nullptr, std::memory_order_relaxed);
  find_atoms();
  if (locale_dependent_) {
    std::memset(low_, 1, sizeof low_);
    return;
  }
  for (char32_t c = 0; c < 256; ++c) {
    low_[c] = evaluate(c);
    low_bits_[c >> 6] |= uint64_t{low_[c]} << (c & 63);
  }
}

CharacterClass::~CharacterClass() {
  for (auto& slot : planes_) {
    Plane* plane = slot.load(std::memory_order_relaxed);
    if (plane == nullptr) continue;
    for (auto& page : plane->pages)
      delete[] reinterpret_cast<uint64_t*>(page.load(std::memory_order_relaxed));
    delete plane;
  }
}

bool CharacterClass::is_same(std::span<const uint32_t> words, Fold fold, bool inverted) const {
  return fold == fold_ && inverted == inverted_ && words.size() == words_.size() &&
         std::memcmp(words.data(), words_.data(), words.size_bytes()) == 0;
}

bool CharacterClass::evaluate(char32_t c) const {
  const uint32_t* set = words_.data();
  bool found;
  if (fold_ == Fold::None) {
    found = charset_contains(set, c);
  } else {
    const char32_t lower = fold_lower(fold_, c);
    found = charset_contains(set, lower);
    if (!found && fold_ == Fold::Locale) {
      const char32_t upper = fold_upper(fold_, c);
      found = upper != lower && charset_contains(set, upper);
    }
  }
  return found != inverted_;
}

// Which atoms have members in the set (`may`) and which are in it as a whole (`must`); negation exchanges the two.
void CharacterClass::find_atoms() {
  uint8_t may = 0;
  uint8_t must = 0;
  bool negated = false;
  bool is_plain = true;  // negation only in front, as the compiler writes it
  locale_dependent_ = fold_ == Fold::Locale;
  for (size_t i = 0; i < words_.size();) {
    switch (static_cast<Word>(words_[i])) {
      case Word::Negate:
        negated = true;
        is_plain = is_plain && i == 0;
        i += 1;
        break;
      case Word::Literal:
        if (words_[i + 1] >= 256) may |= atom_of(words_[i + 1]);
        i += 2;
        break;
      case Word::Range:
        if (words_[i + 2] >= 256) may = atom::kAll;
        i += 3;
        break;
      case Word::RangeUnicodeIgnore:
        may = atom::kAll;
        i += 3;
        break;
      case Word::Category: {
        uint8_t atoms = 0;
        const auto code = static_cast<CategoryCode>(words_[i + 1]);
        switch (code) {
          case CategoryCode::LocaleWord:
          case CategoryCode::LocaleNotWord:
            locale_dependent_ = true;
            break;
          case CategoryCode::UnicodeDigit:
            atoms = atom::kDecimal;
            break;
          case CategoryCode::UnicodeNotDigit:
            atoms = atom::kAll & ~atom::kDecimal;
            break;
          case CategoryCode::UnicodeSpace:
            atoms = atom::kSpace;
            break;
          case CategoryCode::UnicodeNotSpace:
            atoms = atom::kAll & ~atom::kSpace;
            break;
          case CategoryCode::UnicodeWord:
            atoms = atom::kDecimal | atom::kWord;
            break;
          case CategoryCode::UnicodeNotWord:
            atoms = atom::kSpace | atom::kOther;
            break;
          case CategoryCode::UnicodeLineBreak:
          case CategoryCode::UnicodeNotLineBreak:
            may = atom::kAll;
            break;
          default:  // the ASCII categories: a complement has every wide character, a category none
            if ((words_[i + 1] & 1) != 0) atoms = atom::kAll;
            break;
        }
        may |= atoms;
        must |= atoms;
        i += 2;
        break;
      }
      case Word::Charset:
        i += 1 + kCharsetWords;
        break;
      case Word::BigCharset:
        may = atom::kAll;
        i += 2 + kBigCharsetMapWords + static_cast<size_t>(words_[i + 1]) * kCharsetWords;
        break;
      default:
        i += 1;
        break;
    }
  }
  // Folding brings wide word characters to narrow ones: the Kelvin sign to 'k', for one.
  if (fold_ == Fold::Unicode) {
    may |= atom::kWord;
    must &= static_cast<uint8_t>(~atom::kWord);
  }
  if (negated != inverted_) may = atom::kAll & ~must;
  wide_may_ = locale_dependent_ || !is_plain ? atom::kAll : may;
}

bool CharacterClass::contains_wide(char32_t c) const {
  if (wide_may_ == 0 || c > unicode::kMaxCodePoint) return false;
  const Plane* plane = planes_[c >> 16].load(std::memory_order_acquire);
  const Page* page = plane == nullptr ? nullptr : plane->pages[c >> 8 & 0xFF].load(std::memory_order_acquire);
  if (page == nullptr) [[unlikely]]
    page = make_page(c);
  return ((*page)[c >> 6 & 3] >> (c & 63) & 1) != 0;
}

CharacterClass::Page* CharacterClass::make_page(char32_t c) const {
  auto& plane_slot = planes_[c >> 16];
  Plane* plane = plane_slot.load(std::memory_order_acquire);
  if (plane == nullptr) {
    auto* fresh = new Plane;
    for (auto& page : fresh->pages)
      page.store(nullptr, std::memory_order_relaxed);
    if (plane_slot.compare_exchange_strong(plane, fresh, std::memory_order_acq_rel)) {
      plane = fresh;
    } else {
      delete fresh;  // another thread was faster
    }
  }
  auto* bits = new uint64_t[4]{};
  const char32_t first = c & ~char32_t{0xFF};
  for (char32_t k = 0; k < 256; ++k) {
    if (evaluate(first + k)) bits[k >> 6] |= uint64_t{1} << (k & 63);
  }
  Page* fresh = reinterpret_cast<Page*>(bits);
  Page* page = nullptr;
  if (plane->pages[c >> 8 & 0xFF].compare_exchange_strong(page, fresh, std::memory_order_acq_rel)) return fresh;
  delete[] bits;
  return page;
}

size_t CharacterClass::memory_size() const {
  return sizeof *this + words_.size() * sizeof(uint32_t);
}

}  // namespace taipan::sre
