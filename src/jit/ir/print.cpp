// jit/ir/print.cpp -- writes the text form; it is described in text.h.
#include <cstdio>

#include "jit/ir/text.h"

namespace taipan::jit {

namespace {

const char* name_of(Type type) {
  constexpr const char* kNames[] = {"Void", "Any", "Int", "Float", "Bool", "Ref", "Address"};
  return kNames[size_t(type)];
}

class Printer {
 public:
  explicit Printer(const Trace& trace) : trace_(trace) {}

  std::string run(SnapshotId end) {
    if (end != SnapshotId::None) out_ += "# end s" + std::to_string(uint32_t(end)) + '\n';
    for (size_t i = 0; i < trace_.instructions.size(); i++) {
      if (trace_.instructions[i].op != IrOp::Nop) instruction(int32_t(i));
    }
    for (const Phi& phi : trace_.phis) {
      out_ += "phi ";
      reference(phi.first);
      out_ += ", ";
      reference(phi.next);
      out_ += '\n';
    }
    std::vector<bool> used(trace_.snapshots.size());
    for (const IrInstruction& in : trace_.instructions) {
      if (in.snapshot != SnapshotId::None) used[size_t(in.snapshot)] = true;
    }
    for (size_t i = 0; i < used.size(); i++) {
      if (used[i] || i == size_t(end)) snapshot(i);
    }
    return std::move(out_);
  }

 private:
  void number(int64_t n) { out_ += std::to_string(n); }

  void reference(IrRef ref) {
    if (!ref.exists()) {
      out_ += "?";
    } else if (ref.is_constant()) {
      constant(ref);
    } else {
      constexpr char kLetters[] = {'v', 'a', 'i', 'f', 'b', 'r', 'p'};
      out_ += kLetters[size_t(trace_.type_of(ref))];
      number(ref.index);
    }
  }

  void real(double d) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.17gf", d);
    out_ += buffer;
  }

  // Addresses differ from run to run: they are numbered as they come.
  void numbered(const char* what, IrRef ref) {
    size_t n = 0;
    while (n < shown_.size() && !(shown_[n] == ref)) n++;
    if (n == shown_.size()) shown_.push_back(ref);
    out_ += what;
    number(int64_t(n));
  }

  void constant(IrRef ref) {
    const Constant& c = trace_.constant_at(ref);
    switch (c.type) {
      case Type::Int: return number(int64_t(c.bits));
      case Type::Float: return real(std::bit_cast<double>(c.bits));
      case Type::Bool: out_ += c.bits ? "yes" : "no"; return;
      case Type::Ref: return numbered("pointer#", ref);
      case Type::Address: return numbered("address#", ref);
      default: break;
    }
    const Value v = Value::from_bits(c.bits);
    if (v.is_unbound()) {
      out_ += "unbound";
    } else if (v.is_int()) {
      out_ += "value ";
      number(v.as_int());
    } else if (v.is_double()) {
      out_ += "value ";
      real(v.as_double());
    } else if (v.is_object()) {
      numbered("object#", ref);
    } else {
      out_ += v.is_none() ? "none" : v.is_true() ? "true" : v.is_false() ? "false" : "immediate " + std::to_string(c.bits);
    }
  }

  void instruction(int32_t i) {
    const IrInstruction& in = trace_.instructions[size_t(i)];
    const IrInfo& about = info(in.op);
    if (in.type != Type::Void) {
      reference({i});
      out_ += ": ";
      out_ += name_of(in.type);
      out_ += " = ";
    }
    out_ += about.text;
    const IrRef operands[] = {in.a, in.b, in.c};
    for (int n = 0; n < about.operand_count; n++) {
      out_ += n ? ", " : " ";
      // Versions differ from run to run.
      if (in.op == IrOp::GuardKeys && n == 1) {
        out_ += "0";
      } else {
        reference(operands[n]);
      }
    }
    if (Trace::has_call(in.op)) {
      call(in);
      return end(in);
    }
    if (about.has_immediate) {
      out_ += about.operand_count ? ", " : " ";
      number(in.op == IrOp::GuardLookup ? 0 : in.immediate);
    }
    end(in);
  }

  void end(const IrInstruction& in) {
    if (in.snapshot != SnapshotId::None) {
      out_ += " -> s";
      number(int64_t(in.snapshot));
    }
    out_ += '\n';
  }

  // Functions are numbered as they come; words that are no values are not shown.
  void call(const IrInstruction& in) {
    const Call& c = trace_.calls[size_t(in.immediate)];
    size_t n = 0;
    while (n < functions_.size() && functions_[n] != c.function) n++;
    if (n == functions_.size()) functions_.push_back(c.function);
    out_ += " function#";
    number(int64_t(n));
    out_ += " effects ";
    number(c.effects);
    out_ += " (";
    bool first = true;
    for (const CallArgument& argument : trace_.arguments_of(in)) {
      if (!first) out_ += ", ";
      first = false;
      switch (argument.kind) {
        case CallArgument::Kind::Value: reference(argument.value); break;
        case CallArgument::Kind::Word: out_ += "word"; break;
        case CallArgument::Kind::Register:
          out_ += "register ";
          number(int64_t(argument.word));
          break;
      }
    }
    out_ += ')';
    if (in.op == IrOp::Transfer) {
      out_ += " to ";
      number(c.new_base);
    }
  }

  void snapshot(size_t id) {
    const Snapshot& s = trace_.snapshots[id];
    out_ += 's';
    number(int64_t(id));
    out_ += ": {";
    bool first = true;
    for (const SnapshotEntry& entry : trace_.entries_of(s)) {
      if (!first) out_ += ", ";
      first = false;
      if (entry.slot == kResultSlot) {
        out_ += "result";
      } else {
        number(entry.slot);
      }
      out_ += ": ";
      if (entry.value.exists()) {
        reference(entry.value);
      } else {
        out_ += "memory";
      }
    }
    out_ += '}';
    for (const SnapshotFrame& frame : trace_.frames_of(s)) {
      out_ += ", frame ";
      number(frame.base);
      out_ += " from ";
      number(frame.caller_base);
    }
    constexpr const char* kKinds[] = {"", ", interrupted", ", result", ", in memory"};
    out_ += kKinds[size_t(s.kind)];
    out_ += '\n';
  }

  const Trace& trace_;
  std::string out_;
  std::vector<IrRef> shown_;
  std::vector<const void*> functions_;
};

}  // namespace

std::string to_text(const Trace& trace, SnapshotId end) { return Printer(trace).run(end); }

}  // namespace taipan::jit
