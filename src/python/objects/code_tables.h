// python/objects/code_tables.h -- the bytes that code objects show: co_code, co_linetable, co_exceptiontable, and back.
//
// Room       python/objects. Between Code, whose tables are our own, and whoever copies code objects field by field
//            (code.replace, types.CodeType, pickling libraries) or reads them (dis).
// Tests      tests/python/frames/code_*.py, CPython's test_code
//
// An instruction shows as four code units of two bytes, so offsets in co_code, f_lasti and the tables count 8 an instruction:
//
//   co_code   [ 9 | op | a lo | a hi | b lo | b hi | c lo | c hi ]       9 is NOP to whoever takes it for CPython's code
//
// An operand that is an inline cache shows as the index of the cache's name in co_names (all ones: it has none): caches are
// made anew from that. Tables of places and handlers have the formats of CPython 3.11 (its Objects/locations.md and
// Objects/exception_handling_notes.txt); the depth of a handler is the number of temporaries below its exception.
#pragma once

#include <span>
#include <vector>

#include "python/bytecode/bytecode.h"

namespace taipan::python {

inline constexpr int64_t kUnitsPerInstruction = 4;
inline constexpr int64_t kBytesPerInstruction = 2 * kUnitsPerInstruction;

Bytes* shown_code(Heap& heap, const Code* code);
Bytes* shown_line_table(Heap& heap, const Code* code);
Bytes* shown_exception_table(Heap& heap, const Code* code);

// The way back. False: these bytes are no such table.
// `caches` gets a name for each cache that the instructions use.
bool parse_code(std::span<const uint8_t> bytes, const Tuple* names, std::vector<Instruction>& instructions, std::vector<String*>& caches);
bool parse_line_table(std::span<const uint8_t> table, uint32_t instruction_count, int32_t first_line, std::vector<Position>& positions);
bool parse_exception_table(std::span<const uint8_t> table, uint32_t instruction_count, uint32_t local_count,
                           std::vector<ExceptionEntry>& entries);

}  // namespace taipan::python
