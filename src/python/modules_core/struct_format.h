// python/modules_core/struct_format.h -- formats of packed binary data: parsed once, then numbers to bytes and back.
//
// Room       Cores of modules. Knows machine numbers; what is a Python int or float is the VM's. Door for `_struct`,
// and of
//            use to `memoryview` and `array`.
// In / out   A format string in, a layout out: its size and, for each run of equal values, where they lie and of what
// kind
//            they are. Integers travel as StructInteger, floats as double.
// Tests      tests/unit/python/modules_core/struct_format_test.cpp, tests/differential/modules_core/compare_cores.py
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace taipan::modules_core {

enum class StructKind : uint8_t {
  Signed,
  Unsigned,
  Pointer,  // 'P': unsigned, but takes negative ints as well
  Boolean,
  Float,
  Character,    // 'c': one byte
  Bytes,        // 's': one value of `size` bytes
  PascalBytes,  // 'p': one value, whose first byte is its length
};

// `count` values one after the other from `offset` on.
struct StructItem {
  char code;
  StructKind kind;
  bool is_native;  // size and order are those of the machine, so that errors are worded as for C types
  bool is_big_endian;
  int64_t offset;
  int64_t size;  // of one value
  int64_t count;
};

enum class StructStatus : uint8_t { Ok, BadCharacter, CountWithoutCode, SizeTooLong };
const char* message_of(StructStatus status);

struct StructLayout {
  StructStatus status = StructStatus::Ok;
  int64_t size = 0;               // of the whole
  int64_t value_count = 0;        // Python values that go in or come out
  std::vector<StructItem> items;  // pad bytes have none
};
StructLayout parse_struct_format(std::string_view format);

// An int, as far as packing must know it.
struct StructInteger {
  enum Kind : uint8_t { Negative, NotNegative, Huge } kind;  // Huge: outside of both ranges below
  uint64_t bits;  // two's complement of a Negative (at least -2^63), value of a NotNegative (below 2^64)

  static StructInteger of(int64_t value) { return {value < 0 ? Negative : NotNegative, static_cast<uint64_t>(value)}; }
  static StructInteger of_unsigned(uint64_t value) { return {NotNegative, value}; }
  static StructInteger huge() { return {Huge, 0}; }
  bool fits_signed() const { return kind == Negative || (kind == NotNegative && bits >> 63 == 0); }
};

// Writes one value of a Signed, Unsigned or Pointer item. False: it is out of range, see message_of_range.
[[nodiscard]] bool pack_integer(const StructItem& item, StructInteger value, uint8_t* to);
// How Python words that `value` is out of range for the item.
std::string_view message_of_range(const StructItem& item, StructInteger value);
StructInteger unpack_integer(const StructItem& item, const uint8_t* from);

// Writes one value of a Float item. False: OverflowError("float too large to pack with X format").
[[nodiscard]] bool pack_float(const StructItem& item, double value, uint8_t* to);
double unpack_float(const StructItem& item, const uint8_t* from);

// A 'p' value: how many of its bytes are stored in a field of `size`.
int64_t pascal_length(int64_t size, int64_t length);
void pack_bytes(const StructItem& item, const uint8_t* bytes, int64_t length, uint8_t* to);  // Bytes and PascalBytes
std::string_view unpack_bytes(const StructItem& item, const uint8_t* from);

// Half precision, IEEE 754 binary16.
[[nodiscard]] bool to_half(double value, uint16_t& half);  // rounds to even; false: too large
double from_half(uint16_t half);

}  // namespace taipan::modules_core
