// vm/value.h -- the 64-bit word that holds any value of the guest language.
//
// Room       vm. Knows gc/heap_object.h; knows no language.
// Tests      tests/unit/vm/value_test.cpp
//
// NaN-boxing that favours pointers:
//
//   unbound        0000 0000 0000 0000                     "no value here": a local not yet assigned, a free slot
//   heap object    0000 PPPP PPPP PPPP                     the pointer itself, 8-byte aligned, so bit 1 is clear
//   immediate      0000 0000 0000 00II                     bit 1 set: None, False, True, ...
//   double         0002 ... FFFC (top 16 bits)             IEEE bits + 2^49; NaNs are made canonical when boxed
//   int            FFFE/FFFF + 49 bits, two's complement   -2^48 ... 2^48 - 1
//
// Tests cost one compare or one `test` with a mask.
#pragma once

#include <bit>
#include <cstdint>

#include "base/assert.h"
#include "gc/heap_object.h"

namespace taipan {

class Value {
 public:
  static constexpr uint64_t kIntTag = 0xFFFE'0000'0000'0000;
  static constexpr uint64_t kDoubleOffset = uint64_t{1} << 49;
  static constexpr uint64_t kNotObjectMask = 0xFFFE'0000'0000'0002;
  static constexpr int64_t kMaxInt = (int64_t{1} << 48) - 1;
  static constexpr int64_t kMinInt = -(int64_t{1} << 48);

  enum class Immediate : uint64_t {
    None = 0x02,
    False = 0x06,
    True = 0x0E,
    Ellipsis = 0x12,
    NotImplemented = 0x16,
    Raised = 0x1A,   // a call failed; the thread holds the exception
    Pending = 0x1E,  // the interpreter is asked to make the call that the thread describes (only from its slow paths)
    Missing = 0x22,  // an argument that was not given
  };

  constexpr Value() = default;
  static constexpr Value from_bits(uint64_t bits) { return Value(bits); }
  static constexpr Value unbound() { return Value(uint64_t{0}); }
  static constexpr Value none() { return Value(Immediate::None); }
  static constexpr Value true_value() { return Value(Immediate::True); }
  static constexpr Value false_value() { return Value(Immediate::False); }
  static constexpr Value ellipsis() { return Value(Immediate::Ellipsis); }
  static constexpr Value not_implemented() { return Value(Immediate::NotImplemented); }
  static constexpr Value raised() { return Value(Immediate::Raised); }
  static constexpr Value pending() { return Value(Immediate::Pending); }
  static constexpr Value missing() { return Value(Immediate::Missing); }
  static constexpr Value boolean(bool b) { return Value(uint64_t{0x06} | (uint64_t{b} << 3)); }
  // `integer` must fit 49 bits (see fits_int).
  static constexpr Value integer(int64_t i) { return Value((uint64_t(i) & ((uint64_t{1} << 49) - 1)) | kIntTag); }
  static Value number(double d) {
    uint64_t bits = std::bit_cast<uint64_t>(d);
    if (__builtin_expect(bits >= 0xFFF8'0000'0000'0001, 0)) bits = 0xFFF8'0000'0000'0000;
    return Value(bits + kDoubleOffset);
  }
  static Value object(const HeapObject* o) { return Value(reinterpret_cast<uint64_t>(o)); }
  Value(const HeapObject* o) : bits_(reinterpret_cast<uint64_t>(o)) {}  // NOLINT: implicit on purpose

  static constexpr bool fits_int(int64_t i) { return i >= kMinInt && i <= kMaxInt; }

  constexpr uint64_t bits() const { return bits_; }
  constexpr bool is_unbound() const { return bits_ == 0; }
  constexpr bool is_int() const { return bits_ >= kIntTag; }
  constexpr bool is_double() const { return bits_ - kDoubleOffset < kIntTag - kDoubleOffset; }
  constexpr bool is_number() const { return bits_ >= kDoubleOffset; }
  constexpr bool is_object() const { return (bits_ & kNotObjectMask) == 0 && bits_ != 0; }
  // The cheaper test, for values that are known to be bound: an unbound one passes it.
  constexpr bool is_object_if_bound() const { return (bits_ & kNotObjectMask) == 0; }
  constexpr bool is_none() const { return *this == none(); }
  constexpr bool is_bool() const { return (bits_ & ~uint64_t{8}) == 0x06; }
  constexpr bool is_true() const { return *this == true_value(); }
  constexpr bool is_false() const { return *this == false_value(); }
  constexpr bool is_raised() const { return *this == raised(); }
  constexpr bool is_pending() const { return *this == pending(); }
  constexpr bool is_raised_or_pending() const { return (bits_ & ~uint64_t{4}) == 0x1A; }
  constexpr bool is_missing() const { return *this == missing(); }
  constexpr bool is_not_implemented() const { return *this == not_implemented(); }
  constexpr bool is_ellipsis() const { return *this == ellipsis(); }

  constexpr int64_t as_int() const { return int64_t(bits_ << 15) >> 15; }
  constexpr double as_double() const { return std::bit_cast<double>(bits_ - kDoubleOffset); }
  constexpr bool as_bool() const { return bits_ == uint64_t(Immediate::True); }
  HeapObject* as_object() const {
    VM_ASSERT(is_object() && bits_ != 0, "value is not a heap object");
    return reinterpret_cast<HeapObject*>(bits_);
  }
  template <class T>
  T* as() const {
    return static_cast<T*>(as_object());
  }

  // Identity of words. Numbers compare by representation, as `is` does.
  friend constexpr bool operator==(Value a, Value b) { return a.bits_ == b.bits_; }

 private:
  constexpr explicit Value(uint64_t bits) : bits_(bits) {}
  constexpr explicit Value(Immediate i) : bits_(uint64_t(i)) {}

  uint64_t bits_ = 0;
};

static_assert(sizeof(Value) == 8);

}  // namespace taipan
