// base/text/lines.cpp -- cutting a text into lines and words.
//
// Room       Text; the contract is in lines.h.
// Tests      tests/unit/base/text/lines_test.cpp
#include "base/text/lines.h"

#include "base/unicode/properties.h"

namespace taipan::text {

namespace {

struct AsciiRules {
  static bool is_space(char32_t c) { return is_ascii_space(c); }
  static bool is_line_break(char32_t c) { return c == '\n' || c == '\r'; }
};

struct UnicodeRules {
  static bool is_space(char32_t c) { return unicode::is_space(c); }
  static bool is_line_break(char32_t c) { return unicode::is_line_break(c); }
};

// Calls `visitor(rules, chars)`: one instantiation for each kind of separators and each width.
template <typename Visitor>
decltype(auto) with_rules(TextView text, Separators separators, Visitor&& visitor) {
  return text.visit([&](const auto* chars) {
    return separators == Separators::Ascii ? visitor(AsciiRules{}, chars) : visitor(UnicodeRules{}, chars);
  });
}

template <bool kWanted>
size_t scan_forward(TextView text, size_t from, Separators separators) {
  return with_rules(text, separators, [&](auto rules, const auto* chars) {
    size_t i = from;
    while (i < text.length && rules.is_space(chars[i]) != kWanted) ++i;
    return i;
  });
}

template <bool kWanted>
size_t scan_backward(TextView text, size_t end, Separators separators) {
  return with_rules(text, separators, [&](auto rules, const auto* chars) {
    size_t i = end;
    while (i > 0 && rules.is_space(chars[i - 1]) != kWanted) --i;
    return i;
  });
}

}  // namespace

Line find_line(TextView text, size_t start, Separators separators) {
  return with_rules(text, separators, [&](auto rules, const auto* chars) -> Line {
    size_t i = start;
    while (i < text.length && !rules.is_line_break(chars[i])) ++i;
    if (i == text.length) return {i, i};
    const bool is_pair = chars[i] == '\r' && i + 1 < text.length && chars[i + 1] == '\n';
    return {i, i + (is_pair ? 2 : 1)};
  });
}

size_t find_space(TextView text, size_t from, Separators separators) {
  return scan_forward<true>(text, from, separators);
}
size_t skip_spaces(TextView text, size_t from, Separators separators) {
  return scan_forward<false>(text, from, separators);
}
size_t find_space_before(TextView text, size_t end, Separators separators) {
  return scan_backward<true>(text, end, separators);
}
size_t skip_spaces_before(TextView text, size_t end, Separators separators) {
  return scan_backward<false>(text, end, separators);
}

}  // namespace taipan::text
