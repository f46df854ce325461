// base/text/search.h -- where one text occurs in another.
//
// Room       Text. Works on any pair of widths; a byte string is a text of width One.
// In / out   Positions in code points, kNotFound if there is none. The empty needle is found everywhere: first at 0,
//            last at the end, length + 1 times in all.
// Tests      tests/unit/base/text/search_test.cpp
//
// Speed: about a tenth of a nanosecond a character where the needle's first and last characters rarely stand at its
// distance; never worse than linear in haystack plus needle, whatever the texts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/text/byte_buffer.h"
#include "base/text/text_view.h"

namespace taipan::text {

constexpr size_t kNotFound = static_cast<size_t>(-1);

size_t find_char(TextView haystack, char32_t c, size_t from = 0);
size_t rfind_char(TextView haystack, char32_t c);  // the last one
size_t count_char(TextView haystack, char32_t c);

size_t find(TextView haystack, TextView needle);
size_t rfind(TextView haystack, TextView needle);
// Occurrences that do not overlap, from the left; stops counting at `limit`.
size_t count(TextView haystack, TextView needle, size_t limit = kNotFound);

bool equal(TextView a, TextView b);
bool starts_with(TextView text, TextView prefix);
bool ends_with(TextView text, TextView suffix);
// By code point: negative, zero or positive.
int compare(TextView a, TextView b);

// Looks for the same needle again and again in texts of one width, as splitting and replacing do. The needle must not
// be empty and must outlive the searcher.
class Searcher {
 public:
  Searcher(TextView needle, CharWidth haystack_width);

  // The first occurrence at or after `from`.
  size_t find(TextView haystack, size_t from = 0) const;
  // The last occurrence that ends at or before `end`.
  size_t rfind(TextView haystack, size_t end) const;

 private:
  TextView needle_;       // in the width of the haystack; meaningless if impossible_
  bool impossible_ = false;  // the needle has characters that no haystack of this width has
  ByteBuffer converted_;
};

}  // namespace taipan::text
