// jit/passes/emitter.cpp -- facts and sharing; the contract is in emitter.h.
#include "jit/passes/emitter.h"

#include "vm/stage.h"

namespace taipan::jit {

namespace {

Known kind_of_constant(Value v) { return v.is_int() ? Known::Int : v.is_double() ? Known::Float : Known::Constant; }

}  // namespace

IrRef Emitter::emit(IrOp op, IrRef a, IrRef b, IrRef c, int32_t immediate) {
  return emit_instruction({op, info(op).result, a, b, c, immediate, SnapshotId::None}, nullptr);
}

IrRef Emitter::emit_guard(SnapshotMaker snapshot, IrOp op, IrRef a, IrRef b, int32_t immediate) {
  return emit_instruction({op, info(op).result, a, b, {}, immediate, SnapshotId::None}, &snapshot);
}

Emitter::Fact& Emitter::fact(IrRef value) {
  if (facts_.size() <= size_t(value.index)) facts_.resize(trace_.instructions.size() + 64);
  fact_log_.emplace_back(value.index, facts_[size_t(value.index)]);
  return facts_[size_t(value.index)];
}

Known Emitter::known(IrRef value) const {
  if (value.is_constant()) {
    const Constant& constant = trace_.constant_at(value);
    if (constant.type == Type::Ref) return Known::Object;
    const Value v = Value::from_bits(constant.bits);
    if (v.is_object() && !v.is_unbound()) return Known::Object;
    return kind_of_constant(v);
  }
  const IrInstruction& in = trace_[value];
  if (in.op == IrOp::BoxInt) return Known::Int;
  if (in.op == IrOp::BoxFloat) return Known::Float;
  if (in.type == Type::Ref) return Known::Object;
  return size_t(value.index) < facts_.size() ? facts_[size_t(value.index)].known : Known::Nothing;
}

Value Emitter::known_constant(IrRef value) const {
  if (value.is_constant()) return Value::from_bits(trace_.constant_at(value).bits);
  return facts_[size_t(value.index)].constant;
}

bool Emitter::known_bound(IrRef value) const {
  if (value.is_constant()) return trace_.constant_at(value).bits != 0;
  const Known k = known(value);
  if (k == Known::Constant) return !known_constant(value).is_unbound();
  if (k != Known::Nothing || trace_[value].op == IrOp::BoxBool) return true;
  return size_t(value.index) < facts_.size() && facts_[size_t(value.index)].bound;
}

IrRef Emitter::unboxed(IrRef value) const {
  if (!value.is_instruction()) return value;
  const IrInstruction& in = trace_[value];
  return in.op == IrOp::BoxInt || in.op == IrOp::BoxFloat || in.op == IrOp::BoxBool ? in.a : value;
}

IrRef Emitter::boxed(IrRef value) {
  switch (trace_.type_of(value)) {
    case Type::Int: return emit(IrOp::BoxInt, value);
    case Type::Float: return emit(IrOp::BoxFloat, value);
    case Type::Bool: return emit(IrOp::BoxBool, value);
    default: return value;
  }
}

// What the facts say of a guard.
Emitter::Verdict Emitter::judge(const IrInstruction& guard) const {
  const auto verdict = [](bool holds) { return holds ? Verdict::Holds : Verdict::Fails; };
  switch (guard.op) {
    case IrOp::GuardTrue: case IrOp::GuardFalse: {
      const bool wanted = guard.op == IrOp::GuardTrue;
      if (guard.a.is_constant()) return verdict((trace_.constant_at(guard.a).bits != 0) == wanted);
      if (size_t(guard.a.index) >= facts_.size() || facts_[size_t(guard.a.index)].known != Known::Constant) return Verdict::Unknown;
      return verdict(facts_[size_t(guard.a.index)].constant.as_bool() == wanted);
    }
    case IrOp::GuardInt: case IrOp::GuardFloat: case IrOp::GuardObject: {
      const Known wanted = guard.op == IrOp::GuardInt ? Known::Int : guard.op == IrOp::GuardFloat ? Known::Float : Known::Object;
      const Known now = known(guard.a);
      if (now == Known::Nothing) return trace_.is(guard.a, IrOp::BoxBool) ? Verdict::Fails : Verdict::Unknown;
      return verdict(now == wanted);
    }
    case IrOp::GuardIs: {
      const uint64_t wanted = trace_.constant_at(guard.b).bits;
      if (guard.a.is_constant()) return verdict(trace_.constant_at(guard.a).bits == wanted);
      const Value v = Value::from_bits(wanted);
      if (size_t(guard.a.index) < facts_.size()) {
        const Fact& f = facts_[size_t(guard.a.index)];
        if (!f.constant.is_unbound() || f.known == Known::Constant) return verdict(f.constant == v);
      }
      if (v.is_unbound() && known_bound(guard.a)) return Verdict::Fails;
      return Verdict::Unknown;
    }
    case IrOp::GuardIsNot: {
      const uint64_t unwanted = trace_.constant_at(guard.b).bits;
      if (guard.a.is_constant()) return verdict(trace_.constant_at(guard.a).bits != unwanted);
      return unwanted == 0 && known_bound(guard.a) ? Verdict::Holds : Verdict::Unknown;
    }
    case IrOp::GuardShape: {
      const IrRef shape = heap_.shape(guard.a);
      return shape.exists() ? verdict(shape == guard.b) : Verdict::Unknown;
    }
    case IrOp::GuardLookup: case IrOp::GuardKeys:
      // Versions are unique for ever and only residual calls can change them.
      return find_equal(guard, last_clobber_).exists() ? Verdict::Holds : Verdict::Unknown;
    default: return Verdict::Unknown;
  }
}

// What is known behind a guard that was emitted.
void Emitter::learn(const IrInstruction& guard) {
  switch (guard.op) {
    case IrOp::GuardTrue: fact(guard.a) = {Known::Constant, true, Value::true_value()}; break;
    case IrOp::GuardFalse: fact(guard.a) = {Known::Constant, true, Value::false_value()}; break;
    case IrOp::GuardInt: fact(guard.a).known = Known::Int; break;
    case IrOp::GuardFloat: fact(guard.a).known = Known::Float; break;
    case IrOp::GuardObject: fact(guard.a).known = Known::Object; break;
    case IrOp::GuardIs: {
      const Value v = Value::from_bits(trace_.constant_at(guard.b).bits);
      fact(guard.a) = {v.is_object() && !v.is_unbound() ? Known::Object : kind_of_constant(v), !v.is_unbound(), v};
      break;
    }
    case IrOp::GuardIsNot:
      if (trace_.constant_at(guard.b).bits == 0) fact(guard.a).bound = true;
      break;
    case IrOp::GuardShape: heap_.has_shape(guard.a, guard.b); break;
    default: break;
  }
}

IrRef Emitter::find_equal(const IrInstruction& in, int32_t since) const {
  for (int32_t i = last_[size_t(in.op)]; i >= since; i = previous_[size_t(i)]) {
    const IrInstruction& other = trace_.instructions[size_t(i)];
    if (other.a == in.a && other.b == in.b && other.c == in.c && other.immediate == in.immediate) return {i};
  }
  return {};
}

IrRef Emitter::append(const IrInstruction& in) {
  const auto index = int32_t(trace_.instructions.size());
  trace_.instructions.push_back(in);
  previous_.push_back(last_[size_t(in.op)]);
  last_[size_t(in.op)] = index;
  if (in.op == IrOp::Loop) trace_.loop = index;
  return {index};
}

IrRef Emitter::emit_call(IrOp op, const Call& call, SnapshotId snapshot) {
  if (contradiction_) return {};
  trace_.calls.push_back(call);
  const IrRef result = append({op, info(op).result, {}, {}, {}, int32_t(trace_.calls.size() - 1), snapshot});
  if (call.effects & (kWritesHeap | kRunsCode)) heap_.forget_heap(!(call.effects & kRunsCode));
  if (call.effects & kRunsCode) last_clobber_ = result.index + 1;
  heap_.forget_registers(call.free_from, INT32_MAX);
  if (call.written_count) heap_.forget_registers(call.first_written, call.written_count);
  return result;
}

IrRef Emitter::emit_inherit(Type type, int32_t index) {
  return append({IrOp::Inherit, type, {}, {}, {}, index, SnapshotId::None});
}

void Emitter::truncate(Mark mark) {
  for (int32_t& last : last_) {
    while (last >= int32_t(mark.instructions)) last = previous_[size_t(last)];
  }
  for (size_t i = fact_log_.size(); i > mark.facts; i--) {
    const auto& [index, fact] = fact_log_[i - 1];
    facts_[size_t(index)] = fact;
  }
  fact_log_.resize(mark.facts);
  trace_.instructions.resize(mark.instructions);
  previous_.resize(mark.instructions);
  heap_ = {};
}

IrRef Emitter::emit_instruction(IrInstruction in, SnapshotMaker* snapshot) {
  if (contradiction_) return {};
  if (const IrRef simpler = fold(trace_, in); simpler.exists()) return simpler;
  switch (info(in.op).effects) {
    case 'P':
      if (const IrRef equal = find_equal(in); equal.exists()) return equal;
      if (in.op == IrOp::LoadRegister) {
        const IrRef value = append(in);
        heap_.loaded(in, value);
        return value;
      }
      return append(in);
    case 'L': {
      if (const IrRef value = heap_.find(in); value.exists()) return value;
      const IrRef value = append(in);
      heap_.loaded(in, value);
      return value;
    }
    case 'S':
      if (in.op == IrOp::SetShape) {
        heap_.gets_shape(in.a, in.b);
      } else if (in.op == IrOp::PushHeader) {
        heap_.forget_registers(trace_.frames[size_t(in.immediate)].base - kFrameHeaderWords, kFrameHeaderWords);
      } else if (in.op != IrOp::PopHeader) {
        if (heap_.is_stored(in)) return {};
        heap_.stored(in);
      }
      return append(in);
    case 'G': {
      if (in.type != Type::Void) {
        if (const IrRef equal = find_equal(in); equal.exists()) return equal;
      } else {
        const Verdict verdict = judge(in);
        if (verdict == Verdict::Holds) return {};
        if (verdict == Verdict::Fails) {
          contradiction_ = true;
          return {};
        }
      }
      VM_ASSERT(snapshot != nullptr, "a guard needs a snapshot");
      in.snapshot = (*snapshot)();
      learn(in);
      return append(in);
    }
    default: return append(in);
  }
}

}  // namespace taipan::jit
