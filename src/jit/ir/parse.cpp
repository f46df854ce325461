// jit/ir/parse.cpp -- reads the text form back; it is described in text.h.
//
// Instructions keep their numbers: a gap in the text becomes removed instructions.
#include <charconv>
#include <cstring>

#include "jit/ir/text.h"

namespace taipan::jit {

namespace {

class Parser {
 public:
  Parser(std::string_view text, Trace& trace, std::string& mistake) : rest_(text), trace_(trace), mistake_(mistake) {}

  bool run() {
    while (!rest_.empty() && mistake_.empty()) {
      const size_t end = std::min(rest_.find('\n'), rest_.size());
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      const std::string_view whole = line_;
      if (!line_.empty() && line_[0] != '#' && !line()) mistake_ = "cannot read: " + std::string(whole);
    }
    return mistake_.empty();
  }

 private:
  // ---- pieces of a line
  void skip() {
    while (!line_.empty() && line_[0] == ' ') line_.remove_prefix(1);
  }
  bool take(std::string_view what) {
    skip();
    if (!line_.starts_with(what)) return false;
    line_.remove_prefix(what.size());
    return true;
  }
  template <class N>
  bool number(N& n) {
    skip();
    const auto read = std::from_chars(line_.data(), line_.data() + line_.size(), n);
    if (read.ec != std::errc()) return false;
    line_.remove_prefix(size_t(read.ptr - line_.data()));
    return true;
  }
  std::string_view word() {
    skip();
    size_t n = 0;
    while (n < line_.size() && (std::isalnum(static_cast<unsigned char>(line_[n])) || line_[n] == '_')) n++;
    const std::string_view w = line_.substr(0, n);
    line_.remove_prefix(n);
    return w;
  }

  // An integer or a float constant.
  bool literal(bool as_value, IrRef& ref) {
    skip();
    const std::string_view digits = line_.substr(0, std::min(line_.find_first_of(",} "), line_.size()));
    if (digits.ends_with('f') && !digits.ends_with("inf")) {
      double d;
      if (!number(d) || !take("f")) return false;
      ref = as_value ? trace_.constant(Value::number(d)) : trace_.constant_float(d);
      return true;
    }
    int64_t i;
    if (!number(i)) return false;
    ref = as_value ? trace_.constant(Value::integer(i)) : trace_.constant_int(i);
    return true;
  }

  bool reference(IrRef& ref) {
    skip();
    if (line_.empty()) return false;
    if (std::strchr("aifbr", line_[0]) && line_.size() > 1 && std::isdigit(static_cast<unsigned char>(line_[1]))) {
      line_.remove_prefix(1);
      return number(ref.index);
    }
    static constexpr struct {
      const char* text;
      Value value;
    } kNamed[] = {{"unbound", Value::unbound()}, {"none", Value::none()}, {"true", Value::true_value()}, {"false", Value::false_value()}};
    for (const auto& named : kNamed) {
      if (take(named.text)) return ref = trace_.constant(named.value), true;
    }
    if (take("yes")) return ref = trace_.constant_bool(true), true;
    if (take("no")) return ref = trace_.constant_bool(false), true;
    if (take("value")) return literal(true, ref);
    uint64_t n;
    if (take("immediate")) return number(n) && (ref = trace_.constant(Value::from_bits(n)), true);
    // Each number is another address.
    if (take("object#")) return number(n) && (ref = trace_.constant(Type::Any, (n + 1) << 12), true);
    if (take("pointer#")) return number(n) && (ref = trace_.constant(Type::Ref, (n + 1) << 12), true);
    if (take("address#")) return number(n) && (ref = trace_.constant(Type::Address, (n + 1) << 12), true);
    return literal(false, ref);
  }

  // ---- lines
  bool line() {
    skip();
    if (take("phi ")) return phi();
    if (line_[0] == 's' && line_.size() > 1 && std::isdigit(static_cast<unsigned char>(line_[1]))) return snapshot();
    return instruction();
  }

  bool phi() {
    Phi p;
    if (!reference(p.first) || !take(",") || !reference(p.next)) return false;
    trace_.phis.push_back(p);
    return true;
  }

  bool instruction() {
    const size_t equals = line_.find(" = ");
    Type type = Type::Any;
    if (equals != std::string_view::npos) {
      size_t index;
      type = line_[0] == 'i' ? Type::Int : line_[0] == 'f' ? Type::Float : line_[0] == 'b' ? Type::Bool : Type::Any;
      line_.remove_prefix(1);
      if (!number(index) || index < trace_.instructions.size()) return false;
      trace_.instructions.resize(index);
      line_.remove_prefix(line_.find(" = ") + 3);
    }
    const std::string_view name = word();
    IrInstruction in;
    for (size_t op = 1; op < size_t(IrOp::Count) && in.op == IrOp::Nop; op++) {
      if (name == info(IrOp(op)).text) in.op = IrOp(op);
    }
    if (in.op == IrOp::Nop) return false;
    const IrInfo& about = info(in.op);
    in.type = in.op == IrOp::Inherit ? type : about.result;
    IrRef* operands[] = {&in.a, &in.b, &in.c};
    for (int n = 0; n < about.operand_count; n++) {
      if (n && !take(",")) return false;
      if (!reference(*operands[n])) return false;
    }
    if (Trace::has_call(in.op)) {
      if (!call(in)) return false;
    } else if (about.has_immediate) {
      if (about.operand_count && !take(",")) return false;
      if (!number(in.immediate)) return false;
    }
    if (take("->")) {
      uint32_t id;
      if (!take("s") || !number(id)) return false;
      in.snapshot = SnapshotId(id);
    }
    if (in.op == IrOp::Loop) trace_.loop = int32_t(trace_.instructions.size());
    trace_.instructions.push_back(in);
    skip();
    return line_.empty();
  }

  bool call(IrInstruction& in) {
    Call c{};
    uint64_t n;
    if (!take("function#") || !number(n) || !take("effects") || !number(c.effects) || !take("(")) return false;
    c.function = reinterpret_cast<const void*>(uintptr_t(n + 1));
    c.first_argument = uint32_t(trace_.arguments.size());
    while (!take(")")) {
      CallArgument argument{CallArgument::Kind::Word, {}, 0};
      if (take("register")) {
        argument.kind = CallArgument::Kind::Register;
        if (!number(argument.word)) return false;
      } else if (!take("word")) {
        argument.kind = CallArgument::Kind::Value;
        if (!reference(argument.value)) return false;
      }
      trace_.arguments.push_back(argument);
      c.argument_count++;
      take(",");
    }
    if (in.op == IrOp::Transfer && (!take("to") || !number(c.new_base))) return false;
    in.immediate = int32_t(trace_.calls.size());
    trace_.calls.push_back(c);
    return true;
  }

  bool snapshot() {
    size_t id;
    line_.remove_prefix(1);
    if (!number(id) || !take(": {")) return false;
    if (trace_.snapshots.size() <= id) trace_.snapshots.resize(id + 1);
    Snapshot s{nullptr, uint32_t(trace_.entries.size()), 0, uint32_t(trace_.frames.size()), 0, 0, ExitKind::Instruction};
    while (!take("}")) {
      SnapshotEntry entry;
      if (take("result")) {
        entry.slot = kResultSlot;
      } else if (!number(entry.slot)) {
        return false;
      }
      if (!take(":") || (!take("memory") && !reference(entry.value))) return false;
      trace_.entries.push_back(entry);
      s.entry_count++;
      take(",");
    }
    while (take(", frame")) {
      SnapshotFrame frame{};
      if (!number(frame.base) || !take("from") || !number(frame.caller_base)) return false;
      trace_.frames.push_back(frame);
      s.frame_count++;
    }
    if (take(", interrupted")) s.kind = ExitKind::Interrupted;
    if (take(", result")) s.kind = ExitKind::Result;
    if (take(", in memory")) s.kind = ExitKind::InMemory;
    trace_.snapshots[id] = s;
    return true;
  }

  std::string_view rest_, line_;
  Trace& trace_;
  std::string& mistake_;
};

}  // namespace

bool from_text(std::string_view text, Trace& trace, std::string& mistake) { return Parser(text, trace, mistake).run(); }

}  // namespace taipan::jit
