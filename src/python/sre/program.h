// python/sre/program.h -- a compiled regular expression.
//
// Room       Regular expressions. Door: compile() makes programs from code words, matcher.h runs them.
// Tests      tests/unit/python/sre/, tests/differential/sre/compare_sre.py
//
// A program is a vector of instructions of 32 bytes with resolved targets, and the tables these point to: sets of
// characters, tables that decide by the next character, and the pool of literals. It never changes after it is made and
// may be run by several threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "python/sre/character_class.h"

namespace taipan::sre {

enum class Op : uint8_t {
#define OP(name, words, meaning) name,
#include "python/sre/instructions.def"
#undef OP
};

// What a loop over one character repeats.
enum class Unit : uint8_t { Character, NotCharacter, Any, AnyAll, Class, ClassInLocale };

// What can begin at a place of the program, found by first_sets.cpp: a superset of the truth.
struct FirstSet {
  uint64_t low[4] = {};
  uint8_t wide = 0;     // atoms of wide characters, see character_class.h
  bool at_end = false;  // may succeed where the subject ends

  bool is_everything() const { return (low[0] & low[1] & low[2] & low[3]) == ~uint64_t{0} && wide == 15 && at_end; }
  void add_everything() { *this = {{~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}}, 15, true}; }
  void add(char32_t c);
  void add(const CharacterClass& set);
  void add(const FirstSet& other);
  bool has(uint32_t c) const { return (low[c >> 6] >> (c & 63) & 1) != 0; }
  bool is_disjoint_from(const FirstSet& other) const;
};

// A first set in the form the engine looks into. For wide characters the answer is one for all.
struct LookTable {
  uint8_t low[256];
  uint8_t wide;
  uint8_t at_end;
  bool has_single = false;  // no more than one character passes, and not the end
  char32_t single = 0;
};

// For each next character the instructions to try: a list in `targets`, ended by kEndOfTargets.
struct DispatchTable {
  uint32_t low[256];  // index of the first entry of the list
  uint32_t wide;
  uint32_t at_end;
  std::vector<uint32_t> targets;
};
inline constexpr uint32_t kEndOfTargets = 0xFFFFFFFF;

struct Instruction {
  Op op = Op::Fail;
  Unit unit = Unit::Character;
  Fold fold = Fold::None;
  bool is_flagged = false;  // LookAhead, LookBehind: negated; RoundsEnter: may run again; bodies' ends: has marks;
                            // loops over one character: the pattern begins with it
  uint32_t value = 0;       // character, mark, group, slot, place in the literal pool
  uint32_t minimum = 0;     // loops; String: how many characters; Barrier: how many steps back
  uint32_t maximum = 0;     // loops; kMaxRepeat: no maximum
  union {
    uint32_t target;
    const CharacterClass* set;
  };
  const void* table = nullptr;  // LookTable or DispatchTable

  explicit Instruction(Op operation) : op(operation), set(nullptr) {}
  const LookTable& look() const { return *static_cast<const LookTable*>(table); }
  const DispatchTable& dispatch() const { return *static_cast<const DispatchTable*>(table); }
};
static_assert(sizeof(Instruction) == 32);

// How a search finds places that are worth trying.
enum class SearchPlan : uint8_t {
  EveryPlace,
  OnlyBeginning,   // the pattern begins with \A
  LineBeginnings,  // the pattern begins with ^ and MULTILINE
  Literal,         // the pattern begins with prefix_length characters at prefix in the literal pool
  WholeLiteral,    // and is nothing else
  FirstCharacter,  // the first character must be in first_look
};

class Program {
 public:
  std::span<const Instruction> instructions() const { return instructions_; }
  const Instruction* start() const { return instructions_.data(); }

  uint32_t group_count() const { return group_count_; }
  uint32_t slot_count() const { return slot_count_; }
  uint32_t min_width() const { return min_width_; }
  SearchPlan search_plan() const { return search_plan_; }
  const LookTable& first_look() const { return *first_look_; }
  uint32_t prefix() const { return prefix_; }
  uint32_t prefix_length() const { return prefix_length_; }
  uint32_t prefix_bits() const { return prefix_bits_; }      // its characters, or'ed together
  uint32_t prefix_rarest() const { return prefix_rarest_; }  // which of them is likely to be rare in a subject
  // The test whether this is a boundary of a word that the pattern begins with, or Nothing.
  Op first_boundary() const { return first_boundary_; }
  // A match that begins inside the run that an unsuccessful match's first loop went through would fail, too.
  bool skips_leading_run() const { return skips_leading_run_; }

  // The literal pool in three widths. Where a literal does not fit into a width, its copy is truncated: whoever uses it
  // looks at its bits first.
  template <typename Char>
  const Char* literals() const {
    if constexpr (sizeof(Char) == 1) {
      return reinterpret_cast<const Char*>(literals1_.data());
    } else if constexpr (sizeof(Char) == 2) {
      return reinterpret_cast<const Char*>(literals2_.data());
    } else {
      return reinterpret_cast<const Char*>(literals4_.data());
    }
  }

  // Bytes that the program takes.
  size_t memory_size() const;
  // One line for each instruction, for tests and for debugging.
  void dump(std::vector<char>& out) const;

 private:
  friend class ProgramBuilder;

  std::vector<Instruction> instructions_;
  std::vector<std::unique_ptr<CharacterClass>> classes_;
  std::vector<std::unique_ptr<LookTable>> look_tables_;
  std::vector<std::unique_ptr<DispatchTable>> dispatch_tables_;
  std::vector<uint8_t> literals1_;
  std::vector<uint16_t> literals2_;
  std::vector<uint32_t> literals4_;
  const LookTable* first_look_ = nullptr;
  uint32_t group_count_ = 0;
  uint32_t slot_count_ = 0;
  uint32_t min_width_ = 0;
  uint32_t prefix_ = 0;
  uint32_t prefix_length_ = 0;
  uint32_t prefix_bits_ = 0;
  uint32_t prefix_rarest_ = 0;
  Op first_boundary_ = Op::Nothing;
  SearchPlan search_plan_ = SearchPlan::EveryPlace;
  bool skips_leading_run_ = false;
};

// Null if the code words are not valid: Python raises RuntimeError("invalid SRE code").
std::unique_ptr<Program> compile(std::span<const uint32_t> code, uint32_t group_count);

}  // namespace taipan::sre
