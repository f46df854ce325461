// python/modules_core/json_scan.cpp -- scanning in blocks of sixteen, which the compiler turns into vector compares.
//
// Room       Cores of modules.
// Tests      tests/unit/python/modules_core/json_scan_test.cpp, tests/differential/modules_core/compare_cores.py
#include "python/modules_core/json_scan.h"

#include "base/unicode/properties.h"

namespace taipan::modules_core {

namespace {

using text::TextBuffer;
using text::TextView;

template <typename Char, typename Predicate>
size_t find_first(const Char* chars, size_t from, size_t end, Predicate&& is_wanted) {
  for (; end - from >= 16; from += 16) {
    uint32_t hit = 0;
    for (size_t i = 0; i < 16; ++i)
      hit |= static_cast<uint32_t>(is_wanted(chars[from + i]));
    if (hit != 0) break;
  }
  while (from < end && !is_wanted(chars[from]))
    ++from;
  return from;
}

// The value of four hexadecimal digits, or -1.
template <typename Char>
int32_t read_unicode_escape(const Char* digits) {
  int32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = unicode::hex_digit_value(digits[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// The character that a backslash before `c` means, or 0.
char32_t simple_escape(char32_t c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

template <typename Char>
JsonString scan_string(const Char* chars, size_t length, size_t start, bool is_strict, TextBuffer& out) {
  bool is_plain = true;
  for (size_t place = start;;) {
    const size_t run = place;
    if (is_strict) {
      place = find_first(chars, place, length, [](Char c) { return (c == '"') | (c == '\\') | (c < 0x20); });
      if (place < length && chars[place] < 0x20) return {JsonStringStatus::ControlCharacter, place};
    } else {
      place = find_first(chars, place, length, [](Char c) { return (c == '"') | (c == '\\'); });
    }
    if (place == length) return {JsonStringStatus::Unterminated, start - 1};
    if (chars[place] == '"' && is_plain) return {JsonStringStatus::Plain, place + 1};
    out.append(TextView(chars + run, place - run));
    if (chars[place] == '"') return {JsonStringStatus::Decoded, place + 1};
    is_plain = false;
    place += 1;
    if (place == length) return {JsonStringStatus::Unterminated, start - 1};
    if (chars[place] != 'u') {
      const char32_t c = simple_escape(chars[place]);
      if (c == 0) return {JsonStringStatus::BadEscape, place - 1};
      out.append(c);
      place += 1;
      continue;
    }
    place += 1;  // to the digits, behind which at least the closing quote must follow
    if (place + 4 >= length) return {JsonStringStatus::BadUnicodeEscape, place - 1};
    int32_t c = read_unicode_escape(chars + place);
    if (c < 0) return {JsonStringStatus::BadUnicodeEscape, place - 1};
    place += 4;
    if (unicode::is_high_surrogate(static_cast<char32_t>(c)) && place + 6 < length && chars[place] == '\\' &&
        chars[place + 1] == 'u') {
      const int32_t low = read_unicode_escape(chars + place + 2);
      if (low < 0) return {JsonStringStatus::BadUnicodeEscape, place + 1};
      if (unicode::is_low_surrogate(static_cast<char32_t>(low))) {
        c = static_cast<int32_t>(unicode::join_surrogates(static_cast<char32_t>(c), static_cast<char32_t>(low)));
        place += 6;
      }
    }
    out.append(static_cast<char32_t>(c));
  }
}

template <typename Char>
bool is_digit_at(const Char* chars, size_t length, size_t place) {
  return place < length && unicode::is_ascii_digit(chars[place]);
}

template <typename Char>
JsonNumber scan_number(const Char* chars, size_t length, size_t start) {
  JsonNumber number;
  number.next = start;
  size_t place = start;
  const bool is_negative = place < length && chars[place] == '-';
  if (is_negative) ++place;
  if (!is_digit_at(chars, length, place)) return number;
  const size_t digits = place;
  if (chars[place] == '0') {
    ++place;
  } else {
    uint64_t value = 0;
    while (is_digit_at(chars, length, place))
      value = value * 10 + (chars[place++] - Char{'0'});
    number.value = static_cast<int64_t>(is_negative ? 0 - value : value);
  }
  number.is_small = place - digits <= 18;
  if (place < length && chars[place] == '.' && is_digit_at(chars, length, place + 1)) {
    number.is_float = true;
    place += 2;
    while (is_digit_at(chars, length, place))
      ++place;
  }
  if (place < length && (chars[place] == 'e' || chars[place] == 'E')) {
    size_t exponent = place + 1;
    if (exponent < length && (chars[exponent] == '-' || chars[exponent] == '+')) ++exponent;
    if (is_digit_at(chars, length, exponent)) {
      number.is_float = true;
      while (is_digit_at(chars, length, exponent))
        ++exponent;
      place = exponent;
    }
  }
  if (number.is_float) number.is_small = false;
  number.next = place;
  return number;
}

void append_unicode_escape(TextBuffer& out, char32_t unit) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const char escape[] = {
      '\\', 'u', kDigits[unit >> 12 & 15], kDigits[unit >> 8 & 15], kDigits[unit >> 4 & 15], kDigits[unit & 15]};
  out.append_ascii(escape, sizeof escape);
}

void append_escaped(TextBuffer& out, char32_t c) {
  switch (c) {
    case '"':
      out.append_ascii("\\\"", 2);
      return;
    case '\\':
      out.append_ascii("\\\\", 2);
      return;
    case '\b':
      out.append_ascii("\\b", 2);
      return;
    case '\f':
      out.append_ascii("\\f", 2);
      return;
    case '\n':
      out.append_ascii("\\n", 2);
      return;
    case '\r':
      out.append_ascii("\\r", 2);
      return;
    case '\t':
      out.append_ascii("\\t", 2);
      return;
    default:
      break;
  }
  if (c < 0x10000) {
    append_unicode_escape(out, c);
  } else {
    append_unicode_escape(out, unicode::high_surrogate_of(c));
    append_unicode_escape(out, unicode::low_surrogate_of(c));
  }
}

template <typename Char>
void append_string(TextBuffer& out, const Char* chars, size_t length, JsonCharacters characters) {
  out.append(U'"');
  for (size_t place = 0;;) {
    const size_t run = place;
    if (characters == JsonCharacters::Ascii) {
      place =
          find_first(chars, place, length, [](Char c) { return (c == '"') | (c == '\\') | (c < 0x20) | (c > 0x7E); });
    } else {
      place = find_first(chars, place, length, [](Char c) { return (c == '"') | (c == '\\') | (c < 0x20); });
    }
    out.append(TextView(chars + run, place - run));
    if (place == length) break;
    append_escaped(out, chars[place++]);
  }
  out.append(U'"');
}

}  // namespace

const char* message_of(JsonStringStatus status) {
  switch (status) {
    case JsonStringStatus::Unterminated:
      return "Unterminated string starting at";
    case JsonStringStatus::ControlCharacter:
      return "Invalid control character at";
    case JsonStringStatus::BadEscape:
      return "Invalid \\escape";
    case JsonStringStatus::BadUnicodeEscape:
      return "Invalid \\uXXXX escape";
    default:
      return nullptr;
  }
}

JsonString scan_json_string(TextView subject, size_t start, JsonStrictness strictness, TextBuffer& out) {
  return subject.visit([&](const auto* chars) {
    return scan_string(chars, subject.length, start, strictness == JsonStrictness::Strict, out);
  });
}

JsonNumber scan_json_number(TextView subject, size_t start) {
  return subject.visit([&](const auto* chars) { return scan_number(chars, subject.length, start); });
}

size_t skip_json_space(TextView subject, size_t start) {
  return subject.visit([&](const auto* chars) {
    size_t place = start;
    while (place < subject.length &&
           (chars[place] == ' ' || chars[place] == '\n' || chars[place] == '\t' || chars[place] == '\r')) {
      ++place;
    }
    return place;
  });
}

void append_json_string(TextBuffer& out, TextView text, JsonCharacters characters) {
  text.visit([&](const auto* chars) { append_string(out, chars, text.length, characters); });
}

}  // namespace taipan::modules_core
