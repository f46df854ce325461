// base/unicode/identifiers.h -- what the reader of a program's source asks of Unicode, on UTF-8 text.
//
// Room       Unicode data. A thin door: is_xid_start and is_xid_continue are in properties.h, lookup_name in names.h.
// Tests      tests/unit/base/unicode/identifiers_test.cpp
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace taipan::unicode {

// The form NFKC of valid UTF-8 text: identifiers that are equal in it are the same identifier.
std::string nfkc(std::string_view utf8);

// The code point at `position` (which moves past it) of valid UTF-8 text.
char32_t next_code_point(std::string_view utf8, size_t& position);
void append_code_point(std::string& utf8, char32_t c);

// The length in bytes of the longest identifier (underscores may begin it) that `utf8` begins with; 0 if none.
size_t identifier_length(std::string_view utf8);

}  // namespace taipan::unicode
