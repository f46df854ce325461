// jit/backend/assemble_x64.cpp -- machine code for x86-64 from an allocated trace.
//
// Room       jit/backend. In / out: backend.h.   Tests: tests/unit/jit/backend/
//
// The code of a root is a function of the System V convention, Entry in compiled_trace.h. Its native frame is one
// MachineState, which bridges and linked roots use, too:
//
//   rsp -> [ MachineState: outgoing | registers at an exit or across a call | ... | thread | base | spill 0, 1, ... ]
//
//   rbx   registers of the root frame      r14  Value::kIntTag       r15  Value::kDoubleOffset
//   rax, rdx, xmm14, xmm15                 scratch within one instruction
//   the others                             values of the trace
//
// A guard is a compare and a jump to the cold stub of its snapshot, which loads the snapshot's number and goes where
// exit_targets says: to a bridge, or to the one exit sequence: save all registers, call the exit function, leave. Values
// of type Int are kept shifted (ir.h). Across a call, the registers that the callee may change are kept in the state.
#include <asmjit/x86.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

#include "jit/backend/backend.h"
#include "jit/backend/code_memory.h"
#include "jit/backend/parallel_moves.h"
#include "jit/backend/register_allocator.h"
#include "vm/dict.h"
#include "vm/shape.h"

namespace taipan::jit {

namespace {

namespace x86 = asmjit::x86;
using asmjit::Imm;
using asmjit::Label;

constexpr uint8_t kGeneral[] = {x86::Gp::kIdCx, x86::Gp::kIdSi, x86::Gp::kIdDi, x86::Gp::kIdR8, x86::Gp::kIdR9,
                                x86::Gp::kIdR10, x86::Gp::kIdR11, x86::Gp::kIdBp, x86::Gp::kIdR12, x86::Gp::kIdR13};
constexpr uint8_t kFloats[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
constexpr uint64_t kLowBits = (uint64_t{1} << kIntShift) - 1;
constexpr uint64_t kCanonicalNan = 0xFFF8'0000'0000'0000;

bool g_keep_listing = false;
std::string& listing() {
  static std::string text;
  return text;
}

void log_object(Heap* heap, HeapObject* object) { heap->log_object(object); }

class Assembler {
 public:
  Assembler(CompiledTrace& out, Allocation allocation, ExitFunction exit, std::span<const Location> parent, asmjit::CodeHolder& code)
      : out_(out), trace_(out.ir), allocation_(std::move(allocation)), exit_function_(exit), parent_(parent), a_(&code) {}

  Label linked_entry() const { return linked_entry_; }
  Label exit_sequence() const { return exit_common_; }

  void run() {
    exit_labels_.resize(trace_.snapshots.size());
    exit_common_ = a_.newLabel();
    linked_entry_ = a_.newLabel();
    barrier_ = a_.newLabel();
    if (out_.root == &out_) prologue();
    a_.bind(linked_entry_);
    inherit();
    for (size_t i = 0; i < trace_.instructions.size(); i++) {
      if (!allocation_.fused[i]) emit(trace_.instructions[i], IrRef{int32_t(i)});
    }
    cold_code();
    out_.locations = std::move(allocation_.locations);
  }

 private:
  // ---- frame
  static int32_t frame_bytes() { return (int32_t(sizeof(MachineState)) + 15) / 16 * 16 + 8; }
  static x86::Mem state(size_t offset, int32_t shift = 0) { return x86::qword_ptr(x86::rsp, int32_t(offset) + shift); }
  static x86::Mem spill(Location l) { return state(offsetof(MachineState, spills) + 8 * size_t(l.spill)); }
  static x86::Mem temporary() { return state(offsetof(MachineState, temporaries)); }
  static x86::Mem temporary2() { return state(offsetof(MachineState, temporaries) + 8); }
  static x86::Mem saved(uint32_t r) { return state(offsetof(MachineState, general) + r * size_t{8}); }
  static x86::Mem saved_float(uint32_t r) { return state(offsetof(MachineState, floats) + r * size_t{8}); }

  void prologue() {
    for (const auto& r : {x86::rbx, x86::rbp, x86::r12, x86::r13, x86::r14, x86::r15}) a_.push(r);
    a_.sub(x86::rsp, frame_bytes());
    a_.mov(state(offsetof(MachineState, thread)), x86::rdi);
    a_.mov(state(offsetof(MachineState, base)), x86::rsi);
    a_.mov(x86::rbx, x86::rsi);
    a_.mov(x86::r14, Imm(Value::kIntTag));
    a_.mov(x86::r15, Imm(Value::kDoubleOffset));
  }

  // Brings the parent's values to where this trace wants them.
  void inherit() {
    std::vector<Move> general, floats;
    for (size_t i = 0; i < trace_.instructions.size(); i++) {
      const IrInstruction& in = trace_.instructions[i];
      if (in.op != IrOp::Inherit) continue;
      const Location to = allocation_.locations[i], from = parent_[size_t(in.immediate)];
      if (to.kind == Location::Kind::None) continue;
      (in.type == Type::Float ? floats : general).push_back({to, from, {}});
    }
    all_at_once(std::move(general), std::move(floats));
  }

  void cold_code() {
    for (auto& [stub, back, object] : barriers_) {
      a_.bind(stub);
      load_word(x86::rdx, object);
      a_.call(barrier_);
      a_.jmp(back);
    }
    for (size_t i = 0; i < exit_labels_.size(); i++) {
      if (!exit_labels_[i].isValid()) continue;
      a_.bind(exit_labels_[i]);
      if (trace_.snapshots[i].kind == ExitKind::InMemory) a_.mov(state(offsetof(MachineState, step)), x86::rax);
      a_.mov(x86::eax, Imm(i));
      if (trace_.snapshots[i].kind == ExitKind::Instruction) {
        a_.mov(x86::rdx, Imm(uint64_t(&out_.exit_targets[i])));
        a_.jmp(x86::qword_ptr(x86::rdx));
      } else {
        a_.jmp(exit_common_);
      }
    }
    a_.bind(exit_common_);
    a_.mov(state(offsetof(MachineState, snapshot)), x86::rax);
    a_.mov(x86::rax, Imm(uint64_t(&out_)));
    a_.mov(state(offsetof(MachineState, trace)), x86::rax);
    for (const uint8_t r : kGeneral) a_.mov(state(offsetof(MachineState, general) + r * size_t{8}), x86::gpq(r));
    for (const uint8_t r : kFloats) a_.movsd(state(offsetof(MachineState, floats) + r * size_t{8}), x86::xmm(r));
    a_.mov(x86::rdi, x86::rsp);
    a_.mov(x86::rax, Imm(uint64_t(exit_function_)));
    a_.call(x86::rax);
    a_.add(x86::rsp, frame_bytes());
    for (const auto& r : {x86::r15, x86::r14, x86::r13, x86::r12, x86::rbp, x86::rbx}) a_.pop(r);
    a_.ret();
    if (!barriers_.empty()) barrier_routine();
    for (auto& [bits, label] : float_pool_) {
      a_.align(asmjit::AlignMode::kData, 8);
      a_.bind(label);
      a_.embedUInt64(bits);
    }
  }

  // rdx: the object. Keeps all registers of the trace, in the words that are free until an exit.
  void barrier_routine() {
    a_.bind(barrier_);
    a_.sub(x86::rsp, 8);
    for (const uint8_t r : kGeneral) a_.mov(state(offsetof(MachineState, general) + r * size_t{8}, 16), x86::gpq(r));
    for (const uint8_t r : kFloats) a_.movsd(state(offsetof(MachineState, floats) + r * size_t{8}, 16), x86::xmm(r));
    a_.mov(x86::rdi, Imm(uint64_t(&vm().heap)));
    a_.mov(x86::rsi, x86::rdx);
    a_.mov(x86::rax, Imm(uint64_t(&log_object)));
    a_.call(x86::rax);
    for (const uint8_t r : kGeneral) a_.mov(x86::gpq(r), state(offsetof(MachineState, general) + r * size_t{8}, 16));
    for (const uint8_t r : kFloats) a_.movsd(x86::xmm(r), state(offsetof(MachineState, floats) + r * size_t{8}, 16));
    a_.add(x86::rsp, 8);
    a_.ret();
  }

  // ---- operands
  Location location(IrRef v) const { return v.is_constant() ? Location{} : allocation_.locations[size_t(v.index)]; }

  // The word of a constant as machine code has it.
  uint64_t word_of(IrRef v) const {
    const Constant& constant = trace_.constant_at(v);
    return constant.type == Type::Int ? constant.bits << kIntShift : constant.bits;
  }
  static bool fits32(uint64_t word) { return int64_t(word) == int32_t(word); }
  bool small_constant(IrRef v) const { return v.is_constant() && fits32(word_of(v)); }

  void load_immediate(const x86::Gp& to, uint64_t word) {
    if (word == 0) {
      a_.xor_(to.r32(), to.r32());
    } else if (word <= UINT32_MAX) {
      a_.mov(to.r32(), Imm(word));
    } else {
      a_.mov(to, Imm(word));
    }
  }
  void load_word(const x86::Gp& to, IrRef v) {
    if (v.is_constant()) return load_immediate(to, word_of(v));
    const Location l = location(v);
    if (l.kind == Location::Kind::Spilled) {
      a_.mov(to, spill(l));
    } else if (l.index != to.id()) {
      a_.mov(to, x86::gpq(l.index));
    }
  }
  // A register with the value: its own, or `scratch`.
  x86::Gp word(IrRef v, const x86::Gp& scratch) {
    const Location l = location(v);
    if (l.kind == Location::Kind::General) return x86::gpq(l.index);
    load_word(scratch, v);
    return scratch;
  }
  void load_float(const x86::Xmm& to, IrRef v) {
    if (v.is_constant()) {
      a_.movsd(to, pool(trace_.constant_at(v).bits));
    } else if (const Location l = location(v); l.kind == Location::Kind::Spilled) {
      a_.movsd(to, spill(l));
    } else if (l.index != to.id()) {
      a_.movapd(to, x86::xmm(l.index));
    }
  }
  x86::Xmm float_register(IrRef v, const x86::Xmm& scratch) {
    const Location l = location(v);
    if (l.kind == Location::Kind::Float) return x86::xmm(l.index);
    load_float(scratch, v);
    return scratch;
  }
  x86::Mem pool(uint64_t bits) {
    auto [at, fresh] = float_pool_.try_emplace(bits);
    if (fresh) at->second = a_.newLabel();
    return x86::qword_ptr(at->second);
  }

  // Where the result is computed: its own register, or scratch.
  x86::Gp result_register(IrRef self) const {
    const Location l = location(self);
    return l.kind == Location::Kind::General ? x86::gpq(l.index) : x86::rax;
  }
  x86::Xmm float_result(IrRef self) const {
    const Location l = location(self);
    return l.kind == Location::Kind::Float ? x86::xmm(l.index) : x86::xmm15;
  }
  void finish(IrRef self, const x86::Gp& r) {
    const Location l = location(self);
    if (l.kind == Location::Kind::Spilled) {
      a_.mov(spill(l), r);
    } else if (l.kind == Location::Kind::General && l.index != r.id()) {
      a_.mov(x86::gpq(l.index), r);
    }
  }
  void finish(IrRef self, const x86::Xmm& r) {
    const Location l = location(self);
    if (l.kind == Location::Kind::Spilled) {
      a_.movsd(spill(l), r);
    } else if (l.kind == Location::Kind::Float && l.index != r.id()) {
      a_.movapd(x86::xmm(l.index), r);
    }
  }

  Label exit(const IrInstruction& in) {
    Label& label = exit_labels_[size_t(in.snapshot)];
    if (!label.isValid()) label = a_.newLabel();
    return label;
  }

  // ---- instructions
  void emit(const IrInstruction& in, IrRef self) {
    switch (in.op) {
      case IrOp::Nop: case IrOp::Inherit: return;
      case IrOp::Exit: return (void)a_.jmp(exit(in));
      case IrOp::Link:
        if (trace_.links[size_t(in.immediate)] == nullptr) return (void)a_.jmp(linked_entry_);
        a_.mov(x86::rax, Imm(uint64_t(trace_.links[size_t(in.immediate)]->linked_entry)));
        return (void)a_.jmp(x86::rax);
      case IrOp::CallValue: case IrOp::CallBool: case IrOp::CallVoid: case IrOp::Transfer: return call(in, self);
      case IrOp::PushHeader: return push_header(trace_.frames[size_t(in.immediate)]);
      case IrOp::PopHeader:
        a_.mov(x86::rax, state(offsetof(MachineState, thread)));
        return (void)a_.inc(x86::dword_ptr(x86::rax, offsetof(Thread, remaining_depth)));
      case IrOp::LoadRegister: case IrOp::ReloadRegister: {
        const x86::Gp d = result_register(self);
        a_.mov(d, x86::qword_ptr(x86::rbx, in.immediate * 8));
        return finish(self, d);
      }
      case IrOp::Loop:
        loop_ = a_.newLabel();
        a_.align(asmjit::AlignMode::kCode, 16);
        return (void)a_.bind(loop_);
      case IrOp::Jump: return jump();
      case IrOp::BoxInt: case IrOp::BoxFloat: case IrOp::BoxBool: case IrOp::UnboxInt: case IrOp::UnboxFloat: case IrOp::IntToFloat:
        return representation(in, self);
      case IrOp::IntAdd: case IrOp::IntSubtract: case IrOp::IntAnd: case IrOp::IntOr: case IrOp::IntXor:
        return int_two_operands(in, self);
      case IrOp::IntMultiply: case IrOp::IntFloorDivide: case IrOp::IntRemainder: case IrOp::IntNot: case IrOp::IntShiftLeft:
      case IrOp::IntShiftRight:
        return int_other(in, self);
      case IrOp::FloatAdd: case IrOp::FloatSubtract: case IrOp::FloatMultiply: case IrOp::FloatDivide: return float_two_operands(in, self);
      case IrOp::FloatNegate: {
        a_.movq(x86::rax, float_register(in.a, x86::xmm15));
        a_.btc(x86::rax, 63);
        const x86::Xmm d = float_result(self);
        a_.movq(d, x86::rax);
        return finish(self, d);
      }
      case IrOp::IntLess: case IrOp::IntLessEqual: case IrOp::IntEqual: case IrOp::IntBelow: case IrOp::Same:
      case IrOp::FloatLess: case IrOp::FloatLessEqual: case IrOp::FloatEqual:
        return comparison(in, self);
      case IrOp::BoolNot: {
        load_word(x86::rax, in.a);
        a_.xor_(x86::eax, 1);
        return finish(self, x86::rax);
      }
      case IrOp::GuardTrue: case IrOp::GuardFalse: return guard_truth(in);
      case IrOp::GuardInt: case IrOp::GuardFloat: case IrOp::GuardObject: case IrOp::GuardIs: case IrOp::GuardIsNot:
      case IrOp::GuardShape: case IrOp::GuardLookup: case IrOp::GuardKeys: case IrOp::GuardNoBreaker: case IrOp::GuardPlain:
      case IrOp::GuardFrame:
        return guard(in);
      case IrOp::LoadSlot: case IrOp::LoadInt: case IrOp::LoadReference: case IrOp::LoadLocation: case IrOp::LoadElement:
        return load(in, self);
      case IrOp::StoreRegister: case IrOp::StoreSlot: case IrOp::StoreInt: case IrOp::StoreLocation: case IrOp::StoreElement: case IrOp::SetShape:
        return store(in);
      case IrOp::Count: break;
    }
    VM_UNREACHABLE("an instruction the backend does not know");
  }

  void representation(const IrInstruction& in, IrRef self) {
    const x86::Gp d = result_register(self);
    switch (in.op) {
      case IrOp::BoxInt:
        load_word(d, in.a);
        a_.shr(d, kIntShift);
        a_.or_(d, x86::r14);
        return finish(self, d);
      case IrOp::UnboxInt:
        load_word(d, in.a);
        a_.shl(d, kIntShift);
        return finish(self, d);
      case IrOp::BoxBool:
        load_word(d, in.a);
        a_.shl(d, 3);
        a_.or_(d, 6);
        return finish(self, d);
      case IrOp::BoxFloat:
        a_.movq(x86::rax, float_register(in.a, x86::xmm15));
        load_immediate(x86::rdx, kCanonicalNan);
        a_.cmp(x86::rax, x86::rdx);
        a_.cmova(x86::rax, x86::rdx);
        a_.add(x86::rax, x86::r15);
        return finish(self, x86::rax);
      case IrOp::UnboxFloat: {
        load_word(x86::rax, in.a);
        a_.sub(x86::rax, x86::r15);
        const x86::Xmm f = float_result(self);
        a_.movq(f, x86::rax);
        return finish(self, f);
      }
      default: {  // IntToFloat
        load_word(x86::rax, in.a);
        a_.sar(x86::rax, kIntShift);
        const x86::Xmm f = float_result(self);
        a_.xorps(f, f);
        a_.cvtsi2sd(f, x86::rax);
        return finish(self, f);
      }
    }
  }

  void int_operation(IrOp op, const x86::Gp& d, const asmjit::Operand& b) {
    switch (op) {
      case IrOp::IntAdd: a_.emit(x86::Inst::kIdAdd, d, b); break;
      case IrOp::IntSubtract: a_.emit(x86::Inst::kIdSub, d, b); break;
      case IrOp::IntAnd: a_.emit(x86::Inst::kIdAnd, d, b); break;
      case IrOp::IntOr: a_.emit(x86::Inst::kIdOr, d, b); break;
      default: a_.emit(x86::Inst::kIdXor, d, b); break;
    }
  }

  // d = a op b where the processor has a op= b.
  void int_two_operands(const IrInstruction& in, IrRef self) {
    x86::Gp d = result_register(self);
    const bool commutes = in.op != IrOp::IntSubtract;
    const Location lb = location(in.b);
    if (small_constant(in.b)) {
      load_word(d, in.a);
      int_operation(in.op, d, Imm(int64_t(word_of(in.b))));
    } else if (lb.kind == Location::Kind::General && lb.index == d.id()) {
      if (commutes) {
        int_operation(in.op, d, word(in.a, x86::rax));
      } else {
        load_word(x86::rax, in.a);
        int_operation(in.op, x86::rax, d);
        d = x86::rax;
      }
    } else {
      const x86::Gp b = word(in.b, x86::rdx);
      load_word(d, in.a);
      int_operation(in.op, d, b);
    }
    if (in.snapshot != SnapshotId::None) a_.jo(exit(in));
    finish(self, d);
  }

  void int_other(const IrInstruction& in, IrRef self) {
    switch (in.op) {
      case IrOp::IntMultiply:
        load_word(x86::rax, in.a);
        if (in.b.is_constant() && fits32(trace_.constant_at(in.b).bits)) {
          a_.imul(x86::rax, x86::rax, Imm(int64_t(trace_.constant_at(in.b).bits)));
        } else {
          const x86::Gp b = word(in.b, x86::rdx);
          a_.sar(x86::rax, kIntShift);
          a_.imul(x86::rax, b);
        }
        a_.jo(exit(in));
        return finish(self, x86::rax);
      case IrOp::IntFloorDivide: case IrOp::IntRemainder: return divide(in, self);
      case IrOp::IntNot:
        load_word(x86::rax, in.a);
        a_.xor_(x86::rax, Imm(int64_t(~kLowBits)));
        return finish(self, x86::rax);
      default: break;
    }
    // Shifts count in cl.
    load_word(x86::rdx, in.b);
    load_word(x86::rax, in.a);
    a_.mov(temporary(), x86::rcx);
    a_.mov(x86::rcx, x86::rdx);
    a_.sar(x86::rcx, kIntShift);
    if (in.op == IrOp::IntShiftRight) {
      a_.sar(x86::rax, x86::cl);
      a_.mov(x86::rcx, temporary());
      a_.and_(x86::rax, Imm(int64_t(~kLowBits)));
      return finish(self, x86::rax);
    }
    a_.mov(temporary2(), x86::rax);
    a_.mov(x86::rdx, x86::rax);
    a_.shl(x86::rdx, x86::cl);
    a_.mov(x86::rax, x86::rdx);
    a_.sar(x86::rax, x86::cl);
    a_.mov(x86::rcx, temporary());
    a_.cmp(x86::rax, temporary2());
    a_.jne(exit(in));
    finish(self, x86::rdx);
  }

  // The processor rounds to 0; a remainder of the other sign than the divisor's is corrected.
  void divide(const IrInstruction& in, IrRef self) {
    load_word(x86::rdx, in.b);
    load_word(x86::rax, in.a);
    a_.mov(temporary(), x86::rdx);
    a_.cqo();
    a_.idiv(temporary());
    const Label done = a_.newLabel();
    const bool quotient = in.op == IrOp::IntFloorDivide;
    if (quotient) {
      a_.test(x86::rdx, x86::rdx);
      a_.je(done);
      a_.xor_(x86::rdx, temporary());
      a_.jns(done);
      a_.dec(x86::rax);
      a_.bind(done);
      // 2^48 does not fit.
      a_.mov(x86::rdx, x86::rax);
      a_.sar(x86::rdx, 48);
      a_.cmp(x86::rdx, 1);
      a_.je(exit(in));
      a_.shl(x86::rax, kIntShift);
      return finish(self, x86::rax);
    }
    a_.mov(x86::rax, x86::rdx);
    a_.test(x86::rdx, x86::rdx);
    a_.je(done);
    a_.xor_(x86::rdx, temporary());
    a_.jns(done);
    a_.add(x86::rax, temporary());
    a_.bind(done);
    finish(self, x86::rax);
  }

  void float_operation(IrOp op, const x86::Xmm& d, const asmjit::Operand& b) {
    switch (op) {
      case IrOp::FloatAdd: a_.emit(x86::Inst::kIdAddsd, d, b); break;
      case IrOp::FloatSubtract: a_.emit(x86::Inst::kIdSubsd, d, b); break;
      case IrOp::FloatMultiply: a_.emit(x86::Inst::kIdMulsd, d, b); break;
      default: a_.emit(x86::Inst::kIdDivsd, d, b); break;
    }
  }

  void float_two_operands(const IrInstruction& in, IrRef self) {
    x86::Xmm d = float_result(self);
    const Location lb = location(in.b);
    if (lb.kind == Location::Kind::Float && lb.index == d.id() && in.a != in.b) {
      // Swapping operands would change which NaN comes out.
      load_float(x86::xmm15, in.a);
      float_operation(in.op, x86::xmm15, d);
      d = x86::xmm15;
    } else {
      load_float(d, in.a);
      if (in.b.is_constant()) {
        float_operation(in.op, d, pool(trace_.constant_at(in.b).bits));
      } else if (lb.kind == Location::Kind::Spilled) {
        float_operation(in.op, d, spill(lb));
      } else {
        float_operation(in.op, d, x86::xmm(lb.index));
      }
    }
    finish(self, d);
  }

  // ---- comparisons
  void compare_words(const IrInstruction& in) {
    const x86::Gp a = word(in.a, x86::rax);
    if (small_constant(in.b)) {
      a_.cmp(a, Imm(int64_t(word_of(in.b))));
    } else {
      a_.cmp(a, word(in.b, x86::rdx));
    }
  }
  // Sets the flags so that `above` (or `above or equal`) means the comparison holds.
  void compare_floats(const IrInstruction& in) {
    if (in.op == IrOp::FloatEqual) {
      const x86::Xmm a = float_register(in.a, x86::xmm15);
      a_.ucomisd(a, float_register(in.b, x86::xmm14));
    } else {
      const x86::Xmm b = float_register(in.b, x86::xmm15);
      a_.ucomisd(b, float_register(in.a, x86::xmm14));
    }
  }
  static x86::CondCode condition(IrOp op) {
    switch (op) {
      case IrOp::IntLess: return x86::CondCode::kSignedLT;
      case IrOp::IntLessEqual: return x86::CondCode::kSignedLE;
      case IrOp::IntBelow: return x86::CondCode::kUnsignedLT;
      case IrOp::FloatLess: return x86::CondCode::kUnsignedGT;
      case IrOp::FloatLessEqual: return x86::CondCode::kUnsignedGE;
      default: return x86::CondCode::kEqual;
    }
  }

  void comparison(const IrInstruction& in, IrRef self) {
    if (is_float_comparison(in.op)) {
      compare_floats(in);
    } else {
      compare_words(in);
    }
    a_.set(condition(in.op), x86::al);
    if (in.op == IrOp::FloatEqual) {
      a_.setnp(x86::dl);
      a_.and_(x86::al, x86::dl);
    }
    a_.movzx(x86::eax, x86::al);
    finish(self, x86::rax);
  }

  void guard_truth(const IrInstruction& in) {
    const bool wanted = in.op == IrOp::GuardTrue;
    if (!in.a.is_instruction() || !allocation_.fused[size_t(in.a.index)]) {
      const x86::Gp b = word(in.a, x86::rax);
      a_.test(b.r8(), 1);
      wanted ? a_.jz(exit(in)) : a_.jnz(exit(in));
      return;
    }
    const IrInstruction& test = trace_[in.a];
    if (is_float_comparison(test.op)) {
      compare_floats(test);
    } else {
      compare_words(test);
    }
    if (test.op == IrOp::FloatEqual) {
      if (wanted) {
        a_.jne(exit(in));
        a_.jp(exit(in));
      } else {
        const Label unequal = a_.newLabel();
        a_.jp(unequal);
        a_.je(exit(in));
        a_.bind(unequal);
      }
      return;
    }
    const x86::CondCode holds = condition(test.op);
    a_.j(wanted ? x86::negateCond(holds) : holds, exit(in));
  }

  void compare_with(const x86::Gp& v, uint64_t constant) {
    if (fits32(constant)) {
      a_.cmp(v, Imm(int64_t(constant)));
    } else {
      load_immediate(x86::rdx, constant);
      a_.cmp(v, x86::rdx);
    }
  }

  void guard(const IrInstruction& in) {
    switch (in.op) {
      case IrOp::GuardInt:
        a_.cmp(word(in.a, x86::rax), x86::r14);
        return (void)a_.jb(exit(in));
      case IrOp::GuardFloat: {
        const x86::Gp v = word(in.a, x86::rax);
        a_.cmp(v, x86::r14);
        a_.jae(exit(in));
        a_.cmp(v, x86::r15);
        return (void)a_.jb(exit(in));
      }
      case IrOp::GuardObject:
        load_immediate(x86::rdx, Value::kNotObjectMask);
        a_.test(word(in.a, x86::rax), x86::rdx);
        return (void)a_.jnz(exit(in));
      case IrOp::GuardIs: case IrOp::GuardIsNot:
        compare_with(word(in.a, x86::rax), trace_.constant_at(in.b).bits);
        return (void)(in.op == IrOp::GuardIs ? a_.jne(exit(in)) : a_.je(exit(in)));
      case IrOp::GuardShape:
        a_.cmp(x86::dword_ptr(word(in.a, x86::rax), offsetof(HeapObject, shape_ref)), Imm(int32_t(trace_.constant_at(in.b).bits)));
        return (void)a_.jne(exit(in));
      case IrOp::GuardLookup:
        load_immediate(x86::rax, trace_.constant_at(in.a).bits);
        a_.cmp(x86::dword_ptr(x86::rax, offsetof(Shape, lookup_version)), Imm(in.immediate));
        return (void)a_.jne(exit(in));
      case IrOp::GuardKeys:
        load_immediate(x86::rax, trace_.constant_at(in.a).bits);
        load_immediate(x86::rdx, trace_.constant_at(in.b).bits);
        a_.cmp(x86::qword_ptr(x86::rax, offsetof(Dict, keys_version)), x86::rdx);
        return (void)a_.jne(exit(in));
      case IrOp::GuardPlain: {
        const x86::Gp v = word(in.a, x86::rax);
        a_.mov(x86::rdx, v);
        a_.and_(x86::rdx, Imm(~int64_t{4}));
        a_.cmp(x86::rdx, Imm(int64_t(Value::raised().bits())));
        return (void)a_.je(exit(in));
      }
      case IrOp::GuardFrame:
        a_.cmp(x86::byte_ptr(x86::rbx, (in.immediate - kFrameHeaderWords) * 8 + int32_t(offsetof(FrameHeader, info) + offsetof(FrameInfo, flags))), 0);
        return (void)a_.jne(exit(in));
      default:  // GuardNoBreaker
        a_.mov(x86::rax, state(offsetof(MachineState, thread)));
        a_.cmp(x86::dword_ptr(x86::rax, offsetof(Thread, eval_breaker)), 0);
        return (void)a_.jne(exit(in));
    }
  }

  // ---- heap
  void load(const IrInstruction& in, IrRef self) {
    const x86::Gp d = result_register(self);
    switch (in.op) {
      case IrOp::LoadLocation:
        load_immediate(x86::rax, trace_.constant_at(in.a).bits);
        a_.mov(d, x86::qword_ptr(x86::rax));
        break;
      case IrOp::LoadElement: {
        const x86::Gp o = word(in.a, x86::rdx);
        load_word(x86::rax, in.b);
        a_.sar(x86::rax, kIntShift - 3);
        a_.mov(d, x86::qword_ptr(o, x86::rax, 0, in.immediate));
        break;
      }
      default:
        a_.mov(d, x86::qword_ptr(word(in.a, x86::rax), in.immediate));
        if (in.op == IrOp::LoadInt) a_.shl(d, kIntShift);
    }
    finish(self, d);
  }

  // ---- calls and frames
  static constexpr uint32_t kPreserved = 1u << x86::Gp::kIdBx | 1u << x86::Gp::kIdBp | 0xFu << x86::Gp::kIdR12;

  template <class F>
  static void for_each_bit(uint32_t mask, F visit) {
    for (; mask; mask &= mask - 1) visit(uint32_t(__builtin_ctz(mask)));
  }

  void call(const IrInstruction& in, IrRef self) {
    const Allocation::Across& across = allocation_.across_calls[next_call_++];
    VM_ASSERT(across.instruction == self.index, "calls come in order");
    const Call& what = trace_.calls[size_t(in.immediate)];
    const uint32_t keep = across.general & ~kPreserved;
    uint32_t used = 0;  // by arguments
    for (const CallArgument& argument : trace_.arguments_of(in)) {
      if (argument.kind != CallArgument::Kind::Value || argument.value.is_constant()) continue;
      if (const Location l = location(argument.value); l.kind == Location::Kind::General) used |= 1u << l.index;
    }
    for_each_bit(keep | (used & ~kPreserved), [&](uint32_t r) { a_.mov(saved(r), x86::gpq(r)); });
    for_each_bit(across.floats, [&](uint32_t r) { a_.movsd(saved_float(r), x86::xmm(r)); });
    static constexpr uint8_t kArguments[] = {x86::Gp::kIdSi, x86::Gp::kIdDx, x86::Gp::kIdCx, x86::Gp::kIdR8, x86::Gp::kIdR9};
    size_t n = 0;
    for (const CallArgument& argument : trace_.arguments_of(in)) {
      const x86::Gp to = n < std::size(kArguments) ? x86::gpq(kArguments[n]) : x86::rax;
      switch (argument.kind) {
        case CallArgument::Kind::Word: load_immediate(to, argument.word); break;
        case CallArgument::Kind::Register: a_.lea(to, x86::ptr(x86::rbx, int32_t(argument.word) * 8)); break;
        case CallArgument::Kind::Value: {
          const Location l = location(argument.value);
          if (l.kind == Location::Kind::General && !(kPreserved >> l.index & 1)) {
            a_.mov(to, saved(l.index));
          } else {
            load_word(to, argument.value);
          }
        }
      }
      if (n >= std::size(kArguments)) a_.mov(state(offsetof(MachineState, outgoing) + 8 * (n - std::size(kArguments))), x86::rax);
      n++;
    }
    VM_CHECK(n <= std::size(kArguments) + 2, "a residual call has too many arguments");
    a_.mov(x86::rdi, state(offsetof(MachineState, thread)));
    if (what.base) {
      a_.lea(x86::rax, x86::ptr(x86::rbx, what.base * 8));
      a_.mov(x86::qword_ptr(x86::rdi, offsetof(Thread, regs)), x86::rax);
    } else {
      a_.mov(x86::qword_ptr(x86::rdi, offsetof(Thread, regs)), x86::rbx);
    }
    a_.mov(x86::rax, Imm(uint64_t(what.pc)));
    a_.mov(x86::qword_ptr(x86::rdi, offsetof(Thread, pc)), x86::rax);
    a_.mov(x86::rax, Imm(uint64_t(what.function)));
    a_.call(x86::rax);
    for_each_bit(keep, [&](uint32_t r) { a_.mov(x86::gpq(r), saved(r)); });
    for_each_bit(across.floats, [&](uint32_t r) { a_.movsd(x86::xmm(r), saved_float(r)); });
    if (in.op == IrOp::CallValue) return finish(self, x86::rax);
    if (in.op == IrOp::CallBool) {
      a_.movzx(x86::eax, x86::al);
      return finish(self, x86::rax);
    }
    if (in.op != IrOp::Transfer) return;
    const Label wrong = exit(in);
    a_.movzx(x86::eax, x86::al);
    a_.cmp(x86::eax, Imm(what.step));
    a_.jne(wrong);
    a_.mov(temporary(), x86::rax);
    a_.mov(x86::rdx, state(offsetof(MachineState, thread)));
    a_.lea(x86::rax, x86::ptr(x86::rbx, what.new_base * 8));
    a_.cmp(x86::qword_ptr(x86::rdx, offsetof(Thread, regs)), x86::rax);
    a_.mov(x86::rax, temporary());
    a_.jne(wrong);
    a_.mov(x86::rax, Imm(uint64_t(what.new_pc)));
    a_.cmp(x86::qword_ptr(x86::rdx, offsetof(Thread, pc)), x86::rax);
    a_.mov(x86::rax, temporary());
    a_.jne(wrong);
  }

  void store_immediate(const x86::Mem& to, uint64_t word) {
    if (fits32(word)) {
      a_.mov(to, Imm(int64_t(word)));
    } else {
      load_immediate(x86::rax, word);
      a_.mov(to, x86::rax);
    }
  }

  void push_header(const SnapshotFrame& frame) {
    const auto at = [&](size_t offset) { return x86::qword_ptr(x86::rbx, (frame.base - kFrameHeaderWords) * 8 + int32_t(offset)); };
    store_immediate(at(offsetof(FrameHeader, auxiliary)), frame.auxiliary.bits());
    store_immediate(at(offsetof(FrameHeader, frame_object)), 0);
    store_immediate(at(offsetof(FrameHeader, info)), std::bit_cast<uint64_t>(frame.info));
    a_.lea(x86::rax, x86::ptr(x86::rbx, frame.caller_base * 8));
    a_.mov(at(offsetof(FrameHeader, caller)), x86::rax);
    store_immediate(at(offsetof(FrameHeader, return_pc)), uint64_t(frame.return_pc));
    if (!frame.function.is_unbound()) store_immediate(at(offsetof(FrameHeader, function)), frame.function.bits());
    a_.mov(x86::rax, state(offsetof(MachineState, thread)));
    a_.dec(x86::dword_ptr(x86::rax, offsetof(Thread, remaining_depth)));
  }

  void store(const IrInstruction& in) {
    switch (in.op) {
      case IrOp::StoreRegister:
        if (in.a.is_constant()) return store_immediate(x86::qword_ptr(x86::rbx, in.immediate * 8), word_of(in.a));
        return (void)a_.mov(x86::qword_ptr(x86::rbx, in.immediate * 8), word(in.a, x86::rax));
      case IrOp::StoreSlot: {
        const x86::Gp o = word(in.a, x86::rdx);
        a_.mov(x86::qword_ptr(o, in.immediate), word(in.b, x86::rax));
        return barrier(in.a, in.b);
      }
      case IrOp::StoreInt: {
        const x86::Gp o = word(in.a, x86::rdx);
        load_word(x86::rax, in.b);
        a_.sar(x86::rax, kIntShift);
        return (void)a_.mov(x86::qword_ptr(o, in.immediate), x86::rax);
      }
      case IrOp::StoreLocation:
        load_immediate(x86::rdx, trace_.constant_at(in.a).bits);
        a_.mov(x86::qword_ptr(x86::rdx), word(in.b, x86::rax));
        return barrier(in.c, in.b);
      case IrOp::StoreElement: {
        const x86::Gp o = word(in.a, x86::rdx);
        load_word(x86::rax, in.b);
        a_.sar(x86::rax, kIntShift - 3);
        a_.lea(x86::rax, x86::ptr(o, x86::rax, 0, in.immediate));
        a_.mov(x86::qword_ptr(x86::rax), word(in.c, x86::rdx));
        return barrier(in.a, in.c);
      }
      default:  // SetShape. The shape is reachable from the object from here on.
        a_.mov(x86::dword_ptr(word(in.a, x86::rdx), offsetof(HeapObject, shape_ref)), Imm(int32_t(trace_.constant_at(in.b).bits)));
        return barrier(in.a, in.b);
    }
  }

  bool may_be_object(IrRef v) const {
    if (v.is_constant()) {
      const Value c = Value::from_bits(trace_.constant_at(v).bits);
      return c.is_object() && !c.is_unbound();
    }
    const IrOp op = trace_[v].op;
    return op != IrOp::BoxInt && op != IrOp::BoxFloat && op != IrOp::BoxBool;
  }

  void barrier(IrRef owner, IrRef value) {
    if (!may_be_object(value)) return;
    const Label stub = a_.newLabel(), back = a_.newLabel();
    a_.test(x86::byte_ptr(word(owner, x86::rdx), offsetof(HeapObject, gc_bits)), kGcUnlogged);
    a_.jnz(stub);
    a_.bind(back);
    barriers_.push_back({stub, back, owner});
  }

  // ---- the end of a round
  void jump() {
    std::vector<Move> general, floats;
    for (const Phi& phi : trace_.phis) {
      const Location to = location(phi.first), from = location(phi.next);
      if (to.kind == Location::Kind::None) continue;
      (trace_.type_of(phi.first) == Type::Float ? floats : general).push_back({to, from, phi.next});
    }
    all_at_once(std::move(general), std::move(floats));
    a_.jmp(loop_);
  }

  void all_at_once(std::vector<Move> general, std::vector<Move> floats) {
    order_moves(std::move(general), {Location::Kind::General, x86::Gp::kIdAx, 0}, [&](const Move& m) {
      const x86::Gp r = m.to.kind == Location::Kind::General ? x86::gpq(m.to.index) : x86::rdx;
      if (m.from.kind == Location::Kind::None) {
        load_immediate(r, word_of(m.constant));
      } else if (m.from.kind == Location::Kind::Spilled) {
        a_.mov(r, spill(m.from));
      } else if (m.to.kind == Location::Kind::Spilled) {
        return (void)a_.mov(spill(m.to), x86::gpq(m.from.index));
      } else {
        a_.mov(r, x86::gpq(m.from.index));
      }
      if (m.to.kind == Location::Kind::Spilled) a_.mov(spill(m.to), r);
    });
    order_moves(std::move(floats), {Location::Kind::Float, 15, 0}, [&](const Move& m) {
      const x86::Xmm r = m.to.kind == Location::Kind::Float ? x86::xmm(m.to.index) : x86::xmm14;
      if (m.from.kind == Location::Kind::None) {
        a_.movsd(r, pool(trace_.constant_at(m.constant).bits));
      } else if (m.from.kind == Location::Kind::Spilled) {
        a_.movsd(r, spill(m.from));
      } else if (m.to.kind == Location::Kind::Spilled) {
        return (void)a_.movsd(spill(m.to), x86::xmm(m.from.index));
      } else {
        a_.movapd(r, x86::xmm(m.from.index));
      }
      if (m.to.kind == Location::Kind::Spilled) a_.movsd(spill(m.to), r);
    });
  }

  struct Barrier {
    Label stub, back;
    IrRef object;
  };

  CompiledTrace& out_;
  const Trace& trace_;
  Allocation allocation_;
  ExitFunction exit_function_;
  std::span<const Location> parent_;
  x86::Assembler a_;
  size_t next_call_ = 0;
  std::vector<Label> exit_labels_;
  std::vector<Barrier> barriers_;
  std::map<uint64_t, Label> float_pool_;
  Label exit_common_, linked_entry_, barrier_, loop_;
};

}  // namespace

namespace {

size_t g_code_bytes = 0;

std::unique_ptr<CompiledTrace> assemble(Trace trace, ExitFunction exit, CompiledTrace* parent) {
  auto out = std::make_unique<CompiledTrace>();
  out->ir = std::move(trace);
  const size_t exits = out->ir.snapshots.size();
  out->exit_counts.resize(exits);
  out->exit_thresholds.resize(exits);
  out->exit_targets.resize(exits);
  out->root = parent ? parent->root : out.get();
  std::span<const Location> inherited;
  if (parent) inherited = parent->locations;
  Allocation allocation = allocate_registers(out->ir, {kGeneral, kFloats}, inherited);
  if (allocation.spill_count > kMaxSpills) return nullptr;
  asmjit::CodeHolder code;
  if (code.init(asmjit::Environment::host()) != asmjit::kErrorOk) return nullptr;
  asmjit::StringLogger logger;
  if (g_keep_listing) code.setLogger(&logger);
  Assembler assembler(*out, std::move(allocation), exit, inherited, code);
  assembler.run();
  out->code_bytes = code.codeSize();
  if (g_keep_listing) listing().assign(logger.data(), logger.dataSize());
  void* const start = place_code(code);
  if (!start) return nullptr;
  out->code = start;
  out->linked_entry = static_cast<char*>(start) + code.labelOffset(assembler.linked_entry());
  std::fill(out->exit_targets.begin(), out->exit_targets.end(), static_cast<char*>(start) + code.labelOffset(assembler.exit_sequence()));
  g_code_bytes += out->code_bytes;
  return out;
}

}  // namespace

std::unique_ptr<CompiledTrace> compile(Trace trace, ExitFunction exit) { return assemble(std::move(trace), exit, nullptr); }

CompiledTrace* compile_bridge(Trace trace, ExitFunction exit, CompiledTrace& parent, SnapshotId from) {
  auto bridge = assemble(std::move(trace), exit, &parent);
  if (!bridge) return nullptr;
  parent.exit_targets[size_t(from)] = bridge->code;
  parent.root->bridge_count++;
  parent.bridges.push_back(std::move(bridge));
  return parent.bridges.back().get();
}

void release(std::unique_ptr<CompiledTrace> trace) {
  auto free = [](CompiledTrace& t) {
    g_code_bytes -= t.code_bytes;
    free_code(t.code);
  };
  for_each_trace(*trace, free);
}
size_t code_bytes_in_use() { return g_code_bytes; }
void keep_listing(bool on) { g_keep_listing = on; }
const char* last_listing() { return listing().c_str(); }

}  // namespace taipan::jit
