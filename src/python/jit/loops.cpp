// python/jit/loops.cpp -- Python's driver of the jit.
//
// Room       python/jit; the contracts are in loops.h and jit/record/language_driver.h.
//
// An opcode is recorded when it stands in RECORDED below; all others end a recording before they are executed.
#include "python/jit/loops.h"

#include <charconv>
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
  if (option == "eager") options.threshold = 2;
  g_loop_threshold = options.threshold;
}

namespace {

#define RECORDED(X)                                                                                                      \
  X(Nop) X(Resume) X(LoadConst) X(LoadInt) X(Move) X(Clear) X(CheckLocal) X(CopyFree) X(LoadCell) X(StoreCell)           \
  X(LoadGlobal) X(StoreGlobal) X(LoadName) X(StoreName) X(Jump) X(JumpBack) X(Negative) X(Positive) X(Invert) X(Not)     \
  X(ToBool) X(JumpIfTrue) X(JumpIfFalse) X(JumpIfNone) X(JumpIfNotNone) X(Is) X(IsNot) X(LoadAttribute)                  \
  X(StoreAttribute) X(LoadMethod) X(GetItem) X(GetItemInt) X(SetItem) X(Call) X(CallMethod) X(Return) X(ForIterator)     \
  X(UnpackSequence)

class PythonDriver final : public jit::LanguageDriver {
 public:
  Step record_instruction(jit::RecordStage& stage) override {
    PythonRecord s{stage};
    const Step step = dispatch(s, *stage.pc);
    stage.regs = s.regs;
    stage.pc = s.pc;
    return step;
  }
  int width(const Instruction*) override { return 1; }
  bool is_back_edge(const Instruction* pc) override { return Op(pc->op) == Op::JumpBack; }
  int32_t register_count(const Value* regs) override { return code_of(const_cast<Value*>(regs))->register_count; }

 private:
  static Step dispatch(PythonRecord& s, const Instruction& in) {
    switch (Op(in.op)) {
#define ROW(name) \
  case Op::name: return op_##name(s, in);
      RECORDED(ROW)
#define BINARY_ROW(name) ROW(name) ROW(Inplace##name)
      BINARY_OPS(BINARY_ROW)
#define INT_ROW(name) ROW(name##Int) ROW(Inplace##name##Int)
      INT_OPS(INT_ROW)
#define COMPARE_ROW(name) ROW(name) ROW(JumpIf##name) ROW(JumpUnless##name)
      COMPARE_OPS(COMPARE_ROW)
#undef COMPARE_ROW
#undef INT_ROW
#undef BINARY_ROW
#undef ROW
      default:
        s.recorder.abort(jit::AbortReason::Opcode);
        return Step::Frame;
    }
  }
};
PythonDriver g_driver;

// The loops of a code object; they live as long as it does.
struct LoopTable {
  explicit LoopTable(size_t count) : loops(std::make_unique<jit::Loop[]>(count)) {}
  std::unique_ptr<jit::Loop[]> loops;
};

jit::Loop& loop_of(Code* code, uint16_t loop) {
  if (!code->jit_data) code->jit_data = new LoopTable(code->loop_count);
  return static_cast<LoopTable*>(code->jit_data)->loops[loop];
}

}  // namespace

void free_loops(void* jit_data) { delete static_cast<LoopTable*>(jit_data); }

Step hot_loop(Thread& thread, uint16_t loop) {
  Code* const code = code_of(thread.regs);
  if (g_loop_threshold == std::numeric_limits<int32_t>::max()) {  // off: that many rounds were made
    code->loop_counters[loop] = 0;
    return Step::Frame;
  }
  return jit::run_loop(thread, g_driver, loop_of(code, loop), thread.regs, thread.pc,
                       reinterpret_cast<int32_t&>(code->loop_counters[loop]));
}

}  // namespace taipan::python
