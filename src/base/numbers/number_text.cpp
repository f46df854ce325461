// base/numbers/number_text.cpp -- digits and spaces of all scripts.
//
// Room       Base.
// In / out   See number_text.h.
// Tests      tests/unit/base/numbers/number_text_test.cpp, tests/differential/numbers/

#include "base/numbers/number_text.h"

#include <algorithm>
#include <iterator>

namespace taipan::numbers {
namespace {

// The digit zero of each script of Unicode 14 beyond ASCII; one to nine follow it.
constexpr char32_t kZeroDigits[] = {
    0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,   0xc66,   0xce6,
    0xd66,   0xde6,   0xe50,   0xed0,   0xf20,   0x1040,  0x1090,  0x17e0,  0x1810,  0x1946,  0x19d0,
    0x1a80,  0x1a90,  0x1b50,  0x1bb0,  0x1c40,  0x1c50,  0xa620,  0xa8d0,  0xa900,  0xa9d0,  0xa9f0,
    0xaa50,  0xabf0,  0xff10,  0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450,
    0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0,
    0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
};
static_assert(std::is_sorted(std::begin(kZeroDigits), std::end(kZeroDigits)), "searched by halving");

}  // namespace

int decimal_digit_value(char32_t point) {
  if (point < 0x80) return point >= '0' && point <= '9' ? static_cast<int>(point - '0') : -1;
  const char32_t* after = std::upper_bound(std::begin(kZeroDigits), std::end(kZeroDigits), point);
  if (after == std::begin(kZeroDigits)) return -1;
  const char32_t distance = point - after[-1];
  return distance < 10 ? static_cast<int>(distance) : -1;
}

bool is_number_space(char32_t point) {
  if (point < 0x80) return point == ' ' || (point >= '\t' && point <= '\r');
  switch (point) {
    case 0x85:
    case 0xa0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202f:
    case 0x205f:
    case 0x3000:
      return true;
    default:
      return point >= 0x2000 && point <= 0x200a;
  }
}

TextView strip_number_space(TextView text) {
  size_t start = 0;
  size_t end = text.length();
  while (start < end && is_number_space(text[start])) ++start;
  while (end > start && is_number_space(text[end - 1])) --end;
  return text.slice(start, end);
}

bool to_ascii_number(TextView text, AsciiBuffer& out) {
  out.reserve(out.size() + text.length());
  for (size_t i = 0; i < text.length(); ++i) {
    const char32_t point = text[i];
    if (point == 0) return false;
    if (point < 0x80) {
      out.push_back(static_cast<char>(point));
    } else if (const int digit = decimal_digit_value(point); digit >= 0) {
      out.push_back(static_cast<char>('0' + digit));
    } else if (is_number_space(point)) {
      out.push_back(' ');
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace taipan::numbers
