// base/unicode/identifiers.cpp -- Unicode for the reader of a program's source.
//
// Room       Unicode data; the contract is in identifiers.h.
// Tests      tests/unit/base/unicode/identifiers_test.cpp
#include "base/unicode/identifiers.h"

#include "base/text/text_buffer.h"
#include "base/unicode/normalization.h"
#include "base/unicode/properties.h"

namespace taipan::unicode {

char32_t next_code_point(std::string_view utf8, size_t& position) {
  const auto byte = [&](size_t offset) -> char32_t {
    const size_t index = position + offset;
    return index < utf8.size() ? static_cast<uint8_t>(utf8[index]) : 0;
  };
  const char32_t first = byte(0);
  char32_t c = first;
  size_t length = 1;
  if (first >= 0xF0) {
    c = (first & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    length = 4;
  } else if (first >= 0xE0) {
    c = (first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    length = 3;
  } else if (first >= 0xC0) {
    c = (first & 0x1F) << 6 | (byte(1) & 0x3F);
    length = 2;
  }
  position += length;
  return c;
}

void append_code_point(std::string& utf8, char32_t c) {
  const auto tail = [&](int shift) { utf8.push_back(static_cast<char>(0x80 | (c >> shift & 0x3F))); };
  if (c < 0x80) {
    utf8.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    utf8.push_back(static_cast<char>(0xC0 | c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    utf8.push_back(static_cast<char>(0xE0 | c >> 12));
    tail(6);
    tail(0);
  } else {
    utf8.push_back(static_cast<char>(0xF0 | c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string nfkc(std::string_view utf8) {
  text::TextBuffer characters;
  for (size_t position = 0; position < utf8.size();) characters.append(next_code_point(utf8, position));
  if (quick_check(characters.view(), NormalForm::Nfkc) == QuickCheck::Yes) return std::string(utf8);
  text::TextBuffer normalized;
  append_normalized(normalized, characters.view(), NormalForm::Nfkc);
  std::string result;
  result.reserve(utf8.size());
  for (size_t i = 0; i < normalized.length(); ++i) append_code_point(result, normalized.view().at(i));
  return result;
}

size_t identifier_length(std::string_view utf8) {
  size_t position = 0;
  while (position < utf8.size()) {
    size_t next = position;
    const char32_t c = next_code_point(utf8, next);
    const bool belongs = position == 0 ? c == U'_' || is_xid_start(c) : is_xid_continue(c);
    if (!belongs) break;
    position = next;
  }
  return position < utf8.size() ? position : utf8.size();
}

}  // namespace taipan::unicode
