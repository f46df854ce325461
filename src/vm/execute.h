// vm/execute.h -- the Execute stage: staged operations as an interpreter. Every member inlines to a few instructions.
//
// Room       vm. The contract of each group is in stage.h.
#pragma once

#include <cmath>

#include "vm/frame.h"
#include "vm/shape.h"
#include "vm/stage.h"
#include "vm/thread.h"

namespace taipan {

struct Execute {
  static constexpr bool kRecording = false;

  using Any = Value;
  // An integer of 49 bits, kept shifted to the top of the word: the processor's overflow flag then is ours.
  struct Int {
    int64_t shifted;
    int64_t value() const { return shifted >> kShift; }
    static Int of(int64_t i) { return {int64_t(uint64_t(i) << kShift)}; }
  };
  static constexpr int kShift = 15;
  using Float = double;
  using Bool = bool;
  using Ref = HeapObject*;
  struct Checked {
    Int value;
    bool overflowed;
  };

  Thread& thread;
  Value* regs;
  const Instruction* pc;

  // ---- registers
  Any get(uint16_t r) const { return regs[r]; }
  void set(uint16_t r, Any v) { regs[r] = v; }
  Any constant(Value v) const { return v; }
  Int constant_int(int64_t i) const { return Int::of(i); }

  // ---- type tests
  bool is_int(Any v) const { return v.is_int(); }
  bool both_int(Any a, Any b) const { return (a.bits() & b.bits()) >= Value::kIntTag; }
  bool is_double(Any v) const { return v.is_double(); }
  bool is_object(Any v) const { return v.is_object_if_bound(); }  // `v` is bound
  bool is_unbound(Any v) const { return v.is_unbound(); }
  bool is(Any v, Value constant) const { return v == constant; }
  bool is_bool(Any v) const { return v.is_bool(); }

  // ---- boxing
  Int as_int(Any v) const { return {int64_t(v.bits() << kShift)}; }
  Float as_double(Any v) const { return v.as_double(); }
  Ref as_ref(Any v) const { return v.as_object(); }
  Any box(Int i) const { return Value::from_bits((uint64_t(i.shifted) >> kShift) | Value::kIntTag); }
  Any box(Float d) const { return Value::number(d); }
  Any box(Bool b) const { return Value::boolean(b); }
  Any box(Ref o) const { return Value(o); }
  Float to_float(Int i) const { return double(i.value()); }

  // ---- integers
  Checked add(Int a, Int b) const {
    Int r;
    const bool overflowed = __builtin_add_overflow(a.shifted, b.shifted, &r.shifted);
    return {r, overflowed};
  }
  Checked subtract(Int a, Int b) const {
    Int r;
    const bool overflowed = __builtin_sub_overflow(a.shifted, b.shifted, &r.shifted);
    return {r, overflowed};
  }
  Checked multiply(Int a, Int b) const {
    Int r;
    const bool overflowed = __builtin_mul_overflow(a.shifted, b.value(), &r.shifted);
    return {r, overflowed};
  }
  Checked negate(Int a) const { return subtract(Int{0}, a); }
  // Rounding towards minus infinity; `b` is not 0.
  Checked floor_divide(Int a, Int b) const {
    const int64_t x = a.value(), y = b.value();
    int64_t q = x / y;
    if ((x % y != 0) && ((x < 0) != (y < 0))) q--;
    return {Int::of(q), q > Value::kMaxInt};
  }
  Int floor_remainder(Int a, Int b) const {
    const int64_t x = a.value(), y = b.value();
    int64_t r = x % y;
    if (r != 0 && ((r < 0) != (y < 0))) r += y;
    return Int::of(r);
  }
  Int bit_and(Int a, Int b) const { return {a.shifted & b.shifted}; }
  Int bit_or(Int a, Int b) const { return {a.shifted | b.shifted}; }
  Int bit_xor(Int a, Int b) const { return {a.shifted ^ b.shifted}; }
  Int bit_not(Int a) const { return Int::of(~a.value()); }
  // 0 <= count < 49
  Checked shift_left(Int a, Int count) const {
    const int64_t n = count.value();
    const int64_t r = int64_t(uint64_t(a.shifted) << n);
    return {Int{r}, (r >> n) != a.shifted};
  }
  Int shift_right(Int a, Int count) const { return Int::of(a.value() >> count.value()); }
  Bool less(Int a, Int b) const { return a.shifted < b.shifted; }
  Bool less_equal(Int a, Int b) const { return a.shifted <= b.shifted; }
  Bool equal(Int a, Int b) const { return a.shifted == b.shifted; }
  // 0 <= i < limit
  Bool in_range(Int i, Int limit) const { return uint64_t(i.shifted) < uint64_t(limit.shifted); }
  Bool is_zero(Int i) const { return i.shifted == 0; }

  // ---- floats
  Float add(Float a, Float b) const { return a + b; }
  Float subtract(Float a, Float b) const { return a - b; }
  Float multiply(Float a, Float b) const { return a * b; }
  Float divide(Float a, Float b) const { return a / b; }
  Float negate(Float a) const { return -a; }
  Bool less(Float a, Float b) const { return a < b; }
  Bool less_equal(Float a, Float b) const { return a <= b; }
  Bool equal(Float a, Float b) const { return a == b; }
  Bool is_zero(Float a) const { return a == 0.0; }

  Bool logical_not(Bool b) const { return !b; }
  Bool same(Any a, Any b) const { return a == b; }

  // ---- decisions
  bool test(Bool b) const { return b; }
  // The value as a constant of the trace.
  HeapObject* promote(Ref o) const { return o; }
  int64_t promote(Int i) const { return i.value(); }
  const Shape* shape_of(Ref o) const { return ::taipan::shape_of(o); }
  // The trace is thrown away when lookups on instances of this shape may change.
  void rely_on_lookup(const Shape*) const {}
  void rely_on_keys(const HeapObject* /*dict*/, uint64_t /*keys_version*/) const {}

  // ---- heap
  Any load_slot(Ref o, uint32_t byte_offset) const {
    return *reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + byte_offset);
  }
  void store_slot(Ref o, uint32_t byte_offset, Any v) {
    *reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + byte_offset) = v;
    thread.heap().write_barrier(o);
  }
  Any load_location(Value* location) const { return *location; }
  void store_location(HeapObject* owner, Value* location, Any v) {
    *location = v;
    thread.heap().write_barrier(owner);
  }
  void set_shape(Ref o, const Shape* shape) {
    o->shape_ref = shape_ref(shape);
    thread.heap().write_barrier(o);
  }
  // A native field of an object, by address of the member; `owner` keeps the barrier and, in traces, the alias class.
  template <class Struct, class T>
  Ref load_reference(Ref o, T* Struct::*field) const {
    return static_cast<Struct*>(o)->*field;
  }
  template <class Struct>
  Int load_int(Ref o, int64_t Struct::*field) const {
    return Int::of(static_cast<Struct*>(o)->*field);
  }
  template <class Struct>
  void store_int(Ref o, int64_t Struct::*field, Int i) {
    static_cast<Struct*>(o)->*field = i.value();
  }
  // Element `index` of values that start `byte_offset` bytes into the object; the index was checked.
  Any load_element(Ref o, uint32_t byte_offset, Int index) const {
    return reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + byte_offset)[index.value()];
  }
  void store_element(Ref o, uint32_t byte_offset, Int index, Any v) {
    reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + byte_offset)[index.value()] = v;
    thread.heap().write_barrier(o);
  }

  // ---- functions
  // f(thread, arguments...). The frame is up to date in the thread while it runs.
  template <auto f, uint32_t effects = kAnyEffect, class... A>
  auto call(A... arguments) {
    thread.regs = regs;
    thread.pc = pc;
    return f(thread, arguments...);
  }

  // ---- control
  Step next() const { return Step::Next; }
  Step result(uint16_t r, Any v) {
    regs[r] = v;
    return Step::Next;
  }
  Step jump(int32_t distance) {
    pc += distance;
    return Step::Jump;
  }
  // Behind a call: its result, a bool, decides a jump; or its result is kept, and if there is none a jump is made.
  Step branch(Any truth, bool when, int32_t distance) { return truth.is_true() == when ? jump(distance) : next(); }
  Step result_or_jump(uint16_t r, Any v, int32_t distance) { return v.is_unbound() ? jump(distance) : result(r, v); }
  bool breaker() const { return thread.eval_breaker.load(std::memory_order_relaxed) != 0; }
};

}  // namespace taipan
