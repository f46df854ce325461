// python/bytecode/bytecode.h -- opcodes, intrinsics and code objects.
//
// Room       python. Written by the compiler, run by the interpreter, shown by the disassembler, stored by the cache.
#pragma once

#include <cstdint>
#include <span>

#include "vm/containers.h"
#include "vm/frame.h"
#include "vm/string.h"

namespace taipan::python {

enum class Op : uint16_t {
#define OP(name, a, b, c, effects, meaning) name,
#include "python/bytecode/opcodes.def"
#undef OP
  Count
};

enum class Intrinsic : uint16_t {
#define INTRINSIC(name, count, meaning) name,
#include "python/bytecode/intrinsics.def"
#undef INTRINSIC
  Count
};

// Operand c of LoadSpecialMethod.
enum class SpecialMethod : uint16_t { Enter, Exit, AsyncEnter, AsyncExit };

const char* name_of(Op op);
const char* name_of(Intrinsic intrinsic);

// CPython's co_flags, plus our own from bit 28 on.
enum CodeFlag : uint32_t {
  kCodeOptimized = 0x1,
  kCodeNewLocals = 0x2,
  kCodeVarArgs = 0x4,
  kCodeVarKeywords = 0x8,
  kCodeNested = 0x10,
  kCodeGenerator = 0x20,
  kCodeNoFree = 0x40,
  kCodeCoroutine = 0x80,
  kCodeIterableCoroutine = 0x100,
  kCodeAsyncGenerator = 0x200,
  // __future__ features: CPython's bit values (annotations 0x1000000, barry_as_FLUFL 0x400000, ...)
  kCodeSimpleParameters = 0x1000'0000,  // no *args, **kwargs, keyword-only: a positional call with argcount arguments fits as is
  kCodeHidden = 0x2000'0000,            // frames are not shown in tracebacks
};

// What one instruction remembers of its last lookups. Holds nothing alive: every field is only believed after a version
// number, unique for ever, has been compared.
struct InlineCache {
  String* name;      // attribute, global, ...
  uint64_t version;  // Shape::lookup_version, or Dict::keys_version of the globals
  union {
    uint64_t version2;  // keys_version of the builtins
    uint64_t slot;
    Value value;
  };
  union {
    Value* location;  // entry of a globals dict, of a class's dict
    Shape* shape;     // shape after a store that adds an attribute
    uint64_t kind;
  };
};

// Code between start and end (instruction indices) that raises continues at target with the exception in a register.
// Entries are sorted by start; of several that cover a position the last one listed (innermost) counts.
struct ExceptionEntry {
  uint32_t start, end, target;
  uint16_t exception_register;
  uint16_t depth;
};

// Where an instruction comes from. Lines count from 1, columns from 0 in UTF-8 bytes; -1: unknown.
struct Position {
  int32_t line, end_line;
  int32_t column, end_column;
};

// Registers: parameters (positional-only, positional, keyword-only, *args, **kwargs), other locals (register_names gives their
// names; those captured by inner functions hold a Cell after the prologue's MakeCell), free variables (cells, filled by
// CopyFree), then temporaries. `register_count` covers the call windows.
struct Code : HeapObject {
  // ---- used by calls
  Instruction* instructions;   // malloc'd block, freed with the code
  Value* constants;            // in constants_tuple
  InlineCache* caches;         // malloc'd
  uint32_t flags;              // CodeFlag
  uint16_t register_count;
  uint16_t local_count;        // parameters, locals and free variables: registers that start unbound
  uint16_t argument_count;     // positional, positional-only included (co_argcount)
  uint16_t positional_only_count;
  uint16_t keyword_only_count;
  uint16_t parameter_count;    // all, * and ** included
  uint32_t instruction_count;
  uint32_t cache_count;
  uint32_t hot_counter;
  uint16_t loop_count;
  uint16_t free_count;
  // ---- the rest
  Tuple* constants_tuple;
  Tuple* names;                // String: for WideName operands and co_names
  Tuple* register_names;       // local_count strings: varnames, then cell-only locals, then free variables
  uint16_t variable_count;     // co_varnames = the first so many register names
  uint16_t cell_count;
  uint32_t first_line;
  Tuple* cell_names;           // co_cellvars
  Tuple* free_names;           // co_freevars
  String* name;
  String* qualified_name;
  String* filename;
  ExceptionEntry* exceptions;  // malloc'd
  uint32_t exception_count;
  uint32_t position_bytes;
  uint8_t* positions;          // malloc'd, delta coded; read through position_of
  uint32_t* loop_counters;     // malloc'd, loop_count
  void* jit_data;              // belongs to the jit's driver
  uint32_t suspended_count;    // of generators, computed when first needed: registers to keep at a Yield, plus 1
};

// Where instruction number `instruction` comes from.
Position position_of(const Code* code, uint32_t instruction);

// The innermost handler that covers the instruction, or null.
const ExceptionEntry* find_handler(const Code* code, uint32_t instruction);

// What the compiler hands over; make_code copies it into a Code object (all vectors are copied).
struct CodeDraft {
  std::span<const Instruction> instructions;
  std::span<const Value> constants;
  std::span<String* const> cache_names;  // one a cache; interned; null where a cache needs no name
  std::span<const ExceptionEntry> exceptions;
  std::span<const Position> positions;
  std::span<const uint8_t> encoded_positions;  // instead of `positions`: the table of another Code (cache reader)
  Tuple* names;
  Tuple* register_names;
  Tuple* cell_names;
  Tuple* free_names;
  String* name;
  String* qualified_name;
  String* filename;
  uint32_t flags = 0;
  uint32_t register_count = 0, local_count = 0, variable_count = 0;
  uint32_t argument_count = 0, positional_only_count = 0, keyword_only_count = 0;
  uint32_t loop_count = 0;
  uint32_t first_line = 1;
};
Code* make_code(Heap& heap, const CodeDraft& draft);
// From now on make_code keeps only lines of positions (-X no_debug_ranges).
void keep_only_lines();
// Text listing with names, constants, jump labels, exception table: stable, no addresses.
void disassemble(class taipan::ByteBuilder& out, const Code* code);
// Asserts that operands are in range, jumps hit instructions, windows leave room for headers.
void verify(const Code* code);

}  // namespace taipan::python
