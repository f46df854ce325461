// python/compiler/assembler.h -- instructions of one code object in the making: labels, registers, handlers,
// assignment.
//
// Room       python/compiler. Knows bytecode; knows no tree.
// In / out   Calls in program order; finish() then yields the parts of a CodeDraft.
// Tests      tests/golden/compiler/
//
// Code that cannot be reached is not emitted: behind an unconditional jump everything is dropped until a label that
// something reachable jumps to (so loops and handlers need no second pass).
//
// Definite assignment. The assembler keeps the set of variables that certainly have a value here. Jumps carry the set
// to their label, where sets meet in their intersection. Back edges need no iteration: inside of a loop variables only
// gain values, except for those that some statement may unbind, and these are taken out of the set at every loop head
// and at the start of every handler.
//
// Registers.   [ variables, cells, free variables | temporaries: a stack ]
#pragma once

#include <cstdint>
#include <vector>

#include "base/arena.h"
#include "python/bytecode/bytecode.h"
#include "python/compiler/names.h"

namespace taipan::python::compiler {

using Register = uint32_t;
inline constexpr Register kNoRegister = 0xFFFFFFFF;
// The highest number of registers in a frame; a little below what 16 bits can name.
inline constexpr Register kMaximumRegisters = 65000;
// Registers below the callee's that a call needs for the frame header.
inline constexpr uint32_t kWindowHeader = kFrameHeaderWords - 1;

struct Label {
  uint32_t id = 0xFFFFFFFF;
  [[nodiscard]] bool valid() const { return id != 0xFFFFFFFF; }
};

struct RegionId {
  uint32_t index = 0xFFFFFFFF;
  [[nodiscard]] bool valid() const { return index != 0xFFFFFFFF; }
};

class Assembler {
 public:
  // `long_jumps`: avoid jumps of 16 bits. `variable_count`: registers of variables; temporaries lie above.
  Assembler(Arena& arena, uint32_t variable_count, bool long_jumps);

  // ---- instructions. They get this position.
  Position position{-1, -1, -1, -1};
  void emit(Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0);
  void emit_wide(Op op, uint32_t a, int32_t wide);
  void move(Register to, Register from) {
    if (to != from) emit(Op::Move, to, from);
  }
  [[nodiscard]] uint32_t here() const { return static_cast<uint32_t>(instructions_.size()); }
  [[nodiscard]] bool reachable() const { return reachable_; }
  [[nodiscard]] bool too_large() const { return too_large_; }

  // A Nop, if no other instruction stands for this line here: debuggers want to stop at it.
  void mark_line();
  // Of the instructions that control comes from, if it is one line: for those that no place in the source stands for.
  [[nodiscard]] const Position& last_position() const { return last_position_; }

  // ---- jumps
  [[nodiscard]] Label new_label();
  void bind(Label label);
  // Binds the target of a JumpBack.
  void bind_loop_head(Label label);
  void jump(Label target);
  void jump_if(Op op, Register a, Label target);                   // JumpIfTrue, JumpIfFalse, JumpIfNone, JumpIfNotNone
  void jump_compare(Op op, Register a, Register b, Label target);  // JumpIfLess, JumpUnlessLess, ...
  void jump_back(uint32_t loop, Label head);
  void for_iterator(Register target, Register iterator, Label exhausted);
  // Send, Yield, Resume and the jump back; goes on when `iterator` has returned, with its value in `value`.
  void delegate(Register value, Register iterator, uint32_t resume_kind);
  [[nodiscard]] uint32_t new_loop() { return loop_count_++; }
  // A jump was too far for 16 bits: compile again with long jumps.
  [[nodiscard]] bool needs_long_jumps() const { return needs_long_jumps_; }

  // ---- temporaries
  [[nodiscard]] Register first_temporary() const { return variable_count_; }
  [[nodiscard]] bool is_temporary(Register r) const { return r != kNoRegister && r >= variable_count_; }
  [[nodiscard]] Register top() const { return top_; }
  Register push(uint32_t count = 1);
  void set_top(Register top);
  void release_to(Register top) { top_ = top; }

  // ---- variables
  [[nodiscard]] bool is_assigned(Register variable) const;
  void set_assigned(Register variable);
  void set_unassigned(Register variable);
  // The variable may lose its value at places that are not looked at one by one.
  void set_unbindable(Register variable);

  // ---- handlers. Instructions emitted from here to pause_region() or close_region() are covered.
  [[nodiscard]] RegionId open_region(Label handler, Register exception);
  void pause_region(RegionId region);
  void resume_region(RegionId region);
  void close_region(RegionId region) { pause_region(region), --open_regions_; }

  // ---- tables
  uint32_t constant(Value value);
  uint32_t name(Name* name);
  uint32_t cache(Name* name);
  // One cache for all instructions of this kind and name.
  uint32_t shared_cache(Op op, Name* name);

  // ---- the result
  struct Parts {
    std::vector<Instruction> instructions;
    std::vector<Position> positions;
    std::vector<ExceptionEntry> exceptions;
    uint32_t register_count = 0;
    uint32_t loop_count = 0;
  };
  // `order` are the registers of variables in the order that they shall have; if that cannot be (some instruction wants
  // them as they are) it is changed. Behind them lie `unused` registers of variables that no code uses: what is above
  // moves down.
  Parts finish(std::vector<Register>& order, uint32_t unused);
  [[nodiscard]] const std::vector<Value>& constants() const { return constants_; }
  [[nodiscard]] const std::vector<Name*>& names() const { return names_; }
  [[nodiscard]] const std::vector<Name*>& cache_names() const { return cache_names_; }

 private:
  struct LabelInfo {
    uint32_t position = 0xFFFFFFFF;
    bool referenced = false;
    uint64_t* assigned = nullptr;   // what all jumps agree on
    Position from{-1, -1, -1, -1};  // of the jumps, if they are on one line
  };
  struct Fixup {
    uint32_t instruction;
    uint32_t label;
  };
  struct Region {
    Label handler;
    uint32_t exception_register;
    uint32_t depth;
    uint32_t start;
    uint64_t* assigned;
    bool active;
  };
  struct Entry {
    uint32_t start, end;
    uint32_t label;
    uint32_t exception_register;
    uint32_t depth;
  };

  void refer(Label label);
  void drop_jump_to_here(Label label);
  void push_instruction(Op op, uint32_t a, uint32_t b, uint32_t c);
  [[nodiscard]] uint64_t* copy_assigned() const;
  void meet(uint64_t*& into);
  void patch_jumps();
  [[nodiscard]] uint32_t final_label(uint32_t label, int32_t line) const;
  [[nodiscard]] bool keeps_runs(const std::vector<uint16_t>& renamed) const;
  void rename_registers(const std::vector<uint16_t>& renamed, uint32_t unused);

  Arena& arena_;
  const bool long_jumps_;
  bool reachable_ = true;
  uint32_t boundary_ = 0;  // the last position that a label or a region names
  bool too_large_ = false;
  bool needs_long_jumps_ = false;
  const uint32_t variable_count_;
  Register top_;
  Register highest_top_;
  uint32_t loop_count_ = 0;
  uint32_t open_regions_ = 0;
  uint32_t words_;      // of a set of variables
  uint64_t* assigned_;  // variables that have a value here
  uint64_t* unbindable_;
  Position last_position_{-1, -1, -1, -1};
  std::vector<Instruction> instructions_;
  std::vector<Position> positions_;
  std::vector<LabelInfo> labels_;
  std::vector<Fixup> fixups_;
  std::vector<Region> regions_;
  std::vector<Entry> entries_;
  std::vector<Value> constants_;
  std::vector<Name*> names_;
  std::vector<Name*> cache_names_;
  IndexMap constant_index_;
  IndexMap name_index_;
  IndexMap cache_index_;
};

// Gives back the temporaries that were taken since.
class TemporaryScope {
 public:
  explicit TemporaryScope(Assembler& assembler) : assembler_(assembler), top_(assembler.top()) {}
  ~TemporaryScope() { assembler_.release_to(top_); }
  TemporaryScope(const TemporaryScope&) = delete;
  TemporaryScope& operator=(const TemporaryScope&) = delete;

 private:
  Assembler& assembler_;
  Register top_;
};

}  // namespace taipan::python::compiler
