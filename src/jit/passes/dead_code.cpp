// jit/passes/dead_code.cpp -- phis, and the removal of what nothing needs.
//
// Room       Passes.  May touch  Instructions (dead ones become Nop) and the trace's phis.
// Tests      tests/unit/jit/passes/
//
// Needed are stores, guards and what they and their snapshots name. A value v of the first round that the second round
// names is carried through the loop: if it varies, a phi (v, next[v]) is made, and next[v] is then needed at the end of
// each round, whichever round computes it.
#include "jit/passes/passes.h"

namespace taipan::jit {

namespace {

class Marker {
 public:
  Marker(Trace& trace, const std::vector<IrRef>& next)
      : trace_(trace), next_(next), live_(trace.instructions.size()), carried_(trace.instructions.size()) {}

  void run() {
    for (int32_t i = int32_t(trace_.instructions.size()) - 1; i >= 0; i--) {
      const char effects = info(trace_.instructions[size_t(i)].op).effects;
      if (effects != 'P' && effects != 'L') need({i}, i);
    }
    while (!pending_.empty()) {
      const int32_t i = pending_.back();
      pending_.pop_back();
      const IrInstruction& in = trace_.instructions[size_t(i)];
      trace_.for_each_operand(in, [&](IrRef operand) { need(operand, i); });
      if (in.snapshot == SnapshotId::None) continue;
      for (const SnapshotEntry& entry : trace_.entries_of(trace_.snapshot(in.snapshot))) need(entry.value, i);
    }
    for (size_t i = 0; i < live_.size(); i++) {
      if (!live_[i]) trace_.instructions[i] = IrInstruction{};
    }
  }

 private:
  // `user`: the instruction that needs `value`.
  void need(IrRef value, int32_t user) {
    if (!value.is_instruction()) return;
    const auto i = size_t(value.index);
    if (trace_.loop >= 0 && user > trace_.loop && value.index < trace_.loop) carry(value);
    if (live_[i]) return;
    live_[i] = true;
    pending_.push_back(value.index);
  }

  void carry(IrRef value) {
    if (carried_[size_t(value.index)]) return;
    carried_[size_t(value.index)] = true;
    const IrRef next = next_[size_t(value.index)];
    if (next == value) return;
    trace_.phis.push_back({value, next});
    need(next, int32_t(trace_.instructions.size()));
  }

  Trace& trace_;
  const std::vector<IrRef>& next_;
  std::vector<bool> live_, carried_;
  std::vector<int32_t> pending_;
};

}  // namespace

void remove_dead_code(Trace& trace, const std::vector<IrRef>& next) { Marker(trace, next).run(); }

}  // namespace taipan::jit
