// python/jit/loops.cpp -- Python's driver of the jit.
//
// Room       python/jit; the contracts are in loops.h and jit/record/language_driver.h.
#include "python/jit/loops.h"

#include <charconv>
#include <cstdio>
#include <limits>

#include "jit/record/jit.h"
#include "python/interpreter/ops_arithmetic.h"
#include "python/interpreter/ops_attributes.h"
#include "python/interpreter/ops_calls.h"
#include "python/interpreter/ops_containers.h"
#include "python/interpreter/ops_variables.h"
#include "python/jit/python_record_stage.h"

namespace taipan::python {

int32_t g_loop_threshold = std::numeric_limits<int32_t>::max();

void set_jit_option(std::string_view option) {
  if (!option.starts_with("jit=")) return;
  option.remove_prefix(4);
  jit::Options& options = jit::options();
  if (option == "off") {
    g_loop_threshold = std::numeric_limits<int32_t>::max();
    return;
  }
  int32_t threshold = 0;
  const auto read = std::from_chars(option.data(), option.data() + option.size(), threshold);
  if (read.ec == std::errc() && threshold > 0) options.threshold = threshold;
  if (option == "log") options.log = true;
  if (option == "explain") {
    options.explain = true;
    std::atexit([] { std::fputs(jit::report().c_str(), stderr); });
  }
  if (option == "eager") {
    options.threshold = 2;
    options.exit_threshold = 2;
  }
  g_loop_threshold = options.threshold;
}

namespace {

// The loops of a code object; they live as long as it does.
struct LoopTable {
  explicit LoopTable(size_t n) : loops(std::make_unique<jit::Loop[]>(n)), count(n) {}
  std::unique_ptr<jit::Loop[]> loops;
  size_t count;
};

LoopTable& loops_of(Code* code) {
  if (!code->jit_data) code->jit_data = new LoopTable(code->loop_count);
  return *static_cast<LoopTable*>(code->jit_data);
}

constexpr bool same_text(const char* a, const char* b) { return std::string_view(a) == b; }

// Whether operand a is a register that the instruction writes.
constexpr bool kWritesA[] = {
#define OP(name, a, b, c, effects, meaning) same_text(#a, "Def") || same_text(#a, "Mod"),
#include "python/bytecode/opcodes.def"
#undef OP
};

template <class S>
Step dispatch(S& s, const Instruction& in) {
  switch (Op(in.op)) {
#define OP(name, a, b, c, effects, meaning) \
  case Op::name: return op_##name(s, in);
#include "python/bytecode/opcodes.def"
#undef OP
    case Op::Count: break;
  }
  VM_UNREACHABLE("an instruction without an operation");
}

int width_of(const Instruction* pc) { return Op(pc->op) == Op::CallKeyword || Op(pc->op) == Op::CallMethodKeyword ? 2 : 1; }

Step execute_one(Thread& thread) {
  PythonExecute s{{thread, thread.regs, thread.pc}};
  const Step step = dispatch(s, *thread.pc);
  if (step == Step::Leave) return step;
  thread.regs = s.regs;
  thread.pc = s.pc + (step == Step::Next ? width_of(s.pc) : 0);
  if (step == Step::Raise) return unwind(thread) ? Step::Frame : Step::Leave;
  return Step::Frame;
}

}  // namespace

Step PythonRecord::residual(const Instruction& in) {
  if (Op(in.op) == Op::Call) return finish(*this, in.a, call<&call_any_from_window>(get(in.b), regs + in.b + 1, int(in.c)));
  if (Op(in.op) == Op::CallMethod) {
    if (is_unbound(get(uint16_t(in.b + 1)))) return finish(*this, in.a, call<&call_any_from_window>(get(in.b), regs + in.b + 2, int(in.c)));
    return finish(*this, in.a, call<&call_any_from_window>(get(in.b), regs + in.b + 1, int(in.c) + 1));
  }
  return transfer<&execute_one>();
}

namespace {

class PythonDriver final : public jit::LanguageDriver {
 public:
  Step record_instruction(jit::RecordStage& stage) override {
    PythonRecord s{stage};
    const Step step = stage.recorder.generic() ? s.residual(*stage.pc) : dispatch(s, *stage.pc);
    stage.regs = s.regs;
    stage.pc = s.pc;
    return step;
  }
  int width(const Instruction* pc) override { return width_of(pc); }
  jit::RegisterEffects register_effects(const Instruction* pc) override {
    const Instruction& in = *pc;
    switch (Op(in.op)) {
      case Op::UnpackSequence: return {in.a, in.c};
      case Op::UnpackStar: return {in.a, uint16_t((in.c & 255) + 1 + (in.c >> 8))};
      case Op::CopyFree: return {in.a, in.b};
      case Op::LoadMethod: case Op::LoadSpecialMethod: case Op::LoadSuperMethod: return {in.a, 2};
      case Op::Call: case Op::CallMethod: case Op::CallKeyword: case Op::CallMethodKeyword: case Op::CallUnpack:
        return {in.a, 1, uint16_t(in.b - (kFrameHeaderWords - 1))};
      default: return {in.a, uint16_t(kWritesA[in.op] ? 1 : 0)};
    }
  }
  bool may_be_generic(const Instruction* pc) override {
    const auto op = Op(pc->op);
    return op == Op::Call || op == Op::CallMethod || op == Op::LoadMethod || op == Op::LoadAttribute || op == Op::StoreAttribute ||
           op == Op::GetItem || op == Op::SetItem || op == Op::LoadGlobal || kWritesA[pc->op];
  }
  bool is_back_edge(const Instruction* pc) override { return Op(pc->op) == Op::JumpBack; }
  jit::Loop* loop_at(Value* regs, const Instruction* pc) override {
    auto* table = static_cast<LoopTable*>(code_of(regs)->jit_data);
    for (size_t i = 0; table && i < table->count; i++) {
      if (table->loops[i].head == pc) return &table->loops[i];
    }
    return nullptr;
  }
  int32_t register_count(const Value* regs) override { return code_of(const_cast<Value*>(regs))->register_count; }
  // As the operations go on behind their calls.
  Step complete_instruction(Thread& thread, Value result) override {
    const Instruction& in = *thread.pc;
    if (result.is_raised()) return Step::Raise;
    if (result.is_pending()) return start_pending(thread, in.a);
    int32_t distance = width_of(&in);
    const auto op = Op(in.op);
    if (op == Op::JumpIfTrue || op == Op::JumpIfFalse) {
      if (result.is_true() == (op == Op::JumpIfTrue)) distance = in.wide;
    } else if (op >= Op::JumpIfLess && op <= Op::JumpUnlessGreaterEqual) {
      const bool when = ((uint16_t(op) - uint16_t(Op::JumpIfLess)) & 1) == 0;
      if (result.is_true() == when) distance = in.c_signed();
    } else if (op == Op::ForIterator && result.is_unbound()) {
      distance = in.c_signed();
    } else if (kWritesA[in.op]) {
      thread.regs[in.a] = result;
    }
    thread.pc += distance;
    return Step::Frame;
  }
  bool unwind(Thread& thread) override { return python::unwind(thread); }
  Step (*interpret_one())(Thread& thread) override { return &execute_one; }
  std::string describe(const Value* regs, const Instruction* pc) override {
    const Code* code = code_of(const_cast<Value*>(regs));
    const int line = position_of(code, uint32_t(pc - code->instructions)).line;
    return std::string(code->name->bytes()) + ":" + std::to_string(line) + " (" + name_of(Op(pc->op)) + ")";
  }
};
PythonDriver g_driver;

}  // namespace

// Functions with compiled loops run those; their frames are not recorded.
bool is_inlined(const Code* code) {
  if (code->flags & kCodeGenerator) return true;
  const auto* table = static_cast<const LoopTable*>(code->jit_data);
  for (size_t i = 0; table && i < table->count; i++) {
    if (table->loops[i].trace) return false;
  }
  return true;
}

void free_loops(void* jit_data) { delete static_cast<LoopTable*>(jit_data); }

Step hot_loop(Thread& thread, uint16_t loop) {
  Code* const code = code_of(thread.regs);
  if (g_loop_threshold == std::numeric_limits<int32_t>::max()) {  // off: that many rounds were made
    code->loop_counters[loop] = 0;
    return Step::Frame;
  }
  return jit::run_loop(thread, g_driver, loops_of(code).loops[loop], thread.regs, thread.pc,
                       reinterpret_cast<int32_t&>(code->loop_counters[loop]));
}

}  // namespace taipan::python
