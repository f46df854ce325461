// jit/record/record_stage.h -- the Record stage: staged operations execute and write IR.
//
// Room       jit/record. The groups of operations and the rules for staged code are in vm/stage.h; the reference is
//            vm/execute.h. A language derives its stage from this one and adds its control transfers.
// Tests      tests/unit/jit/record/, tests/python/jit/
//
// Each value is what it is now, with the IR reference of what it will be in a round of the machine code. A type test
// guards the representation that was met (the exact constant, for None, True, ...), so that all further tests of the
// same value are free.
#pragma once

#include <algorithm>
#include <type_traits>
#include <utility>

#include "jit/record/recorder.h"
#include "vm/execute.h"

namespace taipan::jit {

struct RecordStage {
  static constexpr bool kRecording = true;

  struct Any {
    Value now;
    IrRef ref;
  };
  struct Int {
    int64_t now = 0;
    IrRef ref;
  };
  struct Float {
    double now = 0;
    IrRef ref;
  };
  struct Bool {
    bool now = false;
    IrRef ref;
  };
  struct Ref {
    HeapObject* now = nullptr;
    IrRef ref;
  };
  struct Checked {
    Int value;
    Bool overflowed;
  };

  Thread& thread;
  Value* regs;
  const Instruction* pc;
  Recorder& recorder;

  // ---- registers
  Any get(uint16_t r) const { return {regs[r], recorder.get(recorder.slot_of(regs + r))}; }
  void set(uint16_t r, Any v) {
    regs[r] = v.now;
    recorder.set(recorder.slot_of(regs + r), v.ref);
  }
  Any constant(Value v) const { return {v, recorder.trace().constant(v)}; }
  Int constant_int(int64_t i) const { return {i, recorder.trace().constant_int(i)}; }

  // ---- type tests
  bool is_int(Any v) { return kind(v) == Known::Int; }
  bool both_int(Any a, Any b) { return is_int(a) && is_int(b); }
  bool is_double(Any v) { return kind(v) == Known::Float; }
  bool is_object(Any v) { return kind(v) == Known::Object; }
  bool is_unbound(Any v) {
    if (recorder.aborted()) return v.now.is_unbound();
    const IrRef unbound = recorder.trace().constant(Value::unbound());
    recorder.guard(v.now.is_unbound() ? IrOp::GuardIs : IrOp::GuardIsNot, v.ref, unbound);
    return v.now.is_unbound();
  }
  bool is(Any v, Value constant) {
    const Known k = kind(v);
    if (k == Known::Constant || k != kind_now(constant)) return v.now == constant;
    recorder.guard(v.now == constant ? IrOp::GuardIs : IrOp::GuardIsNot, v.ref, recorder.trace().constant(constant));
    return v.now == constant;
  }
  bool is_bool(Any v) { return kind(v) == Known::Constant && v.now.is_bool(); }

  // ---- boxing
  Int as_int(Any v) const { return {v.now.as_int(), recorder.emit(IrOp::UnboxInt, v.ref)}; }
  Float as_double(Any v) const { return {v.now.as_double(), recorder.emit(IrOp::UnboxFloat, v.ref)}; }
  Ref as_ref(Any v) const { return {v.now.as_object(), v.ref}; }
  Any box(Int i) const { return {Value::integer(i.now), recorder.emit(IrOp::BoxInt, i.ref)}; }
  Any box(Float d) const { return {Value::number(d.now), recorder.emit(IrOp::BoxFloat, d.ref)}; }
  Any box(Bool b) const { return {Value::boolean(b.now), recorder.emit(IrOp::BoxBool, b.ref)}; }
  Any box(Ref o) const { return {Value(o.now), o.ref}; }
  Float to_float(Int i) const { return {double(i.now), recorder.emit(IrOp::IntToFloat, i.ref)}; }

  // ---- integers: computed by the Execute stage
  Checked add(Int a, Int b) { return checked(IrOp::IntAdd, a, b, execute().add(plain(a), plain(b))); }
  Checked subtract(Int a, Int b) { return checked(IrOp::IntSubtract, a, b, execute().subtract(plain(a), plain(b))); }
  Checked multiply(Int a, Int b) { return checked(IrOp::IntMultiply, a, b, execute().multiply(plain(a), plain(b))); }
  Checked floor_divide(Int a, Int b) { return checked(IrOp::IntFloorDivide, a, b, execute().floor_divide(plain(a), plain(b))); }
  Checked shift_left(Int a, Int b) { return checked(IrOp::IntShiftLeft, a, b, execute().shift_left(plain(a), plain(b))); }
  Checked negate(Int a) { return subtract(constant_int(0), a); }
  Int floor_remainder(Int a, Int b) const { return integer(IrOp::IntRemainder, a, b, execute().floor_remainder(plain(a), plain(b))); }
  Int bit_and(Int a, Int b) const { return integer(IrOp::IntAnd, a, b, Execute::Int::of(a.now & b.now)); }
  Int bit_or(Int a, Int b) const { return integer(IrOp::IntOr, a, b, Execute::Int::of(a.now | b.now)); }
  Int bit_xor(Int a, Int b) const { return integer(IrOp::IntXor, a, b, Execute::Int::of(a.now ^ b.now)); }
  Int bit_not(Int a) const { return {~a.now, recorder.emit(IrOp::IntNot, a.ref)}; }
  Int shift_right(Int a, Int b) const { return integer(IrOp::IntShiftRight, a, b, Execute::Int::of(a.now >> b.now)); }
  Bool less(Int a, Int b) const { return {a.now < b.now, recorder.emit(IrOp::IntLess, a.ref, b.ref)}; }
  Bool less_equal(Int a, Int b) const { return {a.now <= b.now, recorder.emit(IrOp::IntLessEqual, a.ref, b.ref)}; }
  Bool equal(Int a, Int b) const { return {a.now == b.now, recorder.emit(IrOp::IntEqual, a.ref, b.ref)}; }
  Bool in_range(Int i, Int limit) const {
    return {i.now >= 0 && i.now < limit.now, recorder.emit(IrOp::IntBelow, i.ref, limit.ref)};
  }
  Bool is_zero(Int i) const { return equal(i, constant_int(0)); }

  // ---- floats
  Float add(Float a, Float b) const { return {a.now + b.now, recorder.emit(IrOp::FloatAdd, a.ref, b.ref)}; }
  Float subtract(Float a, Float b) const { return {a.now - b.now, recorder.emit(IrOp::FloatSubtract, a.ref, b.ref)}; }
  Float multiply(Float a, Float b) const { return {a.now * b.now, recorder.emit(IrOp::FloatMultiply, a.ref, b.ref)}; }
  Float divide(Float a, Float b) const { return {a.now / b.now, recorder.emit(IrOp::FloatDivide, a.ref, b.ref)}; }
  Float negate(Float a) const { return {-a.now, recorder.emit(IrOp::FloatNegate, a.ref)}; }
  Bool less(Float a, Float b) const { return {a.now < b.now, recorder.emit(IrOp::FloatLess, a.ref, b.ref)}; }
  Bool less_equal(Float a, Float b) const { return {a.now <= b.now, recorder.emit(IrOp::FloatLessEqual, a.ref, b.ref)}; }
  Bool equal(Float a, Float b) const { return {a.now == b.now, recorder.emit(IrOp::FloatEqual, a.ref, b.ref)}; }
  Bool is_zero(Float a) const { return equal(a, Float{0.0, recorder.trace().constant_float(0.0)}); }

  Bool logical_not(Bool b) const { return {!b.now, recorder.emit(IrOp::BoolNot, b.ref)}; }
  Bool same(Any a, Any b) const { return {a.now == b.now, recorder.emit(IrOp::Same, a.ref, b.ref)}; }

  // ---- decisions
  bool test(Bool b) {
    recorder.guard(b.now ? IrOp::GuardTrue : IrOp::GuardFalse, b.ref);
    return b.now;
  }
  HeapObject* promote(Ref o) {
    recorder.guard(IrOp::GuardIs, o.ref, recorder.trace().constant(Value(o.now)));
    return o.now;
  }
  int64_t promote(Int i) {
    test(equal(i, constant_int(i.now)));
    return i.now;
  }
  const Shape* shape_of(Ref o) {
    const Shape* shape = ::taipan::shape_of(o.now);
    recorder.guard(IrOp::GuardShape, o.ref, constant_pointer(shape));
    return shape;
  }
  void rely_on_lookup(const Shape* shape) {
    recorder.guard(IrOp::GuardLookup, constant_pointer(shape), {}, int32_t(shape->lookup_version));
  }
  void rely_on_keys(const HeapObject* dict, uint64_t keys_version) {
    recorder.guard(IrOp::GuardKeys, constant_pointer(dict), recorder.trace().constant_int(int64_t(keys_version)));
  }

  // ---- heap
  Any load_slot(Ref o, uint32_t byte_offset) const {
    return {execute().load_slot(o.now, byte_offset), recorder.emit(IrOp::LoadSlot, o.ref, {}, {}, int32_t(byte_offset))};
  }
  void store_slot(Ref o, uint32_t byte_offset, Any v) {
    execute().store_slot(o.now, byte_offset, v.now);
    recorder.emit(IrOp::StoreSlot, o.ref, v.ref, {}, int32_t(byte_offset));
  }
  Any load_location(Value* location) const { return {*location, recorder.emit(IrOp::LoadLocation, constant_address(location))}; }
  void store_location(HeapObject* owner, Value* location, Any v) {
    execute().store_location(owner, location, v.now);
    recorder.emit(IrOp::StoreLocation, constant_address(location), v.ref, constant_pointer(owner));
  }
  void set_shape(Ref o, const Shape* shape) {
    execute().set_shape(o.now, shape);
    recorder.emit(IrOp::SetShape, o.ref, constant_pointer(shape));
  }
  template <class Struct, class T>
  Ref load_reference(Ref o, T* Struct::*field) const {
    return {execute().load_reference(o.now, field), recorder.emit(IrOp::LoadReference, o.ref, {}, {}, offset_of(field))};
  }
  template <class Struct>
  Int load_int(Ref o, int64_t Struct::*field) const {
    return {static_cast<Struct*>(o.now)->*field, recorder.emit(IrOp::LoadInt, o.ref, {}, {}, offset_of(field))};
  }
  template <class Struct>
  void store_int(Ref o, int64_t Struct::*field, Int i) {
    static_cast<Struct*>(o.now)->*field = i.now;
    recorder.emit(IrOp::StoreInt, o.ref, i.ref, {}, offset_of(field));
  }
  Any load_element(Ref o, uint32_t byte_offset, Int index) const {
    return {execute().load_element(o.now, byte_offset, plain(index)),
            recorder.emit(IrOp::LoadElement, o.ref, index.ref, {}, int32_t(byte_offset))};
  }
  void store_element(Ref o, uint32_t byte_offset, Int index, Any v) {
    execute().store_element(o.now, byte_offset, plain(index), v.now);
    recorder.emit(IrOp::StoreElement, o.ref, index.ref, v.ref, int32_t(byte_offset));
  }

  // ---- functions: residual calls
  // The result of a function that says by `false` that it raised is guarded here; plain values by their users.
  template <auto f, uint32_t effects = kAnyEffect, class... A>
  auto call(A... arguments) {
    return call_with_effects<f>(effects, arguments...);
  }
  template <auto f, class... A>
  auto call_with_effects(uint32_t effects, A... arguments) {
    constexpr bool window = (std::is_same_v<std::remove_const_t<A>, Value*> || ...);
    using Result = decltype(f(thread, plain(arguments)...));
    int32_t first = INT32_MAX;
    (look_for_window(arguments, first), ...);
    recorder.sync(effects, first);
    (recorder.argument(argument_of(arguments)), ...);
    thread.regs = regs;
    thread.pc = pc;
    const auto address = reinterpret_cast<const void*>(f);
    if constexpr (std::is_same_v<Result, Value>) {
      const Value result = f(thread, plain(arguments)...);
      return Any{result, recorder.call(IrOp::CallValue, address, effects, window)};
    } else if constexpr (std::is_same_v<Result, bool>) {
      const bool done = f(thread, plain(arguments)...);
      const IrRef result = recorder.call(IrOp::CallBool, address, effects, window);
      if (done) recorder.guard_result(IrOp::GuardTrue, result, {}, recorder.trace().constant(Value::raised()));
      return done;
    } else {
      f(thread, plain(arguments)...);
      recorder.call(IrOp::CallVoid, address, effects, window);
    }
  }
  bool is_plain_result(Any v) {
    if (v.now.is_raised_or_pending()) return false;
    recorder.guard_result(IrOp::GuardPlain, v.ref, {}, v.ref);
    return true;
  }
  // ---- control
  Step next() const { return Step::Next; }
  Step result(uint16_t r, Any v) {
    set(r, v);
    return Step::Next;
  }
  Step jump(int32_t distance) {
    pc += distance;
    return Step::Jump;
  }
  // One check a round is enough.
  bool breaker() {
    if (thread.eval_breaker.load(std::memory_order_relaxed) != 0) {
      recorder.abort(AbortReason::Breaker);
      return true;
    }
    if (recorder.first_breaker_check()) recorder.guard(IrOp::GuardNoBreaker);
    return false;
  }
  // Behind a residual call: the instruction's result, a bool, decides a jump.
  Step branch(Any truth, bool when, int32_t distance) {
    const bool taken = truth.now.is_true() == when;
    recorder.guard_alternative(IrOp::GuardIs, truth.ref, recorder.trace().constant(truth.now), pc + (taken ? 1 : distance));
    return taken ? jump(distance) : next();
  }
  // Behind a residual call: the result, or a jump if there is none.
  Step result_or_jump(uint16_t r, Any v, int32_t distance) {
    const IrRef none = recorder.trace().constant(Value::unbound());
    if (v.now.is_unbound()) {
      recorder.guard_alternative(IrOp::GuardIs, v.ref, none, pc + 1, recorder.slot_of(regs + r));
      return jump(distance);
    }
    recorder.guard_alternative(IrOp::GuardIsNot, v.ref, none, pc + distance);
    return result(r, v);
  }

 protected:
  Execute execute() const { return {thread, regs, pc}; }

  static Execute::Int plain(Int i) { return Execute::Int::of(i.now); }
  static Value plain(Any v) { return v.now; }
  template <class T>
  static T plain(T v) {
    return v;
  }
  Any lift(Value v) const { return {v, recorder.trace().constant(v)}; }

  template <class T>
  void look_for_window(T argument, int32_t& first) const {
    if constexpr (std::is_same_v<T, Value*>) {
      if (argument != nullptr) first = std::min(first, recorder.slot_of(argument));
    } else {
      (void)argument, (void)first;
    }
  }

  CallArgument argument_of(Any v) const { return {CallArgument::Kind::Value, v.ref, 0}; }
  CallArgument argument_of(Value v) const { return {CallArgument::Kind::Value, recorder.trace().constant(v), 0}; }
  CallArgument argument_of(Value* registers) const {
    if (registers == nullptr) return {CallArgument::Kind::Word, {}, 0};
    return {CallArgument::Kind::Register, {}, uint64_t(int64_t(recorder.slot_of(registers)))};
  }
  template <class T>
  CallArgument argument_of(T* pointer) const {
    if constexpr (std::is_base_of_v<HeapObject, std::remove_const_t<T>>) {
      if (pointer != nullptr) return {CallArgument::Kind::Value, constant_pointer(pointer), 0};
    }
    return {CallArgument::Kind::Word, {}, uint64_t(pointer)};
  }
  template <class T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>)
  CallArgument argument_of(T n) const {
    return {CallArgument::Kind::Word, {}, uint64_t(int64_t(n))};
  }

  IrRef constant_pointer(const HeapObject* o) const { return recorder.trace().constant(Type::Ref, uint64_t(o)); }
  IrRef constant_address(const void* p) const { return recorder.trace().constant(Type::Address, uint64_t(p)); }

  template <class Struct, class Field>
  static int32_t offset_of(Field Struct::*field) {
    alignas(Struct) static char place[sizeof(Struct)];
    auto* object = reinterpret_cast<Struct*>(place);
    return int32_t(reinterpret_cast<char*>(&(object->*field)) - place);
  }

  Int integer(IrOp op, Int a, Int b, Execute::Int now) const { return {now.value(), recorder.emit(op, a.ref, b.ref)}; }
  // An operation that leaves the trace when the result does not fit: what fitted once does not overflow here.
  Checked checked(IrOp op, Int a, Int b, Execute::Checked now) {
    // One that did not fit goes the long way, which is right for all.
    if (now.overflowed) return {{now.value.value(), {}}, {true, recorder.trace().constant_bool(true)}};
    return {{now.value.value(), recorder.guard(op, a.ref, b.ref)}, {false, recorder.trace().constant_bool(false)}};
  }

  static Known kind_now(Value v) {
    if (v.is_int()) return Known::Int;
    if (v.is_double()) return Known::Float;
    return v.is_object() && !v.is_unbound() ? Known::Object : Known::Constant;
  }
  // What the value is now, and is guarded to be.
  Known kind(Any v) {
    const Known k = kind_now(v.now);
    switch (k) {
      case Known::Int: recorder.guard(IrOp::GuardInt, v.ref); break;
      case Known::Float: recorder.guard(IrOp::GuardFloat, v.ref); break;
      case Known::Object: recorder.guard(IrOp::GuardObject, v.ref); break;
      default: recorder.guard(IrOp::GuardIs, v.ref, recorder.trace().constant(v.now));
    }
    return k;
  }
};

}  // namespace taipan::jit
