// python/syntax/source.h -- from the bytes of a file to the text that the tokenizer reads.
//
// Room       Syntax.
// In / out   Bytes in; UTF-8 in the arena out, with `\n` as the only line end and a NUL behind the end.
// Tests      tests/syntax/compare_errors.py, tests/unit/python/syntax/source_test.cpp
#pragma once

#include <string_view>

#include "python/syntax/parser.h"

namespace taipan::syntax {

// The encoding that a source declares in its byte-order mark or, as PEP 263 says, in one of its first two lines.
struct EncodingDeclaration {
  bool byte_order_mark = false;
  std::string_view name;  // normalised; empty if there is no comment
};
[[nodiscard]] EncodingDeclaration find_encoding(Arena& arena, std::string_view bytes);

// False if there is a problem. The text is not checked to be UTF-8, unless it came from a file: wrong bytes in comments
// do no harm, and others are found where they are used.
// `has_encoding` becomes whether an encoding is known rather than assumed.
[[nodiscard]] bool decode_source(Arena& arena, std::string_view bytes, const ParseOptions& options,
                                 std::string_view& text, bool& has_encoding, SyntaxProblem& problem);

}  // namespace taipan::syntax
