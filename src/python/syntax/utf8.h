// python/syntax/utf8.h -- UTF-8 as the front end needs it: checked, counted, replaced, and with lone surrogates.
//
// Room       Syntax.
// Tests      tests/unit/python/syntax/utf8_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace taipan::syntax::utf8 {

// The code point at `at`, which moves behind it. The text must be valid, but may hold encoded surrogates.
char32_t next(const char*& at);

// Appends one code point; surrogates become three bytes.
void append(std::string& text, char32_t point);

// Where and why a text is not UTF-8.
struct Defect {
  size_t start = 0;
  size_t end = 0;
  const char* reason = nullptr;
};

// Whether the text is strict UTF-8. If not, `defect` is its first one.
bool check(std::string_view text, Defect& defect);

// The same, with what CPython's decoder says in `message`.
bool check(std::string_view text, std::string& message);

// The length of the longest valid start of the text.
size_t valid_length(std::string_view text);

// The number of characters, if every undecodable part is replaced by one U+FFFD.
size_t count_replacing(std::string_view text);

// The text with every undecodable part replaced by U+FFFD.
std::string replace_invalid(std::string_view text);

}  // namespace taipan::syntax::utf8
