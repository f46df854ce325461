// Random loops, run three ways: the recorded round again and again by the evaluator, the optimised trace by the
// evaluator, and its machine code. All must leave the same registers.
#include <cmath>
#include <random>

#include "jit/backend/backend.h"
#include "jit/exits/restore.h"
#include "jit/ir/evaluate.h"
#include "jit/ir/text.h"
#include "jit/passes/passes.h"
#include "tests/unit/vm/test_vm.h"

namespace taipan::jit {
namespace {

constexpr int kInts = 6, kFloats = 4, kRegisters = kInts + kFloats;
constexpr int64_t kRounds = 37;

constexpr uint32_t kPlainCall = kReadsHeap | kAllocates;

// What residual calls call: changes all registers that a function may change, and depends on all its arguments.
Value scramble(Thread&, Value a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f) {
  asm volatile("" ::: "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
               "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
  (void)b, (void)c, (void)d, (void)e, (void)f;
  return Value::integer(a.as_int() * 3 - 7);
}

// ExitFunction: the exit is counted, the registers are restored.
uint64_t leave_machine(MachineState* state) {
  state->trace->exit_counts[state->snapshot]++;
  (void)restore_from_machine(state);
  return 0;
}

// Writes one round: register 0 counts up to kRounds, the others get random results.
class RoundMaker {
 public:
  RoundMaker(uint32_t seed, int operations, bool calls) : random_(seed), operations_(operations), calls_(calls) {}

  Trace make() {
    for (int i = 0; i < kRegisters; i++) {
      const IrRef value = add(IrOp::LoadRegister, {}, {}, i);
      const bool is_int = i < kInts;
      add(is_int ? IrOp::GuardInt : IrOp::GuardFloat, value);
      const IrRef unboxed = add(is_int ? IrOp::UnboxInt : IrOp::UnboxFloat, value);
      (is_int ? ints_ : floats_).push_back(unboxed);
      registers_[i] = unboxed;
    }
    const IrRef counter = registers_[0];
    add(IrOp::GuardTrue, add(IrOp::IntLess, counter, trace_.constant_int(kRounds)));
    for (int i = 0; i < operations_; i++) operation();
    registers_[0] = add(IrOp::IntAdd, counter, trace_.constant_int(1));
    for (int i = 1; i < kRegisters; i++) {
      auto& values = i < kInts ? ints_ : floats_;
      if (chance(4)) registers_[i] = values[pick(values.size())];
    }
    snapshot();
    return std::move(trace_);
  }

 private:
  size_t pick(size_t n) { return random_() % n; }
  bool chance(int one_in) { return random_() % uint32_t(one_in) != 0; }

  IrRef an_int() {
    if (pick(5) == 0) {
      constexpr int64_t kSpecial[] = {0, 1, -1, 2, 7, -13, 255, 65536, Value::kMaxInt, Value::kMinInt, 123456789};
      return trace_.constant_int(kSpecial[pick(std::size(kSpecial))]);
    }
    return ints_[pick(ints_.size())];
  }
  IrRef a_float() {
    if (pick(6) == 0) {
      constexpr double kSpecial[] = {0.0, -0.0, 1.0, 0.5, -2.25, 1e300, INFINITY};
      return trace_.constant_float(kSpecial[pick(std::size(kSpecial))]);
    }
    return floats_[pick(floats_.size())];
  }

  IrRef add(IrOp op, IrRef a = {}, IrRef b = {}, int32_t immediate = 0) {
    IrInstruction in{op, info(op).result, a, b, {}, immediate, SnapshotId::None};
    if (is_guard(op)) in.snapshot = snapshot();
    trace_.instructions.push_back(in);
    return {int32_t(trace_.instructions.size() - 1)};
  }

  SnapshotId snapshot() {
    Snapshot s{nullptr, uint32_t(trace_.entries.size()), kRegisters, 0, 0};
    for (int i = 0; i < kRegisters; i++) {
      if (registers_[i].exists() && i < int(ints_.size() + floats_.size())) trace_.entries.push_back({i, registers_[i]});
    }
    s.entry_count = uint32_t(trace_.entries.size()) - s.first_entry;
    trace_.snapshots.push_back(s);
    return SnapshotId(trace_.snapshots.size() - 1);
  }

  void operation() {
    constexpr IrOp kIntOps[] = {IrOp::IntAdd, IrOp::IntSubtract, IrOp::IntAnd, IrOp::IntOr, IrOp::IntXor, IrOp::IntAdd};
    constexpr IrOp kFloatOps[] = {IrOp::FloatAdd, IrOp::FloatSubtract, IrOp::FloatMultiply, IrOp::FloatDivide};
    constexpr IrOp kTests[] = {IrOp::IntLess, IrOp::IntLessEqual, IrOp::IntEqual};
    constexpr IrOp kFloatTests[] = {IrOp::FloatLess, IrOp::FloatLessEqual, IrOp::FloatEqual};
    switch (pick(calls_ ? 14 : 12)) {
      case 12: case 13: {
        // A residual call: all values behind it must have survived.
        const auto first = uint32_t(trace_.arguments.size());
        const uint32_t count = 1 + uint32_t(pick(6));
        for (uint32_t i = 0; i < count; i++) {
          const bool word = i > 0 && pick(4) == 0;
          const IrRef value = word ? IrRef{} : add(IrOp::BoxInt, small(an_int()));
          trace_.arguments.push_back({word ? CallArgument::Kind::Word : CallArgument::Kind::Value, value, pick(1000)});
        }
        Call call{reinterpret_cast<const void*>(&scramble), kPlainCall};
        call.first_argument = first;
        call.argument_count = count;
        call.free_from = kRegisters;
        trace_.calls.push_back(call);
        const IrRef result = add(IrOp::CallValue, {}, {}, int32_t(trace_.calls.size() - 1));
        add(IrOp::GuardInt, result);
        ints_.push_back(add(IrOp::UnboxInt, result));
        break;
      }
      case 0: case 1: case 2: ints_.push_back(add(kIntOps[pick(std::size(kIntOps))], small(an_int()), small(an_int()))); break;
      case 3: ints_.push_back(add(IrOp::IntMultiply, small(an_int()), small(an_int()))); break;
      case 4: {
        const IrRef divisor = add(IrOp::IntOr, an_int(), trace_.constant_int(1));
        ints_.push_back(add(pick(2) ? IrOp::IntFloorDivide : IrOp::IntRemainder, an_int(), divisor));
        break;
      }
      case 5: ints_.push_back(add(IrOp::IntShiftRight, an_int(), trace_.constant_int(int64_t(pick(49))))); break;
      case 6: {
        const IrRef count = add(IrOp::IntAnd, an_int(), trace_.constant_int(3));
        ints_.push_back(add(IrOp::IntShiftLeft, small(an_int()), count));
        break;
      }
      case 7: ints_.push_back(add(IrOp::IntNot, an_int())); break;
      case 8: case 9: floats_.push_back(add(kFloatOps[pick(std::size(kFloatOps))], a_float(), a_float())); break;
      case 10: floats_.push_back(pick(2) ? add(IrOp::FloatNegate, a_float()) : add(IrOp::IntToFloat, an_int())); break;
      default: {
        const IrRef test = pick(2) ? add(kTests[pick(3)], an_int(), an_int()) : add(kFloatTests[pick(3)], a_float(), a_float());
        // Mostly only computed, so that loops run on; sometimes tested.
        if (pick(3) == 0) add(pick(2) ? IrOp::GuardTrue : IrOp::GuardFalse, test);
        ints_.push_back(add(IrOp::UnboxInt, add(IrOp::BoxInt, an_int())));
      }
    }
    auto& values = pick(2) ? ints_ : floats_;
    const size_t r = &values == &ints_ ? 1 + pick(kInts - 1) : kInts + pick(kFloats);
    registers_[r] = values.back();
  }
  // 20 bits of it, so that not everything overflows.
  IrRef small(IrRef value) { return chance(8) ? add(IrOp::IntAnd, value, trace_.constant_int(0xFFFFF)) : value; }

  std::mt19937 random_;
  int operations_;
  bool calls_;
  Trace trace_;
  std::vector<IrRef> ints_, floats_;
  IrRef registers_[kRegisters];
};

struct Registers {
  Value header[kFrameHeaderWords];
  Value r[kRegisters];
};

bool equal(Value a, Value b) {
  return a == b || (a.is_double() && b.is_double() && std::isnan(a.as_double()) && std::isnan(b.as_double()));
}

class JitMachineCode : public test::VmTest {
 protected:
  static Registers start(uint32_t seed) {
    std::mt19937 random(seed);
    Registers out{};
    for (int i = 0; i < kRegisters; i++) {
      out.r[i] = i < kInts ? Value::integer(int64_t(random() % 2000) - 1000) : Value::number((int(random() % 2000) - 1000) / 16.0);
    }
    out.r[0] = Value::integer(0);
    return out;
  }

  void leave(const Trace& trace, const Evaluation& e, Registers& registers) {
    restore(trace, e.exit, thread, registers.r, [&](IrRef v) { return e.words[size_t(v.index)]; });
  }

  // One round after the other, as recorded.
  Registers run_rounds(const Trace& round, uint32_t seed) {
    Registers registers = start(seed);
    for (;;) {
      Evaluation e = evaluate(round, thread, registers.r, 1);
      const bool left = e.exit != SnapshotId::None;
      if (!left) e.exit = SnapshotId(round.snapshots.size() - 1);
      leave(round, e, registers);
      if (left) return registers;
    }
  }

  void check(uint32_t seed, int operations, bool calls = false) {
    const Trace round = RoundMaker(seed, operations, calls).make();
    Trace trace;
    trace.constants = round.constants;
    trace.snapshots = round.snapshots;
    trace.entries = round.entries;
    // What the recorder would have emitted.
    Emitter emitter(trace);
    std::vector<IrRef> now(round.instructions.size());
    const auto mapped = [&](IrRef r) { return r.is_instruction() ? now[size_t(r.index)] : r; };
    const auto copied = [&](SnapshotId id) {
      Snapshot s = round.snapshot(id);
      const uint32_t first = uint32_t(trace.entries.size());
      for (const SnapshotEntry& entry : round.entries_of(s)) trace.entries.push_back({entry.slot, emitter.unboxed(mapped(entry.value))});
      s.first_entry = first;
      trace.snapshots.push_back(s);
      return SnapshotId(trace.snapshots.size() - 1);
    };
    for (size_t i = 0; i < round.instructions.size(); i++) {
      const IrInstruction& in = round.instructions[i];
      if (Trace::has_call(in.op)) {
        Call call = round.calls[size_t(in.immediate)];
        call.first_argument = uint32_t(trace.arguments.size());
        for (CallArgument argument : round.arguments_of(in)) {
          argument.value = mapped(argument.value);
          trace.arguments.push_back(argument);
        }
        now[i] = emitter.emit_call(in.op, call);
        continue;
      }
      now[i] = is_guard(in.op) ? emitter.emit_guard([&] { return copied(in.snapshot); }, in.op, mapped(in.a), mapped(in.b), in.immediate)
                               : emitter.emit(in.op, mapped(in.a), mapped(in.b), mapped(in.c), in.immediate);
      if (emitter.contradiction()) return;
    }
    const SnapshotId end = copied(SnapshotId(round.snapshots.size() - 1));
    std::vector<IrRef> next;
    if (!peel_loop(emitter, end, next)) return;
    remove_dead_code(trace, next);
    ASSERT_EQ(find_mistake(trace), nullptr) << to_text(trace);
    auto compiled = compile(std::move(trace), &leave_machine);
    ASSERT_NE(compiled, nullptr);
    for (uint32_t input = 0; input < 3; input++) {
      const Registers expected = run_rounds(round, input);
      Registers evaluated = start(input);
      const Evaluation e = evaluate(compiled->ir, thread, evaluated.r, 100);
      ASSERT_NE(e.exit, SnapshotId::None);
      leave(compiled->ir, e, evaluated);
      Registers machine = start(input);
      compiled->entry()(&thread, machine.r);
      for (int i = 0; i < kRegisters; i++) {
        EXPECT_TRUE(equal(expected.r[i], evaluated.r[i])) << "optimiser, seed " << seed << " register " << i;
        EXPECT_TRUE(equal(evaluated.r[i], machine.r[i])) << "machine code, seed " << seed << " register " << i;
      }
      EXPECT_EQ(compiled->exit_counts[size_t(e.exit)], 1u);
      compiled->exit_counts[size_t(e.exit)] = 0;
      if (expected.r[0].is_int()) rounds_ += expected.r[0].as_int();
      if (HasFailure()) FAIL() << to_text(round) << "\n" << to_text(compiled->ir);
    }
    thread.regs = nullptr;
    loops_++;
    release(std::move(compiled));
  }
  int loops_ = 0;
  int64_t rounds_ = 0;
};

TEST_F(JitMachineCode, ShortLoopsDoWhatTheRecordedRoundDoes) {
  for (uint32_t seed = 0; seed < 400 && !HasFailure(); seed++) check(seed, 6);
  EXPECT_GT(loops_, 200);
  EXPECT_GT(rounds_, 200 * 3 * kRounds / 4);
}

TEST_F(JitMachineCode, LongLoopsWithSpilledValuesDoWhatTheRecordedRoundDoes) {
  for (uint32_t seed = 1000; seed < 1300 && !HasFailure(); seed++) check(seed, 60);
  EXPECT_GT(loops_, 150);
  EXPECT_GT(rounds_, 500);
}

TEST_F(JitMachineCode, ValuesSurviveResidualCalls) {
  for (uint32_t seed = 2000; seed < 2400 && !HasFailure(); seed++) check(seed, 25, true);
  EXPECT_GT(loops_, 150);
  EXPECT_GT(rounds_, 500);
}

Trace trace_of(const char* text) {
  Trace trace;
  std::string mistake;
  EXPECT_TRUE(from_text(text, trace, mistake)) << mistake;
  EXPECT_STREQ(find_mistake(trace), nullptr);
  return trace;
}

// Register 0 counts to 100; when it is a multiple of 4 the loop is left, and the bridge adds 1000 to register 1 and goes
// back to the loop by a link.
TEST_F(JitMachineCode, BridgeTakesItsValuesFromTheParentAndLinksBack) {
  Trace loop = trace_of(R"(a0: Any = load_register 0
guard_int a0 -> s0
i2: Int = unbox_int a0
b3: Bool = int_less i2, 100
guard_true b3 -> s0
i5: Int = int_add i2, 1 -> s0
i6: Int = int_and i5, 3
b7: Bool = int_equal i6, 0
guard_false b7 -> s1
a9: Any = box_int i5
store_register a9, 0
link 0
s0: {}
s1: {0: i5}
)");
  loop.links.push_back(nullptr);
  auto root = compile(std::move(loop), &leave_machine);
  ASSERT_NE(root, nullptr);
  Trace side = trace_of(R"(i0: Int = inherit 5
a1: Any = load_register 1
guard_int a1 -> s0
i3: Int = unbox_int a1
i4: Int = int_add i3, 1000 -> s0
a5: Any = box_int i4
store_register a5, 1
a7: Any = box_int i0
store_register a7, 0
link 0
s0: {0: i0}
)");
  side.links.push_back(root.get());
  ASSERT_NE(compile_bridge(std::move(side), &leave_machine, *root, SnapshotId(1)), nullptr);
  EXPECT_EQ(root->bridge_count, 1u);
  Registers registers = start(1);
  registers.r[1] = Value::integer(7);
  root->entry()(&thread, registers.r);
  EXPECT_EQ(registers.r[0].as_int(), 100);
  EXPECT_EQ(registers.r[1].as_int(), 7 + 25 * 1000);
  EXPECT_EQ(root->exit_counts[1], 0u);
  EXPECT_EQ(root->exit_counts[0], 1u);
  thread.regs = nullptr;
  release(std::move(root));
}

}  // namespace
}  // namespace taipan::jit
