// python/sre/code_reader.h -- checks a list of code words and reads it into a tree.
//
// Room       Regular expressions. The only file that knows how constructs are laid out in code words.
// Tests      tests/unit/python/sre/code_reader_test.cpp
//
// The list may come from anybody: whatever its words are, reading it ends, touches nothing outside of it and either
// gives a well-formed tree or says that the code is invalid. Constructs may be nested to any depth.
#pragma once

#include <optional>
#include <span>

#include "python/sre/syntax_tree.h"

namespace taipan::sre {

// Nothing if the code is invalid.
std::optional<SyntaxTree> read_code(std::span<const uint32_t> code, uint32_t group_count);

}  // namespace taipan::sre
