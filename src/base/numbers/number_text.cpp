// base/numbers/number_text.cpp -- white space around numbers, digits of all scripts.
//
// Room       Base.
// In / out   See number_text.h.
// Tests      tests/unit/base/numbers/number_text_test.cpp, tests/differential/numbers/

#include "base/numbers/number_text.h"

#include "base/unicode/properties.h"

namespace taipan::numbers {

bool is_number_space(char32_t point) {
  if (point < 0x80) return point == ' ' || (point >= '\t' && point <= '\r');
  return unicode::is_space(point);
}

TextView strip_number_space(TextView text) {
  size_t start = 0;
  size_t end = text.length;
  while (start < end && is_number_space(text.at(start)))
    ++start;
  while (end > start && is_number_space(text.at(end - 1)))
    --end;
  return text.substring(start, end);
}

bool to_ascii_number(TextView text, AsciiBuffer& out) {
  out.reserve(out.size() + text.length);
  for (size_t i = 0; i < text.length; ++i) {
    const char32_t point = text.at(i);
    if (point == 0) return false;
    if (point < 0x80) {
      out.push_back(static_cast<char>(point));
    } else if (const int digit = unicode::decimal_value(point); digit >= 0) {
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
