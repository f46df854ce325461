// base/text/search.cpp -- where one text occurs in another.
//
// Room       Text; the contract is in search.h. two_way_private.h has the algorithm for hard cases.
// Tests      tests/unit/base/text/search_test.cpp
//
// The common search compares a block of the haystack with the needle's first character, and the block that lies the
// needle's length further with its last one, both at once for all characters of a 16-byte register. Where both match,
// the rest is compared. Texts made for it ("aaaa...") would make that quadratic, so each comparison in vain is charged;
// when the charges exceed a multiple of the distance covered, the two-way algorithm takes over, slower but linear.
#include "base/text/search.h"

#include <bit>
#include <cstring>

#include "base/assert.h"
#include "base/text/two_way_private.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace taipan::text {

namespace {

#if defined(__SSE2__)

// Sixteen bytes of characters, and a mask with the bits of each equal character: sizeof(Char) bits a character.
template <typename Char>
struct Block {
  static constexpr size_t kChars = 16 / sizeof(Char);

  static __m128i repeat(Char c) {
    if constexpr (sizeof(Char) == 1) return _mm_set1_epi8(static_cast<char>(c));
    if constexpr (sizeof(Char) == 2) return _mm_set1_epi16(static_cast<short>(c));
    if constexpr (sizeof(Char) == 4) return _mm_set1_epi32(static_cast<int>(c));
  }
  static __m128i equal(const Char* chars, __m128i wanted) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(chars));
    if constexpr (sizeof(Char) == 1) return _mm_cmpeq_epi8(block, wanted);
    if constexpr (sizeof(Char) == 2) return _mm_cmpeq_epi16(block, wanted);
    if constexpr (sizeof(Char) == 4) return _mm_cmpeq_epi32(block, wanted);
  }
  static uint32_t mask(__m128i equals) { return static_cast<uint32_t>(_mm_movemask_epi8(equals)); }
  static size_t first(uint32_t mask) { return static_cast<size_t>(std::countr_zero(mask)) / sizeof(Char); }
  static size_t last(uint32_t mask) { return (31 - static_cast<size_t>(std::countl_zero(mask))) / sizeof(Char); }
  static uint32_t bits_of(size_t index) { return ((1u << sizeof(Char)) - 1) << (index * sizeof(Char)); }
};

#endif

template <typename Char>
size_t find_one(const Char* chars, size_t length, Char c, size_t i) {
  if constexpr (sizeof(Char) == 1) {
    if (i >= length) return kNotFound;
    const void* found = std::memchr(chars + i, c, length - i);
    return found == nullptr ? kNotFound : static_cast<size_t>(static_cast<const Char*>(found) - chars);
  }
#if defined(__SSE2__)
  using B = Block<Char>;
  const __m128i wanted = B::repeat(c);
  for (; i + B::kChars <= length; i += B::kChars) {
    if (const uint32_t mask = B::mask(B::equal(chars + i, wanted))) return i + B::first(mask);
  }
#endif
  for (; i < length; ++i) {
    if (chars[i] == c) return i;
  }
  return kNotFound;
}

template <typename Char>
size_t rfind_one(const Char* chars, size_t length, Char c) {
  size_t i = length;
#if defined(__SSE2__)
  using B = Block<Char>;
  const __m128i wanted = B::repeat(c);
  for (; i >= B::kChars; i -= B::kChars) {
    if (const uint32_t mask = B::mask(B::equal(chars + i - B::kChars, wanted))) return i - B::kChars + B::last(mask);
  }
#endif
  while (i > 0) {
    if (chars[--i] == c) return i;
  }
  return kNotFound;
}

// Whether comparisons in vain have become too dear for the distance covered.
class Budget {
 public:
  explicit Budget(size_t needle_length) : charge_(needle_length / 16 + 1) {}
  bool is_exceeded_after(size_t distance) {
    spent_ += charge_;
    return spent_ > 4 * distance + 1024;
  }

 private:
  size_t charge_;
  size_t spent_ = 0;
};

// The middle of the needle; its ends are known to match.
template <typename Char>
bool middle_matches(const Char* place, const Char* needle, size_t length) {
  return length <= 2 || std::memcmp(place + 1, needle + 1, (length - 2) * sizeof(Char)) == 0;
}

// Here and below the needle has at least two characters.
template <typename Char>
size_t find_many(const Char* chars, size_t length, const Char* needle, size_t needle_length, size_t from) {
  if (length < needle_length) return kNotFound;
  const size_t last_start = length - needle_length;
  const size_t reach = needle_length - 1;
  const Char first = needle[0], last = needle[reach];
  Budget budget(needle_length);
  size_t i = from;
#if defined(__SSE2__)
  using B = Block<Char>;
  const __m128i firsts = B::repeat(first), lasts = B::repeat(last);
  for (; i + B::kChars <= last_start + 1; i += B::kChars) {
    uint32_t mask = B::mask(_mm_and_si128(B::equal(chars + i, firsts), B::equal(chars + i + reach, lasts)));
    while (mask != 0) {
      const size_t offset = B::first(mask);
      if (middle_matches(chars + i + offset, needle, needle_length)) return i + offset;
      if (budget.is_exceeded_after(i + offset - from)) {
        return two_way_find(chars, length, needle, needle_length, i + offset + 1);
      }
      mask &= ~B::bits_of(offset);
    }
  }
#endif
  for (; i <= last_start; ++i) {
    if (chars[i] != first || chars[i + reach] != last) continue;
    if (middle_matches(chars + i, needle, needle_length)) return i;
    if (budget.is_exceeded_after(i - from)) return two_way_find(chars, length, needle, needle_length, i + 1);
  }
  return kNotFound;
}

// As find_many, from the right; the occurrence lies within the first `end` characters.
template <typename Char>
size_t rfind_many(const Char* chars, size_t end, const Char* needle, size_t needle_length) {
  if (end < needle_length) return kNotFound;
  const size_t last_start = end - needle_length;
  const size_t reach = needle_length - 1;
  const Char first = needle[0], last = needle[reach];
  Budget budget(needle_length);
  size_t i = last_start + 1;  // starts below i are still to be looked at
#if defined(__SSE2__)
  using B = Block<Char>;
  const __m128i firsts = B::repeat(first), lasts = B::repeat(last);
  for (; i >= B::kChars; i -= B::kChars) {
    const Char* block = chars + i - B::kChars;
    uint32_t mask = B::mask(_mm_and_si128(B::equal(block, firsts), B::equal(block + reach, lasts)));
    while (mask != 0) {
      const size_t offset = B::last(mask);
      if (middle_matches(block + offset, needle, needle_length)) return i - B::kChars + offset;
      const size_t start = i - B::kChars + offset;
      if (budget.is_exceeded_after(last_start - start)) {
        return two_way_rfind(chars, start + reach, needle, needle_length);
      }
      mask &= ~B::bits_of(offset);
    }
  }
#endif
  while (i > 0) {
    --i;
    if (chars[i] != first || chars[i + reach] != last) continue;
    if (middle_matches(chars + i, needle, needle_length)) return i;
    if (budget.is_exceeded_after(last_start - i)) return two_way_rfind(chars, i + reach, needle, needle_length);
  }
  return kNotFound;
}

template <typename Char>
const Char* chars_of(TextView text) {
  return static_cast<const Char*>(text.data);
}

template <typename A, typename B>
int compare_chars(const A* a, size_t a_length, const B* b, size_t b_length) {
  const size_t common = a_length < b_length ? a_length : b_length;
  if constexpr (sizeof(A) == 1 && sizeof(B) == 1) {
    const int order = common == 0 ? 0 : std::memcmp(a, b, common);
    if (order != 0) return order;
  } else {
    for (size_t i = 0; i < common; ++i) {
      if (a[i] != static_cast<char32_t>(b[i])) return a[i] < static_cast<char32_t>(b[i]) ? -1 : 1;
    }
  }
  return a_length == b_length ? 0 : a_length < b_length ? -1 : 1;
}

}  // namespace

size_t find_char(TextView haystack, char32_t c, size_t from) {
  return haystack.visit([&](const auto* chars) {
    using Char = std::remove_cvref_t<decltype(*chars)>;
    return static_cast<Char>(c) != c ? kNotFound : find_one(chars, haystack.length, static_cast<Char>(c), from);
  });
}

size_t rfind_char(TextView haystack, char32_t c) {
  return haystack.visit([&](const auto* chars) {
    using Char = std::remove_cvref_t<decltype(*chars)>;
    return static_cast<Char>(c) != c ? kNotFound : rfind_one(chars, haystack.length, static_cast<Char>(c));
  });
}

size_t count_char(TextView haystack, char32_t c) {
  return haystack.visit([&](const auto* chars) -> size_t {
    using Char = std::remove_cvref_t<decltype(*chars)>;
    if (static_cast<Char>(c) != c) return 0;
    const auto wanted = static_cast<Char>(c);
    // Counts stay in a byte for as long as they fit, so that compilers use whole registers.
    size_t total = 0;
    for (size_t i = 0; i < haystack.length;) {
      const size_t stop = i + 255 < haystack.length ? i + 255 : haystack.length;
      uint8_t found = 0;
      for (; i < stop; ++i) found = static_cast<uint8_t>(found + (chars[i] == wanted));
      total += found;
    }
    return total;
  });
}

Searcher::Searcher(TextView needle, CharWidth haystack_width) : needle_(needle) {
  VM_ASSERT(needle.length > 0, "a searcher needs something to look for");
  if (needle.width == haystack_width) return;
  if (needle.width > haystack_width) {
    const char32_t limit = haystack_width == CharWidth::One ? 0xFF : 0xFFFF;
    for (size_t i = 0; i < needle.length; ++i) {
      if (needle.at(i) > limit) {
        impossible_ = true;
        return;
      }
    }
  }
  uint8_t* room = converted_.extend(needle.length * static_cast<size_t>(haystack_width));
  VM_CHECK(room != nullptr, "out of memory while searching a text");
  needle.visit([&](const auto* chars) {
    switch (haystack_width) {
      case CharWidth::One: copy_chars(room, chars, needle.length); break;
      case CharWidth::Two: copy_chars(reinterpret_cast<char16_t*>(room), chars, needle.length); break;
      default: copy_chars(reinterpret_cast<char32_t*>(room), chars, needle.length); break;
    }
  });
  needle_ = TextView(room, needle.length, haystack_width);
}

size_t Searcher::find(TextView haystack, size_t from) const {
  if (impossible_ || from > haystack.length || haystack.length - from < needle_.length) return kNotFound;
  VM_ASSERT(haystack.width == needle_.width, "a searcher is made for haystacks of one width");
  return haystack.visit([&](const auto* chars) {
    using Char = std::remove_cvref_t<decltype(*chars)>;
    const Char* needle = chars_of<Char>(needle_);
    if (needle_.length == 1) return find_one(chars, haystack.length, needle[0], from);
    return find_many(chars, haystack.length, needle, needle_.length, from);
  });
}

size_t Searcher::rfind(TextView haystack, size_t end) const {
  if (impossible_ || end < needle_.length) return kNotFound;
  VM_ASSERT(haystack.width == needle_.width, "a searcher is made for haystacks of one width");
  return haystack.visit([&](const auto* chars) {
    using Char = std::remove_cvref_t<decltype(*chars)>;
    const Char* needle = chars_of<Char>(needle_);
    if (needle_.length == 1) return rfind_one(chars, end, needle[0]);
    return rfind_many(chars, end, needle, needle_.length);
  });
}

size_t find(TextView haystack, TextView needle) {
  if (needle.length == 0) return 0;
  if (needle.length > haystack.length) return kNotFound;
  if (needle.length == 1) return find_char(haystack, needle.at(0));
  return Searcher(needle, haystack.width).find(haystack);
}

size_t rfind(TextView haystack, TextView needle) {
  if (needle.length == 0) return haystack.length;
  if (needle.length > haystack.length) return kNotFound;
  if (needle.length == 1) return rfind_char(haystack, needle.at(0));
  return Searcher(needle, haystack.width).rfind(haystack, haystack.length);
}

size_t count(TextView haystack, TextView needle, size_t limit) {
  if (needle.length == 0) return haystack.length + 1 < limit ? haystack.length + 1 : limit;
  if (needle.length > haystack.length) return 0;
  if (needle.length == 1 && limit >= haystack.length) return count_char(haystack, needle.at(0));
  const Searcher searcher(needle, haystack.width);
  size_t total = 0, from = 0;
  while (total < limit) {
    const size_t found = searcher.find(haystack, from);
    if (found == kNotFound) break;
    ++total;
    from = found + needle.length;
  }
  return total;
}

bool equal(TextView a, TextView b) {
  if (a.length != b.length) return false;
  if (a.width == b.width) return a.length == 0 || std::memcmp(a.data, b.data, a.length * size_t(a.width)) == 0;
  return compare(a, b) == 0;
}

bool starts_with(TextView text, TextView prefix) {
  return prefix.length <= text.length && equal(text.substring(0, prefix.length), prefix);
}

bool ends_with(TextView text, TextView suffix) {
  return suffix.length <= text.length && equal(text.substring(text.length - suffix.length, text.length), suffix);
}

int compare(TextView a, TextView b) {
  return a.visit([&](const auto* a_chars) {
    return b.visit([&](const auto* b_chars) { return compare_chars(a_chars, a.length, b_chars, b.length); });
  });
}

}  // namespace taipan::text
