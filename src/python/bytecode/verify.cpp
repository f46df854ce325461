// python/bytecode/verify.cpp -- checks the rules that every code object obeys.
//
// Room       python/bytecode. verify() stops the program with the instruction and the rule if one is broken; broken_rule()
//            tells.
// Tests      the compiler's own runs over the standard library
//
//  1. Operands are in range: registers, constants, caches, variables, intrinsics.
//  2. Jumps and handlers hit instructions, and no Extra word.
//  3. Control cannot run off the end.
//  4. A call window has room for the callee's frame header below it.
//  5. Exception entries are sorted by start and properly nested.
//  6. Parameters, locals and free variables fit the register names.
#include "python/bytecode/verify.h"

#include <cstdio>
#include <cstdlib>

#include "python/bytecode/operands.h"

namespace taipan::python {

namespace {

class Verifier {
 public:
  enum class Broken : bool { Stops, Tells };
  Verifier(const Code* code, Broken broken) : code_(code), broken_(broken) {}

  const char* run() {
    check_counts();
    for (index_ = 0; problem_ == nullptr && index_ < code_->instruction_count; ++index_)
      check_instruction(code_->instructions[index_]);
    if (problem_ != nullptr) return problem_;
    index_ = code_->instruction_count - 1;
    require(info_of(code_->instructions[index_]).never_falls_through, "control cannot run off the end");
    check_exceptions();
    return problem_;
  }

 private:
  void require(bool condition, const char* rule) {
    if (condition || problem_ != nullptr) return;
    if (broken_ == Broken::Tells) {
      problem_ = rule;
      return;
    }
    ByteBuilder text;
    append_utf8(text, code_->filename);
    text.append(": ");
    append_utf8(text, code_->qualified_name);
    std::fprintf(stderr, "bytecode of %.*s, instruction %u: broken rule: %s\n", static_cast<int>(text.size()),
                 text.view().data(), index_, rule);
    ByteBuilder listing;
    disassemble(listing, code_);
    std::fwrite(listing.data(), 1, listing.size(), stderr);
    std::abort();
  }

  void check_counts() {
    require(code_->instruction_count > 0, "there are instructions");
    require(code_->local_count <= code_->register_count, "variables fit the registers");
    require(code_->register_names->length() == code_->local_count, "every variable has a name");
    require(code_->parameter_count <= code_->variable_count, "parameters are variables");
    require(code_->variable_count <= code_->local_count, "variables are locals");
    require(code_->free_count <= code_->local_count, "free variables are locals");
  }

  void check_target(int64_t distance) {
    const int64_t target = int64_t{index_} + distance;
    require(target >= 0 && target < code_->instruction_count, "a jump hits an instruction");
    if (problem_ != nullptr) return;
    require(static_cast<Op>(code_->instructions[target].op) != Op::Extra, "a jump hits no operand word");
  }

  void check_operand(const Instruction& instruction, OperandKind kind, uint16_t field) {
    switch (kind) {
      case OperandKind::None:
      case OperandKind::Count:
      case OperandKind::Imm:
      case OperandKind::WideImm:
        return;
      case OperandKind::Id:
        if (static_cast<Op>(instruction.op) == Op::Intrinsic) {
          require(field < static_cast<uint16_t>(Intrinsic::Count), "an intrinsic of the table");
        } else if (static_cast<Op>(instruction.op) == Op::JumpBack) {
          require(field < code_->loop_count, "a loop of this code");
        }
        return;
      case OperandKind::Def:
      case OperandKind::Use:
      case OperandKind::Mod:
      case OperandKind::First:
      case OperandKind::FirstDef:
      case OperandKind::Window: {
        // A bare `raise` reads no registers.
        if (static_cast<Op>(instruction.op) == Op::Raise && instruction.c == 0) return;
        const uint32_t count = registers_of(instruction, kind);
        require(count == 0 || field + count <= code_->register_count, "registers are in range");
        if (kind == OperandKind::Window && info_of(instruction).changes_frame) {
          require(field >= code_->local_count + uint32_t{kFrameHeaderWords} - 1,
                  "a window has room for a frame header");
        }
        return;
      }
      case OperandKind::Jump16:
        return check_target(static_cast<int16_t>(field));
      case OperandKind::WideJump:
        return check_target(instruction.wide);
      case OperandKind::Cache:
        return require(field < code_->cache_count, "a cache of this code");
      case OperandKind::WideCache:
        return require(static_cast<uint32_t>(instruction.wide) < code_->cache_count, "a cache of this code");
      case OperandKind::Var:
        return require(field < code_->local_count, "a variable of this code");
      case OperandKind::Const:
        return require(field < code_->constants_tuple->length(), "a constant of this code");
      case OperandKind::WideConst:
        return require(static_cast<uint32_t>(instruction.wide) < code_->constants_tuple->length(),
                       "a constant of this code");
      case OperandKind::WideName:
        return require(static_cast<uint32_t>(instruction.wide) < code_->names->length(), "a name of this code");
    }
  }

  void check_instruction(const Instruction& instruction) {
    require(instruction.op < static_cast<uint16_t>(Op::Count), "an opcode of the table");
    const OpInfo& info = info_of(instruction);
    check_operand(instruction, info.a, instruction.a);
    check_operand(instruction, info.b, instruction.b);
    check_operand(instruction, info.c, instruction.c);
    if (problem_ != nullptr) return;
    const Op op = static_cast<Op>(instruction.op);
    if (op == Op::CallKeyword || op == Op::CallMethodKeyword) {
      require(index_ + 1 < code_->instruction_count && static_cast<Op>(code_->instructions[index_ + 1].op) == Op::Extra,
              "keyword names follow");
      if (problem_ != nullptr) return;
      const auto names = static_cast<uint32_t>(code_->instructions[index_ + 1].wide);
      require(names < code_->constants_tuple->length(), "a constant of this code");
      if (problem_ != nullptr) return;
      const Value tuple = code_->constants_tuple->at(names);
      require(is_kind(tuple, Kind::Tuple) && tuple.as<Tuple>()->length() <= instruction.c, "keyword names are a tuple");
    }
    if (op == Op::MakeFunction) require(is_kind(code_->constants[instruction.b], Kind::Code), "a function has code");
    if (op == Op::Send) {
      require(index_ + 1 < code_->instruction_count && static_cast<Op>(code_->instructions[index_ + 1].op) == Op::Yield,
              "a Yield follows a Send");
    }
  }

  void check_exceptions() {
    for (uint32_t i = 0; i < code_->exception_count; ++i) {
      const ExceptionEntry& entry = code_->exceptions[i];
      index_ = entry.start;
      require(entry.start < entry.end && entry.end <= code_->instruction_count,
              "an exception entry covers instructions");
      require(entry.target < code_->instruction_count, "a handler is an instruction");
      require(entry.exception_register < code_->register_count, "the exception goes to a register");
      if (i > 0) require(code_->exceptions[i - 1].start <= entry.start, "exception entries are sorted");
      for (uint32_t j = i; j-- > 0;) {
        const ExceptionEntry& outer = code_->exceptions[j];
        if (outer.end <= entry.start) continue;
        require(entry.end <= outer.end && outer.depth < entry.depth, "exception entries nest");
        break;
      }
    }
  }

  const Code* code_;
  const Broken broken_;
  const char* problem_ = nullptr;
  uint32_t index_ = 0;
};

}  // namespace

const char* broken_rule(const Code* code) {
  return Verifier(code, Verifier::Broken::Tells).run();
}

void verify(const Code* code) {
  Verifier(code, Verifier::Broken::Stops).run();
  for (const Value constant : code->constants_tuple->span()) {
    if (is_kind(constant, Kind::Code)) verify(constant.as<Code>());
  }
}

}  // namespace taipan::python
