// jit/backend/register_allocator.cpp -- the contract is in register_allocator.h.
#include "jit/backend/register_allocator.h"

#include <algorithm>

namespace taipan::jit {

namespace {

class Allocator {
 public:
  Allocator(const Trace& trace, const RegisterFile& registers, std::span<const Location> parent)
      : trace_(trace), registers_(registers), parent_(parent), end_(trace.instructions.size(), -1), hint_(trace.instructions.size(), -1) {
    out_.locations.resize(trace.instructions.size());
    out_.fused.resize(trace.instructions.size());
  }

  Allocation run() {
    find_fused();
    find_ends();
    scan();
    return std::move(out_);
  }

 private:
  static bool comparison(IrOp op) { return is_comparison(op) || is_float_comparison(op) || op == IrOp::Same; }

  void find_fused() {
    for (size_t i = 0; i < end_.size(); i++) out_.fused[i] = comparison(trace_.instructions[i].op);
    const auto refuse = [&](IrRef r) {
      if (r.is_instruction()) out_.fused[size_t(r.index)] = false;
    };
    for (const IrInstruction& in : trace_.instructions) {
      if (in.op != IrOp::GuardTrue && in.op != IrOp::GuardFalse) refuse(in.a);
      refuse(in.b);
      refuse(in.c);
      for (const CallArgument& argument : trace_.arguments_of(in)) refuse(argument.value);
      if (in.snapshot == SnapshotId::None) continue;
      for (const SnapshotEntry& entry : trace_.entries_of(trace_.snapshot(in.snapshot))) refuse(entry.value);
    }
    for (const Phi& phi : trace_.phis) {
      refuse(phi.first);
      refuse(phi.next);
    }
  }

  void use(IrRef value, int32_t position) {
    if (!value.is_instruction()) return;
    int32_t& end = end_[size_t(value.index)];
    end = std::max(end, position);
    // Used in the loop without being its work: needed in each round.
    if (trace_.loop >= 0 && value.index < trace_.loop && position > 2 * trace_.loop && !phi_first_[size_t(value.index)]) {
      end = std::max(end, last_position());
    }
  }
  int32_t last_position() const { return 2 * int32_t(trace_.instructions.size()); }

  void use_operands(const IrInstruction& in, int32_t position) {
    trace_.for_each_operand(in, [&](IrRef operand) {
      if (operand.is_instruction() && out_.fused[size_t(operand.index)]) {
        use_operands(trace_[operand], position);
      } else {
        use(operand, position);
      }
    });
  }

  void find_ends() {
    phi_first_.assign(trace_.instructions.size(), false);
    for (const Phi& phi : trace_.phis) phi_first_[size_t(phi.first.index)] = true;
    for (size_t i = 0; i < trace_.instructions.size(); i++) {
      const IrInstruction& in = trace_.instructions[i];
      if (in.op == IrOp::Nop || out_.fused[i]) continue;
      use_operands(in, int32_t(2 * i));
      if (in.snapshot == SnapshotId::None) continue;
      for (const SnapshotEntry& entry : trace_.entries_of(trace_.snapshot(in.snapshot))) use(entry.value, int32_t(2 * i + 1));
    }
    for (const Phi& phi : trace_.phis) {
      use(phi.first, 2 * trace_.loop + 1);
      use(phi.next, last_position());
      if (phi.next.is_instruction() && phi.next.index > trace_.loop) hint_[size_t(phi.next.index)] = phi.first.index;
    }
  }

  struct Active {
    int32_t value, end;
  };

  void scan() {
    free_[0] = mask(registers_.general);
    free_[1] = mask(registers_.floats);
    for (size_t i = 0; i < end_.size(); i++) {
      const IrInstruction& in = trace_.instructions[i];
      if (Trace::has_call(in.op) || info(in.op).effects == 'S') {
        expire(int32_t(2 * i + 1));
        if (Trace::has_call(in.op)) out_.across_calls.push_back({int32_t(i), in_use(0), in_use(1)});
      }
      if (in.type == Type::Void || end_[i] < 0 || out_.fused[i]) continue;
      expire(int32_t(2 * i + 1));
      place(int32_t(i), in.type == Type::Float ? 1 : 0);
    }
  }

  static uint32_t mask(std::span<const uint8_t> registers) {
    uint32_t m = 0;
    for (const uint8_t r : registers) m |= 1u << r;
    return m;
  }

  uint32_t in_use(int c) const {
    uint32_t m = 0;
    for (const Active& a : active_[c]) m |= 1u << out_.locations[size_t(a.value)].index;
    return m;
  }

  void expire(int32_t position) {
    for (int c = 0; c < 2; c++) {
      std::erase_if(active_[c], [&](const Active& a) {
        if (a.end >= position) return false;
        free_[c] |= 1u << out_.locations[size_t(a.value)].index;
        return true;
      });
    }
  }

  void place(int32_t value, int c) {
    const int32_t end = end_[size_t(value)];
    const auto kind = c ? Location::Kind::Float : Location::Kind::General;
    if (free_[c]) {
      const uint8_t r = choose(value, c, kind);
      free_[c] &= ~(1u << r);
      out_.locations[size_t(value)] = {kind, r, 0};
      active_[c].push_back({value, end});
      return;
    }
    // The value needed longest goes to memory, all its life.
    auto furthest = std::max_element(active_[c].begin(), active_[c].end(),
                                     [](const Active& a, const Active& b) { return a.end < b.end; });
    if (furthest->end <= end) {
      out_.locations[size_t(value)] = spill();
      return;
    }
    out_.locations[size_t(value)] = out_.locations[size_t(furthest->value)];
    out_.locations[size_t(furthest->value)] = spill();
    *furthest = {value, end};
  }

  uint8_t choose(int32_t value, int c, Location::Kind kind) const {
    const auto usable = [&](IrRef other) {
      if (!other.is_instruction()) return false;
      const Location l = out_.locations[size_t(other.index)];
      return l.kind == kind && (free_[c] >> l.index & 1);
    };
    if (hint_[size_t(value)] >= 0 && usable({hint_[size_t(value)]})) return out_.locations[size_t(hint_[size_t(value)])].index;
    const IrInstruction& in = trace_.instructions[size_t(value)];
    if (in.op == IrOp::Inherit) {
      const Location l = parent_[size_t(in.immediate)];
      if (l.kind == kind && (free_[c] >> l.index & 1)) return l.index;
    }
    // An operand that ends here: no move.
    if (usable(in.a)) return out_.locations[size_t(in.a.index)].index;
    return uint8_t(__builtin_ctz(free_[c]));
  }

  Location spill() { return {Location::Kind::Spilled, 0, uint16_t(out_.spill_count++)}; }

  const Trace& trace_;
  const RegisterFile& registers_;
  std::span<const Location> parent_;
  Allocation out_;
  std::vector<int32_t> end_, hint_;
  std::vector<bool> phi_first_;
  std::vector<Active> active_[2];
  uint32_t free_[2];
};

}  // namespace

Allocation allocate_registers(const Trace& trace, const RegisterFile& registers, std::span<const Location> parent_locations) {
  return Allocator(trace, registers, parent_locations).run();
}

}  // namespace taipan::jit
