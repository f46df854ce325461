// base/numbers/format_private.h -- what the format_*.cpp files share.
//
// Room       Base, and only those files.
#pragma once

#include "base/numbers/format_spec.h"

namespace taipan::numbers {

// Fills in `error` with a fixed message; returns false for the caller to return.
bool fail(FormatError* error, FormatErrorKind kind, std::string_view message);
// "Unknown format code 'y' for object of type 'int'".
bool fail_unknown_type(FormatError* error, char32_t type, TextView type_name);
bool fail_out_of_memory(FormatError* error);

// 'y' where printable in ASCII, '\x1f' otherwise, with the quotes.
void append_quoted_code(TextBuffer& out, char32_t code);

// A number taken apart: sign, prefix ("0x"), digits before the point, and what follows, which begins with '.' or not.
struct NumberParts {
  bool negative = false;
  std::string_view prefix;
  std::string_view digits;
  std::string_view rest;   // ".25", "e+10", ".5e-07%", "inf"
  char32_t character = 0;  // for type c: stands in place of all digits
};

// The parts of what append_float wrote.
NumberParts take_apart(std::string_view text);

// The number's signs, groups and padding as the spec wants them; not `out`'s problem if memory runs out.
void append_number(TextBuffer& out, const NumberParts& parts, const FormatSpec& spec, const FormatContext& context);

// Characters to add on both sides of `length` to fill the spec's width.
struct Padding {
  size_t left;
  size_t right;
};
Padding padding_of(size_t length, const FormatSpec& spec);

}  // namespace taipan::numbers
