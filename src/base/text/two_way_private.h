// base/text/two_way_private.h -- the two-way string search of Crochemore and Perrin (1991).
//
// Room       Text, private to this folder: search.cpp falls back on it.
// Tests      tests/unit/base/text/search_test.cpp
//
// Linear time, constant space. The needle is cut at a critical position: the right part is compared first, left to
// right. A mismatch there moves the needle past it; no occurrence is skipped, because a shorter shift would give the
// needle a local period that the cut excludes. If the right part matches, the left part is compared, and a mismatch
// moves the needle by its period. For a periodic needle the part that is known to match after such a move is kept.
//
// Both directions share the code: a Side reads characters from the left or from the right end.
#pragma once

#include <cstddef>

namespace taipan::text {

template <typename Char>
struct FromLeft {
  const Char* chars;
  size_t length;
  Char operator[](size_t index) const { return chars[index]; }
};

template <typename Char>
struct FromRight {
  const Char* chars;
  size_t length;
  Char operator[](size_t index) const { return chars[length - 1 - index]; }
};

struct Factorization {
  size_t cut;     // where the right part begins
  size_t period;  // of the right part
};

// The maximal suffix under '<', or under '>' if `reversed`.
template <typename Side>
Factorization maximal_suffix(const Side& needle, bool reversed) {
  size_t suffix = 0, candidate = 1, matched = 0, period = 1;
  while (candidate + matched < needle.length) {
    const auto a = needle[candidate + matched], b = needle[suffix + matched];
    if (a == b) {
      if (++matched == period) {
        candidate += period;
        matched = 0;
      }
    } else if ((a < b) != reversed) {
      candidate += matched + 1;
      matched = 0;
      period = candidate - suffix;
    } else {
      suffix = candidate++;
      matched = 0;
      period = 1;
    }
  }
  return {suffix, period};
}

template <typename Side>
Factorization critical_factorization(const Side& needle) {
  const Factorization a = maximal_suffix(needle, false), b = maximal_suffix(needle, true);
  return a.cut > b.cut ? a : b;
}

// The first occurrence that begins at or after `from`, counted from the side's own end; size_t(-1) if none.
template <typename Side>
size_t two_way(const Side& text, const Side& needle, size_t from) {
  const auto [cut, suffix_period] = critical_factorization(needle);
  bool is_periodic = cut + suffix_period <= needle.length;
  for (size_t i = 0; is_periodic && i < cut; ++i) is_periodic = needle[i] == needle[i + suffix_period];
  const size_t longer_part = cut > needle.length - cut ? cut : needle.length - cut;
  const size_t period = is_periodic ? suffix_period : longer_part + 1;

  size_t known = 0;  // characters at the start of the needle that are known to match
  for (size_t place = from; place + needle.length <= text.length;) {
    size_t i = cut > known ? cut : known;
    while (i < needle.length && needle[i] == text[place + i]) ++i;
    if (i < needle.length) {
      place += i - cut + 1;
      known = 0;
      continue;
    }
    size_t left = cut;
    while (left > known && needle[left - 1] == text[place + left - 1]) --left;
    if (left <= known) return place;
    place += period;
    known = is_periodic ? needle.length - period : 0;
  }
  return static_cast<size_t>(-1);
}

template <typename Char>
size_t two_way_find(const Char* chars, size_t length, const Char* needle, size_t needle_length, size_t from) {
  return two_way(FromLeft<Char>{chars, length}, FromLeft<Char>{needle, needle_length}, from);
}

// The last occurrence within the first `end` characters.
template <typename Char>
size_t two_way_rfind(const Char* chars, size_t end, const Char* needle, size_t needle_length) {
  const size_t found = two_way(FromRight<Char>{chars, end}, FromRight<Char>{needle, needle_length}, 0);
  return found == static_cast<size_t>(-1) ? found : end - found - needle_length;
}

}  // namespace taipan::text
