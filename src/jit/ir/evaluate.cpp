// jit/ir/evaluate.cpp -- the contract is in evaluate.h. Ints are plain integers here, floats and values their bits.
#include "jit/ir/evaluate.h"

#include "vm/dict.h"
#include "vm/execute.h"

namespace taipan::jit {

namespace {

class Evaluator {
 public:
  Evaluator(const Trace& trace, Thread& thread, const Value* base)
      : trace_(trace), base_(base), stage_{thread, const_cast<Value*>(base), nullptr} {
    out_.words.resize(trace.instructions.size());
  }

  Evaluation run(uint64_t rounds) {
    for (size_t i = 0; i < trace_.instructions.size(); i++) {
      const IrInstruction& in = trace_.instructions[i];
      if (in.op == IrOp::Jump) {
        if (rounds-- == 0) break;
        next_round();
        i = size_t(trace_.loop);
        continue;
      }
      uint64_t word = 0;
      if (!step(in, word)) {
        out_.exit = in.snapshot;
        break;
      }
      out_.words[i] = word;
    }
    return std::move(out_);
  }

 private:
  uint64_t word(IrRef r) const { return r.is_constant() ? trace_.constant_at(r).bits : out_.words[size_t(r.index)]; }
  int64_t integer(IrRef r) const { return int64_t(word(r)); }
  Execute::Int shifted(IrRef r) const { return Execute::Int::of(integer(r)); }
  double real(IrRef r) const { return std::bit_cast<double>(word(r)); }
  Value value(IrRef r) const { return Value::from_bits(word(r)); }
  HeapObject* object(IrRef r) const { return reinterpret_cast<HeapObject*>(word(r)); }
  static uint64_t bits(double d) { return std::bit_cast<uint64_t>(d); }
  template <class T>
  T& at(IrRef o, int64_t offset) const {
    return *reinterpret_cast<T*>(word(o) + uint64_t(offset));
  }

  void next_round() {
    std::vector<uint64_t> next;
    for (const Phi& phi : trace_.phis) next.push_back(word(phi.next));
    for (size_t i = 0; i < next.size(); i++) out_.words[size_t(trace_.phis[i].first.index)] = next[i];
  }

  static bool fits(Execute::Checked r, uint64_t& word) {
    word = uint64_t(r.value.value());
    return !r.overflowed;
  }

  // False: the trace is left.
  bool step(const IrInstruction& in, uint64_t& w) {
    switch (in.op) {
      case IrOp::Nop: case IrOp::Loop: case IrOp::Jump: case IrOp::Count: return true;
      case IrOp::LoadRegister: w = base_[in.immediate].bits(); return true;
      case IrOp::BoxInt: w = Value::integer(integer(in.a)).bits(); return true;
      case IrOp::BoxFloat: w = Value::number(real(in.a)).bits(); return true;
      case IrOp::BoxBool: w = Value::boolean(word(in.a) != 0).bits(); return true;
      case IrOp::UnboxInt: w = uint64_t(value(in.a).as_int()); return true;
      case IrOp::UnboxFloat: w = bits(value(in.a).as_double()); return true;
      case IrOp::IntToFloat: w = bits(double(integer(in.a))); return true;
      case IrOp::IntAdd: return fits(stage_.add(shifted(in.a), shifted(in.b)), w);
      case IrOp::IntSubtract: return fits(stage_.subtract(shifted(in.a), shifted(in.b)), w);
      case IrOp::IntMultiply: return fits(stage_.multiply(shifted(in.a), shifted(in.b)), w);
      case IrOp::IntFloorDivide: return fits(stage_.floor_divide(shifted(in.a), shifted(in.b)), w);
      case IrOp::IntShiftLeft: return fits(stage_.shift_left(shifted(in.a), shifted(in.b)), w);
      case IrOp::IntRemainder: w = uint64_t(stage_.floor_remainder(shifted(in.a), shifted(in.b)).value()); return true;
      case IrOp::IntAnd: w = word(in.a) & word(in.b); return true;
      case IrOp::IntOr: w = word(in.a) | word(in.b); return true;
      case IrOp::IntXor: w = word(in.a) ^ word(in.b); return true;
      case IrOp::IntNot: w = ~word(in.a); return true;
      case IrOp::IntShiftRight: w = uint64_t(integer(in.a) >> integer(in.b)); return true;
      case IrOp::IntLess: w = integer(in.a) < integer(in.b); return true;
      case IrOp::IntLessEqual: w = integer(in.a) <= integer(in.b); return true;
      case IrOp::IntEqual: w = integer(in.a) == integer(in.b); return true;
      case IrOp::IntBelow: w = word(in.a) < word(in.b); return true;
      case IrOp::FloatAdd: w = bits(real(in.a) + real(in.b)); return true;
      case IrOp::FloatSubtract: w = bits(real(in.a) - real(in.b)); return true;
      case IrOp::FloatMultiply: w = bits(real(in.a) * real(in.b)); return true;
      case IrOp::FloatDivide: w = bits(real(in.a) / real(in.b)); return true;
      case IrOp::FloatNegate: w = bits(-real(in.a)); return true;
      case IrOp::FloatLess: w = real(in.a) < real(in.b); return true;
      case IrOp::FloatLessEqual: w = real(in.a) <= real(in.b); return true;
      case IrOp::FloatEqual: w = real(in.a) == real(in.b); return true;
      case IrOp::BoolNot: w = word(in.a) ^ 1; return true;
      case IrOp::Same: w = word(in.a) == word(in.b); return true;
      case IrOp::GuardTrue: return word(in.a) != 0;
      case IrOp::GuardFalse: return word(in.a) == 0;
      case IrOp::GuardInt: return value(in.a).is_int();
      case IrOp::GuardFloat: return value(in.a).is_double();
      case IrOp::GuardObject: return value(in.a).is_object();
      case IrOp::GuardIs: return word(in.a) == word(in.b);
      case IrOp::GuardIsNot: return word(in.a) != word(in.b);
      case IrOp::GuardShape: return object(in.a)->shape_ref == uint32_t(word(in.b));
      case IrOp::GuardLookup: return static_cast<Shape*>(object(in.a))->lookup_version == uint32_t(in.immediate);
      case IrOp::GuardKeys: return static_cast<Dict*>(object(in.a))->keys_version == word(in.b);
      case IrOp::GuardNoBreaker: return !stage_.breaker();
      case IrOp::GuardPlain: return !value(in.a).is_raised_or_pending();
      case IrOp::Exit: return false;
      case IrOp::ReloadRegister: w = base_[in.immediate].bits(); return true;
      case IrOp::StoreRegister: const_cast<Value*>(base_)[in.immediate] = value(in.a); return true;
      case IrOp::CallValue: case IrOp::CallBool: case IrOp::CallVoid: w = call(in); return true;
      case IrOp::Inherit: case IrOp::Link: case IrOp::GuardFrame: case IrOp::PushHeader: case IrOp::PopHeader: case IrOp::Transfer:
        break;  // parts of larger things than one trace
      case IrOp::LoadSlot: case IrOp::LoadReference: w = at<uint64_t>(in.a, in.immediate); return true;
      case IrOp::LoadInt: w = uint64_t(at<int64_t>(in.a, in.immediate)); return true;
      case IrOp::LoadLocation: w = at<uint64_t>(in.a, 0); return true;
      case IrOp::LoadElement: w = at<uint64_t>(in.a, in.immediate + 8 * integer(in.b)); return true;
      case IrOp::StoreSlot: stage_.store_slot(object(in.a), uint32_t(in.immediate), value(in.b)); return true;
      case IrOp::StoreInt: at<int64_t>(in.a, in.immediate) = integer(in.b); return true;
      case IrOp::StoreLocation: stage_.store_location(object(in.c), reinterpret_cast<Value*>(word(in.a)), value(in.b)); return true;
      case IrOp::StoreElement:
        stage_.store_element(object(in.a), uint32_t(in.immediate), shifted(in.b), value(in.c));
        return true;
      case IrOp::SetShape: stage_.set_shape(object(in.a), reinterpret_cast<const Shape*>(word(in.b))); return true;
    }
    VM_UNREACHABLE("an instruction the evaluator does not know");
  }

  uint64_t call(const IrInstruction& in) {
    uint64_t words[6] = {};
    size_t n = 0;
    for (const CallArgument& argument : trace_.arguments_of(in)) {
      VM_ASSERT(n < 6, "arguments that the evaluator can pass");
      switch (argument.kind) {
        case CallArgument::Kind::Value: words[n++] = word(argument.value); break;
        case CallArgument::Kind::Word: words[n++] = argument.word; break;
        case CallArgument::Kind::Register: words[n++] = uint64_t(base_ + int64_t(argument.word)); break;
      }
    }
    using Function = uint64_t (*)(Thread*, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
    const auto function = reinterpret_cast<Function>(const_cast<void*>(trace_.calls[size_t(in.immediate)].function));
    const uint64_t result = function(&stage_.thread, words[0], words[1], words[2], words[3], words[4], words[5]);
    return in.op == IrOp::CallBool ? result & 1 : result;
  }

  const Trace& trace_;
  const Value* base_;
  Execute stage_;
  Evaluation out_;
};

}  // namespace

Evaluation evaluate(const Trace& trace, Thread& thread, const Value* base, uint64_t rounds) {
  return Evaluator(trace, thread, base).run(rounds);
}

}  // namespace taipan::jit
