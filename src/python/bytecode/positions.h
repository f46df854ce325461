// python/bytecode/positions.h -- the delta-coded table of where instructions come from.
//
// Room       python/bytecode. Written by make_code, read through position_of.
// Tests      tests/unit/python/bytecode/positions_test.cpp
//
//   table   [ checkpoint of instruction 0 | checkpoint of 64 | 128 | ... ]  [ entry | entry | ... ]
//            `-- offset of the entry, and the line that its delta starts from: 8 bytes
//
// There is one entry an instruction. Its first byte says what follows:
//
//   0          as the instruction before
//   1          unknown: all four are -1
//   2          line delta, end line - line, column + 1, end column + 1, each a variable-length integer (first two
//   zigzag) 3 ... 255  line delta of byte - 64 on one line; then a byte column; then a byte end column - column
//
// Looking up decodes at most 64 entries.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "python/bytecode/bytecode.h"

namespace taipan::python {

void encode_positions(std::vector<uint8_t>& out, std::span<const Position> positions);
Position decode_position(const uint8_t* table, uint32_t instruction_count, uint32_t instruction);

}  // namespace taipan::python
